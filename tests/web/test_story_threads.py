"""A story's title and lede, what it follows, whether it is closed, and who was silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from marsad.observatory.models import Article, Source, Story
from marsad.web.formats import short_day
from marsad.web.queries.links import QUIET, near, stories_of
from marsad.web.queries.silent import silent
from marsad.web.queries.story import story_page
from tests.web.conftest import Newsroom
from tests.web.newsroom import START, add_article, add_fact, add_source, add_story

SENTENCE = {
    "fr": "La digue de Sidi Wafa a cédé dimanche sur quarante mètres et noyé le marché.",
    "ar": "انهار جدار الميناء في سيدي وفا يوم الأحد على طول أربعين مترا وغمرت المياه سوق السمك.",
    "es": "El dique de Sidi Wafa se rompió el domingo a lo largo de cuarenta metros y anegó la lonja.",
    "en": "The sea wall of Sidi Wafa broke over forty metres on Sunday and flooded the fish market.",
}
FAR = "Le maire a promis une digue neuve avant l'hiver et des tentes pour tous les marchands de Sidi Wafa."


@dataclass(frozen=True)
class Flood:
    """A story told once in each language; every outlet is open but for the French one."""

    story: Story
    articles: dict[str, Article]


@pytest.fixture
def flood(db: None) -> Flood:
    made = {}
    for hour, (lang, sentence) in enumerate(SENTENCE.items()):
        source = add_source(f"{lang}.example", f"Outlet {lang}", "extract" if lang == "fr" else "full")
        title = sentence[:24]
        filler = " ".join(["mot"] * 90) if lang == "fr" else "…"
        body = f"{filler}\n\n{sentence}" if lang == "fr" else sentence
        made[lang] = add_article(source, title, lang, START + timedelta(hours=hour), body)
    return Flood(add_story(*made.values()), made)


def get(client: Client, path: str, lang: str = "en") -> str:
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("lang", ["ar", "es", "en"])
def test_the_lede_is_in_the_readers_language_and_leads_to_its_words(client: Client, flood: Flood, lang: str) -> None:
    html = get(client, f"/story/{flood.story.pk}", lang)
    lede = html.split('class="story-lede"')[1].split("</figure>")[0]
    assert f'<blockquote lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in lede
    assert SENTENCE[lang] in lede
    address = f"/article/{flood.articles[lang].pk}?words=body.0.{len(SENTENCE[lang])}"
    assert f'href="{address}#cited"' in lede
    article = get(client, address, lang)
    assert f'<span class="cited" id="cited">{SENTENCE[lang]}</span>' in article


def test_the_lede_holds_nothing_that_strangers_may_not_read(client: Client, signed_in: Client, flood: Flood) -> None:
    path = f"/story/{flood.story.pk}"
    assert SENTENCE["fr"] not in get(Client(), path, "fr")
    assert SENTENCE["fr"] in get(signed_in, path, "fr")


def test_words_that_are_cited_cross_facts_and_nothing_else(client: Client, db: None) -> None:
    source = add_source("o.example", "O", "full")
    blocks = [{"type": "paragraph", "text": text} for text in (FAR, SENTENCE["fr"])]
    article = add_article(source, "T", "fr", START, f"{FAR}\n\n{SENTENCE['fr']}", blocks=blocks)
    add_fact(article, "Sidi Wafa", "place", 1)
    start = article.body.index("La digue")
    html = get(client, f"/article/{article.pk}?words=body.{start}.{len(article.body)}")
    assert html.count('id="cited"') == 1
    assert html.count('class="cited"') == 3, "before, on and after the fact"
    assert "cited" not in html.split("La digue")[0].split("<article")[1].replace('class="cited" id="cited"', "")
    for wrong in ("body.9.3", "body.x.y", "title.0.4", "body.0.99999999", "lede.0.5", "body.-1.4", "body.900.950"):
        assert 'id="cited"' not in get(client, f"/article/{article.pk}?words={wrong}"), wrong


def test_strangers_find_the_cited_words_in_the_extract(client: Client, db: None) -> None:
    article = add_article(add_source("o.example", "O"), "T", "fr", START, f"  {SENTENCE['fr']}  {FAR * 9}")
    html = get(client, f"/article/{article.pk}?words=body.2.{2 + len(SENTENCE['fr'])}")
    assert f'<span class="cited" id="cited">{SENTENCE["fr"]}</span>' in html
    assert "cited" not in get(client, f"/article/{article.pk}?words=body.400.450").split("<main")[1]


def test_a_title_in_another_language_says_so(client: Client, newsroom: Newsroom) -> None:
    html = get(client, f"/story/{newsroom.small.pk}", "es")
    assert '<h1 lang="fr" dir="ltr">Un marché couvert à Imsouane</h1>' in html
    assert (
        "Ningún artículo de este tema está en español. El título es tal como lo escribió un medio, en francés." in html
    )
    assert "Aucun article de ce sujet" not in get(client, f"/story/{newsroom.small.pk}", "fr")


def test_stories_name_what_they_follow_and_what_follows_them(client: Client, newsroom: Newsroom) -> None:
    Story.objects.filter(pk=newsroom.small.pk).update(follows=newsroom.big)
    later = get(client, f"/story/{newsroom.small.pk}")
    follows = later.split("<dt>Follows</dt>")[1].split("</div>")[0]
    assert f'href="/story/{newsroom.big.pk}"' in follows
    assert "Tamri lighthouse to shine again" in follows, "in the reader's language"
    assert "15 Sept 2025" in follows
    earlier = get(client, f"/story/{newsroom.big.pk}")
    assert f'href="/story/{newsroom.small.pk}"' in earlier.split("<dt>Followed by</dt>")[1].split("</div>")[0]


def test_a_story_that_was_merged_is_followed_where_it_went(client: Client, newsroom: Newsroom) -> None:
    old = Story.objects.create(id="0123456789abcdef", redirect_to=newsroom.big)
    Story.objects.filter(pk=newsroom.small.pk).update(follows=old)
    assert f'href="/story/{newsroom.big.pk}"' in get(client, f"/story/{newsroom.small.pk}").split("<dt>Follows</dt>")[1]
    assert "<dt>Followed by</dt>" in get(client, f"/story/{newsroom.big.pk}")


def test_a_closed_story_says_since_when(client: Client, newsroom: Newsroom) -> None:
    path = f"/story/{newsroom.big.pk}"
    assert "<dt>Closed</dt>" not in get(client, path)
    add_article(newsroom.open_source, "Plus tard", "fr", START + QUIET + timedelta(days=1), "Autre chose.")
    html = get(client, path)
    assert f"Since {short_day(newsroom.big.last_at + QUIET)}, when it had been quiet" in html
    assert '<span class="tag">closed</span>' in html


def test_who_has_not_covered_it_by_language(client: Client, newsroom: Newsroom) -> None:
    quiet = {
        lang: add_source(f"quiet-{lang}.example", name)
        for lang, name in {"fr": "Le Muet", "ar": "الصامت", "es": "El Callado", "en": "The Quiet"}.items()
    }
    for lang, source in quiet.items():
        add_article(source, "Autre", lang, START + timedelta(hours=2), "Autre chose.")
    add_article(quiet["en"], "Encore", "fr", START, "Une fois.")
    add_article(quiet["en"], "Again", "en", START, "Twice.")
    add_article(add_source("away.example", "Away"), "Avant", "fr", START - timedelta(days=2), "Avant.")
    add_article(add_source(Source.UNKNOWN, Source.UNKNOWN), "Sans nom", "fr", START, "Sans nom.")
    found = silent(newsroom.big)
    assert found is not None
    assert {lang: [one.name for one in outlets] for lang, outlets in found.by_lang} == {
        "ar": ["الصامت"],
        "en": ["The Quiet"],
        "es": ["El Callado"],
        "fr": ["Le Muet"],
    }
    assert (found.count, found.published) == (4, 9)
    html = get(client, f"/story/{newsroom.big.pk}").split('class="silent"')[1].split("</details>")[0]
    assert "Who has not covered it: 4 outlets" in html
    assert "Of the 9 outlets of this archive that published anything on 15 Sept 2025." in html
    assert "3 articles" in html
    assert "Away" not in html


def test_when_nobody_was_silent_or_nobody_else_is_here(client: Client, newsroom: Newsroom) -> None:
    Article.objects.filter(pk=newsroom.lone.pk).update(story=newsroom.big)
    assert "Every outlet that published anything in these days covered it." in get(client, f"/story/{newsroom.big.pk}")
    Article.objects.exclude(pk=newsroom.lone.pk).delete()
    newsroom.big.refresh_from_db()
    Story.objects.filter(pk=newsroom.big.pk).update(article_count=1)
    assert "No other outlet published anything in these days" in get(client, f"/story/{newsroom.big.pk}")


def test_a_story_without_dates_asks_nobody(newsroom: Newsroom) -> None:
    newsroom.big.first_at = None
    assert silent(newsroom.big) is None


def test_a_long_story_is_asked_for_its_first_days(newsroom: Newsroom) -> None:
    newsroom.big.last_at = START + timedelta(days=200)
    found = silent(newsroom.big)
    assert found is not None
    assert (found.last - found.first).days == 14


def test_near_stories_name_the_same(newsroom: Newsroom) -> None:
    for article in (newsroom.dispatch, newsroom.lone):
        add_fact(article, article.body[3:8], "place", detail={"name": "Tamri"})
    other = add_story(add_article(newsroom.open_source, "Loin", "fr", START + timedelta(days=90), "Le phare luit."))
    add_fact(Article.objects.get(story=other), "phare", "place", detail={"name": "Tamri"})
    assert [link.id for link in near(newsroom.big, "fr")] == [newsroom.small.pk]
    assert [link.id for link in stories_of([newsroom.lone.pk, newsroom.english.pk, 999], "fr")] == [
        newsroom.small.pk,
        newsroom.big.pk,
    ]


def test_a_story_takes_few_queries(
    client: Client, newsroom: Newsroom, flood: Flood, django_assert_max_num_queries: object
) -> None:
    shown = story_page(newsroom.big, "fr")
    assert shown is not None
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(f"/story/{newsroom.big.pk}")
