"""Folding: one spelling for words that are compared, without losing where they stood.

Lower case, no accents, no Arabic vowel signs or tatweel, bare alef, ya for alef maqsura, ha for ta marbuta, ASCII
digits, plain quotes and spaces. One character becomes one or none, so that a place in the folded text can be led
back to its place in the original.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import Any

_SPECIAL = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "",
    "’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "،": ",", "؛": ";",
}  # fmt: skip


def _fold_char(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category == "Zs" or char == "\t":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    lower = char.lower()[:1]
    base = unicodedata.normalize("NFD", lower)[:1]
    return base if base.isalpha() else lower


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """``text`` in the one spelling; as long as ``text`` unless it holds signs that folding leaves out."""
    if text.isascii():
        return text.lower().replace("\t", " ")
    return text.translate(_TABLE)


def origin_offsets(text: str, folded: str) -> range | list[int]:
    """For each place of ``folded`` (and its end) the place in ``text`` that it came from."""
    if len(text) == len(folded):
        return range(len(text) + 1)
    return [i for i, char in enumerate(text) if _TABLE[ord(char)]] + [len(text)]


@cache
def data(name: str) -> str:
    """The text of one of this package's lexical data files."""
    return resources.files("marsad.read").joinpath("data", name).read_text(encoding="utf-8")


@cache
def tables_of(name: str) -> dict[str, Any]:
    """The tables of one of this package's lexical data files, read once; not to be changed."""
    return tomllib.loads(data(name))


def data_bytes(name: str) -> bytes:
    """The bytes of one of this package's data files."""
    return resources.files("marsad.read").joinpath("data", name).read_bytes()
