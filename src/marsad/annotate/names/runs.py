"""Names that capitals tell: runs of capitalised words, by what stands in them and around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.heads import quoted
from marsad.annotate.names.roles import role_after, role_before
from marsad.annotate.names.view import QUOTES, View
from marsad.annotate.names.words import all_organisations, given_names, particles
from marsad.annotate.places import PlaceMatch, demonym
from marsad.model import FactKind

_ROMAN = re.compile(r"[IVXLC]+(?:e|er)?")
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-Z0-9À-Þ]{1,7}s?")
_INNER = frozenset(
    {"de", "del", "la", "las", "los", "el", "al", "du", "da", "ben", "bin", "ibn", "ould", "bint", "van", "von", "der"}
)
_ARAB_INNER = frozenset({"el", "al", "ben", "bin", "ibn", "ould", "bint", "van", "von"})
_MOST = 6


class Run(NamedTuple):
    """Tokens ``first`` to ``last``, capitalised but for particles; ``title`` tells whether a form of address led it."""

    first: int
    last: int
    title: bool


def runs(view: View, skip: set[int]) -> Iterator[Run]:
    """Maximal runs of capitalised words outside ``skip``, without the small words that begin a sentence."""
    i, count = 0, len(view.passage.words)
    while i < count:
        if not _in_run(view, i, skip):
            i += 1
            continue
        last = _run_end(view, i, skip)
        for first, end, office in _parted(view, i, last):
            yield from _trimmed(view, first, end, office=office)
        i = last + 1


def _in_run(view: View, i: int, skip: set[int]) -> bool:
    return view.cap[i] and i not in skip and not view.taken[i]


def _run_end(view: View, first: int, skip: set[int]) -> int:
    folded, words, stop = view.passage.folded, view.passage.words, view.stop[first]
    last = first
    given = folded[first] in given_names()
    while (at := last + 1) < stop:
        if _in_run(view, at, skip):
            if folded[at] in view.words.function and folded[at] not in particles():
                break
            given = given or folded[at] in given_names()
            last = at
        elif (
            words[at] == "."
            and len(words[last]) <= 4
            and _is_short_form(view, last)
            and _in_run(view, min(at + 1, stop - 1), skip)
        ):
            last = at
        elif words[at] == "&" and at + 1 < stop and _in_run(view, at + 1, skip):
            last = at + 1
        elif folded[at] in _INNER and (given or folded[at] in _ARAB_INNER):
            after = at + 1 if folded[at + 1 : at + 2] and folded[at + 1] not in {"la", "los", "las"} else at + 2
            if (
                after >= stop
                or not _in_run(view, after, skip)
                or (folded[at] not in _ARAB_INNER and after in view.places)
            ):
                break
            last = after
        else:
            break
    return last


def _is_short_form(view: View, i: int) -> bool:
    return len(view.passage.words[i]) == 1 or view.passage.folded[i] in view.words.titles


def _parted(view: View, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """The run at its capitalised offices: "United States | President | Donald Trump"; whether one led to each part."""
    folded, begin, office = view.passage.folded, first, False
    if not any(word in all_organisations() for word in folded[first : last + 1]):
        for at in range(first, last + 1):
            if folded[at] in view.words.roles and (at < last or at > begin) and folded[at] not in given_names():
                if at > begin:
                    yield begin, at - 1, office
                begin, office = at + 1, True
    if begin <= last:
        yield begin, last, office


def _trimmed(view: View, first: int, last: int, *, office: bool = False) -> Iterator[Run]:
    """The run without small words and forms of address at its edges."""
    folded, words = view.passage.folded, view.passage.words
    title = office
    while first <= last:
        word = folded[first]
        if word in view.words.titles and not (word in given_names() and first < last and not view.opens[first]):
            title = True
        elif not (
            words[first] == "."
            or (word in view.words.function and not (word in particles() and first < last and not view.opens[first]))
        ):
            break
        first += 1
    while last >= first and (folded[last] in view.words.function or words[last] == "."):
        last -= 1
    if first < last and demonym(folded[first]) and (folded[first + 1] in given_names() or last - first > 1):
        first += 1
    if first <= last:
        yield Run(first, last, title or folded[max(0, first - 1)] in view.words.titles or _dotted_title(view, first))


def _dotted_title(view: View, first: int) -> bool:
    return first > 1 and view.passage.words[first - 1] == "." and view.passage.folded[first - 2] in view.words.titles


def capitalised(view: View, skip: set[int]) -> Iterator[Candidate]:
    """What each run names, where it or what stands around it tells."""
    for run in runs(view, skip):
        yield from _of_run(view, run)


def _of_run(view: View, run: Run) -> Iterator[Candidate]:
    first, last, words = run.first, run.last, view.words
    folded = view.passage.folded[first : last + 1]
    if last - first >= _MOST:
        return
    if (head := _headed_run(view, run) or _numbered(view, run)) is not None:
        yield head
        return
    if _is_whole_place(view, run):
        return
    if (company := _company(view, run)) is not None:
        yield company
        return
    if first == last and (found := acronym(view, first)) is not None:
        yield found
        return
    if _is_town(view, run):
        yield candidate(view.passage, first, last, FactKind.PLACE, "toponym", 0.8)
        return
    if any(word in words.event for word in folded):
        yield candidate(view.passage, first, _with_year(view, last), None, "event", 0.9)
        return
    named = _club(view, run) or _apposed(view, run) or _person(view, run)
    if named is not None:
        yield named


def _headed_run(view: View, run: Run) -> Candidate | None:
    """English puts the telling word last: "Open Zellij Collective", "Rihla programme", "Oasis Cup"."""
    words, first, last = view.words, run.first, run.last
    folded = view.passage.folded
    if words.lang != "en":
        return None
    after = folded[last + 1] if last + 1 < view.stop[first] else ""
    if after in words.initiative and after and not view.cap[last + 1] and demonym(folded[last]) is None:
        return candidate(view.passage, first, last + 1, FactKind.INITIATIVE, "initiative-last", 0.9)
    tail = folded[last]
    if first < last and tail in words.event:
        return candidate(view.passage, first, _with_year(view, last), None, "event", 0.96)
    if first < last and tail in words.initiative:
        return candidate(view.passage, first, last, FactKind.INITIATIVE, "initiative-last", 0.9)
    if first < last and tail in words.facility and tail not in words.organisation:
        return candidate(view.passage, first, last, FactKind.PLACE, "facility", 0.85)
    heads = [at for at in range(first, last + 1) if folded[at] in words.organisation]
    if not heads or first == last:
        return None
    end = _of_english(view, heads[-1], last)
    if folded[first] in given_names() and heads[-1] == last and tail in words.club:
        return None
    return candidate(view.passage, first, end, FactKind.ORGANISATION, "organisation-head", 0.96)


def _company(view: View, run: Run) -> Candidate | None:
    """What another language calls an institution, an "&" or a legal form: "National Science Foundation", "Atlas Cement Ltd"."""
    words, first, last = view.words, run.first, run.last
    inside = view.passage.folded[first : last + 1]
    if first == last or (run.title and "&" not in inside):
        return None
    telling = inside[-1] in words.legal_forms or "&" in inside or inside[-1] in all_organisations() - words.club
    foreign = inside[0] in all_organisations() and inside[0] not in given_names()
    if telling or foreign:
        return candidate(view.passage, first, last, FactKind.ORGANISATION, "company", 0.82)
    return None


def _is_town(view: View, run: Run) -> bool:
    """ "Aïn Tassa", "Moyen Atlas", or capitals in a list behind a town: "de Zarzis et de Ben Gardane"."""
    words, first, last = view.words, run.first, run.last
    if first == last or run.title or last - first > 2 or _is_called(view, first) or _in_quotes(view, run):
        return False
    opening, tail = view.passage.folded[first], view.places.get(last)
    if opening in words.directions and tail is not None and tail.last == last and tail.certain >= 0.4:
        return True
    given = any(word in given_names() for word in view.passage.folded[first + 1 : last + 1])
    if opening in words.toponyms - {"ben", "sidi", "lalla", "moulay", "bou"}:
        return not given and not (opening == "dar" and role_after(view, last))
    before = _before_of(view, first)
    return opening in words.toponyms and not given and before is not None and before.certain >= 0.5


def _before_of(view: View, first: int) -> PlaceMatch | None:
    """The place that stands before "and de": the last one of a list."""
    for place in view.places.values():
        if first - 4 < place.last < first - 1 and all(
            view.word(at) in {"et", "y", "and", ",", "de", "d'", "a"} for at in range(place.last + 1, first)
        ):
            return place
    return None


def _is_called(view: View, first: int) -> bool:
    return view.word(first - 1) in view.words.named_by


def _apposed(view: View, run: Run) -> Candidate | None:
    """A company beside the noun that says so: "l'opérateur Rail des Steppes", "Steppe Rail, the company behind …"."""
    words, first, last, passage = view.words, run.first, run.last, view.passage
    before = first - 1 if view.word(first - 1) != "," else first - 2
    after = last + 2 if view.word(last + 1) == "," else len(passage.words)
    after += view.word(after) in {"the", "a", "an", "la", "le", "l'", "una", "une", "un"}
    beside = view.word(before) in words.apposed or (view.word(after) in words.apposed and view.stop[first] > after)
    if not beside or run.title or demonym(passage.folded[first]) or passage.folded[first] in given_names():
        return None
    while (of := last + 1) + 1 < view.stop[first] and passage.folded[of] in {"de", "du", "des", "d'", "del", "of"}:
        noun = of + 1 if passage.folded[of + 1] not in {"la", "l'", "las", "los", "the"} else of + 2
        if noun >= view.stop[first] or not view.cap[noun]:
            break
        last = noun
        while last + 1 < view.stop[first] and view.cap[last + 1] and not view.taken[last + 1]:
            last += 1
    if first == last and (first in view.places or view.opens[first]):
        return None
    return candidate(passage, first, last, FactKind.ORGANISATION, "apposed", 0.84)


def _of_english(view: View, head: int, last: int) -> int:
    """The end of the name with what "of" and "for" add behind the run."""
    from marsad.annotate.names.heads import _capitals

    return max(last, _capitals(view, head).last)


def _with_year(view: View, last: int) -> int:
    words = view.passage.words
    return last + 1 if last + 1 < len(words) and re.fullmatch(r"20\d\d", words[last + 1]) else last


def acronym(view: View, i: int) -> Candidate | None:
    """Capital letters alone name an institution: AMRO; not Roman numbers, units, codes or what everybody abbreviates."""
    word, words = view.passage.words[i], view.passage.words
    if not _ACRONYM.fullmatch(word) or word.lower() in view.words.not_acronyms or _ROMAN.fullmatch(word):
        return None
    place = view.places.get(i)
    if place is not None and place.certain >= 0.5:
        return None
    if (i + 1 < len(words) and words[i + 1].isdigit()) or word[-1].isdigit() or _shouted(view, i):
        return None
    return candidate(view.passage, i, i, FactKind.ORGANISATION, "acronym", 0.85)


def _shouted(view: View, i: int) -> bool:
    """Whether the words around are in capitals as well."""
    words = view.passage.words
    near = [word for word in (*words[max(0, i - 1) : i], *words[i + 1 : i + 2]) if word[0].isalpha() and len(word) > 1]
    return bool(near) and all(word.isupper() for word in near)


def _numbered(view: View, run: Run) -> Candidate | None:
    """ "Maarifa 2030", or what "called" and quotation marks set apart behind a word for a programme."""
    words, first, last = view.passage.words, run.first, run.last
    before = view.word(first - 1) if first and words[first - 1] not in QUOTES else view.word(first - 2)
    end = _with_year(view, last) if not view.passage.words[last].isupper() else last
    start_quoted = quoted(view, first - 1) if first else None
    if end > last:
        place = view.places.get(first)
        told = before in view.words.named_by or _initiative_near(view, first)
        if any(word in view.words.event for word in view.passage.folded[first : last + 1]):
            return None
        if place is not None and place.last == last and not told:
            return candidate(view.passage, first, end, None, "event", 0.7)
        return candidate(view.passage, first, end, FactKind.INITIATIVE, "numbered", 0.9)
    if start_quoted is not None and start_quoted[0] == first and _is_initiative_word(view, first - 2):
        return candidate(view.passage, first, start_quoted[1], FactKind.INITIATIVE, "quoted", 0.88)
    if before in view.words.named_by and not _is_placed(view, run):
        kind = FactKind.INITIATIVE if _initiative_near(view, first) else None
        return candidate(view.passage, first, last, kind, "named-by", 0.8)
    return None


def _is_initiative_word(view: View, i: int) -> bool:
    """Whether one of the words before ``i``, adjectives passed over, is a programme's."""
    return any(view.word(at) in view.words.initiative | view.words.named_by for at in range(max(0, i - 2), i + 1))


def _initiative_near(view: View, first: int) -> bool:
    return any(view.word(at) in view.words.initiative for at in range(max(0, first - 10), first))


def _is_whole_place(view: View, run: Run) -> bool:
    place = view.places.get(run.first)
    return place is not None and place.last == run.last and place.certain >= 0.7 and not run.title


def _is_placed(view: View, run: Run) -> bool:
    place = view.places.get(run.first)
    return place is not None and place.last >= run.last and place.certain >= 0.5


def _person(view: View, run: Run) -> Candidate | None:
    """A person, by title, given name, office before or behind, a verb of speech; by shape alone with less belief."""
    first, last, passage = run.first, run.last, view.passage
    size = last - first + 1
    given = passage.folded[first] in given_names() or (
        size > 2 and passage.folded[first] in particles() and passage.folded[first + 1] in given_names()
    )
    if _is_placed(view, run) and not run.title and not (given and (size > 1 or _speaks(view, run))):
        return None
    if not run.title and (any(_ACRONYM.fullmatch(word) for word in passage.words[first : last + 1]) and not given):
        return None
    if demonym(passage.folded[first]) and not run.title and not (size > 1 and given):
        return None
    before, after = role_before(view, first), role_after(view, last)
    role = after or before
    rule, score = _evidence(view, run, given=given, role=role is not None)
    if rule is None:
        return None
    made = candidate(passage, first, last, FactKind.PERSON, rule, score)
    return _with_role(made, role)


def _with_role(made: Candidate, role: str | None) -> Candidate:
    from dataclasses import replace

    return replace(made, role=role) if role else made


def _evidence(view: View, run: Run, *, given: bool, role: bool) -> tuple[str | None, float]:
    size = run.last - run.first + 1
    known = [at for at in range(run.first, run.last + 1) if at in view.places and view.places[at].certain >= 0.5]
    if run.title:
        return "person-title", 0.96
    if given and size > 1:
        return "person-given", 0.95 if role else 0.92
    if role and size > 1 and (not known or _could_be_person(view, run)):
        return "person-role", 0.93
    spoke = _speaks(view, run)
    if spoke and size > 1 and not known and _could_be_person(view, run):
        return "person-speech", 0.88
    if size > 1 and not _in_quotes(view, run) and _could_be_person(view, run):
        return "person-shape", 0.5 if known else 0.54 if view.opens[run.first] else 0.62
    alone = size == 1 and view.passage.folded[run.first] in given_names()
    if alone and not spoke and run.first in view.places:
        return None, 0.0
    if alone and (spoke or role or not view.opens[run.first] or view.word(run.last + 1) == ","):
        return "person-one-word", 0.6
    return None, 0.0


def _could_be_person(view: View, run: Run) -> bool:
    """Whether no word of a run is of another kind: a noun by its ending, an adjective, a number, what institutions are called."""
    words = view.words
    for at in range(run.first, run.last + 1):
        word = view.passage.folded[at]
        if not word[0].isalpha() or _ROMAN.fullmatch(view.passage.words[at]) or word in particles():
            continue
        if (
            view.passage.words[at].lower() in words.adjectives
            or word in words.roles
            or word in words.facility
            or word in all_organisations()
        ):
            return False
        if (
            word in words.initiative
            or word in words.event
            or demonym(word)
            or (len(word) > 5 and word.endswith(words.noun_ends))
        ):
            return False
    return not _ROMAN.fullmatch(view.passage.words[run.last]) or view.passage.folded[run.first] in given_names()


def _in_quotes(view: View, run: Run) -> bool:
    words = view.passage.words
    return (
        bool(run.first)
        and words[run.first - 1] in QUOTES
        and words[run.last + 1 : run.last + 2] != ()
        and words[run.last + 1] in QUOTES
    )


def _speaks(view: View, run: Run) -> bool:
    speech = view.words.speech
    return (
        any(view.word(at) in speech for at in (run.first - 1, run.last + 1, run.last + 2))
        or view.word(run.last + 3) in speech
    )


def tells_sport(view: View) -> bool:
    """Whether a text tells of a match: by three different words of the game."""
    return len(view.words.sport.intersection(view.passage.folded)) > 2


def _club(view: View, run: Run) -> Candidate | None:
    """A town and another capital, or a capital, "de" and a town: "Biskra Palms", "Étoile de Figuig"."""
    first, last, passage = run.first, run.last, view.passage
    folded = passage.folded
    towns = [at for at in range(first, last + 1) if at in view.places and view.places[at].certain >= 0.4]
    whole = len(towns) == 1 and view.places[towns[0]].last - towns[0] == last - first
    plural = view.words.lang != "fr" and folded[last].endswith("s") and last not in view.places and first in towns
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
    return None
