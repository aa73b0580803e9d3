from __future__ import annotations

from django.utils.translation import override

from marsad.web.pictures.columns import DRAWN, Labels, Row, beside, within
from marsad.web.pictures.tree import Leaf, reprints
from tests.web.pictures.reading import found, harmless, texts

LABELS = Labels("By outlet", "Outlet", "articles", "own texts")


def _widths(drawn: list, hue: str) -> list[float]:  # type: ignore[type-arg]
    return [float(one.get("width") or 0) for one in drawn if one.get("class") == hue]


def test_own_texts_are_a_part_of_the_bar() -> None:
    with override("en"):
        drawn = within([Row("El Farol", 40, 10, "/source/el"), Row("Vigie", 20, 20)], LABELS, name="outlets")
    bars = found(drawn, "rect")
    assert _widths(bars, "edge1") == [328, 164]
    assert _widths(bars, "edge0") == [82, 164]
    assert [one.get("href") for one in found(drawn, "a")] == ["/source/el"]
    assert "El Farol\u2069: 40 (articles), 10 (own texts)" in drawn.words
    assert [cell.text for cell in drawn.rows[0]] == ["El Farol", "40", "10"]
    assert harmless(drawn)


def test_shares_are_of_each_count_by_itself() -> None:
    with override("en"):
        drawn = beside([Row("A", 30, 1), Row("B", 10, 3)], LABELS, name="voice", wholes=(40, 4))
    assert {"75% · 30", "25% · 1", "25% · 10", "75% · 3"} <= set(texts(drawn))
    widths = [float(one.get("width") or 0) for one in found(drawn, "rect") if one.get("class") in ("edge0", "edge1")]
    assert widths[0] == widths[3]
    assert widths[1] == widths[2]


def test_many_rows_are_in_the_table_and_the_words_say_that_not_all_are_drawn() -> None:
    with override("en"):
        drawn = within([Row(f"Outlet {n}", 50 - n, 1) for n in range(30)], LABELS, name="outlets")
    assert len(drawn.rows) == 30
    assert "and 27 more" in drawn.words
    assert f"the first {DRAWN}" in drawn.words
    assert within([], LABELS, name="outlets").empty


def test_a_reprint_tree_tells_of_every_copy_how_when_and_how_much() -> None:
    copies = [
        Leaf("Le Courrier", "12 minutes later", "word for word", "/article/2/changes", 1.0, 0),
        Leaf("El Farol", "3 hours later", "shortened", "/article/3/changes", 0.6, 1),
        Leaf("Vigie", "16 Sept 2025", "rewritten", "/article/4/changes"),
    ]
    with override("en"):
        drawn = reprints("Agence Phare", "15 Sept 2025", copies, href="/article/1")
    assert [one.get("href") for one in found(drawn, "a")] == ["/article/1", *(one.href for one in copies)]
    assert {"3 hours later · shortened", "60% kept"} <= set(texts(drawn))
    assert "16 Sept 2025 · rewritten" in texts(drawn)
    assert len(found(drawn, "line", "branch")) == 4
    assert "3 copies of a text of \u2068Agence Phare\u2069." in drawn.words
    assert "kept least: \u2068El Farol\u2069, 60%" in drawn.words
    assert [cell.text for cell in drawn.rows[2]][3:] == ["–", "–"]
    assert "put in 1 word" in (found(drawn, "a")[2][0].text or "")
    assert harmless(drawn)
