"""Invented events, each told on pages that no reader could take for another event's."""

from __future__ import annotations

from pathlib import Path

from marsad.archive.page import Page
from marsad.observatory.models import Article, Story
from marsad.observatory.paths import index_dir
from marsad.search.index import SearchIndex
from marsad.search.query import SearchQuery
from tests.observatory.facts import page

EVENTS = {
    "phare": (
        "Le phare de Tamri sera rallumé samedi après deux hivers de travaux, a annoncé l'office des phares mardi.",
        "Les pêcheurs du port attendaient ce feu depuis des années et comptent veiller toute la nuit sur le quai.",
        "La lampe neuve porte à trente milles et consomme dix fois moins que celle que la foudre avait brûlée.",
    ),
    "tram": (
        "La deuxième ligne du tramway de Zellaka ouvre lundi, avec quatorze stations entre la gare et l'université.",
        "Le conseil municipal a voté un tarif unique de six dirhams, gratuit pour les écoliers et les retraités.",
        "Les rames, longues de trente mètres, ont roulé à vide pendant tout l'été sous les yeux des riverains.",
    ),
    "olive": (
        "La récolte des olives sera la plus faible depuis vingt ans dans la vallée du Bou Regat, disent les moulins.",
        "Une pluie de grêle en avril a fait tomber les fleurs, puis la sécheresse a ridé les fruits restés aux arbres.",
        "Les coopératives demandent que l'eau du barrage soit ouverte deux jours de plus avant la première presse.",
    ),
    "echecs": (
        "À douze ans, Lina Berrada gagne l'open d'échecs de Tafza sans perdre une seule partie en neuf rondes.",
        "Elle a battu en finale le tenant du titre par un sacrifice de dame que les commentateurs n'ont pas vu venir.",
        "Son club, installé au fond d'une librairie, n'avait jamais envoyé de joueur au-delà du troisième tour.",
    ),
}


def telling(event: str, name: str = "", *, extra: str = "") -> Page:
    """A page on an event; pages of one event are copies of one text, each with an ``extra`` sentence of its own."""
    return page(name or event, (*EVENTS[event], *([extra] if extra else [])))


def story_of(name: str) -> str:
    """The story of the page of that name as it is now."""
    return Article.objects.get(url=f"https://quai.example/{name}", current=True).story_id or ""


def number_of(name: str) -> int:
    return Article.objects.get(url=f"https://quai.example/{name}", current=True).pk


def counts(story: str) -> tuple[int, int]:
    row = Story.objects.get(pk=story)
    return row.article_count, row.independent_sources


def indexed(data_dir: Path, story: str) -> set[int]:
    """The articles that the search index has of a story."""
    with SearchIndex.open(index_dir(data_dir)) as index:
        return {hit.key for hit in index.search(SearchQuery("", story=story)).hits}
