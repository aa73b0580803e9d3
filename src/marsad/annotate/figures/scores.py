"""Results of matches: "2-1", "(1-2)", "٢-١", "deux buts à un", where the words around speak of sport."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.annotate.figures.lexicon import Lexicon
from marsad.annotate.figures.units import unit_of
from marsad.annotate.figures.words import numeral_at
from marsad.annotate.text import Passage

_RESULT = re.compile(r"(?<![\d\w./:,-])(\d{1,3}) ?[-–‑] ?(\d{1,3})(?![\d\w/:%-]|[.,]\d)")
_PREVIOUS = re.compile(r"\d ?[-–‑] ?\d{1,3}(?: ?[,;،/] ?| et | y | and | و ?)$")
_NEXT = re.compile(r"(?: ?[,;،/] ?| et | y | and | و ?)\d{1,3} ?[-–‑] ?\d{1,3}(?!\d)")
_REACH = 40
"""So many words on either side of a result may speak of sport."""

_HIGH = 15
"""A side that has more than this has won no match of football; the words must stand in the same sentence then."""


_NEAR = 10
"""For a result in words they stand nearer."""


@dataclass(frozen=True, slots=True)
class Score:
    """A result at ``start:end`` of the text, and the tokens that it covers, end exclusive; ``listed`` among others, as
    sets are.
    """

    value: str
    start: int
    end: int
    first: int
    last: int
    listed: bool = False


def scores_in(passage: Passage, lexicon: Lexicon) -> Iterator[Score]:
    """The results of a passage; one that is told again from the other side is not repeated."""
    if lexicon.scores["cues"].isdisjoint(passage.folded):
        return
    found = [*_in_digits(passage, lexicon), *_in_words(passage, lexicon)]
    values = {score.value for score in found if not score.listed}
    for score in found:
        left, right = score.value.split("-")
        if f"{right}-{left}" in values and int(left) < int(right) and not score.listed:
            continue
        yield score


def _in_digits(passage: Passage, lexicon: Lexicon) -> Iterator[Score]:
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
        listed = _is_listed(passage.text, *match.span())
        if _of_sport(passage, place, 0 if listed else max(int(word), int(other)), lexicon):
            yield Score(f"{int(word)}-{int(other)}", match.start(), match.end(), place, place + 3, listed)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether another result stands beside one, as in "(25-21, 19-25)"."""
    return _NEXT.match(text, end) is not None or _PREVIOUS.search(text[max(0, start - 12) : start]) is not None


def _in_words(passage: Passage, lexicon: Lexicon) -> Iterator[Score]:
    """ "2 à 1", "deux buts à zéro", "هدفين مقابل هدف"."""
    links = lexicon.scores["to"]
    for place in range(1, len(passage.words) - 1):
        if passage.folded[place] not in links:
            continue
        left, right = _side_before(passage, place, lexicon), _side_after(passage, place + 1, lexicon)
        if left is None or right is None or lexicon.open.before(passage.folded, left[1]):
            continue
        if left[0] != right[0] and _of_sport(passage, place, max(left[0], right[0]), lexicon, reach=_NEAR):
            start, end = passage.starts[left[1]], passage.ends[right[1]]
            yield Score(f"{left[0]}-{right[0]}", start, end, left[1], right[1] + 1)


def _side_before(passage: Passage, place: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The number of goals that ends before a token, and its first token."""
    at = place - 1
    if passage.folded[at] in lexicon.scores["two"]:
        return 2, at
    if passage.folded[at] in lexicon.scores["goals"] and at:
        at -= 1
    return _goals(passage, at, place, lexicon)


def _side_after(passage: Passage, place: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The number of goals that begins with a token, and its last token."""
    word = passage.folded[place]
    if word in lexicon.scores["nil"] or word in lexicon.scores["goals"]:
        return (0 if word in lexicon.scores["nil"] else 1), place
    side = _goals(passage, place, len(passage.words), lexicon)
    if side is None:
        return None
    if place + 1 < len(passage.words) and passage.folded[place + 1] in lexicon.scores["goals"]:
        return side[0], place + 1
    numeral = numeral_at(passage, place, lexicon)
    return side if numeral is not None and unit_of(passage, numeral, lexicon) is None else None


def _goals(passage: Passage, place: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    numeral = numeral_at(passage, place, lexicon)
    if numeral is None or numeral.last != place or numeral.last >= end or not 0 <= numeral.value <= _HIGH:
        return None
    return (int(numeral.value), place) if numeral.value == int(numeral.value) else None


def _of_sport(passage: Passage, place: int, most: int, lexicon: Lexicon, reach: int = _REACH) -> bool:
    cues = lexicon.scores["cues"]
    reach = reach if most <= _HIGH else _REACH // 2
    near = passage.folded[max(0, place - reach) : place + reach]
    return sum(word in cues for word in near) >= (1 if most <= _HIGH else 2)
