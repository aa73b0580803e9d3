"""What the articles of a story say together: kept in tables, and found anew whenever the story or its facts change.

A story whose counts are renewed, or about whose facts somebody decided, is ``stale`` until that is done. The decision's
own transaction does it for the stories that it is about, and the group stage for all others, when no article waits for
its place. What is found is a function of the story's articles and facts as they are in the tables, so that it does not
matter how often or when it is found.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from django.db import DatabaseError, transaction

from marsad.follow.told import Told
from marsad.model import Contradiction, SharedEvent, SharedStatement
from marsad.observatory.entities import group_of
from marsad.observatory.followed_rows import write
from marsad.observatory.models import Article, Decision, Entity, Fact, FactDetail, Followed, Story
from marsad.observatory.telling import tellings
from marsad.observatory.weighing import forget_stories, weigh_story

LIMIT = 200
"""Articles of one story that are set beside each other, the latest ones: the work grows with their square."""
AT_ONCE, SMALL = 20, 40
"""How many stories one decision finds anew itself, and of how many articles; the group stage does the others."""

_OF_FACTS = ("fact", "entity")
"""Kinds of decisions that change what articles tell."""
_ROWS_A_QUERY = 400

log = logging.getLogger(__name__)

_COLUMNS = (
    "capture__key",
    "capture__record_id",
    "source__key",
    "title",
    "lang",
    "lede",
    "body",
    "published",
    "url",
    "named",
    "family_id",
    "relation",
    "story_id",
)


Together = tuple[Sequence[SharedStatement], Sequence[SharedEvent], Sequence[Contradiction]]


def together(told: Sequence[Told]) -> Together:
    """The statements and events that are the same in several of these articles, and what they contradict each other in.

    The rooms that find them, and the encoder, are loaded with the first story.
    """
    from marsad.follow.contradictions import contradictions
    from marsad.follow.events import same_events
    from marsad.follow.statements import same_statements
    from marsad.group.encoder import default_encoder

    encoder = default_encoder()
    return same_statements(told, encoder), same_events(told, encoder), contradictions(told, encoder)


def mark_stale(stories: Iterable[str]) -> None:
    """Have what some stories say together found anew."""
    ids = list(stories)
    for start in range(0, len(ids), _ROWS_A_QUERY):
        Story.objects.filter(pk__in=ids[start : start + _ROWS_A_QUERY]).update(stale=True)


def follow_stale(limit: int = AT_ONCE, among: Iterable[str] | None = None) -> int:
    """Find anew what stale stories say together, those ``among`` some; the number of stories that were done."""
    stale = Story.objects.filter(stale=True) if among is None else Story.objects.filter(stale=True, pk__in=list(among))
    ids = list(stale.order_by("pk").values_list("pk", flat=True)[:limit])
    for story in ids:
        with transaction.atomic():
            follow(story)
    return len(ids)


def follow(story: str) -> None:
    """Find anew what a story's articles say together, and weigh those that came or changed, inside a transaction. A
    failure leaves nothing found there, or not weighed."""
    if Story.objects.select_for_update().filter(pk=story).first() is None:
        return
    Followed.objects.filter(story_id=story).delete()
    Story.objects.filter(pk=story).update(stale=False)
    _find_together(story)
    try:
        with transaction.atomic():
            weigh_story(story)
    except (DatabaseError, OSError):
        raise
    except Exception:
        log.exception("the articles of story %s could not be weighed", story)


def _find_together(story: str) -> None:
    shown = Article.objects.filter(story_id=story, current=True).select_related("capture", "source").only(*_COLUMNS)
    articles = sorted(shown.order_by("-sort_at", "-pk")[:LIMIT], key=lambda article: article.pk)
    if len(articles) < 2:
        return
    try:
        with transaction.atomic():
            heard = tellings(articles)
            write(story, heard, *together([one.told for one in heard]))
    except (DatabaseError, OSError):
        raise
    except Exception:
        log.exception("what the articles of story %s say together could not be found", story)


def follow_after(decision: Decision) -> None:
    """Find anew what a decision touches; a failure leaves it to the group stage."""
    try:
        with transaction.atomic():
            stories = [story for story in dict.fromkeys(_touched(decision)) if story]
            mark_stale(stories)
            if decision.kind in _OF_FACTS:
                forget_stories(stories)
    except (DatabaseError, OSError):
        raise
    except Exception:
        log.exception("the stories that decision %s touches are not known", decision.number)
    else:
        small = Story.objects.filter(pk__in=stories[:AT_ONCE], article_count__lte=SMALL)
        follow_stale(AT_ONCE, small.values_list("pk", flat=True))


def _touched(decision: Decision) -> Iterable[str | None]:
    """The stories whose facts or articles a decision is about; what one about a dossier or a promise touches is done
    with it."""
    if decision.kind not in (*_OF_FACTS, "story", "contradiction"):
        return []
    if decision.kind == "story":
        return [decision.record["story"], decision.record["to"]]
    if decision.kind == "contradiction":
        return list(Followed.objects.filter(key=decision.record["key"]).values_list("story_id", flat=True).distinct())
    shown = Article.objects.filter(current=True).exclude(story=None)
    if decision.kind == "fact":
        about = shown.filter(capture__key=decision.capture_key)
        pages = Article.objects.filter(capture__key=decision.capture_key).exclude(page="")
        about |= shown.filter(page__in=pages.values("page"))
    else:
        ids = _entities(decision)
        facts = Fact.objects.filter(entity__in=ids).values("article")
        details = FactDetail.objects.filter(entity__in=ids).values("fact__article")
        about = shown.filter(pk__in=facts) | shown.filter(pk__in=details)
    return about.order_by("-sort_at", "-pk").values_list("story_id", flat=True)


def _entities(decision: Decision) -> list[str]:
    """The entities that a decision joins or parts, with all that were joined to them."""
    record = decision.record
    if record["act"] == "undo":
        record = Decision.objects.get(pk=record["of"]).record
    rows = Entity.objects.filter(pk__in=[record[end] for end in ("entity", "into", "to") if end in record])
    return [id_ for row in rows for id_ in group_of(row)]
