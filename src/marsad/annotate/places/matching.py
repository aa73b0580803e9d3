"""Names of places in a passage: the longest known name from each word on."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.places.arabic import Stem, is_arabic, stems
from marsad.annotate.places.context import AFTER_KIND, context_words, is_after_kind
from marsad.annotate.places.gazetteer import Gazetteer, gazetteer
from marsad.annotate.places.listed import in_lists
from marsad.annotate.places.pieces import Piece, key_of, pieces_of
from marsad.annotate.places.place import PlaceMatch
from marsad.annotate.places.unlisted import unlisted_matches
from marsad.annotate.text import Passage

_CUT = 0.95
"""What is left of a certainty where a letter was cut off in front."""


def place_matches(passage: Passage) -> list[PlaceMatch]:
    """The words that may name places, longest first, without overlaps, in order."""
    pieces = pieces_of(passage)
    found = in_lists(passage, _spelled(passage, pieces))
    found += unlisted_matches(passage, pieces, found)
    return sorted(found, key=lambda match: match.start)


def _spelled(passage: Passage, pieces: list[Piece]) -> list[PlaceMatch]:
    known = gazetteer()
    found: list[PlaceMatch] = []
    i, count = 0, len(pieces)
    while i < count:
        match = _match_at(known, passage, pieces, i)
        if match is None:
            i += 1
            continue
        found.append(match)
        while i < count and pieces[i].start < match.end:
            i += 1
    return [match for match in found if _is_whole(passage, match)]


def _is_whole(passage: Passage, match: PlaceMatch) -> bool:
    """Whether a match ends where words do: ``Rabat-based`` has one, ``Rabat-Casablanca`` two, ``Fez-Lopez`` none."""
    text, first = passage.text, passage.starts[match.first]
    if match.start > first and text[match.start - 1] in "-‑" and not _is_place(text[first : match.start - 1]):
        return False
    rest = text[match.end : passage.ends[match.last]]
    return not rest or rest[0] not in "-‑" or rest[1:2].islower() or _is_place(rest[1:])


def _is_place(name: str) -> bool:
    return key_of(name) in gazetteer().names


def _match_at(known: Gazetteer, passage: Passage, pieces: list[Piece], i: int) -> PlaceMatch | None:
    piece = pieces[i]
    char = piece.word[0]
    if (char.islower() and piece.folded not in context_words().generic) or not char.isalpha():
        return None
    if not is_arabic(char):
        return _longest(known, passage, pieces, i, Stem(piece.folded, 0, 0.0))
    readings = (_longest(known, passage, pieces, i, stem) for stem in stems(piece.folded))
    return next((match for match in readings if match is not None), None)


def _longest(known: Gazetteer, passage: Passage, pieces: list[Piece], i: int, stem: Stem) -> PlaceMatch | None:
    most = known.longest.get(stem.text)
    if not most:
        return None
    for key, last in _keys(pieces, i, stem.text, most):
        if (
            key in known.names
            and known.certain(key) >= stem.least
            and _is_name(known, key, pieces, i, last)
            and "\n" not in passage.text[pieces[i].end : pieces[last].start]
        ):
            return _match(known, passage, pieces[i], pieces[last], key, stem.cut)
    return None


def _match(known: Gazetteer, passage: Passage, head: Piece, last: Piece, key: str, cut: int) -> PlaceMatch:
    certain, end = known.certain(key), last.end
    if cut:
        certain *= _CUT
    elif certain < AFTER_KIND and is_after_kind(passage, head.token):
        certain = AFTER_KIND
    token = last.token
    if " . " in key and passage.text.startswith(".", end):  # the dot that ends an abbreviation
        token, end = token + 1, end + 1
    start = head.start + _offset(head.word, cut)
    return PlaceMatch(head.token, token, start, end, known.places(key), True, certain)


def _keys(pieces: list[Piece], i: int, head: str, most: int) -> Iterator[tuple[str, int]]:
    """The keys that start at a piece, longest first, each with its last piece."""
    run = [head, *(piece.folded for piece in pieces[i + 1 : i + most])]
    for length in range(len(run), 0, -1):
        yield " ".join(run[:length]), i + length - 1


def _is_name(known: Gazetteer, key: str, pieces: list[Piece], i: int, last: int) -> bool:
    """Whether words are written as a name is: an acronym in capitals, a town's last word with one."""
    if known.is_acronym(key):
        return all(piece.word.isupper() for piece in pieces[i : last + 1 : 2])  # every other piece is a dot
    if last == i:
        return not pieces[i].word[0].islower()
    return not pieces[last].word[0].islower() or known.places(key)[0].sort != "city"


def _offset(word: str, letters: int) -> int:
    """How far the first ``letters`` letters of a word reach; vowel signs and tatweel are none."""
    for i, char in enumerate(word):
        if char.isalpha() and char != "ـ":
            if not letters:
                return i
            letters -= 1
    return 0
