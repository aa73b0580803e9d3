"""Lines of dialogue that a dash opens: "—No lo sé —dijo X—. Ya veremos"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import Cue, cue_at
from marsad.annotate.statements.found import Found
from marsad.annotate.statements.marks import Quoted
from marsad.annotate.statements.phrases import Speaker
from marsad.annotate.statements.script import Script, Sentence
from marsad.annotate.statements.speakers import speaker_behind
from marsad.model import StatementForm

_DASHES = frozenset({"—", "―", "–"})
_JOINTS = frozenset({",", ";", ":"}) | _DASHES
_ENDS = frozenset({".", "!", "?", "…"}) | _JOINTS


def dialogue(script: Script) -> Iterator[Found]:
    """What is said in lines that a dash opens and a verb with its subject breaks; lists have no such verb."""
    for line in script.dialogue:
        yield from _line(script, line)


def _line(script: Script, line: Quoted) -> Iterator[Found]:
    first, stop = bisect_left(script.passage.starts, line.start), bisect_left(script.passage.starts, line.end)
    found = _verb(script, first, stop)
    if found is None:
        return
    cue, speaker = found
    span = script.chars(cue.first, cue.stop)
    for begin, bound in ((first, cue.first - 1), (_behind(script, speaker.stop, stop), stop)):
        end = bound
        while end > begin and script.lower[end - 1] in _JOINTS:
            end -= 1
        if end - begin > 1:
            yield Found(*script.chars(begin, end), StatementForm.DIRECT, "dialogue", speaker, span)


def _verb(script: Script, first: int, stop: int) -> tuple[Cue, Speaker] | None:
    for at in range(first + 1, stop):
        if script.lower[at - 1] not in _DASHES and script.lower[at - 1] not in {",", "?", "!"}:
            continue
        cue = cue_at(script, at)
        if cue is None or cue.form is not Form.FINITE:
            continue
        speaker = speaker_behind(script, Sentence(at, stop, 0, ()), cue)
        if speaker is not None:
            return cue, speaker
    return None


def _behind(script: Script, at: int, stop: int) -> int:
    while at < stop and script.lower[at] in _ENDS:
        at += 1
    return at
