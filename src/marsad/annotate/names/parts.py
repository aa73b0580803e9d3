"""The parts of an initiative as its article lists them: "trois piliers : la pêche, le sel et la datte"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from marsad.annotate.lexicon import tables_of

_LONGEST_LIST = 1_200
_LONGEST_PART = 120
_GAP = 90
"""Code points at most between the noun and the word that opens the list."""
_SENTENCE_END = re.compile(r"(?<!\bM)[.!?؟](?=\s|$)|\n")
_COMMA = re.compile(r"\s*[,،;؛]\s*")


@dataclass(frozen=True, slots=True)
class _Lists:
    """Patterns of one language."""

    opened: re.Pattern[str]
    goes_on: re.Pattern[str]
    last: re.Pattern[str]
    joined: re.Pattern[str]
    strip: re.Pattern[str] | None
    ends: re.Pattern[str]


@cache
def _lists(lang: str) -> _Lists:
    raw = tables_of("parts.toml")[lang]
    arabic = lang == "ar"
    edge = r"(?<![^\W\d_])"

    def any_of(key: str) -> str:
        words = sorted(raw[key], key=len, reverse=True)
        return "|".join(re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s+") for word in words)

    before = any_of("before")
    return _Lists(
        opened=re.compile(
            rf"{edge}(?:ال)?(?:{any_of('nouns')})(?![^\W\d_])[^.!?\n:]{{0,{_GAP}}}?(?:\s*:|\s(?:{before})(?![^\W\d_]))",
            re.IGNORECASE,
        ),
        goes_on=re.compile(rf"\s*(?:{any_of('goes_on')})\s+", re.IGNORECASE),
        last=re.compile(rf"\s+(?:{any_of('last')})\s+", re.IGNORECASE),
        joined=re.compile(r"\s+و(?=\w)" if arabic else rf"\s+(?:{any_of('and')})\s+", re.IGNORECASE),
        strip=re.compile(rf"(?:{any_of('strip')})(?:(?<=['’])|\s+)", re.IGNORECASE) if raw["strip"] else None,
        ends=re.compile(rf"(?:{any_of('ends')})(?![^\W\d_])", re.IGNORECASE),
    )


Span = tuple[int, int]


def listed_parts(text: str, lang: str | None) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """Where a list of parts is announced (code point), and the spans of the parts in their order; two at least."""
    if lang is None or lang not in tables_of("parts.toml"):
        return
    lists = _lists(lang)
    for match in lists.opened.finditer(text):
        parts = _list_from(text, match.end(), lists)
        if len(parts) > 1:
            yield match.start(), tuple(dict.fromkeys(parts))


def part_name(text: str, lang: str) -> str:
    """A part without the small words that its list repeats: "culture et de créativité" is culture et créativité."""
    lists = _lists(lang)
    if lists.strip is None:
        return " ".join(text.split())
    pieces = lists.joined.split(text)
    joints = [match[0] for match in lists.joined.finditer(text)] + [""]
    return " ".join("".join(_bared(piece, lists) + joint for piece, joint in zip(pieces, joints, strict=True)).split())


def _bared(piece: str, lists: _Lists) -> str:
    while lists.strip is not None and (match := lists.strip.match(piece)):
        piece = piece[match.end() :]
    return piece


def _list_from(text: str, start: int, lists: _Lists) -> list[Span]:
    stop = min(len(text), start + _LONGEST_LIST)
    line_end = text.find("\n", start, stop)
    if not text[start : line_end if line_end >= 0 else stop].strip():
        return _bulleted(text, start, stop, lists)
    end = _SENTENCE_END.search(text, start, stop)
    parts = _items(text, start, end.start() if end else stop, lists)
    if end and (more := lists.goes_on.match(text, end.end(), stop)):
        close = _SENTENCE_END.search(text, more.end(), stop)
        parts += _items(text, more.end(), close.start() if close else stop, lists)
    return parts


def _bulleted(text: str, start: int, stop: int, lists: _Lists) -> list[Span]:
    """Items of a list, a paragraph each, up to the one that no semicolon or comma ends."""
    parts = []
    for match in re.compile(r"[^\n]+").finditer(text, start, stop):
        parts.append(_bare(text, match.start(), match.end(), lists))
        if not match[0].rstrip().endswith((";", "؛", ",", "،")):
            break
    return [part for part in parts if part[0] < part[1]]


def _split(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[Span]:
    spans, at = [], start
    for match in pattern.finditer(text, start, end):
        spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, end)]


def _items(text: str, start: int, end: int, lists: _Lists) -> list[Span]:
    """The items of a list within a sentence."""
    closed = lists.last.search(text, start, end) is not None
    kept: list[Span] = []
    for long in _split(text, start, end, lists.last):
        for begin, stop in _split(text, *long, _COMMA):
            if not text[begin:stop].strip():
                continue
            if lists.ends.match(text[begin:stop].lstrip()):
                return _finished(text, kept, lists, closed=closed)
            kept.append((begin, stop))
    return _finished(text, kept, lists, closed=closed)


def _finished(text: str, kept: list[Span], lists: _Lists, *, closed: bool) -> list[Span]:
    if kept and not closed and not any(lists.joined.search(text, *other) for other in kept[:-1]):
        pieces = _split(text, *kept[-1], lists.joined)
        if len(pieces) > 1:
            kept = [*kept[:-1], (pieces[0][0], pieces[-2][1]), pieces[-1]]
    spans = [_bare(text, *piece, lists) for piece in _parallel(text, kept)]
    return [span for span in spans if 0 < span[1] - span[0] <= _LONGEST_PART]


def _parallel(text: str, pieces: Sequence[Span]) -> list[Span]:
    """The first piece from the preposition on that opens the others: "l'IA appliquée à la santé, à l'école"."""
    openings = {text[begin:end].split()[0] for begin, end in pieces[1:] if text[begin:end].split()}
    first = text[slice(*pieces[0])] if pieces else ""
    if len(pieces) > 2 and openings <= _TO and not first.lstrip().startswith(tuple(f"{word} " for word in _TO)):
        cut = re.search(r"\s(?=(?:à|au|aux)\s)", first)
        if cut is not None:
            return [(pieces[0][0] + cut.end(), pieces[0][1]), *pieces[1:]]
    return list(pieces)


_TO = frozenset({"à", "au", "aux"})
_EDGE = ' \t\u00a0\u202f«»"“”.:;؛,،'


def _bare(text: str, start: int, end: int, lists: _Lists) -> Span:
    """A span without marks and small words at its edges."""
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while start < end:
        if text[start] in _EDGE:
            start += 1
        elif lists.strip is not None and (match := lists.strip.match(text, start, end)):
            start = match.end()
        else:
            break
    return start, end
