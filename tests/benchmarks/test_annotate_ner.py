"""The scorer of spans, and the sentences that the Arabic tagger learns from besides others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def ner(bench: Callable[[str], Any]) -> Any:
    return bench("annotate_ner")


@pytest.fixture
def made(bench: Callable[[str], Any]) -> Any:
    return bench("names_ar_made")


def test_spans_count_with_and_without_their_labels(ner: Any) -> None:
    gold = [{(0, 4, "PER"), (8, 12, "LOC")}, {(0, 9, "ORG")}]
    found = [{(0, 4, "PER"), (8, 12, "ORG")}, {(2, 9, "ORG")}]
    scores = ner.score_spans(found, gold)
    assert scores.typed.value == pytest.approx(1 / 3)
    assert scores.untyped.value == pytest.approx(2 / 3)
    assert scores.touching.value == pytest.approx(2 / 3)
    assert scores.by_label["PER"].value == 1
    assert scores.by_label["LOC"].value == 0
    assert (scores.precision.value, scores.recall.value) == (pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_one_long_span_touches_one_name_only(ner: Any) -> None:
    scores = ner.score_spans([{(0, 20, "PER")}], [{(0, 4, "PER"), (10, 14, "PER")}])
    assert scores.touching.value == pytest.approx(2 / 3)


def test_a_system_is_scored_on_the_rows_of_a_file(ner: Any, tmp_path: Path) -> None:
    rows = [
        {"text": "Ada in Lund", "lang": "en", "spans": [[0, 3, "PER"], [7, 11, "LOC"]]},
        {"text": "the Nobel", "lang": "en", "spans": [[4, 9, "MISC"]]},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    asked: list[tuple[str, str]] = []

    def predict(text: str, lang: str) -> list[tuple[int, int, str]]:
        asked.append((text, lang))
        return [(0, 3, "PER"), (4, 9, "MISC")]

    assert ner.score(predict, file).typed.value == pytest.approx(1 / 2)
    assert ner.score(predict, file, ("PER", "LOC", "ORG", "MISC")).typed.value == pytest.approx(4 / 7)
    assert asked[0] == ("Ada in Lund", "en")


def test_a_table_has_a_row_a_system(ner: Any) -> None:
    printed = ner.table({"ours": ner.score_spans([{(0, 1, "PER")}], [{(0, 1, "PER")}])})
    assert "ours" in printed
    assert "1.000" in printed


def test_made_sentences_are_the_same_for_the_same_seed(made: Any) -> None:
    first, again = made.Maker(3), made.Maker(3)
    assert [first.sentence() for _ in range(20)] == [again.sentence() for _ in range(20)]


def test_made_sentences_are_filled_and_tagged(made: Any) -> None:
    maker = made.Maker(7)
    tokens = [token for _ in range(400) for token in maker.sentence()]
    assert not [word for word, _ in tokens if set(word) & set("[]{}/")]
    assert {tag for _, tag in tokens} >= {"O", "B-PER", "I-PER", "B-LOC", "B-ORG", "I-ORG", "B-MISC"}


def test_swapped_names_keep_their_proclitics_and_the_words_about_them(made: Any) -> None:
    tokens = [("وصل", "O"), ("الوفد", "O"), ("بالبصرة", "B-LOC"), ("أمس", "O")]
    swapped = made.swapped(tokens, made.Maker(1), 1.0)
    assert swapped[:2] == tokens[:2]
    assert swapped[-1] == tokens[-1]
    assert swapped[2][0].startswith("ب")
    assert swapped[2][1] == "B-LOC"
    assert made.swapped(tokens, made.Maker(1), 0.0) == tokens


@pytest.mark.parametrize(
    ("before", "word", "whole"), [("ب", "فاس", "بفاس"), ("ل", "الرباط", "للرباط"), ("و", "الرباط", "والرباط")]
)
def test_proclitics_join_words(made: Any, before: str, word: str, whole: str) -> None:
    assert made.attached(before, word) == whole


@pytest.mark.parametrize(("word", "before"), [("بالبصرة", "ب"), ("والبصرة", "و"), ("باريس", ""), ("وجدة", "")])
def test_sure_proclitics(made: Any, word: str, before: str) -> None:
    assert made.proclitic(word) == before
