"""What speaks for and against two entries being of one promise, each piece from 0 to 1."""

from __future__ import annotations

from functools import lru_cache

from marsad.annotate.link.concepts import is_stop
from marsad.annotate.text import Passage
from marsad.follow.ledger.due import due_on
from marsad.follow.ledger.entry import Entry
from marsad.follow.reading import word_meanings

_SHORTEST = 3
_CLOSE = 0.02
"""Amounts that differ by less are one, rounded otherwise."""
_COSINE_FROM, _COSINE_TO = 0.3, 0.9
_YEAR = 365.25


def evidence(entry: Entry, earlier: Entry) -> dict[str, float]:
    """What speaks for and against a later entry's being of the same promise as an earlier one, by name."""
    return {
        **_parties(entry, earlier),
        **_names(entry, earlier),
        **_amounts(entry, earlier),
        **_dues(entry, earlier),
        "words": _words(entry, earlier),
        "meaning": _meaning(entry, earlier),
        "same story": float(entry.story is not None and entry.story == earlier.story),
        "years apart": abs((entry.at - earlier.at).days) / _YEAR,
    }


def _parties(entry: Entry, earlier: Entry) -> dict[str, float]:
    same = bool(entry.by & earlier.by)
    across = not same and bool(entry.parties & earlier.parties)
    named = not same and not across and bool((entry.parties & earlier.names) | (entry.names & earlier.parties))
    other = not (same or across or named) and bool(entry.by) and bool(earlier.by)
    return {
        "same party": float(same),
        "party the other way round": float(across),
        "party is named": float(named),
        "other party": float(other),
    }


def _names(entry: Entry, earlier: Entry) -> dict[str, float]:
    mine, theirs = (one.keys - _places(one) for one in (entry, earlier))
    shared = mine & theirs - entry.parties - earlier.parties
    here, there = _places(entry), _places(earlier)
    return {
        "same initiative or body": float(bool(shared)),
        "same place": float(bool(here & there)),
        "other place": float(bool(here) and bool(there) and not here & there),
    }


def _places(entry: Entry) -> frozenset[str]:
    return frozenset(one for one in entry.keys if one.startswith("place/"))


def _amounts(entry: Entry, earlier: Entry) -> dict[str, float]:
    pairs = [(a, b) for a, unit in entry.amounts for b, other in earlier.amounts if unit == other]
    same = any(abs(a - b) <= _CLOSE * max(abs(a), abs(b)) for a, b in pairs)
    return {"same amount": float(same), "other amount": float(bool(pairs) and not same)}


def _dues(entry: Entry, earlier: Entry) -> dict[str, float]:
    one, other = due_on(entry.due), due_on(earlier.due)
    both = one is not None and other is not None
    return {"same due": float(both and one == other), "other due": float(both and one != other)}


def _words(entry: Entry, earlier: Entry) -> float:
    """The share of the telling words of the one with fewer that the other has too; concepts go over languages."""
    mine, theirs = (_meanings(f"{one.what} {one.text}", one.lang) for one in (entry, earlier))
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least else 0.0


@lru_cache(maxsize=1 << 12)
def _meanings(text: str, lang: str | None) -> frozenset[str]:
    words = (word for word in Passage.of(text, lang).folded if len(word) >= _SHORTEST and word[0].isalpha())
    return frozenset(key for word in words if not is_stop(word, lang) for key in word_meanings(word, lang))


def _meaning(entry: Entry, earlier: Entry) -> float:
    if entry.meaning is None or earlier.meaning is None:
        return 0.0
    cosine = float(entry.meaning @ earlier.meaning)
    return max(0.0, min(1.0, (cosine - _COSINE_FROM) / (_COSINE_TO - _COSINE_FROM)))
