"""``marsad demo``: the sample newsroom, ingested and served."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"), show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.pass_context
def demo(ctx: click.Context, data: Path, host: str, port: int) -> None:
    """Read the sample newsroom (invented outlets, people and events) and serve it."""
    from marsad.cli.ingest import take
    from marsad.cli.serve import check_port, serve
    from marsad.sample import sample_dir

    check_port(host, port)
    sample = sample_dir()
    take(data, [str(sample / "pages")], sample / "meta.jsonl")
    _open_to_all(data)
    ctx.invoke(serve, data=data, host=host, port=port)


def _open_to_all(data: Path) -> None:
    """The sample was written for this project, so that everybody may read its whole text."""
    from marsad.observatory.models import Source, Visibility
    from marsad.observatory.sources import change_source

    for key in Source.objects.exclude(visibility=Visibility.FULL).values_list("key", flat=True):
        change_source(data, key, visibility=Visibility.FULL.value)
