"""Which of the gazetteer's matches are places here, and capitals behind "à" that no gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.annotate.names.candidate import Candidate
from marsad.annotate.names.view import View
from marsad.annotate.places import PlaceMatch, demonym, nearest
from marsad.model import FactKind

SURE = 0.5
_LISTED = frozenset({",", "،", "et", "y", "and", "e", "o", "or", "ou"})


def placed(view: View, countries: Sequence[str], skip: set[int]) -> Iterator[Candidate]:
    """A place for every match outside ``skip`` that spelling or context makes sure of."""
    for match in view.places.values():
        if any(at in skip or view.taken[at] for at in range(match.first, match.last + 1)):
            continue
        belief = _belief(view, match)
        if belief >= SURE:
            place = nearest(match.places, countries)
            yield Candidate(
                first=match.first,
                last=match.last,
                start=match.start,
                end=match.end,
                kind=FactKind.PLACE,
                rule="gazetteer",
                score=belief,
                key=place.key,
                country=place.country,
            )


def _belief(view: View, match: PlaceMatch) -> float:
    """The prior of the spelling, raised by a preposition of place or a list of places; none for a part of a word."""
    word = view.passage.folded[match.first]
    if (
        match.end != view.passage.ends[match.last]
        or _is_tail(view, match)
        or (match.first == match.last and word in view.words.function)
    ):
        return 0.0
    if match.first == match.last and demonym(word) and not _is_country(match, word):
        return 0.0
    belief = match.certain
    if view.opens[match.first] and match.cased and match.first == match.last and not _is_set_off(view, match):
        belief -= 0.3 * (1 - match.certain) + 0.05
    if match.cased and (_led(view, match.first) or _listed(view, match)):
        belief += (1 - belief) * 0.6
    return min(belief, 0.97) if match.cased else 0.0


def _is_tail(view: View, match: PlaceMatch) -> bool:
    """Whether a match is the end of a longer word in Latin letters: "Azilal-Demnate"."""
    return match.start > view.passage.starts[match.first] and view.passage.words[match.first][0] < "\u0600"


def _is_set_off(view: View, match: PlaceMatch) -> bool:
    """Whether a paragraph opens with the place and a mark, as datelines do, or the text names it elsewhere too."""
    after = view.word(match.last + 1)
    return after in {",", "(", ".", "-"} or view.counts[view.word(match.first)] > 1


def _is_country(match: PlaceMatch, word: str) -> bool:
    """Whether a word that may be an adjective is a country's name all the same."""
    arabic = "\u0600" <= word[0] <= "\u06ff"
    return match.places[0].sort == "country" and not (arabic and word.endswith(("ي", "يه", "يين", "يون", "يات")))


def _led(view: View, first: int) -> bool:
    before = view.passage.words[first - 1].lower() if first else ""
    if before in view.words.place_before or view.word(first - 1) in view.words.place_before - {"a"}:
        return True
    return view.passage.starts[first] < _start(view, first) and view.passage.words[first][0] == "ب"


def _start(view: View, first: int) -> int:
    match = view.places.get(first)
    return match.start if match else view.passage.starts[first]


def _listed(view: View, match: PlaceMatch) -> bool:
    """Whether another sure place stands next in a list."""
    for at in (match.last + 2, match.last + 3):
        if (
            view.word(match.last + 1) in _LISTED
            and (other := view.places.get(at)) is not None
            and other.certain >= SURE
        ):
            return True
    before = view.ending.get(match.first - 2)
    return view.word(match.first - 1) in _LISTED and before is not None and before.certain >= SURE


def _goes_on(view: View, at: int) -> bool:
    """Whether the word before ends a list that a known place stands in: "Jerada, Tindrar et …"."""
    before = view.ending.get(at - 2)
    listed = view.word(at - 1) in _LISTED and before is not None
    return listed and before is not None and before.certain >= SURE and _led(view, before.first)


def unlisted(view: View, skip: set[int]) -> Iterator[Candidate]:
    """One capital behind "à", "en", "in" or "at" that nothing else explains."""
    words = view.passage.words
    for at in range(1, len(words)):
        if at in skip or not view.cap[at] or view.opens[at] or view.taken[at] or at in view.places:
            continue
        alone = not (at + 1 < len(words) and view.cap[at + 1]) and not view.cap[at - 1]
        if not alone or words[at].isupper() or view.word(at + 1) in {"de", "of", "del", "du"}:
            continue
        if words[at - 1].lower() not in {"à", "en", "in", "at"} and not _goes_on(view, at):
            continue
        if view.word(at) in view.words.function or demonym(view.word(at)) or len(words[at]) < 4:
            continue
        start, end = view.passage.starts[at], view.passage.ends[at]
        yield Candidate(
            first=at, last=at, start=start, end=end, kind=FactKind.PLACE, rule="behind-preposition", score=0.55
        )
