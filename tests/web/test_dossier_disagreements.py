"""Where the articles of a dossier disagree: values, who says which, since when, reprints; what waits for editors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from marsad.observatory import standing
from marsad.observatory.models import Article, DossierLine, Followed, Story
from marsad.web.accounts import add_user
from tests.web.dossier_rows import add_line
from tests.web.ledger_rows import Pier, make_pier
from tests.web.newsroom import add_fact, add_followed
from tests.web.test_timeline import text_of


@pytest.fixture
def pier(db: None) -> Pier:
    return make_pier(date(2026, 4, 2))


def get(client: Client, pier: Pier, query: str = "", status: int = 200) -> str:
    path = f"/dossier/{pier.dossier.pk}/disagreements{query}"
    response = client.get(path, headers={"accept-language": "en"})
    assert response.status_code == status
    return text_of(response.content.decode().split('id="disagreements"')[1])


def test_values_stand_side_by_side_with_who_since_when_and_reprints(signed_in: Client, pier: Pier) -> None:
    page = get(signed_in, pier)
    assert "300 people 1 outlet since 15 Sept 2025, first in Le Quai" in page
    assert "500 people 1 outlet since 5 Oct 2025, first in El Farol" in page
    assert "1 reprint They carry the text of the one above, and speak for it alone." in page
    assert page.index("300 people") < page.index("L'Écho word for word") < page.index("500 people")


def test_a_copy_that_came_out_first_gives_the_day(signed_in: Client, pier: Pier) -> None:
    Article.objects.filter(pk=pier.copy.pk).update(sort_at="2025-09-14T08:00:00Z")
    assert "300 people 1 outlet since 14 Sept 2025, first in L'Écho" in get(signed_in, pier)


def add_waiting(pier: Pier) -> Followed:
    figures = [
        add_fact(pier.french, "300 personnes", "figure", detail={}),
        add_fact(pier.spanish, "500 personas", "figure", detail={}),
    ]
    words = [(fact, "side", at, {"value": 10 + at, "unit": "person"}) for at, fact in enumerate(figures)]
    story = Story.objects.get()
    return add_followed(story, "contradiction", words, detail={"kind": "count", "unit": "person"}, state="waiting")


def test_what_waits_is_for_editors(client: Client, signed_in: Client, data_dir: Path, pier: Pier) -> None:
    add_waiting(pier)
    assert "10 people" not in get(signed_in, pier)
    standing.begin()
    client.force_login(add_user("nadia", "lantern-and-quay-9", "editor"))
    page = get(client, pier)
    assert "1 waits for an editor" in page
    assert page.index("10 people") < page.index("300 people")


def test_many_go_over_pages(signed_in: Client, pier: Pier) -> None:
    point, line = Followed.objects.get(kind="contradiction"), pier.lines["contradiction"]
    for _ in range(20):
        add_line(pier.dossier, line.story, line.article, "contradiction", line.at, followed=point)
    response = signed_in.get(f"/dossier/{pier.dossier.pk}/disagreements", headers={"accept-language": "en"})
    following = response.content.decode().split('rel="next" href="')[1].split('"')[0]
    assert "Earlier" in text_of(response.content.decode())
    assert get(signed_in, pier, following).count("300 people") == 6
    assert "is not whole" in get(signed_in, pier, "?after=x", status=400)


def test_none_says_so(signed_in: Client, pier: Pier) -> None:
    DossierLine.objects.filter(kind="contradiction").delete()
    assert "No two outlets of this dossier were found to give different figures" in get(signed_in, pier)


def test_a_stranger_sees_none_that_rests_on_hidden_words(pier: Pier) -> None:
    Article.objects.update(lede="Autre chose. " * 40)
    page = get(Client(), pier)
    assert "300" not in page
    assert "1 more rests on words beyond the extracts" in page
