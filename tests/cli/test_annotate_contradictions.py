"""``marsad annotate --contradictions`` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marsad.cli.annotate import annotate

_PLAN = "Le ministère de la Pêche a présenté lundi à Safi le Plan Mersa, doté d'un budget de {} millions de dirhams."
ROWS: list[dict[str, Any]] = [
    {"id": "un", "lang": "fr", "published": "2026-03-02", "outlet": "Le Courrier de Tazra", "url": None,
     "title": "Pêche : le Plan Mersa présenté à Safi", "lede": "Les ports auront des grues.",
     "body": _PLAN.format(340) + "\n\nLe Plan Mersa concerne les ports de Safi et de Larache."},
    {"id": "deux", "lang": "fr", "published": "2026-03-02", "outlet": "Le Phare de Kef",
     "title": "Le Plan Mersa pour la pêche présenté à Safi",
     "body": "À Safi, le ministère a présenté lundi le Plan Mersa. Ce plan coûtera 430 millions de dirhams."},
    {"id": "loin", "lang": "fr", "published": "2026-08-20", "outlet": "El Faro de Tazra", "title": "Un musée du Sel",
     "body": "Le musée du Sel de Larache a ouvert. Il a coûté 60 millions de dirhams, selon la mairie."},
]  # fmt: skip


def run(file: Path, rows: list[Any]) -> Result:
    text = "".join(f"{row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    return CliRunner().invoke(annotate, ["--contradictions", str(file), "-"], input=text)


def test_the_file_has_each_sides_values_with_their_words(tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"
    assert run(file, ROWS).exit_code == 0
    (row,) = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert (row["kind"], row["unit"], row["counted"], row["settled"]) == ("amount", "MAD", "financing", None)
    assert [(value["page"], value["value"], value["side"]) for value in row["values"]] == [
        ("deux", "430000000 MAD", 0),
        ("un", "340000000 MAD", 1),
    ]
    texts = {one["id"]: f"{one['lede']}\n\n{one['body']}" if one.get("lede") else one["body"] for one in ROWS}
    for value in row["values"]:
        assert texts[value["page"]][value["start"] : value["end"]] == value["text"]


def test_the_facts_are_those_of_a_run_without_the_option(tmp_path: Path) -> None:
    plain = CliRunner().invoke(annotate, ["-"], input="".join(json.dumps(row) + "\n" for row in ROWS))
    assert run(tmp_path / "found.jsonl", ROWS).stdout == plain.stdout


def test_a_bad_line_and_an_id_that_came_before_leave_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "found.jsonl"
    assert run(file, [ROWS[0], "{", ROWS[0], *ROWS[1:]]).exit_code == 1
    (row,) = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [value["page"] for value in row["values"]] == ["deux", "un"]


@pytest.mark.parametrize("rows", [[], ROWS[:1]])
def test_without_two_sources_the_file_is_empty(tmp_path: Path, rows: list[Any]) -> None:
    file = tmp_path / "found.jsonl"
    assert run(file, rows).exit_code == 0
    assert file.read_bytes() == b""
