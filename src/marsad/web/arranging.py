"""The form in which an editor merges stories, splits one or moves articles: read back, and told before it is done."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext as _

from marsad.observatory.models import Article, Story
from marsad.observatory.story_decisions import merge_stories, move_articles, split_story
from marsad.observatory.story_members import members, with_copies
from marsad.web.corrections import FormError
from marsad.web.queries.counting import voices
from marsad.web.queries.links import StoryLink, story_links
from marsad.web.queries.story import final_story
from marsad.web.queries.summaries import Summary, summaries

ACTS = ("merge", "split", "move")
_ADDRESS = re.compile(r"(?:.*/story/)?(?P<id>[-\w]{1,64})(?:[/?#].*)?")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of articles and the independent sources behind them."""

    articles: int
    sources: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What will happen. ``to`` is null for a new story; ``going`` are the articles that go, as readers see them, the
    first of them ``chosen`` and the rest their copies or their original; ``rest`` and ``there`` are the two stories
    afterwards, ``rest`` null where nothing stays."""

    act: str
    story: Story
    to: StoryLink | None
    chosen: tuple[int, ...]
    going: tuple[Summary, ...]
    along: int
    rest: Counted | None
    there: Counted


def plan(story: Story, form: QueryDict, lang: str) -> Plan:
    """What the editor asks for. Raises `FormError` where it cannot be done, with the reason in their language."""
    act = form.get("act", "")
    if act not in ACTS:
        raise FormError(_("Choose what is to be done."))
    to = None if act == "split" else _target(story, form.get("address", "").strip() or form.get("into", ""))
    all_of = members(story.pk)
    chosen = [article for article in all_of if str(article.pk) in form.getlist("article")] if act != "merge" else all_of
    if not chosen:
        raise FormError(_("Choose one or more articles of the story."))
    go = with_copies(chosen, all_of)
    gone = [article.pk for article in go]
    if act != "merge" and len(go) == len(all_of):
        raise FormError(_("With their copies these are all articles of the story. Join the whole story to another."))
    shown = Article.objects.filter(current=True)
    staying = shown.filter(story=story).exclude(pk__in=gone)
    going = summaries(shown.filter(pk__in=gone).order_by("sort_at", "pk"))
    picked = {article.pk for article in chosen}
    return Plan(
        act=act,
        story=story,
        to=next(iter(story_links([to], lang)), None) if to else None,
        chosen=tuple(sorted(picked)) if act != "merge" else (),
        going=tuple(sorted(going, key=lambda one: one.id not in picked)),
        along=sum(one.id not in picked for one in going),
        rest=_counted(list(staying.values_list("pk", flat=True))) if act != "merge" else None,
        there=_counted([*gone, *(shown.filter(story=to).values_list("pk", flat=True) if to else ())]),
    )


def carry_out(data_dir: Path, by: str, wanted: Plan) -> str:
    """Decide it; the id of the story to show next.

    Raises:
        RefusedError: what this was about has changed meanwhile.
        RunningError: a rebuild is at work.
    """
    if wanted.to is None:
        return str(split_story(data_dir, by, wanted.story.pk, wanted.chosen).record["to"])
    if wanted.act == "merge":
        return str(merge_stories(data_dir, by, wanted.story.pk, wanted.to.id).record["to"])
    return str(move_articles(data_dir, by, wanted.chosen, wanted.to.id).record["to"])


def _target(story: Story, address: str) -> Story:
    found = _ADDRESS.fullmatch(address)
    to = final_story(found["id"]) if found else None
    if to is None or not Article.objects.filter(story=to, current=True).exists():
        raise FormError(_("Name the other story: choose one, or give its address. There is none at this address."))
    if to == story:
        raise FormError(_("That is this very story. Name another one."))
    return to


def _counted(pks: Collection[int]) -> Counted:
    articles = Article.objects.filter(pk__in=pks, current=True)
    return Counted(articles.count(), voices(articles))
