"""The plain-text reader on the gold pages (``bench/gold/text``), per language, and its speed.

    python benchmarks/read_plain.py [--shared DIR] [--runs 7]

Scores are those of ``bench/gold/score_gold.py``, run as it is. Speed is CPU time of one process, the best run of
each page, scaled to pages of 5 kB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from marsad.read.plain import read_plain

DEFAULT = Path(__file__).resolve().parent.parent.parent / "shared"
PAGE = 5_000


def pages(gold: Path) -> list[tuple[dict[str, Any], str]]:
    """The rows of ``inputs.jsonl``, each with its text."""
    rows = [json.loads(line) for line in (gold / "inputs.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(row, (gold / row["text_file"]).read_text(encoding="utf-8")) for row in rows]


def predict(rows: list[tuple[dict[str, Any], str]]) -> list[dict[str, Any]]:
    """Rows in the form that the scorer takes."""
    out = []
    for row, text in rows:
        article = read_plain(text, fetched=datetime.fromisoformat(row["fetched"]))
        out.append({**asdict(article), "id": row["id"], "body": article.body})
    return out


def speed(rows: list[tuple[dict[str, Any], str]], runs: int) -> float:
    """Pages of 5 kB (UTF-8) read per second of CPU time."""
    seconds = 0.0
    for row, text in rows:
        fetched = datetime.fromisoformat(row["fetched"])
        best = float("inf")
        for _ in range(runs):
            start = time.process_time()
            read_plain(text, fetched=fetched)
            best = min(best, time.process_time() - start)
        seconds += best
    return sum(len(text.encode()) for _, text in rows) / PAGE / seconds


def main() -> None:
    """Print the scores and the speed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=DEFAULT)
    parser.add_argument("--runs", type=int, default=7)
    args = parser.parse_args()
    gold = args.shared / "bench" / "gold"
    rows = pages(gold)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in predict(rows)), encoding="utf-8")
        command = [sys.executable, str(gold / "score_gold.py"), str(gold), "--pages", str(path), "--per-lang"]
        print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    print(
        f"speed            {speed(rows, args.runs):.0f} pages of 5 kB per second of CPU time (best of {args.runs} runs)"
    )


if __name__ == "__main__":
    main()
