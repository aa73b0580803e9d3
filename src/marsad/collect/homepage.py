"""What a home page says of its channels: feeds in its head, links that look like feeds, other languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from marsad.collect.announced import web_link
from marsad.collect.htmlguard import checked_html
from marsad.collect.weburl import site_of, web_url

_MAX_HTML = 4_000_000
_MAX_FOUND = 40
_FEED_TYPE = re.compile(
    r"application/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|x-rss|json)|text/xml|application/xml", re.I
)
_FEED_WORD = re.compile(r"(?:^|[^a-z])(?:rss\d*|feeds?|atom|rdf|syndication)(?:$|[^a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Edition:
    """Another language of the site: its ISO 639-1 code as the page spells it, and its home page."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """``feeds`` are linked in the head as alternates, ``looking`` are links that only look like feeds."""

    title: str
    lang: str | None
    feeds: tuple[str, ...]
    looking: tuple[str, ...]
    editions: tuple[Edition, ...]


def read_home(html: bytes, url: str) -> HomePage:
    """Read the page that came from ``url``, an http address. Raises :class:`FeedError` where no parser is given it."""
    tree = LexborHTMLParser(checked_html(html)[:_MAX_HTML])
    node = tree.css_first("base[href]")
    base = (web_link(url, node.attributes.get("href")) if node else None) or url
    feeds, editions = _alternates(tree, base)
    looking = []
    for anchor in tree.css("a[href]"):
        link = web_link(base, anchor.attributes.get("href"))
        if link and link not in feeds and _looks_like_feed(link, url):
            looking.append(link)
    root = tree.css_first("html")
    lang = (root.attributes.get("lang") or "").strip() if root else ""
    return HomePage(_title(tree), lang or None, feeds, tuple(dict.fromkeys(looking))[:_MAX_FOUND], editions)


def _alternates(tree: Any, base: str) -> tuple[tuple[str, ...], tuple[Edition, ...]]:
    feeds: list[str] = []
    editions: list[Edition] = []
    for node in tree.css("link[rel][href]"):
        rels = (node.attributes.get("rel") or "").lower().split()
        link = web_link(base, node.attributes.get("href"))
        if link is None or "alternate" not in rels or "stylesheet" in rels:
            continue
        lang = (node.attributes.get("hreflang") or "").strip()
        if _FEED_TYPE.fullmatch((node.attributes.get("type") or "").partition(";")[0].strip()):
            if "wp-json" not in link and "oembed" not in link:
                feeds.append(link)
        elif lang and lang.lower() != "x-default":
            editions.append(Edition(lang, link))
    return tuple(dict.fromkeys(feeds))[:_MAX_FOUND], tuple(dict.fromkeys(editions))[:_MAX_FOUND]


def _looks_like_feed(link: str, home: str) -> bool:
    """Whether a link of the same site has a feed's word in its path or query, or ends like one."""
    read = web_url(link)
    if site_of(read.host) != site_of(web_url(home).host):
        return False
    last = read.segments[-1] if read.segments else ""
    return bool(_FEED_WORD.search(last) or _FEED_WORD.search(read.query)) or last.endswith((".xml", ".rss", ".atom"))


def _title(tree: Any) -> str:
    name = tree.css_first('meta[property="og:site_name"][content]')
    title = tree.css_first("title")
    said = (name.attributes.get("content") if name else "") or (title.text() if title else "") or ""
    return " ".join(said.split())[:200]
