"""What looks like a date and is none: names of streets and cups, numbers that count, months that are words."""

from __future__ import annotations

from collections.abc import Callable

from marsad.annotate.dates.atoms import Row
from marsad.read.fold import fold

_CUES = "iIjsrvukbpBA"
"""Kinds before a bare month or year that make it a date."""
_QUOTED = 20
_OPENERS = "«“"
_CLOSERS = frozenset("»”")
_SKIPPED = "ef"
_YEARS = range(1900, 2101)
_OLD_YEARS = range(1500, 2101)


def accepted(shape: str, row: Row, first: int, last: int) -> bool:
    """Whether the atoms from ``first`` up to ``last``, end exclusive, that have a shape are a date."""
    guard = _GUARDS.get(shape)
    return guard is None or guard(row, first, last)


def cue_before(row: Row, first: int) -> str:
    """The kind of the nearest atom before one that is no article."""
    at = first - 1
    while at >= 0 and row.kinds[at] == "l":
        at -= 1
    return row.kinds[at] if at >= 0 else "|"


def _named(row: Row, first: int, last: int) -> bool:
    """Whether a word around makes it a name: « rue du 9 avril », « Vendredi saint »."""
    at = first - 1
    while at >= 0 and row.kinds[at] in _SKIPPED and at > first - 3:
        at -= 1
    folded, sets = row.passage.folded, row.words.sets
    if at >= 0 and folded[row.atoms[at].token] in sets["before"]:
        return True
    after = row.atoms[last - 1].token + 1
    return after < len(folded) and folded[after] in sets["after"]


def _capital(row: Row, at: int) -> bool:
    return row.passage.text[row.atoms[at].start].isupper()


def _date(row: Row, first: int, last: int) -> bool:
    kinds = row.kinds[first:last]
    if "y" in kinds or "W" in kinds:
        return True
    if kinds[-1] == "!":
        return False
    return not _named(row, first, last)


def _weekday(row: Row, first: int, last: int) -> bool:
    at = first + row.kinds[first:last].index("W")
    if "d" in row.kinds[first:last]:
        return _ends(row, last)
    if _named(row, first, last):
        return False
    if "capitals" in row.words.habits:
        return _capital(row, at)
    if not _capital(row, at):
        return True
    return row.kinds[at - 1] in "l=|!()-" if at else True


def _ends(row: Row, last: int) -> bool:
    """Whether nothing follows that a number could count."""
    if last >= len(row.kinds) or row.kinds[last] != ".":
        return True
    token = row.atoms[last].token
    word = row.passage.words[token]
    if row.passage.folded[token] in row.words.sets["follow"] or not word[0].isalpha() or word[0].isupper():
        return True
    return "plural_s" in row.words.habits and word[-1] not in "sx"


def _counts(row: Row, last: int) -> bool:
    return last < len(row.atoms) and row.passage.folded[row.atoms[last].token] in row.words.sets["counted"]


def _month(row: Row, first: int, last: int) -> bool:
    kinds = row.kinds[first:last]
    at = first + next((i for i, kind in enumerate(kinds) if kind in "MmH"), 0)
    if "y" in kinds:
        return True
    if kinds[-1] == "!" or _named(row, first, last):
        return False
    if "H" in kinds:
        return any(kind in "PU<>=~" for kind in kinds)
    if "capitals" in row.words.habits and not _capital(row, at):
        return False
    beside = any(kind in "PU<>=~" for kind in kinds)
    if row.kinds[at] == "m" and not (beside or ("in_month" in row.words.habits and cue_before(row, first) == "i")):
        return False
    if "capitals" not in row.words.habits and _capital(row, at):
        return False
    cue = cue_before(row, first)
    named = cue == "e" and (first < 2 or row.kinds[first - 1] == "e")
    return beside or cue in _CUES or named


def _year(row: Row, first: int, last: int) -> bool:
    kinds, atoms = row.kinds[first:last], row.atoms
    value = atoms[first + kinds.index("y")].word.value
    cue = cue_before(row, first)
    if _counts(row, last) or row.kinds[last : last + 1] in ("-", "/"):
        return False
    if row.kinds[last : last + 1] == "'" or (first and row.kinds[first - 1] in "-/"):
        return False
    if "U" in kinds or "P" in kinds:
        units = [atom.word.name for atom in atoms[first:last] if atom.word.kind == "U"]
        return value in _OLD_YEARS and all(name == "year" for name in units)
    if value not in (_OLD_YEARS if cue in _CUES else _YEARS):
        return False
    sure = value % 100 != 0 or _ends(row, last)
    if cue in _CUES or cue == "~" or (cue == "&" and first > 1 and row.kinds[first - 2] == "y"):
        return sure
    if cue == "Y":
        return atoms[first - 1].word.name == "year" and not _inner_capital(row, first - 1)
    if cue == "," or cue == "(":
        return (cue == "," and first > 1 and row.kinds[first - 2] == "y") or row.kinds[last : last + 1] == ")"
    if row.kinds[first - 1] in "l=":
        return value % 100 != 0 and _with_article(row, last)
    return cue in "eft" and _ends(row, last)


def _with_article(row: Row, last: int) -> bool:
    """« el 2020 »; "the 2018 election", but not "the 2020 Olympics"."""
    if "capitals" not in row.words.habits:
        return "article_year" in row.words.habits and _ends(row, last)
    if last >= len(row.kinds) or row.kinds[last] != ".":
        return False
    return row.passage.words[row.atoms[last].token][0].islower()


def _inner_capital(row: Row, at: int) -> bool:
    return _capital(row, at) and row.kinds[at - 1 : at] not in ("|", "!", "")


def _years(row: Row, first: int, last: int) -> bool:
    kinds = row.kinds[first:last]
    if _counts(row, last):
        return False
    cue = cue_before(row, first)
    if "B" in kinds or "U" in kinds or cue in _CUES or cue in "(":
        return True
    if cue == "Y":
        return not _inner_capital(row, first - 1)
    if "t" in kinds or "u" in kinds:
        return cue in "ef"
    if cue in "ef|!":
        return _ends(row, last)
    if cue != ".":
        return False
    word = row.passage.words[row.atoms[first - 1].token]
    return word[0].islower()


def _days(row: Row, first: int, last: int) -> bool:
    kinds = row.kinds[first:last]
    return "y" in kinds or not _named(row, first, last)


def _months(row: Row, first: int, last: int) -> bool:
    kinds = row.kinds[first:last]
    months = [first + i for i, kind in enumerate(kinds) if kind in "Mm"]
    if "H" in kinds or kinds[-1] == "!":
        return False
    if "capitals" in row.words.habits and not all(_capital(row, at) for at in months):
        return False
    return "y" in kinds or "m" not in kinds or cue_before(row, first) in _CUES + "ef"


def _weekdays(row: Row, first: int, last: int) -> bool:
    days = [first + i for i, kind in enumerate(row.kinds[first:last]) if kind == "W"]
    return "capitals" not in row.words.habits or all(_capital(row, at) for at in days)


def _season(row: Row, first: int, last: int) -> bool:
    kinds = row.kinds[first:last]
    if _named(row, first, last):
        return False
    before = row.kinds[first - 1] if first else "|"
    if len(kinds) > 1:
        return kinds[0] != "S" or before in _CUES + "lef|!Y("
    return "bare_season" in row.words.habits and cue_before(row, first) in _CUES + "t"


def _today(row: Row, first: int, last: int) -> bool:
    """« اليوم » is also "the day": before an adjective or an ordinal it is no today."""
    if row.kinds[last : last + 1] == "O" or _named(row, first, last) or _quoted_name(row, first, last):
        return False
    if row.kinds[first - 1 : first] == "i" and fold(row.text(first, last - 1)) in row.words.sets.get("after_in", ()):
        return False
    after = row.atoms[last - 1].token + 1
    folded = row.passage.folded
    return not (after < len(folded) and folded[after] in row.words.sets.get("after_day", ()))


def _quarter(row: Row, first: int, last: int) -> bool:
    kinds = row.kinds[first:last]
    return "h" not in kinds or "y" in kinds or "U" in kinds


def _numeric(row: Row, first: int, last: int) -> bool:
    """Not a part of a longer number; with two figures for the year, without blanks in it."""
    text, kinds = row.passage.text, row.kinds[first:last]
    at = first + min(kinds.index(kind) for kind in "xdy" if kind in kinds)
    start, end = row.atoms[at].start, row.atoms[last - 1].end
    if (text[start - 1 : start] in ("/", "-", ".", "+") and start) or text[end : end + 1] in ("/", "-"):
        return False
    return "y" in kinds or not any(char.isspace() for char in text[start:end])


def _ahead(row: Row, first: int, last: int) -> bool:
    """« d'ici deux ans », "within two years", but not "by two years"."""
    if row.kinds[first] == "k":
        return "after_counts" in row.words.habits and row.kinds[last : last + 1] != "e"
    return row.kinds[first] not in "bi" or row.passage.folded[row.atoms[first].token] in row.words.sets["within"]


def _day_of_month(row: Row, first: int, last: int) -> bool:
    """« le 5 courant », but not "12 current members"."""
    kinds = row.kinds[first:last]
    return "U" in kinds or ("d" in kinds and "month_first" not in row.words.habits)


def _quoted_name(row: Row, first: int, last: int) -> bool:
    """« Oran aujourd'hui », a newspaper: a short quotation that ends with the day."""
    text, start, end = row.passage.text, row.atoms[first].start, row.atoms[last - 1].end
    opened = max(text.rfind(sign, max(0, start - _QUOTED), start) for sign in _OPENERS)
    return opened >= 0 and text[end : end + 2].lstrip()[:1] in _CLOSERS


def _later(row: Row, first: int, last: int) -> bool:
    return row.kinds[last - 1] != "k" or (row.kinds[first] != "1" and "after_counts" not in row.words.habits)


_GUARDS: dict[str, Callable[[Row, int, int], bool]] = {
    "iso": _numeric,
    "figures": _numeric,
    "numeric": _numeric,
    "days": _days,
    "date": _date,
    "months": _months,
    "years": _years,
    "weekdays": _weekdays,
    "today": _today,
    "weekday": _weekday,
    "quarter": _quarter,
    "day_of_month": _day_of_month,
    "ahead": _ahead,
    "later": _later,
    "month": _month,
    "season": _season,
    "year": _year,
}
