"""``marsad ingest``: pages into the observatory, with progress and a table of what became of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from marsad.cli.options import data_option

if TYPE_CHECKING:
    from marsad.observatory.ingest import Progress as Now
    from marsad.observatory.ingest import Report

_SHOWN = 40


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="PATH-OR-URL...")
@data_option
@click.option(
    "--meta", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSONL of {id, url, fetched}."
)
@click.option("--workers", type=click.IntRange(1, 64), help="Worker processes; one a core unless told.")
@click.option("--max-mb", type=click.IntRange(1, 2000), default=20, show_default=True, help="Limit for one page.")
def ingest(inputs: tuple[str, ...], data: Path, meta: Path | None, workers: int | None, max_mb: int) -> None:
    """Take pages, PDF, mail and WARC files, folders, feeds, OPML, URL lists and clippings into the observatory.

    Running it twice changes nothing. A page that cannot be read is named at the end, and the rest goes on.
    """
    failed = take(data, list(inputs), meta, workers=workers, max_bytes=max_mb * 1_000_000)
    sys.exit(1 if failed else 0)


def take(
    data: Path, inputs: list[str], meta: Path | None, *, workers: int | None = None, max_bytes: int | None = None
) -> int:
    """Ingest with progress bars and the table of results; the number of inputs that failed."""
    from marsad.collect.files import MAX_BYTES, FileError, read_meta
    from marsad.observatory.setup import open_observatory

    try:
        rows = read_meta(meta) if meta else {}
    except FileError as error:
        raise click.ClickException(str(error)) from error
    open_observatory(data)
    from marsad.archive.locks import BusyError
    from marsad.observatory.crew import CrewError
    from marsad.observatory.ingest import ingest as run
    from marsad.observatory.intake import NeedsRebuildError

    try:
        with ProgressBars(Console(stderr=True)) as bars:
            report = run(data, inputs, rows, workers=workers, max_bytes=max_bytes or MAX_BYTES, watch=bars.show)
    except (NeedsRebuildError, BusyError, CrewError) as error:
        raise click.ClickException(str(error)) from error
    _print(report)
    return len(report.failed)


def _print(report: Report) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, count in (("new", report.new), ("unchanged", report.unchanged), ("failed", len(report.failed))):
        table.add_row(name, str(count))
    Console().print(table)
    console = Console(stderr=True, soft_wrap=True)
    for refused in report.failed[:_SHOWN]:
        console.print(Text(f"  {refused.name}: {refused.reason}"))
    if len(report.failed) > _SHOWN:
        console.print(f"  … and {len(report.failed) - _SHOWN} more")


class ProgressBars:
    """A bar for the inputs and one for each stage; silent where the output is no terminal."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description:>8}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}
        self._most: dict[str, int] = {}

    def __enter__(self) -> ProgressBars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def show(self, now: Now) -> None:
        """Move the bars."""
        if now.inputs > 1:
            self._bar("archive", now.inputs_done, now.inputs)
        behind = 0
        for stage, count in now.waiting.items():
            behind += count
            total = self._most[stage] = max(self._most.get(stage, 0), behind, now.taken)
            self._bar(stage, total - behind, total)

    def _bar(self, name: str, done: int, total: int) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)
