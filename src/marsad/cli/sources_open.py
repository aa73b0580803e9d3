"""What the commands of ``marsad sources`` share: opening an observatory, and errors in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


def open_collected(data: Path) -> None:
    """Open an observatory that must be there already, be it that nothing was collected yet."""
    if not (data / "marsad.sqlite3").is_file():
        raise click.ClickException(f"no observatory in {data}; make one with `marsad sources add --data {data} URL`")
    from marsad.observatory.setup import open_observatory

    open_observatory(data)


@contextmanager
def said_clearly() -> Iterator[None]:
    """Turn what an operator can mend into a line of its own instead of a traceback."""
    from marsad.archive.locks import BusyError
    from marsad.collect.errors import FetchError

    try:
        yield
    except FetchError as error:
        from marsad.observatory.cures import cure_of

        cure = cure_of(type(error).__name__, error.reason)
        raise click.ClickException(f"{error.url}: {error.name}: {error.reason}. {cure.words}") from error
    except (ValueError, BusyError) as error:
        raise click.ClickException(str(error)) from error
