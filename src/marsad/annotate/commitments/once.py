"""One fact for what an article promises twice: in its lede and again in its body, or as told and as quoted."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.annotate.text import folded_word
from marsad.model import Commitment, DetailRole

_SHORT = 3
_ALIKE = 0.6
_ALIKE_WITH_AMOUNT = 0.3


def told_once(facts: Iterable[Commitment]) -> list[Commitment]:
    """Of commitments of the same parties to the same deed the one with a date, else the surest, in the text's order."""
    kept: list[Commitment] = []
    for fact in sorted(facts, key=lambda one: (one.due is None, -one.confidence, one.start)):
        if not any(_is_same(one, fact) for one in kept):
            kept.append(fact)
    return sorted(kept, key=lambda one: one.start)


def _is_same(one: Commitment, other: Commitment) -> bool:
    if one.kind is not other.kind or one.entities(DetailRole.BY) != other.entities(DetailRole.BY):
        return False
    if one.due and other.due and not (one.due.startswith(other.due) or other.due.startswith(one.due)):
        return False
    left, right = _words(one), _words(other)
    share = len(left & right) / max(1, min(len(left), len(right)))
    amounts, others = _amounts(one), _amounts(other)
    if amounts and others:
        return amounts == others and share >= _ALIKE_WITH_AMOUNT
    return share >= _ALIKE


def _words(fact: Commitment) -> set[str]:
    return {folded_word(word.strip('«»“”".,;')) for word in fact.what.split() if len(word) > _SHORT}


def _amounts(fact: Commitment) -> set[str | None]:
    return {detail.value for detail in fact.told(DetailRole.AMOUNT)}
