"""What became of each line of an HTML page, and what the reader went by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from marsad.model import Article, BlockType
from marsad.read.asides import named_reason
from marsad.read.blocks import block_type, data_tables
from marsad.read.explain import Told
from marsad.read.headnames import called
from marsad.read.marks import Kind, Mark
from marsad.read.names import has_cue
from marsad.read.openings import opening
from marsad.read.page import HEADINGS, Line
from marsad.read.profile import SiteProfile
from marsad.read.ruled import Ruled
from marsad.read.title import key

_LEVELS = 4
_EVEN = 0.5
_PLAIN_NAME = re.compile(r"[^\W\d][\w-]{0,39}")
_WHOLE = frozenset(("html", "body"))
_HOLDERS = {"menu": Mark.NAV, "footer": Mark.FOOTER, "form": Mark.FORM | Mark.BUTTON, "caption": Mark.CAPTION}
"""The marks of elements that give a reason."""
_TABLES = {"terms": "legal"}
"""Reasons that are called otherwise than their table of cues."""
_SIMPLY = {
    "teaser": "heads or belongs to a list of other pages",
    "ticker": "headlines one after the other",
    "repeated": "stands in the body again and again",
    "caption": "the words of a picture",
}


class LineReasons:
    """The reasons of one reading, after the rules of its site."""

    def __init__(self, mended: Ruled, result: Article, site: SiteProfile | None) -> None:
        self.mended = mended
        self.found = found = mended.reading
        self.page = found.page
        self.site = site
        self.tables = data_tables(self.page, [self.page.lines[number] for number in sorted(found.body)])
        texts = (block.text for block in result.blocks if block.type is BlockType.TABLE)
        self.cells = {cell for text in texts for row in text.split("\n") for cell in row.split("\t") if self.tables}
        self.descriptions = {key(text) for text in found.said.descriptions}

    def lines(self) -> Iterator[Told]:
        """Every line in page order, then the menus, which are taken out before there are lines."""
        for line in self.page.lines:
            decision, reason = self._judged(line)
            if hit := self.mended.lines.get(line.number):
                file = self.mended.rules.file if self.mended.rules else ""
                reason = f"site rule of {file}: {hit.field} = {hit.selector}"
            yield Told(line.number, decision, reason, self._element(line), line.text)
        for text in self.page.menus:
            yield Told(None, "dropped/menu", "a nav without headline or paragraph", "nav", text)

    def _judged(self, line: Line) -> tuple[str, str]:
        found, number = self.found, line.number
        hit = self.mended.lines.get(number)
        if number == found.head.at or (hit and hit.field == "title"):
            return "title", self._of_title(line)
        if number in found.head.lede_lines:
            return "lede", self._of_lede(line)
        if number in found.byline.lines:
            dated = ", with a date" if number in found.dated.lines else ""
            return "byline", ("begins as a byline does" if has_cue(line.text) else "named or linked so") + dated
        if number in found.dated.lines:
            return "date", "a date by the headline"
        if number in found.discussion.lines:
            return "comment", self._holder(line, Mark.COMMENT) or "below a heading or form for comments"
        if number in found.body:
            kind = BlockType.TABLE if number in self.tables else block_type(self.page, line)
            return f"body/{kind}", self._likely(line, "with lines of its like")
        if line.marks & Mark.TABLE and line.text in self.cells and min(self.tables) < number < max(self.tables):
            return "body/table", "a cell of a table in the body"
        reason = found.beside.reasons.get(number, "other")
        if reason == "other":
            return "not body", self._likely(line)
        return "teaser" if reason == "teaser" else f"dropped/{reason}", self._why(line, reason)

    def _likely(self, line: Line, lifted: str = "") -> str:
        """What the body model says of a line, or why it was not asked; ``lifted`` is why a doubtful line is body."""
        p = self.found.likely.get(line.number)
        if p is None:
            holder = self._holder(line, Mark.NAV | Mark.BUTTON | Mark.FOOTER)
            return holder or ("a bare link" if line.linked else "the model is not asked")
        doubt = f", {lifted}" if lifted and p < _EVEN else ""
        seen = " and profile" if self.site else ""
        return f"model{seen} {p:.2f}{doubt}"

    def _of_title(self, line: Line) -> str:
        same = [one.where for one in self.found.said.titles if key(one.value) == key(line.text)]
        return ", ".join([f"shown as {line.tag}", *(f"as {where}" for where in dict.fromkeys(same))])

    def _of_lede(self, line: Line) -> str:
        for kind in self._around(line, 3):
            if called("lede", kind.names):
                return f"called a lede: {_selector(kind)}"
        if key(line.text) in self.descriptions:
            return "the declared description, set apart"
        return "a heading below the headline" if line.tag in HEADINGS else "set apart below the headline"

    def _why(self, line: Line, reason: str) -> str:
        """What a line that is dropped was known by, with what the model said where it took it for body."""
        p = self.found.likely.get(line.number, 0.0)
        against = f"; model {p:.2f}" if p >= _EVEN else ""
        return self._known_by(line, reason) + against

    def _known_by(self, line: Line, reason: str) -> str:
        if reason == "boilerplate" and self.site:
            return f"stands on other pages of {self.site.site}: profile {self.site.version}"
        if reason in _HOLDERS and (holder := self._holder(line, _HOLDERS[reason])):
            return holder
        for kind in self._around(line, _LEVELS):
            if named_reason(kind) == reason:
                return f"inside {_selector(kind)}"
        begun = opening(line.text)
        if begun and (end := begun.ends.get(_TABLES.get(reason, reason))):
            return f"begins with “{begun.folded[:end]}”"
        if reason == "teaser" and (links := self.page.links(line)):
            return f"a link to {links[0].href}"
        return _SIMPLY.get(reason, "by its words, or with the heading of its box")

    def _holder(self, line: Line, mark: Mark) -> str:
        """The nearest element round a line that is marked so itself."""
        if not line.marks & mark:
            return ""
        kinds = (self.page.kinds[element] for element in self.page.up(line.element))
        return next((f"inside {_selector(kind)}" for kind in kinds if kind.marks & mark), "")

    def _around(self, line: Line, levels: int) -> Iterator[Kind]:
        return (self.page.kinds[element] for element in islice(self.page.up(line.element), levels))

    def _element(self, line: Line) -> str:
        """A selector that fits the line's element; one without names of its own is told by what is around it."""
        own = _selector(line.kind)
        if own != line.tag:
            return own
        for element in islice(self.page.up(self.page.parents[line.element]), _LEVELS):
            kind = self.page.kinds[element]
            if kind.tag not in _WHOLE and (around := _selector(kind)) != kind.tag:
                return f"{around} {own}"
        return own


def _selector(kind: Kind) -> str:
    """A short selector for elements of a kind: its tag with its id or one or two of its classes."""
    classes = [name for name in kind.get("class").split() if _PLAIN_NAME.fullmatch(name)][:2]
    if classes:
        return ".".join([kind.tag, *classes])
    if _PLAIN_NAME.fullmatch(kind.get("id")):
        return f"{kind.tag}#{kind.get('id')}"
    prop = kind.get("itemprop")
    return f"{kind.tag}[itemprop={prop}]" if _PLAIN_NAME.fullmatch(prop) else kind.tag
