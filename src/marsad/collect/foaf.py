"""Lists of weblogs as FOAF in RDF, which communities publish as blogrolls: people, groups, and their feeds."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from marsad.collect.errors import BadAddress, FeedError
from marsad.collect.subscriptions import Collected, Inclusion, OpmlList, Site, Subscription

_FOAF = "{http://xmlns.com/foaf/0.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_SEE_ALSO = "{http://www.w3.org/2000/01/rdf-schema#}seeAlso"
_CHANNEL = "{http://purl.org/rss/1.0/}channel"
_YANDEX_FEED = "{http://blogs.yandex.ru/schema/foaf/}feed"
_AGENTS = (_FOAF + "Agent", _FOAF + "Person", _FOAF + "Organization")


def is_foaf(text: bytes) -> bool:
    """Whether a document in UTF-8 speaks of FOAF at its beginning."""
    return b"http://xmlns.com/foaf/0.1/" in text[:8192]


def read_foaf(text: bytes) -> OpmlList:
    """The feeds of a checked document; raises :class:`FeedError` when it is not well formed."""
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - checked before: no entities, no depth
    except ElementTree.ParseError as error:
        raise FeedError(f"malformed at line {error.position[0]}") from None
    walk = _Walk()
    walk.visit(root, "", ())
    return walk.found.done()


class _Walk:
    """Goes down the tree with the name of the person and the groups around it."""

    def __init__(self) -> None:
        self.found = Collected()

    def visit(self, element: Element, name: str, folders: tuple[str, ...]) -> None:
        tag = element.tag
        if tag in _AGENTS:
            name = _child(element, "name") or _child(element, "member_name")
        elif tag == _FOAF + "Group" and (group := _child(element, "name")):
            folders = (*folders, group)
        try:
            self._take(element, name, folders)
        except BadAddress as error:
            self.found.problems.append(f"“{error.url}” is no address: {error.reason}")
        for child in element:
            self.visit(child, name, folders)

    def _take(self, element: Element, name: str, folders: tuple[str, ...]) -> None:
        tag = element.tag
        about, resource = _words(element.get(_RDF + "about")), _words(element.get(_RDF + "resource"))
        if tag == _FOAF + "Document" and about:
            feeds = [url for channel in element.iter(_CHANNEL) if (url := _words(channel.get(_RDF + "about")))]
            for url in feeds:
                self.found.add(Subscription(url, name, about, folders))
            if not feeds:
                self.found.add_site(Site(about, name, folders))
        elif tag == _YANDEX_FEED and resource:
            self.found.add(Subscription(resource, name, None, folders))
        elif tag in _AGENTS:
            for link in element.findall(_SEE_ALSO):
                if url := _words(link.get(_RDF + "resource")):
                    self.found.add_inclusion(Inclusion(url, name))


def _child(element: Element, name: str) -> str:
    child = element.find(_FOAF + name)
    return _words(child.text) if child is not None else ""


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
