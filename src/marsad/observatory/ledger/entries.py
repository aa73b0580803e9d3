"""Articles → their entries of the ledger, and all that changes with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from marsad.follow.ledger import Entry, entries_of, with_meanings
from marsad.follow.ledger.entries import KINDS
from marsad.group.encoder import default_encoder
from marsad.observatory.counts import voice
from marsad.observatory.entities import SHOWN
from marsad.observatory.ledger.decided import Decided
from marsad.observatory.ledger.linking import Relinking
from marsad.observatory.ledger.promises import write
from marsad.observatory.ledger.rows import MOST, entry_key, in_parts, place_of, told_of
from marsad.observatory.models import Article, Entity, Fact, LedgerEntry, LedgerParty, Source, Story, Weighed
from marsad.observatory.telling import Telling, tellings


@dataclass(frozen=True, slots=True)
class _New:
    """An entry as it is to stand in the table; ``known`` are the entities that have rows."""

    row: LedgerEntry
    entry: Entry
    known: Collection[str]

    @property
    def entities(self) -> set[str]:
        """The entities by which it is looked up."""
        return {id_ for id_ in self.entry.keys if id_ in self.known}

    @property
    def parties(self) -> dict[str, bool]:
        """Those that it binds, and those towards whom."""
        return {id_: id_ in self.entry.by for id_ in sorted(self.entry.parties) if id_ in self.known}


def renew(articles: Sequence[Article]) -> set[str]:
    """Have the ledger hold what these articles tell now; the stories with an entry that changed its promise.

    Inside a transaction. An article that is not shown, or is in no story, tells nothing. The tables are then as if
    all articles had come in any other order.
    """
    pks = [article.pk for article in articles]
    old = {row.pk: row for part in in_parts(pks) for row in LedgerEntry.objects.filter(article__in=part)}
    new = _entries(articles, old)
    wanted = {one.row.pk: one for one in new}
    relinking = Relinking()
    for pk in sorted(old.keys() - wanted.keys()):
        relinking.take_out(old[pk], for_good=True)
    for one in new:
        known = old.get(one.row.pk)
        if known is not None and _same(known, one):
            continue
        if known is not None:
            relinking.take_out(known, for_good=False)
        _store(one, known)
        relinking.put_in(known or one.row, one.entities)
    return settle(relinking)


def forget(articles: Iterable[int]) -> None:
    """Take the entries of some articles out, before their facts go, and have the articles weighed anew.

    Inside a transaction; ``articles`` are their numbers.
    """
    relinking = Relinking()
    for part in in_parts(articles):
        for row in LedgerEntry.objects.filter(article__in=part).order_by("at", "place"):
            relinking.take_out(row, for_good=True)
        Weighed.objects.filter(article__in=part).delete()
        Story.objects.filter(articles__in=part).update(stale=True)
    if relinking.gone:
        for part in in_parts(sorted(settle(relinking))):
            Story.objects.filter(pk__in=part).update(stale=True)


def settle(relinking: Relinking) -> set[str]:
    """Link what changed, and make the promises anew that it belongs to; the stories with an entry that changed its
    promise."""
    decided = Decided.load(relinking.gone)
    touched = {relinking.rows[pk].key for pk in relinking.changed | relinking.gone}
    for pk in decided.spoken_of(touched):
        relinking.anew(pk)
    relinking.run(decided.parents)
    return write(relinking, decided)


def _entries(articles: Sequence[Article], old: Mapping[int, LedgerEntry]) -> list[_New]:
    courses = Fact.objects.filter(kind__in=KINDS, state__in=SHOWN, article__current=True, article__story__isnull=False)
    parts = list(in_parts(article.pk for article in articles))
    telling = {pk for part in parts for pk in courses.filter(article__in=part).values_list("article", flat=True)}
    if not telling:
        return []
    rows = Article.objects.select_related("capture", "source").annotate(voice=voice())
    found = [row for part in in_parts(sorted(telling)) for row in rows.filter(pk__in=part).order_by("pk")]
    voices: dict[int, int] = {row.pk: row.voice for row in found}
    keys = dict(Source.objects.filter(pk__in=set(voices.values())).values_list("pk", "key"))
    new = [one for told in tellings(found) for one in _of_article(told, keys[voices[told.article.pk]])]
    known = set()
    for part in in_parts(sorted({id_ for _, entry in new for id_ in entry.keys | entry.parties})):
        known |= set(Entity.objects.filter(pk__in=part).values_list("pk", flat=True))
    _give_meanings(new, old)
    return [_New(row, entry, known) for row, entry in new]


def _of_article(told: Telling, source: str) -> list[tuple[LedgerEntry, Entry]]:
    """The entries of an article in the order of its text, each with its row, without their meanings."""
    article = told.article
    facts = dict(zip(map(id, told.told.annotations.facts), told.rows, strict=True))
    keys = {number: entry_key(article.capture.key, row) for number, row in facts.items()}
    rows: dict[str, Fact] = {}
    for number, row in facts.items():
        rows.setdefault(keys[number], row)
    entries = entries_of(
        told.told, at=article.sort_at, source=source, story=article.story_id, key=lambda fact: keys[id(fact)]
    )
    once = list({entry.id: entry for entry in entries}.values())[:MOST]
    return [
        (
            LedgerEntry(
                fact=rows[entry.id],
                key=entry.id,
                article=article,
                at=article.sort_at,
                place=place_of(article.pk, number),
                told=told_of(entry),
            ),
            entry,
        )
        for number, entry in enumerate(once)
    ]


def _give_meanings(new: Sequence[tuple[LedgerEntry, Entry]], old: Mapping[int, LedgerEntry]) -> None:
    """The vectors of what each is about, where they are not known from before."""
    unknown = []
    for row, entry in new:
        before = old.get(row.fact_id)
        if before is not None and before.meaning is not None and _words(before) == _words(row):
            row.meaning = before.meaning
        else:
            unknown.append((row, entry))
    if unknown:
        entries = with_meanings([entry for _, entry in unknown], default_encoder())
        for (row, _), entry in zip(unknown, entries, strict=True):
            row.meaning = None if entry.meaning is None else entry.meaning.astype(np.float16).tobytes()


def _words(row: LedgerEntry) -> tuple[str, str]:
    return row.told["what"], row.told["text"]


def _same(row: LedgerEntry, new: _New) -> bool:
    """Whether a row in the table says already what it is to say."""
    columns = all(getattr(row, name) == getattr(new.row, name) for name in ("key", "at", "place", "told"))
    keys = set(row.keys.values_list("entity_id", flat=True))
    return columns and keys == new.entities and dict(row.parties.values_list("entity_id", "by")) == new.parties


def _store(new: _New, known: LedgerEntry | None) -> None:
    """Write an entry down; one that the table has already takes over what it says now."""
    if known is None:
        new.row.save(force_insert=True)
    else:
        for name in ("key", "at", "place", "told", "meaning"):
            setattr(known, name, getattr(new.row, name))
        known.save(update_fields=["key", "at", "place", "told", "meaning"])
        LedgerParty.objects.filter(entry=known).delete()
    pk, at = new.row.pk, new.row.at
    parties = [LedgerParty(entry_id=pk, entity_id=id_, by=by, at=at) for id_, by in new.parties.items()]
    LedgerParty.objects.bulk_create(parties)
