"""What the address of a link tells before anyone follows it: its shape, and how like an article's it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from marsad.collect.weburl import WebUrl, data_table

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"(?:19|20)\d\d-?[01]?\d-?[0-3]?\d")
_EXTENSION = re.compile(r"\.([a-z][a-z0-9]{1,5})$", re.IGNORECASE)
_ID = re.compile(r"\d{3,}")
_MARK = re.compile(r"(?:^|[\W_])([^\W\d_]{1,4})-?\d{3,}$")
"""Letters before a closing number, by which sites tell an article (a1234) from a topic (t1234)."""
_SLUG = 3
"""Words from which a segment is a headline's rather than a name."""

_LIKENESS = {"S#": 2.0, "S": 1.5, "#": 1.0, "w#": 1.0, "year": -1.0, "n": -0.5}


@dataclass(frozen=True, slots=True)
class LinkShape:
    """The form of an address. ``pattern`` is what the articles of one site share; ``literal`` keeps its plain words.

    ``likeness`` runs from -4 (a list or service by its words) to 3 (a dated headline).
    """

    pattern: tuple[str, ...]
    literal: tuple[str, ...]
    likeness: float


def shape_of(url: WebUrl) -> LinkShape:
    """The shape of an http URL."""
    segments = [unquote(part) for part in url.segments]
    extension = ""
    if segments and (match := _EXTENSION.search(segments[-1])):
        extension = match[1].lower()
        segments[-1] = segments[-1][: match.start()]
    query = sorted(part.partition("=") for part in url.query.split("&") if part)
    asked = tuple(f"?{name}={'#' if value.isdecimal() else 'w'}" for name, _, value in query)
    kinds = tuple(map(_kind, segments))
    literal = tuple(text.lower() if kind == "w" else kind for text, kind in zip(segments, kinds, strict=True))
    tail = (f".{extension}" if extension else "", *asked)
    return LinkShape((*kinds, *tail), (url.host, *literal, *tail), _likeness(segments, kinds, extension, query))


def _kind(text: str) -> str:
    """The kind of a segment: a year, a number, a headline (with a number or not), or a plain word."""
    if text.isdecimal():
        return "year" if _YEAR.fullmatch(text) else "#" if len(text) > 2 else "n"
    words = _WORD.findall(text)
    headline = len([word for word in words if not word.isdecimal()]) >= _SLUG
    numbered = bool(_ID.search(text))
    if not numbered:
        return "S" if headline else "w"
    mark = _MARK.search(text)
    return ("S#" if headline else "w#") + (mark[1].lower() if mark else "")


def _likeness(segments: list[str], kinds: tuple[str, ...], extension: str, query: list[tuple[str, str, str]]) -> float:
    words = link_words()
    if extension in words["files"]:
        return -4.0
    lower = [segment.lower() for segment in segments]
    if any(part in words["lists"] for part in lower[:-1]) or any(part in words["services"] for part in lower):
        return -2.5
    if any(name.lower() in words["pages"] and value.isdecimal() for name, _, value in query):
        return -3.0
    if not segments or not kinds:
        return 1.0 if any(value.isdecimal() for _, _, value in query) else -2.0
    last = kinds[-1]
    likeness = _LIKENESS.get(last[:2] if "#" in last else last, -1.0)
    if last == "S" and len(_WORD.findall(segments[-1])) == _SLUG:
        likeness = 0.8
    if last == "w" and "#" in kinds:
        likeness = 1.0
    if last == "w" and any(value.isdecimal() for _, _, value in query):
        likeness = 0.8
    if likeness > 0 and _DATE.search("-".join(segments)):
        likeness += 1.0
    return likeness


@cache
def link_words() -> dict[str, frozenset[str]]:
    """The lists of ``data/links.toml``."""
    return {name: frozenset(words) for name, words in data_table("links").items()}
