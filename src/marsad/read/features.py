"""Lines → numbers: what the body model knows of each line of a page.

Every line that may be body gets one row: what its text is like, what its element and ancestors are called and say of
themselves, how much running text its containers and its look-alikes hold, where it stands, and what its neighbours
are. Shallow text features and their neighbours follow Kohlschütter et al. 2010 (https://doi.org/10.1145/1718487.1718542);
the second look, at what the first look says of the neighbours and containers, follows stacked sequential learning
(Cohen and Carvalho 2005, https://www.ijcai.org/Proceedings/05/Papers/0378.pdf).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from marsad.read.declared import Declared
from marsad.read.lexicon import SAYING, Lexicon
from marsad.read.marks import Mark
from marsad.read.page import Line, Page

Matrix = NDArray[np.float32]
Vector = NDArray[Any]

_ENDS = frozenset(".!?…؟。！？\"”»'’)")
_TAGS = ("p", "div", "li", "h1", "h2", "h3", "h4", "td", "figcaption", "section", "article", "pre")
_TAG_NUMBER = {tag: number for number, tag in enumerate(_TAGS)}
_MARKS = (
    Mark.FOOTER, Mark.HEADER, Mark.ASIDE, Mark.ARTICLE, Mark.MAIN, Mark.FORM, Mark.FIGURE, Mark.CAPTION, Mark.TABLE,
    Mark.LIST, Mark.QUOTE, Mark.HIDDEN, Mark.ARTICLE_BODY, Mark.HEADING, Mark.STRONG, Mark.COMMENT, Mark.EMBED,
    Mark.LINK,
)  # fmt: skip
_TAG_NUMBERS = np.arange(len(_TAGS))
_BITS = np.array([int(mark).bit_length() - 1 for mark in _MARKS])
_HEADING = _MARKS.index(Mark.HEADING)
_NEVER = int(Mark.NAV | Mark.BUTTON)
_FOOTER = int(Mark.FOOTER)
_IN_HEADING = int(Mark.HEADING)
_FAR = 60
_SHORT_LINK = 25
_LONG = 600
_STEPS = (-2, -1, 1, 2)

FIRST = (
    "length", "words", "link_share", "word_length", "commas", "stops", "ends", "upper", "digit", "breaks", "linked",
    *(f"tag_{tag}" for tag in _TAGS), *(f"mark_{mark.name}" for mark in _MARKS),
    "own", "parent_name", "path_low", "path_high", "path_sum", "say_low", "say_mean",
    "mass_0", "mass_1", "mass_2", "mass_3", "count_0", "count_1", "share_1", "kind_mass", "kind_count", "kind_length",
    "kind_links", "alike_0", "alike_1", "alike_2", "images_0", "images_1", "images_2", "image_before", "is_alt",
    "heads_1",
    "same_article", "up_to_shared", "down_from_shared", "titles_between", "from_head", "place", "mass_before",
    "prose_before", "prose_after", "same_before", "same_after", "gap_before", "gap_after",
    "in_body", "has_body", "is_title", "is_description", "is_repeated", "text_total",
    *(f"{name}_{step:+}" for step in _STEPS for name in ("length", "link_share", "ends", "heading", "same", "own")),
)  # fmt: skip
"""The columns of the first look."""

SECOND = (
    "p", *(f"{name}_{level}" for level in range(4) for name in ("p_share", "p_mean")), "p_above", "p_below",
    *(f"p_{step:+}" for step in (-3, -2, -1, 1, 2, 3)), "p_near", "p_around", "good_before", "good_after",
    "p_kind", "p_group", "p_most",
)  # fmt: skip
"""The columns that the second look adds."""


def candidates(page: Page) -> list[Line]:
    """The lines that may be body: not of menus, buttons and footers' links, nor bare links of a word or two."""
    return [
        line
        for line in page.lines
        if not line.marks & _NEVER
        and not (
            line.linked >= 0.9 * len(line.text)
            and (line.marks & _FOOTER or (len(line.text) < _SHORT_LINK and not line.marks & _IN_HEADING))
        )
    ]


class Looks:
    """The two looks at the candidate ``lines`` of a page; what both need is worked out once.

    ``at`` is the number of the headline's line. Both looks are (columns, lines).
    """

    def __init__(self, page: Page, lines: list[Line], said: Declared, at: int | None, lexicon: Lexicon) -> None:
        self.page, self.lines, self.said, self.at, self.lexicon = page, lines, said, at, lexicon
        self.texts = [line.text for line in lines]
        self.length = np.array([len(text) for text in self.texts], np.float32)
        self.levels = _levels(page, lines)
        self.look = _look(lines)
        self.matrix = np.empty((len(FIRST) + len(SECOND), len(lines)), np.float32)

    def first(self) -> Matrix:
        """A row of the matrix for each of `FIRST`."""
        page, lines, texts, length, levels, look = (
            self.page, self.lines, self.texts, self.length, self.levels, self.look,
        )  # fmt: skip
        n = len(lines)
        order = np.arange(n)
        words, linked, shape = _text(lines, texts, length)
        link_share = shape[2]
        tags = np.array([_TAG_NUMBER.get(line.kind.tag, -1) for line in lines])
        own_marks = np.array([line.marks | page.marks[page.owners[line.start]] for line in lines], np.int64)
        marks = (own_marks >> _BITS[:, None]) & 1
        heading = marks[_HEADING]
        called = _called(page, lines, self.lexicon)
        prose = np.where((words >= 8) & (link_share < 0.5) & (shape[6] + shape[5] + shape[4] > 0), length - linked, 0)
        total = float(prose.sum()) or 1.0
        numbers = np.array([line.number for line in lines])
        gap = np.minimum(_FAR, np.diff(numbers, prepend=-1) - 1)
        says = self.lexicon.says
        columns = [
            *shape, *(tags == _TAG_NUMBERS[:, None]), *marks, *called,
            *np.array([says(text) if len(text) <= SAYING else (0.0, 0.0) for text in texts]).reshape(-1, 2).T,
            *_containers(page, levels, look, length, linked, prose, total),
            *_pictures(page, lines, levels), np.bincount(levels[1], heading, len(page.parents) + 1)[levels[1]],
            *_against_headline(page, lines, self.at),
            np.clip(numbers - (self.at if self.at is not None else -1000), -_FAR, 4 * _FAR), order / max(1, n),
            (np.cumsum(prose) - prose) / total, *_prose_around(prose > 0, levels[1]),
            gap, np.append(gap[1:], len(page.lines) - numbers[-1] if n else 0),
            *_witnessed(texts, self.said), np.full(n, np.log1p(total)),
        ]  # fmt: skip
        around = np.array((shape[0], link_share, shape[6], heading, called[0]))
        edge = np.concatenate((order[:1], order[:1], order, order[-1:], order[-1:]))
        for step in _STEPS:
            place = edge[2 + step : 2 + step + n]
            length_, links, ends, head, own = around[:, place]
            columns += [length_, links, ends, head, look[place] == look, own]
        matrix = self.matrix[: len(FIRST)]
        for row, column in zip(matrix, columns, strict=True):
            row[:] = column
        return matrix

    def second(self, p: Vector) -> Matrix:
        """The first look with a row for each of `SECOND`: what its probabilities ``p`` say around each line."""
        n = len(self.lines)
        order = np.arange(n)
        look = self.look
        length = np.minimum(_LONG, self.length)
        mass = p * length
        total = float(mass.sum()) or 1.0
        size = len(self.page.parents) + 1
        columns = [p]
        for level in self.levels:
            within = np.bincount(level, mass, size)[level]
            columns += [within / total, within / np.bincount(level, length, size)[level]]
        running = np.cumsum(mass)
        columns += [(running - mass) / total, (total - running) / total]
        padded = np.concatenate((np.zeros(3), p, np.zeros(3)))
        columns += [padded[3 + step : 3 + step + n] for step in (-3, -2, -1, 1, 2, 3)]
        for width in (3, 8):
            columns.append(_windowed(mass, width) / np.maximum(1, _windowed(length, width)))
        before, after = _nearest(p > 0.5)
        columns += [np.minimum(_FAR, order - before), np.minimum(_FAR, after - order)]
        columns.append((np.bincount(look, mass) / np.bincount(look, length))[look])
        columns.append(_within_group(look, self.levels[1], mass, length))
        columns.append(np.full(n, p.max()))
        for row, column in zip(self.matrix[len(FIRST) :], columns, strict=True):
            row[:] = column
        return self.matrix


def _text(lines: list[Line], texts: list[str], length: Vector) -> tuple[Vector, Vector, list[Vector]]:
    rows = []
    for line, text in zip(lines, texts, strict=True):
        count, first, breaks = text.count, text[0], line.breaks
        rows.append(
            (
                max(count(" ") + 1, len(text) // 16),
                line.linked,
                count(",") + count("،"),
                count(". ") + count("? ") + count("! ") + count("؟ "),
                text[-1] in _ENDS,
                first.isupper(),
                first.isdigit(),
                breaks if breaks < 3 else 3,
            )
        )
    words, linked, commas, stops, ends, upper, digit, breaks_ = np.array(rows, np.float32).reshape(-1, 8).T
    return words, linked, [
        np.log1p(length), np.log1p(words), np.minimum(1, linked / length), length / words, commas / words, stops, ends,
        upper, digit, breaks_, np.log1p(linked),
    ]  # fmt: skip


def _levels(page: Page, lines: list[Line]) -> list[Vector]:
    """The elements that hold each line: its own, and three above; the last number stands for none."""
    parents = np.array([*page.parents, -1])
    level = np.array([line.element for line in lines], np.int64)
    found = []
    for _ in range(4):
        found.append(level % len(parents))
        level = parents[level]
    return found


def _look(lines: list[Line]) -> Vector:
    """A number for each line, the same for lines whose elements look the same."""
    signs: dict[tuple[str, str], int] = {}
    return np.array([signs.setdefault((line.kind.tag, line.kind.names), len(signs)) for line in lines], np.int64)


def _containers(
    page: Page, levels: list[Vector], look: Vector, length: Vector, linked: Vector, prose: Vector, total: float
) -> list[Vector]:  # fmt: skip
    size = len(page.parents) + 1
    mass = [np.bincount(level, prose, size)[level] for level in levels]
    count = [np.bincount(level, minlength=size)[level] for level in levels[:2]]
    share = mass[1] / np.maximum(1, np.bincount(levels[1], length, size)[levels[1]])
    looks = np.bincount(look)
    chars = np.bincount(look, length)
    signs: dict[tuple[str, str], int] = {}
    kinds = page.kinds
    alike = []
    for inner, outer in pairwise(levels):
        alike.append(_alike(inner, outer, kinds, signs))
    return [
        *(one / total for one in mass), *(np.log1p(one) for one in count), share,
        np.bincount(look, prose)[look] / total,
        np.log1p(looks[look]), np.log1p((chars / looks)[look]), (np.bincount(look, linked) / chars)[look],
        *(np.log1p(one) for one in alike),
    ]  # fmt: skip


def _alike(inner: Vector, outer: Vector, kinds: list[Any], signs: dict[tuple[str, str], int]) -> Vector:
    """How many elements of the same look stand beside a line's element (or ancestor) and hold text."""
    elements = inner.tolist()
    holders = dict(zip(elements, outer.tolist(), strict=True))
    last = len(kinds)
    keys: dict[int, tuple[int, int]] = {}
    counts: dict[tuple[int, int], int] = {}
    for element, above in holders.items():
        if element < last:
            kind = kinds[element]
            key = (above, signs.setdefault((kind.tag, kind.names), len(signs)))
        else:
            key = (above, -1)
        keys[element] = key
        counts[key] = counts.get(key, 0) + 1
    return np.array([counts[keys[element]] for element in elements], np.float32)


def _pictures(page: Page, lines: list[Line], levels: list[Vector]) -> list[Vector]:
    """Pictures in a line's element and above, right before the line, and whose alternative text the line is."""
    images = [(holder, size, kind) for holder, size, kind in page.voids if kind.tag == "img"]
    parents, size = page.parents, len(page.parents) + 1
    total = np.zeros(size, np.float32)
    holders = [holder for holder, _, _ in images]
    for _ in range(3):
        for holder in holders:
            total[holder] += 1
        holders = [parents[holder] for holder in holders if holder >= 0]
    before = {place for _, place, _ in images}
    alts = {alt[:50].casefold() for _, _, kind in images if len(alt := " ".join(kind.get("alt").split())) > 15}
    return [
        *(np.log1p(total[level]) for level in levels[:3]),
        np.array([line.start in before for line in lines], np.float32),
        np.array([bool(alts) and line.text[:50].casefold() in alts for line in lines], np.float32),
    ]


def _called(page: Page, lines: list[Line], lexicon: Lexicon) -> Matrix:
    """What the names of a line's element and of its ancestors are worth: own, parent, lowest, highest, sum."""
    known: dict[int, tuple[float, float, float, float, float]] = {-1: (0.0, 0.0, 0.0, 0.0, 0.0)}
    kinds, parents, worth = page.kinds, page.parents, lexicon.worth
    rows = []
    for line in lines:
        chain, element = [], line.element
        while element not in known:
            chain.append(element)
            element = parents[element]
        found = known[element]
        for element in reversed(chain):
            own = worth(kinds[element])
            before, _, low, high, total = found
            found = known[element] = (
                own, before, own if own < low else low, own if own > high else high, total + own,
            )  # fmt: skip
        rows.append(found)
    return np.array(rows, np.float32).reshape(-1, 5).T


def _against_headline(page: Page, lines: list[Line], at: int | None) -> list[Vector]:
    """How a line's element stands to the headline's: in the same article, how far apart, headlines between."""
    n = len(lines)
    if at is None:
        return [np.full(n, -1.0)] * 3 + [np.zeros(n)]
    parents, kinds = page.parents, page.kinds
    known: dict[int, tuple[int, int, bool]] = {}
    own_article = -1
    for steps, element in enumerate(page.up(page.lines[at].element)):
        known[element] = (steps, 0, False)
        if own_article < 0 and kinds[element].tag == "article":
            own_article = steps
    known[-1] = (99, 0, False)
    rows = []
    for line in lines:
        chain, element = [], line.element
        while element not in known:
            chain.append(element)
            element = parents[element]
        up, down, other = known[element]
        for element in reversed(chain):
            down, other = down + 1, other or kinds[element].tag == "article"
            known[element] = (up, down, other)
        inside = -1 if own_article < 0 and not other else not other and 0 <= up <= own_article
        rows.append((inside, up if up < 20 else 20, down if down < 20 else 20))
    firsts = np.array([line.kind.tag == "h1" and line.number > at for line in lines])
    return [*np.array(rows, np.float32).reshape(-1, 3).T, np.minimum(5, np.cumsum(firsts))]


def _within_group(look: Vector, parent: Vector, mass: Vector, length: Vector) -> Vector:
    """The mean probability of the lines of the same look in the same container."""
    _, group = np.unique(look * (int(parent.max()) + 1) + parent, return_inverse=True)
    return np.asarray((np.bincount(group, mass) / np.bincount(group, length))[group])


def _nearest(good: Vector) -> tuple[Vector, Vector]:
    """The places of the nearest ``good`` line before and after each line, far off where there is none."""
    n = len(good)
    order = np.arange(n)
    last = np.maximum.accumulate(np.where(good, order, -_FAR))
    next_ = np.minimum.accumulate(np.where(good, order, n + _FAR)[::-1])[::-1]
    return np.concatenate(([-_FAR], last[:-1])), np.concatenate((next_[1:], [n + _FAR]))


def _prose_around(is_prose: Vector, parent: Vector) -> list[Vector]:
    n = len(is_prose)
    order = np.arange(n)
    before, after = _nearest(is_prose)
    return [
        np.minimum(_FAR, order - before), np.minimum(_FAR, after - order),
        (parent[np.clip(before, 0, n - 1)] == parent) & (before >= 0),
        (parent[np.clip(after, 0, n - 1)] == parent) & (after < n),
    ]  # fmt: skip


def _witnessed(texts: list[str], said: Declared) -> list[Vector]:
    """Whether the page's declarations know a line: in the declared body, as title, as description; and its copies."""
    n, body = len(texts), said.body
    declared = len(body) > 200
    inside = [declared and len(text) > 20 and text[:50] in body for text in texts]
    titles = {one.value.casefold() for one in said.titles}
    longest = max(map(len, titles), default=0) + 2
    description = tuple(text[:40] for text in said.descriptions if len(text) >= 40)
    seen: dict[str, int] = {}
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
    return [
        np.array(inside), np.full(n, float(declared)),
        np.array([len(text) <= longest and text.casefold() in titles for text in texts]),
        np.array([len(text) >= 40 and text.startswith(description) for text in texts]),
        np.array([min(5, seen[text]) for text in texts]),
    ]  # fmt: skip


def _windowed(values: Vector, width: int) -> Vector:
    """The sums of the values up to ``width`` places away."""
    total = np.concatenate(([0.0], np.cumsum(values)))
    n = len(values)
    order = np.arange(n)
    return total[np.minimum(n, order + width + 1)] - total[np.maximum(0, order - width)]
