"""Commitments: who binds whom to what, by when, how far it has come, and how surely it is put.

``docs/commitments.md`` says what counts as one. Sentences are read by cues (`lexicon`) that govern a deed (`deeds`),
before which the subject stands (`subjects`, `latin`, `impersonal`) or behind which it follows (`arabic`); lists under a
heading have a module of their own (`lists`). What is found is a `bond`; `worth` tells which are commitments, and
`build` makes facts of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from marsad.annotate.commitments.arabic import arabic_bonds
from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.build import commitment_of
from marsad.annotate.commitments.latin import latin_bonds
from marsad.annotate.commitments.lexicon import lexicon_of
from marsad.annotate.commitments.lists import listed_bonds
from marsad.annotate.commitments.once import told_once
from marsad.annotate.commitments.page import Page
from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.model import Commitment, Statement


def commitment_facts(known: Known, references: References, statements: Sequence[Statement]) -> list[Commitment]:
    """The commitments of a text, in its order; those that are negated, conditional or hearsay are of kind hedged."""
    lexicon = lexicon_of(known.passage.lang)
    if lexicon is None:
        return []
    page = Page(known, references, statements, lexicon)
    found = (fact for bond in _bonds(page) if (fact := commitment_of(page, bond)))
    return told_once(_apart(found))


def _apart(facts: Iterable[Commitment]) -> list[Commitment]:
    """Of facts that share words the surest."""
    kept: list[Commitment] = []
    for fact in sorted(facts, key=lambda one: (-one.confidence, one.start)):
        if not any(one.start < fact.end and fact.start < one.end for one in kept):
            kept.append(fact)
    return kept


def _bonds(page: Page) -> Iterator[Bond]:
    read = arabic_bonds if page.lexicon.lang == "ar" else latin_bonds
    for begin, stop in page.passage.sentences:
        yield from read(page, begin, stop)
    yield from listed_bonds(page)
