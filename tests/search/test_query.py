"""The query language: words, phrases, exclusions, function words."""

from __future__ import annotations

import pytest

from marsad.search.query import parse


def shape(text: str) -> list[tuple[str, bool, bool]]:
    return [(" ".join(clause.ways[0]), clause.phrase, clause.excluded) for clause in parse(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("port budget", [("port", False, False), ("budget", False, False)]),
        ('"port budget"', [("port budget", True, False)]),
        ("« port budget »", [("port budget", True, False)]),
        ("“port budget”", [("port budget", True, False)]),
        ("port -budget", [("port", False, False), ("budget", False, True)]),
        ('port -"grand budget"', [("port", False, False), ("grand budget", True, True)]),
        ("covid-19", [("covid 19", False, False)]),
        ('port "budget', [("port", False, False), ("budget", False, False)]),
        ("le port de la ville", [("port", False, False), ("vill", False, False)]),
        ("de la", [("de", False, False), ("la", False, False)]),
        ('"de la"', [("de la", True, False)]),
        ("", []),
        ("-- \" « ' …", []),
    ],
)
def test_parse(text: str, expected: list[tuple[str, bool, bool]]) -> None:
    assert shape(text) == expected
