"""Facts on the written gold pages: names, ids and figures, ours beside the peers' on the same texts.

    python benchmarks/annotate_gold.py [--texts gold|read] [--no-peers] [--gold DIR]
    python benchmarks/annotate_gold.py --mistakes 40 --kind person,organisation --lang fr

``--texts read`` takes the articles that our reader makes of the pages rather than the gold ones. Mistakes are of the
kinds of facts and of ``link``.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from annotate_counts import (
    NAMED,
    Measured,
    Tally,
    by_page_and_kind,
    entity_tally,
    exact_ids,
    f1,
    figure_tally,
    links,
    measured,
)
from annotate_mistakes import link_mistakes, mistakes
from annotate_peers import (
    CULTURES,
    MODELS,
    quantity_facts,
    quantulum_quantities,
    recognizers_quantities,
    spacy,
    spacy_facts,
)
from annotate_sets import GOLD, LANGUAGES, Gold, Named, our_facts, recognisers
from marsad.annotate.recognisers import Recogniser
from read_sets import Row
from read_table import aligned

Cells = dict[str | None, Measured]
"""A measure by language, null for all of them."""
Count = Callable[[Sequence[Row], Sequence[Row]], Tally]
OURS = "marsad"


def by_language(gold: Gold, facts: Sequence[Row], kind: str, count: Count, langs: Sequence[str | None]) -> Cells:
    """The F1 of one kind's facts in some languages."""
    ours, theirs = by_page_and_kind(facts), by_page_and_kind(gold.facts)
    cells: Cells = {}
    for lang in langs:
        tallies = [count(ours.get((page, kind), ()), theirs.get((page, kind), ())) for page in gold.of(lang)]
        cells[lang] = measured(tallies, f1, sum(tally.gold for tally in tallies))
    return cells


def joined(gold: Gold, facts: Sequence[Row], kinds: Sequence[str], *, both_scripts: bool) -> Measured:
    """The share of gold ids with one id of the system that no other has, of all languages' pages; interval over ids."""
    ours, theirs = by_page_and_kind(facts), by_page_and_kind(gold.facts)
    pages = [
        [link for kind in kinds for link in links(ours.get((page, kind), ()), theirs.get((page, kind), ()))]
        for page in gold.of(None)
    ]
    exact = exact_ids(pages, both_scripts=both_scripts)
    return measured(exact, statistics.fmean, len(exact)) if exact else Measured(None)


def peers(articles: Sequence[Named]) -> dict[str, tuple[Sequence[str], list[Row]]]:
    """For each peer that is installed, the languages that it reads and its facts."""
    found: dict[str, tuple[Sequence[str], list[Row]]] = {}
    texts = [(identity, article.text, article.lang or "") for identity, article in articles]
    if models := [lang for lang in MODELS if spacy(lang)]:
        found["spaCy"] = models, [fact for text in texts for fact in spacy_facts(*text)]
    quantities = {
        "recognizers-text": (recognizers_quantities(), [*CULTURES]),
        "quantulum3": (quantulum_quantities(), ["en"]),
    }
    for name, (run, langs) in quantities.items():
        if run:
            found[name] = langs, [fact for text in texts for fact in quantity_facts(run, *text)]
    return found


def shown(cell: Measured | None) -> str:
    """A measure with its interval as it stands in a table."""
    return "-" if cell is None or cell.value is None else f"{cell.value:.3f} ({cell.low:.2f}-{cell.high:.2f})"


def table(gold: Gold, articles: Sequence[Named], *, with_peers: bool = True) -> str:
    """F1 by kind, measure, system and language, and the share of ids joined."""
    systems = {name: (langs, _ours(articles, name, run)) for name, (run, langs) in recognisers().items()}
    systems |= peers(articles) if with_peers else {}
    lines = [["F1 (95 % interval over pages)", "all", *LANGUAGES]]
    for kind, measure, count in _measures():
        for name, (langs, found) in systems.items():
            if name == OURS or any(fact["kind"] == kind for fact in found if gold.languages[fact["id"]] in langs):
                asked = [None, *langs] if name == OURS else langs
                cells = by_language(gold, found, kind, count, asked)
                lines.append([f"{kind}, {measure}: {name}", *(shown(cells.get(lang)) for lang in (None, *LANGUAGES))])
    return f"{aligned(lines)}\n\n{ids_table(gold, systems[OURS][1])}"


def ids_table(gold: Gold, facts: Sequence[Row]) -> str:
    """The share of ids joined, by kind and of all kinds together."""
    lines = [["gold ids with one id of ours (95 % over ids)", "all", "in both scripts"]]
    for kinds in [(kind,) for kind in NAMED] + [NAMED]:
        found = [joined(gold, facts, kinds, both_scripts=both) for both in (False, True)]
        lines.append(
            [kinds[0] if len(kinds) == 1 else "all kinds", *(f"{shown(one)} of {one.number}" for one in found)]
        )
    return aligned(lines)


def _ours(articles: Sequence[Named], name: str, recogniser: Recogniser) -> list[Row]:
    """Our facts; of the ways with a learned recogniser the names, since the rest is the same."""
    return [fact for fact in our_facts(articles, recogniser) if name == OURS or fact["kind"] in NAMED]


def _measures() -> Iterator[tuple[str, str, Count]]:
    for kind in NAMED:
        yield kind, "strict", lambda ours, theirs: entity_tally(ours, theirs, strict=True)
        yield kind, "relaxed", lambda ours, theirs: entity_tally(ours, theirs, strict=False)
    yield "figure", "value and unit", lambda ours, theirs: figure_tally(ours, theirs, units=True)
    yield "figure", "value", lambda ours, theirs: figure_tally(ours, theirs, units=False)


def main() -> None:
    """Print the table or the mistakes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, metavar="DIR", help="pages and facts in the bench's form")
    parser.add_argument("--texts", choices=("gold", "read"), default="gold")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--mistakes", type=int, metavar="N", help="show at most N missed and N false of each group")
    parser.add_argument("--kind", default=",".join((*NAMED, "figure", "link")), help="kinds, with commas")
    parser.add_argument("--lang", default=",".join(LANGUAGES), help="languages, with commas")
    options = parser.parse_args()
    gold = Gold.load(options.gold)
    articles = gold.articles() if options.texts == "gold" else gold.read()
    if options.mistakes is None:
        print(table(gold, articles, with_peers=not options.no_peers))
        return
    facts, kinds = our_facts(articles), options.kind.split(",")
    asked = [kind for kind in kinds if kind != "link"]
    print("\n".join(mistakes(gold, articles, facts, options.mistakes, asked, options.lang.split(","))))
    if "link" in kinds:
        print("\n".join(link_mistakes(gold, facts)))


if __name__ == "__main__":
    main()
