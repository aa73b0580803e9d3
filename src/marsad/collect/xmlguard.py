"""XML looked over before any parser builds something of it: entities, nesting, size.

A feed has no business declaring entities, so a document type that does so is refused by name before a parser
expands it; the same goes for nesting that no feed has. Expat does the looking, with no handler that opens
anything.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from marsad.collect.errors import FeedError

MAX_BYTES = 20_000_000
MAX_DEPTH = 256
MAX_ELEMENTS = 500_000
MAX_ATTRIBUTES = 256

_TAG = re.compile(rb"<(/?)[A-Za-z_:][^<>]{0,65536}?(/?)>")
_DECLARATION = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_BOMS = ((b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"), (b"\xff\xfe", "utf-16-le"),
         (b"\xfe\xff", "utf-16-be"), (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"),
         (b"\0<", "utf-16-be"))


def check_xml(data: bytes, *, max_bytes: int = MAX_BYTES) -> None:
    """Raise :class:`FeedError` for XML that would cost more to read than a feed may."""
    if not data.strip():
        raise FeedError("empty")
    if len(data) > max_bytes:
        raise FeedError(f"larger than {max_bytes} bytes")
