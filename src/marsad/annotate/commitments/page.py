"""An article as the finders of commitments read it: its words, its cues and who its words stand for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from marsad.annotate.commitments.lexicon import Lexicon, Phrases
from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.annotate.text import Passage
from marsad.model import FactKind, Mention, Statement

STRONG = frozenset('؛;:.!?؟…«»“”"()–—[]')
"""What no clause goes over."""
COMMAS = frozenset({",", "،"})
_ADVERBS = frozenset({("par", "ailleurs"), ("en", "outre"), ("de", "plus"), ("por", "otra"), ("en", "cambio")})
_STEP = 4
_PARTIES = frozenset({FactKind.PERSON, FactKind.ORGANISATION})
SAYING = frozenset({"said", "promise", "decide", "announce", "agree", "intend"})
_PROCLITICS = ("و", "ف")


class Span(NamedTuple):
    """Tokens ``first`` to ``last``, both in it."""

    first: int
    last: int


class Cue(NamedTuple):
    """A cue with its tokens; ``negated``: a word of negation stands between its words or right before."""

    kind: str
    first: int
    last: int
    negated: bool


@dataclass(frozen=True)
class Page:
    """What the finders are given, and the look-ups that they share."""

    known: Known
    references: References
    statements: Sequence[Statement]
    lexicon: Lexicon

    @cached_property
    def passage(self) -> Passage:
        """The text cut into words."""
        return self.known.passage

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The folded words; of Arabic ones the conjunctions و and ف are cut off where the lexicon knows the rest."""
        if self.lexicon.lang != "ar":
            return self.known.passage.folded
        return tuple(map(self._bare, self.known.passage.folded))

    def _bare(self, word: str) -> str:
        lexicon = self.lexicon
        if word.startswith(_PROCLITICS) and len(word) > 2 and word not in lexicon.cues.after:
            rest = word[1:]
            if (
                rest in lexicon.cues.after
                or rest in lexicon.coming
                or rest in lexicon.nouns
                or rest in lexicon.words["that"]
                or rest in lexicon.under.after
            ):
                return rest
        return word

    @cached_property
    def skipped(self) -> frozenset[str]:
        """Words that may stand between those of a cue."""
        words = self.lexicon.words
        return words["adverbs"] | words["not_after"]

    def is_in(self, at: int, name: str) -> bool:
        """Whether the token is one of a set of the lexicon's small words."""
        return 0 <= at < len(self.folded) and self.folded[at] in self.lexicon.words[name]

    def is_yes(self, at: int) -> bool:
        """Whether the token is the « sí » of « sí prometió », whose folded form is that of "if"."""
        return 0 <= at < len(self.folded) and self.passage.words[at] in {"sí", "Sí"}

    def cue_at(self, at: int, stop: int) -> list[Cue]:
        """The cues that begin at a token and end before ``stop``."""
        if self.folded[at] not in self.lexicon.cues.after:
            return []
        found = [
            (kind, last, negated)
            for node, last, negated in self._walk(self.lexicon.cues, at, stop)
            for kind in node.kinds
        ]
        if not found:
            return []
        before = at - 1
        while before >= 0 and (self.is_in(before, "clitics") or self.is_in(before, "adverbs")):
            before -= 1
        denied = self.is_in(before, "not")
        return [Cue(kind, at, last, negated or denied) for kind, last, negated in found]

    def _walk(self, phrases: Phrases, at: int, stop: int) -> Iterator[tuple[Phrases, int, bool]]:
        """The phrases that begin at a token: where each ends, and whether a word of negation stands in it."""
        node, folded, negated = phrases.after.get(self.folded[at]), self.folded, False
        while node is not None:
            if node.kinds:
                yield node, at, negated
            if not node.after:
                return
            at += 1
            while at < stop and folded[at] not in node.after and folded[at] in self.skipped:
                negated |= self.is_in(at, "not_after")
                at += 1
            node = node.after.get(folded[at]) if at < stop else None

    def holds(self, phrases: Phrases, first: int, stop: int) -> int:
        """The first token of the first of these phrases among tokens, or -1."""
        for at in range(first, stop):
            if self.folded[at] in phrases.after and next(self._walk(phrases, at, stop), None):
                return at
        return -1

    def after(self, at: int, stop: int) -> int:
        """The first token from ``at`` that is no adverb."""
        while at < stop and (self.folded[at] in self.skipped or self.folded[at : at + 2] in _ADVERBS):
            at += 1 + (self.folded[at] not in self.skipped)
        return at

    def span(self, span: Span) -> tuple[int, int]:
        """The code points of tokens."""
        return self.passage.starts[span.first], self.passage.ends[span.last]

    def text(self, span: Span) -> str:
        """The words of tokens."""
        return self.passage.between(span.first, span.last)

    def token_before(self, place: int) -> int:
        """The last token that begins before a code point."""
        return bisect_right(self.passage.starts, place - 1) - 1

    def mentions(self, span: Span, *, places: bool = False) -> list[Mention]:
        """The persons and bodies named among tokens, and on demand the places."""
        kinds = _PARTIES | {FactKind.PLACE} if places else _PARTIES
        return [one for one in self.known.mentions_in(*self.span(span)) if one.kind in kinds]

    @cached_property
    def names(self) -> frozenset[str]:
        """The words with a capital that stand within a sentence: names, also those that no finder knows."""
        words, openings = self.passage.words, {begin for begin, _ in self.passage.sentences}
        inside = (at for at in range(1, len(words)) if at not in openings and words[at - 1] not in STRONG)
        return frozenset(words[at] for at in inside if words[at][0].isupper())

    def sentence(self, at: int) -> int:
        """The number of a token's sentence."""
        return bisect_right(self.passage.sentences, (at, len(self.folded))) - 1

    def pair(self, at: int) -> tuple[int, ...]:
        """The two who last met or signed before a token, however far before."""
        for number in range(self.sentence(at), -1, -_STEP):
            if found := self.references.pair(self.passage.ends[self.passage.sentences[number][1] - 1]):
                return found
        return ()

    def tells_agreement(self, first: int, stop: int) -> bool:
        """Whether tokens tell of an agreement that was made."""
        agreements, arabic = self.lexicon.agreements, self.lexicon.lang == "ar"
        for word in self.folded[first:stop]:
            if word in agreements:
                return True
            if arabic and word.removeprefix("ب").removeprefix("ال").removesuffix("ا") in agreements:
                return True
        return self.holds(self.lexicon.signed, first, stop) >= 0

    def is_agreed(self, at: int) -> bool:
        """Whether the sentence of a token or one of the two before it tells of an agreement."""
        number = self.sentence(at)
        return self.tells_agreement(self.passage.sentences[max(0, number - 2)][0], self.passage.sentences[number][1])

    def said_by(self, at: int) -> Statement | None:
        """The statement that a token is part of."""
        start, end = self.passage.starts[at], self.passage.ends[at]
        return next((one for one in self.statements if one.start <= start and end <= one.end), None)

    def holds_said(self, first: int, stop: int) -> bool:
        """Whether tokens hold a cue of saying, promising or announcing, whose "would" is no condition."""
        return any(
            cue.kind in SAYING
            for at in range(first, stop)
            if self.folded[at] in self.lexicon.cues.after
            for cue in self.cue_at(at, stop)
        )
