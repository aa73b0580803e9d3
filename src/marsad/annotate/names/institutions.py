"""Institutions that everybody names, by their names in four languages and their acronyms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.names.arabic_words import cuts
from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.view import View
from marsad.annotate.text import Passage
from marsad.model import FactKind

_NO_COUNTRY = frozenset({"world", "agencies", "companies"})
Names = dict[str, list[tuple[tuple[str, ...], str, str | None]]]


@cache
def _names() -> Names:
    """By the first folded word, the words of each name, the institution's key and its country."""
    found: Names = {}
    for table, entries in tables_of("institutions.toml").items():
        country = None if table in _NO_COUNTRY else table
        for key, line in entries.items():
            for name in line.replace("|", "/").split("/"):
                if words := _words(name.strip()):
                    found.setdefault(words[0], []).append((words, f"org/{key}", country))
    return {first: sorted(names, key=lambda name: -len(name[0])) for first, names in found.items()}


def is_called(key: str, words: Sequence[str]) -> bool:
    """Whether a name shares two words with one that a well-known institution is known by."""
    return any(len(name & set(words)) > 1 for name in _known_by().get(key, ()))


@cache
def _known_by() -> dict[str, list[frozenset[str]]]:
    """By key, the words of each name of an institution."""
    found: dict[str, list[frozenset[str]]] = {}
    for names in _names().values():
        for name, key, _ in names:
            found.setdefault(key, []).append(frozenset(name))
    return found


def _words(name: str) -> tuple[str, ...]:
    return Passage.of(name, "fr").folded


def institutions(view: View) -> Iterator[Candidate]:
    """Every well-known institution, the longest name first; in Latin script with a capital, acronyms all capitals."""
    names, folded, at = _names(), view.passage.folded, 0
    while at < len(folded):
        found = _known(view, names, at)
        if found is None:
            at += 1
        else:
            yield found
            at = found.last + 1


def _known(view: View, names: Names, at: int) -> Candidate | None:
    folded, words = view.passage.folded, view.passage.words
    arabic = "\u0600" <= folded[at][0] <= "\u06ff"
    if view.taken[at] or not (arabic or view.cap[at]):
        return None
    for cut, rest in cuts(folded[at]) if arabic else ((0, folded[at]),):
        for name, key, country in names.get(rest, ()):
            last = at + len(name) - 1
            if (rest, *folded[at + 1 : last + 1]) != name or last >= view.stop[at]:
                continue
            if len(name) == 1 and len(rest) <= 4 and not arabic and not (words[at].isupper() or len(rest) == 4):
                continue
            if len(name) == 1 and last + 1 < view.stop[at] and view.cap[last + 1] and not arabic:
                continue  # "Hamas Idrissi", "Orange Bank" are other names
            made = candidate(view.passage, at, last, FactKind.ORGANISATION, "institution", 0.95)
            return replace(made, start=made.start + cut, key=key, country=country)
    return None
