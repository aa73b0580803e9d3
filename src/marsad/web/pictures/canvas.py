"""What every picture is drawn on: a sheet as wide as a phone's column that mirrors itself for right-to-left readers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any, Literal

import svg
from django.utils.translation import get_language
from markupsafe import Markup

from marsad.model import RTL_LANGUAGES
from marsad.web.pictures.lettering import SIZE, fitted, plain, runs, safe, width

WIDTH = 328.0
"""Units across: the px that a page's column has on a phone 360 px wide, where a unit is a px."""
HUES = 6
_HATCHES = (
    "",
    "M-1,7 L7,-1 M-1,1 L1,-1 M5,7 L7,5",
    "M0,1.5 H6 M0,4.5 H6",
    "M1.5,0 V6 M4.5,0 V6",
    "M-1,-1 L7,7 M-1,5 L1,7 M5,-1 L7,1",
    "M0,3 H6 M3,0 V6",
)
"""What is laid over each hue, so that none is told by its colour alone; tiles of 6 by 6 units."""

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a picture's table; ``href`` leads to what is behind it, ``figure`` says that it is a number."""

    text: str
    href: str = ""
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it says in words (``words``) and its numbers as a table. ``name`` is unique on its page."""

    name: str
    title: str
    words: str
    svg: Markup
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.rows


class Canvas:
    """Elements of one picture. Places count from the edge at which the reader begins, and from the top."""

    def __init__(self, name: str, height: float = 0) -> None:
        self.name = name
        self.height = height
        self.rtl = get_language() in RTL_LANGUAGES
        self.elements: list[svg.Element] = []

    def x(self, at: float, extent: float = 0) -> float:
        """The library's abscissa of something that begins ``at`` and is ``extent`` wide."""
        return round(WIDTH - at - extent if self.rtl else at, 1)

    def add(self, *elements: svg.Element) -> None:
        """Draw on top of what is there."""
        self.elements.extend(elements)

    def box(self, at: float, top: float, wide: float, high: float, *classes: str, hue: int | None = None) -> svg.Rect:
        """A rectangle; with ``hue`` in that one's colour and hatch."""
        look: dict[str, Any] = {"fill": self.ink(hue)} if hue is not None else {}
        named = [*classes, f"edge{hue % HUES}"] if hue is not None else list(classes)
        place: dict[str, Any] = {
            "x": self.x(at, wide),
            "y": round(top, 1),
            "width": round(wide, 1),
            "height": round(high, 1),
        }
        return svg.Rect(**place, **look, class_=named or None)

    def line(self, at: float, top: float, to: float, bottom: float, *classes: str) -> svg.Line:
        """A straight line."""
        ends: dict[str, Any] = {"x1": self.x(at), "y1": round(top, 1), "x2": self.x(to), "y2": round(bottom, 1)}
        return svg.Line(**ends, class_=list(classes) or None)

    def text(
        self, at: float, base: float, words: str, *classes: str, anchor: Anchor = "start", size: float = SIZE
    ) -> svg.Text:
        """A line of text whose baseline is ``base``; ``anchor`` is the side in the reader's direction.

        Text that runs the other way keeps its side. The browser shapes it.
        """
        shown = plain(words)
        way = runs(shown) if any(char.isalpha() for char in shown) else ("rtl" if self.rtl else "ltr")
        if (way == "rtl") != self.rtl and anchor != "middle":
            anchor = "end" if anchor == "start" else "start"
        return svg.Text(
            x=self.x(at),
            y=round(base, 1),
            text=safe(shown),
            font_size=size,
            text_anchor=anchor,
            direction="rtl" if way == "rtl" else "ltr",
            unicode_bidi="isolate",
            lang="ar" if way == "rtl" else None,
            class_=list(classes) or None,
        )

    def ink(self, hue: int) -> str:
        """The paint of a hue: its hatch, whose colours the style sheet gives."""
        return f"url(#{self.name}-hue{hue % HUES})"

    def legend(self, top: float, items: Sequence[tuple[int, str]]) -> float:
        """A key of hues in as many rows as it needs; gives where it ends."""
        at, base = 0.0, top + SIZE
        for hue, label in items:
            shown = fitted(plain(label), WIDTH - 24)
            wide = 20 + width(shown) + 12
            if at and at + wide > WIDTH:
                at, base = 0.0, base + 20
            self.add(self.box(at, base - 11, 14, 14, "key", hue=hue), self.text(at + 20, base, shown))
            at += wide
        return base + 10

    def drawn(self, title: str, words: str, *, linked: bool = False) -> Markup:
        """The picture as one element for a page; one with links is a group, as an image hides what is in it."""
        names = f"{self.name}-title {self.name}-words"
        head: list[svg.Element] = [
            svg.Title(id=f"{self.name}-title", text=safe(title)),
            svg.Desc(id=f"{self.name}-words", text=safe(words)),
            svg.Defs(elements=[self._hatch(hue) for hue in range(HUES)]),
        ]
        whole = svg.SVG(
            viewBox=svg.ViewBoxSpec(0, 0, int(WIDTH), int(self.height + 1)),
            class_=["picture"],
            extra={"role": "group" if linked else "img", "aria-labelledby": names, "focusable": "false"},
            elements=[*head, *self.elements],
        )
        return Markup(whole.as_str())  # noqa: S704 - all text went through `safe`

    def _hatch(self, hue: int) -> svg.Pattern:
        pieces: list[svg.Element] = [svg.Rect(width=6, height=6, class_=[f"hue{hue}"])]
        if _HATCHES[hue]:
            pieces.append(svg.Path(class_=["hatch"], extra={"d": _HATCHES[hue]}))
        return svg.Pattern(
            id=f"{self.name}-hue{hue}", width=6, height=6, patternUnits="userSpaceOnUse", elements=pieces
        )


def titled(title: str, elements: Iterable[svg.Element]) -> svg.G:
    """Elements that say something of their own when they are pointed at."""
    return svg.G(elements=[svg.Title(text=safe(title)), *elements])


def linked(href: str, title: str, elements: Iterable[svg.Element], *classes: str) -> svg.A:
    """Elements that lead somewhere; ``href`` is an address of the site."""
    shown = [svg.Title(text=safe(title)), *elements]
    return svg.A(href=safe(href), elements=shown, class_=list(classes) or None, extra={"aria-label": safe(title)})


def steps(low: float, high: float, wanted: int = 3, *, whole: bool = False) -> list[float]:
    """Round values for an axis that holds everything from ``low`` to ``high``, about ``wanted`` steps of 1, 2 or 5."""
    rough = max(high - low, 1e-9 * max(abs(high), 1.0)) / wanted
    power = 10.0 ** floor(log10(rough))
    size = next(power * share for share in (1, 2, 5, 10) if power * share >= rough * (1 - 1e-9))
    if whole:
        size = max(1.0, size)
    first, last = floor(low / size + 1e-9), ceil(high / size - 1e-9)
    return [size * number for number in range(first, max(last, first + 1) + 1)]
