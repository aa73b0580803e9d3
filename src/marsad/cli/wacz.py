"""``marsad export --wacz``: articles as they were archived, in a file that replay programs open."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from marsad.cli.options import open_existing

if TYPE_CHECKING:
    from marsad.observatory.wacz_out import Selection


_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


def export_wacz(
    data: Path,
    path: Path,
    story: str | None,
    dossier: str | None,
    articles: tuple[int, ...],
    since: datetime | None,
    until: datetime | None,
    outlet: str | None,
) -> None:
    """Write the file, and say what it holds."""
    period = since is not None and until is not None
    if [story is not None, dossier is not None, bool(articles), period].count(True) != 1 or (outlet and not period):
        raise click.UsageError(
            "--wacz takes --story ID, --dossier ID, --article SEQ, or --since DAY --until DAY with or without --outlet"
        )
    open_existing(data)
    from marsad.archive.warc import ArchiveError
    from marsad.observatory.wacz_out import NothingToExportError, write_wacz

    try:
        chosen = _chosen(story, dossier, articles, since, until, outlet)
        with Progress(*_COLUMNS, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bars:
            task = bars.add_task("writing", total=len(chosen.captures))
            written = write_wacz(data, chosen, path, lambda done, _: bars.update(task, completed=done))
    except (NothingToExportError, ArchiveError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{path}: {written.pages} pages, {written.records} records, {written.size / 1e6:.1f} MB")


def _chosen(
    story: str | None,
    dossier: str | None,
    articles: tuple[int, ...],
    since: datetime | None,
    until: datetime | None,
    outlet: str | None,
) -> Selection:
    from marsad.observatory.wacz_out import of_articles, of_dossier, of_period, of_story

    if story is not None:
        return of_story(story)
    if dossier is not None:
        return of_dossier(dossier)
    if articles:
        return of_articles(articles)
    assert since is not None
    assert until is not None
    return of_period(since.date(), until.date(), outlet)
