"""Invented pages in French and Arabic on one promise, with an annotator that is easily foreseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.archive.page import Page
from marsad.follow.ledger import Entry, Link
from marsad.model import (
    Annotations,
    Article,
    Commitment,
    CommitmentStatus,
    Detail,
    DetailRole,
    Fact,
    FactKind,
    Progress,
)
from tests.observatory.facts import found_in, page

PROMISED = "promet de rallumer le phare de Tamri avant juin 2026"
AGAIN = "a répété que le phare de Tamri sera rallumé"
SIGNED = "a signé mardi le contrat du phare de Tamri"
DONE = "أشغال منارة تمري قد انتهت"
STARTED = "a lancé le chantier de la digue"

_COURSE = {
    SIGNED: ("le contrat du phare", CommitmentStatus.SIGNED, 0.95),
    DONE: ("أشغال المنارة", CommitmentStatus.DONE, 0.9),
    STARTED: ("la digue", CommitmentStatus.STARTED, 0.9),
}
_MADE = {PROMISED: ("rallumer le phare", "2026-06"), AGAIN: ("rallumer le phare", None)}
_PARTIES = ("Salma Idrissi", "سلمى الإدريسي", "Office des phares")

PAGES = {
    "promise": (
        f"Salma Idrissi, ministre de la Mer, {PROMISED}, devant les pêcheurs du port réunis samedi.",
        "Les pêcheurs attendent ce feu depuis des années, et disent que la passe est dangereuse en hiver.",
    ),
    "again": (
        f"Salma Idrissi {AGAIN}, lors d'une réponse aux députés qui l'interrogeaient hier sur les ports.",
        "Les députés avaient demandé un calendrier des travaux et le détail du budget de tous les phares.",
    ),
    "signed": (
        f"Salma Idrissi {SIGNED} avec deux entreprises de la région, qui se partageront le lot principal.",
        "Les entreprises ont présenté leurs équipes et les machines qui monteront la côte dès la semaine.",
    ),
    "done": (
        f"قالت الوزيرة سلمى الإدريسي إن {DONE}، وإن الضوء عاد إلى الميناء بعد انتظار طويل من الصيادين.",
        "وقال صيادون إنهم رأوا الضوء من بعيد هذه الليلة للمرة الأولى منذ سنوات، وإنهم عادوا به إلى البيت.",
    ),
    "other": (
        f"L'Office des phares {STARTED}, au sud de la ville, là où la houle a emporté le quai l'an passé.",
        "Le quai avait été construit il y a trente ans, et n'avait jamais été consolidé depuis son ouverture.",
    ),
}


def pages(*names: str) -> list[Page]:
    """Some of the pages, in this order."""
    return [page(name, PAGES[name], "ar" if name == "done" else "fr") for name in names]


def promised_in(article: Article) -> Annotations:
    """What `found_in` finds, with the words on the promise; each binds the first of the known parties."""
    found, text = found_in(article), article.text
    names = [entity.name for entity in found.entities]
    facts: list[Fact] = []
    for words in (*_MADE, *_COURSE):
        if words not in text:
            continue
        who = next(name for name in _PARTIES if name in names)
        place = text.index(who)
        by = Detail(role=DetailRole.BY, start=place, end=place + len(who), text=who, entity=names.index(who))
        start = text.index(words)
        span = {"start": start, "end": start + len(words), "text": words, "rule": "list", "details": (by,)}
        if words in _MADE:
            what, due = _MADE[words]
            status = CommitmentStatus.ANNOUNCED
            told = {"what": what, "due": due, "status": status, "confidence": 0.95}
            facts.append(Commitment(kind=FactKind.COMMITMENT, **told, **span))
        else:
            what, status, sure = _COURSE[words]
            facts.append(Progress(kind=FactKind.PROGRESS, what=what, status=status, confidence=sure, **span))
    return replace(found, facts=tuple(sorted((*found.facts, *facts), key=lambda fact: (fact.start, fact.end))))


def link(entry: Entry, earlier: Sequence[Entry]) -> Link | None:
    """The first earlier entry that binds the same party."""
    same = [one for one in earlier if one.by & entry.by and one.id != entry.id]
    first = min(same, key=lambda one: (one.at, one.id), default=None)
    return Link(parent=first.id, confidence=0.9) if first else None
