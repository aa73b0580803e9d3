"""Page → article. `read` takes the bytes of an HTML page or a plain-text capture and gives an `Article`."""

from __future__ import annotations

from datetime import datetime

from marsad.model import Article

READ_VERSION = "1"
"""Raised whenever the same page would be read differently: the pipeline then reads its captures anew."""


class ReadError(ValueError):
    """A page that cannot be read; the message says why, in words for the person who sent it."""


def read(
    page: bytes | str,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    charset: str | None = None,
    text: bool | None = None,
) -> Article:
    """Read one page.

    ``text`` says whether the page is plain text (true), HTML (false) or to be found out (null).
    ``fetched`` resolves relative dates. Raises `ReadError`.
    """
    raise ReadError("not built yet")
