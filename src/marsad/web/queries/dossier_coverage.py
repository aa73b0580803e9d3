"""The coverage of a dossier: over time, by outlet, language and country, articles beside independent sources.

All of it comes from the counts that a dossier keeps, by whole months where sources are told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext

from marsad.observatory.models import Dossier, DossierDay, DossierVoice, Source
from marsad.web import formats
from marsad.web.collect_labels import country
from marsad.web.pictures import bars, columns
from marsad.web.pictures.canvas import Picture
from marsad.web.queries.dossier_numbers import outlet_names
from marsad.web.queries.spans import Span

LISTED = 300
"""Outlets that a page lists, those with the most articles."""


@dataclass(slots=True)
class Tally:
    """What is counted of one language, outlet or country: articles, those in their source's own words, and the sources
    whose words they are."""

    articles: int = 0
    own: int = 0
    voices: set[int] = field(default_factory=set)

    @property
    def independent(self) -> int:
        """The number of independent sources."""
        return len(self.voices)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: a language or a country with its counts."""

    name: str
    lang: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Coverage within a span and a language. ``outlets`` counts them all; the picture of outlets has at most `LISTED`
    of them, ``hidden`` counts the others."""

    total: Tally
    outlets: int
    hidden: int
    over_time: Picture
    by_outlet: Picture
    by_country: Picture
    langs: tuple[Line, ...]


def coverage_page(dossier: Dossier, span: Span, lang: str = "") -> CoveragePage:
    """The coverage of a dossier in some months and, with ``lang``, in one language."""
    total = Tally()
    by_outlet: defaultdict[int, Tally] = defaultdict(Tally)
    by_lang: defaultdict[str, Tally] = defaultdict(Tally)
    by_country: defaultdict[str, Tally] = defaultdict(Tally)
    rows = list(_voices(dossier, span, lang))
    sources = Source.objects.in_bulk({source for source, *_ in rows})
    for source, voice, code, articles in rows:
        for tally in (total, by_outlet[source], by_lang[code], by_country[sources[source].country]):
            tally.articles += articles
            tally.own += articles if source == voice else 0
            tally.voices.add(voice)
    listed = sorted(by_outlet, key=lambda one: (-by_outlet[one].articles, sources[one].key))[:LISTED]
    names = outlet_names(listed)
    return CoveragePage(
        total=total,
        outlets=len(by_outlet),
        hidden=len(by_outlet) - len(listed),
        over_time=bars.coverage(days_of(dossier, span, lang)),
        by_outlet=columns.within(
            [_outlet(dossier, *names[one], by_outlet[one]) for one in listed],
            columns.Labels(gettext("By outlet"), gettext("Outlet"), gettext("articles"), gettext("own texts")),
            name="outlets",
        ),
        by_country=_countries(by_country, total),
        langs=tuple(
            Line(formats.language_name(code) if code else gettext("language not known"), code, by_lang[code])
            for code in sorted(by_lang, key=lambda one: (-by_lang[one].articles, one))
        ),
    )


def days_of(dossier: Dossier, span: Span, lang: str = "", part: int = 0) -> list[bars.DayCount]:
    """How many articles each day has, by language."""
    days = DossierDay.objects.filter(dossier=dossier, part=part, **span.filters("day"))
    if lang:
        days = days.filter(lang=lang)
    return [bars.DayCount(*row) for row in days.values_list("day", "lang", "articles").order_by()]


def _voices(dossier: Dossier, span: Span, lang: str) -> Iterable[tuple[int, int, str, int]]:
    """Outlet, voice, language and number of articles."""
    rows = DossierVoice.objects.filter(dossier=dossier, part=0, **span.filters("month"))
    if lang:
        rows = rows.filter(lang=lang)
    grouped = rows.order_by().values("source_id", "voice_id", "lang").annotate(n=Sum("articles"))
    return grouped.values_list("source_id", "voice_id", "lang", "n")


def _outlet(dossier: Dossier, key: str, name: str, tally: Tally) -> columns.Row:
    address = f"{reverse('dossier-articles', args=(dossier.pk,))}?{urlencode({'outlet': key})}"
    return columns.Row(name, tally.articles, tally.own, address)


def _countries(tallies: Mapping[str, Tally], total: Tally) -> Picture:
    """Independent sources are told by the country of the outlets that publish their words."""
    rows = [
        columns.Row(
            country(code) if code else gettext("country not known"), tallies[code].articles, tallies[code].independent
        )
        for code in sorted(tallies, key=lambda code: (-tallies[code].articles, code))
    ]
    labels = columns.Labels(
        gettext("By the outlet’s country"), gettext("Country"), gettext("articles"), gettext("independent sources")
    )
    return columns.beside(rows, labels, name="countries", wholes=(total.articles, total.independent))


def most_covering(dossier: Dossier, also: Collection[str] = (), most: int = 40) -> list[tuple[str, str, int]]:
    """Key, name and number of articles of the outlets with the most articles, and of those of the keys ``also``."""
    rows = DossierVoice.objects.filter(dossier=dossier, part=0).order_by().values("source_id")
    counted = dict(rows.annotate(n=Sum("articles")).values_list("source_id", "n"))
    listed = sorted(counted, key=lambda one: (-counted[one], one))
    wanted = set(Source.objects.filter(key__in=also).values_list("pk", flat=True))
    shown = [one for place, one in enumerate(listed) if place < most or one in wanted]
    names = outlet_names(shown)
    return [(*names[one], counted[one]) for one in shown]
