"""Time and memory of grouping as the archive grows, reprints and stories each alone in a process of its own.

    python benchmarks/groups_growth.py [--sizes 10000 100000 1000000] [--engines reprints stories] [--encoder hashed]

Each document of a stream that ``groups_stream.py`` makes up is placed when it comes. After each tenth a line: documents
a second of CPU over that tenth, making the documents not counted; resident memory now and at its highest, above what
the process held before; and whether grouping is as good as it was. *joined*: the share of copies whose family holds
what they copy, or of later articles that came to the story of the one before in their language. *mixed*: the share of
articles that were put into a family with those of other events, or of first articles that came to an older story.

Copies are told to the index of stories, as the pipeline does it. The encoder that hashes words (``hashed``) stands in
for the packaged one, so that the search among vectors grows too; its own time is not counted.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import resource
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from groups_sets import SCRIPT
from groups_stream import Made, bench_press
from groups_words import pieces
from marsad.group.encoder import Encoder, default_encoder
from marsad.group.features import story_features
from marsad.group.ids import story_id
from marsad.group.reprints import ReprintIndex
from marsad.group.stories import StoryIndex, StoryPlacement
from read_memory import resident

Key = TypeVar("Key")
BATCH = 500
REMEMBERED = 20_000
"""Documents and events whose story is remembered for judging."""


class Tally:
    """How many of those that belong with an earlier document came to it, and how many others did not stay apart."""

    def __init__(self) -> None:
        self.together = self.apart = self.joined = self.mixed = 0

    def belongs(self, joined: bool) -> None:
        """One that belongs with an earlier document."""
        self.together += 1
        self.joined += joined

    def stands_alone(self, mixed: bool) -> None:
        """One that does not."""
        self.apart += 1
        self.mixed += mixed


class Engine(Protocol):
    """What is measured."""

    @property
    def uncounted(self) -> float:
        """CPU seconds so far that are not the engine's own."""

    def place(self, made: Made, tally: Tally) -> None:
        """Places a document and judges where it went."""


class Reprints:
    """The index of reprint families alone."""

    def __init__(self) -> None:
        self._index = ReprintIndex()

    @property
    def uncounted(self) -> float:
        """Nothing."""
        return 0.0

    def place(self, made: Made, tally: Tally) -> None:
        """Places a document and judges the family."""
        family = self._index.place(made.document)
        members = family.members if family else {}
        if made.copy_of is not None:
            tally.belongs(made.copy_of in members)
        else:
            tally.stands_alone(any(int(member.split("-")[0]) != made.event for member in members))


class Stories:
    """The index of stories alone; copies are told."""

    def __init__(self, encoder: Encoder | None) -> None:
        self._encoder = encoder
        self._index = StoryIndex()
        self._of_document: OrderedDict[str, str] = OrderedDict()
        self._of_event: OrderedDict[tuple[int, str | None], str] = OrderedDict()

    @property
    def uncounted(self) -> float:
        """The time of the encoder that stands in for a real one."""
        return self._encoder.seconds if isinstance(self._encoder, HashedEncoder) else 0.0

    def place(self, made: Made, tally: Tally) -> None:
        """Places a document and judges the story."""
        document = made.document
        family_story = self._of_document.get(made.copy_of or "")
        if family_story is not None:
            placed = StoryPlacement(family_story)
        else:
            placed = self._index.place(document, story_features(document, self._encoder))
        event = made.event, document.lang
        if made.copy_of is None:
            before = self._of_event.get(event)
            if before is not None:
                tally.belongs(before == placed.story or before in placed.absorbed)
            else:
                tally.stands_alone(placed.story != story_id(document.id))
        _remember(self._of_document, document.id, placed.story)
        _remember(self._of_event, event, placed.story)


def _remember(held: OrderedDict[Key, str], key: Key, story: str) -> None:
    held[key] = story
    if len(held) > REMEMBERED:
        held.popitem(last=False)


class HashedEncoder:
    """Stands in for a sentence encoder: each word is a direction, so that texts with the same words are near."""

    SIZE = 512

    def __init__(self) -> None:
        self.seconds = 0.0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit vector a row; the same for the same text on every machine."""
        began = time.process_time()
        found = [[_direction(word) for word in pieces(text.lower()) if len(word) > 3] for text in texts]
        rows = np.array([np.sum(words, axis=0) if words else np.zeros(self.SIZE) for words in found], np.float32)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        rows /= np.where(lengths > 0, lengths, 1)
        self.seconds += time.process_time() - began
        return rows


@lru_cache(maxsize=1 << 13)
def _direction(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(word.encode()[:32], "little")
    return np.random.default_rng(seed).standard_normal(HashedEncoder.SIZE, np.float32)


def engine(name: str, encoder: str) -> Engine:
    """An engine by its name, and the name of its encoder."""
    if name == "reprints":
        return Reprints()
    return Stories({"none": lambda: None, "hashed": HashedEncoder, "packaged": default_encoder}[encoder]())


def grow(measured: Engine, made: Iterator[Made], size: int) -> Iterator[dict[str, float]]:
    """Places so many documents and gives the figures of each tenth."""
    _settle()
    start, tenth = resident(), max(BATCH, size // 10)
    for end in range(tenth, size + 1, tenth):
        tally, seconds, uncounted = Tally(), 0.0, measured.uncounted
        for _ in range(tenth // BATCH):
            batch = list(islice(made, BATCH))
            began = time.process_time()
            for one in batch:
                measured.place(one, tally)
            seconds += time.process_time() - began
        yield {
            "documents": end,
            "rate": tenth / (seconds - (measured.uncounted - uncounted)),
            "memory": resident() - start,
            "peak": _peak() - start,
            "joined": tally.joined / max(1, tally.together),
            "mixed": tally.mixed / max(1, tally.apart),
        }


def _settle() -> None:
    """Gives back what making the press took, and lets the highest memory count from now on, where Linux allows that."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> float:
    """The highest resident memory in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def child(name: str, encoder: str, size: int) -> None:
    """One engine at one size: a JSON object a line."""
    for figures in grow(engine(name, encoder), bench_press().stream(), size):
        print(json.dumps(figures), flush=True)


def run(name: str, encoder: str, size: int) -> None:
    """Prints the table of a process of its own."""
    shown = f"{name}, encoder {encoder}" if name == "stories" else name
    print(f"{shown}, {size:,} documents\n documents   docs/s      MB  peak MB  joined   mixed", flush=True)
    command = [sys.executable, __file__, "--child", "--engines", name, "--encoder", encoder, "--sizes", str(size)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            found = json.loads(line)
            print(
                f"{found['documents']:10,.0f} {found['rate']:8,.0f} {found['memory']:7,.0f}  {found['peak']:7,.0f}"
                f"  {found['joined']:6.3f}  {found['mixed']:6.4f}",
                flush=True,
            )
    if process.returncode:
        sys.exit(process.returncode)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="at least 5000 each")
    parser.add_argument("--engines", nargs="+", choices=("reprints", "stories"), default=["reprints", "stories"])
    parser.add_argument("--encoder", choices=("none", "hashed", "packaged"), default="none")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not SCRIPT.exists():
        sys.exit(f"no bench data: {SCRIPT} is not there; put shared/ beside the checkout or name it in MARSAD_SHARED")
    for size in options.sizes:
        for name in options.engines:
            (child if options.child else run)(name, options.encoder, size)


if __name__ == "__main__":
    main()
