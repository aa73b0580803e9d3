"""The words that stand for persons and bodies: ``data/reference_LANG.toml``, folded and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any, Literal

from marsad.annotate.lexicon import tables_of
from marsad.annotate.names.arabic_words import arabic_words, bare, cuts
from marsad.annotate.names.words import folded, words_of
from marsad.annotate.text import folded_word

Gender = Literal["m", "f"]
"""Grammatical gender, where a word tells it."""

Party = Literal["any", "persons", "bodies", "lands"]
"""What two that are spoken of as a pair are."""

LANGUAGES = ("fr", "es", "en", "ar")
_BOTH: tuple[Gender, Gender] = ("m", "f")
_SETS = (
    "before_noun", "pointing", "two", "of", "tells", "prepositions", "joins", "relatives", "clause", "empty",
    "strangers", "source", "same", "together", "articles",
)  # fmt: skip
_PARTIES: tuple[Party, ...] = ("any", "persons", "bodies", "lands")


@dataclass(frozen=True, slots=True)
class Noun:
    """An office or a word for anybody: its ``lemma`` (the masculine form), its classes, and what its form tells.

    ``state``: it is the office at the head of a state. ``wider``: lemmas of offices of which it may be said too.
    """

    lemma: str
    classes: frozenset[int]
    gender: Gender | None
    plural: bool = False
    state: bool = False
    wider: frozenset[str] = frozenset()


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
    """Words of one language by what they tell; ``data/reference_fr.toml`` says what each table means.

    They are folded, but for pronouns in Latin letters, which are in lower case: "él" is none without its accent.
    """

    lang: str
    offices: Mapping[str, Noun]
    compounds: Mapping[str, tuple[tuple[tuple[str, ...], Noun], ...]]
    deeds: Mapping[str, Noun]
    anybody: Mapping[str, Noun]
    last: Mapping[str, Noun]
    determiners: Mapping[str, Determiner]
    pronouns: Mapping[str, Pronoun]
    own: Mapping[str, Gender]
    titles: Mapping[str, Gender]
    bodies: Mapping[str, BodyNoun]
    clubs: frozenset[str]
    programmes: Mapping[str, Gender | None]
    pairs: Mapping[str, Party]
    countries: frozenset[str]
    towns: frozenset[str]
    impersonal: frozenset[str]
    clitics: frozenset[str]
    articles: frozenset[str]
    before_noun: frozenset[str]
    pointing: frozenset[str]
    two: frozenset[str]
    of: frozenset[str]
    tells: frozenset[str]
    prepositions: frozenset[str]
    joins: frozenset[str]
    relatives: frozenset[str]
    clause: frozenset[str]
    empty: frozenset[str]
    strangers: frozenset[str]
    source: frozenset[str]
    same: frozenset[str]
    together: frozenset[str]
    pair_alone: frozenset[str]


@cache
def reference_words(lang: str | None) -> ReferenceWords:
    """The lexicon of a language; English where there is none."""
    name = lang if lang in LANGUAGES else "en"
    raw = tables_of(f"reference_{name}.toml")
    words = raw["words"]
    offices = _wider(_with_state(_offices(raw["offices"], name), raw["state"]), raw["wider"], name)
    return ReferenceWords(
        lang=name,
        offices=offices,
        compounds=_compounds(raw["compounds"], offices),
        deeds={
            word: offices[folded_word(noun)]
            for verbs, _, noun in (line.partition(" = ") for line in raw["deeds"])
            for word in folded(verbs)
        },
        anybody=_offices([raw["anybody"]], name),
        last=_offices([raw["last"]], name),
        determiners=_determiners(raw["determiners"]),
        pronouns=_pronouns({key: words for key, words in raw["pronouns"].items() if key[:3] != "own"}, name),
        own={word: gender for gender in _BOTH for word in raw["pronouns"][f"own_{gender}"].split()},
        titles={word: gender for gender in _BOTH for word in folded(raw["titles"][gender])},
        bodies=_bodies(raw["bodies"], name),
        clubs=arabic_words().clubs if name == "ar" else words_of(name).club,
        programmes={word: _gender(key, name) for key in _BOTH for word in folded(raw["programmes"][key])},
        pairs={word: party for party in _PARTIES for word in folded(raw["pairs"][party])},
        countries=folded(raw["places"]["country"]),
        towns=folded(raw["places"]["town"]),
        impersonal=folded(raw["verbs"]["impersonal"]),
        clitics=folded(raw["verbs"]["clitics"]),
        pair_alone=folded(raw["pairs"]["alone"]),
        **{key: folded(words[key]) for key in _SETS},
    )


@lru_cache(maxsize=1 << 14)
def arabic_forms(word: str) -> tuple[tuple[str, str], ...]:
    """A folded Arabic word with fewer and fewer proclitics, each as it stands and without its article."""
    return tuple((cut, bare(cut)) for _, cut in cuts(word))


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
                own: Gender | None = None if len(forms) == 1 else "f" if place else "m"
                for spelled, plural in _numbers(form, lang):
                    before = found.get(spelled)
                    lemma, classes = (before.lemma, before.classes) if before else (forms[0], frozenset[int]())
                    gender = own if before is None or before.gender == own else None
                    found[spelled] = Noun(lemma, classes | {number}, gender, plural)
    return found


def _with_state(offices: dict[str, Noun], state: str) -> dict[str, Noun]:
    """The offices, with those at the head of a state marked."""
    heads = folded(state.replace("|", " "))
    return {word: replace(noun, state=True) if word in heads else noun for word, noun in offices.items()}


def _wider(offices: dict[str, Noun], lines: Iterable[str], lang: str) -> dict[str, Noun]:
    """The offices, and the nouns that may be said of holders of several."""
    found = dict(offices)
    for line in lines:
        nouns, _, held = line.partition(" = ")
        lemmas = frozenset(offices[word].lemma if word in offices else word for word in folded(held))
        for word, noun in _offices([nouns], lang).items():
            known = found.get(word) or replace(noun, classes=frozenset())
            found[word] = replace(known, wider=known.wider | lemmas)
    return found


def _numbers(form: str, lang: str) -> list[tuple[str, bool]]:
    """A form, and its plural where it is made by rule; in Arabic its dual."""
    if lang == "ar":
        stem = f"{form[:-1]}ت" if form.endswith("ه") else form
        return [(form, False), (f"{stem}ان", True), (f"{stem}ين", True)]
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


def _pronouns(raw: Mapping[str, str], lang: str) -> dict[str, Pronoun]:
    found: dict[str, Pronoun] = {}
    for key, words in raw.items():
        for word in folded(words) if lang == "ar" else words.split():
            plural = key.endswith("p")
            gender = None if key == "mp" else _form(key[0])
            found[word] = Pronoun(None, thing=True) if key == "it" else Pronoun(gender, plural)
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
