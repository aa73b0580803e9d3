"""Facts in a text → pieces of it to write one after the other, so that facts that overlap never break the markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A fact's number and kind, and its code points in a text."""

    number: int
    kind: str
    start: int
    end: int

    def moved(self, by: int) -> Span:
        """The span in a text that begins elsewhere."""
        return Span(self.number, self.kind, self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a text. ``span`` is the shortest of the facts that cover them, if any does; ``starts`` are
    the numbers of the facts that begin here, for the anchors that lead to their words. ``cited`` where another page
    points at these words, ``cited_first`` at their beginning."""

    text: str
    span: Span | None = None
    starts: tuple[int, ...] = ()
    cited: bool = False
    cited_first: bool = False


def pieces(text: str, spans: Iterable[Span], cited: tuple[int, int] | None = None) -> list[Piece]:
    """Cut a text at the ends of its facts and of the words that are cited; the pieces joined are the text.

    Facts beyond it are cut or left out.
    """
    inside = [
        Span(span.number, span.kind, max(0, span.start), min(span.end, len(text)))
        for span in spans
        if max(0, span.start) < min(span.end, len(text))
    ]
    begin, stop = (max(0, cited[0]), min(cited[1], len(text))) if cited else (0, 0)
    marks = {begin, stop} if begin < stop else set()
    cuts = sorted({0, len(text), *marks, *(span.start for span in inside), *(span.end for span in inside)})
    return [_piece(text, start, end, inside, begin if marks else -1, stop) for start, end in pairwise(cuts)]


def _piece(text: str, start: int, end: int, spans: Sequence[Span], cited: int, stop: int) -> Piece:
    covering = [span for span in spans if span.start <= start and end <= span.end]
    owner = min(covering, key=lambda span: (span.end - span.start, span.number), default=None)
    starts = tuple(sorted(span.number for span in covering if span.start == start))
    return Piece(text[start:end], owner, starts, 0 <= cited <= start and end <= stop, start == cited)
