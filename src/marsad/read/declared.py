"""What the head of a page declares: JSON-LD, OpenGraph and other meta elements.

Declarations are witnesses. Each one keeps the name of where it was read, and nothing is decided here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from marsad.read.cues import cues
from marsad.read.fold import fold
from marsad.read.page import Page, squeeze

_MAX_JSON = 1_000_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dc.date.issued",
    "dcterms.created",
    "date.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "dcterms.date",
    "dc.date",
    "date",
    "og:article:published_time",
    "citation_publication_date",
    "dc.created",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "revised")
_AUTHOR = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)
_IMAGE = ("og:image", "twitter:image", "og:image:url")
_OTHER = (
    "og:title", "twitter:title", "og:description", "description", "og:site_name", "article:section", "article:tag",
    "news_keywords", "keywords", "og:url", "twitter:label1", "twitter:data1",
)  # fmt: skip
_WANTED = frozenset((*_PUBLISHED, *_MODIFIED, *_AUTHOR, *_IMAGE, *_OTHER))
_TAG = re.compile(r"<[^<>]{1,200}>")
_PLAIN = re.compile(r'(?:property|name|itemprop)="([^"]*)" content="([^"]*)"')
_NAMING = ('property="', 'name="', 'itemprop="')
_decode = json.JSONDecoder(strict=False).decode


@dataclass(frozen=True, slots=True)
class Said:
    """A value and where the page says it."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Declared:
    """The declarations of a page, strongest first in each tuple."""

    titles: tuple[Said, ...] = ()
    published: tuple[Said, ...] = ()
    modified: tuple[Said, ...] = ()
    persons: tuple[Said, ...] = ()
    organisations: tuple[Said, ...] = ()
    descriptions: tuple[str, ...] = ()
    site: str | None = None
    publisher: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    url: str | None = None
    lang: str | None = None
    free: bool | None = None
    body: str = ""


def declared(page: Page) -> Declared:
    """Read the declarations of a page."""
    meta = _metas(page)
    objects = list(_objects(page))
    article = _article(objects, meta)
    persons, organisations = _authors(article.get("author") or article.get("creator"), objects)
    return Declared(
        titles=_said(
            [(_text(article.get("headline")), "JSON-LD headline")]
            + [(value, f"meta {key}") for key in ("og:title", "twitter:title") for value in meta.get(key, [])]
            + [(page.title, "title element")]
        ),
        published=_said([(_text(article.get("datePublished")), "JSON-LD datePublished"), *_from(meta, _PUBLISHED)]),
        modified=_said([(_text(article.get("dateModified")), "JSON-LD dateModified"), *_from(meta, _MODIFIED)]),
        persons=_said(
            [(name, "JSON-LD author") for name in persons]
            + _labelled(meta)
            + [pair for pair in _from(meta, _AUTHOR) if "://" not in pair[0]]
        ),
        organisations=_said([(name, "JSON-LD author") for name in organisations]),
        descriptions=tuple(
            dict.fromkeys(
                text
                for text in [
                    _text(article.get("description")),
                    *(v for k in ("og:description", "description") for v in meta.get(k, [])),
                ]
                if text
            )
        ),
        site=next(iter(meta.get("og:site_name", [])), None) or _name(article.get("publisher")) or None,
        publisher=_name(article.get("publisher")) or None,
        section=_first(article.get("articleSection")) or next(iter(meta.get("article:section", [])), None),
        tags=_tags(article, meta),
        image=next((value for key in _IMAGE for value in meta.get(key, [])), None) or _image(article.get("image")),
        url=_web(page.canonical) or next(iter(meta.get("og:url", [])), None),
        lang=_language(page, article),
        free=_free(article),
        body=_text(article.get("articleBody")),
    )


def _metas(page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for _, _, kind in page.voids:
        if kind.tag == "meta":
            plain = _PLAIN.fullmatch(kind.attrs)
            names: Iterable[str] = (plain[1],) if plain else _names(kind.attrs)
            for written in names:
                name = written.strip().lower()
                if name in _WANTED:
                    content = plain[2] if plain else _attribute(kind.attrs, 'content="')
                    if value := squeeze(unescape(unescape(content)) if "&" in content else content):
                        found.setdefault(name, []).append(value)
    return found


def _names(attrs: str) -> list[str]:
    """What a meta element that has more than a name and a content is called."""
    return [_attribute(attrs, naming) for naming in _NAMING] if 'content="' in attrs else []


def _attribute(attrs: str, opening: str) -> str:
    """The value of one attribute as written, without reading the others; ``opening`` is its name with ``="``."""
    start = attrs.find(opening)
    while start > 0 and not attrs[start - 1].isspace():
        start = attrs.find(opening, start + 1)
    if start < 0:
        return ""
    start += len(opening)
    return attrs[start : attrs.find('"', start)]


def _from(meta: dict[str, list[str]], keys: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, f"meta {key}") for key in keys for value in meta.get(key, [])]


def _said(pairs: list[tuple[str, str]]) -> tuple[Said, ...]:
    return tuple(Said(value, where) for value, where in pairs if value)


def _objects(page: Page) -> Iterator[dict[str, Any]]:
    """Every JSON-LD object at the top of a script, in a list or in an ``@graph``."""
    for script in page.scripts:
        if len(script) > _MAX_JSON:
            continue
        queue = [_json(script)]
        while queue:
            value = queue.pop(0)
            if isinstance(value, list):
                queue.extend(value[:200])
            elif isinstance(value, dict):
                yield value
                queue.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)


def _json(text: str) -> Any:
    cleaned = (
        text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    )
    try:
        return _decode(cleaned.rstrip(";"))
    except (ValueError, RecursionError):
        return None


def _article(objects: list[dict[str, Any]], meta: dict[str, list[str]]) -> dict[str, Any]:
    """The object that describes this page's article: the one with this page's title, or else the first."""
    articles = [thing for thing in objects if any(_ARTICLE.search(kind) for kind in _types(thing))]
    titles = {value.casefold() for value in meta.get("og:title", [])}
    same = [thing for thing in articles if _text(thing.get("headline")).casefold() in titles]
    return next(iter(same or articles), {})


def _types(thing: dict[str, Any]) -> list[str]:
    kinds = thing.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    if not isinstance(value, str):
        return ""
    text = unescape(unescape(value)) if "&" in value else value
    return squeeze(_TAG.sub(" ", text) if "<" in text else text)


def _first(value: Any) -> str | None:
    return _text(value) or None


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _authors(value: Any, objects: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Names of the authors who are not declared to be organisations, and of those who are.

    A reference (``{"@id": …}``) stands for the object of that name.
    """
    persons: list[str] = []
    organisations: list[str] = []
    for author in value[:50] if isinstance(value, list) else [value]:
        kind, name = "", author
        if isinstance(author, dict):
            named = [author, *(one for one in objects if author.get("@id") and one.get("@id") == author["@id"])]
            thing = next((one for one in named if one.get("name")), author)
            kind, name = " ".join(_types(thing)), thing.get("name")
        names = [_text(one) for one in (name if isinstance(name, list) else [name])]
        (organisations if "Organization" in kind else persons).extend(one for one in names if one)
    return persons, organisations


def _labelled(meta: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The author that a card for a social network names beside its label."""
    labels, values = meta.get("twitter:label1", []), meta.get("twitter:data1", [])
    if not labels or not values or not cues("bylines.toml", "before").match(fold(labels[0])):
        return []
    return [(values[0], "meta twitter:data1")]


def _tags(article: dict[str, Any], meta: dict[str, list[str]]) -> tuple[str, ...]:
    keywords = article.get("keywords")
    values = keywords if isinstance(keywords, list) else _text(keywords).split(",")
    found = [_text(value) for value in values if isinstance(value, str)] + meta.get("article:tag", [])
    if not any(found):
        found = [
            part for value in meta.get("news_keywords", meta.get("keywords", [])) for part in re.split(r"[,،;]", value)
        ]
    return tuple(dict.fromkeys(squeeze(tag) for tag in found if squeeze(tag)))


def _image(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _first(value.get("url")) if isinstance(value, dict) else _first(value)


def _web(address: str) -> str | None:
    return address if address.startswith("http") else None


def _language(page: Page, article: dict[str, Any]) -> str | None:
    code = page.lang or _text(article.get("inLanguage"))
    return code.strip().lower().replace("_", "-").split("-")[0] or None


def _free(article: dict[str, Any]) -> bool | None:
    value = article.get("isAccessibleForFree")
    return None if value is None else str(value).lower() not in {"false", "0", "no"}
