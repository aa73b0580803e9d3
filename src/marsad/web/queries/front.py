"""The front page: which stories stand where, and the ticker.

A story's weight is ``independent_sources × 2^(−age / HALF_LIFE)``: every day that passes counts as much as losing
half of its sources, and reprints add none. Only differences of age matter, so an archive of an old year keeps its
order. Its logarithm, ``log2(sources) + last_at / HALF_LIFE``, is what is compared.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log2

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from marsad.observatory.models import Article, Story
from marsad.web.queries.summaries import Summary, headline, summaries

HALF_LIFE = timedelta(hours=24)
PAGE_SIZE = 20
RANKED = 2000
"""Stories that compete by weight, the newest ones; what is older follows by date."""
TICKER_SIZE = 20
_CLOCK_SKEW = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story on the front page."""

    id: str
    lead: Summary
    independent_sources: int
    article_count: int
    langs: tuple[str, ...]
    outlets: tuple[str, ...]
    latest: Summary


@dataclass(frozen=True, slots=True)
class FrontPage:
    """One page of stories; ``page`` counts from 1."""

    cards: tuple[StoryCard, ...]
    page: int
    has_next: bool


def weight(sources: int, last_at: datetime | None, now: datetime) -> float:
    """The logarithm of a story's weight; a date in the future counts as now, none as the oldest."""
    moment = min(last_at or datetime.fromtimestamp(0, UTC), now)
    return log2(max(sources, 1)) + moment.timestamp() / HALF_LIFE.total_seconds()


def front_page(lang: str, only: str | None = None, page: int = 1) -> FrontPage:
    """Stories for a reader of ``lang``; with ``only``, those with an article in that language."""
    stories = _stories(only)
    start, end = (page - 1) * PAGE_SIZE, page * PAGE_SIZE + 1
    now = timezone.now()
    newest = stories.values_list("id", "independent_sources", "last_at")
    if start < RANKED:
        ranked = sorted(newest[:RANKED], key=lambda row: weight(row[1], row[2], now), reverse=True)
        rows = ranked[start:end]
        if len(rows) < end - start and len(ranked) == RANKED:
            rows += list(newest[RANKED : RANKED + end - start - len(rows)])
    else:
        rows = list(newest[start:end])
    ids = [row[0] for row in rows]
    return FrontPage(tuple(_cards(ids[:PAGE_SIZE], only or lang)), page, len(ids) > PAGE_SIZE)


def ticker(size: int = TICKER_SIZE) -> tuple[Summary, ...]:
    """The latest headlines, a reprint family once, none dated beyond the clock."""
    latest = Article.objects.filter(current=True, sort_at__lte=timezone.now() + _CLOCK_SKEW).exclude(title="")
    seen: set[str] = set()
    chosen: list[Summary] = []
    for article in summaries(latest.order_by("-sort_at", "-pk")[: size * 5]):
        if article.text_key not in seen:
            seen.add(article.text_key)
            chosen.append(article)
    return tuple(chosen[:size])


def _stories(only: str | None) -> QuerySet[Story]:
    stories = Story.objects.filter(redirect_to=None, article_count__gt=0).order_by("-last_at", "id")
    if only:
        stories = stories.filter(Exists(Article.objects.filter(story=OuterRef("pk"), current=True, lang=only)))
    return stories


def _cards(ids: list[str], lang: str) -> list[StoryCard]:
    stories = Story.objects.in_bulk(ids)
    articles: dict[str | None, list[Summary]] = defaultdict(list)
    for article in summaries(Article.objects.filter(story__in=ids, current=True).order_by("sort_at", "pk")):
        articles[article.story].append(article)
    return [_card(stories[id_], articles[id_], lang) for id_ in ids if articles[id_]]


def _card(story: Story, articles: list[Summary], lang: str) -> StoryCard:
    lead = headline(articles, lang)
    others = dict.fromkeys(article.outlet for article in articles if article.outlet != lead.outlet)
    return StoryCard(
        id=story.id,
        lead=lead,
        independent_sources=story.independent_sources,
        article_count=story.article_count,
        langs=tuple(sorted({article.lang for article in articles if article.lang})),
        outlets=(lead.outlet, *others),
        latest=articles[-1],
    )
