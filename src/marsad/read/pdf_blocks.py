"""Lines of a PDF → paragraphs: running heads and page numbers aside, line ends and hyphens taken back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from marsad.model import Dropped
from marsad.read.pdf_lines import ARABIC_LETTER, PdfLine

_EDGE = 2
"""So many lines at the top and at the foot of a page may be its running head."""
_NUMBER = re.compile(r"[-–—|\s]*(?:\d{1,4}(?:\s*/\s*\d{1,4})?|[ivxl]{1,6})[-–—|.\s]*")
_SAME_PLACE = 8.0
"""Points between the baselines of a running head on two pages."""
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?…:;؟؛][\s\"'»”’)\]]*$")
_BULLET = re.compile(r"[•●▪◦‣–—*-]\s|\d{1,2}[.)]\s")
_LOOKED_BACK = 40
_GAP, _SIZE, _SHORT = 1.45, 0.08, 0.85
"""A new paragraph: this much more than the pitch of its lines, a change of size, a last line this much shorter."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one paragraph, joined; ``size`` of its type in points, ``page`` from 0."""

    text: str
    size: float
    page: int
    item: bool = False


def running_heads(lines: Sequence[PdfLine], pages: int) -> tuple[list[PdfLine], tuple[Dropped, ...]]:
    """The lines without what repeats at the edges of pages, and that, each once with its reason."""
    edges = _edges(lines)
    places: defaultdict[str, list[float]] = defaultdict(list)
    for number, words in edges.items():
        places[words].append(lines[number].base)
    enough = max(2, (pages + 2) // 3)
    body: list[PdfLine] = []
    dropped: dict[str, Dropped] = {}
    for number, line in enumerate(lines):
        key = edges.get(number)
        if key is None:
            body.append(line)
        elif pages > 1 and _NUMBER.fullmatch(line.text):
            dropped.setdefault(line.text, Dropped("page_number", line.text))
        elif sum(abs(base - line.base) < _SAME_PLACE for base in places[key]) >= enough:
            dropped.setdefault(key, Dropped("running_head", line.text))
        else:
            body.append(line)
    return body, tuple(dropped.values())


def _edges(lines: Sequence[PdfLine]) -> dict[int, str]:
    """The lines at the top and the foot of their page, by number: their words, whatever numbers they hold."""
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        by_page[line.page].append(number)
    found = {}
    for numbers in by_page.values():
        numbers.sort(key=lambda number: -lines[number].base)
        for number in {*numbers[:_EDGE], *numbers[-_EDGE:]}:
            found[number] = _DIGITS.sub("#", lines[number].text.casefold())
    return found


def paragraphs(lines: Sequence[PdfLine]) -> list[Paragraph]:
    """The paragraphs of a document's lines, which stand in reading order."""
    found: list[list[PdfLine]] = []
    pitch = _pitch(lines)
    for line in lines:
        if found and not _starts(line, found[-1], pitch):
            found[-1].append(line)
        else:
            found.append([line])
    return [_paragraph(group) for group in found]


def _pitch(lines: Sequence[PdfLine]) -> float:
    """The usual distance of two baselines, as a multiple of the size of the type."""
    steps = [
        (one.base - other.base) / one.size
        for one, other in pairwise(lines)
        if one.size > 0 and one.page == other.page and abs(one.size - other.size) < 0.3 and one.base > other.base
    ]
    close = [step for step in steps if step < 3]
    return min(median(close), 2.0) if close else 1.2


def _starts(line: PdfLine, before: Sequence[PdfLine], pitch: float) -> bool:
    """Whether a line begins a paragraph."""
    last = before[-1]
    if abs(line.size - last.size) > _SIZE * max(line.size, last.size) or _BULLET.match(line.text):
        return True
    ended = bool(_ENDS.search(last.text))
    if line.page != last.page or line.base > last.base + line.size / 2:
        return ended or last.text[-1:].isdigit()
    if (last.base - line.base) > _GAP * pitch * line.size:
        return True
    if not ended:
        return False
    near = (*before[-_LOOKED_BACK:], line)
    left, right = min(one.left for one in near), max(one.right for one in near)
    if ARABIC_LETTER.search(line.text):
        short, indent = last.left - left, last.right - line.right
    else:
        short, indent = right - last.right, line.left - last.left
    return short > (1 - _SHORT) * (right - left) or (len(before) > 1 and 0.7 < indent / line.size < 5)


def _paragraph(lines: Sequence[PdfLine]) -> Paragraph:
    parts = [lines[0].text]
    for line in lines[1:]:
        last = parts[-1]
        if last[-1:] in "-\u2010" and last[-2:-1].isalpha():
            parts[-1] = last[:-1] if line.text[:1].islower() else last
        else:
            parts.append(" ")
        parts.append(line.text)
    return Paragraph("".join(parts), lines[0].size, lines[0].page, bool(_BULLET.match(lines[0].text)))
