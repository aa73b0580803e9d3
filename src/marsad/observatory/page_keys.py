"""The identity of a page over its addresses and versions, and the host that it belongs to."""

from __future__ import annotations

from urllib.parse import urlsplit

from marsad.collect.canonical import believed, page_key
from marsad.collect.errors import BadAddress


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
    """The host of a page's identity, the same for all its addresses, in the letters of its language; may be empty."""
    try:
        host = urlsplit(page if "://" in page else "//" + page).hostname or ""
        return host.encode().decode("idna") if "xn--" in host else host
    except ValueError:
        return ""
