"""Pages whose article is not there: shells of script, checks for robots, consent walls, pages that are missing."""

from __future__ import annotations

import gzip
import json

import pytest

from marsad.read import ReadError, read
from marsad.read.errors import NeedsScript, NoArticle
from tests.paths import shared
from tests.read.pages import PROSE, page, paragraphs

SCRIPT = "<script>" + "window.__state={};" * 60 + "</script>"


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='root'></div>{SCRIPT}",
        f"<div id='app'></div><noscript>Pour lire ce site, activez JavaScript.</noscript>{SCRIPT}",
        f"<div id='__next'><div></div></div>{SCRIPT}",
        f"<app-root></app-root>{SCRIPT}",
        f"<noscript>يرجى تفعيل جافا سكريبت لعرض هذه الصفحة</noscript>{SCRIPT}",
        f"<p>Debe activar JavaScript para ver esta página.</p>{SCRIPT}",
        f"<div class='spinner'></div><noscript>You need to enable JavaScript to run this app.</noscript>{SCRIPT}",
    ],
)
@pytest.mark.parametrize("title", ["La Bouée", "Le plan des quais adopté à Sidi Laroussi"])
def test_shells_need_script(body: str, title: str) -> None:
    head = f"<title>{title}</title><meta property='og:title' content='{title}'>"
    with pytest.raises(NeedsScript, match="empty without JavaScript; open it in a browser"):
        read(page(body, head))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Just a moment...", "Checking your browser before accessing labouee.example."),
        ("Un instant…", "Vérifiez que vous êtes humain. Cette action peut prendre quelques secondes."),
        ("لحظة من فضلك", "جارٍ التحقق من متصفحك قبل الدخول إلى الموقع."),
        ("Un momento…", "Verifique que es humano. Esto puede tardar unos segundos."),
    ],
)
def test_checks_for_robots(title: str, words: str) -> None:
    with pytest.raises(NoArticle, match="check for robots"):
        read(page(f"<h1>labouee.example</h1><p>{words}</p>{SCRIPT}", f"<title>{title}</title>"))


@pytest.mark.parametrize(
    "words",
    [
        "Nous et nos partenaires utilisons des cookies. Accepter et continuer.",
        "نستخدم ملفات تعريف الارتباط. الموافقة على الكل.",
        "Nosotros y nuestros socios usamos cookies. Aceptar todo.",
        "We and our partners use cookies. Accept all.",
    ],
)
def test_consent_walls(words: str) -> None:
    with pytest.raises(NoArticle, match="request for consent"):
        read(page(f"<div>{words}</div><button>OK</button>{SCRIPT}", "<title>La Bouée</title>"))


@pytest.mark.parametrize(
    "words", ["Page introuvable", "الصفحة غير موجودة", "Página no encontrada", "404 – Page not found"]
)
def test_missing_pages_that_answer_200(words: str) -> None:
    body = f"<h1>{words}</h1><p><a href='/'>Accueil</a></p>"
    with pytest.raises(NoArticle, match=f"does not exist: “{words}”"):
        read(page(body, "<title>La Bouée</title>"))


def test_an_article_about_a_missing_page_is_one() -> None:
    title = "Page introuvable : le registre des quais a disparu"
    assert read(page(f"<article><h1>{title}</h1>{paragraphs()}</article>{SCRIPT}")).title == title


def test_a_short_article_is_one() -> None:
    body = "<article><h1>Le plan adopté</h1><p>Le conseil a voté le plan des quais mercredi soir.</p></article>"
    article = read(page(f"<div id='root'><div id='content'>{body}</div></div>{SCRIPT}"))
    assert article.body == "Le conseil a voté le plan des quais mercredi soir."


def test_an_article_that_stands_in_the_pages_data() -> None:
    said = {"@type": "NewsArticle", "headline": "Le plan adopté", "articleBody": "\n\n".join(PROSE)}
    head = f'<title>Le plan adopté</title><script type="application/ld+json">{json.dumps(said)}</script>'
    article = read(page(f"<div id='root'></div>{SCRIPT}", head))
    assert article.title == "Le plan adopté"
    assert article.body == "\n\n".join(PROSE)


def test_an_article_in_the_data_of_a_framework() -> None:
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    state = {"props": {"pageProps": {"post": {"articleBody": body}}}}
    data = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    article = read(page(f"<div id='__next'></div>{data}", "<title>Le plan adopté</title>"))
    assert article.body == "\n\n".join(PROSE)


@pytest.mark.parametrize(
    ("data", "media_type", "words"),
    [
        (b"RIFF1234WEBPVP8 ", "image/webp", r"this is an image \(image/webp\), not a page"),
        (b'{"a": 1}', "application/json; charset=utf-8", "this is JSON data"),
        (b"\xd0\xcf\x11\xe0 words", "application/msword", "this is a Word file .* save it as PDF"),
    ],
)
def test_what_is_no_page_is_named(data: bytes, media_type: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read(data, media_type=media_type)


def test_html_that_its_server_calls_an_image() -> None:
    markup = page(f"<article><h1>Le plan</h1>{paragraphs()}</article>")
    assert read(markup.encode() if isinstance(markup, str) else markup, media_type="image/png").body


EMPTY = {
    # What these pages show is made by scripts: no line of text is on them.
    "camping.info-ligurien.html",
    "1566929327.html",
    "juliasleseblog.blogspot.com.irland.html",
}


@pytest.mark.slow
@pytest.mark.shared
def test_no_page_of_the_bench_is_taken_for_a_shell() -> None:
    refused = set()
    for path in shared("bench", "pages").glob("*/pages/*.gz"):
        try:
            read(gzip.decompress(path.read_bytes()))
        except NoArticle:
            refused.add(path.name.removesuffix(".html.gz"))
        except ReadError:
            continue
    assert refused == EMPTY
