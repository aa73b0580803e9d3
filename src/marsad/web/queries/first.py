"""Who said it first and who changed what: a story's outlets in the order of publication, and its copied texts.

Bounded whatever the story: so many outlets and families are shown, and so many copies compared; what a comparison
gives is remembered as long as both texts are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from marsad.group.diff import PassageKind, difference
from marsad.observatory.models import Article, User
from marsad.web import formats, labels
from marsad.web.pictures import tree
from marsad.web.pictures.canvas import Picture
from marsad.web.queries.access import may_read
from marsad.web.queries.changes import Counts, counted, document
from marsad.web.queries.story import Telling
from marsad.web.queries.summaries import Summary
from marsad.web.sidebyside import Piece, Row, rows

OUTLETS, FAMILIES, COPIES = 40, 6, 12
"""Outlets, copied texts, and copies of one text that a page shows."""
COMPARED = 24
"""Copies that are compared for one page."""
_AROUND, _CHANGED, _PLACES = 60, 160, 2
_READ = 6_000
_REMEMBERED = 24 * 3600


@dataclass(frozen=True, slots=True)
class Said:
    """The first article of an outlet; ``after`` is how much later than the first of all it came, in words, empty for
    that and where nobody can tell."""

    article: Summary
    after: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy; ``counts`` are null where it was not compared, ``places`` its first changes, empty where the reader may
    not see both texts."""

    copy: Summary
    after: str
    counts: Counts | None = None
    places: tuple[tuple[Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its copies, the earliest first; ``more`` counts those that are not shown. ``picture`` is null where
    there are less than two. Where the ``head`` is a copy itself, its original is not in the story."""

    head: Summary
    copies: tuple[Copied, ...]
    more: int
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class First:
    """Outlets in the order of their first article, and the texts that were copied, those with the most copies first;
    ``more`` and ``more_texts`` count those that are not shown. ``unsure`` where one of the outlets has no hour."""

    order: tuple[Said, ...]
    more: int
    unsure: bool
    texts: tuple[Text, ...]
    more_texts: int


def who_first(tellings: Sequence[Telling], user: User | AnonymousUser) -> First:
    """What the texts of a story with their copies tell of who was first."""
    articles = sorted(_all(tellings), key=lambda one: (one.sort_at, one.id))
    firsts: dict[str, Summary] = {}
    for article in articles:
        firsts.setdefault(article.source_key, article)
    order = list(firsts.values())
    copied = sorted((one for one in tellings if one.copies), key=lambda one: -len(one.copies))
    notes = _notes(copied[:FAMILIES], user)
    return First(
        order=tuple(Said(one, later(order[0], one) if place else "") for place, one in enumerate(order[:OUTLETS])),
        more=max(len(order) - OUTLETS, 0),
        unsure=any(not one.timed for one in order),
        texts=tuple(_text(one, number, notes) for number, one in enumerate(copied[:FAMILIES])),
        more_texts=max(len(copied) - FAMILIES, 0),
    )


def later(first: Summary, other: Summary) -> str:
    """How much later than another an article came, as exactly as both say; empty where one of them gives no date."""
    if not first.dated or not other.dated:
        return ""
    if first.timed and other.timed:
        seconds = (other.sort_at - first.sort_at).total_seconds()
        if seconds < 60:
            return gettext("at the same time")
        return gettext("%(span)s later") % {"span": formats.span(seconds)}
    days = (timezone.localtime(other.sort_at).date() - timezone.localtime(first.sort_at).date()) // timedelta(days=1)
    if days <= 0:
        return gettext("the same day")
    return ngettext("%(shown)s day later", "%(shown)s days later", days) % {"shown": formats.number(days)}


def _all(tellings: Iterable[Telling]) -> Iterable[Summary]:
    for telling in tellings:
        yield telling.head
        yield from telling.copies


def _text(telling: Telling, number: int, notes: dict[int, Copied]) -> Text:
    head, copies = telling.head, telling.copies
    shown = tuple(
        notes.get(one.id, Copied(one, later(head, one) if not head.is_copy else "")) for one in copies[:COPIES]
    )
    picture = None
    if len(copies) > 1 and not head.is_copy:
        leaves = [_leaf(notes.get(one.id) or Copied(one, later(head, one))) for one in copies]
        address = reverse("article", args=(head.id,))
        picture = tree.reprints(head.outlet, _when(head), leaves, href=address, name=f"tree{number}")
    return Text(head, shown, max(len(copies) - COPIES, 0), picture)


def _leaf(copied: Copied) -> tree.Leaf:
    copy, counts = copied.copy, copied.counts
    return tree.Leaf(
        outlet=copy.outlet,
        when=copied.after or _when(copy),
        relation=labels.relation(copy.relation),
        href=reverse("changes", args=(copy.id,)),
        kept=counts.of_original if counts else None,
        added=counts.inserted if counts else None,
    )


def _when(article: Summary) -> str:
    if article.timed:
        return formats.moment(article.sort_at)
    day = formats.short_day(article.sort_at)
    return day if article.dated else gettext("collected %(when)s") % {"when": day}


def _notes(tellings: Sequence[Telling], user: User | AnonymousUser) -> dict[int, Copied]:
    """The copies that are compared: those of the first texts whose originals are here."""
    pairs = [
        (telling.head, copy) for telling in tellings if not telling.head.is_copy for copy in telling.copies[:COPIES]
    ][:COMPARED]
    rows_of = Article.objects.filter(pk__in={one.id for pair in pairs for one in pair})
    known = {pk: (text, shown) for pk, text, shown in rows_of.values_list("pk", "text_sha256", "source__visibility")}
    found = _compared([(head.id, copy.id) for head, copy in pairs], {pk: text for pk, (text, _) in known.items()})
    notes = {}
    for head, copy in pairs:
        counts, places = found[head.id, copy.id]
        both = all(may_read(user, known[one.id][1]) for one in (head, copy))
        notes[copy.id] = Copied(copy, later(head, copy), counts, places if both else ())
    return notes


def _compared(
    pairs: Sequence[tuple[int, int]], hashes: Mapping[int, str]
) -> dict[tuple[int, int], tuple[Counts, tuple[tuple[Piece, ...], ...]]]:
    """Numbers and first changes of original and copy, from the cache where the texts are the same."""
    keys = {pair: f"first-{pair[0]}-{pair[1]}-{hashes[pair[0]][:12]}-{hashes[pair[1]][:12]}" for pair in pairs}
    known = cache.get_many(keys.values())
    missing = [pair for pair in pairs if keys[pair] not in known]
    if missing:
        wanted = Article.objects.filter(pk__in={one for pair in missing for one in pair})
        texts = {one.pk: document(one) for one in wanted.select_related("source").defer("embedding")}
        fresh = {}
        for pair in missing:
            one = difference(texts[pair[0]], texts[pair[1]])
            fresh[keys[pair]] = counted(one), _places(rows(one.passages, _READ)[0])
        cache.set_many(fresh, _REMEMBERED)
        known |= fresh
    return {pair: known[keys[pair]] for pair in pairs}


def _places(listed: Sequence[Row]) -> tuple[tuple[Piece, ...], ...]:
    """The first changed paragraphs, with few words around what was cut and put in."""
    changed = [row.both for row in listed if row.changed]
    return tuple(tuple(_shortened(pieces)) for pieces in changed[:_PLACES])


def _shortened(pieces: Sequence[Piece]) -> Iterable[Piece]:
    room = 3 * _CHANGED
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == PassageKind.EQUAL:
            text = _middle(text, before=place > 0, after=place < len(pieces) - 1)
        elif len(text) > _CHANGED:
            text = text[:_CHANGED].rpartition(" ")[0] + "…"
        yield Piece(piece.kind, text)
        room -= len(text)
        if room < 0:
            return


def _middle(text: str, *, before: bool, after: bool) -> str:
    """Words that both have, cut to those beside a change."""
    if len(text) <= 2 * _AROUND:
        return text
    start = text[:_AROUND].rpartition(" ")[0] if before else ""
    end = text[-_AROUND:].partition(" ")[2] if after else ""
    return f"{start} … {end}" if start else f"…{end}"
