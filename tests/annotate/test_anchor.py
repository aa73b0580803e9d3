"""Words are found again in another version of the text by what they are and what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.annotate.anchor import anchored, re_anchored
from marsad.model import Evidence

FRENCH = (
    "Le phare de Tamri sera rallumé samedi, a annoncé Salma Idrissi, ministre de la Mer.\n\n"
    "Le chantier a coûté 1,2 million de dirhams, selon « l'Office des phares ».\n\n"
    "À Tamri, les pêcheurs attendent. Salma Idrissi viendra à Tamri en juillet."
)
ARABIC = "قالت الوزيرة سلمى الإدريسي إن المنارة ستضاء بالرباط يوم السبت.\n\nوزارت سلمى الإدريسي ميناء الرباط أمس."


def evidence(text: str, words: str, nth: int = 0) -> Evidence:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Evidence.of("urn:uuid:1", "body", text, start, start + len(words))


def found(quoted: Evidence, text: str) -> str | None:
    span = anchored(quoted, text)
    return text[span[0] : span[1]] if span else None


def test_the_same_text_gives_the_same_place() -> None:
    quoted = evidence(FRENCH, "Tamri", 1)
    assert anchored(quoted, FRENCH) == (quoted.start, quoted.end)


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_each_occurrence_is_told_by_its_surroundings(nth: int) -> None:
    moved = "Une ligne de plus, sur Tamri aussi.\n\n" + FRENCH
    quoted = evidence(FRENCH, "Tamri", nth)
    assert anchored(quoted, moved) == (
        moved.index("Tamri", moved.index("Le phare")) + quoted.start - 12,
        quoted.end + 37,
    )


@pytest.mark.parametrize(
    ("words", "old", "new", "expected"),
    [
        ("l'Office des phares", "« l'Office des phares »", "“l’Office  des\u00a0phares”", "l’Office  des\u00a0phares"),
        ("1,2 million de dirhams", "1,2 million", "1,2\u202fmillion", "1,2\u202fmillion de dirhams"),
        ("Salma Idrissi", "annoncé Salma Idrissi, ministre", "annoncé\nSALMA IDRISSI, ministre", "SALMA IDRISSI"),
        ("Salma Idrissi", "Salma Idrissi, ministre", "Selma Idrissi, ministre", "Selma Idrissi"),
        ("Salma Idrissi", "Salma Idrissi, ministre", "Salma El Idrissi, ministre", "Salma El Idrissi"),
    ],
)
def test_words_written_otherwise_are_the_same_words(words: str, old: str, new: str, expected: str) -> None:
    assert old in FRENCH
    assert found(evidence(FRENCH, words), FRENCH.replace(old, new, 1)) == expected


def test_words_that_are_gone_are_not_found_elsewhere() -> None:
    without = "\n\n".join(part for part in FRENCH.split("\n\n") if not part.startswith("Le phare"))
    assert anchored(evidence(FRENCH, "Salma Idrissi"), without) is None
    assert anchored(evidence(FRENCH, "Tamri"), without) is None
    assert found(evidence(FRENCH, "Salma Idrissi", 1), without) == "Salma Idrissi"


def test_a_paragraph_dropped_before_the_words_leaves_them_their_place() -> None:
    without = FRENCH.replace(FRENCH.split("\n\n")[0] + "\n\n", "")
    assert found(evidence(FRENCH, "1,2 million de dirhams"), without) == "1,2 million de dirhams"


def test_another_figure_among_the_same_words_is_not_the_figure() -> None:
    assert anchored(evidence(FRENCH, "1,2"), FRENCH.replace("1,2", "945", 1)) is None
    assert anchored(evidence(FRENCH, "1,2"), FRENCH.replace("1,2", "12", 1)) is None


def test_an_arabic_name_behind_a_clitic() -> None:
    quoted = evidence(ARABIC, "الرباط")
    assert quoted.prefix.endswith("ب")
    vowelled = ARABIC.replace("بالرباط", "بِالرِّباط").replace("المنارة", "المنارةَ")
    assert found(quoted, "خبر.\n\n" + vowelled) == "الرِّباط"
    assert found(evidence(ARABIC, "سلمى الإدريسي", 1), ARABIC.replace("الإدريسي", "الادريسي")) == "سلمى الادريسي"


def test_a_word_inside_another_is_not_the_word() -> None:
    text = "El mar sube."
    assert anchored(evidence(text, "mar"), "El marinero sube.") is None


def test_marks_at_the_ends_of_the_words_are_kept() -> None:
    text = "Groupe Vigie S.A. a signé hier."
    assert found(evidence(text, "Vigie S.A."), "Le " + text.replace("Groupe", "Groupe\u00a0")) == "Vigie S.A."


def test_a_text_of_nothing_but_the_words() -> None:
    assert found(evidence("Tamri", "Tamri"), "Tamri.") == "Tamri"


def test_words_without_a_letter_are_found_only_where_they_were() -> None:
    text = "Non — dit-il."
    assert anchored(evidence(text, "—"), text) == (4, 5)
    assert anchored(evidence(text, "—"), " " + text) is None


def test_another_field_is_asked_after_the_own_one() -> None:
    quoted = evidence(FRENCH, "Salma Idrissi")
    lede, _, body = FRENCH.partition("\n\n")
    moved = re_anchored(quoted, {"body": body, "lede": lede})
    assert moved
    assert (moved.field, lede[moved.start : moved.end]) == ("lede", "Salma Idrissi")
    assert re_anchored(quoted, {"body": body}) is None
    assert re_anchored(quoted, {"lede": "", "body": ""}) is None


letters = st.text(alphabet="ab é،\n«»شة1,.َ", max_size=60)


@given(letters, letters, st.integers(0, 59), st.integers(1, 10))
def test_any_text_gives_a_span_of_it_or_nothing(text: str, other: str, start: int, size: int) -> None:
    if start + 1 > len(text):
        return
    quoted = Evidence.of("r", "body", text, start, min(len(text), start + size))
    span = anchored(quoted, other)
    assert span is None or 0 <= span[0] < span[1] <= len(other)
    assert anchored(quoted, text) == (quoted.start, quoted.end)
