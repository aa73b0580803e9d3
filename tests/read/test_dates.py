"""Visible dates of four languages, to ISO of the page's own precision."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.read.dates import find_dates, parse_date

FETCHED = datetime.fromisoformat("2025-08-17T02:15:00+01:00")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Paru sur Le Phare le 29 - 06 - 2025", "2025-06-29"),
        ("mercredi 23 juillet 2025 à 07h00", "2025-07-23T07:00"),
        ("1er août 2025", "2025-08-01"),
        ("Le 3 févr. 2024, 18 h 05", "2024-02-03T18:05"),
        ("Avec ABC15.09.2025 – 16:40 GMT", "2025-09-15T16:40+00:00"),
        ("15/09/2025 16:05 GMT+1", "2025-09-15T16:05+01:00"),
        ("2025-07-23T07:00:12Z", "2025-07-23T07:00:12+00:00"),
        ("2025-07-23T07:00+0100", "2025-07-23T07:00+01:00"),
        ("By A. Person | 19 Aug 2025", "2025-08-19"),
        ("September 24, 2025, 11:15", "2025-09-24T11:15"),
        ("Sept. 4, 2025 at 9:05 p.m.", "2025-09-04T21:05"),
        ("07:45, 3rd of May 2025", "2025-05-03T07:45"),
        ("17 de agosto de 2025 | 08:00 h", "2025-08-17T08:00"),
        ("24 de julio del 2025 a las 9:30", "2025-07-24T09:30"),
        ("الثلاثاء 22 يوليوز 2025 - 17:05", "2025-07-22T17:05"),
        ("الجمعة 7 صفر 1447 هـ / فاتح غشت 2025 - 12:00", "2025-08-01T12:00"),
        ("الأربعاء ٢٣ تموز/يوليو ٢٠٢٥ - ٠٦:٣٠", "2025-07-23T06:30"),
        ("نُشر يوم الجمعة 25 جويلية 2025", "2025-07-25"),
        ("12 جانفي 2025 على الساعة 9:20 مساءً", "2025-01-12T21:20"),
        ("3 آب 2025", "2025-08-03"),
        ("4 تشرين الأول 2025", "2025-10-04"),
        ("5 كانون الثاني / يناير 2025", "2025-01-05"),
        ("غرة أكتوبر 2025", "2025-10-01"),
        ("16 شتنبر 2025 • 10 دجنبر 2024", "2025-09-16"),
        ("16/08/25", "2025-08-16"),
        ("12/31/2024", "2024-12-31"),
    ],
)
def test_absolute(text: str, iso: str) -> None:
    assert parse_date(text) == iso
    assert parse_date(text, fetched=FETCHED) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("il y a 3 heures", "2025-08-16"),
        ("il y a 5 minutes", "2025-08-17T02:10+01:00"),
        ("hier à 18h40", "2025-08-16T18:40+01:00"),
        ("hace 3 horas", "2025-08-16"),
        ("hace dos días", "2025-08-15"),
        ("anteayer", "2025-08-15"),
        ("yesterday at 6:30 pm", "2025-08-16T18:30+01:00"),
        ("an hour ago", "2025-08-17"),
        ("2 weeks ago", "2025-08-03"),
        ("منذ ساعتين", "2025-08-17"),
        ("منذ 4 ساعات", "2025-08-16"),
        ("قبل ثلاثة أيام", "2025-08-14"),
        ("أمس على الساعة 20:10", "2025-08-16T20:10+01:00"),
        ("jeudi 14 août à 7h", "2025-08-14T07:00"),
        ("3 septembre", "2024-09-03"),
    ],
)
def test_relative_to_the_capture(text: str, iso: str) -> None:
    assert parse_date(text, fetched=FETCHED) == iso
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["", "hors date", "en marzo de 2024", "il y a 2 mois", "31/02/2025", "412 000 têtes", "192.168.25.1", "7550 vues"],
)
def test_what_would_be_a_guess_is_null(text: str) -> None:
    assert parse_date(text, fetched=FETCHED) is None


def test_english_month_first_only_when_day_first_lies_in_the_future() -> None:
    assert parse_date("08/09/2025", lang="en", fetched=FETCHED) == "2025-08-09"
    assert parse_date("08/07/2025", lang="en", fetched=FETCHED) == "2025-07-08"
    assert parse_date("08/09/2025", lang="fr", fetched=FETCHED) == "2025-09-08"


def test_spans_are_of_the_text_as_given() -> None:
    text = "نُشِرَ في الـصحيفة يوم 25 جويلية 2025 بقلم فلان"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "25 جويلية 2025"


@given(st.text())
def test_never_raises(text: str) -> None:
    for found in find_dates(text, fetched=FETCHED):
        assert 0 <= found.start < found.end <= len(text)
