"""Where an aggregator or a reprint says that it took its text from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cache, lru_cache

from marsad.model import Origin
from marsad.read.cues import begins, cues, openings, words
from marsad.read.dates import find_dates
from marsad.read.fold import fold, origin_offsets
from marsad.read.marks import Mark
from marsad.read.page import Line, Page

_LONGEST = 160
_HOST = re.compile(r"\s*(?:[A-Za-z][\w+.-]*:)?//(?:[^/?#@\s]*@)?([^/?#:@\[\]\s]+)")
_BEFORE_DATE = re.compile(r"\s+(?:le|el|on|the|del|du|يوم|بتاريخ|في)\s*$", re.IGNORECASE)
_EDGES = " :،,-–"
_ORNAMENTS = " «»<>→←•›‹▶►*-–"
_OPENING = 4
_ASIDE = int(Mark.NAV | Mark.FOOTER)


@lru_cache(maxsize=1024)
def host_of(url: str | None) -> str | None:
    """The host of an address, null where there is none or it is no address."""
    match = _HOST.match(url or "")
    return match[1].lower() if match else None


def find_origin(about: Iterable[Line], page: Page, *, lang: str | None, fetched: datetime | None) -> Origin | None:
    """Outlet and date from a line about the headline, address from the link to the source; null where neither is."""
    stated = (_published_in(line.text, lang, fetched) for line in about if len(line.text) <= _LONGEST)
    outlet, published = next((found for found in stated if found[0]), (None, None))
    source = _source(page)
    return Origin(outlet, source, published) if outlet or source else None


def _source(page: Page) -> str | None:
    """The first link to another host in a line that says it leads to the source."""
    here = host_of(page.url)
    openings = _openings()
    for line in page.lines:
        if not line.linked or line.marks & _ASIDE or line.text.lstrip(_ORNAMENTS)[:_OPENING].lower() not in openings:
            continue
        if len(line.text) <= _LONGEST and begins(line.text, "source_link"):
            for link in page.links(line):
                if link.href.startswith("http") and (host_of(link.href) or here) != here:
                    return link.href
    return None


@cache
def _openings() -> frozenset[str]:
    """The first letters of the cues, also with the alefs that folding makes one."""
    found = {cue[:_OPENING] for cue in words("markup.toml", "source_link")}
    return frozenset(found | {alef + one[1:] for one in found if one[0] == "ا" for alef in "أإآ"})


def _published_in(text: str, lang: str | None, fetched: datetime | None) -> tuple[str | None, str | None]:
    """Outlet and date of a line such as « Publié dans X le 15 - 09 - 2025 »."""
    if fold(text[:4])[:2] not in openings("markup.toml", "published_in"):
        return None, None
    folded = fold(text)
    match = cues("markup.toml", "published_in").match(folded)
    if match is None:
        return None, None
    rest = text[origin_offsets(text, folded)[match.end()] :]
    date = next(iter(find_dates(rest, lang=lang, fetched=fetched)), None)
    name = _BEFORE_DATE.sub("", (rest[: date.start] if date else rest).strip(_EDGES)).strip(_EDGES)
    return name or None, date.iso if date else None
