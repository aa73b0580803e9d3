"""What the tagger knows of one Arabic word alone, folded: spelling, stem, ending, what the word lists say of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.read.fold import fold

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلكس"
_SHORTEST = 3
"""Letters that must be left of a word that loses its proclitics."""
_NISBA = 5


def stem_of(word: str) -> tuple[str, str]:
    """A folded word as proclitics and stem: و or ف, then ب, ل, ك or س, then the article.

    What is no proclitic may be cut off too (وجده gives جده), always alike, so that a word and its stem are both asked.
    """
    rest = word
    if len(rest) > _SHORTEST and rest[0] in _CONJUNCTIONS:
        rest = rest[1:]
    if len(rest) > _SHORTEST + 1 and rest.startswith("لل"):
        return word[: len(word) - len(rest)] + "لل", rest[2:]
    if len(rest) > _SHORTEST and rest[0] in _PREPOSITIONS:
        rest = rest[1:]
    if len(rest) > _SHORTEST + 1 and rest.startswith("ال"):
        rest = rest[2:]
    return word[: len(word) - len(rest)], rest


@lru_cache(maxsize=1 << 15)
def word_features(word: str) -> tuple[str, ...]:
    """The names of the features of a folded word; an empty word is the border of a sentence."""
    if not word[:1].isalpha():
        return (f"w{word}", "k0" if word[:1].isdigit() else "k.")
    if word.isascii():
        return (f"w{word}", "kA")
    before, stem = stem_of(word)
    return (
        f"w{word}",
        f"s{stem}",
        f"b{before}",
        *(f"p{word[:size]}" for size in (1, 2, 3) if size < len(word)),
        *(f"e{word[-size:]}" for size in (1, 2, 3, 4) if size < len(word)),
        f"n{min(len(word), 9)}",
        *(f"l{name}" for name in classes_of(word)),
    )


@lru_cache(maxsize=1 << 15)
def classes_of(word: str) -> tuple[str, ...]:
    """The word lists that hold a folded word, as it stands or without conjunction, preposition or article.

    The name of a list is followed by what the word lost: ``org_headsال`` for المكتب.
    """
    lists = _lists()
    found = [f"{name}{lost}" for form, lost in _readings(word) for name in lists.get(form, ())]
    if word.startswith("ال") and len(word) > _NISBA and word.endswith(("ي", "يه")):
        found.append("nisba")
    return tuple(dict.fromkeys(found))


def forms_of(word: str) -> tuple[str, ...]:
    """A folded word, and what is left of it without و or ف, and without ب, ل or ك."""
    return tuple(f"ال{form}" if lost == "لل" else form for form, lost in _readings(word) if lost != "ال")


def _readings(word: str) -> Iterator[tuple[str, str]]:
    """Forms of a word, each with what it lost besides a conjunction."""
    yield word, ""
    rest = word
    if len(rest) > _SHORTEST and rest[0] in _CONJUNCTIONS:
        rest = rest[1:]
        yield rest, ""
    if len(rest) > _SHORTEST and rest.startswith(("ال", "لل")):
        yield rest[2:], rest[:2]
    elif len(rest) > _SHORTEST and rest[0] in "بلك":
        yield rest[1:], "ب"
        if rest.startswith("ال", 1):
            yield rest[3:], "ال"


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    tables = {**tables_of("names_ar.toml"), **tables_of("names_ar_world.toml")}
    tables |= tables.pop("particles")
    del tables["organisations"]
    found: dict[str, list[str]] = {}
    for name, words in tables.items():
        for word in words:
            if " " not in word:
                found.setdefault(fold(word), []).append(name)
    return {word: tuple(names) for word, names in found.items()}
