"""Whether finding reprints stays as fast, and its memory bounded, as the archive grows.

    python benchmarks/reprints_growth.py [--bench DIR] [--documents N] [--horizon N]

The bench's texts over and over, in their order, from round to round with two of three words spelt otherwise: so each
round has the families of the first, and but formulas in common with the others. Prints for each tenth of the stream:
documents a second of processor time of one core (tokenising included, making the texts excluded), how many of them were
copies, and the memory that the index took since the start.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from marsad.group.reprints import ReprintIndex
from marsad.group.rows import document
from marsad.group.settings import GroupSettings
from marsad.model import Document

ROOT = Path(__file__).resolve().parent.parent
BENCH = Path(os.environ.get("MARSAD_SHARED", ROOT.parent / "shared")) / "bench"
SETS = ("wire_synth", "minhash2500_en", "giveme5w1h_en")
_WORD = re.compile(r"[^\W\d_]{3,}")


def resident() -> int:
    """Bytes of memory that this process has."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) * 1024
    raise OSError("no VmRSS in /proc/self/status")


def respelt(found: Document, turn: int) -> Document:
    """The document as another text: two of three words end otherwise, its date and id move on."""
    if not turn:
        return found
    ending = f"{chr(97 + turn % 26)}{chr(97 + turn // 26 % 26)}"
    text = _WORD.sub(lambda word: word[0] + ending if sum(map(ord, word[0])) % 3 else word[0], found.text)
    date = found.date and found.date + timedelta(days=turn)
    return replace(found, id=f"{found.id}#{turn}", text=text, date=date)


def endless(base: list[Document]) -> Iterator[Document]:
    turn = 0
    while True:
        for found in base:
            yield respelt(found, turn)
        turn += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--documents", type=int, default=200_000)
    parser.add_argument("--horizon", type=int)
    options = parser.parse_args()
    base = []
    for name in SETS:
        with (options.bench / "stories" / name / "documents.jsonl").open(encoding="utf-8") as lines:
            base += [document(json.loads(line)) for line in lines]
    words = sum(len(found.text.split()) for found in base) / len(base)
    print(f"{len(base)} texts of {words:.0f} words on average")
    settings = GroupSettings()
    if options.horizon:
        settings = replace(settings, reprints=replace(settings.reprints, horizon=options.horizon))
    index, documents, before = ReprintIndex(settings), endless(base), resident()
    tenth = max(1, options.documents // 10)
    for done in range(tenth, options.documents + 1, tenth):
        batch = [next(documents) for _ in range(tenth)]
        start = time.process_time()
        copies = sum(index.place(found) is not None for found in batch)
        took = time.process_time() - start
        del batch
        grown = resident() - before
        print(
            f"{done:>9} documents: {tenth / took:6.0f} docs/s, {copies / tenth:.0%} copies, "
            f"{grown / 1e6:6.0f} MB, {grown / len(index):6.0f} bytes a document held",
            flush=True,
        )


if __name__ == "__main__":
    main()
