from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation
from pytest_django.fixtures import Settings

from marsad.web import formats


@pytest.fixture(autouse=True)
def _fresh_locales() -> None:
    formats._locale.cache_clear()


@pytest.mark.parametrize(
    ("language", "stated", "shown"),
    [
        ("fr", "2025", "2025"),
        ("fr", "2025-06", "juin 2025"),
        ("fr", "2025-06-29", "29 juin 2025"),
        ("fr", "2025-06-29T18:40", "29 juin 2025 18:40"),
        ("fr", "2025-06-29T18:40+03:00", "29 juin 2025 16:40"),
        ("es", "2025-06-29", "29 de junio de 2025"),
        ("en", "2025-06-29", "29 June 2025"),
        ("ar", "2025-08-29", "29 غشت 2025"),
        ("fr", "hier", "hier"),
        ("fr", "2025-13", "2025-13"),
        ("fr", "", ""),
    ],
)
def test_a_date_in_the_pages_own_precision(language: str, stated: str, shown: str) -> None:
    with translation.override(language):
        assert formats.stated(stated) == shown


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Africa/Casablanca", "29 غشت 2025"), ("Africa/Tunis", "29 أوت 2025"), ("Africa/Cairo", "29 أغسطس 2025")],
)
def test_arabic_months_are_those_of_the_place(settings: Settings, zone: str, shown: str) -> None:
    settings.TIME_ZONE = zone
    with translation.override("ar"):
        assert formats.stated("2025-08-29") == shown


def test_ages_are_relative_only_when_fresh() -> None:
    now = timezone.now()
    with translation.override("fr"):
        assert formats.ago(now - timedelta(hours=3)) == "il y a 3 heures"
        assert formats.ago(datetime(2025, 9, 15, 12, tzinfo=UTC)) == "15 sept. 2025"
        assert "il y a" not in formats.ago(now + timedelta(hours=3))


def test_numbers_and_languages() -> None:
    with translation.override("es"):
        assert formats.number(1234567) == "1.234.567"
        assert formats.language_name("ar") == "العربية"
        assert formats.language_name("de") == "alemán"
        assert formats.language_name("qqq") == "qqq"


def test_french_marks_do_not_begin_a_line() -> None:
    space = "\N{NO-BREAK SPACE}"
    assert formats.unbroken("Gabès : « oui » ?", "fr") == f"Gabès{space}: «{space}oui{space}»{space}?"
    assert formats.unbroken("a : b", "es") == "a : b"
