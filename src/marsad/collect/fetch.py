"""THE one guarded fetch function: every byte that Marsad takes from the network comes through here.

Every address of a name is checked before one is connected to, and the one connected to is the one that was
checked; every redirect is checked anew; time, size and size after decompression are bounded.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import httpcore

from marsad.collect import connect as net
from marsad.collect.address import Target, parse_url, resolve_link
from marsad.collect.connections import Connections, Line
from marsad.collect.decode import decoded
from marsad.collect.dial import Dialler, basic, proxy_headers, reason_phrase
from marsad.collect.errors import BadAddress, BadResponse, FetchError, TooLarge, TooManyRedirects
from marsad.collect.failures import named
from marsad.collect.names import Resolver, system_resolver
from marsad.collect.policy import DEFAULT, FetchPolicy, user_agent
from marsad.collect.response import Headers, Hop, Response, conditional, first_header, retry_after

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = frozenset({"GET", "HEAD"})
Permit = Callable[[str], None]
_Begun = tuple[Line, httpcore.Response]

_STALE = (httpcore.NetworkError, httpcore.RemoteProtocolError, httpcore.ConnectionNotAvailable)
"""How a kept connection fails that the server has closed."""

_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FOLD = re.compile(rb"[ \t]*[\r\n\v\f]+[ \t]*")
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie"})


def fetch(
    url: str,
    *,
    policy: FetchPolicy = DEFAULT,
    headers: Mapping[str, str] | None = None,
    permit: Permit | None = None,
    method: str = "GET",
    body: bytes | None = None,
    connections: Connections | None = None,
    follow: bool = True,
    resolver: Resolver = system_resolver,
    opener: net.Opener = net.open_socket,
) -> Response:
    """Ask for a URL, following redirects; any HTTP status is an answer, everything else a :class:`FetchError`.

    ``permit`` is called with every URL before it is asked for, redirects included, and may raise. A redirect is an
    answer like any other when the method is not GET or HEAD, or ``follow`` is false: for whoever asks the next host
    at its own turn. Connections are kept in ``connections`` where it is given. ``resolver`` and ``opener`` are the
    only ways to the network, replaced in tests.
    """
    guard = net.Guard(time.monotonic() + policy.total_timeout, policy.read_timeout)
    dialler = Dialler(policy, guard, resolver, opener)
    follows = follow and method in _SAFE
    return _Fetch(policy, guard, dialler, connections, headers or {}, permit, method, body, follows).follow(url)


def leads_to(answer: Response) -> str | None:
    """Where an answer that was not followed redirects to; null where it does not. Raises :class:`BadAddress`."""
    location = _location(answer.headers) if answer.status in REDIRECTS else None
    return parse_url(resolve_link(answer.final_url, location)).url if location else None


class _Fetch:
    """One fetch: its deadline, and the chain of redirects."""

    def __init__(
        self,
        policy: FetchPolicy,
        guard: net.Guard,
        dialler: Dialler,
        connections: Connections | None,
        headers: Mapping[str, str],
        permit: Permit | None,
        method: str,
        body: bytes | None,
        follows: bool,
    ) -> None:
        self.policy = policy
        self.guard = guard
        self.dialler = dialler
        self.connections = connections
        self.headers = headers
        self.permit = permit
        self.method = method
        self.body = body
        self.follows = follows

    def follow(self, url: str) -> Response:
        """The answer at the end of the redirects."""
        hops: list[Hop] = []
        target = first = parse_url(url)
        while True:
            if any(target.url == hop.url for hop in hops):
                raise TooManyRedirects(url, f"redirected in a circle at {target.url}")
            if len(hops) > self.policy.max_redirects:
                raise TooManyRedirects(url, f"more than {self.policy.max_redirects}")
            self._permit(target)
            answer = self._asked(target, first)
            if isinstance(answer, Response):
                return replace(answer, url=url, hops=tuple(hops))
            hops.append(answer)
            target = parse_url(resolve_link(target.url, _location(answer.headers) or ""))

    def _permit(self, target: Target) -> None:
        if self.permit is None:
            return
        started = time.monotonic()
        self.permit(target.url)
        self.guard.deadline += time.monotonic() - started  # waiting for a host's turn is not the server's fault

    def _asked(self, target: Target, first: Target) -> Response | Hop:
        """One exchange, with every failure of the libraries below turned into a :class:`FetchError`."""
        sent = self._request_headers(target, first)
        try:
            line, answer = self._kept_head(target, sent) or self._new_head(target, sent)
            return self._answer(line, target, answer, sent)
        except Exception as error:
            raise named(target.url, error, self.policy.total_timeout) from None

    def _new_head(self, target: Target, sent: dict[str, str]) -> _Begun:
        line = self.dialler.dial(target)
        return line, self._head(line, target, sent)

    def _kept_head(self, target: Target, sent: dict[str, str]) -> _Begun | None:
        """Ask on a kept connection; null where there is none, or where the server had closed it."""
        if self.connections is None or self.method not in _SAFE:
            return None
        line = self.connections.take(self.dialler.key(target))
        if line is None:
            return None
        try:
            if not self.dialler.serves(line, target):
                line.close()
                return None
            line.stream.guard = self.guard
            return line, self._head(line, target, sent)
        except _STALE:
            return None
        except BaseException:
            line.close()
            raise

    def _head(self, line: Line, target: Target, sent: dict[str, str]) -> httpcore.Response:
        """Send the request, and read the answer until its headers are there."""
        self.guard.budget = self.policy.max_header_bytes + net.READ_SIZE
        through_proxy = self.dialler.proxy is not None and target.scheme == "http"
        url = httpcore.URL(
            scheme=target.scheme,
            host=target.host,
            port=target.port,
            target=target.url if through_proxy else target.path,
        )
        try:
            headers = [(name.encode("ascii"), _encoded(value)) for name, value in sent.items()]
            return line.http.handle_request(httpcore.Request(self.method, url, headers=headers, content=self.body))
        except BaseException:
            line.close()
            raise

    def _answer(self, line: Line, target: Target, answer: httpcore.Response, sent: dict[str, str]) -> Response | Hop:
        """The answer as a value; the connection is kept when it was read to its end, else closed."""
        fetched = datetime.now(UTC)
        whole = False
        try:
            received = self._received(target, answer)
            version = bytes(answer.extensions["http_version"]).decode("ascii").removeprefix("HTTP/")
            reason = reason_phrase(answer)
            recorded = tuple((name, value) for name, value in sent.items() if name.lower() not in _SECRET)
            ip = str(line.address)
            if self.follows and answer.status in REDIRECTS and _location(received):
                return Hop(target.url, answer.status, reason, version, received, recorded, ip, fetched)
            body, size = self._body(target, answer, received)
            answer.close()
            whole = True
        finally:
            self._release(line, keep=whole)
        return Response(
            target.url, target.url, answer.status, reason, version, received, body, fetched, recorded, ip, (), size
        )

    def _release(self, line: Line, *, keep: bool) -> None:
        if keep and self.connections is not None and line.reusable:
            self.connections.give_back(line)
        else:
            line.close()

    def _received(self, target: Target, answer: httpcore.Response) -> Headers:
        if sum(len(name) + len(value) + 4 for name, value in answer.headers) > self.policy.max_header_bytes:
            raise TooLarge(target.url, f"headers above {self.policy.max_header_bytes} bytes")
        if not 200 <= answer.status < 1000:
            raise BadResponse(target.url, f"status {answer.status} is no answer")
        for name, value in answer.headers:
            if not _TOKEN.fullmatch(name) or b"\0" in value:
                raise BadResponse(target.url, "a header that cannot be read")
        return tuple(
            (name.decode("ascii"), _FOLD.sub(b" ", value).strip().decode("latin-1")) for name, value in answer.headers
        )

    def _body(self, target: Target, answer: httpcore.Response, received: Headers) -> tuple[bytes, int]:
        """The decompressed body, read until the limit and no further; and its length as sent."""
        limit = self.policy.max_bytes
        announced = first_header(received, "content-length") or ""
        has_body = self.method != "HEAD" and answer.status not in (204, 304)
        if has_body and announced.isascii() and announced.isdigit() and int(announced[:20]) > limit:
            raise TooLarge(target.url, f"the server announces {announced[:20]} bytes, the limit is {limit}")
        raw = _Counted(target.url, answer, self.guard, limit)
        codings = ",".join(value for name, value in received if name.lower() == "content-encoding")
        body = bytearray()
        for chunk in decoded(iter(raw), codings):
            if len(body) + len(chunk) > limit:
                raise TooLarge(target.url, f"more than {limit} bytes once decompressed")
            body += chunk
        for _ in raw:  # what follows the end of the compressed data
            pass
        return bytes(body), raw.size

    def _request_headers(self, target: Target, first: Target) -> dict[str, str]:
        """What is sent; credentials go only to the origin that they were given for."""
        at_home = target.origin == first.origin
        headers = {
            "Host": target.authority,
            "User-Agent": self.policy.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate, br, zstd",
            **{name: value for name, value in self.headers.items() if at_home or name.lower() not in _SECRET},
        }
        if self.body is not None:
            headers["Content-Length"] = str(len(self.body))
        if at_home and first.userinfo:
            headers["Authorization"] = basic(first.userinfo)
        if self.dialler.proxy and target.scheme == "http":
            headers |= proxy_headers(self.dialler.proxy)
        return headers


class _Counted:
    """The chunks of a body as sent, counted. What the protocol needs around them may be as much again."""

    def __init__(self, url: str, answer: httpcore.Response, guard: net.Guard, limit: int) -> None:
        self.url = url
        self.guard = guard
        self.limit = limit
        self.size = 0
        self._chunks = iter(answer.iter_stream())

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            self.guard.budget += 2 * len(chunk)
            if self.size > self.limit:
                raise TooLarge(self.url, f"more than {self.limit} bytes")
            if chunk:
                yield chunk


def _encoded(value: str) -> bytes:
    """A header's value as bytes: Latin-1, as values are received, or UTF-8 where that cannot hold it."""
    if any(char in value for char in "\r\n\0"):
        raise ValueError("a header that would break its line")
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace")


def _location(headers: Headers) -> str | None:
    """Where a redirect leads; servers that send UTF-8 there are understood."""
    location = first_header(headers, "location")
    return location.encode("latin-1", "replace").decode("utf-8", "replace") if location else None


__all__ = [
    "DEFAULT",
    "BadAddress",
    "Connections",
    "FetchError",
    "FetchPolicy",
    "Hop",
    "Response",
    "conditional",
    "fetch",
    "retry_after",
    "user_agent",
]
