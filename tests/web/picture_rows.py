"""Actors and ties of a dossier for the site's tests, made directly."""

from __future__ import annotations

from marsad.observatory.models import Article, Dossier, DossierActor, DossierMember, DossierTie, Entity, TieWords


def add_actor(dossier: Dossier, name: str, *articles: Article, kind: str = "person", **names: str) -> Entity:
    """An entity that some members name; ``names`` are what it is called in a language."""
    entity, _ = Entity.objects.get_or_create(
        pk=f"{'org' if kind == 'organisation' else kind}/{name.casefold().replace(' ', '-')}",
        defaults={"kind": kind, "name": name, "names": names},
    )
    DossierActor.objects.create(dossier=dossier, entity=entity, kind=kind, articles=len(articles))
    for member in DossierMember.objects.filter(dossier=dossier, article__in=[one.pk for one in articles]):
        member.actors = [*member.actors, entity.pk]
        member.save(update_fields=["actors"])
    return entity


def add_tie(dossier: Dossier, one: Entity, other: Entity, words: dict[Article, str]) -> DossierTie:
    """A tie with the words of each article that tie the two."""
    first, second = sorted((one, other), key=lambda entity: entity.pk)
    tie = DossierTie.objects.create(dossier=dossier, first=first, second=second, articles=len(words))
    for article, exact in words.items():
        start = article.body.index(exact)
        place = {"field": "body", "start": start, "end": start + len(exact), "exact": exact}
        TieWords.objects.create(tie=tie, article=article, at=article.sort_at, **place)
    return tie
