"""Plants articles into an observatory as the pipeline would leave them, in bulk: archive, journal, tables, index.

What only the pipeline makes is not there: embeddings, dropped text, teasers, facts but those of a cast (`grow_facts`).
Without an archive (``tables_only``) captures have places in a file that is not there, and nothing can be searched for.
The observatory must be open and empty.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from grow_facts import entity, facts_of, named
from grow_pages import HEADLINES_AROUND, page
from grow_text import Actor, Grown, Outlet
from marsad.archive.journal import Journal
from marsad.archive.locks import claim_slot
from marsad.archive.page import Location, Page
from marsad.archive.warc import WarcAppender
from marsad.group.ids import family_id, story_id
from marsad.model import Capture, direction
from marsad.observatory import models
from marsad.observatory.captures import capture_key
from marsad.observatory.intake import Intake
from marsad.observatory.paths import archive_dir, index_dir, journal_dir, locks_dir
from marsad.observatory.versions import GROUP, INDEX, READ
from marsad.search.index import SearchDocument, SearchIndex

BATCH = 2000
FACTS_A_QUERY = 1500
PAGE_SIZE = 4000
FETCHED_AFTER = timedelta(minutes=12)


@dataclass(slots=True)
class _Tally:
    """What a story's row counts."""

    id: str
    first_at: datetime
    last_at: datetime
    articles: int = 0
    voices: set[str] = field(default_factory=set)
    langs: set[str] = field(default_factory=set)


class Plantation:
    """A context manager that takes articles in the order of their dates and writes them batch by batch."""

    def __init__(self, data_dir: Path, *, cast: Sequence[Actor] = (), tables_only: bool = False) -> None:
        if models.Capture.objects.exists():
            raise SystemExit(f"{data_dir} is not empty; grow into a folder of its own")
        with Intake(data_dir):
            pass  # the database now knows that the archive is its own
        self._writer, self._lock = claim_slot(locks_dir(data_dir), "w")
        self._warc = WarcAppender(archive_dir(data_dir), self._writer)
        self._captured = Journal(journal_dir(data_dir), self._writer)
        self._placed = Journal(journal_dir(data_dir), "group")
        self._index = SearchIndex.open(index_dir(data_dir))
        self._sources: dict[str, models.Source] = {}
        self._stories: dict[int, _Tally] = {}
        self._families: dict[int, str] = {}
        self._speakers: dict[int, str] = {}
        self._titles: deque[str] = deque(maxlen=HEADLINES_AROUND)
        self._waiting: list[Grown] = []
        self._tables_only = tables_only
        models.Entity.objects.bulk_create([entity(actor) for actor in cast], batch_size=100)

    def __enter__(self) -> Plantation:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if kind is None:
            self._write()
            self._finish()
        self._index.close()
        self._warc.close()
        self._captured.close()
        self._placed.close()
        self._lock.release()

    def add(self, article: Grown) -> None:
        """Take one article."""
        self._waiting.append(article)
        if len(self._waiting) == BATCH:
            self._write()

    def _write(self) -> None:
        batch, self._waiting = self._waiting, []
        archived = [self._archive(article) for article in batch]
        self._warc.sync()
        with transaction.atomic():
            self._write_rows(batch, archived)
        if not self._tables_only:
            self._index.update(self._document(article) for article in batch)
            self._index.commit()

    def _archive(self, article: Grown) -> tuple[Capture, Location]:
        if self._tables_only:
            return _unarchived(article), Location("not-archived.warc.gz", article.number * PAGE_SIZE, PAGE_SIZE)
        data = page(article, list(self._titles))
        self._titles.append(article.title)
        fetched = article.published + FETCHED_AFTER
        return self._warc.append(Page(data, url=article.url, fetched=fetched, media_type="text/html"), now=fetched)

    def _write_rows(self, batch: list[Grown], archived: list[tuple[Capture, Location]]) -> None:
        captures = [_capture(article, *pair) for article, pair in zip(batch, archived, strict=True)]
        pairs = list(zip(batch, captures, strict=True))
        new_stories = [story for article, row in pairs if (story := self._found(article, row))]
        new_families = [family for article, row in pairs if (family := self._open(article, row))]
        models.Source.objects.bulk_create(self._new_sources(batch))
        models.Capture.objects.bulk_create(captures)
        models.Story.objects.bulk_create(new_stories)
        models.Family.objects.bulk_create(new_families)
        articles = models.Article.objects.bulk_create([self._article(article) for article in batch])
        if any(article.actors for article in batch):
            self._write_facts(batch, articles, captures)
        models.Job.objects.bulk_create(
            models.Job(stage=stage, capture=row, version=version, state=models.JobState.DONE)
            for row in captures
            for stage, version in (READ, GROUP, INDEX)
        )
        if self._tables_only:
            return
        for file, end in {place.file: place.offset + place.length for _, place in archived}.items():
            models.ArchiveTail.objects.update_or_create(warc_file=file, defaults={"committed": end})
        self._captured.append({"kind": "capture", "seq": row.seq, "record": row.record_id} for row in captures)
        self._placed.append(
            {"kind": "placed", "capture": row.key, "story": self._stories[article.story].id} for article, row in pairs
        )

    def _write_facts(self, batch: list[Grown], articles: list[models.Article], captures: list[models.Capture]) -> None:
        made = [
            pair
            for article, row, capture in zip(batch, articles, captures, strict=True)
            for pair in facts_of(article, row, capture.record_id)
        ]
        models.Fact.objects.bulk_create([fact for fact, _ in made], batch_size=FACTS_A_QUERY)
        models.FactDetail.objects.bulk_create([one for _, own in made for one in own], batch_size=FACTS_A_QUERY)

    def _found(self, article: Grown, row: models.Capture) -> models.Story | None:
        """Count an article into its story; the story's row where it is the first."""
        tally = self._stories.get(article.story)
        new = tally is None
        if tally is None:
            tally = _Tally(story_id(row.key), article.published, article.published)
            self._stories[article.story] = tally
        tally.articles += 1
        tally.last_at = article.published
        tally.langs.add(article.outlet.lang)
        tally.voices.add(self._voice(article.family, article.outlet.host))
        return models.Story(id=tally.id) if new else None

    def _open(self, article: Grown, row: models.Capture) -> models.Family | None:
        if article.family is None or article.family in self._families:
            return None
        self._families[article.family] = family_id(row.key)
        return models.Family(id=family_id(row.key), original_id=row.seq)

    def _new_sources(self, batch: list[Grown]) -> list[models.Source]:
        new = {article.outlet.host: article.outlet for article in batch if article.outlet.host not in self._sources}
        for outlet in new.values():
            self._sources[outlet.host] = _source(outlet, len(self._sources) + 1)
        return [self._sources[host] for host in new]

    def _article(self, article: Grown) -> models.Article:
        lang = article.outlet.lang
        body = "\n\n".join(article.paragraphs)
        text = f"{article.lede}\n\n{body}" if article.lede else body
        return models.Article(
            capture_id=article.number + 1,
            source=self._sources[article.outlet.host],
            current=True,
            url=article.url,
            outlet=article.outlet.name,
            lang=lang,
            dir=direction(lang),
            title=article.title,
            authors=[article.author] if article.author else [],
            published=article.published.isoformat(),
            published_evidence="generated",
            sort_at=article.published,
            section=article.section,
            lede=article.lede,
            body=body,
            blocks=[{"type": "paragraph", "text": paragraph} for paragraph in article.paragraphs],
            agency=article.agency or "",
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            story_id=self._stories[article.story].id,
            family_id=None if article.family is None else self._families[article.family],
            relation=article.relation,
            named=named(article),
        )

    def _document(self, article: Grown) -> SearchDocument:
        return SearchDocument(
            key=article.number + 1,
            lang=article.outlet.lang,
            outlet=article.outlet.host,
            date=article.published,
            title=article.title,
            lede=article.lede,
            body="\n\n".join(article.paragraphs),
            authors=(article.author,) if article.author else (),
            story=self._stories[article.story].id,
        )

    def _finish(self) -> None:
        """Write the stories' counts, and dissolve the families of dispatches that nobody copied."""
        rows = [
            models.Story(
                id=tally.id,
                first_at=tally.first_at,
                last_at=tally.last_at,
                article_count=tally.articles,
                independent_sources=len(tally.voices),
                langs=sorted(tally.langs),
            )
            for tally in self._stories.values()
        ]
        fields = ["first_at", "last_at", "article_count", "independent_sources", "langs"]
        alone = models.Family.objects.annotate(members=Count("articles")).filter(members=1)
        with transaction.atomic():
            models.Story.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
            models.Article.objects.filter(family__in=alone).update(family=None, relation="")
            models.Family.objects.filter(articles=None).delete()

    def _voice(self, family: int | None, host: str) -> str:
        """A copy speaks for the outlet that its family began with."""
        return host if family is None else self._speakers.setdefault(family, host)


def _unarchived(article: Grown) -> Capture:
    """The capture of a page that is written nowhere."""
    fetched = article.published + FETCHED_AFTER
    digest = hashlib.sha256(article.url.encode()).hexdigest()
    return Capture(
        f"<urn:uuid:{UUID(digest[:32])}>", b"", url=article.url, fetched=fetched, archived=fetched, sha256=digest
    )


def _capture(article: Grown, capture: Capture, place: Location) -> models.Capture:
    return models.Capture(
        seq=article.number + 1,
        key=capture_key(capture.locator, capture.sha256),
        record_id=capture.record_id,
        locator=capture.locator,
        url=article.url,
        sha256=capture.sha256,
        fetched=capture.fetched,
        archived=capture.archived,
        warc_file=place.file,
        offset=place.offset,
        length=place.length,
    )


def _source(outlet: Outlet, number: int) -> models.Source:
    return models.Source(id=number, key=outlet.host, name=outlet.name, home=f"https://{outlet.host}/", lang=outlet.lang)
