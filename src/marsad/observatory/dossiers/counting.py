"""The counts of a dossier, renewed by what members went and came: never by going through all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeVar

from django.db.models import Max, Sum
from django.utils import timezone

from marsad.observatory.dossiers.actors import Tie
from marsad.observatory.models import (
    DossierActor,
    DossierDay,
    DossierLine,
    DossierMember,
    DossierPart,
    DossierSeries,
    DossierTie,
    DossierVoice,
    Entity,
    TieWords,
)

_ROWS_A_QUERY = 100
_VALUES_A_QUERY = 400
_WHOLE = 0
"""The part that is the whole dossier."""
_T = TypeVar("_T")


class _Voiced(NamedTuple):
    part: int
    month: date
    source: int
    voice: int
    lang: str


def shift(dossier: str, went: Sequence[DossierMember], came: Sequence[DossierMember]) -> None:
    """Renew the counts of a dossier by members as they were and as they are; the rows of members are written already.

    The counts of a part follow from those of its voices.
    """
    if not went and not came:
        return
    _shift_days(dossier, went, came)
    _shift_voices(dossier, went, came)
    _shift_actors(dossier, went, came)
    _shift_ties(dossier, went, came)
    renew_parts(dossier, {part for one in (*went, *came) for part in one.parts})


def renew_parts(dossier: str, numbers: Collection[int] | None = None) -> None:
    """Count the coverage of some parts of a dossier anew, or of all."""
    parts = DossierPart.objects.filter(dossier=dossier)
    for part in parts if numbers is None else parts.filter(number__in=sorted(numbers)):
        rows = DossierVoice.objects.filter(dossier=dossier, part=part.number)
        found = rows.aggregate(articles=Sum("articles"), last_at=Max("last_at"))
        part.articles, part.last_at = found["articles"] or 0, found["last_at"]
        part.voices = rows.order_by().values("voice").distinct().count()
        part.save(update_fields=["articles", "voices", "last_at"])


def empty(dossier: str) -> None:
    """Take away the members of a dossier with all that is counted and told of them."""
    for table in (DossierMember, DossierDay, DossierVoice, DossierActor, DossierTie, DossierLine, DossierSeries):
        table._default_manager.filter(dossier=dossier).delete()
    renew_parts(dossier)


def say_ties(dossier: str, articles: Collection[int], said: Mapping[int, tuple[datetime, Sequence[Tie]]]) -> None:
    """Bring the words that tie actors in some articles to what these say now; the ties are counted already."""
    stored: defaultdict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    rows = TieWords.objects.filter(article__in=sorted(articles))  # asked for its ties, SQLite goes through all of them
    columns = ("article_id", "pk", "tie__first_id", "tie__second_id", "at", "field", "start", "end", "exact")
    for of, article, pk, *words in rows.values_list("tie__dossier_id", *columns):
        if of == dossier:
            stored[article][pk] = tuple(words)
    wanted = {
        article: [(tie.first, tie.second, at, tie.field, tie.start, tie.end, tie.exact) for tie in ties]
        for article, (at, ties) in said.items()
    }
    anew = [pk for pk in articles if sorted(stored[pk].values()) != sorted(wanted.get(pk, []))]
    TieWords.objects.filter(pk__in=[row for pk in anew for row in stored[pk]]).delete()
    new = {pk: wanted[pk] for pk in anew if wanted.get(pk)}
    ties = _ties(dossier, {(first, second) for some in new.values() for first, second, *_ in some})
    TieWords.objects.bulk_create(
        [
            TieWords(tie=ties[first, second], article_id=pk, at=at, field=field, start=start, end=end, exact=exact)
            for pk, some in sorted(new.items())
            for first, second, at, field, start, end, exact in some
        ],
        batch_size=_ROWS_A_QUERY,
    )


def _shift_days(dossier: str, went: Iterable[DossierMember], came: Iterable[DossierMember]) -> None:
    articles: Counter[tuple[int, date, str]] = Counter()
    own: Counter[tuple[int, date, str]] = Counter()
    for one, by in _signed(went, came):
        for part in (_WHOLE, *one.parts):
            articles[part, one.day, one.lang] += by
            own[part, one.day, one.lang] += by * one.own
    keys = {key for key in articles if articles[key] or own[key]}
    rows = {}
    for days in _some(sorted({day for _, day, _ in keys})):
        for row in DossierDay.objects.filter(dossier=dossier, day__in=days, part__in={part for part, _, _ in keys}):
            rows[row.part, row.day, row.lang] = row
    for key in sorted(keys):
        part, day, lang = key
        row = rows.get(key) or DossierDay(dossier_id=dossier, part=part, day=day, lang=lang, articles=0, own=0)
        row.articles, row.own = row.articles + articles[key], row.own + own[key]
        _save(row)


def _shift_voices(dossier: str, went: Sequence[DossierMember], came: Sequence[DossierMember]) -> None:
    articles: Counter[_Voiced] = Counter()
    latest: dict[_Voiced, datetime] = {}
    for one, by in _signed(went, came):
        for part in (_WHOLE, *one.parts):
            key = _Voiced(part, one.month, one.source_id, one.voice_id, one.lang)
            articles[key] += by
            latest[key] = max(latest.get(key, one.at), one.at)
    rows = {}
    for months in _some(sorted({key.month for key in articles})):
        known = DossierVoice.objects.filter(dossier=dossier, month__in=months, part__in={key.part for key in articles})
        for row in known.filter(source__in={key.source for key in articles}):
            rows[_Voiced(row.part, row.month, row.source_id, row.voice_id, row.lang)] = row
    left = {
        _Voiced(part, one.month, one.source_id, one.voice_id, one.lang) for one in went for part in (_WHOLE, *one.parts)
    }
    for key in sorted(articles):
        row = rows.get(key) or DossierVoice(
            dossier_id=dossier, part=key.part, month=key.month, source_id=key.source, voice_id=key.voice,
            lang=key.lang, articles=0, last_at=latest[key],
        )  # fmt: skip
        row.articles += articles[key]
        if row.articles > 0:
            known_last = max(row.last_at, latest[key])
            row.last_at = _last(dossier, key) if key in left and latest[key] >= row.last_at else known_last
        _save(row)


def _last(dossier: str, key: _Voiced) -> datetime:
    """When the latest of the articles behind a row was published, found by its outlet's latest of that month."""
    beyond = timezone.make_aware(datetime.combine(key.month + timedelta(days=33), time.min))
    rows = DossierMember.objects.filter(dossier=dossier, source=key.source, at__lt=beyond, month=key.month)
    rows = rows.filter(voice=key.voice, lang=key.lang).order_by("-at")
    if key.part == _WHOLE:
        return rows.values_list("at", flat=True)[0]
    return next(
        at for at, parts in rows.values_list("at", "parts").iterator(chunk_size=_ROWS_A_QUERY) if key.part in parts
    )


def _shift_actors(dossier: str, went: Iterable[DossierMember], came: Iterable[DossierMember]) -> None:
    articles: Counter[str] = Counter()
    for one, by in _signed(went, came):
        for actor in one.actors:
            articles[actor] += by
    keys = sorted(actor for actor, by in articles.items() if by)
    rows: dict[str, DossierActor] = {}
    kinds: dict[str, str] = {}
    for some in _some(keys):
        rows |= {row.entity_id: row for row in DossierActor.objects.filter(dossier=dossier, entity__in=some)}
        kinds |= dict(Entity.objects.filter(pk__in=some).values_list("pk", "kind"))
    for actor in keys:
        if actor not in kinds:
            continue  # a takedown removed it, with its row
        row = rows.get(actor) or DossierActor(dossier_id=dossier, entity_id=actor, kind=kinds[actor], articles=0)
        row.articles += articles[actor]
        _save(row)


def _shift_ties(dossier: str, went: Iterable[DossierMember], came: Iterable[DossierMember]) -> None:
    articles: Counter[tuple[str, str]] = Counter()
    for one, by in _signed(went, came):
        for first, second in one.ties:
            articles[first, second] += by
    keys = sorted(pair for pair, by in articles.items() if by)
    rows = _ties(dossier, keys)
    for first, second in keys:
        row = rows.get((first, second)) or DossierTie(dossier_id=dossier, first_id=first, second_id=second, articles=0)
        row.articles += articles[first, second]
        _save(row)


def _ties(dossier: str, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], DossierTie]:
    wanted = sorted(set(pairs))
    found = {}
    for some in _some(wanted):
        firsts, seconds = map(sorted, map(set, zip(*some, strict=True)))
        for row in DossierTie.objects.filter(dossier=dossier, first__in=firsts, second__in=seconds):
            found[row.first_id, row.second_id] = row
    return found


def _save(row: DossierDay | DossierVoice | DossierActor | DossierTie) -> None:
    """Write a row down, or take it away where it counts nothing any more."""
    if row.articles > 0:
        row.save()
    elif row.pk is not None:
        row.delete()


def _signed(went: Iterable[DossierMember], came: Iterable[DossierMember]) -> Iterator[tuple[DossierMember, int]]:
    yield from ((one, -1) for one in went)
    yield from ((one, 1) for one in came)


def _some(values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (values[start : start + _VALUES_A_QUERY] for start in range(0, len(values), _VALUES_A_QUERY))
