"""Of which earlier entry a later one speaks: evidence for and against each, weighed by logistic regression.

The weights are fitted on pairs of a development set (`benchmarks/ledger_fit.py`), rounded and named here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from marsad.follow.ledger.entry import Entry, Link
from marsad.follow.ledger.evidence import evidence
from marsad.model import FactKind

BASE = -2.6
WEIGHTS: Mapping[str, float] = {
    "same party": 0.3,
    "party the other way round": 0.5,
    "party is named": 0.2,
    "other party": -0.9,
    "same people and bodies": 1.2,
    "same place": 0.8,
    "other place": -2.1,
    "same amount": 1.6,
    "same figures": 1.1,
    "other amount": -1.1,
    "same due": 0.4,
    "same words": 2.8,
    "same concepts": 2.5,
    "meaning": 2.5,
    "meaning over languages": 3.2,
    "other thing": -1.3,
    "other language": 0.3,
    "same story": 0.3,
    "years apart": -0.3,
}
"""Log odds that a whole unit of a piece of evidence adds; `marsad.follow.ledger.evidence` says what each is."""

_LEAST, _LEAST_RETOLD = 0.3, 0.7
"""Links that are less sure are none. One commitment taken for another hides it, so that two must be surer to be one."""


def link_of_read(entry: Entry, candidates: Sequence[Entry]) -> Link | None:
    """The earlier entry that speaks of the same promise, the surest; of several as sure the earliest; null for none.

    ``candidates`` are entries before it (by time, then by place in the article).
    """
    scored = [(link_to(entry, earlier), earlier) for earlier in candidates if earlier.id != entry.id]
    best = max(scored, key=lambda item: (item[0].confidence, -item[1].at.timestamp(), item[1].id), default=None)
    least = _LEAST_RETOLD if entry.kind is FactKind.COMMITMENT else _LEAST
    return best[0] if best and best[0].confidence >= least else None


def link_to(entry: Entry, earlier: Entry) -> Link:
    """How sure it is that an entry speaks of the same promise as one earlier one."""
    weighed = {name: WEIGHTS[name] * value for name, value in evidence(entry, earlier).items()}
    reasons = sorted(((name, round(much, 2)) for name, much in weighed.items() if much), key=lambda one: -abs(one[1]))
    sure = 1 / (1 + math.exp(-BASE - sum(weighed.values())))
    return Link(parent=earlier.id, confidence=round(min(0.99, sure), 3), reasons=tuple(reasons))
