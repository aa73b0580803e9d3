"""Train the body model and, with --folds, judge it on sites that it has not seen.

    python benchmarks/train_body.py
    python benchmarks/train_body.py --folds 4 --keep DIR
    python benchmarks/read_pages.py --unseen DIR

Learns which lines of a page are its body from the bench sets whose licences allow it (docs/body-model.md) and writes
src/marsad/read/data/body_model.npz and body_words.json. With --folds it trains one model for each part of the sites,
without them, and `read_pages.py --unseen` then has every page read by the model that has seen no page of its site.
Needs the packages of requirements/bench.txt.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.block_labels import labels
from benchmarks.read_sets import page_openers, truth
from benchmarks.unseen import LEARNED, site_of
from marsad.read.declared import Declared, declared
from marsad.read.decode import decode
from marsad.read.features import Looks, candidates
from marsad.read.head import find_head
from marsad.read.lexicon import SAYING, WORD, WORDS, Lexicon
from marsad.read.page import Line, Page, parse

DATA = Path(__file__).resolve().parents[1] / "src" / "marsad" / "read" / "data"
TREES, DEPTH, RATE = 200, 6, 0.12
PARTIAL = 0.3
"""The weight of a page whose truth is only segments."""

Vector = np.ndarray[Any, Any]
Matrix = np.ndarray[Any, Any]


@dataclass
class Example:
    """A page of a bench set with the labels of its candidate lines."""

    name: str
    set: str
    site: str
    page: Page
    said: Declared
    at: int | None
    lines: list[Line]
    label: Vector

    @property
    def weights(self) -> Vector:
        """What each line counts: every page the same, longer lines more."""
        known = self.label >= 0
        weight = np.array([math.log1p(len(line.text)) for line in self.lines]) * known
        share = PARTIAL if self.set == "trafilatura_eval" else 1.0
        return weight * share / (weight.sum() or 1.0)


@dataclass
class Model:
    """Lexicon and the two forests."""

    lexicon: Lexicon
    first: CatBoostClassifier
    second: CatBoostClassifier


def load(sets: Iterable[str]) -> list[Example]:
    """The pages of the sets that hold text."""
    found = []
    for name in sets:
        truths = {row["id"]: row for row in truth(name)}
        for opener in page_openers(name):
            one = opener()
            page = parse(decode(one.data), one.url)
            lines = candidates(page)
            if not lines:
                continue
            said = declared(page)
            label = labels(lines, truths[one.id])
            found.append(
                Example(one.id, name, site_of(one.url, one.id), page, said, find_head(page, said).at, lines, label)
            )
    return found


def learn_lexicon(examples: list[Example], least: int = 4, doubt: float = 3.0) -> Lexicon:
    """Words that tell on at least ``least`` sites, each site with one voice, with ``doubt`` sites that say nothing."""
    names: dict[str, dict[str, list[float]]] = defaultdict(dict)
    sayings: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for example in examples:
        kinds = example.page.kinds
        for line, label in zip(example.lines, example.label, strict=True):
            if label < 0:
                continue
            called = {word for element in example.page.up(line.element) for word in kinds[element].words}
            for word in called:
                names[word].setdefault(example.site, [0.0, 0.0])[label] += math.log1p(len(line.text) / 20)
            if len(line.text) <= SAYING:
                for word in set(WORD.findall(line.text.casefold())[:WORDS]):
                    sayings[word].setdefault(example.site, [0.0, 0.0])[label] += 1
    return Lexicon(_odds(names, least, doubt), _odds(sayings, least + 2, doubt))


def _odds(found: dict[str, dict[str, list[float]]], least: int, doubt: float) -> dict[str, float]:
    voices = [count[1] / sum(count) for sites in found.values() for count in sites.values()]
    base = sum(voices) / max(1, len(voices))
    odds = {}
    for word, sites in sorted(found.items()):
        if len(sites) >= least:
            share = (sum(count[1] / sum(count) for count in sites.values()) + doubt * base) / (len(sites) + doubt)
            share = min(0.995, max(0.005, share))
            worth = math.log(share / (1 - share)) - math.log(base / (1 - base))
            if abs(worth) > 0.15:
                odds[word] = round(worth, 2)
    return odds


def split(examples: list[Example], folds: int) -> list[list[Example]]:
    """The examples in ``folds`` parts, the pages of a site together."""
    sites = sorted({example.site for example in examples})
    random.Random(1).shuffle(sites)
    part = {site: number % folds for number, site in enumerate(sites)}
    return [[example for example in examples if part[example.site] == number] for number in range(folds)]


def train(examples: list[Example]) -> Model:
    """Lexicon, first and second look; the second learns from first looks at sites that the first had not seen."""
    parts = split(examples, 4)
    looks: list[list[Looks]] = []
    rows: list[list[Matrix]] = []
    for part in parts:
        lexicon = learn_lexicon([example for other in parts if other is not part for example in other])
        looks.append([Looks(one.page, one.lines, one.said, one.at, lexicon) for one in part])
        rows.append([look.first().T.copy() for look in looks[-1]])
    seconds: list[Matrix] = []
    for number in range(len(parts)):
        others = [n for n in range(len(parts)) if n != number]
        first = _fit([one for n in others for one in parts[n]], [row for n in others for row in rows[n]])
        for look, row in zip(looks[number], rows[number], strict=True):
            seconds.append(look.second(first.predict_proba(row)[:, 1]).T)
    ordered = [one for part in parts for one in part]
    firsts = [row for part in rows for row in part]
    return Model(learn_lexicon(examples), _fit(ordered, firsts), _fit(ordered, seconds))


def _fit(examples: list[Example], rows: list[Matrix]) -> CatBoostClassifier:
    known = [example.label >= 0 for example in examples]
    matrix = np.concatenate([row[keep] for row, keep in zip(rows, known, strict=True)])
    label = np.concatenate([example.label[keep] for example, keep in zip(examples, known, strict=True)])
    weight = np.concatenate([example.weights[keep] for example, keep in zip(examples, known, strict=True)])
    forest = CatBoostClassifier(
        iterations=TREES, depth=DEPTH, learning_rate=RATE, l2_leaf_reg=6, random_seed=1, thread_count=2, verbose=0,
        allow_writing_files=False,
    )  # fmt: skip
    forest.fit(matrix, label, sample_weight=weight * len(weight) / weight.sum())
    return forest


def save(model: Model, folder: Path) -> None:
    """Write the weights as the reader takes them."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {}
    for name, forest in (("first", model.first), ("second", model.second)):
        arrays.update(_arrays(name, forest))
    np.savez_compressed(folder / "body_model.npz", **arrays)
    words = {"names": model.lexicon.names, "sayings": model.lexicon.sayings}
    (folder / "body_words.json").write_text(
        json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
    )


def _arrays(name: str, forest: CatBoostClassifier) -> dict[str, Any]:
    path = DATA / f"{name}.tmp.json"
    forest.save_model(str(path), format="json")
    told = json.loads(path.read_text())
    path.unlink()
    columns = np.zeros((len(told["oblivious_trees"]), DEPTH), np.int16)
    borders = np.full(columns.shape, np.inf, np.float32)
    leaves = np.zeros((len(columns), 2**DEPTH), np.float32)
    for number, tree in enumerate(told["oblivious_trees"]):
        for level, question in enumerate(tree["splits"] or []):
            columns[number, level] = question["float_feature_index"]
            borders[number, level] = question["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, (bias,) = told["scale_and_bias"]
    return {
        f"{name}_columns": columns,
        f"{name}_borders": borders,
        f"{name}_leaves": leaves * scale,
        f"{name}_bias": np.float64(bias),
    }


def cross_validate(examples: list[Example], folds: int, folder: Path) -> None:
    """Train a model without the sites of each part and write it with the list of those sites."""
    for number, part in enumerate(split(examples, folds)):
        sites = {example.site for example in part}
        save(train([one for one in examples if one.set in LEARNED and one.site not in sites]), folder / str(number))
        (folder / str(number) / "sites.json").write_text(json.dumps(sorted(sites)), encoding="utf-8")
        print(f"part {number}: {len(part)} pages of {len(sites)} sites left out", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0, help="one model without each of so many parts of the sites")
    parser.add_argument("--keep", type=Path, default=Path("bench-out/folds"), help="where their models are written")
    options = parser.parse_args()
    if options.folds:
        examples = load((*sorted(LEARNED), "fundus_evaluation", "jsonld_silver"))
        cross_validate(examples, options.folds, options.keep)
    else:
        save(train(load(sorted(LEARNED))), DATA)


if __name__ == "__main__":
    main()
