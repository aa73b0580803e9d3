"""How sure a fact is: the share of facts of its kind and rule that are right on the written gold pages.

The shares lie in ``data/confidence.toml``, which ``benchmarks/calibrate.py`` writes; each is drawn towards that of its
kind as long as the gold has few facts of the rule.
"""

from __future__ import annotations

from functools import cache

from marsad.annotate.lexicon import tables_of
from marsad.model import FactKind


def calibrated(kind: FactKind, rule: str, raw: float) -> float:
    """The measured confidence of a rule's facts, in [0, 1]; ``raw``, held to that range, for rules never measured."""
    known = _shares().get(kind, {}).get(rule)
    return min(1.0, max(0.0, raw)) if known is None else known


@cache
def _shares() -> dict[str, dict[str, float]]:
    return {kind: dict(rules) for kind, rules in tables_of("confidence.toml").items()}
