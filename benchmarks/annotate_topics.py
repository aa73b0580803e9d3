"""Topics: by words, by a sentence encoder, by both, on masakhanews (French) and on invented headlines, in one run.

``python -m benchmarks.annotate_topics`` prints the accuracy with a 95 % bootstrap interval, and by label. Nothing is
trained on masakhanews. Its labels are sections of a general news site, so they are read as a reader would (`MAPPING`,
fixed before the first run): `business` is the economy and the world of work; `politics` is government and, as in such
sections, war and coups and what police and courts do; `sports`, `health` and `technology` are one topic each. The other
nine topics are none of the five: the likeliest topic that is one of them answers.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from marsad.annotate.topics.scores import topic_scores
from marsad.group.encoder import default_encoder

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "bench" / "language" / "topic" / "masakhanews_fra_dev.jsonl"
HEADLINES = ROOT / "tests" / "annotate" / "topics"
MAPPING = {
    "business": ("04", "09"),
    "politics": ("11", "16", "02"),
    "health": ("07",),
    "sports": ("15",),
    "technology": ("13",),
}
_LABELS = {topic: label for label, topics in MAPPING.items() for topic in topics}

Row = tuple[str, str, str, str]
"""Language, answer, title, text."""

Scorer = Callable[[Row], dict[str, float]]


def news(path: Path) -> list[Row]:
    """The rows of masakhanews."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [("fr", row["label"], row["headline"], row["text"]) for row in rows]


def headlines(path: Path) -> list[Row]:
    """The invented headlines, with the first two digits of their topics."""
    lines = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(lang, topic, title, "") for lang, topic, title in lines]


def scorers() -> dict[str, Scorer]:
    """By name: words, and where an encoder is installed, the encoder alone and both."""
    found: dict[str, Scorer] = {"words": lambda row: topic_scores(row[2], "", row[3], row[0], None)}
    encoder = default_encoder()
    if encoder is not None:
        found["encoder"] = lambda row: topic_scores(row[2], "", row[3], None, encoder)
        found["both"] = lambda row: topic_scores(row[2], "", row[3], row[0], encoder)
    return found


def answer(scores: dict[str, float], *, mapped: bool) -> str | None:
    """The likeliest topic's two digits, or the label that it maps to."""
    best = sorted(scores, key=lambda code: -scores[code])
    if not mapped:
        return best[0][:2] if best else None
    return next((_LABELS[code[:2]] for code in best if code[:2] in _LABELS), None)


def interval(right: Sequence[bool], rounds: int = 2_000) -> tuple[float, float]:
    """95 % of the means of samples drawn with replacement."""
    draw = random.Random(4)
    means = sorted(sum(draw.choices(right, k=len(right))) / len(right) for _ in range(rounds))
    return means[rounds // 40], means[-rounds // 40]


def reliability(rows: Sequence[Row], scorer: Scorer, *, mapped: bool) -> str:
    """How many of the likeliest topics are right, by fifths of their confidence; here a topic of no label is wrong."""
    bins: dict[int, list[bool]] = {}
    for row in rows:
        scores = scorer(row)
        if scores:
            best = max(scores, key=scores.__getitem__)
            got = _LABELS.get(best[:2]) if mapped else best[:2]
            bins.setdefault(min(4, int(5 * scores[best])), []).append(got == row[1])
    return "  ".join(f".{2 * key}+ {sum(found)}/{len(found)}" for key, found in sorted(bins.items()))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, default=NEWS, help="masakhanews rows: label, headline, text")
    path = parser.parse_args().news
    sets = {path.name: news(path)} | {p.name: headlines(p) for p in sorted(HEADLINES.glob("headlines*.tsv"))}
    for title, rows in sets.items():
        print(f"\n{title}: {len(rows)} rows")
        for name, scorer in scorers().items():
            scorer(rows[0])
            begin = time.perf_counter()
            found = [answer(scorer(row), mapped=title == path.name) for row in rows]
            spent = 1000 * (time.perf_counter() - begin) / len(rows)
            right = [got == row[1] for got, row in zip(found, rows, strict=True)]
            low, high = interval(right)
            by = Counter(row[1 if title == path.name else 0] for row in rows)
            hits = Counter(row[1 if title == path.name else 0] for row, hit in zip(rows, right, strict=True) if hit)
            cells = "  ".join(f"{key} {hits[key]}/{count}" for key, count in sorted(by.items()))
            print(f"  {name:8} {sum(right) / len(right):.3f} [{low:.3f}, {high:.3f}] {spent:6.2f} ms  {cells}")
            print(f"           right by confidence: {reliability(rows, scorer, mapped=title == path.name)}")


if __name__ == "__main__":
    main()
