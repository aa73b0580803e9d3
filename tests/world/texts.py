"""What articles say: fictional words in the site's language, the same for the same site, number and edition."""

from __future__ import annotations

import os
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from marsad.sample import sample_dir
from tests.paths import ROOT
from tests.world.newsroom import Item, Site

os.environ["MARSAD_SHARED"] = os.devnull  # the words are learned from the sample alone, on every machine
sys.path.append(str(ROOT / "benchmarks"))

import grow_pages  # type: ignore[import-not-found]
import grow_text  # type: ignore[import-not-found]
import grow_words  # type: ignore[import-not-found]


@dataclass(frozen=True, slots=True)
class Headline:
    """What a feed says of an article."""

    title: str
    summary: str


@lru_cache(maxsize=100_000)
def headline(site: Site, item: Item, edition: int) -> Headline:
    """Title and summary at that edition."""
    if item.file:
        return Headline(f"{site.host} {item.number}", "")
    grown = article(site, item, edition)
    return Headline(grown.title, grown.lede)


@lru_cache(maxsize=2_000)
def article(site: Site, item: Item, edition: int) -> grow_text.Grown:
    """The article's words. Each edition changes the title's end and adds a paragraph."""
    chance = random.Random(f"{site.host}:{item.number}")
    words = grow_words.chain(site.lang)
    name = grow_words.invented(chance)[site.lang == "ar"]
    paragraphs = [_paragraph(words, name, chance) for _ in range(chance.randrange(3, 6))]
    title = " ".join([name, *words.sentence(chance)[: chance.randrange(5, 9)]]).rstrip(".,;:،؛")
    for number in range(edition):
        later = random.Random(f"{site.host}:{item.number}:{number}")
        paragraphs.append(_paragraph(words, name, later))
        title = f"{title} {later.choice(words.topical)}"
    return grow_text.Grown(
        number=item.number,
        outlet=grow_text.Outlet(site.host, _outlet(site.host, site.lang), site.lang, agency=False),
        title=title,
        lede=paragraphs[0],
        paragraphs=tuple(paragraphs[1:]),
        author=" ".join(grow_words.invented(chance)[site.lang == "ar"] for _ in range(2)),
        section=grow_text.SECTIONS[site.lang][item.section % 5],
        published=datetime.fromtimestamp(item.published, UTC),
        story=0,
        family=None,
        relation="",
        agency=None,
    )


def page(site: Site, item: Item, edition: int, around: list[str]) -> bytes:
    """The page as the site serves it; ``around`` are other headlines."""
    if item.file:
        return (sample_dir() / "pages" / f"{item.file}.html").read_bytes()
    return bytes(grow_pages.page(article(site, item, edition), around))


def outlet_name(site: Site) -> str:
    """The site's invented name."""
    return _outlet(site.host, site.lang)


@lru_cache(maxsize=10_000)
def _outlet(host: str, lang: str) -> str:
    return str(grow_words.invented(random.Random(host))[lang == "ar"])


def _paragraph(words: grow_words.Chain, name: str, chance: random.Random) -> str:
    return " ".join(" ".join([*words.sentence(chance), name]) for _ in range(chance.randrange(2, 4)))
