"""When an article was published and changed, with the words that say so.

Declared dates come first; the date printed by the headline wins when the address of the page agrees with it and not
with the declared one, because templates declare wrong dates more often than they print them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marsad.read.cues import begins
from marsad.read.dates import parse_date
from marsad.read.dom import Line
from marsad.read.witnesses import Said, Witnesses

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(Z|[+-]\d\d:?\d\d)?)?")
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)(?:[/-](\d\d?))?(?=[/_-]|$)")
_URL_COMPACT = re.compile(r"[/_-]((?:19|20)\d\d)(\d\d)(\d\d)(?=\D|$)")
_UPDATED = re.compile(r"updat|modif|mis (?:a|à) jour|actualiz|maj\b|تحديث|تعديل", re.IGNORECASE)
_MAX_LINE = 120
_FRESH, _OLD = 3, 30
"""Days: a page taken soon after the date that it prints was not published a month before, whatever it declares."""


@dataclass(frozen=True, slots=True)
class When:
    """``published`` and ``modified`` as ISO 8601 of the page's precision, and the evidence or the reason for null."""

    published: str | None
    evidence: str
    modified: str | None = None


def when(
    said: Witnesses, head: list[Line], tree: Any, *, url: str | None, lang: str | None, fetched: datetime | None
) -> When:
    """Weigh declared, printed and addressed dates. ``head`` are the lines about the headline."""
    declared = [Said(iso, one.where) for one in said.published if (iso := normalise(one.value, lang, fetched))]
    modified = next((iso for one in said.modified if (iso := normalise(one.value, lang, fetched))), None)
    printed = _printed(head, lang, fetched)
    addressed = _addressed(url)
    if declared:
        first = declared[0]
        if printed and _refuted(first.value, printed.value, addressed, fetched):
            return When(
                printed.value,
                f"{printed.where}; {first.where} says {first.value}",
                None if modified and _far(modified, printed.value) else modified,
            )
        return When(first.value, first.where, modified)
    found = _time_element(head, tree, lang, fetched) or printed
    if found:
        return When(found.value, found.where, modified)
    if addressed and len(addressed) == 10:
        return When(addressed, "address of the page", modified)
    return When(None, "no date on the page", modified)


def normalise(text: str, lang: str | None = None, fetched: datetime | None = None) -> str | None:
    """A declared date as ISO 8601 of its own precision: ``2025-06-29T18:40:00+01:00``; null if it is none."""
    match = _ISO.match(text.strip())
    if match is None:
        return parse_date(text, lang=lang, fetched=fetched)
    day, clock, zone = match.groups()
    if zone == "Z":
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    iso = f"{day}T{clock}{zone or ''}" if clock else day
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return None
    return iso


def _printed(head: list[Line], lang: str | None, fetched: datetime | None) -> Said | None:
    """The first date printed in the head of the article; one that is called an update only if there is no other."""
    found = []
    for line in head:
        if len(line.text) > _MAX_LINE:
            continue
        iso = parse_date(line.text, lang=lang, fetched=fetched)
        if iso and not (fetched and iso[:10] > fetched.date().isoformat()):
            found.append(Said(iso, f"printed by the headline: {line.text}"))
    return next((one for one in found if not _UPDATED.search(one.where)), next(iter(found), None))


def _time_element(head: list[Line], tree: Any, lang: str | None, fetched: datetime | None) -> Said | None:
    near = {id(line.block) for line in head}
    for element in tree.iter("time"):
        value = element.get("datetime")
        if not value or not (
            _within(element, near) or "publi" in (element.get("itemprop", "") + element.get("class", "")).lower()
        ):
            continue
        iso = normalise(value, lang, fetched)
        if iso:
            return Said(iso, "time element by the headline")
    return None


def _within(element: Any, near: set[int]) -> bool:
    for _ in range(4):
        if element is None:
            return False
        if id(element) in near:
            return True
        element = element.getparent()
    return False


def _addressed(url: str | None) -> str | None:
    """The day, or the month, that an address holds."""
    match = _URL_DAY.search(url or "") or _URL_COMPACT.search(url or "")
    if match is None:
        return None
    year, month, day = match.group(1), int(match.group(2)), int(match.group(3) or 0)
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _far(one: str, other: str, days: int = 60) -> bool:
    return abs((datetime.fromisoformat(one[:10]) - datetime.fromisoformat(other[:10])).days) > days


def _refuted(declared: str, printed: str, addressed: str | None, fetched: datetime | None) -> bool:
    if declared[:10] == printed[:10]:
        return False
    if addressed:
        return printed.startswith(addressed) and not declared.startswith(addressed)
    if fetched is None or printed[:10] > fetched.date().isoformat():
        return False
    return declared[:10] > fetched.date().isoformat() or (
        _age(declared, fetched) > _OLD and _age(printed, fetched) <= _FRESH
    )


def _age(iso: str, fetched: datetime) -> int:
    """Days from a date to the capture."""
    return (fetched.date() - datetime.fromisoformat(iso[:10]).date()).days


def is_date_line(text: str, lang: str | None, fetched: datetime | None) -> bool:
    """Whether a short line holds a date and hardly anything else."""
    return (
        len(text) <= 90 and parse_date(text, lang=lang, fetched=fetched) is not None and not begins(text, "read_also")
    )
