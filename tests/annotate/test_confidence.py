"""Confidence moved by the table that ships, and of rules that it lacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.annotate import confidence
from marsad.annotate.lexicon import tables_of
from marsad.model import FactKind

TABLE = {"place": {"gazetteer": 1.0, "shape": -2.0}}


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confidence, "_shifts", lambda: TABLE)


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("kind", "rule", "raw", "expected"),
    [
        (FactKind.PLACE, "gazetteer", 0.5, 0.731),
        (FactKind.PLACE, "shape", 0.5, 0.119),
        (FactKind.PLACE, "shape", 0.9, 0.549),
        (FactKind.PLACE, "demonym", 0.5, 0.5),
        (FactKind.PERSON, "gazetteer", 0.7, 0.7),
        (FactKind.PERSON, "gazetteer", 1.7, 0.99),
        (FactKind.PERSON, "gazetteer", -0.1, 0.01),
    ],
)
def test_a_measured_rule_is_moved(kind: FactKind, rule: str, raw: float, expected: float) -> None:
    assert confidence.calibrated(kind, rule, raw) == pytest.approx(expected, abs=1e-3)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(-5, 5))
def test_a_shift_keeps_the_order_and_can_be_taken_back(one: float, other: float, by: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 < confidence.shifted(low, by) <= confidence.shifted(high, by) < 1.0
    if 0.01 < confidence.shifted(low, by) < 0.99:
        assert confidence.shifted(confidence.shifted(low, by), -by) == pytest.approx(low)


def test_the_table_that_ships_has_small_shifts_of_kinds_that_there_are() -> None:
    table = tables_of("confidence.toml")
    assert set(table) <= {kind.value for kind in FactKind}
    assert all(abs(by) < 5 for rules in table.values() for by in rules.values())
