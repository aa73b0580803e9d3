"""A text as the finders of statements see it: sentences in which quotations stay whole, and the words in lower case."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.annotate.statements.marks import Quoted, outermost, quoted_spans
from marsad.annotate.statements.words import Words, words_for
from marsad.annotate.text import Passage

_ENDS = frozenset(".!?…")
_ASKED = frozenset("!?…")
_NEAR = 7
_TITLES = frozenset({"m", "mm", "mr", "mrs", "ms", "dr", "sr", "sra"})


@dataclass(frozen=True, slots=True)
class Quote:
    """An outermost quotation by its tokens: ``first:stop`` with its marks, ``inner_first:inner_stop`` without."""

    first: int
    stop: int
    inner_first: int
    inner_stop: int
    span: Quoted


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its tokens, with its quotations; ``line`` counts line breaks with words behind them."""

    first: int
    stop: int
    line: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """What is known of a text, cut for the finders of statements.

    ``lower`` has the words in lower case with plain apostrophes; ``inside`` for each token the number of the quotation
    that it is in, or -1.
    """

    known: Known
    references: References
    words: Words
    lower: tuple[str, ...]
    inside: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    dialogue: tuple[Quoted, ...]

    @classmethod
    def of(cls, known: Known, references: References) -> Script:
        """Cut a text in one of `words.LANGUAGES`."""
        passage = known.passage
        words = words_for(passage.lang or "")
        lower = tuple(map(_lowered, passage.words))
        spans = quoted_spans(passage.text)
        quotes = [_in_tokens(passage, span) for span in outermost(tuple(one for one in spans if one.mark != "—"))]
        quotes = [one for one in quotes if any(word[0].isalnum() for word in lower[one.inner_first : one.inner_stop])]
        inside = [-1] * len(lower)
        for number, quote in enumerate(quotes):
            inside[quote.first : quote.stop] = [number] * (quote.stop - quote.first)
        return cls(
            known=known,
            references=references,
            words=words,
            lower=lower,
            inside=tuple(inside),
            sentences=tuple(_sentences(passage, words, lower, quotes, inside)),
            dialogue=tuple(one for one in spans if one.mark == "—"),
        )

    @property
    def passage(self) -> Passage:
        """The text with its tokens."""
        return self.known.passage

    def word(self, at: int) -> str:
        """The word of a token in lower case, empty outside the text."""
        return self.lower[at] if 0 <= at < len(self.lower) else ""

    def is_any(self, at: int, name: str) -> bool:
        """Whether a token is one of a set of the grammar."""
        lower = self.lower
        return 0 <= at < len(lower) and lower[at] in self.words.grammar[name]

    def is_any_lemma(self, lemma: str, name: str) -> bool:
        """Whether a verb is one of a set of the grammar."""
        return lemma in self.words.grammar[name]

    def capital(self, at: int) -> bool:
        """Whether a token begins with a capital letter."""
        return at < len(self.lower) and self.passage.words[at][:1].isupper()

    def chars(self, first: int, stop: int) -> tuple[int, int]:
        """The code points of tokens ``first:stop``."""
        return self.passage.starts[first], self.passage.ends[stop - 1]


@lru_cache(maxsize=1 << 15)
def _lowered(word: str) -> str:
    return word.lower().replace("’", "'")


def _in_tokens(passage: Passage, span: Quoted) -> Quote:
    return Quote(
        first=bisect_left(passage.starts, span.outer_start),
        stop=bisect_left(passage.starts, span.outer_end),
        inner_first=bisect_left(passage.starts, span.start),
        inner_stop=bisect_left(passage.starts, span.end),
        span=span,
    )


def _sentences(
    passage: Passage, words: Words, lower: tuple[str, ...], quotes: list[Quote], inside: list[int]
) -> Iterator[Sentence]:
    """Sentences that no quotation is cut by; one ends with a quotation that ends like a sentence too."""
    firsts = [quote.first for quote in quotes]
    begin, line, before = 0, 0, 0
    for stop in _stops(passage, words, lower, quotes, inside):
        if "\n" in passage.text[before : passage.starts[begin]]:
            line += 1
        before = passage.ends[stop - 1]
        own = quotes[bisect_left(firsts, begin) : bisect_left(firsts, stop)]
        yield Sentence(begin, stop, line, tuple(own))
        begin = stop


def _stops(passage: Passage, words: Words, lower: tuple[str, ...], quotes: list[Quote], inside: list[int]) -> list[int]:
    """Where sentences end, token numbers; the last one is the number of tokens."""
    count = len(lower)
    stops = {
        stop
        for _, stop in passage.sentences
        if stop == count
        or inside[stop - 1] < 0
        or inside[stop] != inside[stop - 1]
        or "\n" in passage.text[passage.ends[stop - 1] : passage.starts[stop]]
    }
    for quote in quotes:
        if quote.first and passage.words[quote.first - 1] in _ENDS and lower[quote.first - 2] not in _TITLES:
            stops.add(quote.first)
        if quote.stop < count and _ends_sentence(passage, words, lower, quote):
            stops.add(quote.stop)
    return sorted(stops)


def _ends_sentence(passage: Passage, words: Words, lower: tuple[str, ...], quote: Quote) -> bool:
    last, following = passage.words[quote.inner_stop - 1], passage.words[quote.stop]
    if last not in _ENDS or not (following[:1].isupper() or following in {"«", "“", '"', "¿", "¡"}):
        return False
    return last not in _ASKED or not any(word in words.forms for word in lower[quote.stop : quote.stop + _NEAR])


def sentence_at(script: Script, place: int) -> int:
    """The number of the sentence that a code point is in."""
    token = bisect_right(script.passage.ends, place)
    return bisect_right(script.sentences, token, key=lambda sentence: sentence.first) - 1
