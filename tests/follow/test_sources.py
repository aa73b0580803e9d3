"""Who speaks independently of whom, and how long after another."""

from __future__ import annotations

import pytest

from marsad.follow.sources import Sources, hours_between
from marsad.follow.told import Told
from marsad.model import Annotations, FactKind, Figure, Relation


def told(identity: str, outlet: str | None, *values: int, **fields: object) -> Told:
    facts = tuple(
        Figure(kind=FactKind.FIGURE, start=0, end=1, text="x", confidence=0.9, rule="noun", value=value, unit="person")
        for value in values
    )
    return Told(id=identity, text="x", annotations=Annotations(facts=facts), ids=(), outlet=outlet, **fields)  # type: ignore[arg-type]


ORIGINAL = told("o", "Agence Ribat", 60, family="f", relation=Relation.ORIGINAL)
COPY = told("c", "Le Courrier", 60, 90, family="f", relation=Relation.LIGHT)
QUOTE = told("q", "El Faro", 60, family="f", relation=Relation.QUOTE)
FURTHER = told("n", "Agence Ribat", 70)
OTHER = told("p", "The Herald", 60)
NAMELESS = told("x", None, 60, url="https://www.phare.example/a")
UNKNOWN = told("y", None, 60)


def test_a_copy_speaks_with_its_original_but_for_what_it_says_itself() -> None:
    sources = Sources([ORIGINAL, COPY, QUOTE, FURTHER, OTHER])
    assert sources.source(ORIGINAL, 60, "person") == sources.source(COPY, 60, "person") == "f"
    assert sources.source(COPY, 90, "person") == "le courrier"
    assert sources.source(FURTHER, 70, "person") == "f"
    assert sources.source(QUOTE, 60, "person") == "el faro"
    assert sources.source(OTHER, 60, "person") == "the herald"


def test_an_outlet_without_a_name_is_its_host_or_the_article() -> None:
    sources = Sources([NAMELESS, UNKNOWN])
    assert sources.source(NAMELESS, 60, "person") == "www.phare.example"
    assert sources.source(UNKNOWN, 60, "person") == "article y"


@pytest.mark.parametrize(
    ("one", "other", "hours"),
    [
        ("2026-03-02T10:00:00+01:00", "2026-03-02T12:00:00+01:00", 2.0),
        ("2026-03-02T10:00:00+01:00", "2026-03-02T10:00:00+00:00", 1.0),
        ("2026-03-02T12:00", "2026-03-02T10:00", -2.0),
        ("2026-03-02", "2026-03-04T10:00:00+01:00", 48.0),
        ("2026-03-02", "2026-03-02T10:00:00+01:00", None),
        ("2026-03", "2026-03-04", None),
        ("2026-03-02", "on the second of March", None),
        (None, "2026-03-04", None),
    ],
)
def test_hours_between(one: str | None, other: str | None, hours: float | None) -> None:
    assert hours_between(one, other) == hours
