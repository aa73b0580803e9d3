"""What an outlet changed in a text that it reprints, and all copies of one text side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from marsad.group.diff import Change, CommonRun, Difference, PassageKind, Span, TitleChange, difference
from marsad.model import Document, Relation
from marsad.observatory.models import Article, Family, User
from marsad.web.queries.access import may_read
from marsad.web.queries.summaries import Summary, summaries
from marsad.web.sidebyside import Row, rows

SHOWN = 30_000
"""Code points of both texts that are shown beside each other."""
COMPARED = 40_000
"""Code points of each text that are compared."""
CONTEXT = 40
LISTED = 12
"""Changed figures, and changed names, that a page lists."""
PAGE_SIZE = 20
_REMEMBERED = 3600
_PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True)
class InContext:
    """Words with a few before and after them; an ellipsis stands where the text goes on. ``words`` is their place in
    the article, as its page marks it: ``body.120.131``."""

    before: str
    exact: str
    after: str
    words: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A figure or a name as the original has it, and what stands in its place."""

    original: InContext
    copy: InContext


@dataclass(frozen=True, slots=True)
class Counts:
    """A difference in numbers: shares from 0 to 1, of each text's words that the other has too; ``longest``, ``cut``
    and ``inserted`` in words. ``alike`` where nothing was changed but spelling."""

    of_original: float
    of_copy: float
    longest: int
    cut: int
    inserted: int
    figures: int
    names: int
    title: TitleChange | None
    alike: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What one copy changed. Where ``whole`` is false the reader may not read both texts, and there are no ``rows`` and
    no ``longest``; ``complete`` says whether the rows are all, ``compared`` whether the whole texts were compared."""

    original: Summary
    copy: Summary
    family: Family
    counts: Counts
    figures: tuple[Replaced, ...]
    names: tuple[Replaced, ...]
    whole: bool
    longest: CommonRun | None
    rows: tuple[Row, ...]
    complete: bool
    compared: bool


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy of the family; ``counts`` are null where the original is not here."""

    copy: Summary
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A text and its copies, earliest first. ``reprints`` counts the copies and ``outlets`` the outlets of all pages;
    ``page`` counts from 1."""

    family: Family
    original: Summary | None
    reprints: int
    outlets: int
    copies: tuple[CopyRow, ...]
    page: int
    has_next: bool


def changes_page(article: Article, user: User | AnonymousUser) -> ChangesPage | None:
    """What ``article`` changed in the original of its family; null where it is that itself, or there is none here.

    Needs ``source`` and ``family`` loaded.
    """
    family = article.family
    if family is None or family.original_id in (None, article.pk):
        return None
    original = Article.objects.select_related("source").defer("embedding").get(pk=family.original_id)
    listed = {one.id: one for one in summaries(Article.objects.filter(pk__in=[original.pk, article.pk]))}
    found = difference(document(original), document(article))
    whole = may_read(user, original.source.visibility) and may_read(user, article.source.visibility)
    shown, complete = rows(found.passages, SHOWN) if whole else ((), True)
    return ChangesPage(
        original=listed[original.pk],
        copy=listed[article.pk],
        family=family,
        counts=counted(found),
        figures=tuple(replaced(found.figures, original, article)),
        names=tuple(replaced(found.names, original, article)),
        whole=whole,
        longest=found.longest if whole else None,
        rows=shown,
        complete=complete,
        compared=max(len(_text(original)), len(_text(article))) <= COMPARED,
    )


def family_page(family: Family, page: int = 1) -> FamilyPage | None:
    """The copies of a family that are shown; null where there are none. Texts are compared once and then remembered."""
    members = Article.objects.filter(family=family, current=True).exclude(relation=Relation.QUOTE)
    copies = members.exclude(pk=family.original_id) if family.original_id else members
    counted = list(copies.values_list("source_id", flat=True))
    if not counted:
        return None
    listed = summaries(copies.order_by("sort_at", "pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE + 1])
    shown = listed[:PAGE_SIZE]
    originals = summaries(Article.objects.filter(pk=family.original_id)) if family.original_id else []
    counts = _counts_of(family.original_id, [one.id for one in shown]) if family.original_id else {}
    return FamilyPage(
        family=family,
        original=originals[0] if originals else None,
        reprints=len(counted),
        outlets=len(set(counted)),
        copies=tuple(CopyRow(one, counts.get(one.id)) for one in shown),
        page=page,
        has_next=len(listed) > PAGE_SIZE,
    )


def _counts_of(original: int, copies: Sequence[int]) -> dict[int, Counts]:
    """The numbers of several copies, from the cache where they are known and the texts are the same."""
    hashes = dict(Article.objects.filter(pk__in=[original, *copies]).values_list("pk", "text_sha256"))
    keys = {pk: f"changes-{original}-{pk}-{hashes[original][:12]}-{hashes[pk][:12]}" for pk in copies}
    known = cache.get_many(keys.values())
    missing = [pk for pk in copies if keys[pk] not in known]
    if missing:
        wanted = Article.objects.filter(pk__in=[original, *missing]).select_related("source").defer("embedding")
        texts = {article.pk: document(article) for article in wanted}
        fresh = {keys[pk]: counted(difference(texts[original], texts[pk])) for pk in missing}
        cache.set_many(fresh, _REMEMBERED)
        known |= fresh
    return {pk: known[keys[pk]] for pk in copies}


def document(article: Article) -> Document:
    """What is compared of an article; needs ``source`` loaded."""
    return Document(
        id=str(article.pk),
        text=_text(article)[:COMPARED],
        lang=article.lang or None,
        outlet=article.source.key,
        title=article.title or None,
    )


def _text(article: Article) -> str:
    return _PARAGRAPH.join(part for part in (article.lede, article.body) if part)


def counted(found: Difference) -> Counts:
    """A difference in numbers."""
    changed = [one for one in found.passages if one.kind != PassageKind.EQUAL]
    return Counts(
        of_original=found.of_original,
        of_copy=found.of_copy,
        longest=found.longest.words if found.longest else 0,
        cut=sum(len(one.original.text.split()) for one in changed),
        inserted=sum(len(one.copy.text.split()) for one in changed),
        figures=len(found.figures),
        names=len(found.names),
        title=found.title,
        alike=not changed and found.title is None,
    )


def replaced(changes: Sequence[Change], original: Article, copy: Article) -> Iterator[Replaced]:
    """The first `LISTED` changes, with the words beside them."""
    for change in changes[:LISTED]:
        yield Replaced(_in_context(change.original, original), _in_context(change.copy, copy))


def _in_context(span: Span, article: Article) -> InContext:
    """The words with what stands beside them in their paragraph, cut between words."""
    text = _text(article)
    begin = text.rfind(_PARAGRAPH, 0, span.start) + 1
    end = text.find(_PARAGRAPH, span.end)
    before = " ".join(text[begin : span.start].split())
    after = " ".join(text[span.end : end if end >= 0 else len(text)].split())
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + "…"
    spaced = text[: span.start][-1:].isspace(), text[span.end :][:1].isspace()
    return InContext(before + " " * spaced[0], span.text, " " * spaced[1] + after, _place(span, article))


def _place(span: Span, article: Article) -> str:
    """Where words of the compared text stand in the article's lede or body."""
    body = len(article.lede) + len(_PARAGRAPH) if article.lede else 0
    if span.start < body:
        return f"lede.{span.start}.{span.end}"
    return f"body.{span.start - body}.{span.end - body}"
