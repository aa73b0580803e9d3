"""The words that stand for persons and bodies: ``data/reference_LANG.toml``, folded and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from marsad.annotate.lexicon import tables_of
from marsad.annotate.names.arabic_words import bare
from marsad.annotate.names.words import folded
from marsad.annotate.text import folded_word

Gender = Literal["m", "f"]
"""Grammatical gender, where a word tells it."""

_BOTH: tuple[Gender, Gender] = ("m", "f")
LANGUAGES = ("fr", "es", "en", "ar")


@dataclass(frozen=True, slots=True)
class Noun:
    """An office or a word for anybody: its ``lemma`` (the masculine form), its classes, and what its form tells."""

    lemma: str
    classes: frozenset[int]
    gender: Gender | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class BodyNoun:
    """A noun for bodies: the classes whose names it opens, those of which it may stand for any, and its gender."""

    opens: frozenset[str]
    calls: frozenset[str]
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun tells of its noun; ``thing`` where it stands for no person: "it"."""

    gender: Gender | None
    plural: bool = False
    thing: bool = False


@dataclass(frozen=True, slots=True)
class Determiner:
    """What stands before a noun: ``definite``, ``possessive`` or ``indefinite``, with what its form tells."""

    sort: Literal["definite", "possessive", "indefinite"]
    gender: Gender | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """Folded words of one language by what they tell; ``data/reference_fr.toml`` says what each table means."""

    lang: str
    offices: Mapping[str, Noun]
    compounds: Mapping[str, tuple[tuple[tuple[str, ...], Noun], ...]]
    anybody: Mapping[str, Noun]
    last: Mapping[str, Noun]
    determiners: Mapping[str, Determiner]
    pronouns: Mapping[str, Pronoun]
    titles: Mapping[str, Gender]
    bodies: Mapping[str, BodyNoun]
    programmes: Mapping[str, Gender | None]
    countries: frozenset[str]
    kingdoms: frozenset[str]
    towns: frozenset[str]
    impersonal: frozenset[str]
    before_noun: frozenset[str]
    two: frozenset[str]
    of: frozenset[str]
    prepositions: frozenset[str]
    joins: frozenset[str]
    between: frozenset[str]
    with_: frozenset[str]
    clause: frozenset[str]
    empty: frozenset[str]
    together: frozenset[str]
    pair: frozenset[str]
    pair_alone: frozenset[str]


@cache
def reference_words(lang: str | None) -> ReferenceWords:
    """The lexicon of a language; English where there is none."""
    name = lang if lang in LANGUAGES else "en"
    raw = tables_of(f"reference_{name}.toml")
    words = raw["words"]
    offices = _offices(raw["offices"], name)
    return ReferenceWords(
        lang=name,
        offices=offices,
        compounds=_compounds(raw["compounds"], offices),
        anybody=_offices([raw["anybody"]], name),
        last=_offices([raw["last"]], name),
        determiners=_determiners(raw["determiners"]),
        pronouns=_pronouns(raw["pronouns"]),
        titles={word: gender for gender in _BOTH for word in folded(raw["titles"][gender])},
        bodies=_bodies(raw["bodies"], name),
        programmes={
            word: gender
            for key in ("m", "f")
            for word in folded(raw["programmes"][key])
            if (gender := _gender(key, name)) or name == "en"
        },
        countries=folded(raw["places"]["country"]),
        kingdoms=folded(raw["places"]["kingdom"]),
        towns=folded(raw["places"]["town"]),
        impersonal=folded(raw["verbs"]["impersonal"]),
        before_noun=folded(words["before_noun"]),
        two=folded(words["two"]),
        of=folded(words["of"]),
        prepositions=folded(words["prepositions"]),
        joins=folded(words["joins"]),
        between=folded(words["between"]),
        with_=folded(words["with"]),
        clause=folded(words["clause"]),
        empty=folded(words["empty"]),
        together=folded(words["together"]),
        pair=folded(words["pair"]),
        pair_alone=folded(words["pair_alone"]),
    )


def _gender(key: str, lang: str) -> Gender | None:
    """The gender that a table's name tells; English nouns for things have none."""
    return None if lang == "en" else "f" if key.endswith("f") else "m"


def _offices(lines: Iterable[str], lang: str) -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for number, line in enumerate(lines):
        for entry in line.split():
            forms = [folded_word(form) for form in entry.split("|")]
            if lang == "ar" and len(forms) == 1:
                forms.append(f"{forms[0]}ه")
            for place, form in enumerate(forms):
                gender: Gender | None = None if len(forms) == 1 else "f" if place else "m"
                for spelled, plural in _numbers(form, lang):
                    before = found.get(spelled)
                    classes = before.classes if before else frozenset[int]()
                    if before and before.gender != gender:
                        gender = None
                    found[spelled] = Noun(before.lemma if before else forms[0], classes | {number}, gender, plural)
    return found


def _numbers(form: str, lang: str) -> list[tuple[str, bool]]:
    """A form, and its plural where it is made by rule."""
    if lang == "ar":
        dual = f"{form[:-1]}ت" if form.endswith("ه") else form
        plurals = [f"{dual}ان", f"{dual}ين"]
        return [(form, False), *((one, True) for one in plurals)]
    if form[-1] in "sxz":
        return [(form, False)]
    if lang == "es" and form[-1] not in "aeiou":
        return [(form, False), (f"{form}es", True)]
    if lang == "en" and form.endswith("man"):
        return [(form, False), (f"{form[:-3]}men", True)]
    return [(form, False), (f"{form}s", True)]


def _compounds(
    lines: Iterable[str], offices: Mapping[str, Noun]
) -> dict[str, tuple[tuple[tuple[str, ...], Noun], ...]]:
    """By its first word, each office of several words as tokens, the longest first, with the one that it counts as."""
    found: dict[str, list[tuple[tuple[str, ...], Noun]]] = {}
    for line in lines:
        spelled, _, one = line.partition(" = ")
        words = tuple(folded_word(word) for word in spelled.replace("'", "' ").split())
        found.setdefault(bare(words[0]), []).append((tuple(map(bare, words)), offices[folded_word(one)]))
    return {first: tuple(sorted(ones, key=lambda one: -len(one[0]))) for first, ones in found.items()}


def _determiners(raw: Mapping[str, str]) -> dict[str, Determiner]:
    found: dict[str, Determiner] = {}
    for key, words in raw.items():
        sort, _, form = key.partition("_")
        for word in folded(words):
            if sort == "plural":
                found[word] = Determiner("definite", plural=True)
            elif sort == "possessive":
                found[word] = Determiner("possessive", _form(form))
            elif sort == "indefinite":
                found[word] = Determiner("indefinite")
            else:
                found[word] = Determiner("definite", _form(form))
    return found


def _form(form: str) -> Gender | None:
    return "m" if form == "m" else "f" if form == "f" else None


def _pronouns(raw: Mapping[str, str]) -> dict[str, Pronoun]:
    found: dict[str, Pronoun] = {}
    for key, words in raw.items():
        for word in folded(words):
            if key == "it":
                found[word] = Pronoun(None, thing=True)
            else:
                gender = _form(key[0])
                plural = key.endswith("p")
                found[word] = Pronoun(None if plural and gender == "m" else gender, plural)
    return found


def _bodies(raw: Mapping[str, Any], lang: str) -> dict[str, BodyNoun]:
    opens: dict[str, set[str]] = {}
    calls: dict[str, set[str]] = {}
    genders: dict[str, Gender | None] = {}
    for body, tables in raw.items():
        for key, words in tables.items():
            for word in folded(words):
                (calls if key.startswith("calls") else opens).setdefault(word, set()).add(body)
                genders[word] = _gender(key, lang)
    return {
        word: BodyNoun(frozenset(opens.get(word, ())), frozenset(calls.get(word, ())), gender)
        for word, gender in genders.items()
    }
