"""The versions of a page: which of its readings is shown, which only repeat another, and whether the page is gone.

All of it is a function of the page's articles that stand in a story and of its checks, so that it does not matter in
which order they came. The versions are in the order of their captures. Of readings in a row that say the same the
one that was ingested first stands for all of them, and keeps its facts, decisions and links; the others repeat it. The
last version is shown, unless its page has lost the article (`marsad.observatory.sameness`): then the last whole one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from marsad.observatory import jobs
from marsad.observatory.models import Article, Capture, Check, CheckOutcome, Setting
from marsad.observatory.page_keys import page_of
from marsad.observatory.sameness import Reading
from marsad.observatory.versions import INDEX

_FILLED = "pages filled"
_ROWS_A_QUERY = 400
_ANSWERED = 200
_NOTICE, _SEEN, _SAME, _GONE = range(4)
"""What happened to a page: it said that the article is gone, it showed it, it was as before, it was not there."""
_COLUMNS = (
    "capture__url",
    "capture__asked",
    "capture__fetched",
    "capture__archived",
    "story_id",
    "current",
    "repeats_id",
    "title",
    "lede",
    "body",
    "authors",
    "published",
    "published_evidence",
    "paywalled",
    "page",
    "gone_at",
    "gone_status",
)


def fill_pages() -> None:
    """Give the articles of an older database the identity of their pages, by their addresses alone, once.

    Which of them are versions of one page stays as it was until a page's next version, or a rebuild. No migration does
    this: its outcome would depend on which version of the rules of identity a database was migrated under.
    """
    if Setting.objects.filter(key=_FILLED).exists():
        return
    empty = Article.objects.filter(page="").exclude(capture__url="").select_related("capture").only("capture__url")
    while rows := list(empty.order_by("pk")[:_ROWS_A_QUERY]):
        for row in rows:
            row.page = page_of(row.capture.url)
        Article.objects.bulk_update(rows, ["page"])
    Setting.objects.get_or_create(key=_FILLED, defaults={"value": True})


def take_over(article: Article) -> bool:
    """Whether an article is of a page that stands somewhere already: then it stands there too. `settle` comes next."""
    if not article.page:
        return False
    others = Article.objects.filter(page=article.page).exclude(story=None).exclude(pk=article.pk)
    before = others.order_by("-current", "-pk").first()
    if before is None:
        return False
    article.story_id, article.family_id = before.story_id, before.family_id
    article.relation, article.longest_run = before.relation, before.longest_run
    article.save(update_fields=["story", "family", "relation", "longest_run"])
    return True


def settle(article: Article) -> bool:
    """Find anew which version of an article's page is shown; whether that is another article than before.

    Call inside a transaction, for an article that stands in a story.
    """
    rows = _rows(article.page, article.story_id) if article.page else []
    if not rows:
        return False
    versions = arranged(rows)
    shown = shown_of(versions).first
    moved = not shown.current
    for version in versions:
        for row in version.rows:
            repeats = None if row is version.first else version.first.pk
            if (row.repeats_id, row.current) != (repeats, row is shown):
                Article.objects.filter(pk=row.pk).update(repeats=repeats, current=row is shown)
    _note_gone(versions)
    if moved:
        jobs.require(*INDEX, [shown.pk])
    return moved


def note_checks(pages: Iterable[str]) -> None:
    """Flag the articles of pages, as `Check` names them, that were found gone, or are there again.

    Call inside the transaction that writes the checks down.
    """
    keys = sorted(set(pages))
    urls = list(Check.objects.filter(page__in=keys).values_list("url", flat=True).distinct())
    found: set[tuple[str, str]] = set()
    for ways in ({"page__in": keys}, {"capture__locator__in": urls}, {"capture__items__key__in": keys}):
        placed = Article.objects.filter(**ways).exclude(page="").exclude(story=None)
        found |= set(placed.values_list("page", "story_id"))
    for page, story in sorted(found):
        _note_gone(arranged(_rows(page, story)))


def note_missing(capture: Capture) -> None:
    """Write down a page that answered, and says that it does not exist, as a check that found it gone.

    Call inside a transaction.
    """
    if not capture.url:
        return
    page = page_of(capture.asked or capture.url)
    told = {"page": page, "url": capture.asked or capture.url, "at": capture.fetched or capture.archived}
    where = {"warc_file": capture.warc_file, "offset": capture.offset, "length": capture.length}
    outcome = {"status": _ANSWERED, "outcome": CheckOutcome.GONE}
    Check.objects.update_or_create(record_id=capture.record_id, defaults={**told, **where, **outcome})
    note_checks([page])


def versions_of(article: Article) -> list[Version]:
    """The versions of an article's page in the order of their captures; of a file without an address it alone."""
    if not article.page:
        return [Version(article, (article,), False, False)]
    rows = Article.objects.filter(page=article.page, story=article.story_id).select_related("capture", "source")
    return arranged(list(rows.defer("embedding", "blocks").order_by("pk")))


@dataclass(frozen=True, slots=True)
class Version:
    """Readings in a row that say the same, in the order of their captures. ``hollow``: the page had lost its article;
    ``removed``: and says so."""

    first: Article
    rows: tuple[Article, ...]
    hollow: bool
    removed: bool


def arranged(rows: Sequence[Article]) -> list[Version]:
    """The versions of a page in the order of their captures; needs ``capture`` loaded."""
    runs: list[tuple[Reading, list[Article], bool]] = []
    whole: tuple[Reading, list[Article]] | None = None
    hollow: tuple[Reading, list[Article]] | None = None
    for row in sorted(rows, key=lambda row: (captured(row), row.pk)):
        reading = Reading.of(row)
        if whole is not None and reading.mark == whole[0].mark:
            whole[1].append(row)
        elif whole is not None and reading.is_hollow(whole[0]):
            if hollow is None or reading.mark != hollow[0].mark:
                hollow = reading, []
                runs.append((*hollow, True))
            hollow[1].append(row)
        else:
            whole, hollow = (reading, [row]), None
            runs.append((*whole, False))
    return [
        Version(min(run, key=lambda row: row.pk), tuple(run), lost, lost and reading.removed)
        for reading, run, lost in runs
    ]


def shown_of(versions: Sequence[Version]) -> Version:
    """The version that readers see: the last that holds the article; the first of all is never hollow."""
    return next(version for version in reversed(versions) if not version.hollow)


def captured(article: Article) -> datetime:
    """When an article's page was as it says; needs ``capture`` loaded."""
    return article.capture.fetched or article.capture.archived


def _rows(page: str, story: str | None) -> list[Article]:
    """The articles of a page, locked. Two stories may hold one page in a database from before pages had identities."""
    rows = Article.objects.filter(page=page, story_id=story).exclude(story=None).select_related("capture")
    return list(rows.only(*_COLUMNS).select_for_update(of=("self",)).order_by("pk"))


def _note_gone(versions: Sequence[Version]) -> None:
    rows = [row for version in versions for row in version.rows]
    found = gone(versions, list(_checks(rows))) or (None, None)
    shown = shown_of(versions).first
    for row in rows:
        told = found if row is shown else (None, None)
        if (row.gone_at, row.gone_status) != told:
            Article.objects.filter(pk=row.pk).update(gone_at=told[0], gone_status=told[1])


def gone(versions: Sequence[Version], checks: Sequence[Check]) -> tuple[datetime, int] | None:
    """When a page was first found gone, and with which answer; null while it is there, or is there again."""
    events: list[tuple[datetime, int, int]] = []
    for version in versions:
        events += [(captured(row), _NOTICE if version.removed else _SEEN, _ANSWERED) for row in version.rows]
    events += [(one.at, _SAME if one.outcome == CheckOutcome.UNCHANGED else _GONE, one.status) for one in checks]
    found: tuple[datetime, int] | None = None
    notice = False
    for at, what, status in sorted(events):
        if what in (_NOTICE, _SEEN):
            notice = what == _NOTICE
        found = found or (at, status) if notice or what == _GONE else None
    return found


def _checks(rows: Sequence[Article]) -> Iterator[Check]:
    """The checks of a page under any of its addresses."""
    urls = {url for row in rows for url in (row.capture.url, row.capture.asked) if url}
    keys = sorted({page_of(url) for url in urls} | {row.page for row in rows})
    yield from Check.objects.filter(page__in=keys).order_by("at", "record_id")
