"""What was found in a sentence so far, and who speaks for a verb of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from marsad.annotate.statements.clauses import AND, PUNCTUATION
from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.found import Found
from marsad.annotate.statements.phrases import Naming, Speaker, called_anew, phrase_at
from marsad.annotate.statements.script import Script, Sentence
from marsad.annotate.statements.speakers import (
    behind_openers,
    implied,
    speaker_before,
    speaker_behind,
    speaks_of_many,
)
from marsad.model import FactKind, StatementForm

_ANEW = 0.85
"""How sure it is that a noun which the text has not used yet goes on with who spoke last."""


@dataclass(slots=True)
class Telling:
    """What was found in a sentence so far: up to where it is told, whose the last words were, which quotes are used."""

    script: Script
    sentence: Sentence
    cues: list[Cue] = field(default_factory=list)
    told: int = 0
    floor: int = 0
    speaker: Speaker | None = None
    used: set[int] = field(default_factory=set)
    found: list[Found] = field(default_factory=list)

    def add(self, first: int, stop: int, form: StatementForm, rule: str, speaker: Speaker | None, cue: Cue) -> None:
        """Keep the words of tokens ``first:stop``."""
        start, end = self.script.chars(first, stop)
        self.keep(start, end, form, rule, speaker, cue)
        self.told = max(self.told, stop)

    def keep(self, start: int, end: int, form: StatementForm, rule: str, speaker: Speaker | None, cue: Cue) -> None:
        """Keep the words at code points ``start:end``."""
        sure = 1.0
        if speaker is not None and (entity := called_anew(self.script, speaker)) is not None:
            speaker, sure = replace(speaker, entity=entity, how=Naming.NAMED), _ANEW
        self.found.append(Found(start, end, form, rule, speaker, self.script.chars(cue.first, cue.stop), sure))
        self.speaker = speaker or self.speaker


def subject(telling: Telling, cue: Cue) -> Speaker | None:
    """Who speaks, for a verb that nothing quoted stands before."""
    script, sentence = telling.script, telling.sentence
    before = script.word(cue.first - 1)
    again = telling.speaker is not None and (before in AND or cue.form is not Form.FINITE or before == ",")
    if again and (before in AND or cue.form is not Form.FINITE):
        other = cue.form is Form.FINITE and _one_person(telling) and speaks_of_many(script, cue.first)
        return None if other else telling.speaker
    if cue.form is not Form.FINITE:
        return _main_subject(telling, cue)
    found = speaker_before(script, sentence, cue, telling.floor)
    if found is None and telling.speaker is not None and again:
        return telling.speaker
    if found is None and cue.clitic < 0 and script.words.lang != "en":
        behind = speaker_behind(script, sentence, cue)
        leads = behind is not None and script.word(behind.stop) in script.words["that"] | {":", ","}
        found = behind if leads else None
    if found is None and (lead := behind_lead(script, telling.floor)) < cue.first and script.lower[lead] == "desde":
        return phrase_at(script, lead + 1, cue.first)  # "Desde la asociación reclaman que"
    if found is None and script.words.lang == "es" and cue.clitic < 0 and _starts(script, telling.floor, cue.first):
        found = implied(script, cue.first, cue.stop)
    return found


def _one_person(telling: Telling) -> bool:
    speaker = telling.speaker
    if speaker is None or speaker.entity is None:
        return False
    return telling.script.known.entities[speaker.entity].kind is FactKind.PERSON


def _starts(script: Script, floor: int, first: int) -> bool:
    """Whether a verb has no words of a subject before it in its part of the sentence."""
    at = first - 1
    while at >= floor and script.is_any(at, "clitics"):
        at -= 1
    led = script.is_any(behind_lead(script, floor), "prepositions")  # "En su auto sostiene que"
    return (
        led or at < floor or script.lower[at] in {",", ";"} or script.is_any(at, "adverbs") or script.lower[at] in AND
    )


def _main_subject(telling: Telling, cue: Cue) -> Speaker | None:
    """The subject of the sentence, for a participle: it stands at the beginning."""
    return phrase_at(telling.script, behind_openers(telling.script, telling.floor, cue.first), cue.first)


def behind_lead(script: Script, at: int) -> int:
    while script.lower[at] in AND or script.lower[at] in PUNCTUATION:
        at += 1
    return at


def ends_part(script: Script, sentence: Sentence, at: int) -> bool:
    return at >= sentence.stop or script.lower[at] in PUNCTUATION
