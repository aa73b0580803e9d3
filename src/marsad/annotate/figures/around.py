"""What goes with a quantity: "environ", "at least", ranges, changes, "and a half", the second number of "six of 45"."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.annotate.figures.lexicon import Lexicon
from marsad.annotate.figures.units import Unit, unit_of
from marsad.annotate.figures.words import Numeral, numeral_at
from marsad.annotate.text import Passage

READINGS = {
    "more": "stated as more than this",
    "least": "stated as at least this",
    "less": "stated as less than this",
    "most": "stated as at most this",
}
_DASHES = frozenset("-–—‑−")
_CHANGE_REACH = 14
"""So many words before "from … to …" may hold the verb that makes it a change."""


@dataclass(slots=True)
class Quantity:
    """A figure in the making: numeral, unit, first letter and last token, and what the words around it add."""

    numeral: Numeral
    unit: Unit
    value: float
    first: int
    start: int
    last: int
    rule: str
    approximate: bool = False
    upper: float | None = None
    former: float | None = None
    readings: list[str] = field(default_factory=list)


def quantity_at(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> Quantity | None:
    """The quantity that begins with a numeral, as a range or a change where a second numeral says so."""
    unit = unit_of(passage, numeral, lexicon)
    second = _second(passage, numeral, unit, lexicon)
    if second is not None:
        return second
    if unit is None:
        return None
    first = numeral.first if unit.first is None else unit.first
    start = numeral.start if unit.first is None else passage.starts[unit.first]
    quantity = Quantity(numeral, unit, _scaled(numeral, unit), first, start, max(unit.last, numeral.last), unit.kind)
    _choose_reading(quantity, lexicon)
    _add_half(passage, quantity, lexicon)
    _add_parts(passage, quantity, lexicon)
    return quantity


def _scaled(numeral: Numeral, unit: Unit, value: float | None = None) -> float:
    return (numeral.value if value is None else value) * unit.factor


def _choose_reading(quantity: Quantity, lexicon: Lexicon) -> None:
    """What a lone separator before three digits means: things that are counted are whole, few sums have thousandths."""
    numeral, unit = quantity.numeral, quantity.unit
    if numeral.other is None:
        return
    thousands = numeral.value > numeral.other
    magnified = max(numeral.scale, unit.factor)
    why = ""
    if thousands and magnified >= 1_000_000_000 and lexicon.lang in {"fr", "ar"}:
        why = "since a thousand of such a scale has a name"
    elif thousands and unit.kind == "percent":
        why = "since a share is small"
    elif not thousands and magnified == 1 and unit.kind == "noun":
        why = "since what is counted is whole"
    elif not thousands and magnified == 1 and unit.kind == "money" and unit.name != "TND" and lexicon.lang != "en":
        why = "since sums have two decimals"
    if why:
        quantity.value = _scaled(numeral, unit, numeral.other)
        thousands = not thousands
    elif thousands and magnified == 1 and (lexicon.lang == "en" or unit.kind in {"noun", "money", "time"}):
        return  # nothing else could be meant
    said = "the thousands" if thousands else "the decimals"
    quantity.readings.append(f"the separator read as that of {said}, {why or f'as is the habit in {lexicon.lang}'}")


def _add_half(passage: Passage, quantity: Quantity, lexicon: Lexicon) -> None:
    """ "Trois ans et demi"."""
    if quantity.unit.kind not in {"time", "measure"} or quantity.numeral.digits:
        return
    half = lexicon.halves.at(passage.folded, quantity.unit.last + 1)
    if half:
        quantity.value += half[1]
        quantity.last = quantity.unit.last + half[0]


def _add_parts(passage: Passage, quantity: Quantity, lexicon: Lexicon) -> None:
    """ "Sept dirhams et quatre-vingts centimes"."""
    at = quantity.last + 1
    if quantity.unit.kind != "money" or quantity.unit.factor != 1 or at + 1 >= len(passage.words):
        return
    at += passage.folded[at] in _AND
    numeral = numeral_at(passage, at, lexicon) if at < len(passage.words) else None
    if numeral is None or (at == quantity.last + 1 and lexicon.lang == "ar" and not numeral.joined):
        return
    unit = unit_of(passage, numeral, lexicon)
    if unit is not None and unit.name == quantity.unit.name and unit.factor < 1:
        quantity.value += _scaled(numeral, unit)
        quantity.last = unit.last


_AND = frozenset({"et", "y", "and", "con"})


def _second(passage: Passage, numeral: Numeral, unit: Unit | None, lexicon: Lexicon) -> Quantity | None:
    """A range or a change that begins with a numeral."""
    words = passage.folded
    at = (max(unit.last, numeral.last) if unit else numeral.last) + 1
    if at >= len(words) or (unit is not None and unit.kind not in {"money", "measure", "percent", "time", "noun"}):
        return None
    opener = lexicon.open.before(words, numeral.first)
    opened = words[numeral.first - 1] if opener else ""
    join, place = _join(passage, numeral, at, lexicon)
    if not join or place >= len(words):
        return None
    if numeral_is_year(numeral):
        return None
    other = numeral_at(passage, place, lexicon)
    if other is None or numeral_is_year(other) and join != "-":
        return None
    end = unit_of(passage, other, lexicon)
    if end is None or (unit is not None and unit.name != end.name):
        return None
    return _ranged(passage, (numeral, unit), (other, end), opened if opener else "", join, lexicon)


def numeral_is_year(numeral: Numeral) -> bool:
    """Whether digits look like a year."""
    return numeral.year and numeral.scale == 1


def _join(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> tuple[str, int]:
    """What joins a numeral to the next one, and where that one begins."""
    word = passage.folded[at]
    if word in lexicon.join:
        return word, at + 1
    if word in _DASHES:
        return "-", at + 1
    if lexicon.lang == "ar" and word.startswith("و") and len(word) > 1:
        return "و", at
    return "", at


def _ranged(
    passage: Passage,
    low: tuple[Numeral, Unit | None],
    high: tuple[Numeral, Unit],
    opened: str,
    join: str,
    lexicon: Lexicon,
) -> Quantity | None:
    numeral, unit = low
    other, end = high
    between = bool(opened) and opened not in lexicon.from_ and not opened.endswith("من")
    pairing = join in {"et", "y", "and", "و"}
    if pairing and not between:
        return _paired(passage, numeral, other, end) if unit is None else None
    if join == "-" and (unit is not None and unit.kind != "percent" or not numeral.digits):
        return None
    bottom = _scaled(numeral, unit) if unit else _lower(numeral, other, end)
    top = _scaled(other, end)
    if bottom == top:
        return None
    rule = "range"
    first = numeral.first - 1 if opened else numeral.first
    start = passage.starts[first] if opened else numeral.start
    if between and lexicon.lang == "ar":
        found = lexicon.open.before(passage.folded, numeral.first)
        first = numeral.first - (found[0] if found else 1)
        start = passage.starts[first]
    quantity = Quantity(numeral, end, bottom, first, start, max(end.last, other.last), rule)
    changed = bool(opened) and not between and (_changes(passage, first, lexicon) or bottom > top)
    if join in lexicon.to and changed:
        quantity.rule, quantity.value, quantity.former = "change", top, bottom
    elif bottom > top:
        return None
    else:
        quantity.upper = top
        quantity.approximate = join in lexicon.or_
    if unit is not None and unit.first is not None and not opened:
        quantity.first, quantity.start = unit.first, passage.starts[unit.first]
    return quantity


def _paired(passage: Passage, numeral: Numeral, other: Numeral, end: Unit) -> Quantity | None:
    """ "12 et 15 %": the first number has the unit of the second; that one is found by itself."""
    if end.kind not in {"percent", "money", "measure"} or not (numeral.digits and other.digits):
        return None
    value = _lower(numeral, other, end)
    return Quantity(numeral, end, value, numeral.first, numeral.start, numeral.last, "shared unit")


def _lower(numeral: Numeral, other: Numeral, end: Unit) -> float:
    """The lower number of "entre 20 et 30 millions" has the scale of the upper one."""
    factor = end.factor
    if numeral.scale == 1 and other.scale > 1 and numeral.value < 1000:
        scale = other.scale
        return numeral.value * factor * (scale if numeral.value <= other.bare else scale / 1000)
    return numeral.value * factor


def _changes(passage: Passage, first: int, lexicon: Lexicon) -> bool:
    """Whether a verb of change stands before "from … to …" in the same sentence."""
    for place in range(first - 1, max(-1, first - 1 - _CHANGE_REACH), -1):
        word = passage.folded[place]
        if word in {".", "!", "?", ";"} or "\n" in passage.text[passage.ends[place] : passage.starts[place + 1]]:
            return False
        if word in lexicon.verbs or (lexicon.lang == "ar" and word[1:] in lexicon.verbs):
            return True
    return False


def former_of(passage: Passage, quantity: Quantity, lexicon: Lexicon) -> float | None:
    """The value that a quantity is set against right after: "15 %, contre 10 % un an plus tôt"."""
    at = quantity.last + 1
    if at < len(passage.words) and passage.words[at] in ",،":
        at += 1
    against = lexicon.against.at(passage.folded, at)
    if against is None or at + against[0] >= len(passage.words):
        return None
    numeral = numeral_at(passage, at + against[0], lexicon)
    unit = unit_of(passage, numeral, lexicon) if numeral else None
    if numeral is None or unit is None or unit.name != quantity.unit.name:
        return None
    return _scaled(numeral, unit)


def out_of(passage: Passage, quantity: Quantity, lexicon: Lexicon) -> Quantity | None:
    """The second number of "six puits sur quarante-cinq", which has no unit of its own."""
    found = lexicon.out_of.at(passage.folded, quantity.last + 1)
    at = quantity.last + 1 + (found[0] if found else 0)
    if found is None or at >= len(passage.words) or quantity.unit.kind not in {"noun", "time"}:
        return None
    numeral = numeral_at(passage, at, lexicon)
    if numeral is None or numeral.year or unit_of(passage, numeral, lexicon) or numeral.value < quantity.value:
        return None
    return Quantity(numeral, quantity.unit, numeral.value, numeral.first, numeral.start, numeral.last, "shared unit")


def approximated(passage: Passage, quantity: Quantity, lexicon: Lexicon) -> None:
    """Take in "environ" or "at least" before a quantity, or after it."""
    if found := lexicon.approximators.before(passage.folded, quantity.first):
        size, kind = found
        words = passage.folded[quantity.first - size : quantity.first]
        apart = passage.text[passage.ends[quantity.first - 1] : quantity.start]
        if "\n" not in apart and not (quantity.unit.kind == "time" and " ".join(words) in lexicon.not_before_time):
            quantity.first -= size
            quantity.start = passage.starts[quantity.first] + _proclitic(passage, quantity.first, lexicon)
            _say(quantity, kind)
            return
    if found := lexicon.after.at(passage.folded, quantity.last + 1):
        if passage.folded[quantity.last + found[0] + 1 : quantity.last + found[0] + 2] in {(of,) for of in lexicon.of}:
            return  # "27 personnes et plus d'un milliard …"
        quantity.last += found[0]
        _say(quantity, found[1])


def _proclitic(passage: Passage, place: int, lexicon: Lexicon) -> int:
    """How many letters of "وأكثر" and "بنحو" are not the approximator's own."""
    if lexicon.lang != "ar":
        return 0
    word = passage.folded[place]
    return next((cut for cut in (1, 2) if lexicon.approximators.at((word[cut:],), 0)), 0) if len(word) > 3 else 0


def _say(quantity: Quantity, kind: str) -> None:
    quantity.approximate = True
    if kind in READINGS:
        quantity.readings.append(READINGS[kind])
