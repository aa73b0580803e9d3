"""Figures of a dossier over time: the series that most lines tell, each with its values, who gives them and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import get_language

from marsad.model import FactKind
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Dossier, DossierLine, DossierSeries, LineKind, User
from marsad.web.queries.words import Cite, Shelf
from marsad.web.values import resolved

SERIES, VALUES = 6, 60
"""Series of a dossier that a page shows, and values of each, the latest ones."""


@dataclass(frozen=True, slots=True)
class Told:
    """A value and who gave it first in a story: ``day`` is that of publication, ``value`` in base units, ``upper`` the
    upper end of a range or null, ``said`` the quantity for the reader; ``sources`` counts the independent ones."""

    day: date
    value: float
    upper: float | None
    approximate: bool
    said: str
    sources: int
    cite: Cite


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """Values for one thing in the order of publication. ``name`` is what articles call it, in ``lang``, the reader's
    where one does, and empty where none says it; ``unit`` as of `marsad.model.Figure`. ``lines`` counts all that there
    are, ``hidden`` those of the shown ones that are not for a stranger."""

    key: str
    name: str
    lang: str
    unit: str
    counted: str
    lines: int
    hidden: int
    values: tuple[Told, ...]


def figures(
    dossier: Dossier, user: User | AnonymousUser, series: int = SERIES, values: int = VALUES
) -> tuple[FigureSeries, ...]:
    """The series of a dossier that most lines tell, without those of which this reader may see nothing."""
    rows = list(DossierSeries.objects.filter(dossier=dossier).order_by("-lines", "key")[:series])
    lines = {row.key: _lines(dossier, row.key, values) for row in rows}
    shelf = Shelf.of((one.article_id for some in lines.values() for one in some), user)
    found = [_series(row, lines[row.key], shelf) for row in rows]
    return tuple(one for one in found if one.values)


def _lines(dossier: Dossier, key: str, values: int) -> list[DossierLine]:
    lines = DossierLine.objects.filter(dossier=dossier, kind=LineKind.FIGURE, key=key).select_related("fact")
    return [one for one in lines.order_by("-at", "-pk")[:values] if one.fact and one.fact.state in SHOWN]


def _series(row: DossierSeries, lines: Sequence[DossierLine], shelf: Shelf) -> FigureSeries:
    values = sorted((told for line in lines if (told := _told(line, shelf))), key=lambda one: (one.day, one.value))
    lang, name = _name(lines, shelf)
    return FigureSeries(
        key=row.key,
        name=name,
        lang=lang,
        unit=row.unit,
        counted=row.counted,
        lines=row.lines,
        hidden=len(lines) - len(values),
        values=tuple(values),
    )


def _told(line: DossierLine, shelf: Shelf) -> Told | None:
    fact = line.fact
    cite = shelf.cite(line.article_id, fact) if fact else None
    if fact is None or cite is None:
        return None
    return Told(
        day=timezone.localtime(line.at).date(),
        value=float(fact.detail["value"]),
        upper=fact.detail.get("upper"),
        approximate=bool(fact.detail.get("approximate")),
        said=resolved(FactKind.FIGURE, fact.detail, own_words=shelf.whole(line.article_id)) or fact.exact,
        sources=line.voices,
        cite=cite,
    )


def _name(lines: Sequence[DossierLine], shelf: Shelf) -> tuple[str, str]:
    """Language and words for what is counted, as most of the articles that this reader may read say it."""
    said = Counter(
        (line.lang, line.fact.detail["about"])
        for line in lines
        if line.fact and line.fact.detail.get("about") and shelf.whole(line.article_id)
    )
    if not said:
        return "", ""
    return min(said, key=lambda one: (one[0] != get_language(), -said[one], one))
