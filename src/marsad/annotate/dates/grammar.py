"""The shapes of date expressions, as patterns over the kinds of words (see `words` for the letters).

The first shape that matches at the first possible place counts, as long as `guards` accepts it.
"""

from __future__ import annotations

import re
from functools import cache

_NO_START = r".,!|()/&telfsrjuLaoE'Y-"
"""Kinds that open no shape: most of a text, told from the rest at once."""
_COUNT = "[dnN1]"
_SUFFIXED = "[dF]o?"
_DAY = f"(?:{_SUFFIXED}[ef]?|N[e]?|Oe)"
_MONTH = r"(?:U[ef]?)?(?:[MH]|m!?)(?:/[Mm]|\([Mm]\))?"
_THIS_UNIT = "(?:[=<>~]{1,2}U|U[~<>])"
_YEAR = f"(?:[ef]{{0,2}}l?U?yE?|,[ef]?Uy|,y(?!\\.)|[ef]?l?{_THIS_UNIT})"
_MOD = "(?:[<>~](?!U))"
_WEEKDAY = f"U?W{_MOD}?g?"
_PART = "(?:P[ef-]?l?)"
_TO = ",?[t\\-u]l?"

_NAMED = f"(?:U?R,?)?[<>=]?(?:(?:g[ef]?l?)?{_WEEKDAY},?l?)?"
_DATE = f"{_NAMED}U?{_DAY}{_MONTH}(?:{_YEAR}|{_MOD})?"
_BRACKETED = rf"{_WEEKDAY},?\(U?{_DAY}{_MONTH}{_YEAR}?\)"
_MONTH_FIRST = "(?:R,?)?[<>=]?(?:W,?)?(?:M|m!?)l?do?(?:,?y)?"
_ITEM = f"(?:U?W,?l?)?{_SUFFIXED}"
_FIGURES = "(?:d/d/y|d-d-y|x)"
_LINK = r"(?:[&t\-u]|,&)l?"
_LIST = rf"[UV]?{_ITEM}(?:[,&]{_ITEM}){{0,8}}{_LINK}U?{_ITEM}[ef]?{_MONTH}(?:{_YEAR}|{_MOD})?"
_MONTH_FIRST_LIST = rf"(?:M|m!?){_ITEM}(?:[,&]{_ITEM}){{0,8}}{_LINK}{_ITEM}(?:,?y)?"
_SOME_MONTH = f"{_PART}?{_MONTH}"

_SHAPES = {
    "iso": "y-d-d|y/d/d",
    "figures": f"{_FIGURES}{_TO}{_FIGURES}",
    "numeric": f"{_NAMED}(?:d/d/[ydn]|d-d-y|x)",
    "days": f"{_LIST}|{_DATE}{_TO}{_DATE}|Bl?{_DATE}&l?{_DATE}",
    "date": f"{_BRACKETED}|{_DATE}|d[/-][Mm][/-]y",
    "months": f"(?:Bl?)?{_SOME_MONTH}{_YEAR}?(?:{_TO}|&){_SOME_MONTH}(?:{_YEAR}|{_MOD})?",
    "years": r"U?y(?:[\-/]|[tu]l?U?)y|y[\-/]d|Bl?U?y&U?y",
    "weekdays": rf"(?:g[ef]?l?)?U?W(?:[t\-u]|&)l?U?W{_MOD}?|gWW",
    "week_day": f"U?W[ef]?l?{_THIS_UNIT}",
    "day_of_month": f"U?{_DAY}(?:[ef]?l?{_THIS_UNIT}|~)",
    "today": f"gl?[ef]?l?U?R(?:U?W)?|U?R,?U?W{_MOD}?g?|U?Rg?",
    "weekday": f"g[ef]?l?U?W{_MOD}?|[=<>]{{0,2}}{_WEEKDAY}(?:,?l?do?(?![ef]?[MmH/.]))?",
    "recurring": r"\*l?U?W|w",
    "quarter": rf"(?:(?:[OF<]|do)[Qh]|[Qh][OF]|q)(?:{_YEAR}|[ef]?l?(?:=U|U{_MOD}?)|{_MOD})?",
    "ago": f"A{_COUNT}[UV]|[Apv]D|[pv]{_COUNT}[UV]|[pv]U(?![yMmHWdR<>~=])|(?:{_COUNT}[UV]|1?D)a",
    "ahead": f"(?:I|b[tl]*){_COUNT}[UV]|[Ib]D|i{_COUNT}[UV]|k(?:{_COUNT}[UV]|D)",
    "later": f"{_COUNT}[UV][kL]|D[kL]|z",
    "century": "(?:[OF]|do)C|CO",
    "decade": "V[ydn](?!E)|y'|V?X(?:[ef]?l?CO)?",
    "unit": f"{_PART}?{_THIS_UNIT}(?![ef]?[MmH])|{_PART}U(?![ef]?[yMmHWd])|(?<=[lief])U",
    "month": f"{_PART}?[<>=~]?{_MONTH}(?:{_YEAR}|{_MOD})?",
    "season": f"{_PART}?[<>=]?S(?:{_YEAR}|{_MOD})?",
    "year": f"{_PART}?U?yE?",
}
_ENGLISH = {
    "days": f"{_MONTH_FIRST_LIST}|{_MONTH_FIRST}{_TO}{_MONTH_FIRST}|Bl?{_MONTH_FIRST}&l?{_MONTH_FIRST}",
    "date": _MONTH_FIRST,
}


def _shapes(month_first: bool) -> dict[str, str]:
    first = _ENGLISH if month_first else {}
    return {name: f"{first[name]}|{shape}" if name in first else shape for name, shape in _SHAPES.items()}


@cache
def next_date(month_first: bool) -> re.Pattern[str]:
    """A date that stands beside another in a list."""
    return re.compile(f"(?:,|,?&)l?(?:{_MONTH_FIRST}|{_DATE})" if month_first else f"(?:,|,?&)l?{_DATE}")


@cache
def any_shape(month_first: bool) -> re.Pattern[str]:
    """All shapes in one pattern; the group that matched is the shape's name."""
    each = "|".join(f"(?P<{name}>{shape})" for name, shape in _shapes(month_first).items())
    return re.compile(f"(?![{_NO_START}])(?:{each})")


@cache
def other_shapes(month_first: bool, shape: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The shapes to try at a place after one that was none there."""
    each = list(_shapes(month_first).items())
    names = [name for name, _ in each]
    return tuple((name, re.compile(pattern)) for name, pattern in each[names.index(shape) + 1 :])
