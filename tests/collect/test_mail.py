"""Mail in files: one message, or many in an mbox."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from marsad.collect.files import FileError
from marsad.collect.mail import Message, attachments, message_of, messages_in

LETTER = (
    b"From: =?utf-8?q?La_Bou=C3=A9e?= <lettre@labouee.example>\n"
    b"Subject: =?windows-1256?b?48zh0yDH4cjhz+0=?=\n"
    b"Date: Wed, 12 Mar 2025 18:40:00 +0100\n\nLe plan.\n"
)


def test_one_message(tmp_path: Path) -> None:
    path = tmp_path / "lettre.eml"
    path.write_bytes(LETTER)
    (message,) = messages_in(path)
    assert isinstance(message, Message)
    assert (message.data, message.name) == (LETTER, "lettre")
    assert message.sender == "La Bouée <lettre@labouee.example>"
    assert message.subject == "مجلس البلدي"
    assert message.date is not None
    assert (message.date.isoformat(), message.date.utcoffset()) == ("2025-03-12T18:40:00+01:00", timedelta(hours=1))


def test_mbox(tmp_path: Path) -> None:
    path = tmp_path / "presse.mbox"
    path.write_bytes(
        b"From lettre@labouee.example Wed Mar 12 18:40:00 2025\nSubject: un\n\nOui.\n>From la mer.\nFrom ici.\n\n"
        b"From a Wed Mar 12 18:40:00 2025\nno header here\n\n"
        b"From b Wed Mar 12 18:40:00 2025\nSubject: grand\n\n" + b"x" * 3_000 + b"\n\n"
        b"From c Wed Mar 12 18:40:00 2025\nSubject: trois\n\nFin.\n"
    )
    first, second, third, fourth = messages_in(path, max_bytes=1_000)
    assert isinstance(first, Message)
    assert first.data == b"Subject: un\n\nOui.\nFrom la mer.\nFrom ici.\n"
    assert isinstance(second, FileError)
    assert str(second) == "presse 2: not a mail message: it does not begin with headers such as From: and Subject:"
    assert str(third) == "presse 3: over the limit of 0 MB for one message"
    assert isinstance(fourth, Message)
    assert (fourth.subject, fourth.name) == ("trois", "presse 4")


def test_what_is_no_mailbox(tmp_path: Path) -> None:
    path = tmp_path / "presse.mbox"
    path.write_bytes(b"<html>")
    (error,) = messages_in(path)
    assert str(error) == "not an mbox file: it does not begin with a line 'From …'"
    (error,) = messages_in(tmp_path / "none.eml")
    assert "cannot be opened" in str(error)


def test_attachments() -> None:
    message = EmailMessage()
    message["Subject"] = "Le plan"
    message.set_content("Voir la pièce jointe.")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="octet-stream", filename="plan/été.PDF")
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="logo.gif")
    (found,) = attachments(message.as_bytes())
    assert (found.name, found.media_type, found.data) == ("plan été.PDF", "application/pdf", b"%PDF-1.4")


@pytest.mark.parametrize("date", [b"tomorrow", b"Wed, 99 Mar 2025 18:40:00", b""])
def test_dates_that_are_none(date: bytes) -> None:
    assert message_of(b"Subject: x\nDate: " + date + b"\n\nLe plan.", "x").date is None
