"""The facts of an article as its page shows them: marked in the text, and listed by kind in the panel."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from marsad.model import BODY_BLOCKS, FactKind
from marsad.observatory.entities import SHOWN
from marsad.observatory.extracts import squeezed_place, within_extract
from marsad.observatory.ledger.listing import of_no_promise
from marsad.observatory.models import Article, Fact, FactState, Job, JobState, Stage, User
from marsad.observatory.permalinks import permalink
from marsad.read.fold import fold
from marsad.web.formats import unbroken
from marsad.web.marking import AROUND, Piece, Span, pieces
from marsad.web.queries.told import ToldGroup, by_person, told_groups
from marsad.web.queries.words import Shelf, final_of, with_details
from marsad.web.values import KINDS, confidence, reasons, resolved

PERMISSION = "observatory.change_fact"
_SPACES = re.compile(r"\s+")
_PARAGRAPH = 2
"""The blank line between the blocks of the body."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact for one reader. ``number`` is its place among those of the page, which its anchors bear; ``time`` counts
    the facts of its item on the same words, from 1; ``value``, empty where the words say it themselves, and ``reasons``
    are in the reader's language. The fields after ``confidence`` are for editors."""

    number: int
    time: int
    kind: str
    exact: str
    value: str
    reasons: tuple[str, ...]
    permalink: str
    confidence: str
    pk: int
    state: str
    decision: int | None
    by: str


@dataclass(frozen=True, slots=True)
class Named:
    """What several facts of an article say of one entity, or of one date or figure (then without ``entity``)."""

    entity: str | None
    name: str
    role: str
    facts: tuple[FactView, ...]
    parts: tuple[FactView, ...] = ()


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one kind in the order of the text; ``count`` without the struck ones."""

    kind: str
    label: str
    count: int
    items: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """All that an article's page shows of facts: names, dates and figures in ``groups``, statements, events and
    commitments in ``told``; ``waiting`` counts those that an editor is to see to. ``why_none`` is null unless there
    are none: ``failed`` with the error, ``pending``, ``extract`` (none within it), or ``none``."""

    groups: tuple[FactGroup, ...]
    told: tuple[ToldGroup, ...]
    count: int
    waiting: int
    why_none: str | None
    error: str
    rows: tuple[tuple[int, Fact], ...]
    editable: bool

    @property
    def hints(self) -> dict[int, str]:
        """What marked words tell at a touch, by number: the value, or the name and role of who is named."""
        told = {one.number: group.label for group in self.told for one in group.items}
        return told | {
            fact.number: fact.value or " · ".join(part for part in (item.name, item.role) if part and item.entity)
            for group in self.groups
            for item in group.items
            for fact in (*item.facts, *item.parts)
        }


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that another page points at: code points of the article's lede or body."""

    field: str
    start: int
    end: int


def may_edit(user: User | AnonymousUser) -> bool:
    """Whether this person may strike and correct facts."""
    return user.has_perm(PERMISSION)


def stated(article: Article, user: User | AnonymousUser, whole: bool, extract: str) -> Stated:
    """The facts that this reader may see: all of them, or those within the extract."""
    editable = whole and may_edit(user)
    states = (*SHOWN, FactState.STRUCK, FactState.WAITING) if editable else SHOWN
    facts = with_details(Fact.objects.filter(article=article, state__in=states).exclude(of_no_promise()))
    facts = facts.select_related("entity__redirect_to", "decision")
    for fact in facts:
        fact.article = article
    in_order = sorted(facts, key=lambda fact: (fact.field != "lede", fact.start, fact.end, fact.kind, fact.pk))
    visible = [one for one in in_order if whole or within_extract(article.lede, article.body, one, extract)]
    rows = tuple(enumerate(visible, 1))
    groups = tuple(_groups(rows, whole))
    told = tuple(told_groups(rows, Shelf.of([article.pk], user)))
    count = sum(fact.state in SHOWN for _, fact in rows)
    waits = sum(fact.state == FactState.WAITING for _, fact in rows)
    why, error = (None, "") if rows else _why_none(article, hidden=len(in_order))
    return Stated(groups, told, count, waits, why, error, rows, editable)


def marked_lede(article: Article, shown: Stated, cited: Cited | None = None) -> list[Piece]:
    """The lede with its facts."""
    return pieces(unbroken(article.lede, article.lang), _spans(shown, "lede"), _within(cited, "lede"))


def marked_blocks(article: Article, shown: Stated, cited: Cited | None = None) -> list[dict[str, Any]]:
    """The blocks, those of the body with the pieces of their text."""
    words = _within(cited, "body") or (0, 0)
    blocks, offset, spans = [], 0, _spans(shown, "body")
    for block in article.blocks:
        if block["type"] in BODY_BLOCKS:
            text = unbroken(block["text"], article.lang)
            end = offset + len(text)
            inside = [span.moved(-offset) for span in spans if span.start < end and span.end > offset]
            blocks.append({**block, "pieces": pieces(text, inside, (words[0] - offset, words[1] - offset))})
            offset = end + _PARAGRAPH
        else:
            blocks.append(block)
    return blocks


def marked_extract(article: Article, shown: Stated, extract: str, cited: Cited | None = None) -> list[Piece]:
    """The extract with the facts within it."""
    field = article.lede or article.body
    words = _within(cited, "lede" if article.lede else "body")
    place = (squeezed_place(field, words[0]), squeezed_place(field, words[1])) if words else None
    spans = [
        _span(number, fact, start, start + len(_SPACES.sub(" ", fact.exact)))
        for number, fact in shown.rows
        for start in [squeezed_place(field, fact.start)]
    ]
    return pieces(extract, spans, place)


def _within(cited: Cited | None, field: str) -> tuple[int, int] | None:
    return (cited.start, cited.end) if cited and cited.field == field else None


def _spans(shown: Stated, field: str) -> list[Span]:
    return [_span(number, fact, fact.start, fact.end) for number, fact in shown.rows if fact.field == field]


def _span(number: int, fact: Fact, start: int, end: int) -> Span:
    state = fact.state if fact.state in (FactState.STRUCK, FactState.WAITING) else ""
    narrow = "struck" if state and fact.kind not in AROUND else ""
    return Span(number, narrow or fact.kind, start, end, state)


def _groups(rows: Sequence[tuple[int, Fact]], whole: bool) -> Iterator[FactGroup]:
    for kind, label in KINDS.items():
        kinds = {kind, FactKind.PART} if kind == FactKind.INITIATIVE else {kind}
        ours = [(number, fact) for number, fact in rows if fact.kind in kinds]
        if ours:
            count = sum(fact.state in SHOWN for _, fact in ours)
            yield FactGroup(kind, str(label), count, tuple(_items(ours, whole)))


def _items(rows: Iterable[tuple[int, Fact]], whole: bool) -> Iterator[Named]:
    """Facts of one entity together, where its first one stands."""
    gathered: dict[object, list[tuple[int, Fact]]] = {}
    for number, fact in rows:
        entity = final_of(fact.entity)
        key = entity.pk if entity else (number if fact.kind in (FactKind.DATE, FactKind.FIGURE) else fact.exact)
        gathered.setdefault(key, []).append((number, fact))
    for members in gathered.values():
        first = next((fact for _, fact in members if fact.kind != FactKind.PART), members[0][1])
        entity = final_of(first.entity)
        times: Counter[str] = Counter()
        views = []
        for number, fact in members:
            times[fact.exact] += 1
            views.append((fact.kind, _view(number, times[fact.exact], fact, whole)))
        yield Named(
            entity=entity.pk if entity else None,
            name=(first.detail.get("name") if whole else None) or first.exact,
            role=(first.detail.get("role") or "") if whole else "",
            facts=tuple(view for kind, view in views if kind != FactKind.PART),
            parts=tuple(view for kind, view in views if kind == FactKind.PART),
        )


def _view(number: int, time: int, fact: Fact, whole: bool) -> FactView:
    exact, value = _SPACES.sub(" ", fact.exact), resolved(fact.kind, fact.detail, own_words=whole)
    return FactView(
        number=number,
        time=time,
        kind=fact.kind,
        exact=exact,
        value="" if fold(value) == fold(exact) else value,
        reasons=tuple(reasons(fact.detail)),
        permalink=permalink(fact, fact.article.capture.key),
        confidence=confidence(fact.confidence, by_person=by_person(fact)),
        pk=fact.pk,
        state=fact.state,
        decision=fact.decision.number if fact.decision else None,
        by=fact.decision.by if fact.decision else "",
    )


def _why_none(article: Article, hidden: int) -> tuple[str, str]:
    if hidden:
        return "extract", ""
    job = Job.objects.filter(capture_id=article.pk, stage=Stage.ANNOTATE).order_by("-pk").first()
    if job is None or job.state == JobState.PENDING:
        return "pending", ""
    return ("failed", job.error) if job.state == JobState.FAILED else ("none", "")
