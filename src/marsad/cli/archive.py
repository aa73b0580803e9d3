"""``marsad export`` and ``marsad rebuild``: what the archive and the journal determine, written out and made anew."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console

from marsad.cli.options import data_option, open_existing
from marsad.cli.wacz import export_wacz

_COUNTED = ("stories", "articles", "sources", "dossiers")
_TOLD = ("statements", "events", "commitments", "contradictions", "promises")


@click.command()
@data_option
@click.option("--canonical", is_flag=True, help="Everything that archive and journal determine, in order.")
@click.option("--training", is_flag=True, help="What editors decided about facts and entities, as training data.")
@click.option("--list", "listed", type=click.Choice([*_COUNTED, *_TOLD]), help="One of these, a line each.")
@click.option("--whole", is_flag=True, help="In such a list words beyond the extracts too.")
@click.option(
    "--wacz", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Articles as a WACZ file."
)
@click.option("--story", metavar="ID", help="For --wacz: the articles of a story.")
@click.option("--dossier", metavar="ID", help="For --wacz: the articles of a dossier.")
@click.option("--article", "articles", type=int, multiple=True, metavar="SEQ", help="For --wacz: these articles.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="For --wacz: from this day on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="For --wacz: up to this day.")
@click.option("--outlet", metavar="KEY", help="For --wacz with --since and --until: of this outlet alone.")
@click.option(
    "--output", "-o", type=click.File("w", encoding="utf-8"), default="-", help="A file; standard output unless told."
)
def export(
    data: Path,
    canonical: bool,
    training: bool,
    listed: str | None,
    whole: bool,
    wacz: Path | None,
    story: str | None,
    dossier: str | None,
    articles: tuple[int, ...],
    since: datetime | None,
    until: datetime | None,
    outlet: str | None,
    output: TextIO,
) -> None:
    """Write the observatory out as JSON lines (--canonical, --training or --list), or articles as archived (--wacz).

    Equal observatories give equal bytes. Training data holds text of others: keep it to yourself. Lists count articles
    and, apart from them, independent sources: a dispatch and all its copies are one. Lists of statements, events,
    commitments, contradictions and promises hold what a visitor without an account may read; with --whole all that is
    sure enough to be shown, which is text of others too.

    A WACZ file holds every version of the chosen articles as it was archived, with requests, redirects and checks;
    replay programs such as ReplayWeb.page open it. It is text of others too.
    """
    if [canonical, training, listed is not None, wacz is not None].count(True) != 1:
        raise click.UsageError("say --canonical, --training, --list or --wacz")
    if wacz is not None:
        export_wacz(data, wacz, story, dossier, articles, since, until, outlet)
        return
    if whole and listed not in _TOLD:
        raise click.UsageError(f"--whole goes with --list of one of {', '.join(_TOLD)}")
    open_existing(data)
    from marsad.observatory.export import canonical as everything
    from marsad.observatory.listing import lines
    from marsad.observatory.training import training as decided

    for line in lines(listed, whole=whole) if listed else everything() if canonical else decided():
        output.write(line + "\n")


@click.command()
@data_option
@click.option("--workers", type=click.IntRange(1, 64), help="Worker processes; one a core unless told.")
def rebuild(data: Path, workers: int | None) -> None:
    """Make everything derived anew from the WARC files and the journal; accounts stay.

    What the archive no longer holds whole is named, and the rest goes on.
    """
    open_existing(data)
    from marsad.cli.ingest import ProgressBars
    from marsad.observatory.crew import CrewError
    from marsad.observatory.presence import RunningError
    from marsad.observatory.rebuild import rebuild as run

    try:
        with ProgressBars(Console(stderr=True)) as bars:
            rebuilt = run(data, workers=workers, watch=bars.show)
    except (RunningError, CrewError) as error:
        raise click.ClickException(str(error)) from error
    for problem in rebuilt.problems:
        click.echo(f"  {problem}", err=True)
    click.echo(f"rebuilt from {rebuilt.captures} captures")
    sys.exit(1 if rebuilt.problems else 0)
