"""Reprints, stories and pair likeness on every set of the bench, with one configuration, beside a plain peer.

    python benchmarks/groups.py [--bench DIR] [--sets NAME ...] [--stream N]

Scores come from the bench's own ``score_stories.py``. The peer is an online pass over TF-IDF alone: cosine with each
story's mean, one threshold, every story compared. docs/s are processor seconds of one core, without reading the files.
``--stream N`` tells instead whether speed holds as the archive grows: N documents, the sets' texts over and over with
their words renamed from round to round, placed without an encoder.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

from marsad.group.encoder import Encoder, default_encoder
from marsad.group.features import story_features
from marsad.group.grouping import Grouping
from marsad.group.relations import is_reprint
from marsad.group.reprints import ReprintIndex
from marsad.group.rows import document
from marsad.group.similar import Similarities
from marsad.group.words import words
from marsad.model import Document, ReprintFamily

ROOT = Path(__file__).resolve().parent.parent
BENCH = Path(os.environ.get("MARSAD_SHARED", ROOT.parent / "shared")) / "bench"
STORIES = ("giveme5w1h_en", "ecbplus_en", "wikinews_galaxy_en", "ntrex4", "uci1000_headlines_en", "gold")
REPRINTS = ("wire_synth", "minhash2500_en", "gold")
PAIRS = "semeval22_pairs"
Row = dict[str, Any]


def load(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rows(bench: Path, name: str) -> list[Row]:
    if name != "gold":
        return load(bench / "stories" / name / "documents.jsonl")
    found = load(bench / "gold" / "gold.jsonl")
    for row in found:
        row["origin"] = {"outlet": row["origin_outlet"], "url": row["origin_url"]}
        row["cluster"] = row["story"]
    return found


def scorer(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_stories", bench / "score_stories.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def place_reprints(documents: Iterable[Document]) -> dict[str, ReprintFamily]:
    """Each copy's or original's family as it stands at the end."""
    index = ReprintIndex()
    family_of: dict[str, str] = {}
    families: dict[str, ReprintFamily] = {}
    for found in documents:
        family = index.place(found)
        if family is not None:
            families[family.id] = family
            family_of.update(dict.fromkeys(family.members, family.id))
    return {identity: families[family] for identity, family in family_of.items()}


def timed(name: str, count: int, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    result = work()
    print(f"  {name}: {count / (time.process_time() - start):.0f} docs/s")
    return result


def families_of(found: dict[str, ReprintFamily], identities: Iterable[str]) -> dict[str, str]:
    """Document to family, or to itself for one that is no copy."""
    return {
        identity: found[identity].id
        if identity in found and is_reprint(found[identity].members[identity])
        else identity
        for identity in identities
    }


def reprints(bench: Path, name: str, score: ModuleType) -> None:
    data = rows(bench, name)
    documents = [document(row) for row in data]
    found = timed("marsad reprints", len(documents), lambda: place_reprints(documents))
    if name == "wire_synth":
        print("  ", wire_scores(bench / "stories" / name, found, data, score))
        return
    key = "dispatch" if name == "gold" else "cluster"
    gold = {row["id"]: row[key] or row["id"] for row in data}
    mine = families_of(found, gold)
    pairs = [
        {frozenset(pair) for pair in combinations(side, 2) if side[pair[0]] == side[pair[1]]} for side in (gold, mine)
    ]
    print("  ", "pairs", score.pair_prf(*pairs))
    if name == "gold":
        truth = {row["id"]: row["role"] for row in data if row["id"] in found}
        named = {identity: str(found[identity].members[identity]) for identity in truth}
        wrong = {identity: (role, named[identity]) for identity, role in truth.items() if named[identity] != role}
        print("  ", "relations", len(truth) - len(wrong), "of", len(truth), wrong)


def wire_scores(folder: Path, found: dict[str, ReprintFamily], data: list[Row], score: ModuleType) -> Row:
    """What ``score_stories.py reprints`` prints, through its command."""
    import subprocess
    import sys
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for row in data:
            family = found.get(row["id"])
            named = family and family.members[row["id"]].value
            line = {"id": row["id"], "family": family and family.id, "relation": named}
            out.write(json.dumps({**line, "original": family and family.original}) + "\n")
        out.flush()
        arguments = [str(folder / "documents.jsonl"), str(folder / "pairs.jsonl"), out.name]
        command = [sys.executable, str(score.__file__), "reprints", *arguments]
        result: Row = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return result


def peer(documents: list[Document], threshold: float = 0.15) -> dict[str, str]:
    """Online TF-IDF: each document joins the story of the nearest mean above the threshold."""
    seen: Counter[str] = Counter()
    stories: list[tuple[str, defaultdict[str, float]]] = []
    placed: dict[str, str] = {}
    for number, found in enumerate(documents, 1):
        counts = Counter(words(f"{found.title or ''} {found.text}"))
        seen.update(counts.keys())
        weights = {w: (1 + math.log(n)) * math.log((number + 1) / (seen[w] + 0.5)) for w, n in counts.items()}
        length = math.sqrt(sum(v * v for v in weights.values())) or 1.0
        best, name = 0.0, ""
        for story, total in stories:
            size = math.sqrt(sum(v * v for v in total.values())) or 1.0
            cosine = sum(v * total[w] for w, v in weights.items() if w in total) / (length * size)
            best, name = max((best, name), (cosine, story))
        if best < threshold:
            name = found.id
            stories.append((name, defaultdict(float)))
        total = next(total for story, total in stories if story == name)
        for word, value in weights.items():
            total[word] += value / length
        placed[found.id] = name
    return placed


def ours(documents: list[Document], encoder: Encoder | None, grouping: Grouping | None = None) -> dict[str, str]:
    grouping = grouping or Grouping(encoder)
    for found in documents:
        grouping.place(found, story_features(found, encoder))
    return {found.id: grouping.story(found.id) for found in documents}


def stories(bench: Path, name: str, score: ModuleType, encoder: Encoder | None) -> None:
    data = rows(bench, name)
    documents = [document(row) for row in data]
    gold = {row["id"]: row["cluster"] for row in data}
    if encoder is not None:
        encoder.encode(["warm"])
    systems: dict[str, Callable[[], dict[str, str]]] = {
        "marsad stories": lambda: ours(documents, encoder),
        "marsad stories without encoder": lambda: ours(documents, None),
        "online TF-IDF": lambda: peer(documents),
    }
    for system, work in systems.items():
        result = score.cluster_scores(gold, timed(system, len(documents), work))
        shown = ("std_P", "std_R", "std_F1", "b3_F1", "ARI", "pred_clusters", "gold_clusters")
        print("    ", {key: result[key] for key in shown})


def stream(bench: Path, count: int) -> None:
    """Prints docs/s over each tenth of a stream of ``count`` documents."""
    base = [document(row) for name in STORIES for row in rows(bench, name)]
    grouping = Grouping(None)
    tenth = max(1, count // 10)
    for start in range(0, count, tenth):
        batch = [renamed(base[number % len(base)], number // len(base)) for number in range(start, start + tenth)]
        timed(f"documents {start} to {start + tenth}", tenth, partial(ours, batch, None, grouping))


def renamed(found: Document, turn: int) -> Document:
    """The document as another event in another round: every third word or so ends otherwise, dates move on."""
    if not turn:
        return found

    def rename(match: re.Match[str]) -> str:
        word = match[0]
        return f"{word}{chr(97 + turn % 26)}{turn // 26 or ''}" if sum(map(ord, word)) % 3 == 0 else word

    return replace(
        found,
        id=f"{found.id}#{turn}",
        text=re.sub(r"[^\W\d_]{4,}", rename, found.text),
        title=found.title and re.sub(r"[^\W\d_]{4,}", rename, found.title),
        date=found.date and found.date + timedelta(days=turn),
    )


def similar(bench: Path, score: ModuleType, encoder: Encoder | None) -> None:
    folder = bench / "stories" / PAIRS
    documents = [document(row) for row in load(folder / "documents.jsonl")]
    features = timed("features", len(documents), lambda: {d.id: story_features(d, encoder) for d in documents})
    likeness = Similarities(features)
    by_language: dict[str, list[tuple[float, float]]] = {}
    for pair in load(folder / "pairs.jsonl"):
        point = (likeness.score(pair["id1"], pair["id2"]), -pair["overall"])
        same = pair["lang1"] == pair["lang2"]
        for group in (pair["lang1"] if same else f"{pair['lang1']}-{pair['lang2']}", "all"):
            by_language.setdefault(group, []).append(point)
    print("  ", {g: (len(p), round(score.pearson(*zip(*p, strict=True)), 3)) for g, p in sorted(by_language.items())})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--sets", nargs="*", default=[*REPRINTS, *STORIES, PAIRS])
    parser.add_argument("--stream", type=int, metavar="N")
    options = parser.parse_args()
    if options.stream:
        stream(options.bench, options.stream)
        return
    score, encoder = scorer(options.bench), default_encoder()
    for name in dict.fromkeys(options.sets):
        print(name, flush=True)
        if name in REPRINTS:
            reprints(options.bench, name, score)
        if name in STORIES:
            stories(options.bench, name, score, encoder)
        if name == PAIRS:
            similar(options.bench, score, encoder)


if __name__ == "__main__":
    main()
