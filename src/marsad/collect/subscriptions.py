"""What lists of subscriptions name, in whatever format: channels, sites without one, and further lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from marsad.collect.address import parse_url
from marsad.collect.announced import ChannelKind


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that a list names.

    ``folders`` are the names of the folders around it, outermost first; ``categories`` are further paths of that
    kind. The rest are Marsad's own settings, null where the list does not state them: ISO 3166 ``country``,
    ``kind`` of outlet, ISO 639 ``lang``, kind of ``channel``, whether it is ``paused``, ``visibility``, and ``least``,
    the shortest pause between two askings in seconds.
    """

    url: str
    title: str
    home: str | None = None
    folders: tuple[str, ...] = ()
    categories: tuple[tuple[str, ...], ...] = ()
    country: str | None = None
    kind: str | None = None
    lang: str | None = None
    channel: ChannelKind | None = None
    paused: bool = False
    visibility: str | None = None
    least: int | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A site that a list names without a channel: discovery may find one."""

    url: str
    title: str
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Another list that a list names; nothing here fetches it."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class OpmlList:
    """All that a list of subscriptions says; ``problems`` are in words, with the line where there is one."""

    subscriptions: tuple[Subscription, ...]
    problems: tuple[str, ...] = ()
    title: str = ""
    sites: tuple[Site, ...] = ()
    inclusions: tuple[Inclusion, ...] = ()


@dataclass(slots=True)
class Collected:
    """A list in the making: each address once, with the folders of all its places."""

    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    inclusions: dict[str, Inclusion] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, found: Subscription) -> None:
        """Keep a channel; raises `BadAddress` for one that is none."""
        parse_url(found.url)
        known = self.subscriptions.get(found.url)
        first = known or replace(found, categories=())
        paths = (*(known.categories if known else ()), *((found.folders,) if known else ()), *found.categories)
        others = tuple(dict.fromkeys(path for path in paths if path and path != first.folders))
        self.subscriptions[found.url] = replace(first, categories=others)

    def add_site(self, found: Site) -> None:
        """Keep a site; raises `BadAddress` for one that is none."""
        parse_url(found.url)
        self.sites.setdefault(found.url, found)

    def add_inclusion(self, found: Inclusion) -> None:
        """Keep a further list; raises `BadAddress` for one that is none."""
        parse_url(found.url)
        self.inclusions.setdefault(found.url, found)

    def done(self, title: str = "") -> OpmlList:
        """The list, when all was added."""
        homes = {found.home for found in self.subscriptions.values()}
        return OpmlList(
            tuple(self.subscriptions.values()),
            tuple(self.problems),
            title,
            tuple(site for site in self.sites.values() if site.url not in homes),
            tuple(self.inclusions.values()),
        )
