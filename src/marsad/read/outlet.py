"""Outlet, section, tags and picture of an article: what the page declares, or else shows about its headline."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from marsad.model import Image
from marsad.read.declared import Declared
from marsad.read.fold import fold
from marsad.read.head import Head, is_credit
from marsad.read.headnames import called
from marsad.read.marks import Mark
from marsad.read.page import Line, Page, squeeze
from marsad.read.title import key, similar, words

_TAG_PATH = re.compile(r"/(?:tag|etiqueta|mot-cle|topic|thema|tema)s?(?:/|$)", re.IGNORECASE)
_STEP = re.compile(r"\s*[›»>/|]\s*")
_SIGNS = " |-–—:•·»"
_SECTION_LENGTH = 40
_CREDIT_LENGTH = 120
_CREDIT_LINES = 40
"""A picture's credit stands so many lines from the headline at most."""
_CAPTION = int(Mark.CAPTION | Mark.FIGURE)
_FIGURE = int(Mark.FIGURE)
_LINK = int(Mark.LINK)


def outlet(page: Page, said: Declared, title: str | None) -> str | None:
    """The name of the outlet: as declared, else what the title element says beside the title, else the host."""
    if said.site:
        return said.site
    shown = title or ""
    for one in said.titles:
        if one.where != "title element" or not shown or words(one.value) == words(shown):
            continue
        if len(words(one.value)) <= 6 and similar(one.value, shown) <= 0.5:
            return one.value
        if rest := _beside(one.value, shown):
            return rest
    return _host(page.url or said.url)


def _beside(declared: str, title: str) -> str | None:
    folded = fold(declared)
    place = folded.find(fold(title))
    if place < 0 or len(folded) != len(declared):
        return None
    return (declared[:place] + declared[place + len(title) :]).strip(_SIGNS) or None


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def section(page: Page, said: Declared, head: Head) -> str | None:
    """The section as declared; else a line about the headline that is called so, the last step of a trail, a kicker."""
    if said.section or head.at is None:
        return said.section
    before = page.lines[max(0, head.at - 4) : head.at]
    name = called("section")
    for line in reversed(before):
        if len(line.text) <= _SECTION_LENGTH and name.search(_names(page, line)):
            return line.text
    return _last_step(page, head) or _kicker(page, head, before)


def _names(page: Page, line: Line) -> str:
    """What the block and the inline elements of a line are called."""
    return " ".join((line.kind.names, *(page.kinds[number].names for number in page.inside(line))))


def _last_step(page: Page, head: Head) -> str | None:
    """The last step of the trail over the headline that is not the headline itself."""
    name, title = called("trail"), key(head.title or "")
    trail = [line for line in page.lines[: head.at] if line.kind.attrs and name.search(line.kind.names)]
    steps = [step for line in trail[-1:] for step in _STEP.split(line.text)]
    return next((step for step in reversed(steps) if step and key(step) != title), None)


def _kicker(page: Page, head: Head, before: list[Line]) -> str | None:
    """The few words right over the headline, in the element that holds it."""
    if head.at is None or not before:
        return None
    over = before[-1]
    beside = over.element == page.parents[page.lines[head.at].element]
    return over.text if beside and len(over.text.split()) <= 3 and not over.linked else None


def tags(page: Page, said: Declared) -> tuple[str, ...]:
    """The tags as declared, else the words of the page's links to tags."""
    if said.tags:
        return said.tags
    found = [
        squeeze(link.text)
        for line in page.lines
        if line.linked and _links_tag(page, line)
        for link in page.links(line)
        if "tag" in link.rel.split() or _TAG_PATH.search(link.href)
    ]
    return tuple(dict.fromkeys(tag for tag in found if 1 < len(tag) <= 60))


def _links_tag(page: Page, line: Line) -> bool:
    """Whether a line may hold a link to a tag: cheaper than to read its links."""
    for owner in page.owners[line.start : line.end]:
        while owner >= 0 and page.marks[owner] & _LINK:
            kind = page.kinds[owner]
            if kind.tag == "a":
                return 'rel="' in kind.attrs or _TAG_PATH.search(kind.attrs) is not None
            owner = page.parents[owner]
    return False


def image(page: Page, said: Declared, head: Head) -> Image | None:
    """The picture of the article with its credit; null where the page has neither. The address is absolute."""
    address = said.image or _shown_image(page, head)
    credit = _credit(page, head)
    if not address and not credit:
        return None
    return Image((page.absolute(address) or address) if address else None, credit)


def _shown_image(page: Page, head: Head) -> str | None:
    """The first picture in a figure under the headline."""
    start = page.lines[head.at].start if head.at is not None else 0
    for parent, place, kind in page.voids:
        if kind.tag == "img" and place >= start and parent >= 0 and page.marks[parent] & _FIGURE:
            return kind.get("src") or None
    return None


def _credit(page: Page, head: Head) -> str | None:
    at = head.at or 0
    for line in page.lines[max(0, at - 4) : at + _CREDIT_LINES]:
        if len(line.text) <= _CREDIT_LENGTH and is_credit(line.text) and (line.marks & _CAPTION or line.link_share < 0.5):
            return line.text
    return None
