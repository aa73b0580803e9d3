"""Where the nodes of a graph stand on a narrow sheet, and how its edges run: the same for the same graph.

A force-directed layout (Fruchterman and Reingold 1991, networkx) says who is near whom; the nodes then take places in
rows of three and two, so that no label touches another, and change places as long as that makes the edges shorter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import dist

import networkx as nx

SEED = 8
ROUNDS = 6
"""Times that all pairs of nodes are asked whether they would better change places."""
_STEP = 30.0
_BENDS = (0.0, 0.12, -0.12, 0.25, -0.25, 0.4, -0.4, 0.6, -0.6)
_SPOTS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8)

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken: its sides."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any of their area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(slots=True)
class Taken:
    """Boxes that are taken, kept in bands of height so that only those near are looked at."""

    bands: dict[int, list[Box]] = field(default_factory=lambda: defaultdict(list))

    def add(self, box: Box) -> None:
        """Take a box."""
        for band in self._bands(box):
            self.bands[band].append(box)

    def free(self, box: Box) -> bool:
        """Whether nothing that is taken is in it."""
        return not any(box.meets(other) for band in self._bands(box) for other in self.bands.get(band, ()))

    @staticmethod
    def _bands(box: Box) -> range:
        return range(int(box.top // _STEP), int(box.bottom // _STEP) + 1)


def cells(count: int, wide: float, row: float) -> list[Place]:
    """Places for ``count`` nodes in rows of three and two by turns, from the top; the last row in its middle."""
    places: list[Place] = []
    level = 0
    while len(places) < count:
        many = 3 if level % 2 == 0 else 2
        left = min(many, count - len(places))
        places += [
            (wide * (2 * number + 1) / (2 * left if left < many else 2 * many), row * level) for number in range(left)
        ]
        level += 1
    return places


def placed(nodes: Sequence[str], edges: Mapping[tuple[str, str], float], spots: Sequence[Place]) -> dict[str, Place]:
    """A spot for every node; ``edges`` weigh how near its two ends should be."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from((first, second, weight) for (first, second), weight in sorted(edges.items()))
    if len(nodes) < 2:
        return dict(zip(nodes, spots, strict=True))
    force = nx.spring_layout(graph, seed=SEED, iterations=60, weight="weight")
    order = sorted(nodes, key=lambda node: (round(float(force[node][1]), 6), node))
    at: dict[str, Place] = {}
    for level in sorted({spot[1] for spot in spots}):
        row = [spot for spot in spots if spot[1] == level]
        members, order = order[: len(row)], order[len(row) :]
        members.sort(key=lambda node: (round(float(force[node][0]), 6), node))
        at.update(zip(members, row, strict=True))
    return _shortened(list(nodes), edges, at)


def _shortened(nodes: list[str], edges: Mapping[tuple[str, str], float], at: dict[str, Place]) -> dict[str, Place]:
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (first, second), weight in edges.items():
        near[first].append((second, weight))
        near[second].append((first, weight))

    def pull(node: str, spot: Place, but: str) -> float:
        return sum(weight * dist(spot, at[other]) for other, weight in near[node] if other != but)

    for _ in range(ROUNDS):
        changed = False
        for index, one in enumerate(nodes):
            for other in nodes[index + 1 :]:
                here, there = at[one], at[other]
                now = pull(one, here, other) + pull(other, there, one)
                if pull(one, there, other) + pull(other, here, one) < now - 1e-6:
                    at[one], at[other], changed = there, here, True
        if not changed:
            break
    return at


@dataclass(frozen=True, slots=True)
class Curve:
    """An edge: its ends, the point that it bends to, and where its number stands."""

    begin: Place
    bend: Place
    end: Place
    spot: Place


def routed(begin: Place, end: Place, size: Place, discs: Iterable[Box], taken: Taken, wide: float) -> Curve | None:
    """The straightest curve that passes the fewest nodes and has room for a number of ``size``; null where none has.

    The room is taken.
    """
    others = list(discs)
    found: list[tuple[int, int, Curve]] = []
    for turn, bent in enumerate(_BENDS):
        bend = _bend(begin, end, bent, wide)
        passed = sum(1 for share in _SPOTS for box in others if _inside(_on(begin, bend, end, share), box))
        for share in _SPOTS:
            spot = _on(begin, bend, end, share)
            if taken.free(_around(spot, size)) and size[0] / 2 <= spot[0] <= wide - size[0] / 2:
                found.append((passed, turn, Curve(begin, bend, end, spot)))
                break
        if found and found[-1][0] == 0:
            break
    if not found:
        return None
    best = min(found, key=lambda one: one[:2])[2]
    taken.add(_around(best.spot, size))
    return best


def _bend(begin: Place, end: Place, bent: float, wide: float) -> Place:
    across, down = end[0] - begin[0], end[1] - begin[1]
    x = (begin[0] + end[0]) / 2 - down * bent
    return (min(max(x, 4.0), wide - 4.0), (begin[1] + end[1]) / 2 + across * bent)


def _on(begin: Place, bend: Place, end: Place, share: float) -> Place:
    """A point of the quadratic Bézier curve."""
    rest = 1 - share
    return (
        rest * rest * begin[0] + 2 * rest * share * bend[0] + share * share * end[0],
        rest * rest * begin[1] + 2 * rest * share * bend[1] + share * share * end[1],
    )


def _around(spot: Place, size: Place) -> Box:
    return Box(spot[0] - size[0] / 2, spot[1] - size[1] / 2, spot[0] + size[0] / 2, spot[1] + size[1] / 2)


def _inside(spot: Place, box: Box) -> bool:
    return box.left < spot[0] < box.right and box.top < spot[1] < box.bottom
