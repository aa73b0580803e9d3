"""What an article tells of the course of something promised elsewhere: signed, started, done, put off, given up.

``docs/progress.md`` says what counts. Sentences are read by verbs in the past (`lexicon`), whose subject stands before
them (`latin`) or behind (`arabic`). What is found is a `step`; `worth` tells which are progress, and `build` makes
facts of them. Whose promise it was is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.annotate.commitments.lexicon import lexicon_of as commitments_of
from marsad.annotate.commitments.page import Page
from marsad.annotate.known import Known
from marsad.annotate.progress.arabic import arabic_steps
from marsad.annotate.progress.build import progress_of
from marsad.annotate.progress.counted import counted
from marsad.annotate.progress.denied import denied
from marsad.annotate.progress.in_use import in_use, took_place
from marsad.annotate.progress.later import later
from marsad.annotate.progress.latin import latin_steps
from marsad.annotate.progress.lexicon import lexicon_of
from marsad.annotate.progress.not_before import not_before
from marsad.annotate.progress.sentence import sentence_steps
from marsad.annotate.reference import References
from marsad.model import Commitment, CommitmentStatus, FactKind, Progress, Statement

_LATIN = (latin_steps, not_before, in_use, took_place, later, denied, counted)
_BACK = frozenset({CommitmentStatus.POSTPONED, CommitmentStatus.WITHDRAWN})


def progress_facts(
    known: Known, references: References, statements: Sequence[Statement], commitments: Sequence[Commitment]
) -> list[Progress]:
    """The moves that a text tells, in its order, each word of it in one at most; with the sentences that only show one.

    What it tells as a commitment with the same words is none, but for what is put off or given up.
    """
    lexicon, words = lexicon_of(known.passage.lang), commitments_of(known.passage.lang)
    if lexicon is None or words is None:
        return []
    page = Page(known, references, statements, words)
    readers = (arabic_steps, not_before) if lexicon.lang == "ar" else _LATIN
    found = (
        fact
        for begin, stop in known.passage.sentences
        for read in readers
        for step in read(page, lexicon, begin, stop)
        if (fact := progress_of(page, lexicon, step))
    )
    read_out = _apart(fact for fact in found if not _is_promised(fact, commitments))
    told = [*read_out, *sentence_steps(page, read_out, commitments)]
    return sorted(told, key=lambda one: (one.start, one.end))


def _is_promised(fact: Progress, commitments: Sequence[Commitment]) -> bool:
    promised = (one for one in commitments if one.kind is FactKind.COMMITMENT and fact.status not in _BACK)
    return any(one.start < fact.end and fact.start < one.end and not _hangs_on(one, fact) for one in promised)


def _hangs_on(promise: Commitment, fact: Progress) -> bool:
    """Whether a promise is told at the end of what moved only: "the piles of the hall that the city will build"."""
    return promise.start > (fact.start + fact.end) // 2


def _apart(facts: Iterable[Progress]) -> list[Progress]:
    """Of facts that share words the surest, of equally sure ones the first."""
    kept: list[Progress] = []
    for fact in sorted(facts, key=lambda one: (-one.confidence, one.start)):
        if not any(one.start < fact.end and fact.start < one.end for one in kept):
            kept.append(fact)
    return sorted(kept, key=lambda one: one.start)
