"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("observatory"),
    show_default=True,
    envvar="MARSAD_DATA",
    help="The observatory's folder.",
)


def open_existing(data: Path) -> None:
    """Open an observatory that must be there already."""
    if not (data / "archive").is_dir():
        raise click.ClickException(
            f"no observatory in {data}; make one with `marsad ingest --data {data} PATH-OR-URL…`"
        )
    from marsad.observatory.setup import open_observatory

    open_observatory(data)
