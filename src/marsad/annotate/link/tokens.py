"""Names of organisations, initiatives and roles as bags of what their words mean.

Such names are translated, so their words are concepts (`marsad.annotate.link.concepts`), countries and places by their
keys, numbers as they are, and what is left, the proper words, by sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.annotate.link.concepts import (
    ALI,
    LONGEST_PHRASE,
    forms,
    is_dual,
    is_saint,
    is_stop,
    language_of,
    meaning,
)
from marsad.annotate.places import Place, demonym, places_named
from marsad.annotate.sounds import Unit, is_arabic, is_name_particle, sounds, spelt, units
from marsad.read.fold import fold

WEIGHTS = {"proper": 1.5, "place": 1.2, "number": 1.2, "things": 1.0, "heads": 0.6, "common": 0.35, "country": 0.3}
CORE = frozenset({"proper", "place", "number", "things"})
"""The sorts of tokens that tell one name from another of its kind."""

_PLACES = 4
"""Places of one name that are thought of, the likeliest."""
_WORD = re.compile(r"\d+|[^\W\d_]+(?:['’ʼ](?=[^\W\d_]{3}))?")
_ELISION = re.compile(r"^(?:l|d|qu|n|s|j|m|t|c)['’ʼ]$", re.IGNORECASE)
_ASPIRATE = re.compile(r"([kgtd])h(?=[a-z])")
_MOST = 12
"""Tokens of a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase of a name.

    ``sort`` is one of `WEIGHTS`; ``keys`` are what it may mean: concepts, countries (alpha-2), places, digits; ``unit``
    is how it sounds; ``common`` whether it may be a common noun by its first letter.
    """

    sort: str
    keys: frozenset[str]
    unit: Unit
    arabic: bool
    folded: str
    lang: str | None = None
    common: bool = False


Bag = tuple[Token, ...]

_TWO = Token("common", frozenset({"two"}), (), arabic=True, folded="two", lang="ar")
"""What an Arabic dual says besides its word: ضفتين is *dos orillas*."""


@lru_cache(maxsize=1 << 16)
def bag_of(name: str, lang: str | None, *, phrases: bool = True) -> Bag:
    """The tokens of a name, at most twelve, each once.

    Word by word without ``phrases``: *Thousand Oaks* is a town, or *mil robles*.
    """
    lang = language_of(name, lang)
    words = _telling_words(name, lang)
    found: list[Token] = []
    proper: list[str] = []
    i = 0
    while i < len(words) and len(found) < _MOST:
        token, taken = (None, 2) if _begins_name(words, i) else _known(words, i, lang, phrases)
        if token is None:
            proper += [word for word, _ in words[i : i + taken]]
        else:
            found += [*_proper(proper, lang, first=not found), token]
            found += [_TWO] if taken == 1 and is_dual(words[i][1]) else []
            proper = []
        i += taken
    found += _proper(proper, lang, first=not found)
    return _completed(tuple(dict.fromkeys(found))[:_MOST])


def _telling_words(name: str, lang: str | None) -> list[tuple[str, str]]:
    """The words of a name with their folded forms, without links."""
    words = [(word, fold(word)) for word in _words(name)]
    return [
        words[i]
        for i in range(len(words))
        if not (is_stop(words[i][1], lang) and (_links(words[i][0], lang) or _article_before_known(words, i, lang)))
    ]


def _article_before_known(words: list[tuple[str, str]], i: int, lang: str | None) -> bool:
    """Whether an article begins a title, *Le Matin de Tiznit*, and no name of its own, *Le Corbusier*.

    A title of one word is kept as it is: *Le Matin* is no translation of *La Mañana*.
    """
    return len(words) > 2 and i + 1 < len(words) and lang != "en" and meaning((words[i + 1][1],), lang) is not None


def _links(word: str, lang: str | None) -> bool:
    """Whether a word that may be a link is written as one: *Sus* is no possessive but a river."""
    return word != ALI and (word[:1] == word[:1].lower() or lang == "en")


def _words(name: str) -> list[str]:
    """The words of a name, without elided articles."""
    return [word.strip("'’ʼ") for word in _WORD.findall(name) if not _ELISION.match(word)]


def _begins_name(words: list[tuple[str, str]], i: int) -> bool:
    """Whether a name begins here that is written as two words, whatever the second means: Ibn Zohr, أبو الفداء."""
    word, folded = words[i]
    return i + 1 < len(words) and not word[:1].islower() and is_name_particle(folded)


def _known(words: list[tuple[str, str]], i: int, lang: str | None, phrases: bool) -> tuple[Token | None, int]:
    """The token of the words from ``i`` on that the lexicon or the gazetteer has, and how many they are."""
    for count in range(min(LONGEST_PHRASE, len(words) - i), 1, -1):
        text = " ".join(word for word, _ in words[i : i + count])
        if phrases and (found := meaning(tuple(folded for _, folded in words[i : i + count]), lang)):
            return _token(found.sort, found.concepts, text, lang), count
        said = not phrases and all(meaning((folded,), lang) for _, folded in words[i : i + count])
        if not said and not text[:1].islower() and (places := places_named(text)):
            return _placed(places, text, lang), count
    if i + 1 < len(words) and is_saint(words[i][1]) and not words[i][0].islower():
        return None, 2
    return _single(*words[i], lang), 1


def _single(word: str, folded: str, lang: str | None) -> Token | None:
    """The token of one word; null for one that neither the lexicon nor the gazetteer has."""
    if folded.isdigit():
        return Token("number", frozenset({folded}), (), False, folded)
    found = meaning((folded,), lang)
    if found and found.exact and found.sort == "heads":  # a *pôle* is no Pole
        return _token(found.sort, found.concepts, word, lang)
    if country := next((code for form in forms(folded) if (code := demonym(form))), None):
        keys = frozenset({country})
        return _token(found.sort, keys | found.concepts, word, lang) if found else _token("country", keys, word, lang)
    for form in () if word[:1].islower() else forms(folded):
        if (places := places_named(form)) and not (found and found.exact and form != folded):
            place = _placed(places, form, lang)
            if not found:
                return place
            return _token(found.sort if found.exact else place.sort, place.keys | found.concepts, form, lang)
    if found is None and not word[:1].islower() and (places := places_named(_respelt(folded))):
        return _placed(places, word, lang)
    return _token(found.sort, found.concepts, word, lang) if found else None


def _respelt(folded: str) -> str:
    """A word of Latin letters as it may be spelt without an h: Khroumirie is Kroumirie."""
    return _ASPIRATE.sub(r"\1", folded)


def _token(sort: str, keys: frozenset[str], text: str, lang: str | None) -> Token:
    joined = "".join(text.split())
    return Token(sort, keys, _readings(joined, lang), is_arabic(text), fold(text), _tongue(text, lang))


def _readings(word: str, lang: str | None) -> Unit:
    """The readings of a word, an Arabic one with and without what may be a proclitic."""
    if not is_arabic(word):
        return sounds(word, lang)
    return tuple(dict.fromkeys(reading for form in forms(spelt(word)) for reading in sounds(form, lang)))


def _placed(places: Sequence[Place], text: str, lang: str | None) -> Token:
    """A place; a country may be the town of its name (تونس)."""
    return _token("country" if places[0].sort == "country" else "place", _keys(places), text, lang)


def _keys(places: Sequence[Place]) -> frozenset[str]:
    return frozenset(place.key for place in places[:_PLACES])


def _proper(words: list[str], lang: str | None, *, first: bool) -> list[Token]:
    """Tokens of proper words, particles joined to theirs; Arabic ones may have a proclitic but for the first."""
    found = units(" ".join(words), lang) or tuple(filter(None, [sounds("".join(words), lang)]))
    if len(words) == 1 and len(found) == 1:
        unit = found[0] if first else _readings(words[0], lang)
        common = unit[0].arabic or words[0][:1].islower() or lang == "en"
        return [Token("proper", frozenset(), unit, unit[0].arabic, _spelled(unit), _tongue(words[0], lang), common)]
    return [Token("proper", frozenset(), unit, unit[0].arabic, _spelled(unit)) for unit in found]


def _tongue(text: str, lang: str | None) -> str | None:
    return "ar" if is_arabic(text) else lang


def _spelled(unit: Unit) -> str:
    return "".join(unit[0].sounds)


def _completed(bag: Bag) -> Bag:
    """A name of the press without a word for what it is means an agency: أطلس للأنباء."""
    heads = [token for token in bag if token.sort == "heads"]
    if len(heads) != 1 or "press" not in heads[0].keys:
        return bag
    return (*bag, Token("heads", frozenset({"agency"}), (), heads[0].arabic, "agency"))


@lru_cache(maxsize=1 << 14)
def readings(name: str, lang: str | None) -> tuple[Bag, ...]:
    """The bags of a name: with its phrases and, where it has any, word by word, as another language may say them."""
    return tuple(dict.fromkeys((bag_of(name, lang), bag_of(name, lang, phrases=False))))
