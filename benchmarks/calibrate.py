"""Fits how far the confidence of each rule's facts is to be moved, and writes the table that ships.

    python benchmarks/calibrate.py [--gold DIR ...] [--kinds quote,event] [--dry-run]

Prints, before it writes, how well a table fitted on the other stories foretells each story, beside the raw confidence.
Run it when rules have changed. Rules that were tuned on the pages that they are judged on look surer than they are:
name folders of pages that were written afterwards. The shifts of kinds that are not named stay as they are.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Collection
from pathlib import Path

from annotate_reliability import KINDS, Table, fitted, judged, tables, unmoved
from annotate_sets import GOLD, Gold

FILE = Path(__file__).resolve().parent.parent / "src" / "marsad" / "annotate" / "data" / "confidence.toml"
HEADER = """\
# How far the confidence of a rule's facts is moved, in log odds, by kind and rule: positive where they have done better
# than the rule says, on pages whose facts are known. Written by benchmarks/calibrate.py; not to be changed by hand.
"""


def written(table: Table) -> str:
    """A table as TOML, in the order of the alphabet."""
    parts = [HEADER]
    for kind, rules in sorted(table.items()):
        parts.append(f"\n[{kind}]\n")
        parts += [f'"{rule}" = {by:.3f}\n' for rule, by in sorted(rules.items()) if rule]
    return "".join(parts)


def renewed(table: Table, kinds: Collection[str], file: Path = FILE) -> Table:
    """A table's shifts of some kinds, and those of the others as the file has them."""
    kept = {kind: rules for kind, rules in tomllib.loads(file.read_text(encoding="utf-8")).items() if kind not in kinds}
    return {**kept, **{kind: rules for kind, rules in table.items() if kind in kinds}}


def main() -> None:
    """Fit, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD], metavar="DIR", help="pages in the bench's form")
    parser.add_argument("--kinds", default=",".join(KINDS), help="kinds of facts, with commas")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    options = parser.parse_args()
    for folder in options.gold:
        print(f"{folder.name}\n{tables(folder)}\n")
    table = fitted(unmoved(fact for folder in options.gold for fact in judged(Gold.load(folder))))
    text = written(renewed(table, options.kinds.split(",")))
    print(f"\n{text}")
    if not options.dry_run:
        FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
