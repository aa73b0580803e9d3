"""The outlets and how much each has given."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from marsad.observatory.models import Article, Source
from marsad.web.queries.counting import COPIES, Carried, carried
from marsad.web.queries.summaries import Summary, outlet_name, summaries

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An outlet with the number of its current articles, how many of them are reprints of another outlet's text, the
    latest of them and their languages, most used first."""

    source: Source
    name: str
    articles: int
    reprints: int
    last_at: datetime | None
    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    lang: str
    outlet: str
    articles: int
    reprints: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of an outlet's articles, latest first; ``page`` counts from 1. ``reprints`` counts those of all
    ``total`` that are another outlet's text, and ``carried`` says by family who carries a text."""

    articles: tuple[Summary, ...]
    carried: dict[str, Carried]
    total: int
    reprints: int
    page: int
    has_next: bool


def source_rows() -> tuple[SourceRow, ...]:
    """Every outlet, in the order of articles."""
    groups: dict[int, list[_Group]] = defaultdict(list)
    current = Article.objects.filter(current=True).values_list("source", "lang", "outlet").order_by()
    copies = Count("pk", filter=Q(relation__in=COPIES))
    for source, *group in current.annotate(n=Count("pk"), copies=copies, last=Max("sort_at")):
        groups[source].append(_Group(*group))
    rows = [_row(source, groups[source.pk]) for source in Source.objects.all()]
    return tuple(sorted(rows, key=lambda row: (-row.articles, row.name)))


def display_name(source: Source) -> str:
    """What to call an outlet."""
    outlets = Article.objects.filter(source=source, current=True).exclude(outlet="").values_list("outlet").order_by()
    most = outlets.annotate(n=Count("pk")).order_by("-n", "outlet").first()
    return outlet_name(source.name, source.key, most[0] if most else "")


def source_page(source: Source, page: int = 1) -> SourcePage:
    """An outlet's current articles."""
    articles = Article.objects.filter(source=source, current=True).order_by("-sort_at", "-pk")
    found = summaries(articles[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
    return SourcePage(
        articles=tuple(found[:PAGE_SIZE]),
        carried=carried(one.family for one in found if one.text_key == one.family and not one.is_copy),
        total=articles.count(),
        reprints=articles.filter(relation__in=COPIES).count(),
        page=page,
        has_next=len(found) > PAGE_SIZE,
    )


def _row(source: Source, groups: list[_Group]) -> SourceRow:
    langs: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for group in groups:
        langs[group.lang] += group.articles
        names[group.outlet] += group.articles if group.outlet else 0
    return SourceRow(
        source=source,
        name=outlet_name(source.name, source.key, names.most_common(1)[0][0] if names else ""),
        articles=langs.total(),
        reprints=sum(group.reprints for group in groups),
        last_at=max((group.last_at for group in groups), default=None),
        langs=tuple(lang for lang, _ in langs.most_common() if lang),
    )
