"""From a home page to the channels worth following: each is asked for once, and is one only if it reads as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from marsad.collect.announced import Announced, ChannelKind, web_link
from marsad.collect.canonical import page_key
from marsad.collect.channels import parse_channel, sniff
from marsad.collect.errors import BadFeed, FeedError, FetchError, HttpStatus
from marsad.collect.homepage import Edition, HomePage, read_home
from marsad.collect.response import Response
from marsad.collect.robots import parse_robots
from marsad.collect.weburl import site_of, web_url

__all__ = ["Candidate", "Discovery", "Edition", "discover"]

Get = Callable[[str], Response]

MAX_REQUESTS = 12
"""Requests for one home page, its own included."""
STALE = timedelta(days=60)
"""A channel whose newest item is older than this is told apart."""
_FEEDS, _LOOKING, _SITEMAPS, _CHILDREN, _LISTED = 4, 2, 2, 2, 4
_SAMPLES = 3
_LINKS = 5
"""Articles from which a page is worth following by its links."""
_NEWS_NAMES = ("news", "actu", "noticia", "article", "post")

CONVENTIONAL = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json",
    "/news-sitemap.xml", "/sitemap.xml", "/sitemap_index.xml", "/sitemap-news.xml",
)  # fmt: skip
"""Where channels often are; asked one by one, and only where a page and its robots.txt name none."""

_RANK = (
    ChannelKind.FEED, ChannelKind.NEWS_SITEMAP, ChannelKind.PAGE, ChannelKind.SITEMAP, ChannelKind.SITEMAP_INDEX,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be followed.

    ``items`` counts what it announces now, ``newest`` is the latest date among them (ISO 8601), ``samples`` are some
    titles. ``found_by`` says in words what led to it; ``error`` says why it is not worth following, and is empty
    for one that is.
    """

    url: str
    kind: ChannelKind
    title: str = ""
    lang: str | None = None
    items: int = 0
    newest: str | None = None
    samples: tuple[str, ...] = ()
    found_by: str = ""
    hub: str | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found from one address, the best candidate first; ``editions`` are home pages in other languages."""

    home: str
    title: str
    lang: str | None
    candidates: tuple[Candidate, ...]
    editions: tuple[Edition, ...] = ()


def discover(url: str, get: Get, *, now: datetime | None = None) -> Discovery:
    """Find the channels of the site at ``url``: its home page, or a feed's or sitemap's own address.

    ``get`` is polite already and raises :class:`FetchError`. Raises the same where ``url`` itself cannot be had.
    """
    search = _Search(get, now or datetime.now(UTC))
    first = search.ask(url)
    if first is None or not 200 <= first.status < 300:
        raise search.failure or HttpStatus(url, f"status {first.status if first else 'unknown'}")
    if sniff(first.body, first.header("content-type") or "") not in (None, ChannelKind.PAGE):
        return _of_channel(search, first)
    try:
        home = read_home(first.body, first.final_url)
    except FeedError as problem:
        raise BadFeed(first.final_url, problem.reason) from None
    search.home = first.final_url
    search.of_page(home)
    search.of_robots()
    if not search.usable:
        search.conventional()
    if not any(found.kind in (ChannelKind.FEED, ChannelKind.NEWS_SITEMAP) for found in search.usable):
        search.page_itself(first, home)
    return Discovery(first.final_url, home.title, home.lang, search.ranked(), home.editions)


def _of_channel(search: _Search, first: Response) -> Discovery:
    """What an address gives that is a channel itself."""
    try:
        announced = _parsed(first)
    except FeedError as problem:
        raise BadFeed(first.final_url, problem.reason) from None
    search.home = announced.home or web_url(first.final_url).href
    search.keep(first, announced, "its own address")
    search.children(announced)
    return Discovery(search.home, announced.title, announced.lang, search.ranked())


class _Search:
    """The requests of one discovery, and what came of them."""

    def __init__(self, get: Get, now: datetime) -> None:
        self.get, self.now = get, now
        self.home = ""
        self.asked: set[str] = set()
        self.found: dict[str, Candidate] = {}
        self.contents: dict[frozenset[str], str] = {}
        self.failure: FetchError | None = None

    @property
    def usable(self) -> list[Candidate]:
        """What is worth following so far."""
        return [candidate for candidate in self.found.values() if not candidate.error]

    def ask(self, url: str) -> Response | None:
        """The answer of an address that was not asked yet; null where there is none, and ``failure`` says why."""
        self.failure = None
        if url in self.asked or len(self.asked) >= MAX_REQUESTS:
            return None
        self.asked.add(url)
        try:
            return self.get(url)
        except FetchError as error:
            self.failure = error
            return None

    def of_page(self, home: HomePage) -> None:
        """Try what the page links to."""
        feeds = sorted(home.feeds, key=lambda link: "comment" in link.lower())[:_FEEDS]
        for link in feeds:
            self.try_channel(link, "linked in the head of the page", ChannelKind.FEED)
        if self.usable:
            return
        for link in home.looking[:_LOOKING]:
            listing = self.try_channel(link, "linked on the page")
            if listing is not None:
                try:
                    there = read_home(listing.body, listing.final_url)
                except FeedError:  # a page that no parser is given
                    continue
                for listed in (*there.feeds, *there.looking)[:_LISTED]:
                    self.try_channel(listed, f"listed at {link}", quiet=True)

    def of_robots(self) -> None:
        """Try the sitemaps that robots.txt names: news sitemaps first."""
        answer = self.ask(web_url("/robots.txt", self.home).href)
        if answer is None or not 200 <= answer.status < 300:
            return
        stated = [link for name in parse_robots(answer.body).sitemaps if (link := web_link(self.home, name))]
        for link in sorted(dict.fromkeys(stated), key=_by_name)[:_SITEMAPS]:
            self.try_channel(link, "named in robots.txt", ChannelKind.SITEMAP)

    def conventional(self) -> None:
        """Try where channels often are, until one is there."""
        for path in CONVENTIONAL:
            self.try_channel(web_url(path, self.home).href, "tried, as many sites have one there", quiet=True)
            if self.usable:
                return

    def try_channel(
        self, url: str, found_by: str, kind: ChannelKind | None = None, *, quiet: bool = False
    ) -> Response | None:
        """Ask for a channel and keep it; ``quiet`` leaves failures out. The answer comes back where it is a page."""
        if url in self.asked or len(self.asked) >= MAX_REQUESTS:
            return None
        answer = self.ask(url)
        error = ""
        if answer is None:
            error = f"{self.failure.name}: {self.failure.reason}" if self.failure else ""
        elif not 200 <= answer.status < 300:
            error = f"status {answer.status}"
        elif sniff(answer.body, answer.header("content-type") or "") is ChannelKind.PAGE:
            if kind is None:
                return answer
            error = "a page, where a channel was announced"
        else:
            try:
                announced = _parsed(answer)
            except FeedError as problem:
                error = problem.reason
            else:
                self.keep(answer, announced, found_by)
                self.children(announced)
        if error and not quiet and kind is not None:
            self.found.setdefault(page_key(url), Candidate(url, kind, found_by=found_by, error=error))
        return None

    def children(self, announced: Announced) -> None:
        """Try the sitemaps of an index that are of news, else the one changed last."""
        news = [child.url for child in announced.children if _by_name(child.url) < len(_NEWS_NAMES)]
        latest = sorted(announced.children, key=lambda child: child.modified or "", reverse=True)
        picked = sorted(news, key=_by_name)[:_CHILDREN] or [child.url for child in latest[:1]]
        for link in picked:
            self.try_channel(link, "named in an index of sitemaps", ChannelKind.SITEMAP, quiet=True)

    def keep(self, answer: Response, announced: Announced, found_by: str) -> None:
        """Keep a channel that was read, unless it is another site's."""
        url = answer.final_url if _same_site(answer.final_url, answer.url) else answer.url
        if self.home and not _same_site(url, self.home) and not self._speaks_for_home(announced):
            return
        titles = [item.title or item.url.rstrip("/").rpartition("/")[2] for item in announced.items]
        candidate = Candidate(
            url,
            announced.kind,
            announced.title,
            announced.lang,
            len(announced.items) or len(announced.children),
            _newest(announced),
            tuple(titles[:_SAMPLES]),
            found_by,
            announced.hub,
        )
        candidate = replace(candidate, error=self._fault(candidate, announced))
        self.found.setdefault(page_key(url), candidate)

    def page_itself(self, answer: Response, home: HomePage) -> None:
        """Keep the home page as a section page, where it has links to articles."""
        try:
            announced = parse_channel(answer.body, url=answer.final_url, kind=ChannelKind.PAGE)
        except FeedError:  # nested too deep to be read
            return
        if len(announced.items) >= _LINKS:
            named = replace(announced, title=home.title, lang=home.lang)
            self.keep(answer, named, "links on the page itself")

    def ranked(self) -> tuple[Candidate, ...]:
        """The candidates, those worth following first, then by kind, in the order in which they were found."""
        return tuple(sorted(self.found.values(), key=lambda found: (bool(found.error), _RANK.index(found.kind))))

    def _speaks_for_home(self, announced: Announced) -> bool:
        """Whether a feed on another host is the site's: by the home it names, or by its items."""
        addresses = [announced.home, *(item.url for item in announced.items[:_LINKS])]
        return any(_same_site(address, self.home) for address in addresses if address)

    def _fault(self, candidate: Candidate, announced: Announced) -> str:
        """Why a channel that can be read is not worth following, or nothing."""
        if not candidate.items:
            return "nothing is announced in it"
        commented = sum("#comment" in item.url for item in announced.items)
        if "comments" in web_url(candidate.url).segments or 2 * commented > len(announced.items) > 0:
            return "comments of readers, not articles"
        if announced.items:
            content = frozenset(page_key(item.url) for item in announced.items[:50])
            first = self.contents.setdefault(content, candidate.url)
            if first != candidate.url:
                return f"the same items as {first}"
        moment = _moment(candidate.newest)
        if moment and self.now - moment > STALE:
            return f"nothing new since {moment.date()}"
        return ""


def _parsed(answer: Response) -> Announced:
    content_type = answer.header("content-type") or "application/xml"
    return parse_channel(
        answer.body, url=answer.final_url, content_type=content_type, link_header=answer.header("link")
    )


def _by_name(url: str) -> int:
    """The place of an address among the names that news sitemaps have."""
    path = url.lower().partition("://")[2].partition("/")[2]
    return next((place for place, name in enumerate(_NEWS_NAMES) if name in path), len(_NEWS_NAMES))


def _same_site(one: str, other: str) -> bool:
    return site_of(web_url(one).host) == site_of(web_url(other).host)


def _newest(announced: Announced) -> str | None:
    dates = [date for item in announced.items if (date := item.published or item.modified)]
    dates = dates or [child.modified for child in announced.children if child.modified]
    return max(_dated(dates), key=lambda pair: pair[0], default=(None, None))[1]


def _dated(dates: Iterable[str]) -> list[tuple[datetime, str]]:
    return [(moment, date) for date in dates if (moment := _moment(date))]


def _moment(date: str | None) -> datetime | None:
    """A moment of an ISO 8601 date of any precision; midnight and UTC where it says no more."""
    if not date:
        return None
    try:
        moment = datetime.fromisoformat(date if len(date) > 7 else f"{date}-01-01"[:10])
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
