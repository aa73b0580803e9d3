"""Headlines of other pages that a page shows: lines of links, lists under a heading such as "most read", tickers."""

from __future__ import annotations

import re
from html import unescape

from marsad.model import Teaser
from marsad.read.marks import Kind, Mark
from marsad.read.openings import opening
from marsad.read.page import Line, Page, squeeze

_TICKER = 8
"""So many short unlinked lines on end are a ticker; fewer may be verse or a list of results."""
GAPPED = 12 * _TICKER
"""A ticker on one line has so many characters."""
_PROSE = 140
_GAP = re.compile(r"(?:[^\S\n]|\xa0){3,}")
_SENTENCE_END = re.compile(r"[.!?؟:;…][\"»”)]?$")
_TOPIC = re.compile(
    r"/(?:tags?|temas?|themes?|topics?|sujets?|authors?|auteurs?|autor(?:es)?|rubriques?|category|categories|keyword)(?:/|$)"
)
_FRONT = re.compile(r"(?:https?://[^/]+)?/?$")
_NO_PAGE = ("#", "mailto:", "javascript:", "tel:", "whatsapp:")
_SITE = re.compile(r"https?://[^/?#]+")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST = re.compile(r"(?:https?:)?//([^/?#:]+)")
_TOPIC_REL = re.compile(r'(?:^|\s)rel="[^"]*\b(?:tag|author)\b')
_LINK = int(Mark.LINK)
_EDGES = "•·|>»- "


class Teasers:
    """The headlines found so far, each once; an address is kept as the page writes it where it cannot be resolved."""

    def __init__(self, page: Page, own: str | None, menu: int) -> None:
        """``own`` is the page's headline, ``menu`` the marks of menus, feet and forms, where no headlines stand."""
        self.page = page
        self.menu = menu
        self.own = (own or "").casefold()
        self.found: dict[str, Teaser] = {}
        site = _SITE.match(page.url or page.canonical)
        self.site = site[0] if site else ""

    def add(self, title: str, href: str | None = None) -> None:
        """Add a headline, once, unless it is the page's own."""
        title = title.strip(_EDGES)
        key = title.casefold()
        known = self.found.get(key)
        if key and key != self.own and (known is None or (known.url is None and href)):
            self.found[key] = Teaser(title, self._address(href) if href else None)

    def _at_home(self, href: str) -> bool:
        """Whether an address is of the page's own site, as far as one can know."""
        if not href.startswith(("http:", "https:", "//")):
            return True
        own = _HOST.match(self.page.url or self.page.canonical)
        other = _HOST.match(href)
        return own is None or other is None or own[1].split(".")[-2:] == other[1].split(".")[-2:]

    def _address(self, href: str) -> str | None:
        href = href.strip()
        if href.startswith(("http://", "https://", "#")):
            return href
        if not self.site:
            return None if _SCHEME.match(href) else href
        if href[:1] == "/" and href[1:2] != "/":
            return self.site + href
        return self.page.absolute(href)

    def take(self, line: Line, *, home: bool = False) -> bool:
        """Add what a line shows that is nothing but links that read like headlines, with ``home`` of this site."""
        text = line.text
        if line.linked < 0.8 * len(text) or len(text) < 15 or line.marks & self.menu:
            return False
        links = _links(self.page, line)
        worded = [(href, words) for href, words, topic in links if not topic and is_headline(words)]
        if home:
            worded = [(href, words) for href, words in worded if self._at_home(href)]
        if not worded or sum(len(words) for _, words in worded) < 0.6 * len(text):
            return False
        if any(words.casefold() == self.own for _, words in worded):
            return False
        for href, words in worded:
            self.add(words, href)
        return True


def is_headline(text: str) -> bool:
    """Whether the words of a link read like a headline: three words or more."""
    if len(text) < 15 or text.count(" ") < 2:
        return False
    if text.count(" ") > 7:
        return True
    begun = opening(text)
    return begun is None or begun.ends.keys().isdisjoint(("source_link", "share", "paywall"))


def _links(page: Page, line: Line) -> list[tuple[str, str, bool]]:
    """Address and words of each link of a line, and whether it leads to a topic or an author, not to a page."""
    anchor = _anchor(page, line)
    if anchor is None:
        found = page.links(line)
        return [(link.href, link.text, _topical(link.href, f'rel="{link.rel}"')) for link in found]
    href = _href(anchor.attrs)
    return [(href, line.text, _topical(href, anchor.attrs))]


def _href(attrs: str) -> str:
    """The address among the attributes of a link; these are too many and too seldom alike to be parsed."""
    start = 0 if attrs.startswith('href="') else attrs.find(' href="') + 1
    if start == 0 and not attrs.startswith('href="'):
        return ""
    href = attrs[start + 6 : attrs.find('"', start + 6)]
    return unescape(href) if "&" in href else href


def _anchor(page: Page, line: Line) -> Kind | None:
    """The only link of a line, null where it has several."""
    kinds, parents = page.kinds, page.parents
    only = before = -1
    for owner in page.owners[line.start : line.end]:
        if owner == before or not page.marks[owner] & _LINK:
            continue
        element = before = owner
        while element >= 0 and kinds[element].tag != "a":
            element = parents[element]
        if element != only and only >= 0:
            return None
        only = element
    return kinds[only] if only >= 0 else None


def _topical(href: str, attrs: str) -> bool:
    if href.startswith(_NO_PAGE) or _TOPIC.search(href) or (href.count("/") < 4 and _FRONT.match(href)):
        return True
    return "rel=" in attrs and _TOPIC_REL.search(attrs) is not None


def headline_like(texts: list[str]) -> bool:
    """Whether unlinked lines read like headlines: short, of three words, seldom ended like a sentence."""
    short = sum(1 for text in texts if 12 <= len(text) <= 120 and text.count(" ") >= 2)
    if short < 0.9 * len(texts):
        return False
    return sum(1 for text in texts if _SENTENCE_END.search(text)) <= 0.1 * len(texts)


def gapped(page: Page, line: Line) -> list[str]:
    """The unlinked headlines of a line that only wide gaps keep apart."""
    size = sum(map(len, page.pieces[line.start : line.end]))
    if size < len(line.text) + 2 * (_TICKER - 1):
        return []
    raw = page.raw(line)
    parts = [part for part in map(squeeze, _GAP.split(raw.strip().replace("\n", " "))) if part]
    return parts if len(parts) >= _TICKER and headline_like(parts) else []


def tickers(page: Page) -> set[int]:
    """Lines of the runs of short unlinked lines that stand in one block, parted by line breaks."""
    found: set[int] = set()
    if sum([1 for line in page.lines if line.breaks]) < _TICKER - 1:
        return found
    run: list[Line] = []
    for line in page.lines:
        if run and not (line.breaks and line.element == run[-1].element):
            found |= _ticker(page, run)
            run = []
        if run or not line.linked:
            run.append(line)
    return found | _ticker(page, run)


def _ticker(page: Page, run: list[Line]) -> set[int]:
    if len(run) < _TICKER:
        return set()
    run = [line for line in run if not is_related_heading(line)]
    if len(run) < _TICKER or not headline_like([line.text for line in run]) or _listing(page, run):
        return set()
    return {line.number for line in run}


def _listing(page: Page, run: list[Line]) -> bool:
    """Rows of an article (concert dates, results): most hold figures, or they stand in one block with its prose."""
    figures = sum(1 for line in run if any(map(str.isdigit, line.text)))
    parent = page.parents[run[0].element]
    prose = [line for line in page.lines if len(line.text) >= _PROSE and line.linked < 0.3 * len(line.text)]
    beside = sum(1 for line in prose if page.parents[line.element] == parent)
    return figures > 0.5 * len(run) or beside >= 3


def is_related_heading(line: Line) -> bool:
    """Whether a line heads a list of headlines of other pages."""
    text = line.text
    if len(text) > 60 or line.linked or text.count(" ") > 6:
        return False
    begun = opening(text)
    return begun is not None and "related" in begun.ends


def under_heading(page: Page, heading: Line) -> list[Line]:
    """The unlinked lines of the list under a heading of other pages; those of links need no heading."""
    found: list[Line] = []
    for line in page.lines[heading.number + 1 :]:
        listed = line.tag == "li" or line.breaks
        if not listed or (found and line.tag != found[0].tag) or not headline_like([line.text]):
            break
        begun = opening(line.text)
        if begun and "share" in begun.ends:
            break
        found.append(line)
    return found
