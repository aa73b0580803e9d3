"""RSS, Atom, RDF, CDF and JSON Feed: bytes in, a title and items out. Nothing here touches the network.

feedparser does the reading, behind :mod:`marsad.collect.xmlguard`; which of an entry's addresses is its page, and
what a relative one is relative to, is decided here (RFC 4287 §4.2.7, RSS 2.0, Atom's ``xml:base``).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from marsad.collect.announced import Announced, Announcement, ChannelKind, web_link
from marsad.collect.dates import iso_date, iso_moment
from marsad.collect.errors import FeedError
from marsad.collect.jsonfeed import looks_like_json_feed, read_json_feed
from marsad.collect.plaintext import plain
from marsad.collect.xmlguard import MAX_BYTES, checked_xml, head_of, root_name

MAX_ITEMS = 5_000

_ANYWHERE = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|item|entry)[\s/>]", re.IGNORECASE)
_LONE_SURROGATE = re.compile(
    rb"&#(?:x0*d[89a-f][0-9a-f]{2}|0*5(?:5(?:29[6-9]|[3-9]\d\d)|6\d{3}|7(?:[0-2]\d\d|3(?:[0-3]\d|4[0-3]))));", re.I
)
"""References to half a character, which stands for U+FFFD as in browsers."""
_PAGES = ("text/html", "application/xhtml+xml")
_READABLE = (*_PAGES, "application/pdf")
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_YEAR = 31_536_000
_SCHEME = "wais:"
_HERE = _SCHEME + "//relative.invalid"
"""Stand for the feed's own scheme and host while it is read, so that it shows which addresses were relative. The
scheme is one that urllib and feedparser resolve, and that no page has had for thirty years."""


def looks_like_feed(data: bytes) -> bool:
    """Whether the beginning of the bytes is that of RSS, Atom, RDF with RSS in it, or JSON Feed."""
    head = head_of(data)
    if head.lstrip().startswith("{"):
        return looks_like_json_feed(head)
    root = root_name(head)
    if root == "rdf":
        return "purl.org/rss" in head or "<channel" in head or "netscape.com/rdf" in head
    return root in ("rss", "feed", "channel")


def parse_feed(
    data: bytes, *, url: str, content_type: str = "application/xml", content_language: str | None = None
) -> Announced:
    """Read a feed that came from ``url``; raises :class:`FeedError` with the reason, and nothing else.

    Entries that lead to no page are counted, and a page that is named twice is given once.
    """
    feed = read_feed(data, url=url, content_type=content_type, content_language=content_language)
    linked: dict[str, Announcement] = {}
    for item in feed.items:
        linked.setdefault(item.url, item)
    linked.pop("", None)
    return replace(feed, items=tuple(linked.values()), unlinked=sum(not item.url for item in feed.items))


def read_feed(
    data: bytes, *, url: str, content_type: str = "application/xml", content_language: str | None = None
) -> Announced:
    """Every entry of a feed as it stands, also those without a page, whose address is empty.

    ``content_type`` and ``content_language`` are the headers of the answer, for what the document does not say.
    """
    if len(data) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES} bytes")
    if head_of(data).lstrip().startswith("{"):
        return read_json_feed(data, url, MAX_ITEMS)
    text = _LONE_SURROGATE.sub(b"&#xFFFD;", checked_xml(data, content_type))
    if not _ANYWHERE.search(text):
        raise FeedError("no feed in it")
    try:
        return _xml_feed(text, url, content_language)
    except FeedError:
        raise
    except Exception as error:  # a forgiving parser fails in ways of its own
        raise FeedError(f"the parser gave up: {type(error).__name__}") from error


def _xml_feed(text: bytes, url: str, content_language: str | None) -> Announced:
    own = urlsplit(url)
    headers = {"content-type": "application/xml; charset=utf-8"}
    headers["content-location"] = f"{_HERE}{own.path or '/'}{'?' + own.query if own.query else ''}"
    if content_language:
        headers["content-language"] = content_language
    parsed = _parser()(
        io.BytesIO(text),  # never bytes or str: feedparser would take those for a file's name or an address
        response_headers=headers,
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    channel = parsed.feed
    if not (parsed.get("version") or parsed.entries or channel.get("link")):
        raise FeedError("no feed in it")
    is_atom = str(parsed.get("version", "")).startswith("atom")
    home = _page(channel, url)
    base = url if is_atom else _rss_base(url, home)
    lang = _text(channel.get("language")) or _text(channel.get("title_detail", {}).get("language"))
    hub, topic = _websub(channel.get("links", ()), url)
    beyond = len(parsed.entries) - MAX_ITEMS
    return Announced(
        ChannelKind.FEED,
        _plain(channel, "title"),
        home,
        lang,
        tuple(_item(entry, base, url, is_atom=is_atom) for entry in parsed.entries[:MAX_ITEMS]),
        hub=hub,
        topic=topic,
        every=_every(channel),
        problems=(f"left out {beyond} beyond the first {MAX_ITEMS}",) if beyond > 0 else (),
    )


@cache
def _parser() -> Callable[..., Any]:
    """feedparser's ``parse``, without its search for mail addresses: quadratic, and nothing here reads authors."""
    import feedparser
    from feedparser.mixin import _FeedParserMixin

    _FeedParserMixin._sync_author_detail = lambda *_args, **_options: None
    parse: Callable[..., Any] = feedparser.parse
    return parse


def _rss_base(url: str, home: str | None) -> str:
    """What RSS links are relative to: the feed's address, or the site where the feed is served from elsewhere."""
    return home if home and urlsplit(home).hostname != urlsplit(url).hostname else url


def _item(entry: Any, base: str, url: str, *, is_atom: bool) -> Announcement:
    published, modified = _date(entry, "published"), _date(entry, "updated")
    if not published and not is_atom:  # RSS 1.0 has one date, Dublin Core's
        published, modified = modified, None
    guid = _text(entry.get("id"))
    if guid and guid.startswith(_HERE):  # an address in Atom; in RSS the words as they stand
        rest = guid.removeprefix(_HERE)
        guid = urljoin(url, rest) if is_atom else rest.removeprefix(urlsplit(url).path.rpartition("/")[0] + "/")
    words = "summary" if entry.get("summary") else "content"
    return Announcement(
        _page(entry, base) or "",
        _plain(entry, "title"),
        published,
        guid,
        _plain(entry, words),
        modified,
        _text(entry.get("language")) or _language(entry),
    )


def _page(context: Any, base: str) -> str | None:
    """The address of the page that a feed or an entry is about, or null where it names none.

    The original behind a tracker's redirect; else the link of relation ``alternate``, an HTML one before others;
    else an id that is a permalink and written in full; else an attachment that can be read as a page.
    """
    links = [link for link in context.get("links", ()) if link.get("href")]
    alternates = [link for link in links if link.get("rel", "alternate").lower() == "alternate"]
    alternates.sort(key=lambda link: _media_type(link) not in ("", *_PAGES))
    attached = [link for link in links if link.get("rel") == "enclosure" and _media_type(link) in _READABLE]
    address = context.get("link")
    if context.get("guidislink") and str(address).startswith(_HERE):
        address = None
    named = (context.get("feedburner_origlink"), *(link["href"] for link in alternates), address)
    return _first(base, (*named, *(link["href"] for link in attached)))


def _first(base: str, links: Iterable[object]) -> str | None:
    return next((found for link in links if (found := _absolute(base, link))), None)


def _absolute(base: str, link: object) -> str | None:
    return web_link(base, link.removeprefix(_HERE).removeprefix(_SCHEME) if isinstance(link, str) else link)


def _media_type(link: Any) -> str:
    return str(link.get("type", "")).partition(";")[0].strip().lower()


def _plain(context: Any, key: str) -> str:
    """The words of a text construct; what is said to be plain text keeps its angle brackets."""
    detail = context.get(key) if key == "content" else context.get(f"{key}_detail")
    detail = detail[0] if isinstance(detail, list) and detail else detail
    value = context.get(key) if key != "content" else (detail or {}).get("value")
    return plain(value, html=not detail or detail.get("type") != "text/plain")


def _language(entry: Any) -> str | None:
    """What the longest of an entry's texts is said to be in."""
    details = (*entry.get("content", ()), entry.get("summary_detail"), entry.get("title_detail"))
    return next((found for detail in details if detail and (found := _text(detail.get("language")))), None)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _date(entry: Any, key: str) -> str | None:
    """A date as the feed writes it; else as feedparser reads it, which knows formats of the early web."""
    if key not in entry:  # its get() would fall back on another date
        return None
    return iso_date(entry[key]) or iso_moment(entry[key], entry.get(f"{key}_parsed"))


def _websub(links: Iterable[Any], url: str) -> tuple[str | None, str | None]:
    """Hub and topic of a feed (WebSub §4: links of the relations ``hub`` and ``self``)."""
    found: dict[str, str] = {}
    for link in links:
        for rel in str(link.get("rel", "")).lower().split():
            if rel in ("hub", "self") and (address := _absolute(url, link.get("href"))):
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
