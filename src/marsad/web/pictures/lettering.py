"""Text in pictures: how wide it is, where it breaks, which way it runs, and what must not get in."""

from __future__ import annotations

import re
import unicodedata
from html import escape

SIZE = 12.0
"""Units of a label's type; a unit is a px on a phone 360 px wide."""
BOLD = SIZE * 1.1
"""The size by which the width of a bold label is estimated."""
_LONGEST = 160
"""Code points of a name that a sentence or a label has at most."""
_NARROW = frozenset("iljftrI.,:;'’|!()[]-·/ ")
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)

_APART, _END = "\u2068", "\u2069"
_ISOLATES = re.compile(f"([{_APART}{_END}])")


def plain(text: str) -> str:
    """The text in one line, without control characters and without those that turn the direction of what follows."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def named(name: str) -> str:
    """A name as a piece of a sentence: set apart, so that its direction turns nothing around it (UAX #9, FSI)."""
    shown = plain(name)
    return f"{_APART}{shown if len(shown) <= _LONGEST else shown[:_LONGEST] + '…'}{_END}"


def safe(text: str) -> str:
    """The text as the content of an element or of a quoted attribute; the drawing library escapes nothing."""
    pieces = _ISOLATES.split(text)
    return "".join(escape(_UNSEEN.sub(" ", piece)) if number % 2 == 0 else piece for number, piece in enumerate(pieces))


def width(text: str, size: float = SIZE) -> float:
    """A generous estimate of the text's width in units, for whatever font the browser has."""
    return size * sum(_share(char) for char in text)


def _share(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if char in _NARROW:
        return 0.36
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 1.0
    if char in "WM@%—…":
        return 1.02
    return 0.8 if char.isupper() or char in "mw" else 0.61


def fitted(text: str, room: float, size: float = SIZE) -> str:
    """As much of the text as fits, cut between words where that leaves half of it, with an ellipsis."""
    if width(text, size) <= room:
        return text
    kept = text[:_LONGEST]
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    whole = kept.rpartition(" ")[0]
    return (whole if len(whole) * 2 > len(kept) else kept).rstrip() + "…"


def broken(text: str, room: float, size: float = SIZE) -> tuple[str, ...]:
    """The text in one or two lines that fit, the second cut short where it must be."""
    if width(text, size) <= room:
        return (text,)
    first, rest = "", text.split()
    while rest and width(f"{first} {rest[0]}".strip(), size) <= room:
        first = f"{first} {rest.pop(0)}".strip()
    if not first:
        return (fitted(text, room, size),)
    return (first, fitted(" ".join(rest), room, size))


def runs(text: str) -> str:
    """``rtl`` or ``ltr``: the direction of the first letter that has one (UAX #9, rule P2); ``ltr`` without any."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
