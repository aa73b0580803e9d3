"""The shipped list: its shape, its size, what it covers."""

from __future__ import annotations

from functools import cache

import pytest

from marsad.annotate.lexicon import data_bytes, tables_of
from marsad.annotate.places import Place, places_named
from marsad.annotate.places.gazetteer import gazetteer
from marsad.annotate.places.pieces import key_of
from marsad.model import LANGUAGES

SORTS = {"country", "region", "city", "continent", "area"}


@cache
def all_places() -> dict[str, list[Place]]:
    """Every place by a name."""
    known = gazetteer()
    return {key: list(known.places(key)) for key in known.names}


def test_it_is_small() -> None:
    assert len(data_bytes("places.txt.gz")) < 1_500_000


def test_every_name_has_places_and_a_certainty() -> None:
    assert all(places and 0.1 <= gazetteer().certain(key) <= 0.9 for key, places in all_places().items())


def test_every_place_is_whole() -> None:
    for places in all_places().values():
        for place in places:
            assert place.key
            assert place.name
            assert place.sort in SORTS
            assert place.weight > 0
            assert (place.country is None) == place.key.startswith(("area/", "continent/"))


def test_names_are_kept_as_they_are_looked_up() -> None:
    assert [key for key in list(gazetteer().names)[::50] if key_of(key) != key] == []


def test_the_longest_name_from_a_word_on_is_known() -> None:
    assert gazetteer().longest["tanger"] >= 4
    assert gazetteer().longest["rabat"] >= 1


@pytest.mark.parametrize("country", ["MA", "DZ", "TN", "LY", "MR"])
def test_every_written_place_of_the_maghreb_is_one_place_under_all_its_names(country: str) -> None:
    tables = tables_of("places_maghreb.toml")[country]
    rows = [names for rows in tables.values() for names in (rows.values() if isinstance(rows, dict) else rows)]
    assert len(rows) > 30
    for names in rows:
        keys = [{place.key for place in places_named(name)} for name in names]
        assert set.intersection(*keys), names


def test_every_written_name_is_in_the_list() -> None:
    """What a table says and the list does not know: run ``make places``."""
    tables = [tables_of(f"places_{lang}.toml") for lang in LANGUAGES]
    rows = [(key, names) for table in tables for part in ("countries", "areas") for key, names in table[part].items()]
    rows += [row for regions in tables_of("places_world.toml").values() for row in regions.items()]
    lost = [name for key, names in rows for name in names if key not in {place.key for place in places_named(name)}]
    towns = [name for table in tables for names in table.get("cities", {}).values() for name in names]
    assert lost == []
    assert [name for name in towns if not places_named(name)] == []


@pytest.mark.parametrize(("country", "regions"), [("MA", 12), ("MR", 15)])
def test_regions_have_their_own_keys(country: str, regions: int) -> None:
    keys = {place.key for places in all_places().values() for place in places if place.country == country}
    assert {f"{country}-{number:02}" for number in range(1, regions + 1)} <= keys


def test_areas_have_names_in_every_language() -> None:
    areas = {lang: set(tables_of(f"places_{lang}.toml")["areas"]) for lang in LANGUAGES}
    assert areas["fr"] == areas["es"] == areas["en"] == areas["ar"]


def test_every_country_of_cldr_is_there() -> None:
    countries = {place.key for places in all_places().values() for place in places if place.sort == "country"}
    assert len(countries) >= 245
