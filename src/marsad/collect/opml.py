"""OPML subscription lists (OPML 2.0), in and out: feeds with their folders, and Marsad's settings for them.

The settings are attributes in a namespace of their own, which other programs leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from marsad.collect.announced import ChannelKind
from marsad.collect.errors import BadAddress, FeedError
from marsad.collect.foaf import is_foaf, read_foaf
from marsad.collect.subscriptions import Collected, Inclusion, OpmlList, Site, Subscription
from marsad.collect.xmlguard import checked_xml, mended
from marsad.collect.xmltags import Tag, tags

__all__ = ["Inclusion", "OpmlList", "Site", "Subscription", "parse_opml", "write_opml"]

NAMESPACE = "urn:marsad:opml:1"

_SETTINGS = ("country", "kind", "channel", "paused", "visibility", "least")
_SECONDS = re.compile("[0-9]{1,9}")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse_opml(data: bytes) -> OpmlList:
    """What an OPML list (or a FOAF blogroll in RDF) names, each address once; what cannot be read is reported.

    HTML's entities and bare ampersands, which many programs write, are read as meant; a mistake in the XML loses
    the tag that has it. Raises :class:`FeedError` when the bytes are no such list, or not safe to read.
    """
    text = mended(checked_xml(data))
    if b"<?xml" not in data[:200].replace(b"\0", b""):  # a line with it was put first: keep the numbers of lines
        text = text.replace(b"\n", b"", 1)
    if is_foaf(text) and b"<opml" not in text[:8192]:
        return read_foaf(text)
    found, mistake = tags(text)
    reader = _Outlines()
    for tag in found:
        reader.take(tag)
    if not reader.is_opml:
        raise FeedError("no OPML in it")
    if mistake:
        if not (reader.found.subscriptions or reader.found.sites or reader.found.inclusions):
            raise FeedError(f"malformed, and no feed readable in it: {mistake}")
        reader.found.problems.insert(0, f"{mistake}: the XML is damaged, read as far as it can be")
    return reader.found.done(reader.title)


class _Outlines:
    """Walks the outlines of a list."""

    def __init__(self) -> None:
        self.is_opml = False
        self.title = ""
        self.found = Collected()
        self._folders: list[str] = []
        self._prefixes: set[str] = set()

    def take(self, tag: Tag) -> None:
        name = tag.name.rpartition(":")[2].lower()
        if tag.is_end:
            if name == "title" and not self._folders:
                self.title = self.title or " ".join(tag.text.split())
            elif name == "outline" and self._folders:
                self._folders.pop()
            return
        self._prefixes |= {key[6:] for key, value in tag.attributes.items() if value == NAMESPACE and key[5:6] == ":"}
        if name == "opml":
            self.is_opml = True
            self._folders.clear()
        elif name == "outline":
            values = {key.lower(): " ".join(value.split()) for key, value in tag.attributes.items()}
            title = values.get("title") or values.get("text") or ""
            try:
                self._add(values, title)
            except BadAddress as error:
                self.found.problems.append(f"line {tag.line}: “{title}” has no address to collect: {error.reason}")
            self._folders.append(title)

    def _add(self, values: dict[str, str], title: str) -> None:
        """Keep an outline that names a feed, a site or another list; others are folders."""
        kind = values.get("type", "").lower()
        url, home = values.get("url", ""), _address(values.get("htmlurl", "")) or None
        folders = tuple(folder for folder in self._folders if folder)
        feed = values.get("xmlurl") or (url if kind in ("rss", "atom") else "")
        if feed:
            self.found.add(self._subscription(values, _address(feed), title, home, folders))
        elif home:
            self.found.add_site(Site(home, title, folders))
        elif url and (kind == "include" or (kind == "link" and re.search(r"\.opml(?:$|\?)", url, re.IGNORECASE))):
            self.found.add_inclusion(Inclusion(_address(url), title))
        elif url and kind == "link":
            self.found.add_site(Site(_address(url), title, folders))
        elif kind in ("rss", "atom"):
            raise BadAddress("", "it is said to be a feed, and names no address")

    def _subscription(
        self, values: dict[str, str], url: str, title: str, home: str | None, folders: tuple[str, ...]
    ) -> Subscription:
        ours = {name: self._setting(values, name) for name in _SETTINGS}
        channel = ours["channel"]
        return Subscription(
            url,
            "" if title == url else title,
            home,
            folders,
            _categories(values.get("category", "")),
            country=ours["country"],
            kind=ours["kind"],
            lang=values.get("language") or None,
            channel=ChannelKind(channel) if channel in set(ChannelKind) else None,
            paused=ours["paused"] == "true",
            visibility=ours["visibility"],
            least=int(ours["least"]) if ours["least"] and _SECONDS.fullmatch(ours["least"]) else None,
        )

    def _setting(self, values: dict[str, str], name: str) -> str | None:
        return next((found for prefix in self._prefixes if (found := values.get(f"{prefix.lower()}:{name}"))), None)


def _address(url: str) -> str:
    """An address as it is meant: programs write ``feed:`` before it, or instead of ``http:``."""
    return re.sub("^feed://", "http://", re.sub("^feed:(?://)?(?=https?:)", "", url))


def _categories(value: str) -> tuple[tuple[str, ...], ...]:
    """The paths of an OPML ``category`` attribute: parted by commas, their steps by slashes."""
    paths = (tuple(step for part in path.split("/") if (step := part.strip())) for path in value.split(","))
    return tuple(dict.fromkeys(path for path in paths if path))


def write_opml(subscriptions: Iterable[Subscription], title: str) -> bytes:
    """An OPML 2.0 document in UTF-8: folders as outlines, in the order in which their first feed comes.

    :func:`parse_opml` gives the same subscriptions back.
    """
    root = _Folder()
    for found in subscriptions:
        folder = root
        for name in found.folders:
            folder = folder.folders.setdefault(name, _Folder())
        folder.subscriptions.append(found)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:marsad="{NAMESPACE}">',
        f"  <head><title>{escape(_NOT_XML.sub('', title))}</title></head>",
        "  <body>",
        *root.lines("    "),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()


class _Folder:
    """A folder in the making: its feeds, then its folders."""

    def __init__(self) -> None:
        self.subscriptions: list[Subscription] = []
        self.folders: dict[str, _Folder] = {}

    def lines(self, indent: str) -> Iterable[str]:
        for found in self.subscriptions:
            yield f"{indent}<outline {_attributes(found)}/>"
        for name, folder in self.folders.items():
            yield f"{indent}<outline {_attribute('text', name)}>"
            yield from folder.lines(indent + "  ")
            yield f"{indent}</outline>"


def _attributes(found: Subscription) -> str:
    paths = ("/" + "/".join(re.sub("[,/]", " ", step) for step in path) for path in found.categories)
    values = {
        "text": found.title or found.url,
        "title": found.title,
        "type": "rss",
        "xmlUrl": found.url,
        "htmlUrl": found.home,
        "language": found.lang,
        "category": ",".join(paths),
        "marsad:country": found.country,
        "marsad:kind": found.kind,
        "marsad:channel": found.channel,
        "marsad:paused": "true" if found.paused else None,
        "marsad:visibility": found.visibility,
        "marsad:least": str(found.least) if found.least is not None else None,
    }
    return " ".join(_attribute(name, value) for name, value in values.items() if value)


def _attribute(name: str, value: str) -> str:
    return f"{name}={quoteattr(_NOT_XML.sub('', value))}"
