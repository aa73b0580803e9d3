"""RSS, Atom, RDF and JSON Feed: bytes in, a title and items out. Nothing here touches the network.

feedparser does the reading, behind :mod:`marsad.collect.xmlguard`.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from marsad.collect.announced import Announced, Announcement, ChannelKind, web_link
from marsad.collect.dates import iso_date
from marsad.collect.errors import FeedError
from marsad.collect.xmlguard import MAX_BYTES, checked_xml

MAX_ITEMS = 5_000
_SUMMARY = 2_000

_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s+)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|channel)[\s/>]", re.IGNORECASE)
_ANYWHERE = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|item|entry)[\s/>]", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org')
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_YEAR = 31_536_000
_TAGS = re.compile(r"<[^<>]*>")


def looks_like_feed(data: bytes) -> bool:
    """Whether the beginning of the bytes is that of RSS, Atom, RDF with RSS in it, or JSON Feed."""
    head = _head(data)
    if head.lstrip().startswith("{"):
        return bool(_JSON_FEED.search(head))
    prolog = _PROLOG.match(head)
    root = _ROOT.match(head, prolog.end() if prolog else 0)
    if root is None:
        return False
    return root[1].lower() != "rdf" or "purl.org/rss" in head or "<channel" in head or "netscape.com/rdf" in head


def parse_feed(data: bytes, *, url: str, content_type: str = "application/xml") -> Announced:
    """Read a feed that came from ``url``; raises :class:`FeedError` with the reason, and nothing else."""
    if len(data) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES} bytes")
    if _head(data).lstrip().startswith("{"):
        return _json_feed(data, url)
    text = checked_xml(data, content_type)
    if not _ANYWHERE.search(text):
        raise FeedError("no feed in it")
    try:
        return _xml_feed(text, url)
    except FeedError:
        raise
    except Exception as error:  # a forgiving parser fails in ways of its own
        raise FeedError(f"the parser gave up: {type(error).__name__}") from error


def _head(data: bytes) -> str:
    head = data[:8192]
    if b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.decode("utf-8", "replace")


def _xml_feed(text: bytes, url: str) -> Announced:
    parsed = _parser()(
        io.BytesIO(text),  # never bytes or str: feedparser would take those for a file's name or an address
        response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise FeedError("no feed in it")
    channel = parsed.feed
    dated_by_update = not str(parsed.get("version", "")).startswith("atom")
    items = [_item(entry, url, dated_by_update=dated_by_update) for entry in parsed.entries[:MAX_ITEMS]]
    found = tuple(item for item in items if item)
    home = web_link(url, channel.get("link"))
    hub, topic = _websub(channel, url)
    return Announced(
        ChannelKind.FEED,
        _plain(channel.get("title")),
        home,
        channel.get("language") or None,
        found,
        hub=hub,
        topic=topic,
        every=_every(channel),
        unlinked=len(items) - len(found),
    )


def _websub(channel: Any, url: str) -> tuple[str | None, str | None]:
    """Hub and topic of a feed (WebSub §4: links of the relations ``hub`` and ``self``)."""
    found: dict[str, str] = {}
    for link in channel.get("links", ()):
        for rel in str(link.get("rel", "")).lower().split():
            if rel in ("hub", "self") and (address := web_link(url, link.get("href"))):
                found.setdefault(rel, address)
    return found.get("hub"), found.get("self")


def _every(channel: Any) -> int | None:
    """Seconds between two updates: ``ttl`` of RSS 2.0 in minutes, else the syndication module of RSS 1.0."""
    ttl = _number(channel.get("ttl"))
    if ttl:
        return min(60 * ttl, _YEAR)
    period = _PERIODS.get(str(channel.get("sy_updateperiod", "")).strip().lower())
    return max(period // (_number(channel.get("sy_updatefrequency")) or 1), 60) if period else None


def _number(value: object) -> int:
    """A whole number that is written in at most six digits; 0 for anything else."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,6}\s*", value) else 0


@cache
def _parser() -> Callable[..., Any]:
    """feedparser's ``parse``, without its search for mail addresses: quadratic, and nothing here reads authors."""
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    _FeedParserMixin._sync_author_detail = lambda *_args, **_options: None
    parse: Callable[..., Any] = feedparser.parse
    return parse


def _item(entry: Any, base: str, *, dated_by_update: bool) -> Announcement | None:
    url = web_link(base, entry.get("link")) or next(
        (found for link in entry.get("links", ()) if (found := web_link(base, link.get("href")))), None
    )
    if url is None:
        return None
    raw = entry.get("published") or (entry.get("updated") if dated_by_update else None)
    return Announcement(
        url, _plain(entry.get("title")), iso_date(raw), entry.get("id") or None, _plain(entry.get("summary"))
    )


def _json_feed(data: bytes, url: str) -> Announced:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FeedError(
            "JSON that cannot be read" if isinstance(error, ValueError) else "JSON nested too deep"
        ) from None
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version")):
        raise FeedError("JSON that is not a feed")
    rows = found.get("items")
    rows = [row for row in rows[:MAX_ITEMS] if isinstance(row, dict)] if isinstance(rows, list) else []
    items = []
    for row in rows:
        link = web_link(url, row.get("url")) or web_link(url, row.get("external_url"))
        if link:
            summary = _plain(row.get("summary") or row.get("content_text") or row.get("content_html"))
            guid = str(row["id"]) if row.get("id") else None
            items.append(
                Announcement(link, _plain(row.get("title")), iso_date(row.get("date_published")), guid, summary)
            )
    lang = found.get("language")
    home = web_link(url, found.get("home_page_url"))
    return Announced(
        ChannelKind.FEED,
        _plain(found.get("title")),
        home,
        lang if isinstance(lang, str) else None,
        tuple(items),
        hub=_json_hub(found.get("hubs"), url),
        topic=web_link(url, found.get("feed_url")),
        unlinked=len(rows) - len(items),
    )


def _json_hub(hubs: object, url: str) -> str | None:
    """The first hub of type WebSub (JSON Feed 1.1)."""
    rows = [hub for hub in hubs if isinstance(hub, dict)] if isinstance(hubs, list) else []
    return next((web_link(url, hub.get("url")) for hub in rows if str(hub.get("type")).lower() == "websub"), None)


def _plain(value: object) -> str:
    """Text without markup, on one line."""
    if not isinstance(value, str):
        return ""
    from html import unescape

    return " ".join(unescape(_TAGS.sub(" ", value[: 8 * _SUMMARY])).split())[:_SUMMARY]
