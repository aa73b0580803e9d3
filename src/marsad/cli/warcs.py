"""``marsad archive``: is what was archived whole, and an index of it for replay programs."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.options import data_option


@click.group()
def archive() -> None:
    """Check the archive of an observatory, or index it for pywb and the like."""


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


def _folder(data: Path) -> Path:
    folder = data / "archive"
    if not folder.is_dir():
        raise click.ClickException(f"{folder}: no archive there; name the observatory with --data")
    return folder
