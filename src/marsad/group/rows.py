"""Documents from JSON rows: ``{id, lang, date, outlet, title, text}`` or the rows of ``marsad read``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marsad.model import Document


class BadRow(ValueError):
    """A row that holds no document; the message says why."""


def document(row: object) -> Document:
    """One row as a document. Any field but the id and the text may be absent or null.

    Raises:
        BadRow: without an id or any text, with a field of the wrong type, or with a date that is not ISO 8601.
    """
    if not isinstance(row, Mapping):
        raise BadRow("not a JSON object")
    if row.get("error"):
        raise BadRow(f"the page could not be read: {row['error']}")
    identity = _string(row, "id")
    if not identity:
        raise BadRow("no id")
    origin = row.get("origin")
    origin = origin if isinstance(origin, Mapping) else {}
    return Document(
        id=identity,
        text=_text(row),
        lang=_string(row, "lang"),
        date=_date(_string(row, "date") or _string(row, "published")),
        outlet=_string(row, "outlet"),
        title=_string(row, "title"),
        agency=_string(row, "agency"),
        origin_outlet=_string(origin, "outlet") or _string(row, "origin_outlet"),
        origin_url=_string(origin, "url") or _string(row, "origin_url"),
        url=_string(row, "url"),
    )


def _text(row: Mapping[str, Any]) -> str:
    text = _string(row, "text")
    if text is None:
        parts = (_string(row, "lede"), _string(row, "body"))
        if parts == (None, None):
            raise BadRow("neither text nor body")
        text = "\n\n".join(part for part in parts if part)
    return text


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise BadRow(f"{key} is not a string")
    return value


def _date(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return _partial_date(value)


def _partial_date(value: str) -> None:
    """A year or a month alone names no day: unknown rather than its first day."""
    if not value.replace("-", "").isdigit() or len(value) > len("2025-06"):
        raise BadRow(f"the date {value!r} is not ISO 8601")
