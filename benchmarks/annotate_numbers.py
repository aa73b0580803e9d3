"""Quantities: the bench's rows, by value and by value and unit, ours beside the peers'.

    python benchmarks/annotate_numbers.py [--mistakes]

The rows name counted things in the language of the text (``emploi``): our own word for the unit is compared, as well as
its code. A system is right when any quantity that it finds in the row's text is the gold's.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

from annotate_counts import scorer
from annotate_peers import Quantities, quantulum_quantities, recognizers_quantities
from annotate_rows import Right, right_table, wrong_lines
from marsad.annotate.figures import own_unit, quantities
from marsad.model import Figure
from read_sets import BENCH, Row, load_rows

FILE = BENCH / "language" / "numbers" / "numbers40.jsonl"
Answer = tuple[float, set[str]]
"""A value, and the names of its unit that a system has."""
Answers = Callable[[str, str], list[Answer]]


def ours(text: str, lang: str) -> list[Answer]:
    """What `marsad` finds."""
    return [(float(f.value), _names(f, lang)) for f in quantities(text, lang) if not isinstance(f.value, str)]


def _names(found: Figure, lang: str) -> set[str]:
    return {name for name in (found.unit, own_unit(found, lang)) if name}


def theirs(run: Quantities | None) -> Answers | None:
    """What a peer finds; null where it is not installed."""
    if run is None:
        return None
    return lambda text, lang: [(found.value, {found.unit} if found.unit else set()) for found in run(text, lang)]


def judge(run: Answers | None, *, units: bool) -> Right | None:
    """Whether a system is right on a row, by value and unit or by value alone."""
    if run is None:
        return None

    def is_right(row: Row) -> bool:
        return any(
            math.isclose(value, row["value"], rel_tol=1e-9) and (not units or same_unit(names, row["unit"]))
            for value, names in run(row["text"], row["lang"])
        )

    return is_right


def same_unit(names: set[str], gold: str) -> bool:
    """Whether one of the names is the gold's, in the spelling of the gold pages' scorer or letter by letter."""
    unit = scorer().unit
    return any(unit(name) == unit(gold) or name.casefold() == gold.casefold() for name in names)


def tables() -> str:
    """The rows of `numbers`, by value and unit and by value."""
    systems = {
        "marsad": ours,
        "recognizers-text": theirs(recognizers_quantities()),
        "quantulum3": theirs(quantulum_quantities()),
    }
    rows = load_rows(FILE)
    found = []
    for title, units in (("value", False), ("value and unit", True)):
        found.append(right_table(title, rows, {name: judge(run, units=units) for name, run in systems.items()}))
    note = "recognizers-text reads fr, es, en of these languages, quantulum3 en"
    return "\n\n".join(found) + f"\n{note}"


def main() -> None:
    """Print the tables, or the rows that we get wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mistakes", action="store_true", help="show the rows that we get wrong")
    if not parser.parse_args().mistakes:
        print(tables())
        return
    right = judge(ours, units=True)
    assert right
    print("\n".join(wrong_lines(load_rows(FILE), lambda row: ours(row["text"], row["lang"]), right)))


if __name__ == "__main__":
    main()
