"""The counts of dossiers, counted from their members one by one, and as the tables have them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from marsad.observatory.counts import voice
from marsad.observatory.dossiers.actors import actors_of
from marsad.observatory.models import (
    Article,
    DossierActor,
    DossierDay,
    DossierMember,
    DossierPart,
    DossierTie,
    DossierVoice,
    TieWords,
)

Counts = dict[str, dict[Any, Any]]


def counted() -> Counts:
    """What must stand in the tables, by going through all members."""
    days: Counter[Any] = Counter()
    own: Counter[Any] = Counter()
    voices: Counter[Any] = Counter()
    last: dict[Any, Any] = {}
    actors: Counter[Any] = Counter()
    ties: Counter[Any] = Counter()
    parts: dict[Any, tuple[int, Any, Any]] = {}
    for row in DossierMember.objects.all():
        for part in (0, *row.parts):
            day = (row.dossier_id, part, row.day, row.lang)
            days[day] += 1
            own[day] += row.own
            key = (row.dossier_id, part, row.month, row.source_id, row.voice_id, row.lang)
            voices[key] += 1
            last[key] = max(last.get(key, row.at), row.at)
        actors.update((row.dossier_id, actor) for actor in row.actors)
        ties.update((row.dossier_id, *tie) for tie in row.ties)
    for part in DossierPart.objects.all():
        of = [row for row in DossierMember.objects.filter(dossier=part.dossier_id) if part.number in row.parts]
        latest = max((row.at for row in of), default=None)
        parts[part.dossier_id, part.number] = (len(of), len({row.voice_id for row in of}), latest)
    return {
        "days": {key: (count, own[key]) for key, count in days.items()},
        "voices": {key: (count, last[key]) for key, count in voices.items()},
        "actors": dict(actors),
        "ties": dict(ties),
        "words": _words_wanted(),
        "parts": parts,
    }


def stored() -> Counts:
    """What stands there."""
    days = DossierDay.objects.values_list("dossier_id", "part", "day", "lang", "articles", "own")
    voices = DossierVoice.objects.values_list(
        "dossier_id", "part", "month", "source_id", "voice_id", "lang", "articles", "last_at"
    )
    ties = DossierTie.objects.values_list("dossier_id", "first_id", "second_id", "articles")
    parts = DossierPart.objects.values_list("dossier_id", "number", "articles", "voices", "last_at")
    actors = DossierActor.objects.values_list("dossier_id", "entity_id", "articles")
    words = TieWords.objects.values_list(
        "tie__dossier_id", "tie__first_id", "tie__second_id", "article_id", "at", "field", "start", "end", "exact"
    )
    return {
        "days": {tuple(key): tuple(told) for *key, told in ((*row[:4], row[4:]) for row in days)},
        "voices": {tuple(key): tuple(told) for *key, told in ((*row[:6], row[6:]) for row in voices)},
        "actors": {tuple(key): count for *key, count in actors},
        "ties": {tuple(key): count for *key, count in ties},
        "words": dict(Counter(words)),
        "parts": {tuple(key): tuple(told) for *key, told in ((*row[:2], row[2:]) for row in parts)},
    }


def _words_wanted() -> dict[Any, int]:
    """The words of ties as the members' articles give them now."""
    found: Counter[Any] = Counter()
    articles = list(Article.objects.filter(member_of__isnull=False).distinct())
    said = actors_of(articles)
    for row in DossierMember.objects.all():
        for tie in said[row.article_id].ties:
            place = (tie.field, tie.start, tie.end, tie.exact)
            found[row.dossier_id, tie.first, tie.second, row.article_id, row.at, *place] += 1
    return dict(found)


def assert_members_are_true() -> None:
    """Every member is as its article is now, and is shown."""
    rows = DossierMember.objects.select_related("article")
    voices = dict(Article.objects.annotate(speaks=voice()).values_list("pk", "speaks"))
    for row in rows:
        one = row.article
        assert one.current
        assert (row.story_id, row.at, row.source_id, row.lang) == (one.story_id, one.sort_at, one.source_id, one.lang)
        assert row.voice_id == voices[one.pk]
        assert row.own == (row.voice_id == row.source_id)


def assert_counts_are_true() -> None:
    assert_members_are_true()
    wanted, stand = counted(), stored()
    for name, rows in wanted.items():
        assert stand[name] == rows, name
