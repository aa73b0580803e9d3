"""``marsad annotate`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marsad.annotate.recognisers import french_model_installed
from marsad.cli.annotate import annotate

ROWS = [
    {"id": "un", "lang": "fr", "published": "2026-03-05", "lede": "Un pont pour Tindrar.",
     "body": "Tislit Amezzan, maire, a inauguré mardi à Oujda un pont de 48 mètres.\n\nAmezzan a souri."},
    {"id": "deux", "lang": "es", "published": "2026-03-06", "body": "La alcaldesa Tislit Amezán volvió a Uchda."},
    {"id": "trois", "lang": "ar", "text": "وقالت تسليت أمزان، عمدة المدينة، إن الجسر جاهز."},
]  # fmt: skip


def run(*arguments: str, rows: list[dict[str, Any]] | str = "") -> Result:
    text = rows if isinstance(rows, str) else "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return CliRunner().invoke(annotate, [*arguments, "-"], input=text)


def facts(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_fact_points_at_its_words() -> None:
    result = run(rows=ROWS)
    assert result.exit_code == 0
    texts = {
        row["id"]: f"{row['lede']}\n\n{row['body']}" if row.get("lede") else row.get("body") or row["text"]
        for row in ROWS
    }
    found = facts(result)
    assert {fact["kind"] for fact in found} >= {"person", "place", "date", "figure"}
    for fact in found:
        assert texts[fact["id"]][fact["start"] : fact["end"]] == fact["text"]
        assert 0 <= fact["confidence"] <= 1


def test_one_person_has_one_id_in_two_scripts() -> None:
    people = {fact["id"]: fact["canonical"] for fact in facts(run(rows=ROWS)) if fact["kind"] == "person"}
    assert set(people) == {"un", "deux", "trois"}
    assert len(set(people.values())) == 1


def test_a_date_is_resolved_and_a_figure_in_base_units() -> None:
    found = facts(run(rows=ROWS[:1]))
    assert [fact["start_date"] for fact in found if fact["kind"] == "date"] == ["2026-03-03"]
    assert [(fact["value"], fact["unit"]) for fact in found if fact["kind"] == "figure"] == [(48, "m")]


def test_workers_change_nothing() -> None:
    assert run("--jobs", "2", rows=ROWS).stdout == run(rows=ROWS).stdout


def test_topics_go_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "topics.jsonl"
    row = {"id": "a", "lang": "fr", "title": "Le hautbois d'or du festival revient à un film de Sousse",
           "body": "Le festival de cinéma a primé un film et un concert.",
           "teasers": [{"title": "Football : le Nador gagne la finale du championnat", "url": None}]}  # fmt: skip
    assert run("--topics", str(path), rows=[row]).exit_code == 0
    (line,) = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert line["topics"][0]["code"] == "medtop:01000000"
    assert line["teasers"][0]["topics"][0]["code"] == "medtop:15000000"


def test_bad_lines_are_named_and_the_rest_goes_on() -> None:
    text = '{"id": "a"}\nno json\n{"id": "b", "lang": "fr", "text": "On va à Oujda."}\n'
    result = run(rows=text)
    assert result.exit_code == 1
    assert [fact["id"] for fact in facts(result)] == ["b"]
    assert ":1: neither text nor body" in result.stderr
    assert ":2: not JSON" in result.stderr


@pytest.mark.skipif(french_model_installed(), reason="the French model is installed")
def test_thorough_without_the_model_names_the_cure() -> None:
    result = run("--thorough", rows=ROWS)
    assert result.exit_code == 2
    assert "marsad[names-fr]" in result.stderr
