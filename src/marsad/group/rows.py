"""Documents from JSON rows: ``{id, lang, date, outlet, title, text}`` or the rows of ``marsad read``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marsad.model import Document


class RowError(ValueError):
    """A row that holds no document; the message says why."""


def document(row: object) -> Document:
    """One row as a document. Any field but the id and the text may be absent or null.

    Raises:
        RowError: without an id or any text, or with a field of the wrong type.
    """
    if not isinstance(row, Mapping):
        raise RowError("not a JSON object")
    if row.get("error"):
        raise RowError(f"the page could not be read: {row['error']}")
    identity = _string(row, "id")
    if not identity:
        raise RowError("no id")
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
            raise RowError("neither text nor body")
        text = "\n\n".join(part for part in parts if part)
    return text


def _string(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise RowError(f"{key} is not a string")
    return value


def _date(value: str | None) -> datetime | None:
    """A day or a moment; a year or month alone, or anything that is not ISO 8601, is an unknown date."""
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError:
        return None
