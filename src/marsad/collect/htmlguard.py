"""HTML looked over before a parser builds something of it: size, and attributes, whose cost is quadratic."""

from __future__ import annotations

import re

from marsad.collect.errors import FeedError

MAX_BYTES = 5_000_000
MAX_ATTRIBUTES = 1_000

_LONG = 2 * MAX_ATTRIBUTES
_TAG = re.compile(
    rb"""<!--.*?(?:-->|\Z)"""
    rb"""|(?P<tag><(?:(?P<raw>script|style)\b|[A-Za-z])(?:[^=>]++|=\s*+"[^"]*+(?:"|\Z)|=\s*+'[^']*+(?:'|\Z)|=)*+)"""
    rb"""(?(raw).*?(?:</(?P=raw)|\Z))""",
    re.DOTALL | re.IGNORECASE,
)
_QUOTED = re.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_ATTRIBUTE = re.compile(rb"""[\s"'/](?=[^\s"'/=>])""")


def checked_html(data: bytes) -> bytes:
    """The page, when it may be given to a parser; raises :class:`FeedError` with the reason."""
    if len(data) > MAX_BYTES:
        raise FeedError(f"a page larger than {MAX_BYTES} bytes")
    for found in _TAG.finditer(data):
        tag = found["tag"]
        if tag and len(tag) > _LONG and len(_ATTRIBUTE.findall(_QUOTED.sub(b" ", tag))) > MAX_ATTRIBUTES:
            raise FeedError(f"an element with more than {MAX_ATTRIBUTES} attributes")
    return data
