"""Names come from pages of others: none of them gets out of the text that it is."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from marsad.web.pictures import bars, columns, lines, network, tree
from marsad.web.pictures.canvas import Picture
from marsad.web.pictures.lettering import broken, fitted, named, plain, runs, safe, width
from tests.web.pictures.reading import found, harmless, parsed, texts

HOSTILE = (
    "</text><script>alert(1)</script>",
    "\"' onload='alert(1)' x=\"",
    "a & b < c > d &lt; &#x3c;script&#x3e;",
    "]]><![CDATA[<img src=x onerror=alert(1)>",
    "\u202egro.elpmaxe\u2066\u2069\u200f abc\u202c",
    "nul\x00 bell\x07 lone \ud800 noncharacter \uffff",
    "",
    "x" * 3000,
    "‎" * 50,
)
DAY = date(2025, 9, 15)


def _pictures(name: str) -> list[Picture]:
    labels = columns.Labels(name, name, name, name)
    rows = [columns.Row(name, 3, 1, "/source/x"), columns.Row(name, 1, 1)]
    people = [network.Actor(str(n), name, "person", 2, "/entity/a'b\"c&d") for n in range(3)]
    return [
        bars.coverage([bars.DayCount(DAY, name[:5], 1)], title=name),
        lines.series([lines.Point(DAY, 1.0, name, "/article/1", contradicts=True)], name, title=name),
        lines.shares([lines.Share(name, {DAY: 1}), lines.Share(name, {DAY: 2})], whole=name, title=name),
        columns.within(rows, labels, name="within"),
        columns.beside(rows, labels, name="beside", wholes=(4, 0)),
        network.actors(people, [network.Tie("0", "1", 2, "/dossier/d/tie/1?a=1&b='2\"")]),
        tree.reprints(name, name, [tree.Leaf(name, name, name, "/article/2/changes", 0.5, 3)], href="/article/1"),
    ]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_hostile_name_stays_text(name: str, lang: str) -> None:
    with override(lang):
        for drawn in _pictures(name):
            assert harmless(drawn), drawn.name
            assert all(one == plain(one) for one in texts(drawn))
            assert all(width(one, 11) <= 330 for one in texts(drawn))


def test_an_address_keeps_what_it_is() -> None:
    drawn = _pictures("x")[5]
    assert {one.get("href") for one in found(drawn, "a", "actor")} == {"/entity/a'b\"c&d"}
    assert parsed(drawn).get("role") == "group"


def test_what_turns_the_direction_is_taken_out_and_a_name_is_set_apart() -> None:
    assert plain("\u202ea\u2067b\u200f c") == "a b c"
    assert named("\u2069\u202ea") == "\u2068a\u2069"
    assert safe("<\u2068&\u2069\u202e>") == "&lt;\u2068&amp;\u2069 &gt;"


def test_text_is_cut_between_words_and_broken_in_two_lines() -> None:
    assert fitted("Tamri", 100) == "Tamri"
    assert fitted("Ministère des phares et balises", 120) == "Ministère des…"
    first, second = broken("Ministère des phares et des balises", 110)
    assert (first, second) == ("Ministère des", "phares et des…")
    assert all(width(line) <= 110 for line in (first, second))
    assert broken("Interministérialisation", 60)[0].endswith("…")


def test_marks_of_vowels_take_no_room_and_the_first_letter_gives_the_direction() -> None:
    assert width("مُنَارَة") == width("منارة")
    assert [runs(text) for text in ("12 منارة", "a منارة", "123")] == ["rtl", "ltr", "ltr"]
