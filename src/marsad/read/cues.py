"""Cue words of pages, read once from the data files and matched on folded text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from marsad.read.fold import fold, tables_of

_ORNAMENT = re.compile(r"^[\W_]+")
_LONGEST = 200
"""No cue is longer than this; the rest of a line is not looked at."""


@cache
def cues(file: str, table: str) -> re.Pattern[str]:
    """Matches any cue of a table at the beginning of folded text, longest first, not in the middle of a word."""
    listed = {cue for forms in tables_of(file)[table].values() for cue in forms}
    ordered = sorted(listed, key=lambda cue: (-len(cue), cue))
    return re.compile("(?:" + "|".join(re.escape(cue) for cue in ordered) + r")(?!\w)")


@cache
def words(file: str, table: str) -> frozenset[str]:
    """Every cue of a table."""
    return frozenset(cue for forms in tables_of(file)[table].values() for cue in forms)


@cache
def openings(file: str, table: str) -> frozenset[str]:
    """The first two letters of every cue: what tells most texts apart at no cost."""
    return frozenset(cue[:2] for cue in words(file, table))


def begins(text: str, table: str, file: str = "markup.toml") -> bool:
    """Whether ``text`` begins with a cue."""
    bare = _bare(text)
    return bare[:2] in openings(file, table) and cues(file, table).match(bare) is not None


def ornament(folded: str) -> int:
    """How many signs (arrows, bullets, quotation marks) stand before the first word of folded text."""
    match = _ORNAMENT.match(folded)
    return match.end() if match else 0


@lru_cache(maxsize=512)
def _bare(text: str) -> str:
    folded = fold(text[:_LONGEST])
    return folded[ornament(folded) :]
