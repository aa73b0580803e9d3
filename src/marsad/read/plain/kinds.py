"""What a single line is by itself: advert, credit, byline, share bar, notice. Several lines are for the others."""

from __future__ import annotations

import re

from marsad.read.plain.lines import Line

_COUNT = re.compile(r"\d")
_CUE_BREAK = re.compile(r"\s*[:：|>›»–—]\s*|\s+-\s+")
_BREADCRUMB = re.compile(r"\S\s+[›>»→]\s+\S")
_CREDIT = re.compile(r"[^:：©(/]{2,30}\s*[:：©(/]")
_YEAR = re.compile(r"©\s*(?:19|20)\d{2}")
_CAPTION_CUT = re.compile(r"[.!?؟»]\s+|[(|/©–—-]\s*")

TABLE_CELLS = 200
NOTICE_REASONS = ("cookies", "paywall", "newsletter", "follow", "rights", "legal", "notice", "contact_field")
"""Cue families of notices, in the order in which they name the reason."""


def advert(line: Line) -> bool:
    """A mark where advertising stood."""
    return line.words <= 6 and line.cues.opens("advert")


def read_also(line: Line) -> str | None:
    """The headline after a "read also" mark; an empty string where the mark stands alone; null for other lines."""
    length = line.cues.starts.get("read_also")
    if length is None:
        return None
    found = _CUE_BREAK.search(line.text)
    before = len(line.text[: found.start()].split()) if found else 0
    if found and before <= length + 2 and not line.stops:
        return line.text[found.end() :].strip()
    if found and before <= length and line.words <= 30:
        return line.text[found.end() :].strip()
    if line.words <= length + 1 and not line.stops:
        return ""
    rest = line.text.split()[length:]
    if length >= 2 and line.headline and len(rest) >= 4 and (rest[0][0].isupper() or line.arabic):
        return " ".join(rest)
    return "" if length >= 2 and line.words <= 8 and not line.ends else None


def share(line: Line) -> bool:
    """A button or a row of buttons that share the page."""
    if line.words > 8 or not line.cues.any("social", "share") or line.stops:
        return False
    social = line.cues.hits.get("social", 0)
    return line.words <= 2 * social or (line.cues.opens("share") and (social > 0 or line.words <= 6))


def credit(line: Line) -> bool:
    """Whether the line credits a picture, alone or at the end of a caption."""
    if line.words > 40 or not (line.cues.any("credit") or "©" in line.text):
        return False
    if line.text.startswith("©") and line.words <= 8 and not line.cues.any("rights", "legal"):
        return _YEAR.match(line.text) is None
    length = line.cues.starts.get("credit")
    if length is not None and line.words <= 16 and not (line.stops and line.words > 8):
        if line.words == length > 1:
            return False
        return _CREDIT.match(line.text) is not None or (line.words <= length + 3 and not line.ends)
    if line.stops:
        return False
    return any(Line(line.text[cut.end() :], 0).cues.opens("credit") for cut in _CAPTION_CUT.finditer(line.text))


def comment_form(line: Line) -> bool:
    """A part of the form that takes comments."""
    cues = line.cues
    if not cues.hits:
        return False
    if (cues.any("contact_field") and line.words <= 40) or (cues.opens("comment_call") and line.words <= 6):
        return True
    return line.words <= 8 and cues.any("comment_verb") and cues.any("comment_word") and not _COUNT.search(line.text)


def comment_heading(line: Line, title: str | None = None) -> bool:
    """A heading such as "3 comments", "Comments (3)" or "2 thoughts on HEADLINE" (``title`` is its key)."""
    if not line.cues.any("comment_word") or comment_form(line) or line.stops:
        return False
    counted = _COUNT.search(line.text) is not None
    bare = line.words <= 2 and not line.cues.opens("reply")
    return (line.words <= 5 and (counted or bare)) or bool(counted and title and title in line.key)


def list_heading(line: Line) -> bool:
    """The heading of a list of headlines."""
    return line.words <= 8 and not line.stops and line.cues.opens("list_head")


def notice(line: Line) -> str | None:
    """Why a line speaks of the site and not of the news: its reason, or null."""
    if line.words > 60 or not line.cues.any(*NOTICE_REASONS):
        return None
    return next((reason for reason in NOTICE_REASONS if line.cues.any(reason)), None)


def notice_strength(line: Line) -> int:
    """How many notice phrases the line holds."""
    hits = line.cues.hits
    return sum([hits.get(reason, 0) for reason in NOTICE_REASONS]) if hits else 0


def tags(line: Line) -> str | None:
    """What follows a "tags" cue; null for other lines."""
    if not line.cues.opens("tags") or line.stops:
        return None
    found = re.match(r"[^:：]{2,24}[:：]\s*", line.text)
    return line.text[found.end() :] if found else None


def split_tags(text: str) -> list[str]:
    """Tags between commas, bars, dots or hash signs."""
    return [part.strip() for part in re.split(r"[,،;|•·#]", text) if part.strip()]


def breadcrumb(line: Line) -> bool:
    """A path of sections."""
    return line.words <= 20 and not line.ends and "«" not in line.text and _BREADCRUMB.search(line.text) is not None


def _copyright(line: Line) -> bool:
    return "©" in line.text or "copyright" in line.tokens or line.text.startswith("(c)")


def legal(line: Line) -> bool:
    """A line of rights, or of the page's foot."""
    if line.words > 40:
        return False
    if line.words <= 24 and (line.cues.any("rights") or (_copyright(line) and not credit(line))):
        return True
    return line.cues.opens("legal") and not line.prose


def table_length(lines: list[Line], place: int) -> int:
    """How many lines from here on are the cells of a table: four or more short ones, a figure among them."""
    count = 0
    for line in lines[place : place + TABLE_CELLS]:
        if line.prose or line.ends or line.words > 6 or advert(line) or share(line) or comment_heading(line):
            break
        count += 1
    cells = lines[place : place + count]
    figures = sum(any(char.isdigit() for char in cell.text) for cell in cells)
    return count if count >= 4 and figures * 5 >= count else 0
