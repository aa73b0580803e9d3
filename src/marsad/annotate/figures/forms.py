"""Forms of nouns: the plural of a lemma, the singular of a plural that no list has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from marsad.read.fold import fold

_OF = frozenset({"de", "d'", "du", "des", "del", "a", "à", "of", "par", "por", "en"})
_ACCENTLESS = {
    "ión": "iones",
    "án": "anes",
    "ín": "ines",
    "én": "enes",
    "ún": "unes",
    "ón": "ones",
    "és": "eses",
    "ís": "íses",
    "ús": "uses",
}


def forms_of(entry: str, lang: str) -> tuple[str, list[str]]:
    """Lemma and plurals of an entry of a data file: ``lemma`` or ``lemma/plural/…``."""
    lemma, *plurals = (part.strip() for part in entry.split("/"))
    if lang == "ar" and plurals != [lemma]:
        return lemma, [*plurals, *(_arabic(lemma, broken=bool(plurals)) if " " not in lemma or not plurals else ())]
    return lemma, plurals or [_plural(lemma, lang)]


def _plural(lemma: str, lang: str) -> str:
    words = lemma.split(" ")
    if lang == "en":
        return " ".join([*words[:-1], _PLURALS[lang](words[-1])])
    end = next((i for i, word in enumerate(words) if word in _OF or word.startswith(("d'", "l'"))), len(words))
    return " ".join([*(_PLURALS[lang](word) for word in words[:end]), *words[end:]])


def _french(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def _spanish(word: str) -> str:
    for ending, plural in _ACCENTLESS.items():
        if word.endswith(ending):
            return word[: -len(ending)] + plural
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith("s"):
        return word
    return word + ("s" if word[-1] in "aeiouáéó" else "es")


def _english(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


_ACCENTED = {"ones": "ón", "anes": "án", "ines": "ín"}
_LAST = frozenset("lrndjy")
_VOWELS = frozenset("aeiouáéíóú")
_PLURALS: dict[str, Callable[[str], str]] = {"fr": _french, "es": _spanish, "en": _english}


def _arabic(lemma: str, *, broken: bool = False) -> Iterator[str]:
    """Accusative, dual and sound plurals of each word of a lemma together, in folded spelling; one that has a
    ``broken`` plural takes no feminine one: مكتبات are libraries, no offices.
    """
    feminine = lemma.split(" ")[0].endswith("ة")
    first, *rest = fold(lemma).split(" ")
    stem = first[:-1] if feminine else first
    if stem == first:
        yield " ".join([first + "ا", *(word if word.endswith("ه") else word + "ا" for word in rest)])
    for ending in ("تان", "تين", "ات", "تي", "تا") if feminine else ("ان", "ين", "ون", "ات", "ا", "ي"):
        if not (broken and ending == "ات"):
            yield " ".join([stem + ending, *rest])


def dual_forms(lemma: str) -> Iterator[str]:
    """The forms that mean two of it by themselves, in folded spelling."""
    word = fold(lemma)
    stem = word[:-1] + "ت" if lemma.endswith("ة") else word
    yield from (stem + "ان", stem + "ين")


@lru_cache(maxsize=1024)
def singular(word: str, lang: str) -> str:
    """A guess at the singular of a noun in the plural."""
    match lang:
        case "fr":
            return _french_singular(word)
        case "es":
            return _spanish_singular(word)
        case "en":
            return _english_singular(word)
    return word


def _french_singular(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-3] + "al"
    return word[:-1] if word.endswith(("s", "eux")) and len(word) > 3 else word


def _spanish_singular(word: str) -> str:
    for plural, ending in _ACCENTED.items():
        if word.endswith(plural) and len(word) > 5:
            return word[: -len(plural)] + ending
    if word.endswith("ces"):
        return word[:-3] + "z"
    if word.endswith(("íses", "eses")) or (word.endswith("es") and word[-3:-2] in _LAST and word[-4:-3] in _VOWELS):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def _english_singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
