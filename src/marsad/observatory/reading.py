"""The read stage: capture → article row, in one transaction with the job of the next stage."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from marsad import model
from marsad.archive.page import Location
from marsad.archive.warc import ArchiveError, read_capture
from marsad.observatory import jobs, models
from marsad.observatory.faults import boundary
from marsad.observatory.page_keys import page_of
from marsad.observatory.page_versions import note_missing
from marsad.observatory.paths import archive_dir
from marsad.observatory.source_keys import source_key
from marsad.observatory.tombstones import refused_reading
from marsad.observatory.versions import ANNOTATE
from marsad.read import ReadError, read
from marsad.read.errors import SaysMissing
from marsad.read.time_limit import OverdueError, overdue, seconds_a_page, time_limit

log = logging.getLogger(__name__)


def run(job: models.Job, data_dir: Path, holder: str) -> None:
    """Read one capture; a page that cannot be read fails its job with the reason and stops nothing else."""
    row = job.capture
    limit = seconds_a_page()
    try:
        capture = read_capture(archive_dir(data_dir), Location(row.warc_file, row.offset, row.length))
        if capture.sha256 != row.sha256:
            raise ArchiveError(f"{row.warc_file}: another page lies at offset {row.offset}")
        with time_limit(limit):
            article = read(
                capture.data,
                url=capture.url,
                fetched=capture.fetched,
                charset=capture.charset,
                media_type=capture.media_type,
            )
    except SaysMissing as error:
        with transaction.atomic():
            note_missing(row)
            jobs.fail(job, holder, str(error))
        return
    except (ReadError, ArchiveError) as error:
        jobs.fail(job, holder, str(error))
        return
    except OverdueError:
        jobs.fail(job, holder, overdue(limit))
        return
    except Exception as error:
        log.exception("reading %s failed", row.locator)
        jobs.fail(job, holder, f"internal error while reading: {type(error).__name__}: {error}")
        return
    if refused := _refused(row, article):
        _remove_refused(job, data_dir, holder, refused)
        return
    with transaction.atomic():
        store(row, article)
        boundary("read-written")
        jobs.finish([job], holder, follow=ANNOTATE)
    boundary("read-committed")


def _refused(row: models.Capture, article: model.Article) -> str | None:
    """Why a page must not be kept: it says itself that it is one that was taken down, or of an outlet that was."""
    page = page_of(row.url, article.canonical) if row.url else page_of(article.url or "")
    return refused_reading(source_key(row.url or article.url, article.outlet), [page])


def _remove_refused(job: models.Job, data_dir: Path, holder: str, reason: str) -> None:
    """Take it down as well; where that cannot be done just now it stays unread."""
    from marsad.archive.locks import BusyError
    from marsad.observatory.takedown import take_down
    from marsad.observatory.takedown_plan import capture_target, plan

    log.warning("%s was %s", job.capture.locator, reason)
    try:
        take_down(data_dir, plan(data_dir, capture_target(job.capture_id)), "marsad", reason)
    except BusyError:
        jobs.fail(job, holder, reason)


def store(row: models.Capture, article: model.Article) -> models.Article:
    """Write or rewrite the article of a capture, leaving the groups it stands in as they are."""
    image, origin = article.image or model.Image(), article.origin or model.Origin()
    stored, _ = models.Article.objects.update_or_create(
        capture=row,
        defaults={
            "source": source_of(row, article),
            "page": page_of(row.url, article.canonical),
            "url": row.url or article.url or "",
            "outlet": (article.outlet or "")[:255],
            "lang": article.lang or "",
            "dir": article.dir,
            "title": article.title or "",
            "authors": list(article.authors),
            "published": article.published or "",
            "published_evidence": article.published_evidence or "",
            "modified": article.modified or "",
            "sort_at": sort_moment(article.published, row.fetched or row.archived),
            "section": (article.section or "")[:255],
            "tags": list(article.tags),
            "lede": article.lede,
            "body": article.body,
            "blocks": [{"type": block.type.value, "text": block.text} for block in article.blocks],
            "image_url": image.url or "",
            "image_credit": image.credit or "",
            "agency": (article.agency or "")[:255],
            "origin_outlet": (origin.outlet or "")[:255],
            "origin_url": origin.url or "",
            "origin_published": origin.published or "",
            "paywalled": article.paywalled,
            "comments": [
                {"author": c.author, "text": c.text, "published": c.published, "reply_to": c.reply_to}
                for c in article.comments
            ],
            "teasers": [{"title": teaser.title, "url": teaser.url} for teaser in article.teasers],
            "dropped": [{"reason": dropped.reason, "text": dropped.text} for dropped in article.dropped],
            "text_sha256": model.text_hash(article.text),
        },
    )
    return stored


def source_of(row: models.Capture, article: model.Article) -> models.Source:
    """The outlet of a page: its host without ``www.`` and the like, else its name as the page gives it."""
    key = source_key(row.url or article.url, article.outlet)
    source, _ = models.Source.objects.get_or_create(key=key, defaults={"name": key})
    return source


def sort_moment(published: str | None, captured: datetime) -> datetime:
    """A moment to order by: a date without a time counts as its noon; one ahead of the capture is not believed."""
    stated = moment(published)
    return captured if stated is None or stated > captured else stated


def moment(stated: str | None) -> datetime | None:
    """An aware moment for an ISO date of any precision, in the observatory's time zone where it names none."""
    if not stated:
        return None
    try:
        if len(stated) > 10:
            value = datetime.fromisoformat(stated)
        else:
            year, month, day = ([int(part) for part in stated.split("-")] + [1, 1])[:3]
            value = datetime.combine(date(year, month, day), time(12))
    except ValueError:
        return None
    if value.tzinfo is None:
        value = value.replace(tzinfo=timezone.get_default_timezone())
    return value.astimezone(UTC)
