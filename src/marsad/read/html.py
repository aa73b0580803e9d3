"""HTML page → article.

The page is parsed once. What its head declares is heard as testimony; what stands on it beside the article
(comments, teasers, "read also", credits, terms) is taken out of the tree and kept; of what remains, the main text
becomes blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from marsad.model import LANGUAGES, Article, Block, Dropped, Image, Origin
from marsad.read.body import main_blocks
from marsad.read.cues import begins
from marsad.read.discussion import take_comments
from marsad.read.dom import Line, breaks_to_paragraphs, flatten_layout, lines, names, parse, squeeze
from marsad.read.errors import ReadError
from marsad.read.fill import fill
from marsad.read.fold import fold
from marsad.read.furniture import Furniture, take_furniture
from marsad.read.headline import Head, find_head, similar, words
from marsad.read.language import detect_language
from marsad.read.limits import check_markup
from marsad.read.names import agency, has_cue, people
from marsad.read.origin import find_origin, host_of
from marsad.read.plain import read_plain
from marsad.read.published import When, is_date_line, when
from marsad.read.witnesses import Witnesses, witnesses

_AUTHOR_NAME = re.compile(r"author|auteur|autor|byline|by-line|signature|\bsign\b|\bsig\b|firma|\bby\b|writer|redact")
_SECTION_NAME = re.compile(r"rubrique|section|category|\bcat\b|kicker|desk|antetitulo|overline|surtitre|eyebrow")
_SURE = frozenset({"legal", "cookies", "paywall", "follow"})
"""What the plain-text reader drops by its words alone; of its other reasons the markup is the better judge."""
_STOPS = (".", "!", "?", "…", "؟", "»", "”", '"', ":")
_DATELINE = re.compile(r"\(([^()\d]{2,40})\)\s*\.?\s*[-–—:]")
_DATELINE_END = 90


@dataclass(frozen=True, slots=True)
class _Page:
    """A page on its way to an article."""

    tree: Any
    lines: list[Line]
    said: Witnesses
    head: Head
    lang: str | None
    url: str | None
    fetched: datetime | None

    @property
    def about(self) -> list[Line]:
        """The lines about the headline: a few before it, and the head zone."""
        if self.head.at is None:
            return self.lines[:0]
        before = range(max(0, self.head.at - 3), self.head.at)
        return [self.lines[number] for number in (*self.head.zone, *before)]


def read_html(markup: str, *, url: str | None = None, fetched: datetime | None = None) -> Article:
    """Read the markup of one page. ``url`` and ``fetched`` as in `marsad.read.read`. Raises `ReadError`."""
    check_markup(markup)
    tree = parse(markup)
    said = witnesses(tree)
    flatten_layout(tree)
    breaks_to_paragraphs(tree)
    comments, _ = take_comments(tree, lang=said.lang, fetched=fetched)
    base = url or said.url
    shown = [line for line in lines(tree, base) if line.text.strip()]
    lang = _language(shown, said)
    page = _Page(tree, shown, said, find_head(shown, said), lang, base, fetched)
    unmarked = _as_plain_text(page)
    dated = when(said, page.about, tree, url=base, lang=lang, fetched=fetched)
    origin = find_origin(page.about, page.lines, url=page.url, lang=page.lang, fetched=page.fetched)
    byline = _byline(page)
    lede = shown[page.head.lede].text if page.head.lede is not None else ""
    _blank_head(page)
    furniture = take_furniture(shown, page.head.title)
    blocks = _blocks(page, furniture, lede)
    if not page.head.title and not blocks:
        raise ReadError("no article was found on the page")
    article = _article(page, blocks, lede, dated, origin, byline, furniture, comments)
    return _completed(article, unmarked)


def _article(
    page: _Page, blocks: list[Block], lede: str, dated: When, origin: Origin | None, byline: list[str],
    furniture: Furniture, comments: Any,
) -> Article:  # fmt: skip
    outlet = _outlet(page)
    strangers = [name for name in (outlet, page.said.publisher, origin.outlet if origin else None) if name]
    said = [one.value for one in page.said.persons]
    authors = people(said, outlets=strangers) or people(byline, outlets=strangers)
    wire = next((found for block in blocks[:3] if (found := _dateline_agency(block.text))), None)
    wire = wire or next((found for text in byline if (found := agency(text))), None)
    authors = tuple(name for name in authors if fold(name) != fold(wire or ""))
    printed = origin.published if origin and origin.published else None
    return Article(
        title=page.head.title,
        lang=detect_language(" ".join(block.text for block in blocks) or page.head.title or "") or page.lang,
        blocks=tuple(blocks),
        lede=lede,
        authors=authors,
        published=printed or dated.published,
        published_evidence="printed with the origin" if printed else dated.evidence,
        modified=dated.modified,
        outlet=outlet,
        url=page.url,
        section=page.said.section or _section(page),
        tags=page.said.tags or _tags(page),
        image=_image(page, furniture),
        agency=wire,
        origin=origin,
        paywalled=page.said.free is False or any(begins(one.text, "paywall") for one in furniture.dropped),
        comments=comments,
        teasers=tuple(furniture.teasers.values()),
        dropped=tuple(furniture.dropped),
    )


def _as_plain_text(page: _Page) -> Article:
    """The page as the plain-text reader sees it: a witness for what no markup tells."""
    text = "\n\n".join(line.text for line in page.lines)
    return read_plain(text, url=page.url, fetched=page.fetched)


def _completed(article: Article, plain: Article) -> Article:
    """Fill what the markup left open and drop sure furniture, if the plain text tells of the same article."""
    if words(plain.title or "") != words(article.title or ""):
        return article
    if plain.published and not article.published:
        evidence = f"printed text: {plain.published_evidence}"
        article = replace(article, published=plain.published, published_evidence=evidence)
    article = _without_labels(article, plain)
    told = {squeeze(dropped.text): dropped for dropped in plain.dropped if dropped.reason in _SURE}
    left = [told[text] for block in article.blocks if (text := squeeze(block.text)) in told]
    return replace(
        article,
        outlet=(plain.outlet if article.outlet == _host(article.url) else None) or article.outlet,
        authors=article.authors or plain.authors,
        comments=article.comments or plain.comments,
        blocks=tuple(block for block in article.blocks if squeeze(block.text) not in told),
        dropped=(*article.dropped, *(dropped for dropped in left if dropped not in article.dropped)),
    )


def _without_labels(article: Article, plain: Article) -> Article:
    """Drop labels (a desk, a slug, a menu) before the block that the plain text begins with too."""
    begins_with = {squeeze(block.text) for block in plain.blocks}
    first = next((n for n, block in enumerate(article.blocks) if squeeze(block.text) in begins_with), 0)
    before, text = article.blocks[:first], article.blocks[first:]
    prose = tuple(block for block in before if block.text.rstrip().endswith(_STOPS))
    labels = (Dropped("label", block.text) for block in before if block not in prose)
    return replace(article, blocks=prose + text, dropped=(*article.dropped, *labels))


def _language(shown: list[Line], said: Witnesses) -> str | None:
    if said.lang in LANGUAGES:
        return said.lang
    return detect_language(" ".join(line.text for line in shown if len(line.text) > 80)) or said.lang


def _byline(page: _Page) -> list[str]:
    """Lines about the headline that are, or may be, a byline: by cue, by what they are called, or by their place."""
    zone = [
        page.lines[number]
        for number in page.head.zone
        if number != page.head.lede and len(page.lines[number].text) <= 160
    ]
    marked = [text for line in zone for text in _marked_author(line)]
    cued = marked or [
        line.text for line in zone if any(has_cue(part) for part in re.split(r"\s*[|·•]\s*|\s[-–—]\s", line.text))
    ]
    bare = [
        line.text
        for line in zone
        if not is_date_line(line.text, page.lang, page.fetched) and 2 <= len(line.text.split()) <= 4
    ]
    return cued or bare[:2]


def _marked_author(line: Line) -> list[str]:
    """The text of the elements of a line that are called after an author."""
    if line.tag == "address" or _AUTHOR_NAME.search(names(line.block)):
        return [line.text]
    found = []
    for element, slot in line.slots:
        if slot == "text" and element is not line.block and _AUTHOR_NAME.search(names(element)):
            found.append(squeeze("".join(element.itertext())))
    return found


def _called(line: Line) -> str:
    """What the elements that a line is made of are called."""
    return " ".join({names(line.block), *(names(element) for element, _ in line.slots)})


def _blank_head(page: _Page) -> None:
    """Take headline, lede, byline and date out of the tree: they are fields of their own."""
    for number in page.head.zone:
        line = page.lines[number]
        head = (
            line.tag == "address"
            or has_cue(line.text)
            or _AUTHOR_NAME.search(_called(line))
            or is_date_line(line.text, page.lang, page.fetched)
        )
        if number == page.head.lede or (head and len(line.text) <= 120):
            line.blank()
    title = words(page.head.title or "")
    for number, line in enumerate(page.lines):
        if words(line.text) == title or number == page.head.lede:
            line.blank()


def _blocks(page: _Page, furniture: Furniture, lede: str) -> list[Block]:
    """The main text without what is already told: title, lede, teasers."""
    gone = {tuple(words(text)) for text in (page.head.title or "", lede) if text}
    gone |= {tuple(words(_outlet(page) or "")), *(tuple(words(teaser.title)) for teaser in furniture.teasers.values())}
    found = [block for block in main_blocks(page.tree, url=page.url) if tuple(words(block.text)) not in gone]
    kept = []
    for block in fill(found, page.lines):
        if tuple(words(block.text)) in gone:
            continue
        if begins(block.text, "source_link") and len(block.text) < 120:
            furniture.dropped.append(Dropped("source_link", block.text))
            continue
        kept.append(block)
    return kept


def _outlet(page: _Page) -> str | None:
    if page.said.site:
        return page.said.site
    title = words(page.head.title or "")
    for said in page.said.titles:
        rest = words(said.value)
        if said.where == "title element" and title and rest != title:
            if len(rest) <= 6 and similar(said.value, page.head.title or "") <= 0.5:
                return said.value
            found = _beside(said.value, page.head.title or "")
            if found:
                return found
    return _host(page.url)


def _host(url: str | None) -> str | None:
    """What an outlet is called when its pages give it no name."""
    host = host_of(url)
    return host.removeprefix("www.") if host else None


def _beside(declared: str, title: str) -> str | None:
    place = fold(declared).find(fold(title))
    if place < 0 or len(fold(declared)) != len(declared):
        return None
    rest = (declared[:place] + declared[place + len(title) :]).strip(" |-–—:•·»")
    return rest or None


def _section(page: _Page) -> str | None:
    if page.head.at is None:
        return None
    before = page.lines[max(0, page.head.at - 4) : page.head.at]
    for line in reversed(before):
        if len(line.text) <= 40 and _SECTION_NAME.search(_called(line)):
            return line.text
    trail = [line for line in page.lines[: page.head.at] if "breadcrumb" in names(line.block)]
    if trail and (parts := [part for part in map(squeeze, re.split(r"[›»>/|]", trail[-1].text)) if part]):
        return next((part for part in reversed(parts) if words(part) != words(page.head.title or "")), None)
    heading = page.lines[page.head.at].block
    if (
        before
        and before[-1].block is heading.getparent()
        and len(before[-1].text.split()) <= 3
        and not before[-1].links
    ):
        return before[-1].text
    return None


def _tags(page: _Page) -> tuple[str, ...]:
    found = [
        squeeze(link.text)
        for line in page.lines
        for link in line.links
        if "tag" in link.rel.split() or re.search(r"/(?:tag|etiqueta|mot-cle)s?(?:/|$)", link.href)
    ]
    return tuple(dict.fromkeys(tag for tag in found if 1 < len(tag) <= 60))


def _image(page: _Page, furniture: Furniture) -> Image | None:
    url = page.said.image
    if url is None:
        figure = page.tree.find(".//figure//img")
        url = figure.get("src") if figure is not None else None
    credit = furniture.credits[0] if furniture.credits else None
    if url is None and credit is None:
        return None
    return Image(urljoin(page.url, url) if url and page.url else url, credit)


def _dateline_agency(text: str) -> str | None:
    match = _DATELINE.search(text[:_DATELINE_END])
    return squeeze(match.group(1)) if match else None
