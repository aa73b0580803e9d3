"""Walking along indexes of tables that are too long to be counted, joined or skipped over.

A page begins behind a place, not at a number: the last row that was looked at is told by what orders it. Filters that
no index answers are asked of some rows at a time, and a walk that has looked at many without filling its page stops
there, and says where it can go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, Protocol, TypeVar

BATCH = 200
"""Rows that are asked about at once."""
BUDGET = 4000
"""Rows that one page looks at where a filter is asked of each."""


class Placed(Protocol):
    """A row's place: comparable along the walk, so that of several strands the next row is the least."""

    def __lt__(self, other: object, /) -> bool: ...


P = TypeVar("P", bound=Placed)
Strand = Callable[[P | None, int], Sequence[P]]
"""The next rows of one index behind a place, at most so many, in order."""
Keep = Callable[[Sequence[P]], Sequence[P]]
"""Those of some rows that are wanted, in their order."""


@dataclass(frozen=True, slots=True)
class Walked(Generic[P]):
    """Rows of a page. ``after`` is where the next page begins, null at the end; ``stopped`` where the walk ended before
    the page was full and there may be more."""

    found: tuple[P, ...]
    after: P | None
    stopped: bool = False


def walk(strands: Sequence[Strand[P]], after: P | None, limit: int, keep: Keep[P] | None = None) -> Walked[P]:
    """The next ``limit`` rows of some strands together behind a place."""
    rows = _merged(strands, after, BATCH if keep else limit + 1)
    if keep is None:
        found = list(islice(rows, limit + 1))
        return Walked(tuple(found[:limit]), found[limit - 1] if len(found) > limit else None)
    kept: list[P] = []
    looked = 0
    while batch := list(islice(rows, BATCH)):
        kept += keep(batch)
        looked += len(batch)
        if len(kept) > limit:
            return Walked(tuple(kept[:limit]), kept[limit - 1])
        if looked >= BUDGET:
            return Walked(tuple(kept), batch[-1], stopped=True)
    return Walked(tuple(kept), None)


def _merged(strands: Sequence[Strand[P]], after: P | None, size: int) -> Iterator[P]:
    """The rows of several strands in their common order; each is read on only when its rows are used up."""
    rows = [_rows(strand, after, size) for strand in strands]
    heads = [(head, at) for at, strand in enumerate(rows) if (head := next(strand, None)) is not None]
    while heads:
        least = min(heads)
        heads.remove(least)
        yield least[0]
        if (head := next(rows[least[1]], None)) is not None:
            heads.append((head, least[1]))


def _rows(strand: Strand[P], after: P | None, size: int) -> Iterator[P]:
    while page := strand(after, size):
        yield from page
        if len(page) < size:
            return
        after = page[-1]
