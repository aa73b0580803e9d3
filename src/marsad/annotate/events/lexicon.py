"""The words that tell of events, one lexicon a language, from ``data/events_LANG.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

from marsad.annotate.events.forms import coming_of, forms_of
from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import Passage, folded_word
from marsad.model import LANGUAGES, DetailRole, EventKind

T = TypeVar("T")
Keys = Sequence[tuple[str, ...]]
"""For each token of a text, the spellings under which it is looked up."""

_JOINED = ("و", "ف")
_CLITICS = ("بال", "وال", "كال", "فال", "لل", "ال", "ب", "ل", "ك", "س")
_SHORTEST = 3
_SELF = ("se ", "s'")
_OBJECTS = ("هما", "ها", "هم", "ه")


@dataclass(frozen=True, slots=True)
class Phrases(Generic[T]):
    """Phrases of one or more words with what each stands for, the longest first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], T], ...]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, T]], lang: str) -> Phrases[T]:
        """Cut phrases as a text is cut."""
        found: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in entries:
            words = tuple(plain(word, lang) for word in Passage.of(phrase, lang).words)
            found.setdefault(words[0], []).append((words[1:], value))
        return cls({first: tuple(sorted(rest, key=lambda one: -len(one[0]))) for first, rest in found.items()})

    def at(self, keys: Keys, token: int) -> tuple[int, T] | None:
        """The longest phrase that begins at a token: the number of its last token, and what it stands for."""
        for first in keys[token]:
            for rest, value in self.by_first.get(first, ()):
                stop = token + 1 + len(rest)
                if stop <= len(keys) and all(
                    word in keys[at] for at, word in zip(range(token + 1, stop), rest, strict=True)
                ):
                    return stop - 1, value
        return None


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling as the lexicon of a language sees it: under which ``keys`` it is looked up, of which sets of cues it
    is one, whether a phrase for an event or for a detail may begin with it, and the kind of event that it tells of as a
    verb, or as one with a reflexive pronoun; ``coming`` for an Arabic imperfect.
    """

    keys: tuple[str, ...]
    cues: frozenset[str]
    noun: bool
    detail: bool
    verb: EventKind | None
    reflexive: EventKind | None
    coming: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language: nouns and verbs with the kind of event that they tell of, and sets of cues."""

    lang: str
    nouns: Phrases[EventKind]
    verbs: Mapping[str, EventKind]
    reflexive: Mapping[str, EventKind]
    coming: frozenset[str]
    cues: Mapping[str, frozenset[str]]
    details: Phrases[DetailRole]


@lru_cache(maxsize=1 << 16)
def word_of(spelling: str, lang: str) -> Word:
    """What the lexicon of a language knows of a word as it is spelled."""
    lexicon, keys = lexicon_of(lang), keys_of(spelling, lang)
    told = verb_keys(spelling, keys) if lang == "ar" else keys[:1]
    return Word(
        keys=keys,
        cues=frozenset(name for name, cues in lexicon.cues.items() if any(key in cues for key in keys[:2])),
        noun=any(key in lexicon.nouns.by_first for key in keys),
        detail=any(key in lexicon.details.by_first for key in keys),
        verb=next((lexicon.verbs[key] for key in told if key in lexicon.verbs), None),
        reflexive=lexicon.reflexive.get(keys[0]),
        coming=any(key in lexicon.coming for key in told),
    )


def plain(word: str, lang: str) -> str:
    """The spelling of a word by which it is looked up: folded for Arabic, else small letters, which keep accents."""
    return folded_word(word) if lang == "ar" else word.lower().replace("’", "'")


def keys_of(word: str, lang: str) -> tuple[str, ...]:
    """A word's spelling, then without its plural sign or its Arabic proclitics."""
    key = plain(word, lang)
    if lang != "ar":
        return (key, key[:-1]) if len(key) > _SHORTEST and key.endswith(("s", "x")) else (key,)
    found = [key]
    if key.startswith(_JOINED) and len(key) > _SHORTEST:
        found.append(key[1:])
    for stem in tuple(found):
        found += [
            stem[len(sign) :] for sign in _CLITICS if stem.startswith(sign) and len(stem) - len(sign) >= _SHORTEST
        ]
    for stem in tuple(found):
        found += _owned(stem)
    return tuple(dict.fromkeys(found))


def _owned(noun: str) -> Iterator[str]:
    """An Arabic noun without the pronoun of its owner: إضراب of إضرابهم, زيارة of زيارته."""
    for sign in _OBJECTS:
        base = noun[: -len(sign)]
        if noun.endswith(sign) and len(base) > _SHORTEST:
            yield base
            if base.endswith("ت"):
                yield folded_word(f"{base[:-1]}ة")


def verb_keys(spelling: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The spellings of an Arabic word as a verb: as it stands or behind "and", with or without its object."""
    bare = keys[:2]
    if spelling.endswith("ة"):
        return bare
    return bare + tuple(
        key[: -len(sign)]
        for key in bare
        for sign in _OBJECTS
        if key.endswith(sign) and len(key) - len(sign) >= _SHORTEST
    )


def language_of(lang: str | None) -> str:
    """The language whose words are looked for: French for a text in none of Marsad's."""
    return lang if lang in LANGUAGES else "fr"


@cache
def lexicon_of(lang: str) -> Lexicon:
    """The lexicon of one language."""
    raw = tables_of(f"events_{lang}.toml")
    verbs: dict[str, EventKind] = {}
    reflexive: dict[str, EventKind] = {}
    irregular = {verb: _listed(forms) for verb, forms in raw["irregular"].items()}
    for name, listed in raw["verbs"].items():
        for verb in _listed(listed):
            for form in (*forms_of(verb, lang), *irregular.get(verb, ())):
                (reflexive if verb.startswith(_SELF) else verbs).setdefault(plain(form, lang), _kind(name))
    told = (verb for listed in raw["verbs"].values() for verb in _listed(listed))
    coming = (form for verb in told for form in coming_of(verb)) if lang == "ar" else ()
    return Lexicon(
        lang=lang,
        nouns=Phrases.of(
            ((noun, _kind(name)) for name, listed in raw["nouns"].items() for noun in _listed(listed)), lang
        ),
        verbs=verbs,
        reflexive=reflexive,
        coming=frozenset(plain(form, lang) for form in coming),
        cues={name: frozenset(plain(cue, lang) for cue in _listed(listed)) for name, listed in raw["cues"].items()},
        details=Phrases.of(
            ((cue, DetailRole(name)) for name, listed in raw["details"].items() for cue in _listed(listed)), lang
        ),
    )


def _kind(name: str) -> EventKind:
    return EventKind(name.replace("_", " "))


def _listed(text: str) -> list[str]:
    return [one for part in text.split(",") if (one := " ".join(part.split()))]
