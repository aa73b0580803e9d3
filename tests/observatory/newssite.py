"""A small press site on loopback for the commands that ask one: its pages are invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.collect.servers import Page, page

_HTML = {"Content_Type": "text/html; charset=utf-8"}
_XML = {"Content_Type": "application/xml; charset=utf-8"}


def home(*feeds: str, title: str = "Le Journal du Cap", body: str = "") -> Page:
    """A home page in French that links to feeds in its head."""
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="{feed}">' for feed in feeds)
    head = f"<!doctype html><html lang='fr'><head><title>{title}</title>{links}</head>"
    return page(f"{head}<body><h1>{title}</h1>{body}</body></html>".encode(), **_HTML)


def feed(base: str, *slugs: str, title: str = "Le Journal du Cap") -> Page:
    """A feed with one item a slug, an hour between two."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>{slug.replace('-', ' ')}</title><link>{base}/2026/{slug}</link>"
        f"<pubDate>{now - number * timedelta(hours=1):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for number, slug in enumerate(slugs)
    )
    return page(f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode(), **_XML)


def news_sitemap(base: str, *slugs: str) -> Page:
    """A news sitemap with one page a slug."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    news = "".join(
        f"<url><loc>{base}/2026/{slug}</loc><news:news><news:publication_date>{today}</news:publication_date>"
        f"<news:title>{slug}</news:title></news:news></url>"
        for slug in slugs
    )
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return page(f"<?xml version='1.0'?><urlset {spaces}>{news}</urlset>".encode(), **_XML)


def sitemap_index(*children: tuple[str, str]) -> Page:
    """An index of sitemaps: address and day of the last change of each."""
    named = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in children)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return page(f"<?xml version='1.0'?><sitemapindex {space}>{named}</sitemapindex>".encode(), **_XML)


def text(words: str) -> Page:
    """A plain-text file."""
    return page(words.encode(), Content_Type="text/plain")
