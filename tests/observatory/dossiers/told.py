"""A dossier of a few articles of the invented press, whose members a test puts in itself."""

from __future__ import annotations

from django.utils import timezone

from marsad.observatory.dossiers import lines
from marsad.observatory.models import Article, Dossier, DossierKind, DossierLine, DossierMember, DossierSeries

Row = tuple[str, str, str, int, int, int, tuple[int, ...]]


def dossier(id_: str = "d1", kind: DossierKind = DossierKind.QUESTION, entity: str | None = None) -> Dossier:
    return Dossier.objects.create(
        pk=id_, kind=kind, name="Phare", entity_id=entity, rule={}, made_by="nadia", made_at=timezone.now()
    )


def enter(into: Dossier, *articles: Article, parts: tuple[int, ...] = ()) -> None:
    """Put articles in, each with words of its own source."""
    for article in articles:
        day = timezone.localtime(article.sort_at).date()
        DossierMember.objects.create(
            dossier=into,
            article=article,
            story=article.story,
            at=article.sort_at,
            day=day,
            month=day.replace(day=1),
            source=article.source,
            voice=article.source,
            lang=article.lang,
            parts=list(parts),
        )


def renewed(of: Dossier, story: str) -> list[tuple[object, ...]]:
    """The lines of a story as they are after a renewal, in a stable order, without their numbers."""
    lines.renew(of.pk, story)
    return stand(of, story)


def stand(of: Dossier, story: str) -> list[tuple[object, ...]]:
    columns = ("kind", "key", "at", "begin", "end", "article", "fact", "entity", "langs", "articles", "voices")
    rows = DossierLine.objects.filter(dossier=of, story=story).values_list(*columns, "followed__key", "parts")
    return sorted(((*row[:-1], tuple(row[-1])) for row in rows), key=str)


def series(of: Dossier) -> dict[str, int]:
    return dict(DossierSeries.objects.filter(dossier=of).values_list("key", "lines"))
