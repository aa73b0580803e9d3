"""Lists count articles and, apart from them, independent sources; a copy is never one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.observatory import annotating
from marsad.observatory.export import canonical
from marsad.observatory.listing import articles, lines, sources, stories
from marsad.observatory.models import Article
from marsad.observatory.story_decisions import merge_stories
from tests.observatory.command import marsad, sample_meta, sample_pages
from tests.observatory.facts import found_in, take
from tests.observatory.stories import number_of, own_telling, story_of, telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def observatory(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(annotating, "annotate", found_in)
    take(data_dir, telling("phare", host="phare.example"), telling("tram", host="tram.example"))
    take(data_dir, telling("phare", "copie", host="baie.example", extra="Repris de notre confrère."))
    take(data_dir, own_telling("olive", "propre", host="baie.example"))
    return data_dir


def test_stories_tell_copies_from_sources(observatory: Path) -> None:
    counted = {row["id"]: (row["articles"], row["independent_sources"]) for row in stories()}
    assert counted[story_of("phare")] == (2, 1)
    merge_stories(observatory, "nadia", story_of("tram"), story_of("phare"))
    counted = {row["id"]: (row["articles"], row["independent_sources"]) for row in stories()}
    assert counted == {story_of("phare"): (3, 2), story_of("propre"): (1, 1)}


def test_a_copy_speaks_for_its_original_even_from_another_story(observatory: Path) -> None:
    rows = {row["id"]: row for row in articles()}
    copy, original = rows[number_of("copie")], rows[number_of("phare")]
    assert (original["relation"], original["voice"], original["original"]) == ("original", "phare.example", 1)
    assert (copy["voice"], copy["source"], copy["original"]) == ("phare.example", "baie.example", 1)
    assert (copy["articles"], copy["independent_sources"]) == (2, 1)
    assert copy["longest_run"] > 40
    assert copy["reason"]
    Article.objects.filter(pk=copy["id"]).update(story_id=story_of("propre"))
    assert {row["id"]: row["voice"] for row in articles()}[copy["id"]] == "phare.example"


def test_sources_tell_their_own_words_from_copies(observatory: Path) -> None:
    counted = {row["key"]: (row["articles"], row["independent"], row["stories"]) for row in sources()}
    assert counted == {"phare.example": (1, 1, 1), "tram.example": (1, 1, 1), "baie.example": (2, 1, 2)}
    exported = [json.loads(line) for line in canonical()]
    assert {row["key"]: row["independent"] for row in exported if row["type"] == "source"}["baie.example"] == 1
    assert sum(row["type"] == "article" and row["voice"] == "phare.example" for row in exported) == 2


def test_lists_are_lines_of_json(observatory: Path) -> None:
    for name, count in (("stories", 3), ("articles", 4), ("sources", 3)):
        assert len([json.loads(line) for line in lines(name)]) == count


def test_the_command_writes_a_list(tmp_path: Path) -> None:
    data = tmp_path / "o"
    assert marsad("ingest", *sample_pages(2), "--meta", sample_meta(), "--data", data).returncode == 0
    done = marsad("export", "--list", "stories", "--data", data)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(row["articles"] for row in rows) == 2
    assert all(1 <= row["independent_sources"] <= row["articles"] for row in rows)
