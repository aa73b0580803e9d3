"""A dossier's line of time as a reader and a stranger see it, its filters, and the indexes that it goes by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marsad.observatory.models import DossierLine
from marsad.web.queries import walking
from marsad.web.queries.timeline_walk import lines_of
from marsad.web.queries.timeline_wanted import Wanted, midnight, wanted_of
from tests.web.dossier_rows import add_line, add_members, add_part
from tests.web.ledger_rows import SECRET, Pier, add_fact_line, make_pier
from tests.web.newsroom import START, add_article, add_fact, add_source, add_story

TODAY = date(2026, 3, 10)
COMING = date(2026, 4, 2)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat("2026-03-10T12:00:00+00:00"))


@pytest.fixture
def pier(db: None) -> Pier:
    return make_pier(COMING)


def get(client: Client, pier: Pier, query: str = "", lang: str = "en", status: int = 200) -> str:
    path = f"/dossier/{pier.dossier.pk}/timeline{query}"
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == status
    return response.content.decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").split())


def kinds_of(html: str) -> list[str]:
    return re.findall(r'<li class="line (\w+)-line">', html)


def test_everything_but_figures_stands_on_one_line_the_latest_first(signed_in: Client, pier: Pier) -> None:
    html = get(signed_in, pier)
    assert kinds_of(html) == ["event", "goal", "contradiction", "story", "statement", "statement", "commitment"]
    months = re.findall(r'class="month-name">([^<]+)<', html)
    assert months == ["October 2025", "September 2025"]
    assert kinds_of(get(signed_in, pier, "?kind=figure")) == ["figure"]


def test_what_is_to_come_stands_on_top_with_what_falls_due(signed_in: Client, pier: Pier) -> None:
    html = get(signed_in, pier)
    coming = html.split('id="coming-title"')[1].split("</section>")[0]
    assert "2 April 2026" in text_of(coming)
    assert 'lang="ar" dir="rtl"' in coming
    assert "reconstruire le môle" in text_of(coming.split("due-list")[1])
    assert f"/commitment/{pier.promise.pk}" in coming


def test_an_event_of_today_is_marked_and_one_of_a_month_says_so(signed_in: Client, pier: Pier) -> None:
    pier.event.detail["start_date"] = TODAY.isoformat()
    pier.event.save()
    begin = midnight(TODAY)
    DossierLine.objects.filter(pk=pier.lines["event"].pk).update(begin=TODAY.isoformat(), at=begin)
    month = {"event_kind": "opening", "name": "le retour du feu", "start_date": "2026-06"}
    later = add_fact(pier.french, "rallumé en mai", "event", detail=month)
    add_fact_line(pier.dossier, "event", later, at=midnight(date(2026, 6, 1)), begin="2026-06")
    coming = text_of(get(signed_in, pier).split('id="coming-title"')[1].split("</section>")[0])
    assert "10 March 2026 today" in coming
    assert "June 2026 no day told" in coming


def test_each_line_has_its_sources_and_its_words(signed_in: Client, pier: Pier) -> None:
    html = get(signed_in, pier)
    story = html.split('class="line story-line"')[1].split("</li>")[0]
    assert "3 independent sources" in text_of(story)
    assert "4 articles" in text_of(story)
    assert all(name in text_of(story) for name in ("Le Quai", "L'Écho", "El Farol"))
    promise = html.split('class="line commitment-line"')[1].split("</li>")[0]
    fact = pier.promise.root.fact
    assert f"/article/{pier.french.pk}?words=body.{fact.start}.{fact.end}#cited" in promise
    assert "and 1 copy" in text_of(promise)
    point = text_of(html.split('class="line contradiction-line"')[1].split("</ul>")[0])
    assert "300 people Le Quai 15 Sept 2025" in point
    assert "500 people El Farol 5 Oct 2025" in point


def test_a_stranger_reads_no_more_than_the_extract(client: Client, signed_in: Client, pier: Pier) -> None:
    assert SECRET in text_of(get(signed_in, pier))
    shown = Client().get(f"/dossier/{pier.dossier.pk}/timeline", headers={"accept-language": "en"}).content.decode()
    assert SECRET not in text_of(shown)
    assert "1 more rests on words beyond the extracts" in text_of(shown)


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("?kind=event&kind=goal", ["event", "goal"]),
        ("?lang=es", ["story"]),
        ("?lang=ar", ["event", "goal", "story"]),
        ("?actor=organisation/office-des-phares", ["commitment"]),
        ("?actor=person/nobody", []),
        ("?outlet=manarat.example", ["event", "goal", "story"]),
        ("?outlet=echo.example", ["contradiction", "story", "statement", "statement", "commitment"]),
        ("?outlet=nowhere.example", []),
        ("?part=1", ["commitment"]),
        ("?since=2025-10-01&until=2025-10-20", ["contradiction"]),
        ("?month=2025-09", ["story", "statement", "statement", "commitment"]),
        ("?order=oldest&kind=story&kind=event", ["story", "event"]),
    ],
)
def test_filters(signed_in: Client, pier: Pier, query: str, kinds: list[str]) -> None:
    assert kinds_of(get(signed_in, pier, query)) == kinds


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?since=yesterday", "“yesterday” is no day. Write it as 2025-09-30."),
        ("?since=2025-02-30", "“2025-02-30” is no day."),
        ("?since=2025-10-02&until=2025-10-01", "The first day comes after the last day"),
        ("?month=2025-13", "is no month"),
        ("?lang=xx", "French, Arabic, Spanish or English"),
        ("?kind=rumour", "There is no such kind of line."),
        ("?after=99999999999999999999", "The address of this page is not whole."),
        ("?after=999999999999999999.1.1", "The address of this page is not whole."),
    ],
)
def test_what_cannot_be_read_is_said_with_the_cure(signed_in: Client, pier: Pier, query: str, words: str) -> None:
    html = get(signed_in, pier, query, status=400)
    assert words in text_of(html.split('role="alert"')[1].split("</div>")[0])
    assert kinds_of(html)


def test_an_empty_dossier_and_an_empty_filter_say_what_helps(signed_in: Client, pier: Pier) -> None:
    assert "Nothing of this dossier fits all that is chosen above. Show all" in text_of(
        get(signed_in, pier, "?outlet=nowhere.example")
    )
    DossierLine.objects.all().delete()
    assert "appear here as articles of the dossier come in" in text_of(get(signed_in, pier, "?lang="))


@pytest.fixture
def long(pier: Pier) -> Pier:
    """The dossier with a line an hour for ten days, and some of one moment."""
    article = add_article(add_source("vigie.example", "La Vigie"), "Veille", "fr", START, "La veille continue.")
    story = add_story(article)
    add_members(pier.dossier, [article])
    for hour in range(240):
        at = START + timedelta(hours=hour // 3 * 3)
        add_line(
            pier.dossier, story, article, ("story", "goal", "figure")[hour % 3], at, parts=[2] if hour % 40 else []
        )
    return pier


def every_page(client: Client, pier: Pier, query: str) -> Iterator[str]:
    while True:
        html = get(client, pier, query)
        yield html
        found = re.search(r'<a rel="next" href="([^"]+)"', html)
        if not found:
            return
        query = found[1].replace("&amp;", "&")


@pytest.mark.parametrize("order", ["", "&order=oldest"])
def test_pages_join_without_a_gap_and_keep_the_filters(signed_in: Client, long: Pier, order: str) -> None:
    pages = list(every_page(signed_in, long, f"?kind=story&lang=fr{order}"))
    assert [len(kinds_of(html)) for html in pages] == [40, 40, 1]
    asked = parse_qs(urlsplit(re.search(r'<a rel="next" href="([^"]+)"', pages[0])[1].replace("&amp;", "&")).query)
    assert asked["kind"] == ["story"]
    assert asked["lang"] == ["fr"]
    lines = DossierLine.objects.filter(dossier=long.dossier, kind="story")
    wanted, _ = wanted_of({"order": "oldest"} if order else {}, ["story"])
    walked = lines_of(long.dossier, wanted, TODAY, 500).found
    backwards = ("-at", "langs", "pk") if not order else ("at", "-langs", "-pk")
    assert [one.id for one in walked] == list(lines.order_by(*backwards).values_list("pk", flat=True))


def test_a_walk_that_looked_at_much_stops_and_goes_on(
    signed_in: Client, long: Pier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "BUDGET", 60)
    monkeypatch.setattr(walking, "BATCH", 20)
    add_part(long.dossier, 1, {"fr": ["Le môle"]})
    pages = list(every_page(signed_in, long, "?kind=goal&kind=commitment&part=1"))
    assert len(pages) > 1
    assert "Look further" in text_of(pages[0])
    assert [kind for html in pages for kind in kinds_of(html)] == ["commitment"]
    assert "Le môle" in text_of(pages[-1].split('class="line commitment-line"')[1])


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted(oldest=True),
        Wanted(kinds=("story",), lang="ar"),
        Wanted(lang="es", since=date(2025, 9, 1), until=date(2025, 10, 1)),
        Wanted(month="2025-09"),
        Wanted(actor="person/salma-idrissi"),
        Wanted(outlet="vigie.example"),
        Wanted(part=2),
    ],
    ids=str,
)
def test_no_filter_sorts_or_reads_a_table_through(long: Pier, wanted: Wanted, monkeypatch: pytest.MonkeyPatch) -> None:
    if wanted.outlet:
        monkeypatch.setattr("marsad.web.queries.timeline_walk.SELDOM", 0)
    first = lines_of(long.dossier, wanted, TODAY, 3)
    _, errors = wanted_of({}, [])
    assert not errors
    plans = plans_of(lambda: lines_of(long.dossier, wanted, TODAY, 3), long)
    if first.after:
        behind = Wanted(**{**_fields(wanted), "after": first.after})
        plans += plans_of(lambda: lines_of(long.dossier, behind, TODAY, 3), long)
    ours = [plan for plan in plans if "dossierline" in plan[0]]
    assert ours
    for sql, steps in ours:
        assert not [step for step in steps if step.startswith("SCAN observatory_")], (sql, steps)
        assert not [step for step in steps if "TEMP B-TREE" in step], (sql, steps)


def _fields(wanted: Wanted) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}


def plans_of(work: object, pier: Pier) -> list[tuple[str, list[str]]]:
    """The statements that some work sends, each with the steps by which SQLite answers it."""
    with CaptureQueriesContext(connection) as captured:
        assert callable(work)
        work()
    found = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
            found.append((query["sql"], [row[3] for row in cursor.fetchall()]))
    return found
