"""How much a dossier, or a part of it, was covered: by outlet, language and country, from the counts alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Sum
from django.utils.translation import get_language

from marsad.observatory.models import Article, Dossier, DossierVoice, Source
from marsad.web.formats import current_locale
from marsad.web.queries.summaries import outlet_name

OUTLETS = 10
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Covered:
    """Articles of one outlet, language or country, beside the independent sources behind them. ``code`` is the key of
    the outlet, or the code of language or country; empty where that is not known."""

    code: str
    name: str
    articles: int
    independent_sources: int
    langs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Coverage, most articles first; ``outlets`` are the first `OUTLETS` of ``outlet_count``."""

    outlets: tuple[Covered, ...]
    outlet_count: int
    langs: tuple[Covered, ...]
    countries: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    source: int
    voice: int
    lang: str
    articles: int


def numbers(dossier: Dossier, part: int = 0) -> Numbers:
    """The coverage of a dossier, or of the part of that number; counted anew at most every few seconds."""
    key = f"dossier-numbers-{dossier.pk}-{part}-{get_language()}"
    found: Numbers | None = cache.get_or_set(key, lambda: _counted(dossier, part), _SECONDS)
    return found or _counted(dossier, part)


def _counted(dossier: Dossier, part: int) -> Numbers:
    rows = DossierVoice.objects.filter(dossier=dossier, part=part).order_by()
    groups = [_Group(*row) for row in rows.values_list("source", "voice", "lang").annotate(n=Sum("articles"))]
    outlets = Counter[int]()
    for group in groups:
        outlets[group.source] += group.articles
    country = dict(Source.objects.filter(pk__in=outlets).values_list("pk", "country"))
    first = [source for source, _ in sorted(outlets.items(), key=lambda item: (-item[1], item[0]))[:OUTLETS]]
    names = outlet_names(first)
    by_source = _covered((str(group.source), group) for group in groups if group.source in names)
    shown = (_outlet(by_source[str(source)], *names[source]) for source in first if source in names)
    by_lang = _covered((group.lang, group) for group in groups)
    by_country = _covered((country.get(group.source, ""), group) for group in groups)
    territories = current_locale().territories
    return Numbers(
        outlets=tuple(shown),
        outlet_count=len(outlets),
        langs=_ordered(by_lang.values()),
        countries=_ordered(
            Covered(one.code, territories.get(one.code, one.code), one.articles, one.independent_sources)
            for one in by_country.values()
        ),
    )


def outlet_names(sources: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Key and name of some outlets, by their numbers; one that the operator gave no name is called as its latest page
    calls it."""
    rows = list(Source.objects.filter(pk__in=list(sources)))
    unnamed = [row for row in rows if row.name in ("", row.key)]
    pages = {row.pk: Article.objects.filter(source=row, current=True).order_by("-sort_at") for row in unnamed}
    called = {pk: latest.values_list("outlet", flat=True).first() or "" for pk, latest in pages.items()}
    return {row.pk: (row.key, outlet_name(row.name, row.key, called.get(row.pk, ""))) for row in rows}


def _covered(groups: Iterable[tuple[str, _Group]]) -> dict[str, Covered]:
    articles: Counter[str] = Counter()
    voices: dict[str, set[int]] = defaultdict(set)
    langs: dict[str, Counter[str]] = defaultdict(Counter)
    for code, group in groups:
        articles[code] += group.articles
        voices[code].add(group.voice)
        langs[code][group.lang] += group.articles
    return {
        code: Covered(
            code, code, count, len(voices[code]), tuple(lang for lang, _ in langs[code].most_common() if lang)
        )
        for code, count in articles.items()
    }


def _outlet(covered: Covered, key: str, name: str) -> Covered:
    return Covered(key, name, covered.articles, covered.independent_sources, covered.langs)


def _ordered(found: Iterable[Covered]) -> tuple[Covered, ...]:
    return tuple(sorted(found, key=lambda one: (-one.articles, one.code)))
