"""FollowTheMoney entities as they are built here: a schema, an id that is a hash of a natural key, and properties."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any

from ada_url import URL

NAME, STRING, TEXT, ADDRESS, MOST_URL = 384, 1024, 65_000, 250, 4096
"""The most characters that a value of these types has (followthemoney 3.8)."""
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}(:[0-9]{2}){0,2})?)?)?")
_SPACES = re.compile(r"\s+")
LANGS = {"fr": "fra", "ar": "ara", "es": "spa", "en": "eng"}
"""ISO 639-3 codes, which FollowTheMoney wants, of our languages."""


@dataclass(slots=True)
class Proxy:
    """An entity. Empty values are none."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, values: str | Iterable[str | None] | None, most: int = STRING) -> Proxy:
        """Add values to a property, each once and at most ``most`` characters long."""
        given = [values] if isinstance(values, str) or values is None else list(values)
        listed = self.properties.setdefault(name, [])
        for value in given:
            text = (value or "").replace("\x00", "").strip()[:most].strip()
            if text and text not in listed:
                listed.append(text)
        if not listed:
            del self.properties[name]
        return self

    def to_json(self) -> dict[str, Any]:
        """The entity as the package's ``model.get_proxy`` takes it."""
        return {"id": self.id, "schema": self.schema, "properties": self.properties, "datasets": [DATASET]}


DATASET = "marsad"


@dataclass(slots=True)
class Written:
    """What was written already: the ids of entities, which is all that an export holds of a dossier."""

    ids: set[bytes] = field(default_factory=set)

    def first(self, key: str) -> bool:
        """Whether this is the first time; it will not be again."""
        place = sha1(key.encode(), usedforsecurity=False).digest()
        if place in self.ids:
            return False
        self.ids.add(place)
        return True


def id_of(sort: str, *key: object) -> str:
    """The id of an entity: a SHA-1 of what it is and of its natural key, as FollowTheMoney makes ids."""
    return sha1("|".join(["marsad", sort, *map(str, key)]).encode(), usedforsecurity=False).hexdigest()


def date_of(value: str | None) -> str | None:
    """A date of any precision as FollowTheMoney has it: without a zone and without parts of seconds."""
    found = _DATE.match(value or "")
    return found[0] if found else None


def web_of(url: str | None) -> str | None:
    """An address of the web in its WHATWG form, or none."""
    try:
        parsed = URL(url or "")
    except (ValueError, UnicodeError):
        return None
    href = str(parsed.href)
    return href if parsed.protocol in ("http:", "https:") and parsed.hostname and len(href) <= MOST_URL else None


def plain(text: str) -> str:
    """Text on one line."""
    return _SPACES.sub(" ", text).strip()
