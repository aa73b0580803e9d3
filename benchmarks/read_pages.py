"""Our HTML reader beside raw trafilatura on a bench set: quality by the set's own score script, and pages a second.

    python benchmarks/read_pages.py --set gold|fundus|scrapinghub|… [--limit N] [--keep DIR]

Both readers get the same decoded bytes in the same run, one after the other on each page, in one process. The bench
data is found beside the checkout (../shared) or where MARSAD_SHARED says.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

BENCH = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "bench"

Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """One page of a set, as a system may see it."""

    id: str
    data: bytes
    url: str | None
    fetched: datetime | None


def pages(name: str) -> Iterator[Page]:
    """The pages of a set in its order."""
    if name == "gold":
        for row in _rows(BENCH / "gold" / "inputs.jsonl"):
            yield Page(
                row["id"],
                (BENCH / "gold" / row["file"]).read_bytes(),
                row["url"],
                datetime.fromisoformat(row["fetched"]),
            )
        return
    folder = BENCH / "pages" / name
    for row in _rows(folder / "truth.jsonl"):
        file = folder / "pages" / f"{row['id']}.html.gz"
        yield Page(row["id"], gzip.decompress(file.read_bytes()), row.get("url"), None)


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ours(page: Page) -> Row:
    """Our reader's row of a page."""
    from marsad.read import ReadError, read
    from marsad.read.rows import article_row

    try:
        return article_row(read(page.data, url=page.url, fetched=page.fetched, text=False), id=page.id, file=page.id)
    except ReadError as error:
        return {"id": page.id, "error": str(error)}


def raw(page: Page) -> Row:
    """Raw trafilatura's row of a page, with its defaults."""
    from trafilatura import bare_extraction

    found = bare_extraction(page.data, url=page.url, with_metadata=True, include_comments=False)
    if found is None:
        return {"id": page.id}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {
        "id": page.id,
        "title": found.title,
        "authors": authors,
        "published": found.date,
        "date": found.date,
        "body": found.text,
    }


def run(name: str, limit: int | None, keep: Path) -> None:
    """Read a set with both readers and print the scores and speeds."""
    readers: dict[str, Callable[[Page], Row]] = {"marsad": ours, "trafilatura": raw}
    rows: dict[str, list[Row]] = {reader: [] for reader in readers}
    seconds = dict.fromkeys(readers, 0.0)
    for number, page in enumerate(pages(name)):
        if limit is not None and number >= limit:
            break
        for reader, function in readers.items():
            if number == 0:
                function(page)  # models and modules are loaded before the clock runs
            start = time.process_time()
            rows[reader].append(function(page))
            seconds[reader] += time.process_time() - start
    for reader in readers:
        file = keep / f"{name}.{reader}.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[reader]), encoding="utf-8")
        failed = sum("error" in row for row in rows[reader])
        print(
            f"\n{reader}: {len(rows[reader])} pages, "
            f"{len(rows[reader]) / seconds[reader]:.1f} pages/s of CPU, {failed} errors"
        )
        _score(name, file)


def _score(name: str, file: Path) -> None:
    if name == "gold":
        command = [sys.executable, str(BENCH / "gold" / "score_gold.py"), str(BENCH / "gold"), "--pages", str(file)]
    else:
        truth = BENCH / "pages" / name / "truth.jsonl"
        command = [sys.executable, str(BENCH / "score_pages.py"), str(truth), str(file), "--by", "lang", "--intersect"]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", required=True, dest="name")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--keep", type=Path, help="write the rows of both readers there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keep = options.keep or Path(folder)
        keep.mkdir(parents=True, exist_ok=True)
        run(options.name, options.limit, keep)


if __name__ == "__main__":
    main()
