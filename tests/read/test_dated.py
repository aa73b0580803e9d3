"""When an article was published: one witness, or one conflict of witnesses, a test."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from marsad.read.dated import When, when
from marsad.read.dated_lines import is_date_line
from marsad.read.declared import declared
from marsad.read.page import parse
from tests.read.pages import page, paragraphs

TITLE = "<h1>Le plan des quais adopté à Sidi Laroussi</h1>"
TAKEN = datetime.fromisoformat("2025-03-20T12:00:00+01:00")


def read(
    body: str, head: str = "", *, url: str | None = None, lang: str = "fr", fetched: datetime | None = TAKEN
) -> When:
    markup = page(body, head, lang)
    parsed = parse(markup, url)
    at = next((line.number for line in parsed.lines if line.tag == "h1"), None)
    zone = range(at + 1, min(len(parsed.lines), at + 15)) if at is not None else range(0)
    said = declared(parsed)
    return when(parsed, said, at=at, zone=zone, url=url, lang=lang, fetched=fetched, markup=markup)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def article(*near: str, after: str = "") -> str:
    return f"{TITLE}{''.join(near)}<article>{paragraphs()}</article>{after}"


def test_a_declared_date_keeps_its_precision_and_is_told_from_the_change() -> None:
    found = read(article(), ld(datePublished="2025-03-12T10:15:00+01:00", dateModified="2025-03-13T08:00:00Z"))
    assert found.published == "2025-03-12T10:15:00+01:00"
    assert found.evidence == "JSON-LD datePublished"
    assert found.modified == "2025-03-13T08:00:00+00:00"


def test_an_offset_behind_a_blank_is_written_as_iso_has_it() -> None:
    assert read(article(), ld(datePublished="2025-03-12T08:02:41 -0500")).published == "2025-03-12T08:02:41-05:00"


def test_a_date_that_no_article_can_have_is_passed_over() -> None:
    meta = '<meta property="article:published_time" content="2025-03-12">'
    for impossible in ("1970-01-01T00:00:00Z", "2031-01-01", "0001-01-01"):
        assert read(article(), ld(datePublished=impossible) + meta).published == "2025-03-12"


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("Publié le 12 mars 2025", "fr"),
        ("Publicado: 12 de marzo de 2025", "es"),
        ("Posted on March 12, 2025 by Nadir", "en"),
        ("نشر في 12 مارس 2025", "ar"),
        ("Mercredi 12 mars 2025", "fr"),
        ("12.03.2025 | Ports", "de"),
    ],
)
def test_printed_by_the_headline(line: str, lang: str) -> None:
    found = read(article(f"<div>{line}</div>"), lang=lang)
    assert found.published == "2025-03-12"
    assert found.evidence == f"printed by the headline: {line}"
    assert len(found.lines) == 1


def test_of_two_printed_dates_the_one_called_publication_counts_and_the_other_is_the_change() -> None:
    for line in (
        "<p>Mis à jour le 14 mars 2025 à 9h. Publié le 12 mars 2025 à 8h30</p>",
        "<p>Publié le 12 mars 2025 à 8h30 - Modifié le 14 mars 2025 à 9h</p>",
        "<p>Mis à jour le 14 mars 2025 à 9h</p><p>12 mars 2025 à 8h30</p>",
    ):
        found = read(article(line))
        assert (found.published, found.modified) == ("2025-03-12T08:30", "2025-03-14T09:00")


def test_a_change_that_alone_is_dated_says_so() -> None:
    found = read(article("<p>Mis à jour le 14 mars 2025</p>"))
    assert (found.published, found.modified, found.evidence) == ("2025-03-14", "2025-03-14", "only a change is dated")


def test_the_printed_day_refutes_a_declared_one_that_the_address_denies() -> None:
    body, head = article("<div>Mercredi 12 mars 2025</div>"), ld(datePublished="2021-01-01T00:00:00+00:00")
    found = read(body, head, url="https://bouee.example/2025/03/plan.html", fetched=None)
    assert found.published == "2025-03-12"
    assert "JSON-LD datePublished says 2021-01-01" in (found.evidence or "")
    kept = read(body, head, url="https://bouee.example/2021/01/plan.html")
    assert kept.published == "2021-01-01T00:00:00+00:00"


def test_a_page_that_prints_a_fresh_day_was_not_published_long_before() -> None:
    body, head = article("<div>18 mars 2025</div>"), ld(datePublished="2025-01-01")
    assert read(body, head).published == "2025-03-18"
    later = datetime.fromisoformat("2025-08-01T12:00:00+01:00")
    assert read(body, head, fetched=later).published == "2025-01-01"


def test_todays_day_above_the_headline_is_the_sites_clock_and_refutes_nothing() -> None:
    head = ld(datePublished="2024-05-02")
    assert read("<div>Jeudi 20 mars 2025</div>" + article(), head).published == "2024-05-02"


def test_a_claim_that_is_checked_has_a_day_of_its_own() -> None:
    review = {"@type": "ClaimReview", "itemReviewed": {"@type": "Claim", "datePublished": "2025-03-02"}}
    head = f'<script type="application/ld+json">{json.dumps(review)}</script>'
    assert read(article("<p>Publié le 12 mars 2025 à 8h</p>"), head).published == "2025-03-12T08:00"


def test_the_moment_declared_in_utc_is_told_in_the_hour_that_the_page_prints() -> None:
    head = ld(datePublished="2025-03-12T00:25:56Z")
    found = read(article("<p>11 de marzo de 2025 - 21:25</p>"), head, lang="es")
    assert found.published == "2025-03-11T21:25-03:00"


def test_a_declared_day_that_is_the_change_gives_way_to_an_older_printed_one() -> None:
    head = ld(datePublished="2025-03-18", dateModified="2025-03-18")
    assert read(article("<p>12 mars 2025</p>"), head, fetched=None).published == "2025-03-12"


def test_day_and_month_that_a_template_swapped() -> None:
    head = ld(datePublished="2025-03-02")
    assert read(article("<p>Publié le 3 février 2025</p>"), head, fetched=None).published == "2025-02-03"


@pytest.mark.parametrize(
    ("markup", "evidence"),
    [
        ("<span itemprop='datePublished' content='2025-03-12'>mercredi</span>", "microdata datePublished"),
        ("<abbr itemprop='datePublished' title='2025-03-12T08:00'>mercredi</abbr>", "microdata datePublished"),
        ("<time datetime='2025-03-12'>mercredi</time>", "time element by the headline"),
    ],
)
def test_machine_dates_of_the_body(markup: str, evidence: str) -> None:
    found = read(article(f"<p>{markup}</p>"))
    assert (found.published or "")[:10] == "2025-03-12"
    assert found.evidence == evidence


def test_the_day_of_an_event_that_has_hours_is_not_the_articles() -> None:
    assert read(article("<p>30 mars 2025, 13:15 - 19:00</p>"), fetched=None).published is None


def test_time_elements_of_changes_and_of_teasers_do_not_date_the_article() -> None:
    changed = "<p>Mis à jour <time datetime='2025-03-14'>vendredi</time></p>"
    teasers = "".join(f"<li><a href='/{n}'>Suite</a> <time datetime='2025-03-0{n}'>x</time></li>" for n in range(1, 6))
    assert read(article(changed, after=f"<aside><ul>{teasers}</ul></aside>")).published is None


@pytest.mark.parametrize(
    ("after", "evidence"),
    [
        ("<p class='post-meta'>Publié le 12 mars 2025 à 10h</p>", "printed on the page: Publié le 12 mars 2025 à 10h"),
        ("<script>dataLayer.push({'publishDate': '2025-03-12 08:00'})</script>", "script of the page"),
        ('<div data-state="{&quot;published_at&quot;:&quot;2025-03-12T08:00:00Z&quot;}"></div>', "script of the page"),
    ],
)
def test_last_witnesses(after: str, evidence: str) -> None:
    found = read(article(after="<p>Une ligne de plus, sans date.</p>" * 30 + after))
    assert (found.published or "")[:10] == "2025-03-12"
    assert found.evidence == evidence


def test_a_date_in_the_address_and_one_before_the_first_words() -> None:
    assert read(article(), url="https://bouee.example/2025/03/12/quais").evidence == "address of the page"
    assert read(f"{TITLE}<p>Sidi Laroussi, 12/03/2025. {'Le plan est adopté. ' * 9}</p>").published == "2025-03-12"


def test_dates_of_captions_accounts_and_events_are_not_the_pages() -> None:
    near = (
        "<p class='photo-credit'>Le quai nord, 3 janvier 2020</p>",
        "<p>Membre depuis 4 mai 2012</p>",
        "<p>Inscription jusqu'au 5 mai 2024</p>",
        "<p>12 mars 2025</p>",
    )
    assert read(article(*near)).published == "2025-03-12"


def test_relative_dates_need_the_moment_of_the_capture() -> None:
    body = article("<div>il y a 3 heures</div>")
    assert read(body, fetched=datetime.fromisoformat("2025-03-12T02:00:00+01:00")).published == "2025-03-11"
    none = read(body, fetched=None)
    assert (none.published, none.evidence) == (None, "a relative date and no capture time")
    assert read(article()).evidence == "no date on the page"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Mercredi 12 mars 2025 à 10h15", True),
        ("Par Nadir Oulmès | 12/03/2025", True),
        ("نشر في 12 مارس 2025", True),
        ("Le 12 mars 2025, le conseil du port a voté le plan des quais de la ville basse.", False),
        ("12 commentaires", False),
    ],
)
def test_lines_that_are_there_for_their_date(text: str, held: bool) -> None:
    assert is_date_line(text, "fr", None) is held
