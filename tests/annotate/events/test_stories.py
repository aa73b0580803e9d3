"""Short articles as newspapers write them, the main event in different places, each with all events found in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from marsad.model import DetailRole, Event
from tests.annotate.events.test_cases import events

CASES = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["case"]


def told(event: Event) -> str:
    places = [one.text for one in event.told(DetailRole.PLACE)]
    return f"{event.start_date or ''}/{event.end_date or ''} {places[0] if places else '-'} | {event.text}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['lang']} {case['text'][:50]}")
def test_events_of(case: dict[str, Any]) -> None:
    assert [told(one) for one in events(case["text"], case["lang"], title=case.get("title"))] == case["found"]
