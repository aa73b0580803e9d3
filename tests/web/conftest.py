from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from marsad.observatory.models import Article, Source, Story, User
from tests.web.newsroom import START, add_article, add_family, add_source, add_story

SECRET = "The last sentence names the quay where the lantern was found."
FILLER = "The council met for two hours in the old customs house and heard eleven speakers from the harbour. " * 4


@dataclass(frozen=True)
class Newsroom:
    """Two stories: one of four languages with a dispatch and two copies, one of a single article."""

    dispatch: Article
    copies: tuple[Article, ...]
    arabic: Article
    spanish: Article
    english: Article
    lone: Article
    big: Story
    small: Story
    open_source: Source


@pytest.fixture(autouse=True)
def _quick_and_empty(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    agency = add_source("agence-vigie.example", "Agence Vigie", "full")
    courier = add_source("courrier-des-phares.example", "Le Courrier des phares")
    mirror = add_source("miroir-du-port.example", "Le Miroir du port")
    arabic_daily = add_source("manarat.example", "منارات اليوم")
    spanish_daily = add_source("el-farol.example", "El Farol")
    text = f"Le phare de Tamri sera rallumé en mai.\n\n{FILLER}\n\n{SECRET}"
    dispatch = add_article(agency, "Le phare de Tamri sera rallumé", "fr", START, text, agency="Vigie")
    copies = tuple(
        add_article(source, "Tamri : le phare rallumé en mai", "fr", START + timedelta(hours=hours), text)
        for hours, source in ((1, courier), (2, mirror))
    )
    third, fifth, sixth = (START + timedelta(hours=hours) for hours in (3, 5, 6))
    arabic = add_article(arabic_daily, "منارة تمري تضيء من جديد", "ar", third, "تضاء المنارة في ماي.")
    spanish = add_article(
        spanish_daily,
        "El faro de Tamri volverá a lucir",
        "es",
        START + timedelta(hours=4),
        "El faro volverá a lucir en mayo.",
        published="",
        published_evidence='no date on the page; "ayer" cannot be resolved without one',
    )
    english = add_article(courier, "Tamri lighthouse to shine again", "en", fifth, FILLER + SECRET)
    lone = add_article(mirror, "Un marché couvert à Imsouane", "fr", sixth, "Les halles ouvriront.")
    add_family(dispatch, {copies[0]: "verbatim", copies[1]: "light"})
    big = add_story(dispatch, *copies, arabic, spanish, english, independent_sources=4)
    return Newsroom(dispatch, copies, arabic, spanish, english, lone, big, add_story(lone), agency)


@pytest.fixture
def reader(db: None) -> User:
    return User.objects.create_user("samia", password="lantern-and-quay")


@pytest.fixture
def signed_in(client: Client, reader: User) -> Client:
    client.force_login(reader)
    return client
