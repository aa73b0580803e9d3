"""Invented events, each told on pages that no reader could take for another event's."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from marsad.archive.page import Page
from marsad.group.features import StoryFeatures
from marsad.group.ids import story_id
from marsad.group.stories import StoryPlacement
from marsad.model import Document
from marsad.observatory.models import Article, Story
from marsad.observatory.paths import index_dir
from marsad.search.index import SearchIndex
from marsad.search.query import SearchQuery
from tests.observatory.facts import PAGE

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


_RHYMES = ("arin", "elou", "ivat", "ossin", "uret", "anjo", "oubil", "emar")


def telling(event: str, name: str = "", *, host: str = "quai.example", extra: str = "") -> Page:
    """A page on an event, a copy of its other pages but for an ``extra`` sentence."""
    return _page((*EVENTS[event], *([extra] if extra else [])), name or event, host)


def own_telling(event: str, name: str, *, host: str = "quai.example", also: str = "") -> Page:
    """A page on an event, and ``also`` on another, in words of its own, but for those that it begins with."""
    rng = random.Random(name)
    words = [f"{rng.choice('bdflmnprst')}{rng.choice(_RHYMES)}{rng.choice(_RHYMES)}" for _ in range(60)]
    first, second = (f"{EVENTS[told][0][:40]} " if told else "" for told in (event, also))
    return _page((f"{first}{' '.join(words[:30])}.", f"{second}{' '.join(words[30:])}."), name, host)


def _page(paragraphs: tuple[str, ...], name: str, host: str) -> Page:
    lines = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = PAGE.format(lang="fr", dir="", title=f"Titre {name}", paragraphs=lines)
    return Page(html.encode(), url=f"https://{host}/{name}", name=name, media_type="text/html")


def article(name: str) -> Article:
    """The article of the page of that name as it is now."""
    return Article.objects.get(url__endswith=f"/{name}", current=True)


def story_of(name: str) -> str:
    """The story that it is in."""
    return article(name).story_id or ""


def number_of(name: str) -> int:
    """Its place in the order of ingest."""
    return article(name).pk


def counts(story: str) -> tuple[int, int]:
    """Articles and independent sources of a story."""
    row = Story.objects.get(pk=story)
    return row.article_count, row.independent_sources


def indexed(data_dir: Path, story: str) -> set[int]:
    """The articles that the search index has of a story."""
    with SearchIndex.open(index_dir(data_dir)) as index:
        return {hit.key for hit in index.search(SearchQuery("", story=story)).hits}


class EventIndex:
    """Stories by the events above that a text tells; one that tells of several shows their stories to be one.

    ``same`` says which events this version of grouping takes for one.
    """

    same: ClassVar[dict[str, str]] = {}
    lookback = 1 << 40

    def __init__(self, *_: object) -> None:
        self._stories: dict[str, str] = {}
        self._apart: set[frozenset[str]] = set()
        self._events: dict[int, str] = {}

    def place(self, document: Document, _: StoryFeatures, number: int) -> StoryPlacement:
        events = [self.same.get(event, event) for event, told in EVENTS.items() if told[0][:40] in document.text]
        known = list(dict.fromkeys(self._stories[event] for event in events if event in self._stories))
        home = known[0] if known else story_id(document.id)
        absorbed = [story for story in known if story != home and frozenset((story, home)) not in self._apart]
        gone = dict.fromkeys(absorbed, home)
        self._stories = {event: gone.get(story, story) for event, story in self._stories.items()}
        self._apart = {frozenset(gone.get(story, story) for story in pair) for pair in self._apart}
        self._stories |= dict.fromkeys(events[:1], home)
        self._events[number] = events[0]
        return StoryPlacement(home, tuple(absorbed))

    def restore(self, document: Document, _: StoryFeatures, story: str, number: int) -> None:
        for event, told in EVENTS.items():
            if told[0][:40] in document.text:
                self._events[number] = self.same.get(event, event)
                self._stories[self._events[number]] = story
                return

    def rearrange(self, stories: Mapping[int, str]) -> None:
        self._apart.clear()
        self._stories = {event: stories[number] for number, event in sorted(self._events.items())}

    def keep_apart(self, first: str, second: str) -> None:
        self._apart.add(frozenset((first, second)))
