"""URLs read as the standard says: the public suites, and the strict reader beside the generous one."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from marsad.collect.address import DEFAULT_PORTS, parse_url
from marsad.collect.errors import BadAddress
from marsad.collect.weburl import WebUrl, read_url, site_of, web_url
from tests.paths import shared

OPEN = {"A4_1", "A4_2", "V2", "V3", "U1"}
"""What the URL standard leaves unchecked: DNS lengths, hyphens, STD3 characters."""
NEWER = {"-..xn--ss-h46c5711e"}
"""A direction that only the tables of Unicode 17 know."""


def _read(url: str, base: str | None = None) -> WebUrl | None:
    try:
        return read_url(url, base)
    except BadAddress:
        return None


def _cases() -> list[dict[str, Any]]:
    path = shared("bench", "suites", "url-whatwg", "data", "url", "tests", "urltestdata.json")
    return [case for case in json.loads(path.read_bytes()) if isinstance(case, dict)]


@pytest.mark.shared
def test_every_case_of_the_url_suite() -> None:
    wrong, failing = [], 0
    for case in _cases():
        read = _read(case["input"], case["base"])
        if case.get("failure"):
            failing += 1
            if read is not None:
                wrong.append((case["input"], read.href))
            continue
        wanted = [case[part] for part in ("protocol", "hostname", "port", "pathname", "search", "hash", "href")]
        if read is None:
            wrong.append((case["input"], "refused"))
            continue
        port = "" if read.port is None else str(read.port)
        marks = ["?" + read.query if read.query else "", "#" + read.fragment if read.fragment else ""]
        if [read.scheme + ":", read.host, port, read.path, *marks, read.href] != wanted:
            wrong.append((case["input"], read.href))
    assert failing == 273
    assert wrong == []


@pytest.mark.shared
def test_the_strict_reader_never_reads_another_host() -> None:
    accepted, wrong = 0, []
    for case in _cases():
        try:
            target = parse_url(case["input"])
        except BadAddress:
            continue
        accepted += 1
        read = _read(case["input"])
        if read is None:
            wrong.append((case["input"], target.host))
            continue
        host, port = read.host.strip("[]").removesuffix("."), read.port or DEFAULT_PORTS[read.scheme]
        if (target.host, target.port) != (host, port):
            wrong.append((case["input"], target.host))
    assert accepted > 90
    assert wrong == []


@pytest.mark.shared
def test_international_names() -> None:
    wrong, valid, refused = [], 0, 0
    path = shared("bench", "suites", "url-whatwg", "data", "idna", "tests", "IdnaTestV2.txt")
    for line in path.read_text("utf-8").splitlines():
        columns = [column.strip() for column in line.partition("#")[0].split(";")]
        if len(columns) < 7 or "?" in _unescaped(columns[0]):  # a question mark ends the host of a URL
            continue
        source = _unescaped(columns[0])
        wanted = _unescaped(columns[3]) or _unescaped(columns[1]) or source
        status = set(re.findall(r"\w+", columns[4] or columns[2]))
        read = _read(f"https://{source}/")
        if not status:
            valid += 1
            if read is None or read.host != wanted:
                wrong.append((source, wanted))
        elif not status <= OPEN:
            refused += 1
            if read is not None and source not in NEWER:
                wrong.append((source, read.host))
    assert valid == 549
    assert refused > 5_000
    assert wrong == []


def _unescaped(text: str) -> str:
    found = re.sub(r"\\u([0-9A-F]{4})|\\x\{([0-9A-F]+)\}", lambda match: chr(int(match[1] or match[2], 16)), text)
    return "" if found == '""' else found


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.example.org", "example.org"),
        ("ar.news.example.co.ma", "example.co.ma"),
        ("example.press.ma", "example.press.ma"),
        ("a.blogspot.com", "a.blogspot.com"),
        ("example.ma", "example.ma"),
        ("192.0.2.7", "192.0.2.7"),
        ("[2001:db8::1]", "[2001:db8::1]"),
        ("localhost", "localhost"),
    ],
)
def test_the_site_of_a_host(host: str, site: str) -> None:
    assert site_of(host) == site


@pytest.mark.parametrize("url", ["ftp://example.org/", "mailto:a@example.org", "/path", "http://", "x" * 9000])
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(BadAddress):
        web_url(url)
