"""Everything on the page that is not the article: headlines of other pages, and apparatus with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.read.plain import kinds
from marsad.read.plain.byline import byline_like
from marsad.read.plain.cues import tokens
from marsad.read.plain.lines import Line

SUMMARY_WORDS = 40


@dataclass(slots=True)
class Around:
    """Teasers, tags, and ``(reason, text)`` of every line."""

    teasers: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """Keys of the teasers."""

    def tease(self, title: str, key: str) -> None:
        """Note a headline of another page."""
        self.teasers.append(title)
        self.keys.add(key)


def read_around(lines: list[Line], own: frozenset[str]) -> Around:
    """Sort lines outside the article. ``own`` are the keys of the headline and the page's names."""
    around = Around()
    lines = [line for line in lines if not line.text.isdigit()]
    likely = [_headline(line, own) for line in lines]
    for place, line in enumerate(lines):
        if line.ticker:
            for title in _ticker(line, own):
                around.tease(title, " ".join(tokens(title)))
            why = "ticker"
        elif likely[place] and _in_list(lines, likely, place):
            around.tease(line.text, line.key)
            why = "related"
        elif (
            line.prose
            and line.words <= SUMMARY_WORDS
            and place
            and likely[place - 1]
            and around.dropped[-1][0] == "related"
        ):
            why = "teaser_summary"
        elif (marked := kinds.read_also(line)) and len(marked.split()) >= 3:
            around.tease(marked, " ".join(tokens(marked)))
            why = "read_also"
        elif (tags := kinds.tags(line)) is not None:
            around.tags.extend(kinds.split_tags(tags))
            why = "tags"
        else:
            why = reason(line, own)
        around.dropped.append((why, line.text))
    return around


def _headline(line: Line, own: frozenset[str]) -> bool:
    if not line.headline or line.key in own or kinds.breadcrumb(line):
        return False
    for name in own:
        if name and name in line.key and line.words <= name.count(" ") + 7:
            return False
    return not line.cues.hits or not _apparatus(line)


def _apparatus(line: Line) -> bool:
    if kinds.share(line) or kinds.comment_form(line) or kinds.legal(line) or kinds.list_heading(line):
        return True
    if byline_like(line) or kinds.read_also(line) is not None or kinds.credit(line) or kinds.tags(line) is not None:
        return True
    return kinds.notice(line) is not None and (line.words < 8 or kinds.notice_strength(line) > 1)


def _in_list(lines: list[Line], likely: list[bool], place: int) -> bool:
    """A headline among headlines, or right under a list's heading."""
    if place and (likely[place - 1] or kinds.list_heading(lines[place - 1]) or kinds.read_also(lines[place - 1]) == ""):
        return True
    if place + 1 < len(lines) and likely[place + 1]:
        return True
    return _summarised(lines, likely, place, -2) or _summarised(lines, likely, place, 2)


def _summarised(lines: list[Line], likely: list[bool], place: int, step: int) -> bool:
    """Whether headline and summary take turns here."""
    other, between = place + step, place + step // 2
    return 0 <= other < len(lines) and likely[other] and lines[between].prose and lines[between].words <= SUMMARY_WORDS


def _ticker(line: Line, own: frozenset[str]) -> list[str]:
    parts = [part for part in line.segments if " ".join(tokens(part)) not in own]
    if parts:
        parts[0] = _without_prefix(parts[0])
    return [part for part in parts if part]


def _without_prefix(text: str) -> str:
    """A ticker's first headline without the ticker's own name: ``LIVE Headline``."""
    line = Line(text, 0)
    words = text.split()
    length = line.cues.starts.get("live", 0)
    capitals = 0
    while capitals < min(3, len(words)) and words[capitals].isupper() and len(words[capitals]) > 2:
        capitals += 1
    count = max(length, capitals)
    return " ".join(words[count:]).lstrip(" :|-–—•") if 0 < count < len(words) else text


def reason(line: Line, own: frozenset[str]) -> str:
    """Why a line outside the text is not the article's."""
    if kinds.advert(line):
        return "advertising"
    if kinds.share(line):
        return "share"
    if kinds.comment_form(line):
        return "comment_form"
    if kinds.read_also(line) is not None:
        return "read_also"
    if kinds.legal(line):
        return "legal"
    if found := kinds.notice(line):
        return found
    if kinds.list_heading(line):
        return "list_heading"
    if line.key in own:
        return "site_name"
    return "navigation" if line.words <= 6 else "other"
