"""Facts of one article → entries of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from marsad.annotate.encoder import Encoder
from marsad.follow.ledger.entry import Amount, Entry, is_country
from marsad.follow.reading import Reading
from marsad.follow.told import Told
from marsad.model import Commitment, DetailRole, FactKind, Progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = frozenset({FactKind.COMMITMENT, FactKind.PROGRESS})
"""The kinds of facts that have entries; what is only hedged is no promise."""

_MOST_ABOUT = 6
_MOST_FIGURES = 12
_SMALL = 10
"""Numbers below are told in any article."""

Course = Commitment | Progress


def entries_of(
    told: Told, *, at: datetime, source: str, story: str | None, key: Callable[[Course], str]
) -> list[Entry]:
    """The entries of an article in the order of its text, without their meanings.

    ``at`` is the article's time (aware), ``source`` who speaks (`Entry.source`), ``key`` gives a fact's entry its id.
    """
    facts = [fact for fact in told.annotations.facts if isinstance(fact, Course) and fact.kind in KINDS]
    if not facts:
        return []
    reading = Reading(told)
    return [_entry(reading, fact, at, source, story, key(fact)) for fact in facts]


def with_meanings(entries: Sequence[Entry], encoder: Encoder | None) -> list[Entry]:
    """The entries with the vectors of what each is about: of the deed or thing, and of all its words, as one. As they
    are without an encoder.
    """
    whats, texts = (
        meaning(words, None, encoder)
        for words in ([one.what or one.text for one in entries], [one.text for one in entries])
    )
    if whats is None or texts is None:
        return list(entries)
    vectors = whats + texts
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return [replace(entry, meaning=vector) for entry, vector in zip(entries, vectors, strict=True)]


def meaning(texts: Sequence[str], lang: str | None, encoder: Encoder | None) -> NDArray[np.float32] | None:  # noqa: ARG001
    """The vectors of texts, a row each (unit length); null without an encoder or texts. The language is the encoder's
    own business: one that crosses languages does not ask for it.
    """
    return encoder.encode(list(texts)) if encoder and texts else None


def _entry(reading: Reading, fact: Course, at: datetime, source: str, story: str | None, key: str) -> Entry:
    told, context = reading.told, reading.context(fact)
    by, withs = (
        frozenset(told.ids[entity] for entity in fact.entities(role)) for role in (DetailRole.BY, DetailRole.WITH)
    )
    return Entry(
        id=key,
        article=told.id,
        source=source,
        lang=told.lang,
        at=at,
        story=story,
        kind=fact.kind,
        what=fact.what,
        by=by,
        withs=withs - by,
        names=(context.named | context.places) - by - withs,
        amounts=_amounts(fact),
        due=fact.due,
        status=fact.status,
        confidence=fact.confidence,
        text=fact.text,
        about=_about(reading) - by - withs,
        figures=_figures(reading),
        rule=fact.rule,
        headline=told.title or "",
    )


def _about(reading: Reading) -> frozenset[str]:
    """Whom and which places the article names most, those named first of several."""
    named = Counter(reading.told.ids[one.entity] for one in reading.mentions)
    most = sorted((one for one in named if not is_country(one)), key=lambda one: -named[one])
    return frozenset(most[:_MOST_ABOUT])


def _figures(reading: Reading) -> tuple[Amount, ...]:
    """The article's numbers that are not small, with their units, in its order."""
    numbers = [(float(one.value), one.unit) for one in reading.figures if not isinstance(one.value, str)]
    return tuple(dict.fromkeys(one for one in numbers if one[0] >= _SMALL))[:_MOST_FIGURES]


def _amounts(fact: Course) -> tuple[Amount, ...]:
    """The numbers of a fact's amounts with their units; a range counts with its lower end."""
    found = []
    for detail in fact.told(DetailRole.AMOUNT):
        number, _, unit = (detail.value or "").partition(" ")
        try:
            found.append((float(number), unit))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))
