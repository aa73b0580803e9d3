"""The words about readers' comments: headings, forms, buttons, names and what stands about them."""

from __future__ import annotations

import re
from functools import cache

from marsad.read.fold import fold, origin_offsets, tables_of
from marsad.read.page import squeeze

LONGEST_CUE = 90
LONGEST_HEAD = 160
LONGEST_NAME = 80
NAME_WORDS = 7
_NOT_WORDS = re.compile(r"[\W\d_]+")
_EDGES = " \t:：|·•-–—,،;@#»«/"
_EMPTY = re.compile(r"[(\[]\s*[)\]]")


@cache
def table(name: str) -> frozenset[str]:
    """The words of a table of ``comments.toml``."""
    return frozenset(word for forms in tables_of("comments.toml")[name].values() for word in forms)


@cache
def pattern(name: str, *, whole: bool = False) -> re.Pattern[str]:
    """Matches folded text that begins with (``whole``: is made of) words of a table, with figures and signs between."""
    words = "|".join(re.escape(word) for word in sorted(table(name), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:[\W\d_]*(?:{words})(?!\w))+[\W\d_]*$" if whole else rf"[\W\d_]*(?:{words})(?!\w)")


def is_heading(text: str) -> bool:
    """Whether a line is the heading of a comment area: "3 commentaires", "2 thoughts on “...”"."""
    folded = fold(text)
    if len(text) <= LONGEST_CUE and _NOT_WORDS.sub(" ", folded).strip() in table("heading"):
        return True
    return folded[:1].isdigit() and pattern("heading_on").match(folded) is not None


def is_form(text: str) -> bool:
    """Whether a line belongs to the form under the comments."""
    return pattern("form").match(fold(text[:LONGEST_CUE])) is not None


def is_button(text: str) -> bool:
    """Whether a line is nothing but buttons and counts."""
    if len(text) > LONGEST_CUE:
        return False
    return not any(char.isalpha() for char in text) or pattern("button", whole=True).match(fold(text)) is not None


def is_name(text: str) -> bool:
    """Whether a line may be nothing but a name."""
    short = len(text) <= LONGEST_NAME and len(text.split()) <= NAME_WORDS
    return short and not ends(text) and not is_heading(text) and not is_button(text)


def ends(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip().endswith((".", "!", "?", "؟", "…")) and len(text.split()) > 2


def bare(text: str) -> str:
    """``text`` without the words and signs that stand about a name and a date: "by", "says:", "#3"."""
    text = squeeze(_EMPTY.sub(" ", text)).strip(_EDGES)
    if len(text) > LONGEST_HEAD:
        return text
    folded = fold(text)
    places = origin_offsets(text, folded)
    opening = pattern("by").match(folded) if len(folded.split()) <= NAME_WORDS + 3 else None
    start = places[opening.end()] if opening else 0
    words = text[start:].strip(_EDGES).split()
    while words and len(words) <= NAME_WORDS + 3 and pattern("says", whole=True).fullmatch(fold(words[-1])):
        words.pop()
    rest = " ".join(words).strip(_EDGES)
    return "" if is_button(rest) else rest
