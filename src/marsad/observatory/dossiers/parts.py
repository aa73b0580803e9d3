"""The parts of a dossier: those that its articles list of the initiative and those that editors wrote, and which of
them an article covers.

The list is a function of the members' facts and of the decisions that count: a part's number is its place in the order
in which they came, so that one that is listed or written later changes no other's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.db.models import Min

from marsad.annotate.names.parts import part_name
from marsad.follow.coverage import Coverage, Text
from marsad.follow.parts import Listing, Part, listed_names, parts_of
from marsad.model import FactKind
from marsad.observatory.dossiers.decided import PARTS, decisions_of
from marsad.observatory.entities import SHOWN, final_entity, group_of
from marsad.observatory.models import Article, Decision, Dossier, DossierPart, Fact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from marsad.annotate.encoder import Encoder

MOST_LISTINGS = 300
"""Articles whose listings are read, of those that list a name first."""

_AT_ONCE = 200

Names = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class _Wanted:
    """A part as a row is to have it."""

    number: int
    names: dict[str, list[str]]
    by_hand: bool
    fact: int | None


@dataclass(slots=True)
class _Listed:
    """The parts that one article lists, with the facts that name them."""

    lang: str
    archived: datetime
    names: list[str] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=dict)


def renew(dossier_id: str) -> bool:
    """List the parts of a dossier anew; whether a number or a name changed, so that members are to be weighed anew."""
    dossier = Dossier.objects.select_related("entity").get(pk=dossier_id)
    decisions = list(decisions_of(dossier_id).filter(act__in=PARTS))
    wanted = {one.number: one for one in _decided(_ordered(_listings(dossier), decisions), decisions)}
    known = {row.number: row for row in DossierPart.objects.filter(dossier=dossier)}
    changed = {number: row.names for number, row in known.items()} != {one.number: one.names for one in wanted.values()}
    DossierPart.objects.filter(dossier=dossier).exclude(number__in=list(wanted)).delete()
    for number, one in wanted.items():
        told = {"names": one.names, "by_hand": one.by_hand, "fact_id": one.fact}
        row = known.get(number)
        if row is None or any(getattr(row, name) != value for name, value in told.items()):
            DossierPart.objects.update_or_create(dossier=dossier, number=number, defaults=told)
    return changed


def covered(article: Article, parts: Sequence[DossierPart]) -> tuple[int, ...]:
    """The numbers of the parts that an article covers, going up; needs its title, lede, body and language loaded."""
    return covered_by([article], parts)[article.pk]


def covered_by(articles: Sequence[Article], parts: Sequence[DossierPart]) -> dict[int, tuple[int, ...]]:
    """The same for some articles, with a query for some hundred of them."""
    if not parts:
        return {article.pk: () for article in articles}
    coverage = _coverage(tuple((one.number, _frozen(one.names)) for one in parts))
    found: dict[int, tuple[int, ...]] = {}
    for start in range(0, len(articles), _AT_ONCE):
        some = articles[start : start + _AT_ONCE]
        listed = _spans([article.pk for article in some])
        for one in some:
            found[one.pk] = coverage.of(Text(one.lang, one.title, one.lede, one.body, listed.get(one.pk, ())))
    return found


def _spans(articles: Sequence[int]) -> dict[int, list[tuple[str, int, int]]]:
    """Where some articles list parts."""
    spans: defaultdict[int, list[tuple[str, int, int]]] = defaultdict(list)
    facts = Fact.objects.filter(article__in=articles, kind=FactKind.PART, state__in=SHOWN)
    for article, where, start, end in facts.values_list("article_id", "field", "start", "end").order_by():
        spans[article].append((where, start, end))
    return dict(spans)


def _listings(dossier: Dossier) -> list[_Listed]:
    """The listings of the members that list a name first, in the order of ingest."""
    about = final_entity(dossier.entity_id) if dossier.entity_id else None
    if about is None:
        return []
    facts = Fact.objects.filter(
        kind=FactKind.PART, entity__in=group_of(about), state__in=SHOWN, article__member_of__dossier=dossier
    )
    firsts = facts.order_by().values_list("article__lang", "exact").annotate(first=Min("article_id"))
    articles = sorted({first for *_, first in firsts})[:MOST_LISTINGS]
    listed: dict[int, _Listed] = {}
    rows = facts.filter(article__in=articles).order_by("article_id", "start", "pk")
    columns = ("pk", "article_id", "article__lang", "article__capture__archived", "field", "exact")
    in_order = sorted(rows.values_list(*columns), key=lambda row: (row[1], row[4] != "lede"))
    for pk, article, lang, archived, _, exact in in_order:
        one = listed.setdefault(article, _Listed(lang, archived))
        name = part_name(exact, lang) if lang in ("fr", "ar", "es", "en") else " ".join(exact.split())
        one.names.append(name)
        one.facts.setdefault(name, pk)
    return list(listed.values())


def _ordered(listings: Sequence[_Listed], decisions: Iterable[Decision]) -> list[_Wanted]:
    """The parts of listings and those that were added, numbered in the order in which they came."""
    told: list[tuple[datetime, Listing | Part]] = []
    told += [(one.archived, Listing(one.lang, tuple(one.names))) for one in listings]
    told += [(one.at, Part(one.record["names"])) for one in decisions if one.act == "part_add"]
    in_order = [one for _, one in sorted(told, key=lambda pair: pair[0])]
    sources = sorted(listings, key=lambda one: one.archived)
    wanted = []
    for number, part in enumerate(parts_of(in_order, similarity), start=1):
        fact = None
        if part.first is not None:
            listing, place = part.first
            source = sources[listing]
            fact = source.facts[listed_names(Listing(source.lang, tuple(source.names)))[place]]
        wanted.append(_Wanted(number, part.names, part.first is None, fact))
    return wanted


def _decided(parts: list[_Wanted], decisions: Iterable[Decision]) -> list[_Wanted]:
    """The parts as editors named them, without those that they removed."""
    for one in decisions:
        if one.act == "part_add":
            continue
        meant = max(parts, key=lambda part: _shared(part.names, one.record["part"]), default=None)
        if meant is None or not _shared(meant.names, one.record["part"]):
            continue
        if one.act == "part_remove":
            parts = [part for part in parts if part is not meant]
        else:
            meant.names = {lang: list(names) for lang, names in one.record["names"].items()}
    return parts


def _shared(names: Names, other: Names) -> int:
    return sum(name in other.get(lang, ()) for lang, some in names.items() for name in some)


Frozen = tuple[tuple[str, tuple[str, ...]], ...]


def _frozen(names: Names) -> Frozen:
    return tuple((lang, tuple(some)) for lang, some in sorted(names.items()))


@lru_cache(maxsize=256)
def _coverage(parts: tuple[tuple[int, Frozen], ...]) -> Coverage:
    return Coverage({number: dict(names) for number, names in parts}, similarity)


def similarity(one: str, other: str) -> float | None:
    """The cosine of two texts; null where no encoder is installed."""
    first, second = _vector(one), _vector(other)
    return None if first is None or second is None else float(first @ second)


@lru_cache(maxsize=1 << 12)
def _vector(text: str) -> NDArray[np.float32] | None:
    encoder = _encoder()
    return None if encoder is None else encoder.encode([text])[0]


@cache
def _encoder() -> Encoder | None:
    from marsad.group.encoder import default_encoder

    return default_encoder()
