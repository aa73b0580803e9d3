"""The honest answer of a site to a request: its pages by path, conditional requests, content codings."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime

from tests.world import channels, texts
from tests.world.codings import CODINGS, encode
from tests.world.newsroom import FORMS, Item, Site
from tests.world.wire import Answer

_KEPT = 500
_FEED = re.compile(r"/(?:s/(\d+)/)?(" + "|".join(map(re.escape, FORMS)) + r")$")
_SECTION = re.compile(r"/s/(\d+)/$")
_MONTH = re.compile(r"/sitemap-(\d{4}-\d\d)\.xml$")


@dataclass(frozen=True, slots=True)
class Page:
    """A body with what a cache may ask about it; ``changed`` is the world's moment of its last change."""

    body: bytes
    content_type: str
    changed: float
    tag: str

    @classmethod
    def of(cls, body: bytes, content_type: str, changed: float) -> Page:
        """A page whose tag is the hash of its body."""
        return cls(body, content_type, changed, hashlib.sha256(body).hexdigest()[:16])


class Pages:
    """The pages of one site, made when they are asked for and kept until something changes."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._items = {item.path: item for item in site.items}
        self._moved = {item.moved_path: item for item in site.items if item.moved is not None}
        self._kept: OrderedDict[tuple[object, ...], Page] = OrderedDict()
        self._coded: OrderedDict[tuple[str, str], bytes] = OrderedDict()

    def answer(self, path: str, now: float, conditions: Mapping[str, str]) -> Answer:
        """The answer to a GET of ``path`` (with its query); ``conditions`` are the request's headers."""
        found = self._found(path, now)
        if isinstance(found, Answer):
            return found
        modified = formatdate(found.changed, usegmt=True)
        vary = (("ETag", f'"{found.tag}"'), ("Last-Modified", modified), ("Vary", "Accept-Encoding"))
        if _unchanged(found, conditions):
            return Answer(304, vary)
        coding = self._coding(conditions.get("accept-encoding", ""))
        body = self._encoded(found, coding)
        encoding = (("Content-Encoding", coding),) if coding else ()
        return Answer(200, (("Content-Type", found.content_type), *vary, *encoding), body)

    def _found(self, path: str, now: float) -> Page | Answer:
        if item := self._items.get(path) or self._items.get(path.partition("?")[0]):
            return self._article(item, now, moved=False)
        if item := self._moved.get(path.partition("?")[0]):
            return self._article(item, now, moved=True)
        return self._special(path.partition("?")[0], now) or _missing()

    def _article(self, item: Item, now: float, *, moved: bool) -> Page | Answer:
        if now < item.published or (moved and not item.has_moved(now)):
            return _missing()
        if item.is_gone(now):
            return Answer(item.gone_status, (("Content-Type", "text/html"),), b"<h1>No longer here</h1>")
        if item.has_moved(now) and not moved:
            return Answer(301, (("Location", item.moved_path),))
        edition = item.edition(now)
        last = max(at for at in (item.published, *item.edits) if at <= now)
        if item.file:
            return self._kept_page((item.path,), lambda: (texts.page(self.site, item, 0, []), "text/html"), last)
        state = bisect_right(self.site.moments, now) if self.site.ticker else 0
        changed = self.site.moments[state - 1] if state else last
        return self._kept_page(
            (item.path, edition, state),
            lambda: (texts.page(self.site, item, edition, self._around(item, now)), "text/html; charset=utf-8"),
            changed,
        )

    def _around(self, item: Item, now: float) -> list[str]:
        """Headlines beside the article: the newest where the site has a ticker, else always the same."""
        near = channels.newest(self.site, now, None) if self.site.ticker else self.site.items[:8]
        return [texts.headline(self.site, other, 0).title for other in near if other is not item][:8]

    def _special(self, path: str, now: float) -> Page | None:
        site = self.site
        if path == "/robots.txt" and site.robots is not None:
            return self._kept_page((path,), lambda: channels.robots(site), 0)
        if path == "/.well-known/tdmrep.json" and site.tdmrep is not None:
            return self._kept_page((path,), lambda: (site.tdmrep or b"", "application/json"), 0)
        if path.startswith("/private/") or path == "/contact.html":
            return self._kept_page((path,), lambda: (b"<h1>@</h1>", "text/html"), 0)
        make = self._channel(path, now)
        if make is None:
            return None
        state = bisect_right(site.moments, now)
        return self._kept_page((path, state), make, site.moments[state - 1] if state else 0)

    def _channel(self, path: str, now: float) -> Callable[[], channels.Made] | None:
        site = self.site
        if path == "/":
            return lambda: channels.front(site, None, now)
        if path == "/sitemap.xml":
            return lambda: channels.sitemap_index(site, now)
        if path == "/news-sitemap.xml":
            return lambda: channels.news_sitemap(site, now)
        if found := _FEED.match(path):
            section, form = int(found[1]) if found[1] else None, found[2]
            return (lambda: channels.feed(site, form, section, now)) if _within(site, section) else None
        if found := _SECTION.match(path):
            number = int(found[1])
            return (lambda: channels.front(site, number, now)) if _within(site, number) else None
        if found := _MONTH.match(path):
            month = found[1]
            return (lambda: channels.sitemap(site, month, now)) if month in channels.months(site, now) else None
        return None

    def _kept_page(self, key: tuple[object, ...], make: Callable[[], channels.Made], changed: float) -> Page:
        page = self._kept.get(key)
        if page is None:
            page = self._kept[key] = Page.of(*make(), changed)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return page

    def _coding(self, accepted: str) -> str:
        """The coding that this site likes best among those that the client takes, empty for none."""
        names = {part.partition(";")[0].strip() for part in accepted.split(",")}
        first = sum(self.site.host.encode()) % len(CODINGS)
        return next((coding for coding in CODINGS[first:] + CODINGS[:first] if coding in names), "")

    def _encoded(self, page: Page, coding: str) -> bytes:
        if not coding:
            return page.body
        key = (page.tag, coding)
        body = self._coded.get(key)
        if body is None:
            body = self._coded[key] = encode(page.body, coding)
            if len(self._coded) > _KEPT:
                self._coded.popitem(last=False)
        return body


def _within(site: Site, section: int | None) -> bool:
    return section is None or section < site.sections


def _unchanged(page: Page, conditions: Mapping[str, str]) -> bool:
    """RFC 9110 §13.1: a tag, where one is given, decides alone."""
    if tags := conditions.get("if-none-match"):
        return tags.strip() == "*" or page.tag in {tag.strip().removeprefix("W/").strip('"') for tag in tags.split(",")}
    if since := conditions.get("if-modified-since"):
        try:
            return int(page.changed) <= parsedate_to_datetime(since).timestamp()
        except ValueError:
            return False
    return False


def _missing() -> Answer:
    return Answer(404, (("Content-Type", "text/html"),), b"<h1>Nothing here</h1>")
