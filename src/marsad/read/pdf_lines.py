"""The lines of a PDF's pages, each in logical order, with its place and the size of its type.

PDFium gives characters in the order in which the page paints them. That is reading order for most producers, but the
letters of one Arabic word may come in either direction; so words that hold Arabic are put in order by where their
letters stand, right to left, with numbers and Latin words turned back (the effect of UAX #9 for such a line).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from itertools import groupby
from typing import Any

_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LEFT_TO_RIGHT = re.compile(r"[0-9\u0660-\u0669\u06f0-\u06f9A-Za-z\u00c0-\u024f@_]")
_LEFT_TO_RIGHT_RUN = re.compile(rf"{_LEFT_TO_RIGHT.pattern}(?:[^\s()\u0600-\u06ff]*{_LEFT_TO_RIGHT.pattern})?%?")
_COMPATIBILITY = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc\u2126\u00a0\u2000-\u200a\u202f]")
_BRACKET = re.compile(r"[()\[\]«»]")
_LOOSE_OPENING, _LOOSE_CLOSING = re.compile(r"(?<=\w)([(\[«]) (?=\w)"), re.compile(r"(?<=\w) ([)\]»])(?=\w)")
_MIRRORED = str.maketrans("()[]«»", ")(][»«")
_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at a line's end."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of type. ``left``, ``right`` and ``base`` (its baseline) in points from the page's lower left corner,
    ``size`` of its type in points; ``page`` counts from 0."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    x: float
    right: float
    base: float
    size: float


def lines_of(text_page: Any, page: int) -> Iterator[PdfLine]:
    """The lines of one `pypdfium2.PdfTextPage`."""
    cells: list[_Cell] = []
    for cell in _cells(text_page):
        if cell.text in "\r\n" or cell.text == _HYPHEN:
            if cell.text == _HYPHEN:
                cells.append(_Cell("-", cell.x, cell.right, cell.base, cell.size))
            if line := _line(cells, page):
                yield line
            cells = []
        else:
            cells.append(cell)
    if line := _line(cells, page):
        yield line


def _cells(text_page: Any) -> Iterator[_Cell]:
    from pypdfium2 import raw as pdfium

    x, y = c_double(), c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for number in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, number)
        if not code or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        text = chr(code)
        if _COMPATIBILITY.match(text):
            text = unicodedata.normalize("NFKC", text)
        pdfium.FPDFText_GetCharOrigin(text_page, number, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, number, box)
        pdfium.FPDFText_GetMatrix(text_page, number, matrix)
        size = pdfium.FPDFText_GetFontSize(text_page, number) * (matrix.c**2 + matrix.d**2) ** 0.5
        yield _Cell(text, x.value, box.right, y.value, size)


def _line(cells: list[_Cell], page: int) -> PdfLine | None:
    inked = [cell for cell in cells if not cell.text.isspace()]
    if not inked:
        return None
    text = "".join(cell.text for cell in cells)
    if _ARABIC.search(text):
        text = _logical(cells, text)
    sizes = sorted(cell.size for cell in inked)
    bases = sorted(cell.base for cell in inked)
    return PdfLine(
        " ".join(text.replace("\u00ad", "-").split()),
        page,
        min(cell.x for cell in inked),
        max(cell.right for cell in inked),
        bases[len(bases) // 2],
        round(sizes[len(sizes) // 2], 1),
    )


def _logical(cells: list[_Cell], text: str) -> str:
    """The words of a line that holds Arabic, in the order in which they are read."""
    words = [list(group) for space, group in groupby(cells, key=lambda cell: cell.text.isspace()) if not space]
    right_to_left = len(ARABIC_LETTER.findall(text)) >= len(_LATIN_LETTER.findall(text))
    spelled = [(max(cell.x for cell in word), _spelled(word, right_to_left)) for word in words]
    if right_to_left:
        spelled.sort(key=lambda word: -word[0])
    found: list[str] = []
    for turned, group in groupby(spelled, key=lambda word: bool(_ARABIC.search(word[1])) != right_to_left):
        run = list(group)
        latin = right_to_left and any(_LATIN_LETTER.search(word) for _, word in run)
        if turned and (latin or not right_to_left):
            run.sort(key=lambda word: word[0], reverse=not right_to_left)
        found.extend(word for _, word in run)
    joined = " ".join(found)
    if not right_to_left:
        return joined
    first = _BRACKET.search(joined)
    if first and first.group() in ")]»":
        joined = joined.translate(_MIRRORED)
    return _LOOSE_CLOSING.sub(r"\1 ", _LOOSE_OPENING.sub(r" \1", joined))


def _spelled(word: list[_Cell], right_to_left: bool) -> str:
    """One word of a line: by place, right to left, where it holds Arabic, or no letter in a line that does."""
    text = "".join(cell.text for cell in word)
    if not _ARABIC.search(text) and (_LATIN_LETTER.search(text) or not right_to_left):
        return "".join(cell.text for cell in sorted(word, key=lambda cell: cell.x))
    painted = word if word[0].x >= word[-1].x else word[::-1]
    glyphs = [list(group) for _, group in groupby(sorted(painted, key=lambda cell: -cell.x), key=lambda cell: cell.x)]
    text = "".join("".join(cell.text for cell in _lam_first(glyph)) for glyph in glyphs)
    return _LEFT_TO_RIGHT_RUN.sub(lambda run: run.group()[::-1], text)


def _lam_first(glyph: list[_Cell]) -> list[_Cell]:
    """The letters of one glyph: a ligature of lam and alef reads lam first, whatever its producer says."""
    return sorted(glyph, key=lambda cell: cell.text != "ل") if len(glyph) == 2 else glyph
