"""An article of the invented press as the HTML page that its outlet would serve; four makes of page."""

from __future__ import annotations

import json
from html import escape

from grow_text import SECTIONS, Grown
from marsad.model import direction

HEADLINES_AROUND = 8


def page(article: Grown, around: list[str]) -> bytes:
    """The page in UTF-8; ``around`` are headlines of other articles, for its ticker and its links."""
    make = _MAKES[sum(article.outlet.host.encode()) % len(_MAKES)]
    lang = article.outlet.lang
    html = (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="{direction(lang)}"><head><meta charset="utf-8">'
        f"<title>{escape(article.title)} | {escape(article.outlet.name)}</title>{_head(article)}</head>\n<body>"
        f"<header><a href='/'>{escape(article.outlet.name)}</a><nav>{_links(SECTIONS[lang])}</nav></header>\n"
        f"{make(article)}\n<aside><ul>{_list(around)}</ul></aside>\n"
        f"<footer>© {escape(article.outlet.name)} 2026</footer></body></html>\n"
    )
    return html.encode()


def _head(article: Grown) -> str:
    if sum(article.outlet.host.encode()) % 3 == 0:
        return f'<meta property="og:title" content="{escape(article.title)}">'
    news = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "author": {"@type": "Person", "name": article.author or article.outlet.name},
        "publisher": {"@type": "Organization", "name": article.outlet.name},
    }
    text = json.dumps(news, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _time(article: Grown) -> str:
    return f'<time datetime="{article.published.isoformat()}">{article.published:%d/%m/%Y %H:%M}</time>'


def _credit(article: Grown) -> str:
    return escape(article.author or article.agency or article.outlet.name)


def _paragraphs(article: Grown) -> str:
    text = [escape(paragraph) for paragraph in article.paragraphs]
    if article.agency:
        text[0] = f"({escape(article.agency)}) – {text[0]}"
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in text)


def _plain(article: Grown) -> str:
    lede = f'<p class="chapo">{escape(article.lede)}</p>' if article.lede else ""
    return (
        f"<main><article><h1>{escape(article.title)}</h1><p class='byline'>{_credit(article)} {_time(article)}</p>"
        f"{lede}<div class='article-body'>{_paragraphs(article)}</div></article></main>"
    )


def _headed(article: Grown) -> str:
    lede = f"<h2>{escape(article.lede)}</h2>" if article.lede else ""
    return (
        f"<div id='content'><div class='post'><h1 class='entry-title'>{escape(article.title)}</h1>{lede}"
        f"<div class='meta'>{_time(article)} | {_credit(article)}</div>"
        f"<div class='entry-content'>{_paragraphs(article)}</div></div></div>"
    )


def _tabled(article: Grown) -> str:
    lede = f"<tr><td><b>{escape(article.lede)}</b></td></tr>" if article.lede else ""
    return (
        f"<table><tr><td><h1>{escape(article.title)}</h1></td></tr><tr><td>{_time(article)}</td></tr>{lede}"
        f"<tr><td>{_paragraphs(article)}</td></tr><tr><td><i>{_credit(article)}</i></td></tr></table>"
    )


def _sectioned(article: Grown) -> str:
    lede = f"<section class='summary'>{escape(article.lede)}</section>" if article.lede else ""
    return (
        f"<section class='news'><span class='cat'>{escape(article.section)}</span><h1>{escape(article.title)}</h1>"
        f"{lede}<section class='text'>{_paragraphs(article)}</section>"
        f"<p>{_credit(article)}, {_time(article)}</p></section>"
    )


_MAKES = (_plain, _headed, _tabled, _sectioned)


def _links(names: tuple[str, ...]) -> str:
    return " ".join(f"<a href='/{number}'>{escape(name)}</a>" for number, name in enumerate(names))


def _list(headlines: list[str]) -> str:
    return "".join(f"<li><a href='/t/{number}'>{escape(title)}</a></li>" for number, title in enumerate(headlines))
