"""The links of a section or home page that lead to articles, and those that lead to older ones.

No list of sites: what an article's address looks like is learned from the page itself. Links whose addresses have
the same shape are judged together, by how long their words are, where they stand, and what the addresses say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from marsad.collect.canonical import clean_url, page_key
from marsad.collect.errors import BadAddress
from marsad.collect.htmlguard import checked_html
from marsad.collect.linkplaces import Places
from marsad.collect.linkshape import LinkShape, link_words, shape_of
from marsad.collect.weburl import WebUrl, site_of, web_url

MAX_LINKS = 4_000
"""Links of a page that are looked at, in page order."""
MAX_ARCHIVES = 50
_MAX_HTML = 4_000_000
_TITLE = 300
_ENOUGH = 1.0
"""The score from which a link is an article's."""
_ALIKE = 3
"""Links that make a shape: fewer are judged one by one."""
_HEADINGS = "h1, h2, h3, h4, h5"
_DIGITS = re.compile(r"\d+")
_TAGS = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article: its address without tracking, what it is called, and how sure that is (from 1 up)."""

    url: str
    title: str
    score: float


@dataclass(slots=True)
class _Seen:
    """All links of a page to one address."""

    url: WebUrl
    shape: LinkShape
    nodes: list[Any] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    chrome: int = 0
    tagged: bool = False
    own: float = 0.0

    @property
    def text(self) -> str:
        """The longest words that a link to it has, those in headings before others."""
        return max(self.headings or self.texts, key=len, default="")


def article_links(html: bytes | str, url: str) -> tuple[Link, ...]:
    """Links to articles of the same site, each address once, in page order; empty for a page without any."""
    tree, base = _read(html, url)
    try:
        home = web_url(url)
    except BadAddress:
        return ()
    anchors = tree.css("a[href]")[:MAX_LINKS]
    places = Places(tree, anchors)
    seen = _collect(anchors, places, base, home)
    repeated = Counter(_DIGITS.sub("", text) for one in seen.values() for text in set(one.texts + one.headings))
    for one in seen.values():
        one.texts, one.headings = (
            [text for text in said if repeated[_DIGITS.sub("", text)] < _ALIKE] for said in (one.texts, one.headings)
        )
        if not one.text and one.shape.likeness > 0 and (card := places.card_heading(one.nodes[0])):
            one.texts = [_plain(card)]
        one.own = _own_score(one, home)
    scores = _judged(list(seen.values()))
    found = []
    for one, score in zip(seen.values(), scores, strict=True):
        if score >= _ENOUGH:
            found.append(Link(clean_url(one.url.href), one.text, round(score, 2)))
    return tuple(found)


def archive_links(html: bytes | str, url: str) -> tuple[str, ...]:
    """Addresses of older pages of a list: stated as next, numbered, or called so; the stated ones first.

    Raises :class:`FeedError` for a page that no parser is given.
    """
    tree, base = _read(html, url)
    words = link_words()
    try:
        home = web_url(url)
    except BadAddress:
        return ()
    stated, called = [], []
    for node in tree.css("a[href], link[href]")[: 2 * MAX_LINKS]:
        link = _resolved(node, base, home)
        if link is None or link.href == home.href:
            continue
        if "next" in (node.attributes.get("rel") or "").lower().split():
            stated.append(link.href)
        elif node.tag == "a" and (_numbered(link) or _plain(node).lower().strip(" »«›‹→←>.…") in words["older"]):
            called.append(link.href)
    return tuple({page_key(href): clean_url(href) for href in (*stated, *called)}.values())[:MAX_ARCHIVES]


def _numbered(link: WebUrl) -> bool:
    """Whether an address is that of a further page of a list: ``/page/2``, ``?paged=3``, ``/page-2``."""
    pages = link_words()["pages"]
    parts = [part.lower() for part in link.segments]
    for before, number in pairwise(parts):
        if before in pages and number.isdecimal() and int(number[:9]) > 1:
            return True
    names = [part.partition("=") for part in link.query.split("&")]
    if any(name.lower() in pages and value.isdecimal() and int(value[:9]) > 0 for name, _, value in names):
        return True
    word, _, number = parts[-1].rpartition("-") if parts else ("", "", "")
    return word in pages and number.isdecimal()


def _read(html: bytes | str, url: str) -> tuple[Any, str]:
    data = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    tree = LexborHTMLParser(checked_html(data)[:_MAX_HTML])
    node = tree.css_first("base[href]")
    base = (node.attributes.get("href") or "") if node else ""
    try:
        return tree, web_url(base, url).href if base else url
    except BadAddress:
        return tree, url


def _resolved(node: Any, base: str, home: WebUrl) -> WebUrl | None:
    """A link's address where it is one of the same site, else null."""
    href = (node.attributes.get("href") or "").strip()
    if not href or href.startswith("#"):
        return None
    try:
        link = web_url(href, base)
    except BadAddress:
        return None
    return link if site_of(link.host) == site_of(home.host) else None


def _collect(anchors: list[Any], places: Places, base: str, home: WebUrl) -> dict[str, _Seen]:
    own = page_key(home.href)
    seen: dict[str, _Seen] = {}
    for node in anchors:
        link = _resolved(node, base, home)
        if link is None or (link.path == "/" and not link.query):
            continue
        key = page_key(link.href)
        if key == own or (link.path == home.path and _names_alone(link.path)):
            continue
        one = seen.setdefault(key, _Seen(link, shape_of(link)))
        one.nodes.append(node)
        if not link.fragment and (text := _words_of(node)):
            (one.headings if node.mem_id in places.headed else one.texts).append(text)
        one.chrome += node.mem_id in places.chrome
        one.tagged |= bool({"tag", "author", "next", "prev"} & set((node.attributes.get("rel") or "").lower().split()))
    return seen


def _names_alone(path: str) -> bool:
    """Whether a path names a page without its query, as neither ``/`` nor a script's does."""
    last = path.rstrip("/").rpartition("/")[2]
    return bool(last) and "." not in last


def _plain(node: Any) -> str:
    return " ".join((node.text(deep=True, separator=" ") or "").split())[:_TITLE]


def _words_of(node: Any) -> str:
    """What a link says: the heading in it, its own words, or those of its picture."""
    heading = node.css_first(_HEADINGS)
    if heading is not None and (text := _plain(heading)):
        return text
    if text := _plain(node):
        return text
    picture = node.css_first("img[alt]")
    said = (picture.attributes.get("alt") if picture else "") or node.attributes.get("title") or ""
    return " ".join(_TAGS.sub("", said).split())[:_TITLE]


def _own_score(one: _Seen, home: WebUrl) -> float:
    """What a link tells by itself: its address, its words, its place."""
    count = len(one.text.split())
    words = 2.0 if count >= 6 else 1.5 if count >= 4 else 0.3 if count == 3 else -1.0
    place = -1.5 * one.chrome / len(one.nodes) + (1.0 if one.headings else 0.0)
    strange = (one.url.host != home.host) * -0.5 + one.tagged * -3.0
    return one.shape.likeness + words + place + strange


def _judged(seen: list[_Seen]) -> list[float]:
    """Each link's score: half its own, half that of the links whose addresses have its shape."""
    literal: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    pattern: defaultdict[tuple[str, ...], list[float]] = defaultdict(list)
    for one in seen:
        literal[one.shape.literal].append(one.own)
        pattern[one.shape.pattern].append(one.own)
    strong = any(len(alike) >= 2 * _ALIKE and _mean(alike) > 2 * _ENOUGH for alike in pattern.values())
    means = {shape: (len(alike), _mean(alike)) for shapes in (pattern, literal) for shape, alike in shapes.items()}
    scores = []
    for one in seen:
        count, shared = means[one.shape.literal]
        if count < _ALIKE:
            count, shared = means[one.shape.pattern]
        lonely = count < _ALIKE
        scores.append(one.own - (1.0 if strong else 0.0) if lonely else (one.own + shared) / 2)
    return scores


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)
