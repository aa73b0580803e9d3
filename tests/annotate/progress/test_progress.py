"""The course of promises in sentences of each language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.annotate.pipeline import annotated
from marsad.annotate.progress.sentence import RULE
from marsad.annotate.rows import fact_rows
from marsad.model import LANGUAGES, Article, Block, BlockType, DetailRole, Progress

PUBLISHED = "2026-11-20"


def cases(lang: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name(f"cases_{lang}.toml")
    return [{"lang": lang, **case} for case in tomllib.loads(path.read_text("utf-8"))["case"]]


def progress(text: str, lang: str, published: str | None = PUBLISHED) -> list[Progress]:
    """What is read in sentences; those that only show a status are in `test_sentence`."""
    blocks = tuple(Block(BlockType.PARAGRAPH, part) for part in text.split("\n"))
    article = Article(title=None, lang=lang, blocks=blocks, published=published)
    return [fact for fact in annotated(article).facts if isinstance(fact, Progress) and fact.rule != RULE]


def told(fact: Progress) -> dict[str, Any]:
    return {
        "what": fact.what,
        "by": [one.text for one in fact.told(DetailRole.BY)],
        "due": fact.due or "",
        "status": fact.status.value,
    }


@pytest.mark.parametrize(
    "case", [case for lang in LANGUAGES for case in cases(lang)], ids=lambda case: case["text"][:60]
)
def test_the_progress_of_a_sentence(case: dict[str, Any]) -> None:
    found = progress(case["text"], case["lang"])
    assert [told(fact) for fact in found] == case.get("found", [])
    assert all(case["text"][fact.start : fact.end] == fact.text for fact in found)


def test_what_is_done_has_who_how_much_where_and_when() -> None:
    [fact] = progress("La Société des rails de l'Est a livré lundi 12 bus à Nador.", "fr")
    told = {role: [(one.text, one.value) for one in fact.told(role)] for role in DetailRole if fact.told(role)}
    assert told[DetailRole.BY] == [("La Société des rails de l'Est", None)]
    assert told[DetailRole.DATE] == [("lundi", "2026-11-16")]
    assert [words for words, _ in told[DetailRole.PLACE]] == ["Nador"]
    assert [value for _, value in told[DetailRole.AMOUNT]] == ["12 bus"]


def test_what_the_article_promises_itself_is_no_progress() -> None:
    text = "La mairie de Menzera a tenu sa promesse de recruter 40 infirmiers."
    assert progress(text, "fr") == []


def test_rows_tell_progress_and_goals_on_demand() -> None:
    article = Article(
        title=None,
        lang="es",
        blocks=(
            Block(BlockType.PARAGRAPH, "La apertura del museo se aplaza hasta marzo de 2027."),
            Block(BlockType.PARAGRAPH, "El programa «Luz 2030» busca conectar 300 pueblos a la red."),
        ),
        published=PUBLISHED,
    )
    found = annotated(article)
    ids = [entity.name for entity in found.entities]
    stable, all_rows = list(fact_rows("a", found, ids)), list(fact_rows("a", found, ids, progress=True))
    added = [row for row in all_rows if row not in stable]
    assert {row["kind"] for row in added} == {"progress", "goal"}
    assert [row for row in all_rows if row in stable] == stable
    step, goal = (next(row for row in added if row["kind"] == kind) for kind in ("progress", "goal"))
    assert (step["status"], step["due"], step["what"]) == ("postponed", "2027-03", "La apertura del museo")
    assert goal["of"] == "Luz 2030"
