"""The rule of a dossier: which articles belong to it, unless somebody put them in or left them out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from marsad.search.matching import Matcher, asks

_LISTS = ("entities", "sources", "langs")


@dataclass(frozen=True)
class Seen:
    """What a rule looks at of an article: ``entities`` are those that its shown facts name, as joins leave them, and
    ``day`` is that of its time in the observatory's time zone. Its text is analysed once, for a rule that asks."""

    source: str
    lang: str
    day: date
    entities: frozenset[str]
    title: str
    lede: str
    body: str
    authors: tuple[str, ...]

    @cached_property
    def text(self) -> Matcher:
        """Its analysed text."""
        return Matcher.of(self.title, self.lede, self.body, self.authors, self.lang or None)


@dataclass(frozen=True, slots=True)
class Rule:
    """Every condition that is given must hold; of ``entities`` (ids), ``sources`` (keys of outlets) and ``langs`` (ISO
    639-1) any one is enough. ``query`` is read as a search is, and an article must have all its words. ``since`` and
    ``until`` are days of the observatory's time zone, both within."""

    query: str = ""
    entities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing of what an article is about or who published it."""
        return not (self.entities or self.sources or asks(self.query, self.langs))

    def to_json(self) -> dict[str, Any]:
        """The conditions that are given, as the journal and `Dossier.rule` have them."""
        told: dict[str, Any] = {"query": self.query} if self.query else {}
        told |= {name: sorted(getattr(self, name)) for name in _LISTS if getattr(self, name)}
        told |= {name: day.isoformat() for name in ("since", "until") if (day := getattr(self, name))}
        return told

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Rule:
        """The rule that `to_json` gave."""
        entities, sources, langs = (tuple(told.get(name, ())) for name in _LISTS)
        since, until = (date.fromisoformat(told[name]) if told.get(name) else None for name in ("since", "until"))
        return cls(told.get("query", ""), entities, sources, langs, since, until)

    def matches(self, seen: Seen) -> bool:
        """Whether an article satisfies it; `entities` must be as joins leave them."""
        return (
            (not self.sources or seen.source in self.sources)
            and (not self.langs or seen.lang in self.langs)
            and (self.since is None or self.since <= seen.day)
            and (self.until is None or seen.day <= self.until)
            and (not self.entities or not seen.entities.isdisjoint(self.entities))
            and (not self.query or seen.text.matches(self.query, self.langs))
        )
