"""Dates, numbers and language names in the reader's language, by CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_datetime, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

_FALLBACK_REGION = {"en": "en_GB"}
_RELATIVE_SECONDS = 12 * 3600
_FRENCH_SPACES = re.compile(r"(?<=«) | (?=[:;!?»])")


@lru_cache(maxsize=32)
def _locale(lang: str) -> Locale:
    """The language as written where the observatory stands: its time zone's territory chooses the month names
    (August is غشت in Rabat, أوت in Tunis, أغسطس in Cairo)."""
    territory = get_global("zone_territories").get(settings.TIME_ZONE, "")
    for code in (f"{lang}_{territory}", _FALLBACK_REGION.get(lang, lang)):
        try:
            return Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse("en_GB")


def current_locale() -> Locale:
    """The CLDR locale of the interface language."""
    return _locale((get_language() or settings.LANGUAGE_CODE).split("-")[0])


def number(value: float) -> str:
    """``12345`` as ``12 345``, ``12,345`` or ``12.345``."""
    return format_decimal(value, locale=current_locale())


def percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent; only all of it is 100 %, and only nothing of it 0 %."""
    hundredths = round(share * 100) if share in (0, 1) else min(99, max(1, round(share * 100)))
    return format_percent(hundredths / 100, locale=current_locale())


def day(value: date | datetime) -> str:
    """A full day: ``lundi 15 septembre 2025``."""
    return format_date(_local(value), "full", locale=current_locale())


def short_day(value: date | datetime) -> str:
    """A day in short: ``15 sept. 2025``."""
    return format_skeleton("yMMMd", _local(value), locale=current_locale())


def clock(value: datetime) -> str:
    """Hour and minute in the observatory's time zone."""
    return format_time(timezone.localtime(value), "short", locale=current_locale())


def moment(value: datetime) -> str:
    """Day and time in the observatory's time zone."""
    return f"{short_day(value)} {clock(value)}"


def ago(value: datetime) -> str:
    """``il y a 3 heures`` within twelve hours of now, else the day."""
    delta = value - timezone.now()
    if -_RELATIVE_SECONDS < delta.total_seconds() <= 0:
        return format_timedelta(delta, locale=current_locale(), add_direction=True)
    return short_day(value)


def span(seconds: float) -> str:
    """A length of time in the largest unit of which it has two: ``15 minutes``, ``90 minutes``, ``3 heures``."""
    return format_timedelta(timedelta(seconds=seconds), threshold=2, locale=current_locale())


def stated(value: str) -> str:
    """A date in a page's own precision (``2025``, ``2025-06``, ``2025-06-29``, with or without a time).

    A time with an offset is shown in the observatory's zone; one without is shown as it stands. What is not
    ISO 8601 comes back unchanged.
    """
    locale = current_locale()
    try:
        if len(value) == 4:
            return format_skeleton("y", date(int(value), 1, 1), locale=locale)
        if len(value) == 7:
            return format_skeleton("yMMMM", date.fromisoformat(f"{value}-01"), locale=locale)
        if len(value) == 10:
            return format_date(date.fromisoformat(value), "long", locale=locale)
        stamp = _local(datetime.fromisoformat(value))
    except ValueError:
        return value
    return f"{format_date(stamp, 'long', locale=locale)} {format_datetime(stamp, 'HH:mm', locale=locale)}"


def language_name(code: str) -> str:
    """A language's own name where we speak it, else its name in the interface language, else the code."""
    own = dict(settings.LANGUAGES).get(code)
    return str(own) if own else current_locale().languages.get(code, code)


def language_word(code: str) -> str:
    """A language as a sentence of the interface names it: ``en français``."""
    return str(current_locale().languages.get(code, code))


def listing(items: Iterable[str]) -> str:
    """``a, b et c``."""
    return format_list(list(items), locale=current_locale())


def unbroken(text: str, lang: str) -> str:
    """The text with its spaces before French double marks and inside guillemets kept from breaking a line."""
    return _FRENCH_SPACES.sub("\N{NO-BREAK SPACE}", text) if lang == "fr" else text


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
