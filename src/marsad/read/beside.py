"""What stands on a page beside its article: teasers, "read also" lines, advertising, credits, terms, menus.

The body model says which lines are text. Of those, a line is taken out where its cue words together with what it is
made of (links, neighbours, the names of its elements) tell that the page speaks, and not the article; prose stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from marsad.model import Dropped, Teaser
from marsad.read.asides import named_reason
from marsad.read.fold import fold, origin_offsets
from marsad.read.marks import Kind, Mark
from marsad.read.openings import Opening, behind_ornament, is_credit, opening, within
from marsad.read.page import HEADINGS, Line, Page
from marsad.read.teasers import GAPPED, Teasers, gapped, is_related_heading, tickers, under_heading

_CREDIT_LENGTH = 120
_NOTE_LENGTH = 260
_SHORT = 60
_SURE = 20
"""A cue of so many characters tells by itself, in a line of any length."""
_LAST = 5
"""So many of the last lines of the body may say that the rest is for subscribers."""
_WHOLE = 0.25
"""An element with more than this share of the body is the article's, whatever it is called."""
_PAID = 0.1
"""The same for names of paywalls: the text behind one is called after it too."""
_LEVELS = 4
_PROSE = 700
_MOST_TEXT = 2_000
"""Of a run of dropped lines of one reason so many characters are kept."""
_SENTENCE_END = re.compile(r"[.!?؟:;…][\"»”)]?$")
_YEAR = re.compile(r"\W*(?:19|20)\d{2}")
_LINK_MARKS = (">>", "»", "►", "▶", "→", "👉", "➡")
_EDGES = " :–-|>»،"
_BESIDE = int(Mark.NAV | Mark.FOOTER | Mark.FORM | Mark.BUTTON)
_NAV, _FOOTER, _CAPTION = int(Mark.NAV), int(Mark.FOOTER), int(Mark.CAPTION)
_EMBED, _FIGURE = int(Mark.EMBED), int(Mark.FIGURE)
_OWN = int(Mark.EMBED | Mark.LIST)
_LISTED = HEADINGS | {"li", "td", "th", "dt", "dd", "pre", "p", "blockquote"}
_IMAGE_REASONS = frozenset(("caption", "credit"))
_NOTICES = (("paywall", "paywall"), ("follow", "follow"), ("legal", "terms"))
_HEADS_A_BOX = frozenset(("read_also", "newsletter", "paywall", "related", "follow"))


@dataclass(frozen=True, slots=True)
class Beside:
    """What is no article.

    ``drop`` gives for the numbers of body lines that are none the reason; ``dropped`` has those and all other
    lines that nothing else tells, in page order.
    ``reasons`` says of each line in ``dropped`` why it is there.
    """

    drop: dict[int, str]
    teasers: tuple[Teaser, ...]
    dropped: tuple[Dropped, ...]
    paywalled: bool
    reasons: dict[int, str]


def sort_out(page: Page, body: frozenset[int], *, title: str | None, at: int | None, taken: frozenset[int]) -> Beside:
    """Sort what is beside the article from the lines ``body`` and find what the other lines are.

    ``at`` is the line of the headline ``title``; ``taken`` are lines that are told already (headline, lede, byline,
    dates, comments). All are numbers of lines of ``page``.
    """
    sorting = _Sorting(page, body, title, at, taken)
    sorting.judge()
    return sorting.result()


class _Sorting:
    """The judgement of one page."""

    def __init__(
        self, page: Page, body: frozenset[int], title: str | None, at: int | None, taken: frozenset[int]
    ) -> None:
        self.page = page
        self.lines = page.lines
        self.body = sorted(body - taken)
        self.taken = taken
        longest = max((page.lines[number] for number in self.body), key=_length, default=None)
        self.beside = _BESIDE & ~(longest.marks if longest else 0)
        self.teasers = Teasers(page, title, self.beside)
        self.own = fold(title or "")
        self.reasons: dict[int, str] = {}
        self.named: list[tuple[int, str]] = []
        self.weights, self.total = _weights(page, self.body)
        last = self.body[-1] if self.body else -1
        begin = min(self.body[0], at + 1 if at is not None else self.body[0]) if self.body else 0
        self.near = range(begin, min(len(self.lines), last + 9))
        self.last = frozenset(self.body[-_LAST:])

    def judge(self) -> None:
        """Find the reasons: of whole lists first, then line by line, then by what stands beside a line."""
        body, taken = set(self.body), self.taken
        self._lists()
        alts = self._alts()
        often = Counter([self.lines[n].text for n in self.body if len(self.lines[n].text) <= _SHORT])
        for number in self.near:
            line = self.lines[number]
            if number in taken or number in self.reasons or (line.marks & self.beside and number not in body):
                continue
            reason = self._reason(line, number in body)
            if reason is None and number in body:
                if alts.get(line.start) == line.text and line.tag not in HEADINGS:
                    reason = "caption"
                elif often.get(line.text, 0) > 2 and self._is_label(line):
                    reason = "repeated"
            if reason:
                self.reasons[number] = reason
        self._boxes(body)
        self._believe()

    def result(self) -> Beside:
        """The reasons of the body's lines, and of all lines that are told nowhere else."""
        body = set(self.body)
        told = [line for line in self.lines if line.number not in self.taken]
        left = [line for line in told if line.number in self.reasons or line.number not in body]
        near = self.near
        drop = {number: reason for number, reason in self.reasons.items() if number in body}
        paid = any(reason == "paywall" and number in near for number, reason in self.reasons.items())
        why: dict[int, str] = {}
        dropped = tuple(self._dropped(left, why))
        return Beside(drop, tuple(self.teasers.found.values()), dropped, paid, why)

    def _dropped(self, left: list[Line], why: dict[int, str]) -> list[Dropped]:
        """Lines of the article's neighbourhood one by one, others in runs of one reason, which ``why`` is told too."""
        found = [Dropped("menu", text) for text in self.page.menus]
        run: list[str] = []
        before, take, reasons, beside = "", self.teasers.take, self.reasons, self.beside
        shown = {number: reason for number, reason in reasons.items() if number in self.near}
        for line in left:
            marks = line.marks
            alone = shown.get(line.number)
            if alone:
                reason = alone
            elif marks & beside:
                reason = "menu" if marks & beside & _NAV else "footer" if marks & beside & _FOOTER else "form"
            elif line.number in reasons:
                reason = reasons[line.number]
            elif line.linked * 5 >= len(line.text) * 4 and take(line):
                reason = "teaser"
            else:
                reason = "caption" if marks & _CAPTION else "other"
            why[line.number] = reason
            if run and (alone or reason != before):
                found.append(Dropped(before, "\n".join(run)[:_MOST_TEXT]))
                run = []
            if alone:
                found.append(Dropped(alone, line.text))
            else:
                run.append(line.text)
                before = reason
        if run:
            found.append(Dropped(before, "\n".join(run)[:_MOST_TEXT]))
        return found

    def _lists(self) -> None:
        """Tickers, and unlinked lists under a heading that says they are of other pages."""
        lines = self.lines
        for number in tickers(self.page):
            self.reasons[number] = "ticker"
            self.teasers.add(lines[number].text)
        for line in lines:
            if not line.linked and len(line.text) >= GAPPED and (parts := gapped(self.page, line)):
                self.reasons[line.number] = "ticker"
                for part in parts:
                    self.teasers.add(part)
        for line, after in pairwise(lines):
            if (after.breaks or after.kind.tag == "li") and not line.linked and len(line.text) <= _SHORT:
                self._list_under(line)

    def _list_under(self, heading: Line) -> None:
        if heading.number in self.reasons or not is_related_heading(heading):
            return
        for line in under_heading(self.page, heading):
            self.reasons[heading.number] = self.reasons[line.number] = "teaser"
            if not line.linked or not self.teasers.take(line):
                self.teasers.add(line.text)

    def _alts(self) -> dict[int, str]:
        """The alternative texts of the pictures in the body, by the number of the piece of text after each."""
        if not self.body:
            return {}
        voids = self.page.voids
        start = bisect_left(voids, self.lines[self.body[0]].start, key=_piece)
        end = bisect_left(voids, self.lines[self.body[-1]].end + 1, key=_piece)
        alts = ((piece, kind.get("alt")) for _, piece, kind in voids[start:end] if kind.tag == "img")
        return {piece: " ".join(alt.split()) for piece, alt in alts if len(alt) > 15}

    def _is_label(self, line: Line) -> bool:
        """Whether a line that stands several times in the body is a label between paragraphs, not part of a list."""
        if line.tag in _LISTED or " " not in line.text or _SENTENCE_END.search(line.text):
            return False
        beside = [self.lines[n] for n in (line.number - 1, line.number + 1) if 0 <= n < len(self.lines)]
        return all(len(other.text) > _SHORT for other in beside)

    def _reason(self, line: Line, inside: bool) -> str | None:
        """Why a line about the article is no part of it; ``inside`` if the body model takes it for text."""
        if line.marks & _CAPTION:
            return "caption"
        called = self._called(line) if not line.marks & _EMBED else None
        if called == "caption" and len(line.text) > _PROSE and not line.marks & _FIGURE:
            called = None
        if called and (called != "read_also" or line.linked * 2 > len(line.text) or not inside):
            if called == "read_also":
                self._lead(line, opening(line.text))
            self.named.append((line.number, called))
            return called
        text = line.text
        if len(text) <= _CREDIT_LENGTH and "©" in text and _is_rights_sign(text):
            return "credit"
        if len(text) <= _NOTE_LENGTH and (begun := opening(text)) and (reason := self._begun(line, begun)):
            return reason
        if inside and line.linked and self._only_links(line):
            return "teaser"
        if line.number in self.last and len(text) <= _NOTE_LENGTH:
            folded = fold(text)
            return "paywall" if any(cue in folded for cue in within("paywall_within")) else None
        return None

    def _in_a_row(self, line: Line) -> bool:
        """Whether a line is a cell with text in the cell before or after it: then it is the table's word."""
        if line.tag not in ("td", "th"):
            return False
        parents = self.page.parents
        beside = [self.lines[n] for n in (line.number - 1, line.number + 1) if 0 <= n < len(self.lines)]
        row = parents[line.element]
        return any(parents[other.element] == row and other.element != line.element for other in beside)

    def _begun(self, line: Line, begun: Opening) -> str | None:
        """The reason that the cue gives with which a line begins."""
        ends = begun.ends
        for table in ("advertising", "share"):
            label = self._in_a_row(line) or (line.tag in HEADINGS and " " not in line.text)
            if table in ends and not label and begun.whole(table):
                return table
        if (
            "credit" in ends
            and line.tag not in HEADINGS
            and len(line.text) <= _CREDIT_LENGTH
            and is_credit(line.text, begun)
        ):
            return "credit"
        if "read_also" in ends and self._lead(line, begun):
            return "read_also"
        if "related" in ends and line.number in self.near and is_related_heading(line) and begun.whole("related"):
            return "related"
        if "tags" in ends and _is_tags(line, begun):
            return "tags"
        last = line.number in self.last or line.number > self.near.stop - 9
        if "source_link" in ends and last and line.linked * 2 > len(line.text) and len(line.text) < _CREDIT_LENGTH:
            return "source_link"
        if (line.tag in HEADINGS and len(line.text) > _SHORT) or line.text.endswith(("?", "؟")):
            return None
        surely = last or max(ends.values()) >= _SURE or line.linked * 2 > len(line.text)
        if len(line.text) > _CREDIT_LENGTH and not surely:
            return None
        reasons = _NOTICES[::2] if line.tag == "li" else _NOTICES
        return next((reason for table, reason in reasons if table in ends), None)

    def _called(self, line: Line) -> str | None:
        """The reason that the names of a line's elements give, unless they hold much of the body."""
        kinds, parents = self.page.kinds, self.page.parents
        element = parents[line.element] if line.tag in HEADINGS else line.element
        for _ in range(_LEVELS):
            if element < 0 or self.weights.get(element, 0) > _WHOLE * self.total:
                return None
            if kinds[element].attrs and (found := named_reason(kinds[element])):
                held = self.weights.get(element, 0)
                paid = line.tag not in HEADINGS and held <= _PAID * self.total
                return found if found != "paywall" or paid else None
            element = parents[element]
        return None

    def _lead(self, line: Line, begun: Opening | None) -> bool:
        """A cue and then a headline; a sentence that happens to begin so has no link, or a link on few of its words."""
        if begun is None or "read_also" not in begun.ends:
            return self.teasers.take(line)
        end, folded = begun.ends["read_also"], begun.folded
        before = len(line.text) - len(behind_ornament(line.text))
        place = before + origin_offsets(line.text[before : before + len(folded) + 20], folded)[end]
        rest = line.text[place:].strip(_EDGES)
        colon = folded[end - 1] == ":" or folded[end:].lstrip()[:1] in (":", "|", ">", "»", "-")
        if line.linked:
            if line.linked < (0.5 if colon or " " in folded[:end] else 0.9) * len(rest):
                return False
            for link in self.page.links(line):
                cued = fold(link.text).lstrip(_EDGES).startswith(folded[:end])
                self.teasers.add(rest if cued else link.text, link.href)
            return True
        phrase = " " in folded[:end] or end > 8 or line.text[before:place].isupper()
        if colon and rest and len(rest) < 160 and phrase:
            self.teasers.add(rest)
            return True
        return not rest and (" " in folded[:end] or colon)

    def _believe(self) -> None:
        """Let the article have back what names took that would be much of it."""
        for reason in {reason for _, reason in self.named} - _IMAGE_REASONS:
            lines = [number for number, by_name in self.named if by_name == reason and number in self.body]
            most = _PAID if reason == "paywall" else _WHOLE
            if sum(len(self.lines[number].text) for number in lines) > most * self.total:
                for number in lines:
                    self.reasons.pop(number, None)

    def _only_links(self, line: Line) -> bool:
        """A paragraph that is nothing but a link to another page; in lists and headings those are the article's own."""
        if line.tag in HEADINGS or line.tag in ("li", "td", "blockquote") or line.marks & _OWN:
            return line.text.startswith(_LINK_MARKS) and self.teasers.take(line)
        return not line.text.endswith((".", ",", ";")) and self.teasers.take(line, home=True)

    def _boxes(self, body: set[int]) -> None:
        """A heading that is dropped takes the rest of its box along, where that is not the article."""
        for number, reason in list(self.reasons.items()):
            line = self.lines[number]
            if number not in self.near or reason not in _HEADS_A_BOX or len(line.text) > _SHORT or line.linked:
                continue
            box = self.page.parents[line.element]
            if box < 0 or self.weights.get(box, 0) > _WHOLE * self.total:
                continue
            for after in self.lines[number + 1 : number + 13]:
                if box not in self.page.up(after.element):
                    break
                if after.number in body and after.number not in self.reasons:
                    self.reasons[after.number] = reason


def _length(line: Line) -> int:
    return len(line.text)


def _piece(void: tuple[int, int, Kind]) -> int:
    return void[1]


def _weights(page: Page, body: list[int]) -> tuple[dict[int, int], int]:
    """How many characters of the body each element holds, and how many there are."""
    own: dict[int, int] = {}
    for number in body:
        line = page.lines[number]
        own[line.element] = own.get(line.element, 0) + len(line.text)
    found: dict[int, int] = {}
    parents = page.parents
    for element, size in own.items():
        up = element
        while up >= 0:
            found[up] = found.get(up, 0) + size
            up = parents[up]
    return found, sum(own.values())


def _is_rights_sign(text: str) -> bool:
    """Whether the sign of rights names the owner of a picture, and not the years of a site."""
    before, _, after = text.partition("©")
    return not _YEAR.match(after) and (not before or not _SENTENCE_END.search(text)) and len(after.split()) <= 8


def _is_tags(line: Line, begun: Opening) -> bool:
    rest = begun.folded[begun.ends["tags"] :].lstrip()
    return not rest or rest == ":" or (rest[0] == ":" and (line.linked > 0 or len(line.text) <= _CREDIT_LENGTH))
