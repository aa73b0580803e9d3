"""Where an aggregator or a reprint says that it took its text from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from marsad.model import Origin
from marsad.read.cues import begins, cues
from marsad.read.dates import find_dates
from marsad.read.dom import Line
from marsad.read.fold import fold, origin_offsets

_LONGEST = 160
_BEFORE_DATE = re.compile(r"\s+(?:le|el|on|the|del|du|يوم|بتاريخ|في)\s*$", re.IGNORECASE)
_EDGES = " :،,-–"


def host_of(url: str | None) -> str | None:
    """The host of an address, null where there is none or it is no address."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def find_origin(
    about: Iterable[Line], page: Iterable[Line], *, url: str | None, lang: str | None, fetched: datetime | None
) -> Origin | None:
    """Outlet and date from a line about the headline, address from the link to the source; null where neither is."""
    stated = (_published_in(line.text, lang, fetched) for line in about)
    outlet, published = next((found for found in stated if found[0]), (None, None))
    source = _source(page, host_of(url))
    return Origin(outlet, source, published) if outlet or source else None


def _source(page: Iterable[Line], here: str | None) -> str | None:
    """The first link to another host in a line that says it leads to the source."""
    for line in page:
        for link in line.links if begins(line.text, "source_link") else ():
            host = host_of(link.href)
            if host and host != here and link.href.startswith("http"):
                return link.href
    return None


def _published_in(text: str, lang: str | None, fetched: datetime | None) -> tuple[str | None, str | None]:
    """Outlet and date of a line such as « Publié dans X le 15 - 09 - 2025 »."""
    folded = fold(text)
    match = cues("markup.toml", "published_in").match(folded)
    if match is None or len(text) > _LONGEST:
        return None, None
    rest = text[origin_offsets(text, folded)[match.end()] :]
    date = next(iter(find_dates(rest, lang=lang, fetched=fetched)), None)
    name = _BEFORE_DATE.sub("", (rest[: date.start] if date else rest).strip(_EDGES)).strip(_EDGES)
    return name or None, date.iso if date else None
