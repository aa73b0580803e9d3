"""What a fact says, in the reader's words: kinds, resolved dates and quantities, reasons, confidence, topics."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from babel.units import format_unit
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from marsad.annotate.lexicon import tables_of
from marsad.model import LANGUAGES, FactKind
from marsad.web import formats
from marsad.web.reasons import in_readers_words

KINDS: dict[str, Promise] = {
    FactKind.PERSON: _("People"),
    FactKind.ORGANISATION: _("Organisations"),
    FactKind.PLACE: _("Places"),
    FactKind.INITIATIVE: _("Initiatives"),
    FactKind.DATE: _("Dates"),
    FactKind.FIGURE: _("Figures"),
}
"""The kinds under which a page lists facts; the parts of an initiative stand with it."""

KIND: dict[str, Promise] = {
    FactKind.PERSON: _("person"),
    FactKind.ORGANISATION: _("organisation"),
    FactKind.PLACE: _("place"),
    FactKind.INITIATIVE: _("initiative"),
    FactKind.DATE: _("date"),
    FactKind.FIGURE: _("figure"),
    FactKind.PART: _("part of an initiative"),
    FactKind.STATEMENT: _("statement"),
    FactKind.EVENT: pgettext_lazy("kind of fact", "event"),
    FactKind.COMMITMENT: _("commitment"),
    FactKind.HEDGED: _("not promised"),
    FactKind.PROGRESS: _("progress of a promise"),
    FactKind.GOAL: pgettext_lazy("kind of fact", "goal"),
}

_CLDR = {
    "celsius": "temperature-celsius",
    "day": "duration-day",
    "g": "mass-gram",
    "hectare": "area-hectare",
    "hour": "duration-hour",
    "kg": "mass-kilogram",
    "km": "length-kilometer",
    "km2": "area-square-kilometer",
    "m": "length-meter",
    "m2": "area-square-meter",
    "m3": "volume-cubic-meter",
    "minute": "duration-minute",
    "mm": "length-millimeter",
    "month": "duration-month",
    "MW": "power-megawatt",
    "second": "duration-second",
    "ton": "mass-tonne",
    "week": "duration-week",
    "year": "duration-year",
}
_SHARES = {"%", "‰", "point"}


def kind_name(kind: str) -> str:
    """One fact's kind."""
    return str(KIND.get(kind, kind))


def resolved(kind: str, detail: Mapping[str, Any], *, own_words: bool = True) -> str:
    """The date or quantity that a fact resolves to; empty where its kind has none, or where it could not be told.

    Without ``own_words`` nothing of the article's wording is told beside the value.
    """
    if kind == FactKind.DATE:
        return _date(detail.get("start_date"), detail.get("end_date"))
    if kind == FactKind.FIGURE and detail.get("value") is not None:
        return _figure(detail, own_words)
    return ""


def reasons(detail: Mapping[str, Any]) -> list[str]:
    """What a reading rests on, piece by piece."""
    return [piece for key in ("reason", "reading") if (words := detail.get(key)) for piece in in_readers_words(words)]


def confidence(value: float, *, by_person: bool = False) -> str:
    """How sure a fact is, in words."""
    if by_person:
        return gettext("confirmed by an editor")
    if value >= 0.95:
        return gettext("almost certain")
    if value >= 0.85:
        return gettext("very likely")
    return gettext("likely") if value >= 0.7 else gettext("uncertain")


def topic_name(code: str) -> str:
    """A Media Topic's name in the interface language; its code where there is none."""
    return _topics((get_language() or "en").split("-")[0]).get(code.rpartition(":")[2], code)


@cache
def _topics(lang: str) -> dict[str, str]:
    tables = tables_of(f"topics_{lang if lang in LANGUAGES else 'en'}.toml")
    return {code: table["name"] for code, table in tables.items() if isinstance(table, dict) and "name" in table}


def _date(start: str | None, end: str | None) -> str:
    if start and end:
        if start == end:
            return formats.stated(start)
        return gettext("%(start)s to %(end)s") % {"start": formats.stated(start), "end": formats.stated(end)}
    if start:
        return gettext("from %(start)s on") % {"start": formats.stated(start)}
    return gettext("until %(end)s") % {"end": formats.stated(end)} if end else ""


def _figure(detail: Mapping[str, Any], own_words: bool) -> str:
    value, upper, former = detail["value"], detail.get("upper"), detail.get("former")
    unit, about = detail.get("unit") or "", detail.get("about") if own_words else None
    if isinstance(value, str):
        return value
    if upper is not None:
        both = {"low": formats.number(value), "high": quantity(upper, unit, about)}
        shown = gettext("%(low)s to %(high)s") % both
    else:
        shown = quantity(value, unit, about)
    if detail.get("approximate"):
        shown = gettext("about %(value)s") % {"value": shown}
    if former is not None:
        shown = gettext("%(now)s, before: %(former)s") % {"now": shown, "former": quantity(former, unit, about)}
    return shown


def quantity(value: float, unit: str, about: str | None = None) -> str:
    """A number with its unit, or with the words for what is counted."""
    number = formats.number(value)
    if unit in _CLDR:
        shown = format_unit(value, _CLDR[unit], "long", locale=formats.current_locale())
        if _CLDR[unit] not in shown:  # CLDR knows no name of it in this language
            return shown
    if unit in _SHARES or unit.isupper():
        return f"{number} {unit}"
    if unit == "person" and isinstance(value, int):
        return ngettext("%(shown)s person", "%(shown)s people", value) % {"shown": number}
    return f"{number} {about}" if about else number
