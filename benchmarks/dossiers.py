"""What a dossier costs in a large observatory: to be filled, to take in a new article, to open each of its pages.

    python benchmarks/grow.py --articles 1000000 --data /tmp/observatory --facts --tables-only
    python benchmarks/dossiers.py --data /tmp/observatory [--new 40] [--opened 20]

Follows three actors of the grown cast, named in about a tenth, a hundredth and a thousandth of all articles, and prints
(1) CPU a new article for each of them, which must not grow with the dossier; (2) wall time and queries of every page of
the largest one, as a reader and as an editor; (3) the peer in the same run: the overview's numbers counted from the
members every time. The observatory keeps what was made: run it again to measure the pages alone (--pages).
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

SHARES = (0.1, 0.01, 0.001)
BATCH = 200
LIMIT_MS = 300
"""What opening a page may take at the 95th percentile."""

console = Console(width=120)


def main() -> None:
    """Fill, then measure."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--new", type=int, default=40, help="new articles for each dossier")
    options.add_argument("--opened", type=int, default=20, help="how often each page is opened")
    options.add_argument("--pages", action="store_true", help="measure the pages of what was filled before")
    chosen = options.parse_args()
    from marsad.observatory.setup import open_observatory

    open_observatory(chosen.data)
    from marsad.observatory.models import Article

    made = followed(chosen.data)
    told: dict[str, Any] = {"articles": Article.objects.count()}
    if not chosen.pages:
        told["ledger"] = enter(made)
        told["filled"] = fill()
        told["new"] = [one_more(dossier, chosen.new) for dossier in made]
    told["pages"] = open_pages(made[0], chosen.opened)
    told["peer"] = peer(made[0])
    show(told)
    console.print_json(json.dumps(told))


def followed(data: Path) -> list[Any]:
    """The dossiers of actors that are named in so many of the articles, made where they are not there yet."""
    from django.db.models import Count

    from marsad.observatory.dossiers.deciding import make
    from marsad.observatory.dossiers.rule import Rule
    from marsad.observatory.models import Article, Dossier, Entity, Fact

    if made := list(Dossier.objects.order_by("made_at")[: len(SHARES)]):
        return made
    named = Fact.objects.exclude(entity=None).order_by().values("entity")
    counts = dict(named.annotate(n=Count("article", distinct=True)).values_list("entity", "n"))
    total, found = Article.objects.count(), []
    for share in SHARES:
        nearest = min(
            (entity for entity in counts if entity not in found), key=lambda e: abs(counts[e] - share * total)
        )
        found.append(nearest)
    kinds = {"initiative": "initiative"}
    return [
        make(data, "benchmark", kinds.get(row.kind, "actor"), row.name, Rule(entities=(row.pk,)), row.pk)
        for row in (Entity.objects.get(pk=entity) for entity in found)
    ]


def enter(made: list[Any]) -> dict[str, float]:
    """Put what the articles of the dossiers promise into the ledger, unless an earlier run did."""
    from django.db import transaction

    from marsad.observatory.ledger.entries import renew
    from marsad.observatory.models import Article, Fact, LedgerEntry

    if (known := LedgerEntry.objects.count()) > 1000:
        return {"entries": known}

    entities = [dossier.entity_id for dossier in made]
    naming = Fact.objects.filter(entity__in=entities).values("article")
    telling = Fact.objects.filter(kind__in=("commitment", "progress"), article__in=naming).order_by()
    pks = sorted(set(telling.values_list("article", flat=True)))
    spent = time.process_time()
    with Progress(console=console) as bar:
        for some in bar.track([pks[at : at + BATCH] for at in range(0, len(pks), BATCH)], description="ledger"):
            with transaction.atomic():
                articles = Article.objects.filter(pk__in=some).select_related("capture", "source").order_by("pk")
                renew(list(articles))
    spent = time.process_time() - spent
    return {"articles": len(pks), "ms": 1000 * spent / max(1, len(pks))}


def fill() -> dict[str, float]:
    """Take in the articles that came before the dossiers."""
    from marsad.observatory.dossiers.filling import Filling
    from marsad.observatory.models import Dossier, DossierMember

    before, spent, began = DossierMember.objects.count(), time.process_time(), time.monotonic()
    with Progress(console=console) as bar:
        task, filling = bar.add_task("filling", total=None), Filling()
        while Dossier.objects.exclude(filled=None).exists():
            bar.advance(task, filling.step(BATCH))
    spent, members = time.process_time() - spent, DossierMember.objects.count() - before
    return {"members": members, "seconds": time.monotonic() - began, "ms": 1000 * spent / max(1, members)}


def one_more(dossier: Any, count: int) -> dict[str, Any]:
    """CPU of weighing a new article that belongs to a dossier: its facts, the ledger, the counts, its story's lines."""
    from marsad.observatory.models import DossierMember
    from marsad.observatory.weighing import weigh_story

    members = DossierMember.objects.filter(dossier=dossier)
    size, spent = members.count(), []
    latest = list(members.order_by("-at").values_list("article_id", flat=True)[: 20 * count])
    for pk in latest[:: max(1, len(latest) // count)][:count]:
        new = copied(pk)
        began = time.process_time()
        weigh_story(new.story_id)
        spent.append(1000 * (time.process_time() - began))
    added = members.count() - size
    assert added == len(spent), f"{added} of {len(spent)} new articles came into the dossier"
    return {"members": size, "new": len(spent), "median_ms": statistics.median(spent), "p95_ms": high(spent)}


def copied(pk: int) -> Any:
    """A new article that says what another one says, an hour later; its story has been weighed before it came."""
    from hashlib import sha256
    from uuid import uuid4

    from django.db import transaction
    from django.db.models import Max

    from marsad.observatory.models import Article, Capture, FactDetail
    from marsad.observatory.weighing import weigh_story

    row = Article.objects.select_related("capture").get(pk=pk)
    weigh_story(row.story_id)
    facts = list(row.facts.order_by("pk"))
    details = {fact.pk: list(FactDetail.objects.filter(fact=fact)) for fact in facts}
    capture = row.capture
    with transaction.atomic():
        capture.seq = (Capture.objects.aggregate(last=Max("seq"))["last"] or 0) + 1
        capture.key, capture.record_id = uuid4().hex[:16], f"<urn:uuid:{uuid4()}>"
        capture.locator = capture.url = row.url = f"{row.url}?{capture.seq}"
        capture.sha256 = sha256(capture.url.encode()).hexdigest()
        capture.save(force_insert=True)
        row.capture, row.sort_at, row.family, row.relation = capture, row.sort_at + timedelta(hours=1), None, ""
        row.save(force_insert=True)
        for fact in facts:
            own = details[fact.pk]
            fact.pk, fact.article = None, row
            fact.save(force_insert=True)
            for one in own:
                one.pk, one.fact = None, fact
                one.save(force_insert=True)
    return row


def open_pages(dossier: Any, times: int) -> list[dict[str, Any]]:
    """Wall time of every page of a dossier, opened as a reader does: by its address, through the whole site."""
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.test import Client

    from marsad.observatory.models import User

    settings.ALLOWED_HOSTS = ["*"]
    editor, _ = User.objects.get_or_create(username="benchmark")
    editor.groups.add(Group.objects.get_or_create(name="editor")[0])
    clients = {"reader": Client(), "editor": Client()}
    clients["editor"].force_login(editor)
    rows = []
    for name, address in addresses(dossier):
        for who, client in clients.items():
            answer = client.get(address, headers={"accept-language": "fr"})
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
            asked = counted(client, address)
            spent = list(timed(lambda client=client, address=address: client.get(address), times))
            median, most = statistics.median(spent), high(spent)
            rows.append({"page": name, "as": who, "median_ms": median, "p95_ms": most, "queries": asked})
    return rows


def counted(client: Any, address: str) -> int:
    """How many queries a page asks."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        client.get(address)
    return len(asked)


def addresses(dossier: Any) -> Iterator[tuple[str, str]]:
    """Every page of a dossier, and the filters that a reader would try."""
    from django.db.models import Min
    from django.urls import reverse

    from marsad.observatory.models import DossierActor, DossierMember, DossierTie, LedgerEntry, Promise, Source

    key = (dossier.pk,)
    for name in ("overview", "timeline", "commitments", "disagreements", "actors", "coverage", "articles"):
        yield name, reverse("dossier" if name == "overview" else f"dossier-{name}", args=key)
    timeline = reverse("dossier-timeline", args=key)
    other = DossierActor.objects.filter(dossier=dossier).order_by("-articles")[5]
    first = DossierMember.objects.filter(dossier=dossier).aggregate(first=Min("at"))["first"]
    source = DossierMember.objects.filter(dossier=dossier).order_by("at")[500].source.key
    yield "timeline, events", f"{timeline}?kind=event"
    yield "timeline, Arabic", f"{timeline}?lang=ar"
    yield "timeline, an actor", f"{timeline}?actor={other.entity_id}"
    yield "timeline, an outlet", f"{timeline}?outlet={source}"
    yield "timeline, its first month", f"{timeline}?until={(first + timedelta(days=30)).date()}"
    yield "calendar", reverse("dossier-calendar", args=key)
    yield "commitments, due passed", f"{reverse('dossier-commitments', args=key)}?due=passed"
    if tie := DossierTie.objects.filter(dossier=dossier).order_by("-articles").first():
        yield "a tie's evidence", reverse("dossier-tie", args=(dossier.pk, tie.pk))
    yield "all dossiers", reverse("dossiers")
    outlets = [row.key for row in Source.objects.order_by("pk")[:3]]
    chosen = "".join(f"&one={key}" for key in outlets)
    yield "three outlets side by side", f"{reverse('compare')}?by=outlets&in={dossier.pk}{chosen}"
    yield "all commitments", reverse("commitments")
    if Promise.objects.exists():
        many = LedgerEntry.objects.exclude(promise=None).order_by("-at").values_list("promise", flat=True)[0]
        yield "a commitment", reverse("commitment", args=(many,))


def peer(dossier: Any) -> dict[str, float]:
    """The overview's numbers counted from the members each time, as a table without counts would have to."""
    from django.db.models import Count

    from marsad.observatory.models import DossierDay, DossierMember, DossierVoice

    members = DossierMember.objects.filter(dossier=dossier).order_by()
    days = DossierDay.objects.filter(dossier=dossier, part=0)
    voices = DossierVoice.objects.filter(dossier=dossier, part=0).order_by()

    def counted() -> None:
        list(members.values("day", "lang").annotate(n=Count("pk")).values_list())
        list(members.values("source", "lang").annotate(n=Count("pk"), own=Count("voice", distinct=True)).values_list())
        members.values("voice").distinct().count()

    def kept() -> None:
        list(days.values_list("day", "lang", "articles"))
        list(voices.values_list("source", "voice", "lang", "articles"))

    theirs, ours = (statistics.median(timed(each, 5)) for each in (counted, kept))
    return {"counted_ms": theirs, "kept_ms": ours, "ratio": theirs / ours}


def timed(work: Callable[[], object], times: int) -> Iterator[float]:
    """Milliseconds of each of some runs."""
    for _ in range(times):
        began = time.perf_counter()
        work()
        yield 1000 * (time.perf_counter() - began)


def high(spent: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(spent, n=20)[-1] if len(spent) > 1 else spent[0]


def show(told: dict[str, Any]) -> None:
    """The figures as tables."""
    if "new" in told:
        table = Table("members", "new", "median ms CPU", "p95 ms CPU", title="a new article")
        for row in told["new"]:
            table.add_row(str(row["members"]), str(row["new"]), f"{row['median_ms']:.1f}", f"{row['p95_ms']:.1f}")
        console.print(table)
    table = Table("page", "as", "median ms", "p95 ms", "queries", title="opening a page")
    for row in told["pages"]:
        style = "" if row["p95_ms"] <= LIMIT_MS else "bold red"
        cells = [f"{row['median_ms']:.0f}", f"{row['p95_ms']:.0f}", str(row["queries"])]
        table.add_row(row["page"], row["as"], *cells, style=style)
    console.print(table)


if __name__ == "__main__":
    main()
