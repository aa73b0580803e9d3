"""How many lines a dossier has of each series of figures, kept by what is added and taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count, F, QuerySet

from marsad.observatory.dossiers.heard import Draft, short
from marsad.observatory.models import DossierLine, DossierSeries, LineKind


def counted_lines(lines: QuerySet[DossierLine]) -> dict[str, int]:
    """How many of some lines are of each series, by its key."""
    figures = lines.filter(kind=LineKind.FIGURE).order_by().values_list("key")
    return dict(figures.annotate(n=Count("pk")))


def add_series(dossier_id: str, before: Mapping[str, int], added: Iterable[Draft]) -> None:
    """Count the lines that were ``added`` to a dossier, and the change ``before`` them: less than 0 for those that
    went. A series of no line is none.
    """
    changes, told = Counter(before), {}
    for draft in added:
        changes[short(draft.key)] += 1
        told[short(draft.key)] = draft.series
    changed = {key: change for key, change in changes.items() if change}
    if not changed:
        return
    rows = DossierSeries.objects.filter(dossier=dossier_id)
    known = set(rows.filter(key__in=list(changed)).values_list("key", flat=True))
    for key in sorted(changed):
        if key in known:
            rows.filter(key=key).update(lines=F("lines") + changed[key])
        else:
            unit, counted = told[key]
            rows.create(dossier_id=dossier_id, key=key, unit=unit[:60], counted=counted[:200], lines=changed[key])
    rows.filter(key__in=list(changed), lines=0).delete()
