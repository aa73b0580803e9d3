"""Results of matches: "2-1", "(1-2)", "٢-١", "2 à 1", where the words around speak of sport."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.annotate.figures.lexicon import Lexicon
from marsad.annotate.text import Passage

_RESULT = re.compile(r"(?<![\d\w./:,-])(\d{1,3}) ?[-–‑] ?(\d{1,3})(?![\d\w/:%-]|[.,]\d)")
_REACH = 40
"""So many words on either side of a result may speak of sport."""

_HIGH = 15
"""A side that has more than this has won no match of football; the words must stand in the same sentence then."""


@dataclass(frozen=True, slots=True)
class Score:
    """A result at ``start:end`` of the text, and the tokens that it covers, end exclusive."""

    value: str
    start: int
    end: int
    first: int
    last: int


def scores_in(passage: Passage, lexicon: Lexicon) -> Iterator[Score]:
    """The results of a passage; one that is told again from the other side is not repeated."""
    if not any(dash in passage.text for dash in "-–‑") and not lexicon.scores["cues"] & set(passage.folded):
        return
    found = list(_all(passage, lexicon))
    values = {score.value for score in found}
    for score in found:
        left, right = score.value.split("-")
        if f"{right}-{left}" in values and int(left) < int(right):
            continue
        yield score


def _all(passage: Passage, lexicon: Lexicon) -> Iterator[Score]:
    words = passage.words
    for place, word in enumerate(passage.folded):
        if not word.isdigit() or len(word) > 3 or place + 2 >= len(words):
            continue
        other = passage.folded[place + 2]
        if not other.isdigit() or len(other) > 3 or words[place + 1] not in "-–‑":
            continue
        match = _RESULT.match(passage.text, passage.starts[place])
        if match is None or match.end() != passage.ends[place + 2]:
            continue
        if _of_sport(passage, place, max(int(word), int(other)), lexicon):
            yield Score(f"{int(word)}-{int(other)}", match.start(), match.end(), place, place + 3)


def _of_sport(passage: Passage, place: int, most: int, lexicon: Lexicon) -> bool:
    cues = lexicon.scores["cues"]
    reach = _REACH if most <= _HIGH else _REACH // 2
    near = passage.folded[max(0, place - reach) : place + reach]
    return sum(word in cues for word in near) >= (1 if most <= _HIGH else 2)
