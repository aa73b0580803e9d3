"""What initiatives are for: « la stratégie vise à former 5 000 ingénieurs », تهدف الخطة إلى, "the plan aims to".

The subject of the words has to be an initiative of the article: its name, or a noun or pronoun that stands for one.
``docs/progress.md`` says more.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.page import COMMAS
from marsad.annotate.goals.lexicon import Lexicon, lexicon_of
from marsad.annotate.goals.subject import initiative_before, initiative_behind
from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.model import FactKind, Goal

_CLOSING = frozenset(".;:!?؛؟…»”)]")
_OPENING = {"«": "»", "“": "”", "(": ")"}
_SHORTEST, _LONGEST = 3, 45
"""In words."""
_REACH = 14
_SURE = {"aims": 0.8, "aim is": 0.8}


def goal_facts(known: Known, references: References) -> list[Goal]:
    """What the article says that its initiatives are for, in the order of the text, one for the same words."""
    lexicon = lexicon_of(known.passage.lang)
    if lexicon is None or not any(one.kind is FactKind.INITIATIVE for one in known.mentions):
        return []
    found: dict[tuple[int, str], Goal] = {}
    for begin, stop in known.passage.sentences:
        for goal in _goals(known, references, lexicon, begin, stop):
            found.setdefault((goal.entity, goal.text), goal)
    return list(found.values())


def _goals(known: Known, references: References, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Goal]:
    folded, free = known.passage.folded, begin
    for at in range(begin, stop):
        if at < free:
            continue
        if (last := _cue(known, lexicon, at, stop)) >= 0:
            entity = _subject(known, references, lexicon, begin, at, last, stop)
            first, rule = last + 1, "aims"
            if entity is not None and entity[1] > last:
                first = entity[1] + 1
        elif _bare(folded[at], lexicon) in lexicon.nouns:
            entity, first = _aim_is(known, references, lexicon, at, stop)
            rule = "aim is"
        else:
            continue
        if entity is None or any(folded[place] in lexicon.negations for place in range(max(begin, at - 1), first)):
            continue
        first += first < stop and folded[first] in lexicon.to and lexicon.lang == "ar"
        end = _end(known, first, stop)
        if end - first + 1 < _SHORTEST or known.passage.words[stop - 1] in "?؟":
            continue
        free = end
        start, close = known.passage.starts[first], known.passage.ends[end]
        yield Goal(
            kind=FactKind.GOAL, start=start, end=close, text=known.passage.text[start:close],
            confidence=_SURE[rule], rule=rule, entity=entity[0],
        )  # fmt: skip


def _bare(word: str, lexicon: Lexicon) -> str:
    if lexicon.lang == "ar":
        for cut in ("و", "ف"):
            if word.startswith(cut) and word[1:] in lexicon.cues.after | dict.fromkeys(lexicon.nouns):
                return word[1:]
    return word


def _cue(known: Known, lexicon: Lexicon, at: int, stop: int) -> int:
    """The last token of the longest cue that begins at a token, or -1; Arabic cues may hold their subject."""
    node, last, folded = lexicon.cues.after.get(_bare(known.passage.folded[at], lexicon)), -1, known.passage.folded
    place = at
    while node is not None:
        if node.kinds:
            last = place
        place += 1
        if lexicon.lang == "ar" and place < stop and node.after and folded[place] not in node.after:
            place = next((p for p in range(place, min(place + _REACH, stop)) if folded[p] in node.after), stop)
        node = node.after.get(folded[place]) if place < stop else None
    return last


def _subject(
    known: Known, references: References, lexicon: Lexicon, begin: int, at: int, last: int, stop: int
) -> tuple[int, int] | None:
    """The initiative whose goal follows, with the last token of its words."""
    if lexicon.lang == "ar" and (found := initiative_behind(known, references, lexicon, at + 1, stop)):
        return found
    entity = initiative_before(known, references, lexicon, begin, at)
    return None if entity is None else (entity, last)


def _aim_is(
    known: Known, references: References, lexicon: Lexicon, at: int, stop: int
) -> tuple[tuple[int, int] | None, int]:
    """« L'objectif de la stratégie est de », "the aim of the plan is to": the initiative, and where its goal begins."""
    folded = known.passage.folded
    verb = next((place for place in range(at + 1, min(at + _REACH, stop)) if folded[place] in lexicon.copulas), -1)
    if verb < 0 or verb - at < 2:
        return None, at
    found = initiative_behind(known, references, lexicon, at + 1, verb)
    first = verb + 1
    while first < stop and folded[first] in lexicon.to:
        first += 1
    return found, first


def _end(known: Known, first: int, stop: int) -> int:
    """The last token of a goal: before what closes the sentence or the clause around it."""
    words, last, passed = known.passage.words, first - 1, -1
    for at in range(first, min(stop, first + _LONGEST)):
        if at > passed and words[at] in _OPENING:
            passed = next((p for p in range(at + 1, stop) if words[p] == _OPENING[words[at]]), at - 1)
            if passed < at:
                break
        if at > passed and words[at] in _CLOSING:
            break
        last = at
    if last == first + _LONGEST - 1 < stop - 1:  # too long to be told whole: as far as its last comma
        last = next((at for at in range(last, first + _LONGEST // 2, -1) if words[at] in COMMAS), last)
    while last > first and words[last] in COMMAS:
        last -= 1
    return last
