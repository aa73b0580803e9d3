"""Which initiative some words before a verb, or behind an Arabic one, stand for."""

from __future__ import annotations

from bisect import bisect_right

from marsad.annotate.goals.lexicon import Lexicon
from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.model import FactKind, Mention

_STOPS = frozenset(".;:!?؛؟…«»“”")
_CLOSING, _OPENING = frozenset("»”)"), frozenset("«“(")
_QUOTED = 9
"""The words of a name between quotation marks, or of a bracket."""
_NEAR = 18
"""So many words may stand between an initiative and the words that tell its goal."""
_HEAD = 4


def initiative_before(known: Known, references: References, lexicon: Lexicon, begin: int, verb: int) -> int | None:
    """The initiative that is the subject of a verb: named last before it with no other actor behind, or a noun for one.

    « La stratégie X, lancée lundi par la ministre, vise à » is of X, as what stands between commas is passed over.
    """
    floor = max(_floor(known, begin, verb), verb - _NEAR)
    if floor >= verb:
        return None
    last = _last_of_clause(known, floor, verb - 1)
    if last < floor:
        return None
    head = _head(known, lexicon, floor, last)
    if head is None:
        return _pronoun(known, references, floor, last)
    return _stands_for(known, references, head, last)


def _floor(known: Known, begin: int, verb: int) -> int:
    """Where the clause of a verb begins: behind the last mark, but for those around a name."""
    words, at = known.passage.words, verb - 1
    while at >= begin:
        if words[at] in _CLOSING:
            opening = next((p for p in range(at - 1, max(begin, at - _QUOTED) - 1, -1) if words[p] in _OPENING), -1)
            if opening < 0:
                return at + 1
            at = opening
        elif words[at] in _STOPS:
            return at + 1
        at -= 1
    return begin


def initiative_behind(
    known: Known, references: References, lexicon: Lexicon, first: int, stop: int
) -> tuple[int, int] | None:
    """The initiative whose words begin at a token, and the last token of them: تهدف استراتيجية كذا إلى."""
    while first < stop and known.passage.folded[first] in lexicon.of:
        first += 1
    if first >= stop:
        return None
    for one in known.mentions_in(known.passage.starts[first], known.passage.ends[min(first + _NEAR, stop) - 1]):
        if one.kind is FactKind.INITIATIVE and known.token_at(one.start) <= first + 1:
            return one.entity, _last(known, one)
    if _is_head(known, lexicon, first):
        for last in range(min(first + _HEAD, stop) - 1, first - 1, -1):
            entity = _initiative(known, references, known.passage.starts[first], known.passage.ends[last])
            if entity is not None:
                return entity, last
    return None


def _last(known: Known, one: Mention) -> int:
    return bisect_right(known.passage.starts, one.end - 1) - 1


def _last_of_clause(known: Known, floor: int, last: int) -> int:
    """The last token of the subject, over an insertion between commas and over "which" and adverbs of one word."""
    words = known.passage.words
    if words[last] in ",،":
        opening = next((at for at in range(last - 1, floor, -1) if words[at] in ",،"), -1)
        return opening - 1 if opening > 0 else last - 1
    return last


def _head(known: Known, lexicon: Lexicon, floor: int, last: int) -> int | None:
    """The token of the last noun for an initiative, or of the name of one, before a verb."""
    found = [at for at in range(floor, last + 1) if _is_head(known, lexicon, at)]
    named = [
        known.token_at(one.start)
        for one in known.mentions_in(known.passage.starts[floor], known.passage.ends[last])
        if one.kind is FactKind.INITIATIVE
    ]
    return max([*found[-1:], *named[-1:]], default=None)


def _is_head(known: Known, lexicon: Lexicon, at: int) -> bool:
    word = known.passage.folded[at]
    if lexicon.lang == "ar":
        word = word.removeprefix("و").removeprefix("ف") if len(word) > 5 else word
        word = word.removeprefix("ال")
    return word in lexicon.heads or word.removesuffix("s") in lexicon.heads


def _stands_for(known: Known, references: References, head: int, last: int) -> int | None:
    start, end = known.passage.starts[head], known.passage.ends[last]
    for one in known.mentions:
        if one.kind is FactKind.INITIATIVE and one.start <= start < one.end:
            return one.entity
    first = max(0, head - 1)
    return _initiative(known, references, known.passage.starts[first], min(end, known.passage.ends[head]))


def _pronoun(known: Known, references: References, floor: int, last: int) -> int | None:
    if last - floor > 1:
        return None
    return _initiative(known, references, known.passage.starts[last], known.passage.ends[last])


def _initiative(known: Known, references: References, start: int, end: int) -> int | None:
    entity = references.entity(start, end)
    return entity if entity is not None and known.entities[entity].kind is FactKind.INITIATIVE else None
