"""What a page may cost: bytes, nesting, attributes and growth, checked before any parser sees it.

Parsers are not linear in nesting (lexbor takes a minute for 100,000 nested elements, libxml2 silently cuts its tree),
nor in attributes, nor in formatting elements left open (each is opened again in every paragraph that follows), so a
page over these limits is refused by name. No limit is near what the press publishes: the deepest of some 2,000 news
pages measured nests 60 elements.

Most pages have too few tags to cost much, whatever they are: for these two scans at the speed of `str.count` do.
Every tag of the others is looked at. How deep the parsed tree is, `check_depth` says at last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from marsad.collect.files import MAX_BYTES
from marsad.read.errors import ReadError

MAX_DEPTH = 250
MAX_TAGS = 30_000
MAX_ATTRIBUTES = 1_000
MAX_TEXT = 1_000_000

MAX_GROWTH = 1_000_000
"""Formatting elements with attributes that are open, summed over the tags of the page."""

_SHORT = 1_000_000
_FEW_TAGS = 2_000
_MANY_TAGS = 8_000
_LONG_TAG = 8_000
_START = re.compile(r"<[a-zA-Z][\w:-]*+[\s/]")
_OPEN = re.compile(r"<(?:!--|(/?)([a-zA-Z][a-zA-Z0-9:-]*+))")
_COMMENT_END = re.compile(r"--!?>")
_REST = re.compile(r"(?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>])*+")
_ATTRIBUTE = re.compile(r"[^\s=\"'/]+\s*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"']+))?+")
_FORMATTING = frozenset(["b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"])
_FORMATTING_TAG = re.compile(rf"<(?=[bcefistuBCEFISTU])(?i:{'|'.join(sorted(_FORMATTING))})[\s/]")
_FOREIGN = frozenset(["svg", "math"])
_RAW_TEXT = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")
}
_NEVER_NESTS = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
    ]  # end tag optional
)


def megabytes(size: int) -> str:
    """``50000000`` → ``50.0 MB``."""
    return f"{size / 1e6:.1f} MB" if size % 1_000_000 else f"{size // 1_000_000} MB"


def too_large(size: int) -> ReadError:
    """The refusal of a page of ``size`` bytes."""
    return ReadError(f"page of {size / 1e6:.1f} MB is over the limit of {megabytes(MAX_BYTES)}")


def check_size(page: bytes | str) -> None:
    """Raise `ReadError` for a page over `MAX_BYTES`, bytes or characters, and for an empty one."""
    if not page:
        raise ReadError("the page is empty")
    if len(page) > MAX_BYTES:
        raise too_large(len(page))


def check_markup(markup: str) -> None:
    """Raise `ReadError` for markup that would cost the parser more than any page of the press does. Linear in time."""
    tags = markup.count("<")
    if len(markup) > _SHORT or tags > _MANY_TAGS or _has_long_tag(markup) or _may_grow(markup, tags):
        _check_every_tag(markup)


def check_depth(parents: Sequence[int]) -> None:
    """Raise `ReadError` for a tree deeper than `MAX_DEPTH`: the parent of each element, -1 for none, in page order."""
    depths = [0] * (len(parents) + 1)
    for number, parent in enumerate(parents):
        depths[number] = depths[parent] + 1
    _check(max(depths), 0, 0)


def check_text(text: str) -> None:
    """Raise `ReadError` for plain text that goes on beyond any article or page of one."""
    _check(0, 0, len(text))


def _has_long_tag(markup: str) -> bool:
    """Whether a tag may hold too many attributes: two ``>`` stand far apart, and a tag with as many is between them."""
    place, end = 0, len(markup)
    while place + _LONG_TAG < end:
        close = markup.rfind(">", place, place + _LONG_TAG)
        if close < 0:
            close = markup.find(">", place + _LONG_TAG)
            close = end if close < 0 else close
            start = _START.search(markup, place, close)
            if start and close - start.start() >= _LONG_TAG:
                attributes = _REST.match(markup, start.end())
                if attributes and _attributes(attributes.group()) > MAX_ATTRIBUTES:
                    return True
        place = close + 1
    return False


def _may_grow(markup: str, tags: int) -> bool:
    return tags > _FEW_TAGS and len(_FORMATTING_TAG.findall(markup)) * tags > MAX_GROWTH


def _check_every_tag(markup: str) -> None:
    depth = deepest = tags = text = growth = 0
    place, end = 0, len(markup)
    foreign = False
    formats: Counter[str] = Counter()
    while match := _OPEN.search(markup, place):
        text += match.start() - place
        closing, name = match.groups()
        if name is None:
            comment = _COMMENT_END.search(markup, match.end() - 2)
            place = comment.end() if comment else end
            continue
        name = name.lower()
        attributes = _REST.match(markup, match.end())
        assert attributes is not None
        tags, place = tags + 1, attributes.end() + 1
        _check_attributes(attributes.group())
        if name in _FOREIGN:
            foreign = not closing
        elif name in _FORMATTING and (closing or attributes.group().strip("/ ")):
            formats[name] = max(0, formats[name] + (-1 if closing else 1))
        elif name in _RAW_TEXT and not closing and not foreign:
            raw = _RAW_TEXT[name].search(markup, place)
            place = raw.start() if raw else end
        if name not in _NEVER_NESTS and not attributes.group().endswith("/"):
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
        growth += formats.total() if formats else 0
        _check(deepest, tags, text, growth)
    _check(deepest, tags, text + max(0, end - place), growth)


def _check(depth: int, tags: int, text: int, growth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise ReadError(f"elements nested more than {MAX_DEPTH} deep are over the limit")
    if tags > MAX_TAGS:
        raise ReadError(f"a page of more than {MAX_TAGS:,} tags is over the limit")
    if text > MAX_TEXT:
        raise ReadError(f"a page of more than {MAX_TEXT:,} characters of text is over the limit")
    if growth > MAX_GROWTH:
        raise ReadError("formatting elements left open over too many others are over the limit")


def _check_attributes(attributes: str) -> None:
    if len(attributes) >= _LONG_TAG and (count := _attributes(attributes)) > MAX_ATTRIBUTES:
        raise ReadError(f"an element with {count:,} attributes is over the limit of {MAX_ATTRIBUTES:,}")


def _attributes(tag: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag))
