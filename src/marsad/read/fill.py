"""What an extractor of main text leaves out between its own paragraphs, found again among the page's lines.

Extractors fall back to bare paragraphs on unusual markup and lose the lists and subheads between them, or lose
everything. The lines of the page that stand between recognised paragraphs, in the same containers, are the article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from marsad.model import Block, BlockType
from marsad.read.dom import HEADINGS, Line, container
from marsad.read.headline import words

_PROSE = 60
_ITEM = 25
_GAP = 12
_TOO_LITTLE = 0.2


def fill(blocks: list[Block], page: list[Line]) -> list[Block]:
    """``blocks`` with what the page shows between them; the densest container's lines where they hold too little."""
    dense = _densest(page)
    if _size(blocks) < _TOO_LITTLE * _size(dense) or (
        len(blocks) == 1 and blocks[0].text.count("\n") > 5 and len(dense) > 2
    ):
        return dense
    return _between(blocks, page)


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks if block.type is not BlockType.TABLE)


def _between(blocks: list[Block], page: list[Line]) -> list[Block]:
    places = _places(blocks, page)
    found = [place for place in places if place is not None]
    if len(found) < 2:
        return blocks
    known = {tuple(words(row)) for block in blocks for row in block.text.split("\n")}
    main = {_main(page, found)}
    whole = {block.type for block in blocks} - {BlockType.PARAGRAPH}  # what the extractor kept, it kept with care
    merged: list[Block] = []
    last = None
    for block, place in zip(blocks, places, strict=True):
        if place is not None and last is not None and last < place <= last + _GAP:
            merged += [
                Block(_type(line), line.text)
                for line in page[last + 1 : place]
                if _missed(line, main)
                and _worth(line)
                and _type(line) not in whole
                and tuple(words(line.text)) not in known
            ]
        merged.append(block)
        if place is not None:
            last = max(place, last or 0)
    return merged


def _main(page: list[Line], places: list[int]) -> int:
    """The container that holds most of the recognised text."""
    weights: dict[int, int] = defaultdict(int)
    for place in places:
        weights[id(container(page[place]))] += len(page[place].text)
    return max(weights, key=lambda key: weights[key])


def _worth(line: Line) -> bool:
    return line.tag in HEADINGS or len(line.text) >= (_ITEM if line.tag == "li" else _PROSE)


def _places(blocks: list[Block], page: list[Line]) -> list[int | None]:
    """For each block the line it begins with, in rising order; null where it cannot be told."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, line in enumerate(page):
        if not line.gone:
            index[tuple(words(line.text))].append(number)
    places: list[int | None] = []
    last = -1
    for block in blocks:
        candidates = index.get(tuple(words(block.text.split("\n")[0])), [])
        after = bisect_right(candidates, last)
        place = candidates[after] if after < len(candidates) else None
        places.append(place)
        last = last if place is None else place
    return places


def _missed(line: Line, parents: set[int]) -> bool:
    plain = not line.gone and line.link_share < 0.5 and len(line.text.split()) >= 2
    return plain and line.tag not in {"td", "th", "figcaption", "caption"} and id(container(line)) in parents


def _densest(page: list[Line]) -> list[Block]:
    """Every line of the container that holds most running text."""
    weights: dict[int, int] = defaultdict(int)
    for line in page:
        if not line.gone and len(line.text) >= _PROSE and line.link_share < 0.3:
            holder = container(line)
            if holder is not None and holder.tag != "body":
                weights[id(holder)] += len(line.text)
    if not weights:
        return []
    best = max(weights, key=lambda key: weights[key])
    return [
        Block(_type(line), line.text)
        for line in page
        if _missed(line, {best}) and (_worth(line) or len(line.text) >= _ITEM)
    ]


def _type(line: Line) -> BlockType:
    if line.tag in HEADINGS:
        return BlockType.SUBHEAD
    if line.tag == "li":
        return BlockType.LIST_ITEM
    element = line.block
    for _ in range(3):
        if element is not None and element.tag == "blockquote":
            return BlockType.QUOTE
        element = element.getparent() if element is not None else None
    return BlockType.PARAGRAPH
