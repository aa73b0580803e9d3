"""Bounded memory: an index is a function of the last documents, whatever came before them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.group.postings import Postings
from marsad.group.reprints import ReprintIndex
from marsad.group.settings import GroupSettings, ReprintSettings
from marsad.model import Document, ReprintFamily
from tests.group.samples import START, prose, vocabulary

SHORT = GroupSettings(
    reprints=ReprintSettings(horizon=20, template_horizon=9, template_memory=5, template_documents=3, weighed=3)
)
LOOKBACK = 20 + 2 * 9


def documents_of(seed: int, events: int = 3) -> list[Document]:
    """Dispatches of several events in random order, and their copies: whole, cut, embedded, quoted, edited."""
    rng = random.Random(seed)
    found: list[Document] = []
    for event in range(events):
        own = vocabulary(seed * 100 + event, 60)
        dispatch = prose(rng, own, 90)
        copies = [
            dispatch,
            dispatch[:45],
            prose(rng, own, 60) + dispatch[30:75],
            prose(rng, own, 80) + dispatch[10:24] + prose(rng, own, 40),
            [rng.choice(own) if rng.random() < 0.1 else word for word in dispatch],
        ]
        for copy, words in enumerate(copies):
            date = rng.choice((None, START + timedelta(hours=rng.randrange(400))))
            outlet = rng.choice((None, "North Gazette", "South Gazette"))
            found.append(Document(f"d{seed}-{event}-{copy}", " ".join(words), date=date, outlet=outlet))
    rng.shuffle(found)
    return found


def numbered(seed: int) -> Iterator[tuple[int, Document]]:
    """Documents of several events one after the other, some with their outlet's footer, with gaps in the numbers."""
    rng = random.Random(seed)
    footers = {name: prose(rng, vocabulary(seed), 40) for name in ("North Gazette", "South Gazette")}
    number = 0
    for part in range(3):
        for document in documents_of(seed * 3 + part):
            number += rng.choice((1, 1, 1, 2, 7))
            if document.outlet and rng.random() < 0.8:
                document = replace(document, text=f"{document.text} {' '.join(footers[document.outlet])}")
            yield number, document


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10_000), stop=st.integers(1, 44))
def test_an_index_restored_from_its_lookback_decides_as_one_that_never_stopped(seed: int, stop: int) -> None:
    documents = list(numbered(seed))
    whole, restored = ReprintIndex(SHORT), ReprintIndex(SHORT)
    assert whole.lookback == LOOKBACK
    family_of: dict[str, str] = {}
    for number, document in documents[:stop]:
        keep(family_of, whole.place(document, number), whole)
    last = documents[stop - 1][0]
    for number, document in documents[:stop]:
        if number > last - whole.lookback:
            restored.restore(document, family_of.get(document.id), number)
    for number, document in documents[stop:]:
        assert restored.place(document, number) == whole.place(document, number)
        assert (restored.released, restored.revised) == (whole.released, whole.revised)
        assert len(restored) == len(whole)


def keep(family_of: dict[str, str], family: ReprintFamily | None, index: ReprintIndex) -> None:
    for document in index.released:
        family_of.pop(document, None)
    if family is not None:
        family_of.update(dict.fromkeys(family.members, family.id))


def test_the_streams_exercise_what_they_test() -> None:
    families = released = lost = 0
    for seed in range(10):
        index = ReprintIndex(SHORT)
        family_of: dict[str, str] = {}
        for number, document in numbered(seed):
            family = index.place(document, number)
            keep(family_of, family, index)
            families += family is not None
            released += len(index.released)
            lost += family is not None and sum(held == family.id for held in family_of.values()) > len(family.members)
    assert min(families, released, lost) > 5


def test_what_the_horizon_left_behind_takes_no_more_members() -> None:
    dispatch = " ".join(prose(random.Random(1), vocabulary(1), 80))
    index = ReprintIndex(SHORT)
    index.place(Document("first", dispatch), 1)
    family = index.place(Document("second", dispatch), 15)
    assert family
    later = index.place(Document("third", dispatch), 30)
    assert later
    assert (later.id, set(later.members), later.original) == (family.id, {"second", "third"}, "second")
    assert index.place(Document("fourth", dispatch), 50) is None
    assert len(index) == 1


def test_numbers_only_grow() -> None:
    index = ReprintIndex(SHORT)
    index.place(Document("a", "one two three four"), 5)
    with pytest.raises(ValueError, match="not above 5"):
        index.place(Document("b", "one two three four"), 5)
    with pytest.raises(ValueError, match="not above 5"):
        index.restore(Document("b", "one two three four"), None, 4)
    index.place(Document("b", "one two three four"))
    assert len(index) == 2


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000), first=st.integers(0, 400), limit=st.integers(1, 5))
def test_postings_find_the_newest_documents_with_each_hash(seed: int, first: int, limit: int) -> None:
    rng = random.Random(seed)
    postings = Postings(limit)
    held: dict[int, list[int]] = {}
    for slot in range(1, 400):
        keys = sorted(rng.sample(range(4000), 60))
        for key in keys:
            held.setdefault(key, []).append(slot)
        postings.add(slot, np.array(keys, np.uint32), max(0, first - 399 + slot))
    asked = np.array(sorted(rng.sample(range(4000), 80)), np.uint32)
    indexes, slots = postings.find(asked, first)
    found = sorted(zip(indexes.tolist(), slots.tolist(), strict=True))
    wanted = [
        (index, slot)
        for index, key in enumerate(asked.tolist())
        for slot in [slot for slot in held.get(key, []) if slot >= first][-limit:]
    ]
    assert found == wanted
