"""What each outlet changed: the page of one copy, the overview of all, and what strangers see of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from marsad.observatory.models import Article, Family, Source
from marsad.web.queries import changes as queries
from marsad.web.queries.changes import changes_page, family_page
from tests.web.conftest import SECRET, Newsroom
from tests.web.newsroom import START, add_article, add_family, add_source, add_story

TEXTS = {
    "fr": (
        "Le port de Sidi Wafa rouvrira en mai, a annoncé Karim Belhadj.\n\nLe chantier a coûté 12 millions de dirhams "
        "et occupé 340 ouvriers pendant deux hivers.\n\nLes pêcheurs attendent ce jour depuis la tempête.",
        ("12 millions", "15 millions"),
    ),
    "ar": (
        "يفتح ميناء سيدي وفا أبوابه في ماي بعد سنتين من الأشغال.\n\nوكلف المشروع 12 مليون درهم وشغل 340 عاملا طيلة "
        "شتاءين.\n\nوينتظر الصيادون هذا اليوم منذ العاصفة الكبيرة.",
        ("12 مليون", "15 مليون"),
    ),
    "es": (
        "El puerto de Sidi Wafa reabrirá en mayo tras dos años de obras.\n\nLa obra ha costado 12 millones de dírhams "
        "y ha ocupado a 340 obreros.\n\nLos pescadores esperan ese día desde la tormenta.",
        ("12 millones", "15 millones"),
    ),
    "en": (
        "The port of Sidi Wafa will open again in May after two years of work.\n\nThe works cost 12 million dirhams "
        "and took 340 workers.\n\nThe fishermen have waited for this day since the storm.",
        ("12 million", "15 million"),
    ),
}
TITLES = {"fr": "Le port rouvre", "ar": "الميناء يفتح", "es": "El puerto reabre", "en": "The port opens"}


@dataclass(frozen=True)
class Dispatch:
    """A dispatch, a copy with another figure, a title of its own and no last paragraph, and one without a change."""

    original: Article
    edited: Article
    same: Article
    family: Family


def dispatch(lang: str, visibility: str = "full") -> Dispatch:
    text, (old, new) = TEXTS[lang]
    agency = add_source(f"vigie-{lang}.example", "Agence Vigie", "full")
    outlets = [add_source(f"{name}-{lang}.example", name.title(), visibility) for name in ("phare", "quai")]
    original = add_article(agency, TITLES[lang], lang, START, text)
    changed = text.replace(old, new).rpartition("\n\n")[0]
    edited = add_article(outlets[0], f"{TITLES[lang]} !", lang, START + timedelta(hours=1), changed)
    same = add_article(outlets[1], TITLES[lang], lang, START + timedelta(hours=2), text)
    Article.objects.filter(pk=edited.pk).update(title=f"{TITLES[lang]} Tamri")
    family = add_family(original, {edited: "light", same: "verbatim"})
    Family.objects.filter(pk=family.pk).update(reason="earliest")
    add_story(original, edited, same, independent_sources=1)
    return Dispatch(original, edited, same, family)


def get(client: Client, path: str, lang: str = "en") -> str:
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
@pytest.mark.parametrize("reader", ["fr", "ar"])
def test_a_copy_beside_its_original_in_every_language(client: Client, db: None, lang: str, reader: str) -> None:
    made = dispatch(lang)
    html = get(client, f"/article/{made.edited.pk}/changes", reader)
    old, new = TEXTS[lang][1]
    way = "rtl" if lang == "ar" else "ltr"
    assert f'<td><div lang="{lang}" dir="{way}">' in html
    assert f'<div class="in-one" lang="{lang}" dir="{way}">' in html
    figures = html.split('id="figures-changed"')[1].split("</section>")[0]
    assert f">{old}" in figures.split("<del>")[1].split("</del>")[0]
    assert f">{new}" in figures.split("<ins>")[1].split("</ins>")[0]
    table = html.split('class="sides"')[1].split("</table>")[0]
    assert "<del>" in table
    assert "<ins>" in table
    assert TEXTS[lang][0].rpartition("\n\n")[2] in table, "the paragraph that was cut"
    assert f'<html lang="{reader}" dir="{"rtl" if reader == "ar" else "ltr"}">' in html


def test_the_numbers_of_a_copy(db: None, reader: object) -> None:
    made = dispatch("fr")
    shown = changes_page(Article.objects.select_related("source", "family").get(pk=made.edited.pk), reader)  # type: ignore[arg-type]
    assert shown is not None
    counts = shown.counts
    assert (counts.figures, counts.names, counts.alike) == (1, 0, False)
    assert counts.title is not None
    assert counts.title.after == "Le port rouvre Tamri"
    assert 0.5 < counts.of_original < 0.8
    assert 0.85 < counts.of_copy < 1
    assert counts.inserted == 1
    assert counts.cut == 1 + len(["Les", "pêcheurs", "attendent", "ce", "jour", "depuis", "la", "tempête."])
    assert shown.longest is not None
    assert counts.longest == shown.longest.words > 10


def test_a_changed_figure_leads_to_its_words_in_both_articles(client: Client, db: None) -> None:
    made = dispatch("fr")
    Article.objects.filter(pk=made.edited.pk).update(lede="Le port de Sidi Wafa rouvre : une bonne nouvelle.")
    html = get(client, f"/article/{made.edited.pk}/changes")
    for article, words in ((made.original, "12 millions de dirhams"), (made.edited, "15 millions de dirhams")):
        start = article.body.index(words)
        address = f"/article/{article.pk}?words=body.{start}.{start + len(words)}"
        assert f'href="{address}#cited"' in html
        assert f'id="cited">{words}</span>' in get(client, address)


def test_a_change_is_told_in_words_and_not_by_colour_alone(client: Client, db: None) -> None:
    html = get(client, f"/article/{dispatch('fr').edited.pk}/changes")
    assert '<span class="unseen" lang="en" dir="ltr">[cut: </span>' in html
    assert '<span class="unseen" lang="en" dir="ltr"> end of cut]</span>' in html
    assert '<span class="unseen" lang="en" dir="ltr">[inserted: </span>' in html


def test_a_copy_without_a_change_says_so(client: Client, db: None) -> None:
    html = get(client, f"/article/{dispatch('fr').same.pk}/changes")
    assert "Nothing was changed" in html
    assert "<dd>100%</dd>" in html
    assert "<del>" not in html.split('class="sides"')[1]


def test_strangers_see_numbers_titles_and_figures_but_not_the_texts(
    client: Client, signed_in: Client, db: None
) -> None:
    made = dispatch("fr", visibility="extract")
    stranger, path = Client(), f"/article/{made.edited.pk}/changes"
    html = get(stranger, path)
    for shown in ("Le port rouvre Tamri", "<del>12 millions", "<ins>15 millions", "Kept of the original", "sign in"):
        assert shown in html, shown
    for hidden in ("Les pêcheurs attendent", "Karim Belhadj", 'class="sides"', "longest run in common: "):
        assert hidden not in html, hidden
    assert "Les pêcheurs attendent" in get(signed_in, path)


def test_an_original_that_is_closed_hides_the_texts_too(client: Client, db: None) -> None:
    made = dispatch("fr")
    Source.objects.filter(pk=made.original.source_id).update(visibility="extract")
    assert 'class="sides"' not in get(Client(), f"/article/{made.edited.pk}/changes")


def test_nothing_of_a_closed_text_leaks(client: Client, newsroom: Newsroom) -> None:
    for path in (f"/article/{newsroom.copies[1].pk}/changes", f"/family/{newsroom.dispatch.capture.sha256[:16]}"):
        assert SECRET not in get(client, path)


def test_the_original_leads_to_all_copies(client: Client, db: None) -> None:
    made = dispatch("fr")
    assert client.get(f"/article/{made.original.pk}/changes")["Location"] == f"/family/{made.family.pk}"
    alone = add_article(Source.objects.first(), "Seul", "fr", START, "Un texte.")
    for path in (f"/article/{alone.pk}/changes", "/article/999999/changes", "/family/nothing"):
        assert client.get(path).status_code == 404


def test_the_overview_of_all_copies(client: Client, db: None) -> None:
    made = dispatch("fr")
    shown = family_page(made.family)
    assert shown is not None
    assert (shown.reprints, shown.outlets) == (2, 2)
    rows = {row.copy.id: row.counts for row in shown.copies}
    assert rows[made.edited.pk].figures == 1  # type: ignore[union-attr]
    assert rows[made.same.pk].alike  # type: ignore[union-attr]
    html = get(client, f"/family/{made.family.pk}")
    assert "2 reprints, 2 outlets" in html
    assert "The original: it is the earliest of those that hold the text." in html
    assert html.count('data-label="Kept of the original"') == 2
    for copy in (made.edited, made.same):
        assert f'href="/article/{copy.pk}/changes"' in html


def test_a_quotation_is_no_copy_but_can_be_compared(client: Client, db: None) -> None:
    made = dispatch("fr")
    Article.objects.filter(pk=made.same.pk).update(relation="quote")
    shown = family_page(Family.objects.get(pk=made.family.pk))
    assert shown is not None
    assert [row.copy.id for row in shown.copies] == [made.edited.pk]
    assert "The quotation" in get(client, f"/article/{made.same.pk}/changes")
    assert f'href="/article/{made.same.pk}/changes">which words' in get(client, f"/article/{made.same.pk}")


def test_copies_of_a_text_that_is_not_here_cannot_be_compared(client: Client, db: None) -> None:
    made = dispatch("fr")
    Family.objects.update(original=None)
    assert client.get(f"/article/{made.edited.pk}/changes")["Location"] == f"/family/{made.family.pk}"
    html = get(client, f"/family/{made.family.pk}")
    assert "The original is not in this archive" in html
    assert "what it changed" not in html


def test_texts_are_compared_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made, calls = dispatch("fr"), []
    real = queries.difference
    monkeypatch.setattr(queries, "difference", lambda *texts: calls.append(1) or real(*texts))
    assert family_page(made.family) == family_page(made.family)
    assert len(calls) == 2
    Article.objects.filter(pk=made.same.pk).update(text_sha256="0" * 64, body="Un autre texte.")
    assert family_page(made.family) != 0
    assert len(calls) == 3, "a text that was read anew is compared again"


def test_long_texts_are_shown_in_part_and_say_so(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = dispatch("fr")
    monkeypatch.setattr(queries, "SHOWN", 60)
    html = get(client, f"/article/{made.edited.pk}/changes")
    assert "Their later part is not shown here" in html
    assert "Les pêcheurs attendent" not in html
    monkeypatch.setattr(queries, "COMPARED", 50)
    assert "Only their first part was compared" in get(client, f"/article/{made.edited.pk}/changes")


def test_many_copies_are_paged(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    made = dispatch("fr")
    assert 'rel="next" href="?page=2"' in get(client, f"/family/{made.family.pk}")
    assert 'rel="prev"' in get(client, f"/family/{made.family.pk}?page=2")
    assert client.get(f"/family/{made.family.pk}?page=3").status_code == 404


def test_the_pages_take_few_queries(client: Client, db: None, django_assert_max_num_queries: object) -> None:
    made = dispatch("fr")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get(f"/article/{made.edited.pk}/changes")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(f"/family/{made.family.pk}")


def test_story_and_article_lead_to_what_was_changed(client: Client, db: None) -> None:
    made = dispatch("fr")
    made.edited.refresh_from_db()
    story = get(client, f"/story/{made.edited.story_id}")
    assert f'href="/article/{made.edited.pk}/changes">what it changed' in story
    assert f'href="/family/{made.family.pk}"' in story
    assert "2 reprints, carried by 2 other outlets" in story
    assert "The original: it is the earliest of those that hold the text." in story
    article = get(client, f"/article/{made.edited.pk}")
    assert f'lightly edited · <a href="/article/{made.edited.pk}/changes">what it changed</a>' in article
    original = get(client, f"/article/{made.original.pk}")
    assert "it is the earliest of those that hold the text" in original
    assert "2 reprints, 2 outlets" in original
