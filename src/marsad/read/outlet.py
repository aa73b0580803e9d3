"""Outlet, section, tags and picture of an article: what the page declares, or else shows about its headline."""

from __future__ import annotations

import re
from html import unescape

from marsad.model import Image
from marsad.read.declared import Declared
from marsad.read.fold import fold
from marsad.read.head import Head
from marsad.read.headnames import called
from marsad.read.marks import Mark
from marsad.read.openings import is_credit
from marsad.read.page import Line, Page, squeeze
from marsad.read.source_note import host_of
from marsad.read.title import key, similar, words

_TAG_LINK = re.compile(r'rel="(?:[^"]*\s)?tag[\s"]|href="[^"]*/(?:tag|etiqueta|mot-cle)s?[/"]')
_STEP = re.compile(r"\s*[›»>/|]\s*")
_SIGNS = " |-–—:•·»"
_SECTION_LENGTH = 40
_TAG_LENGTH = 60
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
    host = host_of(url)
    return host.removeprefix("www.") if host else None


def section(page: Page, said: Declared, head: Head) -> str | None:
    """The section as declared; else a line about the headline that is called so, the last step of a trail, a kicker."""
    if said.section or head.at is None:
        return said.section
    before = page.lines[max(0, head.at - 4) : head.at]
    for line in reversed(before):
        if len(line.text) <= _SECTION_LENGTH and called("section", _names(page, line)):
            return line.text
    return _last_step(page, head) or _kicker(page, head, before)


def _names(page: Page, line: Line) -> str:
    """What the block and the inline elements of a line are called."""
    return " ".join((line.kind.names, *(page.kinds[number].names for number in page.inside(line))))


def _last_step(page: Page, head: Head) -> str | None:
    """The last step of the trail over the headline that is not the headline itself."""
    title = key(head.title or "")
    trail = [line for line in page.lines[: head.at] if line.kind.attrs and called("trail", line.kind.names)]
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
    links = {number for number, kind in enumerate(page.kinds) if kind.marks & _LINK and _is_tag(kind.attrs)}
    found: dict[int, str] = {}
    for piece, owner in zip(page.pieces, page.owners, strict=True) if links else ():
        link = owner
        while link >= 0 and page.marks[link] & _LINK and link not in links:
            link = page.parents[link]
        if link in links:
            found[link] = found.get(link, "") + piece
    texts = dict.fromkeys(squeeze(unescape(text)) for text in found.values())
    return tuple(tag for tag in texts if 1 < len(tag) <= _TAG_LENGTH)


def _is_tag(attrs: str) -> bool:
    likely = "tag" in attrs or "/etiqueta" in attrs or "/mot-cle" in attrs
    return likely and _TAG_LINK.search(attrs) is not None


def image(page: Page, said: Declared, head: Head) -> Image | None:
    """The picture of the article with its credit; null where the page has neither. The address is absolute."""
    address = said.image or _shown_image(page, head)
    credit = _credit(page, head)
    if not address and not credit:
        return None
    if address and not address.startswith(("https://", "http://")):
        address = page.absolute(address) or address
    return Image(address or None, credit)


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
        short = len(line.text) <= _CREDIT_LENGTH
        if short and is_credit(line.text) and (line.link_share < 0.5 or line.marks & _CAPTION):
            return line.text
    return None
