"""What a fetch saw → pages for the archive: each redirect on the way, then the answer."""

from __future__ import annotations

from email.message import Message
from http import HTTPStatus

from marsad.archive.page import Page, SameAs
from marsad.collect.response import Hop, Response
from marsad.model import CaptureKind


def pages_of(
    response: Response,
    kind: CaptureKind = CaptureKind.PAGE,
    *,
    asked: str | None = None,
    same_as: SameAs | None = None,
) -> tuple[Page, ...]:
    """The redirects of a fetch in order, and last its answer as a page of ``kind``.

    ``asked`` is the address that first led here, where that is not the one that was fetched; ``same_as`` makes the
    answer a revisit.
    """
    first = asked or response.url
    media_type, charset = media_type_of(response.header("content-type"))
    answer = Page(
        data=response.body,
        url=response.final_url,
        fetched=response.fetched,
        media_type=media_type,
        charset=charset,
        http_status=_status(response),
        http_headers=response.headers,
        kind=kind,
        asked=first if first != response.final_url else None,
        request_headers=response.request_headers,
        ip=response.ip,
        protocol=response.http_version,
        same_as=same_as,
    )
    return (*(_redirect(hop) for hop in response.hops), answer)


def media_type_of(content_type: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, in lower case; both null where there is none."""
    if not content_type:
        return None, None
    parsed = Message()
    parsed["content-type"] = content_type
    return parsed.get_content_type(), parsed.get_content_charset()


def _redirect(hop: Hop) -> Page:
    stated = next((value for key, value in hop.headers if key.lower() == "content-type"), None)
    media_type, charset = media_type_of(stated)
    return Page(
        data=b"",
        url=hop.url,
        fetched=hop.fetched,
        media_type=media_type,
        charset=charset,
        http_status=_status(hop),
        http_headers=hop.headers,
        kind=CaptureKind.REDIRECT,
        request_headers=hop.request_headers,
        ip=hop.ip,
        protocol=hop.http_version,
        truncated="length",
    )


def _status(answer: Response | Hop) -> str:
    reason = answer.reason
    if not reason and answer.status in set(HTTPStatus):
        reason = HTTPStatus(answer.status).phrase
    return f"{answer.status} {reason}".strip()
