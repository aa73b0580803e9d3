"""What speaks for and against two entries being of one promise, each piece from 0 to 1."""

from __future__ import annotations

import math
from functools import lru_cache

from marsad.annotate.link.concepts import forms, is_stop
from marsad.annotate.text import Passage
from marsad.follow.ledger.due import due_on
from marsad.follow.ledger.entry import Amount, Entry, is_country
from marsad.follow.reading import word_meanings
from marsad.group.vocabulary import UNKNOWN, document_frequencies, stem
from marsad.model import FactKind

_SHORTEST = 3
_CLOSE = 0.01
"""Numbers that differ by less are one, rounded otherwise."""
_TOLD_IN_ANY = 12
"""Numbers up to this are the same by chance."""
_OVERRUN = 1.4
"""What a thing costs in the end may differ from what it was to cost by this factor."""
_COSINE_FROM, _COSINE_TO = 0.15, 0.55
_SOMETHING = 0.3
"""With less of words and meaning together, two entries have nothing in common that is promised."""
_YEAR = 365.25
_MANY = 2


def evidence(entry: Entry, earlier: Entry) -> dict[str, float]:
    """What speaks for and against a later entry's being of the same promise as an earlier one, by name."""
    words = _words(entry, earlier)
    meaning = meaning_of(entry, earlier)
    same_lang, together = entry.lang == earlier.lang, entry.article == earlier.article
    return {
        **_parties(entry, earlier),
        **_named(entry, earlier),
        **_places(entry, earlier),
        **_amounts(entry, earlier),
        **_dues(entry, earlier),
        "same words": words if same_lang else 0.0,
        "same concepts": 0.0 if same_lang else words,
        "meaning": meaning if same_lang else 0.0,
        "meaning over languages": 0.0 if same_lang else meaning,
        "other thing": max(0.0, 1 - (words + meaning) / _SOMETHING),
        "other language": float(not same_lang),
        "same story": float(not together and entry.story is not None and entry.story == earlier.story),
        "years apart": min(2.0, abs((entry.at - earlier.at).days) / _YEAR) / 2,
    }


def _parties(entry: Entry, earlier: Entry) -> dict[str, float]:
    same = bool(entry.by & earlier.by)
    across = not same and bool(entry.parties & earlier.parties)
    mine, theirs = entry.names | entry.about, earlier.names | earlier.about
    named = not same and not across and bool((entry.parties & theirs) | (mine & earlier.parties))
    other = not (same or across or named) and bool(entry.by) and bool(earlier.by) and entry.lang == earlier.lang
    return {
        "same party": float(same),
        "party the other way round": float(across),
        "party is named": float(named),
        "other party": float(other),
    }


def _named(entry: Entry, earlier: Entry) -> dict[str, float]:
    """Whom both articles tell of, beside the parties."""
    parties = entry.parties | earlier.parties
    mine, theirs = (one.names if entry.article == earlier.article else one.keys for one in (entry, earlier))
    shared = {one for one in mine & theirs if not one.startswith("place/")} - parties
    return {"same people and bodies": min(len(shared), _MANY) / _MANY}


def _places(entry: Entry, earlier: Entry) -> dict[str, float]:
    here, there = (_of_places(one.parties | one.names) for one in (entry, earlier))
    around, yonder = (_of_places(one.keys) for one in (entry, earlier))
    same = bool(here & there)
    return {
        "same place": float(same),
        "other place": float(bool(here) and bool(there) and not here & yonder and not around & there),
    }


def _of_places(ids: frozenset[str]) -> frozenset[str]:
    return frozenset(one for one in ids if one.startswith("place/") and not is_country(one))


def _amounts(entry: Entry, earlier: Entry) -> dict[str, float]:
    same = any(_equal(one, other) for one in entry.amounts for other in earlier.amounts)
    mine, theirs = ((*one.amounts, *one.figures) for one in (entry, earlier))
    together = entry.article == earlier.article
    shared = {one for one in mine for other in theirs if not together and _equal(one, other)}
    other = not same and any(_differ(one, two, entry.kind) for one in entry.amounts for two in earlier.amounts)
    return {"same amount": float(same), "same figures": min(len(shared), _MANY) / _MANY, "other amount": float(other)}


def _equal(one: Amount, other: Amount) -> bool:
    """Whether two numbers are one; units of what is counted may be named otherwise in another language."""
    if abs(one[0] - other[0]) > _CLOSE * max(abs(one[0]), abs(other[0])):
        return False
    return one[1] == other[1] or (one[0] > _TOLD_IN_ANY and one[1].islower() and other[1].islower())


def _differ(one: Amount, other: Amount, kind: FactKind) -> bool:
    """Whether two numbers can hardly be of one thing; what is done may be a part, and may cost more than it was to."""
    if one[1] != other[1]:
        return False
    if kind is FactKind.PROGRESS and one[1].islower():
        return one[0] > other[0] * _OVERRUN
    low, high = sorted((abs(one[0]), abs(other[0])))
    return high > low * _OVERRUN


def _dues(entry: Entry, earlier: Entry) -> dict[str, float]:
    one, other = due_on(entry.due), due_on(earlier.due)
    both = one is not None and other is not None
    return {"same due": float(both and one == other)}


def _words(entry: Entry, earlier: Entry) -> float:
    """The share of words for what is promised, by their rarity, that both have, of those of the one that says less."""
    mine, theirs = (weights_of(one.what or one.text, one.lang) for one in (entry, earlier))
    least = min(sum(mine.values()), sum(theirs.values()))
    return sum(mine[key] for key in mine.keys() & theirs.keys()) / least if least else 0.0


@lru_cache(maxsize=1 << 12)
def weights_of(text: str, lang: str | None) -> dict[str, float]:
    """What the words of a text mean, with how rare each is."""
    found: dict[str, float] = {}
    frequencies = document_frequencies(lang)
    for word in Passage.of(text, lang).folded:
        if len(word) >= _SHORTEST and word[0].isalpha() and not is_stop(word, lang):
            rarity = -math.log(max(frequencies.get(stem(form), UNKNOWN) for form in forms(word)))
            for key in word_meanings(word, lang):
                found[key] = max(rarity, found.get(key, 0.0))
    return found


def meaning_of(entry: Entry, earlier: Entry) -> float:
    if entry.meaning is None or earlier.meaning is None:
        return 0.0
    cosine = float(entry.meaning @ earlier.meaning)
    return max(0.0, min(1.0, (cosine - _COSINE_FROM) / (_COSINE_TO - _COSINE_FROM)))
