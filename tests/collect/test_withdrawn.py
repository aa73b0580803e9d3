from __future__ import annotations

import pytest

from marsad.collect.withdrawn import looks_withdrawn

ARTICLE = "https://phare.example/actualite/2025/09/le-phare-de-tamri-sera-rallume-48211.html"


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (ARTICLE, "https://phare.example/"),
        (ARTICLE, "https://www.phare.example/index.html"),
        (ARTICLE, "https://m.phare.example/fr/"),
        (ARTICLE, "https://phare.example/actualite"),
        (ARTICLE, "https://phare.example/actualite/societe/"),
        (ARTICLE, "https://phare.example/erreur/404"),
        (ARTICLE, "https://phare.example/page-introuvable.html"),
        ("https://phare.example/?p=48211", "https://phare.example/"),
        (
            "https://phare.example/%D8%A7%D9%84%D9%85%D9%86%D8%A7%D8%B1%D8%A9-%D8%AA%D8%B6%D9%8A%D8%A1-%D9%85%D9%86-%D8%AC%D8%AF%D9%8A%D8%AF",
            "https://phare.example/ar",
        ),
        ("https://phare.example/a", "https://phare.example/404.html"),
    ],
)
def test_a_redirect_to_a_front_page_tells_that_the_article_is_gone(asked: str, final: str) -> None:
    assert looks_withdrawn(asked, final)


@pytest.mark.parametrize(
    ("asked", "final"),
    [
        (ARTICLE, ARTICLE),
        (ARTICLE, ARTICLE.replace("https://", "http://m.") + "?utm_source=feed"),
        (ARTICLE, "https://phare.example/actualite/2025/09/le-phare-de-tamri-est-rallume-48211.html"),
        (ARTICLE, "https://phare.example/48211"),
        (ARTICLE, "https://phare.example/le-phare-de-tamri-sera-rallume"),
        (ARTICLE, "https://phare.example/?p=48211"),
        (ARTICLE, "https://autre.example/"),
        (ARTICLE, "https://phare.example/connexion"),
        (ARTICLE, "https://phare.example/abonnement"),
        (ARTICLE, "https://consent.phare.example/"),
        (ARTICLE, "no address"),
        ("https://phare.example/sport", "https://phare.example/"),
        ("https://phare.example/", "https://phare.example/fr/"),
    ],
)
def test_other_redirects_tell_nothing(asked: str, final: str) -> None:
    assert not looks_withdrawn(asked, final)


@pytest.mark.parametrize("path", ["/2025", "/archives/2025", "/2025/09"])
def test_a_year_that_leads_home_tells_nothing(path: str) -> None:
    assert not looks_withdrawn(f"https://quai.example{path}", "https://quai.example/")
