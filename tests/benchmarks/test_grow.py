"""Grown observatories: the same for the same seed, ordered, mixed as they should be, and whole in every table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.paths import ROOT

BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The generator, learning from the sample newsroom alone."""
    monkeypatch.setenv("MARSAD_SHARED", str(tmp_path))
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import grow_text
    import grow_words

    grow_words.chain.cache_clear()
    return grow_text


def test_the_same_seed_grows_the_same_articles(press: Any) -> None:
    first, again, other = (list(press.grow(300, seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert [article.number for article in first] == list(range(300))
    assert [article.published for article in first] == sorted(article.published for article in first)
    assert len({article.url for article in first}) == 300


def test_the_mix(press: Any) -> None:
    grown = list(press.grow(1500, 3))
    assert set(Counter(article.outlet.lang for article in grown)) == {"fr", "ar", "es", "en"}
    relations = Counter(article.relation for article in grown)
    copies = relations["verbatim"] + relations["light"] + relations["truncated"]
    assert 0.15 < copies / len(grown) < 0.35
    stories: dict[int, set[str]] = {}
    for article in grown:
        stories.setdefault(article.story, set()).add(article.outlet.lang)
    assert any(len(langs) > 1 for langs in stories.values())
    assert len(stories) > 200
    assert len(press.outlets(3)) == 300


def test_copies_follow_their_dispatch(press: Any) -> None:
    dispatches = {}
    for article in press.grow(1500, 3):
        if article.relation == "original":
            dispatches[article.family] = article
        elif article.relation:
            dispatch = dispatches[article.family]
            assert dispatch.published < article.published
            assert dispatch.story == article.story
            if article.relation == "verbatim":
                assert article.paragraphs == dispatch.paragraphs


def test_an_observatory_grown_directly_is_whole(tmp_path: Path, marsad_env: dict[str, str]) -> None:
    data = tmp_path / "observatory"
    env = marsad_env | {"MARSAD_SHARED": str(tmp_path)}
    made = subprocess.run(
        [sys.executable, BENCHMARKS / "grow.py", "--articles", "250", "--seed", "5", "--data", data],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout.splitlines()[-1])["articles"] == 250
    looked = subprocess.run([sys.executable, "-c", LOOK, data], env=env, capture_output=True, text=True, timeout=120)
    assert looked.returncode == 0, looked.stderr
    assert json.loads(looked.stdout) == {
        "captures": 250, "articles": 250, "indexed": 250, "jobs": 750, "read_back": True, "counts": True,
        "adopted": 0, "families": True, "journalled": 250,
    }  # fmt: skip


LOOK = """
import json, sys
from pathlib import Path
from marsad.observatory.setup import open_observatory
data = Path(sys.argv[1])
open_observatory(data)
from marsad.archive.journal import read_journal
from marsad.archive.page import Location
from marsad.archive.warc import read_capture
from marsad.observatory.counts import recount
from marsad.observatory.intake import Intake
from marsad.observatory.models import Article, Capture, Family, Job, Story
from marsad.search.index import SearchIndex

captures = list(Capture.objects.all())
def whole(row):
    capture = read_capture(data / "archive", Location(row.warc_file, row.offset, row.length))
    return (capture.sha256, capture.url, capture.fetched) == (row.sha256, row.url, row.fetched)
fields = ("id", "article_count", "independent_sources", "langs", "first_at", "last_at")
before = list(Story.objects.order_by("pk").values(*fields))
recount([story["id"] for story in before])
with Intake(data) as intake:
    adopted = intake.adopted
print(json.dumps({
    "captures": len(captures),
    "articles": Article.objects.filter(current=True).exclude(story=None).count(),
    "indexed": SearchIndex.open(data / "index").count(),
    "jobs": Job.objects.filter(state="done").count(),
    "read_back": all(whole(row) for row in captures),
    "counts": before == list(Story.objects.order_by("pk").values(*fields)),
    "adopted": adopted,
    "families": all(one.articles.count() > 1 and one.original.relation == "original" for one in Family.objects.all()),
    "journalled": len(list(read_journal(data / "journal", "placed"))),
}))
"""


def test_the_facts_of_a_cast_point_at_the_words_of_their_articles(tmp_path: Path, marsad_env: dict[str, str]) -> None:
    data = tmp_path / "observatory"
    env = marsad_env | {"MARSAD_SHARED": str(tmp_path)}
    script = [BENCHMARKS / "grow.py", "--articles", "300", "--seed", "5", "--data", data, "--facts", "--tables-only"]
    made = subprocess.run([sys.executable, *script], env=env, capture_output=True, text=True, timeout=120, check=False)
    assert made.returncode == 0, made.stderr
    looked = subprocess.run([sys.executable, "-c", FACTS, data], env=env, capture_output=True, text=True, timeout=120)
    assert looked.returncode == 0, looked.stderr
    found = json.loads(looked.stdout)
    assert found["astray"] == []
    assert {"person", "organisation", "initiative", "figure", "quote", "event", "commitment"} <= set(found["kinds"])
    assert found["details"] > 100
    assert not list((data / "archive").iterdir())


FACTS = """
import json, sys
from pathlib import Path
from marsad.observatory.setup import open_observatory
open_observatory(Path(sys.argv[1]))
from marsad.observatory.models import Fact, FactDetail

facts = [(fact, fact.article) for fact in Fact.objects.select_related("article")]
details = [(one, one.fact.article) for one in FactDetail.objects.select_related("fact__article")]
astray = [str(one) for one, row in facts + details if getattr(row, one.field)[one.start:one.end] != one.exact]
print(json.dumps({"astray": astray, "kinds": sorted({fact.kind for fact, _ in facts}), "details": len(details)}))
"""
