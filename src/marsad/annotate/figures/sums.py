"""Numbers put together word by word, by the grammar of each language."""

from __future__ import annotations

from marsad.annotate.figures.lexicon import NumberWord


class Sum:
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
        elif self.scale and (factor == self.scale or (not self.current and self.total)):
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
        if self._french and under == 10:
            return value >= 7
        return value > 0 and under % 10 == 0 and under != 10


class ArabicSum(Sum):
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


def sum_of(lang: str, current: float = 0) -> Sum:
    """The sum of a language, begun with a number."""
    return ArabicSum(lang, current) if lang == "ar" else Sum(lang, current)
