"""Which lines of a page are its body: two small forests that were trained on other pages (see docs/body-model.md)."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from marsad.read.declared import Declared
from marsad.read.features import Looks, candidates
from marsad.read.fold import data, data_bytes
from marsad.read.lexicon import Lexicon
from marsad.read.marks import Mark
from marsad.read.page import Line, Page
from marsad.read.trees import Trees

_HOPELESS = 0.01
"""Lines that the first look believes in less are not looked at twice."""

_BODY = 0.45
"""A line of at least this probability is body."""

_ALIKE = 0.3
"""How much of a line's probability is that of the lines of the same look beside it."""

_ENOUGH = 3
_LONG = 600
_DOUBT = 0.6
"""Where not even the likeliest text of a page reaches this, what is body is judged against that text."""
_SAMPLE = 1_200
_CELLS = frozenset(("td", "th", "tr"))
_PARTS = frozenset(("h2", "h3", "h4", "h5", "h6", "li", "blockquote")) | _CELLS
_EMBED = int(Mark.EMBED)
_GAP = 60
_LINKED = 0.3


@dataclass(frozen=True)
class BodyModel:
    """The learned lexicon and the forests of the first and the second look."""

    lexicon: Lexicon
    first: Trees
    second: Trees

    def probabilities(self, page: Page, said: Declared, at: int | None) -> dict[int, float]:
        """How likely each line is body, by the line's number; lines that cannot be are left out."""
        lines = candidates(page)
        if not lines:
            return {}
        looks = Looks(page, lines, said, at, self.lexicon)
        first = self.first.probabilities(looks.first())
        rows = looks.second(first)
        hopeful = np.flatnonzero(first >= _HOPELESS)
        found = np.zeros(len(lines))
        found[hopeful] = self.second.probabilities(rows[:, hopeful])
        return {line.number: p for line, p in zip(lines, found.tolist(), strict=True)}

    @classmethod
    def loaded(cls, words: str, weights: bytes) -> BodyModel:
        """The model of a file of words and one of weights, as `benchmarks/train_body.py` writes them."""
        told, arrays = json.loads(words), np.load(io.BytesIO(weights))
        lexicon = Lexicon(told["names"], told["sayings"])
        return cls(lexicon, Trees.from_arrays(arrays, "first"), Trees.from_arrays(arrays, "second"))


def body_lines(page: Page, likely: dict[int, float]) -> frozenset[int]:
    """The numbers of the body lines: of probabilities by line number those that are high enough, as look-alikes are."""
    known: dict[int, tuple[int, str, str]] = {}
    groups: dict[tuple[int, str, str], list[float]] = {}
    for number, p in likely.items():
        line = page.lines[number]
        known[number] = key = (page.parents[line.element], line.kind.tag, line.kind.names)
        group = groups.setdefault(key, [0.0, 0.0, 0.0])
        size = min(_LONG, len(line.text))
        group[0] += p * size
        group[1] += size
        group[2] += 1
    least = _least(page, likely)
    found = set()
    for number, p in likely.items():
        total, weight, count = groups[known[number]]
        if (p if count < _ENOUGH else (1 - _ALIKE) * p + _ALIKE * total / weight) >= least:
            found.add(number)
    return frozenset(found | _between(page, found, likely))


def _between(page: Page, body: set[int], likely: dict[int, float]) -> set[int]:
    """Subheads, list items, quotations and cells that stand between body lines in the container of those."""
    found: set[int] = set()
    waiting: list[int] = []
    container = -1
    for number in sorted(likely):
        line = page.lines[number]
        if number in body:
            here = _container(page, line)
            if here == container and len(waiting) <= _GAP:
                found.update(other for other in waiting if _container(page, page.lines[other]) == here)
            container, waiting = here, []
        elif line.kind.tag in _PARTS and line.link_share < _LINKED and not line.marks & _EMBED:
            waiting.append(number)
    return found


def _container(page: Page, line: Line) -> int:
    """What holds a line, or the list or table that the line is a part of."""
    parent = page.parents[line.element]
    if line.kind.tag in _CELLS:
        parent = next((up for up in page.up(parent) if page.kinds[up].tag == "table"), parent)
        return page.parents[parent] if parent >= 0 else parent
    return page.parents[parent] if line.kind.tag == "li" and parent >= 0 else parent


def _least(page: Page, likely: dict[int, float]) -> float:
    total = weight = 0.0
    for number, p in sorted(likely.items(), key=lambda pair: -pair[1]):
        size = min(_LONG, len(page.lines[number].text))
        total, weight = total + p * size, weight + size
        if weight >= _SAMPLE:
            break
    likeliest = total / (weight or 1.0)
    return _BODY if likeliest >= _DOUBT else _BODY * likeliest / _DOUBT


@cache
def body_model() -> BodyModel:
    """The model that ships with the package."""
    return BodyModel.loaded(data("body_words.json"), data_bytes("body_model.npz"))
