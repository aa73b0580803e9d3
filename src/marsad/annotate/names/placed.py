"""Which of the gazetteer's matches are places here, and capitals behind "à" that no gazetteer knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.annotate.names.arabic_words import arabic_words, cuts
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
            land = match.last > match.first and _is_land(view, match.first)
            yield Candidate(
                first=match.first + land,
                last=match.last,
                start=view.passage.starts[match.first + 1] if land else match.start,
                end=match.end,
                kind=FactKind.PLACE,
                rule="gazetteer",
                score=belief,
                key=place.key,
                country=place.country,
            )


def _is_land(view: View, at: int) -> bool:
    """Whether a token is the word for a province, which is no part of its name: "ولاية سطيف"."""
    land = arabic_words().land
    return view.passage.words[at][0] >= "\u0600" and any(rest in land for _, rest in cuts(view.passage.folded[at]))


def _belief(view: View, match: PlaceMatch) -> float:
    """The prior of the spelling, raised by a preposition of place or a list of places; none for a part of a word."""
    word = view.passage.folded[match.first]
    if match.last > match.first and not view.cap[match.last] and view.passage.words[match.last][0] < "\u0600":
        return 0.0  # "La reunión"
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
    joined = view.places.get(match.last + 1)
    if joined is not None and joined.certain >= SURE and view.word(match.last + 1)[0] == "و":
        return True  # "مالي والنيجر"
    for at in (match.last + 2, match.last + 3):
        if (
            view.word(match.last + 1) in _LISTED
            and (other := view.places.get(at)) is not None
            and other.certain >= SURE
        ):
            return True
    attached = view.ending.get(match.first - 1)
    if attached is not None and attached.certain >= SURE and view.word(match.first)[0] == "و":
        return True
    before = view.ending.get(match.first - 2)
    return view.word(match.first - 1) in _LISTED and before is not None and before.certain >= SURE


def unlisted(view: View, known: Sequence[Candidate], skip: set[int]) -> Iterator[Candidate]:
    """Capitals alone that nothing else explains: behind "à", "en", "in" or "at", or in a list with a known place."""
    listed = _listed_with_places(view, known, skip)
    for at in range(1, len(view.passage.words)):
        if not _is_open(view, at, skip):
            continue
        led = view.passage.words[at - 1].lower() in {"à", "en", "in", "at"} and not view.opens[at]
        if led or at in listed:
            start, end = view.passage.starts[at], view.passage.ends[at]
            rule, score = ("listed", 0.7) if at in listed else ("behind-preposition", 0.55)
            yield Candidate(first=at, last=at, start=start, end=end, kind=FactKind.PLACE, rule=rule, score=score)


def _is_open(view: View, at: int, skip: set[int]) -> bool:
    """Whether a token is one capitalised word alone that is no place, no person and no nationality yet."""
    words = view.passage.words
    if at in skip or not view.cap[at] or view.taken[at] or view.small(at) or words[at].isupper() or len(words[at]) < 4:
        return False
    beside = (at + 1 < len(words) and view.cap[at + 1]) or (view.cap[at - 1] and at - 1 not in skip)
    return not beside and not demonym(view.word(at)) and view.word(at + 1) not in {"de", "of", "del", "du"}


def _listed_with_places(view: View, known: Sequence[Candidate], skip: set[int]) -> set[int]:
    """Open tokens that commas or "and" join, near or far, to a place: "Adra, Carboneras y Garrucha"."""
    places = {one.last for one in known if one.kind is FactKind.PLACE} | set()
    starts = {one.first for one in known if one.kind is FactKind.PLACE}
    found: set[int] = set()
    for at in range(1, len(view.passage.words)):
        if _is_open(view, at, skip) and _item_before(view, at) in places | found:
            found.add(at)
    for at in range(len(view.passage.words) - 1, 0, -1):
        if _is_open(view, at, skip) and at not in found and _item_after(view, at) in starts | found:
            found.add(at)
    return found


def _item_before(view: View, at: int) -> int:
    """The last token of the list's item before ``at``, past one joint and a preposition; -1 where there is none."""
    joint = at - 1 if view.word(at - 1) in _LISTED else at - 2
    small = joint == at - 1 or view.word(at - 1) in {"a", "de", "d'", "en", "in", "the", "la"}
    return joint - 1 if joint > 0 and small and view.word(joint) in _LISTED else -1


def _item_after(view: View, at: int) -> int:
    joint = at + 1
    if joint >= view.stop[at] or view.word(joint) not in _LISTED:
        return -1
    return joint + 2 if view.word(joint + 1) in {"a", "de", "d'", "en", "in", "la"} else joint + 1
