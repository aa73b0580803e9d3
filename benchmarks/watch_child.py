"""`marsad watch` on a made world, in a process of its own that is measured or killed.

``python -m benchmarks.watch_child setup|run DATA WORLD …`` is that process; `Child` starts it and looks after it.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.world.network import Network
from tests.world.newsroom import World

from benchmarks.watch_clock import Sleep, SteppedClock, live_by
from marsad.observatory.worker import ALL_STAGES, PARALLEL_STAGES

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 300.0
_POLL = 0.0005


@dataclass(slots=True)
class Child:
    """The watching process of an observatory (``data``) that collects from the world in ``folder``."""

    data: Path
    folder: Path
    options: tuple[str, ...]
    process: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @staticmethod
    def setup(data: Path, folder: Path, *, at_once: bool = False) -> None:
        """Make the observatory and let it follow every feed of the world; ``at_once``: all are due now."""
        command = [*_command("setup", data, folder), *(["--at-once"] if at_once else [])]
        subprocess.run(command, cwd=ROOT, check=True)

    @classmethod
    def start(cls, data: Path, folder: Path, **options: float | bool) -> Child:
        """Start it; ``options`` are those of `run`."""
        said = tuple(f"--{name}" if value is True else f"--{name}={value}" for name, value in options.items())
        return cls(data, folder, said, _started(data, folder, said))

    def again(self) -> Child:
        """Start it anew after it was killed."""
        Sleep(self.folder / "sleep").until = 0.0
        process = _started(self.data, self.folder, self.options)
        return Child(self.data, self.folder, self.options, process, self.workers)

    def asleep_until(self) -> float:
        """The world's moment until which it sleeps, once it has done all that was to be done before."""
        sleep, clock, waited = Sleep(self.folder / "sleep"), Network.at(self.folder).clock(), time.monotonic()
        while (until := sleep.until) <= clock.now():
            if self.process.poll() is not None:
                raise RuntimeError(f"the watch ended by itself with status {self.process.returncode}")
            if time.monotonic() - waited > _PATIENCE:
                raise RuntimeError("the watch does not go to sleep")
            time.sleep(_POLL)
        return until

    def is_at_work(self) -> bool:
        """Whether it is awake just now."""
        return Sleep(self.folder / "sleep").until <= Network.at(self.folder).clock().now()

    def employ(self, count: int) -> None:
        """Have ``count`` workers do the pipeline's work beside it, the first of them every stage."""
        self.workers += [_worker(self.data, place) for place in range(len(self.workers), count)]

    def kill(self) -> None:
        """`kill -9`."""
        self.process.kill()
        self.process.wait()

    def kill_worker(self, place: int) -> None:
        """`kill -9` of one of its workers, in whose place another one comes."""
        self.workers[place].kill()
        self.workers[place].wait()
        self.workers[place] = _worker(self.data, place)

    def dismiss(self) -> None:
        """Whatever still runs is killed."""
        for process in (self.process, *self.workers):
            process.kill()
            process.wait()

    def until_fetched(self, channels: int, timeout: float) -> float:
        """Seconds until every channel was asked and every page that they announced is fetched."""
        began = time.monotonic()
        while time.monotonic() - began < timeout:
            if self._count("channel WHERE ok_at IS NOT NULL") >= channels and not self._count(_WANTED):
                return time.monotonic() - began
            if self.process.poll() is not None:
                raise RuntimeError(f"the watch ended by itself with status {self.process.returncode}")
            time.sleep(0.25)
        raise RuntimeError(f"after {timeout:.0f} s {self._count(_WANTED)} pages are still to be fetched")

    def settle(self) -> None:
        """Wait until the pipeline has done its work, then stop."""
        until = time.monotonic() + _PATIENCE
        while self._count("job WHERE state = 'pending'") and time.monotonic() < until:
            time.sleep(0.1)
        self.stopped()

    def stopped(self) -> dict[str, float]:
        """End it politely; its report: CPU seconds and peak bytes of memory of that process."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=_PATIENCE)
        report: dict[str, float] = json.loads((self.folder / "report.json").read_text())
        return report

    def _count(self, table: str) -> int:
        with closing(sqlite3.connect(f"file:{self.data / 'marsad.sqlite3'}?mode=ro", uri=True)) as store:
            return int(store.execute(f"SELECT count(*) FROM observatory_{table}").fetchone()[0])


_WANTED = "item WHERE state = 'wanted'"


def _command(what: str, data: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.watch_child", what, str(data), str(folder)]


def _worker(data: Path, place: int) -> subprocess.Popen[bytes]:
    stages = ALL_STAGES if place == 0 else PARALLEL_STAGES
    command = [sys.executable, "-m", "marsad.observatory.worker", "--data", str(data), "--stages", ",".join(stages)]
    return subprocess.Popen(command, cwd=ROOT)


def _started(data: Path, folder: Path, options: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*_command("run", data, folder), *options], cwd=ROOT)


def follow(data: Path, folder: Path, *, at_once: bool) -> None:
    """Follow every feed of the world, its hosts being the outlets."""
    from marsad.observatory.setup import open_observatory

    open_observatory(data)
    from marsad.observatory.models import Channel
    from marsad.observatory.source_keys import source_key
    from marsad.observatory.sources import NewChannel, channel_record, decide, source_record

    world: World = pickle.loads((folder / "world").read_bytes())
    now = Network.at(folder).clock().moment()
    records = []
    for site in world.sites.values():
        key = source_key(site.home)
        records.append(source_record(key, name=site.host, home=site.home, lang=site.lang))
        sections = range(site.sections) if site.sections > 1 else (None,)
        records += [channel_record(key, NewChannel(site.feed_url(section))) for section in sections]
    decide(data, records, now)
    if at_once:
        Channel.objects.update(due_at=now)


def run(options: argparse.Namespace) -> None:
    """Watch until SIGTERM, and write what it cost to the world's folder."""
    from marsad.observatory.setup import open_observatory

    open_observatory(options.data, migrate=False)
    from marsad.observatory.watch.loop import SPACING, THREADS, Settings, watch

    network, stop = Network.at(options.world), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=_orphaned, args=(stop,), daemon=True).start()
    settings = Settings(
        policy=network.policy(),
        spacing=SPACING if options.spacing is None else options.spacing,
        threads=options.threads or THREADS,
        resolver=network.resolver,
        opener=network.opener,
    )
    live_by(network.clock())
    clock = SteppedClock(network.clock(), Sleep(options.world / "sleep") if options.stepped else None)
    watch(options.data, stop, settings, clock)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    (options.world / "report.json").write_text(json.dumps({"cpu": time.process_time(), "rss": peak}))


def _orphaned(stop: threading.Event) -> None:
    """Stop when whoever started this process is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(1.0)
    stop.set()


def main() -> None:
    """Entry of the process."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("setup", "run"))
    parser.add_argument("data", type=Path)
    parser.add_argument("world", type=Path)
    parser.add_argument("--at-once", action="store_true")
    parser.add_argument("--stepped", action="store_true")
    parser.add_argument("--spacing", type=float)
    parser.add_argument("--threads", type=int)
    options = parser.parse_args()
    if options.what == "setup":
        follow(options.data, options.world, at_once=options.at_once)
    else:
        run(options)


if __name__ == "__main__":
    main()
