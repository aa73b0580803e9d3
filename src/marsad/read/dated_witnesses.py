"""What dates a page whose head declares nothing: its markup, its printed lines, its address and its scripts."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from marsad.read.dated_lines import (
    BEFORE,
    DAY,
    LONGEST_LINE,
    Asked,
    Printed,
    cue,
    dates_on,
    has_day,
    is_of_event,
    named_as,
)
from marsad.read.dates import find_dates, plausible
from marsad.read.declared import Said
from marsad.read.fold import fold
from marsad.read.marks import Mark
from marsad.read.page import Line, Page

_ASIDE = int(Mark.NAV | Mark.FOOTER | Mark.ASIDE | Mark.COMMENT | Mark.FIGURE | Mark.CAPTION)
_FAR_BEFORE = 30
_published_name = re.compile(r"date|publi|pubtime|issued|created|timestamp|gentime").search
_other_name = re.compile(r"modif|updat|expir|valid|birth|event|end|start|until|format|delete|review|copyright").search
_in_script = re.compile(
    r"ub(?<=[pP]ub)(?:lish(?:ed|ing)?|lication)?[_-]?(?:[dD]ate|[tT]ime|[aA]t|[oO]n)?\w{0,12}(?:&quot;|\\?[\"'])?\s{0,9}[:=]"
    r"\s{0,9}(?:&quot;|\\?[\"'])((?:19|20)\d\d[\d:.TZ+/ -]{4,26})(?:&quot;|\\?[\"'])"
)
"""The value of a variable such as ``publishDate`` or ``date_published``; begins with letters, which is fast."""
_not_first = re.compile(r"last|upd|mod|un", re.IGNORECASE).search
_MAX_MARKUP = 2_000_000
_LONGEST_NOTE = 320
_FEW, _MANY = 5, 40
"""Elements, and dated lines, read at most where the whole page is searched."""
_MOST_METAS = 500
_INLINE = 10
"""Elements that the last line about the headline may have inside."""
_OPENING = 60


def undeclared(
    page: Page,
    best: Printed | None,
    zones: tuple[range, range],
    asked: Asked,
    addressed: str | None,
    markup: str | None,
) -> Said | None:
    """Ask, in the order of trust, all that may date a page whose head declares nothing."""
    zone, wide = zones
    shown = Said(best.iso, f"printed by the headline: {best.text}") if best else None
    by_address = Said(addressed, "address of the page") if addressed and len(addressed) == DAY else None
    return (
        _microdata(page, asked)
        or (shown if best and best.rank == 3 else None)
        or _linked_data(page, ("datePublished", "dateCreated"), asked)
        or _time_element(page, _elements(page, zone), asked)
        or shown
        or _time_element(page, _elements(page, wide), asked)
        or by_address
        or _other_meta(page, asked)
        or _time_element(page, range(len(page.kinds)), asked, named=True)
        or _opening(page, wide, asked)
        or _elsewhere(page, zone, asked)
        or _scripts(markup, asked)
        or _linked_data(page, ("uploadDate",), asked)
    )


def _microdata(page: Page, asked: Asked) -> Said | None:
    marked = (number for number, kind in enumerate(page.kinds) if "atePublished" in kind.attrs)
    for number in islice(marked, _FEW):
        kind = page.kinds[number]
        if "datepublished" in kind.get("itemprop").lower():
            value = kind.get("content") or kind.get("datetime") or kind.get("title") or _text(page, number)
            if value and (iso := asked.day(value)):
                return Said(iso, "microdata datePublished")
    return None


def _linked_data(page: Page, names: tuple[str, ...], asked: Asked) -> Said | None:
    """A publication that JSON-LD declares of something else than an article: of the page, of its video."""
    for name in names:
        for script in page.scripts:
            for value in re.findall(rf'"{name}"\s*:\s*"([^"]{{8,40}})"', script[:_MAX_MARKUP]):
                if iso := asked.day(value):
                    return Said(iso, f"JSON-LD {name}")
    return None


def _elements(page: Page, zone: range) -> range:
    """The elements about the headline."""
    if not zone:
        return range(0)
    return range(page.lines[max(0, zone.start - 1 - BEFORE)].element, page.lines[zone[-1]].element + _INLINE)


def _time_element(page: Page, where: range, asked: Asked, *, named: bool = False) -> Said | None:
    """The first ``datetime``; with ``named`` the first of an element that is called publication."""
    kinds = zip(where, page.kinds[where.start : where.stop], strict=False)
    times = (pair for pair in kinds if pair[1].tag == "time" and not page.marks[pair[0]] & _ASIDE)
    for number, kind in islice(times, _MANY):
        if not (value := kind.get("datetime")) or (named and not ("pubdate" in kind.attrs or "publ" in kind.names)):
            continue
        if not _of_update(page, number) and (iso := asked.day(value)):
            return Said(iso, "time element " + ("of publication" if named else "by the headline"))
    return None


def _of_update(page: Page, element: int) -> bool:
    """Whether the names of an element, or the words of the line that it is on, speak of an update."""
    if named_as("updated")(page.names_up(element, 2)):
        return True
    line = next((one for one in reversed(page.lines) if one.element <= element), None)
    folded = fold(line.text[:LONGEST_LINE]) if line else ""
    return cue("updated")(folded) is not None and cue("published")(folded) is None


def _other_meta(page: Page, asked: Asked) -> Said | None:
    """Any meta element whose name speaks of a publication."""
    metas = (kind for _, _, kind in page.voids if kind.tag == "meta" and "content" in kind.attrs)
    for kind in islice(metas, _MOST_METAS):
        name = (kind.get("property") or kind.get("name") or kind.get("itemprop") or kind.get("http-equiv")).lower()
        if _published_name(name) and not _other_name(name) and (iso := asked.day(kind.get("content"))):
            return Said(iso, f"meta {name}")
    return None


def _elsewhere(page: Page, zone: range, asked: Asked) -> Said | None:
    """The line of the whole page that most looks like the day of its publication; none that comes in rows."""
    lines = [line for line in _dated_lines(page) if asked.until is None or line.number < asked.until]
    rows = Counter(line.kind.names for line in lines if line.kind.names)
    found = []
    for line in lines:
        unlike = 2 * bool(line.marks & _ASIDE) + (rows[line.kind.names] > 2) + (line.number < zone.start - _FAR_BEFORE)
        for one in dates_on(page, line, asked):
            if one.rank and not one.updated:
                found.append((one.rank + (len(one.iso) > DAY) - unlike, one))
    worth, best = max(found, key=lambda pair: pair[0], default=(0, None))
    return Said(best.iso, f"printed on the page: {best.text}") if best and worth > 1 else None


def _dated_lines(page: Page) -> list[Line]:
    return [line for line in page.lines if len(line.text) <= _LONGEST_NOTE and has_day(line.text)][:_MANY]


def changed_day(page: Page, asked: Asked) -> str | None:
    """The first day on the page that is said to be that of a change."""
    return next((one.iso for line in _dated_lines(page) for one in dates_on(page, line, asked) if one.updated), None)


def _scripts(markup: str | None, asked: Asked) -> Said | None:
    """A publication that a script of the page speaks of, for its statistics or its own use."""
    for match in _in_script.finditer(markup or "", 0, _MAX_MARKUP):
        before = match.string[max(0, match.start() - 12) : match.start()]
        if not _not_first(before) and (iso := asked.day(match[1])):
            return Said(iso, "script of the page")
    return None


def _opening(page: Page, zone: range, asked: Asked) -> Said | None:
    """The day before the first words of the text: "01.02.2022 – The harbour …"."""
    for number in zone:
        start = page.lines[number].text[:_OPENING]
        for one in find_dates(start, lang=asked.lang, near=asked.near) if has_day(start) else ():
            before = fold(start[: one.start])
            strange = cue("updated")(before) or cue("other")(before) or is_of_event(start)
            if one.start <= 25 and not strange and plausible(one.iso, asked.fetched):
                return Said(one.iso, f"opening of the text: {start}")
    return None


def _text(page: Page, element: int) -> str:
    """The words of a short element: those of its first pieces."""
    parts = [piece for piece, owner in zip(page.pieces, page.owners, strict=True) if element in page.up(owner)]
    return " ".join(" ".join(parts[:8]).split())
