"""Quoted words in Arabic that no verb of speech leads: a name and a colon, any verb with a name, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.statements.arabic_line import QUOTE, Line
from marsad.annotate.statements.arabic_speaker import Speaker, Speakers
from marsad.model import Statement, StatementForm

_FULL = frozenset({".", "!", "?", "؟", "…"})
_SENTENCE = 4
"""So many words at least that they are no term."""
_FAR = 14


@dataclass(frozen=True, slots=True)
class Unled:
    """A quotation by its item, whose it is, and the item of the verb beside it, if any."""

    quote: int
    speaker: Speaker
    rule: str
    cue: int | None = None


def unled(line: Line, speakers: Speakers, last: Statement | None) -> Unled | None:
    """The quotation of a sentence without a cue, if a name or the sentence before tells whose it is."""
    quote = next((at for at in sorted(line.quotes) if line.length(at) >= _SENTENCE), None)
    if quote is None:
        return None
    if quote == 0:
        return _behind(line, speakers) or _going_on(line, speakers, last)
    return _before(line, speakers, quote) if line.word(quote - 1) == ":" and quote <= _FAR else None


def _before(line: Line, speakers: Speakers, quote: int) -> Unled | None:
    """A name before a colon, and the verb before it: "X، وزير Y: «…»", "وتنبه X: «…»"."""
    if (speaker := speakers.person_at(line, 0)) is not None:
        return Unled(quote, speaker, "colon")
    if (speaker := speakers.person_at(line, 1)) is None:
        return None
    return Unled(quote, speaker, "colon", 0 if _may_be_verb(line, speakers, 0) else None)


def _behind(line: Line, speakers: Speakers) -> Unled | None:
    """Any verb and a name behind a quotation: "«…»، تأسف X"."""
    speaker = speakers.person_at(line, 3) if line.word(1) == "," and len(line) > 3 else None
    return Unled(0, speaker, "postponed-any", 2) if speaker and _may_be_verb(line, speakers, 2) else None


def _going_on(line: Line, speakers: Speakers, last: Statement | None) -> Unled | None:
    """A quotation all by itself behind another one in the paragraph."""
    if last is None or last.form is not StatementForm.DIRECT or any(word not in _FULL for word in line.words[1:]):
        return None
    between = line.passage.text[last.end : line.starts[0]]
    return None if "\n" in between or speakers.latest is None else Unled(0, speakers.latest, "continued")


def _may_be_verb(line: Line, speakers: Speakers, at: int) -> bool:
    word, words = line.words[at], speakers.words
    if word == QUOTE or len(word) < 3 or not word.isalpha() or word.startswith("ال"):
        return False
    return word not in words.prepositions and word not in words.circumstances and word not in words.before_subject
