"""Names the relation of a copy to its original from what the two texts share."""

from __future__ import annotations

from marsad.group.settings import ReprintSettings
from marsad.group.shingles import Overlap
from marsad.model import Relation


def relation(overlap: Overlap, settings: ReprintSettings) -> Relation | None:
    """The relation of a copy to an original, or None when they share no passage worth naming."""
    if max(overlap.of_copy, overlap.of_original) < settings.containment:
        quoted = overlap.longest >= settings.quote_run and overlap.mean_run >= settings.quote_mean
        return Relation.QUOTE if quoted else None
    if overlap.of_copy >= settings.own_little and overlap.of_original >= settings.whole:
        return Relation.VERBATIM
    if overlap.mean_run < settings.broken:
        return Relation.HEAVY
    untouched = overlap.runs <= settings.few_runs or overlap.mean_run >= settings.smooth
    if untouched and overlap.of_copy >= settings.own_little and overlap.reach < settings.cut:
        return Relation.TRUNCATED
    return Relation.LIGHT if overlap.of_copy >= settings.light else Relation.EMBEDDED


def is_reprint(relation: Relation | None) -> bool:
    """Whether a document in this relation is a copy of the family's text; one that only quotes it is not."""
    return relation is not None and relation is not Relation.QUOTE
