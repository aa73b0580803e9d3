"""What a person may ask: words, "exact phrases" and -exclusions, with filters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from marsad.search.analyser import is_stop_word, variants

_CLAUSE = re.compile(
    r"""(?P<minus>(?<!\S)[-\u2212])?
        (?: "(?P<straight>[^"]*)" | «(?P<angle>[^»]*)» | [“”„](?P<curly>[^“”]*)[“”] | (?P<word>[^\s"«»“”„]+) )""",
    re.VERBOSE,
)


MAX_LENGTH = 1000
"""Characters of a query that are read."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search. A day in ``since`` and ``until`` is inclusive and counted in UTC; an aware datetime is exact."""

    text: str
    langs: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    story: str | None = None
    since: date | None = None
    until: date | None = None
    limit: int = 20
    offset: int = 0
    order: Literal["relevance", "date"] = "relevance"


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or phrase: ``ways`` are the term sequences that it may be indexed as."""

    ways: tuple[tuple[str, ...], ...]
    phrase: bool
    excluded: bool
    stop: bool


def parse(text: str, langs: tuple[str, ...] = ()) -> list[Clause]:
    """Read a query; never fails. Function words are kept only where the query has no other word."""
    clauses = [clause for match in _CLAUSE.finditer(text[:MAX_LENGTH]) if (clause := _clause(match, langs))]
    if any(not clause.stop and not clause.excluded for clause in clauses):
        clauses = [clause for clause in clauses if clause.excluded or not clause.stop]
    return clauses


def _clause(match: re.Match[str], langs: tuple[str, ...]) -> Clause | None:
    words = match["word"] or match["straight"] or match["angle"] or match["curly"] or ""
    ways = tuple(variants(words, langs))
    if not ways:
        return None
    quoted = match["word"] is None
    return Clause(ways, quoted, match["minus"] is not None, not quoted and is_stop_word(words, langs))
