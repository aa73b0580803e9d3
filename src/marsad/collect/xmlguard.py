"""XML looked over before any parser builds something of it: size, encoding, entities, nesting.

A feed has no business declaring entities that refer to others or to files, so a document type that does is
refused by name before anything expands it; the same goes for nesting and breadth that no feed has.
"""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from typing import Any
from xml.parsers import expat

from marsad.collect.errors import FeedError

MAX_BYTES = 20_000_000
MAX_MALFORMED_BYTES = 2_000_000
MAX_DEPTH = 200
MAX_ELEMENTS = 60_000
MAX_ATTRIBUTES = 256
MAX_ENTITIES = 300
MAX_REFERENCES = 200_000
MAX_ENTITY_VALUE = 64

_ENTITY = re.compile(rb"<!ENTITY\s+([^>]{0,4096})", re.IGNORECASE)
_PLAIN_ENTITY = re.compile(rb"""[\w.-]+\s+(?:"([^"%&]*|&\#\w+;)"|'([^'%&]*|&\#\w+;)')\s*""")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OPAQUE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)[^<>]*?(/?)>")
_STRAY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#x[0-9a-fA-F]+);)(\w{1,32};)?")
_PROLOG = re.compile(r"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|\s+)*+", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(\w+)[\s/>]")
_NOT_FOR_TEXT = frozenset({"punycode", "idna", "utf-7", "unicode_escape", "raw_unicode_escape", "undefined"})


def head_of(data: bytes) -> str:
    """The beginning of a document as text, whatever its encoding: enough to tell what it is."""
    head = data[:8192]
    if b"\0" in head[:4]:
        head = head.replace(b"\0", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.decode("utf-8", "replace")


def root_name(head: str) -> str:
    """The root element's name in lower case, without its prefix; empty where the text does not begin as XML."""
    prolog = _PROLOG.match(head)
    root = _ROOT.match(head, prolog.end() if prolog else 0)
    return root[1].lower() if root else ""


def checked_xml(data: bytes, content_type: str = "application/xml") -> bytes:
    """The document in UTF-8, when it may be given to a parser; raises :class:`FeedError` with the reason."""
    if not data.strip(b"\0 \t\r\n"):
        raise FeedError("empty")
    if len(data) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES} bytes")
    text = _utf8(data, content_type)
    _check_entities(text)
    if not _walk(text):
        _check_malformed(text)
    return text


def mended(text: bytes) -> bytes:
    """The text with HTML's entities and bare ampersands, which many programs write into XML, as they are meant."""
    return _STRAY.sub(_meant, text)


def _meant(stray: re.Match[bytes]) -> bytes:
    name = (stray[1] or b"").decode("utf-8", "replace")
    return html5[name].encode() if name in html5 else b"&amp;" + (stray[1] or b"")


def _utf8(data: bytes, content_type: str) -> bytes:
    from feedparser import encodings

    # It guesses with whatever detector happens to be installed: slow on large input, and other words on other machines.
    encodings.lazy_chardet_encoding = None

    declared = _DECLARED.match(data)
    if declared:
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            name = ""
        if name in _NOT_FOR_TEXT:
            raise FeedError(f"encoding {name} is not one for documents")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _DECLARATION.sub("", data[len(mark) :].decode(encoding, "replace"))
            return text.encode("utf-8", "replace")
    found: dict[str, Any] = {}
    try:
        converted: bytes = encodings.convert_to_utf8({"content-type": content_type}, data, found)
    except ValueError:  # a declared name that is no text, or holds a null
        raise FeedError("unreadable encoding declaration") from None
    if not found.get("encoding"):
        raise FeedError("unknown encoding")
    return converted


def _check_entities(text: bytes) -> None:
    """Only a few entities that stand for some characters pass; none that refers to another, or to a file."""
    found = _ENTITY.findall(text)
    if len(found) > MAX_ENTITIES:
        raise FeedError("too many entity declarations")
    for declaration in found:
        plain = _PLAIN_ENTITY.fullmatch(declaration)
        if plain is None:
            raise FeedError("entity declarations that expand or read a file")
        if len(plain[1] or plain[2] or b"") > MAX_ENTITY_VALUE:
            raise FeedError("an entity that stands for a long text")


def _walk(text: bytes) -> bool:
    """Whether the document is well formed; raises when it is nested or broad beyond limits."""
    depth = elements = 0

    def start(_name: str, attributes: list[str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH:
            raise FeedError(f"nested deeper than {MAX_DEPTH} elements")
        if elements > MAX_ELEMENTS:
            raise FeedError(f"more than {MAX_ELEMENTS} elements")
        if len(attributes) > 2 * MAX_ATTRIBUTES:
            raise FeedError(f"an element with more than {MAX_ATTRIBUTES} attributes")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(text, True)
    except expat.ExpatError:
        return False
    return True


def _check_malformed(text: bytes) -> None:
    """The same limits, by eye, for what only the forgiving parser will read."""
    if len(text) > MAX_MALFORMED_BYTES:
        raise FeedError(f"malformed, and larger than {MAX_MALFORMED_BYTES} bytes")
    if text.count(b"<") > MAX_ELEMENTS or text.count(b"&") > MAX_REFERENCES:
        raise FeedError("malformed, and broad beyond limits")
    depth = 0
    for tag in _TAG.finditer(_OPAQUE.sub(b"", text)):
        depth = max(depth - 1, 0) if tag[1] else depth + (not tag[3])
        if depth > 4 * MAX_DEPTH:
            raise FeedError("malformed, and nested beyond limits")
