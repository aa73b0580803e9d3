"""Where on the page the article lies: its headline, the lines under it, its text, the comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from marsad.read.plain import kinds
from marsad.read.plain.byline import Meta, byline_like, dates_of, person
from marsad.read.plain.lines import Line

_YEARS = re.compile(r"(?:©|\(c\)|copyright|\d{4}(?:\s*[-–]\s*\d{4})?|[،,.])", re.IGNORECASE)

PROSE_CAP = 60
LOOK_UP = 12


@dataclass(slots=True)
class Layout:
    """Line numbers. The text is ``start`` to ``stop`` (exclusive); comments begin at ``comments``."""

    title: str | None
    title_at: int | None
    start: int
    stop: int
    comments: int | None
    outlet: str | None
    outlets: frozenset[str]


def weights(lines: list[Line]) -> list[int]:
    """How much each line speaks for lying inside an article's text."""
    out: list[int] = []
    run = 0
    listing = False
    cells = 0
    for place, line in enumerate(lines):
        cells = cells - 1 if cells > 0 else kinds.table_length(lines, place) if _cell(lines, place) else 0
        if cells > 0:
            out.append(0)
            run = 0
            continue
        short = not line.prose and not _item(line, listing)
        inline = short and bool(line.cues.hits) and _inline(line)
        run = run + 1 if short and not inline and line.headline else 0 if not inline else run
        out.append(_weight(line, short, inline, run))
        listing = line.intro or (listing and not line.prose and not line.headline) or (listing and line.ends)
    return out


def _inline(line: Line) -> bool:
    """Whether a line may stand between two paragraphs without ending the text."""
    return kinds.advert(line) or kinds.share(line) or kinds.read_also(line) is not None


def _cell(lines: list[Line], place: int) -> bool:
    """Whether a table may begin here: a short line under prose or under a mark of advertising."""
    if not place or lines[place].words > 6 or lines[place].ends:
        return False
    return lines[place - 1].prose or kinds.advert(lines[place - 1])


def _item(line: Line, listing: bool) -> bool:
    return listing and (line.stops or line.bullet)


def _weight(line: Line, short: bool, inline: bool, run: int) -> int:
    if line.ticker:
        return -30
    if (line.cues.hits or "©" in line.text) and (kinds.comment_form(line) or kinds.legal(line)):
        return -40
    if line.prose or not short:
        return min(line.words, PROSE_CAP) if line.prose and not _noticed(line) else 2
    if inline:
        return -1
    if kinds.list_heading(line):
        return -25
    if line.stops and line.words >= 3 and kinds.notice(line) is None:
        return line.words
    return -2 if line.words <= 2 else -5 if run <= 2 else -12


def _noticed(line: Line) -> bool:
    return line.words <= 60 and kinds.notice_strength(line) >= (1 if line.words <= 25 else 2)


def _comments_at(lines: list[Line], weight: list[int], title: str | None) -> int | None:
    """The last heading that comments follow: an answer button, a form or a date comes soon after it."""
    total = sum(value for value in weight if value > 0)
    before = 0
    best: int | None = None
    for place, line in enumerate(lines):
        if kinds.comment_heading(line, title) and before * 3 >= total and _looks_like_comments(lines, place):
            best = place if best is None else best
        before += max(weight[place], 0)
    return best


def _looks_like_comments(lines: list[Line], place: int) -> bool:
    after = lines[place + 1 : place + 16]
    return any(line.words <= 2 and line.cues.opens("reply", "says") for line in after) or any(
        kinds.comment_form(line) for line in lines[place + 1 : place + 200]
    )


def outlet_of(lines: list[Line]) -> str | None:
    """The outlet as the line of rights names it: ``© 2026 NAME – All rights reserved``."""
    for line in reversed(lines[-60:]):
        if line.words <= 24 and ("©" in line.text or line.cues.any("legal")) and kinds.legal(line):
            for piece in re.split(r"\s+[-–—|·]\s+|\.\s+", line.text):
                name = _YEARS.sub(" ", piece).strip(" -–—|·")
                if name and len(name.split()) <= 7 and not _legal_words(name):
                    return " ".join(name.split())
    return None


def _legal_words(name: str) -> bool:
    probe = Line(name, 0)
    return probe.cues.any("legal") or probe.words == 0


def find(lines: list[Line]) -> Layout:
    """Find the article on the page. A page without prose gives an empty text."""
    weight = weights(lines)
    outlet = outlet_of(lines)
    names = {Line(outlet, 0).key} if outlet else set()
    at, start, stop = _place(lines, weight, names, len(lines))
    comments = _comments_at(lines, weight, lines[at].key if at is not None else None)
    if comments is not None and comments < stop:
        at, start, stop = _place(lines, weight, names, comments)
    suffix = _site_name(lines[0].text, lines[at].text) if at else None
    if suffix:
        names.add(Line(suffix, 0).key)
        outlet = outlet or suffix
    title = lines[at].text if at is not None else _first_line_title(lines, outlet, start)
    outlet = _shown_name(lines, outlet, Line(title or "", 0).key)
    if outlet:
        names.add(Line(outlet, 0).key)
    return Layout(title, at, start, stop, comments, outlet, frozenset(names))


def _place(lines: list[Line], weight: list[int], names: set[str], limit: int) -> tuple[int | None, int, int]:
    """Headline, first line and end of the text above ``limit``."""
    at = _repeated_headline(lines, weight)
    if at is not None and at < limit:
        return at, at + 1, _best_stop(weight, at + 1, limit)
    start, stop = _best_span(weight, limit)
    at = _headline_above(lines, start, names) if stop > start else None
    return at, (start if at is None else max(start, at + 1)), stop


def _shown_name(lines: list[Line], outlet: str | None, title: str) -> str | None:
    """The outlet as the page's head shows it: a line that begins the name of the line of rights, or is repeated."""
    top = [line for line in lines[:8] if 0 < line.words <= 6 and line.key != title and not line.cues.any("home")]
    if outlet:
        key = Line(outlet, 0).key
        return next((line.text for line in top if line.words >= 2 and key.startswith(line.key + " ")), outlet)
    found = [line for line in top[:4] if sum(other.key.find(line.key) >= 0 for other in lines[:20]) > 1]
    return next((line.text for line in found if line.words >= 2), None)


def _repeated_headline(lines: list[Line], weight: list[int]) -> int | None:
    """The headline that the page's first line (its ``<title>``) holds and a line near the text repeats."""
    if not lines:
        return None
    first = lines[0].key
    best: tuple[int, int] | None = None
    for place in range(1, len(lines)):
        line = lines[place]
        if (
            line.words < 2
            or len(line.key) * 5 < len(first) * 2
            or not (first == line.key or first.startswith(line.key + " ") or first.endswith(" " + line.key))
        ):
            continue
        following = sum(value for value in weight[place + 1 : place + 16] if value > 0)
        score = following + min(line.words, 20)
        if following >= 10 and line.words >= 3 and (best is None or score > best[0]):
            best = (score, place)
    return None if best is None else best[1]


def _site_name(first: str, headline: str) -> str | None:
    rest = first.replace(headline, "", 1) if headline in first else ""
    name = rest.strip(" |–—-·•:›»")
    return name if name and name != first and len(name.split()) <= 6 else None


def _best_stop(weight: list[int], start: int, limit: int) -> int:
    total = best = 0
    stop = start
    for place in range(start, limit):
        total += weight[place]
        if total >= best and weight[place] > 0:
            best, stop = total, place + 1
        if total < best - 150:
            break
    return stop


def _best_span(weight: list[int], limit: int) -> tuple[int, int]:
    """The contiguous lines of the greatest sum."""
    best, span, total, start = 0, (0, 0), 0, 0
    for place in range(limit):
        if total <= 0:
            total, start = 0, place
        total += weight[place]
        if total > best:
            best, span = total, (start, place + 1)
    return span


def _headline_above(lines: list[Line], start: int, names: set[str]) -> int | None:
    """The nearest line above the text with a headline's shape; one like a name only where there is no other."""
    prose = 0
    doubtful: int | None = None
    echo = _echo(lines, start, names)
    if echo is not None:
        return echo
    for place in range(start - 1, max(-1, start - 1 - LOOK_UP), -1):
        line = lines[place]
        if line.prose:
            prose += 1
            if prose > 2:
                break
        elif _headline_like(line, names):
            if not _name_like(line):
                return _above_byline(lines, place, names)
            doubtful = place if doubtful is None else doubtful
    return doubtful


def _echo(lines: list[Line], start: int, names: set[str]) -> int | None:
    """The line above the text, or in its first lines, that shares most of its words with the page's first line."""
    first = set(lines[0].tokens) if lines else set()
    best: tuple[float, int] | None = None
    for place in range(max(1, start - LOOK_UP), min(len(lines), start + 2)):
        line = lines[place]
        words = set(line.tokens)
        if len(words) < 4 or not _headline_like(line, names):
            continue
        share = len(words & first) / max(len(words), min(len(first), len(words) + 4))
        if share >= 0.6 and (best is None or share > best[0]):
            best = (share, place)
    return None if best is None else best[1]


def _above_byline(lines: list[Line], place: int, names: set[str]) -> int:
    """``place``, or the headline right above a byline above it: then ``place`` is a caption or a subtitle."""
    above = lines[place - 1] if place else None
    if above is not None and above.words <= 8 and (byline_like(above) or above.cues.any("desk")) and place >= 2:
        higher = lines[place - 2]
        if _headline_like(higher, names) and not _name_like(higher):
            return place - 2
    return place


def _name_like(line: Line) -> bool:
    if line.words > 5:
        return False
    return (person(line.text) and len(line.text.split()) <= 3) or line.cues.any("desk", "agency_word")


def _headline_like(line: Line, names: set[str]) -> bool:
    if line.ticker or line.words < 3 or line.words > 40 or line.key in names or line.stops:
        return False
    if kinds.share(line) or kinds.credit(line) or kinds.notice(line) or kinds.breadcrumb(line):
        return False
    if byline_like(line) or (line.cues.opens("home", "share") and line.words <= 6):
        return False
    return not dates_of(line, Meta()) or line.words >= 9


def _first_line_title(lines: list[Line], outlet: str | None, start: int) -> str | None:
    """The page's first line without the site's name, where no headline was found above the text."""
    if not lines or start == 0:
        return None
    title = lines[0].text
    cut = title.rfind(" | ") if " | " in title else -1
    if cut < 0 and outlet and title.endswith(outlet):
        cut = len(title) - len(outlet)
    if cut > 0:
        title = title[:cut].rstrip(" |–—-·•:")
    return title if Line(title, 0).headline else None


def gaps(lines: list[Line], start: int, stop: int) -> list[int]:
    """The numbers of blank lines between neighbouring lines of prose."""
    return [b.gap for a, b in pairwise(lines[start:stop]) if a.prose and b.prose]
