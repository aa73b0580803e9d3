"""Grow an observatory of any size out of an invented press.

    python benchmarks/grow.py --articles 100000 --seed 1 --data /tmp/observatory [--facts] [--tables-only]

Writes archive, journal, tables and index directly, as the pipeline would leave them; with --through-pipeline the same
pages go in at the front and are read, grouped and indexed. With --facts they are about a cast of actors and state
facts; --tables-only leaves out archive, captures' journal and index, for benchmarks that read none of them. Prints one
JSON object with the time and the sizes.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.progress import track

from grow_pages import HEADLINES_AROUND, page
from grow_text import Actor, Grown, cast, grow
from grow_words import learn
from marsad.archive.page import Page
from marsad.observatory.setup import open_observatory


def main() -> None:
    """Grow, then say how long it took and how big it is."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, required=True)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--through-pipeline", action="store_true")
    options.add_argument("--facts", action="store_true")
    options.add_argument("--tables-only", action="store_true")
    chosen = options.parse_args()
    learn()
    open_observatory(chosen.data)
    started = time.perf_counter()
    actors = cast(chosen.seed) if chosen.facts else []
    articles = track(grow(chosen.articles, chosen.seed, actors), total=chosen.articles, description="growing")
    if chosen.through_pipeline:
        ingest(chosen.data, articles)
    else:
        plant(chosen.data, articles, actors, tables_only=chosen.tables_only)
    seconds = time.perf_counter() - started
    print(json.dumps({"articles": chosen.articles, "seconds": round(seconds, 1), **sizes(chosen.data)}))


def plant(data: Path, articles: Iterable[Grown], actors: Sequence[Actor] = (), *, tables_only: bool = False) -> None:
    """Write everything directly."""
    from grow_store import Plantation

    with Plantation(data, cast=actors, tables_only=tables_only) as plantation:
        for article in articles:
            plantation.add(article)


def ingest(data: Path, articles: Iterable[Grown]) -> None:
    """Send the pages through the pipeline."""
    from grow_store import FETCHED_AFTER
    from marsad.observatory.ingest import drain
    from marsad.observatory.intake import Intake

    titles: deque[str] = deque(maxlen=HEADLINES_AROUND)
    with Intake(data) as intake:
        for article in articles:
            fetched = article.published + FETCHED_AFTER
            intake.add(Page(page(article, list(titles)), url=article.url, fetched=fetched, media_type="text/html"))
            titles.append(article.title)
    drain(data)


def sizes(data: Path) -> dict[str, Any]:
    """Megabytes on the disk: archive, database, index."""
    from django.db import connection

    from marsad.observatory.paths import archive_dir, index_dir

    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database = sum(file.stat().st_size for file in data.glob("marsad.sqlite3*"))
    folders = {"archive_mb": archive_dir(data), "index_mb": index_dir(data)}
    measured = {name: sum(file.stat().st_size for file in folder.iterdir()) for name, folder in folders.items()}
    return {name: round(size / 1e6, 1) for name, size in {**measured, "database_mb": database}.items()}


if __name__ == "__main__":
    main()
