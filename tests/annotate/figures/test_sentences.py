"""Whole sentences of many topics, with every figure in them and none besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotate.figures.found import pairs


def _cases() -> list[tuple[str, str, str]]:
    """Language, sentence and figures, ``value unit`` parted by semicolons."""
    found = []
    for path in sorted((Path(__file__).parent / "sentences").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                text, _, figures = line.rpartition("|")
                found.append((path.stem, text.strip(), figures.strip()))
    return found


@pytest.mark.parametrize(("lang", "text", "figures"), _cases())
def test_figures_of_a_sentence(lang: str, text: str, figures: str) -> None:
    found = [f"{value} {unit}" for value, unit in pairs(text, lang)]
    assert sorted(found) == sorted(figures.split("; ") if figures else [])


@pytest.mark.parametrize("lang", ["ar", "en", "es", "fr"])
def test_there_are_sentences_in_every_language(lang: str) -> None:
    assert sum(case[0] == lang for case in _cases()) >= 60
