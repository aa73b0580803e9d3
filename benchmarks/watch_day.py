"""A simulated day of collecting with a `kill -9` every few simulated minutes: what was published, archived and read.

    python -m benchmarks.watch_day [--hours 24] [--kill-every 10] [--seed 1] [--keep DIR]

The clock of world and watch is this program's: it moves on only while the watching process sleeps, to the moment that
this one waits for. Processes are killed at random moments of their work: the watching process, it and the pipeline's
workers, or one of the workers. After the last article the clock goes on for some hours more, so that what
was edited or withdrawn is asked for again. Prints the table; exit status 1 where anything was lost, doubled, or asked
without manners.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.world.faults import FORBIDDING, TooMany, Unavailable
from tests.world.manners import Manners, manners, read_log
from tests.world.network import Running, serving
from tests.world.newsroom import HOUR, START, Habits, Plan, Site, World

from benchmarks.watch_child import Child
from benchmarks.watch_verdict import Verdict

ROOT = Path(__file__).resolve().parent.parent
AFTERWARDS = 13 * HOUR
"""How long the clock goes on after the last article: an article is asked for again 12 hours after it was first read."""
MINUTE = 60.0
WORKERS = 2
AT_WORK = "while the watch was at work"


def made_world(hours: float, seed: int) -> World:
    """Agencies, papers and slow weeklies, and two that fail for a while, one that forbids everything."""
    habits = Habits(
        edited=0.15, gone=0.05, moved=0.05, renamed=0.2, tracked=0.3, soonest=2.5 * HOUR, later=9 * HOUR, backlog=0
    )
    like = Plan(habits=habits, days=hours / 24, seed=seed)
    sites = [
        *replace(like, prefix="agency", sites=2, a_day=96, window=30).made(),
        *replace(like, prefix="paper", sites=12, a_day=24, window=12).made(),
        *replace(like, prefix="weekly", sites=6, a_day=6, window=8).made(),
        *(_with(site, TooMany(1.5 * HOUR)) for site in replace(like, prefix="busy", sites=1, a_day=12).made()),
        *(_with(site, Unavailable(HOUR)) for site in replace(like, prefix="ill", sites=1, a_day=12).made()),
        *(replace(site, robots=FORBIDDING) for site in replace(like, prefix="closed", sites=1, a_day=12).made()),
    ]
    return World.of(sites, latency=0.002)


def _with(site: Site, fault: TooMany | Unavailable) -> Site:
    return replace(site, faults=(("/20*|/moved*", fault),))


@dataclass(slots=True)
class Day:
    """The driver of one run. ``kills`` counts what was killed, by name, and how often the watch was at work just then.

    ``work`` is how long, in real seconds, the watch has been at work lately between two sleeps.
    """

    run: Running
    data: Path
    rng: random.Random
    kill_every: float
    child: Child
    kills: Counter[str] = field(default_factory=Counter)
    work: float = 0.02

    def go_on(self, until: float) -> None:
        """Move the clock to ``until``, step by step, killing on the way."""
        clock = self.run.clock
        kill_at = clock.now() + self._pause()
        starting = True
        while clock.now() < until:
            began = time.monotonic()
            moment = min(self.child.asleep_until(), until)
            if not starting:
                self.work += (time.monotonic() - began - self.work) / 10
            clock.set(max(moment, clock.now()))
            starting = moment >= kill_at
            if starting:
                time.sleep(self.rng.uniform(0, self.work))
                self._kill()
                kill_at = clock.now() + self._pause()

    def _pause(self) -> float:
        return self.rng.expovariate(1 / (self.kill_every * MINUTE)) if self.kill_every else float("inf")

    def _kill(self) -> None:
        kind = self.rng.choices(("the watch", "the watch and the workers", "a worker"), (5, 2, 3))[0]
        self.kills[kind] += 1
        self.kills[AT_WORK] += self.child.is_at_work()
        workers = range(len(self.child.workers))
        for place in workers if kind == "the watch and the workers" else ():
            self.child.kill_worker(place)
        if kind == "a worker":
            self.child.kill_worker(self.rng.choice(workers))
        else:
            self.child.kill()
            self.child = self.child.again()


def report(world: World, verdict: Verdict, found: Manners, kills: Counter[str]) -> str:
    """The table."""
    rows = {
        "hosts": len(world.sites),
        "killed": ", ".join(f"{what} {count}" for what, count in kills.items()) or "never",
        "published by the servers": verdict.published,
        "archived": verdict.archived,
        "read": verdict.read,
        "lost": verdict.lost,
        "twice in the archive": verdict.doubled_records,
        "doubled as articles": verdict.doubled,
        "edits made": verdict.edits,
        "there when the page was asked for": verdict.edits_served,
        "kept as versions": verdict.versions,
        "withdrawn after they were read": verdict.gone_served,
        "flagged as withdrawn": verdict.gone_flagged,
        "whole answers with bytes sent before": verdict.fetched_twice,
        "requests": found.requests,
        "most at once to one host": found.at_once,
        "shortest pause to one host, s": f"{found.shortest_pause():.1f}",
        **{f"requests {what}": count for what, count in found.faults().items() if what != "more than one at once"},
    }
    return "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows.items())])


def spend(folder: Path, hours: float, kill_every: float, seed: int) -> tuple[str, bool]:
    """Run a day in ``folder``: the table, and whether it is as it should be."""
    world, data = made_world(hours, seed), folder / "observatory"
    with serving(world, folder / "world") as run:
        Child.setup(data, run.network.folder)
        child = Child.start(data, run.network.folder, stepped=True)
        child.employ(WORKERS)
        day = Day(run, data, random.Random(seed), kill_every, child)
        try:
            day.go_on(START + hours * HOUR)
            day.kill_every = 4 * kill_every
            day.go_on(START + hours * HOUR + AFTERWARDS)
            day.child.settle()
        finally:
            day.child.dismiss()
    found = manners(read_log(folder / "world" / "log.jsonl"), world)
    judged = subprocess.run(
        [sys.executable, "-m", "benchmarks.watch_verdict", str(data), str(folder / "world"), str(START + hours * HOUR)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    verdict = Verdict(**json.loads(judged.stdout))
    happened = verdict.published > 0 and (not kill_every or day.kills.total() > 0)
    sound = happened and verdict.sound and not any(found.faults().values())
    return report(world, verdict, found, day.kills), sound


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=24.0)
    parser.add_argument("--kill-every", type=float, default=10.0, help="simulated minutes, on the average; 0: never")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="leave the observatory and the logs in this folder")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="marsad-day-"))
    began = time.monotonic()
    try:
        table, sound = spend(folder, options.hours, options.kill_every, options.seed)
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    print(f"{options.hours:g} simulated hours in {time.monotonic() - began:.0f} s\n{table}")
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
