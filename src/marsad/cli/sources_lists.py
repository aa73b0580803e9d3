"""``marsad sources import`` and ``export``: OPML lists."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

import click

from marsad.cli.options import data_option
from marsad.cli.sources_open import open_collected, said_clearly

_MOST_BYTES = 20_000_000
_SHOWN = 40


@click.command("import")
@click.argument("file", type=click.File("rb"))
@data_option
def import_list(file: BinaryIO, data: Path) -> None:
    """Follow the feeds of an OPML list FILE (- for standard input), with its folders and settings.

    What is followed already is left as it is. A site that the list names without a feed waits for its channels to be
    found. The exit status is 1 where some entries could not be taken; they are named.
    """
    from marsad.observatory.setup import open_observatory

    listed = file.read(_MOST_BYTES + 1)
    if len(listed) > _MOST_BYTES:
        raise click.ClickException(f"{file.name} is larger than {_MOST_BYTES} bytes; split it")
    open_observatory(data)
    from marsad.observatory.source_lists import import_opml

    with said_clearly():
        done = import_opml(data, listed)
    click.echo(f"{len(done.new)} new, {len(done.known)} known, {len(done.problems)} not taken")
    if done.sites:
        click.echo(f"{len(done.sites)} sites without a feed; `marsad sources verify --save` looks for their channels")
    for problem in done.problems[:_SHOWN]:
        click.echo(f"  {problem}", err=True)
    if len(done.problems) > _SHOWN:
        click.echo(f"  … and {len(done.problems) - _SHOWN} more", err=True)
    sys.exit(1 if done.problems else 0)


@click.command("export")
@data_option
@click.option("--output", "-o", type=click.File("wb"), default="-", help="A file; standard output unless told.")
def export_list(data: Path, output: BinaryIO) -> None:
    """Write the channels as an OPML list, with folders and settings; `marsad sources import` reads it back."""
    open_collected(data)
    from marsad.observatory.source_lists import export_opml

    output.write(export_opml())
