"""The key that an address is indexed under, a SURT: ``https://www.outlet.example/A?b`` → ``example,outlet)/a?b``.

The rules are those of the Wayback Machine's key maker, which pywb and py-wacz follow too; made to be compared, never to
be fetched. `tests/archive/test_replay.py` holds them against the ``surt`` package.
"""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from urllib.parse import quote_from_bytes, unquote_to_bytes

_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:")
_REPEATED = re.compile(rb"(https?://)+")
_URL = re.compile(rb"([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.DOTALL)
_WWW = re.compile(rb"www\d*\.")
_NUMBERS = re.compile(rb"(?:[1-9]\d*|0[0-7]*)(?:\.\d+){0,3}")
_PRINTABLE = bytes(code for code in range(0x21, 0x7F) if code not in b"%#")
_DEFAULT_PORTS = {b"http": 80, b"https": 443}
_PATH_SESSION = tuple(
    re.compile(rb"(?<=/)" + part + rb"/(?=[^?]+\.aspx)", re.IGNORECASE)
    for part in (rb"\((?:[a-z]\([0-9a-z]{24}\))+\)", rb"\([0-9a-z]{24}\)")
)
_QUERY_SESSION = tuple(
    re.compile(part + rb"(?:&|$)", re.IGNORECASE)
    for part in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&]+&cftoken=[^&]+",
    )
)


def urlkey(url: str) -> str:
    """The SURT of an address; of what is no address (``urn:…``) the words themselves, escaped, in lower case."""
    raw = re.sub(rb"[\n\r\t]", b"", url.encode("utf-8", "replace").strip())
    if not _SCHEME.match(raw):
        raw = b"http://" + raw
    raw = _REPEATED.sub(lambda match: match[1], raw, count=1) if raw.startswith(b"http") else raw
    match = _URL.match(raw)
    if match is None:  # it has a scheme by now
        return url
    scheme, authority, path, query = match.groups()
    if scheme.startswith(b"http") and not authority:
        authority, _, rest = path.lstrip(b"/").partition(b"/")
        path = b"/" + rest
    host, port = _host_and_port(authority or b"", scheme.lower())
    key = _reversed(host, port) if host else scheme + b":"
    key += _path(path, rooted=bool(host)) + _query(query or b"")
    return key.decode("ascii", "replace")


def _host_and_port(authority: bytes, scheme: bytes) -> tuple[bytes, int | None]:
    authority = authority.rpartition(b"@")[2]
    if authority.startswith(b"["):
        host, _, port = authority[1:].partition(b"]")
        port = port.lstrip(b":")
    else:
        host, _, port = authority.partition(b":")
    number = int(port) if port.isdigit() else None
    return _host(host.lower()), None if number in (0, _DEFAULT_PORTS.get(scheme)) else number


def _host(host: bytes) -> bytes:
    host = _unescaped(host)
    if not host.isascii():
        with suppress(ValueError):
            host = host.decode("utf-8", "ignore").encode("idna")
    host = host.replace(b"..", b".").strip(b".")
    host = _address(host) or quote_from_bytes(host.lower(), safe=_PRINTABLE).encode().lower()
    return _WWW.sub(b"", host, count=1) if _WWW.match(host) else host


def _address(host: bytes) -> bytes | None:
    """An IPv4 address in its usual form, from any form of C's."""
    if host.isdigit():
        return socket.inet_ntoa((int(host) & 0xFFFFFFFF).to_bytes(4, "big")).encode()
    if not _NUMBERS.fullmatch(host):
        return None
    try:
        return socket.inet_ntoa(socket.inet_aton(host.decode())).encode()
    except OSError:
        return None


def _reversed(host: bytes, port: int | None) -> bytes:
    return b",".join(reversed(host.split(b"."))) + (b":%d" % port if port is not None else b"") + b")"


def _path(path: bytes, *, rooted: bool) -> bytes:
    path = _unescaped(path)
    if rooted:
        path = _without_dots(path)
    path = quote_from_bytes(path, safe=_PRINTABLE).encode().lower()
    for session in _PATH_SESSION:
        path = _without_last(session, path)
    return path[:-1] if path.endswith(b"/") and len(path) > 1 else path


def _without_dots(path: bytes) -> bytes:
    """The path with its ``.``, ``..`` and repeated slashes resolved."""
    kept: list[bytes] = []
    for part in path.split(b"/")[1:]:
        if part == b".." and kept:
            kept.pop()
        elif part != b".":
            kept.append(part)
    return b"/" + b"/".join([part for part in kept[:-1] if part] + kept[-1:])


def _query(query: bytes) -> bytes:
    query = quote_from_bytes(_unescaped(query), safe=_PRINTABLE).encode()
    for session in _QUERY_SESSION:
        query = _without_last(session, query)
    query = query.lower()
    if len(query) > 1:
        query = b"&".join(b"=".join(pair) for pair in sorted(tuple(part.split(b"=", 1)) for part in query.split(b"&")))
    return b"?" + query if query else b""


def _without_last(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    found = list(pattern.finditer(text))
    return text[: found[-1].start()] + text[found[-1].end() :] if found else text


def _unescaped(text: bytes) -> bytes:
    """Percent escapes resolved until none is left."""
    while (plain := unquote_to_bytes(text)) != text:
        text = plain
    return text
