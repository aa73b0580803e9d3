"""Of which earlier words a later entry speaks."""

from __future__ import annotations

from marsad.follow.ledger import Link, link
from marsad.model import CommitmentStatus as Status
from marsad.model import FactKind
from tests.follow.ledger_entries import MINISTRY, entry

QUAY = entry("quay", "2026-01-05", Status.ANNOUNCED, kind=FactKind.COMMITMENT, what="construire un quai des chalutiers")
SCHOOL = entry(
    "school", "2026-01-06", Status.ANNOUNCED, kind=FactKind.COMMITMENT, names=frozenset({"place/g2"}),
    what="ouvrir une école de pêche", text="ouvrir une école de pêche pour 60 élèves",
)  # fmt: skip


def parent(found: Link | None) -> str | None:
    return found.parent if found else None


def test_the_promise_of_the_same_thing_is_found_among_those_of_one_party() -> None:
    done = entry("done", "2026-09-01", Status.DONE)
    assert parent(link(done, [QUAY, SCHOOL])) == "quay"
    assert parent(link(done, [SCHOOL, QUAY])) == "quay"


def test_another_promise_of_the_same_party_is_none() -> None:
    done = entry("done", "2026-09-01", Status.DONE)
    assert link(done, [SCHOOL]) is None


def test_nothing_before_is_no_link() -> None:
    assert link(QUAY, []) is None


def test_the_reasons_are_told() -> None:
    found = link(entry("done", "2026-09-01", Status.DONE), [QUAY])
    assert found
    assert {"same party", "same place", "same words"} <= {name for name, _ in found.reasons}


def test_keys_are_all_who_are_named_but_countries() -> None:
    one = entry("a", "2026-01-05", Status.DONE, names=frozenset({"place/MA", "place/g1"}), withs=frozenset({"org/b"}))
    assert one.keys == {MINISTRY, "org/b", "place/g1"}
