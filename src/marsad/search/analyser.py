"""The one analyser of index and queries: text → terms, in Arabic, French, Spanish and English.

A word is stemmed by its script first and by its text's language second, since an Arabic article holds Latin
names and the other way round. Nobody says in which language a query is, so a query word becomes the set of terms
that it would be in each language of its script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from marsad.search.normalise import APOSTROPHES, fold
from marsad.search.stemmer import stem, stems

ANALYSER_VERSION = "1"
"""Changes whenever a text may give other terms than before: the index is then made anew."""

LATIN_LANGUAGES = ("fr", "es", "en")

_ARABIC = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08c9"
    "\ufb50-\ufdfb\ufe70-\ufefc"
)
_OTHER = r"[^\W_\u0600-\u06ff\u0750-\u077f\u0870-\u08c9\ufb50-\ufdfb\ufe70-\ufefc]"
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_JOINERS = "\u00ad\u200c-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_GROUPING = "., \u00a0\u2009\u202f\u066c"

_TOKEN = re.compile(
    rf"""
      (?i:jusqu|lorsqu|puisqu|quoiqu|presqu|qu|[cdjlmnst]) [{APOSTROPHES}] (?=[^\W\d_])      # elision, skipped
    | ( \d{{1,3}}(?:[{_GROUPING}]\d{{3}})+(?![\d]) | \d++(?:[.,\u066b]\d++)? ) (?![^\W_])       # number
    | ( [{_ARABIC}]++ (?: [{_MARKS}{_JOINERS}]++ [{_ARABIC}]++ )*+ [{_MARKS}]*+               # Arabic word
      | {_OTHER}++ (?: [{_MARKS}{_JOINERS}{APOSTROPHES}]++ {_OTHER}++ )*+ [\u0300-\u036f]*+
      | \d++ )                                                                               # any other word
    """,
    re.VERBOSE,
)
# What stands between spaces, and numbers whose thousands are set apart by one. Bounded, since chunks are remembered.
_CHUNK = re.compile(r"\S{1,200}+(?:[ \u00a0\u2009\u202f](?<=\d.)\d{3}(?!\d)\S{0,200}+){0,8}+")
_GROUP_MARKS = re.compile(rf"[{_GROUPING}](?=\d{{3}}(?!\d))")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
_ARABIC_START = re.compile(f"[{_ARABIC}]")


@dataclass(frozen=True, slots=True)
class Term:
    """A term and where its word stands: ``text[start:end]`` in code points of the original text."""

    text: str
    start: int
    end: int


def analyse(text: str, lang: str | None) -> list[Term]:
    """All terms of ``text`` in order, stop words included; ``lang`` is ISO 639-1 or null when it is not known."""
    return [Term(*span) for span in spans(text, lang)]


def spans(text: str, lang: str | None) -> Iterator[tuple[str, int, int]]:
    """`analyse` one term at a time, each as (term, start, end): a text need not be read to its end."""
    stemmer = _stemmer(lang)
    for chunk in _CHUNK.finditer(text):
        place = chunk.start()
        for term, start, end in _terms_of(chunk[0], stemmer):
            yield term, place + start, place + end


def terms(text: str, lang: str | None) -> list[str]:
    """The terms of `analyse` without their places: what the index is given."""
    stemmer = _stemmer(lang)
    return [term for chunk in _CHUNK.findall(text) for term, _, _ in _terms_of(chunk, stemmer)]


def variants(text: str, langs: Iterable[str] = ()) -> list[tuple[str, ...]]:
    """The ways ``text`` may be indexed in one of ``langs`` (in any where empty): tuples of terms, none twice.

    A particle may be written together with the first word, so that one is there with and without it.
    """
    wanted = tuple(langs)
    candidates: list[str | None] = [lang for lang in LATIN_LANGUAGES if not wanted or lang in wanted]
    if not wanted or len(candidates) < len(wanted):
        candidates.append(None)
    return list(dict.fromkeys(way for lang in candidates for way in _ways(text, lang)))


def _ways(text: str, lang: str | None) -> Iterator[tuple[str, ...]]:
    found = list(spans(text, lang))
    if not found:
        return
    first, start, end = found[0]
    rest = tuple(term for term, _, _ in found[1:])
    word = text[start:end]
    for form in stems(fold(word), "ar") if _ARABIC_START.match(word) else (first,):
        yield form, *rest


def is_stop_word(word: str, langs: Iterable[str] = ()) -> bool:
    """Whether ``word`` is a function word of one of ``langs`` (of any where empty)."""
    folded = fold(word)
    return any(folded in _stop_words(lang) for lang in (tuple(langs) or ("ar", *LATIN_LANGUAGES)))


def _stemmer(lang: str | None) -> str:
    return lang if lang in LATIN_LANGUAGES else "und"


@lru_cache(maxsize=1 << 16)
def _terms_of(chunk: str, stemmer: str) -> tuple[tuple[str, int, int], ...]:
    """The terms of what stands between two spaces, with their places in it; remembered, since words come back."""
    found = []
    for match in _TOKEN.finditer(chunk):
        group = match.lastindex
        if group and (term := _term(match[group], stemmer, number=group == 1)):
            found.append((term, match.start(group), match.end(group)))
    return tuple(found)


def _term(word: str, stemmer: str, *, number: bool) -> str:
    if number:
        return fold(_GROUP_MARKS.sub("", word)).replace(",", ".")
    folded = fold(_POSSESSIVE.sub("", word))
    return stem(folded, "ar" if _ARABIC_START.match(word) else stemmer)


@cache
def _stop_words(lang: str) -> frozenset[str]:
    path = files("marsad.search").joinpath("data", f"stop_{lang}.txt")
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if not line.startswith("#") for word in line.split())
