"""One adapter for each reader of pages: a page's bytes to a row `{id, title, authors, published, body}`.

Each reader decodes the bytes itself, but for one, and gives as much of the row as it finds; what it does not look for
is left out.
A loader imports its package, so that a peer that is not installed is found out before anything is timed.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import Any

from read_sets import Page, Row

Read = Callable[[Page], Row]


def marsad() -> Read:
    """Ours, as `marsad read` gives it."""
    from marsad.read import read
    from marsad.read.rows import article_row

    def run(page: Page) -> Row:
        return article_row(read(page.data, url=page.url, fetched=page.fetched), id=page.id, file=page.id)

    return run


def trafilatura(**options: Any) -> Read:
    """trafilatura with its defaults, text and metadata; ``options`` are those of its `bare_extraction`."""
    from trafilatura import bare_extraction

    options = {"with_metadata": True} | options

    def run(page: Page) -> Row:
        found: Any = bare_extraction(page.data, url=page.url, **options)
        if found is None:
            return {"id": page.id}
        return _row(page, found.title, (found.author or "").split(";"), found.date, found.text)

    return run


def trafilatura_fast() -> Read:
    """trafilatura without its fallbacks."""
    return trafilatura(fast=True)


def trafilatura_text() -> Read:
    """trafilatura's text alone, no metadata."""
    return trafilatura(with_metadata=False)


def readability() -> Read:
    """readability-lxml, parsing once; its body is HTML, whose text is taken.

    It gets text that resiliparse decodes, since its own decoder raises on pages with a charset inside a style sheet.
    """
    from readability import Document
    from readability.htmls import build_doc, get_author, shorten_title
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def run(page: Page) -> Row:
        encoding = detect_encoding(page.data, from_html_meta=True) or "utf-8"
        tree, _ = build_doc(bytes_to_str(page.data, encoding))
        title, author = shorten_title(tree), get_author(tree)
        return _row(page, title, [author] if author != "[no-author]" else [], None, _text(Document(tree).summary()))

    return run


def newspaper() -> Read:
    """newspaper4k, with images not fetched: nothing here goes to the network."""
    import tldextract.tldextract as domains
    from newspaper import Article
    from newspaper.configuration import Configuration

    domains.TLD_EXTRACTOR = domains.TLDExtract(suffix_list_urls=())

    def run(page: Page) -> Row:
        options = Configuration()
        options.fetch_images = False
        article = Article(page.url or "", config=options)
        article.download(input_html=page.data)
        article.parse()
        date = article.publish_date
        published = date.isoformat() if hasattr(date, "isoformat") else date
        return _row(page, article.title, article.authors, published, article.text)

    return run


def resiliparse() -> Read:
    """resiliparse's main content as plain text."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import detect_encoding
    from resiliparse.parse.html import HTMLTree

    def run(page: Page) -> Row:
        tree = HTMLTree.parse_from_bytes(page.data, detect_encoding(page.data, from_html_meta=True) or "utf-8")
        return _row(page, tree.title, (), None, extract_plain_text(tree, main_content=True))

    return run


READERS: dict[str, Callable[[], Read]] = {
    "marsad": marsad,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "resiliparse": resiliparse,
}
"""By the name of their distribution."""

VARIANTS: dict[str, Callable[[], Read]] = {"trafilatura fast": trafilatura_fast, "trafilatura text": trafilatura_text}
"""The same peer in its quicker ways, for the clock alone."""


def quiet() -> None:
    """Keep what the readers log and warn of off the terminal."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def load(names: Iterable[str]) -> dict[str, Read]:
    """The readers of these names. Raises `SystemExit` when one is unknown or not installed."""
    found: dict[str, Read] = {}
    for name in names:
        try:
            found[name] = (READERS | VARIANTS)[name]()
        except KeyError:
            raise SystemExit(f"no reader is named {name}: {', '.join(READERS | VARIANTS)}") from None
        except ImportError as error:
            raise SystemExit(f"{name} is not installed ({error}); make bench-read installs it") from None
    return found


def row_of(read: Read, page: Page) -> Row:
    """A reader's row of a page; whatever it raises is a row with ``error`` and nothing else."""
    try:
        return read(page)
    except Exception as error:
        return {"id": page.id, "error": f"{type(error).__name__}: {error}"}


def versions(names: Iterable[str]) -> dict[str, str]:
    """The version of each reader's distribution."""
    return {name: version(name) for name in names if name in READERS}


def _row(page: Page, title: str | None, authors: Iterable[str], published: str | None, body: str | None) -> Row:
    names = [name.strip() for name in authors if name.strip()]
    return {"id": page.id, "title": title, "authors": names, "published": published, "body": body}


_BLOCKS = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "td", "table", "ul")


def _text(markup: str) -> str:
    """The text of a piece of HTML, one line a block."""
    from lxml.html import fromstring

    tree = fromstring(markup)
    for element in tree.iter(*_BLOCKS):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    return "\n".join(line.strip() for line in tree.text_content().splitlines() if line.strip())
