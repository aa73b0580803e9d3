"""Arabic sentences as statements are looked for in them: each quotation in one piece, however many sentences it has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from marsad.annotate.statements.marks import Quoted
from marsad.annotate.text import Passage

QUOTE = "«»"
"""What stands for a quotation among a line's words."""

_SENTENCE = 4
_FINAL = frozenset(".!?؟…")


@dataclass(slots=True)
class Line:
    """A sentence as a list of items, each a word or a whole quotation.

    ``words`` are folded, `QUOTE` for a quotation; ``starts`` and ``ends`` are code points, its marks included.
    """

    passage: Passage
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    quotes: dict[int, Quoted] = field(default_factory=dict)
    closed: bool = True
    """Whether it ends as a sentence does, not as a headline."""

    def __len__(self) -> int:
        return len(self.words)

    def text(self, first: int, last: int) -> str:
        """The text of the items ``first`` up to and with ``last``."""
        return self.passage.text[self.starts[first] : self.ends[last]]

    def word(self, at: int) -> str:
        """The word of an item, empty where there is none."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def find(self, word: str, first: int, stop: int) -> int | None:
        """The first item of the word from ``first`` up to ``stop``, null if there is none."""
        return next((at for at in range(first, stop) if self.words[at] == word), None)

    def item_at(self, place: int) -> int:
        """The first item that ends behind a code point."""
        return next((at for at, end in enumerate(self.ends) if end > place), len(self.words))

    def length(self, at: int) -> int:
        """How many words a quotation has."""
        quoted = self.quotes[at]
        return len(self.passage.text[quoted.start : quoted.end].split())

    def spoken(self) -> bool:
        """Whether it ends with a quotation that is a sentence."""
        return self.words[-1] == QUOTE and self.length(len(self) - 1) >= _SENTENCE


def lines_of(passage: Passage, quotes: Sequence[Quoted], telling: frozenset[str]) -> Iterator[Line]:
    """The sentences of a text that hold one of the words ``telling`` or one of the outermost quotations.

    One that ends inside a quotation goes on.
    """
    starts = [quote.outer_start for quote in quotes]
    line = Line(passage)
    for first, stop in passage.sentences:
        if not line.words and telling.isdisjoint(passage.folded[first:stop]):
            quoted = bisect_left(starts, passage.starts[first]), bisect_left(starts, passage.ends[stop - 1])
            if quoted[0] == quoted[1]:
                continue
        token = first
        while token < stop:
            place = passage.starts[token]
            at = bisect_left(starts, place + 1) - 1
            quote = quotes[at] if at >= 0 and place < quotes[at].outer_end else None
            if quote is None or quote.mark == "—":
                _add(line, passage.folded[token], place, passage.ends[token], token)
            elif not line.quotes or line.quotes.get(len(line) - 1) is not quote:
                line.quotes[len(line)] = quote
                _add(line, QUOTE, quote.outer_start, quote.outer_end, token)
            token += 1
        if line.words and line.ends[-1] <= passage.ends[stop - 1]:
            line.closed = passage.words[stop - 1] in _FINAL or line.words[-1] == ":" or line.spoken()
            yield line
            line = Line(passage)
    if line.words:
        yield line


def _add(line: Line, word: str, start: int, end: int, token: int) -> None:
    line.words.append(word)
    line.starts.append(start)
    line.ends.append(end)
    line.tokens.append(token)
