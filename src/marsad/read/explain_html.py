"""Why an HTML page reads as it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from marsad.model import Article
from marsad.read.declared import Said
from marsad.read.explain import Explanation, Field, counted, shortened
from marsad.read.explain_lines import LineReasons
from marsad.read.html import article, reading
from marsad.read.profile import Profiles, SiteProfile, profile_for
from marsad.read.ruled import Ruled
from marsad.read.site_rules import Rules, ruled
from marsad.read.title import key

_DAY = len("2025-01-01")


def explain_html(
    markup: str,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    profile: Profiles | None = None,
    rules: Rules | None = None,
) -> Explanation:
    """Explain how a page's markup is read. The arguments are those of `marsad.read.read`. Raises `ReadError`."""
    found = reading(markup, url=url, fetched=fetched, profile=profile)
    mended = ruled(found, rules, fetched) if rules is not None else Ruled(found)
    result = article(mended.reading)
    site = profile_for(profile, found.page.url)
    return Explanation(result, tuple(_fields(mended, result, site)), tuple(LineReasons(mended, result, site).lines()))


def _fields(mended: Ruled, result: Article, site: SiteProfile | None) -> Iterator[Field]:
    found, said = mended.reading, mended.reading.said
    yield _title(mended, result)
    if result.lede or said.descriptions:
        differ = [Said(text, "description") for text in said.descriptions if key(text) != key(result.lede)]
        yield Field("lede", shortened(result.lede), _line(mended, "lede", found.head.lede), _told(differ))
    names = {key(name) for name in result.authors}
    authors = [one for one in (*said.persons, *said.organisations) if key(one.value) not in names]
    where = found.byline.lines[0] if found.byline.lines else None
    by = found.byline.evidence
    yield Field("authors", ", ".join(result.authors), _line(mended, "author", where, by), _told(authors))
    dates = [one for one in said.published if one.value[:_DAY] != (result.published or "")[:_DAY]]
    evidence = result.published_evidence or ""
    yield Field("published", result.published or "", _rule_of(mended, "date") or evidence, _told(dates))
    if result.modified:
        yield Field("modified", result.modified, "declared or printed", _told(said.modified[1:]))
    yield from _others(mended, result)
    yield from counted(result)
    yield from _helpers(mended, site)


def _title(mended: Ruled, result: Article) -> Field:
    found, title = mended.reading, result.title or ""
    same = [one.where for one in found.said.titles if key(one.value) == key(title)]
    others = [one for one in found.said.titles if one.where not in same]
    shown = _line(
        mended, "title", found.head.at, found.page.lines[found.head.at].tag if found.head.at is not None else ""
    )
    return Field("title", title, ", ".join(dict.fromkeys([*([shown] if shown else []), *same])), _told(others))


def _others(mended: Ruled, result: Article) -> Iterator[Field]:
    said = mended.reading.said
    if result.outlet:
        witness = "declared" if result.outlet == said.site else "title element or address"
        publisher = said.publisher if said.publisher not in (None, result.outlet) else None
        yield Field("outlet", result.outlet, witness, (f"publisher: {publisher}",) if publisher else ())
    if result.url:
        yield Field("url", result.url, "given" if result.url != said.url else "declared")
    if result.lang or said.lang:
        differs = said.lang and said.lang != result.lang
        yield Field("lang", result.lang or "", "the text", (f"declared: {said.lang}",) if differs else ())
    for name, value in (("section", result.section), ("tags", ", ".join(result.tags)), ("agency", result.agency)):
        if value:
            yield Field(name, shortened(value), "declared or shown")
    if result.origin:
        told = (result.origin.outlet, result.origin.url, result.origin.published)
        yield Field("origin", ", ".join(one for one in told if one), "a note by the headline")
    if result.paywalled:
        yield Field("paywalled", "yes", "declared" if said.free is False else "a line of the page")


def _helpers(mended: Ruled, site: SiteProfile | None) -> Iterator[Field]:
    """The profile and the rules that had a say."""
    if site:
        yield Field("profile", site.version, f"{site.pages} pages of {site.site}")
    if mended.rules and mended.rule:
        yield Field("site rule", mended.rules.file, f"line {mended.rule.line}, {mended.rule.span}", (mended.rule.note,))
    elif mended.rules:
        yield Field(
            "site rule", "none", f"none of {mended.rules.file} holds on {mended.day or 'a page without a date'}"
        )


def _line(mended: Ruled, field: str, number: int | None, told: str = "") -> str:
    """The witness of a field that a line shows: the rule, or what is told of the line and its number."""
    if rule := _rule_of(mended, field):
        return rule
    return told if number is None else f"{told}, line {number}" if told else f"line {number}"


def _rule_of(mended: Ruled, field: str) -> str:
    hit = mended.hit(field)
    return f"site rule of {mended.rules.file}: {hit.selector}" if hit and mended.rules else ""


def _told(said: Iterable[Said]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.where}: {shortened(one.value)}" for one in said))
