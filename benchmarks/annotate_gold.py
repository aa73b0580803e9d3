"""Facts on the written gold pages: names, ids and figures, ours beside the peers' on the same texts.

    python benchmarks/annotate_gold.py [--texts gold|read] [--no-peers] [--keep DIR]
    python benchmarks/annotate_gold.py --mistakes 40 --kind person,organisation --lang fr

``--texts read`` takes the articles that our reader makes of the pages rather than the gold ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence

from annotate_counts import (
    NAMED,
    Measured,
    by_page_and_kind,
    entity_tally,
    f1,
    figure_tally,
    id_exact,
    ids,
    links,
    measured,
)
from annotate_mistakes import mistakes
from annotate_sets import LANGUAGES, Gold, Named, our_facts
from read_sets import Row
from read_table import aligned

Cells = dict[str | None, Measured]
"""A measure by language, null for all of them."""


def entities(gold: Gold, facts: Sequence[Row], kind: str, *, strict: bool) -> Cells:
    """The mention F1 of one kind."""
    return _by_language(gold, facts, (kind,), lambda ours, theirs: entity_tally(ours, theirs, strict=strict))


def figures(gold: Gold, facts: Sequence[Row], *, units: bool) -> Cells:
    """The F1 of values, with or without their units."""
    return _by_language(gold, facts, ("figure",), lambda ours, theirs: figure_tally(ours, theirs, units=units))


def joined(gold: Gold, facts: Sequence[Row], kinds: Sequence[str], *, both_scripts: bool) -> Measured:
    """The share of gold ids with one id of the system, of all languages' pages together."""
    ours, theirs = by_page_and_kind(facts), by_page_and_kind(gold.facts)
    pages = [
        sum((links(ours.get((page, kind), ()), theirs.get((page, kind), ())) for kind in kinds), ())
        for page in gold.of(None)
    ]
    number = ids(pages, both_scripts=both_scripts)
    return measured(pages, lambda drawn: id_exact(drawn, both_scripts=both_scripts), number)


def _by_language(gold: Gold, facts: Sequence[Row], kinds: Sequence[str], count: Callable[..., object]) -> Cells:
    ours, theirs = by_page_and_kind(facts), by_page_and_kind(gold.facts)
    cells: Cells = {}
    for lang in (None, *LANGUAGES):
        tallies = [
            count(ours.get((page, kind), ()), theirs.get((page, kind), ())) for page in gold.of(lang) for kind in kinds
        ]
        cells[lang] = measured(tallies, f1, sum(tally.gold for tally in tallies))
    return cells


def shown(cell: Measured, *, with_interval: bool = True) -> str:
    """A measure as it stands in a table."""
    if cell.value is None:
        return "-"
    text = f"{cell.value:.3f}"
    return f"{text} ({cell.low:.2f}-{cell.high:.2f})" if with_interval else text


def row(name: str, cells: Cells) -> list[str]:
    """A line of a table with a column for all languages and one for each."""
    return [name, *(shown(cells[lang]) if lang in cells else "-" for lang in (None, *LANGUAGES))]


def our_table(gold: Gold, facts: Sequence[Row]) -> str:
    """Every measure of one system's facts."""
    lines = [["F1 (95 % interval over pages)", "all", *LANGUAGES]]
    for kind in NAMED:
        lines += [row(f"{kind}, strict", entities(gold, facts, kind, strict=True))]
        lines += [row(f"{kind}, relaxed", entities(gold, facts, kind, strict=False))]
    lines += [row("figures: value and unit", figures(gold, facts, units=True))]
    lines += [row("figures: value", figures(gold, facts, units=False))]
    for kinds in [(kind,) for kind in NAMED] + [NAMED]:
        for both in (False, True):
            cell = joined(gold, facts, kinds, both_scripts=both)
            name = f"one id, {'all kinds' if len(kinds) > 1 else kinds[0]}{', both scripts' if both else ''} ({cell.number})"
            lines.append([name, shown(cell), *("" for _ in LANGUAGES)])
    return aligned(lines)


def main() -> None:
    """Print the table or the mistakes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", choices=("gold", "read"), default="gold")
    parser.add_argument("--mistakes", type=int, metavar="N", help="show at most N missed and N false of each group")
    parser.add_argument("--kind", default=",".join((*NAMED, "figure")), help="kinds, with commas")
    parser.add_argument("--lang", default=",".join(LANGUAGES), help="languages, with commas")
    options = parser.parse_args()
    gold = Gold.load()
    articles = gold.articles() if options.texts == "gold" else gold.read()
    facts = our_facts(articles)
    if options.mistakes is not None:
        kinds, langs = options.kind.split(","), options.lang.split(",")
        print("\n".join(mistakes(gold, articles, facts, options.mistakes, kinds, langs)))
    else:
        print(our_table(gold, facts))


if __name__ == "__main__":
    main()
