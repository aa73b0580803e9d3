"""A dossier's line of time, made anew story by story: what the members of a story tell, each thing once.

What stands there is a function of the members and of the facts as they are, so that it does not matter what stood there
before. The story itself, what it contradicts itself in and the commitments that it tells of always stand there; of the
rest what most independent sources tell, so many of a kind.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db import DatabaseError, transaction

from marsad.observatory.dossiers.heard import Draft, Heard
from marsad.observatory.dossiers.joined import joiner
from marsad.observatory.dossiers.series import add_series, counted_lines
from marsad.observatory.dossiers.told_lines import told_lines
from marsad.observatory.entities import SHOWN, group_of
from marsad.observatory.followed_rows import SIDE
from marsad.observatory.models import (
    Dossier,
    DossierKind,
    DossierLine,
    DossierMember,
    Entity,
    FactDetail,
    Followed,
    FollowedWords,
    LedgerEntry,
    LineKind,
)

MOST: Mapping[LineKind, int] = {
    LineKind.STATEMENT: 100,
    LineKind.EVENT: 60,
    LineKind.FIGURE: 60,
    LineKind.GOAL: 20,
}
"""Lines of a kind that one story gives at most; of other kinds all."""

_ROWS_A_QUERY = 40

log = logging.getLogger(__name__)


def renew(dossier_id: str, story_id: str) -> None:
    """Write the lines of a story in a dossier anew, in the place of those that stand there; a failure leaves none."""
    dossier = Dossier.objects.select_related("entity").filter(pk=dossier_id).first()
    if dossier is None:
        return
    heard = Heard.of(dossier_id, story_id)
    drafts = _drawn(dossier, heard) if heard.members else []
    with transaction.atomic():
        before = DossierLine.objects.filter(dossier=dossier_id, story=story_id)
        changes = {key: -count for key, count in counted_lines(before).items()}
        before.delete()
        DossierLine.objects.bulk_create([heard.line(draft) for draft in drafts], batch_size=_ROWS_A_QUERY)
        add_series(dossier_id, changes, [draft for draft in drafts if draft.kind is LineKind.FIGURE])


def _drawn(dossier: Dossier, heard: Heard) -> list[Draft]:
    """What is to stand there; nothing where that fails, so that one story stops neither the others nor a takedown."""
    try:
        return list(_bounded(_drafts(dossier, heard)))
    except (DatabaseError, OSError):
        raise
    except Exception:
        log.exception("story %s could not be put on the line of time of dossier %s", heard.story, heard.dossier)
        return []


def _drafts(dossier: Dossier, heard: Heard) -> Iterator[Draft]:
    final = joiner()
    members = list(heard.members.values())
    yield Draft(LineKind.STORY, heard.story, members[0], members)
    yield from told_lines(heard, final, _about(dossier, final))
    yield from _commitments(heard, final)
    yield from _contradictions(heard, final)


def _about(dossier: Dossier, final: Callable[[str], str]) -> set[str] | None:
    """The entities whose goals stand on the line: the dossier's own, of a question's dossier those of all."""
    if dossier.kind == DossierKind.QUESTION or dossier.entity is None:
        return None
    return {final(id_) for id_ in group_of(dossier.entity)}


def _bounded(drafts: Iterable[Draft]) -> Iterator[Draft]:
    by_kind: defaultdict[LineKind, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_kind[draft.kind].append(draft)
    for kind, some in by_kind.items():
        yield from sorted(some, key=lambda draft: draft.weight)[: MOST.get(kind)]


def _commitments(heard: Heard, final: Callable[[str], str]) -> Iterator[Draft]:
    """A line for each promise that members tell of, by the words that they tell first."""
    members = DossierMember.objects.filter(dossier=heard.dossier, story=heard.story).values("article")
    entries = LedgerEntry.objects.filter(article__in=members, promise__isnull=False, fact__state__in=SHOWN)
    columns = ("promise_id", "article_id", "fact_id", "fact__field", "fact__start")
    told: defaultdict[str, list[tuple[int, int, bool, int]]] = defaultdict(list)
    for promise, article, fact, field, start in entries.values_list(*columns):
        told[promise or ""].append((article, fact, field != "lede", start))
    who = _bound({fact for facts in told.values() for _, fact, *_ in facts})
    for promise, facts in sorted(told.items()):
        facts.sort(key=lambda one: (heard.members[one[0]].copy, *heard.members[one[0]].order, *one[2:], one[1]))
        article, fact = facts[0][:2]
        by = next((who[each] for _, each, *_ in facts if each in who), None)
        draft = Draft(LineKind.COMMITMENT, promise, heard.members[article], heard.tell(one[0] for one in facts))
        draft.fact, draft.promise, draft.entity = fact, promise, final(by) if by else None
        yield draft


def _bound(facts: Iterable[int]) -> dict[int, str]:
    """Who binds himself in each of some facts."""
    details = FactDetail.objects.filter(fact__in=sorted(facts), role="by", entity__isnull=False)
    who: dict[int, str] = {}
    for fact, entity in details.values_list("fact_id", "entity_id").order_by("fact_id", "number"):
        who.setdefault(fact, entity or "")
    return who


def _contradictions(heard: Heard, final: Callable[[str], str]) -> Iterator[Draft]:
    """A line for each shown contradiction of the story with a member on one of its sides."""
    sides: defaultdict[int, set[int]] = defaultdict(set)
    words = FollowedWords.objects.filter(
        followed__story=heard.story, followed__kind=Followed.CONTRADICTION, followed__state__in=SHOWN, part=SIDE
    )
    for followed, article in words.values_list("followed_id", "article_id"):
        if article in heard.members:
            sides[followed].add(article)
    for one in Followed.objects.filter(pk__in=list(sides)).order_by("number"):
        tellers = heard.tell(sides[one.pk])
        of = one.detail.get("of")
        draft = Draft(LineKind.CONTRADICTION, one.key, tellers[0], tellers, followed=one.pk)
        draft.entity = final(of) if of and Entity.objects.filter(pk=of).exists() else None
        yield draft
