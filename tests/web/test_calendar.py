"""A dossier's calendar feed, read again as a calendar program does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from icalendar import Calendar, Component

from marsad.observatory.models import DossierLine, Promise, Source, Visibility
from marsad.web.ical import Day, feed, uid
from marsad.web.queries.timeline_wanted import midnight
from tests.web.dossier_rows import add_line
from tests.web.ledger_rows import SECRET, Pier, add_fact_line, make_pier
from tests.web.newsroom import add_fact

COMING = date(2026, 4, 2)
CHANGED = datetime(2026, 3, 1, 12, 0, 0, 987, tzinfo=UTC)
ARABIC = "ملتقى المنارات؛ تمري, الدورة \\ الثالثة; " * 5


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.fromisoformat("2026-03-10T12:00:00+00:00"))


@pytest.fixture
def pier(db: None) -> Pier:
    return make_pier(COMING)


def a_day(**fields: object) -> Day:
    told = {"key": "event|1", "begin": COMING, "end": COMING, "summary": "Le môle", "description": "a\nb"}
    rest = {"url": "https://marsad.example/x", "lang": "fr", "changed": CHANGED, "told": 3}
    return Day(**{**told, **rest, **fields})  # type: ignore[arg-type]


def entries(content: bytes) -> list[Component]:
    return Calendar.from_ical(content).walk("VEVENT")


def fetch(client: Client, pier: Pier, query: str = "", lang: str = "en") -> bytes:
    response = client.get(f"/dossier/{pier.dossier.pk}/calendar.ics{query}", headers={"accept-language": lang})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return response.content


def test_lines_are_folded_at_75_octets_and_ended_by_crlf_and_come_back_whole() -> None:
    content = feed("Les phares", "https://marsad.example/", "fr", [a_day(summary=ARABIC, lang="ar")])
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not [line for line in lines if len(line) > 75 or b"\n" in line]
    [event] = entries(content)
    assert event["SUMMARY"] == ARABIC
    assert event["SUMMARY"].params["LANGUAGE"] == "ar"
    assert event["DESCRIPTION"] == "a\nb"


def test_an_entry_is_a_whole_day_with_its_end_behind_it_and_nothing_of_now() -> None:
    content = feed("Les phares", "https://marsad.example/", "fr", [a_day(end=date(2026, 4, 4))])
    text = content.decode()
    assert "DTSTART;VALUE=DATE:20260402\r\n" in text
    assert "DTEND;VALUE=DATE:20260405\r\n" in text
    assert "DTSTAMP:20260301T120000Z\r\n" in text
    assert "LAST-MODIFIED:20260301T120000Z\r\n" in text
    assert "SEQUENCE:2\r\n" in text
    assert f"UID:{uid('event|1')}\r\n" in text
    assert content == feed("Les phares", "https://marsad.example/", "fr", [a_day(end=date(2026, 4, 4))])


def test_of_several_with_one_key_that_told_last_stands() -> None:
    later = a_day(changed=CHANGED.replace(month=4), begin=date(2026, 5, 1), end=date(2026, 5, 1))
    [event] = entries(feed("x", "https://marsad.example/", "fr", [later, a_day()]))
    assert event.decoded("DTSTART") == date(2026, 5, 1)


def test_a_name_cannot_end_its_line() -> None:
    content = feed("a\r\nBEGIN:VEVENT\r\nx", "https://marsad.example/", "fr", [a_day(summary="b\r\nEND:VCALENDAR")])
    assert len(entries(content)) == 1


def test_the_feed_has_events_and_due_dates(signed_in: Client, pier: Pier) -> None:
    event, due = entries(fetch(signed_in, pier))
    assert event["SUMMARY"] == "ملتقى المنارات"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (COMING, date(2026, 4, 3))
    assert event["LOCATION"] == "تمري"
    assert event["URL"].startswith(f"http://testserver/article/{pier.arabic.pk}?words=body.")
    assert due["SUMMARY"] == "Due by the end of 2027: reconstruire le môle (Office des phares)"
    assert due.decoded("DTSTART") == date(2027, 12, 31)
    assert due["URL"] == f"http://testserver/commitment/{pier.promise.pk}"
    assert due.decoded("DTSTAMP") == pier.promise.last_at.astimezone(UTC)
    assert [len(entries(fetch(signed_in, pier, f"?only={only}"))) for only in ("events", "due")] == [1, 1]
    assert signed_in.get(f"/dossier/{pier.dossier.pk}/calendar.ics?only=else").status_code == 404


def test_a_day_by_which_it_is_due_is_said_as_that_day(signed_in: Client, pier: Pier) -> None:
    Promise.objects.update(due="2026-05-20", due_on=date(2026, 5, 20))
    [due] = entries(fetch(signed_in, pier, "?only=due&lang=en"))
    assert due["SUMMARY"] == "Due: reconstruire le môle (Office des phares)"


def test_what_is_told_by_month_is_no_entry(signed_in: Client, pier: Pier) -> None:
    month = add_fact(pier.french, "rallumé en mai", "event", detail={"name": "le feu", "start_date": "2026-05"})
    add_fact_line(pier.dossier, "event", month, at=midnight(date(2026, 5, 1)), begin="2026-05")
    assert len(entries(fetch(signed_in, pier, "?only=events"))) == 1


def test_what_is_ours_is_in_the_language_that_is_asked_for(signed_in: Client, pier: Pier) -> None:
    shown = {lang: fetch(signed_in, pier, f"?lang={lang}", lang="en") for lang in ("fr", "ar", "es", "en")}
    names = {lang: Calendar.from_ical(content)["X-WR-CALNAME"] for lang, content in shown.items()}
    assert len(set(names.values())) > 1
    assert all("Les phares du Sud" in name for name in names.values())
    assert {entries(content)[0]["SUMMARY"] for content in shown.values()} == {"ملتقى المنارات"}
    assert len({entries(content)[1]["UID"] for content in shown.values()}) == 1


def test_a_stranger_gets_no_more_than_the_pages_show(client: Client, pier: Pier) -> None:
    hidden = add_fact(pier.french, SECRET, "event", detail={"name": SECRET, "start_date": "2026-04-09"})
    add_fact_line(pier.dossier, "event", hidden, at=midnight(date(2026, 4, 9)), begin="2026-04-09")
    assert SECRET not in str(entries(fetch(client, pier)))
    assert "troisième" not in re.sub(r"\r\n ", "", fetch(client, pier).decode())
    assert len(entries(fetch(client, pier, "?only=events"))) == 1
    Source.objects.update(visibility=Visibility.FULL)
    assert len(entries(fetch(client, pier, "?only=events"))) == 2


def test_a_program_that_has_it_already_is_told_so(signed_in: Client, pier: Pier) -> None:
    first = signed_in.get(f"/dossier/{pier.dossier.pk}/calendar.ics?lang=fr")
    again = signed_in.get(f"/dossier/{pier.dossier.pk}/calendar.ics?lang=fr", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_event_of_two_stories_is_one_entry(signed_in: Client, pier: Pier) -> None:
    line = pier.lines["event"]
    add_line(pier.dossier, line.story, line.article, "event", line.at, key=line.key, begin=line.begin, fact=line.fact)
    assert DossierLine.objects.filter(kind="event").count() == 2
    assert len(entries(fetch(signed_in, pier, "?only=events"))) == 1


def test_the_timeline_offers_the_feed(signed_in: Client, pier: Pier) -> None:
    html = signed_in.get(f"/dossier/{pier.dossier.pk}/timeline", headers={"accept-language": "ar"}).content.decode()
    assert f"webcal://testserver/dossier/{pier.dossier.pk}/calendar.ics?lang=ar" in html
