"""A page's tree as lines: the runs of text that a reader sees as one, each knowing where its text lies.

Tags and class names differ from site to site; lines do not. A line can be taken out of the tree, whatever its
markup, by blanking the pieces of text that it is made of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from marsad.read.errors import ReadError

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "iframe",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "amp-img",
        "amp-sidebar",
        "amp-consent",
        "amp-youtube",
        "video",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "textarea",
        "select",
        "button",
        "math",
        "object",
        "audio",
    ]
)
_SPACE = re.compile(r"\s+")


def squeeze(text: str | None) -> str:
    """``text`` with every run of white space as one space, and none at its ends."""
    return _SPACE.sub(" ", text or "").strip()


def parse(markup: str) -> Any:
    """The lxml tree of ``markup``. Raises `ReadError` where there is nothing that could be a page."""
    from lxml import etree, html  # type: ignore[import-untyped,unused-ignore]

    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=True,
    )
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError(f"the markup cannot be parsed: {error}") from error
    return tree


def names(element: Any) -> str:
    """Class, id, item property and role of an element, in lower case: what its author called it."""
    return " ".join(element.get(key, "") for key in ("class", "id", "itemprop", "role", "data-testid")).lower()


@dataclass(slots=True)
class Link:
    """A link inside a line."""

    text: str
    href: str
    rel: str


@dataclass(eq=False)
class Line:
    """One run of text. ``block`` is the element it stands in; ``slots`` its pieces, (element, ``text`` or ``tail``)."""

    block: Any
    slots: list[tuple[Any, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    raw: str = ""
    linked: int = 0
    after_break: bool = False
    gone: bool = False

    @cached_property
    def text(self) -> str:
        return squeeze(self.raw)

    @property
    def tag(self) -> str:
        return str(self.block.tag)

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.text))

    def blank(self) -> None:
        """Take this line's text out of the tree."""
        for element, slot in self.slots:
            setattr(element, slot, " ")
        self.gone = True


def container(line: Line) -> Any:
    """The element that holds a line's paragraph, list or subhead."""
    element = line.block
    while element is not None and element.tag in {"li", "ul", "ol"}:
        element = element.getparent()
    if element is line.block or element is None:
        element = line.block.getparent()
    return element


def lines(tree: Any, base: str | None = None) -> list[Line]:
    """The lines of a tree in reading order, hidden and scripted text left out."""
    return _Splitter(base).split(tree)


def _absolute(base: str | None, href: str) -> str:
    """A link's address; one inside its own page stays a bare fragment, one that is no address stays as it is."""
    if not base or href.startswith("#"):
        return href
    try:
        return urljoin(base, href)
    except ValueError:
        return href


class _Splitter:
    def __init__(self, base: str | None) -> None:
        self.base = base
        self.found: list[Line] = []
        self.line: Line | None = None
        self.blocks: list[Any] = []
        self.link: Link | None = None
        self.broken = False

    def split(self, tree: Any) -> list[Line]:
        from lxml import etree  # type: ignore[import-untyped,unused-ignore]

        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if element.tag in _SILENT:
                    walk.skip_subtree()
                else:
                    self._open(element)
            else:
                self._close(element)
        self._flush()
        return self.found

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            self.blocks.append(element)
        elif tag == "br":
            self._flush()
            self.broken = True
        elif tag == "a" and element.get("href"):
            href = element.get("href").strip()
            self.link = Link("", _absolute(self.base, href), element.get("rel", ""))
            self._ensure(element).links.append(self.link)
        self._add(element, "text")

    def _close(self, element: Any) -> None:
        if element.tag in BLOCKS:
            self._flush()
            if self.blocks and self.blocks[-1] is element:
                self.blocks.pop()
        elif element.tag == "a":
            self.link = None
        self._add(element, "tail")

    def _ensure(self, element: Any) -> Line:
        if self.line is None:
            self.line = Line(self.blocks[-1] if self.blocks else element, after_break=self.broken)
            self.broken = False
        return self.line

    def _add(self, element: Any, slot: str) -> None:
        text = getattr(element, slot)
        if not text or (self.line is None and not text.strip()):
            return
        line = self._ensure(element)
        line.raw += text
        line.slots.append((element, slot))
        if self.link is not None:
            self.link.text += text
            line.linked += len(squeeze(text))

    def _flush(self) -> None:
        line, self.line = self.line, None
        if line is not None and line.text:
            self.found.append(line)
        if line is not None:
            self.broken = False


_CELLS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"})
_PROSE = 400


def flatten_layout(tree: Any) -> None:
    """Make plain containers of tables that only lay out the page, and of forms that hold its text, in place."""
    for table in list(tree.iter("table")):
        if table.get("role") == "presentation" or _lays_out(table):
            for cell in _own_cells(table):
                cell.tag = "div"
    for form in list(tree.iter("form")):
        if len(squeeze("".join(form.itertext()))) >= _PROSE:
            form.tag = "div"


def _lays_out(table: Any) -> bool:
    """A table whose cells hold headings, lists, other tables or several paragraphs is no table of data."""
    if table.find(".//h1") is not None or table.find(".//table") is not None or table.find(".//form") is not None:
        return True
    return any(
        len(cell.findall(".//p")) > 2 or len(squeeze("".join(cell.itertext()))) > 2 * _PROSE
        for cell in table.iter("td")
    )


def _own_cells(table: Any) -> list[Any]:
    found, queue = [table], [table]
    while queue:
        for child in queue.pop():
            if child.tag in _CELLS and child.tag != "table":
                found.append(child)
                queue.append(child)
    return found


def breaks_to_paragraphs(tree: Any) -> None:
    """Turn text that is parted by doubled ``<br>`` into paragraphs, in place."""
    parents = {id(br.getparent()): br.getparent() for br in tree.iter("br") if _doubled(br)}
    for parent in parents.values():
        if parent is not None and parent.tag in BLOCKS and parent.tag not in HEADINGS:
            _wrap(parent)


def _doubled(br: Any) -> bool:
    following = br.getnext()
    return following is not None and following.tag == "br" and not (br.tail or "").strip()


def _wrap(parent: Any) -> None:
    children, parent_text = list(parent), parent.text
    for child in children:
        parent.remove(child)
    parent.text = None
    current = parent.makeelement("p")
    current.text = parent_text

    def close() -> Any:
        if len(current) or (current.text or "").strip():
            parent.append(current)
        return parent.makeelement("p")

    skip = False
    for child in children:
        tail, inline = child.tail, child.tag not in BLOCKS
        if child.tag == "br" and (_ends_with_break(current) or skip):
            if len(current) and current[-1].tag == "br":
                current.remove(current[-1])
            current, skip = close(), True
            current.text = tail
        elif inline:
            current.append(child)
        else:
            current = close()
            child.tail = None
            parent.append(child)
            current.text = tail
        skip = skip and not (tail or "").strip()
    close()


def _ends_with_break(paragraph: Any) -> bool:
    return len(paragraph) > 0 and paragraph[-1].tag == "br" and not (paragraph[-1].tail or "").strip()
