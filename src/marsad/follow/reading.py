"""An article with what stands around each of its facts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from marsad.annotate.known import within
from marsad.annotate.link.concepts import forms, is_stop, meaning, stem
from marsad.annotate.text import Passage
from marsad.follow.cues import Cues
from marsad.follow.told import Told
from marsad.model import Commitment, CommitmentStatus, DateFact, Fact, FactKind, Figure, Mention

_SHORTEST = 3
"""Letters of a word that tells what a sentence is about, at least."""

_BEFORE = 4
"""Words before a number where "now" is said of it."""

_DAY, _WEEK = len("2025-07-01"), timedelta(days=7)
_MODERN = "1800"
"""Years before are of what was found or is remembered ("coins of the third century"), not of a figure."""

_NAMED = (FactKind.INITIATIVE, FactKind.ORGANISATION, FactKind.PERSON)


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence of a fact: tokens ``first`` to ``last`` (end exclusive), and what it speaks of.

    ``initiatives``, ``bodies`` (organisations), ``people``, ``named`` (all three) and ``places`` are entity ids;
    ``years`` and ``months`` those of the sentence's dates (``2025``, ``2025-07``); ``numbers`` its figures with units;
    ``words`` what its words mean, a concept where the lexicon has one, else language and stem.
    """

    sentence: int
    first: int
    last: int
    text: str
    initiatives: frozenset[str]
    named: frozenset[str]
    bodies: frozenset[str]
    people: frozenset[str]
    places: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    numbers: frozenset[tuple[float, str]]
    words: frozenset[str]


class Reading:
    """An article cut into words, with its facts by place. What is asked for is found out once."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.passage = Passage.of(told.text, told.lang)
        self.cues = Cues.of(self.passage)
        facts = told.annotations.facts
        self.figures = tuple(_outermost(fact for fact in facts if isinstance(fact, Figure)))
        self.dates = tuple(fact for fact in facts if isinstance(fact, DateFact))
        self.mentions = tuple(fact for fact in facts if isinstance(fact, Mention) and fact.kind is not FactKind.PART)
        self.commitments = tuple(fact for fact in facts if isinstance(fact, Commitment))
        self._contexts: dict[int, Context] = {}

    @cached_property
    def main(self) -> str | None:
        """The initiative that the article is about: the one that it names most, the first of several."""
        named = Counter(self._id(one) for one in self.mentions if one.kind is FactKind.INITIATIVE)
        return max(named, key=lambda identity: named[identity], default=None)

    @cached_property
    def years(self) -> frozenset[str]:
        """The years of all its dates."""
        return frozenset(day[:4] for date in self.dates for day in (date.start_date, date.end_date) if day)

    def token_at(self, place: int) -> int:
        """The number of the token at a code point, or of the next one."""
        return bisect_right(self.passage.ends, place)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The first and last token of some words."""
        return self.token_at(start), max(self.token_at(start), bisect_left(self.passage.starts, end) - 1)

    def context(self, fact: Fact) -> Context:
        """The sentence that a fact stands in."""
        token = self.token_at(fact.start)
        at = max(0, bisect_right(self.passage.sentences, (token, len(self.passage.words))) - 1)
        if at not in self._contexts:
            self._contexts[at] = self._context(at)
        return self._contexts[at]

    def promised_by(self, fact: Fact) -> str | None:
        """The last day, or month, of the commitment that a fact is in, null where none lies ahead of the article."""
        today = (self.told.published or "")[:_DAY]
        for one in self.commitments:
            if one.start <= fact.start and fact.end <= one.end and one.status is not CommitmentStatus.DONE:
                days = [_ahead(date, today) for date in within(self.dates, one.start, one.end) if date.end_date]
                day = one.due or max(days, default="")
                return day if today and day > today else None
        return None

    def is_new_count(self, context: Context, first: int) -> bool:
        """Whether a sentence says that it updates what was said, or a word right before a fact that it now is so."""
        cues = self.cues.within(context.first, context.last, "update")
        return any(cue.concept == "update" or first - _BEFORE <= cue.first < first for cue in cues)

    def _context(self, at: int) -> Context:
        first, last = self.passage.sentences[at]
        start, end = self.passage.starts[first], self.passage.ends[last - 1]
        mentions = within(self.mentions, start, end)
        dates = [date for date in within(self.dates, start, end) if date.start_date or date.end_date]
        days = [day for date in dates for day in (date.start_date, date.end_date) if day and day >= _MODERN]
        return Context(
            sentence=at,
            first=first,
            last=last,
            text=self.passage.text[start:end],
            initiatives=self._ids(mentions, FactKind.INITIATIVE),
            named=self._ids(mentions, *_NAMED),
            bodies=self._ids(mentions, FactKind.ORGANISATION),
            people=self._ids(mentions, FactKind.PERSON),
            places=self._ids(mentions, FactKind.PLACE),
            years=frozenset(day[:4] for day in days),
            months=frozenset(day[:7] for day in days if len(day) > len("2025")),
            numbers=frozenset(
                (float(figure.value), figure.unit)
                for figure in within(self.figures, start, end)
                if not isinstance(figure.value, str)
            ),
            words=frozenset(self._meanings(first, last)),
        )

    def _ids(self, mentions: Iterable[Mention], *kinds: FactKind) -> frozenset[str]:
        return frozenset(self._id(one) for one in mentions if one.kind in kinds)

    def _id(self, mention: Mention) -> str:
        return self.told.ids[mention.entity]

    def _meanings(self, first: int, last: int) -> Iterable[str]:
        for word in self.passage.folded[first:last]:
            if len(word) >= _SHORTEST and word[0].isalpha() and not is_stop(word, self.told.lang):
                yield from word_meanings(word, self.told.lang)


def _ahead(date: DateFact, today: str) -> str:
    """The last day of a date in a promise; of the weekdays of a past tense ("pledged … on Saturday") the next one."""
    day = date.end_date or ""
    if min(len(day), len(today)) < _DAY or day > today or any(character.isdigit() for character in date.text):
        return day
    behind = datetime.fromisoformat(today) - datetime.fromisoformat(day[:_DAY])
    return (datetime.fromisoformat(day[:_DAY]) + _WEEK).date().isoformat() if behind < _WEEK else day


@lru_cache(maxsize=1 << 15)
def word_meanings(folded: str, lang: str | None) -> frozenset[str]:
    """What a folded word means: its concepts, or else its language and stem."""
    found = meaning((folded,), lang)
    if found:
        return found.concepts
    bare = list(forms(folded))[-1]
    return frozenset({f"{lang}:{stem(bare, lang) if lang in ('fr', 'ar', 'es', 'en') else bare}"})


def _outermost(figures: Iterable[Figure]) -> Iterable[Figure]:
    """Without those that are the end of a range or the former value of the one around them."""
    end = -1
    for figure in figures:
        if figure.end > end:
            yield figure
            end = figure.end
