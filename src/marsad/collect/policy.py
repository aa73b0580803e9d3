"""What a fetch may cost and where it may go, and the operator's settings for that."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from ipaddress import ip_network

from marsad.collect.address import Network

WEB_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8081, 8443, 8888})
"""Ports that sites are served from; all others are refused, so that no link reaches a mail server or a database."""


def user_agent(contact: str | None = None) -> str:
    """What Marsad says it is: name, version, and where its operator can be found.

    ``contact`` is a URL or mail address, by default that of the environment variable ``MARSAD_CONTACT``;
    none is invented where there is none.
    """
    contact = "".join(char for char in contact or os.environ.get("MARSAD_CONTACT", "") if char.isprintable()).strip()
    return f"Marsad/{version('marsad')} ({'+' + contact if contact else 'self-hosted press observatory'})"


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits of one fetch. Sizes in bytes, times in seconds.

    ``max_bytes`` holds for the body as sent and once decompressed; ``total_timeout`` for everything from the
    name's lookup to the last byte, redirects included. ``allow`` lists networks that are trusted although they
    are not public (a proxy, a test server); the port rule does not hold for them. ``proxy`` is the URL of an
    HTTP proxy. ``ca_file`` replaces the system's certificate authorities.
    """

    max_bytes: int = 20_000_000
    max_header_bytes: int = 65_536
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    max_redirects: int = 10
    allow: tuple[Network, ...] = ()
    ports: frozenset[int] = WEB_PORTS
    proxy: str | None = None
    ca_file: str | None = None
    user_agent: str = field(default_factory=user_agent)


DEFAULT = FetchPolicy()


def policy_from(environ: Mapping[str, str] = os.environ) -> FetchPolicy:
    """The operator's policy: ``MARSAD_CONTACT``, ``MARSAD_PROXY``, ``MARSAD_ALLOW`` and ``MARSAD_CA_FILE``.

    ``MARSAD_ALLOW`` is a list of networks such as ``10.0.0.9/32``, parted by commas. Raises ValueError for one
    that cannot be read.
    """
    allow = tuple(ip_network(part.strip()) for part in environ.get("MARSAD_ALLOW", "").split(",") if part.strip())
    return FetchPolicy(
        allow=allow,
        proxy=environ.get("MARSAD_PROXY") or None,
        ca_file=environ.get("MARSAD_CA_FILE") or None,
        user_agent=user_agent(environ.get("MARSAD_CONTACT")),
    )
