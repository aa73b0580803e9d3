"""A channel's answer read, whatever its format: a feed, a sitemap or an index of them, or a section page."""

from __future__ import annotations

import re
from dataclasses import replace

from marsad.collect.announced import Announced, Announcement, ChannelKind, Child, web_link
from marsad.collect.errors import FeedError
from marsad.collect.feeds import looks_like_feed, parse_feed
from marsad.collect.sitemaps import looks_like_sitemap, looks_like_text_sitemap, parse_sitemap, unpacked, unpacked_head
from marsad.collect.xmlguard import head_of, root_name

__all__ = ["Announced", "Announcement", "ChannelKind", "Child", "parse_channel", "sniff"]

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s/>]", re.IGNORECASE)
_LISTS = ("opml",)
_LINK_VALUE = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*!#$&+^`|~-]+(?:\s*=\s*(?:\"[^\"]*\"|[^\s\",;]+))?)*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))", re.IGNORECASE)
_MAX_LINK_HEADER = 16_384


def parse_channel(
    data: bytes,
    *,
    url: str,
    content_type: str = "application/xml",
    kind: ChannelKind | None = None,
    link_header: str | None = None,
    content_language: str | None = None,
) -> Announced:
    """What the channel at ``url`` says; ``kind`` as known from before, or null to find out.

    A channel that has become a feed or a sitemap of another kind is read as what it is now; one that has become a
    page is refused, since a page stands where many a feed was. ``link_header`` and ``content_language`` are headers
    of the answer: hub and topic of the first go before those of the document (WebSub §4), the second is the language of
    a feed that names none. Raises :class:`FeedError` with the reason.
    """
    found = sniff(data, content_type) or (kind if kind is ChannelKind.PAGE else None)
    if found is ChannelKind.PAGE:
        if kind not in (None, ChannelKind.PAGE):
            raise FeedError("a page, where a feed or sitemap was before")
        announced = _section_page(unpacked(data), url)
    elif found is ChannelKind.FEED or (found is None and kind is ChannelKind.FEED):
        announced = parse_feed(unpacked(data), url=url, content_type=content_type, content_language=content_language)
    elif found is not None or kind is not None:
        announced = parse_sitemap(data, url=url)
    else:
        raise FeedError(_unknown(data))
    hub, topic = _websub(link_header, url)
    return replace(announced, hub=hub or announced.hub, topic=topic or announced.topic)


def sniff(data: bytes, content_type: str = "") -> ChannelKind | None:
    """What bytes look like: a feed, a sitemap (of any kind), a page, or nothing that is known."""
    head = unpacked_head(data)
    if looks_like_feed(head):
        return ChannelKind.FEED
    if looks_like_sitemap(head) or looks_like_text_sitemap(head):
        return ChannelKind.SITEMAP
    return ChannelKind.PAGE if _is_page(head, content_type) else None


def _is_page(head: bytes, content_type: str) -> bool:
    """Whether bytes that are neither feed nor sitemap are HTML: XML with another root is not, whatever is in it."""
    text = head_of(head)
    root = root_name(text)
    if root and root != "html" and (root in _LISTS or text.lstrip().startswith("<?xml")):
        return False
    return bool(_HTML.search(head[:8192])) or "html" in content_type.lower()


def _unknown(data: bytes) -> str:
    """Why bytes are no channel, in words."""
    if not data.strip(b"\0 \t\r\n"):
        return "empty"
    if root_name(head_of(data)) in _LISTS:
        return "a list of feeds (OPML), which is imported, not followed"
    return "neither a feed, a sitemap nor a page"


def _section_page(data: bytes, url: str) -> Announced:
    from marsad.collect.links import article_links

    items = tuple(Announcement(link.url, link.title) for link in article_links(data, url))
    return Announced(ChannelKind.PAGE, home=url, items=items)


def _websub(header: str | None, url: str) -> tuple[str | None, str | None]:
    """Hub and topic of a ``Link`` header (RFC 8288)."""
    found: dict[str, str] = {}
    for value in _LINK_VALUE.finditer((header or "")[:_MAX_LINK_HEADER]):
        rel = _REL.search(value[2])
        for name in (rel[1] or rel[2] or "").lower().split() if rel else ():
            if name in ("hub", "self") and (address := web_link(url, value[1])):
                found.setdefault(name, address)
    return found.get("hub"), found.get("self")
