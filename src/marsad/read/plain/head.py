"""The lines between the headline and the text: dates, authors, credit, and the lede among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from marsad.read.plain import kinds
from marsad.read.plain.byline import (
    Meta,
    byline_like,
    date_line,
    dateline_agency,
    dates_of,
    is_label,
    read_meta,
    take_lone_name,
)
from marsad.read.plain.layout import Layout, gaps
from marsad.read.plain.lines import Line

LEDE_WORDS = 60
LEAST_LEDE = 7
SHORT_LEDE_WORDS = 40
REACH = 25
_SENTENCE = re.compile(r"[.!?؟…]['\"»”]*\s+\S")


@dataclass(slots=True)
class Head:
    """What stands over the text. ``start`` is the first line of the text; ``dropped`` are ``(reason, text)``."""

    start: int
    lede: str = ""
    credit: str | None = None
    paywalled: bool = False
    dropped: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Scan:
    """State of the walk down from the headline."""

    last_meta: int
    prose: list[int] = field(default_factory=list)
    strong_after: bool = False


def read_head(lines: list[Line], layout: Layout, meta: Meta) -> Head:
    """Walk down from the headline to the text, taking what the lines say into ``meta``."""
    if layout.title_at is None:
        return Head(layout.start)
    first = layout.title_at + 1
    scan = _scan(lines, first, min(layout.stop, first + REACH), meta)
    head = Head(scan.last_meta + 1)
    if scan.prose and not _is_lede(lines, scan):
        head.start = scan.prose[0]
    over = lines[first : head.start]
    for place, line in enumerate(over, first):
        _take(line, head, meta, lede=place in scan.prose)
    for above, line in pairwise(over):
        if dates_of(line, meta) or byline_like(line):
            take_lone_name(above, meta)
        elif dates_of(above, meta):
            take_lone_name(line, meta)
    if meta.published is None:
        _date_above(lines[max(0, first - 5) : first - 1], meta)
    if meta.published is None or not meta.authors:
        _late_meta(lines[head.start : min(head.start + REACH, layout.stop)], meta)
    if not head.lede:
        _set_off_lede(lines, head, layout.stop)
    return head


def _late_meta(lines: list[Line], meta: Meta) -> None:
    """Date and byline that a page puts after its first pictures and paragraphs; the text's reader drops their lines."""
    dated: list[int] = []
    for place, line in enumerate(lines):
        if date_line(line, meta) or (byline_like(line) and line.cues.opens("by")):
            if meta.published is None or not meta.authors:
                read_meta(line, meta)
            dated.append(place)
    for place in dated:
        for line in lines[max(0, place - 3) : place]:
            if not line.prose:
                take_lone_name(line, meta)


def _date_above(lines: list[Line], meta: Meta) -> None:
    """Some pages put the date over the headline: a line that holds little else."""
    for line in reversed(lines):
        if date_line(line, meta):
            read_meta(line, meta)
            return


def _scan(lines: list[Line], first: int, end: int, meta: Meta) -> _Scan:
    scan = _Scan(first - 1)
    for place in range(first, end):
        line = lines[place]
        strong = _strong(line, meta)
        if strong or _weak(line, meta):
            if len(scan.prose) > 1 or (scan.prose and lines[scan.prose[0]].words > LEDE_WORDS):
                break
            scan.last_meta = place
            scan.strong_after |= strong and bool(scan.prose)
        elif line.prose or (place == first and line.words >= LEAST_LEDE and _strong_below(lines, place, end, meta)):
            scan.prose.append(place)
            if len(scan.prose) > 1:
                break
        elif (scan.prose and line.words <= 8 and place + 1 < end and _strong(lines[place + 1], meta)) or (
            scan.strong_after and line.words <= 16 and not line.stops and kinds.read_also(line) is None
        ):
            scan.last_meta = place
        elif scan.prose or kinds.advert(line) or kinds.read_also(line) is not None:
            break
        elif line.words <= 8 and place + 1 < end:
            scan.last_meta = place
        else:
            break
    scan.prose = [place for place in scan.prose if place <= scan.last_meta]
    return scan


def _strong_below(lines: list[Line], place: int, end: int, meta: Meta) -> bool:
    """Whether a byline or date stands in the three lines under ``place``, before any prose."""
    for line in lines[place + 1 : min(end, place + 4)]:
        if _strong(line, meta):
            return True
        if line.prose:
            return False
    return False


def _strong(line: Line, meta: Meta) -> bool:
    """A line of date or byline."""
    if line.prose and line.words > 22:
        return False
    dates = dates_of(line, meta)
    if (
        dates
        and line.words <= 22
        and (not line.stops or sum(date.end - date.start for date in dates) * 3 > len(line.text))
    ):
        return dateline_agency(line.text) is None
    return line.words <= 14 and not line.ends and byline_like(line)


def _weak(line: Line, meta: Meta) -> bool:
    """A line of credit, sharing, payment or a label."""
    if kinds.credit(line) or kinds.share(line) or is_label(line, meta):
        return True
    if line.cues.opens("reading", "published", "updated") and line.words <= 8:
        return True
    reason = kinds.notice(line)
    return reason is not None and (not line.stops or kinds.notice_strength(line) >= 2 or reason == "paywall")


def _is_lede(lines: list[Line], scan: _Scan) -> bool:
    """A sentence with a byline or date below it is the lede; with only a credit below it, it must be short."""
    line = lines[scan.prose[0]]
    if dateline_agency(line.text):
        return False
    return scan.strong_after or (line.words <= SHORT_LEDE_WORDS and not _SENTENCE.search(line.text))


def _take(line: Line, head: Head, meta: Meta, *, lede: bool) -> None:
    if lede and not _weak(line, meta) and not _strong(line, meta):
        head.lede = f"{head.lede} {line.text}".strip()
    elif kinds.credit(line):
        head.credit = head.credit or line.text
        head.dropped.append(("credit", line.text))
    elif kinds.share(line):
        head.dropped.append(("share", line.text))
    elif read_meta(line, meta):
        head.dropped.append(("byline", line.text))
    elif reason := kinds.notice(line):
        head.paywalled |= reason == "paywall"
        head.dropped.append((reason, line.text))
    else:
        head.dropped.append(("label", line.text))


def _opens_part(lines: list[Line], place: int) -> bool:
    """Whether a subhead stands at ``place``: what comes alone before the first one is a lede."""
    line = lines[place]
    if line.prose or line.intro or line.stops or line.words > 12 or place + 1 >= len(lines):
        return False
    return lines[place + 1].prose and not (
        kinds.advert(line) or kinds.credit(line) or kinds.read_also(line) is not None
    )


def _set_off_lede(lines: list[Line], head: Head, stop: int) -> None:
    """A first sentence set off from the text by more blank lines than paragraphs have between them is the lede."""
    if head.start + 2 >= stop:
        return
    first, second = lines[head.start], lines[head.start + 1]
    if _opens_part(lines, head.start + 1) and first.prose and first.words <= SHORT_LEDE_WORDS:
        if not _SENTENCE.search(first.text) and not dateline_agency(first.text):
            head.lede = first.text
            head.start += 1
        return
    others = gaps(lines, head.start + 1, stop)
    if not (first.prose and second.prose and len(others) >= 2 and first.words <= SHORT_LEDE_WORDS):
        return
    if second.gap > max(1, median(others)) and not dateline_agency(first.text):
        head.lede = first.text
        head.start += 1
