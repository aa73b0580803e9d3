"""``marsad reprints``, ``marsad stories`` and ``marsad similar`` as a user calls them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marsad.cli.group import joined, reprints, similar, stories
from marsad.model import OriginalReason, Relation, ReprintFamily

DISPATCH = (
    "The harbour council of Port Almer voted on Tuesday to rebuild the northern breakwater after two stormy winters. "
    "Mayor Ines Calder said the works would begin in March and last eighteen months. Engineers counted 340 cracks in "
    "the old wall, which was finished in 1931, and fishermen want a temporary jetty while the cranes stand there."
)
OTHER = (
    "Scientists at the Velmont observatory have catalogued a family of faint comets that cross the orbit of Jupiter. "
    "Their survey lasted nine years and used a mirror built by students from three universities in the valley."
)


def row(id: str, text: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "lang": "en", "date": None, "outlet": None, "title": None, "text": text, **more}


def lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in rows)


def parsed(result: Result) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in result.stdout.splitlines()]
    return {each["id"]: each for each in found}


ROWS = [
    row("copy", "By our staff. " + DISPATCH, date="2025-03-02T09:00", outlet="Almer Post"),
    row("other", OTHER, title="A family of faint comets"),
    row("wire", DISPATCH, date="2025-03-01T18:00+01:00", outlet="Coast Wire"),
]


def test_reprints_name_family_relation_and_original() -> None:
    result = CliRunner().invoke(reprints, ["-"], input=lines(ROWS))
    found = parsed(result)
    assert result.exit_code == 0
    assert list(found) == ["copy", "other", "wire"]
    nothing = dict.fromkeys(("family", "relation", "original", "reason", "longest"))
    assert found["other"] == {"id": "other", **nothing}
    assert found["copy"]["family"] == found["wire"]["family"]
    assert (found["copy"]["relation"], found["copy"]["original"]) == ("verbatim", "wire")
    assert (found["wire"]["relation"], found["wire"]["reason"]) == ("original", "earliest")
    assert found["copy"]["longest"] == found["wire"]["longest"] == len(DISPATCH.split())


def test_reprints_let_go_of_what_shared_boilerplate_only() -> None:
    footer = " ".join(f"word{number}" for number in range(120))
    bodies = [" ".join(f"t{article}x{number}" for number in range(40)) for article in range(8)]
    rows = [row(str(article), f"{body} {footer}", outlet="Almer Post") for article, body in enumerate(bodies)]
    found = parsed(CliRunner().invoke(reprints, ["-"], input=lines(rows)))
    assert {each["family"] for each in found.values()} == {None}


def test_members_behind_the_horizon_stay_in_what_is_printed() -> None:
    light, original = Relation.LIGHT, Relation.ORIGINAL
    before = ReprintFamily(
        "f", "a", {"a": original, "b": light, "c": light}, OriginalReason.HUB, dict.fromkeys("abc", 9)
    )
    now = ReprintFamily("f", "b", {"b": original, "d": light}, OriginalReason.FIRST, dict.fromkeys("bd", 8))
    assert joined(before, now, {"b": "f"}) is now
    assert joined(before, now, {"b": "f", "c": "f"}) == ReprintFamily(
        "f", "b", {"c": light, "b": original, "d": light}, OriginalReason.FIRST, {"c": 9, "b": 8, "d": 8}
    )
    kept = joined(before, now, {"a": "f", "b": "f", "c": "g"})
    assert (kept.original, kept.reason, set(kept.members)) == ("a", OriginalReason.HUB, set("abd"))


def test_reprints_take_the_rows_of_read() -> None:
    body = {"id": "page", "file": "page.html", "lang": "en", "published": "2025-03-02", "lede": "", "title": "Harbour"}
    origin = {"outlet": "Coast Wire", "url": None, "published": None}
    rows = [ROWS[2], {**body, "body": DISPATCH, "agency": None, "outlet": "Almer Post", "origin": origin}]
    found = parsed(CliRunner().invoke(reprints, ["-"], input=lines(rows)))
    assert found["page"]["relation"] == "verbatim"
    assert found["page"]["original"] == "wire"


def test_stories_put_the_same_event_together() -> None:
    result = CliRunner().invoke(stories, ["-"], input=lines(ROWS))
    found = parsed(result)
    assert result.exit_code == 0
    assert found["copy"]["cluster"] == found["wire"]["cluster"] != found["other"]["cluster"]


def test_similar_scores_the_pairs_asked_for(tmp_path: Path) -> None:
    documents = tmp_path / "documents.jsonl"
    documents.write_text(lines(ROWS), "utf-8")
    pairs = lines([{"id1": "copy", "id2": "wire"}, {"id1": "wire", "id2": "other"}])
    result = CliRunner().invoke(similar, ["-", str(documents)], input=pairs)
    same, different = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert (same["id1"], same["id2"]) == ("copy", "wire")
    assert 1 >= same["score"] > 0.8 > 0.5 > different["score"] >= 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{bad", "not JSON in UTF-8"),
        ("[1]", "not a JSON object"),
        ('{"text": "no id"}', "no id"),
        ('{"id": "x", "text": 3}', "text is not a string"),
        ('{"id": "x"}', "neither text nor body"),
        ('{"id": "x", "file": "x.html", "error": "empty"}', "could not be read: empty"),
        ('{"id": "wire", "text": "again"}', "'wire' came before"),
        ("[" * 100_000, ""),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(lines([ROWS[2]]) + line + "\n\n" + lines([ROWS[1]]), "utf-8")
    result = CliRunner().invoke(reprints, [str(path)])
    assert result.exit_code == 1
    assert list(parsed(result)) == ["wire", "other"]
    assert f"{path}:2: " in result.stderr
    assert reason in result.stderr


def test_stories_go_on_after_a_bad_line() -> None:
    result = CliRunner().invoke(stories, ["-"], input="{bad\n" + lines(ROWS))
    assert result.exit_code == 1
    assert len(parsed(result)) == 3


def test_bytes_that_are_not_utf8_are_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"id": "x", "text": "\xff\xfe"}\n' + lines(ROWS).encode())
    result = CliRunner().invoke(reprints, [str(path)])
    assert result.exit_code == 1
    assert len(parsed(result)) == 3
    assert f"{path}:1: not JSON in UTF-8" in result.stderr


def test_a_pair_of_unknown_documents_is_a_bad_line(tmp_path: Path) -> None:
    documents = tmp_path / "documents.jsonl"
    documents.write_text(lines(ROWS), "utf-8")
    result = CliRunner().invoke(
        similar, ["-", str(documents)], input=lines([{"id1": "copy", "id2": "nobody"}, {"id1": 5}])
    )
    assert result.exit_code == 1
    assert "<stdin>:1: no document has the id 'nobody'" in result.stderr
    assert not result.stdout
