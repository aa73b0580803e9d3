"""The mailbox beside the sites: each message once, remembered with the pages, and told once when it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path

import pytest
import trustme

from marsad.collect.imap import MailboxSettings
from marsad.observatory.models import Capture, Notice, Setting
from marsad.observatory.watch import mailbox as watched_mailbox
from tests.collect.imap_server import HOST, PASSWORD, USER, ImapServer, running
from tests.observatory.press import Press, Watched

pytestmark = pytest.mark.django_db


def letter(number: int, size: int = 0) -> bytes:
    head = f"From: La Bouée <lettre@labouee.example>\r\nMessage-ID: <{number}@labouee.example>\r\n"
    return f"{head}Subject: Lettre {number}\r\n\r\nLe plan {number} est voté.\r\n".encode() + b"x " * (size // 2)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[ImapServer, dict[str, MailboxSettings]]]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with running(ImapServer({3: letter(3), 4: letter(4)}), authority) as mail:
        settings = MailboxSettings(
            HOST, USER, PASSWORD, port=mail.port, allow=(ip_network("127.0.0.0/8"),), ca_file=str(tmp_path / "ca.pem"),
            timeout=1.0, total=10.0, resolver=lambda host, port: ["127.0.0.1"],
        )  # fmt: skip
        yield mail, {"mailbox": settings}


def visits(mail: ImapServer) -> int:
    return sum(command.startswith("LOGIN") for command in mail.asked)


def test_messages_come_once_also_after_a_restart(
    press: Press, watched: Watched, server: tuple[ImapServer, dict[str, MailboxSettings]]
) -> None:
    mail, unlike = server
    watched.go_on(unlike=unlike, minutes=2)
    assert sorted(Capture.objects.values_list("name", flat=True)) == [
        "Lettre 3 <3@labouee.example>", "Lettre 4 <4@labouee.example>",
    ]  # fmt: skip
    assert Setting.objects.get(key="mailbox").value["uid"] == 4
    mail.messages[9] = letter(9)
    before = visits(mail)
    watched.go_on(unlike=unlike, minutes=30)
    assert Capture.objects.count() == 3
    assert 5 <= visits(mail) - before <= 14
    fetched = [command for command in mail.asked if "BODY.PEEK" in command]
    assert len(fetched) == 3
    mail.validity = 8
    watched.go_on(unlike=unlike, minutes=6)
    assert Capture.objects.count() == 3, "numbered anew: asked for again, and known"
    assert Setting.objects.get(key="mailbox").value["validity"] == 8


def test_what_is_remembered_is_written_with_the_pages(
    press: Press,
    watched: Watched,
    server: tuple[ImapServer, dict[str, MailboxSettings]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        pass

    def die(_: object) -> None:
        raise Killed

    monkeypatch.setattr("marsad.observatory.intake.boundary", lambda name: name == "capture-journalled" and die(name))
    with pytest.raises(Killed):
        watched.go_on(unlike=server[1], minutes=2)
    assert (Capture.objects.count(), Setting.objects.filter(key="mailbox").count()) == (0, 0)
    monkeypatch.undo()
    watched.go_on(unlike=server[1], minutes=2)
    assert Capture.objects.count() == 2
    assert Setting.objects.get(key="mailbox").value["uid"] == 4


def test_many_large_messages_come_in_parts(
    press: Press,
    watched: Watched,
    server: tuple[ImapServer, dict[str, MailboxSettings]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mail, unlike = server
    monkeypatch.setattr(watched_mailbox, "_MOST_BYTES", 5_000)
    mail.messages.update({number: letter(number, 3_000) for number in range(10, 20)})
    watched.go_on(unlike=unlike, minutes=2)
    assert Capture.objects.count() == 12
    assert visits(mail) > 3


def test_a_mailbox_that_cannot_be_read_is_told_once(
    press: Press, watched: Watched, server: tuple[ImapServer, dict[str, MailboxSettings]]
) -> None:
    mail, unlike = server
    mail.fault = lambda sock, command: bool(command.startswith("LOGIN") and not sock.sendall(b"* BYE full\r\n"))
    press.feed("jour.example/rss", press.article("jour.example/2026/un"))
    watched.follow("jour.example/rss")
    watched.go_on(unlike=unlike, hours=2)
    assert 4 <= visits(mail) <= 6, "ever more seldom"
    assert [notice.kind for notice in Notice.objects.filter(source=None, done_at=None)] == ["mailbox"]
    assert len([line for line in watched.lines if "mailbox" in line]) == 1
    assert Capture.objects.count() == 1, "the sites are collected all the same"
    mail.fault = None
    watched.go_on(unlike=unlike, hours=4)
    assert Capture.objects.count() == 3
    assert not Notice.objects.filter(done_at=None).exists()
