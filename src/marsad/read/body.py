"""The main text of a page as typed blocks. This first version stands on trafilatura and hides it.

The tree comes here after furniture, headline and comments have been taken out of it; what is asked of trafilatura
is only which of the remaining text is the article (Barbaresi 2021, https://aclanthology.org/2021.acl-demo.15/).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from marsad.model import Block, BlockType
from marsad.read.dom import squeeze

_TYPES = {"head": BlockType.SUBHEAD, "quote": BlockType.QUOTE, "code": BlockType.PARAGRAPH}
_MANY_CELLS = 2_000


def main_blocks(tree: Any, *, url: str | None = None) -> list[Block]:
    """Blocks of the main text in reading order, empty where no main text is found."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(
        deepcopy(tree), url=url, fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    body = getattr(found, "body", None)
    return [block for element in body for block in _blocks(element)] if body is not None else []


def _blocks(element: Any) -> Iterator[Block]:
    if element.tag == "list":
        for item in element.iter("item"):
            yield from _text_blocks(item, BlockType.LIST_ITEM)
    elif element.tag == "table":
        table = _table(element)
        if table:
            yield Block(BlockType.TABLE, table)
    elif element.tag != "graphic":
        yield from _text_blocks(element, _TYPES.get(element.tag, BlockType.PARAGRAPH))
    if element.tail and element.tail.strip():
        yield Block(BlockType.PARAGRAPH, squeeze(element.tail))


def _text_blocks(element: Any, kind: BlockType) -> Iterator[Block]:
    for text in _pieces(element):
        yield Block(kind, text)


def _pieces(element: Any) -> Iterator[str]:
    """The text of an element, cut where its paragraphs or doubled line breaks cut it."""
    text = element.text or ""
    for inner in element.iterdescendants():
        if inner.tag == "lb":
            text += "\n"
        elif inner.tag in {"p", "quote", "head", "item"}:
            text += "\n\n"
        text += (inner.text or "") + (inner.tail or "")
    for part in text.split("\n\n"):
        rows = "\n".join(filter(None, map(squeeze, part.split("\n"))))
        if rows:
            yield rows


def _table(element: Any) -> str:
    """Rows as lines, cells parted by tabs."""
    rows: list[str] = []
    for row in list(element.iter("row"))[:_MANY_CELLS]:
        cells = [squeeze("".join(cell.itertext())) for cell in row.iter("cell")]
        if any(cells) and rows[-1:] != ["\t".join(cells)]:
            rows.append("\t".join(cells))
    return "\n".join(rows)
