"""What came of a promise."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.follow.ledger import Entry, History, Link, due_on, history, passed
from marsad.model import CommitmentStatus as Status
from tests.follow.ledger_entries import entry


def told(*entries: Entry, sure: float = 0.9, **other: object) -> History:
    links = {one.id: Link(parent=entries[0].id, confidence=sure) for one in entries[1:]}
    return history(entries, links, **other)  # type: ignore[arg-type]


def steps(found: History) -> list[tuple[str, Status]]:
    return [(move.entry, move.status) for move in found.moves]


def test_each_higher_status_is_a_move() -> None:
    found = told(
        entry("a", "2026-01-05", Status.ANNOUNCED, due="2026-12"),
        entry("b", "2026-02-05", Status.SIGNED),
        entry("c", "2026-03-05", Status.STARTED),
        entry("d", "2026-09-05", Status.DONE),
    )
    assert steps(found) == [("b", Status.SIGNED), ("c", Status.STARTED), ("d", Status.DONE)]
    assert (found.status, found.status_at.date(), found.due) == (Status.DONE, date(2026, 9, 5), "2026-12")
    assert [move.confidence for move in found.moves] == [0.81, 0.81, 0.81]


def test_what_is_told_again_moves_nothing() -> None:
    found = told(
        entry("a", "2026-01-05", Status.PLANNED),
        entry("b", "2026-01-06", Status.ANNOUNCED),
        entry("c", "2026-02-05", Status.SIGNED),
        entry("d", "2026-02-06", Status.SIGNED),
        entry("e", "2026-02-07", Status.ANNOUNCED),
    )
    assert steps(found) == [("c", Status.SIGNED)]


def test_a_copy_of_the_same_words_by_the_same_source_is_no_move() -> None:
    root = entry("a", "2026-01-05", Status.ANNOUNCED, source="agency", text="the quay")
    copy = entry("b", "2026-01-06", Status.SIGNED, source="agency", text="the quay")
    assert steps(told(root, copy)) == []


def test_what_is_put_off_gets_its_new_date_and_may_be_put_off_again() -> None:
    found = told(
        entry("a", "2026-01-05", Status.ANNOUNCED, due="2026-06"),
        entry("b", "2026-05-05", Status.POSTPONED, due="2026-12"),
        entry("c", "2026-05-06", Status.POSTPONED, due="2026-12-31"),
        entry("d", "2026-11-06", Status.POSTPONED, due="2027-06"),
        entry("e", "2026-11-07", Status.POSTPONED),
    )
    assert steps(found) == [("b", Status.POSTPONED), ("d", Status.POSTPONED)]
    assert [move.due for move in found.moves] == ["2026-12", "2027-06"]
    assert (found.status, found.due) == (Status.POSTPONED, "2027-06")


def test_what_is_put_off_can_still_begin() -> None:
    root, off = entry("a", "2026-01-05", Status.ANNOUNCED), entry("b", "2026-05-05", Status.POSTPONED)
    assert steps(told(root, off, entry("c", "2026-09-01", Status.STARTED)))[-1] == ("c", Status.STARTED)


def test_a_part_of_what_was_promised_is_a_beginning() -> None:
    root = entry("a", "2026-01-05", Status.ANNOUNCED, amounts=((300.0, "tree"), (5e6, "MAD")))
    part = entry("b", "2026-05-05", Status.DONE, amounts=((150.0, "tree"),))
    nearly = entry("c", "2026-09-05", Status.DONE, amounts=((298.0, "tree"),))
    assert steps(told(root, part, nearly)) == [("b", Status.STARTED), ("c", Status.DONE)]
    other_unit = entry("d", "2026-05-05", Status.DONE, amounts=((150.0, "gardener"), (4e6, "MAD")))
    assert steps(told(root, other_unit)) == [("d", Status.DONE)]


def test_what_was_given_up_comes_back_only_by_being_begun_later() -> None:
    root, given_up = entry("a", "2026-01-05", Status.ANNOUNCED), entry("b", "2026-05-05", Status.WITHDRAWN)
    again = entry("c", "2026-05-06", Status.ANNOUNCED)
    at_once = entry("d", "2026-05-05", Status.DONE)
    later = entry("e", "2026-09-05", Status.DONE)
    found = told(root, given_up, at_once, again, later)
    assert steps(found) == [("b", Status.WITHDRAWN), ("e", Status.DONE)]


def test_what_is_done_stays_done() -> None:
    root, done = entry("a", "2026-01-05", Status.ANNOUNCED), entry("b", "2026-05-05", Status.DONE)
    found = told(root, done, entry("c", "2026-06-05", Status.WITHDRAWN), entry("d", "2026-06-06", Status.POSTPONED))
    assert steps(found) == [("b", Status.DONE)]


def test_a_move_that_is_not_sure_stands_beside_the_course() -> None:
    root, signed = entry("a", "2026-01-05", Status.ANNOUNCED), entry("b", "2026-02-05", Status.SIGNED)
    doubtful = told(root, signed, sure=0.5, least=0.7)
    assert [move.counts for move in doubtful.moves] == [False]
    assert doubtful.status is Status.ANNOUNCED
    confirmed = told(root, signed, sure=0.5, least=0.7, decided={"b": True})
    assert confirmed.status is Status.SIGNED
    struck = told(root, signed, decided={"b": False})
    assert (struck.status, [move.counts for move in struck.moves]) == (Status.ANNOUNCED, [False])


def test_no_entries_are_no_promise() -> None:
    with pytest.raises(ValueError, match="without entries"):
        history([], {})


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ("2027", date(2027, 12, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-06-30", date(2027, 6, 30)),
        ("2027-06-30T10:00+01:00", date(2027, 6, 30)),
        ("2027-01/2027-03", date(2027, 3, 31)),
        ("2027-13", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_due_date_is_its_last_day(due: str | None, last: date | None) -> None:
    assert due_on(due) == last


def test_due_passes_only_for_what_is_open() -> None:
    due, after = date(2026, 6, 30), date(2026, 7, 1)
    assert passed(due, Status.STARTED, after)
    assert not passed(due, Status.STARTED, due)
    assert not passed(due, Status.DONE, after)
    assert not passed(due, "broken", after)
    assert not passed(None, Status.ANNOUNCED, after)
