"""Stories named on other pages: what follows what, whether a story is closed, and which stories are near to one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

from django.db.models import Count
from django.utils import timezone

from marsad.group.settings import GroupSettings
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Article, Fact, Story
from marsad.observatory.story_log import followers, predecessor
from marsad.web.queries.summaries import Summary, headline, summaries

QUIET = timedelta(days=GroupSettings().stories.quiet_days)
LONGEST = timedelta(days=GroupSettings().stories.longest_days)
"""A story closes when nothing was added for so long, and when it has run for so long (`marsad.group.stories`)."""
NEAR, NEAR_DAYS = 8, 30
_TITLES = 600
"""Articles that are read for the titles of some stories, the latest ones."""
_NAMES, _SHARED = 40, 5000
"""Entities of a story by which near ones are looked for, and mentions of them that are read."""


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A story as other pages name it: by its title, its days and its independent sources."""

    id: str
    lead: Summary
    first_at: datetime | None
    last_at: datetime | None
    independent_sources: int
    article_count: int


@dataclass(frozen=True, slots=True)
class Thread:
    """What a story takes up, what takes it up, and when it closed, null while it is open."""

    follows: StoryLink | None
    followed_by: tuple[StoryLink, ...]
    closed_at: datetime | None


def story_links(stories: Iterable[Story], lang: str) -> tuple[StoryLink, ...]:
    """The stories that have articles, in their order, each with the title that a reader of ``lang`` sees."""
    wanted = {story.pk: story for story in stories}
    articles: dict[str, list[Summary]] = defaultdict(list)
    rows = Article.objects.filter(story__in=wanted, current=True).order_by("-sort_at", "-pk")
    for article in summaries(rows[:_TITLES]) if wanted else ():
        articles[article.story or ""].append(article)
    return tuple(_link(story, articles[story.pk], lang) for story in wanted.values() if articles[story.pk])


def thread(story: Story, lang: str) -> Thread:
    """How a story stands to those before and after it."""
    before, after = predecessor(story), followers(story)
    named = {link.id: link for link in story_links([*([before] if before else ()), *after], lang)}
    return Thread(
        follows=named.get(before.pk) if before else None,
        followed_by=tuple(named[one.pk] for one in after if one.pk in named),
        closed_at=_closed_at(story),
    )


def near(story: Story, lang: str) -> tuple[StoryLink, ...]:
    """Stories of the same weeks that name the same people, organisations, places and initiatives; the nearest first.

    An entity counts for less the more stories name it.
    """
    shown = Fact.objects.filter(state__in=SHOWN, article__current=True, entity__isnull=False)
    names = shown.filter(article__story=story).values("entity").annotate(n=Count("pk")).order_by("-n", "entity")
    ours = list(names.values_list("entity", flat=True)[:_NAMES])
    window = (
        (story.first_at - timedelta(days=NEAR_DAYS), story.last_at + timedelta(days=NEAR_DAYS))
        if (story.first_at and story.last_at)
        else None
    )
    others = shown.filter(entity__in=ours).exclude(article__story=story).exclude(article__story=None)
    if window:
        others = others.filter(article__sort_at__range=window)
    pairs = set(others.values_list("article__story_id", "entity_id").order_by("-article__sort_at")[:_SHARED])
    return _stories(_ranked(pairs), lang)


def _ranked(pairs: Collection[tuple[str | None, str | None]]) -> list[str]:
    stories: dict[str, set[str]] = defaultdict(set)
    for story, entity in pairs:
        if story and entity:
            stories[entity].add(story)
    worth: dict[str, float] = defaultdict(float)
    for entity in sorted(stories):
        for story in stories[entity]:
            worth[story] += 1 / (1 + log(len(stories[entity])))
    return sorted(worth, key=lambda story: (-worth[story], story))[:NEAR]


def stories_of(articles: Sequence[int], lang: str) -> tuple[StoryLink, ...]:
    """The stories of some articles, in their order."""
    known = dict(Article.objects.filter(pk__in=articles).exclude(story=None).values_list("pk", "story_id"))
    return _stories(list(dict.fromkeys(known[pk] or "" for pk in articles if pk in known)), lang)


def _stories(ids: Sequence[str], lang: str) -> tuple[StoryLink, ...]:
    found = Story.objects.in_bulk(ids)
    return story_links([found[id_] for id_ in ids if id_ in found], lang)


def _link(story: Story, articles: list[Summary], lang: str) -> StoryLink:
    return StoryLink(
        id=story.pk,
        lead=headline(articles, lang),
        first_at=story.first_at,
        last_at=story.last_at,
        independent_sources=story.independent_sources,
        article_count=story.article_count,
    )


def _closed_at(story: Story) -> datetime | None:
    """When a story closed. The archive's latest article tells the time: one of an old year has open stories too."""
    if story.first_at is None or story.last_at is None:
        return None
    closes = min(story.last_at + QUIET, story.first_at + LONGEST)
    latest = Article.objects.filter(current=True, sort_at__lte=timezone.now()).order_by("-sort_at")
    now = latest.values_list("sort_at", flat=True).first()
    return closes if now is not None and closes < now else None
