"""Moves of promises over articles in four languages: precision, recall and F1 by language and status.

    python benchmarks/ledger.py [--gold DIR ...] [--mistakes]

Articles are annotated, linked and grouped in the order of their publication, then promises are followed as the
observatory follows them. A move is right when the gold has its article and status in a promise whose words ours
shares; that a date went by without a report, as of a day that the gold names, counts as a move. Beside ours two plain
ways on the same facts: the latest promise of the same party; every word on progress for the latest promise that shares
a name.
Moves that are less sure than the observatory's threshold wait for an editor, and are counted apart.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotate_counts import Tally
from annotate_sets import LANGUAGES
from ledger_counts import Counted, counted, tallies
from ledger_gold import DUE_PASSED, LedgerGold
from ledger_run import Entries, every_word, same_party
from marsad.follow.ledger import link
from marsad.group.encoder import default_encoder
from marsad.model import CommitmentStatus
from read_table import aligned

OWN = ("gold_ledger", "gold_ledger_later")
FOLDERS = tuple(Path(__file__).resolve().parent / name for name in OWN)
STATUSES = (*(status.value for status in CommitmentStatus), DUE_PASSED)
WAYS = {"marsad": link, "latest of the party": same_party, "every word of progress": every_word}
LEVELS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def thresholds() -> Mapping[str, float]:
    """The least confidence with which the observatory shows facts of a kind, and has moves count."""
    from marsad.observatory.setup import open_observatory

    with tempfile.TemporaryDirectory() as folder:
        open_observatory(Path(folder), migrate=False)
    from marsad.observatory.waiting import THRESHOLDS

    return THRESHOLDS


def by_way(gold: LedgerGold, shown: Mapping[str, float]) -> dict[str, list[Counted]]:
    """The moves that each way finds. Those of the plain ways all count."""
    encoder = default_encoder()
    entries = Entries.of(gold.stories(encoder), encoder, shown)
    return {
        way: counted(gold, entries.promises(linking, shown["move"] if way == "marsad" else 0.0))
        for way, linking in WAYS.items()
    }


def table(found: Mapping[str, Sequence[Counted]], least: float) -> str:
    """A row for each way over all, and for ours by language and status: P, R, F1, and how many the gold has."""
    lines = [["", "gold", "found", "P", "R", "F1"]]
    for way, moves in found.items():
        counts = tallies(moves, least if way == "marsad" else 0.0)
        lines.append(_row(way, counts.values()))
        if way == "marsad":
            for lang in LANGUAGES:
                lines.append(_row(f"  {lang}", (one for (of, _), one in counts.items() if of == lang)))
            for status in STATUSES:
                lines.append(_row(f"  {status}", (one for (_, of), one in counts.items() if of == status)))
    return aligned(lines)


def levels(moves: Sequence[Counted], least: float) -> str:
    """Precision and recall of the moves that articles tell, by least confidence; the observatory's own is marked."""
    told = [one for one in moves if one.step[1] != DUE_PASSED]
    lines = [["confidence", "found", "P", "R", ""]]
    for level in sorted({*LEVELS, least}):
        total = _sum(tallies(told, level).values())
        mark = "*" if level == least else ""
        lines.append([f"{level:.2f}", str(total.predicted), *_shares(total)[:2], mark])
    waiting = sum(one.right and one.confidence is not None and one.confidence < least for one in told)
    wrong = sum(not one.right and one.confidence is not None and one.confidence < least for one in told)
    return f"{aligned(lines)}\nwaiting for an editor: {waiting} right moves, {wrong} wrong ones"


def mistakes(gold: LedgerGold, moves: Sequence[Counted], least: float) -> Iterator[str]:
    """A line for each move that was missed, waits or is false."""
    titles = {row["id"]: row["title"] for row in gold.rows}
    for one in sorted(moves, key=lambda one: (one.promise or "", one.step[0] or "")):
        sure = one.confidence
        if sure is None:
            state = "missed"
        elif one.right:
            state = "" if sure >= least else "waits"
        else:
            state = "false" if sure >= least else "waits, false"
        if state:
            title = titles.get(one.step[0] or "", "")
            shown = "" if sure is None else f" {sure:.2f}"
            yield f"{state}{shown}: {one.promise or 'no promise'}, {one.step[1]} in {one.step[0]} ({one.lang}) {title}"


def _row(name: str, counts: Iterable[Tally]) -> list[str]:
    total = _sum(counts)
    return [name, str(total.gold), str(total.predicted), *_shares(total)]


def _sum(counts: Iterable[Tally]) -> Tally:
    return sum(counts, Tally())


def _shares(total: Tally) -> list[str]:
    precision = total.right / total.predicted if total.predicted else None
    recall = total.right / total.gold if total.gold else None
    both = total.predicted + total.gold
    f1 = 2 * total.right / both if both else None
    return ["-" if share is None else f"{share:.3f}".removeprefix("0") for share in (precision, recall, f1)]


def main() -> None:
    """Print the tables, or the mistakes, of each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", metavar="DIR", help="inputs.jsonl and promises.jsonl")
    parser.add_argument("--mistakes", action="store_true", help="list what was missed, waits or is false")
    options = parser.parse_args()
    shown = thresholds()
    for folder in options.gold or [one for one in FOLDERS if one.is_dir()]:
        gold = LedgerGold(folder)
        found = by_way(gold, shown)
        print(f"\n## {folder.name}: {len(gold.rows)} articles, {len(gold.promises)} promises\n", flush=True)
        print(table(found, shown["move"]))
        print(f"\n{levels(found['marsad'], shown['move'])}")
        if options.mistakes:
            print("\n" + "\n".join(mistakes(gold, found["marsad"], shown["move"])))


if __name__ == "__main__":
    main()
