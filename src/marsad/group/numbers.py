"""The numbers that a text tells: a template filled in anew has others, a copy has at least some of them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d{3}\b)*")
_SMALL, _YEARS = 10, range(1900, 2100)
ENOUGH = 2
"""So many numbers a text must tell to be told from another by them."""


def numbers(text: str) -> frozenset[int]:
    """The whole numbers of a text, however they are grouped or in which digits; none below ten and no years."""
    found = {int("".join(filter(str.isdecimal, number))) for number in _NUMBER.findall(text) if len(number) > 1}
    return frozenset(number for number in found if number >= _SMALL and number not in _YEARS)


def told_apart(first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether two texts tell several numbers each and have none in common: yesterday's bulletin and today's."""
    return min(len(first), len(second)) >= ENOUGH and first.isdisjoint(second)
