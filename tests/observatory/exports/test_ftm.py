"""FollowTheMoney entities, judged by the package that Aleph uses."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marsad.observatory.exports import FORMATS, Export
from marsad.observatory.models import DossierTie, Entity, TieWords
from tests.paths import ROOT
from tests.web.ledger_rows import PROMISE, SECRET, Pier, make_pier
from tests.web.newsroom import add_detail, add_fact

pytestmark = pytest.mark.django_db
PYTHON = ROOT / ".aleph" / "bin" / "python"
JUDGE = Path(__file__).with_name("aleph_world.py")


def judged(lines: list[str]) -> list[str]:
    """What followthemoney finds wrong."""
    if not PYTHON.exists() and not os.environ.get("CI"):
        pytest.skip("followthemoney is not there: make .aleph/.done")
    done = subprocess.run(
        [str(PYTHON), str(JUDGE)],
        input="".join(lines).encode(),
        capture_output=True,
        check=False,
        env={key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "HOME")},
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.fixture
def pier() -> Pier:
    made = make_pier(date(2026, 5, 3))
    league = Entity.objects.create(pk="org/ligue", kind="organisation", name="Ligue du quai", names={"ar": "رابطة"})
    programme = Entity.objects.create(pk="initiative/cote", kind="initiative", name="Côte claire")
    add_fact(made.french, "Tamri", "place")
    add_fact(made.french, "le port" if "le port" in made.french.body else "Le port", "initiative", entity=programme)
    made.promise.root.fact.details.filter(role="with").update(entity=league)
    add_detail(made.event, "organiser", "جمعية الرصيف", made.office)
    tie = DossierTie.objects.create(dossier=made.dossier, first=made.minister, second=league, articles=1)
    TieWords.objects.create(
        tie=tie, article=made.french, at=made.french.sort_at, field="body", start=0, end=4, exact=made.french.body[:4]
    )
    return made


def exported(pier: Pier, *, whole: bool = True, site: str = "https://press.example") -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(pier, whole=whole, site=site)]


def written(pier: Pier, *, whole: bool = True, site: str = "https://press.example") -> list[str]:
    return list(FORMATS["ftm"].lines(Export(pier.dossier, whole=whole, site=site)))


def of(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [one for one in entities if one["schema"] == schema]


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("site", ["https://press.example", ""])
def test_the_package_takes_every_entity(pier: Pier, whole: bool, site: str) -> None:
    lines = written(pier, whole=whole, site=site)
    assert {one["schema"] for one in map(json.loads, lines)} >= {
        "Article", "Person", "Organization", "Project", "Address", "Event", "Note", "Mention", "Documentation",
        "UnknownLink",
    } - (set() if whole else {"Project", "Documentation"})  # fmt: skip
    assert judged(lines) == []


BROKEN: dict[str, dict[str, Any]] = {
    "is no schema": {"id": "a", "schema": "Newspaper", "properties": {"name": ["x"]}},
    "has no property": {"id": "a", "schema": "Person", "properties": {"name": ["x"], "shoeSize": ["44"]}},
    "Required": {"id": "a", "schema": "Person", "properties": {"birthDate": ["1970"]}},
    "is no date": {"id": "a", "schema": "Event", "properties": {"name": ["x"], "startDate": ["last May"]}},
    "is no url": {"id": "a", "schema": "Person", "properties": {"name": ["x"], "sourceUrl": ["nowhere"]}},
    "is no language": {"id": "a", "schema": "Article", "properties": {"fileName": ["x"], "language": ["xx"]}},
    "not in the export": {
        "id": "a", "schema": "UnknownLink", "properties": {"subject": ["gone"], "object": ["lost"]}
    },
    "leads to a": {"id": "a", "schema": "Mention", "properties": {"document": ["a"], "name": ["x"]}},
}  # fmt: skip


@pytest.mark.parametrize("problem", BROKEN)
def test_the_package_refuses_what_is_broken(problem: str) -> None:
    found = judged([json.dumps({**BROKEN[problem], "datasets": ["marsad"]}) + "\n"])
    assert any(problem in one for one in found), found


def test_two_entities_with_one_id_are_refused(pier: Pier) -> None:
    lines = written(pier)
    assert judged([*lines, lines[0]]) == ["two entities have one id"]


def test_each_has_where_it_comes_from(pier: Pier) -> None:
    entities = exported(pier)
    documents = {one["id"]: one["properties"] for one in of(entities, "Article")}
    assert len(documents) == 4
    for one in [*of(entities, "Note"), *of(entities, "Event")]:
        told = one["properties"]
        document = documents[told["proof"][0]]
        assert told["sourceUrl"] == document["sourceUrl"]
        assert told["publisher"] == document["publisher"]
        assert told["retrievedAt"] == document["retrievedAt"]
        assert any(note.startswith("https://press.example/fact/") for note in told["notes"])
        assert any("urn:uuid:" in note and "SHA-256" in note for note in told["notes"])


def test_a_promise_is_about_who_gave_it_and_ties_them_to_whom(pier: Pier) -> None:
    entities = exported(pier)
    by_name = {one["properties"]["name"][0]: one["id"] for one in of(entities, "Organization")}
    notes = [one for one in of(entities, "Note") if one["properties"]["description"] == [PROMISE]]
    note = next(one for one in notes if one["properties"]["sourceUrl"] == [pier.french.url])
    assert note["properties"]["entity"] == [by_name["Office des phares"]]
    assert "due: 2027" in note["properties"]["summary"][0]
    link = next(one for one in of(entities, "UnknownLink") if one["properties"]["role"] == ["commitment"])
    assert link["properties"]["subject"] == [by_name["Office des phares"]]
    assert link["properties"]["object"] == [by_name["Ligue du quai"]]
    assert link["properties"]["endDate"] == ["2027"]
    tie = next(one for one in of(entities, "UnknownLink") if one["properties"]["role"] == ["named together"])
    assert tie["properties"]["sourceUrl"] == [pier.french.url]


def test_strangers_get_extracts_and_no_words_beyond_them(pier: Pier) -> None:
    text = "".join(written(pier, whole=False))
    assert SECRET not in text
    assert "bodyText" not in text
    assert SECRET in "".join(written(pier))
    assert all("summary" in one["properties"] for one in of(exported(pier, whole=False), "Article"))


def test_ids_are_the_same_again_and_on_another_site(pier: Pier) -> None:
    ids = [one["id"] for one in exported(pier)]
    assert ids == [one["id"] for one in exported(pier, site="https://other.example")]
    assert len(set(ids)) == len(ids)
