"""Kill an ingest again and again, start it anew each time, and count what was lost or doubled.

    python -m benchmarks.crash --kills 100 --pages 200 --seed 1

Also dies once at every named boundary of the pipeline, and of an editor's decision about stories, after which a rebuild
is held against what was there. The tests run the same with fewer kills.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.observatory.faults import BOUNDARIES, DECISION_BOUNDARIES
from marsad.sample import sample_dir

TIMEOUT = 600
_MARSAD = (sys.executable, "-m", "marsad.cli")
_PASSES = {
    "record-appended": 5,
    **{f"{stage}-{place}": 3 for stage in ("read", "annotate") for place in ("claimed", "written", "committed")},
}
"""Which time a boundary that every page comes by is died at; the others come by once a batch."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an observatory holds after its crashes, against what was given to it. ``unlinked`` are names without an
    entity, ``restated`` facts that stand more than once."""

    given: int
    lost: int
    doubled: int
    failed: int
    pending: int
    records: int
    indexed: int
    shown: int
    unlinked: int
    restated: int

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing doubled, index and database agree."""
        settled = not (self.lost or self.doubled or self.failed or self.pending)
        told = not (self.unlinked or self.restated)
        return settled and told and self.indexed == self.shown and self.records == self.given


def make_pages(folder: Path, count: int) -> Path:
    """Write ``count`` distinct pages made from the sample newsroom, and their meta file; returns the latter."""
    sample = sample_dir()
    rows = [json.loads(line) for line in (sample / "meta.jsonl").read_text(encoding="utf-8").splitlines() if line]
    folder.mkdir(parents=True)
    meta = folder / "meta.jsonl"
    with meta.open("w", encoding="utf-8") as out:
        for number in range(count):
            row = rows[number % len(rows)]
            data = (sample / "pages" / f"{row['id']}.html").read_bytes()
            edition = number // len(rows)
            (folder / f"p{number:04}.html").write_bytes(data + f"<!-- edition {edition} -->".encode())
            url = f"{row['url']}?edition={edition}"
            out.write(json.dumps({"id": f"p{number:04}", "url": url, "fetched": row["fetched"]}) + "\n")
    return meta


def ingest(data: Path, meta: Path, crash: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start an ingest of the pages beside ``meta`` in a process group of its own."""
    command = [*_MARSAD, "ingest", str(meta.parent), "--meta", str(meta), "--data", str(data)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, env={**os.environ, **(crash or {})}, start_new_session=True, stdout=quiet, stderr=quiet
    )


def kill_at_random(data: Path, meta: Path, kills: int, rng: random.Random) -> int:
    """Kill the whole process group ``kills`` times, then let it finish; the number of kills that found it running."""
    hit = 0
    for _ in range(kills):
        process = ingest(data, meta)
        try:
            process.wait(timeout=rng.uniform(0.3, 3.5))
        except subprocess.TimeoutExpired:
            hit += 1
        _kill(process)
    finish(data, meta)
    return hit


def crash_at(data: Path, meta: Path, name: str, *, everything: bool) -> bool:
    """Die once at a boundary, alone or with the whole process group, then finish; whether the place was reached."""
    mark = data.parent / f"{data.name}.mark"
    crash = {"MARSAD_CRASH_AT": f"{name}:{_PASSES.get(name, 1)}", "MARSAD_CRASH_MARK": str(mark)}
    if everything:
        crash["MARSAD_CRASH_ALL"] = "1"
    process = ingest(data, meta, crash)
    process.wait(timeout=TIMEOUT)
    _kill(process)
    finish(data, meta)
    return mark.exists()


def merge_two(data: Path, crash: Mapping[str, str] | None = None) -> int:
    """Have an editor merge the two oldest stories; the exit status."""
    command = [sys.executable, "-c", "from benchmarks.crash import _merge; _merge()", str(data)]
    here = Path(__file__).resolve().parent.parent
    return subprocess.run(command, cwd=here, env={**os.environ, **(crash or {})}, check=False).returncode


def decide_and_die(data: Path, name: str) -> bool:
    """Die at a boundary of a merge, decide again, rebuild; whether both merges hold, once each, before and after."""
    mark = data.parent / f"{data.name}.{name}.mark"
    stories = len(_told(data, "story"))
    died = merge_two(data, {"MARSAD_CRASH_AT": name, "MARSAD_CRASH_MARK": str(mark)})
    if (died, mark.exists(), merge_two(data)) != (-signal.SIGKILL, True, 0):
        return False
    before = _export(data)
    merged = [row for row in _told(data, "story") if row["redirect_to"]]
    logged = [row for row in _told(data, "story_change") if row["decision"]]
    rebuilt = subprocess.run([*_MARSAD, "rebuild", "--data", str(data)], stderr=subprocess.DEVNULL, check=False)
    same = rebuilt.returncode == 0 and _export(data) == before
    return same and len(merged) >= 2 and len(logged) == 2 and len(_told(data, "story")) == stories


def _merge() -> None:
    data = Path(sys.argv[1])
    from marsad.observatory.setup import open_observatory

    open_observatory(data, migrate=False)
    from marsad.observatory.deciding import catch_up
    from marsad.observatory.models import Story
    from marsad.observatory.story_decisions import merge_stories

    catch_up(data)
    into, story = Story.objects.filter(redirect_to=None).order_by("first_at", "pk").values_list("pk", flat=True)[:2]
    merge_stories(data, "bench", story, into)


def _export(data: Path) -> bytes:
    return subprocess.run(
        [*_MARSAD, "export", "--canonical", "--data", str(data)], check=True, capture_output=True
    ).stdout


def _told(data: Path, kind: str) -> list[dict[str, Any]]:
    return [row for line in _export(data).splitlines() if (row := json.loads(line))["type"] == kind]


def finish(data: Path, meta: Path) -> None:
    """Ingest without a crash, to the end."""
    code = ingest(data, meta).wait(timeout=TIMEOUT)
    if code != 0:
        raise RuntimeError(f"the ingest after the crashes ended with status {code}")


def verdict(data: Path, meta: Path) -> Verdict:
    """Hold an observatory against the pages that it was given; runs in a process of its own."""
    command = [sys.executable, "-c", "from benchmarks.crash import _judge; _judge()", str(data), str(meta)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).resolve().parent.parent)
    return Verdict(**json.loads(done.stdout))


def _judge() -> None:
    data, meta = Path(sys.argv[1]), Path(sys.argv[2])
    from marsad.observatory.setup import open_observatory

    open_observatory(data, migrate=False)
    from marsad.archive.tail import whole_records
    from marsad.archive.warc import page_at
    from marsad.model import NAMED
    from marsad.observatory.models import Article, Capture, Fact, Job, JobState
    from marsad.observatory.paths import archive_dir, index_dir
    from marsad.search.index import SearchIndex

    urls = {json.loads(line)["url"] for line in meta.read_text(encoding="utf-8").splitlines()}
    captured = Counter(Capture.objects.values_list("url", flat=True))
    shown = set(Article.objects.filter(current=True).exclude(story=None).values_list("url", flat=True))
    facts = Fact.objects.values_list("article_id", "kind", "field", "start", "end")
    archive = archive_dir(data)
    records = sum(
        page_at(archive, place) is not None for path in archive.glob("*.warc.gz") for place in whole_records(path)
    )
    counts = {
        "given": len(urls),
        "lost": len(urls - shown),
        "doubled": sum(count - 1 for count in captured.values()),
        "failed": Job.objects.filter(state=JobState.FAILED).count(),
        "pending": Job.objects.filter(state=JobState.PENDING).count(),
        "records": records,
        "indexed": SearchIndex.open(index_dir(data)).count(),
        "shown": len(shown),
        "unlinked": Fact.objects.filter(kind__in=NAMED, entity=None).count(),
        "restated": sum(count - 1 for count in Counter(facts).values()),
    }
    json.dump(counts, sys.stdout)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main() -> None:
    """Print one line a trial; exit status 1 if anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sound = True
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        meta = make_pages(root / "pages", options.pages)
        began = time.monotonic()
        hit = kill_at_random(root / "random", meta, options.kills, random.Random(options.seed))
        result = verdict(root / "random", meta)
        sound &= result.sound
        print(
            f"{hit} of {options.kills} kills found it running, {time.monotonic() - began:.0f} s: {result}", flush=True
        )
        small = make_pages(root / "few", 24)
        for name in BOUNDARIES:
            for everything in (False, True):
                data = root / f"{name}-{everything}"
                reached = crash_at(data, small, name, everything=everything)
                result = verdict(data, small)
                sound &= result.sound and reached
                scope = "everything" if everything else "the process"
                print(f"{name}, {scope} dies: reached {reached}, {result}", flush=True)
        for name in DECISION_BOUNDARIES:
            data = root / name
            finish(data, small)
            held = decide_and_die(data, name)
            sound &= held
            print(f"{name}, the process dies: the decision holds over a rebuild {held}", flush=True)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
