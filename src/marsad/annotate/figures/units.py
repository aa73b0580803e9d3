"""What a numeral counts: money, measure, time or noun, before or after it."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.figures.currencies import at_sea, settled
from marsad.annotate.figures.lexicon import Lexicon, Signs, UnitWord, signs
from marsad.annotate.figures.nouns import noun_at, phrase_after
from marsad.annotate.figures.words import Numeral
from marsad.annotate.text import Passage

_DISTANCES = frozenset({"km", "m", "mile", "celsius", "point"})
"""What stands after "de" here is where from, not what."""

MM_READING = "MM read as thousand million, as in the Moroccan press; elsewhere it may mean million"


@dataclass(slots=True)
class Unit:
    """A unit found in a passage: its name and kind, its last token, and what the numeral is multiplied by.

    ``first`` is its first token where it stands before the numeral, else null; ``counted`` are the first and last
    token of the words for what is counted; ``known`` is false for a noun that no list has.
    """

    name: str
    kind: str
    last: int
    first: int | None = None
    factor: float = 1
    counted: tuple[int, int] | None = None
    known: bool = True
    vague: bool = False
    reading: str | None = None


def unit_of(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> Unit | None:
    """The unit of a numeral."""
    unit = _money_before(passage, numeral, lexicon) or _unit_after(passage, numeral, lexicon)
    if unit is not None and unit.kind in {"money", "measure", "percent"} and unit.name not in _DISTANCES:
        unit.counted = phrase_after(passage, unit.last + 1, lexicon)
    return unit


def _gap(passage: Passage, place: int) -> str | None:
    """What parts a token from the one before it; null where there is no such token or a line ends between."""
    if not 0 < place < len(passage.words):
        return None
    gap = passage.text[passage.ends[place - 1] : passage.starts[place]]
    return None if "\n" in gap or len(gap) > 3 else gap


def _money_before(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> Unit | None:
    table, glued = signs(), passage.text[passage.starts[numeral.first] : numeral.start]
    if glued and glued.isascii():
        found = table.money.at((glued,), 0)
        first = numeral.first
    else:
        found = table.money.before(passage.words, numeral.first)
        first = numeral.first - (found[0] if found else 0)
        if found is None or passage.words[numeral.first - 1].islower() or _gap(passage, numeral.first) not in {"", " "}:
            return None
        if first and passage.words[first - 1][-1].isdigit() and not _starts_sign(passage, first):
            return None  # the sign belongs to the number before it
    if found is None:
        return None
    unit = Unit(found[1], "money", numeral.last, first=first)
    at = numeral.last + 1
    if numeral.scale == 1 and _gap(passage, at) in {"", " "}:
        scale = 1_000_000 if passage.words[at] in {"m", "mn"} else table.scales.get(passage.words[at])
        if scale:
            unit.last, unit.factor = at, _double_m(table, passage.words[at], scale, unit, lexicon)
    return unit


def _starts_sign(passage: Passage, first: int) -> bool:
    """Whether a sign of money is written to the numeral after it: "10 $5"."""
    return passage.starts[first] > passage.ends[first - 1] and passage.ends[first] == passage.starts[first + 1]


def _double_m(table: Signs, word: str, scale: float, unit: Unit, lexicon: Lexicon) -> float:
    if word != "MM":
        return scale
    factor = table.double_m.get(lexicon.lang, scale)
    unit.reading = MM_READING if factor == scale else "MM read as million"
    return factor


def _unit_after(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> Unit | None:
    at = numeral.last + 1
    gap = _gap(passage, at)
    if gap is None:
        return None
    if numeral.digits and (sign := _sign_at(passage, numeral, at, lexicon)):
        return sign
    if gap == "":
        return _hyphened(passage, numeral, at, lexicon)
    return _money_scaled(passage, numeral, at, lexicon) or _word_at(passage, numeral, at, lexicon)


def _sign_at(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> Unit | None:
    table, words = signs(), passage.words
    word = words[at]
    if amount := table.amounts.get(word):
        unit = Unit(amount[1], "money", at, factor=amount[0])
        if word.startswith("MM") and word != "MMAD":
            unit.reading = MM_READING
        return unit
    if money := table.money.at(words, at):
        return Unit(money[1], "money", at + money[0] - 1)
    if lexicon.lang == "en" and word in {"m", "k"} and _counts_scaled(passage, numeral, at, lexicon):
        return None
    spelled = lexicon.units.at(passage.folded, at)
    symbol = table.symbols.at(words, at)
    if symbol and not (spelled and spelled[0] > symbol[0]):
        last = at + symbol[0] - 1
        glued = last + 1 < len(words) and passage.ends[last] == passage.starts[last + 1]
        if not (glued and words[last + 1] in "'’/&"):
            return Unit(symbol[1].unit, symbol[1].kind, last)
    if scale := table.scales.get(word):
        after = table.money.at(words, at + 1) if _gap(passage, at + 1) is not None else None
        if after:
            unit = Unit(after[1], "money", at + after[0])
            unit.factor = _double_m(table, word, scale, unit, lexicon)
            return unit
    if word == "h" and lexicon.lang in {"fr", "es"} and 24 < numeral.value <= 168:
        return Unit("hour", "time", at)
    return None


def _money_scaled(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> Unit | None:
    """ "2 Mds de dirhams", "1.3bn dirhams", "200 k euros": a short scale before a currency's word."""
    scale = signs().scales.get(passage.words[at]) if numeral.digits else None
    if scale is None or numeral.scale != 1:
        return None
    after = at + 1
    if after < len(passage.folded) and passage.folded[after] in lexicon.of:
        after += 1
    if _gap(passage, after) is None:
        return None
    if sign := signs().money.at(passage.words, after):
        return Unit(sign[1], "money", after + sign[0] - 1, factor=scale)
    found = lexicon.units.at(passage.folded, after)
    if found is None or found[1].kind != "money":
        return None
    code, reading = settled(found[1].unit, passage, lexicon)
    factor, code = _hundredths(code)
    unit = Unit(code, "money", after + found[0] - 1, reading=reading)
    unit.factor = factor * _double_m(signs(), passage.words[at], scale, unit, lexicon)
    return unit


def _hyphened(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> Unit | None:
    """English "300-megawatt", "18,000-seat"; "1.3bn dirhams" and "3m people" written together."""
    if lexicon.lang == "en" and passage.words[at] in {"bn", "m", "mn", "tn", "k"} and numeral.digits:
        return _counts_scaled(passage, numeral, at, lexicon)
    if lexicon.lang != "en" or passage.words[at] not in "-‑" or _gap(passage, at + 1) != "" or not numeral.digits:
        return _money_scaled(passage, numeral, at, lexicon)
    found = lexicon.units.at(passage.folded, at + 1) or signs().symbols.at(passage.words, at + 1)
    if found is None:
        return None
    last = at + found[0]
    if last + 1 < len(passage.words) and passage.words[last + 1] == "-" and _gap(passage, last + 1) == "":
        return None  # "the 10-member-state group"
    return _made(passage, found[1], at + 1, last, lexicon)


def _counts_scaled(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> Unit | None:
    """ "3m people", "1.3bn dirhams"."""
    scale = {"m": 1_000_000}.get(passage.words[at]) or signs().scales[passage.words[at]]
    moved = Numeral(numeral.value, numeral.first, at, numeral.start, numeral.bare, scale=scale, digits=True)
    if _gap(passage, at) != "" or _gap(passage, at + 1) != " ":
        return None
    unit = _word_at(passage, moved, at + 1, lexicon)
    if unit is None or not unit.known or unit.kind not in {"money", "noun", "measure"}:
        return None
    unit.factor *= scale
    return unit


def _word_at(passage: Passage, numeral: Numeral, at: int, lexicon: Lexicon) -> Unit | None:
    words, linked = passage.folded, False
    first = at
    if words[at] in lexicon.of and _gap(passage, at + 1) is not None:
        big = numeral.scale >= 500_000 or numeral.collective or lexicon.lang == "ar"
        if not big:
            return None
        first, linked = at + 1, True
    elif numeral.collective and lexicon.lang != "en":
        return None
    if linked and (sign := _sign_at(passage, numeral, first, lexicon)):
        return sign
    found = lexicon.units.at(words, first)
    if found is not None and found[1].kind != "noun":
        last = first + found[0] - 1
        if lexicon.lang == "ar" and linked and found[1].kind != "money":
            return None
        if lexicon.lang == "en" and not found[1].many and numeral.value not in {0.5, 1} and found[1].kind == "time":
            return None
        return _made(passage, found[1], first, last, lexicon)
    noun = noun_at(passage, numeral, first, lexicon, linked=linked)
    if noun is None:
        return None
    return Unit(noun.unit, "noun", noun.last, counted=(noun.first, noun.last), known=noun.known, vague=noun.vague)


def _made(passage: Passage, word: UnitWord, first: int, last: int, lexicon: Lexicon) -> Unit:
    if word.kind == "money":
        code, reading = settled(word.unit, passage, lexicon)
        factor, code = _hundredths(code)
        return Unit(code, "money", last, factor=factor, reading=reading)
    name = "nautical mile" if word.unit == "mile" and at_sea(passage, lexicon) else word.unit
    reading = "degrees read as Celsius" if word.unit == "celsius" and first == last else None
    counted = (first, last) if word.kind in {"time", "noun"} else None
    return Unit(name, word.kind, last, counted=counted, reading=reading, vague=word.vague)


def _hundredths(code: str) -> tuple[float, str]:
    """ "/100 MAD" is a hundredth of a dirham."""
    if not code.startswith("/"):
        return 1, code
    part, code = code[1:].split(" ")
    return 1 / int(part), code
