"""What stands beside an article, one mechanism a test."""

from __future__ import annotations

import pytest

from marsad.read.beside import Beside, sort_out
from marsad.read.page import Page, parse
from tests.read.pages import PROSE, page, paragraphs

TITLE = "Le plan des quais adopté à Sidi Laroussi"


def _read(markup: str, url: str | None = None) -> tuple[Page, Beside]:
    """Sort a page whose body model took every line after the headline for text, menus aside."""
    parsed = parse(page(markup), url)
    at = next((line.number for line in parsed.lines if line.tag == "h1"), None)
    body = frozenset(line.number for line in parsed.lines if at is None or line.number > at)
    taken = frozenset() if at is None else frozenset({at})
    return parsed, sort_out(parsed, body, title=TITLE, at=at, taken=taken)


def _inside(line: str) -> tuple[list[str], Beside]:
    """The reasons for which ``line``, between two paragraphs, is dropped."""
    _, found = _read(f"<h1>{TITLE}</h1><article>{paragraphs(line)}</article>")
    return list(found.drop.values()), found


@pytest.mark.parametrize(
    "line",
    [
        "<p>Lire aussi : <a href='/1'>Le marché aux poissons déménage</a></p>",
        "<p><a href='/1'>Lire aussi : Le marché aux poissons déménage</a></p>",
        "<p>Lea también: <a href='/1'>El mercado cambia de sitio en otoño</a></p>",
        "<p>LEE MÁS | <a href='/1'>El mercado cambia de sitio en otoño</a></p>",
        "<p>VEA TAMBIÉN <a href='/1'>El mercado cambia de sitio en otoño</a></p>",
        "<p><b>اقرأ أيضا:</b> <a href='/1'>سوق السمك ينتقل إلى المرسى الجديد</a></p>",
        "<p>Read also: <a href='/1'>The fish market is moving this autumn</a></p>",
        "<p>&gt;&gt; MORE: <a href='/1'>The fish market is moving this autumn</a></p>",
        "<p>WATCH | <a href='/1'>The fish market is moving this autumn</a></p>",
        "<p>MORE : <a href='/1'>The fish market is moving this autumn</a></p>",
        "<p>Les også: <a href='/1'>Fiskemarkedet flytter til høsten</a></p>",
        "<p>Lesen Sie auch: <a href='/1'>Der Fischmarkt zieht im Herbst um</a></p>",
    ],
)
def test_read_also_is_dropped_and_kept_as_teaser(line: str) -> None:
    reasons, found = _inside(line)
    assert reasons == ["read_also"]
    assert [teaser.url for teaser in found.teasers] == ["/1"]
    assert not any(cue in found.teasers[0].title.lower() for cue in ("lire aussi", "lea", "more", ":"))


def test_read_also_without_link_needs_a_colon() -> None:
    reasons, found = _inside("<p>Lire aussi : Le marché aux poissons déménage</p>")
    assert reasons == ["read_also"]
    assert [teaser.title for teaser in found.teasers] == ["Le marché aux poissons déménage"]
    assert _inside("<p>Lire aussi les registres du port prend du temps.</p>")[0] == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>A lire les registres, personne n'avait prévu <a href='/x'>la crue</a> de cet hiver sur les quais.</p>",
        "<p>Además, la alcaldesa prometió <a href='/x'>otro muelle</a> para los pescadores de la villa.</p>",
        "<p>Foto a foto, el archivo del puerto cuenta un siglo de barcos y de tormentas.</p>",
        "<p>More fish, fewer boats.</p>",
        "<p>Share of catch fell by a third.</p>",
        "<p>صورة الميناء القديم لم تتغير منذ أن غادره آخر الصيادين في ذلك الشتاء الطويل.</p>",
        "<p>Le fonds s'élève à 12 millions (© des chiffres : la commune, qui les a publiés mardi).</p>",
        "<h3>Suivez les quais, disaient-ils, et vous trouverez un jour la mer et tous ses anciens marins</h3>",
    ],
)
def test_prose_that_begins_like_a_cue_stays(line: str) -> None:
    assert _inside(line)[0] == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<div>Publicité</div>", "advertising"),
        ("<div>La suite après cette publicité</div>", "advertising"),
        ("<div>PUBLICIDAD</div>", "advertising"),
        ("<div>Advertisement 2</div>", "advertising"),
        ("<div>Article content</div>", "advertising"),
        ("<div>إعلان</div>", "advertising"),
        ("<figure><figcaption>La criée, mardi soir.</figcaption></figure>", "caption"),
        ("<p class='wp-caption-text'>La criée, mardi soir.</p>", "caption"),
        ("<img src='a.jpg' alt='La criée de Sidi Laroussi'><p>La criée de Sidi Laroussi</p>", "caption"),
        ("<p>Photo : N. Oulmès / La Bouée</p>", "credit"),
        ("<p>(Foto: Rocío Vallmar)</p>", "credit"),
        ("<p>© La Bouée / N. Oulmès</p>", "credit"),
        ("<p>تصوير: سعاد المرجاني</p>", "credit"),
        ("<p>Photo by Nadir Oulmes</p>", "credit"),
        ("<p>Toute reproduction est réservée.</p>", "terms"),
        ("<p>Externen Inhalt anzeigen</p>", "terms"),
        ("<p>An dieser Stelle finden Sie einen Film vom Hafen, der den Artikel ergänzt.</p>", "terms"),
        ("<p>جميع الحقوق محفوظة</p>", "terms"),
        ("<p>Suivez La Bouée sur les réseaux pour ne rien manquer.</p>", "follow"),
        ("<p>Suscríbase a nuestro boletín de la mañana.</p>", "follow"),
        ("<p>تابعونا على قناتنا</p>", "follow"),
        ("<div>Partager</div>", "share"),
        ("<div>Listen to this article</div>", "share"),
        ("<p>Mots-clés : port, pêche</p>", "tags"),
        ("<p>وسوم: الميناء، الصيد</p>", "tags"),
        ("<p>Cet article est réservé aux abonnés.</p>", "paywall"),
        ("<p>Solo para suscriptores</p>", "paywall"),
        ("<div class='newsletter-box'><p>Toute la côte, chaque matin, avant le café.</p></div>", "newsletter"),
        ("<div class='membership'><p>Le prix d'un café par mois garde nos marins en mer.</p></div>", "membership"),
        ("<div class='author-bio'><p>Lila Castor écrit sur les ports.</p></div>", "author_box"),
    ],
)
def test_lines_in_which_the_page_speaks(line: str, reason: str) -> None:
    reasons, found = _inside(line)
    assert reasons == [reason]
    assert [dropped.reason for dropped in found.dropped] == [reason]
    assert found.paywalled == (reason == "paywall")


def test_captions_and_credits_are_told_apart() -> None:
    _, found = _inside("<figure><figcaption>La criée, mardi soir.</figcaption></figure><p>Photo : N. Oulmès</p>")
    assert [(one.reason, one.text) for one in found.dropped] == [
        ("caption", "La criée, mardi soir."),
        ("credit", "Photo : N. Oulmès"),
    ]


def test_share_that_is_left_to_read_tells_of_a_paywall() -> None:
    rest = "<p>La suite : il vous reste 57 % de cet article à lire.</p>"
    _, found = _read(f"<h1>{TITLE}</h1><article>{paragraphs()}{rest}</article>")
    assert list(found.drop.values()) == ["paywall"]
    assert found.paywalled


def test_element_that_holds_the_article_is_not_judged_by_its_name() -> None:
    _, found = _read(f"<h1>{TITLE}</h1><article class='paywall related newsletter'>{paragraphs()}</article>")
    assert found.drop == {}


def test_heading_of_a_box_takes_the_box_along() -> None:
    box = "<div><h4>Become a member</h4><p>For the price of a coffee a month you keep our boats at sea.</p></div>"
    reasons, found = _inside(box)
    assert reasons == ["paywall", "paywall"]
    assert len(found.drop) == 2


def test_paragraph_that_is_only_a_link_to_the_site_is_a_teaser() -> None:
    line = "<p><a href='https://bouee.example/2'>Le vieux phare devient une bibliothèque</a></p>"
    markup = f"<h1>{TITLE}</h1><article>{paragraphs(line)}</article>"
    assert list(_read(markup, "https://www.bouee.example/1")[1].drop.values()) == ["teaser"]
    assert _read(markup, "https://autre.example/1")[1].drop == {}


def test_linked_list_of_the_article_stays() -> None:
    listed = "<ul><li><a href='/a'>Le rapport de la commission de suivi</a></li></ul>"
    assert _inside(listed)[0] == []


def test_headlines_beside_the_article_are_teasers() -> None:
    aside = "<aside><h4>Les plus lus</h4><ul><li>Un phare change de gardien</li><li>La criée ouvre plus tôt</li></ul>"
    aside += "<p><a href='/3'>Deux barques neuves à Sidi Laroussi</a></p></aside>"
    parsed = parse(page(f"<h1>{TITLE}</h1><article>{paragraphs()}</article>{aside}"), "https://bouee.example/1")
    body = frozenset(line.number for line in parsed.lines if line.text in PROSE)
    found = sort_out(parsed, body, title=TITLE, at=0, taken=frozenset({0}))
    assert [(teaser.title, teaser.url) for teaser in found.teasers] == [
        ("Un phare change de gardien", None),
        ("La criée ouvre plus tôt", None),
        ("Deux barques neuves à Sidi Laroussi", "https://bouee.example/3"),
    ]
    assert found.drop == {}


def test_menus_forms_and_feet_are_dropped_in_runs() -> None:
    menu = "<div role='navigation'><p><a href='/s'>Société et vie des quais</a></p><p><a href='/p'>Port</a></p></div>"
    foot = "<form><p>Chercher</p></form><div role='contentinfo'><p>La Bouée, 3 quai Nord</p></div>"
    parsed = parse(page(f"{menu}<h1>{TITLE}</h1><article>{paragraphs()}</article>{foot}"))
    body = frozenset(line.number for line in parsed.lines if line.text in PROSE)
    at = next(line.number for line in parsed.lines if line.tag == "h1")
    found = sort_out(parsed, body, title=TITLE, at=at, taken=frozenset({at}))
    assert [(one.reason, one.text) for one in found.dropped] == [
        ("menu", "Société et vie des quais\nPort"),
        ("form", "Chercher"),
        ("footer", "La Bouée, 3 quai Nord"),
    ]
    assert found.teasers == ()


def test_form_around_the_whole_page_hides_no_teasers() -> None:
    aside = "<div><p><a href='/3'>Deux barques neuves à Sidi Laroussi</a></p></div>"
    parsed = parse(page(f"<form><h1>{TITLE}</h1><div>{paragraphs()}</div>{aside}</form>"))
    body = frozenset(line.number for line in parsed.lines if line.text in PROSE)
    found = sort_out(parsed, body, title=TITLE, at=0, taken=frozenset({0}))
    assert [teaser.title for teaser in found.teasers] == ["Deux barques neuves à Sidi Laroussi"]


@pytest.mark.parametrize("between", ["<br>", "    "])
def test_ticker_without_links_is_teasers(between: str) -> None:
    words = ("nord", "sud", "est", "ouest", "haut", "bas", "vieux", "neuf")
    headlines = [f"Nouvelle du jour sur le quai {word}" for word in words]
    _, found = _read(f"<h1>{TITLE}</h1><div>{between.join(headlines)}</div><article>{paragraphs()}</article>")
    assert [teaser.title for teaser in found.teasers] == headlines
    assert set(found.drop.values()) == {"ticker"}


def test_verses_and_results_are_no_ticker() -> None:
    rows = "<br>".join(f"Quai numéro {number} contre la jetée" for number in range(9))
    assert _inside(f"<p>{rows}</p>")[0] == []


def test_page_without_a_body_still_has_teasers() -> None:
    parsed = parse(page("<p><a href='/3'>Deux barques neuves à Sidi Laroussi</a></p>"))
    found = sort_out(parsed, frozenset(), title=None, at=None, taken=frozenset())
    assert len(found.teasers) == 1
    assert found.drop == {}
