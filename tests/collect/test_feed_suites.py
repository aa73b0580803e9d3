"""The public suites of feeds, lists and hostile XML: every file read or refused by name, and their own cases judged.

No file of theirs may make a parser raise anything but a named error, open a file or reach for the network.
"""

from __future__ import annotations

import builtins
import socket
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from benchmarks import feeds_agreement, opml_agreement
from marsad.collect.channels import parse_channel
from marsad.collect.errors import FeedError
from marsad.collect.feeds import parse_feed
from marsad.collect.opml import parse_opml
from tests.paths import shared

pytestmark = [pytest.mark.shared, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

URL = "https://news.example.org/feed.xml"


def files(suite: str) -> dict[Path, bytes]:
    """The suite's cases."""
    folder = shared("bench", "suites", suite, "data")
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def locked_in() -> Iterator[Any]:
    """Neither the network nor a file can be opened; what was tried is counted."""
    tried = mock.Mock(side_effect=AssertionError("a parser reached out"))
    parse_feed(
        b"<rss version='2.0'><channel><title>&lt;b&gt;</title></channel></rss>", url=URL
    )  # imports what it needs
    with (
        mock.patch.object(socket.socket, "connect", tried),
        mock.patch.object(socket, "getaddrinfo", tried),
        mock.patch.object(builtins, "open", tried),
    ):
        yield tried


def outcome(data: bytes) -> str:
    """``read``, or the reason of the refusal; anything else that is raised fails the test."""
    try:
        parse_channel(data, url=URL)
    except FeedError as error:
        return error.reason
    return "read"


@pytest.mark.parametrize(
    ("suite", "read"), [("feedparser", 0.99), ("feedvalidator", 0.8), ("hostile", 0.2), ("defusedxml", 0.0)]
)
def test_every_file_is_read_or_refused_by_name(suite: str, read: float, locked_in: mock.Mock) -> None:
    cases = files(suite)
    counts = Counter(outcome(data) for data in cases.values())
    assert counts.total() == len(cases) > 0
    assert all(reason and not reason.startswith("the parser gave up") for reason in counts), counts
    assert counts["read"] >= read * len(cases), counts
    assert not locked_in.called


@pytest.mark.parametrize(("suite", "mebibytes"), [("hostile", 200), ("defusedxml", 50)])
def test_what_is_hostile_takes_little_memory(suite: str, mebibytes: int, locked_in: mock.Mock) -> None:
    for path, data in files(suite).items():
        tracemalloc.start()
        outcome(data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < mebibytes * 2**20, path
    assert not locked_in.called


@pytest.mark.parametrize("suite", ["hostile", "defusedxml"])
def test_what_is_hostile_is_no_feed_that_expands(suite: str, locked_in: mock.Mock) -> None:
    cases = files(suite)
    for path, data in cases.items():
        try:
            feed = parse_feed(data, url=URL)
        except FeedError:
            continue
        text = "".join((feed.title, *(item.title + item.summary for item in feed.items)))
        assert len(text) < 10_000, path
        assert "root:" not in text, path
    assert not locked_in.called


def test_feeds_agree_with_feedparsers_own_cases() -> None:
    verdicts = {path: feeds_agreement.judge(data) for path, data in files("feedparser").items()}
    judged = {path: verdict for path, verdict in verdicts.items() if verdict.checks}
    wrong = {path.name: verdict.wrong for path, verdict in judged.items() if verdict.wrong}
    assert len(judged) > len(verdicts) / 2
    assert len(wrong) <= 0.015 * len(judged), wrong


def test_lists_agree_with_listparsers_own_cases() -> None:
    verdicts = {path: opml_agreement.judge(data) for path, data in files("opml-listparser").items()}
    judged = [verdict for verdict in verdicts.values() if verdict.checks]
    wrong = {path.name: verdict.wrong for path, verdict in verdicts.items() if verdict.wrong}
    assert len(judged) > len(verdicts) / 2
    assert wrong == {}


def test_damaged_lists_say_what_is_wrong() -> None:
    damaged = {
        path.name: parse_opml(data) for path, data in files("opml-listparser").items() if "malformed" in str(path)
    }
    broken = ("concatenated-documents.xml", "end-element-missing.xml", "end-element-unexpected.xml")
    assert all(found.subscriptions or not found.problems for found in damaged.values())
    for name in broken:
        assert "line" in damaged[name].problems[0], name
