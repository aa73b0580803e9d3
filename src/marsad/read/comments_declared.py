"""Readers' comments as a page's JSON-LD declares them: a witness for pages that show theirs by script."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from marsad.model import Comment
from marsad.read.dates import declared_date

MOST = 2_000
"""More comments of one page are not read."""


def declared_comments(scripts: list[str], lang: str | None, fetched: datetime | None) -> list[Comment]:
    """The comments of a page's JSON-LD texts: schema.org ``Comment``, an answer within what it answers."""
    found: list[Comment] = []
    for script in scripts:
        if '"comment"' in script:
            try:
                _hear(json.loads(script), None, found, lang, fetched)
            except (ValueError, RecursionError):
                continue
    return found


def _hear(value: Any, reply: int | None, found: list[Comment], lang: str | None, fetched: datetime | None) -> None:
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            continue
        parent, text = reply, one.get("text")
        if str(one.get("@type")).endswith("Comment") and isinstance(text, str) and text.strip() and len(found) < MOST:
            author = one.get("author")
            name = author.get("name") if isinstance(author, dict) else author
            stamp = str(one.get("dateCreated") or one.get("datePublished") or "")
            published = declared_date(stamp, lang=lang, fetched=fetched)
            found.append(Comment(text.strip(), name if isinstance(name, str) else None, published, reply))
            parent = len(found) - 1
        for key in ("@graph", "mainEntity", "comment"):
            if key in one:
                _hear(one[key], parent, found, lang, fetched)
