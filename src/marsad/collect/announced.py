"""What a channel says: the pages it announces, the channels it names, and how it wants to be asked.

One shape for feeds, sitemaps and section pages, so that whoever follows a channel need not know which it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marsad.collect.address import parse_url, resolve_link
from marsad.collect.errors import BadAddress


class ChannelKind(StrEnum):
    """What an address gives that is asked again and again."""

    FEED = "feed"
    NEWS_SITEMAP = "news_sitemap"
    SITEMAP = "sitemap"
    SITEMAP_INDEX = "sitemap_index"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A page that a channel announces.

    ``published`` and ``modified`` are ISO 8601, as precise as the channel says them, null where it does not;
    ``guid`` is the channel's own name for the page; ``summary`` is plain text; ``lang`` is stated of this page.
    """

    url: str
    title: str = ""
    published: str | None = None
    guid: str | None = None
    summary: str = ""
    modified: str | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A channel that a channel names (a sitemap of an index); ``modified`` as for an announcement."""

    url: str
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Announced:
    """All that one answer of a channel says.

    ``hub`` and ``topic`` are the WebSub hub and the address to subscribe to there. ``every`` is the seconds
    between two updates, where the channel states them. ``unlinked`` counts entries that lead to no page that
    may be collected; ``problems`` says in words what was left out, and why.
    """

    kind: ChannelKind
    title: str = ""
    home: str | None = None
    lang: str | None = None
    items: tuple[Announcement, ...] = ()
    children: tuple[Child, ...] = ()
    hub: str | None = None
    topic: str | None = None
    every: int | None = None
    unlinked: int = 0
    problems: tuple[str, ...] = ()


def web_link(base: str, link: object) -> str | None:
    """An absolute http(s) URL, resolved against ``base``; null for whatever else was given."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        absolute = resolve_link(base, link)
        parse_url(absolute)
    except BadAddress:
        return None
    return absolute
