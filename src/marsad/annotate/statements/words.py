"""The words by which a language reports speech, all forms of its verbs among them, made ready for look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from marsad.annotate.lexicon import tables_of
from marsad.annotate.names.words import words_of
from marsad.annotate.statements.conjugation import Form, forms_of

LANGUAGES = ("fr", "es", "en")

Tail = tuple[tuple[str, ...], frozenset[str], bool]
"""What follows a verb in a phrase ("savoir" in "faire savoir"), the phrase's classes, and whether it is reflexive."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that reports: what may follow it, by class, and the phrases that it begins."""

    lemma: str
    classes: frozenset[str]
    tails: tuple[Tail, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of one language; ``data/statements_fr.toml`` says what each set means. Lower case, with accents."""

    lang: str
    forms: dict[str, tuple[Verb, frozenset[Form]]]
    grammar: dict[str, frozenset[str]]
    according: dict[str, tuple[tuple[str, ...], ...]]
    own: dict[str, tuple[tuple[str, ...], ...]]
    as_told: dict[str, tuple[tuple[str, ...], ...]]
    agents: frozenset[str]
    bodies: frozenset[str]
    honorifics: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        """A set of the grammar."""
        return self.grammar[name]


_EMPTY: frozenset[str] = frozenset()


@cache
def words_for(lang: str) -> Words:
    """The lexicon of ``fr``, ``es`` or ``en``."""
    raw = tables_of(f"statements_{lang}.toml")
    names = words_of(lang)
    grammar = {name: frozenset(value.split()) for name, value in raw["grammar"].items() if isinstance(value, str)}
    for name in ("finite", "bare", "told", "homographs", "addressees"):
        grammar.setdefault(name, _EMPTY)
    return Words(
        lang=lang,
        forms=_forms(lang, raw),
        grammar=grammar,
        according=_phrases(raw["grammar"]["according"]),
        own=_phrases(raw["grammar"]["own"]),
        as_told=_phrases(raw["grammar"]["as_told"]),
        agents=names.roles,
        bodies=names.organisation | names.club,
        honorifics=names.titles,
    )


def _forms(lang: str, raw: dict[str, Any]) -> dict[str, tuple[Verb, frozenset[Form]]]:
    """Each form of each verb, with what it may be; of two verbs that share a form the one with more classes has it."""
    found: dict[str, tuple[Verb, frozenset[Form]]] = {}
    for verb in sorted(_verbs(raw), key=lambda verb: (-len(verb.classes), verb.lemma)):
        spelled: dict[str, set[Form]] = defaultdict(set)
        for spelling, form in forms_of(lang, verb.lemma, raw["irregular"]):
            spelled[spelling].add(form)
        for spelling, forms in spelled.items():
            found.setdefault(spelling, (verb, frozenset(forms)))
    return found


def _verbs(raw: dict[str, Any]) -> Iterable[Verb]:
    classes: dict[str, set[str]] = defaultdict(set)
    tails: dict[str, dict[tuple[str, ...], tuple[set[str], bool]]] = defaultdict(dict)
    for name, lemmas in raw["verbs"].items():
        for lemma in set(lemmas.split()) - {"se"}:
            classes[_bare(lemma)].add(name)
    for name, phrases in raw["phrases"].items():
        for phrase in phrases:
            words = phrase.split()
            reflexive = words[0] in {"se", "s'"}
            head, rest = words[int(reflexive)], tuple(words[int(reflexive) + 1 :])
            classes[_bare(head)].add("phrase")
            tails[_bare(head)].setdefault(rest, (set(), reflexive))[0].add(name)
    for lemma, named in classes.items():
        ends = sorted(tails[lemma].items(), key=lambda item: -len(item[0]))
        yield Verb(lemma, frozenset(named), tuple((end, frozenset(kinds), own) for end, (kinds, own) in ends))


def _bare(lemma: str) -> str:
    """A verb without its reflexive pronoun, but where the pronoun is part of an irregular's name."""
    return lemma.removeprefix("s'").removeprefix("se ")


def _phrases(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in phrases:
        first, *rest = phrase.split()
        found[first].append(tuple(rest))
    return {first: tuple(sorted(ends, key=len, reverse=True)) for first, ends in found.items()}
