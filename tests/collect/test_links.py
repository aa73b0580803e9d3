"""Section pages of invented papers in four languages: what is an article there, and what leads to older ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.collect.links import MAX_LINKS, archive_links, article_links

MENU = """<header><a href="/">{home}</a><nav><ul>
<li><a href="{a}">{A}</a></li><li><a href="{b}">{B}</a></li><li><a href="/login">Login</a></li></ul></nav></header>"""
FOOTER = """<footer><a href="/contact">Contact</a> <a href="/a-propos">A</a>
<a href="https://social.example.net/paper">@paper</a> <a href="/feed">RSS</a></footer>"""


def page(cards: str, *, lang: str = "fr") -> str:
    """A section page with the cards in its middle."""
    menu = MENU.format(home="Le Phare", a="/economie", A="Économie", b="/politique-internationale", B="Politique")
    return f"<!doctype html><html lang={lang}><body>{menu}<main><h1>À la une</h1>{cards}</main>{FOOTER}</body></html>"


FRENCH = page(
    """
<article><a href="/2026/11/12/le-port-de-sidi-amar-rouvre-apres-la-tempete"><img src=1.jpg alt=""></a>
  <h2><a href="/2026/11/12/le-port-de-sidi-amar-rouvre-apres-la-tempete?utm_source=une">Le port rouvre</a></h2>
  <a href="/auteur/nadia-mansouri-et-les-autres">Nadia Mansouri</a> <a href="/tag/tempete-sur-le-littoral">Tempête</a>
  <a href="/2026/11/12/le-port-de-sidi-amar-rouvre-apres-la-tempete#comments">12 commentaires</a></article>
<article><h2><a href="/2026/11/11/la-saison-des-olives-commence-tard">La saison des olives commence tard</a></h2>
  <a href="/2026/11/11/la-saison-des-olives-commence-tard">Lire la suite</a></article>
<article><h2><a href="/2026/11/10/un-nouveau-pont-sur-l-oued">Un nouveau pont sur l’oued avant l’été</a></h2>
  <a href="/2026/11/10/un-nouveau-pont-sur-l-oued">Lire la suite</a></article>
<article><h2><a href="/2026/11/09/les-pecheurs-veulent-un-marche-couvert">Les pêcheurs veulent un marché</a></h2>
  <a href="/2026/11/09/les-pecheurs-veulent-un-marche-couvert">Lire la suite</a></article>
<a href="/page/2">2</a> <a href="/page/3">3</a> <a rel=next href="/page/2">Suivant</a>"""
)


def test_cards_of_a_french_section() -> None:
    links = article_links(FRENCH, "https://www.phare.example.org/")
    assert [link.url.rsplit("/", 1)[1] for link in links] == [
        "le-port-de-sidi-amar-rouvre-apres-la-tempete",
        "la-saison-des-olives-commence-tard",
        "un-nouveau-pont-sur-l-oued",
        "les-pecheurs-veulent-un-marche-couvert",
    ]
    assert [link.title for link in links][:2] == ["Le port rouvre", "La saison des olives commence tard"]
    assert all("utm" not in link.url and "#" not in link.url for link in links)


def test_arabic_headlines_in_addresses() -> None:
    names = [
        "ميناء-سيدي-عمار-يفتح-من-جديد",
        "موسم-الزيتون-يتأخر-هذا-العام",
        "جسر-جديد-على-الوادي-قبل-الصيف",
        "الصيادون-يطالبون-بسوق-مغطاة",
    ]
    cards = "".join(f'<div><h3><a href="/{name}/">{name.replace("-", " ")}</a></h3></div>' for name in names)
    cards += '<a href="/تصنيف/اقتصاد-وأعمال-ومال/">اقتصاد</a><a href="/كاتب/نادية-المنصوري-كاتبة/">نادية</a>'
    links = article_links(page(cards, lang="ar"), "https://manara.example.org/")
    assert [link.title for link in links] == [name.replace("-", " ") for name in names]
    assert all("%D" in link.url for link in links)


@pytest.mark.parametrize("address", ["/?p={}", "/node/{}", "/news.php?NewsID={}", "/noticias/{}.html", "/a/{}"])
def test_addresses_that_are_only_numbers(address: str) -> None:
    titles = [
        "El puerto reabre tras la tormenta del lunes",
        "La campaña de la aceituna empieza tarde",
        "Un puente nuevo sobre el río antes del verano",
        "Los pescadores piden un mercado cubierto",
    ]
    cards = "".join(
        f'<li><a href="{address.format(4812 + number)}">{title}</a>'
        f' <a href="{address.format(4812 + number)}">Leer más</a></li>'
        for number, title in enumerate(titles)
    )
    links = article_links(page(f"<ul>{cards}</ul>", lang="es"), "https://faro.example.org/")
    assert [link.title for link in links] == titles


def test_the_card_gives_a_bare_picture_its_title() -> None:
    cards = "".join(
        f'<div class=card><a href="/world/2026/story-{number}-{number}1234"><img src=x></a>'
        f"<h3>Story number {number} of the day</h3></div>"
        for number in range(3, 7)
    )
    links = article_links(page(cards, lang="en"), "https://beacon.example.org/world/")
    assert [link.title for link in links] == [f"Story number {number} of the day" for number in range(3, 7)]


def test_other_sites_files_and_the_page_itself_are_left_out() -> None:
    cards = """<h2><a href="https://other.example.net/2026/11/a-story-about-the-harbour">A long story about it</a></h2>
    <h2><a href="/2026/11/12/a-long-report-about-the-harbour.pdf">A long report about the harbour</a></h2>
    <h2><a href="#top">A link to the top of this page</a></h2><h2><a href="/">A link to the home page here</a></h2>
    <h2><a href="javascript:void(0)">A button that opens the whole menu</a></h2>"""
    assert article_links(page(cards, lang="en"), "https://beacon.example.org/") == ()


def test_an_article_page_without_a_base_and_one_with_a_bad_one() -> None:
    base = FRENCH.replace("<body>", '<head><base href="https://www.phare.example.org/"></head><body>')
    assert article_links(base, "https://www.phare.example.org/x/y") == article_links(
        FRENCH, "https://www.phare.example.org/"
    )
    bad = FRENCH.replace("<body>", '<head><base href="http://["></head><body>')
    assert len(article_links(bad, "https://www.phare.example.org/")) == 4


def test_older_pages() -> None:
    url = "https://www.phare.example.org/"
    assert archive_links(FRENCH, url) == (url + "page/2", url + "page/3")
    said = """<link rel=next href="/archive?page=2"><a href="/ar?p=9">الصفحة التالية »</a>
    <a href="/x/suivant">Suivant</a>
    <a href="/y">Siguiente ›</a><a href="/z">Older posts</a><a href="/w">Read this</a><a href="?page=7">7</a>"""
    assert archive_links(said, url) == tuple(
        url + path for path in ("archive?page=2", "ar?p=9", "x/suivant", "y", "z", "?page=7")
    )


@pytest.mark.parametrize("html", [b"", b"\0\xff", "<a href>", "<a href='//'>x</a>", "<a href='http://[/'>x</a>" * 3])
def test_pages_without_links(html: bytes | str) -> None:
    assert article_links(html, "https://example.org/") == ()
    assert archive_links(html, "https://example.org/") == ()
    assert article_links(html, "nowhere") == ()


def test_pages_without_end_are_bounded() -> None:
    html = "".join(
        f'<h2><a href="/2026/story-of-the-day-number-{n}">Story of the day {n}</a></h2>' for n in range(9000)
    )
    assert 0 < len(article_links(html, "https://example.org/")) <= MAX_LINKS


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=12))
def test_whatever_the_links_say(links: list[tuple[str, str]]) -> None:
    html = "".join(f'<p><a href="{href}">{text}</a>' for href, text in links)
    found = article_links(html, "https://example.org/")
    assert len({link.url for link in found}) == len(found)
    archive_links(html, "https://example.org/")
