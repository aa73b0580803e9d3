"""Persons in Latin letters: capitals with a title, a given name, an office or a verb of speech; or by their shape."""

from __future__ import annotations

import re
from dataclasses import replace

from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.roles import is_role, role_after, role_before
from marsad.annotate.names.runs import CLIPPED, Run, in_quotes, is_placed
from marsad.annotate.names.view import View
from marsad.annotate.names.words import all_organisations, fields, given_names, particles, trades, what_companies_do
from marsad.annotate.places import demonym
from marsad.model import FactKind

_PRONOUNS = frozenset({"she", "he", "they", "it", "elle", "il", "ils", "elles", "on", "ella", "ellos"})
_ARTICLES = frozenset({"le", "la", "l'", "les", "el", "los", "las", "the"})
ROMAN = re.compile(r"[IVXLC]+(?:e|er)?")
ACRONYM = re.compile(r"[A-ZÀ-Þ][A-Z0-9À-Þ]{1,7}s?")


def person(view: View, run: Run) -> Candidate | None:
    """A person, by title, given name, office before or behind, a verb of speech; by shape alone with less belief."""
    first, last, passage = run.first, run.last, view.passage
    size = last - first + 1 - (passage.words[first] in CLIPPED)
    if not passage.words[first][0].isalpha():
        return None
    given = passage.folded[first] in given_names() or (
        size > 2 and passage.folded[first] in particles() and passage.folded[first + 1] in given_names()
    )
    if is_placed(view, run) and not run.title and not (given and (size > 1 or _speaks(view, run))):
        return None
    if not run.title and (any(ACRONYM.fullmatch(word) for word in passage.words[first : last + 1]) and not given):
        return None
    if demonym(passage.folded[first]) and not run.title and not (size > 1 and given):
        return None
    before, after = role_before(view, first), role_after(view, last)
    role = after or before
    rule, score = _evidence(view, run, given=given, role=role is not None)
    if rule is None:
        return None
    return replace(candidate(passage, first, last, FactKind.PERSON, rule, score), role=role)


def _evidence(view: View, run: Run, *, given: bool, role: bool) -> tuple[str | None, float]:
    size = run.last - run.first + 1 - (view.passage.words[run.first] in CLIPPED)
    known = [at for at in range(run.first, run.last + 1) if at in view.places and view.places[at].certain >= 0.5]
    if run.title:
        return "person-title", 0.96
    if given and size > 1:
        return "person-given", 0.95 if role else 0.92
    if is_case(view, run):
        return None, 0.0
    if role and size > 1 and not _trades(view, run) and (not known or _could_be_person(view, run)):
        return "person-role", 0.93
    if is_portfolio(view, run):
        return None, 0.0
    spoke = _speaks(view, run)
    if spoke and size > 1 and not known and not in_quotes(view, run) and _could_be_person(view, run):
        return "person-speech", 0.88
    if (
        size > 1
        and not in_quotes(view, run)
        and not _has_article(view, run)
        and _could_be_person(view, run)
        and not _opens_small(view, run)
    ):
        return "person-shape", 0.5 if known else 0.54 if view.opens[run.first] else 0.62
    beside = {view.word(run.first - 1), view.word(run.last + 1)}
    if size == 1 and not view.opens[run.first] and beside & view.words.speech and _stands_alone(view, run):
        return "person-one-word", 0.55
    alone = size == 1 and view.passage.folded[run.first] in given_names()
    if alone and not spoke and (run.first in view.places or _has_article(view, run)):
        return None, 0.0
    if alone and (spoke or role or not view.opens[run.first] or view.word(run.last + 1) == ","):
        return "person-one-word", 0.6
    return None, 0.0


def _could_be_person(view: View, run: Run) -> bool:
    """Whether no word of a run is of another kind: an adjective, an office, a noun by its ending."""
    words = view.words
    for at in range(run.first, run.last + 1):
        word = view.passage.folded[at]
        if not word[0].isalpha() or ROMAN.fullmatch(view.passage.words[at]) or word in particles():
            continue
        if (
            view.passage.words[at].lower() in words.adjectives
            or word in words.roles
            or (word in words.facility and not (at == run.last > run.first + 1))
            or word in all_organisations()
            or word in trades()[at == run.last]
            or word in fields()
        ):
            return False
        if (
            word in words.initiative
            or word in words.event
            or demonym(word)
            or (len(word) > 5 and word.endswith(words.noun_ends))
        ):
            return False
    return not ROMAN.fullmatch(view.passage.words[run.last]) or view.passage.folded[run.first] in given_names()


def _stands_alone(view: View, run: Run) -> bool:
    """Whether one capital that nothing explains may be a family name: long enough, and no place or acronym."""
    word = view.passage.words[run.first]
    return len(word) > 3 and not word.isupper() and run.first not in view.places and _could_be_person(view, run)


def _has_article(view: View, run: Run) -> bool:
    """Whether an article stands before the run, as it does before no name of a person: "el Peón Antequerano"."""
    return not view.cap[run.first - 1] and view.word(run.first - 1) in _ARTICLES


def is_portfolio(view: View, run: Run) -> bool:
    """Whether the run is what an office is for: "la ministra de Medio Ambiente"."""
    of = run.first - 1 - (view.word(run.first - 1) in {"la", "l'", "las", "los", "el", "the"})
    return view.word(of) in {"de", "d'", "du", "des", "del", "of"} and is_role(view, of - 1)


def _trades(view: View, run: Run) -> bool:
    """Whether a word says what a company does: "the builder Kestrel Homes"."""
    return view.passage.folded[run.first] in trades()[0] or view.passage.folded[run.last] in what_companies_do()


def is_case(view: View, run: Run) -> bool:
    """Whether a court's case is called so: as often after a company as after a person."""
    before, after = view.word(run.first - 1), view.word(run.last + 1)
    return before in {"affaire", "caso"} or (after in {"case", "affair"} and view.words.lang == "en")


def _opens_small(view: View, run: Run) -> bool:
    """Whether an article in capitals opens the run: "El Silencio"."""
    return view.passage.folded[run.first] in particles() & view.words.function


def _speaks(view: View, run: Run) -> bool:
    speech, last = view.words.speech, run.last
    if view.word(run.first - 1) in speech or view.word(last + 1) in speech:
        return True
    if view.word(last + 2) in speech:
        return view.word(last + 1) not in _PRONOUNS
    return view.word(last + 3) in speech and not {view.word(last + 1), view.word(last + 2)} & _PRONOUNS
