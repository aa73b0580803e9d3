"""Rows of the ledger: promises with the evidence of what moved them, and dates that passed without a report."""

from __future__ import annotations

import json
from datetime import date

import pytest

from marsad.observatory.ledger import entries, linking
from marsad.observatory.ledger.listing import LATEST, no_report, rows
from marsad.observatory.models import Entity, Fact, Promise
from tests.observatory.ledger.invented import Said, article, link

pytestmark = pytest.mark.django_db

LIT = "rallumer le phare de Tamri"


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "default_encoder", lambda: None)
    monkeypatch.setattr(linking, "link", link)


@pytest.fixture
def promise() -> Promise:
    """Announced on 5 January for the end of the month, with the contract signed; three articles since."""
    made = [
        article(1, 0, Said("Office", LIT, "announced", due="2026-01")),
        article(2, 9, Said("Office", LIT, "signed", "progress")),
        article(3, 30, Said("Office", "ouvrir le musée", "planned"), source="cap.example"),
        article(4, 31, Said("Office", "ouvrir le musée", "planned"), source="quai.example"),
        article(5, 32, Said("Office", "ouvrir le musée", "planned"), source="quai.example"),
    ]
    entries.renew(made)
    return Promise.objects.get(root__article=1)


def test_a_row_has_who_what_until_when_and_the_evidence(promise: Promise) -> None:
    [row] = rows(Promise.objects.filter(pk=promise.pk), date(2026, 3, 1))
    assert json.loads(json.dumps(row)) == row
    assert (row["by"], row["to"], row["what"]) == ([{"id": "org/office", "name": "Office"}], [], LIT)
    assert (row["due"], row["due_on"], row["status"], row["due_passed"]) == ("2026-01", "2026-01-31", "signed", True)
    [move] = row["moves"]
    fact = Fact.objects.get(article=2)
    told = {"exact": f"{LIT}, signed", "record": "urn:2", "text_sha256": fact.text_sha256, "field": "body"}
    assert {name: move["evidence"][name] for name in told} == told
    assert (move["status"], move["state"], row["first"]["url"]) == ("signed", "found", "https://quai.example/1")
    assert (move["evidence"]["outlet"], move["evidence"]["date"][:10]) == ("quai.example", "2026-01-14")


def test_the_latest_told_come_first(promise: Promise) -> None:
    lasts = [row["last_at"] for row in rows(Promise.objects.all(), date(2026, 3, 1))]
    assert lasts == sorted(lasts, reverse=True)
    assert len(lasts) > 1


def test_no_report_counts_independent_sources_since_the_day(promise: Promise, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Entity.objects.get(pk="org/office")
    for fact in Fact.objects.all():
        Fact.objects.create(
            article=fact.article, kind="organisation", field="body", start=0, end=6, exact="Office", prefix="",
            suffix="", text_sha256="", confidence=0.9, rule="list", entity=office,
        )  # fmt: skip
    assert no_report(promise, date(2026, 1, 31)) is None
    assert no_report(promise, date(2026, 2, 1)) == 2
    promise.status = "done"
    assert no_report(promise, date(2026, 3, 1)) is None
    promise.status = "signed"
    monkeypatch.setattr("marsad.observatory.ledger.listing.LATEST", 1)
    assert LATEST > 1
    assert no_report(promise, date(2026, 3, 1)) == 1
