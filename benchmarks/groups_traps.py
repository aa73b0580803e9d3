"""Events told in one template, in four languages: invented near misses that only places, days and numbers tell apart.

Each kind of event has two wordings a language; each happens several times, at other places, on other days, with other
numbers and people. Events of several kinds share a place and a day. A document's cluster is the kind and the happening.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).with_suffix(".toml")
NUMBERS = ((12, 340), (47, 1250), (83, 2900), (26, 710))
DAYS = ((3, 3), (17, 4), (9, 5))
"""Day and month of each happening, in 2025."""
MONTHS = {
    "fr": {3: "mars", 4: "avril", 5: "mai"},
    "es": {3: "marzo", 4: "abril", 5: "mayo"},
    "en": {3: "March", 4: "April", 5: "May"},
    "ar": {3: "مارس", 4: "أبريل", 5: "مايو"},
}
OF = {"es": " de "}
"""What stands between day, month and year."""


def traps() -> list[dict[str, Any]]:
    """The documents as rows of a set: the happenings in turn, each language and wording some hours after the other."""
    data = tomllib.loads(TEMPLATES.read_text("utf-8"))
    return [
        row
        for shift, (kind, languages) in enumerate(data["kinds"].items())
        for happening, _ in enumerate(DAYS)
        for row in _tellings(data, kind, languages, happening, shift)
    ]


def _tellings(data: dict[str, Any], kind: str, languages: dict[str, Any], happening: int, shift: int) -> Iterator[Any]:
    day, month = DAYS[happening]
    small, large = NUMBERS[(happening + shift) % len(NUMBERS)]
    person = data["people"][(happening + shift) % len(data["people"])]
    hours = 0
    for lang, wordings in languages.items():
        of = OF.get(lang, " ")
        told = {
            "place": data["places"][happening][lang],
            "person": person[lang],
            "small": small,
            "large": large + 10 * shift,
            "date": f"{day}{of}{MONTHS[lang][month]}{of}2025",
        }
        for number, wording in enumerate(wordings):
            hours += 1
            yield {
                "id": f"trap-{kind}-{happening}-{lang}-{number}",
                "lang": lang,
                "date": (datetime(2025, month, day, 9, tzinfo=UTC) + timedelta(hours=hours)).isoformat(),
                "title": wording["title"].format(**told),
                "text": wording["text"].format(**told),
                "cluster": f"trap-{kind}-{happening}",
            }
