"""What weighing asks of the store: little where nothing is followed, as much in a large dossier as in a small one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from marsad.observatory import annotating, following, weighing
from marsad.observatory.dossiers import members
from marsad.observatory.dossiers.deciding import make
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.models import Article, DossierMember
from tests.observatory.facts import found_in, take, work
from tests.observatory.stories import EVENTS, article, telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(following, "together", lambda told: ([], [], []))


def asked(act: Callable[[], object]) -> int:
    counting: AbstractContextManager[CaptureQueriesContext] = CaptureQueriesContext(connection)
    with transaction.atomic(), counting as queries:
        act()
        return len(queries)


def test_nothing_followed_costs_a_query(data_dir: Path) -> None:
    take(data_dir, *(telling(event, host=f"{event}.example") for event in EVENTS))
    articles = weighing.loaded(Article.objects.values_list("pk", flat=True))
    assert asked(lambda: members.renew(articles)) == 1
    story = article("tram").story_id or ""
    assert asked(lambda: weighing.weigh_story(story)) <= 3, "where nothing changed"


def test_an_article_costs_the_same_in_a_larger_dossier(data_dir: Path) -> None:
    take(data_dir, telling("tram"))
    make(data_dir, "nadia", "question", "Tram", Rule("tramway"))
    costs = []
    for number in range(6):
        take(data_dir, telling("tram", f"t{number}", host=f"h{number}.example", extra=f"Repris {number} fois."))
        one = weighing.loaded([article(f"t{number}").pk])
        one[0].sort_at += timedelta(seconds=1)
        costs.append(asked(lambda one=one: members.renew(one)))
    work(data_dir)
    assert DossierMember.objects.count() == 7
    assert max(costs[1:]) == min(costs[1:]) < 40
