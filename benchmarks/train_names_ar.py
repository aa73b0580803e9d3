"""Learn the Arabic name tagger (``models/marsad-names-ar``) from ANERcorp and from sentences made for the purpose.

    python benchmarks/train_names_ar.py                 write the weights
    python benchmarks/train_names_ar.py --folds 5       cross-validate: mean F1 over parts that were not learned from
    python benchmarks/train_names_ar.py --made 0        without made sentences

Wants python-crfsuite (Okazaki 2007; limited-memory quasi-Newton with an L1 penalty). What it learns is rounded to 8
bits. Scores are those of the rounded model, decoded as `marsad annotate` does: on the parts left out, or, when all of
the training half was learned from, on ANERcorp's test half and on the Arabic gold pages. Neither is ever learned from.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from annotate_ner import FOLDER, LABELS, Span, SpanScores, score_spans, table
from annotate_sets import Gold
from marsad.annotate.places import place_matches
from marsad.annotate.tagger.features import word_features
from marsad.annotate.tagger.marks import marks
from marsad.annotate.tagger.model import BORDER, REACH, Model
from marsad.annotate.text import Passage
from names_ar_made import Maker, Token, swapped
from read_sets import load_rows

WEIGHTS = Path(__file__).parents[1] / "models/marsad-names-ar/src/marsad_names_ar/weights.npz"
OUTSIDE = "O"
BIAS = "bias"
Spans = list[set[Span]]
"""The names of each text."""
SMALLEST = 0.02
"""Weights below this are left out."""
SEED = 11
GOLD_LABELS = {"person": "PER", "place": "LOC", "organisation": "ORG"}


@dataclass(frozen=True)
class Labelled:
    """A text cut into tokens, with the names in it."""

    passage: Passage
    spans: frozenset[Span]

    @classmethod
    def of(cls, text: str, spans: Iterable[Sequence[Any]]) -> Labelled:
        """A text and its names."""
        return cls(Passage.of(text, "ar"), frozenset((start, end, label) for start, end, label in spans))

    @classmethod
    def made(cls, tokens: Sequence[Token]) -> Labelled:
        """A sentence of words and their tags."""
        text, spans = "", []
        for word, tag in tokens:
            text = f"{text} {word}" if text else word
            if tag.startswith("B-"):
                spans.append([len(text) - len(word), len(text), tag[2:]])
            elif tag.startswith("I-") and spans:
                spans[-1][1] = len(text)
        return cls.of(text, spans)

    @property
    def tags(self) -> list[str]:
        """The tag of each token; a token that is in a name in part is in it."""
        found = [OUTSIDE] * len(self.passage.words)
        for start, end, label in self.spans:
            inside = [i for i, (a, b) in enumerate(self._bounds()) if a < end and b > start]
            for i in inside:
                found[i] = f"{'B' if i == inside[0] else 'I'}-{label}"
        return found

    def whole(self, spans: Iterable[Span]) -> set[Span]:
        """Spans widened to tokens: what is written together with a name counts as in it."""
        return {
            (min([start, *(a for a, b in self._bounds() if a < start < b)]), end, label) for start, end, label in spans
        }

    def _bounds(self) -> Iterator[tuple[int, int]]:
        return zip(self.passage.starts, self.passage.ends, strict=True)


def features(words: Sequence[str], marked: Sequence[tuple[str, ...]], i: int) -> list[str]:
    """The features of a token by the names that `weights_of` reads again: place and name."""
    found = [BIAS]
    for place in range(2 * REACH + 1):
        at = i + REACH - place
        if 0 <= at < len(words):
            found += [f"{place}{name}" for name in (*word_features(words[at]), *marked[at])]
    return found


def sequences(text: Labelled) -> Iterator[tuple[list[list[str]], list[str]]]:
    """The features and tags of each sentence, one border before and one after it among them."""
    passage, tags = text.passage, text.tags
    marked = marks(passage, place_matches(passage))
    borders, bare = (BORDER,) * REACH, ((),) * REACH
    for begin, end in passage.sentences:
        words = (*borders, *passage.folded[begin:end], *borders)
        beside = (*bare, *marked[begin:end], *bare)
        inner = range(REACH - 1, len(words) - REACH + 1)
        yield [features(words, beside, i) for i in inner], [OUTSIDE, *tags[begin:end], OUTSIDE]


def learned(texts: Iterable[Labelled], l1: float, l2: float, rounds: int) -> bytes:
    """The weights as the file holds them."""
    trainer = pycrfsuite.Trainer(verbose=False)
    options = {"c1": l1, "c2": l2, "max_iterations": rounds, "feature.possible_transitions": True}
    trainer.set_params(options)
    for text in texts:
        for items, tags in sequences(text):
            trainer.append(items, tags)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "crf")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        return weights_of(tagger.info(), tagger.labels())


def weights_of(info: Any, labels: Sequence[str]) -> bytes:
    """What was learned, rounded, as the arrays that `Model` reads."""
    tags = [OUTSIDE, *sorted(set(labels) - {OUTSIDE})]
    column = {tag: i for i, tag in enumerate(tags)}
    bias, transitions = np.zeros(len(tags), np.float32), np.zeros((len(tags), len(tags)), np.float32)
    for (before, after), weight in info.transitions.items():
        transitions[column[before], column[after]] = weight
    rows: dict[str, Any] = defaultdict(lambda: np.zeros((2 * REACH + 1, len(tags)), np.float32))
    for (name, tag), weight in info.state_features.items():
        if name == BIAS:
            bias[column[tag]] = weight
        elif abs(weight) >= SMALLEST:
            rows[name[1:]][int(name[0]), column[tag]] = weight
    names = sorted(rows)
    weights = np.stack([rows[name] for name in names])
    scale = np.float32(np.abs(weights).max() / 127)
    rounded = np.rint(weights / scale).astype(np.int8)
    kept = rounded.any(axis=(1, 2))
    file = io.BytesIO()
    np.savez_compressed(
        file,
        features=_lines([name for name, keep in zip(names, kept, strict=True) if keep]),
        tags=_lines(tags),
        weights=rounded[kept],
        scale=scale,
        bias=bias,
        transitions=transitions,
    )
    return file.getvalue()


def _lines(words: Sequence[str]) -> Any:
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def anercorp(name: str) -> list[Labelled]:
    """The sentences of a file of ANERcorp."""
    return [Labelled.of(row["text"], row["spans"]) for row in load_rows(FOLDER / f"{name}.jsonl")]


def gold_pages() -> list[Labelled]:
    """The Arabic gold pages with their names."""
    gold = Gold.load()
    facts = [fact for fact in gold.facts if fact["kind"] in GOLD_LABELS]
    return [
        Labelled.of(
            article.text,
            [(f["start"], f["end"], GOLD_LABELS[f["kind"]]) for f in facts if f["id"] == identity],
        )
        for identity, article in gold.articles()
        if gold.languages[identity] == "ar"
    ]


def made_texts(number: int) -> list[Labelled]:
    """Made sentences, always the same."""
    maker = Maker(SEED)
    return [Labelled.made(maker.sentence()) for _ in range(number)]


def swapped_texts(share: float) -> list[Labelled]:
    """The sentences of the training half that hold names, with a share of them replaced by drawn ones."""
    maker = Maker(SEED + 1)
    rows = load_rows(FOLDER / "anercorp_train.jsonl") if share else []
    tagged = [list(zip(row["tokens"], row["tags"], strict=True)) for row in rows if row["spans"]]
    return [Labelled.made(swapped(tokens, maker, share)) for tokens in tagged]


def spans_of(model: Model, texts: Sequence[Labelled]) -> tuple[Spans, Spans]:
    """Found and gold spans of texts."""
    found = []
    for text in texts:
        passage = text.passage
        names = model.tagged(passage, place_matches(passage))
        found.append({(passage.starts[name.first], passage.ends[name.last], name.label) for name in names})
    return found, [text.whole(text.spans) for text in texts]


def scores(name: str, spans: tuple[Spans, Spans]) -> dict[str, SpanScores]:
    """With MISC and without."""
    return {
        f"{name}{suffix}": score_spans(
            *([{s for s in row if s[2] in labels} for row in side] for side in spans), labels
        )
        for suffix, labels in (("", LABELS), (" with MISC", (*LABELS, "MISC")))
    }


def cross_validated(number: int, made: Sequence[Labelled], options: argparse.Namespace) -> tuple[Spans, Spans]:
    """Found and gold spans of all sentences, found by models that have not seen the part of the file it stands in."""
    texts = anercorp("anercorp_train")
    found: Spans = []
    gold: Spans = []
    for fold in range(number):
        begin, end = fold * len(texts) // number, (fold + 1) * len(texts) // number
        model = Model(learned([*texts[:begin], *texts[end:], *made], options.l1, options.l2, options.rounds))
        ours, theirs = spans_of(model, texts[begin:end])
        found += ours
        gold += theirs
    return found, gold


def main() -> None:
    """Learn, write, and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--made", type=int, default=5000, help="made sentences")
    parser.add_argument("--swap", type=float, default=0.0, help="share of names replaced in a second copy")
    parser.add_argument("--l1", type=float, default=0.05)
    parser.add_argument("--l2", type=float, default=0.1)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    made = [*made_texts(options.made), *swapped_texts(options.swap)]
    if options.folds:
        for name, cells in scores(f"{options.folds} folds", cross_validated(options.folds, made, options)).items():
            print(table({name: cells}))
        return
    data = learned([*anercorp("anercorp_train"), *made], options.l1, options.l2, options.rounds)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(data)
    model = Model(data)
    print(f"{options.out.name}: {len(data):,} bytes")
    for name, texts in (("test half", anercorp("anercorp_test")), ("gold pages", gold_pages())):
        for row, cells in scores(name, spans_of(model, texts)).items():
            print(table({row: cells}))


if __name__ == "__main__":
    main()
