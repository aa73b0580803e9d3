"""Names in Arabic text by the tagger: the real weights where they are installed, and what holds without them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.annotate import tagger
from marsad.annotate.tagger import available, tagged
from marsad.annotate.text import Passage

needs_weights = pytest.mark.skipif(not available(), reason="marsad-names-ar (models/marsad-names-ar) is not installed")


def names(text: str, lang: str | None = "ar") -> list[tuple[str, str]]:
    passage = Passage.of(text, lang)
    return [(span.label, passage.between(span.first, span.last)) for span in tagged(passage)]


@needs_weights
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال الرئيس جورج سميث إن الزيارة ناجحة .", [("PER", "جورج سميث")]),
        ("سافر الوفد من القاهرة إلى بغداد .", [("LOC", "القاهرة"), ("LOC", "بغداد")]),
        ("دعا مجلس الأمن إلى وقف القتال .", [("ORG", "مجلس الأمن")]),
        ("وصلت المديرة نادية الزناتي ولد البحار إلى تطوان .", [("PER", "نادية الزناتي ولد البحار"), ("LOC", "تطوان")]),
        ("ارتفعت أسعار القمح بنسبة 4 في المائة .", []),
        ("وصل القطار متأخرا بسبب الأمطار .", []),
    ],
)
def test_names_of_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text) == expected


@needs_weights
def test_a_proclitic_stays_with_its_token() -> None:
    assert names("عقد اللقاء ببيروت أمس .") == [("LOC", "ببيروت")]


@needs_weights
def test_spelling_of_hamzas_and_vowel_signs_does_not_matter() -> None:
    assert [label for label, _ in names("عاد الفريق من ألمانيا .")] == ["LOC"]
    assert [label for label, _ in names("عاد الفريق من المانيا .")] == ["LOC"]
    assert [label for label, _ in names("عاد الفريق من أَلمانيا .")] == ["LOC"]


@needs_weights
def test_arabic_is_told_by_its_letters_where_no_language_is_given() -> None:
    assert names("سافر الوفد إلى بغداد .", None) == [("LOC", "بغداد")]
    assert names("The delegation (الوفد) went to Baghdad.", None) == []


@needs_weights
def test_sentences_in_other_letters_are_passed_over() -> None:
    text = "Le port de la ville a rouvert lundi .\nسافر الوفد إلى بغداد .\nThe port of the town is open again ."
    assert names(text) == [("LOC", "بغداد")]


def test_other_languages_are_not_tagged() -> None:
    assert names("سافر الوفد إلى بغداد .", "fr") == []


def test_nothing_is_tagged_without_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "_model", lambda: None)
    assert names("سافر الوفد إلى بغداد .") == []


@needs_weights
@pytest.mark.parametrize("text", ["", " ", "\n\n", "ـ", "؟!", "ب", "وال", "لل", "\u200f", "محمد " * 3000, "a" * 9000])
def test_odd_texts_are_read(text: str) -> None:
    assert isinstance(names(text), list)


@needs_weights
@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["وزير", "الوزير", "محمد", "ولد", "بغداد", "في", "،", ".", "2", "\n", "bank", "للأمم"]))
)
def test_spans_are_in_order_and_do_not_overlap(words: list[str]) -> None:
    passage = Passage.of(" ".join(words), "ar")
    after = -1
    for span in tagged(passage):
        assert after < span.first <= span.last < len(passage.words)
        assert 0 < span.score <= 1
        assert span.label in {"PER", "LOC", "ORG"}
        after = span.last


@needs_weights
def test_no_name_goes_over_the_end_of_a_sentence() -> None:
    passage = Passage.of("زار الوزير محمد\nحسن المصنع .\nأعلنت وزارة\nالصحة ذلك .", "ar")
    sentence = [number for number, (begin, end) in enumerate(passage.sentences) for _ in range(begin, end)]
    assert [span for span in tagged(passage) if sentence[span.first] != sentence[span.last]] == []
