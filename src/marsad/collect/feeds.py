"""RSS, Atom, RDF and JSON Feed: bytes in, a title and items out. Nothing here touches the network.

feedparser does the reading, behind :mod:`marsad.collect.xmlguard`.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any

from marsad.collect.address import parse_url, resolve_link
from marsad.collect.errors import BadAddress, FeedError
from marsad.collect.xmlguard import MAX_BYTES, checked_xml

MAX_ITEMS = 5_000
_SUMMARY = 2_000

_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s+)*", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf|channel)[\s/>]", re.IGNORECASE)
_ANYWHERE = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|item|entry)[\s/>]", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org')
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. ``published`` is ISO 8601 as precise as the feed says it; ``summary`` is plain text."""

    url: str
    title: str
    published: str | None = None
    guid: str | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. ``unlinked`` counts items that lead to no web page and are not among ``items``."""

    title: str
    home: str | None
    lang: str | None
    items: tuple[FeedItem, ...]
    unlinked: int = 0


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


def parse_feed(data: bytes, *, url: str, content_type: str = "application/xml") -> Feed:
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


def _xml_feed(text: bytes, url: str) -> Feed:
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
    home = _link(url, channel.get("link"))
    return Feed(_plain(channel.get("title")), home, channel.get("language") or None, found, len(items) - len(found))


@cache
def _parser() -> Callable[..., Any]:
    """feedparser's ``parse``, without its search for mail addresses: quadratic, and nothing here reads authors."""
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    _FeedParserMixin._sync_author_detail = lambda *_args, **_options: None
    parse: Callable[..., Any] = feedparser.parse
    return parse


def _item(entry: Any, base: str, *, dated_by_update: bool) -> FeedItem | None:
    url = _link(base, entry.get("link")) or next(
        (found for link in entry.get("links", ()) if (found := _link(base, link.get("href")))), None
    )
    if url is None:
        return None
    raw = entry.get("published") or (entry.get("updated") if dated_by_update else None)
    return FeedItem(
        url, _plain(entry.get("title")), iso_date(raw), entry.get("id") or None, _plain(entry.get("summary"))
    )


def _json_feed(data: bytes, url: str) -> Feed:
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
        link = _link(url, row.get("url")) or _link(url, row.get("external_url"))
        if link:
            summary = _plain(row.get("summary") or row.get("content_text") or row.get("content_html"))
            guid = str(row["id"]) if row.get("id") else None
            items.append(FeedItem(link, _plain(row.get("title")), iso_date(row.get("date_published")), guid, summary))
    lang = found.get("language")
    home = _link(url, found.get("home_page_url"))
    return Feed(
        _plain(found.get("title")), home, lang if isinstance(lang, str) else None, tuple(items), len(rows) - len(items)
    )


def _link(base: str, link: object) -> str | None:
    """An absolute http(s) URL, or null for whatever else was given."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        absolute = resolve_link(base, link)
        parse_url(absolute)
    except BadAddress:
        return None
    return absolute


def _plain(value: object) -> str:
    """Text without markup, on one line."""
    if not isinstance(value, str):
        return ""
    from html import unescape

    return " ".join(unescape(_TAGS.sub(" ", value[: 8 * _SUMMARY])).split())[:_SUMMARY]


def iso_date(raw: object) -> str | None:
    """A feed's date in ISO 8601 with the offset and precision it states, or null where it cannot be read."""
    if not isinstance(raw, str) or not raw.strip() or len(raw) > 100:
        return None
    text = raw.strip()
    try:
        moment = datetime.fromisoformat(text)
        return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else moment.isoformat()
    except ValueError:
        pass
    if re.fullmatch(r"\d{4}(?:-\d\d)?", text):
        return text
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
