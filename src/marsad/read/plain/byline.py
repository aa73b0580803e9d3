"""What the lines between headline and text say: authors, dates, origin, wire service."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from marsad.model import Origin
from marsad.read.dates import FoundDate, find_dates
from marsad.read.fold import data, fold
from marsad.read.plain.cues import Cues, tokens
from marsad.read.plain.lines import Line

_PIECES = re.compile(r"\s*[|·•/]\s*|\s+[-–—+]\s+|\s{2,}|\t")
_NAMES = re.compile(r"\s*(?:,|،|&|;)\s*|\s+(?:et|and|y|e|with|con|avec)\s+|\s+و(?=\w{3})")
_WORD = re.compile(r"[^\W\d_][\w.'’\-]*")
_PARTICLES = frozenset(
    (
        "de",
        "del",
        "la",
        "el",
        "al",
        "ben",
        "bin",
        "ould",
        "ibn",
        "bou",
        "abou",
        "von",
        "van",
        "der",
        "da",
        "di",
        "du",
        "des",
    )
)
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_ARTICLES = frozenset(("le", "la", "les", "los", "las", "the"))
_PREPOSITION = re.compile(r"(?<!\w)(?:dans|sur|in|on|en|chez|par|by|por|at|from|في|على|عن|بـ)\s+|[:：]\s*")
_TRAILING = re.compile(
    r"(?:[\s,،:|–—-]|(?<!\w)(?:le|la|du|el|del|on|the|at|à|a las|en date du|fecha|يوم|بتاريخ|date)(?!\w))+$"
)
_DATELINE = re.compile(
    r"^(?P<place>[^().:;!?]{2,60}?)(?:,\s[^()]{3,30})?\s*\((?P<agency>[^()]{2,30})\)\s*[.:]?\s*[-–—:]"
    r"|^(?P<place2>[^\W\d_][^().:;!?]{1,40}?)\s*[.]?[-–—/]\s*\(?(?P<agency2>[A-Z]{2,6})\)?\s*[-–—/:]"
)
_SIGNED = re.compile(r"[(/]\s*(?P<agency>[A-Z]{2,6})\s*\)?\s*\.?$")
_CAPITALS = re.compile(r"^[A-Z]{2,6}$")


@dataclass(slots=True)
class Meta:
    """What has been gathered so far."""

    outlets: frozenset[str] = frozenset()
    lang: str | None = None
    fetched: datetime | None = None
    published: str | None = None
    evidence: str | None = None
    modified: str | None = None
    authors: list[str] = field(default_factory=list)
    agency: str | None = None
    origin: Origin | None = None

    def own(self, name: str) -> bool:
        """Whether ``name`` is one of the page's own names, or the origin's."""
        key = " ".join(tokens(name))
        origin = " ".join(tokens(self.origin.outlet or "")) if self.origin else ""
        return key in self.outlets or key == origin


def byline_like(line: Line) -> bool:
    """Whether a line opens with, or holds, the words by which a page says who wrote it and when."""
    if line.words > 14 or line.ends:
        return False
    if line.words <= 5 and line.cues.any("reading") and any(char.isdigit() for char in line.text):
        return True
    if line.cues.opens("published", "updated", "reading", "advert"):
        return line.words <= 6 or bool(dates_of(line, Meta()))
    if line.cues.opens("by"):
        return True
    if line.words > 7 or not line.cues.any("by"):
        return False
    return any(len(word) > 4 and Cues((word,)).opens("by") for word in line.tokens)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(fold(name) for name in tomllib.loads(data("names.toml"))["agency"])


def dates_of(line: Line, meta: Meta) -> list[FoundDate]:
    """The dates of a short line; none in prose."""
    if line.words > 40 or (line.prose and line.words > 22):
        return []
    return list(find_dates(line.text, lang=meta.lang, fetched=meta.fetched))


def date_line(line: Line, meta: Meta) -> bool:
    """Whether a line is there to say when: a date is most of it, or follows "published" at its beginning."""
    if line.words > 20 or (line.prose and line.words > 14):
        return False
    dates = dates_of(line, meta)
    if not dates:
        return False
    covered = sum(date.end - date.start for date in dates)
    return covered * 5 > len(line.text) * 2 or line.cues.opens("published", "updated")


def dateline_agency(text: str) -> str | None:
    """The wire service of a dispatch's first words: ``Rabat, 15 sept. (XYZ) –``."""
    found = _DATELINE.match(text[:120])
    if found is None:
        return None
    agency = (found["agency"] or found["agency2"] or "").strip()
    place = found["place"] or found["place2"] or ""
    if len(place.split()) > 6 or any(char.isdigit() for char in agency):
        return None
    return agency if agency and len(agency.split()) <= 4 else None


def signed_agency(text: str) -> str | None:
    """The wire service that signs at a text's end: ``… (XYZ)``."""
    found = _SIGNED.search(text[-20:])
    return found["agency"] if found and fold(found["agency"]) in _agencies() else None


def read_meta(line: Line, meta: Meta) -> bool:
    """Take what ``line`` says of dates, authors and origin into ``meta``; whether it said anything."""
    found = dates_of(line, meta)
    rest = line.raw
    said = bool(found)
    if found:
        _take_dates(line, found, meta)
        _take_origin(line.text[: found[0].start], meta)
        rest = _without(line, found)
    return _take_names(rest, meta, beside_date=bool(found)) or said


def _take_dates(line: Line, found: list[FoundDate], meta: Meta) -> None:
    place = 0
    for date in found:
        cues = Cues(tokens(line.text[place : date.start])[-6:])
        place = date.end
        if cues.any("updated") and not (cues.any("published") and meta.published is None and len(found) == 1):
            meta.modified = meta.modified or date.iso
        elif meta.published is None:
            meta.published = date.iso
            meta.evidence = f"line: {line.text[:160]}"


def _without(line: Line, found: list[FoundDate]) -> str:
    parts, place = [], 0
    for date in found:
        parts.append(_TRAILING.sub("", line.text[place : date.start]))
        place = date.end
    return " | ".join([*parts, line.text[place:]])


def _take_origin(before: str, meta: Meta) -> None:
    """``Published in NAME on`` → the origin, unless the name is the page's own."""
    if meta.origin is not None or not Cues(tokens(before)).any("published"):
        return
    trimmed = _TRAILING.sub("", before)
    for found in _PREPOSITION.finditer(fold(trimmed)):
        name = _TRAILING.sub("", trimmed[found.end() :]).strip(" «»\"'،,")
        if _outlet_like(name, by=found[0].strip() in {"par", "by", "por"}):
            if " ".join(tokens(name)) not in meta.outlets:
                meta.origin = Origin(outlet=name, published=meta.published)
            return


def _outlet_like(name: str, *, by: bool) -> bool:
    """Whether what follows "published in" can be an outlet's name; after "by", a person's name is not one."""
    words = tokens(name)
    if not words or len(words) > 7 or not (name[0].isupper() or "\u0600" <= name[0] <= "\u06ff"):
        return False
    return not Cues(words).any("relative_day") and not (by and person(name))


def _unglued(text: str) -> str:
    """Part a name from the cue that lost its space when the tags went: ``X YPublished``."""
    for cut in _GLUED.finditer(text):
        if Cues(tokens(text[cut.end() :])[:3]).opens("published", "updated", "by"):
            return f"{text[: cut.end()]} | {text[cut.end() :]}"
    return text


def _take_names(text: str, meta: Meta, *, beside_date: bool) -> bool:
    said = False
    for raw in _PIECES.split(_unglued(text)):
        piece = _until_date_words(raw).strip(" ,،:–—-()")
        if piece:
            said |= _take_piece(piece, meta, beside_date)
    return said


def _take_piece(piece: str, meta: Meta, beside_date: bool) -> bool:
    words = tokens(piece)
    cues = Cues(words)
    if (cues.any("reading") and len(words) <= 5) or _take_byline(piece, cues, meta) or _take_agency(piece, meta):
        return True
    if beside_date and not meta.authors and _bare_name(piece, cues, meta):
        meta.authors.append(piece)
        return True
    return meta.own(piece) or (cues.any("desk") and len(words) <= 4)


def _bare_name(piece: str, cues: Cues, meta: Meta) -> bool:
    """Whether words without "by" are a person: only a script with capitals can tell."""
    if not person(piece) or meta.own(piece) or any("\u0600" <= char <= "\u06ff" for char in piece):
        return False
    return len(piece.split()) <= 5 and not cues.any("desk", "agency_word", "home", "credit", "tags", "social")


def _until_date_words(piece: str) -> str:
    """``piece`` up to the words that lead to a date: ``X Published on Monday`` → ``X``."""
    words = piece.split()
    for place, word in enumerate(words):
        cues = Cues(tokens(word))
        last = place + 1 == len(words) or any(char.isdigit() for char in words[place + 1])
        if place and (cues.opens("published", "updated") or (cues.opens("relative_day") and last)):
            return " ".join(words[:place])
        if place and any(char.isdigit() for char in word):
            return " ".join(words[:place])
    return piece


def _take_byline(piece: str, cues: Cues, meta: Meta) -> bool:
    """``By X and Y with XYZ``; also a cue in the piece's middle: ``our correspondent X``."""
    after = _after_cue(piece, cues)
    if after is None:
        return False
    for part in _NAMES.split(after):
        name = part.strip(" .,:،")
        words = tokens(name)
        if not words or meta.own(name) or Cues(words).any("desk"):
            continue
        if _is_agency(name):
            meta.agency = meta.agency or name
        elif person(name) and name not in meta.authors:
            meta.authors.append(name)
    return True


def _after_cue(piece: str, cues: Cues) -> str | None:
    words = piece.split()
    said = max(cues.starts.get("published", 0), cues.starts.get("updated", 0))
    if 0 < said < len(words):
        rest = " ".join(words[said:])
        return _after_cue(rest, Cues(tokens(rest)))
    if "by" in cues.starts:
        rest = " ".join(words[cues.starts["by"] :]) if ":" not in piece[:24] else piece.split(":", 1)[1]
        if "," in rest and len(rest.split(",")[0].split()) <= 3 and not person(rest.split(",")[0].strip()):
            rest = rest.split(",", 1)[1]
        return rest.strip()
    for place, word in enumerate(words[:4]):
        if place and Cues(tokens(word)).opens("by") and len(tokens(word)[0]) > 3:
            return " ".join(words[place + 1 :])
    return None


def _is_agency(name: str) -> bool:
    if fold(name) in _agencies() or _CAPITALS.match(name):
        return True
    words = tokens(name)
    return 1 < len(words) <= 5 and Cues(words).any("agency_word")


def _take_agency(piece: str, meta: Meta) -> bool:
    if not meta.own(piece) and _is_agency(piece):
        meta.agency = meta.agency or piece
        return True
    words = piece.split()
    if len(words) <= 6:
        for place, word in enumerate(words):
            if place < len(words) - 1 and Cues(tokens(word)).opens("agency_with"):
                name = " ".join(words[place + 1 :])
                if _is_agency(name):
                    meta.agency = meta.agency or name
                    return True
    return False


def person(name: str) -> bool:
    """Whether ``name`` has the shape of a person's name: two to five words, each with a capital where there are any."""
    words = _WORD.findall(name)
    if not 2 <= len(words) <= 6 or re.search(r"[\d:?!«»\"]", name) or len(" ".join(words)) + 4 < len(name):
        return False
    if any("\u0600" <= char <= "\u06ff" for char in name):
        return len(words) <= 5
    if words[0].lower() in _ARTICLES:
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words) and words[-1][0].isupper()


def take_lone_name(line: Line, meta: Meta) -> bool:
    """Take a person's name, alone or with a place, from a line beside one that says when."""
    if meta.authors or line.ends or line.words > 8:
        return False
    piece = _PIECES.split(line.text)[0].strip()
    if not _bare_name(piece, Cues(tokens(piece)), meta):
        return False
    meta.authors.append(piece)
    return True


def is_label(line: Line, meta: Meta) -> bool:
    """A short line that names the page's outlet, its desk, a wire service, or a person."""
    if line.words > 6 or line.ends:
        return False
    return all(meta.own(piece) or _is_agency(piece) for piece in _PIECES.split(line.text) if piece.strip())
