"""Where a page shows no date over its text: what else may say it, and the reason when nothing does."""

from __future__ import annotations

import re

from marsad.model import Origin
from marsad.read.dates import find_dates
from marsad.read.plain.body import Body
from marsad.read.plain.byline import Meta, dateline_agency
from marsad.read.plain.cues import Cues, tokens

_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


def settle_dates(meta: Meta, body: Body, lede: str, url: str | None) -> None:
    """Fill in ``meta.published`` from the dateline or the address, or say why it is null."""
    texts = [block.text for block in body.blocks]
    if meta.published is None:
        _from_dateline(meta, texts[:2])
    if meta.published is None and url and (found := _URL_DATE.search(url)):
        date = next(find_dates("-".join(found.groups())), None)
        if date is not None:
            meta.published, meta.evidence = date.iso, f"address: {url[:160]}"
    if meta.published is None:
        meta.evidence = _why_not([lede, *texts])
    if meta.origin is not None and meta.origin.published is None:
        meta.origin = Origin(meta.origin.outlet, meta.origin.url, meta.published)


def _from_dateline(meta: Meta, texts: list[str]) -> None:
    for text in texts:
        opening = text[:90]
        if dateline_agency(text) and (date := next(find_dates(opening, lang=meta.lang, fetched=meta.fetched), None)):
            meta.published, meta.evidence = date.iso, f"dateline: {opening}"
            return


def _why_not(texts: list[str]) -> str:
    for text in texts:
        for word in text.split():
            folded = tokens(word)
            if folded and Cues(folded).opens("relative_day"):
                return f'no date on the page; "{word.strip(".,;:!?،؛()«»")}" cannot be resolved without one'
    return "no date on the page"
