"""Lines of a dossier's time as one reader sees them, each with who tells it and the words that do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import get_language

from marsad.observatory.entities import SHOWN
from marsad.observatory.models import (
    Dossier,
    DossierLine,
    DossierMember,
    DossierPart,
    Fact,
    Followed,
    FollowedWords,
    LineKind,
    User,
)
from marsad.web.queries.disagreements import Disagreement, disagreed
from marsad.web.queries.summaries import Summary, outlet_name
from marsad.web.queries.timeline_wanted import ONE
from marsad.web.queries.told import ToldFact, told_fact
from marsad.web.queries.words import Shelf, with_details
from marsad.web.values import resolved

_MOST_OUTLETS = 4
"""Outlets that a line names; the others are counted."""
_MOST_WORDS = 3000
"""Rows that are read to name them."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One thing on the line of time.

    ``at`` orders it. ``day`` is when it was or is told, ISO 8601: a day, or a month or year for an event told no more
    exactly. ``head`` is the article that is shown for it; ``told`` the fact that represents it, null for stories and
    contradictions, ``point`` a contradiction. ``outlets`` are some that tell it, by key and name; ``articles`` and
    ``voices`` count articles and independent sources. ``value`` is what a figure comes to. ``parts`` are the names of
    the parts of the initiative that it is about.
    """

    pk: int
    kind: str
    label: str
    at: datetime
    day: str
    head: Summary
    told: ToldFact | None
    point: Disagreement | None
    value: str
    outlets: tuple[tuple[str, str], ...]
    articles: int
    voices: int
    story: str
    promise: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Lines that a reader may see, in the order in which they were asked for; ``hidden`` counts the others."""

    lines: tuple[TimeLine, ...]
    hidden: int


def timeline_lines(dossier: Dossier, ids: Sequence[int], user: User | AnonymousUser) -> Shown:
    """The lines of these numbers for one reader."""
    rows = [row for row in map(DossierLine.objects.in_bulk(ids).get, ids) if row]
    facts = with_details(Fact.objects.filter(pk__in=[row.fact_id for row in rows if row.fact_id], state__in=SHOWN))
    reader = _Reader(
        shelf=Shelf.of((row.article_id for row in rows), user),
        facts={fact.pk: fact for fact in facts.select_related("decision")},
        points=_points(rows, user),
        tellers=_tellers(dossier, rows),
        parts=_part_names(dossier, rows),
    )
    lines = [line for row in rows if (line := reader.line(row))]
    return Shown(tuple(lines), len(rows) - len(lines))


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is read once for all lines of a page."""

    shelf: Shelf
    facts: Mapping[int, Fact]
    points: Mapping[int, Disagreement]
    tellers: Mapping[int, Mapping[str, str]]
    parts: Mapping[int, str]

    def line(self, row: DossierLine) -> TimeLine | None:
        """One line, or null where this reader may not see its words."""
        head = self.shelf.articles.get(row.article_id)
        point = self.points.get(row.followed_id or 0) if row.kind == LineKind.CONTRADICTION else None
        fact = self.facts.get(row.fact_id or 0) if row.kind not in (LineKind.STORY, LineKind.CONTRADICTION) else None
        if head is None or not self._shows(row, fact, point):
            return None
        outlets = {head.source_key: head.outlet, **self.tellers.get(row.pk, {})}
        return TimeLine(
            pk=row.pk,
            kind=row.kind,
            label=str(ONE.get(row.kind, row.kind)),
            at=row.at,
            day=_day(row),
            head=head,
            told=told_fact(fact, self.shelf) if fact else None,
            point=point,
            value=self._value(row, fact),
            outlets=tuple(outlets.items())[:_MOST_OUTLETS],
            articles=row.articles,
            voices=row.voices,
            story=row.story_id,
            promise=row.promise_id or "",
            parts=tuple(self.parts[number] for number in row.parts if number in self.parts),
        )

    def _shows(self, row: DossierLine, fact: Fact | None, point: Disagreement | None) -> bool:
        if row.kind == LineKind.STORY:
            return True
        if row.kind == LineKind.CONTRADICTION:
            return point is not None
        return fact is not None and self.shelf.shows(row.article_id, fact)

    def _value(self, row: DossierLine, fact: Fact | None) -> str:
        if row.kind != LineKind.FIGURE or fact is None:
            return ""
        return resolved(fact.kind, fact.detail, own_words=self.shelf.whole(row.article_id))


def _day(row: DossierLine) -> str:
    """An event's own date in its precision, else the day of the observatory on which it was told first."""
    if row.kind == LineKind.EVENT and row.begin:
        return row.begin[:10]
    return timezone.localdate(row.at).isoformat()


def _points(rows: Iterable[DossierLine], user: User | AnonymousUser) -> dict[int, Disagreement]:
    wanted = [row.followed_id for row in rows if row.kind == LineKind.CONTRADICTION and row.followed_id]
    if not wanted:
        return {}
    found = disagreed(Followed.objects.filter(pk__in=wanted, state__in=SHOWN), user)
    return {one.pk: one for one in found if one}


def _tellers(dossier: Dossier, rows: Sequence[DossierLine]) -> dict[int, dict[str, str]]:
    """For each line some of the outlets that tell it, by their keys."""
    several = [row for row in rows if row.articles > 1]
    stories = {row.story_id for row in several if row.kind == LineKind.STORY}
    said = {row.followed_id for row in several if row.kind != LineKind.STORY and row.followed_id}
    named = ("source__key", "source__name", "article__outlet")
    members = DossierMember.objects.filter(dossier=dossier, story__in=stories).order_by("story", "at")
    of_story = _by_group(members.values_list("story_id", *named)[:_MOST_WORDS] if stories else ())
    fields = ("article__source__key", "article__source__name", "article__outlet")
    words = FollowedWords.objects.filter(followed__in=said, article__current=True).order_by("followed", "number")
    of_words = _by_group(words.values_list("followed_id", *fields)[:_MOST_WORDS] if said else ())
    return {
        row.pk: of_story.get(row.story_id, {}) if row.kind == LineKind.STORY else of_words.get(row.followed_id, {})
        for row in several
    }


def _by_group(rows: Iterable[tuple[object, str, str, str]]) -> dict[object, dict[str, str]]:
    found: dict[object, dict[str, str]] = defaultdict(dict)
    for group, key, name, on_page in rows:
        found[group].setdefault(key, outlet_name(name, key, on_page))
    return found


def _part_names(dossier: Dossier, rows: Iterable[DossierLine]) -> dict[int, str]:
    """The parts' names by their numbers, in the reader's language where they have one in it."""
    if not any(row.parts for row in rows):
        return {}
    found = DossierPart.objects.filter(dossier=dossier).values_list("number", "names")
    return {number: part_name(names) for number, names in found}


def part_name(names: Mapping[str, Sequence[str]]) -> str:
    """What a part is called: in the reader's language, else in one that it has a name in."""
    mine = names.get(get_language() or "") or next((some for some in names.values() if some), ())
    return mine[0] if mine else ""
