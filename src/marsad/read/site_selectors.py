"""The selectors of site rules: the few forms of CSS that name an element by its tag, id, classes and attributes.

``tag``, ``.class``, ``#id``, ``[name]``, ``[name=value]`` (also ``~= ^= $= *=``), several of these without a blank for
one element, and blanks between an element and one inside it. They are matched on a parsed page, not on its markup.
Source: Selectors Level 3 (W3C, 2018), sections 6 and 8.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from marsad.read.marks import Kind
from marsad.read.page import Line, Page, squeeze

_PIECES = re.compile(r"(?:\[[^\]]*\]|[^\s\[])+|\[")
_STEP = re.compile(r"(?P<tag>[A-Za-z][\w-]*)?(?P<rest>(?:[.#][\w-]+|\[[^\]]+\])*)")
_TEST = re.compile(r"(?P<sign>[.#])(?P<called>[\w-]+)|\[(?P<inner>[^\]]+)\]")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[\w:-]+)\s*(?:(?P<how>[~^$*]?=)\s*(?P<quote>["']?)(?P<value>.*?)(?P=quote))?\s*"""
)
_CURE = "write tag, .class, #id or [name=value], joined for one element, with a blank before an element inside it"


class SelectorError(ValueError):
    """A selector that cannot be read; the message says why, and the cure."""


@dataclass(frozen=True, slots=True)
class _Test:
    name: str
    how: str
    value: str

    def holds(self, attributes: dict[str, str]) -> bool:
        found = attributes.get(self.name)
        if found is None or not self.how:
            return found is not None
        if self.how == "=":
            return found == self.value
        if self.how == "~=":
            return self.value in found.split()
        if self.how == "^=":
            return found.startswith(self.value)
        return found.endswith(self.value) if self.how == "$=" else self.value in found


@dataclass(frozen=True, slots=True)
class _Step:
    tag: str
    tests: tuple[_Test, ...]

    def fits(self, kind: Kind) -> bool:
        if self.tag and kind.tag != self.tag:
            return False
        return not self.tests or (bool(kind.attrs) and all(test.holds(kind.attributes) for test in self.tests))


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector as it is written, and its steps from the outermost element inwards."""

    text: str
    steps: tuple[_Step, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An element that a selector fits: its kind, and the numbers of it and all inside it (none where it is empty)."""

    kind: Kind
    elements: range


def parse_selector(text: str) -> Selector:
    """Read a selector. Raises `SelectorError`."""
    steps = tuple(_step(text, piece) for piece in _PIECES.findall(text))
    if not steps:
        raise SelectorError(f"an empty selector names nothing; {_CURE}")
    return Selector(squeeze(text), steps)


def _step(text: str, piece: str) -> _Step:
    match = _STEP.fullmatch(piece)
    if match is None:
        raise SelectorError(f'"{text}" is no selector that site rules know, because of "{piece}"; {_CURE}')
    tests = []
    for test in _TEST.finditer(match["rest"]):
        if test["sign"]:
            tests.append(
                _Test("class", "~=", test["called"]) if test["sign"] == "." else _Test("id", "=", test["called"])
            )
            continue
        inner = _ATTRIBUTE.fullmatch(test["inner"])
        if inner is None:
            raise SelectorError(f'"{text}" has "{test[0]}", which is no [name=value]; {_CURE}')
        tests.append(_Test(inner["name"].lower(), inner["how"] or "", inner["value"] or ""))
    return _Step((match["tag"] or "").lower(), tuple(tests))


def matches(page: Page, selector: Selector) -> list[Match]:
    """The elements of a page that a selector fits, in page order; those without text (``meta``) come last."""
    *outer, last = selector.steps
    parents = page.parents
    found = [
        Match(kind, _extent(page, number))
        for number, kind in enumerate(page.kinds)
        if last.fits(kind) and _held(page, parents[number], outer)
    ]
    return found + [
        Match(kind, range(0)) for holder, _, kind in page.voids if last.fits(kind) and _held(page, holder, outer)
    ]


def _held(page: Page, element: int, steps: list[_Step]) -> bool:
    """Whether an element and those around it fit the steps, the last of them innermost; the nearest fit is enough."""
    left = len(steps)
    while left and element >= 0:
        left -= steps[left - 1].fits(page.kinds[element])
        element = page.parents[element]
    return not left


def _extent(page: Page, element: int) -> range:
    """The numbers of an element and all inside it, which stand together because they are those of the page's order."""
    end = element + 1
    while end < len(page.parents) and page.parents[end] >= element:
        end += 1
    return range(element, end)


def words(page: Page, match: Match) -> str:
    """The text inside a match, squeezed; of a ``meta`` its content."""
    if not match.elements:
        return squeeze(match.kind.get("content"))
    lines = (
        "".join([page.pieces[n] for n in range(line.start, line.end) if page.owners[n] in match.elements])
        for line in page.lines
    )
    return squeeze(unescape(" ".join(lines)))


def lines_inside(page: Page, found: Iterable[Match], partly: int = 0) -> Iterator[Line]:
    """The lines of which every word is inside one of the matches, in the order of the matches.

    For lines of up to ``partly`` characters some words are enough.
    """
    for match in found:
        elements = match.elements
        for line in page.lines if elements else ():
            inside = [page.owners[n] in elements for n in _worded(page, line)]
            if all(inside) or (any(inside) and len(line.text) <= partly):
                yield line


def _worded(page: Page, line: Line) -> list[int]:
    """The numbers of a line's pieces of text that are more than blanks."""
    return [n for n in range(line.start, line.end) if not page.pieces[n].isspace()]
