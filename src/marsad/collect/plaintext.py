"""The words of what feeds and lists put into titles and summaries: without markup, scripts and control characters."""

from __future__ import annotations

import re

MAX_TEXT = 2_000
"""Longest text that is kept, in code points."""

_MAX_MARKUP = 8 * MAX_TEXT
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "img", "li", "main", "nav", "ol", "p"),
        *("pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_SILENT = "script, style, noscript, template, iframe, embed, head, title, select, textarea"
_SELF_CLOSED = re.compile(r"<(?:script|style|noscript|iframe|title|textarea|template|select)\b[^<>]*/>", re.IGNORECASE)
"""Closed as in XHTML, which HTML does not know: it would take all that follows for the element's own."""

_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Controls, and those that turn the direction of what follows: they can make one address or name look like another."""


_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a character, which no encoding holds; parsers choke on it."""


def encodable(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, as browsers read them."""
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(value: object, *, html: bool = True) -> str:
    """Text on one line; what is HTML loses its tags, and what a reader would not see of it."""
    if not isinstance(value, str):
        return ""
    text = encodable(value[:_MAX_MARKUP])
    if html and ("<" in text or "&" in text):
        text = _words(text)
    return " ".join(_NOT_TEXT.sub("", text).split())[:MAX_TEXT].rstrip()


def _words(markup: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser("<body>" + _SELF_CLOSED.sub(" ", markup)).body
    if root is None:
        return ""
    for silent in root.css(_SILENT):
        silent.decompose()
    return "".join(
        node.text_content or "" if node.is_text_node else " "
        for node in root.traverse(include_text=True)
        if node.is_text_node or node.tag in _BLOCKS
    )
