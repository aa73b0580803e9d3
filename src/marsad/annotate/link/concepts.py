"""Words of names as concepts: *eau*, الماء and *agua* are all ``water``, whatever the language of the article.

The lexicon is one file a language, ``concepts_fr.toml`` and so on. A word is looked up as it is spelt and then by a
light stem, an Arabic one without its article and proclitics too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.sounds import is_arabic
from marsad.model import LANGUAGES
from marsad.read.fold import fold

LATIN = ("fr", "es", "en")
SORTS = ("heads", "common", "things")
LONGEST_PHRASE = 3

_DEFINITE = re.compile(r"(?:[وف]?(?:[بك]?ال|لل))(?=..)")
_PROCLITIC = re.compile(r"[وفبلك](?=...)")
_SPANISH = re.compile(r"[ñíóúáÑÍÓÚÁ]|é\w*z\b|\b(?:del|los|las|y|San)\b")
_FRENCH = re.compile(r"[èêëâîïôûœçÈÊÎÇ]|\b(?:des|du|et|aux|les|Les)\b|\b[ld]['’]")
_DUAL = re.compile(r"ت(?:ين|ان)$")
_ENDINGS = {
    "ar": (
        ("تين", ""),
        ("تان", ""),
        ("يات", ""),
        ("يين", ""),
        ("يون", ""),
        ("ات", ""),
        ("ون", ""),
        ("ين", ""),
        ("يه", ""),
        ("ه", ""),
        ("ي", ""),
    ),
    "fr": (
        ("eaux", "eau"),
        ("aux", "al"),
        ("rices", "eur"),
        ("rice", "eur"),
        ("euses", "eur"),
        ("euse", "eur"),
        ("ives", "if"),
        ("ive", "if"),
        ("elles", "el"),
        ("elle", "el"),
        ("ennes", "en"),
        ("enne", "en"),
        ("onnes", "on"),
        ("onne", "on"),
        ("es", ""),
        ("e", ""),
        ("s", ""),
        ("x", ""),
    ),
    "es": (("ces", "z"), ("os", ""), ("as", ""), ("es", ""), ("o", ""), ("a", ""), ("e", ""), ("s", "")),
    "en": (
        ("ies", "y"),
        ("wives", "wife"),
        ("lves", "lf"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("ss", "ss"),
        ("s", ""),
    ),
}
_SHORTEST = 3
ALI = "علي"
"""A given name, though its folded form is that of a link, على."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word may stand for: its sort (``heads``, ``common`` or ``things``) and its concepts.

    ``exact`` is false where only the stem of the word is known.
    """

    sort: str
    concepts: frozenset[str]
    exact: bool = True


def stem(word: str, lang: str) -> str:
    """A folded word without its ending, if three letters are left."""
    for ending, other in _ENDINGS[lang]:
        if word.endswith(ending) and len(word) - len(ending) + len(other) >= _SHORTEST:
            return word[: len(word) - len(ending)] + other
    return word


def forms(word: str) -> Iterator[str]:
    """A folded word, and what it may be without an Arabic article and proclitics, the surest first."""
    yield word
    if is_arabic(word):
        if definite := _DEFINITE.match(word):
            yield word[definite.end() :]
            if definite[0].endswith("لل"):  # للغات is لـ and اللغات
                yield word[definite.end() - 1 :]
        elif proclitic := _PROCLITIC.match(word):
            rest = word[proclitic.end() :]
            yield rest
            if definite := _DEFINITE.match(rest):
                yield rest[definite.end() :]


@lru_cache(maxsize=1 << 15)
def meaning(words: tuple[str, ...], lang: str | None) -> Meaning | None:
    """What folded words, one or a phrase, stand for; null for what is not in the lexicon.

    Latin words are looked up in the language of the article first, then in the others: names keep their language.
    """
    langs: tuple[str, ...] = ("ar",)
    if not is_arabic(words[0]):
        langs = LATIN if lang not in LATIN else (lang, *(other for other in LATIN if other != lang))
    return next((found for each in langs if (found := meaning_in(words, each))), None)


def meaning_in(words: tuple[str, ...], lang: str) -> Meaning | None:
    """What folded words stand for in one language."""
    return _single(words[0], lang) if len(words) == 1 else _phrase(words, lang)


def phrase_stem(word: str, lang: str) -> str:
    """The form of a word in the key of a phrase: bare stem."""
    definite = _DEFINITE.match(word) if lang == "ar" else None
    return "=" + stem(word[definite.end() :] if definite else word, lang)


@lru_cache(maxsize=1 << 14)
def is_stop(folded: str, lang: str | None) -> bool:
    """Whether a word only links the others of a name, which may be in another language than the article."""
    if is_arabic(folded):
        return folded in _stops("ar")
    if lang not in LATIN:
        return folded in _stops(None)
    return folded in _stops(lang) or (folded in _stops(None) and meaning_in((folded,), lang) is None)


@lru_cache(maxsize=1 << 14)
def is_dual(folded: str) -> bool:
    """Whether a folded word is two of something, in the feminine: الضفتين. The masculine is written as plurals are."""
    lexicon = _lexicon("ar")
    return folded not in lexicon and any(singular(form) in lexicon for form in forms(folded))


def singular(folded: str) -> str | None:
    """The singular of a folded Arabic dual in the feminine; null for other words."""
    return folded[:-3] + "ه" if _DUAL.search(folded) and len(folded) > _SHORTEST + 1 else None


@lru_cache(maxsize=1 << 15)
def language_of(name: str, lang: str | None) -> str | None:
    """The language of a name by its letters and links, else that of the article: names keep their language."""
    if is_arabic(name):
        return "ar"
    if _SPANISH.search(name):
        return "es"
    return "fr" if _FRENCH.search(name) else lang


def is_saint(folded: str) -> bool:
    """Whether a word begins a saint's name, which a place of that short name has nothing to do with: San Telmo."""
    return folded in _saints()


@cache
def _saints() -> frozenset[str]:
    return frozenset(word for words in tables_of("sounds_particles.toml")["saints"].values() for word in words)


def _single(word: str, lang: str) -> Meaning | None:
    lexicon = _lexicon(lang)
    for form in forms(word):
        if found := lexicon.get(form):
            return found
        if found := lexicon.get(singular(form) or ""):
            return found
        if found := lexicon.get("=" + stem(form, lang)):
            return replace(found, exact=False)
    return None


def _phrase(words: tuple[str, ...], lang: str) -> Meaning | None:
    lexicon = _lexicon(lang)
    rest = "".join(" " + phrase_stem(word, lang) for word in words[1:])
    return next((found for form in forms(words[0]) if (found := lexicon.get(phrase_stem(form, lang) + rest))), None)


@cache
def _stops(lang: str | None) -> frozenset[str]:
    langs = (lang,) if lang else LATIN
    return frozenset(fold(word) for each in langs for word in tables_of(f"concepts_{each}.toml")["stop"]["words"])


@cache
def _lexicon(lang: str) -> dict[str, Meaning]:
    """Meanings by folded word, by ``=`` and stem, and by the stems of a phrase."""
    if lang not in LANGUAGES:
        return {}
    found: dict[str, Meaning] = {}
    stemmed: dict[str, Meaning] = {}
    tables = tables_of(f"concepts_{lang}.toml")
    for sort in SORTS:
        for concept, words in tables[sort].items():
            for word in words:
                parts = [part for part in re.split(r"[\s'’-]+", fold(word)) if part and part not in _stops(lang)]
                if len(parts) > 1:
                    _add(found, " ".join(phrase_stem(part, lang) for part in parts), sort, concept)
                elif parts:
                    _add(found, parts[0], sort, concept)
                    _add(stemmed, phrase_stem(parts[0], lang), sort, concept)
    return stemmed | found


def _add(table: dict[str, Meaning], key: str, sort: str, concept: str) -> None:
    """Add a concept; a word of two sorts keeps the first, which tells less."""
    known = table.get(key)
    table[key] = Meaning(known.sort, known.concepts | {concept}) if known else Meaning(sort, frozenset({concept}))
