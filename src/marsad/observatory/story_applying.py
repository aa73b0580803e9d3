"""Decisions of people about stories → articles, redirects and the log.

A record names the articles that it is about, and is applied to wherever these stand: under the version of grouping
that it was made with that is the story that it names, under a newer one it holds on the articles all the same. A
merge is these articles together with those, a split these apart from those, a move these to where those are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from marsad.archive.journal import JournalRecord
from marsad.observatory import jobs
from marsad.observatory.counts import recount
from marsad.observatory.models import Article, Decision, Story, StoryAct, StoryChange
from marsad.observatory.story_ids import resolve
from marsad.observatory.story_log import note_decision
from marsad.observatory.story_members import heads, members, pages, seat
from marsad.observatory.versions import INDEX

_ROWS_A_QUERY = 400
ACTS = {"merge": StoryAct.MERGED, "split": StoryAct.SPLIT, "move": StoryAct.MOVED, "undo": StoryAct.UNDONE}
"""How the log calls what editors do."""
_PARTING = ("split", "move")


class LostStoryError(LookupError):
    """Nothing that the decision is about is there any more."""


def apply_to_stories(decision: Decision) -> None:
    """Bring one decision's articles to where it says. Raises `LostStoryError`."""
    record = decision.record
    to = _target(record)
    named = pages([*_keys(record, "articles"), *(_keys(record, "join") if effect(record) == "merge" else ())])
    whole = _told_whole(record, named, to)
    leaving: defaultdict[str, list[Article]] = defaultdict(list)
    for article in named:
        if article.story_id not in (None, to) and article.story_id not in whole:
            leaving[article.story_id or ""].append(article)
    for story in sorted(whole):
        leaving[story] = members(story)
    for story, articles in sorted(leaving.items()):
        shift(articles, to)
        if not Article.objects.filter(story_id=story).exists():
            Story.objects.filter(pk=story).update(redirect_to_id=to)
        note_decision(decision, ACTS[decision.act], story, to, [article.pk for article in heads(articles)])
    if decision.act in _PARTING and (left := seat(record["stay"], record["story"])) not in (None, to, *leaving):
        note_decision(decision, ACTS[decision.act], str(left), to, [article.pk for article in heads(named)])
    recount({to, *leaving})


def shift(articles: Iterable[Article], story: str) -> None:
    """Put articles into a story, and have those that are shown indexed anew."""
    moved = list(articles)
    pks = [article.pk for article in moved]
    for start in range(0, len(pks), _ROWS_A_QUERY):
        Article.objects.filter(pk__in=pks[start : start + _ROWS_A_QUERY]).update(story_id=story)
    jobs.require(*INDEX, [article.pk for article in moved if article.current])


def kept_apart() -> list[tuple[str, str]]:
    """The pairs of stories that an editor's split or move keeps from being merged by later evidence, as they are now.

    The log says which stories a decision parted, also where a newer version of grouping had them apart already.
    """
    undone = [record["of"] for record in _applied().filter(act="undo").values_list("record", flat=True)]
    parted = StoryChange.objects.filter(decision__in=_applied().filter(act__in=_PARTING).exclude(pk__in=undone))
    leading = Story.objects.exclude(redirect_to=None).values_list("pk", "redirect_to_id")
    redirects = {story: to or story for story, to in leading}
    pairs = set()
    for one, other in parted.values_list("story_id", "other_id").distinct():
        first, second = sorted((resolve(one, redirects), resolve(other, redirects)))
        if first != second:
            pairs.add((first, second))
    return sorted(pairs)


def _applied() -> QuerySet[Decision]:
    return Decision.objects.filter(kind="story", applied=True)


def effect(record: JournalRecord) -> str:
    """What a record does to the tables: merge, split or move; an undo does one of them too."""
    done: str = record["effect"] if record["act"] == "undo" else record["act"]
    return done


def _target(record: JournalRecord) -> str:
    """The story that the articles go to; a split's is made, or opened again where an undo gives it back."""
    to: str = record["to"]
    if effect(record) == "split":
        if record["articles"]:
            Story.objects.update_or_create(pk=to, defaults={"redirect_to": None})
        return to
    found = seat(_keys(record, "join"), to)
    if found is None:
        raise LostStoryError(f"nothing is left of story {to}")
    return found


def _told_whole(record: JournalRecord, named: Sequence[Article], to: str) -> set[str]:
    """The stories that go as a whole: what a merge is about, and of a split those that hold nothing that stays."""
    kind = effect(record)
    if kind == "merge":
        story = seat(_keys(record, "articles"), record["story"])
        return {story} - {to, None} if story else set()
    if kind == "split":
        stay = {article.story_id for article in pages(_keys(record, "stay"))}
        return {article.story_id for article in named if article.story_id} - stay - {to}
    return set()


def _keys(record: JournalRecord, name: str) -> list[str]:
    keys: list[str] = record.get(name, [])
    return keys
