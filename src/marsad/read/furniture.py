"""What stands on a page beside its article: teasers, "read also" lines, advertising, credits, terms.

Each line is judged by what it is made of (links, neighbours, cue words), not by the class names of a site. A line
that is furniture is taken out of the tree and kept with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from marsad.model import Dropped, Teaser
from marsad.read.cues import begins, cues, ornament, whole
from marsad.read.dom import HEADINGS, Line, container, squeeze
from marsad.read.fold import fold, origin_offsets

_TICKER = 8
"""So many short unlinked lines on end are a ticker; fewer may be verse or a list of results."""

_CREDIT_LENGTH = 120
_TERMS_LENGTH = 260
_PROSE = 140
_GAP = re.compile(r"(?:[^\S\n]|\xa0){3,}")
_SENTENCE_END = re.compile(r"[.!?؟:;…][\"»”)]?$")
_TOPIC = re.compile(
    r"/(?:tags?|temas?|themes?|topics?|sujets?|authors?|auteurs?|autor(?:es)?|rubriques?|category|categories|keyword)(?:/|$)"
)
_LISTED = HEADINGS | {"li"}
_MENU = frozenset({"nav", "footer"})


@dataclass(slots=True)
class Furniture:
    """What was found: teasers of other pages, dropped lines with reasons, credits of pictures."""

    teasers: dict[str, Teaser] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)

    def teaser(self, title: str, url: str | None = None) -> None:
        """Add a headline, once."""
        title = squeeze(title).strip("•·|>»- ")
        known = self.teasers.get(fold(title))
        if title and (known is None or (known.url is None and url)):
            self.teasers[fold(title)] = Teaser(title, url)


def take_furniture(page: list[Line], title: str | None) -> Furniture:
    """Judge the lines of a page, blank those that are furniture and return what they were."""
    found = Furniture()
    own = fold(title or "")
    tickers = _tickers(page)
    prose = _prose_containers(page)
    under_related = _under_related(page)
    for number, line in enumerate(page):
        if fold(line.text) == own:
            continue
        inside = line.tag in _LISTED and id(container(line)) in prose
        reason = _reason(line, found, own, number in tickers, number in under_related, inside)
        if reason:
            found.dropped.append(Dropped(reason, line.text))
            line.blank()
    found.teasers.pop(own, None)
    return found


def _reason(line: Line, found: Furniture, own: str, ticker: bool, related: bool, inside: bool) -> str | None:
    if whole(line.text, "advertising"):
        return "advertising"
    if _is_caption(line):
        found.credits.append(line.text)
        return "caption"
    if _read_also(line, found):
        return "read_also"
    if not inside and _headlines(line, found, own):
        return "teaser"
    if _gapped(line, found) or ticker or related:
        if ticker or (related and not begins(line.text, "related")):
            found.teaser(line.text, line.links[0].href if line.links else None)
        return "ticker" if not related else "teaser"
    if (
        len(line.text) <= _TERMS_LENGTH
        and begins(line.text, "legal")
        and line.tag not in HEADINGS
        and not line.text.endswith("?")
    ):
        return "terms"
    return None


def _prose_containers(page: list[Line]) -> set[int]:
    """Containers that hold several paragraphs: a linked list item or subhead among them is the article's own."""
    weights = Counter(id(container(line)) for line in page if len(line.text) >= _PROSE and line.link_share < 0.3)
    return {key for key, count in weights.items() if count >= 3}


def _is_caption(line: Line) -> bool:
    inside = any(up.tag == "figcaption" for up in _ancestors(line.block, 4))
    if inside:
        return True
    return len(line.text) <= _CREDIT_LENGTH and is_credit(line.text)


def is_credit(text: str) -> bool:
    """Whether a short line is the credit of a picture: a word for picture, then a sign or a short name."""
    folded = fold(text)
    match = cues("markup.toml", "credit").match(folded)
    if match is None:
        return False
    rest = folded[match.end() :].strip()
    return rest.startswith((":", "©", "|", "-", "/")) or (
        len(rest.split()) <= 4 and len(text) < 50 and not _SENTENCE_END.search(text)
    )


def _ancestors(element: Any, count: int) -> Iterable[Any]:
    while element is not None and count:
        yield element
        element, count = element.getparent(), count - 1


def _read_also(line: Line, found: Furniture) -> bool:
    """A cue and then a headline; a sentence that happens to begin so has no link, or a link on few of its words."""
    folded = fold(line.text)
    start = ornament(folded)
    match = cues("markup.toml", "read_also").match(folded, start)
    if match is None:
        return False
    place = origin_offsets(line.text, folded)[match.end()]
    rest = line.text[place:].strip(" :–-|>»")
    colon = folded[match.end() :].lstrip()[:1] in {":", "|", ">", "»", "-"} or folded[match.end() - 1] == ":"
    if line.links:
        if line.linked < 0.5 * len(rest):
            return False
        for link in line.links:
            text = squeeze(link.text)
            found.teaser(rest if fold(text).startswith(folded[start : match.end()]) else text, link.href)
        return True
    if colon and rest and len(rest) < 160:
        found.teaser(rest)
        return True
    return not rest


def _headlines(line: Line, found: Furniture, own: str) -> bool:
    """Whether a line is nothing but links that read like headlines."""
    if line.link_share < 0.8 or any(up.tag in _MENU for up in _ancestors(line.block, 8)):
        return False
    worded = [link for link in line.links if _is_headline(squeeze(link.text)) and not _topical(link.href, link.rel)]
    if not worded or sum(len(link.text) for link in worded) < 0.6 * len(line.text):
        return False
    if any(fold(squeeze(link.text)) == own for link in worded):
        return False
    for link in worded:
        found.teaser(link.text, link.href)
    return True


def _topical(href: str, rel: str) -> bool:
    return (
        "tag" in rel.split()
        or "author" in rel.split()
        or _TOPIC.search(href) is not None
        or href.startswith(("#", "mailto:", "javascript:"))
    )


def _is_headline(text: str) -> bool:
    return len(text) >= 15 and len(text.split()) >= 3 and not begins(text, "source_link")


def _gapped(line: Line, found: Furniture) -> bool:
    """One line of unlinked headlines that only wide gaps keep apart."""
    parts = [part for part in map(squeeze, _GAP.split(line.raw.replace("\n", " "))) if part]
    if len(parts) < _TICKER or not _headline_like(parts):
        return False
    for part in parts:
        found.teaser(part)
    return True


def _headline_like(texts: list[str]) -> bool:
    ended = sum(1 for text in texts if _SENTENCE_END.search(text))
    short = sum(1 for text in texts if 12 <= len(text) <= 120 and len(text.split()) >= 3)
    return ended <= 0.1 * len(texts) and short >= 0.9 * len(texts)


def _tickers(page: list[Line]) -> set[int]:
    """Lines of the runs of short unlinked lines that stand in one block, parted by line breaks."""
    found: set[int] = set()
    start = 0
    for end in range(1, len(page) + 1):
        if end < len(page) and page[end].after_break and page[end].block is page[end - 1].block:
            continue
        run = [number for number in range(start, end) if not begins(page[number].text, "related")]
        if (
            len(run) >= _TICKER
            and _headline_like([page[n].text for n in run])
            and not _listing([page[n] for n in run], page)
        ):
            found.update(run)
        start = end
    return found


def _listing(run: list[Line], page: list[Line]) -> bool:
    """Rows of an article (concert dates, results): most hold figures, or they stand in one block with its prose."""
    figures = sum(1 for line in run if re.search(r"\d", line.text))
    parents = {id(line.block.getparent()) for line in run}
    prose = sum(
        1
        for line in page
        if len(line.text) >= _PROSE and line.link_share < 0.3 and id(line.block.getparent()) in parents
    )
    return figures > 0.5 * len(run) or prose >= 3


def _under_related(page: list[Line]) -> set[int]:
    """Lines of a list, linked or not, whose heading says that it is of other pages."""
    found: set[int] = set()
    heading, kind = None, ""
    for number, line in enumerate(page):
        if len(line.text) <= 60 and begins(line.text, "related") and len(line.text.split()) <= 7 and not line.links:
            heading, kind = number, ""
            continue
        if heading is None:
            continue
        kind = kind or line.tag
        listed = line.tag == "li" or line.after_break
        if line.tag == kind and listed and _headline_like([line.text]):
            found.update((heading, number))
        else:
            heading = None
    return found
