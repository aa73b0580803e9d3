"""The versions of a page: where an article stands among them, and what each changed in the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from marsad.group.diff import difference
from marsad.observatory.models import Article, User
from marsad.observatory.page_history import Version, shown_of
from marsad.observatory.page_versions import Unread, unread_of, versions_of
from marsad.web.queries.access import may_read
from marsad.web.queries.changes import COMPARED, SHOWN, Counts, Replaced, counted, document, replaced
from marsad.web.queries.summaries import Summary, outlet_name, summaries
from marsad.web.sidebyside import Row, rows

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class Place:
    """An article's place among the versions of its page, from 1. ``shown`` is the version that lists show, null where
    that is this one; ``repeats`` the one that says the same, null where it is a version itself; ``hollow`` where its
    page had lost the article."""

    number: int
    of: int
    shown: int | None
    repeats: int | None
    hollow: bool


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page states beside its text, as it was and as it is."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What a version changed in the one before. ``authors`` and ``published`` are null where they stayed; where
    ``whole`` is false the reader may not read the texts, and there are no ``rows``. ``complete`` says whether the rows
    are all, ``compared`` whether the whole texts were compared."""

    counts: Counts
    authors: Stated | None
    published: Stated | None
    figures: tuple[Replaced, ...]
    names: tuple[Replaced, ...]
    whole: bool
    rows: tuple[Row, ...]
    complete: bool
    compared: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version: when it was first and last read, and how often. ``edit`` is null for the first one, and for a page
    that had lost its article (``hollow``), which is compared with nothing. ``unread`` are the readings until the next
    version that gave no article."""

    article: Summary
    number: int
    first_at: datetime
    last_at: datetime
    readings: int
    hollow: bool
    removed: bool
    shown: bool
    before: Summary | None
    edit: Edit | None
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """The versions of a page, the latest first; ``shown`` is the one that lists show, ``page`` counts from 1.
    Where ``whole`` is false the reader may not read the texts."""

    shown: Article
    outlet: str
    whole: bool
    total: int
    versions: tuple[VersionRow, ...]
    page: int
    has_next: bool


def place_of(article: Article) -> Place:
    """Where an article stands among the versions of its page; texts are read only where there are others."""
    if not article.page or not Article.objects.filter(page=article.page).exclude(pk=article.pk).exists():
        return Place(1, 1, None, None, False)
    found = versions_of(article)
    shown = shown_of(found).first.pk
    for number, version in reversed(list(enumerate(found, 1))):
        if article.pk == version.first.pk:
            return Place(number, len(found), shown if shown != article.pk else None, None, version.hollow)
        if any(row.pk == article.pk for row in version.captured):
            return Place(number, len(found), shown if shown != article.pk else None, version.first.pk, version.hollow)
    return Place(1, len(found), shown, None, False)


def versions_page(article: Article, user: User | AnonymousUser, page: int = 1) -> VersionsPage:
    """The versions of an article's page, each beside the one before; needs ``source`` loaded."""
    found = versions_of(article)
    end = len(found) - (page - 1) * PAGE_SIZE
    start = max(0, end - PAGE_SIZE)
    firsts = [version.first.pk for version in found]
    listed = {one.id: one for one in summaries(Article.objects.filter(pk__in=firsts))}
    shown = shown_of(found)
    unread = _unread(found)
    told = [_row(found, number, listed, shown, user, unread[number]) for number in range(start, max(end, 0))]
    return VersionsPage(
        shown=shown.first,
        outlet=outlet_name(article.source.name, article.source.key, article.outlet),
        whole=may_read(user, article.source.visibility),
        total=len(found),
        versions=tuple(reversed(told)),
        page=page,
        has_next=start > 0,
    )


def _unread(found: Sequence[Version]) -> list[tuple[Unread, ...]]:
    """The readings without an article, each with the version that was the last before it, else with the first."""
    told: list[list[Unread]] = [[] for _ in found]
    for one in unread_of(found):
        number = sum(version.seen[0].at <= one.at for version in found)
        told[max(number - 1, 0)].append(one)
    return [tuple(some) for some in told]


def _row(
    found: Sequence[Version],
    number: int,
    listed: dict[int, Summary],
    shown: Version,
    user: User | AnonymousUser,
    unread: tuple[Unread, ...],
) -> VersionRow:
    version = found[number]
    before = next((one for one in reversed(found[:number]) if not one.hollow), None)
    compared = before if before is not None and not version.hollow else None
    return VersionRow(
        article=listed[version.first.pk],
        number=number + 1,
        first_at=version.seen[0].at,
        last_at=version.seen[-1].at,
        readings=len(version.seen),
        hollow=version.hollow,
        removed=version.removed,
        shown=version is shown,
        before=listed[compared.first.pk] if compared else None,
        edit=_edit(compared.first, version.first, user) if compared else None,
        unread=unread,
    )


def _edit(before: Article, after: Article, user: User | AnonymousUser) -> Edit:
    found = difference(document(before), document(after))
    whole = may_read(user, before.source.visibility) and may_read(user, after.source.visibility)
    shown, complete = rows(found.passages, SHOWN) if whole else ((), True)
    return Edit(
        counts=counted(found),
        authors=_stated("\n".join(before.authors), "\n".join(after.authors)),
        published=_stated(before.published, after.published),
        figures=tuple(replaced(found.figures, before, after)),
        names=tuple(replaced(found.names, before, after)),
        whole=whole,
        rows=shown,
        complete=complete,
        compared=max(len(before.lede) + len(before.body), len(after.lede) + len(after.body)) <= COMPARED,
    )


def _stated(before: str, after: str) -> Stated | None:
    return Stated(before, after) if before != after else None
