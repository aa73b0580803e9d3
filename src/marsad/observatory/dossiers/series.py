"""How many lines a dossier has of each series of figures, kept by what is added and taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from marsad.observatory.dossiers.heard import Draft, short
from marsad.observatory.models import DossierLine, DossierSeries, LineKind


def counted_lines(lines: QuerySet[DossierLine]) -> dict[str, int]:
    """How many of some lines are of each series, by its key.

    They are counted here: SQLite would count by going through all figures of the dossier.
    """
    return Counter(key for kind, key in lines.order_by().values_list("kind", "key") if kind == LineKind.FIGURE)


def forget_figures(told: Q) -> None:
    """Take the lines of figures away that are ``told`` so, before their facts go, with their place in the series; the
    stories that they are of are to be followed anew."""
    rows = DossierLine.objects.filter(told).order_by().values_list("dossier_id", "kind", "key", "pk")
    figures = [row for row in rows if row[1] == LineKind.FIGURE]
    for dossier in sorted({row[0] for row in figures}):
        add_series(dossier, {key: -n for key, n in Counter(row[2] for row in figures if row[0] == dossier).items()}, [])
    DossierLine.objects.filter(pk__in=[row[3] for row in figures]).delete()


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
    known = dict(rows.filter(key__in=list(changed)).values_list("key", "lines"))
    for key in sorted(changed):
        now = known.get(key, 0) + changed[key]
        if now <= 0:
            rows.filter(key=key).delete()
        elif key in known:
            rows.filter(key=key).update(lines=now)
        else:
            unit, counted = told[key]
            rows.create(dossier_id=dossier_id, key=key, unit=unit[:60], counted=counted[:200], lines=now)
