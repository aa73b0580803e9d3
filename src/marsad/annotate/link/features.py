"""Names of rivers, mountains and quarters: what they are, in the word of each language, and what they are called."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.link.concepts import is_stop
from marsad.annotate.sounds import is_arabic
from marsad.read.fold import fold

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_ARTICLE = re.compile(r"^[وفبك]?ال(?=...)|^لل(?=...)")
_ELISION = re.compile(r"^[dl]['’ʼ]", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def feature_of(name: str, lang: str | None) -> tuple[frozenset[str], str]:
    """What kinds of place a name says it is, and the name without that word: *oued Tizra* and وادي تيزرا.

    Empty, with the name as it is, where no such word stands at either end, or nothing is left without it.
    """
    words = _WORD.findall(name)
    for first, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        if not rest or not (kinds := _kinds().get(_bare(first[0]))):
            continue
        own = [word for word in rest if not is_stop(fold(word), lang)]
        if own:
            return kinds, " ".join(_ELISION.sub("", word) for word in own)
    return frozenset(), name


def _bare(word: str) -> str:
    folded = fold(word)
    return _ARTICLE.sub("", folded) if is_arabic(folded) else folded


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for kind, words in tables_of("link_features.toml")["features"].items():
        for word in words:
            folded = fold(word)
            found[folded] = found.get(folded, frozenset()) | {kind}
    return found
