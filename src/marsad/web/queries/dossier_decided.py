"""What people decided about a dossier, and about an article's place in dossiers, as the pages tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marsad.observatory.models import Article, Decision, Dossier, DossierHand, DossierMember
from marsad.web.queries.dossier_parts import part_name
from marsad.web.queries.summaries import Summary, summaries

LATEST = 60
_DOSSIERS = 100

ACTS: dict[str, Promise] = {
    "make": _("made the dossier"),
    "change": _("changed its name or rule"),
    "add": _("put an article in"),
    "leave": _("left an article out"),
    "part_add": _("wrote a part down"),
    "part_name": _("gave a part other names"),
    "part_remove": _("removed a part"),
    "close": _("closed it"),
    "reopen": _("opened it again"),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in words. ``about`` is the name that it gives, of a part or of the dossier, in ``lang`` where that is
    known; ``article`` the one that was put in or left out. ``live`` unless it was taken back, or replaced."""

    number: int
    act: str
    label: str
    about: str
    lang: str
    article: Summary | None
    by: str
    at: datetime
    live: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A dossier that an article belongs to, or was left out of by hand; ``by_hand`` is the decision, null where the
    rule alone says so, and ``by`` who took it."""

    dossier: Dossier
    inside: bool
    by_hand: int | None
    by: str


@dataclass(frozen=True, slots=True)
class InDossiers:
    """The dossiers that an article stands in, and those that an editor may put it into."""

    standing: tuple[Standing, ...]
    others: tuple[Dossier, ...]


def dossier_decisions(dossier: Dossier) -> tuple[Decided, ...]:
    """The latest decisions about a dossier."""
    about = Decision.objects.filter(kind="dossier", record__dossier=dossier.pk).exclude(act="undo")
    return decided(about.order_by("-number")[:LATEST])


def decision_of(dossier: Dossier, number: str) -> Decided | None:
    """A decision about this dossier that counts; null for any other number."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    found = decided(Decision.objects.filter(pk=int(number), kind="dossier", live=True).exclude(act="undo"))
    mine = Decision.objects.filter(pk=int(number), record__dossier=dossier.pk).exists()
    return found[0] if found and mine else None


def decided(decisions: Iterable[Decision]) -> tuple[Decided, ...]:
    """Decisions about dossiers in words."""
    rows = list(decisions)
    keys = {row.record["capture"] for row in rows if "capture" in row.record}
    articles = Article.objects.filter(capture__key__in=keys)
    by_pk = {one.id: one for one in summaries(articles)} if keys else {}
    by_key = {key: by_pk.get(pk) for pk, key in articles.values_list("pk", "capture__key")} if keys else {}
    return tuple(_decided(row, by_key.get(row.record.get("capture", ""))) for row in rows)


def in_dossiers(article: Article, *, editable: bool) -> InDossiers:
    """Where an article stands; what was left out by hand, and the other dossiers, are for editors."""
    members = DossierMember.objects.filter(article=article).select_related("dossier").order_by("dossier__name")
    by_hand = {
        row.dossier_id: row
        for row in DossierHand.objects.filter(capture_key=article.capture.key).select_related("dossier", "decision")
    }
    inside = [_standing(member.dossier, by_hand.get(member.dossier_id)) for member in members]
    if not editable:
        return InDossiers(tuple(inside), ())
    known = {one.dossier.pk for one in inside}
    left = [Standing(row.dossier, False, row.decision_id, row.decision.by) for row in by_hand.values()
            if not row.included and row.dossier_id not in known]  # fmt: skip
    others = Dossier.objects.filter(closed=False).exclude(pk__in=[*known, *(one.dossier.pk for one in left)])
    return InDossiers((*inside, *left), tuple(others.order_by("name")[:_DOSSIERS]))


def _standing(dossier: Dossier, hand: DossierHand | None) -> Standing:
    if hand is None or not hand.included:
        return Standing(dossier, True, None, "")
    return Standing(dossier, True, hand.decision_id, hand.decision.by)


def _decided(row: Decision, article: Summary | None) -> Decided:
    about, lang = _about(row.record)
    return Decided(
        number=row.number,
        act=row.act,
        label=str(ACTS.get(row.act, row.act)),
        about=about,
        lang=lang,
        article=article,
        by=row.by,
        at=row.at,
        live=row.live,
    )


def _about(record: dict[str, Any]) -> tuple[str, str]:
    if isinstance(names := record.get("names") or record.get("part"), dict):
        return part_name(names)
    return record.get("name", ""), ""
