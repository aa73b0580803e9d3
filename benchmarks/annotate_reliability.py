"""Whether a confidence is what it says: of the facts with .8, how many are right on the gold pages.

    python benchmarks/annotate_reliability.py [--gold DIR] [--rules]

A fact is right when the strict measures say so: equal words of its kind; a figure by value and unit; a statement by .8
of its words and its speaker, a commitment by .5 and who binds himself, an event by its days. Dates are not judged: the
gold has no date facts. "other stories" is the confidence that a table fitted without the fact's own story gives its
rule, so that no story speaks for itself. Rules and their confidences were made with the gold in view: the NER sets
(WikiNEuRal, ANERcorp, by exact spans with labels) tell what they are worth on texts of others, and what fitting on
three of the sets would do for the fourth. Nothing that ships is fitted on those.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from annotate_counts import NAMED, by_page_and_kind
from annotate_ner import FOLDER, SETS
from annotate_sets import GOLD, Gold, our_facts
from annotate_told_counts import MEASURES, Identities, mistaken
from marsad.annotate import annotate
from marsad.annotate.confidence import shift_of, shifted
from marsad.model import Article, Block, BlockType, FactKind
from read_sets import load_rows
from read_table import aligned

_LABELS = {FactKind.PERSON: "PER", FactKind.ORGANISATION: "ORG", FactKind.PLACE: "LOC"}
KINDS = (*NAMED, "figure", *MEASURES)
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
SPREAD_OF_KINDS, SPREAD_OF_RULES = 1.0, 0.5
"""Variance, in log odds, of the shifts of kinds about none and of rules about their kind's."""
OTHER = ""
"""Any rule of a kind that was not measured."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact's kind, rule, confidence, story, and whether it is right."""

    kind: str
    rule: str
    confidence: float
    story: str
    right: bool


Table = Mapping[str, Mapping[str, float]]
"""Shifts of the log odds by kind and rule, and for `OTHER`."""


def judged(gold: Gold) -> list[Judged]:
    """Our facts on the gold pages' texts."""
    ours, theirs = by_page_and_kind(our_facts(gold.articles())), by_page_and_kind(gold.facts)
    ids, found = Identities.of(gold.of(None), ours, theirs), []
    for page in gold.pages:
        story = page.get("story") or page["id"]
        for kind in KINDS:
            facts = ours.get((page["id"], kind), ())
            false = {id(fact) for fact in mistaken(kind, facts, theirs.get((page["id"], kind), ()), ids)[0]}
            found += [Judged(kind, fact["rule"], fact["confidence"], story, id(fact) not in false) for fact in facts]
    return found


def judged_elsewhere() -> list[Judged]:
    """Our people, organisations and places on the NER sets; the set is the story."""
    found = []
    for name in SETS:
        for row in load_rows(FOLDER / f"{name}.jsonl"):
            gold = {(start, end, label) for start, end, label in row["spans"]}
            article = Article(None, row["lang"], (Block(BlockType.PARAGRAPH, row["text"]),))
            for fact in annotate(article).facts:
                if label := _LABELS.get(fact.kind):
                    right = (fact.start, fact.end, label) in gold
                    found.append(Judged(fact.kind.value, fact.rule, fact.confidence, name, right))
    return found


def unmoved(facts: Iterable[Judged]) -> list[Judged]:
    """The facts with the confidence that their rules gave them, before the table that ships moved it."""
    return [replace(fact, confidence=shifted(fact.confidence, -shift_of(fact.kind, fact.rule))) for fact in facts]


def fitted(facts: Iterable[Judged]) -> Table:
    """The likeliest shift of each kind and rule; rules are drawn to their kind, kinds to none."""
    kinds: dict[str, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        kinds[fact.kind][fact.rule].append(fact)
    table: dict[str, dict[str, float]] = {}
    for kind, rules in kinds.items():
        of_kind = shift([fact for found in rules.values() for fact in found], 0.0, SPREAD_OF_KINDS)
        table[kind] = {rule: shift(found, of_kind, SPREAD_OF_RULES) for rule, found in rules.items()}
        table[kind][OTHER] = of_kind
    return table


def shift(facts: Sequence[Judged], prior: float, spread: float) -> float:
    """The likeliest shift of facts' log odds under a normal prior, by Newton's steps."""
    found = prior
    for _ in range(50):
        said = [shifted(fact.confidence, found) for fact in facts]
        slope = sum(fact.right - p for fact, p in zip(facts, said, strict=True)) - (found - prior) / spread
        step = slope / (sum(p * (1 - p) for p in said) + 1 / spread)
        found += step
        if abs(step) < 1e-6:
            break
    return found


def confidence(table: Table, fact: Judged) -> float:
    """What a table makes of a fact's confidence; a rule that it lacks moves with its kind."""
    rules = table.get(fact.kind, {})
    return shifted(fact.confidence, rules.get(fact.rule, rules.get(OTHER, 0.0)))


def other_stories(facts: Sequence[Judged]) -> list[float]:
    """For each fact what a table fitted on the other stories makes of its confidence."""
    tables = {story: fitted(fact for fact in facts if fact.story != story) for story in {f.story for f in facts}}
    return [confidence(tables[fact.story], fact) for fact in facts]


def brier(said: Sequence[float], facts: Sequence[Judged]) -> float:
    """The mean squared distance of confidence and truth. Source: Brier, Monthly Weather Review 78 (1950)."""
    return sum((p - fact.right) ** 2 for p, fact in zip(said, facts, strict=True)) / len(facts)


def calibration_error(said: Sequence[float], facts: Sequence[Judged]) -> float:
    """The mean distance of a bin's confidence and its share right, by facts. Source: Naeini et al., AAAI 2015."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, fact in zip(said, facts, strict=True):
        bins[bin_of(p)].append((p, fact.right))
    gaps = (abs(sum(p for p, _ in cells) - sum(right for _, right in cells)) for cells in bins.values())
    return sum(gaps) / len(facts)


def bin_of(p: float) -> int:
    """The number of a confidence's bin."""
    return max(number for number, low in enumerate(BINS[:-1]) if p >= low)


def bins_table(said: Sequence[float], facts: Sequence[Judged]) -> str:
    """Facts, mean confidence and share right of each bin by kind."""
    lines = [["confidence", *(f"{low:.2f}-{high:.2f}" for low, high in pairwise(BINS)), "all"]]
    for kind in KINDS:
        cells: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for p, fact in zip(said, facts, strict=True):
            if fact.kind == kind:
                cells[bin_of(p)].append((p, fact.right))
        flat = [cell for found in cells.values() for cell in found]
        if not flat:
            continue
        lines.append([kind, *(_cell(cells[number]) for number in range(len(BINS) - 1)), _cell(flat)])
    return aligned(lines)


def rules_table(facts: Sequence[Judged]) -> str:
    """Facts, mean confidence and share right of each rule."""
    lines = [["kind", "rule", "facts", "confidence", "right"]]
    rules: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for fact in facts:
        rules[fact.kind, fact.rule].append(fact)
    for (kind, rule), found in sorted(rules.items()):
        mean, share = fmean(fact.confidence for fact in found), fmean(fact.right for fact in found)
        lines.append([kind, rule, str(len(found)), f"{mean:.2f}", f"{share:.2f}"])
    return aligned(lines)


def _cell(cells: Sequence[tuple[float, bool]]) -> str:
    if not cells:
        return "-"
    mean, share = (sum(column) / len(cells) for column in zip(*cells, strict=True))
    return f"{mean:.2f}: {share:.2f} of {len(cells)}"


def tables(folder: Path = GOLD) -> str:
    """The bins as our facts have their confidence, and as the other stories would give it."""
    facts, elsewhere = judged(Gold.load(folder)), judged_elsewhere()
    found = [
        "mean confidence: share right of facts",
        _told("gold, as given", [fact.confidence for fact in facts], facts),
        _told("gold, other stories", other_stories(unmoved(facts)), facts),
        _told("NER sets, as given", [fact.confidence for fact in elsewhere], elsewhere),
        _told("NER sets, other sets", other_stories(unmoved(elsewhere)), elsewhere),
    ]
    return "\n\n".join(found)


def _told(name: str, said: Sequence[float], facts: Sequence[Judged]) -> str:
    if not facts:
        return f"{name}: no facts"
    error, score = calibration_error(said, facts), brier(said, facts)
    return f"{name}: calibration error {error:.3f}, Brier {score:.3f}\n{bins_table(said, facts)}"


def main() -> None:
    """Print the bins."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="DIR", help="pages and facts in the bench's form")
    parser.add_argument(
        "--rules", action="store_true", help="show each rule's facts instead, of the gold and elsewhere"
    )
    options = parser.parse_args()
    if options.rules:
        print(f"{rules_table(judged(Gold.load(options.gold)))}\n\nNER sets\n{rules_table(judged_elsewhere())}")
    else:
        print(tables(options.gold))


if __name__ == "__main__":
    main()
