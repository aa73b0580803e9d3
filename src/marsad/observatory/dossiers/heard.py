"""The members of a dossier in one story, with what is told by which of them: what lines of time are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import F

from marsad.model import Relation
from marsad.observatory.models import DossierLine, DossierMember, LineKind

LIMIT = 200
"""Members of one story whose facts are read, the latest ones."""

_KEY = 64
_OWN = frozenset({"", Relation.ORIGINAL.value, Relation.QUOTE.value})


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a dossier. ``text`` is equal for a dispatch and its copies."""

    article: int
    capture: str
    at: datetime
    source: int
    voice: int
    lang: str
    parts: tuple[int, ...]
    text: str
    copy: bool

    @property
    def order(self) -> tuple[datetime, int]:
        """Its place in the order of publication."""
        return self.at, self.article


@dataclass(slots=True)
class Draft:
    """A line before it is counted: what it is, the member that is shown for it and all that tell it."""

    kind: LineKind
    key: str
    shown: Member
    tellers: Sequence[Member]
    at: datetime | None = None
    begin: str = ""
    end: str = ""
    fact: int | None = None
    followed: int | None = None
    promise: str | None = None
    entity: str | None = None
    series: tuple[str, str] = ("", "")

    @property
    def weight(self) -> tuple[int, datetime, int, str]:
        """What is kept first of many: what most independent sources tell, then what was told first."""
        return -len({one.voice for one in self.tellers}), self.shown.at, self.shown.article, self.key


@dataclass(frozen=True, slots=True)
class Heard:
    """The members of a story by article, in the order of publication. ``read`` are the articles whose facts are."""

    dossier: str
    story: str
    members: Mapping[int, Member]
    read: tuple[int, ...]

    @classmethod
    def of(cls, dossier: str, story: str) -> Heard:
        """The members of a dossier in a story as the tables have them."""
        rows = DossierMember.objects.filter(dossier=dossier, story=story).annotate(
            capture_key=F("article__capture__key"), family=F("article__family_id"), relation=F("article__relation")
        )
        columns = ("article_id", "capture_key", "at", "source_id", "voice_id", "lang", "parts", "family", "relation")
        members = sorted((_member(*row) for row in rows.values_list(*columns)), key=lambda one: one.order)
        by_article = {one.article: one for one in members}
        return cls(dossier, story, by_article, tuple(by_article)[-LIMIT:])

    def tell(self, articles: Iterable[int]) -> list[Member]:
        """Those of some articles that are members, each once, in the order of publication."""
        return sorted({self.members[one] for one in articles if one in self.members}, key=lambda one: one.order)

    def line(self, draft: Draft) -> DossierLine:
        """The row of a draft."""
        tellers = draft.tellers
        return DossierLine(
            dossier_id=self.dossier,
            story_id=self.story,
            kind=draft.kind.value,
            key=short(draft.key),
            at=draft.at or tellers[0].at,
            begin=draft.begin,
            end=draft.end,
            article_id=draft.shown.article,
            fact_id=draft.fact,
            followed_id=draft.followed,
            promise_id=draft.promise,
            entity_id=draft.entity,
            source_id=draft.shown.source,
            lang=draft.shown.lang,
            langs=langs_of(one.lang for one in tellers),
            articles=len(tellers),
            voices=len({one.voice for one in tellers}),
            parts=sorted({number for one in tellers for number in one.parts}),
        )


def short(key: str) -> str:
    """A key as the column holds it: a long one by its hash."""
    return key if len(key) <= _KEY else sha256(key.encode()).hexdigest()


def langs_of(langs: Iterable[str]) -> int:
    """The sum of the bits of some languages (`DossierLine.LANG_BITS`)."""
    bits = 0
    for lang in langs:
        bits |= DossierLine.LANG_BITS.get(lang, DossierLine.OTHER_LANG)
    return bits


def _member(
    article: int,
    capture: str,
    at: datetime,
    source: int,
    voice: int,
    lang: str,
    parts: list[int],
    family: str | None,
    relation: str,
) -> Member:
    copy = bool(family) and relation not in _OWN
    text = family if family and relation != Relation.QUOTE.value else str(article)
    return Member(article, capture, at, source, voice, lang, tuple(parts), text, copy)
