"""What each run of capitals names, asked in the order of how surely it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.annotate.names.bodies import acronym, apposed, club, club_with_initials, company
from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.heads import capitals_from, quoted
from marsad.annotate.names.persons import person
from marsad.annotate.names.roles import role_after
from marsad.annotate.names.runs import Run, in_quotes, is_placed, runs
from marsad.annotate.names.view import QUOTES, View
from marsad.annotate.names.words import given_names
from marsad.annotate.places import PlaceMatch, demonym
from marsad.model import FactKind

_MOST = 6
_FOREIGN = frozenset({"du", "des", "del", "de"})
_ANY = frozenset({"a", "an", "un", "une", "una"})
_ARTICLES = frozenset({"a", "an", "the", "un", "une", "la", "le", "l'", "una", "el"})
_PERSONS_TOO = frozenset({"ben", "sidi", "lalla", "moulay", "bou", "ait"})
"""First words of towns that begin names of persons as well."""


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
    if (initialled := club_with_initials(view, run)) is not None:
        yield initialled
        return
    if is_placed(view, run, 0.7) and view.places[first].last == last and not run.title:
        if (longer := apposed(view, run)) is not None and longer.last > last:
            yield longer
        return
    if (firm := company(view, run)) is not None:
        yield firm
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
    named = club(view, run) or apposed(view, run) or person(view, run)
    if named is not None:
        yield named


def _headed_run(view: View, run: Run) -> Candidate | None:
    """English puts the telling word last: "Open Lantern Collective", "Tazart programme", "Dates Cup"."""
    words, first, last = view.words, run.first, run.last
    folded = view.passage.folded
    if words.lang != "en":
        return None
    after = folded[last + 1] if last + 1 < view.stop[first] else ""
    if after and after in words.initiative and not view.cap[last + 1] and not _belongs_to(view, run):
        return candidate(view.passage, first, last + 1, FactKind.INITIATIVE, "initiative-last", 0.9)
    if after and not view.cap[last + 1] and (tailed := _tailed(view, run, after)) is not None:
        return tailed
    tail = folded[last]
    if first < last and (tail in words.event or (tail == "league" and folded[last - 1] in words.competitions)):
        return candidate(view.passage, first, _with_year(view, last), None, "event", 0.96)
    if first < last and tail in words.initiative:
        return candidate(view.passage, first, last, FactKind.INITIATIVE, "initiative-last", 0.9)
    if first < last and tail in words.facility and tail not in words.organisation:
        return candidate(view.passage, first, last, FactKind.PLACE, "facility", 0.85)
    heads = [at for at in range(first, last + 1) if folded[at] in words.organisation]
    if not heads or first == last:
        return None
    end = max(last, capitals_from(view, heads[-1]))
    if folded[first] in given_names() and heads[-1] == last and tail in words.club:
        return None
    while view.passage.words[first - 1] in _FOREIGN and view.cap[first - 2] and first - 2 >= view.begin[first]:
        if view.small(first - 2):
            break
        first -= 2  # "Jasmin du Sud Bank"
    if view.word(first - 1) == "and" and (noun := _first_of_pair(view, first - 2)) is not None:
        first = noun
    return candidate(view.passage, first, end, FactKind.ORGANISATION, "organisation-head", 0.96)


def _first_of_pair(view: View, noun: int) -> int | None:
    """Where "the Dune and Tide Foundation" begins, from its first noun: behind an article, at no town or person."""
    first = noun
    while view.cap[first] and view.cap[first - 1] and not view.opens[first]:
        first -= 1
    other = view.word(noun) in given_names() or view.word(noun) in view.words.organisation
    paired = view.cap[first] and view.word(first - 1) in {"the", "a"} and not other
    return first if paired and noun not in view.places and noun - first < 3 else None


def _tailed(view: View, run: Run, after: str) -> Candidate | None:
    """What a word in lower case ends: "the Living Cork association", "the Jebel Bir forest"."""
    first, last, opening = run.first, run.last, view.passage.folded[run.first]
    if first == last or run.title or opening in given_names() or demonym(opening):
        return None
    if after in view.words.paired and not is_placed(view, run):
        return candidate(view.passage, first, last + 1, FactKind.ORGANISATION, "organisation-last", 0.85)
    if after in view.words.facility and opening in view.words.facility_first:
        return candidate(view.passage, first, last + 1, FactKind.PLACE, "facility", 0.85)
    return None


def _belongs_to(view: View, run: Run) -> bool:
    """Whether what stands before "plan" is a country or a nationality rather than its name."""
    place = view.places.get(run.first)
    is_country = is_placed(view, run) and place is not None and place.places[0].sort == "country"
    return is_country or demonym(view.passage.folded[run.last]) is not None


def _is_town(view: View, run: Run) -> bool:
    """ "Aïn Tassa", "Moyen Atlas", or capitals in a list behind a town: "de Zarzis et de Ben Gardane"."""
    words, first, last = view.words, run.first, run.last
    if first == last or run.title or last - first > 2 or view.word(first - 1) in words.named_by or in_quotes(view, run):
        return False
    opening, tail = view.passage.folded[first], view.places.get(last)
    if view.word(first - 1) in view.words.apposed:
        return False
    if opening in words.directions and tail is not None and tail.last == last and tail.certain >= 0.4:
        return True
    given = any(word in given_names() for word in view.passage.folded[first + 1 : last + 1])
    if opening in words.toponyms - _PERSONS_TOO:
        return not given and not (opening == "dar" and role_after(view, last))
    if opening not in words.toponyms or given:
        return False
    before = _before_of(view, first)
    led = view.passage.words[first - 1].lower() in {"à", "vers", "en", "in", "at", "near"} if first else False
    return led or (before is not None and before.certain >= 0.5)


def _before_of(view: View, first: int) -> PlaceMatch | None:
    """The place that stands before "and de": the last one of a list."""
    joints = {"et", "y", "and", ",", "de", "d'", "a"}
    for last in (first - 2, first - 3):
        place = view.ending.get(last)
        if place is not None and all(view.word(at) in joints for at in range(last + 1, first)):
            return place
    return None


def _numbered(view: View, run: Run) -> Candidate | None:
    """ "Sahel 2031", or what "called" and quotation marks set apart behind a word for a programme."""
    words, first, last = view.passage.words, run.first, run.last
    before = view.word(first - 1) if first and words[first - 1] not in QUOTES else view.word(first - 2)
    end = _with_year(view, last) if not view.passage.words[last].isupper() else last
    start_quoted = quoted(view, first - 1) if first else None
    if end > last:
        if view.words.lang == "en" and view.word(end + 1) in view.words.initiative and not view.cap[end + 1]:
            return candidate(view.passage, first, end + 1, FactKind.INITIATIVE, "numbered", 0.9)
        return _with_number(view, run, end, told=before in view.words.named_by or _initiative_near(view, first))
    if start_quoted is not None and start_quoted[0] == first and _is_initiative_word(view, first - 2):
        return candidate(view.passage, first, start_quoted[1], FactKind.INITIATIVE, "quoted", 0.88)
    if (told := _told_behind(view, run, start_quoted)) is not None:
        return told
    if before in view.words.named_by and not is_placed(view, run):
        kind = FactKind.INITIATIVE if _initiative_near(view, first) else None
        return candidate(view.passage, first, last, kind, "named-by", 0.8)
    return None


def _told_behind(view: View, run: Run, inside: tuple[int, int] | None) -> Candidate | None:
    """What a comma and a word for a programme explain: "« Mille chênes », un chantier", "Back to Sand, a scheme"."""
    quoted_so = inside is not None and inside[0] == run.first
    last = inside[1] if inside is not None and quoted_so else run.last
    if run.title or not _is_explained(view, last + 1 + (inside is not None), quoted_so=quoted_so):
        return None
    first = run.first if quoted_so else _opening_of(view, run.first)
    before = view.words.place_before - {"to"} | {"a"}
    if not quoted_so and (
        view.word(first - 1) in before or is_placed(view, run) or view.passage.folded[first] in given_names()
    ):
        return None  # "junto a Tifnit, un proyecto de …"
    return candidate(view.passage, first, last, FactKind.INITIATIVE, "told-behind", 0.84)


def _is_explained(view: View, comma: int, *, quoted_so: bool) -> bool:
    """Whether a programme's word stands behind a comma and an article: any behind quotation marks, else "a"."""
    if view.word(comma) != ",":
        return False
    article, *near = (view.word(at) for at in range(comma + 1, comma + 5))
    told = view.words.initiative | view.words.quoted
    named = quoted_so or article in _ANY or view.words.lang == "en" or "que" in near[1:3]
    return named and article in _ARTICLES and bool(told & set(near[:2]))


def _opening_of(view: View, first: int) -> int:
    """Where capitals begin that short words join, back from a run: "Adala fi Tariq"."""
    least = max(view.begin[first], first - 5)
    while first - 1 >= least:
        gap = next((gap for gap in range(3) if _leads(view, first - 1 - gap)), None)
        joined = gap is not None and all(_is_short(view, first - 1 - one) for one in range(gap))
        if gap is None or not joined:
            break
        first -= 1 + gap
    return first


def _leads(view: View, at: int) -> bool:
    return at >= 0 and view.cap[at] and not view.opens[at]


def _is_short(view: View, at: int) -> bool:
    """Whether a word in lower case may join capitals: "Adala fi Tariq"."""
    word = view.passage.words[at]
    return not view.cap[at] and (view.small(at) or (word.isalpha() and len(word) < 4))


def _with_number(view: View, run: Run, end: int, *, told: bool) -> Candidate | None:
    """A name and a year: an initiative's where the text tells of one, else an event's or nothing's."""
    inside = view.passage.folded[run.first : run.last + 1]
    place = view.places.get(run.first)
    if any(word in view.words.event for word in inside):
        return None
    if told:
        return candidate(view.passage, run.first, end, FactKind.INITIATIVE, "numbered", 0.9)
    only_place = place is not None and place.last == run.last
    if only_place or view.opens[run.first] or not any(word in view.counts for word in view.words.initiative):
        return candidate(view.passage, run.first, end, None, "event", 0.7) if only_place else None
    return candidate(view.passage, run.first, end, FactKind.INITIATIVE, "numbered", 0.75)


def _is_initiative_word(view: View, i: int) -> bool:
    """Whether one of the words before ``i``, adjectives passed over, is a programme's."""
    near = [view.word(at) for at in range(max(0, i - 2), i + 1)]
    return any(word in view.words.initiative | view.words.quoted for word in near) or (
        any(word in view.words.named_by for word in near) and _initiative_near(view, i)
    )


def _initiative_near(view: View, first: int) -> bool:
    return any(view.word(at) in view.words.initiative for at in range(max(0, first - 10), first))


def _with_year(view: View, last: int) -> int:
    words = view.passage.words
    return last + 1 if last + 1 < len(words) and re.fullmatch(r"20\d\d", words[last + 1]) else last
