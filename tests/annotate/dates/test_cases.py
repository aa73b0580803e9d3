"""Every case of the tables beside this file: the expressions of a sentence, with the days they mean."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.annotate.dates import date_facts
from marsad.annotate.text import Passage

HERE = Path(__file__).parent
WEDNESDAY = "2025-07-09"
LANGUAGES = ("fr", "ar", "es", "en")
Expected = list[tuple[str, str | None, str | None]]


def expected(wanted: list[str]) -> Expected:
    """Cases as ``expression = first [last]``; - for an open end, ? for what stays unresolved."""
    found: Expected = []
    for line in wanted:
        text, _, dates = line.rpartition(" = ")
        first, last = dates.split() if " " in dates else (dates, dates)
        found.append((text, *(None if date in ("-", "?") else date for date in (first, last))))
    return found


def cases() -> Iterator[object]:
    for lang in LANGUAGES:
        for case in tomllib.loads((HERE / f"cases_{lang}.toml").read_text("utf-8"))["case"]:
            row = (lang, case["text"], case.get("published", WEDNESDAY), expected(case["want"]))
            yield pytest.param(*row, id=f"{lang}-{case['text']}")


@pytest.mark.parametrize(("lang", "text", "published", "want"), [*cases()])
def test_a_sentence_has_these_dates(lang: str, text: str, published: str, want: Expected) -> None:
    facts = date_facts(Passage.of(text, lang), published)
    assert [(fact.text, fact.start_date, fact.end_date) for fact in facts] == want
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    assert all(fact.reason for fact in facts if fact.start_date is None or fact.end_date is None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_many_cases_and_some_without_dates(lang: str) -> None:
    table = tomllib.loads((HERE / f"cases_{lang}.toml").read_text("utf-8"))["case"]
    assert len(table) >= 50
    assert sum(not case["want"] for case in table) >= 5
