"""Which member of a reprint family is the original."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Hashes
from marsad.group.words import words
from marsad.model import Document, OriginalReason

_CREDIT = re.compile(r"[(\[]\s*([^()\[\]]{2,40}?)\s*[)\]]")
_CREDIT_ZONE = 160
_FAR_FUTURE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a document says of where its text comes from; names are folded."""

    number: int
    document: str
    outlet: str
    initials: str
    credits: frozenset[str]
    origin: str
    date: datetime


def _name(text: str | None) -> str:
    return " ".join(words(text or ""))


def provenance(number: int, document: Document) -> Provenance:
    """Reads a document's outlet, its credits (stated agency, names in brackets at either end) and its origin."""
    outlet = _name(document.outlet)
    ends = document.text[:_CREDIT_ZONE], document.text[-_CREDIT_ZONE:]
    credited = {_name(found) for end in ends for found in _CREDIT.findall(end)} | {_name(document.agency)}
    initials = "".join(word[0] for word in outlet.split()) if " " in outlet else ""
    date = document.date or _FAR_FUTURE
    return Provenance(
        number,
        document.id,
        outlet,
        initials,
        frozenset(credited - {""}),
        _name(document.origin_outlet),
        date if date.tzinfo else date.replace(tzinfo=UTC),
    )


def _is_credited(member: Provenance, by: Provenance) -> bool:
    return bool(member.outlet) and (member.outlet in by.credits or member.initials in by.credits)


def _votes(member: Provenance, others: Sequence[Provenance]) -> int:
    """2 when a text bears its own outlet's mark, as an agency's does; 1 when others credit it; -1 for an aggregator."""
    if member.origin:
        return -1
    if _is_credited(member, member):
        return 2
    return int(any(_is_credited(member, other) or other.origin == member.outlet != "" for other in others))


def original(
    members: Sequence[Provenance], texts: Sequence[Hashes], settings: ReprintSettings
) -> tuple[Provenance, OriginalReason]:
    """The original among the reprints: agency mark, then the text that covers the others, then the earliest date.

    ``texts`` are the members' distinct shingles. Undated members come after dated ones; ties go to the first placed.
    """
    shingles, counts = np.unique(np.concatenate(texts), return_counts=True)
    coverage = [int((counts[np.searchsorted(shingles, text)] - 1).sum()) for text in texts]
    floor = settings.marked_hub * max(coverage)
    votes = [
        _votes(member, [other for other in members if other is not member]) if cover >= floor else -2
        for member, cover in zip(members, coverage, strict=True)
    ]
    top = max(votes)
    best = max(cover for cover, vote in zip(coverage, votes, strict=True) if vote == top)
    fit = [
        member
        for member, cover, vote in zip(members, coverage, votes, strict=True)
        if vote == top and cover >= settings.hub * best
    ]
    chosen = min(fit, key=lambda member: (member.date, member.number))
    return chosen, _reason(chosen, fit, top)


def _reason(chosen: Provenance, fit: Sequence[Provenance], vote: int) -> OriginalReason:
    if vote > 0:
        return OriginalReason.AGENCY_MARK if vote > 1 else OriginalReason.CREDITED
    if len(fit) == 1:
        return OriginalReason.HUB
    dated = chosen.date != _FAR_FUTURE and any(other.date != chosen.date for other in fit)
    return OriginalReason.EARLIEST if dated else OriginalReason.FIRST
