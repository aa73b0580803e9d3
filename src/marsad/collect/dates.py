"""Dates as feeds and sitemaps write them (RFC 3339, W3C-DTF, RFC 822), in ISO 8601 and no more precise than said."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime


def iso_date(raw: object) -> str | None:
    """A feed's date in ISO 8601 with the offset and precision it states, or null where it cannot be read."""
    if not isinstance(raw, str) or not raw.strip() or len(raw) > 100:
        return None
    text = raw.strip()
    try:
        moment = datetime.fromisoformat(text)
        return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else moment.isoformat()
    except ValueError:
        pass
    if re.fullmatch(r"\d{4}(?:-\d\d)?", text):
        return text
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
