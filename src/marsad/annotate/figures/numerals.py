"""Numerals in digits: what separators mean by a language's habit, and digits parted by spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.annotate.figures.lexicon import Lexicon, signs
from marsad.annotate.text import Passage

_LONGEST = 24
"""More digits than this are no quantity."""

_SPACES = frozenset(" \u00a0\u202f\u2009\u2007")
_GROUP = re.compile(r"\d{3}(?:[.,٫]\d+)?")
_ATTACHED = re.compile(r"([وفبلك]{0,2}(?:ال)?|[a-z]{2,4})(\d+)")
_FULL = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Digits:
    """A numeral in digits: ``value``, the ``other`` value that its separator could mean, its last token, first letter.

    ``year`` holds for four digits without a separator that could be a year of ours.
    """

    value: float
    other: float | None
    last: int
    start: int
    year: bool = False
    joined: bool = False


def digits_at(passage: Passage, place: int, lexicon: Lexicon) -> Digits | None:
    """The numeral in digits that begins with a token, null where it is none or no number (a phone number, a code)."""
    words, text = passage.folded, passage.text
    written, last, start, joined = words[place], place, passage.starts[place], False
    if not written[0].isdigit():
        attached = _attached(passage, place)
        if attached is None:
            return None
        written, last, start, joined = attached
    first = last
    if written.isdigit() and len(written) <= 3 and written[0] != "0":
        while (
            last + 1 < len(words)
            and len(written) < _LONGEST
            and text[passage.ends[last] : passage.starts[last + 1]] in _SPACES
        ):
            if not _GROUP.fullmatch(words[last + 1]):
                break
            written += words[last + 1]
            last += 1
            if not words[last].isdigit():
                break
    read = read_digits(written, lexicon.lang, grouped=last > first)
    if read is None:
        return None
    year = written.isdigit() and len(written) == 4 and 1900 <= read[0] < 2100
    return Digits(read[0], read[1], last, start, year, joined)


def _attached(passage: Passage, place: int) -> tuple[str, int, int, bool] | None:
    """Digits that a proclitic or the code of a currency is written to ("ب120", "Dh500"): the digits with what goes on
    with them, last token, first letter, and whether the proclitic says "and"."""
    match = _ATTACHED.fullmatch(passage.folded[place])
    word, text = passage.words[place], passage.text
    if match is None:
        return None
    cut = next(i for i, char in enumerate(word) if char.isdigit())
    if match[1].isascii() and match[1] and not signs().money.at((word[:cut],), 0):
        return None
    written, last = match[2], place
    rest = passage.folded[place + 1 : place + 3]
    after = text[passage.ends[place] : passage.ends[place + 2]] if len(rest) == 2 else ""
    if len(rest) == 2 and rest[0] in ".,٫٬" and rest[1][0].isdigit() and len(after) == len("".join(rest)):
        written, last = written + "".join(rest), place + 2
    return written, last, passage.starts[place] + cut, match[1].startswith("و")


def read_digits(written: str, lang: str, *, grouped: bool = False) -> tuple[float, float | None] | None:
    """The value of digits with separators, and the value by the other habit where the two could be meant.

    ``grouped`` says that spaces parted the thousands, so that a separator is the decimal one.
    """
    plain = written.replace("٬", "").replace("٫", ".")
    if len(plain) > _LONGEST or not _FULL.fullmatch(plain):
        return None
    if plain.isdigit():
        return None if plain[0] == "0" and len(plain) > 1 else (int(plain), None)
    if "٫" in written or "٬" in written:
        return _number(plain, ".") if plain.count(".") <= 1 and "," not in plain else None
    dots, commas = plain.count("."), plain.count(",")
    if dots and commas:
        decimal = "." if plain.rfind(".") > plain.rfind(",") else ","
        return _number(plain, decimal) if plain.count(decimal) == 1 else None
    sign = "." if dots else ","
    if dots + commas > 1:
        return _number(plain, "," if sign == "." else ".") if _in_threes(plain, sign) else None
    if grouped or plain[0] == "0" or not _in_threes(plain, sign):
        return _number(plain, sign)
    by_thousands, by_decimals = int(plain.replace(sign, "")), float(plain.replace(sign, "."))
    thousands = {"fr": ".", "es": ".", "en": ",", "ar": ".,"}[lang]
    return (by_thousands, by_decimals) if sign in thousands else (by_decimals, by_thousands)


def _in_threes(plain: str, sign: str) -> bool:
    head, *groups = plain.split(sign)
    return 1 <= len(head) <= 3 and all(len(group) == 3 for group in groups)


def _number(plain: str, decimal: str) -> tuple[float, None] | None:
    whole, _, fraction = plain.partition(decimal)
    whole = whole.replace(".", "").replace(",", "")
    if not whole or not fraction.isdigit():
        return (int(whole), None) if whole and not fraction else None
    if whole[0] == "0" and len(whole) > 1:
        return None
    return float(f"{whole}.{fraction}"), None
