"""Light stemmers, each a small file of affixes (``data/stem_*.txt``) that one engine applies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STEMMERS = ("ar", "fr", "es", "en", "und")
"""``und`` is Latin script in no known language."""


@dataclass(frozen=True, slots=True)
class AffixGroup:
    """Affixes of one ``kind`` (prefix, suffix, particle); at most one, the longest that fits, is replaced."""

    kind: str
    affixes: dict[str, tuple[str, int]]
    lengths: tuple[int, ...]

    def apply(self, word: str) -> str:
        """Replace the longest affix that leaves enough letters."""
        for length in self.lengths:
            affix = word[-length:] if self.kind == "suffix" else word[:length]
            rule = self.affixes.get(affix)
            if rule is None or len(word) - length < rule[1]:
                continue
            return word[:-length] + rule[0] if self.kind == "suffix" else rule[0] + word[length:]
        return word


def stem(word: str, stemmer: str) -> str:
    """Stem a folded ``word`` with one of `STEMMERS`. Words with a digit or a point are left whole."""
    if not word.isalpha():
        return word
    for group in _groups(stemmer):
        if group.kind != "particle":
            word = group.apply(word)
    return word


def stems(word: str, stemmer: str) -> tuple[str, ...]:
    """The stem of a folded query ``word``, and those that it has with and without a particle written together."""
    if not word.isalpha():
        return (word,)
    base = word
    for group in _groups(stemmer):
        if group.kind != "suffix":
            base = group.apply(base)
    particles = [item for group in _groups(stemmer) if group.kind == "particle" for item in group.affixes.items()]
    joined = [particle + base for particle, (_, remain) in particles if len(base) >= remain]
    return tuple(dict.fromkeys(stem(form, stemmer) for form in (word, base, *joined)))


@cache
def _groups(stemmer: str) -> tuple[AffixGroup, ...]:
    text = files("marsad.search").joinpath("data", f"stem_{stemmer}.txt").read_text(encoding="utf-8")
    groups: list[tuple[str, dict[str, tuple[str, int]]]] = []
    for line in text.splitlines():
        if line.startswith("["):
            groups.append((line.strip("[]").split()[0], {}))
        elif line and not line.startswith("#"):
            affix, replacement, remain = line.split()
            groups[-1][1][affix] = ("" if replacement == "-" else replacement, int(remain))
    return tuple(
        AffixGroup(kind, affixes, tuple(sorted({len(affix) for affix in affixes}, reverse=True)))
        for kind, affixes in groups
    )
