"""The commitments of the bench's gold pages and of the seeds, where that data is there."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from marsad.annotate.pipeline import annotated
from marsad.annotate.rows import article_of
from marsad.model import Commitment, CommitmentStatus, DetailRole, FactKind
from tests.annotate.commitments.test_cases import commitments
from tests.paths import shared

pytestmark = pytest.mark.shared


def overlap(left: str, right: str) -> float:
    """Dice's coefficient of two texts' words, as the bench counts it."""
    a, b = Counter(re.findall(r"\w+", left.casefold())), Counter(re.findall(r"\w+", right.casefold()))
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


def test_the_gold_pages_commitments_are_found_with_status_and_date() -> None:
    pages = [json.loads(line) for line in shared("bench", "gold", "gold.jsonl").read_text("utf-8").splitlines()]
    facts = [json.loads(line) for line in shared("bench", "gold", "facts.jsonl").read_text("utf-8").splitlines()]
    matched, predicted, status, due = 0, 0, 0, 0
    gold = [fact for fact in facts if fact["kind"] == "commitment"]
    for page in pages:
        identity, article = article_of(page)
        told = [fact for fact in annotated(article).facts if isinstance(fact, Commitment)]
        left = [fact for fact in told if fact.kind is FactKind.COMMITMENT]
        predicted += len(left)
        for one in (fact for fact in gold if fact["id"] == identity):
            found = max(left, key=lambda fact: overlap(fact.text, one["text"]), default=None)
            if found is None or overlap(found.text, one["text"]) < 0.5:
                continue
            left.remove(found)
            matched += 1
            status += found.status.value == one["status"]
            due += (found.due or "")[: len(one["due"] or "")] == (one["due"] or "") and bool(found.due) == bool(
                one["due"]
            )
    assert 2 * matched / (predicted + len(gold)) > 0.85
    assert status > 0.9 * matched
    assert due > 0.9 * matched


def test_the_second_seeds_joint_commitments_are_of_both_who_met() -> None:
    text = shared("seeds", "004_0e1ce58d3e34e87b.txt").read_text("utf-8").replace("’", "'")
    joint = [fact for fact in commitments(text, "fr", None) if fact.status is CommitmentStatus.SIGNED]
    listed = [fact for fact in joint if fact.rule == "agreement"]
    assert [fact.text.split()[1] for fact in listed] == ["échanges", "programmes", "initiatives"]
    assert all(len(fact.entities(DetailRole.BY)) == 2 for fact in listed)
