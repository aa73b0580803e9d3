"""What a page may cost: bytes, nesting and attributes, checked in one linear pass before any parser sees it.

Parsers are not linear in nesting (lexbor takes half a minute for 100,000 nested elements, libxml2 silently cuts
its tree) nor in attributes, so a page over these limits is refused by name. No limit is near what the press
publishes: the deepest of some 2,000 news pages measured nests 60 elements.
"""

from __future__ import annotations

import re

from marsad.read.errors import ReadError

MAX_BYTES = 20_000_000
MAX_DEPTH = 500
MAX_TAGS = 200_000
MAX_ATTRIBUTES = 1_000

_LONG_TAG = 8_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)((?:=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|[^>])*+)>?")
_ATTRIBUTE = re.compile(r"[^\s=\"'/]+\s*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"']+))?+")
_RAW_TEXT = re.compile(
    r"<(script|style|svg|textarea|noscript|template)\b[^>]*+>.*?</\1\s*+>", re.DOTALL | re.IGNORECASE
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NEVER_NESTS = frozenset(
    "area base br col embed hr img input link meta param source track wbr "  # void elements
    "p li dt dd option optgroup tr td th tbody thead tfoot colgroup html head body".split()  # end tag optional
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
    """Raise `ReadError` for markup that nests, or goes on, beyond what any page of the press does."""
    depth = deepest = tags = 0
    for match in _TAG.finditer(_RAW_TEXT.sub("", _COMMENT.sub("", markup))):
        closing, name, attributes = match.groups()
        tags += 1
        if len(attributes) > _LONG_TAG:
            _check_attributes(attributes)
        if name.lower() in _NEVER_NESTS or attributes.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise ReadError(f"elements nested {deepest:,} deep are over the limit of {MAX_DEPTH}")
    if tags > MAX_TAGS:
        raise ReadError(f"a page of {tags:,} tags is over the limit of {MAX_TAGS:,}")


def _check_attributes(attributes: str) -> None:
    count = sum(1 for _ in _ATTRIBUTE.finditer(attributes))
    if count > MAX_ATTRIBUTES:
        raise ReadError(f"an element with {count:,} attributes is over the limit of {MAX_ATTRIBUTES:,}")
