"""Pages whose article is not there: app shells, checks for robots, consent walls, pages that say they are missing.

They are asked about only where the reader found next to no text, and told by what the page is made of: how few words
it shows beside its scripts, an element that waits for a script to fill it, what its noscript says. Words decide only
between the reasons, and whether a headline says that the page is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from marsad.model import Article, Block, BlockType
from marsad.read.errors import NeedsScript, NoArticle, SaysMissing
from marsad.read.fold import fold, tables_of
from marsad.read.page import Page, squeeze

ENOUGH = 200
"""Characters of text with which a page has an article, whatever else it says."""

_DATA_ENOUGH = 300
_FEW_WORDS, _SOME_WORDS = 30, 120
_SCRIPTED = 4
"""So many times more script than text makes a page that shows next to nothing a shell."""

_MOUNTS = re.compile(
    r"^(?:root|app|__next|__nuxt|___gatsby|svelte|q-app|main-app|react-root|app-root|ember.*|content)$"
)
_TAGS = re.compile(r"<[^<>]{1,200}>")
_BREAKS = re.compile(r"</p>|<br\s*/?>|\n\s*\n", re.IGNORECASE)
_PARSED = 3_000_000
_DEEPEST = 40

_CURE = "open it in a browser and add what it shows as text or as a saved page"
_NEEDS_SCRIPT = f"no article: the page is empty without JavaScript; {_CURE}"
_CHECKED = f"no article: the site shows a check for robots instead of the page; {_CURE}"
_CONSENT = f"no article: the page shows only a request for consent; {_CURE}"
_MISSING = "no article: the page says that it does not exist: “{}”"


@dataclass(frozen=True, slots=True)
class _Shell:
    """What a page with next to no text is made of: words it shows, bytes of script, whether an element waits."""

    words: int
    text: int
    scripts: int
    waits: bool
    noscript: str
    shown: str


def refuse_shell(article: Article, page: Page, markup: str) -> None:
    """Raise `NoArticle` or `NeedsScript` where something else stands in an article's place."""
    size = len(article.lede) + sum(len(block.text) for block in article.blocks)
    if size >= ENOUGH:
        return
    shell = _shell(page, markup)
    if len(shell.noscript.split()) > _SOME_WORDS:
        return
    headline = next((line.text for line in page.lines if line.tag == "h1"), "")
    if shell.words <= _SOME_WORDS:
        for text in (headline, page.title):
            if text and _says(text, "missing") and size < ENOUGH // 2:
                raise SaysMissing(_MISSING.format(text[:100]))
    if shell.words > _FEW_WORDS:
        if shell.words <= _SOME_WORDS and _consent(article, shell):
            raise NoArticle(_CONSENT)
        return
    scripted = shell.scripts > _SCRIPTED * max(shell.text, 1)
    if scripted and _says(f"{page.title} {shell.shown}", "check"):
        raise NoArticle(_CHECKED)
    if _consent(article, shell):
        raise NoArticle(_CONSENT)
    if shell.waits or _says(shell.noscript, "script") or (_says(shell.shown, "script") and scripted):
        raise NeedsScript(_NEEDS_SCRIPT)
    if scripted and not article.blocks:
        raise NeedsScript(_NEEDS_SCRIPT)


def body_from_data(page: Page, markup: str) -> tuple[Block, ...]:
    """The paragraphs of an article that stands whole in the page's data, none where it does not.

    That is the longest ``articleBody`` of its JSON-LD or of the data that a framework hands to its scripts.
    """
    if "articleBody" not in markup:
        return ()
    text = max(_bodies(page, markup), key=len, default="")
    if len(text) < _DATA_ENOUGH:
        return ()
    parts = (squeeze(unescape(_TAGS.sub(" ", part))) for part in _BREAKS.split(text))
    return tuple(Block(BlockType.PARAGRAPH, part) for part in parts if part)


def _shell(page: Page, markup: str) -> _Shell:
    shown = " ".join(line.text for line in page.lines)
    tree = LexborHTMLParser(markup)
    scripts = sum(len(node.html or "") for node in tree.css("script"))
    noscript = " ".join(squeeze(node.text()) for node in tree.css("noscript"))
    return _Shell(len(shown.split()), len(shown), scripts, _waits(tree), noscript, shown)


def _waits(tree: LexborHTMLParser) -> bool:
    """Whether the body holds an empty element that a script is to fill: of a usual name, or of the page's own kind."""
    body = tree.body
    if body is None:
        return False
    for node in body.css("div, main, section"):
        if _MOUNTS.match((node.attributes.get("id") or "").lower()) and not squeeze(node.text()):
            return True
    kinds = ((node, (node.tag or "").lstrip("-")) for node in body.iter(include_text=False))  # a comment is -comment
    return any("-" in tag and not squeeze(node.text()) for node, tag in kinds)


def _consent(article: Article, shell: _Shell) -> bool:
    """Whether a page with scripts speaks of consent, and what was taken for its text speaks of nothing else."""
    folded = fold(shell.shown)
    often = sum(folded.count(words) for words in _words("consent")) >= 2
    return often and shell.scripts > shell.text and all(_says(block.text, "consent") for block in article.blocks)


def _bodies(page: Page, markup: str) -> Iterator[str]:
    """Every ``articleBody`` of the data in a page's JSON scripts."""
    if len(markup) > _PARSED:
        return
    nodes = LexborHTMLParser(markup).css('script[type="application/json"], script#__NEXT_DATA__')
    for text in (*page.scripts, *(node.text() for node in nodes)):
        if "articleBody" in text:
            try:
                yield from _named(json.loads(text, strict=False), _DEEPEST)
            except (ValueError, RecursionError):
                continue


def _named(value: Any, depth: int) -> Iterator[str]:
    if depth and isinstance(value, dict):
        if isinstance(body := value.get("articleBody"), str):
            yield body
        for inner in value.values():
            yield from _named(inner, depth - 1)
    elif depth and isinstance(value, list):
        for inner in value:
            yield from _named(inner, depth - 1)


def _says(text: str, table: str) -> bool:
    folded = fold(text)
    return any(words in folded for words in _words(table))


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(fold(words) for words in tables_of("shell.toml")[table])
