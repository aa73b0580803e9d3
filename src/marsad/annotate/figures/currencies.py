"""Whose dinar, franc or centime a word means, by the words of the text."""

from __future__ import annotations

import re
from functools import lru_cache

from marsad.annotate.figures.lexicon import Lexicon, lexicon_of
from marsad.annotate.text import Passage, folded_word

_LOOKED_AT = 20_000
"""So many characters of a text say which country it is about."""

_WORD = re.compile(r"[^\W\d_]+")

_PARTS = {"cent": (100, "hundredth"), "millime": (1000, "thousandth")}


def settled(unit: str, passage: Passage, lexicon: Lexicon) -> tuple[str, str | None]:
    """ISO code of a currency's word and how it was read. ``?dinar`` is looked up among the countries of dinars;
    a part of a currency gives ``/100 MAD``.
    """
    if not unit.startswith("?"):
        return unit, None
    name = unit[1:]
    if name == "millime":
        return "/1000 TND", "millime read as a thousandth of a Tunisian dinar"
    code, why = _by_country(name, passage.text, lexicon.lang)
    if name in _PARTS:
        size, part = _PARTS[name]
        return f"/{size} {code}", f"read as a {part} of {code}, {why}"
    return code, f"{name} read as {code}, {why}"


@lru_cache(maxsize=16)
def _by_country(name: str, text: str, lang: str) -> tuple[str, str]:
    lexicon = lexicon_of(lang)
    codes = lexicon.countries.get(name, ()) if lexicon else ()
    if not codes:
        return "XXX", "the text does not say whose"
    words = [folded_word(word) for word in _WORD.findall(text[:_LOOKED_AT])]
    counts = [sum(map(names.__contains__, words)) for _, names in codes]
    most = max(counts)
    if not most:
        return codes[0][0], "the most frequent one, since the text names no country"
    return codes[counts.index(most)][0], "by the country that the text names most"
