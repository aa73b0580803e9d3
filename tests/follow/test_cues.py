"""Words that tell what a number is about, in the forms that they have in a text."""

from __future__ import annotations

import pytest

from marsad.annotate.text import Passage
from marsad.follow.cues import Cues, concepts_of


@pytest.mark.parametrize(
    ("lang", "words", "table", "concepts"),
    [
        ("fr", "des doctorantes", "counted", {"doctoral_student"}),
        ("fr", "s'élève à", "counted", set()),
        ("fr", "les élèves", "counted", {"pupil"}),
        ("fr", "elle distribuera", "deed", {"distribute"}),
        ("es", "plantarán", "deed", {"plant"}),
        ("es", "dotada con", "money", {"financing"}),
        ("en", "doctoral students", "counted", {"doctoral_student"}),
        ("en", "was funded", "money", {"financing"}),
        ("ar", "وبغلاف مالي", "money", {"financing"}),
        ("ar", "سيوزع", "deed", {"distribute"}),
        ("ar", "طالب دكتوراه", "counted", {"doctoral_student"}),
        ("ar", "خمس سنوات", "period", set()),
        ("ar", "سنويا", "period", {"year"}),
        ("de", "Schüler", "counted", set()),
        (None, "élèves", "counted", set()),
    ],
)
def test_concepts(lang: str | None, words: str, table: str, concepts: set[str]) -> None:
    assert concepts_of(words, lang, table) == concepts


def test_the_longer_phrase_counts_and_its_words_do_not() -> None:
    passage = Passage.of("some 120 doctoral students a year", "en")
    cues = Cues.of(passage)
    found = cues.within(0, len(passage.words), "counted", "period")
    assert [(passage.between(cue.first, cue.last), cue.concept) for cue in found] == [
        ("doctoral students", "doctoral_student"),
        ("a year", "year"),
    ]
