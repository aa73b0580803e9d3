"""A statement before it becomes a fact, and how sure each mechanism is."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.known import Known
from marsad.annotate.statements.phrases import Naming, Speaker
from marsad.model import Detail, DetailRole, FactKind, Statement, StatementForm

CONFIDENCE = {
    "direct-inverted": 0.97,
    "direct-behind": 0.95,
    "direct-before": 0.95,
    "direct-resumed": 0.9,
    "dialogue": 0.85,
    "blockquote": 0.95,
    "continuation": 0.75,
    "mixed-clause": 0.92,
    "mixed-fragment": 0.88,
    "judged": 0.85,
    "indirect-that": 0.92,
    "indirect-bare": 0.88,
    "indirect-postponed": 0.9,
    "indirect-aside": 0.85,
    "indirect-infinitive": 0.85,
    "indirect-participle": 0.85,
    "stressed": 0.8,
    "demand": 0.78,
    "according-to": 0.82,
    "opinion": 0.75,
}
"""What each mechanism gets right of what it finds, before calibration."""

_UNNAMED = 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """Words at the code points ``start:end``, with the verb and the speaker, and the mechanism that found them."""

    start: int
    end: int
    form: StatementForm
    rule: str
    speaker: Speaker | None
    cue: tuple[int, int] | None = None
    sure: float = 1.0
    """How sure it is that a speaker is meant whom the words do not name, of 1."""


def statement(text: str, found: Found) -> Statement:
    """The fact that was found."""
    details = []
    confidence = CONFIDENCE[found.rule] * found.sure
    one = found.speaker
    if one is not None and (one.entity is not None or one.how is not Naming.IMPLIED):
        details.append(
            Detail(
                role=DetailRole.SPEAKER, start=one.start, end=one.end, text=text[one.start : one.end], entity=one.entity
            )
        )
    if found.speaker is None or found.speaker.entity is None:
        confidence *= _UNNAMED if found.speaker is None or found.speaker.how is not Naming.SINGLE else 0.85
    if found.cue is not None:
        start, end = found.cue
        details.append(Detail(role=DetailRole.CUE, start=start, end=end, text=text[start:end]))
    return Statement(
        kind=FactKind.STATEMENT,
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        confidence=round(confidence, 4),
        rule=found.rule,
        details=tuple(details),
        form=found.form,
    )


DOUBTED_NAME = 0.8


def doubted(known: Known) -> frozenset[int]:
    """The entities that only a tagger takes for somebody: no rule names them anywhere."""
    sure = {one.entity for one in known.mentions if not one.rule.startswith("learned")}
    return frozenset(one.entity for one in known.mentions) - sure
