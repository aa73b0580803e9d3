"""Where the readers' comments of a page stand: which lines, told by what elements are called or by a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.read.comment_words import LONGEST_CUE, is_button, is_form, is_heading
from marsad.read.marks import Mark
from marsad.read.page import HEADINGS, Line, Page

_COMMENT = int(Mark.COMMENT)
_ASIDE = int(Mark.FORM | Mark.NAV | Mark.FOOTER)
_ELSE = int(Mark.NAV | Mark.FOOTER | Mark.ASIDE)
_ARTICLE_BODY = int(Mark.ARTICLE_BODY)
_STATE = re.compile(
    r"(?:has|no|with|without|allow|show|hide)[-_]?comments?|comments?[-_]?(?:is-)?(?:enabled|open|closed|disabled|allowed|on|off)"
    r"|noloaddisqus|^(?:category|tag|topic|type|format|live)-|^live"
)
_NAMED = re.compile(r"comment|comentario|kommentar|disqus")
_ELSEWHERE = re.compile(r"recent|latest|widget|dernier|ultim|neu[e]?ste|aktuelle")
_HINTS = (
    "omment", "omentar", "éaction", "éponse", "eplies", "eply", "espuesta", "espons", "hought", "eacti", "ntwort",
    "تعليق", "تعاليق", "ردود", "اترك رد",
)  # fmt: skip
"""Parts of the words below that are cheap to look for and seldom stand in other short lines."""
_PROSE = 80
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Area:
    """Lines ``start`` to before ``end``; ``root`` is the element that holds them, -1 where only a heading tells.

    ``elsewhere`` is a list of what was lately said under other pages.
    """

    start: int
    end: int
    root: int
    elsewhere: bool = False


def find_areas(page: Page) -> list[Area]:
    """The comment areas of a page in reading order."""
    found: list[Area] = []
    for root, (start, last) in _spans(page).items():
        if not any(area.start <= start < area.end for area in found) and _plausible(page, root, start, last + 1):
            elsewhere = _ELSEWHERE.search(page.kinds[root].names) is not None
            found.append(Area(start, last + 1, root, elsewhere))
    for line in () if any(not area.elsewhere and area.end - area.start > 3 for area in found) else _cues(page):
        if not any(area.start <= line.number < area.end for area in found):
            found += _below(page, line)
    return sorted(found, key=lambda area: area.start)


def _spans(page: Page) -> dict[int, list[int]]:
    """First and last line of the elements that are called after comments, the outermost first."""
    spans: dict[int, list[int]] = {}
    for line in [line for line in page.lines if line.marks & _COMMENT]:
        element = line.element
        while element >= 0 and page.marks[element] & _COMMENT:
            if page.kinds[element].marks & _COMMENT:
                spans.setdefault(element, [line.number, line.number])[1] = line.number
            element = page.parents[element]
    return dict(sorted(spans.items())) if len(spans) > 1 else spans


def _plausible(page: Page, root: int, start: int, end: int) -> bool:
    """Whether an element called after comments holds them, and not the article that they are about."""
    called = [name for name in page.kinds[root].names.split() if _NAMED.search(name)]
    if all(_STATE.search(name) for name in called) and called:
        return False
    lines = page.lines[start:end]
    if any(line.tag == "h1" and not is_heading(line.text) and not is_form(line.text) for line in lines):
        return False
    inside = sum(len(line.text) for line in lines if _is_prose(line))
    if inside < _ENOUGH:
        return True
    if any(line.marks & _ARTICLE_BODY for line in lines) and not page.marks[root] & _ARTICLE_BODY:
        return False
    before = sum(len(line.text) for line in page.lines[:start] if _is_prose(line))
    if before >= max(_ENOUGH, inside):
        return True
    if not before:
        return is_heading(lines[0].text)
    told = any(is_heading(line.text) or is_form(line.text) for line in lines[:4])
    asked = sum(is_button(line.text) and any(map(str.isalpha, line.text)) for line in lines)
    return told or asked > 1 or (before >= _ENOUGH and _repeats(page, root, lines))


def _repeats(page: Page, root: int, lines: list[Line]) -> bool:
    """Whether several elements below ``root`` that hold the lines are called after one comment each."""
    below = {
        element
        for line in lines
        for element in page.up(line.element)
        if element > root and page.kinds[element].marks & _COMMENT
    }
    tags = [(page.kinds[element].tag, page.kinds[element].words[:2]) for element in below]
    return any(tags.count(tag) > 1 for tag in set(tags))


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _PROSE and line.linked * 2 < len(line.text) and not line.marks & _ASIDE


def _cues(page: Page) -> list[Line]:
    """Lines outside of elements called after comments that head comments, or the form for them, by their words."""
    first = next((line.number for line in page.lines if _is_prose(line)), len(page.lines))
    lines = page.lines[first:]
    text = "\n".join([line.text if len(line.text) <= LONGEST_CUE else "" for line in lines]) + "\n"
    hit: set[int] = set()
    for hint in _HINTS:
        place = text.find(hint)
        while place >= 0:
            hit.add(text.count("\n", 0, place))
            place = text.find(hint, text.find("\n", place))
    found = [lines[number] for number in sorted(hit)]
    return [line for line in found if not line.marks & _COMMENT and (is_heading(line.text) or is_form(line.text))]


def _below(page: Page, heading: Line) -> list[Area]:
    """The lines under a heading that belong to it: to the end of its container or the next heading of its rank."""
    after = page.lines[heading.number + 1 :]
    before = sum(len(line.text) for line in page.lines[: heading.number] if _is_prose(line))
    if before < _ENOUGH or (heading.linked and heading.tag not in HEADINGS) or not after:
        return []
    around = set(page.up(after[0].element))
    container = next((element for element in page.up(heading.element) if element in around), -1)
    rank = heading.tag if heading.tag in HEADINGS else "h3"
    end = heading.number + 1
    for line in after:
        foreign = line.marks & ~heading.marks & _ELSE
        headed = line.tag in HEADINGS and line.tag <= rank and not (is_heading(line.text) or is_form(line.text))
        teaser = line.linked > 30 and line.link_share > 0.8
        if foreign or headed or teaser or container not in page.up(line.element):
            break
        end += 1
    return [Area(heading.number, end, -1)]
