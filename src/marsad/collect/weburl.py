"""URLs as browsers read them (WHATWG URL standard, through Ada), and what their hosts tell.

Reading is generous here and connects to nothing; :mod:`marsad.collect.address` is strict, and decides what may be
asked for.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ada_url

from marsad.collect.address import MAX_URL
from marsad.collect.errors import BadAddress

WEB = ("http", "https")
_NAMED = frozenset((*WEB, "ws", "wss", "ftp", "file"))
"""The schemes of the standard whose hosts are names of the Internet."""


@dataclass(frozen=True, slots=True)
class WebUrl:
    """A URL in the parts of the standard. ``port`` is null where it is the scheme's own; ``query`` and ``fragment``
    come without their mark; host names are in ASCII and lower case, IPv6 addresses in brackets.
    """

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str
    href: str

    @property
    def segments(self) -> list[str]:
        """The parts of the path between slashes that are not empty."""
        return [part for part in self.path.split("/") if part]


def read_url(url: str, base: str | None = None) -> WebUrl:
    """Read a URL of any scheme, relative to ``base`` if there is one; raises :class:`BadAddress`."""
    if len(url) > MAX_URL:
        raise BadAddress(url[:100] + "…", f"longer than {MAX_URL} characters")
    try:
        read = ada_url.URL(_scalars(url), None if base is None else _scalars(base))
    except ValueError:
        raise BadAddress(url, "not a URL") from None
    if "xn--" in read.hostname and read.protocol[:-1] in _NAMED and not _international(read.hostname):
        raise BadAddress(url, "not an international host name")
    return WebUrl(
        read.protocol.removesuffix(":"),
        read.hostname,
        int(read.port) if read.port else None,
        read.pathname,
        read.search.removeprefix("?"),
        read.hash.removeprefix("#"),
        read.href,
    )


def web_url(url: str, base: str | None = None) -> WebUrl:
    """The same, of http and https URLs only."""
    read = read_url(url, base)
    if read.scheme not in WEB:
        raise BadAddress(url, f"the scheme is {read.scheme}, not http or https")
    return read


def _international(host: str) -> bool:
    """Whether a host name with ``xn--`` is the one spelling of a valid name (UTS 46, 4.1; RFC 5893 for right to left).

    Ada does not look into labels that are ASCII already, nor at the direction of the name as a whole.
    """
    import idna

    try:
        labels = [
            label[4:].encode().decode("punycode") if label.startswith("xn--") else label for label in host.split(".")
        ]
        same = ada_url.URL("https://" + ".".join(labels)).hostname == host
        if any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for label in labels for char in label):
            same = same and all(idna.check_bidi(label, check_ltr=True) for label in labels if label)
    except (ValueError, OverflowError):  # a UnicodeError and an IDNAError are both ValueErrors
        return False
    return same


def _scalars(text: str) -> str:
    """The text with its lone surrogates replaced, as browsers do before they read a URL."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def site_of(host: str) -> str:
    """The part of a host name that one owner holds: ``example.co.ma`` of ``www.example.co.ma``.

    Told from the labels alone, without the public suffix list: an unknown registry counts as one site.
    """
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(labels) < 3 or host.endswith("]") or labels[-1].isdigit():
        return host
    own = 3 if len(labels[-1]) == 2 and labels[-2] in host_words()["public"] else 2
    if any(host.endswith("." + shared) for shared in host_words()["shared"]):
        own = 3 if len(labels) > 2 else 2
    return ".".join(labels[-own:])


@cache
def host_words() -> dict[str, frozenset[str]]:
    """The lists of ``data/hosts.toml``."""
    return {name: frozenset(words) for name, words in data_table("hosts").items()}


def data_table(name: str) -> dict[str, Any]:
    """A data file of this room, read."""
    return tomllib.loads(files("marsad.collect").joinpath("data", f"{name}.toml").read_text("utf-8"))
