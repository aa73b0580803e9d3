"""Runs of capitalised words, cut where sentences, forms of address and offices begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.annotate.names.view import QUOTES, View
from marsad.annotate.names.words import all_organisations, given_names, particles
from marsad.annotate.places import demonym

_INNER = frozenset(
    {
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "al",
        "du",
        "da",
        "ben",
        "bin",
        "ibn",
        "ould",
        "bint",
        "van",
        "von",
        "der",
        "n",
    }
)
_ARAB_INNER = frozenset({"el", "al", "ben", "bin", "ibn", "ould", "bint", "van", "von", "n"})


CLIPPED = frozenset({"M'", "M’", "N'", "N’"})
"""What Maghrebi names open with: M'hamed, N'Goussa."""
_COUNTS = frozenset({"thousand", "hundred", "million", "first", "two", "three", "four", "five", "seven", "ten"})
OWNERS = frozenset({"women", "men", "children", "people", "fishermen", "craftsmen"})

_BREAKS = frozenset(
    {"le", "les", "the", "un", "une", "a", "i", "et", "y", "and", "ce", "cette", "il", "elle", "nous", "we"}
)
"""Small words that open a name of their own even inside a sentence."""


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
            if folded[at] in _BREAKS and folded[at] not in particles():
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
        elif words[at] in "'’" and words[last].endswith("s") and at + 1 < stop and _in_run(view, at + 1, skip):
            last = at + 1  # "the Growers' League"
        elif folded[at] == "'s" and folded[last] in OWNERS and at + 1 < stop and _in_run(view, at + 1, skip):
            last = at + 1  # "Nafore Women's Bank"
        elif clipped_end(view, last) == at:
            last = at  # "Béni M'tir"
        elif words[at] == "&" and at + 1 < stop and _in_run(view, at + 1, skip):
            last = at + 1
        elif folded[at] in _INNER and (given or folded[at] in _ARAB_INNER) and not _opens_with_verb(view, last, at):
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


def clipped_end(view: View, at: int) -> int:
    """The last token of a word that an apostrophe parts: "M'zi", "N'Djamena"."""
    passage, rest = view.passage, at + 1
    parted = passage.words[at] in CLIPPED and rest < len(passage.words) and passage.words[rest].isalpha()
    return rest if parted and passage.ends[at] == passage.starts[rest] else at


def _opens_with_verb(view: View, last: int, at: int) -> bool:
    """Whether "el" is an article behind a sentence's first word: "Visitaron el Pomelo"."""
    article = view.words.lang == "es" and view.passage.words[at] == "el"
    return article and view.opens[last] and view.passage.folded[last] not in given_names()


def _is_short_form(view: View, i: int) -> bool:
    return len(view.passage.words[i]) == 1 or view.passage.folded[i] in view.words.titles


def _parted(view: View, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """The run at its capitalised offices: "United States | President | Donald Trump"; whether one led to each part."""
    folded, begin, office = view.passage.folded, first, False
    if not any(word in all_organisations() for word in folded[first : last + 1]):
        for at in range(first, last + 1):
            closing = at == last and any(word in given_names() for word in folded[first:last])
            if (
                folded[at] in view.words.roles
                and (at < last or at > begin)
                and not closing
                and folded[at] not in given_names()
            ):
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
        if _is_title(view, first) and not (word in given_names() and first < last and not view.opens[first]):
            title = True
        elif not (
            words[first] == "."
            or (
                view.small(first)
                and not _is_name_s_own(view, first, last)
                and not (word in particles() and first < last and not view.opens[first])
            )
        ):
            break
        first += 1
    while last >= first and (view.small(last) or words[last] == "."):
        last -= 1
    if first < last and words[first].isupper() and folded[first] in view.words.apposed:
        first += 1  # "l'ONG Oxygène Sahel"
    if first < last and _spoke(view, first):
        first += 1
    body = any(word in all_organisations() for word in folded[first : last + 1])
    if first < last and demonym(folded[first]) and not body:
        first += folded[first + 1] in given_names() or last - first > 1
    place = view.places.get(first)
    behind_of = view.word(first - 1) in {"de", "d'", "of", "del", "du"}
    if place is not None and place.certain >= 0.7 and place.last < last - 1 and behind_of:
        first = place.last + 1  # "le maire de Londres Otis Barrow"
    if _is_domain(view, first, last):
        first += 1
    if first <= last:
        yield Run(first, last, title or folded[max(0, first - 1)] in view.words.titles or _dotted_title(view, first))


def _is_domain(view: View, first: int, last: int) -> bool:
    """Whether the first word ends an office and the next is a given name: "ministre de l'Emploi Abdelilah Mernissi"."""
    folded = view.passage.folded
    behind = view.word(first - 2 if view.word(first - 1) in {"l'", "la", "las", "los"} else first - 1)
    return (
        last - first > 1
        and behind in {"de", "du", "des", "d'", "del", "of", "and", "et", "y"}
        and folded[first] not in given_names() | particles()
        and folded[first + 1] in given_names()
    )


def _spoke(view: View, first: int) -> bool:
    """Whether a sentence opens with a verb before a given name: "Habló Arturo Llano"."""
    word, given = view.passage.folded[first], given_names()
    verb = view.words.lang == "es" and (word in view.words.speech or view.passage.words[first].endswith("ó"))
    return verb and view.opens[first] and word not in given and view.word(first + 1) in given


def _is_name_s_own(view: View, first: int, last: int) -> bool:
    """Whether a small word begins a name: "M'hamed", and in English a number: "Thousand Oaks"."""
    words, inside = view.passage.words, first < last and not view.opens[first]
    return inside and (words[first] in CLIPPED or (view.words.lang == "en" and view.word(first) in _COUNTS))


def _is_title(view: View, i: int) -> bool:
    word = view.passage.words[i]
    return view.passage.folded[i] in view.words.titles and not (len(word) > 2 and word.isupper())


def _dotted_title(view: View, first: int) -> bool:
    return first > 1 and view.passage.words[first - 1] == "." and view.passage.folded[first - 2] in view.words.titles


def is_placed(view: View, run: Run, least: float = 0.5) -> bool:
    """Whether the gazetteer holds the whole run, and spelling alone believes it so much."""
    place = view.places.get(run.first)
    return place is not None and place.last >= run.last and place.certain >= least


def in_quotes(view: View, run: Run) -> bool:
    """Whether quotation marks stand around the run and nothing else."""
    words = view.passage.words
    return (
        run.first > 0 and run.last + 1 < len(words) and words[run.first - 1] in QUOTES and words[run.last + 1] in QUOTES
    )
