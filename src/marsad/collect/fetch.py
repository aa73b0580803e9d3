"""THE one guarded fetch function: every byte that Marsad takes from the network comes through here.

Every address of a name is checked before one is connected to, and the one connected to is the one that was
checked; every redirect is checked anew; time, size and size after decompression are bounded.
"""

from __future__ import annotations

import base64
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING

import urllib3
import urllib3.exceptions

from marsad.collect import connect as net
from marsad.collect.address import (
    Address,
    Target,
    parse_url,
    refused_address,
    refused_name,
    resolve_link,
)
from marsad.collect.decode import CodingError, decoded
from marsad.collect.errors import (
    BadAddress,
    BadResponse,
    FetchError,
    RefusedAddress,
    TimedOut,
    TlsFailed,
    TooLarge,
    TooManyRedirects,
    Unreachable,
)
from marsad.collect.policy import DEFAULT, FetchPolicy, user_agent

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

REDIRECTS = frozenset({301, 302, 303, 307, 308})
Opener = Callable[[Address, int, float], net.GuardedSocket]
Permit = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. ``headers`` are as received; ``body`` is decompressed when ``Content-Encoding`` names a coding.

    ``url`` is the URL asked for, ``final_url`` the one that answered; ``hops`` are the URLs in between,
    first included; ``fetched`` is the moment when the answer began.
    """

    url: str
    final_url: str
    status: int
    reason: str
    http_version: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched: datetime
    hops: tuple[str, ...] = ()

    @property
    def status_line(self) -> str:
        """The first line of the answer, as it goes into a WARC record."""
        return f"HTTP/{self.http_version} {self.status} {self.reason}".rstrip()

    def header(self, name: str) -> str | None:
        """The first header of that name, in whatever case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def fetch(
    url: str,
    *,
    policy: FetchPolicy = DEFAULT,
    headers: Mapping[str, str] | None = None,
    permit: Permit | None = None,
    resolver: net.Resolver = net.system_resolver,
    opener: Opener = net.open_socket,
) -> Response:
    """GET a URL, following redirects; any HTTP status is an answer, everything else a :class:`FetchError`.

    ``permit`` is called with every URL before it is asked for, redirects included, and may raise. ``resolver``
    and ``opener`` are the only ways to the network, replaced in tests.
    """
    fetcher = _Fetcher(policy, headers or {}, permit, resolver, opener)
    return fetcher.follow(url)


class _Fetcher:
    """One fetch: its deadline, and the chain of redirects."""

    def __init__(
        self,
        policy: FetchPolicy,
        headers: Mapping[str, str],
        permit: Permit | None,
        resolver: net.Resolver,
        opener: Opener,
    ) -> None:
        self.policy = policy
        self.headers = headers
        self.permit = permit
        self.resolver = resolver
        self.opener = opener
        self.guard = net.Guard(time.monotonic() + policy.total_timeout, policy.read_timeout, 0)

    def follow(self, url: str) -> Response:
        """The answer at the end of the redirects."""
        hops: list[str] = []
        target = first = parse_url(url)
        while True:
            if target.url in hops:
                raise TooManyRedirects(url, f"redirected in a circle at {target.url}")
            if len(hops) > self.policy.max_redirects:
                raise TooManyRedirects(url, f"more than {self.policy.max_redirects}")
            self._permit(target)
            answer = self._named_errors(target, first.userinfo if target.origin == first.origin else None)
            if isinstance(answer, Response):
                return _with(answer, url, tuple(hops))
            hops.append(target.url)
            target = parse_url(resolve_link(target.url, answer))

    def _permit(self, target: Target) -> None:
        if self.permit is None:
            return
        started = time.monotonic()
        self.permit(target.url)
        self.guard.deadline += time.monotonic() - started  # waiting for a host's turn is not the server's fault

    def _named_errors(self, target: Target, userinfo: str | None) -> Response | str:
        """One exchange, with every failure of the libraries below turned into a :class:`FetchError`."""
        url = target.url
        try:
            return self._exchange(target, userinfo)
        except FetchError:
            raise
        except net.DeadlineError:
            raise TimedOut(url, f"not finished after {self.policy.total_timeout:g} s") from None
        except net.BudgetError:
            raise TooLarge(url, "more bytes than the limit") from None
        except CodingError as error:
            raise BadResponse(url, str(error)) from None
        except (TimeoutError, urllib3.exceptions.TimeoutError):
            raise TimedOut(url, "the server went silent") from None
        except (ssl.SSLError, urllib3.exceptions.SSLError) as error:
            raise TlsFailed(url, _words(error)) from None
        except urllib3.exceptions.ProtocolError as error:
            raise BadResponse(url, _protocol_words(error)) from None
        except (HTTPException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            raise BadResponse(url, _words(error)) from None

    def _exchange(self, target: Target, userinfo: str | None) -> Response | str:
        """Ask one URL: the response, or where it redirects to."""
        connection = self._connection(target)
        with closing(connection):
            path = target.url if self.policy.proxy and target.scheme == "http" else target.path
            self.guard.budget = self.policy.max_header_bytes + net.READ_SIZE
            connection.request(
                "GET",
                path,
                headers=self._request_headers(target, userinfo),
                preload_content=False,
                decode_content=False,
            )
            answer = connection.getresponse()
            fetched = datetime.now(UTC)
            received = tuple((name, " ".join(value.split())) for name, value in answer.headers.iteritems())
            if sum(len(name) + len(value) + 4 for name, value in received) > self.policy.max_header_bytes:
                raise TooLarge(target.url, f"headers above {self.policy.max_header_bytes} bytes")
            location = answer.headers.get("location")
            if answer.status in REDIRECTS and location:
                return location.encode("latin-1", "replace").decode("utf-8", "replace")
            body = self._body(target, answer)
        http = f"{answer.version // 10}.{answer.version % 10}"
        return Response(target.url, target.url, answer.status, answer.reason or "", http, received, body, fetched)

    def _body(self, target: Target, answer: BaseHTTPResponse) -> bytes:
        """The decompressed body, read until the limit and no further."""
        limit = self.policy.max_bytes
        announced = answer.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and int(announced[:20]) > limit:
            raise TooLarge(target.url, f"the server announces {announced[:20]} bytes, the limit is {limit}")
        self.guard.budget = 2 * limit + net.READ_SIZE  # chunk headers count too, so that endless ones stop
        body = bytearray()
        for chunk in decoded(self._raw(target, answer), ",".join(answer.headers.getlist("content-encoding"))):
            if len(body) + len(chunk) > limit:
                raise TooLarge(target.url, f"more than {limit} bytes once decompressed")
            body += chunk
        return bytes(body)

    def _raw(self, target: Target, answer: BaseHTTPResponse) -> Iterator[bytes]:
        size = 0
        for chunk in answer.stream(net.READ_SIZE, decode_content=False):
            size += len(chunk)
            if size > self.policy.max_bytes:
                raise TooLarge(target.url, f"more than {self.policy.max_bytes} bytes")
            if chunk:
                yield chunk

    def _request_headers(self, target: Target, userinfo: str | None) -> dict[str, str]:
        headers = {
            "Host": target.authority,
            "User-Agent": self.policy.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate, br, zstd",
            "Connection": "close",
            **self.headers,
        }
        if userinfo:
            token = base64.b64encode(userinfo.encode()).decode("ascii")
            headers["Authorization"] = f"Basic {token}"
        return headers

    def _connection(self, target: Target) -> net.PinnedConnection | net.PinnedTlsConnection:
        addresses = self._checked(target)
        proxy = parse_url(self.policy.proxy) if self.policy.proxy else None
        sock = self._open(proxy, self._checked(proxy)) if proxy else self._open(target, addresses)
        sock.guard = self.guard
        if target.scheme == "http":
            plain = net.PinnedConnection(target.host, target.port)
            plain.pinned = sock
            plain.connect()
            return plain
        via = proxy or target
        secure = net.PinnedTlsConnection(via.host, via.port, ssl_context=net.tls_context(self.policy.ca_file))
        secure.pinned = sock
        if proxy:
            secure.set_tunnel(target.host, target.port)
        self.guard.budget = self.policy.max_header_bytes
        sock.settimeout(self.guard.timeout(self.policy.connect_timeout))
        secure.connect()
        if isinstance(secure.sock, net.GuardedTlsSocket):
            secure.sock.guard = self.guard
        return secure

    def _checked(self, target: Target) -> list[Address]:
        """All addresses of the target's host; raises unless every one of them may be connected to."""
        literal = target.address
        addresses = [literal] if literal else self._resolve(target)
        strangers = [a for a in addresses if not any(a in network for network in self.policy.allow)]
        if not strangers:
            return addresses
        why = None if literal else refused_name(target.host)
        if why:
            raise RefusedAddress(target.url, why)
        for address in strangers:
            if why := refused_address(address):
                raise RefusedAddress(target.url, f"{address} is {why}")
        if target.port not in self.policy.ports:
            raise RefusedAddress(target.url, f"port {target.port} is not one of the web's")
        return addresses

    def _resolve(self, target: Target) -> list[Address]:
        try:
            limit = self.guard.timeout(self.policy.connect_timeout)
            addresses = net.resolve(self.resolver, target.host, target.port, limit)
        except TimeoutError as error:
            raise TimedOut(target.url, str(error)) from None
        except OSError as error:
            raise Unreachable(target.url, f"the name does not resolve: {_words(error)}") from None
        if not addresses:
            raise Unreachable(target.url, "the name has no address")
        return addresses

    def _open(self, target: Target, addresses: list[Address]) -> net.GuardedSocket:
        """A socket to the first of the checked addresses that answers."""
        failure = Unreachable(target.url, "no address")
        for address in addresses:
            try:
                return self.opener(address, target.port, self.guard.timeout(self.policy.connect_timeout))
            except OSError as error:
                failure = Unreachable(target.url, f"{address} does not answer: {_words(error)}")
        raise failure


def _with(answer: Response, url: str, hops: tuple[str, ...]) -> Response:
    return replace(answer, url=url, hops=hops)


def _protocol_words(error: urllib3.exceptions.ProtocolError) -> str:
    cause = error.args[-1] if error.args else error
    if isinstance(cause, IncompleteRead | urllib3.exceptions.IncompleteRead):
        return "the body stops before its announced end"
    return _words(cause if isinstance(cause, BaseException) else error)


def _words(error: BaseException) -> str:
    """The reason of a library's error, on one line."""
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())[:200]


__all__ = ["DEFAULT", "BadAddress", "FetchError", "FetchPolicy", "Response", "fetch", "user_agent"]
