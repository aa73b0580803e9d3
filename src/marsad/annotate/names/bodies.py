"""Institutions, companies and clubs in capitals: by a telling word, by a noun beside them, by their town."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.heads import is_adjective
from marsad.annotate.names.persons import ACRONYM, ROMAN, is_portfolio
from marsad.annotate.names.roles import role_before
from marsad.annotate.names.runs import Run, in_quotes
from marsad.annotate.names.view import QUOTES, View, tells_sport
from marsad.annotate.names.words import all_legal_forms, all_organisations, given_names, trades
from marsad.annotate.places import demonym
from marsad.model import FactKind

_ARTICLES = frozenset({"the", "a", "an", "la", "le", "l'", "el", "una", "une", "un"})
_ARTICLES_OF_ONE = frozenset({"le", "la", "l'", "el", "au", "du", "al", "del"})
_OF = frozenset({"de", "du", "des", "d'", "del", "of", "en", "sin", "con", "sans", "for"})
_BEFORE_SIDES = frozenset({"le", "la", "l'", "el", "al", "del", "the"})
_ALL_ARTICLES = _ARTICLES | {"its", "their", "her", "his", "su", "sa", "son", "leur", "this", "that"}
_EXPLAINS = frozenset({"qui", "que", "which", "that", "behind", "de", "d'", "of"})
_CHIEFS = frozenset({"chef", "cheffe", "jefe", "jefa", "responsable", "encargado", "encargada"})
_GENERAL = frozenset({"general", "generale", "executif", "executive", "ejecutivo", "ejecutiva"})
_NO_OFFICE = frozenset(
    {"cabinet", "gabinete", "campagne", "campana", "prensa", "presse"}
    | {"regional", "regionale", "provincial", "provinciale", "local", "locale", "municipal", "municipale"}
)
_OF_ARTICLES = frozenset({"la", "l'", "las", "los", "the"})


def company(view: View, run: Run) -> Candidate | None:
    """What another language calls an institution, an "&" or a legal form: "Atlas Cement Ltd"."""
    words, first, last = view.words, run.first, run.last
    inside = view.passage.folded[first : last + 1]
    if run.title and "&" not in inside:
        return None
    if _is_led(view, run) or _is_team(view, run):
        return candidate(view.passage, first, joined(view, first, last), FactKind.ORGANISATION, "company", 0.85)
    if (end := _trading(view, run)) is not None:
        return candidate(view.passage, first, end, FactKind.ORGANISATION, "company", 0.81)
    foreign = inside[0] in all_organisations() and inside[0] not in given_names()
    last = joined(view, first, last) if foreign and inside[0] not in words.organisation else last
    telling = inside[-1] in all_legal_forms() or "&" in inside or inside[-1] in all_organisations() - words.club
    if first < last and (foreign or (telling and inside[0] not in given_names())):
        return candidate(view.passage, first, last, FactKind.ORGANISATION, "company", 0.82)
    return None


def _trading(view: View, run: Run) -> int | None:
    """The end of a name that says what the company does: "Salt Ferry", "Conservas Albufera", "Ferrovías del Turia"."""
    first, last = run.first, run.last
    opening, closing = trades()
    told_first = view.passage.folded[first] in opening
    told = told_first or (first < last and view.passage.folded[last] in closing)
    if not told or view.passage.folded[first] in given_names() or is_portfolio(view, run) or in_quotes(view, run):
        return None
    end = joined(view, first, last) if told_first and view.words.lang != "en" else last
    towns = [at for at in range(first, end + 1) if at in view.places]
    general = told_first and view.opens[first] and bool(towns or demonym(view.passage.folded[end]))
    inside = view.passage.folded[first : end + 1]
    return None if end == first or general or tells_otherwise(view, inside) else end


def _is_led(view: View, run: Run) -> bool:
    """Behind an office and "of" without an article: "PDG de Vaccinalg"; no domain, no town."""
    first = run.first
    if view.passage.words[first - 1].lower() not in {"de", "d'", "d’", "of", "at", "chez"} or view.small(first):
        return False
    if not _ends_office(view, first - 2):
        return False
    inside = view.passage.folded[first : run.last + 1]
    return first not in view.places and not demonym(inside[0]) and not tells_otherwise(view, inside)


def _ends_office(view: View, at: int) -> bool:
    """Whether an office that companies have ends at a token: "directrice technique", "jefa de obra", "site manager"."""
    corporate = view.words.corporate
    if view.word(at) in corporate or (view.word(at) in _GENERAL and view.word(at - 1) in corporate):
        return True
    if view.cap[at] or view.words.lang == "en" or not view.word(at)[:1].isalpha() or view.word(at) in _NO_OFFICE:
        return False
    adjective = view.word(at - 1) in corporate and is_adjective(view, at, at + 1)
    return adjective or (view.passage.words[at - 1] == "de" and view.word(at - 2) in corporate | _CHIEFS)


def tells_otherwise(view: View, inside: Sequence[str]) -> bool:
    """Whether a word says that a run names a built place, an event, a programme or an office."""
    words = view.words
    kinds = (words.facility, words.event, words.initiative, words.roles)
    return any(word in kind for kind in kinds for word in inside)


def _is_team(view: View, run: Run) -> bool:
    """In brackets behind a name where a race is told of: "Álvaro Quesada (Duna Andaluza)"."""
    bracketed = view.word(run.first - 1) == "(" and view.word(run.last + 1) == ")" and view.cap[run.first - 2]
    return bracketed and run.first < run.last and tells_sport(view) and run.first not in view.places


def apposed(view: View, run: Run) -> Candidate | None:
    """A body beside the noun that says so: "l'opérateur Rail des Steppes", "Steppe Rail, the company behind …"."""
    first, last, passage = run.first, run.last, view.passage
    before, behind = _noun_before(view, first) or _nationality_before(view, first), _noun_behind(view, first, last)
    behind = behind or (not before and _noun_behind(view, first, joined(view, first, last)))
    if run.title or not (before or behind) or demonym(passage.folded[first]):
        return None
    if first < last and role_before(view, first):
        return None
    if passage.folded[first] in given_names() and not (first == last and before):
        return None
    last = joined(view, first, last)
    while view.words.lang == "fr" and before and is_adjective(view, last + 1, view.stop[first]):
        last += 1
    if first == last and not before and (first in view.places or (view.opens[first] and not _is_told(view, last))):
        return None
    return candidate(passage, first, last, FactKind.ORGANISATION, "apposed", 0.84)


def _noun_before(view: View, first: int) -> bool:
    """A common noun for bodies before a name, through a comma, a quotation mark or one adjective."""
    at = first - 1
    marked = view.word(at) == "," or view.passage.words[at] in QUOTES
    if at > 0 and (marked or (view.plain(at, first) and view.word(at) not in view.words.apposed)):
        at -= 1
    lower = not view.cap[at] or view.passage.words[at].isupper()
    if view.word(first - 1) == "," and _is_office_s(view, at):
        return False
    return at >= view.begin[first] and view.word(at) in view.words.apposed and lower


def _is_office_s(view: View, noun: int) -> bool:
    """Whether "of" joins a noun for bodies to an office, whose name the comma opens: "Counsel for the company, X"."""
    of = noun - 1 - (not view.cap[noun - 1] and view.word(noun - 1) in _ALL_ARTICLES)
    return view.word(of) in _OF | {"du", "au", "del"} and bool({view.word(of - 1), view.word(of - 2)} & _offices(view))


def _offices(view: View) -> frozenset[str]:
    return view.words.roles | view.words.corporate


def _nationality_before(view: View, first: int) -> bool:
    """An article and a nationality in lower case: "le marocain Sirocco", "la tunecina Chams"; in sport a player's."""
    if view.words.lang == "en" or view.cap[first - 1] or view.word(first - 2) not in _ARTICLES_OF_ONE:
        return False
    feminine = view.words.lang == "es" and view.word(first - 2) == "la"
    return demonym(view.word(first - 1)) is not None and (feminine or not tells_sport(view))


def _noun_behind(view: View, first: int, last: int) -> bool:
    """Behind a comma and an article, past an adjective or two."""
    if view.word(last + 1) != ",":
        return False
    at, stop = last + 2, min(view.stop[last], last + 6)
    if view.word(at) == "el" and view.word(first - 1) in view.words.place_before:
        return False  # "en Vista Alegre, el equipo …"
    if view.word(at) not in _ARTICLES:
        return at < stop and view.word(at) in view.words.apposed
    while at + 1 < stop and (view.plain(at + 1, stop)):
        at += 1
        if view.word(at) in view.words.apposed:
            return True
    return False


def _is_told(view: View, last: int) -> bool:
    """Whether what a comma opens behind a sentence's first word explains it: "Ombrelane, le laboratoire qui …"."""
    nouns = (at for at in range(last + 3, min(view.stop[last], last + 7)) if view.word(at) in view.words.apposed)
    noun = next(nouns, None)
    return noun is not None and view.word(noun + 1) in _EXPLAINS and view.word(last + 2) != "un"


def joined(view: View, first: int, last: int) -> int:
    """The end of a name with what "of" and a capital add to it: "Rail des Steppes", "Granada en Común"."""
    folded = view.passage.folded
    while (of := last + 1) + 1 < view.stop[first] and folded[of] in _OF:
        noun = of + 1 if folded[of + 1] not in _OF_ARTICLES else of + 2
        if noun >= view.stop[first] or not view.cap[noun] or view.taken[noun]:
            break
        if folded[of] in {"en", "sin", "con", "sans"} and noun in view.places:
            break
        last = noun
        while last + 1 < view.stop[first] and view.cap[last + 1] and not view.taken[last + 1]:
            last += 1
    return last


def acronym(view: View, i: int) -> Candidate | None:
    """Capital letters alone name an institution: OPRX; not Roman numbers, units or what everybody abbreviates."""
    word, words = view.passage.words[i], view.passage.words
    if not ACRONYM.fullmatch(word) or word.lower() in view.words.not_acronyms or ROMAN.fullmatch(word):
        return None
    place = view.places.get(i)
    if place is not None and place.certain >= 0.5 and word not in view.bracketed:
        return None
    if i and (view.taken[i - 1] or words[i - 1][-1].isdigit()):
        return None
    if (i + 1 < len(words) and words[i + 1].isdigit()) or word[-1].isdigit() or _shouted(view, i):
        return None
    return candidate(view.passage, i, i, FactKind.ORGANISATION, "acronym", 0.85)


def _shouted(view: View, i: int) -> bool:
    """Whether the words around are in capitals as well."""
    words = view.passage.words
    near = [word for word in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2]) if word[0].isalpha() and len(word) > 1]
    return bool(near) and all(word.isupper() for word in near)


def club_with_initials(view: View, run: Run) -> Candidate | None:
    """ "US Tataouine", "FC Nador"."""
    first, last = run.first, run.last
    initials = view.passage.words[first].isupper() and view.passage.folded[first] in view.words.club_initials
    if not initials or not first < last < first + 4:
        return None
    if view.word(last + 1) in _OF and last + 2 < view.stop[first] and view.cap[last + 2]:
        last += 2
    return candidate(view.passage, first, last, FactKind.ORGANISATION, "club", 0.9)


def club(view: View, run: Run) -> Candidate | None:
    """A town and another capital, or a capital, "de" and a town: "Tozeur Falcons", "Étoile de Nador"."""
    first, last, passage = run.first, run.last, view.passage
    folded = passage.folded
    towns = [at for at in range(first, last + 1) if at in view.places and view.places[at].certain >= 0.4]
    whole = len(towns) == 1 and view.places[towns[0]].last - towns[0] == last - first
    plural = (
        view.words.lang != "fr"
        and folded[last].endswith("s")
        and len(folded[last]) > 3
        and last not in view.places
        and first in towns
        and role_before(view, first) is None  # "su directora, Alba Ferrús"
    )
    if (
        first < last
        and towns
        and not whole
        and (plural or any(folded[at] in view.words.club for at in range(first, last + 1)))
    ):
        return candidate(passage, first, last, FactKind.ORGANISATION, "town-name", 0.9)
    of = last + 1
    if (
        of + 1 < view.stop[first]
        and folded[of] in {"de", "d'", "du", "del"}
        and (of + 1) in view.places
        and view.cap[of + 1]
    ):
        if folded[first] in view.words.roles or folded[first] in view.words.titles:
            return None
        if folded[last] in view.words.club or (
            tells_sport(view) and not view.opens[first] and folded[last] not in given_names()
        ):
            return candidate(passage, first, view.places[of + 1].last, FactKind.ORGANISATION, "club", 0.95)
    if _is_side(view, run):
        return candidate(passage, first, last, FactKind.ORGANISATION, "club", 0.82)
    return None


def _is_side(view: View, run: Run) -> bool:
    """Two capitals behind an article where a match is told of: "el Peón Antequerano"."""
    first, last = run.first, run.last
    if last != first + 1 or view.cap[first - 1] or view.word(first - 1) not in _BEFORE_SIDES or first in view.places:
        return False
    inside = view.passage.folded[first : last + 1]
    return tells_sport(view) and not (given_names() & {*inside} or tells_otherwise(view, inside))
