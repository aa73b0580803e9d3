"""The versions of a page: which of its readings is shown, which only repeat another, and whether the page is gone.

All of it is a function of the page's articles that stand in a story and of its checks, so that it does not matter in
which order they came. The versions are in the order in which they were seen (`marsad.observatory.page_history`). Of
readings in a row that say the same the one that was ingested first stands for all of them, and keeps its facts,
decisions and links; the others repeat it. A check that found the bytes of an earlier capture is a reading of that one.
The last version is shown, unless its page has lost the article (`marsad.observatory.sameness`): then the last whole
one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from marsad.observatory import jobs
from marsad.observatory.counts import recount
from marsad.observatory.models import Article, Capture, Check, CheckOutcome, Job, JobState, Setting, Stage
from marsad.observatory.page_history import Version, arranged, gone, shown_of
from marsad.observatory.page_keys import host_of_page, page_of
from marsad.observatory.versions import INDEX

_FILLED = "pages filled"
_ROWS_A_QUERY = 400
_ANSWERED = 200
_COLUMNS = (
    "capture__url",
    "capture__asked",
    "capture__record_id",
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


def identify(article: Article) -> None:
    """Give an article the identity of the page that stood at its address before, or at the one that led there now: an
    article that moved stays one. Call in the order of ingest, before `take_over`; needs ``capture`` loaded."""
    for url in (article.capture.url, article.capture.asked):
        earlier = Article.objects.filter(capture__locator=url, pk__lt=article.pk).exclude(page="").exclude(story=None)
        page = earlier.order_by("-pk").values_list("page", flat=True).first() if url else None
        if page and host_of_page(page) == host_of_page(article.page):
            if page != article.page:
                article.page = page
                article.save(update_fields=["page"])
            return


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
    return _settle(_rows(article.page, article.story_id)) if article.page else False


def note_checks(pages: Iterable[str]) -> None:
    """Flag the articles of pages, as `Check` names them, that were found gone, or are there again; and show the version
    again that a page went back to.

    Call inside the transaction that writes the checks down.
    """
    keys = sorted(set(pages))
    urls = list(Check.objects.filter(page__in=keys).values_list("url", flat=True).distinct())
    found: set[tuple[str, str]] = set()
    for ways in ({"page__in": keys}, {"capture__locator__in": urls}, {"capture__items__key__in": keys}):
        placed = Article.objects.filter(**ways).exclude(page="").exclude(story=None)
        found |= set(placed.values_list("page", "story_id"))
    for page, story in sorted(found):
        if _settle(_rows(page, story)):
            recount([story])


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
    """The versions of an article's page in the order in which they were seen; of a file without an address it alone."""
    if not article.page:
        return arranged([article])
    stored = Article.objects.filter(page=article.page, story=article.story_id).select_related("capture", "source")
    rows = list(stored.defer("embedding", "blocks").order_by("pk"))
    return arranged(rows, _checks(rows))


@dataclass(frozen=True, slots=True)
class Unread:
    """A capture of a page that gave no article (a robot check, a page that needs its scripts), and why, in words."""

    at: datetime
    reason: str


def unread_of(versions: Sequence[Version]) -> list[Unread]:
    """The captures, under the addresses that a page's articles came by, that could not be read, in their order."""
    rows = [row for version in versions for row in version.captured]
    urls = {url for row in rows for url in (row.capture.url, row.capture.asked) if url}
    failed = Job.objects.filter(stage=Stage.READ, state=JobState.FAILED, capture__locator__in=sorted(urls))
    told: dict[int, Unread] = {}
    for job in failed.filter(capture__article=None).select_related("capture").order_by("pk"):
        told[job.capture_id] = Unread(job.capture.fetched or job.capture.archived, job.error)
    return sorted(told.values(), key=lambda one: (one.at, one.reason))


def _rows(page: str, story: str | None) -> list[Article]:
    """The articles of a page, locked. Two stories may hold one page in a database from before pages had identities."""
    rows = Article.objects.filter(page=page, story_id=story).exclude(story=None).select_related("capture")
    return list(rows.only(*_COLUMNS).select_for_update(of=("self",)).order_by("pk"))


def _settle(rows: Sequence[Article]) -> bool:
    """Show the version that is to be shown, and flag it if it is gone; whether that is another article than before."""
    if not rows:
        return False
    checks = _checks(rows)
    versions = arranged(rows, checks)
    shown = shown_of(versions).first
    moved = not shown.current
    found = gone(versions, checks) or (None, None)
    for version in versions:
        for row in version.captured:
            repeats = None if row is version.first else version.first.pk
            at, status = found if row is shown else (None, None)
            if (row.repeats_id, row.current, row.gone_at, row.gone_status) != (repeats, row is shown, at, status):
                Article.objects.filter(pk=row.pk).update(
                    repeats=repeats, current=row is shown, gone_at=at, gone_status=status
                )
    if moved:
        jobs.require(*INDEX, [shown.pk])
    return moved


def _checks(rows: Sequence[Article]) -> list[Check]:
    """The checks of a page under any of its addresses, in the order of their moments."""
    urls = {url for row in rows for url in (row.capture.url, row.capture.asked) if url}
    keys = sorted({page_of(url) for url in urls} | {row.page for row in rows})
    return list(Check.objects.filter(page__in=keys).order_by("at", "record_id"))
