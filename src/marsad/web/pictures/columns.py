"""Counts side by side: outlets, countries, languages, and what is compared; a bar below each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import svg
from django.utils.translation import gettext

from marsad.web import formats
from marsad.web.pictures.canvas import WIDTH, Canvas, Cell, Picture, linked, titled
from marsad.web.pictures.lettering import BOLD, fitted, named, width

DRAWN = 20
"""Rows that a picture has at most; its table has all of them."""
_ROW, _BAR = 42.0, 14.0


@dataclass(frozen=True, slots=True)
class Row:
    """Something with two counts: all of it, and what stands within it or beside it."""

    name: str
    count: int
    other: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What a picture is called, what its rows are, and what its two counts count."""

    title: str
    rows: str
    count: str
    other: str


def within(rows: Sequence[Row], labels: Labels, *, name: str) -> Picture:
    """A bar for each row, its first part being what of it is ``other``: own texts within articles."""
    shown = rows[:DRAWN]
    canvas = Canvas(name)
    most = max((row.count for row in shown), default=1)
    top = 0.0
    for row in shown:
        number = f"{formats.number(row.count)} · {formats.number(row.other)}"
        whole, inner = WIDTH * row.count / most, WIDTH * min(row.other, row.count) / most
        bars = [canvas.box(0, top + 20, whole, _BAR, hue=1), canvas.box(0, top + 20, inner, _BAR, hue=0)]
        canvas.add(_row(canvas, row, top, number, bars, labels))
        top += _ROW
    canvas.height = canvas.legend(top, [(0, labels.other), (1, _rest(labels))])
    return _picture(canvas, rows, labels)


def beside(rows: Sequence[Row], labels: Labels, *, name: str, wholes: tuple[int, int]) -> Picture:
    """Two bars for each row, each as a share of one of the ``wholes``: articles above, sources below."""
    shown = rows[:DRAWN]
    canvas = Canvas(name)
    sums = [max(whole, 1) for whole in wholes]
    most = max((max(row.count / sums[0], row.other / sums[1]) for row in shown), default=1) or 1
    top = 0.0
    for row in shown:
        ends = [(row.count, row.count / sums[0]), (row.other, row.other / sums[1])]
        drawn: list[svg.Element] = []
        for place, (count, share) in enumerate(ends):
            level = top + 20 + place * 18
            said = f"{formats.percent(share)} · {formats.number(count)}"
            wide = (WIDTH - 96) * share / most
            drawn += [canvas.box(0, level, wide, _BAR, hue=place), canvas.text(wide + 6, level + 11, said, size=11)]
        canvas.add(_row(canvas, row, top, "", drawn, labels))
        top += 66
    canvas.height = canvas.legend(top, [(0, labels.count), (1, labels.other)])
    return _picture(canvas, rows, labels)


def _rest(labels: Labels) -> str:
    return gettext("the rest of: %(what)s") % {"what": labels.count}


def _row(canvas: Canvas, row: Row, top: float, number: str, bars: Sequence[svg.Element], labels: Labels) -> svg.Element:
    room = WIDTH - (width(number) + 10 if number else 0)
    words = _told(row, labels)
    name = canvas.text(0, top + 14, fitted(row.name, room, BOLD), "strong")
    pieces: list[svg.Element] = [*bars]
    if number:
        pieces.append(canvas.text(WIDTH, top + 14, number, anchor="end"))
    if not row.href:
        return titled(words, [name, *pieces])
    return svg.G(
        elements=[titled(words, pieces), linked(row.href, words, [canvas.box(0, top - 3, room, 25, "hit"), name])]
    )


def _told(row: Row, labels: Labels) -> str:
    counts = {
        "name": named(row.name),
        "count": formats.number(row.count),
        "what": labels.count,
        "other": formats.number(row.other),
        "of": labels.other,
    }
    return gettext("%(name)s: %(count)s (%(what)s), %(other)s (%(of)s)") % counts


def _picture(canvas: Canvas, rows: Sequence[Row], labels: Labels) -> Picture:
    told = "; ".join(_told(row, labels) for row in rows[:3])
    if len(rows) > 3:
        told = gettext("%(first)s; and %(n)s more.") % {"first": told, "n": formats.number(len(rows) - 3)}
    words = told if rows else gettext("No article yet.")
    if len(rows) > DRAWN:
        words = f"{words} {gettext('Drawn: the first %(n)s.') % {'n': formats.number(DRAWN)}}"
    return Picture(
        name=canvas.name,
        title=labels.title,
        words=words,
        svg=canvas.drawn(labels.title, words, linked=any(row.href for row in rows)),
        head=(labels.rows, labels.count, labels.other),
        rows=tuple(
            (
                Cell(row.name, row.href),
                Cell(formats.number(row.count), figure=True),
                Cell(formats.number(row.other), figure=True),
            )
            for row in rows
        ),
    )
