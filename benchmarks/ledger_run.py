"""Promises with their moves as the observatory finds them among articles, and as two plain ways do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger_gold import DUE_PASSED, Span, Step, Story
from marsad.annotate.encoder import Encoder
from marsad.follow.ledger import Entry, History, Link, due_on, entries_of, history, passed, with_meanings
from marsad.model import Fact, FactKind
from marsad.read.fold import fold

WINDOW = 200
"""Entries of one entity that a later one is compared with, as in the observatory."""

Linking = Callable[[Entry, Sequence[Entry]], Link | None]


@dataclass(frozen=True)
class Found:
    """A promise: its entries in order, root first, and what came of it."""

    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]
    history: History

    def steps(self, as_of: date | None) -> dict[Step, float]:
        """The moves with their confidence, whether they count or wait, and the date that went by before a day."""
        articles = {entry.id: entry.article for entry in self.entries}
        found: dict[Step, float] = {}
        for move in self.history.moves:
            step = articles[move.entry], move.status.value
            found[step] = max(move.confidence, found.get(step, 0.0))
        if as_of and passed(due_on(self.history.due), self.history.status, as_of):
            found[None, DUE_PASSED] = 1.0
        return found


@dataclass(frozen=True)
class Entries:
    """All entries of some articles in their order, and where each stands."""

    entries: tuple[Entry, ...]
    spans: Mapping[str, Span]

    @classmethod
    def of(cls, stories: Iterable[Story], encoder: Encoder | None, shown: Mapping[str, float]) -> Entries:
        """The entries of articles in the order of their time; ``shown`` is the least confidence by kind of fact."""
        entries: list[Entry] = []
        spans: dict[str, Span] = {}
        for story in stories:
            told = story.told
            source = told.family or fold(told.outlet or told.id)
            found = entries_of(
                told, at=story.at, source=source, story=story.story, key=lambda fact, told=told: _key(told.id, fact)
            )
            public = {_key(told.id, fact): fact for fact in told.annotations.facts}
            kept = [one for one in found if one.confidence >= shown.get(one.kind, 0.0)]
            spans |= {one.id: (told.id, public[one.id].start, public[one.id].end) for one in kept}
            entries += kept
        return cls(tuple(with_meanings(entries, encoder)), spans)

    def promises(self, linking: Linking, least: float) -> list[Found]:
        """What hangs together: a promise for each commitment that speaks of no earlier one."""
        links: dict[str, Link] = {}
        roots: dict[str, str] = {}
        seen: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            near = {one.id: one for key in sorted(entry.keys) for one in seen[key][-WINDOW:]}
            if found := linking(entry, [near[one] for one in sorted(near) if one in roots]):
                links[entry.id], roots[entry.id] = found, roots[found.parent]
            elif entry.kind is FactKind.COMMITMENT:
                roots[entry.id] = entry.id
            for key in entry.keys:
                seen[key].append(entry)
        together: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.id in roots:
                together[roots[entry.id]].append(entry)
        return [self._found(told, links, least) for told in together.values()]

    def _found(self, told: Sequence[Entry], links: Mapping[str, Link], least: float) -> Found:
        spans = tuple(self.spans[one.id] for one in told)
        return Found(tuple(told), spans, history(told, links, least=least))


def _key(article: str, fact: Fact) -> str:
    return f"{article}|{fact.kind}|{fact.start}|{fact.end}"


def same_party(entry: Entry, candidates: Sequence[Entry]) -> Link | None:
    """A plain way: the latest entry by one of the same parties."""
    of_party = [one for one in candidates if one.by & entry.by]
    return Link(parent=max(of_party, key=lambda one: (one.at, one.id)).id, confidence=1.0) if of_party else None


def every_word(entry: Entry, candidates: Sequence[Entry]) -> Link | None:
    """A plain way: every word on progress is of the latest promise that shares any name."""
    if entry.kind is not FactKind.PROGRESS or not candidates:
        return None
    return Link(parent=max(candidates, key=lambda one: (one.at, one.id)).id, confidence=1.0)
