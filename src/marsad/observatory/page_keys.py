"""The identity of a page over its addresses and versions, and the host that it belongs to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from marsad.collect.canonical import believed, page_key
from marsad.collect.errors import BadAddress

_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:(?!\d+(?:/|$))", re.IGNORECASE)
"""A scheme, and not a host with its port."""


def page_of(url: str, canonical: str | None = None) -> str:
    """The identity of the page at an address, which may state another one for itself; empty where there is no address.

    Another one is believed on the same host only, so that no two outlets have a page in common.
    """
    if not url:
        return ""
    try:
        own = page_key(url)
        stated = believed(url, canonical) if canonical else None
        other = page_key(stated) if stated else own
    except BadAddress:
        return url
    return other if host_of_page(other) == host_of_page(own) else own


def host_of_page(page: str) -> str:
    """The host of a page's identity, the same for all its addresses, in the letters of its language; empty where its
    address is none of the web (a newsletter's ``mid:``, a file)."""
    if _OTHER_SCHEME.match(page):
        return ""
    try:
        host = urlsplit(page if page.startswith(("http://", "https://")) else "//" + page).hostname or ""
        return host.encode().decode("idna") if "xn--" in host else host
    except ValueError:
        return ""
