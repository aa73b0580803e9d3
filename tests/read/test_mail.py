"""Mail messages → articles."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from marsad.read import ReadError, read
from marsad.read.mail_words import bare_subject, sent_on
from tests.read.pages import PROSE, paragraphs
from tests.read.pdfs import column, pdf

ARABIC = (
    "صادق المجلس البلدي لسيدي العروسي، بعد ثلاث ساعات من النقاش، على مخطط الأرصفة الجديد.",
    "وقالت رئيسة المجلس إن الصيادين سيحتفظون بسوقهم وإن المستودعات القديمة ستهدم قبل الصيف المقبل.",
)


def letter(subject: str = "Le plan des quais adopté", **headers: str) -> EmailMessage:
    """A message with its headers and no text."""
    message = EmailMessage()
    message["From"] = "La Bouée <redaction@labouee.example>"
    message["To"] = "presse@marsad.example"
    message["Subject"] = subject
    message["Date"] = "Wed, 12 Mar 2025 18:40:00 +0100"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_text() -> None:
    message = letter()
    message.set_content(
        "\n\n".join(PROSE) + "\n\nPour vous désabonner : https://labouee.example/stop\n\n-- \nLa Bouée\n"
    )
    article = read(message.as_bytes(), media_type="message/rfc822")
    assert article.title == "Le plan des quais adopté"
    assert (article.published, article.published_evidence) == ("2025-03-12T18:40+01:00", "mail header Date")
    assert (article.outlet, article.authors, article.lang) == ("La Bouée", (), "fr")
    assert article.body == "\n\n".join(PROSE)
    assert [one.reason for one in article.dropped] == ["mail_apparatus"]


def test_lines_that_a_mail_program_broke_are_joined() -> None:
    message = letter()
    message.set_content(
        "Le conseil communal a adopté mercredi le plan des quais, après\ntrois heures de débats et plusieurs "
        "suspensions de séance.\n\nLes pêcheurs gardent leur criée.\n"
    )
    assert [block.text for block in read(message.as_bytes(), media_type="message/rfc822").blocks] == [
        "Le conseil communal a adopté mercredi le plan des quais, après trois heures de débats et plusieurs "
        "suspensions de séance.",
        "Les pêcheurs gardent leur criée.",
    ]


def test_newsletter_in_html() -> None:
    message = letter(List_Id='"Lettre de la Bouée" <lettre.labouee.example>')
    message.set_content("Votre lecteur ne montre pas le HTML.")
    message.add_alternative(
        "<html><body><table><tr><td><a href='https://labouee.example/l/1'>Voir dans le navigateur</a></td></tr>"
        f"<tr><td><h1>Le plan des quais adopté</h1>{paragraphs()}</td></tr>"
        "<tr><td><a href='https://labouee.example/a/2'>Les hangars seront démolis avant l'été</a></td></tr>"
        "<tr><td>Vous recevez cet e-mail parce que vous êtes abonné. <a href='https://labouee.example/x'>Se désabonner"
        "</a></td></tr></table></body></html>",
        subtype="html",
    )
    article = read(message.as_bytes(), media_type="message/rfc822")
    assert article.title == "Le plan des quais adopté"
    assert article.outlet == "Lettre de la Bouée"
    assert article.body == "\n\n".join(PROSE)
    assert [(one.title, one.url) for one in article.teasers] == [
        ("Les hangars seront démolis avant l'été", "https://labouee.example/a/2")
    ]
    assert {one.text for one in article.dropped} >= {
        "Voir dans le navigateur",
        "Vous recevez cet e-mail parce que vous êtes abonné. Se désabonner",
    }


def test_windows_1256_in_base64_with_an_encoded_subject() -> None:
    message = letter("المجلس البلدي يصادق على مخطط الأرصفة")
    message.set_content("\n\n".join(ARABIC), charset="windows-1256", cte="base64")
    article = read(message.as_bytes(), media_type="message/rfc822")
    assert article.title == "المجلس البلدي يصادق على مخطط الأرصفة"
    assert article.body == "\n\n".join(ARABIC)
    assert article.lang == "ar"


def test_a_charset_that_lies_and_headers_as_raw_bytes() -> None:
    body = "\n\n".join(ARABIC).encode("windows-1256")
    head = (
        "From: bouee@labouee.example\r\nSubject: Séance\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    article = read(head.encode() + body, media_type="message/rfc822")
    assert (article.title, article.outlet) == ("Séance", "labouee.example")
    assert article.body == "\n\n".join(ARABIC)
    assert (article.published, article.published_evidence) == (None, "no date in the mail's headers")


def test_attached_message_is_what_is_read() -> None:
    inner = letter("Les hangars seront démolis")
    inner.set_content("\n\n".join(PROSE))
    outer = letter("Fwd: Les hangars")
    outer.replace_header("From", "Salma Tazi <salma@courriel.example>")
    outer.set_content("À lire !")
    outer.add_attachment(inner)
    article = read(outer.as_bytes(), media_type="message/rfc822")
    assert (article.title, article.outlet, article.body) == (
        "Les hangars seront démolis", "La Bouée", "\n\n".join(PROSE),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "labels"),
    [
        ("---------- Forwarded message ---------", ("From", "Date", "Subject", "To")),
        ("-------- Message transféré --------", ("De", "Date", "Sujet", "Pour")),
        ("---------- رسالة معاد توجيهها ---------", ("من", "التاريخ", "الموضوع", "إلى")),
        ("---------- Mensaje reenviado ---------", ("De", "Fecha", "Asunto", "Para")),
    ],
)
@pytest.mark.parametrize("html", [False, True])
def test_message_sent_on_in_the_text(mark: str, labels: tuple[str, ...], html: bool) -> None:
    values = ("La Bouée <lettre@labouee.example>", "2025-03-10", "Le plan des quais", "Salma")
    head = [mark, *(f"{label}: {value}" for label, value in zip(labels, values, strict=True))]
    outer = letter("Fwd: Le plan des quais")
    outer.replace_header("From", "Salma Tazi <salma@courriel.example>")
    if html:
        shown = "<br>".join(line.replace("<", "&lt;") for line in head)
        outer.set_content(f"<p>Bonjour à toutes et à tous.</p><div>{shown}</div>{paragraphs()}", subtype="html")
    else:
        outer.set_content("Bonjour.\n\n" + "\n".join(head) + "\n\n" + "\n\n".join(PROSE))
    article = read(outer.as_bytes(), media_type="message/rfc822")
    assert (article.title, article.outlet) == ("Le plan des quais", "La Bouée")
    assert (article.published, article.published_evidence) == ("2025-03-10", "date of the message sent on")
    assert article.body == "\n\n".join(PROSE)


def test_only_an_attachment() -> None:
    message = letter()
    message.set_content("\n")
    message.add_attachment(pdf([column(["Le plan."])]), maintype="application", subtype="pdf", filename="plan.pdf")
    with pytest.raises(ReadError, match=r"holds no text; its text may be in what is attached \(plan.pdf\)"):
        read(message.as_bytes(), media_type="message/rfc822")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<p>no mail</p>", "not a mail message"),
        (b"Subject: x\n" + b"X-A: y\n" * 40_000 + b"\nbody", "headers over the limit"),
        (b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 300,
         "parts is over the limit"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(30)), "deep"),
    ],
)  # fmt: skip
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(data, media_type="message/rfc822")


def test_subjects() -> None:
    assert bare_subject("TR: Fwd: Le plan : les quais") == ("Le plan : les quais", True)
    assert bare_subject("Re: Le plan") == ("Le plan", False)
    assert bare_subject("Pêche : la criée reste") == ("Pêche : la criée reste", False)


def test_a_mark_without_headers_is_text() -> None:
    assert sent_on(["Forwarded message", "is what mail programs write."]) is None


def test_a_sender_that_nests_comments() -> None:
    data = b"From: " + b"(" * 3_000 + b"\nSubject: Le plan\n\nLe plan des quais est adopt\xc3\xa9.\n"
    article = read(data, media_type="message/rfc822")
    assert (article.title, article.outlet) == ("Le plan", None)
