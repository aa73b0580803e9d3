"""Bylines → names: of people, of wire services and desks, and of those who go by a nickname."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache, lru_cache

from marsad.read.cues import cues, words
from marsad.read.fold import fold, origin_offsets
from marsad.read.page import squeeze

MAX_BYLINE = 160
"""A longer line is no byline."""

_FILE = "bylines.toml"
_MOST = 40
"""More authors than this are not looked for."""

_ADDRESS = re.compile(r"\S+@\S+\.\w+|https?://\S+|(?<!\w)@\w+|<[^<>]*>")
_ASIDE = re.compile(r"\s*[(\[（](?:[^()\[\]（）]*)[)\]）]")
_AROUND = re.compile(r"^\s*[(（\[](.*)[)）\]]\s*$")
_CUT = re.compile(r"\s*(?:\||·|•|\n|\s[-–—/+]\s|//| {3,}|→|»)\s*")
_DATED = re.compile(
    r"[\s,(]*(?:(?:on|am|le|el|em|den|du|at|um|à|في|il|dne|the|updated|published|publicado|publié)\s+){0,2}"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
    r"(?:(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|may|june|july|august|september|"
    r"october|november|december)\.?\s+)?(?:(?<!\w)\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}).*$",
    re.IGNORECASE | re.DOTALL,
)
_SECOND = re.compile(
    r"[\s.,|]+(?:(?:medically |expert |fact[ -])?(?:reviewed|checked|verified|edited|illustrated|translated)|photos?|"
    r"fotos?|fotografías?|photographs?|traducción|traduit|bild(?:er)?)(?: by|:| von| par| de)\s.*$",
    re.IGNORECASE | re.DOTALL,
)
"""Those who had a hand in it besides the authors."""
_GLUED = re.compile(r"^(?:[Aa]uthor|[Aa]utor|[Aa]uteur|[Bb]y|[Vv]on|[Pp]ar|[Pp]or)(?=[A-ZÀ-Þ])")
_EDGES = " \t.:⋅()（）-–—,،;|/*\"“”„«»'’‘>•·：；"
_COMMA = re.compile(r"\s*[,،;；、]\s*")
_SENTENCE = re.compile(r"[!?…:{}\[\]<>=\d@#©]|https?|www\.|\w\.\s+\w+\s\w+\s\w")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_UNVOWELLED = re.compile(r"[\u0300-\u036f\u064b-\u0652\u0670\u0640]")
_LEADING = re.compile(r"^(?:[a-zß-ÿ]+\s+)+(?=[A-ZÀ-Þ])")
"""Words in lower case before a name, in whatever language: *von*, *na*, *av*."""
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_EAST_ASIAN = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,5}")
_PARTS = re.compile(r"[|·•/+,()\n]|\s[-–—]\s|\s(?:avec|con|with|et|y|and|und|mit|مع)\s", re.IGNORECASE)
_TO_PLACE = re.compile(r"(?:a|à|en|in|من|ب)\s")
_PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "el", "al", "ben", "bin", "ibn", "ould", "bint", "van", "von", "der", "den",
     "di", "da", "dos", "du", "le", "y", "e", "i", "zu", "ter", "af", "av", "abu", "dem", "das", "do", "della",
     "dello", "degli", "lo", "ten", "te", "st", "zum", "zur", "v"}
)  # fmt: skip
_AGENCY_WORDS = frozenset(("agence", "agency", "agencia", "agentur", "وكاله", "للانباء"))


def is_east_asian(name: str) -> bool:
    """Whether a name is two to five letters of Chinese, Japanese or Korean, which nothing tells from other words."""
    return _EAST_ASIAN.fullmatch(name.replace(" ", "")) is not None


class Sort(Enum):
    """What a name in a byline names."""

    PERSON = "person"
    AGENCY = "agency"
    NEWSROOM = "newsroom"
    NOBODY = "nobody"
    OTHER = "other"


@lru_cache(maxsize=4096)
def signers(text: str, *, cue_needed: bool = False) -> tuple[str, ...]:
    """Cut a byline into names, without cues, roles, addresses and dates; empty where it holds none."""
    line = squeeze(text)[:2000]
    around = _AROUND.match(line)
    if around:
        line = around[1]
    if "@" in line or "://" in line or "<" in line:
        line = _ADDRESS.sub(" ", line)
    if "(" in line or "[" in line or "（" in line:
        line = _ASIDE.sub(" ", line)
    if line.count(" ") > 1:
        line = _SECOND.sub("", line)
    found: list[str] = []
    cued = not cue_needed
    for part in _CUT.split(line):
        glued = _GLUED.match(part)
        rest, here = (part[glued.end() :], True) if glued else without_cue(part)
        cued = cued or here
        if not cued:
            continue
        if here and "," in rest and _TO_PLACE.match(fold(rest)):
            rest = rest.split(",", 1)[1]  # « De notre envoyée spéciale à Oujda, … »
        found += _parted(_undated(rest))
    return tuple(dict.fromkeys(found))[:_MOST]


@lru_cache(maxsize=4096)
def sort(name: str) -> Sort:
    """Judge one name as ``signers`` gives it."""
    folded = key(name)
    if not folded or folded in _of_nobody():
        return Sort.NOBODY
    if folded in words(_FILE, "newsroom"):
        return Sort.NEWSROOM
    if _is_agency(name, folded):
        return Sort.AGENCY
    return Sort.PERSON if _is_person(name, folded) else Sort.OTHER


@cache
def _of_nobody() -> frozenset[str]:
    return words(_FILE, "nobody") | words(_FILE, "role") | words(_FILE, "before")


def agency(text: str) -> str | None:
    """The wire service that a byline or a dateline's brackets name, as it stands there; null where there is none."""
    for part in _PARTS.split(squeeze(text)):
        bare = without_cue(part)[0].strip(" .-–—:")
        if bare and (_ACRONYM.fullmatch(bare) or _is_agency(bare, key(bare))):
            return bare
    return None


def has_cue(text: str) -> bool:
    """Whether a line begins as a byline does."""
    first = _WORD.match(text)
    return (
        first is not None
        and fold(first[0]) in _first_words()
        and cues(_FILE, "before").match(fold(text[:60])) is not None
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(first[0] for cue in words(_FILE, "before") if (first := _WORD.match(cue)))


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A name in the one spelling by which it is compared."""
    return " ".join(_WORD.findall(fold(name)))


def without_cue(text: str) -> tuple[str, bool]:
    """A byline without the words before its first name, and whether there were any."""
    cued = False
    while True:
        folded = fold(text)
        match = cues(_FILE, "before").match(folded) or _roles().match(folded)
        if match is None or match.end() >= len(folded):
            return text, cued
        rest = text[origin_offsets(text, folded)[match.end()] :].lstrip(" :：،,-–/|")
        if not rest or (len(rest.split()) < 2 and not cued and _is_start_of_name(text, folded, match.end())):
            return text, cued
        text, cued = rest, True


def _is_start_of_name(text: str, folded: str, end: int) -> bool:
    """Whether what looks like a cue is rather the particle of a name: *Di Marco*, *Von Trier*, but *von Robert*."""
    return folded[:end] in _PARTICLES and text[:1].isupper() and folded[end : end + 1] == " "


@cache
def _roles() -> re.Pattern[str]:
    """A role and what parts it from the name after it: *Journaliste : …*, *Korrespondent …*."""
    listed = sorted(words(_FILE, "role"), key=len, reverse=True)
    return re.compile("(?:" + "|".join(re.escape(role) for role in listed) + r")(?=\s*[:/|]|\s+\S+\s+\S)")


@cache
def _joined() -> re.Pattern[str]:
    listed = sorted((word for word in words(_FILE, "joins") if word != "و"), key=len, reverse=True)
    plain = "|".join(re.escape(join) for join in listed)
    return re.compile(rf"\s+(?:{plain})\s+(?=\S)|(?<=\S\s)(?<!^)\s*و\s*(?=[\u0600-\u06ff]+\s+\S)", re.IGNORECASE)


def _undated(text: str) -> str:
    """A name without the date after it."""
    if not _DIGIT.search(text):
        return text
    return _DATED.sub("", text)


def _parted(text: str) -> list[str]:
    """The names in one run of text, cut at commas and joining words only where that leaves whole names."""
    text = text.strip(_EDGES)
    if not text:
        return []
    pieces = [piece for piece in _COMMA.split(text) if piece]
    if len(pieces) > 1:
        pieces = _with_credentials(pieces)
    if len(pieces) == 2 and _is_inverted(pieces):
        return [f"{pieces[1]} {pieces[0]}"]
    split = [one for piece in pieces for one in _unjoined(piece)]
    named = [one for piece in split if (one := _trimmed(piece))]
    persons = [name for name in named if sort(name) is Sort.PERSON]
    if len(named) < 2:
        return named
    if not persons:
        whole = _trimmed(text)
        return [whole] if whole and len(pieces) == 1 else named
    return [name for name in named if name in persons or sort(name) is Sort.AGENCY]


def _with_credentials(pieces: list[str]) -> list[str]:
    """Join to each name the letters of office that a comma parts from it: *Jr.*, *MD*."""
    found: list[str] = []
    for piece in pieces:
        if found and key(piece) in words(_FILE, "credentials"):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(without_cue(piece)[0] if found else piece)
    return found


def _is_inverted(pieces: list[str]) -> bool:
    """*Garnier, Salma*: one word, then the given name."""
    first, given = pieces[0].split(), pieces[1].split()
    return (
        len(first) == 1
        and (len(given) == 1 or (len(given) == 2 and len(given[1].strip(".")) == 1))
        and sort(pieces[0]) is Sort.OTHER
        and all(word[:1].isupper() and word[1:2].islower() for word in (first[0], given[0]))
    )


def _unjoined(text: str) -> list[str]:
    pieces = [piece for piece in _joined().split(text) if piece]
    if len(pieces) < 2 or any(len(piece.split()) > 1 or _ACRONYM.fullmatch(piece) for piece in pieces):
        return pieces
    return [text]


def _trimmed(text: str) -> str:
    """A name without the words in lower case before it and the role after it."""
    name = text.strip(_EDGES)
    name = _LEADING.sub("", name) if name.split(" ", 1)[0] not in _PARTICLES or _LEADING.match(name) else name
    tokens = name.split()
    if len(tokens) > 2:
        match = _role_after().search(fold(name))
        if match and len(name[: match.start()].split()) >= 2:
            name = name[: match.start()].strip(_EDGES)
    if name.endswith(("Jr", "Sr", "H", "M.D", "Ph.D")) and text.rstrip().endswith("."):
        name += "."
    return name if len(name) <= 80 and _LETTER.search(name) else ""


@cache
def _role_after() -> re.Pattern[str]:
    listed = sorted(words(_FILE, "role"), key=len, reverse=True)
    return re.compile(r"(?<=\s)(?:" + "|".join(re.escape(role) for role in listed) + r")(?!\w)")


def may_name_agency(text: str) -> bool:
    """Whether a line has a word of the name of a wire service."""
    return not _agency_words().isdisjoint(_WORD.findall(fold(text)))


@cache
def _agency_words() -> frozenset[str]:
    return _AGENCY_WORDS.union(*(_WORD.findall(name) for name in words(_FILE, "agencies")))


def _is_agency(name: str, folded: str) -> bool:
    known = words(_FILE, "agencies")
    if folded in known or fold(name).replace(".", " ").strip() in known:
        return True
    return not _AGENCY_WORDS.isdisjoint(folded.split())


def _is_person(name: str, folded: str) -> bool:
    bare = name.split(",")[0]
    tokens = bare.split()
    if not 2 <= len(tokens) <= 7 or len(name) > 70 or _SENTENCE.search(bare):
        return False
    desk = words(_FILE, "desk")
    if not desk.isdisjoint(folded.split()):
        return False
    if len(tokens[0]) > 2 and tokens[0].isupper() and "." not in tokens[0] and not bare.isupper():
        return False  # an acronym; a family name in capitals comes last
    return all(_name_like(token) for token in tokens)


def _name_like(token: str) -> bool:
    if token.isascii() and token.isalpha():
        return not token[0].islower() or token.lower() in _PARTICLES
    bare = token.strip("«»\"'’“”")
    if not bare or not _NAME_WORD.fullmatch(_UNVOWELLED.sub("", unicodedata.normalize("NFC", bare))):
        return False
    return not bare[0].islower() or token.lower() in _PARTICLES or token[:2].lower() in {"d'", "d’", "l'", "l’"}
