"""Marks that are told apart by their shape, not by their colour alone."""

from __future__ import annotations

import svg

from marsad.web.pictures.canvas import Canvas


def mark(canvas: Canvas, at: float, level: float, hue: int, size: float = 4.5) -> svg.Element:
    """The mark of a hue: a disc, a square, a triangle, a diamond, a triangle on its tip, a ring."""
    x, look = canvas.x(at), [f"hue{hue}", "mark"]
    corners: dict[int, list[tuple[float, float]]] = {
        1: [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        2: [(0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
        3: [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
        4: [(0, 1.2), (1.15, -0.9), (-1.15, -0.9)],
    }
    if hue not in corners:
        return svg.Circle(cx=x, cy=round(level, 1), r=size, class_=[*look, "open"] if hue else look)
    points = [svg.Point(round(x + dx * size, 1), round(level + dy * size, 1)) for dx, dy in corners[hue]]
    return svg.Polygon(points=points, class_=look)
