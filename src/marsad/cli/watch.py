"""``marsad watch``: collect what the observatory follows, day and night."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import click

from marsad.cli.options import data_option


@click.command()
@data_option
@click.option("--workers", type=click.IntRange(0, 64), default=1, show_default=True, help="Pipeline workers beside it.")
@click.option("--spacing", type=click.FloatRange(0, 3600), help="Seconds between two requests to a host (2).")
@click.option("--threads", type=click.IntRange(1, 512), help="Hosts that are asked at once (32).")
@click.option("--once", is_flag=True, help="Ask every channel now, fetch what is due, read it, and end.")
def watch(data: Path, workers: int, spacing: float | None, threads: int | None, once: bool) -> None:
    """Collect for ever what `marsad sources` says is followed, and read it, until Ctrl-C.

    `marsad serve` does the same and serves the site too. MARSAD_CONTACT says whom a webmaster can write to.
    """
    from marsad.cli.sources_open import open_collected

    open_collected(data)
    from marsad.observatory.watch.counts import followed

    if not (followed() or os.environ.get("MARSAD_IMAP")):
        raise click.ClickException(
            f"nothing is followed in {data}; add outlets with `marsad sources add URL --data {data}` "
            f"or `marsad sources press --data {data}`"
        )
    if not os.environ.get("MARSAD_CONTACT"):
        click.echo("MARSAD_CONTACT is not set: say there whom a webmaster can write to.", err=True)
    if once:
        sys.exit(_once(data, workers, collector(data, spacing, threads)))
    from django.db import connections

    from marsad.cli.serve import worker_program
    from marsad.web.supervisor import Program, Supervisor

    connections.close_all()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    programs = [Program("the watch", collector(data, spacing, threads))]
    programs += [worker_program(data, number) for number in range(workers)]
    click.echo("Collecting (Ctrl-C stops it); `marsad sources` shows how it goes.", err=True)
    Supervisor(programs, os.environ, lambda line: click.echo(line, err=True)).run(stop)
    click.echo("Stopped.", err=True)


def collector(data: Path, spacing: float | None = None, threads: int | None = None) -> list[str]:
    """The command of the collecting process."""
    command = [sys.executable, "-m", "marsad.observatory.watch", "--data", str(data)]
    command += ["--spacing", str(spacing)] if spacing is not None else []
    return command + (["--threads", str(threads)] if threads else [])


def _once(data: Path, workers: int, command: list[str]) -> int:
    """One round with a progress bar, then everything that came of it through the pipeline."""
    import subprocess

    from rich.console import Console

    from marsad.cli.ingest import ProgressBars
    from marsad.observatory.ingest import drain
    from marsad.observatory.watch.counts import counted, since

    before = counted()
    with Console(stderr=True).status("collecting …") as status:
        process = subprocess.Popen([*command, "--once"])  # noqa: S603 - our own interpreter and module
        try:
            while process.poll() is None:
                status.update(f"collecting … {since(before)}")
                threading.Event().wait(0.5)
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            raise
    click.echo(str(since(before)))
    if process.returncode == 0 and workers:
        with ProgressBars(Console(stderr=True)) as bars:
            drain(data, workers=workers, watch=bars.show)
    return process.returncode
