"""Places as the gazetteer will list them: from CLDR and from the written tables places_*.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from babel import Locale

from marsad.annotate.lexicon import tables_of
from marsad.annotate.places.pieces import key_of
from marsad.annotate.sounds import likeness

LANGUAGES = ("en", "fr", "es", "ar")
MAGHREB = frozenset(["MA", "DZ", "TN", "LY", "MR", "EH"])
ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064aگڤپچ]+(?: [\u0621-\u063a\u0641-\u064aگڤپچ]+)*")
ACRONYM = re.compile(r"[A-Z]{2,5}|(?:[A-Z]{1,2}\. ?)+[A-Z]{1,2}")
"""A name that is one in capitals only: the Spanish EAU is no French Eau."""
SURE, WRITTEN = 9, 8
"""How surely a name of a country and a name of the written tables is one, in tenths."""
ALIKE = 0.93
"""Two spellings of a town in one country from here on are one."""


@dataclass
class Entry:
    """A place to be written, its names with how surely each names it (tenths) and how far it is its own (0 to 1)."""

    key: str
    name: str
    country: str | None
    sort: str
    weight: float
    names: dict[str, tuple[int, float]] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)

    def add(self, names: Iterable[str], certain: int, own: float = 1.0) -> None:
        """More names; of two that fold to the same the surer one counts."""
        for name in names:
            key = key_of(name)
            before = self.names.get(key, (0, 0.0))
            if key and ACRONYM.fullmatch(name):
                self.acronyms.add(key)
            if key:
                self.names[key] = max(before[0], certain), max(before[1], own)


def written_tables() -> dict[str, dict[str, Any]]:
    """The tables of each language."""
    return {lang: tables_of(f"places_{lang}.toml") for lang in LANGUAGES}


def countries(rows: Iterable[tuple[str, str, float]]) -> Iterator[Entry]:
    """Countries (code, name and prominence given) with their names in CLDR and in the written tables."""
    written = written_tables()
    for code, name, weight in rows:
        english = Locale("en").territories.get(code, name)
        entry = Entry(code, written["en"]["shown"].get(code, english), code, "country", weight)
        for lang in LANGUAGES:
            if code not in written[lang].get("unused", ()):
                entry.add(spelled(Locale(lang).territories.get(code, "")), SURE)
            entry.add(written[lang]["countries"].get(code, ()), SURE)
        yield entry


def spelled(name: str) -> list[str]:
    """The names in a name of CLDR: ``Myanmar (Birmanie)`` has two, ``R.A.S. chinoise de Macao`` none but its last."""
    parts = [part.strip() for part in re.split(r"[()\[\]]", name) if part.strip()]
    return [part for part in parts if "." not in part or len(parts) == 1]


def areas() -> Iterator[Entry]:
    """Continents and regions over borders."""
    written = written_tables()
    for key, names in written["en"]["areas"].items():
        sort = "continent" if key.startswith("continent/") else "area"
        entry = Entry(key, names[0], None, sort, 9.0 if sort == "continent" else 8.0)
        for lang in LANGUAGES:
            entry.add(written[lang]["areas"].get(key, ()), SURE)
        yield entry


def world() -> Iterator[Entry]:
    """Regions, islands, seas, mountains and rivers outside the Maghreb."""
    for rows in tables_of("places_world.toml").values():
        for key, names in rows.items():
            country = None if key.startswith("area/") else key[:2]
            entry = Entry(key, names[0], country, "region" if country else "area", 7.0)
            entry.add(names, WRITTEN)
            yield entry


def with_written_names(towns: list[Entry]) -> list[Entry]:
    """Towns with the written names of those outside the Maghreb. Raises `KeyError` for a town that is not there."""
    by_name = {f"{town.country}/{town.name}": town for town in sorted(towns, key=lambda town: town.weight)}
    for tables in written_tables().values():
        for key, names in tables.get("cities", {}).items():
            by_name[key].add(names, WRITTEN)
    return towns


def maghreb(towns: list[Entry]) -> Iterator[Entry]:
    """All towns, those of the Maghreb with their written names, and the places there that are no town of GeoNames."""
    yield from towns
    for country, tables in tables_of("places_maghreb.toml").items():
        countries = {country, "EH"} if country == "MA" else {country}
        known = Known([town for town in towns if town.country in countries])
        for table, rows in tables.items():
            for key, names in rows.items() if table != "towns" else ((None, names) for names in rows):
                entry = None if key and "/" in key else known.town(names)
                if entry is None:
                    sort, weight = ("region", 6.0) if key else ("city", 5.0)
                    slug = key_of(names[0]).replace(" ", "-")
                    entry = Entry(key or f"{country}/{slug}", names[0], country, sort, weight)
                    yield entry
                entry.name = names[0]
                entry.add(names, WRITTEN)


class Known:
    """The towns of one country by their names."""

    def __init__(self, entries: list[Entry]) -> None:
        self._own: dict[str, Entry] = {}
        self._other: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda entry: entry.weight):
            self._other.update(dict.fromkeys(map(bare, entry.names), entry))
            self._own[bare(key_of(entry.name))] = entry

    def town(self, names: list[str]) -> Entry | None:
        """The town that bears one of the names, the first of them before the others, else one whose name sounds so."""
        keys = [bare(key_of(name)) for name in names]
        spelt = next((known[key] for known in (self._own, self._other) for key in keys if key in known), None)
        if spelt is not None:
            return spelt
        alike = max(self._own, key=lambda own: likeness(keys[0], own))
        return self._own[alike] if likeness(keys[0], alike) >= ALIKE else None


def bare(key: str) -> str:
    """A name without article and spaces, which lists of towns write or leave out."""
    return re.sub(r"^(?:el|al|l|le|la|es|er|ar|as|ash|ad|az|at|an) (?=...)|^ال(?=...)| ", "", key)
