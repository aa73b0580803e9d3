"""Names of places that are common words, or oftener the names of people."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from marsad.annotate.lexicon import tables_of
from marsad.annotate.places.pieces import key_of
from marsad.read.fold import fold
from places_entries import LANGUAGES, written_tables
from read_sets import truth

NEVER, COMMON, PERSON, SHORT = 1, 2, 3, 4
"""How sure, in tenths, a name may be that is listed as another word, common in lower case, a person's, very short."""
FREE_SETS = ("wcxb", "fundus", "scrapinghub", "trafilatura_eval")
"""Sets of pages whose words may go into what ships (docs/body-model.md names their licences)."""

_SOURCE = Path(__file__).resolve().parents[1] / "src" / "marsad"
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"\S*[@/]\S*|\w+(?:[.-]\w+)*\.\w{2,}|<<.*")
_OFTEN = 3
_NOUNS = (
    *(f"figures_nouns_{lang}.toml" for lang in LANGUAGES),
    *(f"names_{lang}.toml" for lang in ("fr", "es", "en")),
)
"""Tables of the room with many common nouns and no place."""


def limits() -> dict[str, int]:
    """How sure a name may be at most, by its folded pieces."""
    found = {word: COMMON for word, count in common_words().items() if count >= _OFTEN}
    persons = [name for names in tables_of("given_names.toml").values() for name in names.split()]
    persons += [name for table in ("given_male", "given_female") for name in tables_of("names_ar.toml")[table]]
    persons += [name for tables in written_tables().values() for name in tables["words"].get("persons", ())]
    found.update(dict.fromkeys(map(key_of, persons), PERSON))
    for tables in written_tables().values():
        found.update(dict.fromkeys(map(key_of, tables["words"].get("common", ())), NEVER))
    return found


def common_words() -> Counter[str]:
    """How often a folded word stands in lower case in pages of free licences; those of the written data often."""
    counts: Counter[str] = Counter()
    for name in FREE_SETS:
        for row in truth(name):
            if row["lang"] in {"fr", "es", "en"} and row.get("body"):
                counts.update(_lower(row["body"]))
    for file in sorted((_SOURCE / "sample" / "articles").glob("*.toml")):
        counts.update(_lower(tomllib.loads(file.read_text())["body"]))
    for name in _NOUNS:
        counts.update(dict.fromkeys(map(fold, _WORD.findall(" ".join(_strings(tables_of(name))))), _OFTEN))
    for file in sorted(_SOURCE.glob("*/data/stop*.txt")):
        counts.update(dict.fromkeys(map(fold, _WORD.findall(file.read_text())), _OFTEN))
    return counts


def _lower(text: str) -> Iterator[str]:
    """The words in lower case, without those of addresses and references; a script without capitals has none."""
    return (fold(word) for word in _WORD.findall(_ADDRESS.sub(" ", text)) if word.islower())


def _strings(value: object) -> Iterator[str]:
    """Every string of a table, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
