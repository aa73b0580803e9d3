"""Share of voice: dossiers, actors, outlets or periods side by side, by articles and by independent sources.

What dossiers, outlets and periods have is read from the counts by month. Actors of one article are no count of their
own, so that for them the latest `LOOKED_AT` articles are looked at, by an index and in the database.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Sum, TextField, Value, When
from django.db.models.functions import Cast, StrIndex

from marsad.observatory.models import Dossier, DossierMember, DossierVoice
from marsad.web.queries.dossier_articles import midnight
from marsad.web.queries.spans import Span

MOST = 6
"""Things that stand side by side."""
LOOKED_AT = 40_000
"""Articles that are looked at for actors, the latest ones."""


@dataclass(slots=True)
class Voice:
    """What one of those compared has: articles by month and by language, and the numbers of the sources whose words
    they are."""

    name: str
    months: Counter[date] = field(default_factory=Counter)
    langs: Counter[str] = field(default_factory=Counter)
    sources: set[int] = field(default_factory=set)

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return self.months.total()

    @property
    def independent(self) -> int:
        """How many independent sources: distinct voices, whatever their months."""
        return len(self.sources)

    def add(self, month: date, lang: str, source: int, articles: int) -> None:
        """Count articles of a month, of a language and in a source's words."""
        self.months[month] += articles
        self.langs[lang] += articles
        self.sources.add(source)


@dataclass(frozen=True, slots=True)
class Compared:
    """Those compared, in the order in which they were asked for, with what their shares are of.

    ``articles`` and ``independent`` are the wholes. ``looked_at`` is how many articles were looked at where that were
    not all.
    """

    voices: tuple[Voice, ...]
    articles: int
    independent: int
    looked_at: int | None = None


def of_dossiers(dossiers: Sequence[Dossier], span: Span, lang: str = "") -> Compared:
    """Dossiers side by side; shares are of the articles of all of them, one in two dossiers counting in both."""
    voices = {dossier.pk: Voice(dossier.name) for dossier in dossiers}
    for key, month, code, voice, articles in _rows("dossier_id", span, lang, dossier__in=list(voices)):
        voices[key].add(month, code, voice, articles)
    return _together(tuple(voices.values()))


def of_periods(dossier: Dossier, spans: Sequence[tuple[str, Span]], lang: str = "") -> Compared:
    """Periods of a dossier side by side, each with its name; shares are of the articles of all of them."""
    voices = []
    for name, span in spans:
        voice = Voice(name)
        for _, month, code, source, articles in _rows("dossier_id", span, lang, dossier=dossier):
            voice.add(month, code, source, articles)
        voices.append(voice)
    return _together(tuple(voices))


def of_outlets(dossier: Dossier, outlets: Sequence[tuple[int, str]], span: Span, lang: str = "") -> Compared:
    """Outlets (number and name) within a dossier; shares are of all its articles."""
    voices = {number: Voice(name) for number, name in outlets}
    for outlet, month, code, voice, articles in _rows(
        "source_id", span, lang, dossier=dossier, source__in=list(voices)
    ):
        voices[outlet].add(month, code, voice, articles)
    whole = _counts(span, lang, dossier=dossier).aggregate(n=Sum("articles"), voices=Count("voice", distinct=True))
    return Compared(tuple(voices.values()), whole["n"] or 0, whole["voices"])


def of_actors(dossier: Dossier, actors: Sequence[tuple[str, str]], span: Span, lang: str = "") -> Compared:
    """Actors (id and name) within a dossier; shares are of all articles looked at, one that names two counting in
    both."""
    members = DossierMember.objects.filter(dossier=dossier, **_moments(span))
    if lang:
        members = members.filter(lang=lang)
    last = members.order_by("-at", "-article").values_list("at", flat=True)[LOOKED_AT : LOOKED_AT + 1]
    bound = next(iter(last), None)
    if bound is not None:
        members = members.filter(at__gt=bound)
    voices, whole = tuple(Voice(name) for _, name in actors), Voice("")
    for row in _named(members, [key for key, _ in actors]):
        month, code, source, articles = row["month"], row["lang"], row["voice_id"], row["n"]
        whole.add(month, code, source, articles)
        for place, voice in enumerate(voices):
            if row[f"named{place}"]:
                voice.add(month, code, source, row[f"named{place}"])
    return Compared(voices, whole.articles, whole.independent, whole.articles if bound is not None else None)


def _counts(span: Span, lang: str, **wanted: Any) -> QuerySet[DossierVoice]:
    rows = DossierVoice.objects.filter(part=0, **wanted, **span.filters("month")).order_by()
    return rows.filter(lang=lang) if lang else rows


def _rows(key: str, span: Span, lang: str, **wanted: Any) -> Iterable[tuple[Any, date, str, int, int]]:
    grouped = _counts(span, lang, **wanted).values(key, "month", "lang", "voice_id").annotate(n=Sum("articles"))
    found: Iterable[tuple[Any, date, str, int, int]] = grouped.values_list(key, "month", "lang", "voice_id", "n")
    return found


def _named(members: QuerySet[DossierMember], actors: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    """Months, languages and voices, with how many of their articles name each of some actors."""
    text = Cast("actors", TextField())
    found = {f"in{place}": StrIndex(text, Value(json.dumps(key))) for place, key in enumerate(actors)}
    counts = {
        f"named{place}": Sum(Case(When(**{f"in{place}__gt": 0}, then=1), default=0, output_field=IntegerField()))
        for place in range(len(actors))
    }
    grouped = members.order_by().annotate(**found).values("month", "lang", "voice_id")
    return grouped.annotate(n=Count("pk"), **counts)


def _moments(span: Span) -> dict[str, datetime]:
    begin = {"at__gte": midnight(span.since)} if span.since else {}
    return begin | ({"at__lt": midnight(span.end)} if span.end else {})


def _together(voices: tuple[Voice, ...]) -> Compared:
    sources: set[int] = set().union(*(voice.sources for voice in voices)) if voices else set()
    return Compared(voices, sum(voice.articles for voice in voices), len(sources))
