"""``marsad read --explain``: why pages read as they do, as tables for a terminal or lines for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from marsad.read.files import PageFile, within_limits

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from marsad.read.explain import Explanation

_STYLES = {"body": "green", "title": "bold", "lede": "bold", "byline": "cyan", "date": "cyan", "comment": "magenta"}
_OTHER = "dim"
_WORDS = 90
FIRST_STRONG, POP = "\u2068", "\u2069"
"""Isolates round each text on a terminal, so that Arabic does not turn the columns beside it (UAX #9, section 2.7)."""


def explain_pages(pages: Iterable[PageFile], style: str) -> None:
    """Print the explanation of each page; ``style`` is ``text`` or ``jsonl``. Exits with 1 where a page has none."""
    failed = False
    for page in pages:
        found = within_limits(page, partial(_explained, page))
        if isinstance(found, dict):
            failed = True
            told = json.dumps(found, ensure_ascii=False) if style == "jsonl" else f"{page.path}: {found['error']}"
            click.echo(told.encode("utf-8", "replace"), err=style != "jsonl")
        elif style == "jsonl":
            for row in _rows(page, found):
                click.echo(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
        elif sys.stdout.isatty():
            _tables(page, found)
        else:
            for cells in _plain(page, found):
                click.echo("\t".join(map(_bare, cells)).encode("utf-8", "replace"))
    if failed:
        sys.exit(1)


def _explained(page: PageFile, data: bytes) -> Explanation:
    from marsad.read.explain import explain

    return explain(data, media_type=page.media_type, **page.arguments())


def _rows(page: PageFile, found: Explanation) -> Iterator[dict[str, Any]]:
    head: dict[str, Any] = {"id": page.id, "file": str(page.path)}
    for field in found.fields:
        row = {"field": field.name, "value": field.value, "witness": field.witness, "others": list(field.others)}
        yield head | row
    for line in found.lines:
        yield head | {key: getattr(line, key) for key in ("line", "decision", "reason", "element", "text")}


def _plain(page: PageFile, found: Explanation) -> Iterator[tuple[str, ...]]:
    yield ("page", str(page.path))
    for field in found.fields:
        yield ("field", field.name, field.value, field.witness, "; ".join(field.others))
    for line in found.lines:
        number = "" if line.line is None else str(line.line)
        yield ("line", number, line.decision, line.reason, line.element, line.text[:_WORDS])


def _bare(text: str) -> str:
    """A cell without what would part it or move the cursor."""
    return "".join(char if char.isprintable() or ord(char) > 0x7F else " " for char in text)


def _tables(page: PageFile, found: Explanation) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.print(isolated(str(page.path)), style="bold", no_wrap=True, overflow="ellipsis")
    fields = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("field", "value", "witness", "others said"):
        fields.add_column(name, overflow="fold")
    for field in found.fields:
        others = "\n".join(isolated(other).plain for other in field.others)
        fields.add_row(field.name, isolated(field.value), isolated(field.witness), others)
    console.print(fields)
    console.print()
    _line_table(console, found)


def _line_table(console: Console, found: Explanation) -> None:
    from rich.table import Table

    lines = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    lines.add_column("line", justify="right", no_wrap=True)
    lines.add_column("decision", no_wrap=True)
    lines.add_column("reason", overflow="fold", ratio=3)
    lines.add_column("element", overflow="ellipsis", no_wrap=True, ratio=2)
    lines.add_column("first words", overflow="ellipsis", no_wrap=True, ratio=4)
    for line in found.lines:
        number = "" if line.line is None else str(line.line)
        style = _STYLES.get(line.decision.split("/")[0], _OTHER)
        cells = (isolated(line.reason), isolated(line.element), isolated(line.text[:_WORDS]))
        lines.add_row(number, line.decision, *cells, style=style)
    console.print(lines)


def isolated(text: str) -> Text:
    """A text of the page for a terminal: in no direction but its own, and never taken for markup or control."""
    from rich.text import Text

    return Text(f"{FIRST_STRONG}{_bare(text)}{POP}" if any(ord(char) > 0x590 for char in text) else _bare(text))
