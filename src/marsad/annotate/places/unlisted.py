"""Places of the Maghreb in a spelling that no list has: ``Uarzazat``, ``Tawrirt``.

A capitalised name, or an Arabic one after the word for a town, that stands where a place stands and sounds like one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache

from marsad.annotate.places.arabic import is_arabic
from marsad.annotate.places.context import AFTER_KIND, context_words, is_after_kind
from marsad.annotate.places.gazetteer import gazetteer
from marsad.annotate.places.listed import may_be_listed
from marsad.annotate.places.pieces import Piece
from marsad.annotate.places.place import MAGHREB, Place, PlaceMatch
from marsad.annotate.sounds import likeness, skeletons, sounds
from marsad.annotate.text import Passage

_ALIKE = 0.9
"""Two names from here on are taken for spellings of one."""
_ABOUT = 0.6
"""How sure a place of the Maghreb must be for a text to be about it."""
_LONGEST = 3
"""Pieces of a name that is looked for by sound."""
_LETTERS = 4
_UNLIKE = 2.0
"""What a certainty loses for each part that a name sounds unlike."""
_IN_LIST, _AFTER_PREPOSITION = 0.7, 0.6
"""How often what stands so and sounds like a place is that place."""


def unlisted_matches(passage: Passage, pieces: Sequence[Piece], found: Sequence[PlaceMatch]) -> list[PlaceMatch]:
    """The matches by sound that stand beside those found by spelling; none in a text that is not about the Maghreb."""
    about = {match.places[0].country or "" for match in found if match.certain >= _ABOUT}
    if MAGHREB.isdisjoint(about):
        return []
    taken = {token for match in found for token in range(match.first, match.last + 1)}
    listed = {match.last for match in found if may_be_listed(match)}
    following = {match.first for match in found if may_be_listed(match)}
    more: list[PlaceMatch] = []
    seen: dict[str, PlaceMatch] = {}
    for i, piece in enumerate(pieces):
        if piece.token in taken or not _may_begin(piece.word):
            continue
        certain = _stand(passage, piece, listed, following)
        run = _run(pieces, i, taken) if certain else []
        match = _sounded(passage, run, certain, about)
        if match is not None:
            more.append(match)
            listed.add(match.last)
            taken.update(range(match.first, match.last + 1))
            seen[_joined(run[: match.last - match.first + 1])] = match
    return [*more, *_again(pieces, taken, seen)]


def _run(pieces: Sequence[Piece], i: int, taken: set[int]) -> list[Piece]:
    """A piece that may begin a name, with those that follow it closely; none where it may not."""
    run: list[Piece] = []
    for piece in pieces[i : i + _LONGEST]:
        if piece.token in taken or not _may_begin(piece.word):
            break
        run.append(piece)
    return run


def _may_begin(word: str) -> bool:
    return word[0].isupper() or (is_arabic(word[0]) and len(word) >= _LETTERS)


def _stand(passage: Passage, piece: Piece, listed: set[int], following: set[int]) -> float:
    """How sure the words around make it that a place begins here; 0 where they do not."""
    token, folded, words = piece.token, passage.folded, context_words()
    if is_after_kind(passage, token):
        return AFTER_KIND
    before = folded[token - 1] if token else ""
    if before in words.joins and token - 2 in listed:
        return _IN_LIST
    if is_arabic(piece.word[0]):
        return 0.0
    after = folded[token + 1] if token + 1 < len(folded) else ""
    if after in words.joins and token + 2 in following:
        return _IN_LIST
    return _AFTER_PREPOSITION if before in words.before else 0.0


def _sounded(passage: Passage, run: Sequence[Piece], certain: float, about: Set[str]) -> PlaceMatch | None:
    """The longest start of a run that sounds like a place in one of the countries that the text is about."""
    for length in range(len(run), 0, -1):
        name = _joined(run[:length])
        found = places_sounding(name, passage.lang) if len(name) >= _LETTERS else ()
        found = tuple((alike, place) for alike, place in found if place.country in about)
        first, last = run[0], run[length - 1]
        if found and first.token + length - 1 == last.token and "\n" not in passage.text[first.end : last.start]:
            best = certain - (1 - found[0][0]) * _UNLIKE
            return PlaceMatch(first.token, last.token, first.start, last.end, tuple(p for _, p in found), True, best)
    return None


def _again(pieces: Sequence[Piece], taken: set[int], seen: dict[str, PlaceMatch]) -> Iterator[PlaceMatch]:
    """The same names elsewhere in the passage, wherever they stand."""
    if not seen:
        return
    for i in range(len(pieces)):
        run = _run(pieces, i, taken)
        for length in range(len(run), 0, -1):
            match = seen.get(_joined(run[:length]))
            if match is not None:
                first, last = run[0], run[length - 1]
                yield PlaceMatch(first.token, last.token, first.start, last.end, match.places, True, match.certain)
                break


def _joined(run: Iterable[Piece]) -> str:
    return "".join(piece.word for piece in run)


@lru_cache(maxsize=1 << 14)
def places_sounding(name: str, lang: str | None) -> tuple[tuple[float, Place], ...]:
    """Places of the Maghreb whose name sounds like ``name`` in a text of ``lang``, with how alike, best first."""
    index = _by_skeleton()
    near = {entry for reading in sounds(name, lang) for key in skeletons(reading) for entry in index.get(key, ())}
    alike = sorted(((likeness(name, known, lang), place) for known, place in near), key=_rank)
    return tuple((score, place) for score, place in alike if score >= _ALIKE)


def _rank(entry: tuple[float, Place]) -> tuple[float, float]:
    score, place = entry
    return -round(score, 1), -place.weight


@cache
def _by_skeleton() -> dict[str, list[tuple[str, Place]]]:
    """The places of the Maghreb by the phonetic keys of the names that are shown."""
    found: dict[str, list[tuple[str, Place]]] = {}
    for place in gazetteer().of_countries(MAGHREB):
        name = "".join(char for char in place.name if char.isalpha())
        for key in {key for reading in sounds(name) for key in skeletons(reading) if len(key) > 1}:
            found.setdefault(key, []).append((name, place))
    return found
