"""Certificates made anew for each run, so that no private key lies in the repository."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme

NAMES = ("public.test", "public2.test", "example.org", "*.example.org", "news.test", "::1", "127.0.0.1")


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """Who signs the certificates of the tests."""
    return trustme.CA()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory, authority: trustme.CA) -> Path:
    """A PEM file with the certificate of that authority: what a fetch is told to trust."""
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture(scope="session")
def tls_server(authority: trustme.CA) -> ssl.SSLContext:
    """The server's side: a certificate for the names of the tests."""
    return _context(authority)


@pytest.fixture(scope="session")
def tls_http2(authority: trustme.CA) -> ssl.SSLContext:
    """The same for a server that speaks HTTP/2."""
    context = _context(authority)
    context.set_alpn_protocols(["h2"])
    return context


def _context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES).configure_cert(context)
    return context
