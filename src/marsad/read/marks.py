"""What a tag says of itself: its shape, what it makes of the text inside it, and what the page calls it.

Pages write the same tags again and again, so each spelling is judged once and kept.
"""

from __future__ import annotations

import re
from enum import IntEnum, IntFlag
from html import unescape


class Shape(IntEnum):
    """How a tag cuts the text. The order counts: all over `INLINE` end a line."""

    SKIP = 0
    VOID = 1
    INLINE_END = 2
    INLINE = 3
    BLOCK = 4
    BREAK = 5
    END = 6


class Mark(IntFlag):
    """What an element makes of all the text inside it."""

    LINK = 1 << 0
    NAV = 1 << 1
    FOOTER = 1 << 2
    HEADER = 1 << 3
    ASIDE = 1 << 4
    ARTICLE = 1 << 5
    MAIN = 1 << 6
    FORM = 1 << 7
    FIGURE = 1 << 8
    CAPTION = 1 << 9
    TABLE = 1 << 10
    LIST = 1 << 11
    QUOTE = 1 << 12
    HIDDEN = 1 << 13
    ARTICLE_BODY = 1 << 14
    HEADING = 1 << 15
    STRONG = 1 << 16
    BUTTON = 1 << 17
    COMMENT = 1 << 18
    EMBED = 1 << 19


_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
"""All other elements, a page's own among them, stand inside a line, as they do in a browser."""

_BREAKS = frozenset(("br", "hr"))
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_TAG_MARKS = {
    "a": Mark.LINK,
    "nav": Mark.NAV,
    "menu": Mark.NAV,
    "footer": Mark.FOOTER,
    "header": Mark.HEADER,
    "aside": Mark.ASIDE,
    "article": Mark.ARTICLE,
    "main": Mark.MAIN,
    "form": Mark.FORM,
    "figure": Mark.FIGURE,
    "figcaption": Mark.CAPTION,
    "table": Mark.TABLE,
    "ul": Mark.LIST,
    "ol": Mark.LIST,
    "dl": Mark.LIST,
    "blockquote": Mark.QUOTE,
    "h1": Mark.HEADING,
    "h2": Mark.HEADING,
    "h3": Mark.HEADING,
    "h4": Mark.HEADING,
    "h5": Mark.HEADING,
    "h6": Mark.HEADING,
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "button": Mark.BUTTON,
    "label": Mark.BUTTON,
}
_OF_TAG = {tag: int(mark) for tag, mark in _TAG_MARKS.items()}
_ROLES = {
    "navigation": Mark.NAV, "contentinfo": Mark.FOOTER, "banner": Mark.HEADER, "complementary": Mark.ASIDE,
    "article": Mark.ARTICLE, "main": Mark.MAIN, "button": Mark.BUTTON, "dialog": Mark.ASIDE, "menu": Mark.NAV,
    "search": Mark.FORM, "heading": Mark.HEADING,
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_COMMENT = re.compile(
    r"(?<!category-)(?<!tag-)(?:comment(?!ary|aries|at|ed|er)|comentario"
    r"|kommentar(?:e\b|-?(?:list|form|bereich|modul|item|box)))|disqus"
)
_EMBED = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|fb-post|bluesky-embed|\btweet\b|telegram-post")
_ATTRIBUTE = re.compile(r'([^\s="]+)(?:="([^"]*)")?')
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])")
_NAMING = re.compile(r'(?:^|\s)(class|id|itemprop|data-testid|rel|data-component|data-type)="([^"]*)"')
_SPACED = re.compile(r">\s")
_WHOLE = frozenset(("body", "html", "main", "article"))
_UNLIKE = frozenset(("img", "meta", "input"))
"""Like links, tags whose spellings seldom come again: keeping them would only drive out the others."""

_SKIP, _VOIDED, _INLINE_END, _INLINED, _BLOCK, _BREAK, _END = map(int, Shape)
_LINKED = int(Mark.LINK)


class Kind:
    """A tag as a page writes it. ``count`` is, for a run of end tags, how many elements it ends."""

    _attributes: dict[str, str]
    _names: str
    _words: tuple[str, ...]

    __slots__ = ("_attributes", "_names", "_words", "attrs", "count", "marks", "shape", "tag")

    def __init__(self, tag: str, attrs: str, shape: int, marks: int = 0, count: int = 0) -> None:
        self.tag = tag
        self.attrs = attrs
        self.shape = shape
        self.marks = marks
        self.count = count

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes by name."""
        try:
            return self._attributes
        except AttributeError:
            pairs = _ATTRIBUTE.findall(self.attrs)
            self._attributes = {name: unescape(value) if "&" in value else value for name, value in pairs}
            return self._attributes

    def get(self, name: str) -> str:
        """The value of an attribute, empty where there is none."""
        return self.attributes.get(name, "") if self.attrs else ""

    @property
    def names(self) -> str:
        """What the page calls the element, in lower case: class, id, itemprop and the like, parted by blanks."""
        try:
            return self._names
        except AttributeError:
            self._names = self._named().lower() if self.attrs else ""
            return self._names

    @property
    def words(self) -> tuple[str, ...]:
        """The distinct words of its names: ``postBody entry-content`` → post, body, entry, content."""
        try:
            return self._words
        except AttributeError:
            found = _WORD.findall(self._named()) if self.attrs else ()
            self._words = tuple(dict.fromkeys(word.lower() for word in found if len(word) > 1))
            return self._words

    def _named(self) -> str:
        return " ".join([value for _, value in _NAMING.findall(self.attrs)])[:_LONG_NAME]


_NOTHING = Kind("", "", _SKIP)

KINDS: dict[str, Kind] = {}
"""The kinds seen, by the tag as written; emptied when it grows over `_MANY`."""

_MANY = 30_000
_LONG_TAG = 400
"""A longer tag is not kept, so that what is kept stays within some 30 MB whatever pages write."""

_LONG_NAME = 300


def new_kind(key: str) -> Kind:
    """The kind of a tag not seen before: ``key`` is what stands between its angle brackets."""
    first = key[0]
    if first == "/":
        return _kept(key, _end(key))
    if first in "!?":
        return _NOTHING
    tag, _, attrs = key.partition(" ")
    if tag == "a":
        return Kind("a", attrs, _INLINED, _LINKED)
    if tag in _VOID:
        kind = Kind(tag, attrs, _BREAK if tag in _BREAKS else _VOIDED)
        return kind if tag in _UNLIKE else _kept(key, kind)
    kind = Kind(tag, attrs, _BLOCK if tag in _BLOCKS else _INLINED, _OF_TAG.get(tag, 0))
    if attrs and _tells(attrs):
        kind.marks |= _own_marks(kind)
    return _kept(key, kind)


def _tells(attrs: str) -> bool:
    """Whether attributes may mark what is inside; plain searches, since most tags of a page are new."""
    return (
        "hidden" in attrs
        or "omment" in attrs
        or "role=" in attrs
        or "style=" in attrs
        or "-post" in attrs
        or "articleBody" in attrs
        or "-media" in attrs
        or "-embed" in attrs
        or "oment" in attrs
        or "tweet" in attrs
        or "disqus" in attrs
    )


def _kept(key: str, kind: Kind) -> Kind:
    if len(key) <= _LONG_TAG:
        if len(KINDS) > _MANY:
            KINDS.clear()
        KINDS[key] = kind
    return kind


def _end(key: str) -> Kind:
    ends = [name.strip("</ \n\t\r\f") for name in key.split(">")]
    spaced = " " if len(ends) > 1 and _SPACED.search(key) else ""
    inline = not any(name in _BLOCKS for name in ends)
    return Kind(spaced, "", _INLINE_END if inline else _END, count=len(ends))


def _own_marks(kind: Kind) -> int:
    found = kind.attributes
    marks = _ROLES.get(found.get("role", ""), 0)
    if "hidden" in found or _HIDDEN.search(found.get("style", "")):
        marks |= Mark.HIDDEN
    if "articleBody" in found.get("itemprop", ""):
        marks |= Mark.ARTICLE_BODY
    if kind.tag not in _WHOLE and _COMMENT.search(kind.names) and "hentry" not in kind.names:
        marks |= Mark.COMMENT
    if _EMBED.search(kind.names):
        marks |= Mark.EMBED
    return int(marks)
