"""A takedown removes a page, a version or an outlet for good, and it never comes back by any way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from benchmarks.crash import finish as finish_pages
from benchmarks.crash import make_pages

from marsad.observatory.faults import TAKEDOWN_BOUNDARIES
from tests.observatory.command import export, marsad
from tests.observatory.takedowns import words_left


def rows(data: Path, kind: str) -> list[dict]:
    return [row for line in export(data).splitlines() if (row := json.loads(line))["type"] == kind]


def takedown(data: Path, *given: str) -> str:
    done = marsad("takedown", *given, "--reason", "court order 12/26", "--by", "nadia", "--yes", "--data", data)
    assert done.returncode == 0, done.stderr
    return done.stdout


def observatory(folder: Path, count: int = 12) -> tuple[Path, Path]:
    meta = make_pages(folder / "pages", count)
    finish_pages(folder / "o", meta)
    return folder / "o", meta


def alone(articles: list[dict]) -> tuple[dict, str]:
    """An article, and words that it alone has."""
    for row in articles:
        words = row["blocks"][1]["text"][:60]
        if sum(words in json.dumps(other, ensure_ascii=False) for other in articles) == 1:
            return row, words
    raise AssertionError("they are all copies")


def test_an_article_is_gone_from_everywhere_and_stays_away(tmp_path: Path) -> None:
    data, meta = observatory(tmp_path)
    articles = rows(data, "article")
    victim, words = alone(articles)
    assert words_left(data, words)
    old = tmp_path / "old"
    shutil.copytree(data / "archive", old)
    told = takedown(data, "--article", victim["url"])
    assert victim["title"] in told
    assert "1 article, 1 version," in told
    assert victim["capture"] not in {row["capture"] for row in rows(data, "article")}
    assert words_left(data, words) == []
    stones = rows(data, "takedown")
    assert [(row["what"], row["by"], row["reason"]) for row in stones] == [("article", "nadia", "court order 12/26")]
    assert victim["url"].removeprefix("https://").removeprefix("www.").startswith(stones[0]["key"].split("?")[0])
    assert marsad("archive", "check", "--data", data).returncode == 0

    again = marsad("ingest", meta.parent, "--meta", meta, "--data", data)
    assert "taken down for good" in again.stderr
    for path in old.glob("*.warc.gz"):
        shutil.copy(path, data / "archive" / path.name)
    assert words_left(data, words), "an old copy was put back"
    done = marsad("rebuild", "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    assert words_left(data, words) == []
    without_address = marsad("ingest", *sorted(meta.parent.glob("*.html")), "--data", data)
    assert "taken down for good" in without_address.stderr
    assert words_left(data, words) == []
    assert [row["key"] for row in rows(data, "takedown")] == [row["key"] for row in stones]


@pytest.mark.slow
def test_a_rebuild_after_a_takedown_gives_what_another_rebuild_gives(tmp_path: Path) -> None:
    data, _ = observatory(tmp_path)
    victim = rows(data, "article")[3]
    takedown(data, "--article", str(victim["capture"]))
    left = {row["capture"] for row in rows(data, "article")}
    for _ in range(2):
        done = marsad("rebuild", "--data", data)
        assert (done.returncode, done.stderr) == (0, "")
    first = export(data)
    assert marsad("rebuild", "--data", data).returncode == 0
    assert export(data) == first
    assert {row["capture"] for row in rows(data, "article")} == left


@pytest.mark.slow
def test_an_outlet_goes_with_all_its_articles_and_cannot_be_followed_again(tmp_path: Path) -> None:
    data, meta = observatory(tmp_path)
    articles = rows(data, "article")
    key = articles[0]["source"]
    others = {row["capture"] for row in articles if row["source"] != key}
    assert others
    assert len(others) < len(articles)
    takedown(data, "--outlet", key)
    assert {row["capture"] for row in rows(data, "article")} == others
    assert key not in {row["key"] for row in rows(data, "source")}
    assert "taken down for good" in marsad("ingest", meta.parent, "--meta", meta, "--data", data).stderr
    assert marsad("rebuild", "--data", data).returncode == 0
    assert {row["capture"] for row in rows(data, "article")} == others
    assert key in marsad("takedown", "--list", "--data", data).stdout


def test_it_says_what_is_missing(tmp_path: Path) -> None:
    data, _ = observatory(tmp_path, 2)
    assert "--reason" in marsad("takedown", "--article", "1", "--data", data).stderr
    unknown = marsad("takedown", "--article", "https://never.example/x", "--reason", "x", "--data", data)
    assert "no article has the number or address" in unknown.stderr
    refused = marsad("takedown", "--capture", "1", "--reason", "x", "--data", data)
    assert refused.returncode == 1
    assert "Remove all of this" in refused.stdout
    assert len(rows(data, "article")) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", TAKEDOWN_BOUNDARIES)
def test_a_kill_in_the_middle_is_made_good_by_the_next_ingest(tmp_path: Path, name: str) -> None:
    data, meta = observatory(tmp_path, 6)
    victim, words = alone(rows(data, "article"))
    crash = {"MARSAD_CRASH_AT": f"{name}:1", "MARSAD_CRASH_MARK": str(tmp_path / "mark")}
    given = ["--article", str(victim["capture"]), "--reason", "x", "--yes", "--data", data]
    assert marsad("takedown", *given, env=crash).returncode == -9
    assert (tmp_path / "mark").read_text() == name
    assert "taken down for good" in marsad("ingest", meta.parent, "--meta", meta, "--data", data).stderr
    assert victim["capture"] not in {row["capture"] for row in rows(data, "article")}
    assert words_left(data, words) == []
    assert marsad("rebuild", "--data", data).returncode == 0
