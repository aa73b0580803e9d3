"""Which addresses may be connected to: URLs read strictly, and every IP address judged.

Two programs that read one URL differently are the root of most server-side request forgery, so spellings
that are read differently are refused rather than interpreted. Ranges are those of the IANA special-purpose
address registries (RFC 6890 and its updates).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NoReturn
from urllib.parse import quote, unquote, urljoin

from marsad.collect.errors import BadAddress

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_URL = 8192
"""Longest URL in code points; RFC 9110 asks for at least 8000."""

_V4_REFUSED = tuple(
    (IPv4Network(network), why)
    for network, why in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_V6_REFUSED = tuple(
    (IPv6Network(network), why)
    for network, why in (
        ("::1/128", "loopback"),
        ("::/128", "unspecified"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("100::/64", "discard"),
        ("2001::/23", "reserved for protocols"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
_V6_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = {0x00005EFE, 0x02005EFE}

_LOCAL_SUFFIXES = ("localhost", "localdomain", "local", "internal", "home.arpa", "onion", "alt")
"""Names that never lead to the public internet: RFC 6761, 6762, 7686, 8375, 9476, and ICANN's ``internal``."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)(?P<rest>[^#]*)")
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_PATH_SAFE = "/?%:@!$&'()*+,;=~-._[]|"


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be asked for, in parts. ``host`` is in lower case and ASCII; ``path`` includes the query."""

    scheme: str
    host: str
    port: int
    path: str
    userinfo: str | None = None

    @property
    def address(self) -> Address | None:
        """The host when it is an IP address, else null."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None

    @property
    def authority(self) -> str:
        """Host and, where it is not the scheme's own, port: the value of the ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The URL in its normal spelling, without user name, password or fragment."""
        return self.origin + self.path


def parse_url(url: str) -> Target:
    """Read an absolute http or https URL strictly; raises :class:`BadAddress` with the reason."""
    text = url.strip(" ")
    if len(text) > MAX_URL:
        raise BadAddress(url[:100] + "…", f"longer than {MAX_URL} characters")
    if _CONTROL.search(text):
        raise BadAddress(url, "control characters in the URL")
    match = _URL.match(text)
    if match is None:
        raise BadAddress(url, "not an absolute http or https URL")
    scheme = match["scheme"].lower()
    if scheme not in DEFAULT_PORTS:
        raise BadAddress(url, f"the scheme is {scheme}, not http or https")
    userinfo, at, hostport = match["authority"].rpartition("@")
    if "@" in userinfo or any(char in match["authority"] for char in "\\ "):
        raise BadAddress(url, "ambiguous host")
    host, port = _split_port(url, hostport, DEFAULT_PORTS[scheme])
    rest = match["rest"]
    path = quote(rest if rest.startswith("/") else "/" + rest, safe=_PATH_SAFE)
    return Target(scheme, _host(url, host), port, path, unquote(userinfo) if at else None)


def resolve_link(base: str, link: str) -> str:
    """The absolute URL of a link on a page; raises :class:`BadAddress` where there is none."""
    try:
        return urljoin(base, link.strip(" "))
    except ValueError:
        raise BadAddress(link, "not a URL") from None


def _split_port(url: str, hostport: str, default: int) -> tuple[str, int]:
    match = re.fullmatch(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]*))?", hostport, re.ASCII)
    if match is None or not match[1]:
        raise BadAddress(url, "no host" if not hostport else "unreadable host or port")
    port = int(match[2][:6]) if match[2] else default
    if not 0 < port < 65536:
        raise BadAddress(url, f"port {match[2]} does not exist")
    return match[1], port


def _host(url: str, host: str) -> str:
    if host.startswith("["):
        try:
            return str(IPv6Address(host[1:-1])) if "%" not in host else _fail(url, "scoped IPv6 address")
        except ValueError:
            _fail(url, "not an IPv6 address")
    name = _ascii(url, host).removesuffix(".")
    if not _HOST.fullmatch(name) or len(name) > 253:
        _fail(url, "not a host name")
    if not _NUMERIC.fullmatch(name.rpartition(".")[2]):
        return name
    try:
        return str(IPv4Address(name))  # dotted decimal without leading zeros: what every program reads alike
    except ValueError:
        _fail(url, "ambiguous spelling of an IP address")


def _ascii(url: str, host: str) -> str:
    if host.isascii() and "xn--" not in host.lower():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        _fail(url, "not an international host name")


def _fail(url: str, reason: str) -> NoReturn:
    raise BadAddress(url, reason)


def refused_name(host: str) -> str | None:
    """Why a host name can never be public (``localhost``, ``printer``, ``nas.local``), or null."""
    if "." not in host:
        return "a name without a domain"
    if any(host == suffix or host.endswith("." + suffix) for suffix in _LOCAL_SUFFIXES):
        return "a local name"
    return None


def refused_address(address: Address) -> str | None:
    """Why an IP address is not a public one (``loopback``, ``private``, …), or null for a public one."""
    if isinstance(address, IPv4Address):
        return next((why for network, why in _V4_REFUSED if address in network), None)
    for network, why in _V6_REFUSED:
        if address in network:
            return why
    embedded = _embedded(address)
    if embedded is not None and (why_embedded := refused_address(embedded)):
        return f"{why_embedded}, inside an IPv6 address"
    if address in _V6_GLOBAL or address in _NAT64:
        return None
    return "reserved"


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside a mapped, 6to4, NAT64 or ISATAP one: packets may end up there."""
    low = int(address) & 0xFFFFFFFF
    if address.ipv4_mapped or address in _NAT64 or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(low)
    return address.sixtofour
