"""What stands on top of every page of a dossier: its name, its numbers and the way to its other pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Sum
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marsad.observatory.models import Capture, Dossier, DossierDay, DossierKind, DossierVoice
from marsad.web.queries.words import display_name, final_of

TABS: dict[str, tuple[str, Promise]] = {
    "overview": ("dossier", pgettext_lazy("dossier", "Overview")),
    "timeline": ("dossier-timeline", _("Timeline")),
    "commitments": ("dossier-commitments", _("Commitments")),
    "disagreements": ("dossier-disagreements", _("Disagreements")),
    "actors": ("dossier-actors", _("Actors")),
    "coverage": ("dossier-coverage", _("Coverage")),
    "articles": ("dossier-articles", _("Articles")),
    "exports": ("dossier-exports", pgettext_lazy("dossier", "Export")),
}
"""The pages of a dossier: the code by which a view names its own, with the name of its address and its label."""

KINDS: dict[str, Promise] = {
    DossierKind.ACTOR: pgettext_lazy("dossier", "Person or body"),
    DossierKind.INITIATIVE: pgettext_lazy("dossier", "Initiative"),
    DossierKind.QUESTION: pgettext_lazy("dossier", "Question"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a dossier."""

    code: str
    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Filling:
    """How far the captures that came before the rule were weighed: those up to ``done`` of ``of``."""

    done: int
    of: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A dossier's head. ``entity`` is the id of what it is about, ``entity_name`` its name in the reader's language;
    ``first`` and ``last`` are the days of its first and its latest article, null while it has none."""

    tab: str
    tabs: tuple[Tab, ...]
    kind: str
    entity: str
    entity_name: str
    articles: int
    independent_sources: int
    first: date | None
    last: date | None
    filling: Filling | None


def frame_of(dossier: Dossier, tab: str) -> Frame:
    """The head of one page; ``tab`` is one of `TABS`, or empty on a page below them."""
    entity = final_of(dossier.entity)
    days = DossierDay.objects.filter(dossier=dossier, part=0)
    told = days.aggregate(articles=Sum("articles"), first=Min("day"), last=Max("day"))
    return Frame(
        tab=tab,
        tabs=tuple(_tabs(dossier)),
        kind=str(KINDS.get(dossier.kind, dossier.kind)),
        entity=entity.pk if entity else "",
        entity_name=display_name(entity) if entity else "",
        articles=told["articles"] or 0,
        independent_sources=independent_sources(dossier),
        first=told["first"],
        last=told["last"],
        filling=filling_of(dossier),
    )


def _tabs(dossier: Dossier) -> Iterator[Tab]:
    for code, (name, label) in TABS.items():
        yield Tab(code, reverse(name, args=(dossier.pk,)), str(label))


def independent_sources(dossier: Dossier, part: int = 0) -> int:
    """Whose words a dossier's articles are, or those of one of its parts; read from the index alone."""
    return DossierVoice.objects.filter(dossier=dossier, part=part).order_by().values("voice").distinct().count()


def filling_of(dossier: Dossier) -> Filling | None:
    """Null once everything that came before the rule was weighed."""
    if dossier.filled is None:
        return None
    return Filling(dossier.filled, last_capture())


def last_capture() -> int:
    """The place of the latest capture in the order of ingest, 0 where there is none."""
    last: int | None = Capture.objects.aggregate(last=Max("seq"))["last"]
    return last or 0
