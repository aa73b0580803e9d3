"""One promise with all that was told of it: the words of every article, retellings and reprints folded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from marsad.model import FactKind
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Dossier, LedgerEntry, Promise, PromiseMove, User
from marsad.read.fold import fold
from marsad.web.queries.promises import Move, Promised, promised
from marsad.web.queries.summaries import Summary
from marsad.web.queries.words import Cite, Shelf
from marsad.web.told_labels import status_name
from marsad.web.values import confidence, kind_name

MOST = 300
"""Tellings that a page has, the first ones and the latest."""
_DOSSIERS = 30


@dataclass(frozen=True, slots=True)
class Telling:
    """Words that tell of a promise. ``kind`` is commitment or progress in words, ``sure`` how sure it is that they
    speak of this one, empty for the first. ``move`` is the step that they make. ``reprints`` carry the same words in a
    copy of the text."""

    key: str
    at: datetime
    cite: Cite
    kind: str
    status: str
    status_code: str
    sure: str
    move: Move | None
    reprints: tuple[Summary, ...]

    @property
    def first(self) -> bool:
        """Whether the promise begins here."""
        return not self.sure


@dataclass(frozen=True, slots=True)
class Step:
    """A telling, or an editor's own ``word``; or ``again``: tellings that change nothing, one after another."""

    telling: Telling | None
    word: Move | None
    again: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A promise and its ``steps`` in order of time. ``hidden`` counts tellings that a stranger may not read, ``more``
    those beyond `MOST`; ``dossiers`` are ids and names of those that follow it."""

    shown: Promised
    steps: tuple[Step, ...]
    hidden: int
    more: int
    dossiers: tuple[tuple[str, str], ...]


def promise_page(promise: Promise, user: User | AnonymousUser, *, editable: bool) -> PromisePage | None:
    """All of a promise for one reader; null for a stranger who may not read the words that made it."""
    shown = next(iter(promised([promise.pk], None, user, editable=editable)), None)
    if shown is None:
        return None
    entries = LedgerEntry.objects.filter(promise=promise, fact__state__in=SHOWN)
    if not editable:  # words whose step waits or was struck do not "change nothing"
        unsure = PromiseMove.objects.filter(promise=promise).exclude(state__in=SHOWN).exclude(entry=None)
        entries = entries.exclude(pk__in=unsure.values("entry"))
    entries = entries.select_related("fact").defer("meaning", "told")
    total = entries.count()
    rows = list(entries.order_by("at", "place")[:MOST])
    shelf = Shelf.of((row.article_id for row in rows), user)
    cited = [(row, cite) for row in rows if (cite := shelf.cite(row.article_id, row.fact))]
    by_words = {(one.cite.address): one for one in shown.moves if one.cite}
    tellings = list(_tellings(cited, by_words, promise.root_id))
    dossiers = Dossier.objects.filter(lines__promise=promise).distinct().order_by("name")[:_DOSSIERS]
    return PromisePage(
        shown=shown,
        steps=tuple(_steps(tellings, [one for one in shown.moves if one.said])),
        hidden=len(rows) - len(cited),
        more=total - len(rows),
        dossiers=tuple((one.pk, one.name) for one in dossiers),
    )


def _tellings(cited: Sequence[tuple[LedgerEntry, Cite]], moves: Mapping[str, Move], root: int) -> Iterator[Telling]:
    """Each text's words once, with the articles that carry them in a copy of it."""
    groups: dict[tuple[str, str], list[tuple[LedgerEntry, Cite]]] = defaultdict(list)
    for row, cite in cited:
        groups[cite.article.text_key, fold(row.fact.exact)].append((row, cite))
    for group in groups.values():
        heads = [one for one in group if one[1].address in moves or one[0].pk == root]
        own = [one for one in group if not one[1].article.is_copy]
        row, cite = (heads or own or group)[0]
        code = str(row.fact.detail.get("status", ""))
        yield Telling(
            key=row.key,
            at=row.at,
            cite=cite,
            kind=kind_name(FactKind(row.fact.kind)),
            status=status_name(code),
            status_code=code,
            sure="" if row.pk == root else confidence(row.confidence or 0.0),
            move=moves.get(cite.address),
            reprints=tuple(other.article for _, other in group if other.article.id != cite.article.id),
        )


def _steps(tellings: Sequence[Telling], words: Sequence[Move]) -> Iterator[Step]:
    """In order of time; what changes nothing is gathered where it stands."""
    both: list[Telling | Move] = [*tellings, *words]
    again: list[Telling] = []
    for one in sorted(both, key=lambda one: one.at):
        if isinstance(one, Telling) and not one.first and one.move is None:
            again.append(one)
            continue
        if again:
            yield Step(None, None, tuple(again))
            again = []
        yield Step(one, None) if isinstance(one, Telling) else Step(None, one)
    if again:
        yield Step(None, None, tuple(again))
