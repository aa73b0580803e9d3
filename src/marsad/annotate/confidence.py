"""How sure a fact is: what its rule says of it, moved by how the rule's facts have done on pages whose facts are known.

``data/confidence.toml``, which ``benchmarks/calibrate.py`` writes, has a shift of the log odds for each kind and rule.
What a rule says of one fact rather than another is kept. Source: the intercept of Platt, Probabilistic Outputs for
Support Vector Machines (1999).
"""

from __future__ import annotations

import math
from functools import cache

from marsad.annotate.lexicon import tables_of
from marsad.model import FactKind

LEAST, MOST = 0.01, 0.99
"""What a rule's own word is held to."""


def calibrated(kind: FactKind, rule: str, raw: float) -> float:
    """The confidence of a fact that its rule gives ``raw``, in (0, 1), moved where the rule has been measured."""
    return shifted(raw, shift_of(kind, rule))


def shift_of(kind: FactKind | str, rule: str) -> float:
    """How far the log odds of a rule's facts are moved; not at all for rules never measured."""
    return _shifts().get(kind, {}).get(rule, 0.0)


def shifted(p: float, by: float) -> float:
    """A probability, held to what a rule may say, with its log odds moved."""
    held = min(MOST, max(LEAST, p))
    return 1 / (1 + (1 - held) / held * math.exp(-by)) if by else held


@cache
def _shifts() -> dict[str, dict[str, float]]:
    return {kind: dict(rules) for kind, rules in tables_of("confidence.toml").items()}
