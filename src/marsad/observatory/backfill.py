"""What an outlet published before it was followed: found in its sitemaps and the older pages of its lists, slowly.

Each of them is a channel that is read once; its pages are items that come after everything else, so many a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from marsad.collect.announced import ChannelKind
from marsad.collect.channels import parse_channel
from marsad.collect.errors import FeedError, FetchError
from marsad.collect.links import archive_links
from marsad.collect.rules import OriginRules, origin_of
from marsad.observatory.asking import PoliteGet
from marsad.observatory.models import Channel, Source
from marsad.observatory.pace import DAY
from marsad.observatory.source_records import read_plans
from marsad.observatory.sources import NewChannel, save_source

PER_DAY = 500
MOST_CHANNELS = 2000
_GUESSED = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/]?(0[1-9]|1[0-2]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Plan:
    """How an outlet's past is fetched: nothing published before ``since`` (ISO day, null: everything), and how many
    pages a day."""

    since: str | None = None
    per_day: int = PER_DAY


@dataclass(frozen=True, slots=True)
class Past:
    """Where an outlet's past was found, and what could not be had, in words."""

    channels: tuple[NewChannel, ...]
    problems: tuple[str, ...]


def plan_of(key: str) -> Plan | None:
    """The plan that was made for an outlet; null where its past is not wanted."""
    said = read_plans().get(key, {}).get("backfill")
    return Plan(said.get("since"), said.get("per_day", PER_DAY)) if said else None


def spread(count: int, plan: Plan, start: datetime) -> Iterator[datetime]:
    """When each of so many pages is due, so that no more than the plan's number falls on a day."""
    pause = timedelta(seconds=DAY / max(plan.per_day, 1))
    return (start + number * pause for number in range(count))


def find_past(home: str, get: PoliteGet, plan: Plan) -> Past:
    """The sitemaps of a site and the older pages of its home page. Raises :class:`FetchError` where it has neither
    because the home page itself cannot be had."""
    front = get(home)
    problems: list[str] = []
    found: dict[str, NewChannel] = {}
    for url in _sitemaps(front.final_url, get):
        for channel in _sitemap(url, get, plan, problems):
            found.setdefault(channel.url, channel)
    try:
        older = archive_links(front.body, front.final_url)
    except FeedError as error:
        older = ()
        problems.append(f"{front.final_url}: {error.reason}")
    for url in older:
        found.setdefault(url, NewChannel(url, ChannelKind.PAGE, backfill=True))
    return Past(tuple(found.values())[:MOST_CHANNELS], tuple(problems))


def save_past(data_dir: Path, source: Source, plan: Plan, channels: tuple[NewChannel, ...]) -> int:
    """Have an outlet's past fetched by that plan; how many channels are new."""
    return save_source(
        data_dir, source.key, {"backfill": {"since": plan.since, "per_day": plan.per_day}}, list(channels)
    )


def waiting(source: Source) -> int:
    """How many channels of an outlet's past are still to be read."""
    return Channel.objects.filter(source=source, backfill=True, active=True, ok_at=None).count()


def _sitemaps(home: str, get: PoliteGet) -> tuple[str, ...]:
    """Those that robots.txt names, else the usual places."""
    origin = origin_of(home)
    rules = get.origins.get(origin)
    named = OriginRules.of(rules.robots_status, rules.robots, b"", rules.error).sitemaps if rules else ()
    return tuple(dict.fromkeys(named)) or tuple(origin + path for path in _GUESSED)


def _sitemap(url: str, get: PoliteGet, plan: Plan, problems: list[str]) -> Iterator[NewChannel]:
    """A sitemap as a channel of the past, or those of an index that may hold what is wanted."""
    try:
        answer = get(url)
        said = parse_channel(answer.body, url=answer.final_url, content_type=answer.header("content-type") or "")
    except FetchError as error:
        problems.append(f"{url}: {error.name}: {error.reason}")
        return
    except FeedError as error:
        problems.append(f"{url}: {error.reason}")
        return
    if said.kind is ChannelKind.SITEMAP_INDEX:
        for child in said.children:
            if not _is_before(child.url, child.modified, plan.since):
                yield NewChannel(child.url, ChannelKind.SITEMAP, backfill=True)
    elif said.kind in (ChannelKind.SITEMAP, ChannelKind.NEWS_SITEMAP) and said.items:
        yield NewChannel(url, said.kind, backfill=True)


def _is_before(url: str, modified: str | None, since: str | None) -> bool:
    """Whether a sitemap can hold nothing that is wanted: it was last changed before, or its address names a month or a
    year before."""
    if since is None:
        return False
    if modified and modified[:10] < since:
        return True
    months = [match[1] + ("-" + match[2] if match[2] else "") for match in _MONTH.finditer(url)]
    return bool(months) and max(months) < since[: len(max(months))]
