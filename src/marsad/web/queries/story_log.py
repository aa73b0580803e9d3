"""What happened to stories, in lines: the log of one, and what editors decided about any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from marsad.observatory.models import Article, Decision, Story, StoryChange
from marsad.observatory.story_log import changes_of
from marsad.observatory.story_members import final_story
from marsad.web.queries.links import StoryLink, story_links
from marsad.web.queries.summaries import Summary, summaries

LATEST = 50
_NAMED = 30
"""Articles that a line names."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a story's log. ``incoming`` where articles came to the story from ``other_id``, else they went there;
    ``other`` is that story where it has articles now; ``count`` is null where nobody knows it any more."""

    change: StoryChange
    incoming: bool
    other_id: str
    other: StoryLink | None
    count: int | None
    articles: tuple[Summary, ...]
    cause: Summary | None

    @property
    def undoable(self) -> bool:
        """Whether an editor's decision made it that still counts and can be taken back."""
        decision = self.change.decision
        return decision is not None and decision.live and decision.act != "undo"


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """A decision about stories in words: what ``count`` articles of ``story`` went to ``to``."""

    decision: Decision
    story_id: str
    story: StoryLink | None
    to_id: str
    to: StoryLink | None
    count: int


def story_log(story: Story, lang: str) -> tuple[LogLine, ...]:
    """The log of a story, the latest line first."""
    changes = changes_of(story.pk)[:LATEST]
    others = {change.other_id if change.story_id == story.pk else change.story_id for change in changes}
    links = _links(others, lang)
    named = {pk for change in changes for pk in (*(change.articles or ())[:_NAMED], change.cause_id or 0)}
    titles = {one.id: one for one in summaries(Article.objects.filter(pk__in=named))} if named else {}
    return tuple(_line(change, story.pk, links, titles) for change in changes)


def story_decisions(*, lost: bool) -> tuple[StoryDecision, ...]:
    """The decisions about stories that count, the latest first: those that took effect, or those that found nothing."""
    known = Decision.objects.filter(kind="story", live=True, lost=lost).exclude(act="undo")
    listed = list(known.order_by("-number")[:LATEST])
    links = _links({decision.record[end] for decision in listed for end in ("story", "to")}, "")
    return tuple(
        StoryDecision(
            decision=decision,
            story_id=decision.record["story"],
            story=links.get(decision.record["story"]),
            to_id=decision.record["to"],
            to=links.get(decision.record["to"]),
            count=len(decision.record["articles"]),
        )
        for decision in listed
    )


def _links(ids: Iterable[str], lang: str) -> dict[str, StoryLink]:
    """The stories that these addresses lead to now, by address."""
    finals = {id_: final_story(id_) for id_ in ids}
    found = Story.objects.filter(pk__in=[final for final in finals.values() if final]).order_by("pk")
    links = {link.id: link for link in story_links(found, lang)}
    return {id_: links[final] for id_, final in finals.items() if final in links}


def _line(change: StoryChange, story: str, links: dict[str, StoryLink], titles: dict[int, Summary]) -> LogLine:
    incoming = change.other_id == story
    other = change.story_id if incoming else change.other_id
    link = links.get(other)
    return LogLine(
        change=change,
        incoming=incoming,
        other_id=other,
        other=link if link is not None and link.id != story else None,
        count=None if change.articles is None else len(change.articles),
        articles=tuple(titles[pk] for pk in (change.articles or ())[:_NAMED] if pk in titles),
        cause=titles.get(change.cause_id or 0),
    )
