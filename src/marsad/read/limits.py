"""What a page may cost: bytes, nesting and attributes, checked in one linear pass before any parser sees it.

Parsers are not linear in nesting (lexbor takes half a minute for 100,000 nested elements, libxml2 silently cuts
its tree) nor in attributes, so a page over these limits is refused by name. No limit is near what the press
publishes: the deepest of some 2,000 news pages measured nests 60 elements.
"""

from __future__ import annotations

import re

from marsad.collect.files import MAX_BYTES
from marsad.read.errors import ReadError

MAX_DEPTH = 250
MAX_TAGS = 30_000
MAX_ATTRIBUTES = 1_000
MAX_TEXT = 1_000_000

_LONG_TAG = 8_000
_OPEN = re.compile(r"<(?:!--|(/?)([a-zA-Z][a-zA-Z0-9:-]*+))")
_REST = re.compile(r"(?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>])*+")
_ATTRIBUTE = re.compile(r"[^\s=\"'/]+\s*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"']+))?+")
_RAW_TEXT = {
    name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "svg", "textarea", "template")
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
    """Raise `ReadError` for markup that nests, or goes on, beyond what any page of the press does. Linear in time."""
    depth = deepest = tags = text = 0
    place = 0
    while match := _OPEN.search(markup, place):
        text += match.start() - place
        closing, name = match.groups()
        if name is None:
            place = _after(markup.find("-->", match.end()), len(markup))
            continue
        attributes = _REST.match(markup, match.end())
        assert attributes is not None
        tags, place = tags + 1, attributes.end() + 1
        _check_attributes(attributes.group())
        raw = _RAW_TEXT.get(name.lower())
        if raw and not closing:
            end = raw.search(markup, place)
            place = end.start() if end else len(markup)
        if name.lower() not in _NEVER_NESTS and not attributes.group().endswith("/"):
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
        _check(deepest, tags, text)
    _check(deepest, tags, text + max(0, len(markup) - place))


def check_text(text: str) -> None:
    """Raise `ReadError` for plain text that goes on beyond any article or page of one."""
    _check(0, 0, len(text))


def _after(found: int, end: int) -> int:
    return found if found >= 0 else end


def _check(depth: int, tags: int, text: int) -> None:
    if depth > MAX_DEPTH:
        raise ReadError(f"elements nested more than {MAX_DEPTH} deep are over the limit")
    if tags > MAX_TAGS:
        raise ReadError(f"a page of more than {MAX_TAGS:,} tags is over the limit")
    if text > MAX_TEXT:
        raise ReadError(f"a page of more than {MAX_TEXT:,} characters of text is over the limit")


def _check_attributes(attributes: str) -> None:
    if len(attributes) < _LONG_TAG:
        return
    count = sum(1 for _ in _ATTRIBUTE.finditer(attributes))
    if count > MAX_ATTRIBUTES:
        raise ReadError(f"an element with {count:,} attributes is over the limit of {MAX_ATTRIBUTES:,}")
