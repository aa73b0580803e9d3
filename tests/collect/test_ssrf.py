"""The guard against server-side request forgery: the suite's cases, and ours."""

from __future__ import annotations

import gzip
import json
import random
import ssl
from dataclasses import replace
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from marsad.collect.address import parse_url, refused_address
from marsad.collect.errors import BadAddress, BadResponse, FetchError, RefusedAddress, TooManyRedirects, Unreachable
from marsad.collect.fetch import Connections, FetchPolicy, Response, fetch
from tests.collect.network import OK, PUBLIC, StubNetwork, redirect
from tests.paths import SHARED, shared

CASES: list[dict[str, Any]] = (
    json.loads((SHARED / "bench/suites/ssrf/data/cases.json").read_text("utf-8")) if SHARED else []
)


def try_fetch(
    url: str, network: StubNetwork, policy: FetchPolicy | None = None, connections: Connections | None = None
) -> Response | FetchError:
    try:
        return fetch(
            url,
            policy=policy or FetchPolicy(),
            connections=connections,
            resolver=network.resolve,
            opener=network.open,
        )
    except FetchError as error:
        return error


def network_of(case: dict[str, Any], tls: ssl.SSLContext, *, keeps: bool = False) -> StubNetwork:
    """The resolver's answers and the chain of redirects that a case describes."""
    names: dict[str, list[list[str]]] = {}
    if case["kind"] == "dns":
        later = [answer.split()[1] for answer in case["answers"] if answer.startswith("then ")]
        first = [answer for answer in case["answers"] if not answer.startswith("then ")]
        names[parse_url(case["url"]).host] = [first, later] if later else [first]
    hops: list[str] = case.get("hops", [])
    answers = iter([*(redirect(hop) for hop in hops[1:]), *([OK] if len(set(hops)) == len(hops) else [])])
    last = redirect(hops[-1]) if hops else OK
    return StubNetwork(names, lambda _: next(answers, last), tls, keeps=keeps)


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why']}" for n, case in enumerate(CASES)])
def test_suite(case: dict[str, Any], certificate: Path, tls_server: ssl.SSLContext) -> None:
    network = network_of(case, tls_server)
    result = try_fetch(case["url"], network, FetchPolicy(ca_file=str(certificate)))
    assert all(refused_address(ip_address(address)) is None for address, _ in network.connected)
    if case["expect"] == "allow":
        assert isinstance(result, Response)
        assert result.body == b"ok"
    elif "rebind" in case["why"]:
        assert [address for address, _ in network.connected] == [PUBLIC]
        assert len(network.lookups) == 1
    else:
        assert isinstance(result, FetchError)
        assert len(network.connected) == 0 or case["kind"] == "redirect"


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why']}" for n, case in enumerate(CASES)])
def test_suite_over_http2_and_kept_connections(
    case: dict[str, Any], certificate: Path, tls_http2: ssl.SSLContext
) -> None:
    """Every case twice through one pool: what was refused stays refused, and nothing else is connected to."""
    network = network_of(case, tls_http2, keeps=True)
    results = []
    with Connections() as connections:
        for _ in range(2):
            network.reply = network_of(case, tls_http2).reply
            results.append(try_fetch(case["url"], network, FetchPolicy(ca_file=str(certificate)), connections))
    assert all(refused_address(ip_address(address)) is None for address, _ in network.connected)
    if case["expect"] == "allow":
        versions = {result.http_version for result in results if isinstance(result, Response)}
        assert versions == {"2" if case["url"].startswith("https") else "1.1"}
    elif "rebind" not in case["why"]:
        assert all(isinstance(result, FetchError) for result in results)


def test_suite_is_there_when_the_bench_is() -> None:
    shared("bench", "suites", "ssrf")
    assert len(CASES) > 50


REFUSED = {
    "octal": "http://0177.0.0.1/",
    "octal of a public address": "http://010.8.8.8/",
    "one number": "http://2130706433/",
    "hexadecimal": "http://0x7f000001/",
    "hexadecimal parts": "http://0x7f.0x0.0x0.0x1/",
    "two parts": "http://127.1/",
    "five parts": "http://1.127.0.0.1/",
    "too large a part": "http://256.0.0.1/",
    "a number after a name": "http://example.1/",
    "circled digits": "http://①②⑦.⓪.⓪.①/",
    "full-width digits": "http://１２７.０.０.１/",
    "Arabic-Indic digits": "http://١٢٧.٠.٠.١/",
    "soft hyphen": "http://127.0.0.1\u00ad/",
    "zero-width space": "http://local\u200bhost/",
    "trailing dot": "http://127.0.0.1./",
    "two trailing dots": "http://127.0.0.1../",
    "upper case": "http://LOCALHOST/",
    "sub-domain of localhost": "http://news.localhost/",
    "cloud metadata name": "http://metadata.google.internal/",
    "name of the local network": "http://printer.local/",
    "name without a dot": "http://intranet/",
    "backslash": "http://example.org\\@127.0.0.1/",
    "backslash as a slash": "http:\\\\127.0.0.1\\",
    "two at signs": "http://a@example.org@127.0.0.1/",
    "space in the host": "http://example.org 127.0.0.1/",
    "tab": "http://127.0.\t0.1/",
    "userinfo": "http://example.org@127.0.0.1/",
    "userinfo with port": "http://example.org:80@10.0.0.1/",
    "mapped private": "http://[::ffff:10.0.0.1]/",
    "mapped public": "http://[::ffff:8.8.8.8]/",
    "ISATAP": "http://[2001:4860::5efe:7f00:1]/",
    "6to4 of a private network": "http://[2002:0a00:0001::1]/",
    "Teredo": "http://[2001:0:53aa:64c::1]/",
    "unique local": "http://[fd12:3456::1]/",
    "zone": "http://[fe80::1%25eth0]/",
    "percent in the host": "http://127.0.0.%31/",
    "brackets around IPv4": "http://[127.0.0.1]/",
    "unclosed bracket": "http://[::1/",
    "port too large": "http://example.org:65616/",
    "port that is no number": "http://example.org:8a/",
    "full-width port": "http://example.org:８０/",
    "mail port": "http://example.org:25/",
    "database port": "http://example.org:6379/",
    "wrapped": "view-source:http://example.org/",
    "javascript": "javascript:alert(1)",
    "half a character": "http://example.org/\ud800",
    "only a host": "example.org",
    "no host": "http:///path",
    "too long": "http://example.org/" + "a" * 9000,
}


@pytest.mark.parametrize("url", REFUSED.values(), ids=REFUSED.keys())
def test_refused_without_a_connection(url: str) -> None:
    network = StubNetwork()
    assert isinstance(try_fetch(url, network), BadAddress | RefusedAddress)
    assert network.connected == []


ALLOWED = {
    "IPv6": ("http://[2606:4700:4700::1111]/", "2606:4700:4700::1111"),
    "NAT64 of a public address": ("http://[64:ff9b::808:808]/", "64:ff9b::808:808"),
    "Arabic name ending in digits": ("http://أخبار24.com/", PUBLIC),
    "name with trailing dot": ("http://example.org./", PUBLIC),
    "underscore": ("http://press_room.example.org/", PUBLIC),
    "user name of a public host": ("http://127.0.0.1@example.org/", PUBLIC),
    "8080": ("http://example.org:8080/", PUBLIC),
}


@pytest.mark.parametrize(("url", "address"), ALLOWED.values(), ids=ALLOWED.keys())
def test_allowed_and_connected_to_the_checked_address(url: str, address: str) -> None:
    network = StubNetwork()
    result = try_fetch(url, network)
    assert isinstance(result, Response), result
    assert [connected for connected, _ in network.connected] == [address]


def test_all_answers_of_a_name_are_judged() -> None:
    network = StubNetwork({"news.test": [[PUBLIC, "2606:4700::1", "192.168.1.1"]]})
    result = try_fetch("http://news.test/", network)
    assert isinstance(result, RefusedAddress)
    assert "192.168.1.1 is private" in str(result)
    assert network.connected == []


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    network = StubNetwork({"news.test": [["8.8.4.4", PUBLIC]]})
    inner = network.open

    def opener(address: Any, port: int, timeout: float) -> Any:
        if str(address) == "8.8.4.4":
            raise OSError(113, "No route to host")
        return inner(address, port, timeout)

    result = fetch("http://news.test/", resolver=network.resolve, opener=opener)
    assert result.body == b"ok"


def test_redirect_to_a_name_that_turns_private_is_refused() -> None:
    network = StubNetwork({"turn.test": [[PUBLIC], ["10.1.2.3"]]}, lambda _: redirect("http://turn.test/next"))
    result = try_fetch("http://turn.test/", network)
    assert isinstance(result, RefusedAddress)
    assert network.connected == [(PUBLIC, 80)]


def test_redirect_limit_is_exact() -> None:
    count = iter(range(100))
    network = StubNetwork(reply=lambda _: OK if (n := next(count)) == 3 else redirect(f"/{n}"))
    assert isinstance(try_fetch("http://news.test/", network, FetchPolicy(max_redirects=3)), Response)
    count = iter(range(100))
    assert isinstance(try_fetch("http://news.test/", network, FetchPolicy(max_redirects=2)), TooManyRedirects)


def test_allowed_network_lifts_address_name_and_port_rules_but_only_there() -> None:
    policy = FetchPolicy(allow=(ip_network("127.0.0.0/8"), ip_network("::1/128")))
    network = StubNetwork()
    assert isinstance(try_fetch("http://localhost:5000/", network, policy), Response)
    assert isinstance(try_fetch("http://127.0.0.1:6379/", network, policy), Response)
    assert isinstance(try_fetch("http://10.0.0.1/", network, policy), RefusedAddress)


PROXY = FetchPolicy(proxy="http://10.0.0.9:3128", allow=(ip_network("10.0.0.9/32"),))


def test_a_private_proxy_that_is_allowed_is_used() -> None:
    network = StubNetwork()
    assert isinstance(try_fetch("http://news.test/a?b", network, PROXY), Response)
    assert network.connected == [("10.0.0.9", 3128)]
    assert network.requests[0].startswith(b"GET http://news.test/a?b HTTP/1.1\r\n")
    assert b"Host: news.test\r\n" in network.requests[0]


def test_https_goes_through_a_tunnel_of_the_proxy() -> None:
    network = StubNetwork(reply=lambda _: b"HTTP/1.1 403 Forbidden\r\n\r\n")
    assert isinstance(try_fetch("https://news.test/", network, PROXY), BadResponse)
    assert network.requests[0].startswith(b"CONNECT news.test:443 ")


def test_a_proxy_does_not_open_private_networks() -> None:
    network = StubNetwork({"inside.test": [["192.168.1.1"]]})
    for url in ("http://inside.test/", "http://127.0.0.1/", "http://10.0.0.8/"):
        assert isinstance(try_fetch(url, network, PROXY), RefusedAddress)
    assert network.connected == []


def test_a_private_proxy_that_is_not_allowed_is_refused() -> None:
    network = StubNetwork()
    assert isinstance(try_fetch("http://news.test/", network, replace(PROXY, allow=())), RefusedAddress)
    assert network.connected == []


def test_a_dead_name_server_is_named() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError("Temporary failure in name resolution")

    with pytest.raises(Unreachable, match="Temporary failure"):
        fetch("http://news.test/", resolver=resolver, opener=StubNetwork().open)


def test_bytes_that_are_damaged_anywhere_give_an_answer_or_a_named_error() -> None:
    chance = random.Random(20261129)
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    packed = gzip.compress(b"<p>text</p>" * 50)
    page += f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"

    def damaged(_: bytes) -> bytes:
        data = bytearray(page)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)

    network = StubNetwork(reply=damaged)
    policy = FetchPolicy(read_timeout=1.0, total_timeout=2.0, max_bytes=10_000)
    results = [try_fetch("http://news.test/", network, policy) for _ in range(300)]
    answered = [result for result in results if isinstance(result, Response)]
    assert 0 < len(answered) < 300
    assert all(result.reason.isprintable() for result in results)


def test_credentials_stay_with_their_origin() -> None:
    replies = iter([redirect("/next"), redirect("http://a:b@other.test/"), OK])
    network = StubNetwork(reply=lambda _: next(replies))
    result = try_fetch("http://reader:secret@news.test/", network)
    assert isinstance(result, Response)
    for request in network.requests[:2]:
        assert b"Authorization: Basic cmVhZGVyOnNlY3JldA==" in request
    assert b"Authorization" not in network.requests[2]
    assert "secret" not in result.final_url


def test_credentials_among_the_headers_stay_with_their_origin_too() -> None:
    replies = iter([redirect("http://other.test/"), OK])
    network = StubNetwork(reply=lambda _: next(replies))
    secrets = {"Authorization": "Bearer x", "cookie": "y=z", "If-None-Match": '"1"'}
    fetch("http://news.test/", headers=secrets, resolver=network.resolve, opener=network.open)
    assert b"Bearer x" in network.requests[0]
    assert b"If-None-Match" in network.requests[1]
    for secret in (b"Bearer", b"y=z"):
        assert secret not in network.requests[1]


def test_tls_name_and_certificate_are_those_of_the_host(certificate: Path, tls_server: ssl.SSLContext) -> None:
    asked: list[str | None] = []
    tls_server.sni_callback = lambda _sock, name, _context: asked.append(name)
    network = StubNetwork(tls=tls_server)
    good = try_fetch("https://news.test/", network, FetchPolicy(ca_file=str(certificate)))
    wrong = try_fetch("https://elsewhere.test/", network, FetchPolicy(ca_file=str(certificate)))
    untrusted = try_fetch("https://news.test/", network)
    tls_server.sni_callback = None
    assert isinstance(good, Response)
    assert asked[0] == "news.test"
    assert b"Host: news.test\r\n" in network.requests[0]
    for failure in (wrong, untrusted):
        assert isinstance(failure, FetchError)
        assert failure.name == "no trusted connection"


@pytest.mark.parametrize(
    ("address", "why"),
    [("0.1.2.3", "this network"), ("100.127.255.255", "carrier-grade NAT"), ("198.19.0.1", "benchmarking"),
     ("255.255.255.255", "reserved"), ("239.1.1.1", "multicast"), ("ff02::1", "multicast"), ("::", "unspecified"),
     ("fec0::1", "site-local"), ("4000::1", "reserved"), ("2002:7f00:1::", "loopback, inside an IPv6 address"),
     ("64:ff9b::a00:1", "private, inside an IPv6 address"), ("9.255.255.255", None), ("128.0.0.1", None),
     ("2a00:1450::1", None)],
)  # fmt: skip
def test_addresses_are_judged_in_words(address: str, why: str | None) -> None:
    assert refused_address(ip_address(address)) == why
