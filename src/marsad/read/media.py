"""What the bytes of a page are: which reader takes them, or why none does."""

from __future__ import annotations

from enum import StrEnum

from marsad.collect.clippings import MEDIA_TYPE
from marsad.read.errors import ReadError


class Kind(StrEnum):
    """The readers: ``page`` is HTML or plain text, told apart when it is decoded."""

    PAGE = "page"
    HTML = "html"
    TEXT = "text"
    PDF = "pdf"
    MAIL = "mail"
    CLIPPING = "clipping"


_BY_TYPE = {
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "text/plain": Kind.TEXT,
    "application/pdf": Kind.PDF,
    "application/x-pdf": Kind.PDF,
    "message/rfc822": Kind.MAIL,
    MEDIA_TYPE: Kind.CLIPPING,
}
_REFUSED = {
    "image": "an image",
    "audio": "a sound file",
    "video": "a video",
    "font": "a font",
    "application/zip": "a ZIP archive",
    "application/json": "JSON data",
    "application/javascript": "a script",
    "text/javascript": "a script",
    "text/css": "a style sheet",
    "text/calendar": "a calendar",
    "application/msword": "a Word file",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word file",
    "application/vnd.oasis.opendocument.text": "an OpenDocument file",
}
_OTHERS = {Kind.PDF: "a PDF document", Kind.MAIL: "a mail message", Kind.CLIPPING: "a clipping"}
_CURE = {
    "a Word file": "; save it as PDF",
    "an OpenDocument file": "; save it as PDF",
}


def kind_of(page: bytes | str, media_type: str | None) -> Kind:
    """Which reader takes a page. A PDF is known by its own bytes, whatever its server calls it.

    Raises `ReadError` for a type that no article comes in, unless the bytes are plainly HTML after all.
    """
    if isinstance(page, bytes) and page.lstrip()[:5] == b"%PDF-":
        return Kind.PDF
    media_type = (media_type or "").partition(";")[0].strip().lower()
    if kind := _BY_TYPE.get(media_type):
        return kind
    what = _REFUSED.get(media_type) or _REFUSED.get(media_type.partition("/")[0])
    if what and not _opens_as_html(page):
        raise ReadError(f"this is {what} ({media_type}), not a page{_CURE.get(what, '')}")
    return Kind.PAGE


def other_than_page(page: bytes | str, media_type: str | None) -> str | None:
    """What a thing is in words, where it is neither HTML nor plain text; raises `ReadError` as `kind_of` does."""
    return _OTHERS.get(kind_of(page, media_type))


def _opens_as_html(page: bytes | str) -> bool:
    start = page[:400] if isinstance(page, bytes) else page[:400].encode("utf-8", "ignore")
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))
