"""Sitemaps (sitemaps.org protocol 0.9): addresses, indexes of sitemaps, and the news extension; also as plain text.

Read as a stream, with the limits of the protocol. Names are taken without their namespaces, which many sites
write wrongly or not at all; what an image, a video or another language's address says of itself is skipped.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.parsers import expat

from marsad.collect.address import parse_url
from marsad.collect.announced import Announced, Announcement, ChannelKind, Child
from marsad.collect.dates import iso_date
from marsad.collect.decode import CHUNK, CodingError, decoded
from marsad.collect.errors import BadAddress, FeedError
from marsad.collect.weburl import site_of
from marsad.collect.xmlguard import MAX_DEPTH, head_of, mended, root_name

MAX_URLS = 50_000
MAX_BYTES = 50 * 1024 * 1024
MAX_ELEMENTS = 1_500_000
_MAX_TEXT = 8_192
_GZIP = b"\x1f\x8b"

_KEPT = {
    ("url", "loc"), ("url", "lastmod"), ("sitemap", "loc"), ("sitemap", "lastmod"), ("news", "title"),
    ("news", "publication_date"), ("publication", "name"), ("publication", "language"),
}  # fmt: skip


def looks_like_sitemap(head: bytes) -> bool:
    """Whether the beginning of unpacked bytes is that of a sitemap or of an index of them, in XML."""
    return root_name(head_of(head)) in ("urlset", "sitemapindex")


def looks_like_text_sitemap(head: bytes) -> bool:
    """Whether unpacked bytes are lines of addresses and nothing else; a last line may be cut."""
    lines = head[:8192].removeprefix(b"\xef\xbb\xbf").splitlines()
    lines = [line.strip() for line in (lines[:-1] if len(head) > 8192 else lines) if line.strip()]
    return bool(lines) and all(re.match(rb"https?://[^\s<>\"]+$", line) for line in lines)


def parse_sitemap(data: bytes, *, url: str) -> Announced:
    """Read a sitemap that came from ``url``, gzipped or not; raises :class:`FeedError` with the reason.

    A sitemap speaks for its own site: addresses elsewhere, and those that are not absolute, are left out and
    counted. An XML mistake ends the reading; what stands before it is kept, and said.
    """
    text = unpacked(data)
    if not text.strip(b"\0 \t\r\n"):
        raise FeedError("empty")
    if not looks_like_sitemap(text):
        if looks_like_text_sitemap(text):
            return _text_sitemap(text, url)
        raise FeedError("no sitemap in it")
    return _xml_sitemap(text.lstrip(), url)


def unpacked(data: bytes) -> bytes:
    """The bytes without their gzip, bounded by the protocol's 50 MB; raises :class:`FeedError`."""
    if len(data) > MAX_BYTES:
        raise FeedError(f"larger than {MAX_BYTES} bytes")
    if not data.startswith(_GZIP):
        return data
    out = bytearray()
    try:
        for part in decoded(iter([data]), "gzip"):
            out += part
            if len(out) > MAX_BYTES:
                raise FeedError(f"larger than {MAX_BYTES} bytes")
    except CodingError as error:
        raise FeedError(str(error)) from None
    return bytes(out)


def unpacked_head(data: bytes) -> bytes:
    """The beginning of the bytes without their gzip: enough to tell what they are, at little cost."""
    if not data.startswith(_GZIP):
        return data[: CHUNK + 1]
    try:
        return next(decoded(iter([data]), "gzip"), b"")
    except CodingError:
        return b""


class _Site:
    """Keeps the addresses of one site, each once, up to the protocol's number; counts the others by reason."""

    def __init__(self, url: str) -> None:
        self._own = site_of(urlsplit(url).hostname or "")
        self._seen: set[str] = set()
        self.left_out: Counter[str] = Counter()

    def takes(self, loc: str) -> bool:
        reason = self._refused(loc)
        if reason:
            self.left_out[reason] += 1
        elif loc not in self._seen:
            self._seen.add(loc)
            return True
        return False

    def _refused(self, loc: str) -> str | None:
        if not loc:
            return "without an address"
        if "://" not in loc:
            return "with an address that is not absolute"
        try:
            target = parse_url(loc)
        except BadAddress:
            return "with an address that cannot be read"
        if self._own and site_of(target.host) != self._own:
            return "on another site"
        if len(self._seen) >= MAX_URLS:
            return f"beyond the first {MAX_URLS}"
        return None

    def problems(self) -> tuple[str, ...]:
        return tuple(f"left out {count} {reason}" for reason, count in self.left_out.items())


def _text_sitemap(text: bytes, url: str) -> Announced:
    site = _Site(url)
    lines = text.decode("utf-8-sig", "replace").splitlines()
    found = [line.strip() for line in lines if line.strip()]
    items = tuple(Announcement(line) for line in found if site.takes(line))
    unlinked = site.left_out.total()
    return Announced(ChannelKind.SITEMAP, items=items, unlinked=unlinked, problems=site.problems())


class _Reader:
    """One pass over a sitemap's elements by local name; text counts only where the protocol puts it."""

    def __init__(self, url: str) -> None:
        self.site = _Site(url)
        self.is_index = self.is_news = False
        self.items: list[Announcement] = []
        self.children: list[Child] = []
        self.names: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._entry: dict[str, str] = {}
        self._elements = 0

    def read(self, text: bytes) -> str:
        """Read all; returns what ended the reading early in words, or nothing."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = _refuse_entity
        view = memoryview(text)
        try:
            for start in range(0, len(text), CHUNK):
                parser.Parse(view[start : start + CHUNK], False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            return f"malformed at line {error.lineno}: what follows was not read"
        except LookupError:  # a declared encoding that expat hands to Python
            raise FeedError("unknown encoding") from None
        return ""

    def found(self) -> int:
        """How many addresses were read."""
        return len(self.items) + len(self.children)

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2].lower()
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise FeedError(f"more than {MAX_ELEMENTS} elements")
        if len(self._path) >= MAX_DEPTH:
            raise FeedError(f"nested deeper than {MAX_DEPTH} elements")
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if not parent:
            self.is_index = name == "sitemapindex"
        elif name in ("url", "sitemap") and parent in ("urlset", "sitemapindex"):
            self._entry = {}
        elif name == "news" and parent == "url":
            self.is_news = True
        self._text = [] if (parent, name) in _KEPT else None

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text[:_MAX_TEXT])

    def _end(self, _tag: str) -> None:
        name = self._path.pop()
        if self._text is not None:
            self._entry.setdefault(name, " ".join("".join(self._text)[:_MAX_TEXT].split()))
            self._text = None
        elif name in ("url", "sitemap") and len(self._path) == 1:
            self._close()

    def _close(self) -> None:
        entry = self._entry
        loc = entry.get("loc", "")
        if not self.site.takes(loc):
            return
        modified = iso_date(entry.get("lastmod"))
        if self.is_index:
            self.children.append(Child(loc, modified))
            return
        published = iso_date(entry.get("publication_date"))
        self.items.append(Announcement(loc, entry.get("title", ""), published, modified=modified))
        for counter, key in ((self.names, "name"), (self.languages, "language")):
            if value := entry.get(key):
                counter[value] += 1


def _refuse_entity(*_declaration: object) -> None:
    raise FeedError("entity declarations, which no sitemap needs")


def _most(values: Counter[str]) -> str | None:
    return values.most_common(1)[0][0] if values else None


def _xml_sitemap(text: bytes, url: str) -> Announced:
    reader = _Reader(url)
    broken = reader.read(text)
    if broken and (repaired := mended(_readable(text))) != text:
        second = _Reader(url)
        broken_again = second.read(repaired)
        if second.found() >= reader.found():
            reader, broken = second, broken_again
    if broken and not reader.found():
        raise FeedError(broken.partition(":")[0])
    kind = ChannelKind.NEWS_SITEMAP if reader.is_news else ChannelKind.SITEMAP
    return Announced(
        ChannelKind.SITEMAP_INDEX if reader.is_index else kind,
        title=_most(reader.names) or "",
        lang=_most(reader.languages),
        items=tuple(reader.items),
        children=tuple(reader.children),
        unlinked=reader.site.left_out.total(),
        problems=reader.site.problems() + ((broken,) if broken else ()),
    )


def _readable(text: bytes) -> bytes:
    """The text without bytes that are no UTF-8, which the protocol asks for."""
    return text.decode("utf-8", "replace").encode()
