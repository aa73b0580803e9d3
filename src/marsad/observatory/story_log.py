"""The log of stories: what happened to their addresses, and which story takes up which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from marsad.observatory.models import Article, Decision, Story, StoryAct, StoryChange
from marsad.observatory.story_members import final_story


def changes_of(story: str) -> list[StoryChange]:
    """The lines of the log about a story, latest first; with ``decision``, whose ``live`` says if it still counts."""
    about = StoryChange.objects.filter(Q(story_id=story) | Q(other_id=story))
    return list(about.select_related("decision").order_by("-at", "-pk"))


def note(
    act: StoryAct, story: str, other: str, articles: Sequence[int] | None, *, at: datetime | None, cause: Article | None
) -> StoryChange:
    """Log that later evidence, or a newer version of grouping, took articles from one story to another."""
    told = sorted(articles) if articles is not None else None
    return StoryChange.objects.create(act=act, story_id=story, other_id=other, articles=told, at=at, cause=cause)


def note_decision(decision: Decision, act: StoryAct, story: str, other: str, articles: Sequence[int]) -> StoryChange:
    """Log that an editor's decision did."""
    told = {"act": act, "articles": sorted(articles), "at": decision.at, "by": decision.by, "decision": decision}
    return StoryChange.objects.create(story_id=story, other_id=other, **told)


def predecessor(story: Story) -> Story | None:
    """The closed story that this one takes up again, where that one is now; null where it became this one."""
    if story.follows_id is None or (found := final_story(story.follows_id)) in (None, story.pk):
        return None
    return Story.objects.get(pk=found)


def followers(story: Story) -> list[Story]:
    """The stories that take this one up again, earliest first, where they are now."""
    asked = [story.pk, *_redirected(story.pk)]
    found = {final_story(pk) for pk in Story.objects.filter(follows__in=asked).values_list("pk", flat=True)}
    return list(Story.objects.filter(pk__in=found - {None, story.pk}).order_by("first_at", "pk"))


def _redirected(story: str) -> list[str]:
    """The ids that lead to a story, over any number of steps."""
    found: list[str] = []
    edge = [story]
    while edge := list(Story.objects.filter(redirect_to__in=edge).exclude(pk__in=found).values_list("pk", flat=True)):
        found += edge
    return found
