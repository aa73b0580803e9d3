"""From a URL to an open connection: every address of the name judged, and one of the judged connected to."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Hashable

import httpcore

from marsad.collect.address import Address, Target, parse_url, refused_address, refused_name
from marsad.collect.connect import Guard, Opener, Stream, tls_context
from marsad.collect.connections import Line
from marsad.collect.errors import BadAddress, BadResponse, RefusedAddress, TimedOut, TlsFailed, Unreachable
from marsad.collect.failures import words
from marsad.collect.names import Resolver, resolve
from marsad.collect.policy import FetchPolicy


class Dialler:
    """Opens the connections of one fetch, under its policy and its guard."""

    def __init__(self, policy: FetchPolicy, guard: Guard, resolver: Resolver, opener: Opener) -> None:
        self.policy = policy
        self.guard = guard
        self.proxy = _proxy(policy.proxy) if policy.proxy else None
        self._resolver = resolver
        self._opener = opener

    def key(self, target: Target) -> Hashable:
        """For whom a connection to the target may be used again."""
        return target.scheme, target.host, target.port, self.policy.proxy, self.policy.ca_file

    def serves(self, line: Line, target: Target) -> bool:
        """Whether the policy lets a kept line be used for the target, opened under another policy perhaps.

        A proxy looks names up at each request, so behind one the name is checked again; raises as :meth:`checked`.
        """
        if self.proxy:
            self.checked(target)
        return not refused(self.policy, self.proxy or target, [line.address])

    def dial(self, target: Target) -> Line:
        """A new connection; raises :class:`FetchError`, the guard's errors and those of ssl and httpcore."""
        addresses = self.checked(target)
        via = self.proxy or target
        stream, address = self._open(via, self.checked(via) if self.proxy else addresses)
        self.guard.budget = self.policy.max_header_bytes
        try:
            if target.scheme == "https":
                if self.proxy:
                    self._tunnel(stream, self.proxy, target)
                stream.secure(self._trusted(target), target.host, self.policy.connect_timeout)
        except BaseException:
            stream.close()
            raise
        kind = httpcore.HTTP2Connection if stream.protocol == "h2" else httpcore.HTTP11Connection
        return Line(self.key(target), kind(origin_of(target), stream), stream, address)

    def _trusted(self, target: Target) -> ssl.SSLContext:
        try:
            return tls_context(self.policy.ca_file)
        except OSError as error:
            raise TlsFailed(target.url, f"the certificates in {self.policy.ca_file}: {words(error)}") from None

    def checked(self, target: Target) -> list[Address]:
        """All addresses of the target's host; raises unless every one of them may be connected to."""
        literal = target.address
        addresses = [literal] if literal else self._resolve(target)
        if why := refused(self.policy, target, addresses):
            raise RefusedAddress(target.url, why)
        return addresses

    def _resolve(self, target: Target) -> list[Address]:
        try:
            limit = self.guard.timeout(self.policy.connect_timeout)
            addresses = resolve(self._resolver, target.host, target.port, limit)
        except TimeoutError as error:
            raise TimedOut(target.url, str(error)) from None
        except OSError as error:
            raise Unreachable(target.url, f"the name does not resolve: {words(error)}") from None
        if not addresses:
            raise Unreachable(target.url, "the name has no address")
        return addresses

    def _open(self, target: Target, addresses: list[Address]) -> tuple[Stream, Address]:
        """A stream to the first of the checked addresses that answers."""
        failure = Unreachable(target.url, "no address")
        for address in addresses:
            try:
                sock = self._opener(address, target.port, self.guard.timeout(self.policy.connect_timeout))
            except OSError as error:
                failure = Unreachable(target.url, f"{address} does not answer: {words(error)}")
            else:
                return Stream(sock, self.guard), address
        raise failure

    def _tunnel(self, stream: Stream, proxy: Target, target: Target) -> None:
        """Have the proxy connect to the target (RFC 9110 §9.3.6)."""
        place = f"[{target.host}]:{target.port}" if ":" in target.host else f"{target.host}:{target.port}"
        headers = [("Host", place), ("User-Agent", self.policy.user_agent), *proxy_headers(proxy).items()]
        url = httpcore.URL(scheme="http", host=proxy.host, port=proxy.port, target=place)
        answer = httpcore.HTTP11Connection(origin_of(proxy), stream).handle_request(
            httpcore.Request("CONNECT", url, headers=headers)
        )
        if not 200 <= answer.status < 300:
            raise BadResponse(target.url, f"the proxy answers {answer.status} {reason_phrase(answer)}".rstrip())


def refused(policy: FetchPolicy, target: Target, addresses: list[Address]) -> str | None:
    """Why these addresses of the target may not be connected to, or null where all may."""
    strangers = [a for a in addresses if not any(a in network for network in policy.allow)]
    if not strangers:
        return None
    if target.address is None and (why := refused_name(target.host)):
        return why
    for address in strangers:
        if why := refused_address(address):
            return f"{address} is {why}"
    return None if target.port in policy.ports else f"port {target.port} is not one of the web's"


def origin_of(target: Target) -> httpcore.Origin:
    """The target's origin, as httpcore names it."""
    return httpcore.Origin(target.scheme.encode(), target.host.encode(), target.port)


def proxy_headers(proxy: Target) -> dict[str, str]:
    """The header that names us to a proxy which wants a user name and password."""
    return {"Proxy-Authorization": basic(proxy.userinfo)} if proxy.userinfo else {}


def reason_phrase(answer: httpcore.Response) -> str:
    """The words after the status, as far as they can be shown; HTTP/2 has none."""
    phrase = bytes(answer.extensions.get("reason_phrase", b"")).decode("latin-1")
    return "".join(char for char in phrase if char.isprintable())


def basic(userinfo: str) -> str:
    """The value of an ``Authorization`` header for ``name:password`` (RFC 7617)."""
    return "Basic " + base64.b64encode(userinfo.encode()).decode("ascii")


def _proxy(url: str) -> Target:
    proxy = parse_url(url)
    if proxy.scheme != "http":
        raise BadAddress(url, "a proxy's address begins with http://")
    return proxy
