"""Fold a word to the form in which its spellings meet: case, accents, Arabic letter variants, digits, controls."""

from __future__ import annotations

import unicodedata

APOSTROPHES = "'\u2018\u2019\u02bc\u02bb\u02be\u02bf\uff07"
MAX_LENGTH = 64
"""Longer words are cut: they are encodings and addresses, not words."""

# Decomposition already opens accents, hamza on its seats, madda, and presentation forms; these are what it leaves.
_LETTERS = str.maketrans(
    {
        "ٱ": "ا",
        # Alef maqsura and the other forms of ya; ta marbuta and the other forms of ha; hamza alone.
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ة": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ء": "",
        # Kaf, and the letters for g, v and p of Maghreb and Persian spelling, to the nearest plain letter.
        "ک": "ك",
        "گ": "ك",
        "ڭ": "ك",
        "ݣ": "ك",
        "ڤ": "ف",
        "ڢ": "ف",
        "ڨ": "ق",
        "پ": "ب",
        "چ": "ج",
        "ـ": "",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "٫": ".",
        "٬": ",",
    }
    | dict.fromkeys(APOSTROPHES, "")
)
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})


def fold(word: str) -> str:
    """Return ``word`` folded; may be empty. Every digit of any script becomes an ASCII digit."""
    if word.isascii():
        return word.lower().replace("'", "")[:MAX_LENGTH]
    opened = unicodedata.normalize("NFKD", word.casefold())
    letters = "".join(_plain(char) for char in opened if unicodedata.category(char) not in _INVISIBLE)
    return letters.translate(_LETTERS)[:MAX_LENGTH]


def _plain(char: str) -> str:
    digit = unicodedata.decimal(char, None)
    return char if digit is None else str(digit)
