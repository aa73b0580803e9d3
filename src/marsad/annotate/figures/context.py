"""What makes a number no figure: the words around it say a code, a clock time, when rather than how long."""

from __future__ import annotations

from marsad.annotate.figures.lexicon import Lexicon
from marsad.annotate.figures.units import Unit
from marsad.annotate.figures.words import Numeral
from marsad.annotate.text import Passage

_SMALL = 12
"""Number words up to this one count things by the way ("the two sides")."""

_MANY = 4
"""Number words below this one are no figure before a noun that no list has."""

_RACES = frozenset({60, 80, 100, 110, 200, 400, 800, 1_500, 3_000, 5_000, 10_000})
"""The lengths of races in metres."""

_SIGNS = frozenset("/#@_\\&*")
_DASHES = frozenset("-–−‑")


def is_code(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Whether the signs and words right before a numeral make it a name, a number of something or a part of one."""
    text, start = passage.text, numeral.start
    before = text[start - 1] if start else " "
    if numeral.digits:
        if before in _SIGNS or (before in ".," and start > 1 and text[start - 2].isalnum()):
            return True
        if before in _DASHES and start > 1 and not text[start - 2].isspace() and text[start - 2] not in "(«\"'":
            return True
        end = passage.ends[numeral.last]
        if text[end : end + 1] == "/" and text[end + 1 : end + 2].isdigit():
            return True
    place = numeral.first
    if place and passage.folded[place - 1] in {".", "°", "º", ":"} and numeral.digits:
        place -= 1
        if passage.folded[place] == ":" or not place:
            return False
    if start > passage.starts[numeral.first]:
        return False  # a proclitic: "القاعة ل800 مقعد"
    found = lexicon.context["identifiers"].before(passage.folded, place)
    return found is not None and numeral.digits and not numeral.scale > 1


def is_numbered(passage: Passage, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a number tells things of a sort apart, as in "flight 370", unless a measure follows it."""
    if not numeral.digits or numeral.scale > 1 or unit.kind in {"money", "percent", "measure", "time"}:
        return False
    return lexicon.context["numbered"].before(passage.folded, numeral.first) is not None


def is_one_in(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Whether a number belongs to a share in words: "una de cada cinco"."""
    return lexicon.context["one_in"].before(passage.folded, numeral.first) is not None


def is_named_after(passage: Passage, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a number is a part of a name, as in "Ligue 1", "Vision 2030", "Six Nations", or a year."""
    if not numeral.digits:
        return unit.kind in {"noun", "time"} and _is_capital(passage, numeral, unit)
    if numeral.scale > 1 or not numeral.first or unit.kind in {"money", "percent", "measure"}:
        return False
    word, gap = passage.words[numeral.first - 1], passage.text[passage.ends[numeral.first - 1] : numeral.start]
    if numeral.year:
        cued = lexicon.context["year_cues"].before(passage.folded, numeral.first) is not None
        return not unit.known or cued or (gap == " " and word[0].isupper())
    return gap == " " and word[0].isupper() and not unit.known and not _opens_sentence(passage, numeral.first - 1)


def _is_capital(passage: Passage, numeral: Numeral, unit: Unit) -> bool:
    """Whether a number in words is written as names are: with its noun, or within a sentence."""
    if not passage.words[numeral.first][0].isupper():
        return False
    noun = passage.words[unit.counted[0]] if unit.counted else ""
    return noun[:1].isupper() or not _opens_sentence(passage, numeral.first)


def _opens_sentence(passage: Passage, place: int) -> bool:
    return (
        place == 0
        or (passage.words[place - 1] != "," and not passage.words[place - 1][-1].isalnum())
        or "\n" in passage.text[passage.ends[place - 1] : passage.starts[place]]
    )


def is_by_the_way(passage: Passage, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a small number word only points at things: "les deux parties", "both", "trois engagements"."""
    if unit.kind in {"money", "percent", "measure"} or numeral.scale > 1 or numeral.collective:
        return False
    if numeral.digits and numeral.value != 2:
        return False
    if numeral.value > _SMALL:
        return False
    if (numeral.first and passage.folded[numeral.first - 1] in lexicon.definite) or numeral.definite:
        return True
    return not numeral.digits and (unit.vague or (not unit.known and numeral.value < _MANY))


def is_discipline(passage: Passage, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether metres name a race: "le 400 mètres", "los 1.500 metros"."""
    if unit.name != "m" or numeral.value not in _RACES:
        return False
    return lexicon.context["race"].before(passage.folded, numeral.first) is not None


def is_when(passage: Passage, first: int, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a span of time says when or how often, or minutes of play; ``first`` is its first token."""
    if unit.kind != "time":
        return False
    words, context, after = passage.folded, lexicon.context, unit.last + 1
    if context["age"].at(words, after) or context["age"].before(words, first):
        return False
    approximator = lexicon.approximators.before(words, first)
    bare = first - approximator[0] if approximator else first
    for place in (first, bare):
        if context["every"].before(words, place) or _is_since(passage, place, after, lexicon):
            return True
    if context["relative_after"].at(words, after) or context["day_parts"].at(words, after):
        return True
    return context["play"].at(words, unit.last) is not None or _is_clock(passage, numeral, unit, lexicon)


def _is_since(passage: Passage, place: int, after: int, lexicon: Lexicon) -> bool:
    """Whether a span is counted from a time: "après deux jours", but not "après deux jours de débats"."""
    words, context = passage.folded, lexicon.context
    found = context["relative_before"].before(words, place)
    if found is None:
        return False
    of = words[after : after + 1] and words[after] in lexicon.of
    if of and context["after"].before(words, place):
        return False
    return not any(context["lasting"].before(words, place - back) for back in range(4))


def _is_clock(passage: Passage, numeral: Numeral, unit: Unit, lexicon: Lexicon) -> bool:
    """ "À onze heures", "a las 8 horas", but not "à deux heures de route"."""
    if unit.name != "hour" or numeral.value > 24:
        return False
    if lexicon.context["clock"].before(passage.folded, numeral.first) is None:
        return False
    return not any(word in lexicon.of for word in passage.folded[unit.last + 1 : unit.last + 2])
