"""Statements, events, commitments, their course and goals as readers see them, on whatever page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from marsad.model import DetailRole, FactKind, Modality, StatementForm
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Fact, FactState
from marsad.web.formats import stated
from marsad.web.queries.words import Cite, Part, Shelf, final_of
from marsad.web.told_labels import TOLD, days, event_kind, form_name, modality_name, status_name
from marsad.web.values import confidence

_EVENT = (
    DetailRole.PLACE,
    DetailRole.ORGANISER,
    DetailRole.PATRON,
    DetailRole.THEME,
    DetailRole.PROGRAMME,
    DetailRole.ATTENDANCE,
    DetailRole.PARTICIPANT,
)
"""What an event is told to have, in the order of the page; its date stands by its name."""
_PROMISE = (DetailRole.WITH, DetailRole.AMOUNT, DetailRole.DUE)
_PROGRESS = (DetailRole.WITH, DetailRole.AMOUNT, DetailRole.PLACE, DetailRole.DATE, DetailRole.DUE)
_FIELDS = {FactKind.EVENT.value: _EVENT, FactKind.PROGRESS.value: _PROGRESS}


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A statement, an event, a commitment, a step of one or a goal. ``number`` is its place among the facts of an
    article's page, 0 elsewhere.

    ``form``, ``event_kind``, ``days``, ``due``, ``status`` and ``modality`` are in the reader's language and empty
    where the kind has none; ``quoted`` where the words are given word for word. ``name`` and ``what`` are the article's
    words, empty for who may not read it. ``parts`` are the details that the reader may see; ``of`` is the id of the
    initiative whose goal it is, with its name in ``name``. ``permalink`` is its permanent
    address. The fields after ``confidence`` are for editors.
    """

    number: int
    kind: str
    exact: str
    lang: str
    cite: Cite | None
    parts: tuple[Part, ...]
    form: str = ""
    quoted: bool = True
    event_kind: str = ""
    name: str = ""
    of: str = ""
    days: str = ""
    what: str = ""
    due: str = ""
    status: str = ""
    status_code: str = ""
    modality: str = ""
    permalink: str = ""
    confidence: str = ""
    pk: int = 0
    state: str = ""
    decision: int | None = None
    by: str = ""

    @property
    def speakers(self) -> tuple[Part, ...]:
        """Who says it."""
        return self._of(DetailRole.SPEAKER)

    @property
    def cues(self) -> tuple[Part, ...]:
        """The words that say so."""
        return self._of(DetailRole.CUE)

    @property
    def dates(self) -> tuple[Part, ...]:
        """The words for when an event is."""
        return self._of(DetailRole.DATE)

    @property
    def promisers(self) -> tuple[Part, ...]:
        """Who binds themselves."""
        return self._of(DetailRole.BY)

    @property
    def dues(self) -> tuple[Part, ...]:
        """The words for by when."""
        return self._of(DetailRole.DUE)

    @property
    def fields(self) -> tuple[tuple[str, tuple[Part, ...]], ...]:
        """What else is told, by the name of the role."""
        roles = _FIELDS.get(self.kind, _PROMISE)
        return tuple((found[0].label, found) for role in roles if (found := self._of(role)))

    def _of(self, role: DetailRole) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.role == role)


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """The facts of one such kind of an article; ``count`` without those that wait or are struck."""

    kind: str
    label: str
    count: int
    items: tuple[ToldFact, ...]


def told_groups(rows: Sequence[tuple[int, Fact]], shelf: Shelf) -> Iterator[ToldGroup]:
    """The facts of several parts, and the goals, among an article's facts."""
    for kind, label in TOLD.items():
        ours = [(number, fact) for number, fact in rows if fact.kind == kind]
        if ours:
            count = sum(fact.state in SHOWN for _, fact in ours)
            yield ToldGroup(kind, str(label), count, tuple(told_fact(fact, shelf, number) for number, fact in ours))


def told_facts(facts: Iterable[Fact], shelf: Shelf) -> list[ToldFact]:
    """Those of some facts that the reader may see, in their order."""
    return [told_fact(fact, shelf) for fact in facts if shelf.shows(fact.article_id, fact)]


def told_fact(fact: Fact, shelf: Shelf, number: int = 0) -> ToldFact:
    """One fact for a reader; needs its details."""
    parts = shelf.parts(fact)
    make = partial(
        ToldFact,
        number=number,
        kind=fact.kind,
        exact=fact.exact,
        lang=shelf.articles[fact.article_id].lang,
        cite=shelf.cite(fact.article_id, fact),
        parts=parts,
        permalink=shelf.permalink(fact),
        confidence=confidence(fact.confidence, by_person=by_person(fact)),
        pk=fact.pk,
        state=fact.state,
        decision=fact.decision.number if fact.decision else None,
        by=fact.decision.by if fact.decision else "",
    )
    told, whole = fact.detail, shelf.whole(fact.article_id)
    if fact.kind == FactKind.STATEMENT:
        form = told.get("form", "")
        return make(form=form_name(form), quoted=form == StatementForm.DIRECT)
    if fact.kind == FactKind.EVENT:
        dated = whole or any(part.role == DetailRole.DATE for part in parts)
        when = "/".join(told[end] for end in ("start_date", "end_date") if told.get(end)) if dated else ""
        kind, name = event_kind(told.get("event_kind", "")), told.get("name", "") if whole else ""
        return make(event_kind=kind, name=name, days=days(when) if when else "")
    if fact.kind == FactKind.GOAL:
        entity = final_of(fact.entity)
        return make(of=entity.pk, name=entity.name) if entity else make()
    modality = told.get("modality", Modality.ASSERTED)
    due = told.get("due") if whole or any(part.role == DetailRole.DUE for part in parts) else None
    return make(
        what=told.get("what", "") if whole else "",
        due=stated(due) if due else "",
        status=status_name(told.get("status", "")),
        status_code=told.get("status", ""),
        modality=modality_name(modality) if fact.kind == FactKind.HEDGED else "",
    )


def by_person(fact: Fact) -> bool:
    """Whether an editor said that the fact is right."""
    return fact.rule == Fact.PERSON_RULE or fact.state == FactState.CONFIRMED
