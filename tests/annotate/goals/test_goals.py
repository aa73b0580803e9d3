"""What initiatives are for, in each language."""

from __future__ import annotations

import pytest

from marsad.annotate.pipeline import annotated
from marsad.model import Article, Block, BlockType, Goal

GOALS = {
    "fr": (
        "La ministre a présenté la Stratégie nationale de l'intelligence artificielle. "
        "Cette stratégie vise à former 5 000 ingénieurs d'ici 2030.",
        ["former 5 000 ingénieurs d'ici 2030"],
    ),
    "es": (
        "El programa «Luz 2030», lanzado el lunes por el Ministerio de Energía, busca conectar 300 pueblos a la red.",
        ["conectar 300 pueblos a la red"],
    ),
    "en": (
        "The minister unveiled the National Strategy for Artificial Intelligence. "
        "The aim of the strategy is to cut bills for households.",
        ["cut bills for households"],
    ),
    "ar": ("يهدف برنامج «نور 2030» إلى ربط 300 قرية بالشبكة.", ["ربط 300 قرية بالشبكة"]),
}


def goals(text: str, lang: str) -> list[Goal]:
    article = Article(title=None, lang=lang, blocks=(Block(BlockType.PARAGRAPH, text),), published="2026-11-20")
    found = annotated(article)
    assert all(found.entities[fact.entity].kind == "initiative" for fact in found.facts if isinstance(fact, Goal))
    return [fact for fact in found.facts if isinstance(fact, Goal)]


@pytest.mark.parametrize("lang", GOALS)
def test_the_goal_of_an_initiative(lang: str) -> None:
    text, expected = GOALS[lang]
    found = goals(text, lang)
    assert [fact.text for fact in found] == expected
    assert all(text[fact.start : fact.end] == fact.text for fact in found)


@pytest.mark.parametrize(
    "text",
    [
        "Le programme « Nour 2030 » a été présenté. L'Office des bus vise à produire 30 bus.",
        "Le programme « Nour 2030 » ne vise pas à remplacer les agents.",
    ],
)
def test_bodies_and_negations_have_no_goal(text: str) -> None:
    assert goals(text, "fr") == []


def test_a_goal_that_goes_on_and_on_ends_at_a_comma() -> None:
    things = ", ".join(f"la rénovation complète des lycées du district {number}" for number in range(12))
    [goal] = goals(f"Le programme « Nour 2030 » vise à financer {things} et la cantine.", "fr")
    assert goal.text.startswith("financer la rénovation complète")
    assert goal.text[-1].isdigit()
    assert 20 < len(goal.text.split()) <= 45
