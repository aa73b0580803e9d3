"""Who has not covered a story, among the outlets that published anything in its days."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from marsad.observatory.models import Article, Source, Story
from marsad.web.queries.summaries import outlet_name

LONGEST = timedelta(days=14)
"""Of a longer story only the first days are looked at: an outlet that was silent for them did not report it as news."""
_REMEMBERED = 60


@dataclass(frozen=True, slots=True)
class SilentOutlet:
    """An outlet and the number of its articles in those days."""

    key: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Silent:
    """The outlets by the language that they published most in, all languages in one order; days are inclusive.

    ``published`` counts the outlets that published anything then, those that covered the story among them.
    """

    first: date
    last: date
    by_lang: tuple[tuple[str, tuple[SilentOutlet, ...]], ...]
    count: int
    published: int


def silent(story: Story) -> Silent | None:
    """Who was silent; null for a story without dates. Remembered for a minute, as it reads all articles of the days."""
    if story.first_at is None or story.last_at is None:
        return None
    first, last = timezone.localdate(story.first_at), timezone.localdate(min(story.last_at, story.first_at + LONGEST))
    key = f"silent-{story.pk}-{first.isoformat()}-{last.isoformat()}-{story.article_count}"
    return cache.get_or_set(key, lambda: _silent(story, first, last), _REMEMBERED)


def _silent(story: Story, first: date, last: date) -> Silent:
    told = set(Article.objects.filter(story=story, current=True).values_list("source_id", flat=True))
    those_days = Article.objects.filter(
        current=True, sort_at__gte=_midnight(first), sort_at__lt=_midnight(last + timedelta(days=1))
    )
    rows = those_days.exclude(source__key=Source.UNKNOWN).order_by()
    langs: dict[int, Counter[str]] = defaultdict(Counter)
    names: dict[int, Counter[str]] = defaultdict(Counter)
    for source, lang, outlet, n in rows.values_list("source_id", "lang", "outlet").annotate(n=Count("pk")):
        langs[source][lang] += n
        names[source][outlet] += n if outlet else 0
    outlets = Source.objects.in_bulk([source for source in langs if source not in told])
    by_lang: dict[str, list[SilentOutlet]] = defaultdict(list)
    for source, row in outlets.items():
        name = outlet_name(row.name, row.key, names[source].most_common(1)[0][0])
        by_lang[_most(langs[source])].append(SilentOutlet(row.key, name, langs[source].total()))
    order = sorted(by_lang, key=lambda lang: (lang == "", lang))
    grouped = tuple(
        (lang, tuple(sorted(by_lang[lang], key=lambda one: (one.name.casefold(), one.key)))) for lang in order
    )
    return Silent(first, last, grouped, len(outlets), len(langs))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _most(langs: Counter[str]) -> str:
    return min(langs, key=lambda lang: (-langs[lang], lang))
