"""The head of an article on its page: headline, the lines around it, and the lede."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.read.cues import begins
from marsad.read.dated_lines import is_date_line
from marsad.read.declared import Declared
from marsad.read.fold import fold
from marsad.read.headnames import called
from marsad.read.marks import Mark
from marsad.read.openings import is_credit
from marsad.read.page import HEADINGS, Line, Page
from marsad.read.title import find_title, key, words

ZONE = 14
"""So many lines after the headline may belong to the head of the article."""

PROSE = 100
"""A line of so many characters is running text, or a lede."""

_LEDE_SHORT, _LEDE_LONG = 30, 900
_LEDE_LENGTH = 60
_SENTENCE = 80
_MOST_LINES = 8
_FEW = 3
_UP = 3
_AROUND = frozenset(("body", "html", "main", "article"))
_STRONG = int(Mark.STRONG)
_BESIDE = int(
    Mark.NAV | Mark.ASIDE | Mark.FOOTER | Mark.CAPTION | Mark.BUTTON | Mark.COMMENT | Mark.EMBED | Mark.FIGURE
)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of the article is, as numbers of lines.

    ``at`` is the shown headline, ``zone`` the lines under it before the text, ``lede`` the first of ``lede_lines``.
    """

    title: str | None
    at: int | None
    zone: range
    lede: int | None
    lede_lines: tuple[int, ...] = ()


def find_head(page: Page, said: Declared) -> Head:
    """Find headline, head zone and lede among the lines of a page."""
    title, at = find_title(page, said)
    found = _Ledes(page, said, title or "", at).find()
    lede = found[0] if found else None
    return Head(title, at, _zone(page, at, found), lede, found)


def _zone(page: Page, at: int | None, lede: tuple[int, ...]) -> range:
    if at is None:
        return range(0)
    end = at + 1
    while end < min(len(page.lines), at + 1 + ZONE):
        line = page.lines[end]
        if end not in lede and len(line.text) >= PROSE and line.link_share < 0.5:
            break
        end += 1
    return range(at + 1, end)


class _Ledes:
    """The search for the lede of one page."""

    def __init__(self, page: Page, said: Declared, title: str, at: int | None) -> None:
        self.page = page
        self.lines = page.lines
        self.title = key(title)
        self.titles = {self.title, *(key(one.value) for one in said.titles)} - {""}
        self.longest = max(map(len, self.titles), default=0)
        self.at = at
        count = len(page.lines)
        self.near = range(at + 1, min(count, at + 1 + ZONE)) if at is not None else range(min(count, 300))
        self.around = set(page.up(page.lines[at].element)) if at is not None else set()
        self.declared = [found for text in said.descriptions if len(found := words(text)) >= 5]

    def find(self) -> tuple[int, ...]:
        """The numbers of the lede's lines, none where the page sets no lede apart."""
        if self.at is not None and (found := self._called()):
            return found
        number = self._declared()
        if number is None and self.at is not None:
            number = self._between_headline_and_date(self.at)
            if number is None:
                number = self._heading()
            if number is None:
                number = self._bold()
        return () if number is None else self._whole(number)

    def _declared(self) -> int | None:
        """The line that is the page's declared description and is set apart from the paragraphs after it."""
        starts = tuple(said[0][:3] for said in self.declared)
        for number in self.near:
            line = self.lines[number]
            if len(line.text) < _LEDE_SHORT or line.link_share > 0.5 or not self.declared:
                continue
            if not fold(line.text[:12]).lstrip("«\"“'—-– ").startswith(starts):
                continue
            shown = words(line.text)
            said_so = "".join(shown) != self.title and any(_same_start(shown, said) for said in self.declared)
            if said_so and self._set_apart(number):
                return number
        return None

    def _between_headline_and_date(self, at: int) -> int | None:
        """The one line of prose that stands between the headline and a line of byline and date."""
        lines = self.lines
        prose = next((n for n in range(at + 1, min(len(lines), at + 4)) if len(lines[n].text) >= _LEDE_LENGTH), None)
        if prose is None or len(lines[prose].text) > 6 * PROSE or not self._may_be(lines[prose]):
            return None
        if any(line.text.startswith("(") or is_credit(line.text) for line in lines[prose : prose + 2]):
            return None  # a picture and its caption
        for line in lines[prose + 1 : prose + 4]:
            if len(line.text) >= PROSE:
                return None
            if is_date_line(line.text):
                return prose
        return None

    def _called(self) -> tuple[int, ...]:
        """The lines of the first element under the headline that is called a lede."""
        for number in self.near:
            line = self.lines[number]
            holder = self._holder(line)
            if holder is None and len(line.text) >= 2.5 * PROSE:
                break
            if holder is not None and self._may_be(line) and (found := self._inside(number, holder)):
                return found
        return ()

    def _heading(self) -> int | None:
        """A second-order heading under the headline that is not the first of the text's subheads."""
        for number in self.near:
            line = self.lines[number]
            if line.tag != "h2" and len(line.text) >= _SENTENCE and self._may_be(line):
                break
            if line.tag == "h2" and self._may_be(line) and not self._heads_prose_later(number):
                return number
        return None

    def _bold(self) -> int | None:
        """The first paragraph, where it is printed in bold and the next ones are not."""
        prose: list[Line] = []
        for line in self.lines[self.near.start : self.near.stop + _FEW]:
            if len(line.text) >= _SENTENCE and self._may_be(line):
                if not prose and not self._strong(line):
                    return None
                prose.append(line)
        after = prose[1 : 1 + _FEW]
        return prose[0].number if after and not any(map(self._strong, after)) else None

    def _strong(self, line: Line) -> bool:
        pieces, owners, marks = self.page.pieces, self.page.owners, self.page.marks
        return all(marks[owners[n]] & _STRONG or pieces[n].isspace() for n in range(line.start, line.end))

    def _may_be(self, line: Line) -> bool:
        return (
            _LEDE_SHORT <= len(line.text) <= _LEDE_LONG
            and line.link_share <= 0.3
            and not line.marks & _BESIDE
            and not is_credit(line.text)
            and not any(begins(line.text, table) for table in ("legal", "follow", "paywall"))
            and self._tells_more(line)
        )

    def _tells_more(self, line: Line) -> bool:
        """Whether a line is not the title again, in other words or with a kicker."""
        if len(line.text) > 4 * self.longest:
            return True
        shown = key(line.text)
        return not any(said in shown and 2 * len(said) > len(shown) for said in self.titles)

    def _holder(self, line: Line) -> int | None:
        """The element round a line that is called a lede and does not hold the headline too."""
        element = line.element
        for _ in range(_UP):
            if element < 0 or element in self.around or (kind := self.page.kinds[element]).tag in _AROUND:
                return None
            if kind.attrs and called("lede", kind.names):
                return element
            element = self.page.parents[element]
        return None

    def _inside(self, number: int, holder: int) -> tuple[int, ...]:
        """The lines from ``number`` on inside an element, none where it holds more than a lede."""
        found: list[int] = []
        for line in self.lines[number : number + _MOST_LINES + 2]:
            if holder not in self.page.up(line.element):
                break
            found.append(line.number)
        kept = tuple(n for n in found if self._may_be(self.lines[n]) and not is_date_line(self.lines[n].text))
        if len(found) > _MOST_LINES or sum(len(self.lines[n].text) for n in kept) > _LEDE_LONG:
            return ()
        return kept

    def _whole(self, number: int) -> tuple[int, ...]:
        """The lede that begins with a line: with it the other items of its list, or lines of its element."""
        holder = self._holder(self.lines[number])
        found = self._inside(number, holder) if holder is not None else ()
        return found if number in found else (number,)

    def _heads_prose_later(self, number: int) -> bool:
        """Whether an element like this one stands between paragraphs further on: then it is a subhead."""
        lines, kind = self.lines, self.lines[number].kind
        return any(
            line.kind is kind and number + 2 < line.number and len(lines[line.number - 1].text) >= PROSE
            for line in lines[number + 1 : number + 120]
        )

    def _set_apart(self, number: int) -> bool:
        """Whether a line's element is not just the first of the paragraphs."""
        line, parents = self.lines[number], self.page.parents
        if line.tag in HEADINGS or called("lede", line.kind.names):
            return True
        near = self.lines[self.near.start : number + 12]
        around = [one for one in near if len(one.text) >= PROSE and one.link_share < 0.5]
        if any(one.kind is line.kind and one.number < number for one in around):
            return False
        following = [one for one in around if one.number > number]
        return not any(one.kind is line.kind and parents[one.element] == parents[line.element] for one in following[:3])


def _same_start(shown: tuple[str, ...], declared: tuple[str, ...]) -> bool:
    if len(shown) < 5 or len(shown) > len(declared) + 25:
        return False
    common = min(len(shown), len(declared))
    return shown[: common - 1] == declared[: common - 1] and common >= 0.7 * len(shown)
