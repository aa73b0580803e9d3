"""The events of the two seed pages; the pages themselves are never in the repository."""

from __future__ import annotations

from functools import cache

import pytest

from marsad.annotate import annotate
from marsad.model import DetailRole, Event, EventKind
from marsad.read import read
from tests.paths import shared

pytestmark = pytest.mark.shared


@cache
def events(number: str) -> dict[EventKind, Event]:
    article = read(next(shared("seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8"), text=True)
    found = [fact for fact in annotate(article).facts if isinstance(fact, Event)]
    assert len({event.event_kind for event in found}) == len(found)
    return {event.event_kind: event for event in found}


def test_the_press_conference_and_the_conference() -> None:
    found = events("000")
    assert set(found) == {EventKind.PRESS_CONFERENCE, EventKind.CONFERENCE}
    before, conference = found[EventKind.PRESS_CONFERENCE], found[EventKind.CONFERENCE]
    assert (before.start_date, before.end_date) == ("2025-06-28", "2025-06-28")
    assert (conference.start_date, conference.end_date) == ("2025-07-01", "2025-07-02")
    assert before.entities(DetailRole.PLACE) == conference.entities(DetailRole.PLACE) != ()
    assert len(before.entities(DetailRole.PARTICIPANT)) == 1
    for role in (DetailRole.ORGANISER, DetailRole.PATRON):
        assert len(conference.entities(role)) == 1
    assert len(conference.told(DetailRole.THEME)) == 1
    assert len(conference.told(DetailRole.PROGRAMME)) == 2
    assert [one.value for one in conference.told(DetailRole.ATTENDANCE)] == ["2000 person"]


def test_the_meeting_on_a_day_that_nobody_can_tell() -> None:
    found = events("004")
    assert set(found) == {EventKind.MEETING}
    meeting = found[EventKind.MEETING]
    assert (meeting.start_date, meeting.end_date) == (None, None)
    assert [one.value for one in meeting.told(DetailRole.DATE)] == [None]
    assert len(meeting.entities(DetailRole.PARTICIPANT)) == 3
