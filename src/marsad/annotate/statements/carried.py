"""Whom a pronoun, or a Spanish verb without a subject, goes on with: who spoke last; and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.annotate.statements.found import Found
from marsad.annotate.statements.phrases import Naming, Speaker
from marsad.annotate.statements.script import Script
from marsad.model import FactKind

FAR = 2
_GENDERS = {"il": "m", "elle": "f", "he": "m", "she": "f", "él": "m", "ella": "f"}
_ARTICLES = {
    "un": "m", "le": "m", "ce": "m", "el": "m", "este": "m",
    "une": "f", "una": "f", "la": "f", "cette": "f", "esta": "f",
}  # fmt: skip
_PRONOUN, _DOUBTED, _REFERRED = 0.95, 0.8, 0.96
_SINCE = 1
_NEAR = 500
"""So many code points before a pronoun others may be meant."""


@dataclass(slots=True)
class Last:
    """Who spoke last, and in which line."""

    speaker: Speaker | None = None
    line: int = -9


def carried(script: Script, found: Found, last: Last, line: int) -> Found:
    """What was found, its speaker looked up among those who spoke before where the words name nobody."""
    speaker = found.speaker
    if speaker is None:
        return found
    gender = _GENDERS.get(script.passage.text[speaker.start : speaker.end].lower())
    implicit = found.cue == (speaker.start, speaker.end)
    if gender is None and not implicit:
        plain = speaker.entity is None or script.capital(speaker.first) or _names(script, speaker)
        return found if plain else replace(found, sure=found.sure * _REFERRED)
    if last.speaker is not None and line - last.line < FAR:
        speaker = _goes_on(script, speaker, last.speaker, gender)
    if speaker.entity is None:
        return replace(found, speaker=speaker)
    same = last.speaker is not None and last.speaker.entity == speaker.entity and last.line == line
    doubted = not same if implicit else _others(script, speaker, speaker.entity, gender)
    sure = _DOUBTED if doubted else _PRONOUN
    return replace(found, speaker=speaker, sure=found.sure * sure)


def _goes_on(script: Script, speaker: Speaker, last: Speaker, gender: str | None) -> Speaker:
    """A pronoun stands for the last speaker where it stands for nobody yet, or where somebody unnamed spoke since."""
    if last.entity is None:
        article = _ARTICLES.get(script.lower[last.first])
        blocked = last.how in {Naming.SINGLE, Naming.DEFINITE} and article in {gender, None}
        if speaker.entity is None or not blocked or _named_since(script, speaker, last.start, speaker.entity):
            return speaker
        return replace(speaker, entity=None, how=Naming.DEFINITE)
    if speaker.entity == last.entity:
        return speaker
    if gender is None:
        persons = script.known.mentions_in(last.end, speaker.start)
        if speaker.entity is not None and any(one.kind is FactKind.PERSON for one in persons):
            return speaker
        spoken = script.references.chain.before(speaker.start, _SINCE)
        if any(one.entity == speaker.entity is not None and one.start >= last.end for one in spoken):
            return speaker  # "La presidenta se negó. «…», dejó caer"
        return replace(speaker, entity=last.entity, how=Naming.NAMED)
    own = script.references.gender(last.entity)
    if speaker.entity is not None or own not in {None, gender}:
        return speaker
    return replace(speaker, entity=last.entity, how=Naming.NAMED)


def _named_since(script: Script, speaker: Speaker, start: int, entity: int) -> bool:
    return any(one.entity == entity for one in script.known.mentions_in(start, speaker.start))


def _names(script: Script, speaker: Speaker) -> bool:
    """Whether the words of a speaker hold a name."""
    return any(one.entity == speaker.entity for one in script.known.mentions_in(speaker.start, speaker.end))


def _others(script: Script, speaker: Speaker, entity: int, gender: str | None) -> bool:
    """Whether another person of the gender is named near before, or the entity is named nowhere near."""
    near = script.known.mentions_in(max(0, speaker.start - _NEAR), speaker.start)
    people = {one.entity for one in near if one.kind is FactKind.PERSON}
    fitting = {one for one in people if gender is None or script.references.gender(one) in {None, gender}}
    return bool(fitting - {entity})
