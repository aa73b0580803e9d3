"""Which member of a reprint family is the original, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import combinations
from urllib.parse import urlsplit

from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Text, common
from marsad.group.words import words
from marsad.model import Document, OriginalReason

_CREDIT = re.compile(r"[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]")
_CREDIT_ZONE = 160
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SUFFIXES = frozenset({"ac", "co", "com", "edu", "gob", "gouv", "gov", "info", "net", "org"})
"""Labels that stand before a country's."""
_FAR_FUTURE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document says of where its text comes from; names are folded and without spaces.

    ``outlet`` has the names that its outlet goes by, none where it is not known.
    """

    slot: int
    document: str
    outlet: frozenset[str]
    credits: frozenset[str]
    origin: str
    date: datetime

    @property
    def is_marked(self) -> bool:
        """Whether the text bears its own outlet's mark, as an agency's does."""
        return not self.origin and not self.outlet.isdisjoint(self.credits)


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    return "".join(words(text))


@lru_cache(maxsize=4096)
def _names(outlet: str) -> frozenset[str]:
    """An outlet's name, its initials where it has several words, and for a host the word before its suffix."""
    names = {_name(outlet)}
    if _HOST.fullmatch(outlet):
        labels = outlet.lower().split(".")[:-1]
        names.add(_name(labels[-2] if len(labels) > 1 and labels[-1] in _SUFFIXES else labels[-1]))
    elif len(parts := words(outlet)) > 1:
        names.add("".join(part[0] for part in parts))
    return frozenset(names - {""})


@lru_cache(maxsize=4096)
def _same(credits: frozenset[str]) -> frozenset[str]:
    """One set for equal ones: most documents have no credits, or those of one of a few agencies."""
    return credits


def outlet_of(document: Document) -> str:
    """The host of a document's address, or the outlet as the document names it; empty where neither is known."""
    return _host(document) or document.outlet or ""


def _host(document: Document) -> str:
    try:
        return urlsplit(document.url or "").hostname or ""
    except ValueError:
        return ""


def provenance(slot: int, document: Document) -> Provenance:
    """Reads a document's outlet, its credits (stated agency, names in brackets at either end) and its origin."""
    ends = document.text[:_CREDIT_ZONE], document.text[-_CREDIT_ZONE:]
    credited = {_name(found) for end in ends if "(" in end or "[" in end for found in _CREDIT.findall(end)}
    if document.agency:
        credited.add(_name(document.agency))
    credited.discard("")
    date = document.date or _FAR_FUTURE
    return Provenance(
        slot,
        document.id,
        _names(document.outlet or "") | _names(_host(document)),
        _same(frozenset(credited)),
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
    """2 for a text with its own outlet's mark; 1 where others name the outlet, or for one with an agency's mark that
    no outlet belies; 0; -1 for an aggregator's.
    """
    names = [name for member in members for name in member.credits]
    named = Counter(names + [member.origin for member in members])
    votes = []
    for member in members:
        if member.origin:
            votes.append(-1)
        elif member.is_marked:
            votes.append(2)
        elif member.outlet:
            votes.append(int(any(named[name] for name in member.outlet)))
        else:
            votes.append(int(bool(member.credits)))
    return votes


def _reason(chosen: Provenance, fit: Sequence[Provenance], vote: int) -> OriginalReason:
    if vote > 0:
        return OriginalReason.AGENCY_MARK if vote > 1 else OriginalReason.CREDITED
    if len(fit) == 1:
        return OriginalReason.HUB
    dated = chosen.date != _FAR_FUTURE and any(other.date != chosen.date for other in fit)
    return OriginalReason.EARLIEST if dated else OriginalReason.FIRST
