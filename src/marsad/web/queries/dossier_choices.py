"""What the filters of a dossier's pages offer: its outlets, its most named actors, its parts."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.observatory.entities import final_entity
from marsad.observatory.models import Dossier, DossierActor, DossierPart, DossierVoice, Source
from marsad.web.queries.summaries import outlet_name
from marsad.web.queries.timeline_lines import part_name
from marsad.web.queries.words import display_name, final_of

_ACTORS = 40
_OUTLETS = 400


@dataclass(frozen=True, slots=True)
class Choices:
    """Keys and names of outlets in the order of names, ids and names of actors with those most named first, numbers and
    names of parts."""

    outlets: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]
    parts: tuple[tuple[int, str], ...]


def choices(dossier: Dossier, actor: str, outlet: str) -> Choices:
    """What can be chosen; the actor and the outlet that are chosen stand among them in any case."""
    sources = DossierVoice.objects.filter(dossier=dossier, part=0).order_by().values("source").distinct()[:_OUTLETS]
    keys = dict(Source.objects.filter(pk__in=[one["source"] for one in sources]).values_list("key", "name"))
    keys |= dict(Source.objects.filter(key=outlet).values_list("key", "name")) if outlet else {}
    outlets = sorted(
        ((key, outlet_name(name, key, "")) for key, name in keys.items()), key=lambda one: one[1].casefold()
    )
    parts = DossierPart.objects.filter(dossier=dossier).order_by("number").values_list("number", "names")
    return Choices(
        outlets=tuple(outlets),
        actors=tuple(_actors(dossier, actor).items()),
        parts=tuple((number, part_name(names)) for number, names in parts),
    )


def _actors(dossier: Dossier, chosen: str) -> dict[str, str]:
    rows = DossierActor.objects.filter(dossier=dossier).select_related("entity__redirect_to")
    entities = [final_of(row.entity) for row in rows.order_by("-articles", "pk")[:_ACTORS]]
    entities += [final_entity(chosen)] if chosen else []
    return {one.pk: display_name(one) for one in entities if one}
