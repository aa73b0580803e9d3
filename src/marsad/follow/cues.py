"""The words that tell what a number or a date is about, found in a text once.

They are in one file a language, ``data/points_fr.toml`` and so on, by table and concept: ``counted.student``,
``money.financing``. A word is looked up by its light stem, or as it is where the file has ``=`` before it, an Arabic
one without its article and proclitics too.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from marsad.annotate.figures.lexicon import countries_of_money
from marsad.annotate.link.concepts import forms, stem
from marsad.annotate.text import Passage, folded_word
from marsad.model import LANGUAGES

_LONGEST = 4
"""Words of a phrase at most."""

_VERBS = frozenset({"deed", "dated", "phase", "money", "share", "fate", "score"})
"""The tables that have verbs."""

_CONJUGATED = {
    "fr": {"er": ("e", "ent", "a", "èrent", "era", "eront", "erait", "eraient", "é", "ée", "ant", "ait", "aient")},
    "es": {
        "ar": ("a", "an", "ó", "aron", "ará", "arán", "aría", "arían", "ado", "ada", "ando", "aba", "aban"),
        "er": ("e", "en", "ió", "ieron", "erá", "erán", "ería", "erían", "ido", "ida", "iendo", "ía", "ían"),
        "ir": ("e", "en", "ió", "ieron", "irá", "irán", "iría", "irían", "ido", "ida", "iendo", "ía", "ían"),
    },
}
"""What regular verbs of the third person end in, by the ending of their infinitive."""

_FEMININE = re.compile("ees?$")
_CONJUNCTIONS = frozenset("وف")
_FUTURE = re.compile("س(?=[يت]...)")
"""The Arabic sign of the future, written onto its verb."""

Meanings = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words of a passage, tokens ``first`` to ``last``, with their table and concept in the lexicon."""

    first: int
    last: int
    table: str
    concept: str


class Cues:
    """The cues of a passage, in the order of its text; none of them begins within another."""

    def __init__(self, found: Sequence[Cue]) -> None:
        self._found = found
        self._firsts = [cue.first for cue in found]

    @classmethod
    def of(cls, passage: Passage) -> Cues:
        """Find them; where two phrases begin at one word, the longer one counts."""
        return cls(list(_cues_of(passage)))

    def within(self, first: int, last: int, *tables: str) -> list[Cue]:
        """Those of some tables that lie whole within tokens ``first`` to ``last``."""
        begin, end = bisect_left(self._firsts, first), bisect_left(self._firsts, last + 1)
        return [cue for cue in self._found[begin:end] if cue.table in tables and cue.last <= last]

    def beginning(self, first: int, last: int, *tables: str) -> list[Cue]:
        """Those of some tables that begin within tokens ``first`` to ``last``, wherever they end."""
        return [cue for cue in self.within(first, last + _LONGEST - 1, *tables) if cue.first <= last]


def concepts_of(words: str, lang: str | None, table: str) -> frozenset[str]:
    """The concepts of one table that are named in a few words."""
    if lang not in LANGUAGES:
        return frozenset()
    passage = Passage.of(words, lang)
    return frozenset(cue.concept for cue in Cues.of(passage).within(0, len(passage.words), table))


@cache
def vague_units() -> frozenset[str]:
    """The units that say nothing of what is measured."""
    return frozenset(_table("units.toml")["vague"])


@cache
def unit_alike(unit: str) -> str:
    """The unit that stands for all that mean the same things."""
    return next((units[0] for units in _table("units.toml")["alike"] if unit in units), unit)


@lru_cache(maxsize=256)
def money_named(code: str) -> str:
    """What a currency is called in short (``dinar`` for ``TND``), or its code where it shares its name with none."""
    families = countries_of_money()
    return next((name for name, codes in families.items() if name != "cent" and code in codes.values()), code)


def _cues_of(passage: Passage) -> Iterator[Cue]:
    if passage.lang not in LANGUAGES:
        return
    lexicon, openers = _lexicon(passage.lang)
    folded, count, done = passage.folded, len(passage.folded), 0
    for place in range(count):
        keys = _keys(folded[place], passage.lang)
        if place < done or openers.isdisjoint(keys):
            continue
        for length in range(min(_LONGEST, count - place), 0, -1):
            rest = tuple(_key(word, passage.lang) for word in folded[place + 1 : place + length])
            found = next((hit for key in keys if (hit := lexicon.get((key, *rest)))), None)
            if found:
                yield from (Cue(place, place + length - 1, table, concept) for table, concept in sorted(found))
                done = place + length
                break


@lru_cache(maxsize=1 << 15)
def _keys(word: str, lang: str) -> tuple[str, ...]:
    """What a word may be looked up by: as it is, its stem, and as Arabic those without proclitics."""
    bare = list(forms(word))
    if lang == "fr" and (participle := _FEMININE.search(word)):
        bare.append(word[: participle.start()] + "e")
    if word[0] in _CONJUNCTIONS:  # a preposition may follow
        bare += [form for rest in bare[1:] for form in forms(rest)]
    plain = [form for one in bare for form in (one, _FUTURE.sub("", one))]
    return tuple(dict.fromkeys(key for form in plain for key in (f"={form}", stem(form, lang))))


@lru_cache(maxsize=1 << 15)
def _key(word: str, lang: str) -> str:
    """The key of a word within a phrase: the barest stem."""
    return _keys(word, lang)[-1] if lang == "ar" else stem(word, lang)


@cache
def _lexicon(lang: str) -> tuple[Mapping[tuple[str, ...], Meanings], frozenset[str]]:
    """Meanings by the keys of their words, and the keys that begin any."""
    found: dict[tuple[str, ...], Meanings] = {}
    for table, concepts in _table(f"points_{lang}.toml").items():
        for concept, entries in concepts.items():
            for entry in _inflected(entries.split(","), table, lang):
                exact, words = "=" in entry, [folded_word(word) for word in Passage.of(entry.strip(" \n="), lang).words]
                key = (f"={words[0]}" if exact else stem(words[0], lang), *(_key(word, lang) for word in words[1:]))
                found[key] = found.get(key, frozenset()) | {(table, concept)}
    return found, frozenset(key[0] for key in found)


def _inflected(entries: Iterable[str], table: str, lang: str) -> Iterator[str]:
    """Entries, and of infinitives the forms of the third person and the participles."""
    for entry in map(str.strip, entries):
        yield entry
        ending = entry[-2:]
        if table in _VERBS and " " not in entry and ending in _CONJUGATED.get(lang, {}):
            yield from (entry[:-2] + form for form in _CONJUGATED[lang][ending])


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("marsad.follow").joinpath("data", name).read_text(encoding="utf-8"))
