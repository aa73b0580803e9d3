"""The group stage: articles are linked and placed into families and stories strictly in the order of ingest.

The order makes the outcome a function of archive and journal alone, however many processes read and however often
they were killed. So one process groups at a time, and it waits where an earlier capture is not read and annotated.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.db import DatabaseError, transaction
from django.db.models import Min, Q, QuerySet

from marsad.archive.journal import Journal, JournalRecord
from marsad.archive.locks import Lock
from marsad.group.encoder import Encoder, default_encoder
from marsad.group.features import StoryFeatures, story_features
from marsad.group.ids import story_id
from marsad.group.relations import is_reprint
from marsad.group.reprints import ReprintIndex
from marsad.group.stories import StoryIndex, StoryPlacement
from marsad.model import Document, ReprintFamily
from marsad.observatory import jobs
from marsad.observatory.counts import recount
from marsad.observatory.decisions import catch_up
from marsad.observatory.faults import boundary
from marsad.observatory.intake import begun
from marsad.observatory.linking import Linking
from marsad.observatory.models import Article, Family, Job, JobState, Source, Story
from marsad.observatory.paths import journal_dir, locks_dir
from marsad.observatory.reading import moment
from marsad.observatory.versions import ANNOTATE, GROUP, INDEX, READ

BATCH = 32

_LEARNED = (
    "capture__key",
    "capture__url",
    "source__key",
    "url",
    "lang",
    "title",
    "lede",
    "body",
    "published",
    "agency",
    "origin_outlet",
    "origin_url",
    "story_id",
    "family_id",
    "embedding",
)
"""The columns that grouping learns from."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _State:
    """What grouping and linking have learned; equal after a restart to what it was before."""

    encoder: Encoder | None
    linking: Linking = field(default_factory=Linking)
    reprints: ReprintIndex = field(default_factory=ReprintIndex)
    stories: StoryIndex = field(init=False)

    def __post_init__(self) -> None:
        self.stories = StoryIndex(self.encoder)


class GroupStage:
    """Groups an observatory's articles; holds the lock that makes it the only one. Raises `BusyError`."""

    def __init__(self, data_dir: Path, holder: str) -> None:
        self._holder = holder
        self._lock = Lock(locks_dir(data_dir) / "group.lock")
        try:
            catch_up(data_dir)
            self._journal = Journal(journal_dir(data_dir), "group")
        except BaseException:
            self._lock.release()
            raise
        self._encoder = default_encoder()
        self._state: _State | None = None
        self._careful = 0

    def close(self) -> None:
        """Let another process group."""
        self._journal.close()
        self._lock.release()

    def step(self) -> int:
        """Place the next articles whose turn it is; the number of jobs done."""
        size = 1 if self._careful else BATCH
        claimed = jobs.claim(*GROUP, size, self._holder, before=_first_unready(), alone=True)
        if not claimed:
            return 0
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
        state = self._state or self._restore()
        self._state = state
        touched: set[str] = set()
        records: list[JournalRecord] = []
        with transaction.atomic():
            for job in claimed:
                article = Article.objects.select_related("capture", "source").get(pk=job.capture_id)
                name_source(article)
                state.linking.link(article)
                if article.story_id is None and not self._take_over(article, touched):
                    placement = self._place(state, article)
                    records += _journal_of(article, placement)
                    touched |= {placement.story, *placement.absorbed}
            state.linking.save()
            recount(touched)
            if begun():  # a rebuild compares what was journalled before it with what it finds
                self._journal.append(records)
            boundary("group-journalled")
            jobs.finish(claimed, self._holder, follow=INDEX)

    def _place(self, state: _State, article: Article) -> StoryPlacement:
        document = document_of(article)
        family = state.reprints.place(document)
        features = story_features(document, state.encoder)
        placement = state.stories.place(document, features, _story_of_family(family, article))
        if placement.story == story_id(document.id):
            Story.objects.get_or_create(pk=placement.story)
        article.embedding = features.to_bytes()
        article.story_id = placement.story
        article.current = True
        article.save(update_fields=["embedding", "story", "current"])
        if family is not None:
            _write_family(family)
        _redirect(placement)
        return placement

    def _take_over(self, article: Article, touched: set[str]) -> bool:
        """A new version of a page stands where the one before it stood."""
        if not article.capture.url:
            return False
        same = Article.objects.filter(capture__url=article.capture.url, current=True).exclude(pk=article.pk)
        before = same.order_by("-pk").first()
        if before is None:
            return False
        article.story_id, article.family_id, article.relation = before.story_id, before.family_id, before.relation
        article.current = True
        article.save(update_fields=["story", "family", "relation", "current"])
        same.filter(pk__lt=article.pk).update(current=False)
        if article.story_id:
            touched.add(article.story_id)
        return True

    def _restore(self) -> _State:
        """Learn again, in order, what was placed before."""
        state = _State(self._encoder)
        placed = Article.objects.exclude(story=None).select_related("capture", "source").only(*_LEARNED).order_by("pk")
        seen: set[str] = set()
        for article in placed.iterator(chunk_size=500):
            if article.capture.url in seen:
                continue
            if article.capture.url:
                seen.add(article.capture.url)
            document = document_of(article)
            features = StoryFeatures.from_bytes(document, bytes(article.embedding or b""))
            state.reprints.restore(document, article.family_id)
            state.stories.restore(document, features, article.story_id or "")
        return state


def _first_unready() -> int | None:
    """The earliest capture that waits to be read or annotated; what came after it waits for it."""
    stages = [Q(stage=stage, version=version) for stage, version in (READ, ANNOTATE)]
    unready = Job.objects.filter(stages[0] | stages[1], state=JobState.PENDING)
    first: int | None = unready.aggregate(first=Min("capture_id"))["first"]
    return first


def document_of(article: Article) -> Document:
    """What grouping sees of an article; needs ``capture`` and ``source`` loaded."""
    return Document(
        id=article.capture.key,
        text="\n\n".join(part for part in (article.lede, article.body) if part),
        lang=article.lang or None,
        date=moment(article.published),
        outlet=article.source.key,
        title=article.title or None,
        agency=article.agency or None,
        origin_outlet=article.origin_outlet or None,
        origin_url=article.origin_url or None,
        url=article.url or None,
    )


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


def _story_of_family(family: ReprintFamily | None, article: Article) -> str | None:
    """The story that a copy follows: that of its family's original, else of the first other copy."""
    if family is None or not is_reprint(family.members[article.capture.key]):
        return None
    copies = [key for key, relation in family.members.items() if is_reprint(relation) and key != article.capture.key]
    stories = dict(
        Article.objects.filter(capture__key__in=copies)
        .exclude(story=None)
        .order_by("-pk")
        .values_list("capture__key", "story_id")
    )
    return stories.get(family.original) or next(reversed(stories.values()), None)


def _write_family(family: ReprintFamily) -> None:
    row, _ = Family.objects.get_or_create(pk=family.id)
    articles = Article.objects.filter(capture__key__in=family.members).select_related("capture")
    members = {a.capture.key: a for a in articles.only("capture__key", "capture__url", "family_id", "relation")}
    for key, relation in family.members.items():
        article = members[key]
        if (article.family_id, article.relation) != (row.pk, relation.value):
            _versions_of(article).update(family=row, relation=relation.value)
    original = members[family.original]
    if row.original_id != original.pk:
        row.original = original
        row.save(update_fields=["original"])


def _versions_of(article: Article) -> QuerySet[Article]:
    """The article and the later versions of its page, which stand where it stands."""
    if not article.capture.url:
        return Article.objects.filter(pk=article.pk)
    return Article.objects.filter(capture__url=article.capture.url, pk__gte=article.pk)


def _redirect(placement: StoryPlacement) -> None:
    for absorbed in placement.absorbed:
        moved = Article.objects.filter(story_id=absorbed)
        jobs.require(*INDEX, list(moved.filter(current=True).values_list("pk", flat=True)))
        moved.update(story_id=placement.story)
        Story.objects.filter(redirect_to_id=absorbed).update(redirect_to_id=placement.story)
        Story.objects.filter(pk=absorbed).update(redirect_to_id=placement.story)


def _journal_of(article: Article, placement: StoryPlacement) -> Iterable[JournalRecord]:
    yield {"kind": "placed", "capture": article.capture.key, "story": placement.story}
    for absorbed in placement.absorbed:
        yield {"kind": "redirect", "story": absorbed, "to": placement.story}
