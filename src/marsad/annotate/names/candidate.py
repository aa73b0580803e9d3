"""A run of words that may be a name, before it is decided which of several that overlap stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from marsad.annotate.text import Passage
from marsad.model import FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Tokens ``first`` to ``last`` (inclusive) as a name of ``kind``; null for what has a name but is no entity.

    ``start`` is a code point inside the first token where a proclitic is cut off, else the token's own start.
    ``score`` is a belief from 0 to 1, also used to choose between candidates that overlap.
    """

    first: int
    last: int
    start: int
    end: int
    kind: FactKind | None
    rule: str
    score: float
    role: str | None = None
    key: str | None = None
    country: str | None = None
    of: tuple[int, int] | None = None
    """For an acronym in brackets, the place of the name that it shortens."""


def candidate(passage: Passage, first: int, last: int, kind: FactKind | None, rule: str, score: float) -> Candidate:
    """A candidate of whole tokens."""
    start, end = passage.starts[first], passage.ends[last]
    return Candidate(first=first, last=last, start=start, end=end, kind=kind, rule=rule, score=score)


def chosen(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that stand, without overlaps, in the order of the text: the surer first, of equals the longer."""
    kept: list[Candidate] = []
    covered: set[int] = set()
    for one in sorted(candidates, key=lambda c: (-c.score, c.first - c.last, c.first)):
        tokens = range(one.first, one.last + 1)
        if covered.isdisjoint(tokens):
            covered.update(tokens)
            kept.append(one)
    return sorted(kept, key=lambda c: c.start)


def covered(candidates: Sequence[Candidate]) -> set[int]:
    """The tokens that candidates hold."""
    return {token for one in candidates for token in range(one.first, one.last + 1)}
