"""What a takedown will remove: told before it is done, and found anew when it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db.models import Q

from marsad.archive.page import Location
from marsad.observatory.models import Article, Capture, Channel, Check, Item, Source, TombstoneKind
from marsad.observatory.page_keys import page_of
from marsad.observatory.paths import archive_dir
from marsad.observatory.takedown_search import Sought, search

_PART = 400
_T = TypeVar("_T")


class UnknownTargetError(LookupError):
    """Nothing here is called so; the message says how to name it."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be taken down: one ``capture``, an ``article`` (a page with all its versions and checks) or an
    ``outlet``. ``key`` is the capture's, page's or outlet's; ``seqs`` are places in the order of ingest."""

    what: TombstoneKind
    key: str
    seqs: tuple[int, ...] = ()
    pages: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing of its pages stays."""
        return self.what is not TombstoneKind.CAPTURE


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is of a target. ``titles`` are those of the articles that readers see, each page once; ``captures``
    (places in the order of ingest) and ``checks`` its rows, ``records`` by id the places of all that the archive has of
    it."""

    target: Target
    titles: tuple[str, ...]
    captures: tuple[int, ...]
    checks: int
    channels: int
    pages: frozenset[str]
    hashes: frozenset[str]
    records: dict[str, Location]


def capture_target(seq: int) -> Target:
    """One version of a page, by its place in the order of ingest. Raises `UnknownTargetError`."""
    row = Capture.objects.filter(pk=seq).first()
    if row is None:
        raise UnknownTargetError(f"no capture has the number {seq}; it is the number in the address of its article")
    return Target(TombstoneKind.CAPTURE, row.key, (seq,))


def article_target(named: int | str) -> Target:
    """A page with all its versions, by the place of one of them or by its address. Raises `UnknownTargetError`."""
    text = str(named)
    if text.isdecimal():
        rows = list(Capture.objects.filter(pk=int(text)))
    else:
        page = page_of(text)
        ways = Q(article__page=page) | Q(items__key=page) | Q(locator=text) | Q(asked=text)
        rows = list(Capture.objects.filter(ways).distinct().order_by("pk"))
    if not rows:
        raise UnknownTargetError(f"no article has the number or address {text}; both stand on its page")
    seqs, pages = _whole_page(rows)
    first = Capture.objects.get(pk=min(seqs))
    own = Article.objects.filter(pk__in=rows[:1]).exclude(page="").values_list("page", flat=True).first()
    return Target(TombstoneKind.ARTICLE, own or page_of(first.url) or first.locator, tuple(sorted(seqs)), pages)


def outlet_target(key: str) -> Target:
    """Everything of an outlet, by its key. Raises `UnknownTargetError`."""
    if not Source.objects.filter(key=key).exists():
        raise UnknownTargetError(f"no outlet has the key {key}; `marsad sources` lists the keys")
    seqs = Article.objects.filter(source__key=key).values_list("pk", flat=True)
    return Target(TombstoneKind.OUTLET, key, tuple(seqs.order_by("pk")))


def plan(data_dir: Path, target: Target) -> Plan:
    """What there is of a target, in the tables and in the archive, which is searched by its index."""
    rows = list(_captures(target.seqs))
    keys = target.pages if target.whole else frozenset(_keys(rows))
    hashes = frozenset(row.sha256 for row in rows if not target.whole or not row.url or target.pages)
    sought = Sought(target.key if target.what is TombstoneKind.OUTLET else "", keys, hashes, target.whole)
    return _planned(target, rows, hashes, search(archive_dir(data_dir), sought))


def by_tables(target: Target) -> Plan:
    """What there is of a target by the tables alone, which is quickly told; the archive may have more records of it."""
    return _planned(target, list(_captures(target.seqs)), frozenset(), {})


def again(before: Plan) -> Plan:
    """The plan by the tables as they are now, which may have got more since the archive was searched."""
    target = before.target
    if target.what is TombstoneKind.OUTLET:
        seqs = Article.objects.filter(source__key=target.key).values_list("pk", flat=True)
        target = Target(target.what, target.key, tuple(seqs))
    elif target.whole and target.seqs:
        versions, pages = _whole_page(list(_captures(target.seqs)))
        target = Target(target.what, target.key, tuple(sorted(versions)), target.pages | pages)
    rows = list(_captures(target.seqs))
    return _planned(target, rows, before.hashes | {row.sha256 for row in rows if not row.url}, before.records)


def _planned(target: Target, rows: list[Capture], hashes: frozenset[str], places: dict[str, Location]) -> Plan:
    known = {row.pk: row for row in rows}
    for part in parts(sorted(places)):
        known |= {row.pk: row for row in Capture.objects.filter(record_id__in=part)}
    records = places | {row.record_id: _place(row) for row in known.values()}
    checks = {row.record_id: _place(row) for row in _checks(target, records)}
    shown = [title for part in parts(sorted(known)) for title in _titles(part)]
    outlet = target.key if target.what is TombstoneKind.OUTLET else None
    return Plan(
        target=target,
        titles=tuple(shown),
        captures=tuple(sorted(known)),
        checks=len(checks),
        channels=Channel.objects.filter(source__key=outlet).count() if outlet else 0,
        pages=target.pages,
        hashes=hashes,
        records=records | checks,
    )


def _whole_page(rows: list[Capture]) -> tuple[set[int], frozenset[str]]:
    """All captures of the page that some are of, and the keys of its addresses."""
    seqs, keys = {row.pk for row in rows}, set(_keys(rows))
    while True:
        before = len(seqs), len(keys)
        versions = Article.objects.filter(pk__in=seqs).exclude(page="").values_list("page", flat=True)
        keys |= set(versions)
        ways = Q(article__page__in=keys) | Q(items__key__in=keys) | Q(locator__in=[row.locator for row in rows])
        rows = list(Capture.objects.filter(ways).distinct())
        seqs |= {row.pk for row in rows}
        keys |= set(_keys(rows))
        if (len(seqs), len(keys)) == before:
            return seqs, frozenset(keys)


def _keys(rows: Iterable[Capture]) -> Iterator[str]:
    """What bars a page: its addresses' keys, or a file's name."""
    for row in rows:
        yield from (page_of(url) for url in (row.url, row.asked) if url)
        if not row.url:
            yield row.locator


def _captures(seqs: Sequence[int]) -> Iterator[Capture]:
    for part in parts(sorted(seqs)):
        yield from Capture.objects.filter(pk__in=part).order_by("pk")


def _place(row: Capture | Check) -> Location:
    return Location(row.warc_file, row.offset, row.length)


def _checks(target: Target, records: Iterable[str]) -> Iterator[Check]:
    """The checks that go: of whole pages all, of an outlet those at its addresses."""
    if target.what is TombstoneKind.ARTICLE:
        yield from Check.objects.filter(page__in=target.pages)
    for part in parts(sorted(records)):
        yield from Check.objects.filter(record_id__in=part)
    if target.what is TombstoneKind.OUTLET:
        yield from Check.objects.filter(page__in=Item.objects.filter(source__key=target.key).values("key"))


def _titles(seqs: Sequence[int]) -> Iterator[str]:
    shown = Article.objects.filter(pk__in=seqs).filter(Q(current=True) | Q(story=None)).order_by("pk")
    yield from (title or url for title, url in shown.values_list("title", "url"))


def parts(values: Sequence[_T], size: int = _PART) -> Iterator[Sequence[_T]]:
    """Some at a time, no more than one query can name."""
    return (values[start : start + size] for start in range(0, len(values), size))
