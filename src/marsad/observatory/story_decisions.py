"""What editors decide about stories: merge two, split one, move an article; `marsad.observatory.decisions.undo` undoes.

A decision is journalled with the articles that it is about and the place in the order of ingest behind which it took
effect, so that a rebuild takes it there again. Later evidence never undoes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from marsad.group.ids import story_id
from marsad.observatory.deciding import deciding
from marsad.observatory.decisions import RefusedError
from marsad.observatory.models import Article, Decision
from marsad.observatory.story_members import final_story, heads, last_grouped, members, with_copies


def merge_stories(data_dir: Path, by: str, story: str, into: str) -> Decision:
    """Say that two stories are one, at the address of ``into``; the other's address leads there for ever.

    Raises:
        RefusedError: one of them is not there, or they are one already; the message says why.
        RunningError: a rebuild is at work.
    """
    with deciding(data_dir) as log:
        one, other = _known(story), _known(into)
        if one == other:
            raise RefusedError("they are one story already")
        told = {"articles": _keys(members(one)), "join": _keys(members(other))}
        return log.decide(by, _record("merge", one, other, **told))


def split_story(data_dir: Path, by: str, story: str, articles: Iterable[int]) -> Decision:
    """Say that some of a story's articles are on another event; the decision's ``record["to"]`` is their new story.

    The story's address stays with the rest. Whoever is a copy of one of the ``articles`` (places in the order of
    ingest), or its original, goes along. The two are never merged by later evidence.

    Raises:
        RefusedError: an article is not in the story, or none would stay in it; the message says why.
        RunningError: a rebuild is at work.
    """
    with deciding(data_dir) as log:
        home = _known(story)
        go, stay = _parted(members(home), set(articles))
        new = story_id(f"decision:{log.next_number()}:{go[0].capture.key}")
        return log.decide(by, _record("split", home, new, articles=_keys(go), stay=_keys(stay)))


def move_articles(data_dir: Path, by: str, articles: Iterable[int], to: str) -> Decision:
    """Say that some articles of a story belong to another one; their copies, or their originals, go along, and later
    copies follow. The two stories are never merged by later evidence.

    Raises:
        RefusedError: they are there already, or nothing would stay where they are now; the message says why.
        RunningError: a rebuild is at work.
    """
    chosen = set(articles)
    with deciding(data_dir) as log:
        found = {row.story_id for row in Article.objects.filter(pk__in=chosen)}
        if len(found) != 1 or None in found:
            raise RefusedError("there are no such articles in one story")
        home, target = str(found.pop()), _known(to)
        if home == target:
            raise RefusedError("they are in that story already")
        go, stay = _parted(members(home), chosen)
        told = {"articles": _keys(go), "stay": _keys(stay), "join": _keys(members(target))}
        return log.decide(by, _record("move", home, target, **told))


def move_article(data_dir: Path, by: str, article: int, to: str) -> Decision:
    """`move_articles` of one."""
    return move_articles(data_dir, by, [article], to)


def _parted(all_of: Sequence[Article], chosen: set[int]) -> tuple[list[Article], list[Article]]:
    """Those of a story's articles that go and those that stay."""
    if not chosen or not chosen <= {article.pk for article in all_of}:
        raise RefusedError("choose articles that are in the story")
    go = with_copies([article for article in all_of if article.pk in chosen], all_of)
    gone = {article.pk for article in go}
    stay = [article for article in all_of if article.pk not in gone]
    if not stay:
        raise RefusedError("with their copies these are all articles of the story; merge the stories instead")
    return go, stay


def _known(story: str) -> str:
    found = final_story(story)
    if found is None or not Article.objects.filter(story_id=found).exists():
        raise RefusedError("there is no such story, or nothing is in it")
    return found


def _keys(articles: Iterable[Article]) -> list[str]:
    return [article.capture.key for article in heads(articles)]


def _record(act: str, story: str, to: str, **told: list[str]) -> dict[str, object]:
    return {"kind": "story", "act": act, "story": story, "to": to, "after": last_grouped(), **told}
