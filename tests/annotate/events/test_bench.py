"""The events of the bench's written pages, where the bench data is there."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from marsad.annotate import annotate
from marsad.annotate.rows import article_of
from marsad.model import Event
from tests.paths import shared

pytestmark = pytest.mark.shared


def test_nearly_all_days_of_the_gold_pages_are_found_and_few_others() -> None:
    gold: dict[str, list[str]] = defaultdict(list)
    for line in shared("bench", "gold", "facts.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "event":
            gold[row["id"]].append(row["start_date"] or f"until {row['end_date']}")
    hits, found = 0, 0
    for line in shared("bench", "gold", "gold.jsonl").read_text("utf-8").splitlines():
        identity, article = article_of(json.loads(line))
        events = [fact for fact in annotate(article).facts if isinstance(fact, Event)]
        days = {event.start_date or f"until {event.end_date}" for event in events}
        hits += len(days & set(gold[identity]))
        found += len(events)
    total = sum(map(len, gold.values()))
    assert hits >= 0.95 * total
    assert found <= 1.05 * total
