"""The words of date expressions, made ready for look-up by their folded spelling.

Each word has a kind of one letter; the kinds of a sentence's words are the text that `grammar` matches:

==  ==================================================  ==  ==================================================
d   a number from 1 to 31                               P   an early, middle or late part of (name: start, mid, end)
n   another short number                                g   a part of the day
y   a number of four digits                             Q   quarter, half year (value: months)
x   a day with points, 14.04.2025                       h   half (value: months)
Z   any other number                                    S   a season
F   the first day of a month                            C   century
o   a suffix of an ordinal                              X   a decade by name (value: its first year)
O   an ordinal (value)                                  *   every
N   a number word (value)                               w   weekdays that come again
1   one, a                                              Y   a noun that a year follows
M   a month (value); m an abbreviation or a doubtful    =   this, before its noun; ~ this, after it
    one; H a Hijri month                                <   last; > next
W   a weekday (value, Monday is 0)                      A   ago, before the number; a after it
R   a day from that of publication (value)              p   before, or ago; v since, or ago
U   a unit of time (name); V its plural                 I   in, before the number
D   two of a unit (name)                                L   later; z a day told from another one
b   before, by; u until; s from; r since; k after       i   in; j for; l an article; e of; f from, of the
B   between; t to; & and                                E   an era; ' the s of the 1990s
|   the end of a sentence; ! a point                    .   any other word; - , ( ) / stand for themselves
==  ==================================================  ==  ==================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from marsad.annotate.lexicon import tables_of
from marsad.annotate.text import Passage
from marsad.read.fold import fold
from marsad.read.fold import tables_of as reader_tables

LANGUAGES = ("fr", "ar", "es", "en")

_WORDS = {
    "article": "l", "of": "e", "from": "f", "between": "B", "to": "t", "and": "&", "in": "i", "for": "j",
    "since": "s", "since_past": "r", "until": "u", "deadline": "b", "after": "k", "ago_before": "A", "ago_after": "a",
    "before_or_ago": "p", "since_or_ago": "v", "in_before": "I", "later": "L", "next": ">", "last": "<", "this": "=",
    "running": "~", "every": "*", "weekly": "w", "first": "F", "suffix": "o", "century": "C", "other_day": "z",
    "day_part": "g", "hijri_era": "E", "gregorian_era": "E", "decade_suffix": "'", "not_dates": ".",
}  # fmt: skip
_TABLES = {
    "season": "S", "number": "N", "one": "1", "ordinal": "O", "units": "V", "unit": "U", "dual": "D", "part": "P",
    "period": "Q", "half": "h", "decade": "X", "year_noun": "Y", "day": "R",
}  # fmt: skip
_PERIOD_LETTERS = (("t", 4, 3), ("q", 4, 3), ("s", 2, 6), ("h", 2, 6))
_LATIN_SHORT = 4


class Word(NamedTuple):
    """A kind, with the number or the name that the word stands for."""

    kind: str
    value: int = 0
    name: str = ""


class Clitics(NamedTuple):
    """Letters that hang on a word: the kinds and lengths of each, and the word without them."""

    kinds: tuple[tuple[str, int], ...]
    word: str


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words. ``phrases`` gives by first word what may follow it, the longest first."""

    lang: str
    single: dict[str, Word]
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]]
    clitics: dict[str, Clitics]
    letters: dict[str, str]
    behind_numbers: dict[str, Word]
    """Abbreviated months that are other words elsewhere: « sept »."""
    exact: dict[str, str]
    """Folded words that count only as they are printed here: « à », not « a »."""
    habits: frozenset[str]
    """What the language does; the data file of French lists what there is."""
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The words of the table ``names``, folded: what makes a date a name or a number a count."""


_NO_NAMES: Mapping[str, frozenset[str]] = {
    name: frozenset() for name in ("before", "after", "counted", "follow", "within")
}


@cache
def words_of(lang: str) -> Words:
    """The words of one of `LANGUAGES`; of another language, none."""
    if lang not in LANGUAGES:
        return Words(lang, {}, {}, {}, {}, {}, {}, habits=frozenset(), sets=_NO_NAMES)
    raw = tables_of(f"dates_{lang}.toml")
    doubtful = {fold(form) for form in raw.get("doubtful", {}).get("month", ())}
    single: dict[str, Word] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    behind: dict[str, Word] = {}
    for form, word in (*_from_reader(lang, doubtful), *_own(raw)):
        first, *rest = _cut(form)
        if first in single and single[first].kind == "m" and not rest:
            behind[first] = single[first]
        if rest:
            phrases.setdefault(first, []).append((tuple(rest), word))
        else:
            single[first] = word
    for listed in phrases.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    letters = {fold(letter): _WORDS[name] for name, forms in raw.get("clitics", {}).items() for letter in forms}
    known = {*single, *phrases}
    hanging = known - {form for form, word in single.items() if word.kind == "m"}
    return Words(
        lang=lang,
        single=single,
        phrases=phrases,
        clitics={form: cut for word in hanging for form, cut in _with_letters(word, letters) if form not in known},
        letters=letters,
        behind_numbers=behind,
        exact={fold(form): form for form in raw["exact"]},
        habits=frozenset(raw["habits"]),
        sets={name: frozenset(_joined(form) for form in forms) for name, forms in raw["names"].items()},
    )


def _own(raw: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    for name, forms in raw["words"].items():
        for form in forms:
            yield form, Word(_WORDS[name])
    for table, kind in _TABLES.items():
        for key, forms in raw.get(table, {}).items():
            number = int(key) if key.lstrip("-").isdigit() else 0
            for form in forms:
                yield form, Word(kind, number, "" if number or key == "0" else key)
    for letter, count, months in _PERIOD_LETTERS:
        for number in range(1, count + 1):
            yield f"{letter}{number}", Word("q", number, str(months))


def _from_reader(lang: str, doubtful: set[str]) -> Iterator[tuple[str, Word]]:
    tables = reader_tables("dates.toml")
    hijri = [lang] if lang in tables["hijri"] else ["fr", "en"]
    for kind, line in (*(("H", tables["hijri"][one]) for one in hijri), ("M", tables["months"][lang])):
        for number, forms in enumerate(line.split("|"), 1):
            full, *others = (form.strip() for form in forms.split(","))
            for form in (full, *others):
                unsure = kind == "M" and (fold(form) in doubtful or _is_short(form, full))
                yield form, Word("m" if unsure else kind, number)
    for number, forms in enumerate(tables["weekdays"][lang].split("|")):
        for form in forms.split(","):
            yield form.strip(), Word("W", number)


def _is_short(form: str, full: str) -> bool:
    """Whether a form is an abbreviation in Latin letters: « févr », « déc »."""
    bare = fold(form)
    return form != full and bare.isascii() and len(bare) <= _LATIN_SHORT + 1 and fold(full).startswith(bare)


def _cut(form: str) -> tuple[str, ...]:
    """A form as `Passage` cuts it; an elision needs a letter behind it to be cut off."""
    if form[-1] in "'’" and len(form) > 1:
        return Passage.of(form + "x", None).folded[:-1]
    return Passage.of(form, None).folded


def _joined(form: str) -> str:
    return " ".join(_cut(form))


_ARTICLE = "ال"


def _with_letters(word: str, letters: Mapping[str, str]) -> Iterator[tuple[str, Clitics]]:
    hung = [(letter, kind) for letter, kind in letters.items() if kind != "&"]
    ands = [letter for letter, kind in letters.items() if kind == "&"]
    near: list[tuple[str, tuple[tuple[str, int], ...]]] = [(word, ())]
    for letter, kind in hung:
        if letter == "ل" and word.startswith(_ARTICLE):
            near.append((letter + word[1:], ((kind, 0),)))
        else:
            near.append((letter + word, ((kind, 1),)))
    for form, kinds in near:
        if kinds:
            yield form, Clitics(kinds, word)
        for letter in ands:
            yield letter + form, Clitics((("&", 1), *kinds), word)


_HUNG_NUMBER = re.compile(r"([^\W\d_]{1,2})(\d+)")


def hung_number(folded: str, letters: Mapping[str, str]) -> Clitics | None:
    """« و2 »: a number with letters hanging on it."""
    match = _HUNG_NUMBER.fullmatch(folded) if letters else None
    if match is None or any(letter not in letters for letter in match[1]):
        return None
    return Clitics(tuple((letters[letter], 1) for letter in match[1]), match[2])


_SAMPLE = 400
_SPOKEN = {"ary": "ar", "arq": "ar", "aeb": "ar", "arz": "ar"}
_ARABIC = re.compile(r"[\u0621-\u064a]{2}")


def language_of(passage: Passage) -> str:
    """The passage's language if there are words for it, else empty; of no language, that of most of its small words."""
    lang = (passage.lang or "").partition("-")[0].lower()
    lang = _SPOKEN.get(lang, lang)
    if lang in LANGUAGES:
        return lang
    if lang:
        return ""
    sample = passage.folded[:_SAMPLE]
    if _ARABIC.search(passage.text[: _SAMPLE * 4]):
        return "ar"
    counts = {one: sum(word in words_of(one).single for word in sample) for one in LANGUAGES if one != "ar"}
    return max(counts, key=lambda one: counts[one])
