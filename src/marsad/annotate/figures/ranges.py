"""Two numbers together: "entre 20 et 30 millions", "de 10 à 15 %", "$1bn-$2bn", "12 et 15 %"."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.figures.lexicon import Lexicon, signs
from marsad.annotate.figures.quantity import Quantity, first_token, scaled
from marsad.annotate.figures.units import Unit, unit_of
from marsad.annotate.figures.words import Numeral, numeral_at
from marsad.annotate.text import Passage

_DASHES = frozenset("-–—‑−")
_REACH = 14
"""So many words before "from … to …" may hold the verb that makes it a change."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two numerals with what joins them; ``opened`` are first token and first letter of what opens them
    ("de", "entre")."""

    low: Numeral
    low_unit: Unit | None
    high: Numeral
    high_unit: Unit
    join: str
    opened: tuple[int, int] | None
    between: bool


def pair_at(passage: Passage, numeral: Numeral, unit: Unit | None, lexicon: Lexicon) -> Quantity | None:
    """The range, change or list that begins with a numeral and goes on with a second one."""
    pair = _pair(passage, numeral, unit, lexicon)
    if pair is None:
        return None
    if pair.join in lexicon.and_ and not pair.between:
        return _listed(pair)
    if pair.join == "-" and not _hyphened(pair):
        return None
    return _range(passage, pair, lexicon)


def _pair(passage: Passage, numeral: Numeral, unit: Unit | None, lexicon: Lexicon) -> _Pair | None:
    join, place = _join(passage, max(unit.last, numeral.last) if unit else numeral.last, lexicon)
    if not join:
        return None
    if money := signs().money.at(passage.words, place):
        place += money[0]
    elif place + 1 < len(passage.words) and passage.folded[place] in lexicon.one and passage.words[place + 1].isdigit():
        place += 1  # "entre un 20 y un 25 %"
    other = numeral_at(passage, place, lexicon) if place < len(passage.words) else None
    end = unit_of(passage, other, lexicon) if other else None
    if other is None or end is None or (unit is not None and unit.name != end.name):
        return None
    first = first_token(numeral, unit)
    if first and numeral.digits and passage.folded[first - 1] in lexicon.one:
        first -= 1
    between = lexicon.between.before(passage.folded, first)
    if unit is None and (numeral.year or other.year) and not (between and end.known and end.kind != "time"):
        return None
    opener = between or lexicon.open.before(passage.folded, first)
    at = first - opener[0] if opener else first
    opened = (at, passage.starts[at] + opener[1]) if opener else None
    return _Pair(numeral, unit, other, end, join, opened, between is not None)


def _join(passage: Passage, last: int, lexicon: Lexicon) -> tuple[str, int]:
    """What joins a number to the next one, and where that one begins."""
    at = last + 1
    if at >= len(passage.words):
        return "", at
    word = passage.folded[at]
    if word in lexicon.join:
        return word, at + 1
    if word in _DASHES:
        return "-", at + 1
    if lexicon.lang == "ar" and word.startswith("و") and len(word) > 1:
        return "و", at
    return "", at


def _hyphened(pair: _Pair) -> bool:
    unit = pair.low_unit
    return pair.low.digits and (unit is None or unit.kind == "percent" or unit.first is not None)


def _range(passage: Passage, pair: _Pair, lexicon: Lexicon) -> Quantity | None:
    bottom, top = _bottom(pair), scaled(pair.high, pair.high_unit)
    if bottom == top:
        return None
    first = first_token(pair.low, pair.low_unit)
    start = pair.low.start if first == pair.low.first else passage.starts[first]
    if pair.opened:
        first, start = pair.opened
    last = max(pair.high_unit.last, pair.high.last)
    quantity = Quantity(pair.low, pair.high_unit, bottom, first, start, last, "range")
    opened = pair.opened is not None and not pair.between
    if opened and pair.join in lexicon.to and (bottom > top or _changes(passage, first, lexicon)):
        quantity.rule, quantity.value, quantity.former = "change", top, bottom
    elif bottom > top:
        return None
    else:
        quantity.upper, quantity.approximate = top, pair.join in lexicon.or_
    quantity.other = _other_end(passage, pair, quantity)
    return quantity


def _other_end(passage: Passage, pair: _Pair, quantity: Quantity) -> Quantity:
    """The upper end of a range, or the value before a change."""
    numeral = pair.high if quantity.former is None else pair.low
    if quantity.former is not None:
        unit = Unit(pair.high_unit.name, pair.high_unit.kind, numeral.last)
        return Quantity(numeral, unit, quantity.former, numeral.first, numeral.start, numeral.last, "change")
    first = first_token(numeral, pair.high_unit)
    start = numeral.start if first == numeral.first else passage.starts[first]
    top = scaled(numeral, pair.high_unit)
    return Quantity(numeral, pair.high_unit, top, first, start, quantity.last, "range")


def _listed(pair: _Pair) -> Quantity | None:
    """ "12 et 15 %": the first number has the unit of the second; that one is found by itself."""
    low, unit = pair.low, pair.high_unit
    if pair.low_unit is not None or unit.kind not in {"percent", "money", "measure"}:
        return None
    if not (low.digits and pair.high.digits):
        return None
    return Quantity(low, unit, _bottom(pair), low.first, low.start, low.last, "shared unit")


def _bottom(pair: _Pair) -> float:
    """The lower number of "entre 20 et 30 millions" has the scale of the upper one."""
    low, high = pair.low, pair.high
    if pair.low_unit is not None:
        return scaled(low, pair.low_unit)
    value = scaled(low, pair.high_unit)
    if low.scale == 1 and high.scale > 1 and low.value < 1_000:
        return value * (high.scale if low.value <= high.bare else high.scale / 1_000)
    return value


def _changes(passage: Passage, first: int, lexicon: Lexicon) -> bool:
    """Whether a verb of change stands before "from … to …" in the same sentence."""
    for place in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = passage.folded[place]
        if word in {".", "!", "?", ";"} or "\n" in passage.text[passage.ends[place] : passage.starts[place + 1]]:
            return False
        if word in lexicon.verbs or (lexicon.lang == "ar" and word[1:] in lexicon.verbs):
            return True
    return False
