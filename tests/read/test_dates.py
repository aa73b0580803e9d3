"""Dates that pages print, declare and carry in their address, to ISO of the page's own precision."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.read.dates import date_in_url, declared_date, find_dates, may_hold_date, parse_date, plausible
from tests.paths import shared

FETCHED = datetime.fromisoformat("2025-08-17T02:15:00+01:00")
LOCALES = """
    fr es en_US en_GB ar ar_MA ar_LB ar_EG ar_DZ ar_TN de it pt ca nl da nb sv fi pl ru uk bg tr hi zgh shi_Latn kab
    ja zh ko
"""


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Paru sur Le Phare le 29 - 06 - 2025", "2025-06-29"),
        ("mercredi 23 juillet 2025 à 07h00", "2025-07-23T07:00"),
        ("1er août 2025", "2025-08-01"),
        ("premier juillet 2025", "2025-07-01"),
        ("Le 3 févr. 2024, 18 h 05", "2024-02-03T18:05"),
        ("Avec ABC15.09.2025 – 16:40 GMT", "2025-09-15T16:40+00:00"),
        ("15/09/2025 16:05 GMT+1", "2025-09-15T16:05+01:00"),
        ("2025-07-23T07:00:12Z", "2025-07-23T07:00:12+00:00"),
        ("2025-07-23T07:00+0100", "2025-07-23T07:00+01:00"),
        ("By A. Person | 19 Aug 2025", "2025-08-19"),
        ("By Ann PersonNovember 15, 2019", "2019-11-15"),
        ("September 24, 2025, 11:15", "2025-09-24T11:15"),
        ("Sept. 4, 2025 at 9:05 p.m.", "2025-09-04T21:05"),
        ("October 17, 20236:01 PM", "2023-10-17T18:01"),
        ("07:45, 3rd of May 2025", "2025-05-03T07:45"),
        ("17 de agosto de 2025 | 08:00 h", "2025-08-17T08:00"),
        ("24 de julio del 2025 a las 9:30", "2025-07-24T09:30"),
        ("5-ene-2025", "2025-01-05"),
        ("الثلاثاء 22 يوليوز 2025 - 17:05", "2025-07-22T17:05"),
        ("الأربعاء ٢٣ تموز/يوليو ٢٠٢٥ - ٠٦:٣٠", "2025-07-23T06:30"),
        ("نُشر يوم الجمعة 25 جويلية 2025", "2025-07-25"),
        ("12 جانفي 2025 على الساعة 9:20 مساءً", "2025-01-12T21:20"),
        ("3 آب 2025", "2025-08-03"),
        ("4 تشرين الأول 2025", "2025-10-04"),
        ("5 كانون الثاني / يناير 2025", "2025-01-05"),
        ("فاتح يوليوز 2025", "2025-07-01"),
        ("غرة أكتوبر 2025", "2025-10-01"),
        ("16 شتنبر 2025 • 10 دجنبر 2024", "2025-09-16"),
        ("29.06.2025, 18.40 Uhr", "2025-06-29T18:40"),
        ("Sonntag, 29. Juni 2025 um 18:40 Uhr", "2025-06-29T18:40"),
        ("28 luglio 202010:43", "2020-07-28T10:43"),
        ("29 czerwca 2025 r.", "2025-06-29"),
        ("15 d'agost de 2025", "2025-08-15"),
        ("2025年6月29日 18:40", "2025-06-29T18:40"),
        ("2025년 6월 29일", "2025-06-29"),
        ("۲۹/۰۶/۲۰۲۵", "2025-06-29"),
        ("16/08/25", "2025-08-16"),
        ("12/31/2024", "2024-12-31"),
        ("20250629", "2025-06-29"),
    ],
)
def test_absolute(text: str, iso: str) -> None:
    assert parse_date(text) == iso
    assert parse_date(text, fetched=FETCHED) == iso


@settings(deadline=None)
@given(
    st.sampled_from(LOCALES.split()), st.dates(date(1990, 1, 1), date(2079, 12, 31)), st.sampled_from(["long", "full"])
)
def test_a_date_written_by_the_rules_of_a_language_comes_back(locale: str, day: date, style: str) -> None:
    text = format_date(day, style, locale=locale)
    assert parse_date(text, lang=locale.partition("_")[0]) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-06-29", "2025-06-29"),
        ("2025-06-29T18:40:00.000+0000", "2025-06-29T18:40:00+00:00"),
        ("2025-06-29T18:40:00.123Z", "2025-06-29T18:40:00+00:00"),
        ("2025-06-29T18:40:00+01:00", "2025-06-29T18:40:00+01:00"),
        ("2025-06-29 18:40:00", "2025-06-29T18:40:00"),
        ("2025-06-29 18:40:00 UTC", "2025-06-29T18:40:00+00:00"),
        ("2025-06-29 18:40:00 +0200 CEST", "2025-06-29T18:40:00+02:00"),
        ("2025-06-29T18:40+01:00[Africa/Casablanca]", "2025-06-29T18:40+01:00"),
        ("2025-6-9 8:05", "2025-06-09T08:05"),
        ("20250629T184000Z", "2025-06-29T18:40:00+00:00"),
        ("20250629184000", "2025-06-29T18:40:00"),
        ("1751222400", "2025-06-29T18:40:00+00:00"),
        ("1751222400000", "2025-06-29T18:40:00+00:00"),
        ("Sun, 29 Jun 2025 18:40:00 +0100", "2025-06-29T18:40:00+01:00"),
        ("Tue Jan 28 2020 10:11:12 GMT+0100 (Central European Standard Time)", "2020-01-28T10:11:12+01:00"),
        ("Sun Jun 29 18:40:00 GMT 2025", "2025-06-29T18:40:00+00:00"),
        ("dimanche 29 juin 2025", "2025-06-29"),
        ("0001-01-01T00:00:00Z", None),
        ("2025-13-29", None),
        ("2025-02-30T10:00:00Z", None),
        ("120680396518", None),
        ("2025", None),
        ("", None),
    ],
)
def test_declared(text: str, iso: str | None) -> None:
    assert declared_date(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("29 juin 2025 à 18h40, heure de Rabat", "2025-06-29T18:40+01:00"),
        ("10 mars 2025 à 18h40 (heure du Maroc)", "2025-03-10T18:40+00:00"),
        ("29 de junio de 2025, 18:40 hora peninsular", "2025-06-29T18:40+02:00"),
        ("June 29, 2025 6:40 PM ET", "2025-06-29T18:40-04:00"),
        ("29 June 2025 18:40 UTC+05:30", "2025-06-29T18:40+05:30"),
        ("29 juin 2025 à 18h40 est une date", "2025-06-29T18:40"),
        ("29 يونيو 2025 18:40 بتوقيت مكة المكرمة", "2025-06-29T18:40+03:00"),
    ],
)
def test_zones(text: str, iso: str) -> None:
    assert parse_date(text) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("14 محرم 1447 هـ الموافق لـ 10 يوليوز 2025", "2025-07-10"),
        ("الجمعة 7 صفر 1447 هـ / فاتح غشت 2025 - 12:00", "2025-08-01T12:00"),
        ("10 juillet 2025 / 14 Moharram 1447", "2025-07-10"),
        ("4 Moharram 1447", "2025-06-30"),
        ("1 رمضان 1446", "2025-03-01"),
        ("12 ربيع الأول 1447 هـ", "2025-09-05"),
        ("4 Dhul-Qa'dah 1446", None),
        ("14/01/1447 هـ", "2025-07-10"),
        ("1404/04/08", None),
        ("5 يناير 1447", None),
    ],
)
def test_hijri_dates_stand_back_and_are_never_gregorian_years(text: str, iso: str | None) -> None:
    assert parse_date(text) == iso


def test_a_converted_date_says_that_it_is_approximate() -> None:
    (alone,) = find_dates("14 محرم 1447")
    (beside,) = find_dates("14 محرم 1447 / 10 يوليوز 2025")
    assert (alone.iso, alone.approximate) == ("2025-07-10", True)
    assert (beside.iso, beside.approximate) == ("2025-07-10", False)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("il y a 3 heures", "2025-08-16"),
        ("il y a 5 minutes", "2025-08-17T02:10+01:00"),
        ("il y a une heure", "2025-08-17"),
        ("hier à 18h40", "2025-08-16T18:40+01:00"),
        ("Hier, 18:40", "2025-08-16T18:40+01:00"),
        ("hace 3 horas", "2025-08-16"),
        ("hace dos días", "2025-08-15"),
        ("anteayer", "2025-08-15"),
        ("yesterday at 6:30 pm", "2025-08-16T18:30+01:00"),
        ("the day before yesterday", "2025-08-15"),
        ("an hour ago", "2025-08-17"),
        ("2 weeks ago", "2025-08-03"),
        ("vor 2 Tagen", "2025-08-15"),
        ("منذ ساعتين", "2025-08-17"),
        ("منذ 4 ساعات", "2025-08-16"),
        ("قبل ثلاثة أيام", "2025-08-14"),
        ("أمس على الساعة 20:10", "2025-08-16T20:10+01:00"),
        ("أول أمس", "2025-08-15"),
        ("lundi dernier", "2025-08-11"),
        ("dimanche dernier", "2025-08-10"),
        ("الاثنين الماضي", "2025-08-11"),
        ("el sábado pasado", "2025-08-16"),
        ("last Friday", "2025-08-15"),
        ("jeudi 14 août à 7h", "2025-08-14T07:00"),
        ("3 septembre", "2024-09-03"),
        ("August 14 at 7:05", "2025-08-14T07:05"),
    ],
)
def test_relative_to_the_capture(text: str, iso: str) -> None:
    assert parse_date(text, fetched=FETCHED) == iso
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hors date",
        "en marzo de 2024",
        "il y a 2 mois",
        "31/02/2025",
        "412 000 têtes",
        "192.168.25.1",
        "7550 vues",
        "demain à 15h",
        "mardi prochain",
        "lundi à 18h",
        "5 out of 10",
        "You have 2 may be more",
        "5 min de lecture",
    ],
)
def test_what_would_be_a_guess_is_null(text: str) -> None:
    assert parse_date(text, fetched=FETCHED) is None


@pytest.mark.parametrize(
    ("text", "lang", "isos"),
    [
        ("du 14 au 16 avril 2025", "fr", "2025-04-14 2025-04-16"),
        ("les 1er et 2 juillet", "fr", "2025-07-01 2025-07-02"),
        ("April 14-16, 2025", "en", "2025-04-14 2025-04-16"),
        ("July 1 and 2", "en", "2025-07-01 2025-07-02"),
        ("del 14 al 16 de abril de 2025", "es", "2025-04-14 2025-04-16"),
        ("من 14 إلى 16 أبريل 2025", "ar", "2025-04-14 2025-04-16"),
        ("en marzo de 2024", "es", "2024-03"),
        ("كانون الثاني 2024", "ar", "2024-01"),
        ("d'ici fin 2026", "fr", "2026"),
        ("متم سنة 2026", "ar", "2026"),
        ("mardi prochain", "fr", "2025-08-19"),
        ("next Sunday", "en", "2025-08-24"),
        ("غداً", "ar", "2025-08-18"),
    ],
)
def test_prose(text: str, lang: str, isos: str) -> None:
    assert [found.iso for found in find_dates(text, lang=lang, fetched=FETCHED, prose=True)] == isos.split()


def test_a_word_counts_in_its_own_language() -> None:
    assert parse_date("auch hier", lang="de", fetched=FETCHED) is None
    assert parse_date("auch hier", lang="fr", fetched=FETCHED) == "2025-08-16"


def test_english_month_first_only_when_day_first_lies_in_the_future() -> None:
    assert parse_date("08/09/2025", lang="en", fetched=FETCHED) == "2025-08-09"
    assert parse_date("08/07/2025", lang="en", fetched=FETCHED) == "2025-07-08"
    assert parse_date("08/09/2025", lang="fr", fetched=FETCHED) == "2025-09-08"


def test_region_clock_and_another_witness_decide_the_order() -> None:
    assert parse_date("08/07/2025", lang="en-US") == "2025-08-07"
    assert parse_date("08/07/2025", lang="en-GB") == "2025-07-08"
    assert parse_date("8/7/2025 6:40:00 PM", lang="en") == "2025-08-07T18:40:00"
    assert parse_date("08/07/2025", near="2025-08-07T10:00") == "2025-08-07"
    assert parse_date("08/07/2025", lang="fr", near="2025-08") == "2025-08-07"
    assert parse_date("08/07/2025", lang="en-US", near="2025-07-08") == "2025-07-08"


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://phare.example/2025/06/29/une-ecole/", "2025-06-29"),
        ("https://phare.example/20250629-une-ecole", "2025-06-29"),
        ("https://phare.example/a/une-ecole-2025-06-29.html", "2025-06-29"),
        ("https://phare.example/world/2025/jun/29/school", "2025-06-29"),
        ("https://phare.example/n/20250629184000.html", "2025-06-29"),
        ("https://phare.example/2025/0629/c90.html", "2025-06-29"),
        ("https://phare.example/29-06-2025/une-ecole", "2025-06-29"),
        ("https://phare.example/05-06-2025/une-ecole", None),
        ("https://phare.example/2025/06/une-ecole", "2025-06"),
        ("https://phare.example/une-ecole-20251399", None),
        ("https://phare.example/une-ecole-2025062912", None),
        ("https://phare.example/une-ecole?d=2025-06-29", None),
        ("https://phare.example/2000-habitants", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, iso: str | None) -> None:
    assert date_in_url(url) == iso


def test_an_article_is_not_from_the_future_nor_older_than_the_web() -> None:
    assert plausible("2025-08-17T10:00", FETCHED)
    assert plausible("2025-08-18", FETCHED)
    assert not plausible("2025-08-19", FETCHED)
    assert not plausible("1970-01-01T00:00:00+00:00", FETCHED)
    assert plausible("2025-08", FETCHED)
    tomorrow = datetime.now(tz=FETCHED.tzinfo).date() + timedelta(days=3)
    assert plausible("2024-02-03")
    assert not plausible(tomorrow.isoformat())


@pytest.mark.parametrize("text", ["Hier à midi", "AUJOURD’HUI", "أمس", "une heure", "12 vues", "٣ آب", "Lundi"])
def test_a_line_worth_looking_at(text: str) -> None:
    assert may_hold_date(text)


@pytest.mark.parametrize("text", ["", "Politique", "La ministre inaugure une école", "الحكومة تعلن عن برنامج جديد"])
def test_most_lines_are_not(text: str) -> None:
    assert not may_hold_date(text)


def test_spans_are_of_the_text_as_given() -> None:
    text = "نُشِرَ في الـصحيفة يوم 25 جويلية 2025 بقلم فلان"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "25 جويلية 2025"


WORDS = "lundi dernier|hier|mars|محرم|1447|2025|/|-|:|h|June|، |il y a|كانون الثاني|PM|GMT+|الى|de|Z|le|1er"
PIECES = st.lists(
    st.one_of(st.text(max_size=6), st.integers(0, 99_999_999).map(str), st.sampled_from(WORDS.split("|")))
).map(" ".join)


@given(st.one_of(st.text(), PIECES, PIECES.map(lambda text: text.replace(" ", ""))), st.booleans())
def test_never_raises_and_gives_iso_or_nothing(text: str, prose: bool) -> None:
    for found in find_dates(text, fetched=FETCHED, prose=prose, near="2025-06"):
        assert 0 <= found.start < found.end <= len(text)
        assert len(found.iso) < 10 or datetime.fromisoformat(found.iso)
    declared = declared_date(text, lang="ar", fetched=FETCHED)
    assert declared is None or datetime.fromisoformat(declared)
    addressed = date_in_url("/" + text)
    assert addressed is None or len(addressed) in {7, 10}


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.times(timezones=st.timezones()))
def test_iso_moments_come_back(day: date, moment: time) -> None:
    text = datetime.combine(day, moment.replace(microsecond=0)).isoformat()
    declared = declared_date(text)
    assert declared is not None
    assert datetime.fromisoformat(declared) == datetime.fromisoformat(text)


@pytest.mark.shared
def test_the_language_bench() -> None:
    rows = shared("bench/language/dates/dates40.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, rows):
        fetched = datetime.fromisoformat(row["ref"] + "T12:00:00+00:00")
        found = find_dates(row["expr"], lang=row["lang"], fetched=fetched, prose=True)
        assert [one.iso[:10] for one in found] == row["gold"], row["expr"]
