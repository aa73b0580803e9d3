"""Clipping → article: the words somebody copied or pasted, with the fields they gave."""

from __future__ import annotations

import re

from marsad.collect.clippings import Clipping
from marsad.model import LANGUAGES, Article, Block, BlockType
from marsad.read.dates import declared_date
from marsad.read.errors import ReadError
from marsad.read.language import detect_language
from marsad.read.limits import check_size, check_text

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n")
_NAMES = re.compile(r"\s*(?:[;،\n]|,\s)\s*")
_WRAPPED = 60
"""Characters: lines that long were broken by a program, shorter ones by a person."""


def read_clipping(data: bytes, *, url: str | None = None) -> Article:
    """Read the canonical bytes of a `marsad.collect.clippings.Clipping`. Raises `ReadError`."""
    check_size(data)
    try:
        clipping = Clipping.from_bytes(data)
    except (ValueError, TypeError, RecursionError) as error:
        raise ReadError(f"the clipping cannot be read: {error}") from error
    check_text(clipping.text)
    texts = _paragraphs(clipping.text)
    if not texts:
        raise ReadError("the clipping holds no text")
    title = " ".join(clipping.title.split()) or None
    if title and texts[0] == title:
        texts = texts[1:]
    published = declared_date(clipping.date) if clipping.date else None
    lang = clipping.language.lower()[:2]
    return Article(
        title=title,
        lang=lang if lang in LANGUAGES else detect_language(" ".join(texts) or title or ""),
        blocks=tuple(Block(BlockType.PARAGRAPH, text) for text in texts),
        lede=" ".join(clipping.summary.split()),
        authors=tuple(dict.fromkeys(name for name in _NAMES.split(clipping.author.strip()) if name)),
        published=published,
        published_evidence="clipping" if published else clipping.date_note or "no date in the clipping",
        outlet=" ".join(clipping.outlet.split()) or None,
        url=clipping.url or url,
        section=" ".join(clipping.section.split()) or None,
    )


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of pasted words: parted by blank lines where there are any, else by line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _BLANK_LINE.split(text)
    if len(parts) == 1 or any(_short_lines(part) for part in parts):
        parts = [line for part in parts for line in (part.split("\n") if _short_lines(part) else [part])]
    return [words for part in parts if (words := " ".join(part.split()))]


def _short_lines(part: str) -> bool:
    """Whether the line ends within a part are a person's: they part sentences rather than break them."""
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    return len(lines) > 1 and all(len(line) < _WRAPPED or line[-1:] in '.!?؟…»"”:' for line in lines[:-1])
