"""Where the outlets of a story disagree: the values side by side, each with the words that give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from marsad.model import CONTEXT
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Entity, FactState, Followed, FollowedWords, Story, User
from marsad.web.queries.summaries import Summary
from marsad.web.queries.words import Cite, Shelf, display_name, final_of
from marsad.web.told_labels import claimed, difference
from marsad.web.values import confidence


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one article says: its words and some around them, which are empty for who may not read it.

    ``later`` where it may only know more than those before it. ``reprints`` are the copies of its text that give the
    value too: they speak for it, and count for nothing of their own.
    """

    cite: Cite
    before: str
    after: str
    later: bool
    reprints: tuple[Summary, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A value in the reader's language, and the articles that give it; the copies of one are counted there."""

    value: str
    approximate: bool
    claims: tuple[Claimed, ...]

    @property
    def outlets(self) -> int:
        """How many outlets give it."""
        return len({one.cite.article.source_key for one in self.claims})

    @property
    def since(self) -> Summary:
        """The article, of those that a reader may see, that gave the value first; a reprint may have been earlier."""
        articles = [article for one in self.claims for article in (one.cite.article, *one.reprints)]
        return min(articles, key=lambda article: (article.sort_at, article.id))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One point on which outlets differ. ``about`` is in the articles' words; the fields after ``of`` are for editors,
    ``story`` for the queue."""

    kind: str
    about: str
    sides: tuple[Side, ...]
    settled: str
    of: Entity | None
    of_name: str
    pk: int
    state: str
    decision: int | None
    by: str
    confidence: str
    story: str


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Those of a story; ``hidden`` counts those of which a stranger may read too little."""

    found: tuple[Disagreement, ...]
    hidden: int


def disagreements(story: Story, user: User | AnonymousUser, *, editable: bool) -> Disagreements:
    """Where the outlets of a story disagree; an editor sees those that wait or were struck too."""
    states = (*SHOWN, FactState.WAITING, FactState.STRUCK) if editable else SHOWN
    rows = Followed.objects.filter(story=story, kind=Followed.CONTRADICTION, state__in=states).order_by("number")
    listed = disagreed(rows, user)
    found = tuple(one for one in listed if one)
    return Disagreements(found, len(listed) - len(found))


def disagreed(rows: QuerySet[Followed], user: User | AnonymousUser) -> list[Disagreement | None]:
    """Contradictions for one reader; null for one with fewer than two sides that the reader may see."""
    words = Prefetch("words", FollowedWords.objects.filter(article__current=True).order_by("number"))
    listed = list(rows.select_related("decision").prefetch_related(words))
    shelf = Shelf.of((one.article_id for row in listed for one in row.words.all()), user)
    return [_disagreement(row, shelf) for row in listed]


def _disagreement(row: Followed, shelf: Shelf) -> Disagreement | None:
    groups: dict[int, list[FollowedWords]] = defaultdict(list)
    for one in row.words.all():
        groups[one.group].append(one)
    kind = row.detail.get("kind", "")
    sides = tuple(side for group in groups.values() if (side := _side(kind, group, shelf)))
    if len(sides) < 2:
        return None
    of = final_of(Entity.objects.select_related("redirect_to").filter(pk=row.detail.get("of")).first())
    settled = row.detail.get("settled")
    shown = (
        claimed(kind, {"value": settled, "unit": row.detail.get("unit")}, str(settled)) if settled is not None else ""
    )
    whole = all(shelf.whole(one.article_id) for one in row.words.all())
    return Disagreement(
        kind=difference(kind),
        about=_about(row) if whole else "",
        sides=sides,
        settled=shown,
        of=of,
        of_name=display_name(of) if of else "",
        pk=row.pk,
        state=row.state,
        decision=row.decision.number if row.decision else None,
        by=row.decision.by if row.decision else "",
        confidence=confidence(row.confidence, by_person=row.state == FactState.CONFIRMED),
        story=row.story_id,
    )


def _about(row: Followed) -> str:
    """What the articles in the reader's language call the point, else what most do."""
    said: dict[str, str] = row.detail.get("abouts", {})
    return said.get(get_language() or "") or row.detail.get("about", "")


def _side(kind: str, group: Sequence[FollowedWords], shelf: Shelf) -> Side | None:
    claims = tuple(_claims(group, shelf))
    if not claims:
        return None
    first = group[0]
    return Side(
        value=_value(kind, first),
        approximate=all(one.detail.get("approximate", False) for one in group),
        claims=claims,
    )


def _value(kind: str, words: FollowedWords) -> str:
    said = words.detail.get("value")
    if isinstance(said, str) and "/" in said:
        entity = final_of(Entity.objects.select_related("redirect_to").filter(pk=said).first())
        if entity:
            return display_name(entity)
    return claimed(kind, words.detail, words.exact)


def _claims(group: Sequence[FollowedWords], shelf: Shelf) -> Iterable[Claimed]:
    """The claims of a side; copies of a text that stands there itself are folded under it."""
    found = [(one, cite) for one in group if (cite := shelf.cite(one.article_id, one))]
    texts = {cite.article.text_key for _, cite in found if not cite.article.is_copy}
    copies: dict[str, dict[int, Summary]] = defaultdict(dict)
    for _, cite in found:
        if cite.article.is_copy:
            copies[cite.article.text_key][cite.article.id] = cite.article
    for one, cite in found:
        if cite.article.is_copy and cite.article.text_key in texts:
            continue
        before, after = around(one.prefix, one.suffix) if shelf.whole(one.article_id) else ("", "")
        reprints = () if cite.article.is_copy else tuple(copies.pop(cite.article.text_key, {}).values())
        yield Claimed(cite, before, after, one.detail.get("later", False), reprints)


def around(before: str, after: str) -> tuple[str, str]:
    """Whole words of what stands before and after others, with an ellipsis where it is cut, within one block."""
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    if len(before) == CONTEXT:
        before = "…" + before.partition(" ")[2]
    if len(after) == CONTEXT:
        after = after.rpartition(" ")[0] + "…"
    return before, after
