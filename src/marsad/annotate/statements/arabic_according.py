"""Attributions without a verb in Arabic: "according to X", "in X's words", a name signed under quoted words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from marsad.annotate.statements.arabic_line import QUOTE, Line
from marsad.annotate.statements.arabic_reported import Reader, Reported
from marsad.annotate.statements.arabic_speaker import Speaker, Speakers
from marsad.annotate.statements.arabic_verbs import Form, Mood
from marsad.annotate.statements.arabic_words import Cue
from marsad.annotate.text import Passage
from marsad.model import FactKind, StatementForm

_FULL = frozenset({".", "!", "?", "؟", "…", ";", "؛"})
_SIGNED = re.compile(
    r"^(?P<words>\S+(?: \S+){4,}[.!؟?…»”\"])\s*?\n?\n?[–—-][ \u00a0]*(?P<name>[^\n.«»]{4,60})$", re.MULTILINE
)
_MARKS = '«»“”" '
_SHORT = 4
_OFFICE = 2
"""So many words of an office may stand before a name that signs."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What was said, by whom, and the items of the cue."""

    reported: Reported
    speaker: Speaker
    cue: tuple[int, int]


def attributed(reader: Reader, speakers: Speakers, since: int) -> Attribution | None:
    """The statement of a sentence, from item ``since`` on, that a noun attributes to a person or a communiqué."""
    line, words = reader.line, reader.words
    for at in range(since, len(line)):
        word = line.words[at]
        if word == "حد" and line.word(at - 1) in {"على", "وعلى"} and line.word(at + 1) in words.in_his_words:
            first, last = at - 1, at + 1
        elif word in words.according:
            first, last = at, at + (line.word(at + 1) in words.in_his_words or line.word(at + 1) == "عن")
        else:
            continue
        stop = _phrase_end(line, last + 1)
        speaker = _speaker(line, speakers, last, stop)
        reported = _clause(line, reader, since, first, stop) if speaker else None
        if speaker and reported:
            return Attribution(reported, speaker, (first, last))
    return None


def _phrase_end(line: Line, at: int) -> int:
    while at < len(line) and line.words[at] not in _FULL and line.words[at] not in {",", QUOTE, ":"}:
        at += 1
    return at


def _speaker(line: Line, speakers: Speakers, last: int, stop: int) -> Speaker | None:
    """A person, somebody who spoke before, or who issued a communiqué; no figure's source."""
    word = line.words[last]
    if last + 1 >= stop:
        suffix = next((gender for end, gender in (("ها", "f"), ("ه", "m")) if word.endswith(end)), None)
        if suffix is None or word not in speakers.words.in_his_words:
            return None
        return speakers.hidden(line, last, Cue("said", Form(Mood.PERFECT, feminine=suffix == "f")))
    return speakers.source(line, last + 1, stop)


def _clause(line: Line, reader: Reader, since: int, first: int, stop: int) -> Reported | None:
    """What stands before an attribution, or behind one that opens the sentence."""
    if first - since <= 1:
        begin, end = stop + 1, len(line) - 1
    else:
        begin, end = since, first - 1
        aside = (
            QUOTE not in line.words[begin:end]
            and line.word(end) == ","
            and line.word(stop) == ","
            and len(line) - stop > _SHORT
        )
        end = len(line) - 1 if aside and end - begin <= _SHORT else end
    while begin <= end and (line.words[begin] in _FULL or line.words[begin] in {",", ":"}):
        begin += 1
    while end > begin and (line.words[end] in _FULL or line.words[end] in {",", "-", "–"}):
        end -= 1
    if begin == end and line.words[begin] == QUOTE and line.length(begin) > 1:
        return Reported("according-to", begin, end, stop, StatementForm.DIRECT)
    if end - begin < _SHORT:
        return None
    return Reported("according-to", begin, end, stop, reader.form(begin, end))


def signed(passage: Passage, speakers: Speakers) -> Iterator[tuple[int, int, Speaker]]:
    """Paragraphs of words with their speaker's name behind a dash: start and end of the words, and who."""
    for match in _SIGNED.finditer(passage.text):
        start, end = match.span("name")
        named = [one for one in speakers.known.mentions_in(start, end) if one.kind is FactKind.PERSON]
        if named and len(passage.text[start : named[0].start].split()) <= _OFFICE:
            first, last = match.span("words")
            while passage.text[first] in _MARKS:
                first += 1
            while passage.text[last - 1] in _MARKS:
                last -= 1
            yield first, last, Speaker("named", named[0].start, named[0].end, named[0].entity)
