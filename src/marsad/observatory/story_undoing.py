"""Taking a decision about stories back: what stands where it put it goes back, what came since stays."""

from __future__ import annotations

from marsad.archive.journal import JournalRecord
from marsad.observatory.models import Article, Decision, Story
from marsad.observatory.story_members import final_story, heads, last_grouped, members, pages


def undoing(decision: Decision) -> JournalRecord:
    """The record that takes a decision back.

    A merge is undone by a split that gives the merged story its address back, a split by a merge of the new story into
    the old one, a move by a move. Of articles that another decision has taken elsewhere since, none goes back.
    """
    record = decision.record
    undone = {"merge": _of_merge, "split": _of_split, "move": _of_move}[decision.act](record)
    return {"kind": "story", "act": "undo", "of": decision.number, "after": last_grouped(), **undone}


def _of_merge(record: JournalRecord) -> JournalRecord:
    home = final_story(record["to"]) or record["to"]
    back = [article for article in pages(record["articles"]) if article.story_id == home]
    going = {article.pk for article in back}
    stay = [article for article in members(home) if article.pk not in going]
    return {"effect": "split", "story": home, "to": record["story"], "articles": _keys(back), "stay": _keys(stay)}


def _of_split(record: JournalRecord) -> JournalRecord:
    home = final_story(record["story"]) or record["story"]
    new = Story.objects.filter(pk=record["to"]).first()
    if new is not None and new.redirect_to_id is None and new.pk != home:
        told = {"articles": _keys(members(new.pk)), "join": _keys(members(home))}
        return {"effect": "merge", "story": new.pk, "to": home, **told}
    return _back(record, home)


def _of_move(record: JournalRecord) -> JournalRecord:
    return _back(record, final_story(record["story"]) or record["story"])


def _back(record: JournalRecord, home: str) -> JournalRecord:
    there = final_story(record["to"]) or record["to"]
    back = [article for article in pages(record["articles"]) if article.story_id == there != home]
    going = {article.pk for article in back}
    stay = [article for article in members(there) if article.pk not in going]
    told = {"articles": _keys(back), "stay": _keys(stay), "join": _keys(members(home))}
    return {"effect": "move", "story": there, "to": home, **told}


def _keys(articles: list[Article]) -> list[str]:
    return [article.capture.key for article in heads(articles)]
