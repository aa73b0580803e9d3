"""Lines of the body → typed blocks: lines that single breaks part are one paragraph, rows of cells one table."""

from __future__ import annotations

from collections.abc import Container, Iterable

from marsad.model import Block, BlockType
from marsad.read.marks import Mark
from marsad.read.page import Line, Page

_CELL = 80
_TABLE, _HEADING, _LIST, _QUOTE, _EMBED = (
    int(mark) for mark in (Mark.TABLE, Mark.HEADING, Mark.LIST, Mark.QUOTE, Mark.EMBED)
)
_STOPS = (".", "!", "?", "…", "؟", "»", "”", '"', ":", "。")
_SUBHEAD = 120


def blocks(page: Page, body: Iterable[int], apart: Container[int] = ()) -> list[Block]:
    """The blocks of the body lines with these numbers, in page order; no line of ``apart`` completes a table."""
    lines = [page.lines[number] for number in sorted(body)]
    tables = data_tables(page, lines)
    if tables:
        lines = _whole_tables(page, lines, tables, apart)
    found: list[Block] = []
    last: Line | None = None
    row: tuple[int, int] | None = None
    for line in lines:
        table = tables.get(line.number)
        if table is not None:
            if row is not None and row[0] == table[0]:
                text = found[-1].text + ("\t" if row == table else "\n") + line.text
                found[-1] = Block(BlockType.TABLE, text)
            else:
                found.append(Block(BlockType.TABLE, line.text))
        elif last is not None and row is None and _continues(line, last):
            found[-1] = Block(found[-1].type, f"{found[-1].text}\n{line.text}")
        else:
            found.append(Block(block_type(page, line), line.text))
        row, last = table, line
    return found


def _continues(line: Line, last: Line) -> bool:
    return line.breaks == 1 and line.element == last.element and line.number == last.number + 1


def block_type(page: Page, line: Line) -> BlockType:
    """What kind of block a body line is."""
    marks = line.marks
    if marks & _HEADING:
        return BlockType.SUBHEAD
    if marks & (_QUOTE | _EMBED):
        return BlockType.QUOTE
    if marks & _LIST and line.kind.tag in ("li", "dd", "dt", "p", "div") and _in_item(page, line.element):
        return BlockType.LIST_ITEM
    if len(line.text) <= _SUBHEAD and _all_strong(page, line) and not line.text.endswith(_STOPS):
        return BlockType.SUBHEAD
    return BlockType.PARAGRAPH


def _in_item(page: Page, element: int) -> bool:
    return any(page.kinds[up].tag in ("li", "dd", "dt") for up, _ in zip(page.up(element), range(3), strict=False))


def _all_strong(page: Page, line: Line) -> bool:
    """Whether a paragraph of its own is all in bold, as pages mark subheads that they do not call headings."""
    if line.breaks or line.kind.tag not in ("p", "div"):
        return False
    strong = int(Mark.STRONG)
    owners = page.owners[line.start : line.end]
    texts = page.pieces[line.start : line.end]
    return all(page.marks[owner] & strong for owner, text in zip(owners, texts, strict=True) if text.strip())


def data_tables(page: Page, lines: list[Line]) -> dict[int, tuple[int, int]]:
    """For each line that is a cell of a table of data its table and row, by line number.

    A table of data has rows of several short cells; others only lay out the page.
    """
    places: dict[int, tuple[int, int]] = {}
    for line in lines:
        if line.marks & _TABLE:
            place = _place(page, line.element)
            if place is not None:
                places[line.number] = place
    by_table: dict[int, list[Line]] = {}
    for line in lines:
        if line.number in places:
            by_table.setdefault(places[line.number][0], []).append(line)
    layout = {table for table, cells in by_table.items() if not _holds_data(cells, places)}
    return {number: place for number, place in places.items() if place[0] not in layout}


def _whole_tables(
    page: Page, lines: list[Line], places: dict[int, tuple[int, int]], apart: Container[int]
) -> list[Line]:
    """``lines`` with the cells that are missing of the tables among them, which get their places too."""
    known = {line.number for line in lines}
    chosen = {table for table, _ in places.values()}
    missing = []
    for line in page.lines[min(places) : max(places)]:
        if line.number not in known and line.number not in apart and line.marks & _TABLE:
            place = _place(page, line.element)
            if place is not None and place[0] in chosen:
                places[line.number] = place
                missing.append(line)
    return sorted([*lines, *missing], key=lambda line: line.number)


def _holds_data(cells: list[Line], places: dict[int, tuple[int, int]]) -> bool:
    rows = {places[cell.number][1] for cell in cells}
    return (
        len(rows) >= 2 and len(cells) >= 1.5 * len(rows) and sum(len(cell.text) for cell in cells) <= _CELL * len(cells)
    )


def _place(page: Page, element: int) -> tuple[int, int] | None:
    row = None
    for up in page.up(element):
        tag = page.kinds[up].tag
        if tag == "tr" and row is None:
            row = up
        elif tag == "table":
            return (up, row) if row is not None else None
    return None
