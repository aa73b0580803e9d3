"""Words of a text, folded so that two spellings of one word compare equal.

Latin letters lose case and accents; Arabic loses vowel signs and tatweel, and its forms of alef, ya and
ta marbuta are joined (the orthographic normalisation of Larkey, Ballesteros and Connell, 2002).
"""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\u0300-\u036f\u0640\u064b-\u065f\u0670]+")
_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_FOREIGN_DIGIT = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
_ARABIC_PREFIX = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|و(?=\w{4}))(?=\w{2})")


def fold(text: str) -> str:
    """Lower case, no accents or vowel signs, one form of each Arabic letter, ASCII digits."""
    if text.isascii():
        return text.lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text.lower()))
    if _ARABIC.search(text):
        text = text.replace("ى", "ي").replace("ة", "ه").replace("ٱ", "ا")
        text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
    return text


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, in reading order."""
    return _WORD.findall(fold(text))


def bare(word: str) -> str:
    """A folded word without the Arabic conjunction, preposition and article written onto it."""
    return _ARABIC_PREFIX.sub("", word) if "\u0600" <= word[0] <= "\u06ff" else word
