"""Number tokens first, then the words around each: what the figures of a passage are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from marsad.annotate.figures.around import approximated, former_of, out_of, quantity_at
from marsad.annotate.figures.context import (
    is_by_the_way,
    is_code,
    is_discipline,
    is_named_after,
    is_numbered,
    is_one_in,
    is_when,
)
from marsad.annotate.figures.elided import elided_at
from marsad.annotate.figures.lexicon import Lexicon, lexicon_of
from marsad.annotate.figures.quantity import Quantity
from marsad.annotate.figures.scores import scores_in
from marsad.annotate.figures.units import Unit
from marsad.annotate.figures.words import Numeral, number_parts, numeral_at
from marsad.annotate.text import Passage
from marsad.model import LANGUAGES, DateFact, FactKind, Figure
from marsad.read.language import detect_language

_CONFIDENCE = {
    "money": 0.97,
    "percent": 0.98,
    "measure": 0.95,
    "time": 0.88,
    "noun": 0.93,
    "unlisted noun": 0.75,
    "score": 0.92,
    "range": 0.9,
    "change": 0.9,
    "shared unit": 0.85,
    "dual": 0.85,
}
"""How sure each mechanism is of what it finds, by eye over some hundred articles, until its share is measured."""

_ONE_COUNTS = frozenset({"money", "percent", "measure"})
"""The kinds of units of which "un" is a number."""

_SINCE = frozenset({"منذ", "depuis", "desde"})
"""Before a span that has lasted until now: "desde hace cinco meses"."""


def figures_of(passage: Passage, dates: Sequence[DateFact]) -> list[Figure]:
    """Every quantity of a passage that is no part of a date, in the order of the text."""
    lexicon = lexicon_of(_language(passage))
    if lexicon is None or not passage.words:
        return []
    taken = _covered(passage, dates)
    figures = []
    for score in scores_in(passage, lexicon):
        if not taken.intersection(range(score.first, score.last)):
            taken.update(range(score.first, score.last))
            figures.append(
                Figure(
                    kind=FactKind.FIGURE, start=score.start, end=score.end, text=passage.text[score.start : score.end],
                    confidence=_CONFIDENCE["score"], rule="score", value=score.value, unit="score",
                )
            )  # fmt: skip
    figures.extend(_figure(passage, quantity) for quantity in _quantities(passage, lexicon, taken))
    figures.sort(key=lambda figure: figure.start)
    return figures


def _language(passage: Passage) -> str:
    if passage.lang in LANGUAGES:
        return passage.lang or ""
    if passage.lang:
        return ""
    arabic = any("\u0620" <= char <= "\u064a" for char in passage.text[:200])
    return detect_language(passage.text) or ("ar" if arabic else "en")


def _covered(passage: Passage, dates: Sequence[DateFact]) -> set[int]:
    """The tokens that a date keeps: all but those of one that says besides how long something has lasted."""
    taken: set[int] = set()
    for date in dates:
        place = bisect_left(passage.ends, date.start + 1)
        if passage.folded[place] in _SINCE or (place and passage.folded[place - 1] in _SINCE):
            continue
        while place < len(passage.starts) and passage.starts[place] < date.end:
            taken.add(place)
            place += 1
    return taken


def _candidates(passage: Passage, lexicon: Lexicon) -> Iterator[int]:
    """The tokens that may begin a figure."""
    numbers, duals, lang = lexicon.numbers, lexicon.duals, lexicon.lang
    halves = lexicon.half_words
    for place, word in enumerate(passage.folded):
        known = word in numbers or word in duals or word in halves
        if known or word[-1].isdigit() or ("-" in word and number_parts(lang, word)):
            yield place


def _quantities(passage: Passage, lexicon: Lexicon, taken: set[int]) -> Iterator[Quantity]:
    done, given = 0, list[Quantity]()
    for place in _candidates(passage, lexicon):
        if place < done or place in taken:
            continue
        numeral = numeral_at(passage, place, lexicon)
        if numeral is None:
            dual = _dual(passage, place, lexicon)
            if dual and not (given and given[-1].rule == "dual" and given[-1].last == place - 1):  # an adjective
                given.append(dual)
                yield dual
            continue
        before, done = done, numeral.last + 1
        if is_code(passage, numeral, lexicon):
            continue
        quantity = quantity_at(passage, numeral, lexicon)
        if quantity is None:
            quantity = elided_at(passage, numeral, given, lexicon)
        if quantity is None or taken.intersection(range(numeral.first, quantity.last + 1)):
            continue
        if _is_no_figure(passage, quantity, lexicon):
            done = max(done, quantity.last + 1 if quantity.upper or quantity.former else done)
            continue
        rest = _finished(passage, quantity, lexicon)
        if quantity.first < (least := min(before, numeral.first)):  # of two one has the "environ" between them
            quantity.first, quantity.start = least, passage.starts[least]
        also = [other for other in (rest, quantity.other) if other is not None and other.value != quantity.value]
        given += [quantity, *also]
        done = max(other.last + 1 for other in (quantity, *also))
        yield quantity
        yield from also


def _is_no_figure(passage: Passage, quantity: Quantity, lexicon: Lexicon) -> bool:
    numeral, unit = quantity.numeral, quantity.unit
    one = numeral.value == 1 and not numeral.digits and numeral.scale == 1
    if one and unit.kind not in _ONE_COUNTS and not unit.factor > 1 and not numeral.collective:
        return True
    if quantity.rule not in {"range", "change"} and _plus_without_share(passage, numeral, unit):
        return True
    return (
        is_named_after(passage, numeral, unit, lexicon)
        or is_numbered(passage, numeral, unit, lexicon)
        or is_one_in(passage, numeral, lexicon)
        or is_discipline(passage, numeral, unit, lexicon)
        or is_by_the_way(passage, numeral, unit, lexicon)
        or is_when(passage, quantity.first, numeral, unit, lexicon)
    )


def _plus_without_share(passage: Passage, numeral: Numeral, unit: Unit) -> bool:
    """A plus is written before shares and degrees, and before telephone numbers."""
    return passage.text[numeral.start - 1 : numeral.start] == "+" and unit.kind not in {"percent", "measure", "money"}


def _finished(passage: Passage, quantity: Quantity, lexicon: Lexicon) -> Quantity | None:
    """Take in what stands around a quantity; gives the second number of "six puits sur quarante-cinq"."""
    unit = quantity.unit
    if quantity.numeral.collective:
        quantity.approximate = True
    rest = out_of(passage, quantity, lexicon) if quantity.upper is None else None
    if quantity.former is None and quantity.upper is None:
        quantity.former = former_of(passage, quantity, lexicon)
    _signed(passage, quantity)
    approximated(passage, quantity, lexicon)
    quantity.readings[:0] = [unit.reading] if unit.reading else []
    return rest


def _signed(passage: Passage, quantity: Quantity) -> None:
    """A minus before shares and degrees."""
    start, text = quantity.numeral.start, passage.text
    if quantity.unit.kind not in {"percent", "measure"} or quantity.first != quantity.numeral.first or not start:
        return
    if text[start - 1] in "-−–+" and (start == 1 or not text[start - 2].isalnum()):
        quantity.first -= 1
        quantity.start = start - 1
        if text[start - 1] != "+":
            quantity.value = -quantity.value


def _dual(passage: Passage, place: int, lexicon: Lexicon) -> Quantity | None:
    """An Arabic dual that is a measure by itself: "سنتان", "هكتارين"."""
    found = lexicon.duals.get(passage.folded[place])
    if found is None:
        return None
    word, start = found[0], passage.starts[place] + found[1]
    numeral = Numeral(2, place, place, start, 2)
    unit = Unit(word.unit, word.kind, place, counted=(place, place))
    if word.unit.startswith("?") or is_when(passage, place, numeral, unit, lexicon):
        return None
    half = lexicon.halves.at(passage.folded, place + 1) if unit.kind in {"time", "measure"} else None
    value, last = (2 + half[1], place + half[0]) if half else (2.0, place)
    quantity = Quantity(numeral, unit, value, place, start, last, "dual")
    _finished(passage, quantity, lexicon)
    return quantity


def _figure(passage: Passage, quantity: Quantity) -> Figure:
    unit = quantity.unit
    rule = quantity.rule if unit.known or quantity.rule != "noun" else "unlisted noun"
    end = passage.ends[quantity.last]
    return Figure(
        kind=FactKind.FIGURE,
        start=quantity.start,
        end=end,
        text=passage.text[quantity.start : end],
        confidence=_CONFIDENCE[rule],
        rule=rule,
        value=_tidy(quantity.value) or 0,
        unit=unit.name,
        about=passage.between(*unit.counted) if unit.counted else None,
        approximate=quantity.approximate,
        upper=_tidy(quantity.upper),
        former=_tidy(quantity.former),
        reading="; ".join(dict.fromkeys(quantity.readings)) or None,
    )


def _tidy(value: float | None) -> int | float | None:
    """An int where it is whole, and no more digits than floating point can hold."""
    if value is None:
        return None
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded
