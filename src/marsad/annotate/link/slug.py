"""Readable ids: a name in plain Latin letters."""

from __future__ import annotations

import re
from functools import cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.sounds import is_arabic
from marsad.read.fold import fold

_LONGEST = 60
_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=..)")
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as lower-case ASCII words with hyphens between; ``x`` where nothing of it can be so written."""
    text = fold(name)
    if is_arabic(text):
        text = " ".join(_romanised(_ARTICLE.sub("", word)) for word in text.split())
    text = text.replace("ß", "ss").replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l")
    joined = _OTHER.sub("-", text.replace("'", " ")).strip("-")
    return joined[:_LONGEST].strip("-") or "x"


def _romanised(word: str) -> str:
    """An Arabic word by its letters, with an a where two consonants would meet."""
    letters, vowels = _letters()
    found = ""
    for char in re.sub("ه$", "ا", word):
        latin = letters.get(char, "" if is_arabic(char) else char)
        if latin and found and latin[0] not in vowels and found[-1].isalpha() and found[-1] not in vowels:
            found += "a"
        found += latin
    return found


@cache
def _letters() -> tuple[dict[str, str], str]:
    table = tables_of("link_romanised.toml")
    return table["letters"], table["vowels"]["letters"]
