"""Which words of an Arabic sentence report speech: a verb where a clause begins or what was said follows at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from marsad.annotate.statements.arabic_line import QUOTE, Line
from marsad.annotate.statements.arabic_verbs import Form, Mood
from marsad.annotate.statements.arabic_words import Cue, StatementWords

_STOPS = frozenset(",;:.-–—()!?…")
_SUFFIXES = ("", "ه", "ها", "هم", "هما", "هن", "ني", "نا", "ك", "ي")
THAT = frozenset(led + "ان" + suffix for led in ("", "ب", "و", "وب") for suffix in _SUFFIXES)
"""أن and إن with what may be written on them, folded."""

_DAMMA = "\u064f"
_IN_DOCUMENT = Cue("document", Form(Mood.PERFECT))


def cues_of(line: Line, words: StatementWords, ends_name: Callable[[int], bool]) -> dict[int, Cue]:
    """The cues of a sentence by their items. ``ends_name`` tells whether a name ends with an item."""
    found: dict[int, Cue] = {}
    for at, word in enumerate(line.words):
        cue = words.cues.get(word)
        if word in words.stands_in and line.word(at + 1) == "في" and line.word(at + 2) in words.documents:
            found[at] = _IN_DOCUMENT
        elif cue is not None and _reports(line, at, cue, words, ends_name):
            found[at] = cue
    return found


def _reports(line: Line, at: int, cue: Cue, words: StatementWords, ends_name: Callable[[int], bool]) -> bool:
    before = line.word(at - 1)
    if cue.kind == "litotes" or before in words.negations:
        return before in words.negations and line.words[at] in words.litotes
    if line.words[at][-1] == "ي" and _spelled(line, at) in words.other_spellings:
        return False
    letters = line.passage.text[line.starts[at] + len(cue.led) : line.ends[at]]
    if (cue.alef and letters[0] == "أ") or (cue.form.mood is Mood.PERFECT and letters[1:2] == _DAMMA):
        return False  # "I believe"; a passive
    if before == "سوف" or (before == "ان" and line.word(at - 2) not in {"بعد", "قبل", "منذ", "حتى"}):
        return False
    if cue.kind == "saying":
        return _follows(line, at, cue, words)
    if line.words[at] in words.stands_in and line.word(at + 1) == "في":
        return False  # "it came in", no answer
    if cue.form.mood is Mood.PARTICIPLE:
        return before in _STOPS or before == QUOTE or bool(cue.led) or _follows(line, at, cue, words)
    if (
        at == 0
        or before in _STOPS
        or before == QUOTE
        or before in words.joins
        or before in words.as_said
        or (cue.led and cue.led != "ل")
    ):
        return True
    return ends_name(at - 1) or before == "ان" or _follows(line, at, cue, words)


def _spelled(line: Line, at: int) -> str:
    """A word as it is printed, without its vowel signs."""
    return "".join(letter for letter in line.text(at, at) if not unicodedata.combining(letter))


def _follows(line: Line, at: int, cue: Cue, words: StatementWords) -> bool:
    """Whether what was said comes right behind a word."""
    at += line.word(at + 1) == ","
    first, second = line.word(at + 1), line.word(at + 2)
    if first in {":", QUOTE}:
        return True
    return cue.clause and (first in THAT or (second in THAT and first in words.prepositions))
