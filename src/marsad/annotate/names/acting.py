"""Bodies that no list and no noun tells: by who works for them, by what only bodies do, by what is handed to them.

They are looked for among the capitals that nothing surer explains; persons told by their shape alone give way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.annotate.names.again import short_forms, tokens_of
from marsad.annotate.names.bodies import joined, tells_otherwise
from marsad.annotate.names.candidate import Candidate, candidate, chosen, covered
from marsad.annotate.names.persons import is_case
from marsad.annotate.names.runs import Run, in_quotes, is_placed, runs
from marsad.annotate.names.view import View
from marsad.annotate.names.words import given_names, what_companies_do
from marsad.annotate.places import demonym
from marsad.model import FactKind

_SHAPES = frozenset({"person-shape", "person-one-word"})
_SURE_PERSON = 0.8
_OF = frozenset({"de", "d'", "d’", "of", "at", "for", "chez"})
_TO = frozenset({"à", "a", "par", "por", "to", "by"})
_JOINING = _OF | frozenset({"du", "des", "del", "et", "and", "y", "e", "&", "in", "en"})
"""Before these words what a capital goes with acts, not what the capital names."""
_RELATIVE = frozenset({"qui", "que", "which"})
_BEFORE_VERBS = frozenset({"a", "va", "ha", "has", "had", "will", "would", "n'", "ne", "no", "y", "en", "to", "avait"})
_AUXILIARIES = frozenset({"s'", "se", "ha", "a", "va", "will", "has", "had"})
_NOBODY = frozenset(
    [
        "nadie",
        "alguien",
        "nada",
        "algo",
        "personne",
        "chacun",
        "quelqu'un",
        "nobody",
        "everybody",
        "someone",
        "everyone",
        "anyone",
        "nothing",
        "it",
    ]
)


def acting(view: View, known: Sequence[Candidate]) -> list[Candidate]:
    """The candidates and the bodies found besides, wherever the text names them again."""
    firm = [one for one in known if one.rule not in _SHAPES or one.score >= _SURE_PERSON]
    people = {word for one in firm if one.kind is FactKind.PERSON for word in tokens_of(view, one)}
    bodies = [found for run in runs(view, covered(firm)) if (found := _body(view, run, people)) is not None]
    if not bodies:
        return list(known)
    bodies = chosen([*firm, *bodies])
    bodies = chosen([*bodies, *_again(view, bodies)])
    return chosen([*bodies, *known])


def _again(view: View, bodies: Sequence[Candidate]) -> Iterator[Candidate]:
    yield from short_forms(view, [one for one in bodies if one.rule == "acting"], covered(bodies))


def _body(view: View, run: Run, people: set[str]) -> Candidate | None:
    first, last = run.first, run.last
    if run.title or not _may_be_body(view, run, people):
        return None
    told = _of_staff(view, first, last) or _handed(view, first)
    if not told and view.passage.words[first - 1].lower() not in _JOINING:
        trading = _trades(view, first, last)
        told = _acts(view, last, _any_verb(view) if trading else view.words.acts)
        told = told or (trading and _in_future(view, last + 1))
        told = told or (trading and (is_case(view, run) or view.word(last + 2) == "which"))
    last = _with_more(view, first, last)
    return candidate(view.passage, first, last, FactKind.ORGANISATION, "acting", 0.81) if told else None


def _with_more(view: View, first: int, last: int) -> int:
    """The end of a name with what "of" joins to it, where that is no place: "Norteña de Áridos"."""
    end = joined(view, first, last)
    return last if any(at in view.places for at in range(last + 1, end + 1)) else end


def _may_be_body(view: View, run: Run, people: set[str]) -> bool:
    """Whether no word of a run tells of a person, a place or a thing, and an opening word is no common one."""
    first, last = run.first, run.last
    inside = view.passage.folded[first : last + 1]
    if last - first > 3 or is_placed(view, run) or in_quotes(view, run) or not inside[0][0].isalpha():
        return False
    if not people.isdisjoint(inside) or not given_names().isdisjoint(inside) or any(demonym(word) for word in inside):
        return False
    if first == last and (len(inside[0]) < 4 or view.passage.words[first].isupper() or first in view.places):
        return False
    if first == last and view.opens[first] and (inside[0][-1] == "s" or inside[0] in _NOBODY):
        return False
    return not tells_otherwise(view, inside)


def _of_staff(view: View, first: int, last: int) -> bool:
    """ "Les salariés de X", "a spokeswoman for X", "X's workers"."""
    staff = view.words.staff
    if view.word(last + 1) == "'s":
        return view.word(last + 2) in staff
    return view.passage.words[first - 1].lower() in _OF and view.word(first - 2) in staff


def _handed(view: View, first: int) -> bool:
    """ "Le chantier a été confié à X", "the contract went to X"."""
    if view.passage.words[first - 1].lower() not in _TO:
        return False
    return any(view.word(at) in view.words.handed for at in range(max(view.begin[first], first - 4), first - 1))


def _trades(view: View, first: int, last: int) -> bool:
    """Whether words say what a company does: "Telefonía Guadiaro", "Lixus Contact"."""
    return first < last and not {view.word(first), view.word(last)}.isdisjoint(what_companies_do())


def _in_future(view: View, at: int) -> bool:
    """Whether a verb in the singular future stands at ``at``, which a plural like "Autobuses" alone has not."""
    end = {"es": "rá", "fr": "ra"}.get(view.words.lang)
    return end is not None and view.plain(at, view.stop[at - 1]) and view.passage.words[at].endswith(end)


def _any_verb(view: View) -> frozenset[str]:
    return view.words.speech | view.words.acts | _AUXILIARIES


def _acts(view: View, last: int, verbs: frozenset[str]) -> bool:
    """ "X emploie 200 ouvriers", "X, which makes stoppers"."""
    at = last + 1
    if view.word(at) == "," and view.word(at + 1) in _RELATIVE:
        at += 2
    for verb in range(at, min(at + 3, view.stop[last])):
        if view.word(verb) in verbs and not view.cap[verb]:
            return True
        if view.word(verb) not in _BEFORE_VERBS:
            return False
    return False
