"""A whole round of `marsad watch`: 5,000 feeds on 200 hosts of loopback, each article that they announce, once.

    python -m benchmarks.watch_round [--hosts 200] [--feeds 25] [--items 3] [--spacing 0] [--threads 16]

Beside it in the same run the plainest way to read the same (`benchmarks.watch_peer`). Prints requests a second, CPU and
peak memory of both, what the observatory holds, and the manners of both from the servers' own log. At a spacing of 0 a
host is asked again as soon as it has answered, which measures what the machine can do; Marsad's default is another.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.world.manners import Manners, manners, read_log
from tests.world.network import serving
from tests.world.newsroom import FORMS, HOUR, Habits, Plan, World

from benchmarks.watch_child import Child
from benchmarks.watch_verdict import Verdict

ROOT = Path(__file__).resolve().parent.parent
LATENCY = 0.01
"""Seconds that the servers think about each answer."""
TARGET = 250_000_000
"""Bytes of memory that the watching process may take."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a round took: requests as the servers counted them, seconds, CPU seconds and peak bytes of the process."""

    requests: int
    seconds: float
    cpu: float
    rss: float

    def row(self, name: str) -> str:
        """A row of the table."""
        rate, each = self.requests / self.seconds, 1000 * self.cpu / self.requests
        return f"| {name} | {self.requests:,} | {rate:,.0f} | {each:.2f} | {self.rss / 1e6:.0f} |"


def made_world(hosts: int, feeds: int, items: int) -> World:
    """Hosts with ``feeds`` sections each; every section's feed announces ``items`` articles of the hour before."""
    quiet = Habits(edited=0, gone=0, moved=0, renamed=0, backlog=HOUR)
    plan = Plan(hosts, feeds, a_day=24.0 * feeds * items, days=0, window=max(10, items), habits=quiet, forms=FORMS[:3])
    return World.of(plan.made(), latency=LATENCY)


def watched(world: World, folder: Path, options: argparse.Namespace) -> tuple[Cost, Manners, Verdict]:
    """A round of `marsad watch` over a world of its own."""
    data = folder / "observatory"
    with serving(world, folder / "world", rate=1.0) as run:
        Child.setup(data, run.network.folder, at_once=True)
        child = Child.start(data, run.network.folder, spacing=options.spacing, threads=options.threads)
        seconds = child.until_fetched(len(world.sites) * options.feeds, timeout=options.timeout)
        report = child.stopped()
    rows = read_log(folder / "world" / "log.jsonl")
    verdict = subprocess.run(
        [sys.executable, "-m", "benchmarks.watch_verdict", str(data), str(folder / "world"), str(world.start)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    cost = Cost(len(rows), seconds, report["cpu"], report["rss"])
    return cost, manners(rows, world), Verdict(**json.loads(verdict.stdout))


def plainly(world: World, folder: Path, threads: int) -> tuple[Cost, Manners]:
    """The same feeds and articles by the peer, from servers that are as new."""
    with serving(world, folder, rate=1.0):
        command = [sys.executable, "-m", "benchmarks.watch_peer", str(folder), str(threads)]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    row = json.loads(done.stdout)
    rows = read_log(folder / "log.jsonl")
    return Cost(len(rows), row["seconds"], row["cpu"], row["rss"]), manners(rows, world)


def report(name: str, found: Manners) -> str:
    """The manners in words."""
    faults = ", ".join(f"{count:,} {what}" for what, count in found.faults().items())
    return (
        f"{name}: at most {found.at_once} at once to one host, shortest pause {found.shortest_pause():.3f} s; {faults}"
    )


def main() -> None:
    """Run both, print the table; exit status 1 where something was lost, doubled, or asked without manners."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--feeds", type=int, default=25, help="on each host")
    parser.add_argument("--items", type=int, default=3, help="articles in each feed")
    parser.add_argument("--spacing", type=float, default=0.0, help="seconds between two requests to a host")
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--timeout", type=float, default=1800.0)
    parser.add_argument("--keep", type=Path, help="leave the observatory and the logs in this folder")
    options = parser.parse_args()
    world = made_world(options.hosts, options.feeds, options.items)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="marsad-round-"))
    try:
        began = time.monotonic()
        ours, good, verdict = watched(world, folder / "ours", options)
        theirs, plain = plainly(world, folder / "peer", options.threads)
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{options.hosts * options.feeds:,} feeds on {options.hosts} hosts, {time.monotonic() - began:.0f} s")
    print("| | requests | requests/s | ms CPU a request | peak MB |\n|---|---|---|---|---|")
    print(ours.row("marsad watch"))
    print(theirs.row("feedparser and urllib3 in threads"))
    ratio = (ours.requests / ours.seconds) / (theirs.requests / theirs.seconds)
    cpu = (ours.cpu / ours.requests) / (theirs.cpu / theirs.requests)
    print(f"ratio of requests/s {ratio:.2f}, of CPU a request {cpu:.2f}")
    print(f"articles {verdict.published:,}, archived {verdict.archived:,}, records {verdict.records:,}, "
          f"twice in the archive {verdict.doubled_records}, fetched twice {verdict.fetched_twice}")  # fmt: skip
    print(report("marsad watch", good))
    print(report("the peer", plain))
    whole = verdict.published == verdict.archived == verdict.records
    sound = whole and not (verdict.doubled_records or verdict.fetched_twice or any(good.faults().values()))
    if ours.rss > TARGET:
        print(f"memory is above the target of {TARGET / 1e6:.0f} MB")
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
