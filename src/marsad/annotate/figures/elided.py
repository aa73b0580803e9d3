"""Numbers that leave their noun out: "trois d'entre eux", "11 of the 21 seats", "contre 39 prévus", "14 autres"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from marsad.annotate.figures.lexicon import Lexicon
from marsad.annotate.figures.nouns import noun_at
from marsad.annotate.figures.quantity import Quantity
from marsad.annotate.figures.units import Unit
from marsad.annotate.figures.words import Numeral, numeral_at
from marsad.annotate.text import Passage

_MAGNIFIED = 1_000_000
"""A scale from this one on that counts nothing is of the money spoken of."""

_REMEMBERED = 20
"""So many quantities are gone back over at most."""

_BACK = 2
"""So many sentences are gone back over for what is counted."""

_STARTS = frozenset(',;:.!?؟،؛(«—–"')


def elided_at(passage: Passage, numeral: Numeral, given: Sequence[Quantity], lexicon: Lexicon) -> Quantity | None:
    """The quantity of a numeral whose unit stands further off, null where none does; ``given`` are those before it."""
    if numeral.year or numeral.value < 2:
        return None
    before = _Before(passage, numeral, given, lexicon)
    if numeral.scale >= _MAGNIFIED:
        return before.like(_compared(before) or before.last({"money"}, _BACK))
    part = _part_of(passage, numeral, lexicon) or _pointing_back(before)
    return part or before.like(_compared(before) or _pronoun(before)) or _gone_on_with(before)


class _Before:
    """A numeral with the quantities before it."""

    __slots__ = ("given", "lexicon", "numeral", "passage")

    def __init__(self, passage: Passage, numeral: Numeral, given: Sequence[Quantity], lexicon: Lexicon) -> None:
        self.passage = passage
        self.numeral = numeral
        self.given = given
        self.lexicon = lexicon

    def last(self, kinds: set[str], back: int) -> Quantity | None:
        """The last quantity of a kind, within so many sentences back."""
        here = self._sentence(self.numeral.first)
        for quantity in reversed(self.given[-_REMEMBERED:]):
            if here - self._sentence(quantity.first) > back:
                return None
            if quantity.unit.kind in kinds:
                return quantity
        return None

    def _sentence(self, place: int) -> int:
        return bisect_right(self.passage.sentences, (place, len(self.passage.words)))

    def like(self, other: Quantity | None) -> Quantity | None:
        """The numeral with the unit of another quantity; its scale too, where "48 milliards" stand against "39"."""
        if other is None:
            return None
        scale = max(other.numeral.scale, other.unit.factor)
        own = self.numeral.scale if other.unit.factor >= 1 else self.numeral.scale * other.unit.factor
        factor = scale if self.numeral.scale == 1 and scale >= _MAGNIFIED and self.numeral.value < 1_000 else 1
        if own < 1:
            factor *= other.unit.factor
        return self.quantity(other.unit.name, other.unit.kind, factor)

    def people(self, other: Quantity | None = None) -> Quantity:
        """The numeral with the unit of another quantity, else as one of people."""
        return self.like(other) or self.quantity("person", "noun")

    def quantity(self, name: str, kind: str, factor: float = 1) -> Quantity:
        numeral = self.numeral
        unit = Unit(name, kind, numeral.last, factor=factor)
        value = numeral.value * factor
        return Quantity(numeral, unit, value, numeral.first, numeral.start, numeral.last, "shared unit")

    def follows(self, key: str) -> int:
        """How many words of a list stand right after the numeral."""
        found = self.lexicon.elided[key].at(self.passage.folded, self.numeral.last + 1)
        return found[0] if found else 0

    def precedes(self, key: str) -> int:
        """How many words of a list stand right before the numeral."""
        found = self.lexicon.elided[key].before(self.passage.folded, self.numeral.first)
        return found[0] if found else 0


def _part_of(passage: Passage, numeral: Numeral, lexicon: Lexicon) -> Quantity | None:
    """ "Cuatro de los rescatados", "11 of the 21 seats"."""
    link = lexicon.elided["of_the"].at(passage.folded, numeral.last + 1)
    at = numeral.last + 1 + (link[0] if link else 0)
    if link is None or at >= len(passage.words):
        return None
    whole = numeral_at(passage, at, lexicon)
    noun = noun_at(passage, whole or numeral, whole.last + 1 if whole else at, lexicon, linked=False)
    if noun is None or not noun.known or noun.vague or (whole is not None and whole.value < numeral.value):
        return None
    last = numeral.last if whole else noun.last
    counted = None if whole else (noun.first, noun.last)
    unit = Unit(noun.unit, "noun", last, counted=counted)
    return Quantity(numeral, unit, numeral.value, numeral.first, numeral.start, last, "shared unit")


def _pointing_back(before: _Before) -> Quantity | None:
    """ "Trois d'entre eux", "19 of them"."""
    people, size = before.follows("of_people"), before.follows("of_them")
    if not people and not size:
        return None
    quantity = before.people(None if people else before.last({"noun"}, _BACK))
    quantity.last += people or size
    return quantity


def _compared(before: _Before) -> Quantity | None:
    """What a number is set against: "frente a las 1.874 del mismo periodo"."""
    folded, first, lexicon = before.passage.folded, before.numeral.first, before.lexicon
    if first and (folded[first - 1] in lexicon.articles or folded[first - 1] in lexicon.definite):
        first -= 1
    against = lexicon.against.before(folded, first)
    if against is None or (against[0] == 1 and folded[first - 1] in lexicon.plain_against):
        return None
    return before.last({"noun", "money", "percent", "measure"}, 0)


def _pronoun(before: _Before) -> Quantity | None:
    """ "Le devis n'en prévoyait que 39"."""
    pronouns = before.lexicon.elided["pronouns"]
    for back in (1, 2, 3):
        if pronouns.before(before.passage.folded, before.numeral.first - back):
            return before.last({"noun", "money", "measure"}, 1)
    return None


def _gone_on_with(before: _Before) -> Quantity | None:
    """ "Dont trois graves", "14 autres", "another 25", "and 14 were missing", "killing 12"."""
    folded, first = before.passage.folded, before.numeral.first
    if before.precedes("among"):
        return before.like(before.last({"noun"}, 0))
    more = before.precedes("more")
    if before.follows("others") or (more and folded[first - more - 1] not in before.lexicon.definite):
        return before.people(before.last({"noun", "money", "measure"}, 1))
    if before.precedes("deed") or _is_strong(before):
        return before.people()
    if before.follows("state") and _is_subject(before):
        return before.like(before.last({"noun"}, 1))
    return None


def _is_strong(before: _Before) -> bool:
    """ "A 120-strong choir", "the crew, 35 strong, …", but not "35 strong winds"."""
    size = before.follows("strong")
    after = before.numeral.last + 1 + size
    return size > 1 or (size == 1 and (after >= len(before.passage.words) or before.passage.words[after] in _STARTS))


def _is_subject(before: _Before) -> bool:
    """Whether a numeral begins a clause."""
    first, numeral, lexicon = before.numeral.first, before.numeral, before.lexicon
    if numeral.joined or not first:
        return True
    word = before.passage.folded[first - 1]
    return word in lexicon.and_ or word in lexicon.or_ or word in _STARTS or word in lexicon.clauses
