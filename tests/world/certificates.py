"""Certificates for the sites of a world, made anew for each run, good ones and bad ones, chosen by the asked name."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import trustme

from tests.world.newsroom import World


class Certificates:
    """An authority that tests may trust, another that nobody does, and a certificate for each way of ``Site.tls``."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._ours = trustme.CA()
        self._kind = cache(self._made)

    def authority(self, path: Path) -> None:
        """Write the trusted authority's certificate."""
        self._ours.cert_pem.write_to_path(str(path))

    def context(self) -> ssl.SSLContext:
        """The server's side; which certificate is shown follows from the name in the client's hello."""

        def choose(sock: ssl.SSLSocket | ssl.SSLObject, name: str | None, _first: ssl.SSLContext) -> None:
            site = self._world.sites.get(name or "")
            if site is not None and site.tls not in ("", "good"):
                sock.context = self._kind(site.tls)

        context = self._kind("good")
        context.sni_callback = choose
        return context

    def _made(self, kind: str) -> ssl.SSLContext:
        names = [host for host, site in self._world.sites.items() if (site.tls or "good") == kind] or ["localhost"]
        authority = trustme.CA() if kind == "unknown" else self._ours
        if kind == "stranger":
            names = ["another.example"]
        now = datetime.now(UTC)
        until = now + timedelta(days=-1 if kind == "expired" else 1)
        leaf = authority.issue_cert(*names, not_before=now - timedelta(days=2), not_after=until)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        return context
