"""Promises as readers see them: by whom, to whom, what, until when, and how far each has come by which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils import timezone

from marsad.observatory.entities import SHOWN
from marsad.observatory.models import (
    Dossier,
    Fact,
    FactState,
    LedgerEntry,
    Promise,
    PromiseMove,
    User,
)
from marsad.web.formats import stated
from marsad.web.queries.promise_silence import has_passed, silent_sources
from marsad.web.queries.promises_asked import Asked, promises_of
from marsad.web.queries.told import ToldFact, told_fact
from marsad.web.queries.words import Cite, Shelf, with_details
from marsad.web.told_labels import status_name
from marsad.web.values import confidence

PAGE_SIZE = 20
ONLY_SAID = ("late", "broken")
"""Statuses that nothing but an editor's word gives."""


@dataclass(frozen=True, slots=True)
class Move:
    """A step of a promise. ``cite`` is null for an editor's own word and for a stranger who may not read the words;
    ``due`` is the new date in words where it is put off. ``by`` is the editor who said or decided it."""

    key: str
    status_code: str
    status: str
    at: datetime
    due: str
    cite: Cite | None
    said: bool
    confidence: str
    state: str
    note: str
    by: str
    decision: int | None


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise. ``told`` is the fact that told it first, ``due`` the date as last told in words.

    Where the date ``has_passed`` without a report, ``no_report`` counts the sources that published since and could have
    had one. ``word`` is the move by which an editor said that it is late or broken.
    """

    id: str
    told: ToldFact
    status_code: str
    status: str
    status_at: datetime
    due: str
    due_on: date | None
    has_passed: bool
    no_report: int | None
    moves: tuple[Move, ...]
    first_at: datetime
    last_at: datetime
    articles: int
    sources: int

    @property
    def word(self) -> Move | None:
        """What an editor said of it, where that is what it stands at."""
        said = [one for one in self.moves if one.said and one.state in SHOWN and one.status_code == self.status_code]
        return said[-1] if said else None

    @property
    def waiting(self) -> int:
        """Steps that wait for an editor."""
        return sum(one.state == FactState.WAITING for one in self.moves)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One page of the ledger. ``next`` is the address of the next page; ``hidden`` counts those whose words a stranger
    may not read."""

    promises: tuple[Promised, ...]
    next: str
    stopped: bool
    hidden: int


def ledger(asked: Asked, dossier: Dossier | None, user: User | AnonymousUser, *, editable: bool) -> Ledger:
    """What is asked for, for one reader; an editor sees the moves that wait or were struck too."""
    today = timezone.localdate()
    walked = promises_of(asked, dossier, today, PAGE_SIZE)
    shown = promised([place.id for place in walked.found], dossier, user, editable=editable)
    further = asked.query(after=walked.after) if walked.after else ""
    return Ledger(tuple(shown), further, walked.stopped, len(walked.found) - len(shown))


def dues_of(dossier: Dossier, user: User | AnonymousUser, *, lang: str, actor: str, limit: int) -> tuple[Promised, ...]:
    """What was promised in a dossier and is still to come, what is due first before."""
    asked = Asked(party=actor, due="coming", lang=lang)
    walked = promises_of(asked, dossier, timezone.localdate(), limit)
    return tuple(promised([place.id for place in walked.found], dossier, user, editable=False))


def promised(
    ids: Sequence[str], dossier: Dossier | None, user: User | AnonymousUser, *, editable: bool
) -> list[Promised]:
    """The promises of these ids that a reader may see, in their order."""
    states = (*SHOWN, FactState.WAITING, FactState.STRUCK) if editable else SHOWN
    entries = LedgerEntry.objects.select_related("fact").defer("meaning", "told")
    moves = PromiseMove.objects.filter(state__in=states).select_related("decision").order_by("number")
    found = Promise.objects.filter(pk__in=ids).prefetch_related(
        Prefetch("root", entries),
        Prefetch("moves", moves.prefetch_related(Prefetch("entry", entries))),
    )
    by_id = {one.pk: one for one in found}
    rows = [by_id[id_] for id_ in ids if id_ in by_id]
    roots = Fact.objects.filter(pk__in=[row.root_id for row in rows], state__in=SHOWN)
    facts = with_details(roots).select_related("decision")
    shelf = Shelf.of(_articles(rows), user)
    silent = silent_sources(rows, dossier)
    told = {fact.pk: told_fact(fact, shelf) for fact in facts if shelf.shows(fact.article_id, fact)}
    return [_promised(row, told[row.root_id], shelf, silent) for row in rows if row.root_id in told]


def _articles(rows: Iterable[Promise]) -> Iterable[int]:
    for row in rows:
        yield row.root.article_id
        yield from (move.entry.article_id for move in row.moves.all() if move.entry)


def _promised(row: Promise, told: ToldFact, shelf: Shelf, silent: Mapping[str, int]) -> Promised:
    return Promised(
        id=row.pk,
        told=told,
        status_code=row.status,
        status=status_name(row.status),
        status_at=row.status_at,
        due=stated(row.due) if row.due else "",
        due_on=row.due_on,
        has_passed=has_passed(row),
        no_report=silent.get(row.pk),
        moves=tuple(move_of(one, shelf) for one in row.moves.all() if not one.entry or one.entry.fact.state in SHOWN),
        first_at=row.first_at,
        last_at=row.last_at,
        articles=row.articles,
        sources=row.sources,
    )


def move_of(row: PromiseMove, shelf: Shelf) -> Move:
    """One step for one reader."""
    by_person = row.entry_id is None or row.state == FactState.CONFIRMED
    return Move(
        key=row.key,
        status_code=row.status,
        status=status_name(row.status),
        at=row.at,
        due=stated(row.due) if row.due else "",
        cite=shelf.cite(row.entry.article_id, row.entry.fact) if row.entry else None,
        said=row.entry_id is None,
        confidence=confidence(row.confidence, by_person=by_person),
        state=row.state,
        note=row.note,
        by=row.by or (row.decision.by if row.decision else ""),
        decision=row.decision.number if row.decision else None,
    )
