"""Lines of time that facts give: statements, events, figures and goals, each once over the articles that tell it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

from marsad.follow.series import series_of
from marsad.model import DetailRole, FactKind
from marsad.observatory.dossiers.heard import Draft, Heard, Member
from marsad.observatory.entities import SHOWN
from marsad.observatory.followed_rows import MEMBER, VARIANT
from marsad.observatory.models import Fact, FactDetail, Followed, FollowedWords, LineKind
from marsad.read.fold import fold

FIGURES_AN_ARTICLE = 6
"""Figures of one article that stand on the line of time, those that it tells first."""

_KINDS = (FactKind.STATEMENT, FactKind.EVENT, FactKind.FIGURE, FactKind.GOAL)
_WHO = (DetailRole.SPEAKER, DetailRole.ORGANISER)
_SHARED = {Followed.STATEMENT: LineKind.STATEMENT, Followed.EVENT: LineKind.EVENT}
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T|$)")
_LONGEST_DATE = 25


@dataclass(frozen=True, slots=True)
class _Told:
    """A shown fact of a member."""

    pk: int
    member: Member
    kind: str
    field: str
    start: int
    end: int
    exact: str
    detail: Mapping[str, Any]
    entity: str | None
    around: tuple[str, str]

    @property
    def order(self) -> tuple[bool, datetime, int, bool, int, int]:
        """Own words before a copy's, then as they were published, then as they stand in the text."""
        return (self.member.copy, *self.member.order, self.field != "lede", self.start, self.end)

    @property
    def key(self) -> str:
        """The same in every observatory."""
        place = f"{self.member.capture}|{self.kind}|{self.field}|{self.start}|{self.end}"
        return sha256(place.encode()).hexdigest()[:16]


Final = Callable[[str], str]


def told_lines(heard: Heard, final: Final, about: Collection[str] | None) -> Iterator[Draft]:
    """The lines of a story's facts; goals are those of the entities ``about``, of any where that is null."""
    facts = _facts(heard, final)
    who = _parties(facts)
    shared, together = _together(heard, facts, who, final)
    yield from shared
    alone = [fact for fact in facts.values() if fact.pk not in together]
    yield from _single(alone, FactKind.STATEMENT, LineKind.STATEMENT, who, final)
    yield from _single(alone, FactKind.EVENT, LineKind.EVENT, who, final)
    goals = [fact for fact in alone if about is None or fact.entity in about]
    yield from _single(goals, FactKind.GOAL, LineKind.GOAL, who, final)
    yield from _figures([fact for fact in alone if fact.kind == FactKind.FIGURE], _attendances(heard))


def _facts(heard: Heard, final: Final) -> dict[int, _Told]:
    rows = Fact.objects.filter(article__in=heard.read, kind__in=_KINDS, state__in=SHOWN)
    found = [
        _Told(
            pk=row.pk,
            member=heard.members[row.article_id],
            kind=row.kind,
            field=row.field,
            start=row.start,
            end=row.end,
            exact=row.exact,
            detail=row.detail,
            entity=final(row.entity_id) if row.entity_id else None,
            around=(row.prefix, row.suffix),
        )
        for row in rows
    ]
    return {one.pk: one for one in sorted(found, key=lambda one: one.order)}


def _parties(facts: Mapping[int, _Told]) -> dict[int, str]:
    """Who says a statement, or holds an event, by fact."""
    details = FactDetail.objects.filter(
        fact__article__in=sorted({one.member.article for one in facts.values()}), role__in=_WHO, entity__isnull=False
    )
    who: dict[int, str] = {}
    for fact, entity in details.values_list("fact_id", "entity_id").order_by("fact_id", "number"):
        who.setdefault(fact, entity or "")
    return who


def _together(
    heard: Heard, facts: Mapping[int, _Told], who: Mapping[int, str], final: Final
) -> tuple[list[Draft], set[int]]:
    """The lines of shared statements and events that members tell, and the facts that these hold."""
    words: defaultdict[int, list[tuple[str, int, str]]] = defaultdict(list)
    rows = FollowedWords.objects.filter(followed__story=heard.story, followed__kind__in=_SHARED)
    columns = ("followed_id", "part", "fact_id", "fact__state", "detail")
    for followed, part, fact, state, detail in rows.values_list(*columns).order_by("followed", "number"):
        if fact is not None and state in SHOWN:
            words[followed].append((part, fact, str(detail.get("value", ""))))
    drafts, held = [], set()
    for one in Followed.objects.filter(pk__in=list(words), state__in=SHOWN).order_by("number"):
        told = [facts[fact] for part, fact, _ in words[one.pk] if part in (VARIANT, MEMBER) and fact in facts]
        if not told:
            continue
        held |= {fact.pk for fact in told}
        first, tellers = min(told, key=lambda fact: fact.order), heard.tell(fact.member.article for fact in told)
        entity = one.entity_id or next((who[fact.pk] for fact in told if fact.pk in who), None)
        draft = Draft(_SHARED[one.kind], one.key, first.member, tellers, fact=first.pk, followed=one.pk)
        draft.entity = final(entity) if entity else None
        if one.kind == Followed.EVENT:
            _date(draft, *_days(told, words[one.pk]))
        drafts.append(draft)
    return drafts, held


def _days(told: Sequence[_Told], words: Iterable[tuple[str, int, str]]) -> tuple[str, str]:
    """The days of a shared event that most independent sources among the members tell, of as many those told first;
    where no member tells any, those that most sources of the story tell.
    """
    voices: dict[tuple[str, str], set[int]] = {}
    for fact in told:
        if begin := fact.detail.get("start_date"):
            days = begin, fact.detail.get("end_date") or begin
            voices.setdefault(days, set()).add(fact.member.voice)
    if voices:
        return max(voices, key=lambda days: len(voices[days]))
    value = next((value for part, _, value in words if part == DetailRole.DATE), "")
    begin, _, end = value.partition("/")
    return begin, end or begin


def _single(
    facts: Sequence[_Told], kind: FactKind, line: LineKind, who: Mapping[int, str], final: Final
) -> Iterator[Draft]:
    """The lines of facts that stand alone: one for the same words of a dispatch and its copies."""
    groups: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    for fact in facts:
        if fact.kind == kind:
            groups[fact.member.text, fold(fact.exact)].append(fact)
    for group in groups.values():
        first = group[0]
        entity = who.get(first.pk) or first.entity
        draft = Draft(line, first.key, first.member, _tellers(group), fact=first.pk)
        draft.entity = final(entity) if entity else None
        if kind is FactKind.EVENT:
            _date(draft, first.detail.get("start_date") or "", first.detail.get("end_date") or "")
        yield draft


Place = tuple[int, str, int, int]


def _attendances(heard: Heard) -> set[Place]:
    """Article, field and place of the words for an event's attendance."""
    details = FactDetail.objects.filter(fact__article__in=heard.read, fact__state__in=SHOWN, role=DetailRole.ATTENDANCE)
    return set(details.values_list("fact__article_id", "field", "start", "end"))


def _figures(facts: Sequence[_Told], attended: Collection[Place]) -> Iterator[Draft]:
    """The figures that are in a series: a line for each value of one, however many articles give it."""
    groups: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    series, told = {}, defaultdict[int, int](int)
    for fact in facts:
        value, unit, about = (fact.detail.get(name) for name in ("value", "unit", "about"))
        if told[fact.member.article] == FIGURES_AN_ARTICLE or value is None or not unit:
            continue
        before, behind = fact.around
        crowd = any(
            (article, field) == (fact.member.article, fact.field) and start < fact.end and fact.start < end
            for article, field, start, end in attended
        )
        lang = fact.member.lang or None
        found = series_of(value, unit, about, lang, before=before, behind=behind, attended=crowd)
        if found is None:
            continue
        told[fact.member.article] += 1
        series[found.key] = found
        groups[found.key, str(value)].append(fact)
    for (key, _), group in groups.items():
        first = min(group, key=lambda fact: fact.order)
        draft = Draft(LineKind.FIGURE, key, first.member, _tellers(group), fact=first.pk)
        draft.series = series[key].unit, series[key].counted
        yield draft


def _tellers(facts: Iterable[_Told]) -> list[Member]:
    return sorted({fact.member for fact in facts}, key=lambda one: one.order)


def _date(draft: Draft, begin: str, end: str) -> None:
    """Put an event at the first of its days; one without stays where it was published."""
    draft.end = end[:_LONGEST_DATE]
    if at := midnight(begin):
        draft.begin, draft.at = begin[:_LONGEST_DATE], at


def midnight(day: str) -> datetime | None:
    """The begin of the first day of an ISO 8601 date of any precision in the observatory's time zone; null for one that
    a table does not hold, at either end of the calendar."""
    found = _DATE.match(day)
    if not found:
        return None
    try:
        year, month, first = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        at = datetime(year, month, first, tzinfo=timezone.get_current_timezone())
        return at if at.astimezone(UTC) else None
    except (ValueError, OverflowError):
        return None
