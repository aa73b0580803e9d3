"""Facts in a text → pieces of it to write one after the other, so that facts that overlap never break the markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from marsad.model import FactKind

AROUND = frozenset(
    {
        FactKind.STATEMENT,
        FactKind.EVENT,
        FactKind.COMMITMENT,
        FactKind.HEDGED,
        FactKind.PROGRESS,
        FactKind.GOAL,
    }
)
"""The kinds of facts that are long and hold others: they stand around the marks of these."""


@dataclass(frozen=True, slots=True)
class Span:
    """A fact's number and kind, and its code points in a text. ``state`` tells one that stands around others and that
    an editor struck, or that waits for one."""

    number: int
    kind: str
    start: int
    end: int
    state: str = ""

    def moved(self, by: int) -> Span:
        """The span in a text that begins elsewhere."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text. ``span`` is the shortest of the facts that cover them, if any does; ``starts`` are
    the numbers of the facts that begin here, for the anchors that lead to their words. ``cited`` where another page
    points at these words, ``cited_first`` at their beginning.

    Facts that stand around others are in no ``span``: ``opens`` are those to open before these characters, the
    outermost first, and ``closes`` how many of the open ones end behind them. One that crosses another is opened twice.
    """

    text: str
    span: Span | None = None
    starts: tuple[int, ...] = ()
    cited: bool = False
    cited_first: bool = False
    opens: tuple[Span, ...] = ()
    closes: int = 0


def pieces(text: str, spans: Iterable[Span], cited: tuple[int, int] | None = None) -> list[Piece]:
    """Cut a text at the ends of its facts and of the words that are cited; the pieces joined are the text.

    Facts beyond it are cut or left out.
    """
    inside = [
        replace(span, start=max(0, span.start), end=min(span.end, len(text)))
        for span in spans
        if max(0, span.start) < min(span.end, len(text))
    ]
    begin, stop = (max(0, cited[0]), min(cited[1], len(text))) if cited else (0, 0)
    marks = {begin, stop} if begin < stop else set()
    cuts = sorted({0, len(text), *marks, *(span.start for span in inside), *(span.end for span in inside)})
    ends = list(pairwise(cuts))
    around = _nested(ends, [span for span in inside if span.kind in AROUND])
    return [
        _piece(text, span, inside, begin if marks else -1, stop, nest) for span, nest in zip(ends, around, strict=True)
    ]


def _nested(ends: Sequence[tuple[int, int]], wide: Sequence[Span]) -> list[tuple[tuple[Span, ...], int]]:
    """What opens before each piece, and how many close behind it."""
    stacks = [
        sorted(
            (span for span in wide if span.start <= start and end <= span.end),
            key=lambda span: (span.start, -span.end, span.number),
        )
        for start, end in ends
    ]
    nests = []
    before: list[Span] = []
    for stack, after in zip(stacks, [*stacks, []][1:], strict=True):
        nests.append((tuple(stack[_common(before, stack) :]), len(stack) - _common(stack, after)))
        before = stack
    return nests


def _common(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many spans two stacks begin with together."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _piece(
    text: str,
    ends: tuple[int, int],
    spans: Sequence[Span],
    cited: int,
    stop: int,
    nest: tuple[tuple[Span, ...], int],
) -> Piece:
    start, end = ends
    covering = [span for span in spans if span.start <= start and end <= span.end]
    narrow = (span for span in covering if span.kind not in AROUND)
    owner = min(narrow, key=lambda span: (span.end - span.start, span.number), default=None)
    starts = tuple(sorted(span.number for span in covering if span.start == start))
    return Piece(text[start:end], owner, starts, 0 <= cited <= start and end <= stop, start == cited, *nest)
