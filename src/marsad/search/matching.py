"""Whether one text answers a query, as the index would say of it, without an index.

The same terms, clauses, stop words, phrases and exclusions count as in `marsad.search.index`, in the same fields, of a
query of which every word must be there; any word alone, as a search that finds nothing else is relaxed, is not enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.search.analyser import terms
from marsad.search.query import Clause, parse

_REMEMBERED = 1024


@dataclass(frozen=True, slots=True)
class _Field:
    """The terms of one field: each once, and all in their order, set apart and enclosed by single spaces."""

    terms: frozenset[str]
    line: str

    @classmethod
    def of(cls, text: str, lang: str | None) -> _Field:
        found = " ".join(terms(text, lang)).split()
        return cls(frozenset(found), f" {' '.join(found)} ")

    def has(self, way: Sequence[str]) -> bool:
        if not all(term in self.terms for term in way):
            return False
        return len(way) == 1 or f" {' '.join(way)} " in self.line


@dataclass(frozen=True, slots=True)
class Matcher:
    """An analysed text, to be held against any number of queries."""

    fields: tuple[_Field, ...]

    @classmethod
    def of(cls, title: str, lede: str, body: str, authors: Iterable[str], lang: str | None) -> Matcher:
        """What an article says, in the fields of `marsad.search.index.SearchDocument`."""
        texts = (title, f"{lede}\n{body}", "\n".join(authors))
        return cls(tuple(_Field.of(text, lang) for text in texts))

    def matches(self, query: str, langs: tuple[str, ...] = ()) -> bool:
        """Whether the text has every word and phrase of ``query`` and none that it excludes; a query without any word
        or phrase is answered by every text that it does not exclude. ``langs`` are those of `SearchQuery`."""
        return all(self._has(clause) != clause.excluded for clause in clauses(query, langs))

    def _has(self, clause: Clause) -> bool:
        return any(field.has(way) for way in clause.ways for field in self.fields)


@lru_cache(maxsize=_REMEMBERED)
def clauses(query: str, langs: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """The words and phrases of a query (`marsad.search.query.parse`); remembered, since rules come back."""
    return tuple(parse(query, langs))


def asks(query: str, langs: tuple[str, ...] = ()) -> bool:
    """Whether a query has a word or phrase that a text must have."""
    return any(not clause.excluded for clause in clauses(query, langs))
