"""Numbers in words, alone or after digits: "quatre-vingt-dix-sept", "1,2 milliard", "خمسة وعشرين ألف"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.annotate.figures.lexicon import Lexicon, NumberWord, lexicon_of
from marsad.annotate.figures.numerals import digits_at
from marsad.annotate.figures.sums import Sum, sum_of
from marsad.annotate.text import Passage

_DUALS = frozenset({2_000, 2_000_000, 2_000_000_000})
_SPACES = frozenset({"", " ", "\u00a0", "\u202f", "\u2009"})


@dataclass(slots=True)
class Numeral:
    """A number of a passage: its value, first and last token, and first letter.

    ``bare`` is the number before its ``scale``; ``other`` the value by the other habit of separators; ``collective``
    holds for "une centaine"; ``joined`` where "و" is written before it; ``definite`` where "ال" is; ``year`` for what
    looks like a year.
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
    parts = [lexicon.numbers.get(part) for part in word.split("-") if part not in lexicon.joins]
    return tuple(part for part in parts if part) if all(parts) else ()


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
        return _Reader(passage, numeral, sum_of(lexicon.lang, numeral.value), lexicon).read()
    if half := lexicon.halves_before.at(passage.folded, place):
        return _half(passage, place, half, lexicon)
    parts = number_parts(lexicon.lang, word)
    return _in_words(passage, place, parts, lexicon) if parts else None


def _in_words(passage: Passage, place: int, parts: tuple[NumberWord, ...], lexicon: Lexicon) -> Numeral | None:
    first = parts[0]
    word = passage.folded[place][first.cut + (2 if first.definite else 0) :]
    if first.kind == "collective" or not _may_begin(passage, place, word, parts, lexicon):
        return None
    total = sum_of(lexicon.lang)
    dual = first.dual or (first.value if lexicon.lang == "ar" and first.kind == "number" else 0)
    if dual in _DUALS:
        total.total, total.scale = dual, 1000 ** (len(str(int(dual))) // 3)
    elif not all(map(total.add, parts)):
        return None
    numeral = Numeral(
        total.value, place, place, passage.starts[place] + first.cut, total.value,
        scale=total.scale or 1, joined=first.joined, definite=first.definite,
    )  # fmt: skip
    return _Reader(passage, numeral, total, lexicon).read()


def _may_begin(passage: Passage, place: int, word: str, parts: tuple[NumberWord, ...], lexicon: Lexicon) -> bool:
    following = passage.folded[place + 1] if place + 1 < len(passage.folded) else ""
    after = number_parts(lexicon.lang, following)
    if word in lexicon.before_scale:
        return bool(after) and (after[0].kind in {"scale", "collective"} or after[0].value == 100)
    if word in lexicon.before_teen:
        return bool(after) and (after[0].value == 10 or (after[0].joined and 20 <= after[0].value < 100))
    if len(parts) > 1 or word in lexicon.alone or parts[0].dual:
        return True
    return parts[0].kind == "number" and not (parts[0].value == 100 and lexicon.lang == "en")


def _half(passage: Passage, place: int, half: tuple[int, float], lexicon: Lexicon) -> Numeral | None:
    """ "Half a million", "medio millón", "half a dozen"."""
    at = place + half[0]
    parts = number_parts(lexicon.lang, passage.folded[at]) if at < len(passage.folded) else ()
    if len(parts) != 1 or parts[0].kind not in {"scale", "collective"} or not _near(passage, at):
        return None
    value, collective = half[1] * parts[0].value, parts[0].kind == "collective"
    scale = 1 if collective else parts[0].value
    return Numeral(value, place, at, passage.starts[place], half[1], scale=scale, collective=collective)


def _near(passage: Passage, place: int) -> bool:
    """Whether nothing but a space parts a token from the one before it."""
    return passage.text[passage.ends[place - 1] : passage.starts[place]] in _SPACES


class _Reader:
    """Takes in the number words that follow a number: scales, smaller parts, halves."""

    __slots__ = ("lexicon", "numeral", "passage", "place", "total")

    def __init__(self, passage: Passage, numeral: Numeral, total: Sum, lexicon: Lexicon) -> None:
        self.passage = passage
        self.numeral = numeral
        self.total = total
        self.lexicon = lexicon
        self.place = numeral.last + 1

    def read(self) -> Numeral:
        """The whole number."""
        count = len(self.passage.words)
        while self.place < count and _near(self.passage, self.place) and self._goes_on():
            pass
        numeral, total = self.numeral, self.total
        numeral.last, numeral.value = self.place - 1, total.value
        if numeral.scale == 1 and not numeral.collective:
            numeral.bare = numeral.value
        elif numeral.other is not None:
            numeral.other = numeral.other * (numeral.value / numeral.bare) if numeral.bare else None
        return numeral

    def _parts(self, place: int) -> tuple[NumberWord, ...]:
        words = self.passage.folded
        return number_parts(self.lexicon.lang, words[place]) if place < len(words) else ()

    def _goes_on(self) -> bool:
        """Whether the number goes on at the next token; it is taken in then."""
        word = self.passage.folded[self.place]
        if word == "و":
            return self._after_and()
        if half := self.lexicon.halves.at(self.passage.folded, self.place):
            self._halve(*half)
            return False
        join = word in self.lexicon.joins
        parts = self._parts(self.place + join)
        if not parts or parts[0].definite:
            return self._digits(self.place + join, joined=join)
        if parts[0].kind == "collective":
            if not join:
                self._collect(parts[0])
            return False
        if join and not self._joins(parts[0], self.lexicon.joins[word]):
            return False
        return self._add(parts, self.place + 1 + join)

    def _add(self, parts: tuple[NumberWord, ...], after: int) -> bool:
        numeral, total = self.numeral, self.total
        if numeral.digits and not total.scale and parts[0].kind != "scale":
            return False
        kept = (total.total, total.current, total.scale)
        bare = total.value
        if not all(map(total.add, parts)):
            total.total, total.current, total.scale = kept
            return False
        if parts[-1].kind == "scale" and numeral.scale == 1:
            numeral.bare = bare
        numeral.scale = max(numeral.scale, total.scale or 1)
        self.place = after
        return True

    def _joins(self, word: NumberWord, allowed: frozenset[int]) -> bool:
        """Whether "et", "y" or "and" may stand before a word of this number."""
        if word.kind != "number" or int(word.value) not in allowed:
            return False
        if self.lexicon.lang == "en":
            return self.total.value >= 100 and self.total.current % 100 == 0
        return int(self.total.current) % 100 >= 20

    def _after_and(self) -> bool:
        """What goes on after an Arabic "and" that is written apart."""
        place = self.place + 1
        if place >= len(self.passage.words) or self._digits(place):
            return place < len(self.passage.words)
        parts = self._parts(place)
        if len(parts) != 1 or parts[0].cut or parts[0].kind != "number":
            return False
        return self._add((replace(parts[0], joined=True),), place + 1)

    def _halve(self, size: int, value: float) -> None:
        """ "Et demi" after a scale, or "and a half" before one; after a bare number the unit is still to come."""
        end, total = self.place + size, self.total
        parts = self._parts(end)
        if parts and parts[0].kind == "scale" and _near(self.passage, end):
            scale = parts[0].value
            total.total, total.current = (
                (total.total + value * total.scale, total.current)
                if total.scale
                else ((total.value + value) * scale, 0)
            )
            self.numeral.scale = total.scale = scale
            self.place = end + 1
        elif total.scale and not self.numeral.collective:
            total.total += value * total.scale
            self.place = end
        elif self.lexicon.lang == "en":
            total.current += value
            self.place = end

    def _digits(self, place: int, *, joined: bool = False) -> bool:
        """Digits after a scale that go on with it: "3 millions 500 000", "2 milliards et 3 millions", "مليون و2000"."""
        words, total, lang = self.passage.folded, self.total, self.lexicon.lang
        if total.scale < 1_000 or total.current or (lang == "en" and not joined):
            return False
        if place >= len(words) or not words[place][-1].isdigit():
            return False
        digits = digits_at(self.passage, place, self.lexicon)
        if digits is None or digits.year or digits.value != int(digits.value):
            return False
        if (lang == "ar") is not (digits.joined or words[place - 1] == "و"):
            return False
        rest, end = digits.value, digits.last + 1
        parts = self._parts(end)
        if parts and parts[0].kind == "scale" and not parts[0].joined and _near(self.passage, end):
            rest, end = rest * parts[0].value, end + 1
        if rest >= total.scale or (joined and rest == digits.value):
            return False
        total.total += rest
        self.place = end
        return True

    def _collect(self, word: NumberWord) -> None:
        """ "Une centaine", "two dozen", "une dizaine de milliers"."""
        total, words = self.total, self.passage.folded
        if not 1 <= total.value < 100 or total.scale:
            return
        self.numeral.collective, self.numeral.bare = True, total.value
        total.total, total.current, total.scale = total.value * word.value, 0, word.value
        self.place += 1
        at = self.place + 1
        parts = self._parts(at) if self.place < len(words) and words[self.place] in self.lexicon.of else ()
        if parts and (parts[0].kind == "scale" or parts[0].value == 1_000):
            total.total, total.scale = total.value * parts[0].value, parts[0].value
            self.place = at + 1
