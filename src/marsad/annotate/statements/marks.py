"""The words between quotation marks, of every kind that press uses, found in one pass over the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MARK = re.compile(r"''|``|[«»“”„‟\"‹›‘’']|\n|^[—―–][ \u00a0]?(?=[^\W\d_]|[¿¡«…])", re.MULTILINE)
_CLOSING = {"«": "»", "“": "”", "”": "“", "„": "“", '"': '"', "‹": "›", "‘": "’", "'": "'", "''": "''", "``": "''"}
_SINGLE = frozenset({"‘", "'"})
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{—–-/:'’«“\"‘‹،,ـ")
_SPACES = " \t\u00a0\u202f\u2009\u200e\u200f\u200b"
_CARRIED = 6
"""Over how many line breaks a quotation may run on without being opened again."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks: ``outer_start:outer_end`` with them, ``start:end`` without them and the spaces around.

    ``mark`` is the opening mark, ``—`` for a line of dialogue. ``closed`` is false where the closing mark is missing
    and the end of the line bounds the words, ``reopened`` true where the quotation began in a line before. ``depth`` is
    0 for outermost ones.
    """

    outer_start: int
    outer_end: int
    start: int
    end: int
    mark: str
    closed: bool = True
    reopened: bool = False
    depth: int = 0


@dataclass(slots=True)
class _Scan:
    """What is open in the line at hand, as pairs of a mark and its place, and the lines left open before it."""

    text: str
    line: int = 0
    open: list[tuple[str, int]] = field(default_factory=list)
    left: tuple[str, int, int] | None = None
    """The mark left open by a line before, where the next line starts, and how many lines may still be carried."""
    found: list[Quoted] = field(default_factory=list)


def quoted_spans(text: str) -> tuple[Quoted, ...]:
    """All that stands between marks, nested ones too, in the order of the text.

    Apostrophes, feet and inches are no marks. A quotation over several lines gives one span a line.
    """
    scan = _Scan(text)
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if mark == "\n":
            _end_line(scan, at)
        elif mark[0] in "—―–":
            _dialogue(scan, match.end())
        else:
            _take(scan, mark, at)
    _end_line(scan, len(text))
    return tuple(sorted(scan.found, key=lambda span: (span.outer_start, -span.outer_end)))


def outermost(spans: tuple[Quoted, ...]) -> tuple[Quoted, ...]:
    """Those that lie in no other one."""
    return tuple(_outermost(spans))


def _outermost(spans: tuple[Quoted, ...]) -> Iterator[Quoted]:
    end = -1
    for span in spans:
        if span.outer_start >= end:
            yield span
            end = span.outer_end


def _take(scan: _Scan, mark: str, at: int) -> None:
    text, after = scan.text, at + len(mark)
    before = text[at - 1] if at else "\n"
    following = text[after] if after < len(text) else "\n"
    if mark in _SINGLE or mark == "’":
        _take_single(scan, mark, at, before, following)
        return
    if (
        mark == "«"
        and before not in _BEFORE_OPENING
        and not following.isalnum()
        and any(one[0] == "«" for one in scan.open)
    ):
        mark = "»"
    top = next((i for i in range(len(scan.open) - 1, -1, -1) if _closes(scan.open[i][0], mark)), None)
    if top is not None and _may_close(mark, scan.open[top][0], before, following):
        _close(scan, top, at, after)
    elif mark == "”" and top is None and before in _BEFORE_OPENING and following.isalnum():
        scan.open.append((mark, at))  # the pair turned round, as Arabic papers print it: ”…“
    elif top is None and (mark in ("»", "”", "›") or (mark == '"' and not _may_open(mark, before, following))):
        _orphan(scan, mark, at, after)
    elif mark in _CLOSING and _may_open(mark, before, following):
        scan.open.append((mark, at))


def _closes(opening: str, mark: str) -> bool:
    """Whether a mark may close what another one opened; writers mix the kinds of double marks."""
    if mark in ("»", "›"):
        return _CLOSING[opening] == mark
    if opening in ("«", "‹"):
        return False
    if opening in _SINGLE:
        return mark == _CLOSING[opening]
    return mark in ("”", "“", '"', "''") and (mark == _CLOSING[opening] or mark != "“" or opening == "“")


def _may_close(mark: str, opening: str, before: str, following: str) -> bool:
    if mark in ("»", "›", "”") or (mark == "“" and opening in "„”"):
        return True
    if mark == "“":
        return before not in _BEFORE_OPENING and not following.isalnum()
    if before in _SPACES:
        return following in _SPACES or not following.isalnum()
    return not following.isalnum() or before in ".!?…,"


def _may_open(mark: str, before: str, following: str) -> bool:
    if mark in ("«", "„", "‹", "“"):
        return True
    if before.isdigit() or following == "\n" or (following in _SPACES and before not in _SPACES and before != "\n"):
        return False
    return before in _BEFORE_OPENING or not before.isalnum()


def _take_single(scan: _Scan, mark: str, at: int, before: str, following: str) -> None:
    """A single mark: open only before a word, closed only where it is no apostrophe."""
    opens = before in _BEFORE_OPENING and before not in "'’" and following.isalpha() and mark != "’"
    top = scan.open[-1] if scan.open else None
    if opens and not (top and top[0] in _SINGLE):
        scan.open.append((mark, at))
        return
    if not top or top[0] not in _SINGLE or following.isalnum() or _CLOSING[top[0]] != mark:
        return
    if before in "sS" and following == " " and _closes_later(scan.text, mark, at):
        return
    _close(scan, len(scan.open) - 1, at, at + 1)


def _closes_later(text: str, mark: str, at: int) -> bool:
    """Whether a better end than the one behind an s, which may be a possessive, stands in the same sentence."""
    stop = min(filter(lambda place: place > 0, (text.find("\n", at), text.find("‘", at), len(text))))
    later = text.find(mark, at + 1, stop)
    return later > 0 and not text[later + 1 : later + 2].isalnum() and ". " not in text[at:later]


def _close(scan: _Scan, top: int, at: int, after: int) -> None:
    mark, start = scan.open[top]
    del scan.open[top:]
    _keep(scan, start, after, start + len(mark), at, mark, depth=sum(one[0] not in _SINGLE for one in scan.open))


def _orphan(scan: _Scan, mark: str, at: int, after: int) -> None:
    """A closing mark that nothing in its line opened: it ends what a line before left open, if anything."""
    if not scan.left or not _closes(scan.left[0], mark) or scan.open:
        return
    opening, start, _ = scan.left
    scan.left = None
    while start < at:
        end = scan.text.find("\n", start, at)
        last = end < 0
        stop = at if last else end
        if scan.text[start:stop].strip():
            _keep(scan, start, after if last else stop, start, stop, opening, closed=last, reopened=True)
        start = stop + 1


def _end_line(scan: _Scan, at: int) -> None:
    """What a line leaves open ends with it, if it is no stray mark."""
    standing = [(mark, start) for mark, start in scan.open if mark not in _SINGLE]
    scan.open.clear()
    if standing:
        mark, start = standing[0]
        led = scan.text[scan.line : start].rstrip(_SPACES)
        if mark != '"' or not led or led[-1] in ":,":
            _keep(scan, start, at, start + len(mark), at, mark, closed=False)
            scan.left = (mark, at + 1, _CARRIED)
    elif scan.left and scan.text[scan.line : at].strip():
        mark, start, lines = scan.left
        spoken = scan.found and scan.found[-1].outer_start >= scan.line and scan.found[-1].mark == mark
        scan.left = None if spoken or not lines else (mark, start, lines - 1)
    scan.line = at + 1


def _dialogue(scan: _Scan, start: int) -> None:
    end = scan.text.find("\n", start)
    end = len(scan.text) if end < 0 else end
    _keep(scan, scan.line, end, start, end, "—", closed=False)


def _keep(
    scan: _Scan,
    outer_start: int,
    outer_end: int,
    start: int,
    end: int,
    mark: str,
    *,
    closed: bool = True,
    reopened: bool = False,
    depth: int = 0,
) -> None:
    text = scan.text
    while start < end and text[start] in _SPACES:
        start += 1
    while end > start and text[end - 1] in _SPACES:
        end -= 1
    if start < end:
        scan.found.append(Quoted(outer_start, outer_end, start, end, mark, closed, reopened, depth))
