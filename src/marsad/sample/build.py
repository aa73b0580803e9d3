"""Renders the sample newsroom: `articles/` through `templates/` into `pages/`, `meta.jsonl` and `truth.jsonl`.

`python -m marsad.sample.build` writes them; the same sources always give the same bytes. The 29 pages listed in
`handmade/` were written as HTML by hand and are only carried along. Needs jinja2 (the observatory extra).
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.sample.source import ROOT, Article, Block, load_articles, load_toml

if TYPE_CHECKING:
    from jinja2 import Environment


@dataclass(frozen=True, slots=True)
class Teaser:
    """Another page's headline with a link to it."""

    title: str
    href: str
    lang: str


@dataclass(frozen=True, slots=True)
class Teasers:
    """The headlines around one article, by the place where the page shows them."""

    ticker: tuple[Teaser, ...]
    related: tuple[Teaser, ...]
    most_read: tuple[Teaser, ...]
    inline: tuple[Teaser, ...]

    def titles(self) -> list[str]:
        """Every headline once, in page order."""
        return list(dict.fromkeys(t.title for t in (*self.ticker, *self.inline, *self.related, *self.most_read)))


def pool(article: Article, articles: Iterable[Article]) -> list[Teaser]:
    """What a page may tease: the headlines of `headlines.toml` and the articles out when it was fetched."""
    out = [a for a in articles if a.published < article.fetched and a.title != article.title]
    found = {
        title: Teaser(title, _href(title), lang)
        for lang, titles in load_toml("headlines.toml").items()
        for title in titles
    }
    found |= {a.title: Teaser(a.title, _href(a.title), a.lang) for a in out}
    found |= {a.title: Teaser(a.title, a.url, a.lang) for a in out if a.outlet == article.outlet}
    return list(found.values())


def _href(title: str) -> str:
    return "/" + hashlib.sha256(title.encode()).hexdigest()[:8]


def draw(article: Article, headlines: list[Teaser]) -> Teasers:
    """The teasers of one page, by a generator seeded with its slug; the outlet's own latest lead the related ones."""
    chance = random.Random(article.slug)  # noqa: S311
    near = [teaser for teaser in headlines if teaser.lang == article.lang]
    wide = headlines if article.outlet.mixed else near
    own = [teaser for teaser in near if teaser.href.startswith("http")][-2:]
    return Teasers(
        ticker=tuple(chance.sample(wide, min(article.outlet.ticker, len(wide)))),
        related=(*own, *chance.sample([teaser for teaser in near if teaser not in own], 4 - len(own))),
        most_read=tuple(chance.sample(near, 5)),
        inline=tuple(chance.sample(near, article.outlet.inline.count("related"))),
    )


def with_noise(article: Article, inline: Iterable[Teaser]) -> list[Block]:
    """The blocks with the outlet's "read also" lines and adverts after every second paragraph."""
    noise, teasers = list(article.outlet.inline), iter(inline)
    blocks: list[Block] = []
    paragraphs = 0
    for block in article.blocks:
        blocks.append(block)
        paragraphs += block.kind == "paragraph"
        if noise and block.kind == "paragraph" and paragraphs % 2 == 0:
            kind = noise.pop(0)
            teaser = next(teasers) if kind == "related" else None
            blocks.append(Block(kind, teaser.title, href=teaser.href) if teaser else Block(kind))
    return blocks


def spoken_date(when: datetime, style: str, labels: dict[str, Any], now: datetime) -> str:
    """A date as the outlet prints it; the styles `ago` and `yesterday` depend on when the page was fetched."""
    if style == "ago":
        return str(labels["ago"]).format(hours=max(1, round((now - when) / timedelta(hours=1))))
    if style == "relative":
        style = "today" if now.date() == when.date() else "yesterday"
    pattern: str = labels["dates"][style]
    text = pattern.format(when=when, weekday=labels["weekdays"][when.weekday()], month=labels["months"][when.month - 1])
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if style == "eastern" else text


def structured(article: Article) -> str:
    """JSON-LD in the outlet's manner (right, as a graph, or with a wrong date), "" where it has none."""
    manner = article.outlet.jsonld
    if manner == "none":
        return ""
    wrong = manner == "wrong"
    when = article.published.replace(month=1, day=1, hour=0, minute=0) if wrong else article.published
    news: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": article.title[:60] + "…" if wrong and len(article.title) > 60 else article.title,
        "datePublished": when.isoformat(),
        "mainEntityOfPage": article.url,
        "inLanguage": article.lang,
        "author": [{"@type": "Person", "name": name} for name in article.authors]
        or {"@type": "Organization", "name": article.outlet.name},
    }
    if wrong:
        news["author"] = {"@type": "Person", "name": "admin"}
    if manner == "graph":
        site = {"@type": "WebSite", "name": article.outlet.name, "dateCreated": "2019-05-02"}
        crumbs = {
            "@type": "BreadcrumbList",
            "itemListElement": [{"@type": "ListItem", "position": 1, "name": article.section}],
        }
        data: dict[str, Any] = {"@context": "https://schema.org", "@graph": [site, crumbs, news]}
    else:
        data = {"@context": "https://schema.org", **news}
    return json.dumps(data, ensure_ascii=False).replace("</", "<\\/")


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def rich(text: str) -> Markup:
        return Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text, quote=False)))  # noqa: S704 - escaped just above

    environment = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rich"] = rich
    return environment


def render(article: Article, articles: dict[str, Article], environment: Environment) -> tuple[bytes, Teasers]:
    """One page's bytes in its outlet's encoding, and the teasers it shows."""
    labels = load_toml("labels.toml")[article.lang]
    teasers = draw(article, pool(article, articles.values()))

    def date(when: datetime, style: str = "") -> str:
        return spoken_date(when, style or article.outlet.date, labels, article.fetched)

    text = environment.get_template(f"{article.outlet.template}.html.jinja").render(
        page=article,
        outlet=article.outlet,
        dir="rtl" if article.lang == "ar" else "ltr",
        label=labels,
        teasers=teasers,
        blocks=with_noise(article, teasers.inline),
        origin=articles.get(article.origin or ""),
        date=date,
        jsonld=structured(article),
        threads=_threads(article),
    )
    return text.encode(article.outlet.encoding, "xmlcharrefreplace"), teasers


def _threads(article: Article) -> list[tuple[Any, list[Any]]]:
    """Top comments with their replies."""
    return [
        (comment, [reply for reply in article.comments if reply.reply_to == index])
        for index, comment in enumerate(article.comments)
        if comment.reply_to is None
    ]


def shown_date(when: datetime, precision: str) -> str:
    """ISO, as far as the page gives it: "day", "minute" or with the "offset"."""
    if precision == "day":
        return when.date().isoformat()
    return when.isoformat() if precision == "offset" else when.replace(tzinfo=None).isoformat(timespec="minutes")


def truth(article: Article, articles: dict[str, Article], teasers: Teasers) -> dict[str, Any]:
    """What the page says, as a reader should find it; `published` only as precise as the page shows it."""
    origin = articles.get(article.origin or "")
    return {
        "id": article.id,
        "outlet": article.outlet.name,
        "lang": article.lang,
        "encoding": article.outlet.encoding,
        "title": article.title,
        "lede": article.lede,
        "body": article.body,
        "authors": list(article.authors),
        "published": shown_date(article.published, article.outlet.precision),
        "agency": article.agency,
        "origin_outlet": origin.outlet.name if origin else None,
        "origin_url": origin.url if origin else None,
        "story": article.story,
        "dispatch": article.dispatch,
        "relation": article.relation,
        "comments": [{"author": c.author, "text": c.text, "reply_to": c.reply_to} for c in article.comments],
        "teasers": teasers.titles(),
    }


def build() -> dict[str, bytes]:
    """Every file that the sources give, by path in the sample folder; the handmade pages are not among them."""
    articles = {article.slug: article for article in load_articles()}
    environment = _environment()
    files: dict[str, bytes] = {}
    meta, facts = [_handmade("meta.jsonl")], [_handmade("truth.jsonl")]
    for article in articles.values():
        files[f"pages/{article.id}.html"], teasers = render(article, articles, environment)
        meta.append(_line({"id": article.id, "url": article.url, "fetched": article.fetched.isoformat()}))
        facts.append(_line(truth(article, articles, teasers)))
    files["meta.jsonl"] = b"".join(meta)
    files["truth.jsonl"] = b"".join(facts)
    return files


def _handmade(name: str) -> bytes:
    return (ROOT / "handmade" / name).read_bytes()


def _line(row: dict[str, Any]) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()


def write(folder: Path = ROOT) -> int:
    """Writes what `build` gives, removes rendered pages without a source, and returns the number of pages."""
    files = build()
    (folder / "pages").mkdir(exist_ok=True)
    for stale in set((folder / "pages").glob("m*.html")) - {folder / name for name in files}:
        stale.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return len(files) - 2


if __name__ == "__main__":
    write()
