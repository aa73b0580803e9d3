"""Which member of a reprint family is the original, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import combinations

from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Text, common
from marsad.group.words import words
from marsad.model import Document, OriginalReason

_CREDIT = re.compile(r"[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]")
_CREDIT_ZONE = 160
_FAR_FUTURE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document says of where its text comes from; names are folded."""

    slot: int
    document: str
    outlet: str
    initials: str
    credits: frozenset[str]
    origin: str
    date: datetime

    @property
    def is_marked(self) -> bool:
        """Whether the text bears its own outlet's mark, as an agency's does."""
        return not self.origin and self.is_named(self.credits)

    def is_named(self, names: frozenset[str]) -> bool:
        """Whether the outlet is among these names, in full or by its initials."""
        return bool(self.outlet) and (self.outlet in names or (self.initials in names and bool(self.initials)))


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    return " ".join(words(text))


@lru_cache(maxsize=4096)
def _initials(outlet: str) -> str:
    return "".join(word[0] for word in outlet.split()) if " " in outlet else ""


@lru_cache(maxsize=4096)
def _names(credits: frozenset[str]) -> frozenset[str]:
    """The same set for the same credits: most documents have none, or one of a few agencies."""
    return credits


def provenance(slot: int, document: Document) -> Provenance:
    """Reads a document's outlet, its credits (stated agency, names in brackets at either end) and its origin."""
    outlet = _name(document.outlet or "")
    ends = document.text[:_CREDIT_ZONE], document.text[-_CREDIT_ZONE:]
    credited = {_name(found) for end in ends if "(" in end or "[" in end for found in _CREDIT.findall(end)}
    credited.add(_name(document.agency or ""))
    credited.discard("")
    date = document.date or _FAR_FUTURE
    return Provenance(
        slot,
        document.id,
        outlet,
        _initials(outlet),
        _names(frozenset(credited)),
        _name(document.origin_outlet or ""),
        date if date.tzinfo else date.replace(tzinfo=UTC),
    )


def original(
    members: Sequence[Provenance], texts: Sequence[Text], settings: ReprintSettings
) -> tuple[Provenance, OriginalReason]:
    """The original among the reprints: agency mark, then the text that covers the others, then the earliest date.

    ``texts`` are the members'. Undated members come after dated ones; ties go to the first placed.
    """
    coverage = _coverage(texts)
    floor = settings.marked_hub * max(coverage)
    votes = [vote if cover >= floor else -2 for vote, cover in zip(_votes(members), coverage, strict=True)]
    top = max(votes)
    best = max(cover for cover, vote in zip(coverage, votes, strict=True) if vote == top)
    fit = [
        member
        for member, cover, vote in zip(members, coverage, votes, strict=True)
        if vote == top and cover >= settings.hub * best
    ]
    chosen = min(fit, key=lambda member: (member.date, member.slot))
    return chosen, _reason(chosen, fit, top)


def _coverage(texts: Sequence[Text]) -> list[int]:
    """How often the shingles of each text occur in the others."""
    coverage = [0] * len(texts)
    for (i, one), (j, other) in combinations(enumerate(texts), 2):
        shared = _shared(one, other)
        coverage[i] += shared
        coverage[j] += shared
    return coverage


@lru_cache(maxsize=1 << 12)
def _shared(one: Text, other: Text) -> int:
    return len(common(one.distinct, other.distinct))


def _votes(members: Sequence[Provenance]) -> list[int]:
    """2 for a text with its own outlet's mark; 1 where others name the outlet; 0; -1 for an aggregator's."""
    named = Counter(name for member in members for name in member.credits | {member.origin})
    votes = []
    for member in members:
        by_others = frozenset(
            name for name in (member.outlet, member.initials) if name and named[name] > (name in member.credits)
        )
        votes.append(-1 if member.origin else 2 if member.is_marked else int(member.is_named(by_others)))
    return votes


def _reason(chosen: Provenance, fit: Sequence[Provenance], vote: int) -> OriginalReason:
    if vote > 0:
        return OriginalReason.AGENCY_MARK if vote > 1 else OriginalReason.CREDITED
    if len(fit) == 1:
        return OriginalReason.HUB
    dated = chosen.date != _FAR_FUTURE and any(other.date != chosen.date for other in fit)
    return OriginalReason.EARLIEST if dated else OriginalReason.FIRST
