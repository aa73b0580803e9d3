from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from marsad.observatory.models import Article, Source
from marsad.web.queries.access import EXTRACT_LENGTH, extract
from marsad.web.queries.article import threads
from tests.web.conftest import SECRET, Newsroom
from tests.web.newsroom import START, add_article, add_source, add_story


def get(client: Client, article: Article, lang: str = "en") -> str:
    response = client.get(f"/article/{article.pk}", headers={"accept-language": lang})
    assert response.status_code == 200
    return response.content.decode()


def test_strangers_get_an_extract_and_the_link(client: Client, newsroom: Newsroom) -> None:
    html = get(client, newsroom.english)
    assert newsroom.english.body[:200] in html
    assert SECRET not in html
    assert f'href="{newsroom.english.url}" rel="noopener noreferrer' in html
    assert f'/sign-in?next=/article/{newsroom.english.pk}"' in html


def test_an_open_source_is_open_to_strangers(client: Client, newsroom: Newsroom) -> None:
    assert SECRET in get(client, newsroom.dispatch)


def test_people_with_an_account_read_the_whole_text(signed_in: Client, newsroom: Newsroom) -> None:
    assert SECRET in get(signed_in, newsroom.english)


def test_nothing_of_a_closed_source_leaks_by_the_side(client: Client, db: None) -> None:
    article = add_article(
        add_source("o.example", "O"),
        "T",
        "fr",
        START,
        "x " * 400,
        blocks=[{"type": "paragraph", "text": SECRET}],
        comments=[{"author": "A", "text": SECRET, "published": None, "reply_to": None}],
        teasers=[{"title": SECRET, "url": None}],
        dropped=[{"reason": "other", "text": SECRET}],
    )
    assert SECRET not in get(client, article)
    Source.objects.update(visibility="full")
    assert get(client, article).count(SECRET) >= 3


def test_an_agency_that_signs_alone_is_named_once(signed_in: Client, db: None) -> None:
    source = add_source("v.example", "Outlet")
    alone = add_article(source, "Title", "en", START, "First.", authors=["Vigie"], agency="Vigie")
    signed = add_article(source, "Other", "en", START, "Second.", authors=["A. Author"], agency="Vigie")
    assert "with Vigie" not in get(signed_in, alone)
    assert "with Vigie" in get(signed_in, signed)


def test_all_that_a_page_says(signed_in: Client, db: None) -> None:
    article = add_article(
        add_source("o.example", "Outlet"),
        "Title",
        "en",
        START,
        "First.",
        lede="The lede.",
        authors=["A. Author", "ب. كاتب"],
        published="2025-09-15T10:30+02:00",
        published_evidence="line: Monday 15 September",
        modified="2025-09-16",
        agency="Vigie",
        image_credit="Photo: C. Camera",
        image_url="https://o.example/p.jpg",
        origin_outlet="Elsewhere",
        origin_url="https://elsewhere.example/1",
        origin_published="2025-09-14",
        blocks=[
            {"type": "paragraph", "text": "First."},
            {"type": "subhead", "text": "A subhead"},
            {"type": "list_item", "text": "one"},
            {"type": "list_item", "text": "two"},
            {"type": "quote", "text": "Quoted."},
            {"type": "table", "text": "a\tb\nc\td"},
        ],
        comments=[{"author": None, "text": "A comment", "published": "2025-09-15", "reply_to": None}],
        teasers=[{"title": "Elsewhere in the news", "url": "https://o.example/2"}],
        dropped=[{"reason": "read_also", "text": "Read also: x"}, {"reason": "new_reason", "text": "y"}],
    )
    html = get(signed_in, article)
    for words in (
        '<p class="lede">The lede.</p>',
        "<bdi>A. Author</bdi>, <bdi>ب. كاتب</bdi>",
        '<time datetime="2025-09-15T10:30+02:00">15 September 2025 09:30</time>',
        "a line of the page",
        "<bdi>Monday 15 September</bdi>",
        "16 September 2025",
        "Photo: C. Camera",
        '<a href="https://elsewhere.example/1" rel="noopener noreferrer nofollow external"><bdi>Elsewhere</bdi></a>',
        "14 September 2025",
        "<h2>A subhead</h2>",
        "<ul><li>one</li>",
        "<blockquote><p>Quoted.</p></blockquote>",
        "<tr><td>a</td><td>b</td></tr>",
        "Anonymous",
        "Words of readers of that page",
        "Elsewhere in the news",
        "“Read also” line",
        "new reason",
        article.capture.record_id,
        article.capture.sha256,
    ):
        assert words in html, words
    assert "p.jpg" not in html


def test_a_null_date_has_its_reason(client: Client, newsroom: Newsroom) -> None:
    html = get(client, newsroom.spanish)
    assert "no date on the page" in html
    assert "a day that cannot be told without a date" in html
    assert "<bdi>ayer</bdi>" in html


def test_copies_and_the_rest_of_the_story_are_offered(client: Client, newsroom: Newsroom) -> None:
    html = get(client, newsroom.dispatch)
    assert "The same text elsewhere: 2 pages" in html
    assert "lightly edited" in html
    related = html.split("In the same story")[1]
    assert newsroom.arabic.title in related
    assert newsroom.copies[0].title not in related


def test_a_replaced_capture_points_at_the_latest(client: Client, newsroom: Newsroom) -> None:
    old = newsroom.english
    old.refresh_from_db()
    later = {"url": old.url, "page": "page", "story": old.story}
    new = add_article(old.source, "Newer", "en", START + timedelta(days=1), old.body + " And more.", **later)
    Article.objects.filter(pk=old.pk).update(current=False, page="page")
    assert f'<a href="/article/{new.pk}">The version that is shown</a>' in get(client, old)


def test_the_text_has_its_own_language_and_direction(client: Client, newsroom: Newsroom) -> None:
    assert '<article class="text" lang="ar" dir="rtl">' in get(client, newsroom.arabic, "fr")
    assert '<article class="text" lang="fr" dir="ltr">' in get(client, newsroom.dispatch, "ar")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "-1", "x"])
def test_an_article_that_is_not_there(client: Client, db: None, number: str) -> None:
    assert client.get(f"/article/{number}").status_code == 404


def test_an_extract_is_short_and_ends_with_a_word() -> None:
    words = extract("", "mot " * 200)
    assert len(words) <= EXTRACT_LENGTH
    assert words.endswith("mot…")
    assert extract("Lede.", "Body.") == "Lede."
    assert extract("", "  a \n\n b ") == "a b"
    assert len(extract("", "字" * 900)) == EXTRACT_LENGTH


def test_replies_stand_under_the_comment_that_began_the_exchange() -> None:
    comments = [{"text": str(n), "reply_to": parent} for n, parent in enumerate((None, 0, 1, None, 99, 7))]
    shaped = [(thread.comment["text"], [r["text"] for r in thread.replies]) for thread in threads(comments)]
    assert shaped == [("0", ["1", "2"]), ("3", []), ("4", []), ("5", [])]


@pytest.mark.parametrize(("language", "name"), [("fr", "média inconnu"), ("ar", "وسيلة إعلام غير معروفة")])
def test_an_outlet_that_nobody_knows_has_a_name_in_every_language(
    client: Client, db: None, language: str, name: str
) -> None:
    source = add_source(Source.UNKNOWN, Source.UNKNOWN)
    article = add_article(source, "Sans adresse", "fr", START, "Une page sans adresse ni titre de journal.", url="")
    add_story(article)
    headers = {"Accept-Language": language}
    for address in ("/", f"/article/{article.pk}", "/sources"):
        assert name in client.get(address, headers=headers).content.decode()
