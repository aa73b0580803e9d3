"""Entries as they are linked → promises: those that hang on one commitment, with what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from marsad.follow.ledger import due_on
from marsad.observatory.ledger.decided import Decided, settle_lost
from marsad.observatory.ledger.linking import Relinking
from marsad.observatory.ledger.moves import Course, course_of, write_moves
from marsad.observatory.ledger.rows import in_parts
from marsad.observatory.models import Article, LedgerEntry, Promise

LIMIT = 500
"""Entries of one promise of which its course is found: its first one and the latest."""


def write(relinking: Relinking, decided: Decided) -> set[str]:
    """Write down what was linked anew, and make the promises anew that it touches; the stories with an entry that
    changed its promise."""
    rows = [relinking.rows[pk] for pk in sorted(relinking.changed - relinking.gone)]
    touched = {relinking.was[pk] for pk in relinking.changed | relinking.gone} | {row.promise_id for row in rows}
    moved = [row.pk for row in rows if row.promise_id != relinking.was[row.pk]] + sorted(relinking.gone)
    _found(rows)
    LedgerEntry.objects.bulk_update(rows, ["parent", "confidence", "promise"], batch_size=60)
    stories = {
        story
        for part in in_parts(moved)
        for story in Article.objects.filter(entries__in=part).values_list("story_id", flat=True)
        if story
    }
    for part in in_parts(sorted(relinking.gone)):
        LedgerEntry.objects.filter(pk__in=part).delete()
    renew(sorted(key for key in touched if key), decided)
    if rows or relinking.gone:
        settle_lost()
    return stories


def renew(keys: Iterable[str], decided: Decided) -> None:
    """Make some promises anew from their entries; one without a first entry goes."""
    for key in keys:
        entries, root = _entries(key)
        if root is None:
            Promise.objects.filter(pk=key).delete()
            continue
        course = course_of(key, entries, decided)
        Promise.objects.filter(pk=key).update(root=root, **_columns(key, course, entries))
        write_moves(key, course)


def _found(rows: Sequence[LedgerEntry]) -> None:
    """Make rows for the promises that some entries begin."""
    first = {row.key: row for row in rows if row.parent_id is None and row.promise_id == row.key}
    for part in in_parts(sorted(first)):
        known = dict(Promise.objects.filter(pk__in=part).values_list("pk", "root_id"))
        new = [first[key] for key in part if key not in known]
        for key in (key for key, root in known.items() if root != first[key].pk):
            Promise.objects.filter(pk=key).update(root=first[key])
        Promise.objects.bulk_create(
            Promise(
                id=row.key, root=row, status=row.told["status"], status_at=row.at, first_at=row.at, last_at=row.at,
                articles=1, sources=1,
            )
            for row in new
        )  # fmt: skip


def _entries(key: str) -> tuple[list[LedgerEntry], LedgerEntry | None]:
    """The entries of a promise in their order, and the first, null where it has none."""
    rows = LedgerEntry.objects.filter(promise=key).defer("meaning")
    root = rows.filter(key=key, parent=None).first()
    if root is None:
        return [], None
    latest = sorted(
        rows.exclude(pk=root.pk).order_by("-at", "-place")[: LIMIT - 1], key=lambda row: (row.at, row.place)
    )
    return [root, *latest], root


def _columns(key: str, course: Course, entries: Sequence[LedgerEntry]) -> dict[str, Any]:
    told = LedgerEntry.objects.filter(promise=key).annotate(source=Cast(KT("told__source"), TextField()))
    counted = told.aggregate(articles=Count("article", distinct=True), sources=Count("source", distinct=True))
    return {
        **counted,
        "status": course.status,
        "status_at": course.status_at,
        "due": (course.due or "")[:25],
        "due_on": due_on(course.due),
        "first_at": entries[0].at,
        "last_at": entries[-1].at,
    }
