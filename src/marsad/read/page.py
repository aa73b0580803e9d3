"""Markup → page: one parse, one pass, lines of text with the elements that hold them.

lexbor parses and writes the tree out again as well-formed markup, from which one regular expression takes every tag
with the text before it. A *line* is the text between two block boundaries or line breaks, which is what a reader sees
as one. Elements are numbers, and what is known of them stands in lists by that number: a page has many, few matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from marsad.read.marks import KINDS, Kind, Mark, Shape, new_kind

_UNREAD = (
    "script", "style", "svg", "template", "noscript", "select", "iframe", "link", "textarea", "object", "noembed",
    "noframes", "xmp", "plaintext",
)  # fmt: skip
_STRIPPED = list(_UNREAD)
_CRUMBS = re.compile(r"crumb|ariane|migas|trail|breadcrumb")
_LONGEST_MENU = 2_000
_JSON_LD = 'script[type*="ld+json" i]'
_CANONICAL = 'link[rel="canonical" i]'
_TOKEN = re.compile(r"([^<]*+)<(/[^>]*+(?:>\s*+</[^>]*+)*+|!--.*?--|[^>]*+)>", re.DOTALL)
_VOID, _INLINE_END, _INLINE, _BLOCK, _BREAK = map(
    int, (Shape.VOID, Shape.INLINE_END, Shape.INLINE, Shape.BLOCK, Shape.BREAK)
)
_LINK = int(Mark.LINK)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a line: the address as written, its ``rel`` and its words."""

    href: str
    rel: str
    text: str


class Line:
    """What a reader sees as one line or paragraph.

    ``element`` is the number of the block that holds it and ``kind`` that block's kind; ``marks`` are those of the
    block with its ancestors; ``start`` and ``end`` number its pieces of text; ``linked`` counts the characters inside
    links; ``breaks`` says how many ``<br>`` part it from the line before; ``number`` is its place among the lines.
    """

    __slots__ = ("breaks", "element", "end", "kind", "linked", "marks", "number", "start", "text")

    def __init__(self, element: int, kind: Kind, marks: int, start: int, end: int, breaks: int) -> None:
        self.element = element
        self.kind = kind
        self.marks = marks
        self.start = start
        self.end = end
        self.breaks = breaks
        self.linked = 0
        self.text = ""
        self.number = 0

    @property
    def tag(self) -> str:
        """The tag of the block that holds the line."""
        return self.kind.tag

    @property
    def link_share(self) -> float:
        """Share of the characters that are inside links, 0 to 1."""
        return min(1.0, self.linked / max(1, len(self.text)))


class Page:
    """A parsed page: its lines, and of its elements, by number in document order, kind, parent and marks.

    A parent of -1 is none. ``voids`` are the elements without text (``img``, ``meta``, ``input``, ``hr``), each with
    the number of the element that holds it and the number of pieces of text before it. ``scripts`` are the texts
    of its JSON-LD, ``menus`` the words of menus, which are no lines.
    """

    __slots__ = (
        "canonical",
        "kinds",
        "lines",
        "marks",
        "menus",
        "owners",
        "parents",
        "pieces",
        "scripts",
        "title",
        "url",
        "voids",
    )

    def __init__(self, url: str | None = None) -> None:
        self.url = url
        self.canonical = ""
        self.title = ""
        self.kinds: list[Kind] = []
        self.parents: list[int] = []
        self.marks: list[int] = []
        self.pieces: list[str] = []
        self.owners: list[int] = []
        self.lines: list[Line] = []
        self.voids: list[tuple[int, int, Kind]] = []
        self.scripts: list[str] = []
        self.menus: list[str] = []

    @property
    def lang(self) -> str:
        """The language that the page's root declares, as written."""
        root = self.kinds[0] if self.kinds else None
        return (root.get("lang") or root.get("xml:lang")) if root else ""

    def up(self, element: int) -> Iterator[int]:
        """An element and its ancestors, innermost first."""
        while element >= 0:
            yield element
            element = self.parents[element]

    def names_up(self, element: int, count: int) -> str:
        """What an element and up to ``count - 1`` ancestors are called, innermost first."""
        found = []
        while element >= 0 and count:
            found.append(self.kinds[element].names)
            element, count = self.parents[element], count - 1
        return " ".join(found)

    def inside(self, line: Line) -> dict[int, str]:
        """The inline elements of a line, by number, each with its own words."""
        found: dict[int, list[str]] = {}
        for place in range(line.start, line.end):
            owner = self.owners[place]
            while owner != line.element and owner >= 0 and self.kinds[owner].shape == _INLINE:
                found.setdefault(owner, []).append(self.pieces[place])
                owner = self.parents[owner]
        return {number: squeeze(unescape("".join(parts))) for number, parts in found.items()}

    def links(self, line: Line) -> list[Link]:
        """The links of a line, in reading order; a link around the whole block counts."""
        if not line.linked:
            return []
        found: dict[int, list[str]] = {}
        for place in range(line.start, line.end):
            owner = self.owners[place]
            if not self.marks[owner] & _LINK:
                continue
            while owner >= 0 and self.kinds[owner].tag != "a":
                owner = self.parents[owner]
            found.setdefault(owner, []).append(self.pieces[place])
        return [
            Link(self.kinds[number].get("href"), self.kinds[number].get("rel"), squeeze(unescape("".join(parts))))
            for number, parts in found.items()
            if number >= 0
        ]

    def raw(self, line: Line) -> str:
        """The text of a line with its white space as the page has it."""
        return unescape("".join(self.pieces[line.start : line.end]))

    def absolute(self, href: str) -> str | None:
        """The address that a link leads to, null where it is none of the web."""
        try:
            found = urljoin(self.url or self.canonical or "", href.strip())
        except ValueError:
            return None
        return found if found.startswith(("http://", "https://")) else None


def squeeze(text: str) -> str:
    """``text`` with every run of white space as one blank, none at the ends."""
    return " ".join(text.split())


def parse(markup: str, url: str | None = None) -> Page:
    """Parse a page's markup. ``url`` is the base of relative links."""
    tree = LexborHTMLParser(markup)
    page = Page(url)
    page.scripts = [node.text() for node in tree.css(_JSON_LD)]
    canonical = tree.css_first(_CANONICAL)
    page.canonical = (canonical.attributes.get("href") or "").strip() if canonical is not None else ""
    tree.strip_tags(_STRIPPED)
    page.menus = _take_menus(tree)
    _walk(page, tree.html or "")
    _fill(page)
    return page


def _take_menus(tree: LexborHTMLParser) -> list[str]:
    """Take the menus out of a tree, trails of crumbs and those that hold text of the article aside, for their words.

    They are a third of a page's lines and never its article, so the pass over the tags is spared them. Inner menus
    come last in the document and go first, so that none is touched again with its holder.
    """
    found = []
    for menu in reversed(tree.css("nav")):
        called = " ".join(value or "" for value in menu.attributes.values()).lower()
        if _CRUMBS.search(called) or menu.css_first("h1, p") is not None:
            continue
        found.append(squeeze(menu.text(separator=" "))[:_LONGEST_MENU])
        menu.decompose()
    return [text for text in reversed(found) if text]


def _walk(page: Page, markup: str) -> None:
    """Number the elements and cut the text into lines: the one loop over every tag, so its body is kept flat."""
    kinds, parents, marks = page.kinds, page.parents, page.marks
    pieces, owners, lines, voids = page.pieces, page.owners, page.lines, page.voids
    blocks: list[int] = []
    known = KINDS.get
    start = size = number = breaks = 0
    current = block = -1
    for text, key in _TOKEN.findall(markup):
        if text and (size > start or not text.isspace()):
            pieces.append(text)
            owners.append(current)
            size += 1
        kind = known(key) or new_kind(key)
        shape = kind.shape
        if shape > _INLINE:
            if size > start:
                lines.append(Line(block, kinds[block], marks[block], start, size, breaks))
                start, breaks = size, 0
            if shape == _BLOCK:
                parents.append(current)
                kinds.append(kind)
                marks.append(marks[current] | kind.marks if current >= 0 else kind.marks)
                current = block = number
                blocks.append(number)
                number += 1
                breaks = 0
            elif shape == _BREAK:
                breaks += 1
            else:
                for _ in range(kind.count):
                    current = parents[current]
                block = blocks[current] if current >= 0 else -1
                breaks = 0
        elif shape == _INLINE:
            parents.append(current)
            kinds.append(kind)
            marks.append(marks[current] | kind.marks)
            blocks.append(block)
            current = number
            number += 1
        elif shape == _INLINE_END:
            for _ in range(kind.count):
                current = parents[current]
            if kind.tag and size > start:
                pieces.append(" ")
                owners.append(current)
                size += 1
        elif shape == _VOID:
            voids.append((current, size, kind))


def _fill(page: Page) -> None:
    """Give the lines their text; those of the head are the page's title, not lines."""
    pieces, owners, marks = page.pieces, page.owners, page.marks
    shown: list[Line] = []
    for line in page.lines:
        start, end = line.start, line.end
        if end - start == 1:
            text = pieces[start]
            if marks[owners[start]] & _LINK:
                line.linked = len(text)
        else:
            text = "".join(pieces[start:end])
            for place in range(start, end):
                if marks[owners[place]] & _LINK:
                    line.linked += len(pieces[place])
        if "&" in text:
            text = unescape(text)
        line.text = " ".join(text.split())
        if line.kind.tag == "title":
            page.title = page.title or line.text
        elif line.text and line.kind.tag != "head":
            line.number = len(shown)
            shown.append(line)
    page.lines = shown
