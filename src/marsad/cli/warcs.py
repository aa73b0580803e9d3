"""``marsad archive``: is what was archived whole, an index of it for replay programs, and packing it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from marsad.cli.options import data_option, open_existing

if TYPE_CHECKING:
    from marsad.observatory.packing import PackReport

_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


@click.group()
def archive() -> None:
    """Check the archive of an observatory, index it for pywb and the like, or pack it."""


@archive.command()
@data_option
def check(data: Path) -> None:
    """Read every record of the archive and make its digests anew; exit status 1 where something is wrong."""
    from marsad.archive.check import check as checked
    from marsad.archive.pack import archive_files

    records, problems = 0, 0
    files = archive_files(_folder(data))
    for path in files:
        found = checked(path)
        records += found.records
        problems += len(found.problems)
        for problem in found.problems:
            click.echo(problem)
    click.echo(f"{records} records in {len(files)} files, {problems} problems")
    if problems:
        raise SystemExit(1)


@archive.command()
@data_option
def index(data: Path) -> None:
    """Bring archive/index.cdxj up to date, which pywb replays from; only files that changed are read."""
    from marsad.archive.cdxj import write_index

    click.echo(str(write_index(_folder(data))))


@archive.command()
@data_option
@click.option("--older-than", type=click.IntRange(1), default=7, show_default=True, help="Days since a file's own.")
@click.option("--dry-run", is_flag=True, help="Say what it would save, and leave all as it is.")
def pack(data: Path, older_than: int, dry_run: bool) -> None:
    """Pack closed files with zstd, each site's with a dictionary of what its pages share; says what that saves.

    The old file goes when every record was read back from the new one and the tables name its new place.
    """
    open_existing(data)
    from marsad.archive.locks import BusyError
    from marsad.archive.pack import PackError
    from marsad.observatory.packing import PackReport, closed_files, pack_files

    files = closed_files(data, older_than)
    report = PackReport()
    try:
        with Progress(*_COLUMNS, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bars:
            task = bars.add_task("packing", total=len(files))
            for _ in pack_files(data, files, report, dry_run=dry_run):
                bars.advance(task)
    except (BusyError, PackError) as error:
        raise click.ClickException(str(error)) from error
    _print(report, dry_run=dry_run)


def _print(report: PackReport, *, dry_run: bool) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("site", "bytes", "packed", "saved"):
        table.add_column(name, justify="left" if name == "site" else "right")
    sites = sorted(report.before, key=lambda site: (report.after[site] - report.before[site], site))
    for site in sites:
        table.add_row(Text(site), *_saved(report.before[site], report.after[site]))
    if len(sites) > 1:
        table.add_row("together", *_saved(report.before.total(), report.after.total()))
    console = Console(soft_wrap=True, highlight=False)
    if sites:
        console.print(table)
    console.print(f"{report.files} files {'would be packed' if dry_run else 'packed'}")
    for line in report.left:
        console.print(Text(f"  left as it is: {line}"))


def _saved(before: int, after: int) -> tuple[str, str, str]:
    return f"{before:,}", f"{after:,}", f"{(before - after) / before:.0%}" if before else ""


def _folder(data: Path) -> Path:
    folder = data / "archive"
    if not folder.is_dir():
        raise click.ClickException(f"{folder}: no archive there; name the observatory with --data")
    return folder
