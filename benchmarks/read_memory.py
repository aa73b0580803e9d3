"""Memory of one process that reads many pages: fails when it still grows after it has seen every page.

    python benchmarks/read_memory.py [--pages 100000]

Reads the pages of every bench set and the gold pages, all languages, over and over, each from the disk. Prints the
resident memory twenty times (every 5,000 pages of 100,000) and its slope after the first quarter, which is warm-up:
caches fill and the heap settles. The exit status is 1 when memory at the end is over 5 % above that after the quarter.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from read_sets import Page, page_openers, set_names
from readers import Read, load, quiet, row_of

ALLOWED = 0.05
"""Growth between the first quarter and the end, as a share, that is still taken for noise of the heap."""

SAMPLES = 20


class Sample(NamedTuple):
    """Resident memory in MB after so many pages."""

    pages: int
    memory: float


def resident() -> float:
    """Resident memory of this process in MB, as Linux counts it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def watch(
    openers: Iterable[Callable[[], Page]], read: Read, total: int, memory: Callable[[], float]
) -> Iterator[Sample]:
    """Read ``total`` pages, in circles if need be, and give the memory twenty times."""
    every = max(1, total // SAMPLES)
    for number, opened in enumerate(islice(cycle(openers), total), 1):
        row_of(read, opened())
        if number % every == 0:
            gc.collect()
            yield Sample(number, memory())


def growth(samples: Sequence[Sample]) -> tuple[float, float]:
    """Growth from the end of the first quarter to the end as a share, and the slope between them in MB per 1,000 pages.

    The slope is that of least squares.
    """
    quarter = samples[-1].pages / 4
    settled = [sample for sample in samples if sample.pages >= quarter]
    slope = statistics.linear_regression(*zip(*settled, strict=True)).slope
    return settled[-1].memory / settled[0].memory - 1, 1000 * slope


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000, help="how many pages to read, at least 20")
    options = parser.parse_args()
    quiet()
    openers = [opened for name in set_names() for opened in page_openers(name)]
    began, samples = time.process_time(), []
    print(f"{options.pages} readings of {len(openers)} pages\n  pages  resident MB", flush=True)
    for sample in watch(openers, load(["marsad"])["marsad"], max(SAMPLES, options.pages), resident):
        samples.append(sample)
        print(f"{sample.pages:7}  {sample.memory:11.1f}", flush=True)
    if samples[-1].pages < 4 * len(openers):
        print("too few pages to judge: the first quarter has not seen every page")
    grown, slope = growth(samples)
    rate = samples[-1].pages / (time.process_time() - began)
    print(f"after the first quarter {slope:+.3f} MB per 1,000 pages, {grown:+.1%} in all; {rate:.0f} pages/s of CPU")
    sys.exit(f"memory grew by more than {ALLOWED:.0%}" if grown > ALLOWED else 0)


if __name__ == "__main__":
    main()
