"""Since when somebody has a role, and who an initiative's partners are, where the words say so and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from marsad.model import LANGUAGES
from marsad.read.fold import fold

REACH = 90
"""Code points behind "in partnership with" within which a partner's name begins."""

_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?؟…;:]|\n")


def says_since(between: str, role: str, lang: str) -> bool:
    """Whether a date tells since when somebody has a role, by what stands between the name and the date.

    Only the role's own words, one that says so ("depuis", "nommée") and small ones may stand there: whatever else the
    sentence says, the date may belong to that.
    """
    if lang not in LANGUAGES or _END.search(between):
        return False
    words = _words(between)
    cues, fillers = _single(lang, "since"), _single(lang, "fillers")
    return bool(cues & set(words)) and set(words) <= cues | fillers | set(_words(role))


def behind_partner_words(text: str, lang: str) -> Iterator[str]:
    """The words behind each "in partnership with" of a text, as far as a partner's name may begin."""
    if pattern := _partner(lang):
        for match in pattern.finditer(text):
            yield text[match.end() :]


def begins_near(rest: str, name: str) -> bool:
    """Whether a name begins in the first `REACH` code points of some words, in the same sentence."""
    end = _END.search(rest)
    within = rest[: end.start()] if end else rest
    place = fold(within).find(fold(name))
    return 0 <= place <= REACH


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


@cache
def _data() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files("marsad.follow").joinpath("data", "roles.toml").read_text(encoding="utf-8"))


@cache
def _single(lang: str, table: str) -> frozenset[str]:
    return frozenset(word for phrase in _data()[lang][table] for word in _words(phrase))


@cache
def _partner(lang: str) -> re.Pattern[str] | None:
    if lang not in LANGUAGES:
        return None
    phrases = sorted(_data()[lang]["partner"], key=len, reverse=True)
    spelt = "|".join(r"\s+".join(map(re.escape, phrase.split())).replace("'", "['’]") for phrase in phrases)
    return re.compile(rf"(?<![^\W\d_])(?:{spelt})(?![^\W\d_])", re.IGNORECASE)
