"""A page on its way into the archive, and the headers that Marsad adds to WARC records."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

HEADER_NAME = "X-Marsad-Name"
HEADER_FETCHED = "X-Marsad-Fetched"

_FORBIDDEN_IN_URI = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_UNFIT_FOR_A_HEADER = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one page before they are archived. At least one of ``url`` and ``name`` is set.

    What a record's header cannot hold of a ``name`` (control characters, bytes that are no UTF-8) becomes a space, so
    that the page bears the same name when it is read back.
    ``http_headers`` are the response's own, in order, when the page came over HTTP; ``fetched`` keeps the
    offset that the page was fetched under, since relative dates are read against it.
    """

    data: bytes
    url: str | None = None
    name: str | None = None
    fetched: datetime | None = None
    media_type: str | None = None
    charset: str | None = None
    http_status: str | None = None
    http_headers: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.name:
            object.__setattr__(self, "name", _UNFIT_FOR_A_HEADER.sub(" ", self.name).strip())
        if not (self.url or self.name):
            raise ValueError("a page needs an address or a file name")
        if self.url and _FORBIDDEN_IN_URI.search(self.url):
            raise ValueError(f"the address {self.url!r} holds spaces or control characters")
        if self.url and self.url.startswith("urn:"):
            raise ValueError(f"{self.url!r} is a name, not an address")

    @property
    def sha256(self) -> str:
        """The hash of the page's bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def locator(self) -> str:
        """The URL, or ``file:`` and the file's name; see `marsad.model.Capture.locator`."""
        return self.url or f"file:{self.name}"


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record lies: file name inside the archive folder, offset and length in compressed bytes."""

    file: str
    offset: int
    length: int
