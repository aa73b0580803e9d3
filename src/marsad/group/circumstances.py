"""Where, when and how many: the facts that tell two events of one template apart, in every language alike.

They are what `marsad.annotate` finds in a document's title and first words, as numbers that compare equal where the
facts do: a town has one id in all scripts, a day is a day, 62 million dinars are 62,000,000 TND.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from marsad.annotate.dates import date_facts
from marsad.annotate.figures import figure_facts
from marsad.annotate.places import PlaceMatch, demonym, place_matches
from marsad.annotate.text import Passage
from marsad.model import Figure

Ids = NDArray[np.uint32]
CERTAIN = 0.5
"""From this certainty on words count as the name of a place."""


class Circumstances(NamedTuple):
    """Sets of ids, each sorted by when its words come first; a fact that is not there is not known.

    ``headline`` has the places of the title alone.
    """

    headline: Ids
    countries: Ids
    places: Ids
    figures: Ids
    days: Ids
    months: Ids
    years: Ids


WIDTHS = {"headline": 4, "countries": 8, "places": 8, "figures": 12, "days": 6, "months": 6, "years": 4}
"""The most ids that are kept of each."""


def circumstances(title: str, text: str, lang: str | None, published: datetime | None) -> Circumstances:
    """The facts of a title and a text, best of its first sentences alone."""
    passage = Passage.of(f"{title}.\n\n{text}" if title else text, lang)
    dates = date_facts(passage, published.date().isoformat() if published else None)
    matches = [match for match in place_matches(passage) if match.certain >= CERTAIN and match.places]
    days = [fact.start_date for fact in dates if fact.start_date]
    found = (
        _ids(match.places[0].key for match in matches if match.end <= len(title)),
        _ids(_countries(matches, passage)),
        _ids(match.places[0].key for match in matches if match.places[0].sort != "country"),
        _ids(_figures(figure_facts(passage, dates))),
        _array(date.fromisoformat(day).toordinal() for day in days if len(day) == len("2025-06-28")),
        _array(int(day[:4]) * 12 + int(day[5:7]) for day in days if len(day) >= len("2025-06")),
        _array(int(day[:4]) for day in days),
    )
    return Circumstances(*(ids[:width] for ids, width in zip(found, WIDTHS.values(), strict=True)))


def _countries(matches: Iterable[PlaceMatch], passage: Passage) -> Iterator[str]:
    yield from (match.places[0].country for match in matches if match.places[0].country)
    yield from filter(None, map(demonym, passage.folded))


def _figures(figures: Iterable[Figure]) -> Iterator[str]:
    return (f"{figure.value} {figure.unit}" for figure in figures if figure.unit != "year")


def _ids(names: Iterable[str]) -> Ids:
    return _array(crc32(name.encode()) | 1 for name in names)


def _array(numbers: Iterable[int]) -> Ids:
    return np.array(list(dict.fromkeys(numbers)), np.uint32)
