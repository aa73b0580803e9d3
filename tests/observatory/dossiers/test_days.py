"""The day of an article is that of the observatory's time zone: at midnight, and where the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from marsad.observatory import annotating, following
from marsad.observatory.dossiers.deciding import change, make
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.following import follow
from marsad.observatory.models import Article, DossierDay, DossierMember, DossierVoice
from tests.observatory.dossiers.counted import assert_counts_are_true
from tests.observatory.facts import found_in, take, work
from tests.observatory.stories import article, telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(following, "together", lambda told: ([], [], []))


@pytest.fixture
def dossier(data_dir: Path) -> str:
    assert timezone.get_current_timezone_name() == "Africa/Casablanca"
    take(data_dir, telling("tram", host="tram.example"))
    made = make(data_dir, "nadia", "question", "Tram", Rule("tramway"))
    work(data_dir)
    return made.pk


def published(moment: datetime) -> Article:
    """Have the article be of that moment, and weighed."""
    one = article("tram")
    Article.objects.filter(pk=one.pk).update(sort_at=moment)
    with transaction.atomic():
        follow(one.story_id or "")
    return article("tram")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 1)),
        # The clocks go back by an hour for Ramadan, on 15 February, and forth again on 22 March.
        (datetime(2026, 2, 15, 1, 30, tzinfo=UTC), date(2026, 2, 15)),
        (datetime(2026, 2, 28, 23, 59, 59, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 3, 1, 0, 0, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 21, 23, 30, tzinfo=UTC), date(2026, 3, 21)),
        (datetime(2026, 3, 22, 23, 30, tzinfo=UTC), date(2026, 3, 23)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_is_the_observatory_s(dossier: str, moment: datetime, day: date) -> None:
    published(moment)
    member = DossierMember.objects.get(dossier=dossier)
    assert (member.at, member.day, member.month) == (moment, day, day.replace(day=1))
    assert DossierDay.objects.get(dossier=dossier).day == day
    row = DossierVoice.objects.get(dossier=dossier)
    assert (row.month, row.last_at) == (day.replace(day=1), moment)
    assert_counts_are_true()


def test_the_first_and_last_day_of_a_rule_are_whole_local_days(dossier: str, data_dir: Path) -> None:
    day = date(2026, 2, 1)
    change(data_dir, "nadia", dossier, rule=Rule("tramway", since=day, until=day))
    first = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)
    for moment, within in (
        (first - timedelta(seconds=1), False),
        (first, True),
        (first + timedelta(hours=24) - timedelta(seconds=1), True),
        (first + timedelta(hours=24), False),
    ):
        published(moment)
        work(data_dir)
        assert DossierMember.objects.filter(dossier=dossier).exists() == within, moment


def test_the_latest_of_a_month_is_found_when_the_latest_goes(dossier: str, data_dir: Path) -> None:
    take(data_dir, telling("tram", "rail", host="tram.example", extra="Repris."))
    for name, moment in (
        ("tram", datetime(2026, 2, 28, 23, 59, tzinfo=UTC)),
        ("rail", datetime(2026, 1, 31, 23, 1, tzinfo=UTC)),
    ):
        Article.objects.filter(pk=article(name).pk).update(sort_at=moment)
    with transaction.atomic():
        follow(article("tram").story_id or "")
    [row] = DossierVoice.objects.filter(dossier=dossier)
    assert (row.articles, row.last_at) == (2, datetime(2026, 2, 28, 23, 59, tzinfo=UTC))
    published(datetime(2026, 3, 1, 0, 1, tzinfo=UTC))
    assert DossierVoice.objects.get(month="2026-02-01").last_at == datetime(2026, 1, 31, 23, 1, tzinfo=UTC)
    assert_counts_are_true()
