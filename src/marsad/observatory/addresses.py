"""Addresses given for ingest: on the command line, or in a file that lists them (URL list, OPML, saved feed)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from marsad.archive.exchanges import pages_of
from marsad.archive.page import Page
from marsad.collect.collector import Collector
from marsad.collect.errors import FeedError, FetchError
from marsad.collect.feeds import looks_like_feed, parse_feed
from marsad.collect.files import FileError, is_page_file, is_text_file
from marsad.collect.opml import parse_opml
from marsad.collect.urllist import parse_url_list

Listed = tuple[list[str], list[str]]
"""Addresses, and what is wrong with the lines that are none."""


def is_address(given: str) -> bool:
    """Whether an argument is meant as a web address rather than a file."""
    return given.lower().startswith(("http://", "https://"))


def addresses_in(path: Path, data: bytes) -> Listed | None:
    """The addresses that a file lists; null when it is a page or nothing that lists any. Raises `FileError`."""
    name = path.name.lower()
    try:
        if name.endswith(".opml"):
            listed = parse_opml(data)
            return [feed.url for feed in listed.subscriptions], list(listed.problems)
        if not is_page_file(path) and looks_like_feed(data):
            return [item.url for item in parse_feed(data, url=path.resolve().as_uri()).items], []
    except FeedError as error:
        raise FileError(str(error)) from error
    if name.endswith((".urls", ".url", ".csv", ".list")) or (is_text_file(path) and _lists_addresses(data)):
        addresses, bad = parse_url_list(data.decode("utf-8", errors="replace"))
        return list(addresses), [f"line {line.number}: {line.reason}" for line in bad]
    return None


def pages_at(addresses: Iterable[str], collector: Collector | None = None) -> Iterator[Page | tuple[str, str]]:
    """Fetch pages politely, feeds opened into the pages of their items; (address, reason) for one not to be had."""
    for answer in (collector or Collector()).pages(addresses):
        if isinstance(answer, FetchError):
            yield answer.url, f"{answer.name}: {answer.reason}"
        else:
            yield from pages_of(answer)


def _lists_addresses(data: bytes) -> bool:
    """Whether every line of a text file begins with an address, or is a comment or blank: a list, not a page."""
    lines = [line.strip() for line in data[:100_000].decode("utf-8", errors="replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    return bool(lines) and all(map(is_address, lines))
