"""Progress and goals are stored as they were found, and read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from marsad.annotate import annotate
from marsad.model import NAMED, FactKind, Goal, Progress
from marsad.observatory import annotating
from marsad.observatory.entities import link_facts
from marsad.observatory.models import Article, Fact
from marsad.observatory.telling import tellings
from tests.web.newsroom import add_article, add_source

pytestmark = pytest.mark.django_db
TEXT = (
    "L'ouverture du musée de Zerkoun est reportée à mars 2027.\n\n"
    "Le programme « Nour 2030 » a pour objectif de raccorder 300 villages au réseau."
)


def stored() -> Article:
    """An article with its facts as the annotate stage writes them."""
    source = add_source("quai.example", "Le Quai")
    article = add_article(source, "Le musée", "fr", datetime.fromisoformat("2026-11-20T08:00:00+00:00"), TEXT)
    found = annotate(annotating.article_of(article))
    annotating.store(article, found, list(annotating._rows(article, found)))
    article.named = [{**one, "id": f"initiative/{place}"} for place, one in enumerate(article.named)]
    article.save(update_fields=["named"])
    link_facts(article, {})
    return article


def test_a_goal_has_its_initiative_and_a_progress_its_new_date() -> None:
    stored()
    goal, step = Fact.objects.get(kind=FactKind.GOAL), Fact.objects.get(kind=FactKind.PROGRESS)
    initiative = Fact.objects.filter(kind=FactKind.INITIATIVE).first()
    assert initiative is not None
    assert goal.entity_id == initiative.entity_id is not None
    assert FactKind.GOAL not in NAMED
    assert step.detail == {"what": "L'ouverture du musée de Zerkoun", "status": "postponed", "due": "2027-03"}


def test_both_are_read_back_as_they_were_found() -> None:
    article = stored()
    found = {fact.kind: fact for fact in annotate(annotating.article_of(article)).facts}
    [telling] = tellings([Article.objects.select_related("capture", "source").get(pk=article.pk)])
    told = {fact.kind: fact for fact in telling.told.annotations.facts}
    step, goal = told[FactKind.PROGRESS], told[FactKind.GOAL]
    assert isinstance(step, Progress)
    assert isinstance(goal, Goal)
    before = found[FactKind.PROGRESS]
    assert isinstance(before, Progress)
    plain = [(one.role, one.text, one.value) for one in step.details]
    assert plain == [(one.role, one.text, one.value) for one in before.details]
    confidence = round(before.confidence, 3)
    assert replace(step, details=()) == replace(before, details=(), confidence=confidence)
    assert telling.told.annotations.entities[goal.entity].name == "Nour 2030"
