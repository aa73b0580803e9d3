"""Dates as feeds and sitemaps write them (RFC 3339, W3C-DTF, RFC 822), in ISO 8601 and no more precise than said."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX = 100


def iso_date(raw: object) -> str | None:
    """A date in ISO 8601 with the offset and precision it states, or null where it cannot be read."""
    if not isinstance(raw, str) or not raw.strip() or len(raw) > _MAX:
        return None
    text = raw.strip()
    if re.fullmatch(r"\d{4}(?:-\d\d)?", text):
        return text
    try:
        moment = datetime.fromisoformat(text)
        return moment.isoformat() if _has_time(text) else moment.date().isoformat()
    except ValueError:
        pass
    try:
        if _has_time(text):
            return parsedate_to_datetime(text).isoformat()
        return parsedate_to_datetime(f"{text} 00:00:00").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def iso_moment(raw: object, moment: object) -> str | None:
    """The same for a date that another parser read as ``moment``: year to second in UTC; null where it did not."""
    if not isinstance(raw, str) or not isinstance(moment, tuple) or len(raw) > _MAX:
        return None
    try:
        year, month, day, hour, minute, second = moment[:6]
        read = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, TypeError):
        return None
    return read.isoformat() if _has_time(raw) else read.date().isoformat()


def _has_time(text: str) -> bool:
    return ":" in text or re.search(r"\dT\d{2}", text) is not None
