"""Articles that came before a rule did are held against it: some at a time, in the order of ingest, when nothing waits.

How far that is, `Dossier.filled` says, written with the members of each step, so that a kill costs one step. What need
not be looked at is told by the facts of the rule's entities, or by the search index, which finds at least what the
rule does; articles that the index is still to take in are looked at all the same.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction

from marsad.observatory.dossiers import counting, lines, members
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.entities import final_entity, group_of
from marsad.observatory.faults import boundary
from marsad.observatory.models import (
    Article,
    Dossier,
    DossierHand,
    DossierLine,
    DossierMember,
    Fact,
    FactDetail,
    Job,
    JobState,
    Stage,
)
from marsad.observatory.paths import index_dir
from marsad.observatory.versions import INDEX
from marsad.observatory.weighing import loaded
from marsad.search.index import IndexUnusable, SearchIndex
from marsad.search.matching import asks
from marsad.search.query import SearchQuery

AT_ONCE = 100
"""Articles of one step, which is one transaction."""
_VALUES_A_QUERY = 400

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Filling:
    """The filling of dossiers, one after the other; remembers what is still to be looked at for the one in hand.

    The lines of a story are made once, with the last of its articles that is looked at: ``_last`` says which that is.
    """

    _hand: tuple[str, dict[str, Any], int] | None = None
    _left: list[int] = field(default_factory=list)
    _last: dict[str, int] = field(default_factory=dict)

    def step(self, limit: int = AT_ONCE) -> int:
        """Hold the next articles against a dossier, in one transaction; 0 where there is nothing to fill."""
        row = Dossier.objects.exclude(filled=None).order_by("made_at", "pk").first()
        if row is None:
            return 0
        if self._hand != _hand_of(row):
            self._hand, self._left = _hand_of(row), _candidates(row)
            self._last = {story: pk for pk, story in _stories_of(self._left)}
        some, left = self._left[:limit], self._left[limit:]
        with transaction.atomic():
            now = Dossier.objects.select_for_update().filter(pk=row.pk).first()
            if now is None or _hand_of(now) != self._hand:
                return 1  # somebody decided about it meanwhile
            filled = some[-1] if left else None
            Dossier.objects.filter(pk=row.pk).update(filled=filled)
            touched = _hold(row.pk, some)  # a part that is found there has it filled from its beginning again
            self._draw_lines(row.pk, some, touched)
            if filled is None:
                counting.renew_parts(row.pk)
            boundary("dossier-filled")
        self._hand = (row.pk, row.rule, filled) if filled else None  # one that is done may begin again
        self._left = left
        return 1

    def _draw_lines(self, dossier: str, some: Sequence[int], touched: Collection[str]) -> None:
        """Renew the lines of the stories that end with these articles, and of those touched that none is left of."""
        place = some[-1] if some else 0
        here = DossierMember.objects.filter(dossier=dossier), DossierLine.objects.filter(dossier=dossier)
        ended = [story for pk, story in _stories_of(some) if self._last.get(story) == pk]
        known = {story for rows in here for story in rows.filter(story__in=ended).values_list("story_id", flat=True)}
        for story in sorted(known | {story for story in touched if self._last.get(story, 0) <= place}):
            lines.renew(dossier, story)


def fill_step(limit: int = AT_ONCE) -> int:
    """One step, whatever was done before; 0 where there is nothing to fill."""
    return Filling().step(limit)


def _hand_of(row: Dossier) -> tuple[str, dict[str, Any], int]:
    return row.pk, row.rule, row.filled if row.filled is not None else -1


def _hold(dossier: str, captures: Sequence[int]) -> set[str]:
    """Hold articles against a dossier; one over which that fails keeps the others from nothing. The stories in which a
    member came, went or changed."""
    try:
        with transaction.atomic():
            return {story for _, story in members.renew(loaded(captures), [dossier])}
    except (DatabaseError, OSError):
        raise
    except Exception:
        if len(captures) > 1:
            return {story for capture in captures for story in _hold(dossier, [capture])}
        log.exception("article %s could not be held against dossier %s", captures[0], dossier)
        return set()


def _stories_of(captures: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Articles with the stories in which they stand, in the order of ingest."""
    for start in range(0, len(captures), _VALUES_A_QUERY):
        rows = Article.objects.filter(pk__in=captures[start : start + _VALUES_A_QUERY]).order_by("pk")
        yield from ((pk, story) for pk, story in rows.values_list("pk", "story_id") if story)


def _candidates(row: Dossier) -> list[int]:
    """The articles that may belong to a dossier, or do, behind the point up to which it is filled."""
    keys = DossierHand.objects.filter(dossier=row).values("capture_key")
    named = Article.objects.filter(capture__key__in=keys)
    pages = Article.objects.filter(page__in=named.exclude(page="").values("page"))
    found = set(_may_match(Rule.from_json(row.rule)))
    for rows in (named, pages):
        found.update(rows.values_list("pk", flat=True))
    found.update(DossierMember.objects.filter(dossier=row).values_list("article_id", flat=True))
    return sorted(pk for pk in found if pk > (row.filled or 0))


def _may_match(rule: Rule) -> Iterable[int]:
    """The articles that a rule may be satisfied by: never too few."""
    if rule.entities:
        return _naming(rule.entities)
    if asks(rule.query, rule.langs) and (keys := _by_index(rule)) is not None:
        return keys
    rows = Article.objects.filter(current=True)
    if rule.sources:
        rows = rows.filter(source__key__in=rule.sources)
    if rule.langs:
        rows = rows.filter(lang__in=rule.langs)
    return rows.order_by().values_list("pk", flat=True)


def _naming(entities: Iterable[str]) -> set[int]:
    finals = {found.pk: found for id_ in entities if (found := final_entity(id_))}
    ids = sorted({id_ for found in finals.values() for id_ in group_of(found)})
    facts = Fact.objects.filter(entity__in=ids).order_by().values_list("article_id", flat=True)
    details = FactDetail.objects.filter(entity__in=ids).order_by().values_list("fact__article_id", flat=True)
    return {*facts.distinct(), *details.distinct()}


def _by_index(rule: Rule) -> set[int] | None:
    """What the search index finds, with what it is still to take in; null where it is not to be relied on."""
    folder = index_dir(Path(settings.DATA_DIR))
    waiting = Job.objects.filter(stage=Stage.INDEX, version=INDEX[1], state=JobState.PENDING)
    done = Job.objects.filter(stage=Stage.INDEX, version=INDEX[1], state=JobState.DONE)
    keys = set(waiting.values_list("capture_id", flat=True))
    if not SearchIndex.exists(folder):
        return None
    try:
        with SearchIndex.open(folder) as index:
            if index.count() < Article.objects.filter(current=True, capture__jobs__in=done).count():
                return None
            return keys | set(index.keys(SearchQuery(rule.query, rule.langs, rule.sources)))
    except IndexUnusable:
        return None
