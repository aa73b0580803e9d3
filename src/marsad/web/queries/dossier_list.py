"""All dossiers, with how much is new in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateField, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from marsad.observatory.models import Dossier, DossierDay, DossierMember
from marsad.web.queries.dossier_frame import KINDS
from marsad.web.queries.words import display_name, final_of

PAGE_SIZE = 40
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier as a line. ``new`` counts the articles of the last seven days, ``last`` is the day of the latest one,
    null where there is none; ``entity_name`` is what it is about, in the reader's language."""

    id: str
    name: str
    kind: str
    kind_name: str
    entity_name: str
    closed: bool
    filling: bool
    new: int
    last: date | None


def dossier_rows(number: int) -> tuple[tuple[DossierRow, ...], bool]:
    """A page of the dossiers, those with the latest articles first, the closed ones last; and whether more follow."""
    since = timezone.localdate() - WEEK
    days = DossierDay.objects.filter(dossier=OuterRef("pk"), part=0, day__gt=since).order_by().values("dossier")
    latest = DossierMember.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-article").values("day")[:1]
    rows = (
        Dossier.objects.select_related("entity__redirect_to")
        .annotate(
            new=Coalesce(Subquery(days.annotate(n=Sum("articles")).values("n"), output_field=IntegerField()), 0),
            last=Subquery(latest, output_field=DateField()),
        )
        .order_by("closed", "-last", "name", "pk")[(number - 1) * PAGE_SIZE : number * PAGE_SIZE + 1]
    )
    listed = [_row(row, row.new, row.last) for row in rows]
    return tuple(listed[:PAGE_SIZE]), len(listed) > PAGE_SIZE


def _row(dossier: Dossier, new: int, last: date | None) -> DossierRow:
    entity = final_of(dossier.entity)
    named = display_name(entity) if entity else ""
    return DossierRow(
        id=dossier.pk,
        name=dossier.name,
        kind=dossier.kind,
        kind_name=str(KINDS.get(dossier.kind, dossier.kind)),
        entity_name="" if named == dossier.name else named,
        closed=dossier.closed,
        filling=dossier.filled is not None,
        new=new,
        last=last,
    )
