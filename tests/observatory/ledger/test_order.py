"""The ledger is a function of the facts: of whatever order they come in, go and change."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from marsad.observatory.ledger import candidates, entries, linking
from marsad.observatory.models import Article, Fact, LedgerEntry, Promise, PromiseMove
from tests.observatory.ledger.invented import Said, article, ledger, link, linked_one_by_one

pytestmark = pytest.mark.django_db

WORKS = ("rallumer le phare de Tamri", "ouvrir le musée du sel", "planter mille arganiers à Aglou")
PARTIES = ("Office", "Mairie")
STATUSES = ("signed", "started", "done", "postponed", "withdrawn")


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "default_encoder", lambda: None)
    monkeypatch.setattr(linking, "link", link)


def invent(seed: int, count: int = 14) -> list[Article]:
    """Articles on a few works, some of them on the same day, some with commitments and progress beside each other."""
    chance, made = random.Random(seed), []
    for seq in range(1, count + 1):
        sentences = []
        for work in chance.sample(WORKS, chance.choice((1, 1, 2))):
            by, sure = chance.choice(PARTIES), chance.choice((0.3, 0.8, 0.95))
            if chance.random() < 0.4:
                due = chance.choice((None, "2026-06", "2027"))
                sentences.append(Said(by, work, chance.choice(("announced", "planned")), confidence=sure, due=due))
            else:
                sentences.append(Said(by, work, chance.choice(STATUSES), "progress", sure))
        source, story = chance.choice(("quai.example", "cap.example")), chance.choice(("s1", "s2"))
        made.append(article(seq, chance.randrange(8), *sentences, source=source, story=story))
    return made


def wiped() -> None:
    Promise.objects.all().delete()
    LedgerEntry.objects.all().delete()


def in_batches(chance: random.Random, articles: Sequence[Article]) -> None:
    left = list(articles)
    while left:
        size = chance.randint(1, 3)
        entries.renew(left[:size])
        left = left[size:]


def changed(chance: random.Random, articles: Sequence[Article]) -> None:
    """Strike and bring back facts, take articles off the page and back, move them to other stories."""
    for row in chance.sample(list(articles), len(articles) // 2):
        match chance.randrange(4):
            case 0:
                Fact.objects.filter(article=row).update(state="struck")
            case 1:
                row.current = not row.current
            case 2:
                row.story_id = "s2" if row.story_id == "s1" else "s1"
            case 3:
                row.sort_at = chance.choice(list(articles)).sort_at
        row.save()
        entries.renew([row])


@pytest.mark.parametrize("window", [2, 5, 200])
@pytest.mark.parametrize("seed", range(6))
def test_any_order_gives_what_one_after_the_other_gives(
    seed: int, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "WINDOW", window)
    articles, chance = invent(seed), random.Random(seed)
    in_batches(chance, articles)
    first = ledger()
    assert first["parents"] == linked_one_by_one(window)
    for _ in range(2):
        wiped()
        chance.shuffle(articles)
        in_batches(chance, articles)
        assert ledger() == first


@pytest.mark.parametrize("window", [2, 4, 200])
@pytest.mark.parametrize("seed", range(6))
def test_what_goes_changes_and_comes_back_leaves_no_trace(
    seed: int, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "WINDOW", window)
    articles, chance = invent(seed), random.Random(seed)
    chance.shuffle(articles)
    in_batches(chance, articles)
    changed(chance, articles)
    after = ledger()
    assert after["parents"] == linked_one_by_one(window)
    wiped()
    in_batches(chance, articles)
    assert ledger() == after


@pytest.mark.parametrize("seed", range(3))
def test_articles_whose_facts_are_found_anew_come_back_as_they_were(seed: int) -> None:
    articles, chance = invent(seed), random.Random(seed)
    in_batches(chance, articles)
    before, some = ledger(), chance.sample(articles, 5)
    entries.forget([row.pk for row in some])
    assert not LedgerEntry.objects.filter(article__in=some).exists()
    assert ledger()["parents"] == linked_one_by_one(candidates.WINDOW)
    in_batches(chance, some)
    assert ledger() == before


def test_the_invented_press_has_promises_of_all_sorts() -> None:
    entries.renew(invent(2, count=40))
    assert Promise.objects.exclude(status__in=("announced", "planned")).exists()
    assert {"found", "waiting"} == set(PromiseMove.objects.values_list("state", flat=True))
    assert LedgerEntry.objects.filter(promise=None).exists()
    assert LedgerEntry.objects.filter(parent__told__kind="progress").exists()
