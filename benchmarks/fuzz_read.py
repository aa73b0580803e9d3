"""Fuzz the reader, guided by its coverage, and keep every page that it does not read soundly as a test case.

    python -m benchmarks.fuzz_read [--minutes 60] [--corpus DIR] [--keep DIR]

Seeds are the sample newsroom's pages and the cases kept so far; pages are changed by `tests.read.fuzz.mutate` and by
libFuzzer's bytes; what must hold is `tests.read.fuzz.sound.fault`. A find is made small and written to
``tests/read/fuzz/cases`` under its cause, one page for each cause; a crash of the process is kept as well, and the
fuzzer starts again. Exit status 1 where something was found. Needs atheris (``make fuzz`` sets it up).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import pkgutil
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "read" / "fuzz" / "cases"
SEEDS = (ROOT / "src" / "marsad" / "sample" / "pages", ROOT / "tests" / "read" / "plain_pages", CASES)
LARGEST = 60_000
SECONDS = 4.0
"""Processor time for a page under the fuzzer's own burden, which about doubles it; 2 without."""

SMALLER_SECONDS = 10.0


def main() -> None:
    """Run as a script: start the fuzzer as a process, and again when it dies, until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--corpus", type=Path, help="where to keep the pages that reach new code (default: nowhere)")
    parser.add_argument("--keep", type=Path, default=CASES, help="where finds are written")
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child is not None:
        fuzz(options.corpus, options.keep, options.child)
        return
    options.keep.mkdir(parents=True, exist_ok=True)
    before = set(options.keep.iterdir())
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus or Path(folder)
        corpus.mkdir(parents=True, exist_ok=True)
        seed(corpus)
        crashes = supervise(corpus, options.keep, options.minutes * 60)
        print(f"corpus: {len(list(corpus.iterdir())):,} pages")
    finds = sorted(set(options.keep.iterdir()) - before)
    print(f"{len(finds)} finds, {crashes} of them deaths of the process, in {options.minutes:g} minutes")
    for find in finds:
        print(f"  {find.name}")
    sys.exit(bool(finds))


def seed(corpus: Path) -> None:
    """Copy the seeds into the corpus under the hashes of their bytes."""
    for folder in SEEDS:
        for path in folder.rglob("*"):
            if path.is_file() and path.stat().st_size <= LARGEST:
                data = path.read_bytes()
                (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def supervise(corpus: Path, keep: Path, seconds: float) -> int:
    """Run the fuzzer for so long; how often it died over a page."""
    deaths, end = 0, time.monotonic() + seconds
    while (left := end - time.monotonic()) > 1:
        arguments = ["--child", str(left), "--corpus", str(corpus), "--keep", str(keep)]
        done = subprocess.run([sys.executable, "-m", "benchmarks.fuzz_read", *arguments], cwd=ROOT, check=False)
        if done.returncode == 0:
            break
        deaths += 1
        if deaths > 50:
            print("the fuzzer dies over and over: given up")
            break
    return deaths


def fuzz(corpus: Path, keep: Path, seconds: float) -> None:
    """The fuzzer itself. Does not return: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["marsad.read"]):
        room = importlib.import_module("marsad.read")
        for module in pkgutil.walk_packages(room.__path__, "marsad.read."):
            importlib.import_module(module.name)
    from tests.read.fuzz.mutate import mutated
    from tests.read.fuzz.sound import fault

    others: list[bytes] = [path.read_bytes() for path in sorted(corpus.iterdir())[:300]]
    known = {path.name.rpartition("-")[0] for path in keep.iterdir()}

    def try_page(page: bytes) -> None:
        cause = fault(page, seconds=SECONDS)
        name = cause and re.sub(r"\W+", "_", cause)[:100]
        if cause and name not in known:
            known.add(str(name))
            small = smaller(page, lambda part: fault(part, seconds=SECONDS) == cause)
            (keep / f"{name}-{hashlib.sha256(small).hexdigest()[:8]}.page").write_bytes(small)
            print(f"found: {cause}", flush=True)

    def mutate(page: bytes, largest: int, number: int) -> bytes:
        chance = Random(number)
        if chance.random() < 0.15:
            return bytes(atheris.Mutate(page, largest))
        return mutated(page, chance, chance.choice(others) if others else b"")[:largest]

    flags = [f"-max_total_time={seconds:.0f}", f"-max_len={LARGEST}", "-timeout=60", "-rss_limit_mb=3000"]
    flags += [f"-artifact_prefix={keep}/process_died_", "-print_final_stats=1", "-verbosity=1", "-len_control=0"]
    atheris.Setup([sys.argv[0], *flags, str(corpus)], try_page, custom_mutator=mutate)
    atheris.Fuzz()


def smaller(page: bytes, same: Callable[[bytes], bool]) -> bytes:
    """A part of ``page`` that still shows the same fault: ever smaller stretches are left out while time lasts."""
    end = time.monotonic() + SMALLER_SECONDS
    width = max(1, len(page) // 2)
    while width and time.monotonic() < end:
        place = 0
        while place < len(page) and time.monotonic() < end:
            part = page[:place] + page[place + width :]
            if same(part):
                page = part
            else:
                place += width
        width //= 2
    return page


if __name__ == "__main__":
    main()
