"""What is new in a dossier for one reader: what came in since the last visit, else what is of the last seven days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone

from marsad.observatory.models import Article, Dossier, DossierDay, DossierMember
from marsad.web.queries.dossier_articles import Line, folded_lines, midnight
from marsad.web.queries.dossier_list import WEEK
from marsad.web.queries.summaries import summaries
from marsad.web.visits import Visit

SHOWN, _READ, MOST = 8, 60, 1000
"""Lines that are shown, members that are read for them, and up to where they are counted."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new, wire copies in one line. ``since`` is the last visit, null where the last seven days are meant;
    ``count`` is of articles, `MOST` where there are as many or more."""

    lines: tuple[Line, ...]
    count: int
    since: datetime | None

    @property
    def most(self) -> bool:
        """Whether there may be more than ``count``."""
        return self.count >= MOST


def news(dossier: Dossier, visit: Visit | None) -> News:
    """What is new in a dossier since a visit, in the order in which it came; without one in the order of time."""
    members = DossierMember.objects.filter(dossier=dossier)
    if visit:
        fresh = members.filter(article__gt=visit.seq).order_by("-article")
        count = fresh[:MOST].count()
    else:
        first = timezone.localdate() - WEEK + timedelta(days=1)
        fresh = members.filter(at__gte=midnight(first)).order_by("-at", "-article")
        days = DossierDay.objects.filter(dossier=dossier, part=0, day__gte=first)
        count = days.aggregate(n=Sum("articles"))["n"] or 0
    ids = list(fresh.values_list("article", flat=True)[:_READ])
    by_id = {one.id: one for one in summaries(Article.objects.filter(pk__in=ids))}
    lines = folded_lines(by_id[pk] for pk in ids if pk in by_id)
    return News(lines[:SHOWN], min(count, MOST), visit.at if visit else None)
