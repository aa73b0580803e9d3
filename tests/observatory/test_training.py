"""Decisions as training data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.observatory import annotating, rebuild
from marsad.observatory.decisions import Change, correct, join, strike, undo
from marsad.observatory.models import Decision
from marsad.observatory.training import training
from tests.observatory.command import marsad
from tests.observatory.facts import FRENCH, fact, found_in, take, three_pages, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def observatory(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))
    take(data_dir, *three_pages())
    return data_dir


def rows() -> list[dict]:
    return [json.loads(line) for line in training()]


def test_what_was_said_and_what_was_told(observatory: Path) -> None:
    office = fact("Office des phares")
    strike(observatory, "nadia", fact("samedi").pk)
    correct(observatory, "nadia", office.pk, Change("place", {"name": "phares"}, office.end - 6, office.end, "phares"))
    struck, corrected = rows()
    assert (struck["act"], struck["told"], struck["lang"]) == ("strike", None, "fr")
    assert struck["text"] == "\n\n".join(FRENCH)
    said = struck["said"]
    assert struck["text"][said["start"] : said["end"]] == said["exact"] == "samedi"
    assert (said["kind"], said["rule"], said["confidence"]) == ("date", "day", 0.7)
    assert said["detail"]["start_date"] == "2025-09-20"
    told = corrected["told"]
    assert corrected["text"][told["start"] : told["end"]] == told["exact"] == "phares"
    assert (corrected["said"]["kind"], told["kind"], told["entity"]) == ("organisation", "place", "place/~phares")
    assert "nadia" not in json.dumps(rows())


def test_only_what_counts_is_told(observatory: Path) -> None:
    undo(observatory, "n", strike(observatory, "n", fact("samedi").pk).number)
    assert rows() == []


def test_a_decision_whose_words_are_lost_brings_its_quote(observatory: Path) -> None:
    strike(observatory, "n", fact("samedi").pk)
    Decision.objects.update(lost=True)
    [row] = rows()
    assert row["text"][row["said"]["start"] : row["said"]["end"]] == "samedi"
    assert len(row["text"]) < 80


def test_entities_that_are_one(observatory: Path) -> None:
    correct(observatory, "n", fact("Tamri").pk, Change("place", {"name": "Tamri-Ville"}, name="Tamri-Ville"))
    join(observatory, "n", "place/~tamri-ville", fact("Tamri", state="found").entity_id or "")
    row = rows()[-1]
    assert (row["type"], row["act"], row["kind"]) == ("entity", "join", "place")
    assert row["one"] == {"id": "place/~tamri-ville", "names": {"fr": "Tamri-Ville"}}
    assert "Tamri" in row["other"]["names"].values()


def test_the_command_wants_one_thing_at_a_time(tmp_path: Path) -> None:
    for flags in ([], ["--canonical", "--training"], ["--list", "stories", "--training"]):
        done = marsad("export", *flags, "--data", tmp_path)
        assert done.returncode == 2
        assert "say --canonical, --training, --list or --wacz" in done.stderr
