"""Statements, events, commitments and contradictions on gold pages, with 95 % bootstrap intervals over pages.

    python benchmarks/annotate_told.py [--gold DIR ...] [--texts gold|read] [--no-peers]
    python benchmarks/annotate_told.py --public [--gold DIR ...]
    python benchmarks/annotate_told.py --mistakes 20 --kind quote,event,commitment --lang fr,ar

What is right, ``score_gold.py`` says: a statement's words overlap by .8, a commitment's by .5, an event's by .4 or its
first day is the gold's; speaker, form, who, status and due are judged on what was found, date and place on all gold
events. Beside it in the same run textacy's direct quotations, over spaCy's models. ``--public`` says of which threshold
of confidence what precision and recall come: a statement is right with its speaker, an event with its dates, a
commitment with who binds himself; the observatory's own threshold is marked.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotate_contradictions import Disputed, contradiction_mistakes, disputed, predicted
from annotate_contradictions import f1 as f1_of_stories
from annotate_counts import Measured, Tally, by_page_and_kind, f1, measured
from annotate_gold import shown
from annotate_mistakes import mistakes
from annotate_peers import MODELS
from annotate_sets import GOLD, LANGUAGES, Gold, Named, our_facts
from annotate_textacy import quotations
from annotate_told_counts import MEASURES, ByPage, Identities, Told, accuracy, told, whole
from marsad.model import FactKind
from read_sets import Row
from read_table import aligned

OURS, PEER = "marsad", "textacy"
NAMES = {"quote": "statement", "event": "event", "commitment": "commitment"}
CONTRADICTION = "contradiction"
Table = dict[str, dict[str | None, Measured]]
"""A measure by its name and language, null for all of them."""
OWN = ("gold", "gold_later", "gold_between", "gold_last")
FOLDERS = (GOLD, *(Path(__file__).resolve().parent / name for name in OWN))
"""The bench's pages, and our own."""
THRESHOLDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


def pages_told(gold: Gold, facts: Sequence[Row], kind: str, lang: str | None) -> list[Told]:
    """What each page of a language counts for one kind; ids are matched over the same pages."""
    pages, ours, theirs = gold.of(lang), by_page_and_kind(facts), by_page_and_kind(gold.facts)
    ids = Identities.of(pages, ours, theirs)
    return [told(kind, ours.get((page, kind), ()), theirs.get((page, kind), ()), ids) for page in pages]


def direct_told(gold: Gold, facts: Sequence[Row], lang: str | None) -> list[Tally]:
    """The same for direct statements alone, which is all that textacy looks for."""
    direct = [fact for fact in facts if fact["kind"] != "quote" or fact["form"] == "direct"]
    alone = [fact for fact in gold.facts if fact["kind"] != "quote" or fact["form"] == "direct"]
    return [page.tally for page in pages_told(replace(gold, facts=tuple(alone)), direct, "quote", lang)]


def measures(gold: Gold, facts: Sequence[Row], kind: str, lang: str | None) -> Iterator[tuple[str, Measured]]:
    """The F1 of one kind in a language, and what else is asked of it."""
    pages = pages_told(gold, facts, kind, lang)
    yield "F1", measured([page.tally for page in pages], f1, sum(page.tally.gold for page in pages))
    for name in MEASURES[kind]:
        yield name, measured(pages, accuracy(name), sum(len(page.right[name]) for page in pages))


def cells(gold: Gold, facts: Sequence[Row], kinds: Iterable[str], langs: Iterable[str | None]) -> Table:
    """Every measure of a system's facts, in some languages."""
    found: Table = defaultdict(dict)
    for lang in langs:
        for kind in kinds:
            for measure, cell in measures(gold, facts, kind, lang):
                found[f"{NAMES[kind]}, {measure}"][lang] = cell
        direct = direct_told(gold, facts, lang)
        found["direct statement, F1"][lang] = measured(direct, f1, sum(page.gold for page in direct))
    return found


def table(gold: Gold, articles: Sequence[Named], stories: Sequence[Disputed], *, with_peers: bool = True) -> str:
    """A row for each measure and system, a column for each language; the peer has no Arabic."""
    systems = {OURS: cells(gold, our_facts(articles), NAMES, (None, *LANGUAGES))}
    if with_peers and (found := quotations(articles)) is not None:
        systems[PEER] = cells(gold, found, ["quote"], MODELS)
    lines = [["95 % interval over pages", "of", "all", *LANGUAGES]]
    for measure in systems[OURS]:
        for system, of_system in systems.items():
            if row := of_system.get(measure):
                number = sum(row[lang].number for lang in LANGUAGES if lang in row)
                shown_cells = (shown(row.get(lang)) for lang in (None, *LANGUAGES))
                lines.append([f"{measure}: {system}", str(number), *shown_cells])
    all_stories = measured(stories, f1_of_stories, sum(story.gold for story in stories))
    told_of = [f"{CONTRADICTION}, F1 over stories: {OURS}", str(all_stories.number), shown(all_stories)]
    lines.append([*told_of, *("" for _ in LANGUAGES)])
    return aligned(lines)


def public_table(gold: Gold, facts: Sequence[Row], disputes: Sequence[Row]) -> str:
    """Precision with its interval, and recall, of the facts that are at least so sure, by kind."""
    ours, theirs = by_page_and_kind(facts), by_page_and_kind(gold.facts)
    ids, public = Identities.of(gold.of(None), ours, theirs), public_thresholds()
    lines = [["precision, recall of shown", *NAMES.values(), CONTRADICTION]]
    for least in sorted({*THRESHOLDS, *public.values()}):
        cells = {}
        for kind, name in NAMES.items():
            pages = [sure(kind, ours, theirs, page, ids, least) for page in gold.of(None)]
            cells[name] = _shown_cell(pages, sum(page.right for page in pages))
        stories = disputed(gold, [row for row in disputes if row["confidence"] >= least])
        tallies = [Tally(story.right, story.predicted, story.gold) for story in stories]
        cells[CONTRADICTION] = _shown_cell(tallies, sum(story.hit for story in stories))
        marked = (cell + " *" * (public.get(name) == least) for name, cell in cells.items())
        lines.append([f"confidence {least:.2f}", *marked])
    return f"{aligned(lines)}\n* what the observatory shows to readers"


def sure(kind: str, ours: ByPage, theirs: ByPage, page: str, ids: Identities, least: float) -> Tally:
    """One page's facts that are at least so sure, right as a whole; statements as far as they name a speaker."""
    named = kind == "quote"
    found = [
        fact
        for fact in ours.get((page, kind), ())
        if fact["confidence"] >= least and (not named or fact["speaker"] is not None)
    ]
    gold = [fact for fact in theirs.get((page, kind), ()) if not named or fact["speaker"] is not None]
    return Tally(len(whole(kind, found, gold, ids)), len(found), len(gold))


def public_thresholds() -> dict[str, float]:
    """The least confidence with which the observatory shows facts to readers, by their name here."""
    from marsad.observatory.setup import open_observatory

    with tempfile.TemporaryDirectory() as folder:
        open_observatory(Path(folder), migrate=False)
    from marsad.observatory.waiting import THRESHOLDS as OF_KINDS

    found = {name: OF_KINDS[FactKind(kind)] for kind, name in NAMES.items()}
    return found | {CONTRADICTION: OF_KINDS[CONTRADICTION]}


def _shown_cell(pages: Sequence[Tally], recalled: int) -> str:
    precision = measured(pages, _precision, sum(page.predicted for page in pages))
    gold = sum(page.gold for page in pages)
    return f"{shown(precision)}, {recalled / gold:.3f} of {gold}" if gold else shown(precision)


def _precision(pages: Sequence[Tally]) -> float | None:
    said = sum(page.predicted for page in pages)
    return sum(page.right for page in pages) / said if said else None


def main() -> None:
    """Print the tables or the mistakes of each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=list(FOLDERS), metavar="DIR", help="pages and facts")
    parser.add_argument("--texts", choices=("gold", "read"), default="gold")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--public", action="store_true", help="precision and recall by threshold instead")
    parser.add_argument("--mistakes", type=int, metavar="N", help="show at most N missed and N false of each group")
    parser.add_argument("--kind", default=",".join((*NAMES, CONTRADICTION)), help="kinds, with commas")
    parser.add_argument("--lang", default=",".join(LANGUAGES), help="languages, with commas")
    options = parser.parse_args()
    for folder in options.gold:
        gold = Gold.load(folder)
        articles = gold.articles() if options.texts == "gold" else gold.read()
        print(f"\n## {folder.resolve().parent.name}/{folder.name}: {len(gold.pages)} pages\n", flush=True)
        if options.mistakes is not None:
            print(
                "\n".join(_mistakes(gold, articles, options.mistakes, options.kind.split(","), options.lang.split(",")))
            )
        elif options.public:
            print(public_table(gold, our_facts(articles), predicted(gold)))
        else:
            print(table(gold, articles, disputed(gold, predicted(gold)), with_peers=not options.no_peers))


def _mistakes(
    gold: Gold, articles: Sequence[Named], most: int, kinds: Sequence[str], langs: Sequence[str]
) -> Iterator[str]:
    yield from mistakes(gold, articles, our_facts(articles), most, [one for one in kinds if one in NAMES], langs)
    if CONTRADICTION in kinds:
        yield from contradiction_mistakes(gold, predicted(gold))


if __name__ == "__main__":
    main()
