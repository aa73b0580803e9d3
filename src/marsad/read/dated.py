"""When an article was published and changed, with the witness that says so.

Declared dates come first, unless impossible; the date printed by the headline wins when the address of the page
agrees with it and not with the declared one, because templates declare wrong dates more often than they print them.
Where nothing is declared, what is printed, named and addressed is asked in the order of trust.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from marsad.read.dates import date_in_url, declared_date, find_dates, may_hold_date, plausible
from marsad.read.declared import Declared, Said
from marsad.read.fold import data, fold
from marsad.read.marks import Mark
from marsad.read.page import HEADINGS, Line, Page

_LONGEST_LINE = 120
_FRESH, _OLD = 3, 30
"""Days: a page taken soon after the date that it prints was not published a month before, whatever it declares."""
_BEFORE, _FAR_BEFORE = 3, 30
"""Lines above the headline that may date it."""
_ASIDE = int(Mark.NAV | Mark.FOOTER | Mark.ASIDE | Mark.COMMENT | Mark.FIGURE | Mark.CAPTION)
_has_day = re.compile(r"(?:14|19|20)\d\d|[\u0661\u0662][\u0660-\u0669]{3}|\d\s?[./-]\s?\d\d?\s?[./-]\s?\d\d").search
_published_name = re.compile(r"date|publi|pubtime|issued|created|timestamp|gentime").search
_other_name = re.compile(r"modif|updat|expir|valid|birth|event|end|start|until|format|delete|review|copyright").search
_in_script = re.compile(
    r"ub(?<=[pP]ub)(?:lish(?:ed|ing)?|lication)?[_-]?(?:[dD]ate|[tT]ime|[aA]t|[oO]n)?\w{0,12}(?:&quot;|\\?[\"'])?\s{0,9}[:=]"
    r"\s{0,9}(?:&quot;|\\?[\"'])((?:19|20)\d\d[\d:.TZ+/ -]{4,26})(?:&quot;|\\?[\"'])"
)
"""The value of a variable such as ``publishDate`` or ``date_published``; begins with letters, which is fast."""
_not_first = re.compile(r"last|upd|mod|un", re.IGNORECASE).search
_MAX_MARKUP = 2_000_000
_LONGEST_RELATIVE, _LONGEST_NOTE = 70, 320
_MANY = 40
"""Dated lines read at most, where the whole page is searched."""
_DAY = len("2025-01-01")
_WEAK = frozenset(("meta date", "meta dc.date", "meta dcterms.date"))
"""Declarations that as often tell of a change."""
_CLOSE = 6
_WIDE = 20
"""Lines after the headline in which a page that declares no date is searched for one."""
_WIDEST_OFFSET = 14 * 60
_ANY_DAY = datetime.fromisoformat("2025-01-01T12:00:00+00:00")
_ENDS = ".!?؟…"
_HARDLY, _BESIDE = 12, 70
"""Characters beside the dates of a line: hardly any, and as many as a byline has."""


@dataclass(frozen=True, slots=True)
class When:
    """``published`` and ``modified`` as ISO 8601 of the page's precision, and the evidence or the reason for null.

    ``lines`` are the numbers of the lines by the headline that are there for their date.
    """

    published: str | None
    evidence: str | None
    modified: str | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    lang: str | None
    fetched: datetime | None
    near: str | None

    def day(self, text: str) -> str | None:
        """A declared date, null where no article can have it."""
        found = declared_date(text, lang=self.lang, fetched=self.fetched, near=self.near)
        return found if found and plausible(found, self.fetched) else None


@dataclass(frozen=True, slots=True)
class _Printed:
    """A date on a line. ``rank``: 3 called publication, 2 alone or so named, 1 beside other words, 0 in a sentence."""

    iso: str
    line: int
    text: str
    rank: int
    updated: bool
    alone: bool


@cache
def _cue(table: str) -> Callable[[str], object]:
    listed = {cue for forms in tomllib.loads(data("dated.toml"))[table].values() for cue in forms}
    ordered = sorted(listed, key=lambda cue: (-len(cue), cue))
    return re.compile(r"\b(?:" + "|".join(re.escape(cue).replace(r"\*", r"\w*") for cue in ordered) + r")\b").search


@cache
def _named(part: str) -> Callable[[str], object]:
    return re.compile("|".join(tomllib.loads(data("dated.toml"))["names"][part])).search


def when(
    page: Page,
    said: Declared,
    *,
    at: int | None,
    zone: range,
    url: str | None,
    lang: str | None,
    fetched: datetime | None,
    markup: str | None = None,
) -> When:
    """Weigh declared, printed and addressed dates.

    ``at`` is the number of the headline's line, ``zone`` those of the lines after it that may hold the date.
    ``fetched`` (aware) resolves "three hours ago". ``markup`` is the page's own, looked at only where nothing else
    dates the page. Never raises.
    """
    addressed = date_in_url(url) or date_in_url(page.canonical) or None
    asked = _Asked(lang, fetched, addressed if addressed and len(addressed) == _DAY else None)
    declared = _first(said.published, asked)
    changed = _first(said.modified, asked)
    modified = changed.value if changed else None
    if asked.near is None and (known := declared or changed):
        asked = _Asked(lang, fetched, known.value[:_DAY])
    if not declared:
        zone = range(zone.start, min(len(page.lines), zone.start + _WIDE))
    printed = list(_printed(page, at, zone, asked))
    lines = tuple(dict.fromkeys(one.line for one in printed if one.alone))
    best = _best(printed, at)
    updated = modified or next((one.iso for one in printed if one.updated), None)
    if declared and best and _refuted(declared, best, at, modified, addressed, fetched):
        if updated and addressed and _far(updated, best.iso):
            updated = None
        said_else = f"; {declared.where} says {declared.value}"
        return When(
            _joined(best.iso, declared.value), f"printed by the headline: {best.text}{said_else}", updated, lines
        )
    found = declared or _undeclared(page, best, zone, asked, addressed, markup)
    if found:
        return When(found.value, found.where, updated, lines)
    if updated is None and (late := _elsewhere(page, zone, asked, updated=True)):
        updated = late.value
    if updated:
        return When(updated, "only a change is dated", updated, lines)
    return When(None, _why(page, zone, fetched), None, lines)


def is_date_line(text: str, lang: str | None, fetched: datetime | None) -> bool:
    """Whether a short line holds a date and hardly anything else."""
    if len(text) > _LONGEST_LINE or not may_hold_date(text):
        return False
    found = list(find_dates(text, lang=lang, fetched=fetched))
    return bool(found) and _alone(text, len(text) - sum(one.end - one.start for one in found))


def _first(values: tuple[Said, ...], asked: _Asked) -> Said | None:
    """The first declared date that an article can have."""
    for one in values:
        iso = asked.day(one.value)
        if iso and len(iso) >= len("2025-01-01"):
            return Said(iso, one.where)
    return None


def _printed(page: Page, at: int | None, zone: range, asked: _Asked) -> Iterator[_Printed]:
    """The dates printed about the headline, those below it first."""
    above = range(at - 1, max(0, at - _BEFORE) - 1, -1) if at is not None else range(0)
    for number in (*(() if at is None else (at,)), *zone, *above):
        line = page.lines[number]
        text = line.text
        if len(text) > _LONGEST_LINE:
            continue
        if _has_day(text) or (asked.fetched and len(text) <= _LONGEST_RELATIVE and may_hold_date(text)):
            yield from _on(page, line, asked)


def _on(page: Page, line: Line, asked: _Asked) -> Iterator[_Printed]:
    """The dates on a line, each with what the words before it make of it."""
    text = line.text
    dates = list(find_dates(text, lang=asked.lang, fetched=asked.fetched, near=asked.near))
    if not dates:
        return
    rest = len(text) - sum(one.end - one.start for one in dates)
    names = page.names_up(line.element, 2) + " " + " ".join(page.kinds[number].names for number in page.inside(line))
    named = _named("date")(names) is not None
    alone = _alone(text, rest)
    if _named("picture")(names):
        return
    end = 0
    for one in dates:
        before, end = fold(text[end : one.start]), one.end
        published, updated = _cue("published")(before), _cue("updated")(before) or _named("updated")(names)
        rank = 3 if published else 2 if alone or named else 1 if rest <= _BESIDE and text[-1] not in _ENDS else 0
        if _cue("other")(before):
            rank = 0
        elif line.tag in HEADINGS and rest > _HARDLY:
            rank = 3 if published else 2 if one.start == 0 else 0
        if plausible(one.iso, asked.fetched):
            whole = line.tag not in HEADINGS and (alone or (named and rank > 0))
            yield _Printed(one.iso, line.number, text, rank, bool(updated) and rank < 3, whole)


def _alone(text: str, rest: int) -> bool:
    """Whether a line that has ``rest`` characters beside its dates is there for them."""
    return rest <= _HARDLY or (rest <= 45 and text[-1] not in _ENDS)


def _best(printed: list[_Printed], at: int | None) -> _Printed | None:
    """The day that the lines about the headline most likely call that of publication; never one of an update."""
    known = [one for one in printed if not one.updated and one.rank]
    return max(known, key=lambda one: (one.rank, -_distance(one.line, at)), default=None)


def _distance(number: int, at: int | None) -> int:
    """Lines from the headline; those above it count double, because other pages' headlines stand there too."""
    return number - (at or 0) if number >= (at or 0) else 2 * ((at or 0) - number)


def _undeclared(
    page: Page, best: _Printed | None, zone: range, asked: _Asked, addressed: str | None, markup: str | None
) -> Said | None:
    """Ask, in the order of trust, all that may date a page whose head declares nothing."""
    shown = Said(best.iso, f"printed by the headline: {best.text}") if best else None
    by_address = Said(addressed, "address of the page") if addressed and len(addressed) == _DAY else None
    return (
        _microdata(page, asked)
        or (shown if best and best.rank == 3 else None)
        or _linked_data(page, ("datePublished", "dateCreated"), asked)
        or _time_element(page, zone, asked)
        or shown
        or by_address
        or _other_meta(page, asked)
        or _elsewhere(page, zone, asked)
        or _scripts(markup, asked)
        or _opening(page, zone, asked)
        or _linked_data(page, ("uploadDate",), asked)
    )


def _microdata(page: Page, asked: _Asked) -> Said | None:
    for number, kind in enumerate(page.kinds):
        if "atePublished" in kind.attrs and "datepublished" in kind.get("itemprop").lower():
            value = kind.get("content") or kind.get("datetime") or kind.get("title") or _text(page, number)
            if value and (iso := asked.day(value)):
                return Said(iso, "microdata datePublished")
    return None


def _linked_data(page: Page, names: tuple[str, ...], asked: _Asked) -> Said | None:
    """A publication that JSON-LD declares of something else than an article: of the page, of its video."""
    for name in names:
        for script in page.scripts:
            for value in re.findall(rf'"{name}"\s*:\s*"([^"]{{8,40}})"', script[:_MAX_MARKUP]):
                if iso := asked.day(value):
                    return Said(iso, f"JSON-LD {name}")
    return None


def _time_element(page: Page, zone: range, asked: _Asked) -> Said | None:
    """A ``datetime`` by the headline, or one that says to be the publication's wherever it is."""
    first = page.lines[max(0, zone.start - 1 - _BEFORE)].element if zone else 0
    last = page.lines[zone[-1]].element + 10 if zone else 0
    for number, kind in enumerate(page.kinds):
        if kind.tag != "time" or not (value := kind.get("datetime")):
            continue
        named = "pubdate" in kind.attrs or "publ" in kind.names
        known = (named or first <= number <= last) and not page.marks[number] & _ASIDE
        if known and not _of_update(page, number) and (iso := asked.day(value)):
            return Said(iso, "time element " + ("of publication" if named else "by the headline"))
    return None


def _of_update(page: Page, element: int) -> bool:
    """Whether the names of an element, or the words of the line that it is on, speak of an update."""
    if _named("updated")(page.names_up(element, 2)):
        return True
    line = next((one for one in reversed(page.lines) if one.element <= element), None)
    folded = fold(line.text[:_LONGEST_LINE]) if line else ""
    return _cue("updated")(folded) is not None and _cue("published")(folded) is None


def _other_meta(page: Page, asked: _Asked) -> Said | None:
    """Any meta element whose name speaks of a publication."""
    for _, _, kind in page.voids:
        if kind.tag == "meta" and "content" in kind.attrs:
            name = (kind.get("property") or kind.get("name") or kind.get("itemprop") or kind.get("http-equiv")).lower()
            if _published_name(name) and not _other_name(name) and (iso := asked.day(kind.get("content"))):
                return Said(iso, f"meta {name}")
    return None


def _elsewhere(page: Page, zone: range, asked: _Asked, *, updated: bool = False) -> Said | None:
    """The line of the whole page that most looks like the day of its publication; none that comes in rows.

    With ``updated``, the first that tells of a change, at the foot of the page or wherever it is.
    """
    dated = [line for line in page.lines if len(line.text) <= _LONGEST_NOTE and _has_day(line.text)][:_MANY]
    rows = Counter(line.kind.names for line in dated if line.kind.names)
    best, found = 1, None
    for line in dated:
        for one in _on(page, line, asked):
            worth = one.rank + (len(one.iso) > _DAY) - 2 * bool(line.marks & _ASIDE) - (rows[line.kind.names] > 2)
            worth -= line.number < zone.start - _FAR_BEFORE
            if one.updated == updated and (worth > best or (updated and not found)):
                best, found = worth, Said(one.iso, f"printed on the page: {one.text}")
    return found


def _scripts(markup: str | None, asked: _Asked) -> Said | None:
    """A publication that a script of the page speaks of, for its statistics or its own use."""
    for match in _in_script.finditer(markup or "", 0, _MAX_MARKUP):
        before = match.string[max(0, match.start() - 12) : match.start()]
        if not _not_first(before) and (iso := asked.day(match[1])):
            return Said(iso, "script of the page")
    return None


def _opening(page: Page, zone: range, asked: _Asked) -> Said | None:
    """The day before the first words of the text: "01.02.2022 – The harbour …"."""
    for number in zone:
        start = page.lines[number].text[: _LONGEST_LINE // 2]
        for one in find_dates(start, lang=asked.lang, near=asked.near) if _has_day(start) else ():
            updated = _cue("updated")(fold(start[: one.start]))
            if one.start <= 25 and not updated and plausible(one.iso, asked.fetched):
                return Said(one.iso, f"opening of the text: {start}")
    return None


def _text(page: Page, element: int) -> str:
    """The words of a short element: those of its first pieces."""
    parts = [piece for piece, owner in zip(page.pieces, page.owners, strict=True) if element in page.up(owner)]
    return " ".join(" ".join(parts[:8]).split())


def _why(page: Page, zone: range, fetched: datetime | None) -> str:
    if fetched is None:
        for number in zone:
            text = page.lines[number].text
            if len(text) <= _LONGEST_LINE and next(find_dates(text, fetched=_ANY_DAY), None):
                return "a relative date and no capture time"
    return "no date on the page"


def _refuted(
    declared: Said,
    printed: _Printed,
    at: int | None,
    modified: str | None,
    addressed: str | None,
    fetched: datetime | None,
) -> bool:
    """Whether the date printed by the headline tells better than the declared one when the article was published."""
    if declared.value[:_DAY] == printed.iso[:_DAY]:
        return False
    if addressed and printed.iso.startswith(addressed) and not declared.value.startswith(addressed):
        return True
    if addressed and declared.value.startswith(addressed):
        return _same_moment(printed.iso, declared.value) is not None
    if fetched and _age(declared.value, fetched) > _OLD and _age(printed.iso, fetched) <= _FRESH:
        return True
    if printed.rank < 2:
        return False
    close = at is not None and 0 < printed.line - at <= _CLOSE
    return (
        declared.where in _WEAK
        or _same_moment(printed.iso, declared.value) is not None
        or (close and modified is not None and declared.value[:_DAY] == modified[:_DAY] > printed.iso[:_DAY])
        or (printed.rank == 3 and _swapped(declared.value) == printed.iso[:_DAY])
    )


def _swapped(iso: str) -> str:
    return f"{iso[:5]}{iso[8:10]}-{iso[5:7]}"


def _same_moment(printed: str, declared: str) -> str | None:
    """A printed hour with the offset that makes it the moment declared in UTC, null if there is none such."""
    if not declared.endswith("+00:00") or len(printed) != len("2025-01-01T00:00"):
        return None
    shift = datetime.fromisoformat(printed) - datetime.fromisoformat(declared[:16])
    minutes = round(shift.total_seconds() / 60)
    if abs(minutes) > _WIDEST_OFFSET or minutes % 15:
        return None
    return f"{printed}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _joined(printed: str, declared: str) -> str:
    return _same_moment(printed, declared) or printed


def _far(one: str, other: str, days: int = 60) -> bool:
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) > days


def _age(iso: str, fetched: datetime) -> int:
    """Days from a date to the capture."""
    return (fetched.date() - date.fromisoformat(iso[:10])).days
