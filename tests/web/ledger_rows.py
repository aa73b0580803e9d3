"""Rows of a dossier's line of time and of the ledger for the site's tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from marsad.follow.ledger import due_on
from marsad.observatory.models import (
    Article,
    Dossier,
    DossierLine,
    Entity,
    Fact,
    LedgerEntry,
    LedgerParty,
    Promise,
    PromiseMove,
)
from tests.web.dossier_rows import add_dossier, add_line, add_members
from tests.web.newsroom import START, add_article, add_detail, add_fact, add_family, add_followed, add_source, add_story


def add_fact_line(dossier: Dossier, kind: str, fact: Fact, **fields: Any) -> DossierLine:
    """A line that a fact represents, told when its article came out."""
    article = Article.objects.get(pk=fact.article_id)
    assert article.story
    at = fields.pop("at", article.sort_at)
    return add_line(dossier, article.story, article, kind, at, fact=fact, **fields)


def add_entry(
    fact: Fact, promise: Promise | None = None, parent: LedgerEntry | None = None, **fields: Any
) -> LedgerEntry:
    """An entry of the ledger with the parties of its fact."""
    place = f"{fact.article.capture.key}|{fact.kind}|{fact.field}|{fact.start}|{fact.end}"
    fields.setdefault("confidence", 0.9 if parent else None)
    fields.setdefault("told", {"what": fact.detail.get("what", ""), "amounts": []})
    entry = LedgerEntry.objects.create(
        fact=fact,
        key=sha256(place.encode()).hexdigest()[:16],
        article=fact.article,
        at=fact.article.sort_at,
        place=fact.article_id * 200 + fact.start,
        parent=parent,
        promise=promise,
        **fields,
    )
    for detail in fact.details.filter(role__in=("by", "with"), entity__isnull=False):
        LedgerParty.objects.create(entry=entry, entity=detail.entity, by=detail.role == "by", at=entry.at)
    return entry


def add_promise(fact: Fact, **fields: Any) -> Promise:
    """A promise that begins with a fact."""
    root = add_entry(fact)
    due = fields.setdefault("due", fact.detail.get("due", ""))
    told = {"articles": 1, "sources": 1, "first_at": root.at, "last_at": root.at, "status_at": root.at}
    promise = Promise.objects.create(
        id=root.key, root=root, **{"status": fact.detail["status"], "due_on": due_on(due), **told, **fields}
    )
    LedgerEntry.objects.filter(pk=root.pk).update(promise=promise)
    return promise


def add_move(promise: Promise, status: str, entry: LedgerEntry | None = None, **fields: Any) -> PromiseMove:
    """A step of a promise, which takes its status where it counts."""
    key = sha256(f"{promise.pk} {status} {entry.key if entry else ''}".encode()).hexdigest()[:16]
    number, at = promise.moves.count(), fields.pop("at", entry.at if entry else promise.last_at)
    fields.setdefault("confidence", 0.9 if entry else 1.0)
    move = PromiseMove.objects.create(
        promise=promise, number=number, key=key, status=status, at=at, entry=entry, **fields
    )
    if move.state in ("found", "confirmed"):
        promise.status, promise.status_at = status, at
        promise.save()
    return move


PROMISE = "L'Office des phares reconstruira le môle avant 2027 avec la Ligue du quai"
SIGNED = "el convenio del muelle se firmó en Tamri"
SAID = "Le phare sera rallumé en mai devant 300 personnes"
OTHERWISE = "El faro volverá a lucir en mayo ante 500 personas"
SECRET = "Le gardien garde la clef sous la troisième marche."
FRENCH = f"{SAID}, a affirmé la ministre Salma Idrissi à Tamri.\n\n{PROMISE}.\n\n{'Le port attend. ' * 40}\n\n{SECRET}"
SPANISH = f"{OTHERWISE}, afirmó Salma Idrissi. Ayer, {SIGNED}."
ARABIC = "تنظم جمعية الرصيف ملتقى المنارات في تمري. يهدف البرنامج إلى إنارة الساحل."


@dataclass(frozen=True)
class Pier:
    """A dossier with a story of four articles, one of which is a copy, and a promise that was signed since."""

    dossier: Dossier
    french: Article
    copy: Article
    spanish: Article
    arabic: Article
    office: Entity
    minister: Entity
    promise: Promise
    signed: LedgerEntry
    event: Fact
    secret: Fact
    lines: dict[str, DossierLine]


def make_pier(coming: date, due: str = "2027") -> Pier:
    """Rows of it: an event on the day ``coming``, and the promise due by ``due``."""
    french = add_article(add_source("quai.example", "Le Quai"), "Le phare rallumé", "fr", START, FRENCH)
    hours = {"copy": 2, "spanish": 24 * 20, "arabic": 24 * 40}
    at = {name: START + timedelta(hours=count) for name, count in hours.items()}
    copy = add_article(add_source("echo.example", "L'Écho"), "Le phare rallumé", "fr", at["copy"], FRENCH)
    spanish = add_article(add_source("farol.example", "El Farol"), "El muelle, firmado", "es", at["spanish"], SPANISH)
    arabic = add_article(add_source("manarat.example", "منارات"), "ملتقى المنارات", "ar", at["arabic"], ARABIC)
    add_family(french, {copy: "verbatim"})
    story = add_story(french, copy, spanish, arabic, independent_sources=3)
    dossier = add_dossier("Les phares du Sud")
    add_members(dossier, Article.objects.all())
    names = {"person": "Salma Idrissi", "organisation": "Office des phares"}
    minister, office = (add_fact(french, name, kind).entity for kind, name in names.items())
    assert minister
    assert office
    said = add_fact(french, SAID, "quote", detail={"form": "indirect"})
    add_detail(said, "speaker", "la ministre", minister)
    told = {"what": "reconstruire le môle", "due": due, "status": "announced"}
    commitment = add_fact(french, PROMISE, "commitment", detail=told)
    add_detail(commitment, "by", "Office des phares", office)
    add_detail(commitment, "with", "la Ligue du quai")
    add_detail(commitment, "due", "avant 2027", value=due)
    promise = add_promise(commitment, articles=3, sources=2, last_at=at["spanish"])
    progress = add_fact(spanish, SIGNED, "progress", detail={"what": "el convenio", "status": "signed"})
    signed = add_entry(progress, promise, promise.root)
    add_entry(add_fact(copy, PROMISE, "commitment", detail=told), promise, promise.root)
    add_move(promise, "signed", signed)
    named = {"event_kind": "conference", "name": "ملتقى المنارات", "start_date": coming.isoformat()}
    event = add_fact(arabic, "ملتقى المنارات", "event", detail=named)
    add_detail(event, "place", "تمري")
    goal = add_fact(arabic, "إنارة الساحل", "goal", detail={})
    secret = add_fact(french, SECRET, "quote", detail={"form": "direct"})
    figures = add_fact(french, "300 personnes", "figure", detail={"value": 300, "unit": "person"})
    others = add_fact(spanish, "500 personas", "figure", detail={"value": 500, "unit": "person"})
    copied = add_fact(copy, "300 personnes", "figure", detail={"value": 300, "unit": "person"})
    sides = [
        (figures, "side", 0, {"value": 300, "unit": "person"}),
        (copied, "side", 0, {"value": 300, "unit": "person"}),
        (others, "side", 1, {"value": 500, "unit": "person"}),
    ]
    about = {"kind": "count", "about": "personnes", "unit": "person"}
    point = add_followed(story, "contradiction", sides, detail=about)
    begin = timezone.make_aware(datetime.combine(coming, time.min))
    lines = {
        "story": add_line(dossier, story, french, "story", START, articles=4, voices=3),
        "statement": add_fact_line(dossier, "statement", said, entity=minister, articles=2),
        "secret": add_fact_line(dossier, "statement", secret),
        "commitment": add_fact_line(dossier, "commitment", commitment, promise=promise, entity=office, parts=[1]),
        "event": add_fact_line(dossier, "event", event, at=begin, begin=coming.isoformat()),
        "goal": add_fact_line(dossier, "goal", goal),
        "figure": add_fact_line(dossier, "figure", figures),
        "contradiction": add_line(dossier, story, french, "contradiction", at["spanish"], followed=point, voices=2),
    }
    DossierLine.objects.filter(pk=lines["story"].pk).update(langs=7)
    return Pier(dossier, french, copy, spanish, arabic, office, minister, promise, signed, event, secret, lines)
