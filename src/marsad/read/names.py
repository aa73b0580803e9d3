"""Bylines → people. Desks, agencies and the outlet itself are not authors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from marsad.read.cues import cues, words
from marsad.read.dom import squeeze
from marsad.read.fold import fold, origin_offsets

MAX_BYLINE = 160
"""A longer line is no byline."""

_FILE = "bylines.toml"
_CUT = re.compile(r"\s*(?:\||·|•|\n|\s[-–—/+]\s|/| {3,}|\d{1,2}[:/.h]\d{2}|\b\d{4}\b|\(|@)")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_UNVOWELLED = re.compile(r"[\u0300-\u036f\u064b-\u0652\u0670\u0640]")
_LEADING = re.compile(r"^(?:[a-zß-ÿ]+\s+)+(?=[A-ZÀ-Þ])")
"""Words in lower case before a name, in whatever language: *von*, *na*, *av*."""
_FOREIGN_JOIN = re.compile(r"(?<=\w\s)(?:und|og|och|en|ve)\s(?=[A-ZÀ-Þ]\w+\s[A-ZÀ-Þ])")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "al",
        "ben",
        "bin",
        "ibn",
        "ould",
        "bint",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "du",
        "le",
        "y",
        "e",
        "i",
        "zu",
        "ter",
        "af",
        "abu",
    ]
)


def people(said: Iterable[str], *, outlets: Iterable[str] = (), cue_needed: bool = False) -> tuple[str, ...]:
    """The persons named in declared or printed bylines, in order, each once.

    ``outlets`` are names that are never persons: the site's, and the origin's. ``cue_needed`` asks that each line
    begin with a word such as *Par* or *By*.
    """
    strangers = {_key(name) for name in outlets}
    found: dict[str, str] = {}
    for text in said:
        for name in _names(text, cue_needed):
            key = _key(name)
            if key and key not in strangers and _is_person(name):
                found.setdefault(key, name)
    return tuple(found.values())


def agency(text: str) -> str | None:
    """The wire service that a byline or a dateline's brackets name, as it stands there; null where there is none."""
    known = words(_FILE, "agencies")
    for part in re.split(r"[|·•/+,()\n]|\s[-–—]\s|\s(?:avec|con|with|et|y|and|مع)\s", squeeze(text)):
        bare = _without_cue(part)[0].strip(" .-–—:")
        folded = fold(bare).replace(".", " ").strip()
        if _ACRONYM.fullmatch(bare):
            return bare
        if bare and (
            folded in known or any(re.search(rf"(?<!\w)(?:{re.escape(word)})(?!\w)", folded) for word in _AGENCY_WORDS)
        ):
            return bare
    return None


_AGENCY_WORDS = ("agence", "agency", "agencia", "وكاله", "للانباء")


def has_cue(text: str) -> bool:
    """Whether a line begins as a byline does."""
    return cues(_FILE, "before").match(fold(text)) is not None


def _key(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def _without_cue(text: str) -> tuple[str, bool]:
    folded = fold(text)
    match = cues(_FILE, "before").match(folded)
    if match is None:
        return text, False
    return text[origin_offsets(text, folded)[match.end()] :].lstrip(" :،,-–"), True


def _names(text: str, cue_needed: bool) -> list[str]:
    """Cut a byline into what may be names."""
    line = squeeze(text)
    if not line or len(line) > MAX_BYLINE:
        return []
    parts = [part for part in _CUT.split(line) if part]
    found, cued = [], False
    for part in parts:
        rest, here = _without_cue(part)
        cued = cued or here
        if cue_needed and not cued:
            continue
        if here and "," in rest and re.match(r"(?:a|à|en|in|من|ب)\s", fold(rest)):
            rest = rest.split(",", 1)[1]  # « De notre envoyée spéciale à Oujda, … »
        found += _split_joined(_without_cue(rest.strip())[0])
    return found


def _split_joined(text: str) -> list[str]:
    pieces = [text]
    for join in sorted(words(_FILE, "joins"), key=len, reverse=True):
        pattern = re.compile(rf"\s+{re.escape(join)}\s+", re.IGNORECASE)
        if join == "و":
            pattern = re.compile(r"\s+و(?:\s+)?(?=[^\s]+\s+[^\s]+)")
        pieces = [part for piece in pieces for part in pattern.split(piece)]
    pieces = [part for piece in pieces for part in re.split(r"[,،;]", piece)]
    pieces = [part for piece in pieces for part in _FOREIGN_JOIN.split(_LEADING.sub("", piece.strip()))]
    return [piece.strip(" .:-–—,،") if len(piece.strip()) > 3 else "" for piece in pieces]


def _is_person(name: str) -> bool:
    tokens = name.split()
    if not 2 <= len(tokens) <= 6 or len(name) > 60 or re.search(r"[\d@<>{}\[\]!?…:]|https?|www\.", name):
        return False
    folded = _key(name).split()
    if any(token in words(_FILE, "desk") for token in folded) or " ".join(folded) in words(_FILE, "agencies"):
        return False
    if any(word in folded for word in _AGENCY_WORDS):
        return False
    return all(_name_like(token) for token in tokens)


def _name_like(token: str) -> bool:
    if not _NAME_WORD.fullmatch(_UNVOWELLED.sub("", token.strip("«»\"'’"))):
        return False
    first = token.strip("«»\"'’")[0]
    return not first.islower() or token.lower() in _PARTICLES or token[:2].lower() in {"d'", "d’", "l'", "l’"}
