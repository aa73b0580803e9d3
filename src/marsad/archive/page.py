"""A page on its way into the archive, and the headers that Marsad adds to WARC records."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from marsad.model import CaptureKind

HEADER_KIND = "X-Marsad-Kind"
HEADER_NAME = "X-Marsad-Name"
HEADER_FETCHED = "X-Marsad-Fetched"
HEADER_ARCHIVED = "X-Marsad-Archived"
HEADER_ASKED = "X-Marsad-Asked"
HEADER_BY = "X-Marsad-By"
HEADER_URL = "X-Marsad-Url"
"""The address in its own letters, where it is none of ASCII, as a WARC-Target-URI must be."""

_FORBIDDEN_IN_URI = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_UNFIT_FOR_A_HEADER = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class SameAs:
    """The record that a page was found unchanged against: its id, address and date (aware), as a revisit names them.

    ``not_modified`` where the server said so (304), else the bodies were compared. ``sha256`` is that of the earlier
    body; it may be left out where the page's own bytes are there.
    """

    record_id: str
    url: str
    date: datetime
    not_modified: bool
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one page before they are archived. At least one of ``url`` and ``name`` is set.

    What a record's header cannot hold of a ``name`` (control characters, bytes that are no UTF-8) becomes a space, so
    that the page bears the same name when it is read back.
    ``http_headers`` are the response's own, in order, when the page came over HTTP; ``fetched`` keeps the
    offset that the page was fetched under, since relative dates are read against it.
    ``asked`` is the first address where redirects led to ``url``; ``protocol`` the HTTP version (``1.1``, ``2``);
    ``truncated`` a reason of WARC 1.1 section 5.13 (``length``, ``time``, ``disconnect``, ``unspecified``).
    A page that is the ``same_as`` an earlier one is kept without its bytes; ``by`` is the account that added it by
    hand.
    """

    data: bytes
    url: str | None = None
    name: str | None = None
    fetched: datetime | None = None
    media_type: str | None = None
    charset: str | None = None
    http_status: str | None = None
    http_headers: tuple[tuple[str, str], ...] = ()
    kind: CaptureKind = CaptureKind.PAGE
    asked: str | None = None
    method: str = "GET"
    request_headers: tuple[tuple[str, str], ...] = ()
    ip: str | None = None
    protocol: str | None = None
    same_as: SameAs | None = None
    by: str | None = None
    truncated: str | None = None

    def __post_init__(self) -> None:
        for field, stated in (("name", self.name), ("by", self.by)):
            if stated and (fit := fit_for_a_header(stated)) != stated:
                object.__setattr__(self, field, fit)
        if not (self.url or self.name):
            raise ValueError("a page needs an address or a file name")
        for url in (self.url, self.asked):
            check_address(url)
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

    @property
    def body_sha256(self) -> str:
        """The hash of the body that the page stands for: its own, or that of the page it is the same as."""
        return (self.same_as.sha256 if self.same_as else None) or self.sha256


def check_address(url: str | None) -> None:
    """Raise `ValueError` for an address that no record can hold."""
    if url and _FORBIDDEN_IN_URI.search(url):
        raise ValueError(f"the address {url!r} holds spaces or control characters")


def fit_for_a_header(text: str) -> str:
    """``text`` on one line, without what a header cannot hold."""
    return _UNFIT_FOR_A_HEADER.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record lies: file name inside the archive folder, offset and length in compressed bytes."""

    file: str
    offset: int
    length: int
