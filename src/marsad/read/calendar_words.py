"""The words of printed dates, folded and made ready for look-up: months, Hijri months, days, units, zones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from marsad.read.fold import fold, tables_of

WORD = r"[^\s\d.,;:/|()\[\]'\"\-_·•<>!?+*&%$#@=]+"
"""A run of letters with their signs; by what it is not, since Python counts some Indic vowel signs as no letters."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Look-up tables of folded words. ``months`` and ``hijri`` give 1 to 12, ``languages`` those that write a name;
    ``day_languages`` are those of a word for a day, ``day_speakers`` all that have such words.

    ``openers`` are the first words of names of several, which ``phrases`` matches; ``triggers`` the printed words of
    which a date without a digit holds one, ``relative_openers`` the folded ones of which a relative date does:
    looking up a line's words costs a tenth of matching `relative_pattern`.
    """

    months: dict[str, int]
    hijri: dict[str, int]
    languages: dict[str, frozenset[str]]
    openers: frozenset[str]
    phrases: re.Pattern[str]
    between: str
    ranges: str
    first: re.Pattern[str]
    year_cues: frozenset[str]
    hijri_era: re.Pattern[str]
    days: dict[str, int]
    coming_days: dict[str, int]
    day_languages: dict[str, frozenset[str]]
    day_speakers: frozenset[str]
    weekdays: dict[str, int]
    units: dict[str, str]
    duals: dict[str, str]
    numbers: dict[str, int]
    zones: dict[str, int | str]
    before_noon: frozenset[str]
    after_noon: frozenset[str]
    triggers: frozenset[str]
    relative_openers: frozenset[str]
    first_words: frozenset[str]


def any_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def squeeze(phrase: str) -> str:
    """A name of several words without what may part them."""
    return re.sub(r"[\s'\-]+", " ", phrase).strip()


def _loose(phrases: list[str]) -> str:
    return any_of(phrases).replace("\\ ", "[ '-]{1,2}")


def _names(table: dict[str, str], first: int) -> dict[str, int]:
    return {
        squeeze(fold(name)): number
        for line in table.values()
        for number, forms in enumerate(line.split("|"), first)
        for name in forms.split(",")
    }


def _days(table: dict[str, dict[str, int]]) -> dict[str, int]:
    return {fold(word): shift for words in table.values() for word, shift in words.items()}


def _day_languages(raw: dict[str, Any]) -> dict[str, frozenset[str]]:
    tables = [*raw["days"].items(), *raw["coming_days"].items()]
    words = {fold(word) for _, table in tables for word in table}
    return {word: frozenset(lang for lang, table in tables if word in _days({lang: table})) for word in words}


def _day_words(raw: dict[str, Any]) -> list[str]:
    return [word for key in ("days", "coming_days") for table in raw[key].values() for word in table]


def _languages(months: dict[str, str]) -> dict[str, frozenset[str]]:
    by_name: dict[str, set[str]] = {}
    for lang, line in months.items():
        for name in line.replace("|", ",").split(","):
            by_name.setdefault(squeeze(fold(name)), set()).add(lang)
    return {name: frozenset(langs) for name, langs in by_name.items()}


def _forms(table: dict[str, list[str]], value: Any) -> dict[str, Any]:
    return {fold(form): value(key) for key, forms in table.items() for form in forms}


@cache
def _raw() -> dict[str, Any]:
    return tables_of("dates.toml")


@cache
def lexicon() -> Lexicon:
    """The words of ``data/dates.toml``, read once a process."""
    raw = _raw()
    words = {key: [fold(word) for word in forms] for key, forms in raw["words"].items()}
    months, hijri = _names(raw["months"], 1), _names(raw["hijri"], 1)
    several = [name for name in (*months, *hijri) if " " in name]
    return Lexicon(
        months=months,
        hijri=hijri,
        languages=_languages(raw["months"]),
        openers=frozenset(name.partition(" ")[0] for name in several),
        phrases=re.compile(rf"(?:{_loose(several)})(?!\w)"),
        between=any_of(words["between"]),
        ranges=any_of(words["range"]),
        first=re.compile(rf"(?<!\w)(?:{any_of(words['first'])})(?=\s)"),
        year_cues=frozenset(words["year_cues"]),
        hijri_era=re.compile(rf"\s?(?:{any_of(words['hijri_era'])})(?!\w)"),
        days=_days(raw["days"]),
        coming_days=_days(raw["coming_days"]),
        day_languages=_day_languages(raw),
        day_speakers=frozenset(raw["days"]),
        weekdays=_names(raw["weekdays"], 0),
        units=_forms(raw["units"], str),
        duals=_forms(raw["duals"], str),
        numbers=_forms(raw["numbers"], int),
        zones={fold(name): zone for name, zone in raw["zones"].items()},
        before_noon=frozenset(words["before_noon"]),
        after_noon=frozenset(words["after_noon"]),
        triggers=_triggers(raw),
        relative_openers=_relative_openers(raw),
        first_words=frozenset(words["first"]),
    )


@cache
def relative_pattern(prose: bool) -> re.Pattern[str]:
    """``n1 u1`` or ``n2 u2`` ago, a ``word`` for a day, a weekday that a word calls the last one (in prose, next)."""
    raw, words = _raw(), lexicon()
    ways = ("past", "coming") if prose else ("past",)
    ago, *called = ({place: any_of(map(fold, forms)) for place, forms in raw[key].items()} for key in ("ago", *ways))
    count, unit, weekday = rf"(?:\d{{1,3}}|{any_of(words.numbers)})", any_of(words.units), any_of(words.weekdays)
    named = [
        rf"(?:{by['before']})\s(?P<{way}1>{weekday})|(?P<{way}2>{weekday})\s(?:{by['after']})"
        for way, by in zip(ways, called, strict=True)
    ]
    day = any_of([*words.days, *words.coming_days] if prose else words.days)
    return re.compile(
        rf"(?<!\w)(?:(?:{ago['before']})\s{{1,2}}(?:(?P<n1>{count})\s{{0,2}})?(?P<u1>{unit}|{any_of(words.duals)})"
        rf"|(?P<n2>{count})\s{{0,2}}(?P<u2>{unit})\s{{1,2}}(?:{ago['after']})"
        rf"|{'|'.join(named)}|(?P<word>{day}))(?!\w)"
    )


def _weekday_names(raw: dict[str, Any]) -> list[str]:
    return [name.strip() for line in raw["weekdays"].values() for name in line.replace("|", ",").split(",")]


def _marked(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word + mark for word in words for mark in ("", ",", ".", ":", "،"))


def _triggers(raw: dict[str, Any]) -> frozenset[str]:
    words = [
        *_day_words(raw),
        *chain.from_iterable(raw["units"].values()),
        *chain.from_iterable(raw["duals"].values()),
        *raw["words"]["first"],
        *_weekday_names(raw),
    ]
    last = {word.split()[-1].lower() for word in words}
    spelled = last | {word.replace("'", "’") for word in last} | {fold(word) for word in last}
    return _marked(spelled | {word.capitalize() for word in spelled} | {word.upper() for word in spelled})


def _relative_openers(raw: dict[str, Any]) -> frozenset[str]:
    ago = [word for forms in raw["ago"].values() for word in forms]
    called = [word for way in ("past", "coming") for forms in raw[way].values() for word in forms]
    telling = [word.split()[-2:][0] for word in ago]
    telling += [word.split()[-1] for word in (*_day_words(raw), *called)]
    return _marked(map(fold, telling))
