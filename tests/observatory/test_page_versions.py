"""Versions of a page: what is one and what only repeats, which is shown, and what becomes of a page that is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from marsad.archive.page import Page
from marsad.observatory import annotating, rebuild
from marsad.observatory.listing import articles
from marsad.observatory.models import Article, Capture, Check, Fact, Item, Setting, Source, Story
from marsad.observatory.page_history import shown_of
from marsad.observatory.page_keys import host_of_page, page_of
from marsad.observatory.page_versions import fill_pages, note_checks, unread_of, versions_of
from tests.observatory.facts import export, found_in, take, work
from tests.observatory.stories import EVENTS, counts, indexed

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2025, 9, 15, 8, tzinfo=UTC)
PHARE = "https://quai.example/2025/le-phare-de-tamri-rallume"
HEAD = '<link rel="canonical" href="{}">'


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


def read_at(hours: float, *paragraphs: str, url: str = PHARE, title: str = "Le phare rallumé", head: str = "") -> Page:
    """The page as it was some hours after the start."""
    told = "\n".join(f"<p>{one}</p>" for one in paragraphs or EVENTS["phare"])
    meta = f'<meta property="article:published_time" content="2025-09-15T07:00:00+00:00">{head}'
    html = f'<html lang="fr"><head><title>{title}</title>{meta}</head><body><article><h1>{title}</h1>{told}</article>'
    return Page(f"{html}<!-- {hours} --></body></html>".encode(), url=url, fetched=START + timedelta(hours=hours))


def check(hours: float, status: int = 404, url: str = PHARE) -> Check:
    """A check of the page, some hours after the start, as the intake writes it down."""
    row = Check.objects.create(
        page=page_of(url),
        url=url,
        at=START + timedelta(hours=hours),
        status=status,
        outcome="gone" if status in (404, 410) else "unchanged",
        record_id=f"urn:uuid:{url}-{hours}",
        warc_file="w",
        offset=0,
        length=0,
    )
    note_checks([row.page])
    return row


def rows() -> list[tuple[int, bool, int | None]]:
    """Each article's number, whether it is shown, and what it repeats."""
    return list(Article.objects.order_by("pk").values_list("pk", "current", "repeats_id"))


def shown() -> Article:
    return Article.objects.get(current=True)


CORRECTED = (EVENTS["phare"][0].replace("samedi", "dimanche"), *EVENTS["phare"][1:])


def test_a_page_that_says_the_same_again_is_no_version(data_dir: Path) -> None:
    take(data_dir, read_at(0))
    before, facts = export(), list(Fact.objects.values_list("pk", flat=True))
    quoted = [one.replace("'", "’").replace(" ", "\u00a0", 1) for one in EVENTS["phare"]]
    take(data_dir, read_at(1, *quoted), read_at(2, *EVENTS["phare"], "1 204 vues"))
    assert rows() == [(1, True, None), (2, False, 1), (3, False, 1)]
    assert list(Fact.objects.filter(article=1).values_list("pk", flat=True)) == facts
    story = shown().story_id or ""
    assert counts(story) == (1, 1)
    assert indexed(data_dir, story) == {1}
    assert [line for line in before if '"capture": 1,' in line] == [
        line for line in export() if '"capture": 1,' in line and '"type": "article"' in line
    ]


def test_a_change_is_a_version_and_stands_where_the_earlier_stood(data_dir: Path) -> None:
    take(data_dir, read_at(0), read_at(1, *CORRECTED), read_at(2, *CORRECTED), read_at(3))
    assert rows() == [(1, False, None), (2, False, None), (3, False, 2), (4, True, None)], "a change taken back is one"
    story = shown().story_id or ""
    assert set(Article.objects.values_list("story_id", flat=True)) == {story}
    assert indexed(data_dir, story) == {4}
    assert counts(story) == (1, 1)


def test_an_older_snapshot_that_comes_later_stands_before(data_dir: Path) -> None:
    take(data_dir, read_at(5, *CORRECTED))
    take(data_dir, read_at(0))
    assert rows() == [(1, True, None), (2, False, None)]
    take(data_dir, read_at(4, *CORRECTED))
    assert rows()[2] == (3, False, 1), "of equal readings the one ingested first stands for all"
    assert indexed(data_dir, shown().story_id or "") == {1}
    take(data_dir, read_at(4.5))
    assert rows() == [(1, True, None), (2, False, None), (3, False, None), (4, False, None)]


def test_a_reading_between_two_equal_ones_parts_them(data_dir: Path) -> None:
    take(data_dir, read_at(0), read_at(4))
    assert rows() == [(1, True, None), (2, False, 1)]
    take(data_dir, read_at(2, *CORRECTED))
    assert rows() == [(1, False, None), (2, True, None), (3, False, None)]
    assert indexed(data_dir, shown().story_id or "") == {2}


@pytest.mark.parametrize(
    "lost",
    [
        ("Cet article n'est plus disponible.",),
        ("Activez JavaScript.",),
        (EVENTS["phare"][0][:60],),
    ],
)
def test_a_page_that_lost_its_article_does_not_replace_it(data_dir: Path, lost: tuple[str, ...]) -> None:
    take(data_dir, read_at(0), read_at(1, *lost), read_at(2, *lost))
    assert rows() == [(1, True, None), (2, False, None), (3, False, 2)]
    take(data_dir, read_at(3))
    assert rows()[3] == (4, False, 1), "it is there again"
    assert shown().gone_at is None
    take(data_dir, read_at(4, *CORRECTED))
    assert shown().pk == 5


def test_a_wall_does_not_replace_what_was_open(data_dir: Path) -> None:
    wall = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    take(data_dir, read_at(0), read_at(1, EVENTS["phare"][0], head=wall))
    assert Article.objects.get(pk=2).paywalled
    assert rows() == [(1, True, None), (2, False, None)]
    take(data_dir, read_at(2, *CORRECTED, head=wall))
    assert shown().pk == 3, "a page may keep a part for subscribers and still tell more"


def test_a_first_reading_without_text_gives_way(data_dir: Path) -> None:
    take(data_dir, read_at(0, "Activez JavaScript."), read_at(1))
    assert rows() == [(1, False, None), (2, True, None)]


def test_one_page_has_many_addresses(data_dir: Path) -> None:
    mobile = PHARE.replace("https://", "http://m.")
    take(
        data_dir,
        read_at(0),
        read_at(1, *CORRECTED, url=PHARE + "?utm_source=feed&fbclid=1#haut"),
        read_at(2, *CORRECTED, url=PHARE + "/amp"),
        read_at(3, url=mobile),
        read_at(4, *CORRECTED, url="https://quai.example/?p=4711", head=HEAD.format(PHARE)),
    )
    assert set(Article.objects.values_list("page", flat=True)) == {"quai.example/2025/le-phare-de-tamri-rallume"}
    assert shown().pk == 5
    assert set(Article.objects.values_list("source__key", flat=True)) == {"quai.example"}
    assert Source.objects.count() == 1


def test_an_article_that_moved_stays_one(data_dir: Path) -> None:
    take(data_dir, read_at(0))
    moved = "https://quai.example/mer/phare-de-tamri"
    take(data_dir, replace(read_at(1, *CORRECTED, url=moved), asked=PHARE), read_at(2, url=moved))
    assert rows() == [(1, False, None), (2, False, None), (3, True, None)]
    assert set(Article.objects.values_list("page", flat=True)) == {page_of(PHARE)}
    take(data_dir, replace(read_at(3, url="https://other.example/phare"), asked=PHARE))
    assert rows()[2:] == [(3, True, None), (4, True, None)], "another outlet's page is its own"
    before = export()
    rebuild.rebuild(data_dir)
    assert export() == before


def test_a_reprint_is_no_version_of_what_it_names_as_its_source(data_dir: Path) -> None:
    take(
        data_dir,
        read_at(0),
        read_at(1, url="https://baie.example/2025/le-phare-de-tamri-brille", head=HEAD.format(PHARE)),
        read_at(2, url="https://blog.quai.example/2025/le-phare-de-tamri", head=HEAD.format(PHARE)),
    )
    assert Article.objects.filter(current=True).count() == 3
    assert len(set(Article.objects.values_list("page", flat=True))) == 3
    hosts = Article.objects.values_list("page", "source__key")
    assert all(host_of_page(page) == source for page, source in hosts)


def test_files_without_an_address_are_pages_of_their_own(data_dir: Path) -> None:
    pages = [read_at(0, head=HEAD.format(PHARE)), read_at(1, *CORRECTED, head=HEAD.format(PHARE))]
    take(data_dir, *(Page(one.data, name=name) for one, name in zip(pages, "ab", strict=True)))
    assert rows() == [(1, True, None), (2, True, None)]
    assert set(Article.objects.values_list("page", flat=True)) == {""}


def gone() -> tuple[datetime | None, int | None]:
    return shown().gone_at, shown().gone_status


def test_a_page_that_is_gone_is_flagged_until_it_is_back(data_dir: Path) -> None:
    take(data_dir, read_at(0))
    check(1, 200)
    assert gone() == (None, None)
    check(2, 410)
    check(3, 404)
    assert gone() == (START + timedelta(hours=2), 410), "when it was first found, with that answer"
    assert [row["gone_status"] for row in articles()] == [410]
    assert counts(shown().story_id or "") == (1, 1), "it stays where it was"
    check(4, 304)
    assert gone() == (None, None)
    check(5)
    assert gone() == (START + timedelta(hours=5), 404)
    take(data_dir, read_at(6))
    assert gone() == (None, None), "a later capture shows it back"
    take(data_dir, read_at(4.5, *CORRECTED))
    check(7)
    assert (shown().pk, gone()) == (2, (START + timedelta(hours=7), 404))
    assert not Article.objects.exclude(pk=2).exclude(gone_at=None).exists()


def test_a_check_counts_for_a_page_that_is_placed_later(data_dir: Path) -> None:
    check(2)
    take(data_dir, read_at(0))
    assert gone() == (START + timedelta(hours=2), 404)


def test_a_check_of_another_address_of_the_page_counts(data_dir: Path) -> None:
    old = "https://quai.example/?p=4711"
    take(data_dir, read_at(0, url=old, head=HEAD.format(PHARE)))
    check(1, url=old)
    assert gone() == (START + timedelta(hours=1), 404)


def test_a_page_that_says_its_article_was_removed_counts_as_gone(data_dir: Path) -> None:
    take(data_dir, read_at(0), read_at(1, "Désolé, cet article a été retiré par la rédaction.", title="Quai"))
    assert gone() == (START + timedelta(hours=1), 200)
    assert shown().pk == 1
    check(2, 304)
    assert gone() == (START + timedelta(hours=1), 200), "the notice is unchanged, not the article"
    take(data_dir, read_at(3))
    assert gone() == (None, None)


def test_a_page_that_says_it_does_not_exist_is_gone(data_dir: Path) -> None:
    missing = read_at(1, "Retournez à l'accueil du Quai.", title="Page introuvable")
    take(data_dir, missing, read_at(0))
    assert gone() == (START + timedelta(hours=1), 200)
    assert rows() == [(2, True, None)], "no article was made of it"
    take(data_dir, read_at(2))
    assert gone() == (None, None)
    before = export()
    rebuild.rebuild(data_dir)
    assert export() == before


def test_a_rebuild_gives_equal_versions(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = read_at(2, *EVENTS["tram"], url="https://quai.example/le-tram-de-zellaka-ouvre", title="Le tram")
    take(data_dir, read_at(3, *CORRECTED), other, read_at(0))
    take(data_dir, read_at(4, *CORRECTED), read_at(5, "Activez JavaScript."), read_at(6), read_at(7))
    kept: list[dict[str, Any]] = [
        row for check_ in (check(8), check(9)) for row in Check.objects.filter(pk=check_.pk).values()
    ]
    before = export()
    monkeypatch.setattr(
        rebuild, "_bring_back_checks", lambda *_: Check.objects.bulk_create(Check(**row) for row in kept), raising=False
    )
    rebuild.rebuild(data_dir)
    assert export() == before
    assert any('"gone_status": 404' in line for line in before)
    assert any('"repeats": 6' in line for line in before)


def asked_at(hours: float, data: bytes, url: str = PHARE) -> Page:
    """What the server answered some hours after the start, byte for byte."""
    return Page(data, url=url, fetched=START + timedelta(hours=hours), http_status="200 OK")


def versions() -> list[tuple[int, int, bool]]:
    """Each version's number, how often it was seen, and whether it is the one that is shown."""
    found = versions_of(shown())
    return [(one.first.pk, len(one.seen), one is shown_of(found)) for one in found]


def test_a_page_that_goes_back_to_earlier_bytes_shows_that_version_again(data_dir: Path) -> None:
    before, after = read_at(0).data, read_at(1, *CORRECTED).data
    take(data_dir, asked_at(0, before), asked_at(1, after))
    assert shown().pk == 2
    take(data_dir, asked_at(2, before))
    assert Check.objects.get().refers_to == Capture.objects.get(pk=1).record_id
    assert rows() == [(1, True, None), (2, False, None)]
    assert versions() == [(1, 1, False), (2, 1, False), (1, 1, True)]
    story = shown().story_id or ""
    assert (counts(story), indexed(data_dir, story)) == ((1, 1), {1})
    assert Story.objects.get(pk=story).last_at == shown().sort_at
    assert Item.objects.get().capture_id == 1, "what the page is next compared with"
    take(data_dir, asked_at(3, after), asked_at(4, after))
    assert (shown().pk, versions()[-1]) == (2, (2, 2, True))


def test_a_rebuild_shows_again_what_the_page_went_back_to(data_dir: Path) -> None:
    before, after, wall = read_at(0).data, read_at(1, *CORRECTED).data, read_at(2, "Activez JavaScript.").data
    take(data_dir, *(asked_at(hours, data) for hours, data in enumerate([before, after, wall])))
    for hours, data in enumerate([before, wall, before], 3):
        take(data_dir, asked_at(hours, data))
    told, seen, compared = export(), versions(), Item.objects.get().capture_id
    assert seen == [(1, 1, False), (2, 1, False), (3, 1, False), (1, 2, True), (3, 1, False)]
    rebuild.rebuild(data_dir)
    assert export() == told
    assert (versions(), Item.objects.get().capture_id) == (seen, compared)
    assert compared == 1


def test_the_order_of_ingest_does_not_matter_for_what_was_seen_again(data_dir: Path) -> None:
    before, after = read_at(0).data, read_at(1, *CORRECTED).data
    take(data_dir, asked_at(0, before), asked_at(2, before))
    assert versions() == [(1, 2, True)]
    take(data_dir, asked_at(1, after))
    assert versions() == [(1, 1, False), (2, 1, False), (1, 1, True)]
    assert shown().pk == 1


def test_an_article_whose_bytes_come_back_is_no_longer_withdrawn(data_dir: Path) -> None:
    there, notice = read_at(0).data, read_at(1, "Désolé, cet article a été retiré.", title="Quai").data
    take(data_dir, asked_at(0, there), asked_at(1, notice))
    take(data_dir, asked_at(2, notice))
    assert gone() == (START + timedelta(hours=1), 200)
    take(data_dir, asked_at(3, there))
    assert gone() == (None, None)
    take(data_dir, asked_at(4, notice))
    assert gone() == (START + timedelta(hours=4), 200)


def test_a_missing_page_that_is_unchanged_is_still_missing(data_dir: Path) -> None:
    missing = read_at(1, "Retournez à l'accueil du Quai.", title="Page introuvable").data
    take(data_dir, asked_at(0, read_at(0).data), asked_at(1, missing))
    take(data_dir, asked_at(2, missing))
    assert gone() == (START + timedelta(hours=1), 200)


def test_a_reading_without_an_article_is_told_and_replaces_nothing(data_dir: Path) -> None:
    scripts = b'<script src="/app.js"></script></head><body><div id="root"></div></body></html>'
    shell = b"<html><head><title>Quai</title>" + scripts
    take(data_dir, asked_at(0, read_at(0).data), asked_at(1, shell), asked_at(2, read_at(2, *CORRECTED).data))
    take(data_dir, asked_at(1, shell, url="https://quai.example/un-autre"))
    (told,) = unread_of(versions_of(shown()))
    assert told.at == START + timedelta(hours=1)
    assert "empty without JavaScript" in told.reason
    assert versions() == [(1, 1, False), (3, 1, True)]


def test_an_older_database_gets_the_identities_of_its_pages(data_dir: Path) -> None:
    take(data_dir, read_at(0))
    Article.objects.update(page="")
    fill_pages()
    assert shown().page == "", "it is done once"
    Setting.objects.filter(key="pages filled").delete()
    fill_pages()
    take(data_dir, read_at(1, *CORRECTED))
    assert rows() == [(1, False, None), (2, True, None)]
    assert Story.objects.filter(article_count__gt=0).count() == 1
