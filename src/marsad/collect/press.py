"""The ready list of outlets: who publishes around here, in which language, and where their home page is.

The list holds no feed: a channel's address only ever comes from discovery.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class OutletKind(StrEnum):
    """What sort of publisher an outlet is."""

    NEWSPAPER = "newspaper"
    MAGAZINE = "magazine"
    NEWS_SITE = "news_site"
    AGENCY = "agency"
    RADIO = "radio"
    TV = "tv"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One edition of an outlet: ``country`` is ISO 3166-1 alpha-2, ``lang`` ISO 639-1, ``home`` its home page."""

    name: str
    country: str
    lang: str
    kind: OutletKind
    home: str


@cache
def outlets() -> tuple[Outlet, ...]:
    """The outlets of ``data/press.csv``, in its order; raises :class:`ValueError` with the line that is wrong."""
    return read_outlets(files("marsad.collect").joinpath("data", "press.csv").read_text("utf-8"))


def read_outlets(text: str) -> tuple[Outlet, ...]:
    """Outlets of a table with the columns name, country, language, kind, home; lines with ``#`` are left out."""
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    rows = csv.DictReader(line for _, line in numbered)
    found = []
    for (number, _), row in zip(numbered[1:], rows, strict=True):
        try:
            found.append(
                Outlet(row["name"], row["country"], row["language"], OutletKind(row["kind"]), row["home"].strip())
            )
        except (KeyError, ValueError, AttributeError) as error:
            raise ValueError(f"line {number} of the list of outlets: {error}") from None
    return tuple(found)
