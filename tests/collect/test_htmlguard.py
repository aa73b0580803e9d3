"""Pages that a parser would choke on are refused before it sees them; others are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.collect.errors import FeedError
from marsad.collect.homepage import read_home
from marsad.collect.htmlguard import MAX_ATTRIBUTES, MAX_BYTES, checked_html
from marsad.collect.links import archive_links, article_links

MANY = b"".join(b' a%d="1"' % n for n in range(MAX_ATTRIBUTES + 1))


@pytest.mark.parametrize(
    "page",
    [b"<p" + MANY + b">", b"<p" + MANY, b"<script" + MANY + b">", b"<p" + MANY.replace(b'"1"', b'">"') + b">",
     b"<p" + b" a" * 1_500 + b">", b"<p" + b"/a" * 1_500 + b">"],
)  # fmt: skip
def test_many_attributes(page: bytes) -> None:
    with pytest.raises(FeedError, match="attributes"):
        checked_html(b"<!doctype html>" + page)


@pytest.mark.parametrize("read", [read_home, article_links, archive_links])
def test_whoever_reads_a_page_has_it_checked(read: Callable[[bytes, str], object]) -> None:
    with pytest.raises(FeedError, match="attributes"):
        read(b"<!doctype html><body><p" + MANY + b">", "http://jour.example/")


@pytest.mark.parametrize(
    "page",
    [b"<p" + MANY[: len(MANY) // 2] + b">", b"<script>if (a<b) {" + b" x" * 5_000 + b"}</script>",
     b"<!-- <p" + b" a" * 5_000 + b"> -->", b"<p title='" + b"w " * 5_000 + b"'>", b"<p it's>" + b"w " * 5_000,
     b"1 < 2" + b" w" * 5_000],
)  # fmt: skip
def test_pages_as_they_are(page: bytes) -> None:
    assert checked_html(page) is page


def test_a_page_that_is_too_large() -> None:
    with pytest.raises(FeedError, match="larger"):
        checked_html(b" " * (MAX_BYTES + 1))
