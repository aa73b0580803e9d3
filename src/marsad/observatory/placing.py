"""One article's place among families and stories → tables and journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet

from marsad.archive.journal import JournalRecord
from marsad.group.ids import story_id
from marsad.group.relations import is_reprint
from marsad.group.stories import StoryPlacement
from marsad.model import Relation, ReprintFamily
from marsad.observatory.group_state import GroupState
from marsad.observatory.models import Article, Family, Story, StoryAct
from marsad.observatory.story_applying import shift
from marsad.observatory.story_log import note
from marsad.observatory.story_members import heads, members


def place(state: GroupState, article: Article) -> tuple[set[str], list[JournalRecord]]:
    """Place an article, and write down what follows; needs ``capture`` and ``source`` loaded.

    Returns the stories that it touched, and what the journal is to hold of it.
    """
    family = state.family(article)
    placement, article.embedding = state.story(article, _story_of_family(family, article))
    if placement.story == story_id(article.capture.key):
        Story.objects.update_or_create(pk=placement.story, defaults={"follows_id": placement.follows})
    article.story_id = placement.story
    article.current = True
    article.save(update_fields=["embedding", "story", "current"])
    beside = _release(state.reprints.released)
    for written in (*state.reprints.revised, *([family] if family else [])):
        beside |= _write_family(written)
    records = list(_journalled(article, placement, state.decided))
    for absorbed in placement.absorbed:
        _redirect(absorbed, placement.story, article)
    return {placement.story, *placement.absorbed, *beside}, records


def _journalled(article: Article, placement: StoryPlacement, decided: int) -> Iterator[JournalRecord]:
    """The records of a placement, after the decision about stories number ``decided``."""
    yield {"kind": "placed", "capture": article.capture.key, "story": placement.story, "n": decided}
    when = {"capture": article.capture.key, "at": article.capture.archived.isoformat(), "n": decided}
    for absorbed in placement.absorbed:
        articles = [member.capture.key for member in heads(members(absorbed))]
        yield {"kind": "redirect", "story": absorbed, "to": placement.story, "articles": articles, **when}


def _story_of_family(family: ReprintFamily | None, article: Article) -> str | None:
    """The story that a copy follows: that of its family's original, else of the first other copy."""
    if family is None or not is_reprint(family.members[article.capture.key]):
        return None
    copies = [key for key, relation in family.members.items() if is_reprint(relation) and key != article.capture.key]
    stories = dict(
        Article.objects.filter(capture__key__in=copies)
        .exclude(story=None)
        .order_by("-pk")
        .values_list("capture__key", "story_id")
    )
    return stories.get(family.original) or next(reversed(stories.values()), None)


def _release(keys: Sequence[str]) -> set[str]:
    """Take articles out of their families: what they shared was boilerplate; the stories where they now count."""
    released = list(Article.objects.filter(capture__key__in=keys).select_related("capture").defer("embedding"))
    Family.objects.filter(original__in=released).update(original=None, reason="")
    for article in released:
        _versions_of(article).update(family=None, relation="", longest_run=0)
    return {article.story_id for article in released if article.story_id is not None}


def _write_family(family: ReprintFamily) -> set[str]:
    """Write a family down; the stories with members whose words now count as another's, or as their own.

    An original that the index has forgotten stays the original, and what heads the others now keeps its relation to it.
    """
    row, _ = Family.objects.get_or_create(pk=family.id)
    articles = Article.objects.filter(capture__key__in=family.members).select_related("capture")
    columns = ("capture__key", "page", "story_id", "family_id", "relation", "longest_run")
    stored = {article.capture.key: article for article in articles.only(*columns)}
    forgotten = _is_forgotten(row, stored.values())
    changed: set[str | None] = set()
    for key, relation in family.members.items():
        article, longest = stored[key], family.longest[key]
        if forgotten and relation == Relation.ORIGINAL and article.relation:
            continue
        if (article.family_id, article.relation, article.longest_run) != (row.pk, relation.value, longest):
            _versions_of(article).update(family=row, relation=relation.value, longest_run=longest)
            changed.add(article.story_id)
    original = stored[family.original]
    if not forgotten and (row.original_id, row.reason) != (original.pk, family.reason.value):
        row.original, row.reason = original, family.reason.value
        row.save(update_fields=["original", "reason"])
        changed |= {article.story_id for article in stored.values()}
    return {story for story in changed if story is not None}


def _is_forgotten(family: Family, known: Iterable[Article]) -> bool:
    """Whether a family has an original that its index does not know of any more."""
    if family.original_id is None or family.original_id in {article.pk for article in known}:
        return False
    return Article.objects.filter(pk=family.original_id, family=family).exists()


def _versions_of(article: Article) -> QuerySet[Article]:
    """The article and the other versions of its page, which stand where it stands."""
    if not article.page:
        return Article.objects.filter(pk=article.pk)
    return Article.objects.filter(page=article.page, story=article.story_id)


def _redirect(absorbed: str, story: str, cause: Article) -> None:
    """A story that later evidence joined to another leads there."""
    moved = members(absorbed)
    shift(moved, story)
    Story.objects.filter(redirect_to_id=absorbed).update(redirect_to_id=story)
    Story.objects.filter(pk=absorbed).update(redirect_to_id=story)
    pages = [article.pk for article in heads(moved)]
    note(StoryAct.MERGED, absorbed, story, pages, at=cause.capture.archived, cause=cause)
