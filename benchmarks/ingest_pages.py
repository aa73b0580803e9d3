"""Ingest a bench set end to end and say where the time goes.

    python benchmarks/ingest_pages.py --set fundus [--workers N]

Prints pages per second of the whole `marsad ingest`, then the CPU seconds of each stage done alone in one process,
beside the peer's for reading (raw trafilatura on the same pages in the same run).
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
from contextlib import contextmanager
from pathlib import Path

SHARED = Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def whole_command(pages: Path, meta: Path, data: Path, workers: int | None) -> float:
    """Wall seconds of the command as a person runs it."""
    command = [sys.executable, "-m", "marsad.cli", "ingest", str(pages), "--meta", str(meta), "--data", str(data)]
    began = time.monotonic()
    subprocess.run(command + (["--workers", str(workers)] if workers else []), check=False)
    return time.monotonic() - began


def stage_by_stage(pages: Path, meta: Path, data: Path) -> dict[str, float]:
    """CPU seconds of each stage over the same pages, one after the other in this process."""
    from marsad.observatory.setup import open_observatory

    open_observatory(data)
    from marsad.collect.files import read_meta
    from marsad.observatory import jobs
    from marsad.observatory.grouping import GroupStage
    from marsad.observatory.indexing import IndexStage
    from marsad.observatory.inputs import Refused, expand, pages_of
    from marsad.observatory.intake import Intake
    from marsad.observatory.worker import AnnotateStep, ReadStep

    spent: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        began = time.process_time()
        yield
        spent[name] = time.process_time() - began

    rows = read_meta(meta)
    with timed("archive"), Intake(data) as intake:
        for given in expand([str(pages)]):
            for page in pages_of(given, rows):
                if not isinstance(page, Refused):
                    intake.add(page)
    holder = jobs.owner()
    group, index = GroupStage(data, holder), IndexStage(data, holder)
    steps: dict[str, Callable[[], int]] = {
        "read": ReadStep(data, holder),
        "annotate": AnnotateStep(data, holder),
        "group": group.step,
        "index": index.step,
    }
    for name, step in steps.items():
        with timed(name):
            while step():
                pass
    group.close()
    index.close()
    return spent


def peer(pages: Path) -> float:
    """CPU seconds of raw trafilatura over the same pages."""
    import trafilatura

    began = time.process_time()
    for path in sorted(pages.iterdir()):
        trafilatura.bare_extraction(gzip.decompress(path.read_bytes()), with_metadata=True)
    return time.process_time() - began


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="fundus")
    parser.add_argument("--workers", type=int)
    options = parser.parse_args()
    folder = SHARED / "bench" / "pages" / options.set
    if not folder.is_dir():
        sys.exit(f"no bench set at {folder}; name the bench data's folder in MARSAD_SHARED")
    with tempfile.TemporaryDirectory() as scratch:
        meta = Path(scratch) / "meta.jsonl"
        truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
        meta.write_text("".join(json.dumps({"id": row["id"], "url": row["url"]}) + "\n" for row in truths))
        count = len(list((folder / "pages").iterdir()))
        seconds = whole_command(folder / "pages", meta, Path(scratch) / "whole", options.workers)
        print(f"{options.set}: {count} pages end to end in {seconds:.1f} s, {count / seconds:.1f} pages/s")
        spent = stage_by_stage(folder / "pages", meta, Path(scratch) / "stages")
        total = sum(spent.values())
        for name, cpu in spent.items():
            print(f"  {name:8} {cpu:6.2f} s CPU  {1000 * cpu / count:6.1f} ms/page  {cpu / total:4.0%}")
        print(f"  peer     {peer(folder / 'pages'):6.2f} s CPU for raw trafilatura alone on the same pages")


if __name__ == "__main__":
    main()
