"""HTML page → article.

The page is parsed once into lines. What its head declares is heard as testimony; headline, lede, byline, dates and
comments are found among the lines; of the others a small model says how likely each is body, and what stands beside
the article (teasers, "read also", credits, terms) is told apart with the reason. Every line ends with one verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from marsad.model import LANGUAGES, Article, Block, Dropped, Origin
from marsad.read.beside import Beside, sort_out
from marsad.read.blocks import blocks
from marsad.read.body_model import body_lines, body_model
from marsad.read.byline import Byline, authors
from marsad.read.comments import Discussion, find_comments
from marsad.read.dated import When, when
from marsad.read.declared import Declared, declared
from marsad.read.errors import NoArticle
from marsad.read.head import Head, find_head
from marsad.read.language import detect_language
from marsad.read.limits import check_depth, check_markup
from marsad.read.outlet import image, outlet, section, tags
from marsad.read.page import Line, Page, parse
from marsad.read.profile import Profiles, SiteProfile, profile_for
from marsad.read.shell import ENOUGH, body_from_data, refuse_shell
from marsad.read.source_note import find_origin

if TYPE_CHECKING:
    from marsad.read.site_rules import Rules

_ABOUT = 3
"""So many lines before the headline may tell of the article."""

_SAMPLE = 1_200
"""Characters that tell a language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page with all that was found on it: what `explain` shows and an article is made of."""

    page: Page
    said: Declared
    head: Head
    lang: str | None
    discussion: Discussion
    origin: Origin | None
    dated: When
    byline: Byline
    outlet: str | None
    likely: dict[int, float]
    body: frozenset[int]
    beside: Beside

    @property
    def lede(self) -> str:
        """The words of the lede, several lines parted by line breaks."""
        return "\n".join(self.page.lines[number].text for number in self.head.lede_lines)


def read_html(
    markup: str,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    profile: Profiles | None = None,
    rules: Rules | None = None,
) -> Article:
    """Read the markup of one page. The arguments are those of `marsad.read.read`. Raises `ReadError`."""
    found = reading(markup, url=url, fetched=fetched, profile=profile)
    if rules is not None:
        from marsad.read.site_rules import ruled

        found = ruled(found, rules, fetched).reading
    try:
        read = article(found)
    except NoArticle:
        refuse_shell(Article(title=None, lang=None), found.page, markup)
        raise
    return _whole(read, found, markup)


def _whole(read: Article, found: Reading, markup: str) -> Article:
    """The article with its body from the page's data where the page shows none. Raises `NoArticle` for a shell."""
    if len(read.lede) + len(read.body) >= ENOUGH:
        return read
    if blocks := body_from_data(found.page, markup):
        text = " ".join(block.text for block in blocks)[:_SAMPLE]
        return replace(read, blocks=blocks, lang=detect_language(text) or read.lang)
    refuse_shell(read, found.page, markup)
    return read


def reading(
    markup: str, *, url: str | None = None, fetched: datetime | None = None, profile: Profiles | None = None
) -> Reading:
    """Find everything on a page. Raises `ReadError` where there is no article."""
    check_markup(markup)
    page = parse(markup, url)
    check_depth(page.parents)
    said = declared(page)
    base = url or said.url
    page.url = base
    site = profile_for(profile, base)
    head = find_head(page, said)
    if site:
        head = replace(head, title=site.title(head.title))
    lang = said.lang if said.lang in LANGUAGES else None
    discussion = find_comments(page, lang=lang, fetched=fetched)
    origin = find_origin(_about(page, head), page, lang=lang, fetched=fetched)
    until = min((number for number in discussion.lines if number >= head.zone.start), default=None)
    dated = when(
        page, said, at=head.at, zone=head.zone, url=base, lang=lang, fetched=fetched, markup=markup, until=until
    )
    name = outlet(page, said, head.title)
    strangers = [one for one in (name, said.publisher, origin.outlet if origin else None) if one]
    zone = range(head.zone.start, min(head.zone.stop, head.zone.stop if until is None else until))
    byline = authors(page, said, head.at, zone, strangers)
    taken = own_lines(head, discussion, dated, byline)
    likely = body_model().probabilities(page, said, head.at)
    if site:
        likely = site.weighed(page, likely)
    body = body_lines(page, likely) - taken
    beside = sort_out(page, body, title=head.title, at=head.at, taken=taken)
    body -= beside.drop.keys()
    if site:
        body, beside = _without_boilerplate(page, body, beside, site)
    return Reading(page, said, head, lang, discussion, origin, dated, byline, name, likely, body, beside)


def article(found: Reading) -> Article:
    """The article of a reading. Raises `NoArticle` where there is none."""
    page, said, head = found.page, found.said, found.head
    apart = own_lines(head, found.discussion, found.dated, found.byline) | found.beside.drop.keys()
    text = blocks(page, found.body, apart)
    if not head.title and not text:
        raise NoArticle("no article was found on the page")
    origin, dated = found.origin, found.dated
    printed = origin.published if origin and origin.published else None
    return Article(
        title=head.title,
        lang=_language(text, head.title, found),
        blocks=tuple(text),
        lede=found.lede,
        authors=found.byline.names,
        published=printed or dated.published,
        published_evidence="printed with the origin" if printed else dated.evidence,
        modified=dated.modified,
        outlet=found.outlet,
        url=page.url,
        section=section(page, said, head),
        tags=tags(page, said),
        image=image(page, said, head),
        agency=found.byline.agency,
        origin=origin,
        paywalled=said.free is False or found.beside.paywalled,
        comments=found.discussion.comments,
        teasers=found.beside.teasers,
        dropped=found.beside.dropped,
        canonical=page.canonical or said.url,
    )


def _without_boilerplate(
    page: Page, body: frozenset[int], beside: Beside, site: SiteProfile
) -> tuple[frozenset[int], Beside]:
    """The body without what the site's other pages have too."""
    found = site.boilerplate(page, body)
    told = tuple(Dropped("boilerplate", page.lines[number].text) for number in sorted(found))
    reasons = beside.reasons | dict.fromkeys(found, "boilerplate")
    return body - found, replace(beside, dropped=beside.dropped + told, reasons=reasons)


def _about(page: Page, head: Head) -> list[Line]:
    """The lines about the headline: a few before it, and the head zone."""
    if head.at is None:
        return []
    return [page.lines[number] for number in (*head.zone, *range(max(0, head.at - _ABOUT), head.at))]


def own_lines(head: Head, discussion: Discussion, dated: When, byline: Byline) -> frozenset[int]:
    """The lines that are told in fields of their own."""
    own = (head.at,) if head.at is not None else ()
    return frozenset((*own, *head.lede_lines, *discussion.lines, *dated.lines, *byline.lines))


def _language(text: list[Block], title: str | None, found: Reading) -> str | None:
    sample, size = [], 0
    for block in text:
        sample.append(block.text)
        size += len(block.text)
        if size > _SAMPLE:
            break
    return detect_language(" ".join(sample)[: 2 * _SAMPLE] or title or "") or found.lang or found.said.lang
