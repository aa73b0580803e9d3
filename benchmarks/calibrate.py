"""Fits the confidence of facts by kind and rule on the written gold pages, and writes the table that ships.

    python benchmarks/calibrate.py [--gold DIR ...] [--dry-run]

Prints, before it writes, how well a table fitted on the other stories foretells each story, beside the raw confidence.
Run it when rules have changed; it judges our facts as `annotate` gives them, by their rules, whatever their confidence.
Rules that were tuned on the pages that they are judged on look surer than they are: name folders of pages that were
written afterwards.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from annotate_reliability import Table, fitted, judged, tables
from annotate_sets import GOLD, Gold

FILE = Path(__file__).resolve().parent.parent / "src" / "marsad" / "annotate" / "data" / "confidence.toml"
HEADER = """\
# Confidence by kind and rule: the share of a rule's facts that are right on the written gold pages, drawn towards that
# of its kind while they are few. Written by benchmarks/calibrate.py; not to be changed by hand.
"""


def written(table: Table) -> str:
    """A table as TOML, in the order of the alphabet."""
    parts = [HEADER]
    for kind, rules in sorted(table.items()):
        parts.append(f"\n[{kind}]\n")
        parts += [f'"{rule}" = {share:.3f}\n' for rule, share in sorted(rules.items()) if rule]
    return "".join(parts)


def main() -> None:
    """Fit, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD], metavar="DIR", help="pages in the bench's form")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    for folder in options.gold:
        print(f"{folder.name}\n{tables(folder)}\n")
    text = written(fitted(fact for folder in options.gold for fact in judged(Gold.load(folder))))
    print(f"\n{text}")
    if not options.dry_run:
        FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
