"""Names that an acronym in brackets behind them spells: where it ends is sure, and that it is an institution."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.persons import ACRONYM
from marsad.annotate.names.view import View
from marsad.annotate.names.words import all_organisations
from marsad.model import FactKind

_LONGEST = 14


def expanded(view: View) -> Iterator[Candidate]:
    """ "Agence de la faune saharienne et steppique (AFSS)": the acronym's letters in order, from a capital on."""
    words = view.passage.words
    for bracket in range(2, len(words) - 2):
        if words[bracket] != "(" or words[bracket + 2] != ")" or not ACRONYM.fullmatch(words[bracket + 1]):
            continue
        if words[bracket + 1].lower() in view.words.not_acronyms:
            continue
        if (first := _opening(view, bracket)) is not None:
            yield candidate(view.passage, first, bracket - 1, FactKind.ORGANISATION, "expanded", 0.965)


def _opening(view: View, bracket: int) -> int | None:
    """The nearest capital from which the initials up to the bracket are the acronym's, small words left out or in."""
    letters = view.passage.folded[bracket + 1]
    for first in range(bracket - 2, max(view.begin[bracket], bracket - _LONGEST) - 1, -1):
        if view.taken[first] or not view.passage.words[first][0].isalpha():
            return None
        if view.cap[first] and not view.small(first) and _spelled(view, first, bracket, letters):
            return None if _is_complement(view, first) else first
    return None


def _is_complement(view: View, first: int) -> bool:
    """Whether a longer name's "of" leads up to a word that opens no institution: "Assises de l'Intelligence …"."""
    of = first - 1 - (view.word(first - 1) in {"la", "l'", "las", "los", "the"})
    behind = (
        view.word(of) in {"de", "d'", "du", "des", "del", "of"}
        and view.passage.folded[first] not in all_organisations()
    )
    return behind and view.word(of - 1) not in view.words.corporate | view.words.roles


def _spelled(view: View, first: int, bracket: int, letters: str) -> bool:
    at = 0
    for one in range(first, bracket):
        word = view.passage.folded[one]
        if at < len(letters) and word[0] == letters[at]:
            at += 1
        elif not view.small(one):
            return False
    return at == len(letters) and len(letters) > 1
