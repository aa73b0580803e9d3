"""The list of outlets: its shape, and that what people correct wrongly is said."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from marsad.collect.address import parse_url
from marsad.collect.canonical import page_key
from marsad.collect.press import Outlet, OutletKind, outlets, read_outlets

REGION = {"MA", "DZ", "TN", "LY", "MR"}


def test_every_country_and_language_is_there() -> None:
    found = outlets()
    assert len([outlet for outlet in found if outlet.country in REGION]) >= 90
    assert len({outlet.name for outlet in found}) >= 60
    assert REGION <= {outlet.country for outlet in found} <= REGION | {"ES"}
    languages = Counter(outlet.lang for outlet in found)
    assert set(languages) == {"ar", "fr", "es", "en"}
    assert set(OutletKind) == {outlet.kind for outlet in found}


def test_each_home_page_is_one_address_once() -> None:
    keys = [page_key(outlet.home) for outlet in outlets()]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    for outlet in outlets():
        target = parse_url(outlet.home)
        assert target.scheme == "https"
        assert target.url == outlet.home
        assert not re.search(r"rss|feed|atom|sitemap|\.xml", outlet.home)


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.home)
def test_names_are_in_the_language_of_the_edition(outlet: Outlet) -> None:
    assert outlet.name == outlet.name.strip()
    arabic = bool(re.search(r"[\u0600-\u06ff]", outlet.name))
    assert arabic == (outlet.lang == "ar") or outlet.name == "SNRTnews"


@pytest.mark.parametrize("row", ["A,MA,fr,blog,https://example.org/", "A,MA,fr", ""])
def test_a_wrong_row_is_named(row: str) -> None:
    table = f"# corrected\nname,country,language,kind,home\n{row}\n"
    if not row:
        assert read_outlets(table) == ()
        return
    with pytest.raises(ValueError, match="line 3 of the list of outlets"):
        read_outlets(table)
