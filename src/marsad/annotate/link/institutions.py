"""Whether an organisation or initiative is a known one: by what its name means in any language, or by its acronym."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product

from marsad.annotate.lexicon import tables_of
from marsad.annotate.link.bags import MAYBE, ONE_NAME, bag_likeness, is_bare, token_likeness
from marsad.annotate.link.concepts import LATIN
from marsad.annotate.link.known import Known, Name
from marsad.annotate.link.tokens import CORE, Bag, Token, bag_of, readings
from marsad.annotate.sounds import is_arabic
from marsad.model import Entity
from marsad.read.fold import fold

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.-]{1,9}")
_CORE_ALIKE = 0.8
_INITIALS = range(3, 7)
"""Letters of an acronym that is read as the initials of a translated name."""
_OWN = ("proper", "place", "number", "country")
"""Sorts of tokens of which a name has one if three letters are to tell it from others, unless it is a news agency's."""
_READINGS = 16


def is_acronym(name: str) -> bool:
    """Whether a name is nothing but an acronym of Latin letters."""
    return _ACRONYM.fullmatch(name) is not None and sum(map(str.isupper, name)) > 1


def acronyms_of(entity: Entity) -> list[str]:
    """The acronyms that an article gives an entity, without points."""
    names = (entity.acronym or "", entity.name, *entity.names)
    return list(dict.fromkeys(name.replace(".", "") for name in names if name and is_acronym(name)))


def names_of(entity: Entity, lang: str | None) -> list[Name]:
    """The names to know an institution by: the fullest, and those of another script that tell as much."""
    arabic = is_arabic(entity.name)
    full = [name for name in dict.fromkeys((entity.name, *entity.names)) if not is_acronym(name)]
    if not full:
        return []
    first = full[0] if full[0] == entity.name else max(full, key=lambda name: len(bag_of(name, lang)))
    others = [name for name in full if is_arabic(name) != arabic and _core(bag_of(name, lang)) > 0]
    return [(name, lang) for name in dict.fromkeys((first, *others))]


def score(names: Sequence[Name], country: str | None, known: Known) -> tuple[float, bool]:
    """How surely names are a known institution's, and whether that is only a maybe.

    A maybe is for a name in a script in which the known one has none yet, and for an agency's or a company's own name
    alone.
    """
    best, bare = 0.0, False
    for name, lang in names:
        bag = bag_of(name, lang)
        abroad = country and known.country and country != known.country and not _telling(bag)
        for other, other_lang in known.names:
            if abroad and not _telling(bag_of(other, other_lang)):
                continue
            best = max(best, _likeness((name, lang), (other, other_lang), country, known.country))
            bare = bare or (MAYBE <= best < ONE_NAME and is_bare(bag, bag_of(other, other_lang)))
    if best >= ONE_NAME:
        return best, False
    script = {is_arabic(name) for name, _ in names}
    new = not any(is_arabic(other) in script for other, _ in known.names)
    return (best, True) if best >= MAYBE and (new or bare) else (0.0, False)


def _likeness(a: Name, b: Name, country_a: str | None, country_b: str | None) -> float:
    """How likely two names are one institution's, phrase by phrase or word by word."""
    first, *others = product(readings(*a), readings(*b))
    best = bag_likeness(*first, country_a, country_b)
    for x, y in others:
        if best >= ONE_NAME:
            break
        if (score := bag_likeness(x, y, country_a, country_b)) >= ONE_NAME:
            best = score
    return best


def agree(names: Sequence[Name], known: Known) -> bool:
    """Whether an acronym's two expansions have anything telling in common."""
    bags = [bag_of(name, lang) for name, lang in names]
    others = [bag_of(name, lang) for name, lang in known.names]
    if not bags or not others:
        return True
    return any(_shared(bag, other) for bag in bags for other in others)


def _shared(a: Bag, b: Bag) -> bool:
    return any(token_likeness(x, y) >= _CORE_ALIKE for x in a for y in b if x.sort in CORE and y.sort in CORE)


def _core(bag: Bag) -> int:
    return sum(token.sort in CORE for token in bag)


def _telling(bag: Bag) -> bool:
    """Whether a name has a word that is its own, which no other country's institution will have."""
    return any(token.sort in ("proper", "place", "number") for token in bag)


@lru_cache(maxsize=1 << 14)
def initials(name: str, lang: str | None) -> frozenset[str]:
    """The letters, sorted, of acronyms that a name may have in a language of Latin script."""
    bag = bag_of(name, lang)
    if len(bag) not in _INITIALS or (len(bag) == _INITIALS[0] and not any(map(_tells_letters, bag))):
        return frozenset()
    return frozenset(letters for latin in LATIN for letters in _in_language(bag, latin))


def _tells_letters(token: Token) -> bool:
    return token.sort in _OWN or "press" in token.keys


def spells(acronym: str, name: str, lang: str | None) -> bool:
    """Whether the words of a name begin with the letters of an acronym, in their order: DPE, *Direction du patrimoine
    écrit*."""
    letters = acronym.replace(".", "").replace("-", "")
    return len(letters) >= _INITIALS[0] and letters.lower() == "".join(
        token.folded[:1] for token in bag_of(name, lang, phrases=False) if not token.arabic
    )


def sorted_letters(acronym: str) -> str | None:
    """The letters of an acronym as `initials` has them; null for one too short or long to be told by them."""
    return "".join(sorted(acronym.lower())) if len(acronym) in _INITIALS and acronym.isalpha() else None


def _in_language(bag: Bag, lang: str) -> list[str]:
    options = [_first_letters(token, lang) for token in bag]
    if not all(options):
        return []
    return ["".join(sorted(letters)) for letters in list(product(*options))[:_READINGS]]


def _first_letters(token: Token, lang: str) -> list[str]:
    """The letters that a token may begin with in a language."""
    if token.sort == "country":
        return sorted({letter for key in token.keys if (letter := _country_letters(lang).get(key))})
    words = _first_words(lang)
    found = {letter for key in token.keys for letter in words.get(key, "")}
    if token.sort in ("proper", "place"):
        found.add(_letter(token))
    return sorted(found - {""})[:3]


def _letter(token: Token) -> str:
    sound = token.unit[0].sounds[0][0] if token.unit and token.unit[0].sounds else ""
    return fold(sound)[:1] if not token.arabic or sound not in "ʔêʕ" else "a"


@cache
def _first_words(lang: str) -> dict[str, str]:
    """The letter that each concept's first word begins with; all that the words of the press do: Presse, Info, News."""
    tables = tables_of(f"concepts_{lang}.toml")
    sorts = ("heads", "common", "things")
    return {
        key: "".join(dict.fromkeys(fold(word)[:1] for word in (words if key == "press" else words[:1])))
        for sort in sorts
        for key, words in tables[sort].items()
    }


@cache
def _country_letters(lang: str) -> dict[str, str]:
    tables = tables_of(f"places_{lang}.toml")["demonyms"]
    return {country: fold(words[0])[:1] for country, words in tables.items() if words}
