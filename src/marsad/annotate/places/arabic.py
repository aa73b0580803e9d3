"""Arabic words without what is written onto their front: و ف ب ل ك, alone or two of them, and ال."""

from __future__ import annotations

from collections.abc import Iterator

_AFTER = {"و": "بلكف", "ف": "بلك"}
_PROCLITICS = frozenset("وفبلك")


def is_arabic(char: str) -> bool:
    """Whether a letter is of the Arabic script."""
    return "\u0621" <= char <= "\u06d3"


def stems(word: str) -> Iterator[tuple[str, int, float]]:
    """The readings of a folded word, the whole first: its stem, how many letters are cut, and how far to trust that."""
    yield word, 0, 1.0
    yield from _bare(word, 0, 1.0)
    if word[:1] not in _PROCLITICS:
        return
    for cut in (1, 2):
        if len(word) < cut + 3 or (cut == 2 and word[1] not in _AFTER.get(word[0], "")):
            return
        if word[cut - 1] == "ل" and word[cut] == "ل":
            yield "ا" + word[cut:], cut, 0.95
            yield from _bare("ا" + word[cut:], cut, 0.95)
        yield word[cut:], cut, 0.9
        yield from _bare(word[cut:], cut, 0.9)


def _bare(word: str, cut: int, factor: float) -> Iterator[tuple[str, int, float]]:
    """The word without its article, which some names have in one list and not in the other."""
    if word.startswith("ال") and len(word) > 4:
        yield word[2:], cut, factor * 0.5
