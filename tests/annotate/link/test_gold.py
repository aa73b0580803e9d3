"""Mentions of the gold pages get one id for each person, organisation, place and initiative, in any order."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from typing import Any

import pytest

from marsad.annotate.link import Linker
from marsad.model import Entity, FactKind
from tests.paths import shared

KINDS = ("person", "organisation", "place", "initiative")


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shared("bench", "gold", name).read_text(encoding="utf-8").splitlines()]


def _articles() -> list[tuple[str, dict[str, Entity]]]:
    """The language of each page and its entities by canonical id, from perfect mentions."""
    facts: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for fact in _rows("facts.jsonl"):
        if fact["kind"] in KINDS:
            facts[fact["id"]][fact["canonical"]].append(fact)
    return [
        (page["lang"], {canonical: _entity(found) for canonical, found in facts[page["id"]].items()})
        for page in _rows("gold.jsonl")
    ]


def _entity(found: list[dict[str, Any]]) -> Entity:
    names = tuple(dict.fromkeys(fact["text"] for fact in found))
    return Entity(
        kind=FactKind(found[0]["kind"]),
        name=max(names, key=len),
        names=names,
        role=found[0].get("role"),
        country=found[0].get("country"),
        acronym=next((name for name in names if name.isascii() and name.isupper()), None),
    )


@pytest.mark.shared
@pytest.mark.parametrize("seed", range(6))
def test_ids_are_exact_in_any_order(seed: int) -> None:
    articles, linker = _articles(), Linker()
    if seed:
        random.Random(seed).shuffle(articles)
    ids, owners = defaultdict(set), defaultdict(set)
    for lang, entities in articles:
        for canonical, found in zip(entities, linker.link(list(entities.values()), lang=lang), strict=True):
            ids[canonical].add(found)
            owners[found].add(canonical)
    wrong = {
        canonical: found
        for canonical, found in ids.items()
        if len(found) > 1 or owners[next(iter(found))] != {canonical}
    }
    for kind in ("person", "org", "place", "initiative"):
        total = sum(canonical.startswith(f"{kind}/") for canonical in ids)
        assert sum(canonical.startswith(f"{kind}/") for canonical in wrong) <= 0.05 * total, wrong
