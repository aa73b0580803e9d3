"""The group stage: articles are linked and placed into families and stories strictly in the order of ingest.

The order makes the outcome a function of archive and journal alone, however many processes read and however often
they were killed. So one process groups at a time, and it waits where an earlier capture is not read and annotated.
"""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

from django.db import DatabaseError, transaction
from django.db.models import Min, Q

from marsad.archive.journal import Journal, JournalRecord
from marsad.archive.locks import Lock
from marsad.group.encoder import default_encoder
from marsad.observatory import jobs
from marsad.observatory.counts import recount
from marsad.observatory.deciding import Editors, catch_up, take_due
from marsad.observatory.dossiers.filling import Filling
from marsad.observatory.faults import boundary
from marsad.observatory.following import follow_stale
from marsad.observatory.group_state import GroupState
from marsad.observatory.models import Article, Job, JobState, Source
from marsad.observatory.page_versions import fill_pages, identify, settle, take_over
from marsad.observatory.paths import journal_dir, locks_dir
from marsad.observatory.placing import place
from marsad.observatory.standing import begun
from marsad.observatory.takedown import finish
from marsad.observatory.tombstones import last_takedown
from marsad.observatory.versions import ANNOTATE, GROUP, INDEX, READ
from marsad.observatory.weighing import forget

BATCH = 32

log = logging.getLogger(__name__)


class GroupStage:
    """Groups an observatory's articles; holds the lock that makes it the only one. Raises `BusyError`."""

    def __init__(self, data_dir: Path, holder: str) -> None:
        self._holder = holder
        self._lock = Lock(locks_dir(data_dir) / "group.lock")
        try:
            catch_up(data_dir)
            finish(data_dir)
            fill_pages()
            self._editors = Editors(data_dir)
            self._journal = Journal(journal_dir(data_dir), "group")
        except BaseException:
            self._lock.release()
            raise
        self._encoder = default_encoder()
        self._state: GroupState | None = None
        self._careful = 0
        self._filling = Filling()

    def close(self) -> None:
        """Let another process group."""
        self._journal.close()
        self._lock.release()

    def step(self) -> int:
        """Place the next articles whose turn it is, or find what stories say together, or fill a dossier; how many."""
        size = 1 if self._careful else BATCH
        claimed = jobs.claim(*GROUP, size, self._holder, before=_first_unready(), alone=True)
        if not claimed:
            return (follow_stale() or self._filling.step()) if begun() else 0
        boundary("group-claimed")
        try:
            self._place_all(claimed)
        except (DatabaseError, jobs.LostLeaseError, OSError):  # no article is to blame
            self._state = None
            raise
        except Exception as error:
            self._isolate(claimed, error)
            return 1
        self._careful = max(0, self._careful - 1)
        boundary("group-committed")
        return len(claimed)

    def _isolate(self, claimed: list[Job], error: Exception) -> None:
        """Find the article that a batch failed over by going one by one; it alone fails, with the reason."""
        self._state = None
        if len(claimed) == 1:
            log.exception("grouping failed over %s", claimed[0].capture, exc_info=error)
            jobs.fail(claimed[0], self._holder, f"could not be grouped: {error}")
        else:
            self._careful = len(claimed)
            jobs.release(self._holder, crashed=False)

    def _place_all(self, claimed: list[Job]) -> None:
        state = self._state = self._state or self._learned()
        while not self._placed(claimed, state):
            if state.removed == last_takedown():
                state.rearrange()
            else:  # what was taken down must not be compared with any more
                state = self._state = self._learned()

    def _placed(self, claimed: list[Job], state: GroupState) -> bool:
        """Place articles in one transaction; false where the state is not current any more."""
        with transaction.atomic():
            self._editors.bring_in()
            if not state.is_current:
                return False
            touched: set[str] = set()
            records: list[JournalRecord] = []
            for job in claimed:
                article = Article.objects.select_related("capture", "source").get(pk=job.capture_id)
                if take_due(article.pk):
                    state.rearrange()
                name_source(article)
                state.linking.link(article)
                identify(article)
                if article.story_id is not None or take_over(article):
                    if settle(article) or article.current:
                        touched.add(article.story_id or "")
                    continue
                stories, lines = place(state, article)
                settle(article)
                touched |= stories
                records += lines
            forget(job.capture_id for job in claimed)
            state.linking.save()
            recount(touched)
            if begun():  # a rebuild compares what was journalled before it with what it finds
                self._journal.append(records)
            boundary("group-journalled")
            jobs.finish(claimed, self._holder, follow=INDEX)
        return True

    def _learned(self) -> GroupState:
        state = GroupState(self._encoder)
        state.learn()
        return state


def _first_unready() -> int | None:
    """The earliest capture that waits to be read or annotated; what came after it waits for it."""
    stages = [Q(stage=stage, version=version) for stage, version in (READ, ANNOTATE)]
    unready = Job.objects.filter(stages[0] | stages[1], state=JobState.PENDING)
    first: int | None = unready.aggregate(first=Min("capture_id"))["first"]
    return first


def name_source(article: Article) -> None:
    """Fill in what nobody has set of a source: the name, home and language that its own page states."""
    source = article.source
    host = urlsplit(article.url).hostname
    stated = {
        "name": article.outlet if source.name == source.key else "",
        "home": f"https://{host}/" if host and not source.home else "",
        "lang": "" if source.lang else article.lang,
    }
    if found := {field: value for field, value in stated.items() if value}:
        Source.objects.filter(pk=source.pk).update(**found)
