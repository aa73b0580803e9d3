"""A mailbox that people send newsletters and press releases to, read over IMAP (RFC 3501) and TLS.

Nothing is changed on the server unless a setting asks for ``\\Seen``: the folder is opened read-only, and what was read
is remembered by the caller as UIDVALIDITY and UID. The server is connected to as sites are: by an address that was
checked, private ones only where ``MARSAD_ALLOW`` names them.
"""

from __future__ import annotations

import base64
import imaplib
import os
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from marsad.collect.address import Address, Network, refused_address, refused_name
from marsad.collect.files import MAX_BYTES, FileError
from marsad.collect.mail import Message, message_of
from marsad.collect.names import Resolver, resolve, system_resolver
from marsad.collect.policy import policy_from

PORTS = {"imaps": 993, "imap": 143}
_SPARE = 1_000_000
"""Bytes that a server may send beside a message."""

_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")


class MailboxError(Exception):
    """The mailbox cannot be read; the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a folder was read: the server's UIDVALIDITY, and the highest UID taken under it."""

    validity: int = 0
    uid: int = 0


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """Where the mailbox is. ``implicit_tls``: from the first byte (993); else STARTTLS, without which nothing is said.

    Times in seconds: ``timeout`` for each answer, ``total`` for one whole visit. ``most``: messages of one visit.
    """

    host: str
    user: str
    password: str
    folder: str = "INBOX"
    port: int = 993
    implicit_tls: bool = True
    mark_seen: bool = False
    allow: tuple[Network, ...] = ()
    ca_file: str | None = None
    timeout: float = 30.0
    total: float = 600.0
    max_bytes: int = MAX_BYTES
    most: int = 500
    resolver: Resolver = system_resolver


@dataclass(frozen=True, slots=True)
class Taken:
    """A message of the mailbox, or why it cannot be taken; ``seen`` is to be remembered once it is safe."""

    seen: Seen
    message: Message | FileError


def is_mailbox(given: str) -> bool:
    """Whether an argument is meant as the address of a mailbox."""
    return given.lower().startswith(tuple(f"{scheme}://" for scheme in PORTS))


def mailbox_from(environ: Mapping[str, str] = os.environ, address: str | None = None) -> MailboxSettings | None:
    """The operator's mailbox: ``MARSAD_IMAP`` (``imaps://user@host/folder``) unless an ``address`` is given,
    ``MARSAD_IMAP_PASSWORD_FILE``, and ``MARSAD_IMAP_SEEN=1`` to mark what was read. Null where none is set; raises
    `MailboxError` for a bad one.
    """
    address = (address or environ.get("MARSAD_IMAP", "")).strip()
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise MailboxError("MARSAD_IMAP: not the address of a mailbox such as imaps://user@host/folder") from error
    if not (parts.hostname and parts.username) or parts.password:
        raise MailboxError("MARSAD_IMAP: a mailbox needs a user and a host, and no password: imaps://user@host/folder")
    try:
        password = Path(environ.get("MARSAD_IMAP_PASSWORD_FILE", "")).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise MailboxError("MARSAD_IMAP_PASSWORD_FILE names no file that can be read") from error
    policy = policy_from(environ)
    return MailboxSettings(
        host=parts.hostname,
        user=unquote(parts.username),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        port=port,
        implicit_tls=parts.scheme == "imaps",
        mark_seen=environ.get("MARSAD_IMAP_SEEN", "") == "1",
        allow=policy.allow,
        ca_file=policy.ca_file,
    )


def unseen(settings: MailboxSettings, seen: Seen | None = None) -> Iterator[Taken]:
    """The messages that came after ``seen``, oldest first; all of them where the folder was numbered anew.

    Raises `MailboxError`. A message is marked, where that is asked for, when the caller comes back for the next one.
    """
    seen = seen or Seen()
    with _session(settings) as server:
        validity = _open_folder(server, settings)
        after = seen.uid if seen.validity == validity else 0
        for uid in _uids_after(server, after)[: settings.most]:
            yield Taken(Seen(validity, uid), _fetch(server, uid, settings))
            if settings.mark_seen:
                server.begin()
                server.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")


class _Server(imaplib.IMAP4):
    """imaplib's client over a checked socket, with a budget for what one command may bring."""

    def __init__(self, settings: MailboxSettings) -> None:
        self.settings = settings
        self.context = ssl.create_default_context(cafile=settings.ca_file)
        self.budget = _SPARE
        self.watched: socket.socket | None = None
        self.alarm: threading.Timer | None = None
        super().__init__(settings.host, settings.port, settings.timeout)

    def begin(self) -> None:
        """A new command: its answer may be as long as a message again."""
        self.budget = self.settings.max_bytes + _SPARE

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002 - imaplib's own signature
        sock = _connect(self.settings)
        self._watch(sock)
        if not self.settings.implicit_tls:
            return sock
        try:
            return self.context.wrap_socket(sock, server_hostname=self.settings.host)
        except BaseException:
            sock.close()
            self._unwatch()
            raise

    def _watch(self, sock: socket.socket) -> None:
        """End the connection when the visit's time is up, whatever it is doing: TLS has no limit of its own."""
        self.watched = sock.dup()
        self.alarm = threading.Timer(self.settings.total, _cut, [self.watched])
        self.alarm.daemon = True
        self.alarm.start()

    def shutdown(self) -> None:
        """Close the connection, whose time no longer matters."""
        self._unwatch()
        super().shutdown()

    def _unwatch(self) -> None:
        if self.alarm:
            self.alarm.cancel()
        if self.watched:
            self.watched.close()

    def read(self, size: int) -> bytes:
        """A literal, unless it is longer than what is left."""
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        """A line of the answer, within the budget."""
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self.budget -= size
        if self.budget < 0:
            raise self.abort("the server sends more than it was asked for")


@contextmanager
def _session(settings: MailboxSettings) -> Iterator[_Server]:
    """A session that is logged in; whatever goes wrong in it is a `MailboxError`."""
    server: _Server | None = None
    try:
        server = _Server(settings)
        if not settings.implicit_tls:
            server.starttls(server.context)
        try:
            server.login(settings.user, settings.password)
        except imaplib.IMAP4.error as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise
            raise MailboxError(f"{settings.host} does not accept user name and password; look at both") from error
        yield server
        server.begin()
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()
    except TimeoutError as error:
        raise MailboxError(f"{settings.host} does not answer") from error
    except ssl.SSLCertVerificationError as error:
        raise MailboxError(f"{settings.host}: the certificate does not hold ({error.verify_message})") from error
    except (OSError, imaplib.IMAP4.error) as error:
        raise MailboxError(f"{settings.host}: {error}") from error
    finally:
        if server:
            with suppress(OSError):
                server.shutdown()


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _connect(settings: MailboxSettings) -> socket.socket:
    """A socket to the first address of the host that answers, all of them being checked. Raises OSError."""
    addresses = resolve(settings.resolver, settings.host, settings.port, settings.timeout)
    for address in addresses:
        if reason := _refused(settings, address):
            raise OSError(f"{address} is {reason}; MARSAD_ALLOW can allow it")
    reasons = []
    for address in addresses:
        try:
            return socket.create_connection((str(address), settings.port), timeout=settings.timeout)
        except OSError as error:
            reasons.append(f"{address} does not answer ({error.strerror or error})")
    raise OSError("; ".join(reasons) or "the name has no address")


def _refused(settings: MailboxSettings, address: Address) -> str | None:
    if any(address in network for network in settings.allow):
        return None
    return refused_address(address) or (None if settings.host == str(address) else refused_name(settings.host))


def _open_folder(server: _Server, settings: MailboxSettings) -> int:
    """Select the folder; its UIDVALIDITY."""
    server.begin()
    status, _ = server.select(_quoted(settings.folder), readonly=not settings.mark_seen)
    if status != "OK":
        raise MailboxError(f"{settings.host}: there is no folder {settings.folder!r}")
    _, values = server.response("UIDVALIDITY")
    value = values[0] if values else None
    return int(value) if isinstance(value, bytes) and value.isdigit() else 0


def _uids_after(server: _Server, uid: int) -> list[int]:
    server.begin()
    _, found = server.uid("SEARCH", f"UID {uid + 1}:*")
    numbers = [int(word) for line in found if isinstance(line, bytes) for word in line.split() if word.isdigit()]
    return sorted(number for number in set(numbers) if number > uid)


def _fetch(server: _Server, uid: int, settings: MailboxSettings) -> Message | FileError:
    server.begin()
    _, answer = server.uid("FETCH", str(uid), "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(_flat(answer)))
    if size and int(size[1]) > settings.max_bytes:
        return FileError(f"message {uid}: over the limit of {settings.max_bytes / 1e6:.0f} MB for one message")
    server.begin()
    _, answer = server.uid("FETCH", str(uid), "(BODY.PEEK[])")
    data = next((part[1] for part in answer or [] if isinstance(part, tuple)), None)
    if not isinstance(data, bytes):
        return FileError(f"message {uid}: the server does not give it")
    try:
        return message_of(data, f"{settings.folder} {uid}")
    except FileError as error:
        return FileError(f"message {uid}: {error}")


def _flat(answer: Any) -> Iterator[bytes]:
    for part in answer or []:
        yield from (one for one in (part if isinstance(part, tuple) else (part,)) if isinstance(one, bytes))


def _quoted(folder: str) -> str:
    """A folder's name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3), between quotation marks."""
    parts = re.split(r"([^\x20-\x7e]+)", folder.replace("&", "&-"))
    for place in range(1, len(parts), 2):
        packed = base64.b64encode(parts[place].encode("utf-16-be")).rstrip(b"=").replace(b"/", b",")
        parts[place] = f"&{packed.decode()}-"
    return '"' + "".join(parts).replace("\\", "\\\\").replace('"', '\\"') + '"'
