"""Our own gold pages: every mark stands at its place in the text and names ids that the page has."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.paths import ROOT

KEYS = {
    "quote": {"speaker", "form", "cue"},
    "event": {"name", "event_kind", "canonical", "start_date", "end_date", "place", "organiser"},
    "commitment": {"by", "with", "what", "due", "status"},
}
NAMED = {"speaker", "place", "organiser", "by", "with"}


def rows(folder: str, name: str) -> list[dict[str, Any]]:
    lines = (ROOT / "benchmarks" / folder / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


DISPUTES = {"gold": 2, "gold_later": 2, "gold_between": 8, "gold_last": 13}
"""Contradictions of each folder."""


@pytest.fixture(params=DISPUTES)
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts(folder: str) -> dict[str, str]:
    pages = rows(folder, "gold.jsonl")
    return {page["id"]: f"{page['lede']}\n\n{page['body']}" if page["lede"] else page["body"] for page in pages}


def test_words_stand_at_their_place(folder: str) -> None:
    found = texts(folder)
    marks = [fact for fact in rows(folder, "facts.jsonl") if fact["kind"] in KEYS]
    assert [one for one in marks if found[one["id"]][one["start"] : one["end"]] != one["text"]] == []
    assert [one for one in marks if set(one) != {"id", "kind", "text", "start", "end"} | KEYS[one["kind"]]] == []
    assert {one["id"] for one in marks} == set(found)


def test_ids_are_those_of_the_pages_names(folder: str) -> None:
    facts = rows(folder, "facts.jsonl")
    ids = {(fact["id"], fact["canonical"]) for fact in facts if fact["kind"] not in KEYS and "canonical" in fact}
    for fact in (fact for fact in facts if fact["kind"] in KEYS):
        for key in NAMED & set(fact):
            for identity in fact[key] if isinstance(fact[key], list) else [fact[key]]:
                assert identity is None or (fact["id"], identity) in ids, (fact["text"], identity)


def test_values_that_differ_stand_at_their_place(folder: str) -> None:
    found = texts(folder)
    disputes = rows(folder, "contradictions.jsonl")
    assert len(disputes) == DISPUTES[folder]
    for dispute in disputes:
        assert len({value["value"] for value in dispute["values"]}) > 1
        for value in dispute["values"]:
            assert found[value["page"]][value["start"] : value["end"]] == value["text"]
