"""Numbers in words, alone or after digits: "quatre-vingt-dix-sept", "1,2 milliard", "خمسة وعشرين ألف"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.annotate.figures.lexicon import Lexicon, NumberWord, lexicon_of
from marsad.annotate.figures.numerals import digits_at
from marsad.annotate.text import Passage


@dataclass(slots=True)
class Numeral:
    """A number of a passage: its value, first and last token, and first letter. ``bare`` is the number before ``scale``.

    ``other`` is the value by the other habit of separators; ``small`` holds for number words of one token up to
    twelve; ``collective`` for "une centaine"; ``joined`` where "و" is written before it; ``year`` for what looks
    like a year.
    """

    value: float
    first: int
    last: int
    start: int
    bare: float
    scale: float = 1
    other: float | None = None
    digits: bool = False
    year: bool = False
    joined: bool = False
    definite: bool = False
    collective: bool = False
    dual: bool = False
    reading: str | None = None


class _Sum:
    """A number put together word by word, by the grammar that the four languages share."""

    __slots__ = ("_french", "current", "scale", "total")

    def __init__(self, lang: str, current: float = 0) -> None:
        self.total: float = 0
        self.current: float = current
        self.scale: float = 0
        self._french = lang == "fr"

    @property
    def value(self) -> float:
        return self.total + self.current

    def add(self, word: NumberWord) -> bool:
        """Whether the word goes on with the number; it is taken in then."""
        return self._scaled(word.value) if word.kind == "scale" else self._counted(word.value)

    def _scaled(self, factor: float) -> bool:
        if self.scale and factor > self.scale:
            self.total = (self.total + self.current) * factor
        elif self.scale and (factor == self.scale or not self.current and self.total):
            return False
        else:
            self.total += (self.current or 1) * factor
        self.current, self.scale = 0, factor
        return True

    def _counted(self, value: float) -> bool:
        current, room = self.current, self.scale or float("inf")
        if current != int(current) or value >= room:
            return False
        under = int(current) % 100
        if value == 100 and 0 < current < 20:
            self.current = current * 100
        elif self._french and value == 20 and under == 4:
            self.current = current + 76
        elif self._fits(int(value), int(current), under):
            self.current = current + value
        else:
            return False
        return True

    def _fits(self, value: int, current: int, under: int) -> bool:
        if value >= 1000:
            return not current and not self.total
        if value >= 100:
            return not current
        if value >= 20:
            return under == 0
        if value >= 10:
            return under == 0 or (self._french and under in {60, 80})
        if self._french and under == 10 + (60 if under > 60 else 0) + (20 if under > 80 else 0):
            return value >= 7
        return value > 0 and under % 10 == 0 and under != 10


class _ArabicSum(_Sum):
    """Arabic says the units before the tens, and "and" before each part but what multiplies or makes a teen."""

    __slots__ = ()

    def add(self, word: NumberWord) -> bool:
        if word.kind == "scale":
            joined = word.joined and bool(self.current or self.total)
            if joined and self.scale and word.value < self.scale:
                self.total, self.current = self.total + word.value, 0
                return True
            return not joined and self._scaled(word.value)
        current, value = int(self.current), int(word.value)
        under = current % 100
        if not current and not self.total:
            self.current = value
            return value > 0
        if not word.joined:
            return self._multiplied(value, current, under)
        if value >= (self.scale or float("inf")):
            return False
        smaller = (100 <= value < 1000 and not current) or (value >= 20 and value < 100 and under < 10)
        if not (smaller or (value < 20 and under == 0)):
            return False
        self.current = current + value
        return True

    def _multiplied(self, value: int, current: int, under: int) -> bool:
        if value == 10 and 0 < under < 10:
            self.current = current + 10
        elif value == 100 and 2 < current < 10:
            self.current = current * 100
        else:
            return False
        return True


@lru_cache(maxsize=4096)
def number_parts(lang: str, word: str) -> tuple[NumberWord, ...]:
    """The number words that a folded token is made of, none where it holds anything else."""
    lexicon = lexicon_of(lang)
    if lexicon is None:
        return ()
    if found := lexicon.numbers.get(word):
        return (found,)
    if "-" not in word:
        return ()
    parts = [part for part in word.split("-") if part not in lexicon.joins]
    found_parts = [lexicon.numbers.get(part) for part in parts]
    return tuple(part for part in found_parts if part) if all(found_parts) else ()


def numeral_at(passage: Passage, place: int, lexicon: Lexicon) -> Numeral | None:
    """The number that begins with a token, null where there is none."""
    word = passage.folded[place]
    if word[-1].isdigit() or word[0].isdigit():
        digits = digits_at(passage, place, lexicon)
        if digits is None:
            return None
        numeral = Numeral(
            digits.value, place, digits.last, digits.start, digits.value,
            other=digits.other, digits=True, year=digits.year, joined=digits.joined,
        )  # fmt: skip
        return _read_on(passage, numeral, _sum(lexicon, numeral.value), lexicon)
    if half := lexicon.halves_before.at(passage.folded, place):
        return _half(passage, place, half, lexicon)
    parts = number_parts(lexicon.lang, word)
    return _in_words(passage, place, parts, lexicon) if parts else None


def _sum(lexicon: Lexicon, current: float = 0) -> _Sum:
    return (_ArabicSum if lexicon.lang == "ar" else _Sum)(lexicon.lang, current)


def _in_words(passage: Passage, place: int, parts: tuple[NumberWord, ...], lexicon: Lexicon) -> Numeral | None:
    first = parts[0]
    bare_word = passage.folded[place][first.cut + (2 if first.definite else 0) :]
    if first.kind == "collective" or not _may_begin(passage, place, bare_word, parts, lexicon):
        return None
    total = _sum(lexicon)
    dual = bool(first.dual) or (lexicon.lang == "ar" and first.kind == "number" and first.value in _DUALS)
    if first.dual:
        parts = (NumberWord(first.dual, "number"),)
    if dual:
        total.total, total.scale = parts[0].value, 1000 ** (len(str(int(parts[0].value))) // 3)
    elif not all(map(total.add, parts)):
        return None
    start = passage.starts[place] + first.cut
    numeral = Numeral(
        total.value, place, place, start, total.value,
        scale=total.scale or 1, joined=first.joined, definite=first.definite, dual=dual,
    )  # fmt: skip
    return _read_on(passage, numeral, total, lexicon)


_DUALS = frozenset({2_000, 2_000_000, 2_000_000_000})


def _may_begin(passage: Passage, place: int, word: str, parts: tuple[NumberWord, ...], lexicon: Lexicon) -> bool:
    following = passage.folded[place + 1] if place + 1 < len(passage.folded) else ""
    after = number_parts(lexicon.lang, following)
    if word in lexicon.before_scale:
        return bool(after) and (after[0].kind in {"scale", "collective"} or after[0].value == 100)
    if word in lexicon.before_teen:
        return bool(after) and after[0].value == 10
    if len(parts) > 1 or word in lexicon.alone or parts[0].dual:
        return True
    return parts[0].kind == "number" and not (parts[0].value == 100 and lexicon.lang == "en")


def _half(passage: Passage, place: int, half: tuple[int, float], lexicon: Lexicon) -> Numeral | None:
    at = place + half[0]
    parts = number_parts(lexicon.lang, passage.folded[at]) if at < len(passage.folded) else ()
    if len(parts) != 1 or parts[0].kind not in {"scale", "collective"} or not _near(passage, at):
        return None
    value, collective = half[1] * parts[0].value, parts[0].kind == "collective"
    scale = 1 if collective else parts[0].value
    return Numeral(value, place, at, passage.starts[place], half[1], scale=scale, collective=collective)


def _near(passage: Passage, place: int) -> bool:
    """Whether nothing but a space or a hyphen parts a token from the one before it."""
    return passage.text[passage.ends[place - 1] : passage.starts[place]] in {" ", "", "\u00a0", "\u202f", "\u2009"}


def _read_on(passage: Passage, numeral: Numeral, total: _Sum, lexicon: Lexicon) -> Numeral:
    """Take in the number words that follow: scales, smaller parts, halves."""
    words, place, count = passage.folded, numeral.last + 1, len(passage.folded)
    while place < count and _near(passage, place):
        if words[place] == "و" and place + 1 < count and (grown := _after_and(passage, total, place + 1, lexicon)):
            place = grown
            continue
        if half := lexicon.halves.at(words, place):
            place = _halved(passage, numeral, total, half, place, lexicon)
            break
        join = 1 if words[place] in lexicon.joins else 0
        parts = number_parts(lexicon.lang, words[place + join]) if place + join < count else ()
        if not parts or parts[0].definite:
            parts = ()
            grown = _digits_on(passage, total, place, lexicon) if not join else None
            if grown is None:
                break
            place = grown
        elif parts[0].kind == "collective":
            if not join and 1 <= total.value < 100 and not total.scale:
                numeral.collective, numeral.bare = True, total.value
                total.total, total.current, total.scale = total.value * parts[0].value, 0, parts[0].value
                place = _after_collective(passage, total, place + 1, lexicon)
            break
        elif join and not _joins(total, parts[0], lexicon.joins[words[place]], lexicon):
            break
        elif numeral.digits and not total.scale and parts[0].kind != "scale":
            break
        else:
            bare = total.value
            kept = (total.total, total.current, total.scale)
            if not all(map(total.add, parts)):
                total.total, total.current, total.scale = kept
                break
            if parts[-1].kind == "scale" and numeral.scale == 1:
                numeral.bare = bare
            numeral.scale = max(numeral.scale, total.scale or 1)
            place += 1 + join
    numeral.last, numeral.value = place - 1, total.value
    if numeral.other is not None and total.scale and numeral.scale > 1:
        numeral.other = numeral.other * (numeral.value / numeral.bare) if numeral.bare else None
    if numeral.scale == 1 and not numeral.collective:
        numeral.bare = numeral.value
    return numeral


def _after_and(passage: Passage, total: _Sum, place: int, lexicon: Lexicon) -> int | None:
    """What goes on with an Arabic number after an "and" that is written apart."""
    if grown := _digits_on(passage, total, place, lexicon):
        return grown
    parts = number_parts(lexicon.lang, passage.folded[place])
    if len(parts) == 1 and not parts[0].cut and parts[0].kind == "number" and total.add(replace(parts[0], joined=True)):
        return place + 1
    return None


def _joins(total: _Sum, word: NumberWord, allowed: frozenset[int], lexicon: Lexicon) -> bool:
    if word.kind != "number" or int(word.value) not in allowed:
        return False
    if lexicon.lang == "en":
        return total.value >= 100 and total.current % 100 == 0
    return int(total.current) % 100 >= 20


def _halved(
    passage: Passage, numeral: Numeral, total: _Sum, half: tuple[int, float], place: int, lexicon: Lexicon
) -> int:
    """ "Et demi" after a scale, or "and a half" before one; after a bare number the unit is still to come."""
    end = place + half[0]
    parts = number_parts(lexicon.lang, passage.folded[end]) if end < len(passage.folded) else ()
    if parts and parts[0].kind == "scale" and _near(passage, end):
        if total.scale:
            total.total += half[1] * total.scale
        else:
            total.total, total.current = (total.value + half[1]) * parts[0].value, 0
        numeral.scale = total.scale = parts[0].value
        return end + 1
    if total.scale and not numeral.collective:
        total.total += half[1] * total.scale
        return end
    if lexicon.lang in {"en"}:
        total.current += half[1]
        return end
    return place


def _digits_on(passage: Passage, total: _Sum, place: int, lexicon: Lexicon) -> int | None:
    """Digits after a scale that go on with it: "3 millions 500 000", "مليون و200 ألف"."""
    if total.scale < 1_000 or total.current or lexicon.lang == "en":
        return None
    word = passage.folded[place]
    if not (word[0].isdigit() or word[-1].isdigit()):
        return None
    digits = digits_at(passage, place, lexicon)
    joined = digits is not None and (digits.joined or passage.folded[place - 1] == "و")
    if digits is None or (lexicon.lang == "ar") is not joined or digits.value != int(digits.value):
        return None
    rest, end = digits.value, digits.last + 1
    parts = number_parts(lexicon.lang, passage.folded[end]) if end < len(passage.folded) else ()
    if parts and parts[0].kind == "scale" and not parts[0].joined and _near(passage, end):
        rest, end = rest * parts[0].value, end + 1
    if rest >= total.scale or digits.year:
        return None
    total.total += rest
    return end


def _after_collective(passage: Passage, total: _Sum, place: int, lexicon: Lexicon) -> int:
    """ "Une dizaine de milliers", "une centaine de millions"."""
    words = passage.folded
    at = place + 1 if place < len(words) and words[place] in lexicon.of else place
    parts = number_parts(lexicon.lang, words[at]) if at < len(words) else ()
    if at > place or lexicon.lang == "en":
        if parts and (parts[0].kind == "scale" or (parts[0].kind == "collective" and parts[0].value == 1000)):
            total.total, total.scale = total.value * parts[0].value, parts[0].value
            return at + 1
    return place
