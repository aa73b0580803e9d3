"""The editors' queue: facts, contradictions and steps of promises that are not sure enough to be shown, by kind, the
latest first.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marsad.observatory.annotating import texts_of
from marsad.observatory.models import Article, Fact, FactState, Followed, PromiseMove, User
from marsad.web.queries.disagreements import Disagreement, disagreed
from marsad.web.queries.promises import Move, Promised, promised
from marsad.web.queries.told import ToldFact, told_fact
from marsad.web.queries.words import Shelf, with_details
from marsad.web.told_labels import TOLD

PAGE_SIZE = 20
AROUND = 160
"""Code points of the text that are shown before and after the words."""
MOVE = "move"
KINDS: dict[str, str | Promise] = {
    **TOLD,
    Followed.CONTRADICTION: _("Contradictions"),
    MOVE: _("Steps of promises"),
}


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """A fact that waits, with the text around its words."""

    told: ToldFact
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WaitingMove:
    """A step of a promise that waits."""

    promise: Promised
    move: Move


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits of one ``kind``; ``counts`` are those of every kind that something waits of, with its
    name, and ``kind`` is empty where nothing waits at all."""

    kind: str
    counts: tuple[tuple[str, str, int], ...]
    facts: tuple[WaitingFact, ...]
    disagreements: tuple[Disagreement, ...]
    has_next: bool
    moves: tuple[WaitingMove, ...] = ()


def waiting_count() -> int:
    """How many facts, contradictions and steps of promises wait for an editor."""
    return _facts().count() + _contradictions().count() + _moves().count()


def queue(kind: str, page: int, user: User | AnonymousUser) -> Queue:
    """What waits of a kind, or of the first kind of which anything does; ``page`` counts from 1."""
    counts = _counts()
    kind = kind if kind in KINDS else next((code for code, _name, _count in counts), "")
    first, last = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
    if kind == Followed.CONTRADICTION:
        rows = _contradictions().order_by("-story__last_at", "story", "number")
        found = tuple(one for one in disagreed(rows[first : last + 1], user) if one)
        return Queue(kind, counts, (), found[:PAGE_SIZE], rows.count() > last)
    if kind == MOVE:
        moves, has_next = _waiting_moves(first, last, user)
        return Queue(kind, counts, (), (), has_next, moves)
    facts = with_details(_facts().filter(kind=kind).select_related("decision"))
    listed = list(facts.order_by("-article__sort_at", "-article", "field", "start")[first : last + 1])
    shown = tuple(_waiting(listed[:PAGE_SIZE], user))
    return Queue(kind, counts, shown, (), len(listed) > PAGE_SIZE)


def _facts() -> QuerySet[Fact]:
    return Fact.objects.filter(state=FactState.WAITING, article__current=True)


def _contradictions() -> QuerySet[Followed]:
    return Followed.objects.filter(kind=Followed.CONTRADICTION, state=FactState.WAITING)


def _moves() -> QuerySet[PromiseMove]:
    return PromiseMove.objects.filter(state=FactState.WAITING)


def _waiting_moves(first: int, last: int, user: User | AnonymousUser) -> tuple[tuple[WaitingMove, ...], bool]:
    """Steps that wait, each with its promise as an editor sees it, the latest first; and whether there are more."""
    rows = list(_moves().order_by("-at", "-pk").values_list("key", "promise_id")[first : last + 1])
    listed = rows[: last - first]
    promises = {one.id: one for one in promised([promise for _, promise in listed], None, user, editable=True)}
    found = [
        WaitingMove(promises[promise], move)
        for key, promise in listed
        if promise in promises
        for move in promises[promise].moves
        if move.key == key
    ]
    return tuple(found), len(rows) > len(listed)


def _counts() -> tuple[tuple[str, str, int], ...]:
    found = dict(_facts().order_by().values_list("kind").annotate(Count("pk")))
    found[Followed.CONTRADICTION] = _contradictions().count()
    found[MOVE] = _moves().count()
    return tuple((kind, str(name), found[kind]) for kind, name in KINDS.items() if found.get(kind))


def _waiting(facts: list[Fact], user: User | AnonymousUser) -> list[WaitingFact]:
    shelf = Shelf.of((fact.article_id for fact in facts), user)
    articles = Article.objects.only("lede", "body").in_bulk([fact.article_id for fact in facts])
    return [
        WaitingFact(told_fact(fact, shelf), _before(text, fact.start), _after(text, fact.end))
        for fact in facts
        for text in [texts_of(articles[fact.article_id])[fact.field]]
    ]


def _before(text: str, place: int) -> str:
    """The words before a place, from the beginning of one on."""
    if place <= AROUND:
        return text[:place]
    return "…" + text[place - AROUND : place].partition(" ")[2]


def _after(text: str, place: int) -> str:
    if len(text) - place <= AROUND:
        return text[place:]
    return text[place : place + AROUND].rpartition(" ")[0] + "…"
