"""Plain-text pages → articles: tags stripped, all boilerplate in, as web-text crawls and saved pages keep them.

The page is cut into lines (hard wraps joined again). Prose and what is not prose are told apart by form; the article
is the stretch of lines that holds most prose; its headline is the line that the page repeats, or the nearest headline
above. Cue words decide only what form leaves open.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import groupby

from marsad.model import Article, Comment, Dropped, Image, Teaser
from marsad.read.plain import kinds
from marsad.read.plain import layout as layouts
from marsad.read.plain.around import read_around
from marsad.read.plain.body import Body, read_body, trim
from marsad.read.plain.byline import Meta, dateline_agency, read_meta, signed_agency
from marsad.read.plain.comments import Zone, read_comments
from marsad.read.plain.evidence import settle_dates
from marsad.read.plain.head import Head, read_head
from marsad.read.plain.layout import Layout
from marsad.read.plain.lines import Line, split_lines

__all__ = ["read_plain"]


SAMPLE = 300
"""Characters that tell an article's language; more take time and change nothing."""


def read_plain(text: str, *, url: str | None = None, fetched: datetime | None = None) -> Article:
    """Read one plain-text page. ``fetched`` (aware) resolves relative dates. Never raises; time grows linearly."""
    lines = split_lines(text)
    layout = layouts.find(lines)
    lang = _language(lines, layout)
    meta = Meta(outlets=layout.outlets, lang=lang, fetched=fetched)
    head = read_head(lines, layout, meta)
    stop = trim(lines, head.start, layout.stop, meta)
    zone = read_comments(lines, layout.comments, fetched, lang) if layout.comments is not None else None
    own = frozenset({*layout.outlets, Line(layout.title or "", 0).key, lines[0].key if lines else ""})
    above = read_around(lines[: layout.start if layout.title_at is None else layout.title_at], own)
    below = read_around(_below(lines, stop, layout.comments, zone), own)
    known = frozenset(above.keys | below.keys)
    body = read_body(lines[head.start : stop], known | _repeated(lines), meta)
    _foot(lines[stop : layout.comments], meta)
    settle_dates(meta, body, head.lede, url)
    teasers = [*above.teasers, *body.teasers, *below.teasers]
    body.tags.extend(above.tags + below.tags)
    dropped = [*above.dropped, *head.dropped, *body.dropped, *(zone.dropped if zone else ()), *below.dropped]
    return _article(lines, layout, meta, head, body, zone, teasers, dropped, url)


def _language(lines: list[Line], layout: Layout) -> str | None:
    from marsad.read.language import detect_language

    prose = " ".join(line.text for line in lines[layout.start : layout.stop] if line.prose)
    sample = f"{layout.title or ''} {prose}".strip() or " ".join(line.text for line in lines[:40])
    return detect_language(sample[:SAMPLE])


def _repeated(lines: list[Line]) -> frozenset[str]:
    """Keys of the short lines that the page holds twice or more: labels, headings of boxes, other headlines."""
    counts = Counter(line.key for line in lines if not line.prose)
    return frozenset(key for key, count in counts.items() if count > 1)


def _below(lines: list[Line], stop: int, comments: int | None, zone: Zone | None) -> list[Line]:
    return lines[stop:] if zone is None or comments is None else [*lines[stop:comments], *lines[zone.stop :]]


def _foot(lines: list[Line], meta: Meta) -> None:
    """Take a byline or a date from right under the text where none stood over it."""
    for line in lines[:4]:
        if meta.published and meta.authors:
            return
        if (
            line.words <= 14
            and not line.prose
            and not kinds.read_also(line)
            and line.cues.opens("by", "published", "updated")
        ):
            read_meta(line, meta)


def _agency(meta: Meta, body: Body) -> str | None:
    texts = [block.text for block in body.blocks]
    for text in texts[:3]:
        if agency := dateline_agency(text):
            return agency
    return meta.agency or (signed_agency(texts[-1]) if texts else None)


def _article(
    lines: list[Line], layout: Layout, meta: Meta, head: Head, body: Body, zone: Zone | None,
    teasers: list[str], dropped: list[tuple[str, str]], url: str | None,
) -> Article:  # fmt: skip
    credit = head.credit or body.credit
    comments: tuple[Comment, ...] = tuple(zone.comments) if zone else ()
    return Article(
        title=layout.title,
        lang=meta.lang,
        blocks=tuple(body.blocks),
        lede=head.lede,
        authors=tuple(meta.authors),
        published=meta.published,
        published_evidence=meta.evidence,
        modified=meta.modified,
        outlet=layout.outlet,
        url=url,
        section=_section(lines, layout),
        tags=tuple(body.tags),
        image=Image(credit=credit) if credit else None,
        agency=_agency(meta, body),
        origin=meta.origin,
        paywalled=head.paywalled or body.paywalled,
        comments=comments,
        teasers=tuple(Teaser(title) for title in dict.fromkeys(teasers)),
        dropped=tuple(
            Dropped(why, "\n".join(text for _, text in group)) for why, group in groupby(dropped, lambda item: item[0])
        ),
    )


def _section(lines: list[Line], layout: Layout) -> str | None:
    """A lone short line right above the headline, or the last step of a breadcrumb there."""
    if not layout.title_at:
        return None
    above = lines[layout.title_at - 1]
    if kinds.breadcrumb(above):
        steps = [step.strip() for step in above.text.replace("»", "›").replace(">", "›").split("›") if step.strip()]
        return steps[-1] if steps and Line(steps[-1], 0).key != Line(layout.title or "", 0).key else None
    two_up = lines[layout.title_at - 2] if layout.title_at >= 2 else None
    lone = two_up is None or two_up.words > 3 or two_up.prose or above.gap > two_up.gap
    label = above.words <= 3 and not above.ends and above.key not in layout.outlets
    return above.text if lone and label and not kinds.share(above) and not kinds.advert(above) else None
