"""The title of an article: what the page shows as its headline, checked against what it declares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from marsad.read.declared import Declared, Said
from marsad.read.fold import fold
from marsad.read.headnames import called
from marsad.read.marks import Mark
from marsad.read.page import Line, Page
from marsad.read.source_note import host_of

_PARTS = re.compile(r"\s+(?:[|\-–—•·:»]|::|//)+\s+|\s[|»]|[|»｜]\s?|--|\s:\s|_")
_PART_SIGNS = frozenset("|-–—•·:»｜_/")
_STRONG = re.compile(r"\s*(?:[|»｜•]|::|//)+\s*")
_WORD = re.compile(r"\w+")
_SIGNS = " :;,|-–—•·/"
_TRAIL = int(Mark.NAV)
_HEADING = int(Mark.HEADING)
_ASIDE = int(Mark.NAV | Mark.FOOTER | Mark.ASIDE | Mark.COMMENT | Mark.FORM)
_LEAST = 3
"""A heading of fewer words needs a declaration that says the same."""
_UNSEEN = 0.3
"""What the agreement of such a heading, or of one of second order, counts beside that of a shown ``h1``."""
_UNDER = 3
_MOST = 20
"""So many headings of second order are looked at where there is none of the first."""
_HEARD = ("JSON-LD headline", "meta og:title", "meta twitter:title")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as shown: the number of its first line, its whole text, its parts, and the keys of all of these."""

    at: int
    text: str
    parts: tuple[str, ...]
    keys: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Titles:
    """What is declared: titles without the site's name, with their keys and words; ``headline`` is JSON-LD's key."""

    texts: tuple[str, ...]
    keys: tuple[str, ...]
    words: tuple[frozenset[str], ...]
    sites: tuple[str, ...]
    headline: str


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, for comparing titles."""
    return tuple(_WORD.findall(fold(text)))


@lru_cache(maxsize=1024)
def key(text: str) -> str:
    """The letters and digits of a text, folded: equal for titles that differ in signs and blanks alone."""
    return "".join(words(text))


def similar(one: str, other: str) -> float:
    """Share of common words, from 0 to 1."""
    a, b = set(words(one)), set(words(other))
    return len(a & b) / max(1, min(len(a), len(b)))


def find_title(page: Page, said: Declared) -> tuple[str | None, int | None]:
    """The title, and the number of the line that shows it where one does."""
    headings, own = _headings(page)
    titles = _titles(page, said, own)
    ranked = sorted(((_agreement(one, titles), -n) for n, one in enumerate(headings)), reverse=True)
    if ranked:
        agreement, place = ranked[0]
        best = headings[-place]
        if agreement >= 0.5 or not titles.texts or _stands_alone(page, headings, best, said):
            return _outvoted(best, said, titles) or _shape(best, titles), best.at
    found = _echo(page, titles, said) or _named(page, titles)
    if found is not None:
        return _shape(_heading(page, [found]), titles), found.number
    long = [text for text, said_words in zip(titles.texts, titles.words, strict=True) if len(said_words) > _LEAST]
    return next((_STRONG.split(text)[0] or text for text in (*long, *titles.texts)), None), None


def _titles(page: Page, said: Declared, own: list[str]) -> _Titles:
    names = (said.site, said.publisher, *_host_names(page.url or said.url), *own)
    sites = tuple(key(name) for name in names if name)
    found = dict.fromkeys(without_site(value, sites) for value in dict.fromkeys(one.value for one in said.titles))
    texts = tuple(text for text in found if key(text) not in sites) or tuple(found)
    listed = [words(text) for text in texts]
    headline = next((key(one.value) for one in said.titles if one.where == _HEARD[0]), "")
    return _Titles(texts, tuple(map("".join, listed)), tuple(map(frozenset, listed)), sites, headline)


def _host_names(url: str | None) -> list[str]:
    """What the address says of the site's name: the host, and its longest label."""
    host = (host_of(url) or "").removeprefix("www.")
    return [host, max(host.split(".")[:-1] or [host], key=len)] if host else []


@lru_cache(maxsize=1024)
def without_site(title: str, sites: tuple[str, ...]) -> str:
    """A declared title without the name of the site before or after it; ``sites`` are keys of its names."""
    if _PART_SIGNS.isdisjoint(title):
        return title
    while cuts := list(_PARTS.finditer(title)):
        shorter = title
        for cut in (cuts[-1], cuts[0]):
            before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
            if before and _is_site(after, sites):
                shorter = before
            elif after and _is_site(before, sites):
                shorter = after
            if shorter != title:
                break
        if shorter == title:
            break
        title = shorter
    return title


def _is_site(part: str, sites: tuple[str, ...]) -> bool:
    said = key(part)
    if not said or said in sites:
        return True
    return any(
        (said in site or site in said) and min(len(said), len(site)) >= 3 and len(said) <= 2 * len(site) + 12
        for site in sites
    )


def _headings(page: Page) -> tuple[list[Heading], list[str]]:
    """The headings that may be the headline, and the texts of those that only name the site.

    An ``h1`` of a trail or kept from sight gives way to a heading shown just under it.
    """
    grouped = _first_headings(page)
    if not grouped:
        below = [line for line in page.lines if line.tag == "h2" and not line.marks & _ASIDE and line.link_share < 0.5]
        return [_heading(page, [line], weight=_UNSEEN) for line in below[:_MOST]], []
    found, own = [], []
    for lines in grouped:
        if _names_site(page, lines, len(grouped) == 1):
            own.append(lines[0].text)
        elif (unseen := _is_unseen(page, lines[0])) or lines[0].marks & _TRAIL or _in_trail(page, lines[0]):
            found.append(_heading(page, lines, weight=_UNSEEN if unseen else 1.0))
            found.extend(_heading(page, [line]) for line in _below(page, lines[-1].number))
        else:
            found.append(_heading(page, lines))
    return found, own


def _below(page: Page, number: int) -> list[Line]:
    """The headings of second order right under a line, or else the next one on the page."""
    after = [line for line in page.lines[number + 1 :] if line.tag == "h2"]
    near = [line for line in after if line.number <= number + _UNDER]
    return near or [line for line in after if not line.marks & _ASIDE][:1]


def _is_unseen(page: Page, line: Line) -> bool:
    return called("unseen", page.names_up(line.element, 2))


def _in_trail(page: Page, line: Line) -> bool:
    return called("trail", page.names_up(line.element, 3))


def _first_headings(page: Page) -> list[list[Line]]:
    """The lines of every ``h1``."""
    grouped: dict[int, list[Line]] = {}
    kinds, marks, parents = page.kinds, page.marks, page.parents
    for line in [one for one in page.lines if one.marks & _HEADING]:
        number = line.element
        while number >= 0 and marks[number] & _HEADING:
            if kinds[number].tag == "h1":
                grouped.setdefault(number, []).append(line)
                break
            number = parents[number]
    return list(grouped.values())


def _names_site(page: Page, lines: list[Line], only: bool) -> bool:
    """Whether a heading is the site's name: it is called so, or leads to the front page."""
    linked = lines[0].link_share >= 0.5
    if (linked or not only) and called("logo", page.names_up(lines[0].element, 2)):
        return True
    if not linked:
        return False
    links = page.links(lines[0])
    address = page.absolute(links[0].href) or links[0].href if links else "#"
    return "/" not in address.partition("://")[2].strip("/") and not address.startswith("#")


def _heading(page: Page, lines: list[Line], weight: float = 1.0) -> Heading:
    """What breaks or blocks cut inside one ``h1`` is one headline."""
    parts = [one.text for one in lines] if len(lines) > 1 else []
    for one in lines:
        parts.extend(_pieces(page, one))
    text = " ".join(one.text for one in lines)
    return Heading(lines[0].number, text, tuple(parts), (key(text), *map(key, parts)), weight)


def _pieces(page: Page, line: Line) -> list[str]:
    """The inline elements of a heading, and what the heading says beside the first and the last of them."""
    if line.end - line.start < 2:
        return []
    inside = [text for text in page.inside(line).values() if text and text != line.text]
    beside = [line.text[len(text) :] for text in inside if line.text.startswith(text)]
    beside += [line.text[: -len(text)] for text in inside if line.text.endswith(text)]
    return [part for text in inside + beside if len(part := text.strip(_SIGNS)) > 1]


def _agreement(one: Heading, titles: _Titles) -> float:
    """How well a heading agrees with what is declared: titles that say the same, and the share of common words."""
    shown = frozenset(words(one.text))
    near = max((len(shown & said) / max(1, min(len(shown), len(said))) for said in titles.words), default=0.0)
    equal = sum(said in one.keys for said in titles.keys) + (titles.headline in one.keys)
    return one.weight * (equal + near * min(1.0, len(shown) / _LEAST))


def _stands_alone(page: Page, headings: list[Heading], best: Heading, said: Declared) -> bool:
    """Whether a heading that agrees with no declared title is the headline nevertheless."""
    if best.weight < 1 or len(words(best.text)) < _LEAST or page.lines[best.at].link_share >= 0.5:
        return False
    return len(headings) == 1 or all(one.where == "title element" for one in said.titles)


def _shape(one: Heading, titles: _Titles) -> str:
    """A heading as the title: the part of it that is declared, without kicker or lede in the same element."""
    shown = one.keys[0]
    if shown in titles.keys:
        same = titles.texts[titles.keys.index(shown)]
        return same if same.replace(" ", "") == one.text.replace(" ", "") else one.text
    parts = [part for part, said in zip(one.parts, one.keys[1:], strict=True) if _is_said(said, titles.keys)]
    return max(parts, key=len, default=one.text)


def _is_said(part: str, keys: tuple[str, ...]) -> bool:
    return any(part == said or (said.endswith(part) and 2 * len(part) > len(said)) for said in keys)


def _outvoted(one: Heading, said: Declared, titles: _Titles) -> str | None:
    """What JSON-LD, OpenGraph and card all say where the heading says something else."""
    heard: dict[str, Said] = {}
    for witness in said.titles:
        if witness.where in _HEARD:
            heard.setdefault(witness.where, witness)
    texts = [without_site(witness.value, titles.sites) for witness in heard.values()]
    if len(texts) < len(_HEARD) or len({key(text) for text in texts}) > 1 or key(texts[0]) in one.keys:
        return None
    return texts[0]


def _echo(page: Page, titles: _Titles, said: Declared) -> Line | None:
    """The line that is a declared title, or that one begins or ends with, the rest being the name of the site."""
    longest = max(map(len, titles.texts), default=0)
    spelled = [key(one.value) for one in said.titles]
    best, length = None, 0
    for line in page.lines:
        if not 8 <= len(line.text) <= 2 * longest + 20 or (line.link_share >= 0.5 and not line.marks & _HEADING):
            continue
        shown = key(line.text)
        if shown in titles.keys:
            if not line.marks & _ASIDE:
                return line
            best, length = best or line, length or len(shown)
        if len(shown) > length and len(line.text.split()) >= _LEAST and not line.marks & _ASIDE:
            for title in spelled:
                if 2 * len(shown) > len(title) and (title.startswith(shown) or title.endswith(shown)):
                    best, length = line, len(shown)
    return best


def _named(page: Page, titles: _Titles) -> Line | None:
    """The first line that is called a headline, where what is declared tells less or agrees with it."""
    called_so = (line for line in page.lines if line.kind.attrs and called("title", line.kind.names))
    for line in called_so:
        if line.link_share < 0.5 and len(line.text.split()) >= _LEAST:
            shown = frozenset(words(line.text))
            long = [said for said in titles.words if len(said) > _LEAST]
            agrees = any(2 * len(shown & said) >= min(len(shown), len(said)) for said in long)
            return line if agrees or not long else None
    return None
