"""The identity of a page: which addresses lead to the same article, and which of them a page states to be its own.

A key is only ever compared, never asked for: what differs in it may differ on the web, and what may choose the
article stays in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from marsad.collect.address import MAX_URL
from marsad.collect.errors import BadAddress
from marsad.collect.weburl import WEB, WebUrl, data_table, host_words, read_url, site_of, web_url

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$'()*,;:@|")
"""Characters that mean the same in a path or query whether they are escaped or not (RFC 3986, 6.2.2.2)."""
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_INDEX = re.compile(r"(?:index|default)\.(?:php\d?|html?|aspx?|jsp|shtml|cfm)", re.IGNORECASE)
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cgi|cfm|do|pl)$", re.IGNORECASE)
_AMP_SUFFIX = re.compile(r"\.amp(?=$|\.html?$)", re.IGNORECASE)
_VIEWS = frozenset(("amp", "print"))
_NAMING = re.compile(r"[\d._%-]")
"""What stands in the segment that names an article rather than a section."""
_ROUTE = re.compile(r"[!/]")
_CACHE_PATH = re.compile(r"/(?:amp|[acv])/(?:(s)/)?(.+)", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d{4,}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[01]\d(?:[0-3]\d)?)?$")
_SLUG_WORDS = 4
_OWN_LENGTH = 12
"""Characters of a last segment that is hardly a section's."""


def page_key(url: str) -> str:
    """What tells a page from all others, as ``host/path?query`` without scheme; raises :class:`BadAddress`.

    Left out: the fragment, the default port, marks of mobile, accelerated (AMP) and printed views, tracking, and
    differences of spelling that mean nothing. Of another scheme than http the whole URL is the key.
    """
    read = _unwrapped(read_url(url))
    if read.scheme not in WEB:
        return read.href
    host = _plain_host(read.host) + (f":{read.port}" if read.port else "")
    path = _plain_path(read.path)
    query = "&".join(sorted(map(_spelled, _kept(read, views=False)), key=lambda part: part.partition("=")[0]))
    route = "#" + _spelled(read.fragment) if _ROUTE.match(read.fragment) else ""
    return host + path + ("?" + query if query else "") + route


def clean_url(url: str) -> str:
    """The same page at an address that can be asked for, without tracking and fragment; raises :class:`BadAddress`."""
    read = _unwrapped(web_url(url))
    kept = "&".join(_kept(read, views=True))
    route = "#" + read.fragment if _ROUTE.match(read.fragment) else ""
    bare = read.href.partition("#")[0].partition("?")[0]
    return _SESSION.sub("", bare) + ("?" + kept if kept else "") + route


def believed(url: str, stated: str) -> str | None:
    """The address that a page at ``url`` states for itself (rel=canonical, og:url), if it can be believed, else null.

    Believed is another spelling of the same page, or an address of the same site and language that can name a single
    article. Not believed is the home page, a section, another site, or another article of the same pattern.
    """
    if not stated.strip():
        return None
    try:
        own = _unwrapped(web_url(url))
        other = _unwrapped(web_url(stated.strip(), own.href))
        clean = clean_url(other.href)
    except BadAddress:
        return None
    if len(clean) > MAX_URL or site_of(own.host) != site_of(other.host) or (other.port or own.port) != own.port:
        return None
    if page_key(own.href) == page_key(other.href):
        return clean
    mine, theirs = _Shape.of(own), _Shape.of(other)
    named = theirs.names_a_page or (mine.last == theirs.last and len(mine.last) >= _OWN_LENGTH)
    return clean if named and mine.may_be(theirs) else None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the words and numbers of an address tell about what it names."""

    segments: tuple[str, ...]
    languages: frozenset[str]
    numbers: frozenset[str]
    last: str
    queried: bool

    @classmethod
    def of(cls, url: WebUrl) -> _Shape:
        segments = tuple(part for part in _plain_path(url.path).split("/") if part)
        kept = list(_kept(url, views=False))
        labels = url.host.split(".")[:-2]
        spelled = {part.lower() for part in (*segments[:2], *labels)} | {part.rpartition("=")[2] for part in kept}
        last = segments[-1] if segments else ""
        numbers = {found for part in (last, *kept) for found in re.findall(r"\d+", part)}
        return cls(
            segments,
            frozenset(spelled & host_words()["languages"]),
            frozenset(numbers),
            last,
            any("=" in k for k in kept),
        )

    @property
    def names_a_page(self) -> bool:
        """Whether such an address can name one article: several words, a long number, or a number that is asked for."""
        from urllib.parse import unquote

        text = unquote(self.last)
        numbers = [found for found in _NUMBER.findall(text) if not _YEAR.match(found)]
        return bool(numbers) or len(_WORDS.findall(text)) >= _SLUG_WORDS or (self.queried and bool(self.numbers))

    def may_be(self, other: _Shape) -> bool:
        """Whether a page at this address may also be the one at the other."""
        if self.languages and other.languages and self.languages != other.languages:
            return False
        if self.segments == other.segments:
            return other.numbers <= self.numbers
        if self.last == other.last:
            return True
        if len(other.segments) < len(self.segments) and self.segments[: len(other.segments)] == other.segments:
            return other.queried or _pages_on(self.segments[len(other.segments) :])
        if self.segments[:-1] == other.segments[:-1] and self.numbers and other.numbers:
            return bool(self.numbers & other.numbers)
        return True


def names_a_page(url: WebUrl) -> bool:
    """Whether an address can name one article, and not a section, a year or the home page."""
    return _Shape.of(url).names_a_page


def _pages_on(rest: tuple[str, ...]) -> bool:
    """Whether the segments after an article's address only turn its pages or show it otherwise."""
    return len(rest) <= 2 and all(len(part) <= 3 or not _NUMBER.search(part) for part in rest)


def _unwrapped(url: WebUrl) -> WebUrl:
    """The publisher's own URL of one in a cache of accelerated pages."""
    cached = url.host.endswith((".cdn.ampproject.org", ".bing-amp.com")) or url.host == "cdn.ampproject.org"
    google = re.fullmatch(r"(?:www\.)?google\.[a-z.]{2,6}", url.host) and url.path.startswith("/amp/")
    match = _CACHE_PATH.fullmatch(url.path) if cached or google else None
    if match is None:
        return url
    query = "?" + url.query if url.query else ""
    try:
        return web_url(f"http{match[1] or ''}://{match[2]}{query}")
    except BadAddress:
        return url


def _plain_host(host: str) -> str:
    """A host without the labels that stand for another dress of the same pages."""
    host = host.removesuffix(".")
    site = site_of(host)
    before = host.removesuffix(site).split(".")[:-1]
    return ".".join([label for label in before if label not in host_words()["dress"]] + [site])


def _plain_path(path: str) -> str:
    """A path without sessions, index files, views and closing slash, escapes spelled in one way."""
    segments = [part for part in _spelled(_SESSION.sub("", path)).split("/") if part]
    if segments and _INDEX.fullmatch(segments[-1]):
        segments.pop()
    if len(segments) > 1 and segments[-1].lower() in _VIEWS and _NAMING.search(segments[-2]):
        segments.pop()
    if len(segments) > 1 and segments[0].lower() == "amp":
        segments.pop(0)
    if segments:
        segments[-1] = _AMP_SUFFIX.sub("", segments[-1])
    return "/" + "/".join(segments)


def _kept(url: WebUrl, *, views: bool) -> list[str]:
    """The parts of the query that may choose the page, in their order; with ``views`` those that dress it too."""
    rules = _rules()
    named = url.path != "/" and not _SCRIPT.search(url.path)
    return [part for part in url.query.split("&") if part and not rules.drops(part, named=named, views=not views)]


@dataclass(frozen=True, slots=True)
class _Rules:
    exact: frozenset[str]
    prefixes: tuple[str, ...]
    words: frozenset[str]
    views: dict[str, frozenset[str]]

    def drops(self, part: str, *, named: bool, views: bool) -> bool:
        """Whether a ``name=value`` does not choose the page; ``named``: the path alone can name it."""
        name, _, value = part.partition("=")
        name, value = _spelled(name).lower().removeprefix("amp;"), value.lower()
        if name in self.exact or name.startswith(self.prefixes):
            return True
        if name in self.words:
            return named and not any(char.isdigit() for char in value)
        return views and value in self.views.get(name, ())


@cache
def _rules() -> _Rules:
    data = data_table("tracking")
    views = {name: frozenset(values) for name, values in data["views"].items()}
    return _Rules(frozenset(data["exact"]), tuple(data["prefixes"]), frozenset(data["words"]), views)


def _spelled(text: str) -> str:
    """Escapes in upper case, and none where the character means the same without."""

    def one(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _PLAIN else match[0].upper()

    return _ESCAPE.sub(one, text)
