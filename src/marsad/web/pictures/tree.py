"""The reprint tree: a text, and below it the copies of it in the order of time, each with what it kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import svg
from django.utils.translation import gettext, ngettext

from marsad.web import formats
from marsad.web.pictures.canvas import WIDTH, Canvas, Cell, Picture, linked, titled
from marsad.web.pictures.lettering import BOLD, fitted, named

DRAWN = 30
"""Copies that a picture has at most, the earliest ones; its table has all of them."""
_ROW, _FIRST, _TRUNK, _LEAF = 58.0, 52.0, 10.0, 34.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A copy. ``when`` is how long after the original it came, or its day where no more is known; ``kept`` the share
    (0 to 1) of the original's words that it has, and ``added`` the number of words it put in, null where the two were
    not compared. ``href`` leads to what it changed."""

    outlet: str
    when: str
    relation: str
    href: str
    kept: float | None = None
    added: int | None = None


def reprints(original: str, when: str, copies: Sequence[Leaf], *, href: str, name: str = "tree") -> Picture:
    """The original's outlet and its copies, each joined by a branch that says how it copies and how much it kept."""
    title = gettext("Who copied whom")
    words = _words(original, copies)
    canvas, shown = Canvas(name), copies[:DRAWN]
    foot = _FIRST + _ROW * (len(shown) - 1) + 16 if shown else _FIRST
    canvas.add(canvas.line(_TRUNK, 20, _TRUNK, foot, "branch"))
    root: list[svg.Element] = [
        svg.Circle(cx=canvas.x(_TRUNK), cy=14, r=8, class_=["hue0", "mark"]),
        canvas.box(0, 0, WIDTH, 30, "hit"),
        canvas.text(
            _LEAF - 8,
            18,
            fitted(f"{original} · {gettext('original')}", WIDTH - _LEAF, BOLD * 13 / 12),
            "strong",
            size=13,
        ),
    ]
    canvas.add(
        linked(href, gettext("Read the original"), root),
        canvas.text(_LEAF - 8, 35, fitted(when, WIDTH - _LEAF, 11), "soft", size=11),
    )
    for number, leaf in enumerate(shown):
        canvas.add(*_branch(canvas, leaf, _FIRST + number * _ROW))
    canvas.height = foot + _ROW - 12 if shown else foot
    if any(leaf.kept is not None for leaf in shown):
        canvas.height = canvas.legend(canvas.height, [(0, gettext("kept of the original")), (2, gettext("left out"))])
    return Picture(
        name=name,
        title=title,
        words=words,
        svg=canvas.drawn(title, words, linked=True),
        head=(gettext("Outlet"), gettext("When"), gettext("How"), gettext("Kept"), gettext("Inserted words")),
        rows=tuple(_cells(leaf) for leaf in copies),
    )


def _branch(canvas: Canvas, leaf: Leaf, top: float) -> list[svg.Element]:
    middle = top + 16
    label = f"{leaf.when} · {leaf.relation}"
    text: list[svg.Element] = [
        canvas.box(_LEAF - 8, top, WIDTH - _LEAF + 8, _ROW - 18, "hit"),
        canvas.text(_LEAF, top + 14, fitted(leaf.outlet, WIDTH - _LEAF, BOLD), "strong"),
        canvas.text(_LEAF, top + 30, fitted(label, WIDTH - _LEAF, 11), "soft", size=11),
    ]
    drawn: list[svg.Element] = [
        canvas.line(_TRUNK, middle, _LEAF - 6, middle, "branch"),
        linked(leaf.href, _told(leaf), text),
    ]
    if leaf.kept is not None:
        room = 180.0
        bar = [canvas.box(_LEAF, top + 36, room * leaf.kept, 8, hue=0)]
        if leaf.kept < 1:
            bar.append(canvas.box(_LEAF + room * leaf.kept, top + 36, room * (1 - leaf.kept), 8, hue=2))
        kept = gettext("%(share)s kept") % {"share": formats.percent(leaf.kept)}
        drawn += [titled(_told(leaf), bar), canvas.text(_LEAF + room + 8, top + 44, kept, size=11)]
    return drawn


def _told(leaf: Leaf) -> str:
    said = f"{named(leaf.outlet)}: {leaf.relation}, {leaf.when}"
    if leaf.kept is None or leaf.added is None:
        return said
    kept = gettext("kept %(share)s of the original") % {"share": formats.percent(leaf.kept)}
    added = ngettext("put in %(shown)s word", "put in %(shown)s words", leaf.added)
    return formats.listing([said, kept, added % {"shown": formats.number(leaf.added)}])


def _words(original: str, copies: Sequence[Leaf]) -> str:
    many = ngettext("%(shown)s copy of a text of %(outlet)s.", "%(shown)s copies of a text of %(outlet)s.", len(copies))
    pieces = [many % {"shown": formats.number(len(copies)), "outlet": named(original)}]
    if copies:
        pieces.append(
            gettext("The first: %(outlet)s, %(when)s.") % {"outlet": named(copies[0].outlet), "when": copies[0].when}
        )
    compared = [leaf for leaf in copies if leaf.kept is not None]
    if compared:
        least = min(compared, key=lambda leaf: leaf.kept or 0.0)
        told = {"outlet": named(least.outlet), "share": formats.percent(least.kept or 0.0)}
        pieces.append(gettext("The one that kept least: %(outlet)s, %(share)s.") % told)
    if len(copies) > DRAWN:
        pieces.append(gettext("Drawn: the first %(n)s.") % {"n": formats.number(DRAWN)})
    return " ".join(pieces)


def _cells(leaf: Leaf) -> tuple[Cell, ...]:
    return (
        Cell(leaf.outlet, leaf.href),
        Cell(leaf.when),
        Cell(leaf.relation),
        Cell(formats.percent(leaf.kept) if leaf.kept is not None else "–", figure=True),
        Cell(formats.number(leaf.added) if leaf.added is not None else "–", figure=True),
    )
