"""The article's own blocks among the lines of its text, and what stands between them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from marsad.model import Block, BlockType
from marsad.read.plain import kinds
from marsad.read.plain.byline import Meta, byline_like, date_line, signed_agency
from marsad.read.plain.kinds import table_length
from marsad.read.plain.lines import Line

EDGE_WORDS = 60
SUBHEAD_WORDS = 18
UNSTOPPED_WORDS = 14
REPEAT = 8
"""How many blocks back a paragraph said twice (a pull quote) is looked for."""
_ATTRIBUTED = re.compile(r"\s[–—]\s+(?P<name>[^\W\d_][^.!?:]{3,60})$")
_PREFIX = re.compile(r"^([^:|]{3,32}?)\s*[:|]\s+(\S.*)$")


@dataclass(slots=True)
class Body:
    """Blocks in order, teasers met on the way, and ``(reason, text)`` of what was dropped."""

    blocks: list[Block] = field(default_factory=list)
    teasers: list[str] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    credit: str | None = None
    paywalled: bool = False

    def drop(self, reason: str, text: str) -> None:
        """Note that ``text`` is not the article's."""
        self.dropped.append((reason, text))


def trim(lines: list[Line], start: int, stop: int, meta: Meta) -> int:
    """The end of the text once notices, signatures and lone short lines at its foot are taken off."""
    while stop > start:
        line = lines[stop - 1]
        kept = line.prose or (line.stops and line.words >= 3)
        if kept and not _foot(line, lines[stop - 2] if stop - 2 >= start else None, meta):
            break
        stop -= 1
    return stop


def _foot(line: Line, above: Line | None, meta: Meta) -> bool:
    """Whether a sentence at the text's foot speaks of the site, the page or its author."""
    if line.words > EDGE_WORDS or signed_agency(line.text):
        return False
    strength = kinds.notice_strength(line)
    if above is not None and line.words <= 8 and above.prose and line.gap > above.gap + 1:
        return True
    if strength and (strength > 1 or line.words <= 30):
        return True
    names = [" ".join(Line(name, 0).tokens) for name in meta.authors]
    if any(line.key.startswith(name) for name in [*meta.outlets, *names] if name):
        return above is None or not above.prose or line.words <= 30
    return False


def read_body(lines: list[Line], known: frozenset[str], meta: Meta) -> Body:
    """Sort the lines of the text. ``known`` are the keys of headlines that stand elsewhere on the page."""
    body = Body()
    repeated = _repeated_marks(lines)
    place = 0
    while place < len(lines):
        place += _step(lines, place, known, repeated, body, meta)
    return body


def _repeated_marks(lines: list[Line]) -> frozenset[str]:
    """What two or more lines have before a colon, followed by a headline: a mark such as "Read also:"."""
    found = Counter(
        match[1].casefold()
        for line in lines
        if not line.stops and line.words >= 5 and (match := _PREFIX.match(line.text)) and len(match[1].split()) <= 4
    )
    return frozenset(mark for mark, count in found.items() if count > 1)


def _step(
    lines: list[Line], place: int, known: frozenset[str], repeated: frozenset[str], body: Body, meta: Meta
) -> int:
    """Sort the line at ``place``; how many lines that took."""
    line = lines[place]
    if line.ticker:
        body.teasers.extend(line.segments)
        body.drop("ticker", line.text)
        return 1
    mark = _marked_headline(line, repeated, known)
    if mark is not None:
        return _take_marked(lines, place, mark, body)
    if _take_apparatus(line, body, meta):
        return 1
    if line.prose and any(block.text == line.text for block in body.blocks[-REPEAT:]):
        body.drop("repeated", line.text)
        return 1
    if line.prose or line.intro:
        _take_prose(line, body)
        return 1
    if _listed(lines, place, body):
        body.blocks.append(Block(BlockType.LIST_ITEM, line.unbulleted))
        return 1
    cells = table_length(lines, place)
    if cells:
        body.blocks.append(Block(BlockType.TABLE, "\n".join(cell.text for cell in lines[place : place + cells])))
        return cells
    if line.key in known:
        if line.headline:
            body.teasers.append(line.text)
        body.drop("related" if line.headline else "repeated", line.text)
    elif _subhead(lines, place):
        body.blocks.append(Block(BlockType.SUBHEAD, line.text))
    elif line.stops or (line.ends and line.words >= 3) or line.words >= UNSTOPPED_WORDS:
        body.blocks.append(Block(BlockType.PARAGRAPH, line.text))
    else:
        body.drop("fragment", line.text)
    return 1


def _marked_headline(line: Line, repeated: frozenset[str], known: frozenset[str]) -> str | None:
    headline = kinds.read_also(line)
    if headline is not None:
        return headline
    match = _PREFIX.match(line.text)
    if match is None or line.stops or len(match[1].split()) > 5:
        return None
    if match[1].casefold() in repeated or Line(match[2], 0).key in known:
        return match[2]
    return None


def _take_marked(lines: list[Line], place: int, headline: str, body: Body) -> int:
    """A "read also" line; where the mark stands alone, the headlines under it too."""
    body.drop("read_also", lines[place].text)
    if headline:
        body.teasers.append(headline)
        return 1
    taken = 1
    for line in lines[place + 1 : place + 7]:
        if not line.headline or kinds.advert(line):
            break
        body.teasers.append(line.text)
        body.drop("read_also", line.text)
        taken += 1
    return taken


def _take_apparatus(line: Line, body: Body, meta: Meta) -> bool:
    if kinds.advert(line):
        body.drop("advertising", line.text)
    elif kinds.share(line):
        body.drop("share", line.text)
    elif not line.prose and kinds.credit(line):
        body.credit = body.credit or line.text
        body.drop("credit", line.text)
    elif (found := kinds.tags(line)) is not None:
        body.tags.extend(kinds.split_tags(found))
        body.drop("tags", line.text)
    elif kinds.comment_form(line):
        body.drop("comment_form", line.text)
    elif (reason := kinds.notice(line)) and _speaks_of_site(line, reason):
        body.paywalled |= reason == "paywall" and line.prose
        body.drop(reason, line.text)
    elif _byline(line, meta):
        body.drop("byline", line.text)
    else:
        return False
    return True


def _byline(line: Line, meta: Meta) -> bool:
    """Whether a line in the text only says who wrote it, for whom, and when."""
    if line.prose and line.words > 14:
        return False
    if date_line(line, meta) or (byline_like(line) and (line.cues.any("reading") or line.cues.opens("by"))):
        return True
    return line.words <= 8 and not line.ends and (meta.own(line.text) or line.text in meta.authors)


def _speaks_of_site(line: Line, reason: str) -> bool:
    """Whether a notice phrase in the middle of the text makes the line a notice: prose needs two, or is a call."""
    if line.intro:
        return False
    call = reason in {"newsletter", "follow", "paywall"} and line.words <= 16
    return not line.prose or call or kinds.notice_strength(line) > 1


def _take_prose(line: Line, body: Body) -> None:
    previous = body.blocks[-1] if body.blocks else None
    attributed = _ATTRIBUTED.search(line.text)
    if line.bullet or (previous and _open_list(previous) and line.text.rstrip().endswith((";", "؛"))):
        body.blocks.append(Block(BlockType.LIST_ITEM, line.unbulleted if line.bullet else line.text))
    elif attributed and not line.stops:
        body.blocks.append(Block(BlockType.QUOTE, line.text))
    else:
        body.blocks.append(Block(BlockType.PARAGRAPH, line.text))


def _open_list(block: Block) -> bool:
    """Whether a list goes on after this block."""
    text = block.text.rstrip()
    return text.endswith(":") or (block.type is BlockType.LIST_ITEM and not text.endswith("."))


def _listed(lines: list[Line], place: int, body: Body) -> bool:
    line = lines[place]
    if line.bullet:
        return True
    if not body.blocks or not _open_list(body.blocks[-1]):
        return False
    return line.ends or line.text[:1].islower() or body.blocks[-1].type is BlockType.LIST_ITEM


def _subhead(lines: list[Line], place: int) -> bool:
    """A short line without a stop that text follows."""
    line = lines[place]
    if (
        line.words > (SUBHEAD_WORDS * 2 // 3 if line.arabic else SUBHEAD_WORDS)
        or line.stops
        or not any(char.isalpha() for char in line.text)
    ):
        return False
    for following in lines[place + 1 : place + 4]:
        if following.prose or following.stops:
            return True
        if not (kinds.advert(following) or kinds.read_also(following) is not None or kinds.credit(following)):
            return False
    return False
