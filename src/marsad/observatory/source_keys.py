"""The key of an outlet: its host without ``www.`` and the like, or its name where no address is known."""

from __future__ import annotations

from marsad.observatory.models import Source
from marsad.observatory.page_keys import host_of_page, page_of

_LENGTH = 255


def source_key(url: str | None, outlet: str | None = None) -> str:
    """The key of the outlet that an address belongs to; ``outlet`` is its name, for what has no address."""
    key = host_of_page(page_of(url or "")) or (outlet or "").casefold().strip()
    return (key or Source.UNKNOWN)[:_LENGTH]
