"""After a rebuild: story ids, redirects and log as the journal has them, whatever the new grouping calls its stories.

Under the versions of code that wrote the journal there is nothing to do. Under others stories may differ: an id stays
with the story that most of its articles are in, an id that no story bears any more leads there, and the log goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from marsad.archive.journal import Journal, JournalRecord
from marsad.observatory import jobs
from marsad.observatory.counts import recount
from marsad.observatory.group_state import last_story_decision
from marsad.observatory.models import Article, Capture, Decision, Story, StoryAct, StoryChange
from marsad.observatory.paths import journal_dir
from marsad.observatory.standing import begin
from marsad.observatory.story_applying import ACTS
from marsad.observatory.story_history import StoryHistory
from marsad.observatory.story_ids import carry_over, resolve
from marsad.observatory.story_log import note, note_decision
from marsad.observatory.versions import INDEX

_BATCH = 200


def keep_story_ids(data_dir: Path) -> None:
    """Bring the stories of a rebuild to the ids that people know, and end the rebuild."""
    history = StoryHistory.read(journal_dir(data_dir))
    old = history.old()
    articles = Article.objects.exclude(story=None)
    new = {key: story or "" for key, story in articles.values_list("capture__key", "story_id")}
    placed = set(articles.exclude(embedding=None).values_list("capture__key", flat=True))
    renamed, moved = carry_over(old, new)
    journal = Journal(journal_dir(data_dir), "group")
    with transaction.atomic():
        if history.labels:
            _forget(history.ids)
        rename(renamed)
        _lead({**history.redirects, **moved})
        _log(history.lines)
        _log_decisions(history.decisions)
        recount(renamed.values())
        decided = last_story_decision()
        final = {key: renamed.get(story, story) for key, story in sorted(new.items())}
        journal.append(
            {"kind": "placed", "capture": key, "story": story, "n": decided}
            for key, story in final.items()
            if story != old.get(key) and (key in old or key in placed)
        )
        lines = list(_new_redirects(history.redirects, decided))
        journal.append(lines)
        _log(lines)
        begin()
    journal.close()


def rename(renamed: Mapping[str, str]) -> None:
    """Give stories new ids at once, so that two may swap theirs."""
    held = [(column, new, _holding(column, old, renamed)) for old, new in renamed.items() for column in _REFERENCES]
    follows = dict(Story.objects.filter(pk__in=renamed).values_list("pk", "follows_id"))
    for old, new in renamed.items():
        followed = renamed.get(follows[old] or "", follows[old])
        Story.objects.update_or_create(pk=new, defaults={"redirect_to": None, "follows_id": followed})
    for column, new, pks in held:
        for start in range(0, len(pks), _BATCH):
            column.model.objects.filter(pk__in=pks[start : start + _BATCH]).update(**{column.attname: new})
        if column.model is Article:
            jobs.require(*INDEX, pks)
    Story.objects.filter(pk__in=set(renamed) - set(renamed.values()), articles=None).delete()


_REFERENCES: tuple[Any, ...] = (
    Article._meta.get_field("story"),
    Story._meta.get_field("redirect_to"),
    Story._meta.get_field("follows"),
    StoryChange._meta.get_field("story"),
    StoryChange._meta.get_field("other"),
)
"""The columns that hold a story's id."""


def _holding(column: Any, story: str, renamed: Mapping[str, str]) -> list[Any]:
    """The rows that hold a story's id, but for those of stories that get another id themselves."""
    rows = column.model.objects.filter(**{column.attname: story}).order_by("pk").values_list("pk", flat=True)
    own = {*renamed, *renamed.values()} if column.model is Story else set()
    return [pk for pk in rows if pk not in own]


def _forget(known: set[str]) -> None:
    """Drop the ids that the new grouping gave and took back before anybody saw them."""
    for row in Story.objects.exclude(redirect_to=None).order_by("pk"):
        if row.pk not in known:
            row.refresh_from_db()
            for column in ("redirect_to_id", "follows_id"):
                Story.objects.filter(**{column: row.pk}).update(**{column: row.redirect_to_id})
            row.delete()


def _lead(redirects: Mapping[str, str]) -> None:
    """Addresses that no story bears any more lead on."""
    for story in redirects:
        target = resolve(story, redirects)
        if Story.objects.filter(pk=target).exists():
            Story.objects.get_or_create(pk=story, defaults={"redirect_to_id": target})


def _new_redirects(known: Mapping[str, str], decided: int) -> Iterable[JournalRecord]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for story, to in Story.objects.exclude(redirect_to=None).order_by("pk").values_list("pk", "redirect_to_id"):
        if resolve(story, known) != resolve(str(to), known):
            yield {"kind": "redirect", "story": story, "to": to, "n": decided, "at": now, "capture": None}


def _log(lines: Iterable[JournalRecord]) -> None:
    """Log the journal's redirects that the new grouping did not come to itself."""
    logged = set(StoryChange.objects.filter(decision=None).values_list("story_id", "act", "at"))
    logged |= {(story, act, None) for story, act, _ in logged}
    for line in lines:
        at = datetime.fromisoformat(line["at"]) if line.get("at") else None
        act = StoryAct.REGROUPED if at and not line["capture"] else StoryAct.MERGED
        if (line["story"], act.value, at) in logged or not _are_there(line["story"], line["to"]):
            continue
        cause = Article.objects.filter(capture__key=line["capture"]).first() if line.get("capture") else None
        articles = _numbers(line["articles"]) if line.get("articles") else None
        note(act, line["story"], line["to"], articles, at=at, cause=cause)


def _log_decisions(records: Iterable[JournalRecord]) -> None:
    """Log the decisions that found their articles where they were to go."""
    for record in records:
        decision = Decision.objects.filter(pk=record["n"]).first()
        found = decision is not None and record["articles"] and _are_there(record["story"], record["to"])
        if decision is not None and found and not decision.story_changes.exists():
            note_decision(decision, ACTS[decision.act], record["story"], record["to"], _numbers(record["articles"]))


def _are_there(*stories: str) -> bool:
    return Story.objects.filter(pk__in=stories).count() == len(set(stories))


def _numbers(keys: list[str]) -> list[int]:
    found: list[int] = []
    for start in range(0, len(keys), _BATCH):
        found += Capture.objects.filter(key__in=keys[start : start + _BATCH]).values_list("pk", flat=True)
    return sorted(found)
