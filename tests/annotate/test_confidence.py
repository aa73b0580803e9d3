"""Confidence from the table that ships, and for rules that it lacks."""

from __future__ import annotations

import pytest

from marsad.annotate import confidence
from marsad.annotate.lexicon import tables_of
from marsad.model import FactKind


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "_shares", lambda: {"place": {"gazetteer": 0.91}})


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("kind", "rule", "raw", "expected"),
    [
        (FactKind.PLACE, "gazetteer", 0.5, 0.91),
        (FactKind.PLACE, "shape", 0.5, 0.5),
        (FactKind.PERSON, "gazetteer", 0.7, 0.7),
        (FactKind.PERSON, "gazetteer", 1.7, 1.0),
        (FactKind.PERSON, "gazetteer", -0.1, 0.0),
    ],
)
def test_a_measured_rule_has_its_share(kind: FactKind, rule: str, raw: float, expected: float) -> None:
    assert confidence.calibrated(kind, rule, raw) == expected


def test_the_table_that_ships_has_shares_of_kinds_that_there_are() -> None:
    table = tables_of("confidence.toml")
    assert set(table) <= {kind.value for kind in FactKind}
    assert all(0.0 < share < 1.0 for rules in table.values() for share in rules.values())
