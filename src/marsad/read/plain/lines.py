"""A plain-text page as lines: hard wraps joined again, each line with the features that the rest decides by."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Generic, TypeVar, overload

from marsad.read.plain.cues import Cues, tokens

_END = re.compile(r"[.!?…:;؟؛][\s\"'»”’)\]]*$")
_FULL_STOP = re.compile(r"(?<!\.)[.؛;][\s\"'»”’)\]]*$")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?؟…]['\"»”’)]*\s+(?:[–—]\s)?[\"'«“¿¡(]?[^\W\d_]")
_LATIN, _ARABIC = "A-Za-zÀ-ÿ", "\u0620-\u064a"
_SCRIPT_CHANGE = re.compile(
    rf"[{_LATIN}][^{_LATIN}{_ARABIC}]*\s(?=[^{_LATIN}]?[{_ARABIC}])"
    rf"|[{_ARABIC}][^{_LATIN}{_ARABIC}]*\s(?=[^{_ARABIC}]?[{_LATIN}])"
)
_QUOTE_END = re.compile(r"[»”\"]\s*$")
_WIDE = re.compile(r"\s{3,}|\t+")
_MARKS = re.compile(r"\s+([•●▪·|¦◆■★])\s+")
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣*–—-]|\d{1,2}[.)])\s+")
_ITEM = re.compile(r"(?:[•●▪]|\d{1,2}[.)])\s+[^\W\d_]")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a]")
_SPACE = re.compile(r"\s+")

MAX_CUE_WORDS = 80
"""Longer lines are prose: no cue is looked for in them."""


_T = TypeVar("_T")


class _lazy(Generic[_T]):  # noqa: N801 - a decorator
    """`functools.cached_property` without its lock, which costs more than most features here."""

    def __init__(self, compute: Callable[[Line], _T]) -> None:
        self._compute = compute
        self._name = compute.__name__

    @overload
    def __get__(self, line: None, owner: type[Line]) -> _lazy[_T]: ...
    @overload
    def __get__(self, line: Line, owner: type[Line]) -> _T: ...
    def __get__(self, line: Line | None, owner: type[Line]) -> _T | _lazy[_T]:
        if line is None:
            return self
        value = line.__dict__[self._name] = self._compute(line)
        return value


class Line:
    """One line of the page. ``gap`` is the number of blank lines before it, ``raw`` keeps inner runs of spaces."""

    def __init__(self, raw: str, gap: int) -> None:
        self.raw = raw.strip()
        self.gap = gap
        self.text = " ".join(self.raw.split())
        self.tokens = tokens(self.text)
        self.words = len(self.tokens)

    @_lazy
    def key(self) -> str:
        """What is the same for two lines that say the same."""
        return " ".join(self.tokens)

    @_lazy
    def cues(self) -> Cues:
        """The cue families of this line."""
        return Cues(self.tokens if self.words <= MAX_CUE_WORDS else ())

    @_lazy
    def arabic(self) -> bool:
        """Whether the line is mainly in Arabic script, whose headlines take fewer words."""
        return len(_ARABIC_LETTER.findall(self.text[:200])) * 2 > min(len(self.text), 200)

    @_lazy
    def ends(self) -> bool:
        """Whether it ends as a sentence or a clause does."""
        return _END.search(self.text[-8:]) is not None

    @_lazy
    def stops(self) -> bool:
        """Whether it ends with a full stop, as headlines do not."""
        return _FULL_STOP.search(self.text[-8:]) is not None

    @_lazy
    def intro(self) -> bool:
        """Whether it announces what follows: it ends with a colon."""
        return self.words >= 3 and self.text.rstrip().endswith(":")

    @_lazy
    def bullet(self) -> bool:
        """Whether it begins as an item of a list."""
        return _BULLET.match(self.text) is not None

    @_lazy
    def unbulleted(self) -> str:
        """The text without its bullet."""
        return _BULLET.sub("", self.text, count=1)

    @_lazy
    def segments(self) -> tuple[str, ...]:
        """The parts of the line between wide gaps or repeated marks; one part where there are none."""
        parts = (
            [part for part in _WIDE.split(self.raw) if part.strip()]
            if len(self.raw) > len(self.text) or "\t" in self.raw
            else []
        )
        if len(parts) < 3:
            marks = _MARKS.findall(self.raw)
            if len(marks) >= 2 and len(set(marks)) == 1:
                parts = [part for part in re.split(rf"\s+{re.escape(marks[0])}\s+", self.raw) if part.strip()]
        if len(parts) < 3:
            parts = self._by_script()
        return tuple(_SPACE.sub(" ", part).strip() for part in parts) if len(parts) >= 3 else (self.text,)

    def _by_script(self) -> list[str]:
        """A long line without sentences that keeps changing its script is headlines with nothing between them."""
        if len(self.text) < 150 or _INNER_STOP.search(self.text):
            return []
        cuts = [match.end() for match in _SCRIPT_CHANGE.finditer(self.text)]
        if len(cuts) < 4:
            return []
        return [self.text[a:b] for a, b in zip([0, *cuts], [*cuts, len(self.text)], strict=True)]

    @_lazy
    def ticker(self) -> bool:
        """Whether it is many headlines on one line."""
        count = len(self.segments)
        if count < 4:
            return count == 3 and self.words >= 18 and not self.stops
        return self.words >= (2.5 if self.arabic else 3) * count

    @_lazy
    def prose(self) -> bool:
        """Whether it reads as one or more sentences, not as a headline or a label."""
        if self.ticker or self.words < (5 if self.arabic else 7):
            return False
        if self.words >= 10 and (self.ends or self.words >= 20) and _INNER_STOP.search(self.text):
            return True
        if self.stops or self.intro:
            return True
        if self.ends:
            return self.words >= 16
        return self.words >= (18 if _QUOTE_END.search(self.text) else 32)

    @_lazy
    def headline(self) -> bool:
        """Whether it could be a headline: some words, no full stop at its end."""
        least = 3 if self.arabic else 4
        return least <= self.words <= 32 and not self.prose and not self.stops and not self.intro


def _wrap_width(rows: list[str]) -> int | None:
    """The column at which the page was hard-wrapped, or null.

    A greedy wrapper breaks only where the next word does not fit: in a wrapped page most text lies in lines that
    were broken so, and these mostly do not end as sentences do.
    """
    widths = [len(row) for row in rows if " " in row.strip()]
    if len(widths) < 8 or max(widths) > 132 or max(widths) < 40:
        return None
    width = max(widths)
    forced = [a for a, b in pairwise(rows) if _forced(a, b, width)]
    full = sum(len(row) for row in forced)
    if len(forced) < 5 or full * 2 < sum(widths):
        return None
    return width if sum(_END.search(row) is None for row in forced) * 2 > len(forced) else None


def _forced(row: str, following: str, width: int) -> bool:
    """Whether the break after ``row`` was forced: the first word of the next row would not have fitted."""
    if not row.strip() or not following.strip():
        return False
    stripped = following.strip()
    if _ITEM.match(stripped):
        return False
    first = stripped.find(" ")
    return len(row) + 1 + (first if first >= 0 else len(stripped)) > width


def _joined(rows: list[str], width: int) -> list[str]:
    out: list[str] = []
    parts: list[str] = []
    for here, following in zip(rows, [*rows[1:], ""], strict=True):
        parts.append(here if not parts else here.strip())
        if not _forced(here, following, width):
            out.append(" ".join(parts))
            parts = []
    return out


def split_lines(text: str) -> list[Line]:
    """The lines of ``text`` that hold something, in order."""
    rows = [row.rstrip() for row in text.replace("\ufeff", "").splitlines()]
    width = _wrap_width(rows)
    if width is not None:
        rows = _joined(rows, width)
    lines: list[Line] = []
    gap = 0
    for row in rows:
        if row.strip():
            lines.append(Line(row, gap))
            gap = 0
        else:
            gap += 1
    return lines
