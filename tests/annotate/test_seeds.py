"""What the two seed pages state, as far as counts and days tell; the pages themselves are never in the repository."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from marsad.annotate import annotate
from marsad.annotate.link import Linker
from marsad.annotate.rows import fact_rows
from marsad.read import read
from tests.paths import shared

pytestmark = pytest.mark.shared


@cache
def facts() -> dict[str, list[dict[str, Any]]]:
    linker, found = Linker(), {}
    for number in ("000", "004"):
        article = read(next(shared("seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8"), text=True)
        annotations = annotate(article)
        ids = linker.link(annotations.entities, lang=article.lang, date=article.published)
        found[number] = list(fact_rows(number, annotations, ids))
    return found


def ids(number: str, kind: str) -> set[str]:
    return {row["canonical"] for row in facts()[number] if row["kind"] == kind}


def test_the_conference() -> None:
    rows = facts()["000"]
    days = {(row["start_date"], row["end_date"]) for row in rows if row["kind"] == "date"}
    assert {("2025-07-01", "2025-07-02"), ("2025-06-28", "2025-06-28")} <= days
    assert [(row["value"], row["unit"], row["approximate"]) for row in rows if row["kind"] == "figure"] == [
        (2000, "person", True)
    ]
    assert sum(row["kind"] == "part" for row in rows) == 10
    assert (len(ids("000", "person")), len(ids("000", "organisation")), len(ids("000", "initiative"))) == (2, 2, 2)


def test_the_visit() -> None:
    roles = {row["canonical"]: row["role"] for row in facts()["004"] if row["kind"] == "person"}
    assert len(roles) == 3
    assert all(roles.values())
    assert len(ids("004", "initiative")) == 1


def test_one_minister_has_one_id_in_both() -> None:
    assert len(ids("000", "person") & ids("004", "person")) == 1
