"""The words that Arabic statements are told by, folded, read once a process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from marsad.annotate.lexicon import tables_of
from marsad.annotate.statements.arabic_verbs import Form, Mood, forms
from marsad.annotate.text import folded_word

_SHAPES = re.compile(
    r"ا(?:ست)?..ا.|ا.ت.ا.|ان..ا.|ا(?:ست)?.ا.ه|ا..ا|ت..ي.|ت..يه|م.ا..ه"  # II to X, sound, hollow and weak
)
_SHAPES_LED = re.compile(r"ت...|ت.ا..|..و.")
"""Shapes that verbs have too, which no preposition stands before: V, VI and fuʿūl."""
"""The shapes of verbal nouns of derived verbs. Source: any grammar of Arabic, e.g. Ryding (2005), chapters 22 to 32."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that may report speech: a form of a verb, or a noun for saying.

    ``kind`` is the verb's table in ``statements_ar.toml``, ``saying`` for a noun; ``prepositions`` are those before a
    noun that tells what is said; ``led`` is the conjunction written on the word, or empty.
    """

    kind: str
    form: Form
    prepositions: frozenset[str] = frozenset()
    led: str = ""
    alef: bool = False
    """Whether it begins with a bare alef, which a hamza would make another form: اعتقد he believed, أعتقد I believe."""

    @property
    def clause(self) -> bool:
        """Whether a clause with أن may follow."""
        return self.kind not in {"quoted", "promised"}


@dataclass(frozen=True, slots=True)
class StatementWords:
    """Folded words by what they tell; see ``statements_ar.toml``."""

    cues: dict[str, Cue]
    telling: frozenset[str]
    """Without any of these and without quotation marks a sentence holds no statement."""
    other_spellings: frozenset[str]
    """As printed, without vowel signs."""
    negations: frozenset[str]
    litotes: frozenset[str]
    before_clause: frozenset[str]
    impersonal: frozenset[str]
    inanimate: frozenset[str]
    according: frozenset[str]
    utterances: frozenset[str]
    documents: frozenset[str]
    stands_in: frozenset[str]
    in_his_words: frozenset[str]
    as_said: frozenset[str]
    aftermath: frozenset[str]
    joins: frozenset[str]
    titled: frozenset[str]
    verbal_nouns: frozenset[str]
    things: frozenset[str]
    questions: frozenset[str]
    same: frozenset[str]
    same_before: frozenset[str]
    last_speaker: frozenset[str]
    prepositions: frozenset[str]
    relatives: frozenset[str]
    before_subject: frozenset[str]
    after_verb: frozenset[str]
    circumstances: frozenset[str]

    def is_verbal_noun(self, word: str, *, led: bool = True) -> bool:
        """Whether a folded word names a deed: إعفاء, رفع. ``led``: a preposition stands before it or was on it."""
        bare = word.removeprefix("ال") if len(word) > 5 else word
        return _verbal_noun(bare) or (led and bare not in self.things and _SHAPES_LED.fullmatch(bare) is not None)


@lru_cache(maxsize=1 << 13)
def _verbal_noun(word: str) -> bool:
    words = statement_words()
    return word in words.verbal_nouns or (word not in words.things and _SHAPES.fullmatch(word) is not None)


_OBJECTS = ("ه", "ها", "هم")


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(folded_word, text.split()))


@cache
def statement_words() -> StatementWords:
    """The lexicon."""
    raw = tables_of("statements_ar.toml")
    sets = (
        "negations", "litotes", "before_clause", "impersonal", "inanimate", "according", "utterances", "documents",
        "stands_in", "in_his_words", "as_said", "aftermath", "joins", "titled", "verbal_nouns", "things", "questions",
        "same", "same_before", "last_speaker", "circumstances", "prepositions", "relatives", "before_subject",
        "after_verb",
    )  # fmt: skip
    named = {name: _folded(raw[name]) for name in sets}
    named["other_spellings"] = frozenset(raw["other_spellings"].split())
    cues = _cues(raw)
    telling = cues.keys() | named["according"] | named["stands_in"] | {"حد"}
    return StatementWords(cues=cues, telling=frozenset(telling), **named)


def _cues(raw: dict[str, Any]) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    other = _folded(raw["other_words"])
    for kind in (
        "said",
        "asked",
        "wondered",
        "relayed",
        "announced",
        "promised",
        "thought",
        "expected",
        "judged",
        "quoted",
    ):
        for line in raw[kind].strip().splitlines():
            perfect, imperfect, participle, *prepositions = line.split()
            led_by = frozenset(folded_word(one) if one != "0" else "" for one in prepositions)
            for word, form in forms(perfect, imperfect, participle):
                if word not in other:
                    alef = form.mood is Mood.PERFECT and perfect.startswith("ا")
                    found.setdefault(word, Cue(kind, form, led_by, alef=alef))
                    for clitic in _OBJECTS if kind == "judged" and _takes_object(form) else ():
                        found.setdefault(word + clitic, Cue(kind, form, led_by, alef=alef))
    led = {
        before + word: Cue(cue.kind, cue.form, cue.prepositions, before, cue.alef)
        for word, cue in found.items()
        for before in _leads(cue.form)
    }
    for word in _folded(raw["led_only"]):
        del found[word]
    nouns = {
        word: Cue("saying", Form(Mood.PARTICIPLE, feminine=word.endswith("ها"))) for word in _folded(raw["sayings"])
    }
    litotes = {
        word: Cue("litotes", Form(Mood.IMPERFECT, feminine=word.startswith("ت"))) for word in _folded(raw["litotes"])
    }
    return {**litotes, **led, **found, **nouns}


def _takes_object(form: Form) -> bool:
    """Whether a form with an object on it is no noun: وصفته, يصفها; وصفه is a noun too."""
    return not form.plural and (form.mood is Mood.IMPERFECT or (form.mood is Mood.PERFECT and form.feminine))


def _leads(form: Form) -> tuple[str, ...]:
    match form.mood:
        case Mood.PERFECT:
            return ("و", "ف")
        case Mood.IMPERFECT:
            return ("و", "ف", "ل")
        case _:
            return ("و",)
