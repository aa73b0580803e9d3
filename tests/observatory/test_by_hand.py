"""``marsad ingest`` of what has no feed: PDF files, mail, clippings; and pages that hold no article."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import trustme

from tests.collect.imap_server import PASSWORD, USER, ImapServer, running
from tests.collect.servers import page, serving
from tests.observatory.command import marsad
from tests.read.pages import PROSE
from tests.read.pdfs import Type, column, pdf

LOOPBACK = {"MARSAD_ALLOW": "127.0.0.0/8"}
BULLETIN = pdf([[Type(60, 760, "Le bulletin des quais", 20), *column(PROSE[0].split(", "))]])


def articles(data: Path) -> dict[str, dict[str, str]]:
    """Day and outlet of the articles, by their titles."""
    with closing(sqlite3.connect(data / "marsad.sqlite3")) as tables:
        rows = tables.execute("SELECT title, published, outlet FROM observatory_article").fetchall()
    return {title: {"published": published, "outlet": outlet} for title, published, outlet in rows}


def letter(subject: str, *, attached: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "La Bouée <lettre@labouee.example>"
    message["Subject"] = subject
    message["Date"] = "Wed, 12 Mar 2025 18:40:00 +0100"
    message["Message-ID"] = f"<{len(subject)}@labouee.example>"
    message.set_content("\n\n".join(PROSE))
    if attached:
        message.add_attachment(BULLETIN, maintype="application", subtype="pdf", filename="bulletin.pdf")
    return message.as_bytes()


def test_files_of_what_has_no_feed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "plan.pdf").write_bytes(pdf([[Type(60, 760, "Le plan des quais", 20), *column(PROSE)]]))
    (folder / "lettre.eml").write_bytes(letter("Une lettre", attached=True))
    (folder / "presse.mbox").write_bytes(
        b"".join(b"From x\n" + letter(subject) + b"\n" for subject in ("Une lettre de plus", "Encore une lettre"))
    )
    table = folder / "revue.csv"
    table.write_text(
        f"Titre;Date;Média;Texte\nUn article;31/12/2025;Le Phare;{PROSE[0]}\nSans rien;;;\n", encoding="cp1252"
    )
    done = marsad("ingest", folder, table, "--data", tmp_path / "o")
    assert "revue.csv" in done.stdout + done.stderr
    assert "line 3: neither a text nor an address" in done.stdout + done.stderr
    found = articles(tmp_path / "o")
    assert found.keys() == {
        "Le plan des quais", "Une lettre", "Le bulletin des quais", "Une lettre de plus", "Encore une lettre",
        "Un article",
    }  # fmt: skip
    assert found["Une lettre"]["published"] == "2025-03-12T18:40+01:00"
    assert found["Un article"]["published"] == "2025-12-31"
    assert found["Un article"]["outlet"] == "Le Phare"
    again = marsad("ingest", folder, table, "--data", tmp_path / "o")
    assert "unchanged  6" in again.stdout


def test_a_mailbox(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    (tmp_path / "secret").write_text(PASSWORD)
    messages = {1: letter("Une lettre", attached=True), 2: letter("Une lettre de plus")}
    with running(ImapServer(messages), authority, name="127.0.0.1") as server:
        address = f"imaps://{USER.replace('@', '%40')}@127.0.0.1:{server.port}/INBOX"
        given = {"MARSAD_CA_FILE": str(tmp_path / "ca.pem"), "MARSAD_IMAP_PASSWORD_FILE": str(tmp_path / "secret")}
        done = marsad("ingest", address, "--data", tmp_path / "o", env={**LOOPBACK, **given})
        assert done.returncode == 0, done.stderr
        (tmp_path / "lettre.eml").write_bytes(messages[1])
        file = marsad("ingest", tmp_path / "lettre.eml", "--data", tmp_path / "o")
        assert "unchanged  2" in file.stdout, "the same message from a file"
        refused = marsad("ingest", address, "--data", tmp_path / "o", env={**given, "COLUMNS": "300"})
    assert articles(tmp_path / "o").keys() == {"Une lettre", "Le bulletin des quais", "Une lettre de plus"}
    assert refused.returncode == 1
    assert "127.0.0.1 is loopback; MARSAD_ALLOW can allow it" in refused.stdout + refused.stderr


def test_a_pdf_from_the_web_and_pages_that_hold_no_article(tmp_path: Path) -> None:
    shell = f"<title>La Bouée</title><div id='root'></div><script>{'x=1;' * 200}</script>".encode()
    pages = {
        "/bulletin": page(BULLETIN, Content_Type="application/pdf"),
        "/shell": page(shell, Content_Type="text/html"),
        "/logo": page(b"RIFF0000WEBPVP8 ", Content_Type="image/webp"),
    }
    with serving(pages) as site:
        urls = [f"{site.url}{path}" for path in pages]
        done = marsad("ingest", *urls, "--data", tmp_path / "o", env={**LOOPBACK, "COLUMNS": "300"})
    assert articles(tmp_path / "o").keys() == {"Le bulletin des quais"}
    said = " ".join((done.stdout + done.stderr).split())
    assert "empty without JavaScript" in said
    assert "this is an image" in said
