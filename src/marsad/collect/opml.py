"""OPML subscription lists: the feeds they name, folders and all (OPML 2.0)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

from marsad.collect.address import parse_url
from marsad.collect.errors import BadAddress, FeedError
from marsad.collect.xmlguard import checked_xml, mended


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a list names; ``folders`` are the titles of the outlines around it, outermost first."""

    url: str
    title: str
    home: str | None = None
    folders: tuple[str, ...] = ()


def parse_opml(data: bytes) -> tuple[Subscription, ...]:
    """The feeds of an OPML list, each address once; what stands before an XML mistake is kept.

    HTML's entities and bare ampersands, which many programs write, are read as meant.

    Raises :class:`FeedError` when the bytes are no OPML or not safe to read.
    """
    reader = _Outlines()
    reader.read(mended(checked_xml(data)))
    if not reader.is_opml:
        raise FeedError("no OPML in it")
    return tuple(reader.found.values())


class _Outlines:
    """Walks the outlines of a list."""

    def __init__(self) -> None:
        self.is_opml = False
        self.found: dict[str, Subscription] = {}
        self._folders: list[str] = []

    def read(self, text: bytes) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(text, True)
        except expat.ExpatError as error:
            if not self.found:
                raise FeedError(f"malformed at line {error.lineno}") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() == "opml":
            self.is_opml = True
        if name.lower() != "outline":
            return
        values = {key.lower(): " ".join(value.split()) for key, value in attributes.items()}
        title = values.get("title") or values.get("text") or ""
        self._add(values, title)
        self._folders.append(title)

    def _end(self, name: str) -> None:
        if name.lower() == "outline":
            self._folders.pop()

    def _add(self, values: dict[str, str], title: str) -> None:
        """Keep an outline that names a feed; other outlines are folders, pages or links to other lists."""
        url = values.get("xmlurl") or (
            values.get("url", "") if values.get("type", "").lower() in {"rss", "atom"} else ""
        )
        try:
            parse_url(url)
        except BadAddress:
            return
        folders = tuple(folder for folder in self._folders if folder)
        self.found.setdefault(url, Subscription(url, title, values.get("htmlurl") or None, folders))
