"""The index stage: delete by key and add in batches, commit the index, then mark the jobs done."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from marsad.archive.locks import Lock
from marsad.observatory import jobs
from marsad.observatory.faults import boundary
from marsad.observatory.models import Article, Job, JobState, Stage
from marsad.observatory.paths import index_dir, locks_dir
from marsad.observatory.unindexing import take_unindexed, unindexed
from marsad.observatory.versions import INDEX
from marsad.search.index import IndexUnusable, SearchDocument, SearchIndex

BATCH = 200


class IndexStage:
    """Keeps the search index; holds the lock that makes it the only writer. Raises `BusyError`."""

    def __init__(self, data_dir: Path, holder: str) -> None:
        self._holder = holder
        self._lock = Lock(locks_dir(data_dir) / "index.lock")
        try:
            self._index = _open(index_dir(data_dir))
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let another process write the index."""
        self._index.close()
        self._lock.release()

    def step(self) -> int:
        """Index the next articles; the number of jobs done."""
        self._forget_removed()
        claimed = jobs.claim(*INDEX, BATCH, self._holder)
        if not claimed:
            return 0
        boundary("index-claimed")
        seqs = [job.capture_id for job in claimed]
        pages = Article.objects.filter(pk__in=seqs).exclude(page="").values("page")
        stale = Article.objects.filter(current=False, page__in=pages).values_list("pk", flat=True)
        articles = Article.objects.filter(pk__in=seqs, current=True).select_related("source").order_by("pk")
        self._index.delete([*stale, *seqs])
        self._index.update([search_document(article) for article in articles])
        boundary("index-added")
        self._index.commit()
        boundary("index-committed")
        with transaction.atomic():
            jobs.finish(claimed, self._holder)
        boundary("index-marked")
        return len(claimed)

    def _forget_removed(self) -> None:
        """Take out what was taken down since; the note of it goes when the index has forgotten."""
        if removed := take_unindexed():
            self._index.delete(removed)
            self._index.commit()
            with transaction.atomic():
                unindexed(removed)


def search_document(article: Article) -> SearchDocument:
    """What the index keeps of an article; needs ``source`` loaded."""
    return SearchDocument(
        key=article.pk,
        lang=article.lang or None,
        outlet=article.source.key,
        date=article.sort_at,
        title=article.title,
        lede=article.lede,
        body=article.body,
        authors=tuple(article.authors),
        story=article.story_id,
    )


def _open(path: Path) -> SearchIndex:
    """Open the index; one that is torn, of another version or short of articles is made anew from the database."""
    try:
        index = SearchIndex.open(path)
        done = Job.objects.filter(stage=Stage.INDEX, version=INDEX[1], state=JobState.DONE)
        if index.count() >= Article.objects.filter(current=True, capture__jobs__in=done).count():
            return index
        index.close()
    except IndexUnusable:
        pass
    with transaction.atomic():
        jobs.require(*INDEX, list(Article.objects.exclude(story=None).values_list("pk", flat=True)))
    return SearchIndex.recreate(path)
