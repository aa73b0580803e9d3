"""The statements that one sentence tells with a verb or with "selon"."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import Cue, find_cues
from marsad.annotate.statements.found import Found
from marsad.annotate.statements.script import Script, Sentence
from marsad.annotate.statements.sources import sources
from marsad.annotate.statements.telling import Telling
from marsad.annotate.statements.told_before import sentence_before
from marsad.annotate.statements.told_clauses import told_behind
from marsad.annotate.statements.told_quotes import quoted_before

_CONDITION = 14


def tell(script: Script, sentence: Sentence) -> Telling:
    """All that a sentence tells somebody to have said."""
    telling = Telling(script, sentence, told=sentence.first, floor=sentence.first)
    telling.cues = find_cues(script, sentence)
    for one in sources(script, sentence, telling.cues):
        telling.found.append(one.found)
        telling.speaker = one.found.speaker
        telling.told = max(telling.told, one.stop)
    for cue in telling.cues:
        denied = cue.negated and cue.verb.lemma not in script.words["litotes"]
        if cue.first < telling.told or denied or _supposed(script, sentence, cue):
            continue
        telling.floor = _floor(script, sentence, cue)
        _tell_cue(telling, cue)
    return telling


def _floor(script: Script, sentence: Sentence, cue: Cue) -> int:
    """Where the part of the sentence that a verb stands in begins: behind a semicolon or a colon."""
    for at in range(cue.first - 1, sentence.first, -1):
        if script.lower[at] in {";", ":"} and script.inside[at] < 0:
            return at + 1
    return sentence.first


def _supposed(script: Script, sentence: Sentence, cue: Cue) -> bool:
    """Whether a verb stands in a condition or a question: "si le ministre dit que"."""
    if script.lower[sentence.stop - 1] == "?" and script.inside[sentence.stop - 1] < 0:
        return True
    for at in range(cue.first - 1, max(sentence.first - 1, cue.first - _CONDITION), -1):
        word = script.lower[at]
        if script.inside[at] >= 0 or word in {",", ";", ":"}:
            return False
        if script.is_any(at, "conditions") and word != "s'":
            return word in {"si", "if", "whether", "unless"}
    return False


def _tell_cue(telling: Telling, cue: Cue) -> None:
    """What one verb reports: what is quoted before it, then what follows it, then the sentence before it."""
    if cue.form is not Form.GERUND and quoted_before(telling, cue):
        return
    if told_behind(telling, cue):
        return
    if cue.form is Form.FINITE:
        sentence_before(telling, cue)


def iter_found(telling: Telling) -> Iterator[Found]:
    """What a sentence tells, in its order, each once."""
    seen: list[tuple[int, int]] = []
    for one in sorted(telling.found, key=lambda found: (found.start, -found.end)):
        if any(start < one.end and one.start < end for start, end in seen):
            continue
        seen.append((one.start, one.end))
        yield one
