"""Numbers over time: figures as outlets state them, and shares of voice."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import svg
from django.utils.translation import gettext, ngettext

from marsad.web import formats
from marsad.web.pictures.canvas import HUES, WIDTH, Canvas, Cell, Picture, linked, steps, titled
from marsad.web.pictures.lettering import SIZE, fitted, named, width
from marsad.web.pictures.marks import mark
from marsad.web.pictures.periods import Axis, Step, axis, marks, short

_TOP, _HIGH = 14.0, 170.0
_NAMED = HUES - 1
"""Outlets with a mark of their own; all further ones share one."""
MARKED = 31
"""Periods up to which each has a mark on its line."""
DRAWN = 200
"""Points that a picture has at most, the latest ones."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value that an outlet states on a day. ``href`` leads to its words; ``contradicts`` where another outlet says
    otherwise of the same."""

    day: date
    value: float
    outlet: str
    href: str = ""
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """How many articles, or independent sources, one of several that are compared has over time."""

    name: str
    counts: Mapping[date, int]


def series(points: Iterable[Point], unit: str = "", *, name: str = "figures", title: str = "") -> Picture:
    """Values over time, those of an outlet joined by a line; a ring marks one that another outlet contradicts.

    ``unit`` is what the values are of, in the reader's words. Every point that has an ``href`` is a link.
    """
    listed = sorted(points, key=lambda one: (one.day, one.outlet, one.value))
    shown = listed[-DRAWN:]
    title = title or gettext("Figures over time")
    words = _said(listed, unit)
    return Picture(
        name=name,
        title=title,
        words=words,
        svg=_points(Canvas(name), shown).drawn(title, words, linked=any(one.href for one in shown)),
        head=(gettext("Day"), gettext("Value"), gettext("Outlet"), gettext("Contradicted")),
        rows=tuple(
            (
                Cell(formats.short_day(one.day)),
                Cell(f"{formats.number(one.value)} {unit}".strip(), one.href, figure=True),
                Cell(one.outlet),
                Cell(gettext("yes") if one.contradicts else gettext("no")),
            )
            for one in listed
        ),
    )


def shares(
    compared: Sequence[Share], *, name: str = "shares", title: str = "", whole: str = "", finest: Step = Step.DAY
) -> Picture:
    """Two or more counts over time as lines, each with a mark and a dash of its own; ``whole`` says what is counted.

    What is counted by month has its ``finest`` period there.
    """
    times = axis((day for one in compared for day, count in one.counts.items() if count), finest=finest)
    counts = [_by_period(times, one.counts) for one in compared]
    title = title or gettext("Side by side over time")
    words = " ".join(
        f"{named(one.name)}: {formats.number(total.total())}." for one, total in zip(compared, counts, strict=True)
    )
    words = f"{words} {whole}, {times.words}." if whole else f"{words} {times.words}."
    return Picture(
        name=name,
        title=title,
        words=words,
        svg=_curves(Canvas(name), times, compared, counts).drawn(title, words),
        head=(gettext("Period"), *(one.name for one in compared)),
        rows=tuple(
            (
                Cell(times.step.words_for(begin)),
                *(Cell(formats.number(count[place]), figure=True) for count in counts),
            )
            for place, begin in enumerate(times.begins)
            if any(count[place] for count in counts)
        ),
    )


def _by_period(times: Axis, counts: Mapping[date, int]) -> Counter[int]:
    found = Counter[int]()
    for day, count in counts.items():
        place = times.place(day)
        if place is not None:
            found[place] += count
    return found


def _frame(canvas: Canvas, low: float, high: float, *, whole: bool = False) -> tuple[float, list[float]]:
    """The lines of the axis of values; gives where its labels end, and its values."""
    values = steps(low, high, whole=whole)
    names = [formats.number(round(value, 9)) for value in values]
    left = min(max(width(one, 11) for one in names) + 8, 100.0)
    for value, label in zip(values, names, strict=True):
        level = _level(value, values)
        canvas.add(canvas.line(left, level, WIDTH, level, "axis" if value == values[0] else "grid"))
        canvas.add(canvas.text(left - 5, level + 4, fitted(label, left - 5, 11), "soft", anchor="end", size=11))
    return left, values


def _level(value: float, values: Sequence[float]) -> float:
    return _TOP + _HIGH * (1 - (value - values[0]) / (values[-1] - values[0]))


def _points(canvas: Canvas, points: Sequence[Point]) -> Canvas:
    low, high = min((one.value for one in points), default=0), max((one.value for one in points), default=1)
    low = 0 if 0 <= low < high * 0.6 or low == high > 0 else low
    left, values = _frame(canvas, low, high)
    first, last = (points[0].day, points[-1].day) if points else (date.min, date.min)
    length, begin = (last - first).days, left + 12
    hues = _hues(points)
    by_hue: dict[int, list[tuple[float, float]]] = defaultdict(list)
    marks_of: list[svg.Element] = []
    for one in points:
        at = begin + (WIDTH - begin - 12) * ((one.day - first).days / length if length else 0.5)
        level, hue = _level(one.value, values), hues.get(one.outlet, HUES - 1)
        if hue < _NAMED:
            by_hue[hue].append((at, level))
        marks_of.append(_marked(canvas, one, at, level, hue))
    canvas.add(*(_joined(canvas, places, hue) for hue, places in by_hue.items()), *marks_of)
    base = _TOP + _HIGH + 18
    if points:
        canvas.add(canvas.text(begin - 12, base, formats.short_day(first), "soft", size=11))
    if length:
        canvas.add(canvas.text(WIDTH, base, formats.short_day(last), "soft", anchor="end", size=11))
    names = [(hue, outlet) for outlet, hue in hues.items()]
    if len({one.outlet for one in points}) > len(hues):
        names.append((HUES - 1, gettext("other outlets")))
    canvas.height = _key(canvas, base + 12, names, contradicted=any(one.contradicts for one in points))
    return canvas


def _hues(points: Sequence[Point]) -> dict[str, int]:
    most = Counter(one.outlet for one in points)
    named = sorted(most, key=lambda outlet: (-most[outlet], outlet))[:_NAMED]
    return {outlet: hue for hue, outlet in enumerate(named)}


def _marked(canvas: Canvas, one: Point, at: float, level: float, hue: int) -> svg.Element:
    words = f"{named(one.outlet)}, {formats.short_day(one.day)}: {formats.number(one.value)}"
    pieces: list[svg.Element] = []
    if one.href:
        pieces.append(svg.Circle(cx=canvas.x(at), cy=round(level, 1), r=12, class_=["hit"]))
    if one.contradicts:
        words = f"{words} ({gettext('another outlet says otherwise')})"
        pieces.append(svg.Circle(cx=canvas.x(at), cy=round(level, 1), r=9, class_=["ring"]))
    pieces.append(mark(canvas, at, level, hue))
    return linked(one.href, words, pieces) if one.href else titled(words, pieces)


def _joined(canvas: Canvas, places: Sequence[tuple[float, float]], hue: int) -> svg.Polyline:
    points = [svg.Point(canvas.x(at), round(level, 1)) for at, level in places]
    return svg.Polyline(points=points, class_=[f"hue{hue}", f"dash{hue}", "curve"])


def _key(canvas: Canvas, top: float, names: Iterable[tuple[int, str]], *, contradicted: bool = False) -> float:
    """What the marks stand for, one below the other."""
    base = top + SIZE
    for hue, label in names:
        canvas.add(canvas.line(0, base - 4, 28, base - 4, f"hue{hue}", f"dash{hue}", "curve"))
        canvas.add(mark(canvas, 14, base - 4, hue), canvas.text(36, base, fitted(label, WIDTH - 36)))
        base += 19
    if contradicted:
        canvas.add(svg.Circle(cx=canvas.x(14), cy=base - 4, r=8, class_=["ring"]))
        canvas.add(canvas.text(36, base, fitted(gettext("another outlet says otherwise"), WIDTH - 36)))
        base += 19
    return base - 6


def _curves(canvas: Canvas, times: Axis, compared: Sequence[Share], counts: Sequence[Counter[int]]) -> Canvas:
    most = max((count for one in counts for count in one.values()), default=1)
    left, values = _frame(canvas, 0, most, whole=True)
    room, many = WIDTH - left - 16, max(len(times.begins) - 1, 1)
    for hue, (one, count) in enumerate(zip(compared, counts, strict=True)):
        places = [(left + 8 + room * place / many, _level(count[place], values)) for place in range(len(times.begins))]
        drawn: list[svg.Element] = [_joined(canvas, places, hue)]
        if len(places) <= MARKED:
            drawn += [mark(canvas, at, level, hue, 3.5) for at, level in places]
        canvas.add(titled(f"{named(one.name)}: {formats.number(count.total())}", drawn))
    wide = max((width(short(times.step, begin), 11) for begin in times.begins), default=0)
    for place in marks(len(times.begins), WIDTH - left, wide):
        label = short(times.step, times.begins[place])
        half = width(label, 11) / 2
        at = min(max(left + 8 + room * place / many, half), WIDTH - half)
        canvas.add(canvas.text(at, _TOP + _HIGH + 18, label, "soft", anchor="middle", size=11))
    canvas.height = _key(canvas, _TOP + _HIGH + 30, [(hue, one.name) for hue, one in enumerate(compared)])
    return canvas


def _said(points: Sequence[Point], unit: str) -> str:
    if not points:
        return gettext("No figure yet.")
    low, high = min(points, key=lambda one: one.value), max(points, key=lambda one: one.value)
    outlets, doubted = len({one.outlet for one in points}), sum(one.contradicts for one in points)
    many = {"values": formats.number(len(points)), "outlets": formats.number(outlets)}
    told = {
        "low": f"{formats.number(low.value)} {unit}".strip(),
        "high": f"{formats.number(high.value)} {unit}".strip(),
        "latest": f"{formats.number(points[-1].value)} {unit}".strip(),
        "day": formats.short_day(points[-1].day),
        "outlet": named(points[-1].outlet),
    }
    pieces = [
        gettext("Values: %(values)s, outlets: %(outlets)s.") % many,
        gettext("From %(low)s to %(high)s; the latest: %(latest)s (%(outlet)s, %(day)s).") % told,
    ]
    if doubted:
        pieces.append(
            ngettext("Contradicted: %(n)s value.", "Contradicted: %(n)s values.", doubted)
            % {"n": formats.number(doubted)}
        )
    return " ".join(pieces)
