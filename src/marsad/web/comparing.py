"""What a reader asks to see side by side, read from the address of the page, and what a form offers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from marsad.model import LANGUAGES
from marsad.observatory.models import Dossier, DossierActor, Source
from marsad.web import formats
from marsad.web.queries.dossier_numbers import outlet_names
from marsad.web.queries.spans import Span, span_of, written
from marsad.web.queries.voices import MOST, Compared, of_actors, of_dossiers, of_outlets, of_periods
from marsad.web.queries.words import display_name

KINDS: dict[str, Promise] = {
    "dossiers": _("Dossiers"),
    "actors": _("Actors"),
    "outlets": _("Outlets"),
    "periods": pgettext_lazy("to compare", "Periods"),
}
"""What can stand side by side; all but dossiers within one dossier."""
OFFERED = 40
"""Dossiers, actors or outlets that a form offers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One that a form offers, with its number of articles where that is known."""

    value: str
    name: str
    chosen: bool
    articles: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as it was asked for. ``chosen`` are ids or keys, ``spans`` the periods to compare with their names,
    ``wrong`` what cannot be done, in words. ``whole`` says what shares are of."""

    kind: str
    dossier: Dossier | None
    chosen: tuple[str, ...]
    span: Span
    spans: tuple[tuple[str, Span], ...]
    lang: str
    wrong: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether there are two or more to compare, and where."""
        many = len(self.spans if self.kind == "periods" else self.chosen)
        return 2 <= many <= MOST and (self.kind == "dossiers" or self.dossier is not None)

    @property
    def whole(self) -> str:
        """What the shares are of, in words."""
        return {
            "dossiers": gettext(
                "Shares are of the articles of these dossiers together; one that is in two of them counts in both."
            ),
            "actors": gettext(
                "Shares are of the dossier’s articles in this choice; one that names two counts in both."
            ),
            "outlets": gettext("Shares are of all articles of the dossier in this choice."),
            "periods": gettext("Shares are of the articles of these periods together."),
        }[self.kind]


def asked(given: QueryDict) -> Asked:
    """Read the parameters ``by``, ``in``, ``one`` (repeated), ``since``, ``until``, ``from`` and ``to`` (repeated) and
    ``lang``."""
    kind = given.get("by", "")
    kind = kind if kind in KINDS else "dossiers"
    dossier = Dossier.objects.filter(pk=given.get("in", "")[:16]).first()
    span, wrong = span_of(given.get("since", ""), given.get("until", ""))
    spans, ill = _periods(given) if kind == "periods" else ((), [])
    chosen = tuple(dict.fromkeys(value[:255] for value in given.getlist("one")[: 4 * MOST] if value))
    wrong += ill
    if kind != "dossiers" and given.get("in") and dossier is None:
        wrong.append(gettext("There is no such dossier. Choose one from the list."))
    many = len(spans) if kind == "periods" else len(chosen)
    if many == 1 or many > MOST:
        wrong.append(gettext("Choose two at least, and %(most)s at most.") % {"most": formats.number(MOST)})
    lang = given.get("lang", "")
    return Asked(kind, dossier, chosen, span, spans, lang if lang in LANGUAGES else "", tuple(wrong))


def compared(what: Asked) -> Compared | None:
    """The numbers; null where there are not two that exist. Needs a ``ready`` one."""
    if what.kind == "dossiers":
        known = Dossier.objects.in_bulk(what.chosen)
        found = [known[key] for key in what.chosen if key in known]
        return of_dossiers(found, what.span, what.lang) if len(found) > 1 else None
    if what.dossier is None:
        return None
    if what.kind == "periods":
        return of_periods(what.dossier, what.spans, what.lang)
    if what.kind == "outlets":
        keys = {source.key: source.pk for source in Source.objects.filter(key__in=what.chosen)}
        names = outlet_names(keys.values())
        outlets = [(keys[key], names[keys[key]][1]) for key in what.chosen if key in keys]
        return of_outlets(what.dossier, outlets, what.span, what.lang) if len(outlets) > 1 else None
    actors = DossierActor.objects.filter(dossier=what.dossier, entity__in=what.chosen).select_related("entity")
    called = {one.entity_id: display_name(one.entity) for one in actors}
    named = [(key, called[key]) for key in what.chosen if key in called]
    return of_actors(what.dossier, named, what.span, what.lang) if len(named) > 1 else None


def choices(what: Asked, outlets: Sequence[tuple[str, str, int]] = ()) -> list[Choice]:
    """What the form offers to check, those with the most articles first, and those chosen whatever they have."""
    if what.kind == "actors" and what.dossier:
        actors = DossierActor.objects.filter(dossier=what.dossier, articles__gt=0).select_related("entity")
        first = list(actors.order_by("-articles", "entity")[:OFFERED])
        known = {one.pk for one in first}
        first += [one for one in actors.filter(entity__in=what.chosen) if one.pk not in known]
        return [
            Choice(one.entity_id, display_name(one.entity), one.entity_id in what.chosen, one.articles) for one in first
        ]
    if what.kind == "outlets" and what.dossier:
        return [Choice(key, name, key in what.chosen, articles) for key, name, articles in outlets]
    return []


def dossiers_offered(*also: str) -> list[Dossier]:
    """Dossiers to choose from, by name, and some whatever their place."""
    first = list(Dossier.objects.order_by("closed", "name", "pk")[:OFFERED])
    known = {dossier.pk for dossier in first}
    return first + [one for one in Dossier.objects.filter(pk__in=also) if one.pk not in known]


def _periods(given: QueryDict) -> tuple[tuple[tuple[str, Span], ...], list[str]]:
    spans, wrong = [], []
    for since, until in zip(given.getlist("from"), given.getlist("to"), strict=False):
        span, ill = span_of(since, until)
        wrong += ill
        if not span.open:
            spans.append((period_name(span), span))
    return tuple(spans), wrong


def period_name(span: Span) -> str:
    """A span of months in the reader's words."""
    first, last = (formats.stated(written(month)) if month else "" for month in (span.since, span.until))
    if first and last:
        return first if first == last else gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    return gettext("from %(start)s on") % {"start": first} if first else gettext("until %(end)s") % {"end": last}
