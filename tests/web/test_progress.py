"""The course of promises and goals on an article's page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.observatory.test_progress import stored

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("lang", "heading", "status"),
    [
        ("en", "Course of promises", "put off"),
        ("fr", "Suite des promesses", ""),
        ("ar", "مآل الوعود", ""),
        ("es", "Curso de las promesas", ""),
    ],
)
def test_an_article_s_page_lists_what_became_of_promises_and_goals(lang: str, heading: str, status: str) -> None:
    article = stored()
    response = Client(headers={"accept-language": lang}).get(reverse("article", args=(article.pk,)))
    page = response.content.decode()
    assert response.status_code == 200
    assert heading in page
    assert status in page
    assert 'id="stated-goal"' in page
    assert "L&#39;ouverture du musée de Zerkoun" in page or "L’ouverture du musée de Zerkoun" in page
    assert "raccorder 300 villages au réseau" in page
    assert reverse("entity", args=("initiative/0",)) in page
