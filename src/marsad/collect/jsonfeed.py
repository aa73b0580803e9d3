"""JSON Feed 1.0 and 1.1 (jsonfeed.org): bytes in, a title and items out."""

from __future__ import annotations

import json
import re
from typing import Any

from marsad.collect.announced import Announced, Announcement, ChannelKind, web_link
from marsad.collect.dates import iso_date
from marsad.collect.errors import FeedError
from marsad.collect.plaintext import encodable, plain

_VERSION = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}jsonfeed\.org')


def looks_like_json_feed(head: str) -> bool:
    """Whether the beginning of a JSON text names a version of JSON Feed."""
    return bool(_VERSION.search(head))


def read_json_feed(data: bytes, url: str, max_items: int) -> Announced:
    """Every item as it stands, also those without a page; raises :class:`FeedError` with the reason."""
    try:
        found = json.loads(data)
    except ValueError:
        raise FeedError("JSON that cannot be read") from None
    except RecursionError:
        raise FeedError("JSON nested too deep") from None
    if not isinstance(found, dict) or "jsonfeed.org" not in str(found.get("version")):
        raise FeedError("JSON that is not a feed")
    lang = found.get("language")
    return Announced(
        ChannelKind.FEED,
        plain(found.get("title"), html=False),
        web_link(url, found.get("home_page_url")),
        encodable(lang) if isinstance(lang, str) else None,
        tuple(_item(row, url) for row in _objects(found.get("items"))[:max_items]),
        hub=_hub(found.get("hubs"), url),
        topic=web_link(url, found.get("feed_url")),
    )


def _item(row: dict[str, Any], url: str) -> Announcement:
    markup = row.get("content_html")
    words = row.get("summary") or row.get("content_text")
    published = iso_date(row.get("date_published"))
    lang = row.get("language")
    return Announcement(
        web_link(url, row.get("url")) or web_link(url, row.get("external_url")) or "",
        plain(row.get("title"), html=False),
        published,
        encodable(str(row["id"])) if row.get("id") else None,
        plain(words, html=False) if words else plain(markup),
        iso_date(row.get("date_modified")),
        encodable(lang) if isinstance(lang, str) else None,
    )


def _hub(hubs: object, url: str) -> str | None:
    """The first hub of type WebSub."""
    websub = (hub for hub in _objects(hubs) if str(hub.get("type")).lower() == "websub")
    return next((found for hub in websub if (found := web_link(url, hub.get("url")))), None)


def _objects(rows: object) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
