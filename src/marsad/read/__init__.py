"""Page → article. `read` takes the bytes of a page, PDF, mail message or clipping and gives an `Article`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from marsad.read.errors import ReadError

if TYPE_CHECKING:
    from marsad.model import Article
    from marsad.read.profile import Profiles
    from marsad.read.site_rules import Rules

__all__ = ["READ_VERSION", "ReadError", "read"]

READ_VERSION = "3"
"""Raised whenever the same page would be read differently: the pipeline then reads its captures anew."""


def read(
    page: bytes | str,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    charset: str | None = None,
    text: bool | None = None,
    media_type: str | None = None,
    profile: Profiles | None = None,
    rules: Rules | None = None,
) -> Article:
    """Read one page.

    ``text`` says whether the page is plain text (true), HTML (false) or to be found out (null). ``media_type`` says
    the same of a page, and which reader takes what is none: ``application/pdf`` (which its bytes say too),
    ``message/rfc822``, and a clipping (`marsad.read.media`); ``text`` goes before it.
    ``charset`` is the one of the HTTP header, which is checked, not trusted. ``fetched`` resolves relative
    dates. ``profile`` is what was learned of the page's site, or of several sites by host (`marsad.read.profile`); it
    changes nothing in plain text. ``rules`` are what people wrote down for a site that reads wrong, or for several
    sites by host (`marsad.read.site_rules`); they too are for HTML alone, that of a mail message
    included. Raises `ReadError` and nothing else: whatever a library throws at a page is one.
    """
    from marsad.read.decode import opened
    from marsad.read.media import Kind, kind_of

    try:
        kind = Kind.PAGE if text is not None else kind_of(page, media_type)
        if kind is Kind.PDF and isinstance(page, bytes):
            from marsad.read.pdf import read_pdf

            return read_pdf(page, url=url, fetched=fetched)
        if kind is Kind.MAIL and isinstance(page, bytes):
            from marsad.read.mail import read_mail

            return read_mail(page, url=url, fetched=fetched, profile=profile, rules=rules)
        if kind is Kind.CLIPPING and isinstance(page, bytes):
            from marsad.read.clipping import read_clipping

            return read_clipping(page, url=url)
        markup, plain = opened(page, charset=charset, text=text if kind is Kind.PAGE else kind is Kind.TEXT)
        return _read_plain(markup, url, fetched) if plain else _read_html(markup, url, fetched, profile, rules)
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(f"the page cannot be read: {type(error).__name__}: {error}") from error


def _read_plain(text: str, url: str | None, fetched: datetime | None) -> Article:
    from marsad.read.limits import check_text
    from marsad.read.plain import read_plain

    check_text(text)
    return read_plain(text, url=url, fetched=fetched)


def _read_html(
    markup: str, url: str | None, fetched: datetime | None, profile: Profiles | None, rules: Rules | None
) -> Article:
    from marsad.read.html import read_html

    return read_html(markup, url=url, fetched=fetched, profile=profile, rules=rules)
