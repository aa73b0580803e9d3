"""Articles as one WACZ file: every version with its request, the redirects that led there, and the checks of its page.

What is chosen in the same archive gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.db.models import Q, QuerySet

from marsad.archive.page import Location
from marsad.archive.wacz import Chosen, Written, write
from marsad.observatory.models import Article, Capture, Check, Dossier, DossierMember
from marsad.observatory.page_keys import page_of
from marsad.observatory.paths import archive_dir
from marsad.observatory.takedown_plan import parts
from marsad.observatory.takedown_search import redirects

_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


class NothingToExportError(LookupError):
    """No article is chosen; the message says so."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles of a file, and what it is called. ``captures`` are places in the order of ingest, every version."""

    title: str
    description: str
    captures: tuple[int, ...]


def of_story(story: str) -> Selection:
    """The articles of a story, every version of each page. Raises `NothingToExportError`."""
    articles = Article.objects.filter(story=story)
    lead = articles.filter(current=True).order_by("sort_at", "pk").first()
    title = lead.title if lead is not None else ""
    return _selection(title or f"Story {story}", f"Story {story}", articles)


def of_articles(seqs: Iterable[int]) -> Selection:
    """Some articles, every version of their pages. Raises `NothingToExportError`."""
    chosen = Article.objects.filter(pk__in=list(seqs))
    pages = chosen.exclude(page="").values("page")
    articles = Article.objects.filter(Q(pk__in=chosen.values("pk")) | Q(page__in=pages))
    first = chosen.order_by("pk").first()
    count = chosen.count()
    name = (first.title or first.url) if first is not None else ""
    return _selection(name if count == 1 else f"{count} articles", "", articles)


def of_dossier(dossier: str) -> Selection:
    """The articles of a dossier, every version of each page. Raises `NothingToExportError`."""
    row = Dossier.objects.filter(pk=dossier).first()
    if row is None:
        raise NothingToExportError(f"there is no dossier {dossier}; `marsad dossier list` names all there are")
    listed = DossierMember.objects.filter(dossier=row)
    pages = listed.exclude(article__page="").values("article__page")
    articles = Article.objects.filter(Q(pk__in=listed.values("article")) | Q(page__in=pages))
    return _selection(row.name, f"Dossier {row.pk}", articles)


def of_period(since: date, until: date, outlet: str | None = None) -> Selection:
    """What is dated from one day to another, both included (UTC), of one outlet or of all, every version."""
    begin, end = datetime.combine(since, time(), UTC), datetime.combine(until, time(), UTC) + timedelta(days=1)
    shown = Article.objects.filter(sort_at__gte=begin, sort_at__lt=end)
    if outlet:
        shown = shown.filter(source__key=outlet)
    pages = shown.exclude(page="").values("page")
    articles = Article.objects.filter(Q(pk__in=shown.values("pk")) | Q(page__in=pages))
    days = f"{since.isoformat()} – {until.isoformat()}"
    return _selection(f"{outlet}, {days}" if outlet else days, "", articles)


def size_of(chosen: Selection) -> int:
    """About how many bytes the file will have."""
    return sum(capture.length for part in parts(chosen.captures) for capture in Capture.objects.filter(pk__in=part))


def write_wacz(
    data_dir: Path, chosen: Selection, path: Path, watch: Callable[[int, int], None] = lambda *_: None
) -> Written:
    """Write the file; ``watch`` is told how many versions of how many are written.

    Raises `marsad.archive.warc.ArchiveError` where the archive is not whole.
    """
    last = [moment for part in parts(chosen.captures) for moment in _moments(part)]
    return write(
        path,
        archive_dir(data_dir),
        _records(data_dir, chosen, watch),
        title=chosen.title,
        description=chosen.description,
        created=max(last, default=_EPOCH),
        find=_find,
    )


def _selection(title: str, description: str, articles: QuerySet[Article]) -> Selection:
    seqs = tuple(articles.order_by("pk").values_list("pk", flat=True))
    if not seqs:
        raise NothingToExportError("no article was chosen; there is nothing to write")
    return Selection(title, description, seqs)


def _records(data_dir: Path, chosen: Selection, watch: Callable[[int, int], None]) -> Iterator[Chosen]:
    """First the redirects, then page after page its versions and its checks."""
    asked = [page_of(url) for part in parts(chosen.captures) for url in _asked(part)]
    if asked:
        found = redirects(archive_dir(data_dir), asked)
        yield from (Chosen(place) for place in sorted(found.values(), key=lambda place: (place.file, place.offset)))
    told: set[str] = set()
    done = 0
    for part in parts(chosen.captures):
        rows = Article.objects.filter(pk__in=part).select_related("capture").only("title", "page", "url", "capture")
        for article in rows.order_by("pk"):
            yield Chosen(_place(article.capture), article.title or article.url or article.capture.name)
            if article.page not in told:
                told.add(article.page)
                yield from (Chosen(_place(check)) for check in _checks(article))
            done += 1
            watch(done, len(chosen.captures))


def _checks(article: Article) -> Iterable[Check]:
    keys = {article.page, *(page_of(url) for url in (article.capture.url, article.capture.asked) if url)}
    return Check.objects.filter(page__in=keys - {""}).order_by("at", "record_id")


def _asked(seqs: Iterable[int]) -> list[str]:
    return list(Capture.objects.filter(pk__in=seqs).exclude(asked="").order_by("pk").values_list("asked", flat=True))


def _moments(seqs: Iterable[int]) -> list[datetime]:
    return list(Capture.objects.filter(pk__in=seqs).values_list("archived", flat=True))


def _find(record: str) -> Location | None:
    for table in (Capture, Check):
        if (row := table.objects.filter(record_id=record).first()) is not None:
            return _place(row)
    return None


def _place(row: Capture | Check) -> Location:
    return Location(row.warc_file, row.offset, row.length)
