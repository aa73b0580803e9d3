from __future__ import annotations

import pytest

from marsad.observatory.page_keys import host_of_page, page_of
from marsad.observatory.source_keys import source_key

URL = "https://www.quai.example/2025/09/le-phare-de-tamri-rallume"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (URL, "quai.example"),
        ("http://m.quai.example:8080/a?id=4711", "quai.example"),
        ("https://fr.quai.example/", "fr.quai.example"),
        ("https://منارة.example/a", "منارة.example"),
        ("http://[::1]:8080/a", "::1"),
        ("mid:4711@quai.example", ""),
        ("file:///home/salma/page.html", ""),
        ("urn:uuid:1-2-3", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_the_host_of_a_page_is_its_outlets(url: str, host: str) -> None:
    assert host_of_page(page_of(url)) == host
    assert source_key(url, "Le Quai") == (host or "le quai")


@pytest.mark.parametrize(
    ("canonical", "page"),
    [
        (None, "quai.example/2025/09/le-phare-de-tamri-rallume"),
        ("/a/le-phare-de-tamri-est-rallume", "quai.example/a/le-phare-de-tamri-est-rallume"),
        ("https://quai.example/", "quai.example/2025/09/le-phare-de-tamri-rallume"),
        ("https://baie.example/a/le-phare-de-tamri-est-rallume", "quai.example/2025/09/le-phare-de-tamri-rallume"),
        ("https://blog.quai.example/a/le-phare-de-tamri-rallume", "quai.example/2025/09/le-phare-de-tamri-rallume"),
    ],
)
def test_a_stated_address_is_believed_on_its_own_host_alone(canonical: str | None, page: str) -> None:
    assert page_of(URL, canonical) == page
