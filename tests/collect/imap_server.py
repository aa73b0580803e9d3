"""A mail server on loopback: as much of IMAP4rev1 as reading a folder takes, over TLS, and the faults of bad ones."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import trustme

HOST = "mail.labouee.example"
USER, PASSWORD = "presse@labouee.example", 'fil "et" aiguille'

Fault = Callable[[socket.socket, str], bool]
"""Called with the socket and each command line; true when it has answered itself."""


@dataclass
class ImapServer:
    """Messages by UID, and what was asked: every command after its tag."""

    messages: dict[int, bytes]
    validity: int = 7
    implicit_tls: bool = True
    starttls: bool = True
    fault: Fault | None = None
    port: int = 0
    asked: list[str] = field(default_factory=list)
    flagged: set[int] = field(default_factory=set)

    def serve(self, sock: socket.socket, context: ssl.SSLContext) -> None:
        """One session."""
        if self.implicit_tls:
            sock = context.wrap_socket(sock, server_side=True)
        lines = sock.makefile("rb")
        sock.sendall(b"* OK ready\r\n")
        while line := lines.readline(65_536):
            tag, _, command = line.decode().strip().partition(" ")
            self.asked.append(command)
            if self.fault and self.fault(sock, command):
                continue
            if command.upper() == "STARTTLS":
                sock.sendall(f"{tag} OK go\r\n".encode())
                sock = context.wrap_socket(sock, server_side=True)
                lines = sock.makefile("rb")
                continue
            sock.sendall(self.answer(tag, command))
            if command.upper() == "LOGOUT":
                return

    def answer(self, tag: str, command: str) -> bytes:
        """What a good server says."""
        name, _, rest = command.partition(" ")
        name = name.upper()
        if name == "CAPABILITY":
            offer = " STARTTLS" if self.starttls and not self.implicit_tls else ""
            return f"* CAPABILITY IMAP4rev1{offer}\r\n{tag} OK done\r\n".encode()
        if name == "LOGIN":
            quoted = PASSWORD.replace('"', '\\"')
            good = rest in (f'{USER} "{quoted}"', f'"{USER}" "{quoted}"')
            return f"{tag} {'OK done' if good else 'NO wrong'}\r\n".encode()
        if name in ("SELECT", "EXAMINE"):
            if "INBOX" not in rest and "Presse" not in rest:
                return f"{tag} NO no such folder\r\n".encode()
            return (
                f"* {len(self.messages)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] valid\r\n{tag} OK done\r\n"
            ).encode()
        if name == "UID":
            return self._uid(tag, rest)
        return (b"* BYE\r\n" if name == "LOGOUT" else b"") + f"{tag} OK done\r\n".encode()

    def _uid(self, tag: str, rest: str) -> bytes:
        done = f"{tag} OK done\r\n".encode()
        if found := re.match(r"SEARCH UID (\d+):\*", rest):
            uids = [uid for uid in self.messages if uid >= int(found[1])] or sorted(self.messages)[-1:]
            return f"* SEARCH {' '.join(map(str, uids))}\r\n".encode() + done
        if found := re.match(r"STORE (\d+) \+FLAGS", rest):
            self.flagged.add(int(found[1]))
            return done
        found = re.match(r"FETCH (\d+) \((.*)\)", rest)
        assert found, rest
        data = self.messages[int(found[1])]
        if found[2] == "RFC822.SIZE":
            return f"* 1 FETCH (UID {found[1]} RFC822.SIZE {len(data)})\r\n".encode() + done
        return f"* 1 FETCH (UID {found[1]} BODY[] {{{len(data)}}}\r\n".encode() + data + b")\r\n" + done


@contextmanager
def running(server: ImapServer, authority: trustme.CA, name: str = HOST) -> Iterator[ImapServer]:
    """The server at work on a port of 127.0.0.1, with a certificate for ``name``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    listening = socket.create_server(("127.0.0.1", 0))
    server.port = listening.getsockname()[1]
    open_sockets: list[socket.socket] = []

    def session(sock: socket.socket) -> None:
        with suppress(OSError):
            server.serve(sock, context)
        with suppress(OSError):
            sock.close()

    def accept() -> None:
        with suppress(OSError):
            while True:
                sock, _ = listening.accept()
                open_sockets.append(sock)
                threading.Thread(target=session, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield server
    finally:
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for sock in open_sockets:
            with suppress(OSError):
                sock.close()
