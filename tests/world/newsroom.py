"""What a world holds: sites, their articles, and what becomes of each as the clock goes on. Plain values."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlsplit

from marsad.sample import sample_dir
from tests.world.faults import FAULTS, FORBIDDING, Fault

START = datetime(2026, 11, 2, 6, tzinfo=UTC).timestamp()
DOMAIN = "world.example"
LANGS = ("fr", "ar", "es", "en")
HOUR, DAY = 3600.0, 86400.0
FORMS = ("rss.xml", "atom.xml", "feed.rdf", "feed.json")


@dataclass(frozen=True, slots=True)
class Item:
    """An article of a site. All moments are the world's seconds since the epoch.

    It can be read from ``published`` on; each of ``edits`` changes its words; from ``gone`` on its address answers
    ``gone_status``; from ``moved`` on its address redirects to ``moved_path``; from ``renamed`` on feeds announce it
    with another guid. ``tracked``: feeds add tracking parameters to its address. ``file``: a page of the sample.
    """

    number: int
    section: int
    path: str
    published: float
    edits: tuple[float, ...] = ()
    gone: float | None = None
    gone_status: int = 410
    moved: float | None = None
    renamed: float | None = None
    tracked: bool = False
    file: str = ""

    @property
    def moved_path(self) -> str:
        """Where the article lives after its move."""
        return f"/moved{self.path}"

    def edition(self, now: float) -> int:
        """How often its words have changed."""
        return sum(edit <= now for edit in self.edits)

    def is_gone(self, now: float) -> bool:
        """Whether it has been withdrawn."""
        return self.gone is not None and self.gone <= now

    def has_moved(self, now: float) -> bool:
        """Whether its first address redirects."""
        return self.moved is not None and self.moved <= now

    def moments(self) -> tuple[float, ...]:
        """When something about it changes."""
        return tuple(at for at in (self.published, *self.edits, self.gone, self.moved, self.renamed) if at is not None)


@dataclass(frozen=True, eq=False)
class Site:
    """One host. ``window``: how many articles its feeds and section pages hold; ``form`` is the one feed that its
    home page names (one of FORMS, or none); ``ticker``: its pages carry the newest headlines, so that their bytes
    change although the article does not; ``faults`` are (path pattern as in fnmatch, fault), the first match wins;
    ``relinks``: its feeds announce an article that has moved at its new address, else at the one that redirects there;
    ``tls``: "", "good", "expired", "stranger" (another name) or "unknown" (no authority that anyone trusts).
    """

    host: str
    lang: str
    items: tuple[Item, ...]
    sections: int = 1
    window: int = 10
    form: str = "rss.xml"
    ticker: bool = False
    relinks: bool = False
    robots: bytes | None = b"User-agent: *\nDisallow: /private/\n"
    tdmrep: bytes | None = None
    faults: tuple[tuple[str, Fault], ...] = ()
    tls: str = ""
    every: int | None = None

    @property
    def home(self) -> str:
        """Its home page's address."""
        return f"{'https' if self.tls else 'http'}://{self.host}/"

    @cached_property
    def moments(self) -> tuple[float, ...]:
        """When anything about it changes, in order."""
        return tuple(sorted(moment for item in self.items for moment in item.moments()))

    def public(self, now: float) -> list[Item]:
        """Articles that can be read, newest first."""
        shown = [item for item in self.items if item.published <= now and not item.is_gone(now)]
        return sorted(shown, key=lambda item: (-item.published, -item.number))

    def feed_url(self, section: int | None = None, form: str | None = None) -> str:
        """The address of a feed, of a section or of the whole site."""
        return f"{self.home}{'' if section is None else f's/{section}/'}{form or self.form}"

    def url(self, item: Item) -> str:
        """The address of an article when it was new."""
        return self.home[:-1] + item.path


@dataclass(frozen=True)
class World:
    """All sites, by host, the moment at which its clock begins, and how long (in real seconds) its servers think about
    each answer: only then can requests be seen to overlap."""

    sites: Mapping[str, Site]
    start: float = START
    latency: float = 0.0

    @classmethod
    def of(cls, sites: Iterable[Site], start: float = START, latency: float = 0.0) -> World:
        """A world of these sites. Raises ValueError where two have one host."""
        made: dict[str, Site] = {}
        for site in sites:
            if made.setdefault(site.host, site) is not site:
                raise ValueError(f"two sites at {site.host}")
        return cls(made, start, latency)


@dataclass(frozen=True, slots=True)
class Habits:
    """What becomes of articles: shares of them that are edited, withdrawn, moved, renamed, or tracked."""

    edited: float = 0.1
    gone: float = 0.02
    moved: float = 0.03
    renamed: float = 0.1
    tracked: float = 0.3
    soonest: float = 0.6 * HOUR
    later: float = 6 * HOUR
    backlog: float = DAY

    def item(self, number: int, section: int, published: float, chance: random.Random) -> Item:
        """An article with its fate: what happens to it happens from ``soonest`` to ``later`` seconds on."""

        def fate(share: float) -> float | None:
            return published + chance.uniform(self.soonest, self.later) if chance.random() < share else None

        gone = fate(self.gone)
        edits = tuple(sorted(at for at in (fate(self.edited), fate(self.edited / 3)) if at and not gone))
        day = datetime.fromtimestamp(published, UTC)
        return Item(
            number,
            section,
            f"/{day:%Y/%m/%d}/article-{number}.html",
            published,
            edits,
            gone=gone,
            gone_status=chance.choice((404, 410)),
            moved=None if gone else fate(self.moved),
            renamed=fate(self.renamed),
            tracked=chance.random() < self.tracked,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """How many sites to make, and how busy: ``a_day`` articles a site and day, over ``days`` from the start."""

    sites: int = 4
    sections: int = 1
    a_day: float = 24.0
    days: float = 1.0
    window: int = 10
    habits: Habits = field(default_factory=Habits)
    forms: tuple[str, ...] = FORMS
    prefix: str = "h"
    seed: int = 1
    start: float = START

    def made(self) -> list[Site]:
        """The sites, the same for the same plan: h000.world.example and so on, languages and ``forms`` in turn."""
        return [self._site(number) for number in range(self.sites)]

    def _site(self, number: int) -> Site:
        chance = random.Random(f"{self.seed}:{self.prefix}{number}")
        span = self.habits.backlog + self.days * DAY
        count = max(1, round(self.a_day * span / DAY))
        times = sorted(self.start - self.habits.backlog + chance.random() * span for _ in range(count))
        items = tuple(
            self.habits.item(place, place % self.sections, float(int(at)), chance) for place, at in enumerate(times)
        )
        return Site(
            f"{self.prefix}{number:03}.{DOMAIN}",
            LANGS[number % len(LANGS)],
            items,
            sections=self.sections,
            window=self.window,
            form=self.forms[number // len(LANGS) % len(self.forms)],
            ticker=number % 2 == 1,
        )


def sample_sites(start: float = START, apart: float = 600.0) -> list[Site]:
    """The sample newsroom: every page at its own address and host, published ``apart`` seconds one after the other."""
    rows = [json.loads(line) for line in (sample_dir() / "meta.jsonl").read_text("utf-8").splitlines()]
    by_host: dict[str, list[Item]] = {}
    secure: dict[str, bool] = {}
    for place, row in enumerate(sorted(rows, key=lambda row: row["fetched"])):
        parts = urlsplit(row["url"])
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        own = by_host.setdefault(parts.netloc, [])
        own.append(Item(len(own), 0, path, start + (place - len(rows) // 2) * apart, file=row["id"]))
        secure[parts.netloc] = parts.scheme == "https"
    truth = {row["id"]: row for row in map(json.loads, (sample_dir() / "truth.jsonl").read_text("utf-8").splitlines())}
    return [
        Site(host, truth[items[0].file].get("lang") or "fr", tuple(items), tls="good" if secure[host] else "")
        for host, items in by_host.items()
    ]


def fault_sites(start: float = START, seed: int = 1) -> list[Site]:
    """One site for each named fault, at NAME.world.example; the fault is in its articles, or where its name says."""
    calm = Habits(edited=0, gone=0, moved=0, renamed=0, tracked=0)
    chance = random.Random(seed)

    def site(name: str, **unlike: object) -> Site:
        items = tuple(calm.item(n, 0, start - (5 - n) * HOUR, chance) for n in range(5))
        return Site(f"{name}.{DOMAIN}", "en", items, **unlike)  # type: ignore[arg-type]

    sites = [site(name, faults=((fault.where, fault),)) for name, fault in FAULTS.items()]
    sites += [site(f"tls-{kind}", tls=kind) for kind in ("good", "expired", "stranger", "unknown")]
    sites.append(site("robots-forbid", robots=FORBIDDING))
    sites.append(site("robots-missing", robots=None))
    sites.append(site("robots-slow", robots=b"User-agent: *\nCrawl-delay: 7\nDisallow: /private/\n"))
    sites.append(site("tdmrep", tdmrep=b'[{"location": "/", "tdm-reservation": 1}]'))
    return sites
