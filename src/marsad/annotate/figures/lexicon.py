"""The words of quantities of one language, compiled from the room's data files for look-up in a passage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

from marsad.annotate.figures.forms import dual_forms, forms_of
from marsad.annotate.figures.phrases import Phrases, exact_words, folded_words, listed
from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import folded_word
from marsad.model import LANGUAGES

_PROCLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
_ARTICLES = ("", "ال")
_SHORT_DUAL = 4
"""Duals of so few letters look like other words: "أمان" is safety before it is two mothers."""


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word that gives a number. ``kind``: ``number``, ``scale`` (thousand and up), ``collective`` ("centaine").

    ``dual`` is its value where it stands alone, for an Arabic scale whose accusative and dual are spelled alike.
    ``cut`` is how many letters before it are proclitics, ``joined`` whether one of them is "and".
    """

    value: float
    kind: str
    dual: float = 0
    cut: int = 0
    joined: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class UnitWord:
    """What stands after a numeral. ``kind``: ``money``, ``percent``, ``measure``, ``time``, ``noun``.

    ``unit`` is as in `marsad.model.Figure`; one that begins with ``?`` is settled by the text. ``lemma`` is the word
    in its own language, singular. ``many`` holds for plurals; ``vague`` for what small number words do not count.
    """

    unit: str
    kind: str
    lemma: str
    many: bool = True
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs and codes of all languages, by exact spelling."""

    symbols: Phrases[UnitWord]
    money: Phrases[str]
    scales: dict[str, int]
    amounts: dict[str, tuple[int, str]]
    double_m: dict[str, int]
    own: frozenset[str]
    """Units that are their own word in every language: symbols and ISO codes."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language. Sets hold folded words, phrases are folded; a number that a phrase stands for is how many letters
    of it are Arabic proclitics, and an approximator's says with which word ("about", "more", "least", …).
    ``elided`` are the words beside a number that leaves its noun out.
    """

    lang: str
    numbers: dict[str, NumberWord]
    alone: frozenset[str]
    before_scale: frozenset[str]
    before_teen: frozenset[str]
    joins: dict[str, frozenset[int]]
    halves: Phrases[float]
    halves_before: Phrases[float]
    half_words: frozenset[str]
    units: Phrases[UnitWord]
    duals: dict[str, tuple[UnitWord, int]]
    never: frozenset[str]
    stops: frozenset[str]
    plural: tuple[str, ...]
    before_nouns: frozenset[str]
    relative: frozenset[str]
    endings: tuple[str, ...]
    not_endings: tuple[str, ...]
    definite: frozenset[str]
    of: frozenset[str]
    of_the: Phrases[int]
    articles: frozenset[str]
    parts: frozenset[str]
    out_of: Phrases[int]
    approximators: Phrases[tuple[str, int]]
    after: Phrases[tuple[str, int]]
    not_before_time: frozenset[str]
    between: Phrases[int]
    open: Phrases[int]
    join: frozenset[str]
    and_: frozenset[str]
    or_: frozenset[str]
    one: frozenset[str]
    verbs: frozenset[str]
    to: frozenset[str]
    against: Phrases[int]
    usual_money: dict[str, str]
    currency_words: dict[str, str]
    sea: frozenset[str]
    small: frozenset[str]
    agents: tuple[str, ...]
    not_agents: frozenset[str]
    elided: dict[str, Phrases[int]]
    plain_against: frozenset[str]
    clauses: frozenset[str]
    context: dict[str, Phrases[int]]
    scores: dict[str, frozenset[str]]


@cache
def signs() -> Signs:
    """The signs of all languages."""
    data = tables_of("figures.toml")
    money: dict[str, str] = data["money"]
    scales: dict[str, int] = data["scales"]
    amounts = {key: (int(factor), str(code)) for key, (factor, code) in data["amounts"].items()}
    for (scale, factor), (code, unit) in product(scales.items(), money.items()):
        if (code.isalpha() and code.isupper()) or code in {"DHs", "Dh", "Dhs"}:
            amounts.setdefault(scale + code, (factor, unit))
    kinds = {"%": "percent", "‰": "percent"}
    symbols = [
        (exact_words(key), UnitWord(unit, kinds.get(unit, "measure"), unit)) for key, unit in data["symbols"].items()
    ]
    return Signs(
        symbols=Phrases(symbols),
        money=Phrases((exact_words(key), unit) for key, unit in money.items()),
        scales=scales,
        amounts=amounts,
        double_m=data["double_m"],
        own=frozenset(data["symbols"]) | frozenset(money.values()) | {"m2", "m3", "km2"},
    )


@cache
def countries_of_money() -> dict[str, dict[str, str]]:
    """The countries, ISO 3166-1 alpha-2, of each name of money that several have, with the codes of theirs."""
    countries: dict[str, dict[str, str]] = tables_of("figures.toml")["countries"]
    return countries


@cache
def lexicon_of(lang: str) -> Lexicon | None:
    """The lexicon of a language, null for one that has none."""
    if lang not in LANGUAGES:
        return None
    data = tables_of(f"figures_{lang}.toml") | tables_of(f"figures_nouns_{lang}.toml")
    return Lexicon(lang=lang, **_of_numbers(data, lang), **_of_units(data, lang), **_of_surroundings(data, lang))


def _of_numbers(data: dict[str, Any], lang: str) -> dict[str, Any]:
    habits, alone = data["habits"], data["alone"]
    halves_before = [*_valued(alone.get("half", ""), 0.5), *_valued(alone.get("quarter", ""), 0.25)]
    return {
        "numbers": dict(sorted(_number_words(data, lang), key=lambda entry: -entry[1].cut)),
        "alone": _set(alone["words"]),
        "before_scale": _set(alone.get("only_before_scale", "")),
        "before_teen": _set(alone.get("only_before_teen", "")),
        "joins": {folded_word(word): frozenset(values) for word, values in data["joins"].items()},
        "halves": Phrases([*_valued(habits["half"], 0.5), *_valued(habits.get("quarter", ""), 0.25)]),
        "halves_before": Phrases(halves_before),
        "half_words": frozenset(words[0] for words, _ in halves_before),
    }


def _of_units(data: dict[str, Any], lang: str) -> dict[str, Any]:
    habits, adjectives = data["habits"], data["adjectives"]
    unit_words = tuple(_unit_words(data, lang))
    return {
        "units": Phrases(unit_words),
        "duals": dict(_duals(unit_words, _set(data["agents"]["not_duals"]))) if lang == "ar" else {},
        "never": _set(data["vague"]["always"]),
        "stops": _set(data["vague"].get("stop", "")),
        "plural": tuple(listed(habits.get("plural", ""))),
        "before_nouns": _set(adjectives["before"]),
        "relative": _set(adjectives["relative"]),
        "endings": tuple(folded_word(ending) for ending in listed(adjectives["endings"])),
        "not_endings": tuple(folded_word(ending) for ending in listed(adjectives["not_endings"])),
        "definite": _set(habits["definite"]),
        "of": _set(habits["of"]),
        "of_the": _phrases(habits["of_the"]),
        "articles": _set(habits["articles"]),
        "parts": _set(habits["parts"]),
        "usual_money": data["usual_money"],
        "currency_words": {
            phrase[0]: word.unit
            for phrase, word in unit_words
            if word.kind == "money" and len(phrase) == 1 and not word.unit.startswith("?")
        },
        "sea": _set(habits["sea"]),
        "small": _set(data["vague"]["small"]),
        "agents": tuple(listed(data["agents"]["endings"])),
        "not_agents": _set(data["agents"]["not"]),
    }


def _of_surroundings(data: dict[str, Any], lang: str) -> dict[str, Any]:
    approximators, ranges, changes = data["approximators"], data["ranges"], data["changes"]
    arabic = lang == "ar"
    return {
        "out_of": _phrases(data["habits"]["out_of"]),
        "approximators": Phrases(_approximators(approximators, lang, after=False)),
        "after": Phrases(_approximators(approximators, lang, after=True)),
        "not_before_time": _set(approximators.get("not_before_time", "")),
        "between": _phrases(ranges["between"], proclitics=arabic),
        "open": _phrases(ranges["open"], proclitics=arabic),
        "join": _set(ranges["join"]),
        "and_": _set(ranges["and"]),
        "or_": _set(ranges["or"]),
        "one": _set(ranges.get("one", "")),
        "verbs": _set(changes["verbs"]),
        "to": _set(changes["to"]),
        "against": _phrases(changes["against"]),
        "context": {key: _phrases(words, proclitics=arabic) for key, words in data["context"].items()},
        "plain_against": _set(changes.get("plain_against", "")),
        "clauses": _set(changes["clauses"]),
        "scores": {key: _set(words) for key, words in data["scores"].items()},
        "elided": {key: _phrases(words, proclitics=arabic) for key, words in data["elided"].items()},
    }


def _set(entry: str) -> frozenset[str]:
    return frozenset(folded_word(item) for item in listed(entry))


def _phrases(entry: str, *, proclitics: bool = False) -> Phrases[int]:
    """Phrases with how many letters of each are Arabic proclitics."""
    words = [folded_words(item) for item in listed(entry)]
    return Phrases(form for phrase in words for form in _attached(phrase, proclitics=proclitics))


def _attached(phrase: tuple[str, ...], *, proclitics: bool) -> Iterator[tuple[tuple[str, ...], int]]:
    for clitic in _PROCLITICS if proclitics else ("",):
        yield (clitic + phrase[0], *phrase[1:]), len(clitic)


def _valued(entry: str, value: float) -> Iterator[tuple[tuple[str, ...], float]]:
    yield from ((folded_words(item), value) for item in listed(entry))


def _number_words(data: dict[str, Any], lang: str) -> Iterator[tuple[str, NumberWord]]:
    duals = {folded_word(word): int(value) for value, words in data.get("duals", {}).items() for word in listed(words)}
    kinds = {"numbers": "number", "collectives": "collective", "duals": "number", "magnitudes": "scale"}
    for table, kind in kinds.items():
        for value, words in data.get(table, {}).items():
            for word in map(folded_word, listed(words)):
                known = NumberWord(int(value), kind, duals.get(word, 0) if kind == "scale" else 0)
                yield word, known
                if lang == "ar":
                    yield from _with_clitics(word, known)
                elif kind == "collective":
                    yield from ((form, known) for form in forms_of(word, lang)[1])


def _with_clitics(word: str, known: NumberWord) -> Iterator[tuple[str, NumberWord]]:
    for clitic, article in product(_PROCLITICS, _ARTICLES):
        before = "لل" if clitic == "ل" and article else clitic + article
        yield before + word, replace(known, cut=len(clitic), joined=clitic.startswith("و"), definite=bool(article))


def _unit_words(data: dict[str, Any], lang: str) -> Iterator[tuple[tuple[str, ...], UnitWord]]:
    small, never = _set(data["vague"]["small"]), _set(data["vague"]["always"])
    kinds = {"units": "measure", "time": "time", "currencies": "money", "nouns": "noun"}
    for table, kind in kinds.items():
        for unit, entries in data[table].items():
            for entry in listed(entries):
                lemma, plurals = forms_of(entry, lang)
                vague = kind == "noun" and folded_word(lemma) in small
                of_kind = "percent" if unit == "%" else kind
                many = lang == "ar" or folded_word(lemma) in map(folded_word, plurals)
                yield folded_words(lemma), UnitWord(unit, of_kind, lemma, many, vague)
                for form in plurals:
                    if (
                        lang != "ar" or folded_word(form) not in never
                    ):  # "آلتي", two machines, is spelled like "التي", who
                        yield folded_words(form), UnitWord(unit, of_kind, lemma, True, vague)


def _duals(
    words: tuple[tuple[tuple[str, ...], UnitWord], ...], other: frozenset[str]
) -> Iterator[tuple[str, tuple[UnitWord, int]]]:
    """Arabic duals, figures without a numeral, with how long their proclitics are. In an oblique case the dual of a
    word for a man looks like its plural.
    """
    known = {phrase[0] for phrase, _ in words if len(phrase) == 1 and not phrase[0].endswith(("ان", "ين"))}
    for phrase, word in words:
        if len(phrase) != 1 or phrase[0] != folded_word(word.lemma) or word.vague or word.kind == "percent":
            continue
        nominative, oblique = dual_forms(word.lemma)
        person = word.unit == "person" and not word.lemma.endswith("ة")
        for form in (nominative,) if person else (nominative, oblique):
            if len(form) > _SHORT_DUAL and form[:2] != "ال" and form not in known and form not in other:
                yield from ((clitic + form, (word, len(clitic))) for clitic in _PROCLITICS)


def _approximators(
    table: dict[str, str], lang: str, *, after: bool
) -> Iterator[tuple[tuple[str, ...], tuple[str, int]]]:
    for key, words in table.items():
        if key == "not_before_time" or key.startswith("after_") is not after:
            continue
        for phrase in map(folded_words, listed(words)):
            for form, cut in _attached(phrase, proclitics=lang == "ar"):
                yield form, (key.removeprefix("after_"), cut)
