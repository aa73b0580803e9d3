"""What a reading rests on, in the reader's language: the annotator says it in English, in words of its own."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "after it; no end given": _("after it"),
    "beyond the years of the calendar": _("beyond the years of the calendar"),
    "by then; no beginning given": _("by then"),
    "counted from another day of the text": _("counted from another day of the text"),
    "counted from publication": _("counted from the day of publication"),
    "degrees read as Celsius": _("degrees read as Celsius"),
    "early in it": _("early in it"),
    "from then on; no end given": _("from %(start)s on"),
    "in the middle of it": _("in the middle of it"),
    "it comes again and again": _("it comes again and again"),
    "late in it": _("late in it"),
    "MM read as thousand million, as in the Moroccan press; elsewhere it may mean million": _(
        "MM read as thousand million, as in the Moroccan press; elsewhere it may mean million"
    ),
    "Islamic calendar, as computed: the day seen or decreed may be one or two off": _(
        "Islamic calendar, as computed: the day seen or decreed may be one or two off"
    ),
    "MM read as million": _("MM read as million"),
    "read day first": _("read day first"),
    "read day first; it may be month first": _("read day first; it may be month first"),
    "stated as at least this": _("at least"),
    "stated as at most this": _("at most"),
    "stated as less than this": _("less than this"),
    "stated as more than this": _("more than this"),
    "the article has no date": _("the article has no date"),
    "the article's date has no day": _("the article’s date has no day"),
    "a season: which months it means is not said": _("a season: which months it means is not said"),
    "the day of publication": _("the day of publication"),
    "the last such day until publication": _("the last such day until publication"),
    "the last such day, as the words beside it tell": _("the last such day, as the words beside it tell"),
    "the last such month, as the words beside it tell": _("the last such month, as the words beside it tell"),
    "the month is told from publication": _("the month is told from the day of publication"),
    "the next such day, as the words beside it tell": _("the next such day, as the words beside it tell"),
    "the next such month, as the words beside it tell": _("the next such month, as the words beside it tell"),
    "the one nearest to publication": _("the one nearest to publication"),
    "the weekday named is not that of the date": _("the weekday named is not that of the date"),
    "the weekday named, nearest to that": _("the weekday named, nearest to that"),
    "the year in which the weekday fits, nearest to publication": _(
        "the year in which the weekday fits, nearest to publication"
    ),
    "the year nearest to publication": _("the year nearest to publication"),
    "there is no such day": _("there is no such day"),
    "the year of publication": _("the year of publication"),
    "until then; no beginning given": _("until %(end)s"),
}
"""The annotator's own words for what a reading rests on; those without a translation are shown as they are."""

_LONGEST_FIRST = sorted(REASONS, key=len, reverse=True)
_TOLD = {"from then on; no end given", "until then; no beginning given"}
_CURRENCY = re.compile(r"(?P<name>[^,;]+) read as (?P<code>[A-Z]{3}), (?P<why>by the country|the most frequent)[^;]*")
_SEPARATOR = re.compile(r"the separator read as that of the (?P<of>thousands|decimals), [^;]*")


def in_readers_words(reason: str) -> list[str]:
    """The reason piece by piece, without those that the value tells already; a piece may itself hold a semicolon."""
    known = next((words for words in _LONGEST_FIRST if reason == words or reason.startswith(f"{words}; ")), None)
    first = reason.partition("; ")[0] if known is None else known
    said = _piece(first) if known is None else str(REASONS[known])
    rest = reason[len(first) + 2 :]
    return [piece for piece in (said if first not in _TOLD else "", *(in_readers_words(rest) if rest else ())) if piece]


def _piece(words: str) -> str:
    if found := _CURRENCY.fullmatch(words):
        if found["why"] == "by the country":
            return gettext("%(name)s read as %(code)s, by the country that the text names most") % found.groupdict()
        return gettext("%(name)s read as %(code)s, the most frequent one") % found.groupdict()
    if found := _SEPARATOR.fullmatch(words):
        if found["of"] == "thousands":
            return gettext("the separator read as that of the thousands")
        return gettext("the separator read as that of the decimals")
    return words
