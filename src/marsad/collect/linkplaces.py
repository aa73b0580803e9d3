"""Where the links of a page stand: in its menus and footers, in headings, in cards that have a title.

Every link and heading is walked upwards once, a bounded number of steps, so that the time is linear in the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from marsad.collect.linkshape import link_words

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_FRAME = frozenset(("nav", "footer"))
_DEPTH = 60
_CLIMB = 4
_UNDER = 3
_MAX_HEADINGS = 2_000
_COVER = 0.6
"""A part of the page that holds more of its links than this is no menu, whatever it is called."""


def above(node: Any, steps: int) -> Iterator[Any]:
    """The elements around a node, the nearest first."""
    for _ in range(steps):
        node = node.parent
        if node is None or node.tag in ("body", "html"):
            return
        yield node


class Places:
    """The places of a page's links: ids of those around its content (``chrome``), and in headings (``headed``)."""

    def __init__(self, tree: Any, anchors: Sequence[Any]) -> None:
        self.headed: set[int] = set()
        self.chrome: set[int] = set()
        self._cards = _cards(tree)
        within: dict[int, list[int]] = {}
        named: dict[int, bool] = {}
        for anchor in anchors:
            within[anchor.mem_id] = self._around(anchor, named)
        sizes = Counter(part for parts in within.values() for part in parts)
        most = _COVER * len(anchors)
        self.chrome |= {link for link, parts in within.items() if any(sizes[part] <= most for part in parts)}

    def _around(self, anchor: Any, named: dict[int, bool]) -> list[int]:
        """The parts around a link that are called like menus; what is certain by its element is noted at once."""
        parts, in_content = [], False
        for node in above(anchor, _DEPTH):
            tag = node.tag
            if tag in HEADINGS:
                self.headed.add(anchor.mem_id)
            elif tag in _FRAME:
                self.chrome.add(anchor.mem_id)
            in_content = in_content or tag in ("article", "main")
            if tag == "header":
                if not in_content and _of_page(node, named):
                    parts.append(node.mem_id)
            elif tag != "article" and _named(node, named):
                parts.append(node.mem_id)
        return parts

    def card_heading(self, anchor: Any) -> Any | None:
        """The heading of the card in which a link stands, where it is the only one and no link is in it."""
        for node in above(anchor, _CLIMB):
            if node.tag == "main":
                return None
            headings = self._cards.get(node.mem_id, ())
            if headings:
                return headings[0] if len(headings) == 1 and headings[0].css_first("a[href]") is None else None
        return None


def _cards(tree: Any) -> dict[int, list[Any]]:
    """The headings not far below each element that may be a card."""
    cards: dict[int, list[Any]] = {}
    for heading in tree.css("h2, h3, h4, h5")[:_MAX_HEADINGS]:
        for node in above(heading, _UNDER):
            cards.setdefault(node.mem_id, []).append(heading)
    return cards


def _of_page(header: Any, known: dict[int, bool]) -> bool:
    """Whether a header is the page's own rather than an article's."""
    if header.mem_id not in known:
        known[header.mem_id] = all(found.tag not in ("article", "main") for found in above(header, _DEPTH))
    return known[header.mem_id]


def _named(node: Any, known: dict[int, bool]) -> bool:
    """Whether a part's role, class or id calls it a menu, a footer or the like."""
    if node.mem_id not in known:
        stated = node.attributes
        words = f"{stated.get('class') or ''} {stated.get('id') or ''} {stated.get('role') or ''}".lower()
        known[node.mem_id] = not link_words()["chrome"].isdisjoint(re.split(r"[\W_]+", words))
    return known[node.mem_id]
