"""What announces articles: home and section pages, feeds in four forms, sitemaps. Each as bytes and content type."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import formatdate
from html import escape

from tests.world.newsroom import HOUR, Item, Site
from tests.world.texts import headline, outlet_name

Made = tuple[bytes, str]
_TYPES = {
    "rss.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.rdf": "application/rdf+xml",
    "feed.json": "application/feed+json",
}
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def newest(site: Site, now: float, section: int | None) -> list[Item]:
    """The articles that a feed or a section page holds at that moment."""
    shown = [item for item in site.public(now) if section is None or item.section == section]
    return shown[: site.window]


def address(site: Site, item: Item, now: float) -> str:
    """Where a page of the site links to for an article."""
    return site.home[:-1] + (item.moved_path if item.has_moved(now) else item.path)


def feed(site: Site, form: str, section: int | None, now: float) -> Made:
    """The feed of a section, or of the whole site."""
    rows = [_Row(site, item, now) for item in newest(site, now, section)]
    make = {"rss.xml": _rss, "atom.xml": _atom, "feed.rdf": _rdf, "feed.json": _json}[form]
    return make(site, site.feed_url(section, form), rows).encode(), f"{_TYPES[form]}; charset=utf-8"


class _Row:
    """An article as a feed announces it."""

    def __init__(self, site: Site, item: Item, now: float) -> None:
        words = headline(site, item, item.edition(now))
        link = address(site, item, now) if site.relinks else site.url(item)
        self.title, self.summary = words.title, words.summary
        mark = "&" if "?" in link else "?"
        self.link = link + (f"{mark}utm_source=feed&utm_medium={site.form}" if item.tracked else "")
        renamed = item.renamed is not None and item.renamed <= now
        self.guid = f"tag:{site.host},2026:{'new-' if renamed else ''}{item.number}"
        self.moment = datetime.fromtimestamp(item.published, UTC)


def _rss(site: Site, _address: str, rows: list[_Row]) -> str:
    items = "".join(
        f"<item><title>{escape(row.title)}</title><link>{escape(row.link)}</link>"
        f'<guid isPermaLink="false">{row.guid}</guid>'
        f"<pubDate>{formatdate(row.moment.timestamp(), usegmt=True)}</pubDate>"
        f"<description>{escape(row.summary)}</description></item>\n"
        for row in rows
    )
    every = f"<ttl>{site.every // 60}</ttl>" if site.every else ""
    return (
        f'{_XML}<rss version="2.0"><channel><title>{escape(outlet_name(site))}</title><link>{site.home}</link>'
        f"<description/><language>{site.lang}</language>{every}\n{items}</channel></rss>\n"
    )


def _atom(site: Site, own: str, rows: list[_Row]) -> str:
    entries = "".join(
        f"<entry><title>{escape(row.title)}</title><link href='{escape(row.link)}'/><id>{row.guid}</id>"
        f"<published>{row.moment.isoformat()}</published><updated>{row.moment.isoformat()}</updated>"
        f"<summary>{escape(row.summary)}</summary></entry>\n"
        for row in rows
    )
    updated = rows[0].moment.isoformat() if rows else "2026-01-01T00:00:00Z"
    return (
        f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.lang}">'
        f"<title>{escape(outlet_name(site))}</title>"
        f'<id>{own}</id><link rel="self" href="{own}"/><link href="{site.home}"/><updated>{updated}</updated>\n'
        f"{entries}</feed>\n"
    )


def _rdf(site: Site, own: str, rows: list[_Row]) -> str:
    places = "".join(f'<rdf:li rdf:resource="{escape(row.link)}"/>' for row in rows)
    items = "".join(
        f'<item rdf:about="{escape(row.link)}"><title>{escape(row.title)}</title><link>{escape(row.link)}</link>'
        f"<dc:date>{row.moment.isoformat()}</dc:date><description>{escape(row.summary)}</description></item>\n"
        for row in rows
    )
    return (
        f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="{own}">'
        f"<title>{escape(outlet_name(site))}</title><link>{site.home}</link><description/><items><rdf:Seq>{places}</rdf:Seq></items></channel>\n{items}</rdf:RDF>\n"
    )


def _json(site: Site, own: str, rows: list[_Row]) -> str:
    items = [
        {"id": row.guid, "url": row.link, "title": row.title, "summary": row.summary,
         "date_published": row.moment.isoformat()}
        for row in rows
    ]  # fmt: skip
    head = {"version": "https://jsonfeed.org/version/1.1", "title": outlet_name(site), "home_page_url": site.home}
    return json.dumps({**head, "feed_url": own, "language": site.lang, "items": items}, ensure_ascii=False)


def front(site: Site, section: int | None, now: float) -> Made:
    """The home page, or the page of a section: links to sections and articles, and the name of the feed."""
    sections = "".join(f'<li><a href="/s/{number}/">{_section(number)}</a></li>' for number in range(site.sections))
    articles = "".join(
        f'<article><h2><a href="{address(site, item, now)}">{escape(words.title)}</a></h2>'
        f"<p>{escape(words.summary[:160])}</p></article>\n"
        for item in newest(site, now, section)
        for words in [headline(site, item, item.edition(now))]
    )
    named = ""
    if site.form:
        named = f'<link rel="alternate" type="{_TYPES[site.form]}" title="{escape(outlet_name(site))}" '
        named += f'href="{site.feed_url(section)}">'
    body = (
        f'<!DOCTYPE html>\n<html lang="{site.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(outlet_name(site))}</title>{named}</head><body><nav><ul>{sections}</ul></nav><main>\n{articles}</main>"
        f'<footer><a href="/contact.html">@</a> <a href="/private/trap.html">.</a></footer></body></html>\n'
    )
    return body.encode(), "text/html; charset=utf-8"


def _section(number: int) -> str:
    return f"§ {number + 1}"


def robots(site: Site) -> Made:
    """Its rules, with its sitemaps named."""
    maps = f"\nSitemap: {site.home}sitemap.xml\nSitemap: {site.home}news-sitemap.xml\n".encode()
    return (site.robots or b"") + maps, "text/plain; charset=utf-8"


def months(site: Site, now: float) -> list[str]:
    """The months of which there is a sitemap."""
    return sorted({_month(item) for item in site.public(now)})


def sitemap_index(site: Site, now: float) -> Made:
    """One sitemap a month."""
    maps = "".join(f"<sitemap><loc>{site.home}sitemap-{month}.xml</loc></sitemap>\n" for month in months(site, now))
    return f'{_XML}<sitemapindex xmlns="{_MAPS}">\n{maps}</sitemapindex>\n'.encode(), "application/xml"


def sitemap(site: Site, month: str, now: float) -> Made:
    """All articles of a month."""
    rows = "".join(
        f"<url><loc>{escape(address(site, item, now))}</loc>"
        f"<lastmod>{_changed(item, now).isoformat()}</lastmod></url>\n"
        for item in site.public(now)
        if _month(item) == month
    )
    return f'{_XML}<urlset xmlns="{_MAPS}">\n{rows}</urlset>\n'.encode(), "application/xml"


def news_sitemap(site: Site, now: float) -> Made:
    """The articles of the last two days, with their titles."""
    rows = "".join(
        f"<url><loc>{escape(address(site, item, now))}</loc><news:news><news:publication><news:name>"
        f"{escape(outlet_name(site))}</news:name><news:language>{site.lang}</news:language></news:publication>"
        f"<news:publication_date>{datetime.fromtimestamp(item.published, UTC).isoformat()}</news:publication_date>"
        f"<news:title>{escape(headline(site, item, item.edition(now)).title)}</news:title></news:news></url>\n"
        for item in site.public(now)
        if item.published > now - 48 * HOUR
    )
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    return f'{_XML}<urlset xmlns="{_MAPS}" xmlns:news="{news}">\n{rows}</urlset>\n'.encode(), "application/xml"


def _month(item: Item) -> str:
    return f"{datetime.fromtimestamp(item.published, UTC):%Y-%m}"


def _changed(item: Item, now: float) -> datetime:
    return datetime.fromtimestamp(max(at for at in (item.published, *item.edits) if at <= now), UTC)
