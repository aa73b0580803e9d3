"""Names on the four NER sets (ANERcorp in Arabic, WikiNEuRal in French, Spanish and English), by any finder of names.

    python benchmarks/annotate_ner.py [--systems marsad,tagger] [--sets anercorp_test] [--misc]

A span is right when it has the gold's first and last character and its label. Intervals are over sentences. `score`
takes any function from a text and its language to spans, and is how peers are measured on the same rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotate_counts import Measured, Tally, f1, measured
from marsad.annotate import annotate
from marsad.annotate.recognisers import Recogniser
from marsad.annotate.tagger import tagged
from marsad.annotate.text import Passage
from marsad.model import Article, Block, BlockType, FactKind
from read_sets import BENCH, load_rows
from read_table import aligned

Span = tuple[int, int, str]
"""Start and end (exclusive) in code points of the row's text, and PER, LOC, ORG or MISC."""
Predict = Callable[[str, str], Sequence[Span]]
"""Spans of a text in a language (ISO 639-1)."""

FOLDER = BENCH / "language" / "ner"
SETS = ("anercorp_test", "wikineural_fr_test2000", "wikineural_es_test2000", "wikineural_en_test2000")
LABELS = ("PER", "LOC", "ORG")
_LABEL_OF = {FactKind.PERSON: "PER", FactKind.PLACE: "LOC", FactKind.ORGANISATION: "ORG", FactKind.INITIATIVE: "MISC"}


@dataclass(frozen=True, slots=True)
class SpanScores:
    """F1 of spans with 95 % intervals: with labels, without, of same label with any common character, and by label;
    ``precision`` and ``recall`` are those of ``typed``.
    """

    typed: Measured
    untyped: Measured
    touching: Measured
    precision: Measured
    recall: Measured
    by_label: dict[str, Measured]


def score(predict: Predict, file: Path | str, labels: Collection[str] = LABELS) -> SpanScores:
    """The scores of a system on a file of rows with ``text``, ``lang`` and ``spans``, or on one of `SETS` by its name.

    Spans of other labels than ``labels`` stand aside, the gold's and the system's.
    """
    rows = load_rows(FOLDER / f"{file}.jsonl" if isinstance(file, str) else file)
    gold = [_of(labels, map(tuple, row["spans"])) for row in rows]
    found = [_of(labels, predict(row["text"], row["lang"])) for row in rows]
    return score_spans(found, gold, labels)


def score_spans(found: Sequence[set[Span]], gold: Sequence[set[Span]], labels: Collection[str] = LABELS) -> SpanScores:
    """The scores of spans found in texts, against the gold's in the same texts."""
    pairs = list(zip(found, gold, strict=True))
    typed = [_tally(ours, theirs) for ours, theirs in pairs]
    number = sum(tally.gold for tally in typed)
    touching = [_touching(ours, theirs) for ours, theirs in pairs]
    return SpanScores(
        typed=measured(typed, f1, number),
        untyped=measured([_tally(_bare(ours), _bare(theirs)) for ours, theirs in pairs], f1, number),
        touching=measured(touching, f1, number),
        precision=measured(typed, _precision, number),
        recall=measured(typed, _recall, number),
        by_label={label: _of_label(pairs, label) for label in labels},
    )


def marsad_spans(text: str, lang: str, recogniser: Recogniser | None = None) -> list[Span]:
    """What the whole of `annotate` finds, with its own recogniser or a given one."""
    facts = annotate(Article(None, lang, (Block(BlockType.PARAGRAPH, text),)), recogniser=recogniser).facts
    return [(fact.start, fact.end, _LABEL_OF[fact.kind]) for fact in facts if fact.kind in _LABEL_OF]


def tagger_spans(text: str, lang: str) -> list[Span]:
    """What the Arabic tagger alone finds."""
    passage = Passage.of(text, lang)
    return [(passage.starts[span.first], passage.ends[span.last], span.label) for span in tagged(passage)]


SYSTEMS: dict[str, Predict] = {"marsad": marsad_spans, "tagger": tagger_spans}


def _of(labels: Collection[str], spans: Iterable[Span]) -> set[Span]:
    return {span for span in spans if span[2] in labels}


def _tally(ours: set[Span], theirs: set[Span]) -> Tally:
    return Tally(len(ours & theirs), len(ours), len(theirs))


def _bare(spans: set[Span]) -> set[Span]:
    return {(start, end, "") for start, end, _ in spans}


def _touching(ours: set[Span], theirs: set[Span]) -> Tally:
    left, right = set(theirs), 0
    for start, end, label in sorted(ours):
        hit = min((span for span in left if span[2] == label and span[0] < end and start < span[1]), default=None)
        if hit:
            left.remove(hit)
            right += 1
    return Tally(right, len(ours), len(theirs))


def _of_label(pairs: Sequence[tuple[set[Span], set[Span]]], label: str) -> Measured:
    tallies = [_tally(_of({label}, ours), _of({label}, theirs)) for ours, theirs in pairs]
    return measured(tallies, f1, sum(tally.gold for tally in tallies))


def _precision(tallies: Iterable[Tally]) -> float | None:
    whole = sum(tallies, Tally())
    return whole.right / whole.predicted if whole.predicted else None


def _recall(tallies: Iterable[Tally]) -> float | None:
    whole = sum(tallies, Tally())
    return whole.right / whole.gold if whole.gold else None


def table(scores: dict[str, SpanScores]) -> str:
    """A row a system, its intervals under it."""
    lines: list[list[str]] = []
    for name, found in scores.items():
        columns = {"P": found.precision, "R": found.recall, "F1": found.typed, "untyped": found.untyped}
        columns |= {"touching": found.touching} | found.by_label
        if not lines:
            lines.append(["", *columns])
        lines.append([name, *(_cell(value) for value in columns.values())])
        lines.append(["", *(_range(value) for value in columns.values())])
    return aligned(lines)


def _cell(measure: Measured) -> str:
    return "-" if measure.value is None else f"{measure.value:.3f}"


def _range(measure: Measured) -> str:
    return "" if measure.low is None or measure.high is None else f"{measure.low:.3f}-{measure.high:.3f}"


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--systems", default=",".join(SYSTEMS), help="of " + ", ".join(SYSTEMS))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--misc", action="store_true", help="count MISC too")
    options = parser.parse_args()
    labels = (*LABELS, "MISC") if options.misc else LABELS
    for name in options.sets.split(","):
        systems = options.systems.split(",")
        print(f"{name}, F1 of spans, with 95 % intervals")
        print(table({system: score(SYSTEMS[system], name, labels) for system in systems}), "\n")


if __name__ == "__main__":
    main()
