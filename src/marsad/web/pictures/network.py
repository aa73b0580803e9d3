"""Actors and their ties: who is named together, as a graph of which every edge opens its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import svg
from django.utils.translation import gettext, ngettext

from marsad.web import formats
from marsad.web.pictures.canvas import WIDTH, Canvas, Cell, Picture, linked
from marsad.web.pictures.layout import Box, Curve, Place, Taken, cells, placed, routed
from marsad.web.pictures.lettering import SIZE, broken, named, plain, width
from marsad.web.pictures.marks import mark
from marsad.web.values import kind_name

NODES = 40
EDGES = 60
REACH = 24.0
"""Units across that an edge's number and the edge itself can be hit at."""
_ROW, _TOP, _LINE = 84.0, 20.0, 13.5
_HUES = {"person": 0, "organisation": 1, "initiative": 3, "place": 2}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is named; ``articles`` is in how many, ``href`` leads to its page."""

    id: str
    name: str
    kind: str
    articles: int
    href: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors that are named together in ``articles``; ``href`` leads to the words."""

    first: str
    second: str
    articles: int
    href: str


def actors(listed: Iterable[Actor], ties: Iterable[Tie], *, name: str = "actors") -> Picture:
    """The graph of those named most, at most `NODES` of them. What is not drawn for want of room is in the table."""
    shown = _chosen(listed, ties := list(ties))
    by_id = {one.id: one for one in shown}
    known = sorted(
        (one for one in ties if one.first in by_id and one.second in by_id and one.first != one.second),
        key=lambda one: (-one.articles, one.first, one.second),
    )
    canvas = Canvas(name)
    left_out = _draw(canvas, shown, _backbone(shown, known))
    drawn = min(len(known), EDGES) - left_out
    title, words = gettext("Actors and their ties"), _words(shown, known, by_id, drawn)
    return Picture(
        name=name,
        title=title,
        words=words,
        svg=canvas.drawn(title, words, linked=True),
        head=(gettext("Actor"), gettext("Named together with"), gettext("Articles")),
        rows=tuple(
            (
                Cell(by_id[one.first].name),
                Cell(by_id[one.second].name),
                Cell(formats.number(one.articles), one.href, figure=True),
            )
            for one in known
        )
        or tuple(
            (Cell(one.name, one.href), Cell(""), Cell(formats.number(one.articles), figure=True)) for one in shown
        ),
    )


def _chosen(listed: Iterable[Actor], ties: Sequence[Tie]) -> list[Actor]:
    """By articles, then by the number of their ties."""
    degree: dict[str, int] = {}
    for tie in ties:
        for end in (tie.first, tie.second):
            degree[end] = degree.get(end, 0) + 1
    return sorted(listed, key=lambda one: (-one.articles, -degree.get(one.id, 0), one.id))[:NODES]


def _backbone(shown: Sequence[Actor], ties: Sequence[Tie]) -> list[Tie]:
    """The ties that are drawn, the strongest first: everybody's strongest one, then the others by strength."""
    first_of: dict[str, Tie] = {}
    for tie in ties:
        first_of.setdefault(tie.first, tie)
        first_of.setdefault(tie.second, tie)
    kept = dict.fromkeys(first_of[one.id] for one in shown if one.id in first_of)
    kept.update(dict.fromkeys(ties))
    return sorted(list(kept)[:EDGES], key=lambda one: (-one.articles, one.first, one.second))


def _draw(canvas: Canvas, shown: Sequence[Actor], ties: Sequence[Tie]) -> int:
    """Gives how many ties found no room."""
    spots = [(x, y + _TOP) for x, y in cells(len(shown), WIDTH, _ROW)]
    at = placed([one.id for one in shown], {(tie.first, tie.second): sqrt(tie.articles) for tie in ties}, spots)
    most = max((one.articles for one in shown), default=1)
    names = {one.id: _lines(one, at[one.id], shown) for one in shown}
    taken, discs = Taken(), {}
    for one in shown:
        radius = _radius(one, most)
        discs[one.id] = _square(at[one.id], radius + 3)
        taken.add(_square(at[one.id], max(radius, 12.0)))
        taken.add(_label(at[one.id], names[one.id]))
    strongest = max((tie.articles for tie in ties), default=1)
    edges: list[tuple[Tie, Curve]] = []
    for tie in ties:
        size = (max(REACH, width(formats.number(tie.articles), 11) + 10), REACH)
        others = [box for key, box in discs.items() if key not in (tie.first, tie.second)]
        curve = routed(at[tie.first], at[tie.second], size, others, taken, WIDTH)
        if curve is not None:
            edges.append((tie, curve))
    by_id = {one.id: one for one in shown}
    canvas.add(*(_edge(canvas, tie, curve, by_id, strongest) for tie, curve in edges))
    canvas.add(*(_node(canvas, one, at[one.id], names[one.id], _radius(one, most)) for one in shown))
    canvas.add(*(_number(canvas, tie, curve, by_id) for tie, curve in edges))
    foot = max((spot[1] for spot in spots), default=_TOP) + _ROW - _TOP
    canvas.height = _kinds(canvas, shown, foot)
    return len(ties) - len(edges)


def _radius(one: Actor, most: int) -> float:
    return 5.0 + 8.0 * sqrt(one.articles / max(most, 1))


def _lines(one: Actor, at: Place, shown: Sequence[Actor]) -> tuple[str, ...]:
    room = min(2 * at[0], 2 * (WIDTH - at[0]), WIDTH / 3 if len(shown) > 2 else WIDTH / 2) - 4
    return broken(plain(one.name) or "–", room)


def _label(at: Place, lines: Sequence[str]) -> Box:
    half = max(width(line) for line in lines) / 2
    return Box(at[0] - half, at[1] + 13, at[0] + half, at[1] + 15 + _LINE * len(lines))


def _square(at: Place, half: float) -> Box:
    return Box(at[0] - half, at[1] - half, at[0] + half, at[1] + half)


def _path(canvas: Canvas, curve: Curve, *classes: str, thick: float | None = None) -> svg.Path:
    (x, y), (cx, cy), (tx, ty) = ((canvas.x(px), round(py, 1)) for px, py in (curve.begin, curve.bend, curve.end))
    run: list[svg.PathData] = [svg.M(x, y), svg.QuadraticBezier(cx, cy, tx, ty)]
    return svg.Path(d=run, class_=list(classes), stroke_width=thick)


def _edge(canvas: Canvas, tie: Tie, curve: Curve, by_id: Mapping[str, Actor], strongest: int) -> svg.A:
    """The line itself, for who points at it; the way to it by keyboard is its number."""
    thick = round(1.0 + 5.0 * sqrt(tie.articles / strongest), 1)
    drawn = linked(
        tie.href,
        _tied(tie, by_id),
        [_path(canvas, curve, "reach", thick=REACH), _path(canvas, curve, "edge", thick=thick)],
        "tie",
    )
    drawn.extra = {"tabindex": "-1", "aria-hidden": "true"}
    return drawn


def _number(canvas: Canvas, tie: Tie, curve: Curve, by_id: Mapping[str, Actor]) -> svg.A:
    number, (at, level) = formats.number(tie.articles), curve.spot
    hit, pill = max(REACH, width(number, 11) + 10), max(18.0, width(number, 11) + 8)
    box = canvas.box(at - pill / 2, level - 8, pill, 16, "pill")
    box.rx = 8
    pieces: list[svg.Element] = [
        canvas.box(at - hit / 2, level - REACH / 2, hit, REACH, "hit"),
        box,
        canvas.text(at, level + 4, number, anchor="middle", size=11),
    ]
    return linked(tie.href, _tied(tie, by_id), pieces, "tie", "number")


def _node(canvas: Canvas, one: Actor, at: Place, lines: Sequence[str], radius: float) -> svg.A:
    label: list[svg.Element] = [
        canvas.text(at[0], at[1] + 24 + _LINE * number, line, "halo", anchor="middle", size=SIZE)
        for number, line in enumerate(lines)
    ]
    hit = svg.Circle(cx=canvas.x(at[0]), cy=at[1], r=max(radius, 12), class_=["hit"])
    drawn = mark(canvas, at[0], at[1], _HUES.get(one.kind, 4), radius)
    pieces: list[svg.Element] = [hit, drawn, *label]
    title = f"{named(one.name)} ({kind_name(one.kind)}): {_articles(one.articles)}"
    return linked(one.href, title, pieces, "actor")


def _kinds(canvas: Canvas, shown: Sequence[Actor], top: float) -> float:
    """What the shapes stand for."""
    at, base = 0.0, top + SIZE
    for kind in sorted({one.kind for one in shown}, key=lambda kind: (_HUES.get(kind, 4), kind)):
        label = kind_name(kind)
        wide = 32 + width(label)
        if at and at + wide > WIDTH:
            at, base = 0.0, base + 20
        canvas.add(mark(canvas, at + 7, base - 4, _HUES.get(kind, 4), 6), canvas.text(at + 20, base, label))
        at += wide
    return base + 8


def _tied(tie: Tie, by_id: Mapping[str, Actor]) -> str:
    names = formats.listing(named(by_id[end].name) for end in (tie.first, tie.second))
    return f"{names}: {_articles(tie.articles)}"


def _articles(count: int) -> str:
    return ngettext("%(shown)s article", "%(shown)s articles", count) % {"shown": formats.number(count)}


def _words(shown: Sequence[Actor], known: Sequence[Tie], by_id: Mapping[str, Actor], drawn: int) -> str:
    if not shown:
        return gettext("No actor yet.")
    most = formats.listing(f"{named(one.name)} ({_articles(one.articles)})" for one in shown[:3])
    pieces = [
        gettext("Actors: %(actors)s, ties: %(ties)s.")
        % {"actors": formats.number(len(shown)), "ties": formats.number(len(known))},
        gettext("Named most: %(names)s.") % {"names": most},
    ]
    if known:
        tied = "; ".join(_tied(tie, by_id) for tie in known[:3])
        pieces.append(gettext("The strongest ties: %(ties)s.") % {"ties": tied})
    if drawn < len(known):
        pieces.append(gettext("Drawn: %(n)s ties; all are in the table.") % {"n": formats.number(drawn)})
    return " ".join(pieces)
