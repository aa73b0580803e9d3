"""A mailbox over IMAP: a server on loopback, good and bad."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest
import trustme

from marsad.collect.files import FileError
from marsad.collect.imap import MailboxError, MailboxSettings, Seen, Taken, _quoted, mailbox_from, unseen
from marsad.collect.mail import Message
from tests.collect.imap_server import HOST, PASSWORD, USER, Fault, ImapServer, running

LETTER = b"From: La Bou\xc3\xa9e <lettre@labouee.example>\r\nSubject: Les quais\r\n\r\nLe plan est adopt\xc3\xa9.\r\n"
LOOPBACK = (ip_network("127.0.0.0/8"),)
Settings = Callable[[ImapServer], MailboxSettings]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def settings(authority: trustme.CA, tmp_path: Path) -> Settings:
    pem = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(pem))

    def of(server: ImapServer) -> MailboxSettings:
        return MailboxSettings(
            HOST, USER, PASSWORD, port=server.port, implicit_tls=server.implicit_tls, allow=LOOPBACK, ca_file=str(pem),
            timeout=1.0, total=10.0, resolver=lambda host, port: ["127.0.0.1"],
        )  # fmt: skip

    return of


def texts(taken: list[Taken]) -> list[str]:
    return [one.message.subject if isinstance(one.message, Message) else str(one.message) for one in taken]


@pytest.mark.parametrize("implicit_tls", [True, False])
def test_messages_that_came_after(authority: trustme.CA, settings: Settings, implicit_tls: bool) -> None:
    letters = {uid: LETTER.replace(b"quais", b"quais %d" % uid) for uid in (3, 4, 9)}
    with running(ImapServer(letters, implicit_tls=implicit_tls), authority) as server:
        taken = list(unseen(settings(server)))
        assert texts(taken) == ["Les quais 3", "Les quais 4", "Les quais 9"]
        assert [one.seen for one in taken] == [Seen(7, 3), Seen(7, 4), Seen(7, 9)]
        first = taken[0].message
        assert isinstance(first, Message)
        assert (first.data, first.sender) == (letters[3], "La Bouée <lettre@labouee.example>")
        assert texts(list(unseen(settings(server), Seen(7, 4)))) == ["Les quais 9"]
        assert list(unseen(settings(server), Seen(7, 9))) == []
        assert len(list(unseen(settings(server), Seen(6, 9)))) == 3, "numbered anew"


def test_nothing_is_changed_unless_asked(authority: trustme.CA, settings: Settings) -> None:
    with running(ImapServer({1: LETTER, 2: LETTER}), authority) as server:
        list(unseen(settings(server)))
        assert not server.flagged
        assert any(command.startswith("EXAMINE") for command in server.asked)
        list(unseen(replace(settings(server), mark_seen=True)))
        assert server.flagged == {1, 2}


def test_a_message_that_cannot_be_taken_stops_nothing(authority: trustme.CA, settings: Settings) -> None:
    with running(ImapServer({1: b"nothing", 2: LETTER + b"x" * 3_000, 3: LETTER}), authority) as server:
        taken = list(unseen(replace(settings(server), max_bytes=2_000)))
    assert isinstance(taken[0].message, FileError)
    assert "message 1: not a mail message" in texts(taken)[0]
    assert "message 2: over the limit" in texts(taken)[1]
    assert texts(taken)[2] == "Les quais"


def test_wrong_password_and_folder(authority: trustme.CA, settings: Settings) -> None:
    with running(ImapServer({}), authority) as server:
        with pytest.raises(MailboxError, match="does not accept user name and password"):
            list(unseen(replace(settings(server), password="other")))
        with pytest.raises(MailboxError, match="there is no folder 'Divers'"):
            list(unseen(replace(settings(server), folder="Divers")))
        assert list(unseen(replace(settings(server), folder="Presse"))) == []


def test_certificates_are_checked(authority: trustme.CA, settings: Settings) -> None:
    with (
        running(ImapServer({}), authority, name="other.example") as server,
        pytest.raises(MailboxError, match="certificate does not hold"),
    ):
        list(unseen(settings(server)))
    with (
        running(ImapServer({}), trustme.CA()) as server,
        pytest.raises(MailboxError, match="certificate does not hold"),
    ):
        list(unseen(settings(server)))


def test_without_starttls_nothing_is_said(authority: trustme.CA, settings: Settings) -> None:
    with running(ImapServer({}, implicit_tls=False, starttls=False), authority) as server:
        with pytest.raises(MailboxError, match="TLS not supported"):
            list(unseen(settings(server)))
        assert not any("LOGIN" in command for command in server.asked)


def test_private_addresses_are_refused(authority: trustme.CA, settings: Settings) -> None:
    with running(ImapServer({}), authority) as server:
        given = replace(settings(server), allow=())
        with pytest.raises(MailboxError, match=r"127.0.0.1 is loopback; MARSAD_ALLOW can allow it"):
            list(unseen(given))
        with pytest.raises(MailboxError, match="loopback"):
            list(unseen(replace(given, resolver=lambda host, port: ["8.8.8.8", "127.0.0.1"])))
        assert server.asked == []


def _endless_line(sock: socket.socket, command: str) -> bool:
    if "SEARCH" in command:
        sock.sendall(b"* SEARCH" + b" 1" * 2_000_000)
    return "SEARCH" in command


def _endless_lines(sock: socket.socket, command: str) -> bool:
    while "SEARCH" in command:
        sock.sendall(b"* 1 EXISTS\r\n" * 1_000)
    return False


def _silence(sock: socket.socket, command: str) -> bool:
    return "SEARCH" in command


def _huge_literal(sock: socket.socket, command: str) -> bool:
    if "BODY.PEEK" in command:
        sock.sendall(b"* 1 FETCH (UID 1 BODY[] {4000000000}\r\n")
    return "BODY.PEEK" in command


def _nonsense(sock: socket.socket, command: str) -> bool:
    if "SEARCH" in command:
        sock.sendall(b"\x00\xff nonsense\r\n")
    return "SEARCH" in command


def _slow_drip(sock: socket.socket, command: str) -> bool:
    import time

    while "SEARCH" in command:
        sock.sendall(b"*")
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("fault", [_endless_line, _endless_lines, _silence, _huge_literal, _nonsense, _slow_drip])
def test_hostile_servers(authority: trustme.CA, settings: Settings, fault: Fault) -> None:
    with (
        running(ImapServer({1: LETTER}, fault=fault), authority) as server,
        pytest.raises(MailboxError, match=HOST),
    ):
        list(unseen(replace(settings(server), max_bytes=100_000, total=2.0)))


def test_settings_of_the_operator(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    given = {
        "MARSAD_IMAP": "imaps://presse%40labouee.example@mail.labouee.example/Presse%20r%C3%A9gionale",
        "MARSAD_IMAP_PASSWORD_FILE": str(secret),
    }
    found = mailbox_from(given)
    assert found is not None
    assert (found.user, found.host, found.port) == (USER, HOST, 993)
    assert (found.folder, found.password, found.mark_seen) == ("Presse régionale", PASSWORD, False)
    assert mailbox_from({}) is None
    plain = mailbox_from({**given, "MARSAD_IMAP": "imap://presse@mail.labouee.example", "MARSAD_IMAP_SEEN": "1"})
    assert plain is not None
    assert (plain.port, plain.implicit_tls, plain.folder, plain.mark_seen) == (143, False, "INBOX", True)
    for bad in ("mail.labouee.example", "http://a@b", "imaps://host", "imaps://user:word@host/"):
        with pytest.raises(MailboxError, match="MARSAD_IMAP"):
            mailbox_from({**given, "MARSAD_IMAP": bad})
    with pytest.raises(MailboxError, match="MARSAD_IMAP_PASSWORD_FILE"):
        mailbox_from({"MARSAD_IMAP": given["MARSAD_IMAP"]})


def test_folders_are_written_as_imap_writes_them() -> None:
    assert _quoted('Presse & "Cie"') == '"Presse &- \\"Cie\\""'
    assert _quoted("Régions") == '"R&AOk-gions"'
    assert _quoted("الصحافة") == '"&BicGRAY1Bi0GJwZBBik-"'
