"""Commitments: who binds whom to what, by when, how far it has come, and how surely it is put.

``docs/commitments.md`` says what counts as one. Sentences are read by cues (`lexicon`) that govern a deed (`deeds`),
before which the subject stands (`subjects`, `latin`, `impersonal`) or behind which it follows (`arabic`); lists under a
heading and promises in quotation marks have modules of their own (`lists`, `quoted`). What is found is a `bond`;
`worth` tells which are commitments, and `build` makes facts of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from marsad.annotate.commitments.arabic import arabic_bonds
from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.build import commitment_of
from marsad.annotate.commitments.latin import latin_bonds
from marsad.annotate.commitments.lexicon import lexicon_of
from marsad.annotate.commitments.lists import listed_bonds
from marsad.annotate.commitments.once import told_once
from marsad.annotate.commitments.page import Page
from marsad.annotate.commitments.quoted import quoted_bonds
from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.model import Commitment, Statement

_TOLD = 0.15
_EDGES = " ,،"


def commitment_facts(known: Known, references: References, statements: Sequence[Statement]) -> list[Commitment]:
    """The commitments of a text, in its order; those that are negated, conditional or hearsay are of kind hedged."""
    lexicon = lexicon_of(known.passage.lang)
    if lexicon is None:
        return []
    page = Page(known, references, statements, lexicon)
    found = (fact for bond in _bonds(page) if (fact := commitment_of(page, bond)))
    return told_once(_apart(found))


def _apart(facts: Iterable[Commitment]) -> list[Commitment]:
    """Of facts that share words the surest; one that begins with the party that another ends with loses the party."""
    kept: list[Commitment] = []
    for fact in sorted(facts, key=_rank):
        shared = [one for one in kept if one.start < fact.end and fact.start < one.end]
        if len(shared) == 1 and (rest := _rest_of(fact, shared[0])):
            kept.append(rest)
        elif not shared:
            kept.append(fact)
    return kept


def _rank(fact: Commitment) -> tuple[float, int]:
    """The surer first; what somebody says before the bare clause that he says."""
    return -fact.confidence - _TOLD * (fact.rule in {"said", "announced that"}), fact.start


def _rest_of(fact: Commitment, other: Commitment) -> Commitment | None:
    """What is left of a fact behind, or before, the words that it shares with another: the larger part of it."""
    if other.start < fact.start < other.end < fact.end:
        start, end = other.end, fact.end
    elif fact.start < other.start < fact.end < other.end:
        start, end = fact.start, other.start
    else:
        return None
    words = fact.text[start - fact.start : end - fact.start]
    text = words.strip(_EDGES)
    start += len(words) - len(words.lstrip(_EDGES))
    return replace(fact, start=start, end=start + len(text), text=text) if 2 * len(text) > len(fact.text) else None


def _bonds(page: Page) -> Iterator[Bond]:
    read = arabic_bonds if page.lexicon.lang == "ar" else latin_bonds
    for begin, stop in page.passage.sentences:
        yield from read(page, begin, stop)
    yield from listed_bonds(page)
    yield from quoted_bonds(page)
