"""One story: its tellings in the order of time, copies folded under what they copy, and who covered it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from marsad.observatory.models import Article, Story
from marsad.web.queries.summaries import Summary, headline, summaries

LIMIT = 500
"""Articles shown of one story, the latest ones."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An independent text of the story and its copies, earliest first."""

    head: Summary
    copies: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The tellings of one day in the observatory's time zone."""

    day: date
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one outlet published on the story."""

    outlet: str
    source_key: str
    articles: int
    langs: tuple[str, ...]
    first: Summary
    only_copies: bool


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A story as its page shows it; ``hidden`` counts the older articles beyond `LIMIT`."""

    story: Story
    lead: Summary
    days: tuple[Day, ...]
    coverage: tuple[Coverage, ...]
    langs: tuple[tuple[str, int], ...]
    hidden: int


def final_story(story_id: str) -> Story | None:
    """The story of that id, or the one that it was merged into, however many merges there were."""
    seen: set[str] = set()
    story = Story.objects.filter(pk=story_id).first()
    while story is not None and story.redirect_to_id is not None and story.pk not in seen:
        seen.add(story.pk)
        story = story.redirect_to
    return story


def story_page(story: Story, lang: str, only: str | None = None) -> StoryPage | None:
    """The story for a reader of ``lang``; with ``only``, the tellings of that language. Null if it is empty."""
    articles = Article.objects.filter(story=story, current=True)
    latest = summaries(articles.order_by("-sort_at", "-pk")[:LIMIT])
    if not latest:
        return None
    shown = [article for article in reversed(latest) if not only or article.lang == only]
    hidden = articles.count() - len(latest) if len(latest) == LIMIT else 0
    return StoryPage(
        story=story,
        lead=headline(latest, lang),
        days=_days(tellings(shown)),
        coverage=_coverage(latest[::-1]),
        langs=_languages(latest),
        hidden=hidden,
    )


def tellings(articles: list[Summary]) -> list[Telling]:
    """Fold reprint families: each stands under its original, or under its earliest copy where that is not here."""
    families: dict[str, list[Summary]] = defaultdict(list)
    for article in articles:
        families[article.text_key].append(article)
    folded = []
    for members in families.values():
        head = min(members, key=lambda member: (member.is_copy, member.sort_at, member.id))
        folded.append(Telling(head, tuple(member for member in members if member is not head)))
    return sorted(folded, key=lambda telling: (telling.head.sort_at, telling.head.id))


def _days(folded: list[Telling]) -> tuple[Day, ...]:
    by_day = groupby(folded, key=lambda telling: timezone.localtime(telling.head.sort_at).date())
    return tuple(Day(day, tuple(group)) for day, group in by_day)


def _coverage(articles: list[Summary]) -> tuple[Coverage, ...]:
    outlets: dict[str, list[Summary]] = defaultdict(list)
    for article in articles:
        outlets[article.source_key].append(article)
    return tuple(
        Coverage(
            outlet=group[0].outlet,
            source_key=key,
            articles=len(group),
            langs=tuple(sorted({article.lang for article in group if article.lang})),
            first=group[0],
            only_copies=all(article.is_copy for article in group),
        )
        for key, group in outlets.items()
    )


def _languages(articles: list[Summary]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = defaultdict(int)
    for article in articles:
        counts[article.lang] += 1
    return tuple(sorted(((lang, n) for lang, n in counts.items() if lang), key=lambda pair: -pair[1]))
