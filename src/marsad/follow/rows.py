"""Contradictions as rows of ``marsad annotate --contradictions``: the stable interface of the program."""

from __future__ import annotations

from typing import Any

from marsad.model import Claim, Contradiction, ContradictionKind


def contradiction_row(found: Contradiction, story: str) -> dict[str, Any]:
    """One contradiction: ``{about, abouts, key, kind, …, values: [{page, value, text, start, end, side, …}]}``.

    ``side`` is equal for values that agree, 0 for the side with most sources.
    """
    return {
        "story": story,
        "about": f"{found.kind.value}: {found.about}",
        "abouts": dict(found.abouts),
        "key": found.key,
        "kind": found.kind.value,
        "counted": found.counted,
        "unit": found.unit,
        "of": found.of,
        "settled": None if found.settled is None else _value(found.kind, found.settled, found.unit),
        "confidence": found.confidence,
        "values": [_claim_row(found.kind, claim, side) for side, claims in enumerate(found.sides) for claim in claims],
    }


def _claim_row(kind: ContradictionKind, claim: Claim, side: int) -> dict[str, Any]:
    return {
        "page": claim.article,
        "value": _value(kind, claim.value, claim.unit),
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "side": side,
        "source": claim.source,
        "outlet": claim.outlet,
        "published": claim.published,
        "upper": claim.upper,
        "approximate": claim.approximate,
        "later": claim.later,
        "confidence": round(claim.confidence, 3),
    }


def _value(kind: ContradictionKind, value: float | str, unit: str | None) -> str:
    """Numbers without a unit, sums of money with their currency, dates as ISO 8601."""
    number = f"{value:.15g}" if isinstance(value, float) else str(value)
    return f"{number} {unit}" if kind is ContradictionKind.AMOUNT else number
