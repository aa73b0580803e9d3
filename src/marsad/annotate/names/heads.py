"""Names that a telling word opens: "Agence marocaine des sentiers", "programme Tazart".

French writes what follows in lower case, so that its grammar has to say where the name ends: adjectives, and what "de"
joins. Spanish writes capitals throughout; English besides puts the telling word last (`marsad.annotate.names.runs`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.runs import OWNERS, clipped_end
from marsad.annotate.names.view import QUOTES, View, tells_sport
from marsad.annotate.places import demonym
from marsad.model import FactKind

_OF = frozenset({"de", "du", "des", "d'"})
_DETERMINERS = frozenset({"la", "le", "les", "l'", "los", "las", "el", "the"})
_OF_STATE = frozenset({"delegacion", "subdelegacion", "consulado", "embajada"})
"""Spanish offices that are somewhere: "Subdelegación del Gobierno en Granada"."""
_NATURAL = frozenset(
    {
        "oued",
        "uad",
        "wadi",
        "mont",
        "djebel",
        "jbel",
        "jebel",
        "lac",
        "lake",
        "mount",
        "rio",
        "monte",
        "lago",
        "cap",
        "cape",
        "cabo",
        "mer",
        "mar",
    }
)
_LONGEST = 14


class _Complement(NamedTuple):
    """Where a name ends, and whether it holds a capitalised word, or any word at all, after its head."""

    last: int
    proper: bool
    direct: bool


def headed(view: View) -> Iterator[Candidate]:
    """Every name that its first word tells."""
    words, folded, lang = view.words, view.passage.folded, view.words.lang
    heads = words.organisation | words.lower | words.facility | words.initiative | words.meeting | words.event
    for i, word in enumerate(folded):
        if view.taken[i] or (word not in heads and word.rstrip("s") not in words.event):
            continue
        if (lang == "en" and not _may_open(view, i)) or view.word(i - 1) in words.named_by:
            continue
        complement = _french(view, i) if lang == "fr" else _capitals(view, i)
        if found := _judged(view, i, complement):
            royal = lang == "es" and view.passage.words[i - 1] == "Real" and i > 0 and found.first == i
            yield replace(found, first=i - 1, start=view.passage.starts[i - 1]) if royal else found


def _may_open(view: View, i: int) -> bool:
    """In English only what nothing capitalised leads up to, and of built places those like "Lake Chad"."""
    word = view.passage.folded[i]
    if word in view.words.facility and word not in view.words.facility_first | view.words.organisation:
        return False
    owned = view.word(i - 1) == "'s" and view.word(i - 2) in OWNERS
    if owned or (view.passage.words[i - 1] in {"'", "’"} and view.cap[i - 2] and i > 1):
        return False
    return not (
        i and view.cap[i] and view.cap[i - 1] and not view.opens[i] and view.word(i - 1) not in view.words.function
    )


def _judged(view: View, i: int, end: _Complement) -> Candidate | None:
    words, word, cap = view.words, view.passage.folded[i], view.cap[i]
    firm = cap and not view.opens[i]
    if word in words.event or (word.rstrip("s") in words.event and not cap):
        if end.last == i or not (cap or end.proper):
            return None
        return candidate(view.passage, i, end.last, None, "event", 0.93)
    if word in words.initiative and (found := _initiative(view, i, end, firm=firm)):
        return found
    if word in words.meeting and end.last > i and (firm or (cap and end.proper) or (end.direct and end.proper)):
        return candidate(view.passage, i, end.last, FactKind.INITIATIVE, "meeting", 0.82)
    if word in words.facility and view.word(end.last) not in words.organisation and (found := _facility(view, i, end)):
        return found
    if word in words.organisation and cap and end.last > i and (firm or end.proper or end.last > i + 2):
        if word in words.club and end.last in view.ending and end.last < i + 5 and tells_sport(view):
            return candidate(view.passage, i, end.last, FactKind.ORGANISATION, "club", 0.95)
        return candidate(view.passage, i, end.last, FactKind.ORGANISATION, "organisation-head", 0.95 if firm else 0.88)
    if word in words.lower and not cap and end.proper and _completes(view, i, end):
        return candidate(view.passage, i, end.last, FactKind.ORGANISATION, "organisation-lower", 0.955)
    return None


def _completes(view: View, i: int, end: _Complement) -> bool:
    """Whether a head in lower case is part of a name: before a capital, or "de" and more than a town."""
    if end.direct:
        return True
    if view.word(i) in view.words.lower_of:
        return True
    first = next(at for at in range(i + 1, end.last + 1) if view.cap[at])
    place = view.places.get(first)
    return first == i + 3 and (place is None or place.last < end.last) and view.word(i + 2) in _DETERMINERS


def _initiative(view: View, i: int, end: _Complement, *, firm: bool) -> Candidate | None:
    """A programme; a name with its year is whole without the word for programmes: "la stratégie Targant 2032"."""
    if end.direct and end.proper:
        dated = _is_year(view.passage.words[end.last]) and not view.cap[i] and end.last > i + 1
        numbered = dated and view.word(i) in view.words.described
        first = i + 1 if numbered else i
        return candidate(view.passage, first, end.last, FactKind.INITIATIVE, "initiative-head", 0.94)
    if firm and end.last > i:
        return candidate(view.passage, i, end.last, FactKind.INITIATIVE, "initiative-described", 0.8)
    return None


def _facility(view: View, i: int, end: _Complement) -> Candidate | None:
    if not end.proper or (i and view.passage.words[i - 1] in QUOTES and quoted(view, i - 1) == (i, end.last)):
        return None  # in quotation marks ships and works, not places
    if i and view.cap[i] and view.cap[i - 1] and not view.opens[i - 1] and not view.small(i - 1):
        return None  # "Aceites Sierra Morisca"
    first = next(at for at in range(i + 1, end.last + 1) if view.cap[at])
    place = view.places.get(first)
    natural = (end.direct and view.word(i) in _NATURAL and first == i + 1) or (
        first > i + 1 and view.word(first - 1) in _NATURAL
    )
    if not natural and view.word(first) in view.words.toponyms:
        return None
    if not natural and (place is not None and place.last == end.last and place.certain >= 0.5):
        return None  # "le port de Nador": the town alone is the place
    return candidate(view.passage, i, end.last, FactKind.PLACE, "facility", 0.9)


def _french(view: View, i: int) -> _Complement:
    """Follow adjectives, capitals and what prepositions join."""
    folded, words, stop = view.passage.folded, view.passage.words, min(view.stop[i], i + _LONGEST)
    last, proper, direct, joined, at = i, False, False, 0, i + 1
    facilities = view.words.facility
    if _opens_with_article(view, i, stop):
        last, proper, direct, at = i + 2, True, True, i + 3
    while at < stop:
        word = folded[at]
        if view.named(at, stop) and (demonym(word) is None or at == i + 1 or not words[at - 1][0].isalpha()):
            direct = direct or (not joined and at == last + 1)
            last = clipped_end(view, at)
            proper, at = True, last + 1
        elif at == last + 1 and (
            (_is_number(view, i, words[at]) and proper)
            or (is_adjective(view, at, stop) and not (proper and folded[i] in facilities))
        ):
            last, at = at, at + 1
        elif direct and not view.cap[i] and folded[i] in view.words.initiative:
            break
        elif (noun := _noun_after(view, i, at, stop, joined=joined, proper=proper)) is not None:
            proper = proper or view.cap[noun]
            last, joined = clipped_end(view, noun), joined + 1
            at = last + 1
        else:
            break
    return _Complement(last, proper, direct)


def _opens_with_article(view: View, i: int, stop: int) -> bool:
    """Whether a name that opens with its article in capitals follows: "association L'Encrier des dunes"."""
    article = i + 2 < stop and view.cap[i + 1] and view.passage.folded[i + 1] in _DETERMINERS
    return article and not view.cap[i] and view.named(i + 2, stop)


def _is_number(view: View, i: int, word: str) -> bool:
    """A year, or the number that tells a town's universities apart."""
    return _is_year(word) or (word.isdigit() and len(word) == 1 and view.word(i) in view.words.lower_of)


def _noun_after(view: View, i: int, at: int, stop: int, *, joined: int, proper: bool) -> int | None:
    """The noun that a preposition or an "et" at ``at`` adds to the name; null where the name is over."""
    word, spelled = view.passage.folded[at], view.passage.words[at]
    if word in _OF:
        noun = _noun(view, at + 1, stop)
        natural = noun is not None and view.word(noun) in _NATURAL and view.cap[noun + 1]
        return noun if noun is not None and (view.cap[noun] or natural or not (proper and not joined)) else None
    if spelled in {"à", "au", "aux"} and (view.word(i) in view.words.with_a) and not joined:
        return _noun(view, at + 1, stop)
    if word == "pour" and joined < 2 and view.cap[i]:
        return _noun(view, at + 1, stop)
    if word == "et" and _paired(view, i, at):
        return at + 1
    if word == "et" and at + 1 < stop and is_adjective(view, at - 1, stop) and is_adjective(view, at + 1, stop):
        return at + 1 if view.cap[i] and joined else None
    if word == "et" and joined:
        if view.word(at + 1) in _OF:
            return _noun(view, at + 2, stop)
        if view.plain(at + 1, stop) and view.word(at - 2) in {"des", "d'"} and not view.cap[at - 1]:
            return at + 1
    return None


def _noun(view: View, at: int, stop: int) -> int | None:
    if at < stop and view.passage.folded[at] in _DETERMINERS:
        at += 1
    if view.word(at) in {"premiere", "haute", "grande"} and view.plain(at + 1, stop):
        return at + 1  # "tribunal de première instance"
    capital = at < stop and view.cap[at] and not view.taken[at]
    return at if capital or view.plain(at, stop) else None


def is_adjective(view: View, at: int, stop: int) -> bool:
    if not view.plain(at, stop):
        return False
    words, word = view.words, view.passage.folded[at]
    if view.passage.words[at] in words.adjectives or demonym(word):
        return True
    before = view.passage.folded[at - 1]
    if (
        before[-1] in "sx"
        and word[-1] in "sx"
        and len(before) > 3
        and not view.cap[at - 1]
        and word not in words.not_adjectives
    ):
        return True  # both in the plural: "roches célestes"
    return len(word) > 4 and word not in words.not_adjectives and word.endswith(words.adjective_ends)


def _capitals(view: View, i: int) -> _Complement:
    """Follow capitals, and small words before more capitals: "Oficina del Faro Norte", "Ministry of Health"."""
    folded, words, stop = view.passage.folded, view.passage.words, min(view.stop[i], i + _LONGEST)
    last, proper, direct, at = i, False, False, i + 1
    while at < stop:
        capital = view.cap[at] and words[at].isalpha() and (at > i + 1 or folded[at] not in _DETERMINERS)
        if view.named(at, stop) or capital or (_is_year(words[at]) and proper):
            direct = direct or at == i + 1
            last = clipped_end(view, at)
            proper, at = True, last + 1
            continue
        if direct and not view.cap[i] and folded[i] in view.words.initiative and words[at] != "a":
            break
        noun = at
        while noun < stop and folded[noun] in view.words.joins and not view.cap[noun]:
            noun += 1
        capital = noun < stop and view.cap[noun] and not view.opens[noun]
        if noun == at or noun - at > 2 or not (view.named(noun, stop) or capital):
            break
        programme = direct and folded[i] in view.words.initiative and noun not in view.places
        if words[at] in {"a", "en"} and not programme and not (folded[i] in _OF_STATE and noun in view.places):
            break
        if folded[at] in {"y", "e", "and"} and (noun - at > 1 or not (_goes_on(view, i, noun) or _paired(view, i, at))):
            break
        if not view.cap[i] and last == i and folded[at] in {"y", "e", "and", "for", "para"}:
            break
        last = clipped_end(view, noun)
        proper, at = True, last + 1
    return _Complement(last, proper, direct)


def _paired(view: View, i: int, at: int) -> bool:
    """Whether "and" joins the two capitals that name an association: "association Encre et Sable"."""
    other = at + 1
    if at != i + 2 or view.word(i) not in view.words.paired or not view.named(other, view.stop[i]):
        return False
    return other not in view.places and at - 1 not in view.places and view.word(other) not in view.words.organisation


def _goes_on(view: View, i: int, noun: int) -> bool:
    """Whether a capital behind "and" belongs to the same name: no town, no other institution, nobody's given name."""
    from marsad.annotate.names.words import given_names

    word = view.passage.folded[noun]
    return (
        noun not in view.places
        and word not in given_names()
        and word not in view.words.organisation
        and any(view.passage.folded[at] in {"of", "de", "del", "for", "para"} for at in range(i, noun))
    )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] == "20"


def capitals_from(view: View, head: int) -> int:
    """The last word of the name that a telling word opens, where capitals go on."""
    return _capitals(view, head).last


def quoted(view: View, at: int) -> tuple[int, int] | None:
    """First and last token between quotation marks that open at ``at``, if they are few."""
    words = view.passage.words
    if at >= len(words) or words[at] not in QUOTES:
        return None
    for end in range(at + 2, min(at + 9, len(words))):
        if words[end] in QUOTES:
            return at + 1, end - 1
    return None
