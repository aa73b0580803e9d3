"""Find quickly where in a text some terms may stand, so that only the words there need analysing.

A pattern of the terms' first letters, in all their spellings, is run over the raw text. It may find too much, never
too little, since a stem shares its first letters with its word: see `head`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from marsad.search.normalise import APOSTROPHES, fold

_LATIN = ((0x41, 0x24F), (0x1E00, 0x1EFF), (0xFB00, 0xFB06), (0xFF21, 0xFF5A))
_ARABIC = ((0x620, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFB), (0xFE70, 0xFEFC))
# What may stand between two letters of a word and is not in its term.
_SKIPPED = (
    r"[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200c-\u200f\u061c\u202a-\u202e\u2060"
    rf"\u2066-\u2069\ufeffءـ{APOSTROPHES}]*+"
)
_WORD = r"[^\W_\u0600-\u06ff\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]"


def pattern(terms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds a part of every word with one of ``terms``; null where the whole text must be read."""
    spellings, several = _spellings()
    heads = set()
    for term in terms:
        if not all(letter in spellings for letter in term):
            return None
        letters = _SKIPPED.join(f"[{spellings[letter]}]" for letter in head(term))
        heads.add(letters if _is_arabic(term) else rf"(?<!{_WORD}){letters}")
    return re.compile("|".join([*sorted(heads), f"[{several}]"])) if heads else None


def head(term: str) -> str:
    """The letters that a stem surely shares with its word: Arabic stems are cut only, others may end anew."""
    return term[:3] if _is_arabic(term) else term[: max(2, min(3, len(term) - 4))]


def regions(text: str, found: re.Pattern[str], reach: int) -> Iterator[tuple[int, int]]:
    """The stretches of whole words around what is ``found``, from ``reach`` characters before; apart and in order."""
    end = 0
    for match in found.finditer(text):
        if match.start() < end:
            continue
        start = max(match.start() - reach, end)
        while start > end and not text[start - 1].isspace():
            start -= 1
        end = match.end()
        while end < len(text) and not text[end].isspace():
            end += 1
        yield start, end


def _is_arabic(term: str) -> bool:
    return "\u0600" <= term[0] <= "\u06ff"


@cache
def _spellings() -> tuple[dict[str, str], str]:
    """The characters that fold to each letter, escaped for a class; and those that fold to several letters."""
    one: dict[str, str] = {}
    several = ""
    for first, last in _LATIN + _ARABIC:
        for char in map(chr, range(first, last + 1)):
            folded = fold(char)
            if len(folded) == 1 and folded.isalpha():
                one[folded] = one.get(folded, "") + re.escape(char)
            elif len(folded) > 1 and folded.isalpha():
                several += re.escape(char)
    return one, several
