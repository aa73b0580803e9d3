"""What goes with a quantity: "environ", "at least", ranges, changes, "and a half", the second number of "six of 45"."""

from __future__ import annotations

from marsad.annotate.figures.lexicon import Lexicon
from marsad.annotate.figures.quantity import Quantity, first_token, scaled
from marsad.annotate.figures.ranges import pair_at
from marsad.annotate.figures.units import unit_of
from marsad.annotate.figures.words import Numeral, numeral_at
from marsad.annotate.text import Passage

READINGS = {
    "more": "stated as more than this",
    "least": "stated as at least this",
    "less": "stated as less than this",
    "most": "stated as at most this",
}


def quantity_at(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> Quantity | None:
    """The quantity that begins with a numeral, as a range or a change where a second numeral says so."""
    unit = unit_of(passage, numeral, lexicon)
    if pair := pair_at(passage, numeral, unit, lexicon):
        return pair
    if unit is None:
        return None
    first = first_token(numeral, unit)
    start = numeral.start if unit.first is None else passage.starts[unit.first]
    quantity = Quantity(numeral, unit, scaled(numeral, unit), first, start, max(unit.last, numeral.last), unit.kind)
    _choose_reading(quantity, lexicon)
    _add_half(passage, quantity, lexicon)
    _add_parts(passage, quantity, lexicon)
    return quantity


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
        quantity.value = scaled(numeral, unit, numeral.other)
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
    at += passage.folded[at] in lexicon.parts
    numeral = numeral_at(passage, at, lexicon) if at < len(passage.words) else None
    if numeral is None or (at == quantity.last + 1 and lexicon.lang == "ar" and not numeral.joined):
        return
    unit = unit_of(passage, numeral, lexicon)
    if unit is not None and unit.name == quantity.unit.name and unit.factor < 1:
        quantity.value += scaled(numeral, unit)
        quantity.last = unit.last


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
    return scaled(numeral, unit)


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
        size, (kind, cut) = found
        words = passage.folded[quantity.first - size : quantity.first]
        apart = passage.text[passage.ends[quantity.first - 1] : quantity.start]
        if "\n" not in apart and not (quantity.unit.kind == "time" and " ".join(words) in lexicon.not_before_time):
            quantity.first -= size
            quantity.start = passage.starts[quantity.first] + cut
            _say(quantity, kind)
            return
    if found := lexicon.after.at(passage.folded, quantity.last + 1):
        if passage.folded[quantity.last + found[0] + 1 : quantity.last + found[0] + 2] in {(of,) for of in lexicon.of}:
            return  # "27 personnes et plus d'un milliard …"
        quantity.last += found[0]
        _say(quantity, found[1][0])


def _say(quantity: Quantity, kind: str) -> None:
    quantity.approximate = True
    if kind in READINGS:
        quantity.readings.append(READINGS[kind])
