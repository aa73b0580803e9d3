"""The words that tell the course of a promise, one lexicon a language, folded and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from marsad.annotate.commitments.lexicon import Phrases, expanded, participles_of
from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import folded_word
from marsad.model import LANGUAGES

KINDS = ("signed", "started", "finished", "postponed", "withdrawn", "kept", "opened", "done")
"""What a verb's past tells.

``finished`` verbs end a deed that follows them, ``done`` verbs are the deed, ``opened`` ones tell of a thing that it is
in use.
"""
_NARRATED = frozenset({"signed", "postponed", "withdrawn"})
"""What the present tells too: « renonce à », "scraps"; « débute lundi » is still to come."""
Tense = Literal["participle", "past", "present", "future", "infinitive", "noun", "state"]


class Form(NamedTuple):
    """A form of a verb, the words that must follow it, and what it tells. ``verb`` is the infinitive, folded.

    ``rest`` has ``*`` for any word; ``subject`` are the words that its subject begins with: "ground was broken".
    """

    verb: str
    kind: str
    tense: Tense
    rest: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words of one language by what they do; ``data/progress_fr.toml`` says what each table means.

    ``masdars`` are Arabic nouns of action by what they tell, ``of_things`` Arabic verbs that things are said to do,
    ``framed`` verbs that with one of some words behind their subject tell a move: its kind, the verbs, the words.
    """

    lang: str
    forms: Mapping[str, tuple[Form, ...]]
    masdars: Mapping[str, str]
    of_things: frozenset[str]
    partial: Phrases
    phrases: Mapping[str, Phrases]
    things: frozenset[str]
    framed: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    words: Mapping[str, frozenset[str]]


@cache
def lexicon_of(lang: str | None) -> Lexicon | None:
    """The lexicon of one of our languages; null for others."""
    if lang not in LANGUAGES:
        return None
    raw = tables_of(f"progress_{lang}.toml")
    things = _words(raw["things"]["nouns"])
    return Lexicon(
        lang=lang,
        forms=_forms(lang, raw),
        masdars={folded_word(noun): kind for kind, nouns in raw.get("masdars", {}).items() for noun in nouns.split()},
        of_things=_words(raw["of_things"]["verbs"]) if lang == "ar" else frozenset(),
        partial=Phrases.of(raw["words"]["partial"]),
        phrases={name: Phrases.of(patterns) for name, patterns in raw.get("phrases", {}).items()},
        things=things if lang == "ar" else things.union(_plurals(things)),
        framed=tuple(_framed(raw.get("framed", {}))),
        words={name: _words(value) for name, value in raw["words"].items() if name != "partial"},
    )


def _plurals(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (f"{word}s", f"{word}es")
        if word.endswith("y"):
            yield f"{word[:-1]}ies"


def _words(words: str) -> frozenset[str]:
    return frozenset(map(folded_word, words.split()))


def _framed(table: Mapping[str, list[str]]) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    for kind, pairs in table.items():
        for pair in pairs:
            verbs, words = pair.split()
            yield kind, _words(verbs.replace("|", " ")), _words(words.replace("|", " "))


def _forms(lang: str, raw: Mapping[str, Any]) -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    forms = _arabic(raw) if lang == "ar" else _latin(lang, raw)
    for word, form in forms:
        if form not in (known := found.setdefault(word, [])):
            known.append(form)
    return {word: tuple(sorted(forms, key=lambda form: -len(form.rest))) for word, forms in found.items()}


def _pairs(pairs: str) -> dict[str, str]:
    """Verbs and their forms, of ``verb=form,form verb=form``."""
    return {folded_word(verb): forms for verb, _, forms in (pair.partition("=") for pair in pairs.split())}


def _latin(lang: str, raw: Mapping[str, Any]) -> Iterator[tuple[str, Form]]:
    deeds = tables_of(f"commitments_{lang}.toml")["deeds"]
    participles = _pairs(deeds["irregular_participle"]) | _pairs(raw["forms"]["participles"])
    participles = {verb: folded_word(form) for verb, form in participles.items()}
    presents, past = _pairs(raw["forms"]["presents"]), _pairs(raw["forms"]["past"])
    for kind in KINDS:
        for verb, *rest in expanded(raw["verbs"][kind]):
            for word in participles_of(lang, verb, participles):
                yield word, Form(verb, kind, "participle", tuple(rest))
            for word in _past(lang, verb, participles, past):
                yield word, Form(verb, kind, "past", tuple(rest))
            if lang != "en" or kind in {"postponed", "withdrawn"}:
                yield verb, Form(verb, kind, "infinitive", tuple(rest))
            if kind in {"postponed", "withdrawn"}:
                for word in _imperfects(lang, verb):
                    yield word, Form(verb, kind, "past", tuple(rest))
            if kind in _NARRATED:
                told = presents.get(verb)
                for word in map(folded_word, told.split(",")) if told else _presents(lang, verb):
                    yield word, Form(verb, kind, "present", tuple(rest))
    for kind, patterns in raw["undergone"].items():
        for verb, *subject in expanded(patterns):
            for word in participles_of(lang, verb, participles):
                yield word, Form(verb, kind, "participle", (), tuple(subject))
            for word in _past(lang, verb, participles, past) if lang == "es" else ():
                yield word, Form(verb, kind, "past", (), tuple(subject))
    yield from _listed(raw["nouns"], "noun")
    yield from _listed(raw["states"], "state")


def _listed(table: Mapping[str, list[str]], tense: Tense) -> Iterator[tuple[str, Form]]:
    for kind, words in table.items():
        for word, *rest in expanded(words):
            yield word, Form(word, kind, tense, tuple(rest))


def _past(lang: str, verb: str, participles: Mapping[str, str], irregular: Mapping[str, str]) -> Iterable[str]:
    """The past of the third persons."""
    if verb in irregular:
        return map(folded_word, irregular[verb].split(","))
    if lang == "en":
        return participles_of(lang, verb, participles)
    if lang == "es":
        return (f"{verb[:-2]}{end}" for end in (("o", "aron") if verb.endswith("ar") else ("io", "ieron")))
    return ()


def _imperfects(lang: str, verb: str) -> Iterable[str]:
    """The imperfect of reported speech: « a fait savoir qu'il renonçait à »."""
    if lang == "fr" and verb.endswith("er"):
        return (f"{verb[:-2]}ait", f"{verb[:-2]}aient", f"{verb[:-2]}eait")
    return (f"{verb[:-2]}aba", f"{verb[:-2]}aban") if lang == "es" and verb.endswith("ar") else ()


def _presents(lang: str, verb: str) -> Iterable[str]:
    """The third persons of the present, of regular verbs."""
    if lang == "en":
        return (f"{verb}es" if verb.endswith(("sh", "ch", "x")) else f"{verb}s",)
    if lang == "fr":
        ends = {"er": ("e", "ent"), "ir": ("it", "issent")}.get(verb[-2:], ())
    else:
        ends = ("a", "an") if verb.endswith("ar") else ("e", "en")
    return (f"{verb[:-2]}{end}" for end in ends)


def _arabic(raw: Mapping[str, Any]) -> Iterator[tuple[str, Form]]:
    """The perfects of the third persons, of verbs in ى with its changes: أنهى، أنهت، أنهوا."""
    passive = dict(pair.split("=") for pair in raw["of_things"]["passive"].split())
    kinds = {
        verb: kind for kind, pairs in raw["framed"].items() for pair in pairs for verb in pair.split()[0].split("|")
    }
    kinds |= {verb: kind for kind, verbs in raw["verbs"].items() for verb in verbs.split()}
    kinds |= {form: kinds[verb] for form, verb in passive.items()}
    for verb, kind in kinds.items():
        weak = verb.endswith("ى")
        stem = verb[:-1] if weak else verb
        for word in (verb, *(f"{stem}{end}" for end in ("ت", "وا", "تا", *(() if weak else ("ا", "نا"))))):
            yield folded_word(word), Form(folded_word(verb), kind, "past")
