"""Pages that were asked for again, as the archive tells it: unchanged, or gone."""

from __future__ import annotations

from marsad.archive.page import Location
from marsad.model import Capture
from marsad.observatory.items import key_of
from marsad.observatory.models import Check, CheckOutcome


def insert_check(capture: Capture, location: Location) -> Check:
    """Write down what a record of kind ``check`` shows, once.

    A redirect that is kept as a check is one to a front or section page: the article is not there any more.
    """
    url = capture.asked or capture.url or ""
    row, _ = Check.objects.get_or_create(
        record_id=capture.record_id,
        defaults={
            "page": key_of(url),
            "url": url,
            "at": capture.fetched or capture.archived,
            "status": capture.status or 0,
            "outcome": CheckOutcome.UNCHANGED if capture.refers_to else CheckOutcome.GONE,
            "refers_to": capture.refers_to or "",
            "warc_file": location.file,
            "offset": location.offset,
            "length": location.length,
        },
    )
    return row
