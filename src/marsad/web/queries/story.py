"""One story: its tellings in the order of time, copies folded under what they copy, and who covered it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from marsad.observatory.models import Article, Family, Story, User
from marsad.observatory.story_members import final_story as final_id
from marsad.web.queries.disagreements import Disagreements, disagreements
from marsad.web.queries.events import StoryEvents, story_events
from marsad.web.queries.facts import may_edit
from marsad.web.queries.lede import Lede, lede_of
from marsad.web.queries.links import Thread, thread
from marsad.web.queries.silent import Silent, silent
from marsad.web.queries.statements import StorySaid, story_statements
from marsad.web.queries.summaries import Summary, headline, summaries

LIMIT = 500
"""Articles shown of one story, the latest ones."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An independent text of the story and its copies, earliest first; ``outlets`` counts those of the copies."""

    head: Summary
    copies: tuple[Summary, ...]

    @property
    def outlets(self) -> int:
        """How many other outlets carry the text."""
        return len({copy.source_key for copy in self.copies} - {self.head.source_key})


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
    """A story as its page shows it; ``hidden`` counts the older articles beyond `LIMIT`.

    ``lead`` gives the title: that of an article in the reader's language where there is any. ``langs`` has the number
    of independent texts in each language, ``reasons`` why the original of a family is held to be that. ``silent`` is
    null where the story has no dates. ``said``, ``events`` and ``disagreements`` are of all its languages.
    """

    story: Story
    lead: Summary
    lede: Lede | None
    thread: Thread
    silent: Silent | None
    reasons: dict[str, str]
    days: tuple[Day, ...]
    coverage: tuple[Coverage, ...]
    langs: tuple[tuple[str, int], ...]
    hidden: int
    said: StorySaid
    events: StoryEvents
    disagreements: Disagreements


def final_story(story_id: str) -> Story | None:
    """The story of that id, or the one that it was merged into, however many merges there were."""
    found = final_id(story_id)
    return Story.objects.get(pk=found) if found else None


def story_page(
    story: Story, lang: str, only: str | None = None, user: User | AnonymousUser | None = None
) -> StoryPage | None:
    """The story for a reader of ``lang``; with ``only``, the tellings of that language. Null if it is empty."""
    articles = Article.objects.filter(story=story, current=True)
    latest = summaries(articles.order_by("-sort_at", "-pk")[:LIMIT])
    if not latest:
        return None
    in_order = latest[::-1]
    shown = tellings([article for article in in_order if not only or article.lang == only])
    lead, reader = headline(latest, lang), user or AnonymousUser()
    families = {telling.head.family for telling in shown if telling.copies}
    return StoryPage(
        story=story,
        lead=lead,
        lede=lede_of(_most_told(in_order), lead.lang, reader),
        thread=thread(story, lang),
        silent=silent(story),
        reasons=dict(Family.objects.filter(pk__in=families).values_list("pk", "reason")),
        days=_days(shown),
        coverage=_coverage(in_order),
        langs=_languages(latest),
        hidden=articles.count() - len(latest) if len(latest) == LIMIT else 0,
        said=story_statements(story, reader),
        events=story_events(story, reader),
        disagreements=disagreements(story, reader, editable=may_edit(reader)),
    )


def story_texts(story: Story) -> tuple[list[Telling], int]:
    """The latest texts of a story with their copies, and how many earlier articles there are."""
    articles = Article.objects.filter(story=story, current=True)
    latest = summaries(articles.order_by("-sort_at", "-pk")[:LIMIT])
    return tellings(latest[::-1]), articles.count() - len(latest) if len(latest) == LIMIT else 0


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


def _most_told(articles: list[Summary]) -> list[Summary]:
    """The independent texts, those with the most copies first, else in the order of time."""
    return [telling.head for telling in sorted(tellings(articles), key=lambda telling: -len(telling.copies))]


def _languages(articles: list[Summary]) -> tuple[tuple[str, int], ...]:
    texts: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        texts[article.lang].add(article.text_key)
    counts = ((lang, len(keys)) for lang, keys in texts.items() if lang)
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))
