"""Who said what, case by case."""

from __future__ import annotations

import pytest

from marsad.annotate import annotate
from marsad.model import Article, Block, BlockType, DetailRole, Statement
from tests.annotate.statements.cases import CASES, Case
from tests.annotate.statements.genres import GENRES


def told(case: Case) -> list[tuple[str, str, str | None, str | None]]:
    """The statements of a case as text, form, the name of the speaker, and cue."""
    blocks = tuple(Block(BlockType.PARAGRAPH, part) for part in case.text.split("\n\n"))
    found = annotate(Article(title=None, lang=case.lang, blocks=blocks))
    rows = []
    for fact in found.facts:
        if isinstance(fact, Statement):
            speakers, cues = fact.entities(DetailRole.SPEAKER), fact.told(DetailRole.CUE)
            name = found.entities[speakers[0]].name if speakers else None
            rows.append((fact.text, fact.form.value, name, cues[0].text if cues else None))
            assert case.text[fact.start : fact.end] == fact.text
    return rows


@pytest.mark.parametrize("case", [*CASES, *GENRES], ids=lambda case: f"{case.lang}-{case.text[:40]}")
def test_statements(case: Case) -> None:
    assert told(case) == list(case.expected)
