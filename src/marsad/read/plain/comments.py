"""Readers' comments under the article: author, date and words of each, and nothing of the form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from marsad.model import Comment
from marsad.read.dates import find_dates
from marsad.read.fold import fold
from marsad.read.plain import kinds
from marsad.read.plain.cues import Cues, tokens
from marsad.read.plain.lines import Line

AUTHOR_WORDS = 6
_NUMBER = re.compile(r"^(?:#\s?\d{1,4}|\d{1,4}\s?[.)-])\s*")
_AVATAR = re.compile(
    r"^(?:avatar|photo de profil|foto de perfil|profile picture|صوره)\s+(?:de |d'|of |for )?", re.IGNORECASE
)
_COUNTS = re.compile(r"^[\W\d]{1,12}$")
_TO = re.compile(
    r"(?:^|\s)(?:en réponse à|in reply to|replying to|en respuesta a|ردا على)\s+@?(?P<name>.{2,40})$"
    r"|^@(?P<at>[\w.]{2,30})"
)


@dataclass(slots=True)
class _Draft:
    author: str | None = None
    published: str | None = None
    to: str | None = None
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Zone:
    """The comments, and the line at which they end."""

    comments: list[Comment]
    stop: int
    dropped: list[tuple[str, str]]


def read_comments(lines: list[Line], start: int, fetched: datetime | None, lang: str | None) -> Zone:
    """The comments below the heading at ``start``, up to the form or the next list of headlines."""
    stop = _stop(lines, start + 1)
    zone = Zone([], stop, [("comments_heading", lines[start].text)])
    drafts: list[_Draft] = []
    style = _style(lines[start + 1 : stop], fetched, lang)
    for place in range(start + 1, stop):
        line = lines[place]
        if _button(line):
            zone.dropped.append(("comment_button", line.text))
            if drafts and drafts[-1].lines and style == "button":
                drafts.append(_Draft())
        elif _opens(lines, place, style, drafts, fetched, lang):
            if not drafts or drafts[-1].lines or drafts[-1].author:
                drafts.append(_Draft())
            _head(line, drafts[-1], fetched, lang)
        elif (
            drafts and not drafts[-1].lines and (not drafts[-1].author or _only_meta(line, drafts[-1], fetched, lang))
        ) or (
            drafts
            and style == "said"
            and drafts[-1].lines
            and drafts[-1].published is None
            and _only_date(line, fetched, lang)
        ):
            _head(line, drafts[-1], fetched, lang)
        elif drafts:
            drafts[-1].lines.append(line.text)
        else:
            zone.dropped.append(("comment", line.text))
    zone.comments = _finish([draft for draft in drafts if draft.lines])
    return zone


def _stop(lines: list[Line], start: int) -> int:
    for place in range(start, len(lines)):
        line = lines[place]
        if kinds.comment_form(line) or kinds.legal(line) or (kinds.list_heading(line) and not line.cues.opens("reply")):
            return place
    return len(lines)


def _button(line: Line) -> bool:
    if line.words > 3:
        return False
    return line.cues.opens("reply", "share") or _COUNTS.match(line.text) is not None


def _style(lines: list[Line], fetched: datetime | None, lang: str | None) -> str:
    """By what comments begin on this page: a number or picture, an author with a date, or what follows a button."""
    if sum(_NUMBER.match(line.text) is not None or _avatar(line.text) is not None for line in lines) >= 1:
        return "number"
    if any(_said(line) for line in lines):
        return "said"
    if any(_dated_author(line, fetched, lang) for line in lines):
        return "date"
    if any(_button(line) for line in lines):
        return "button"
    return "short"


def _avatar(text: str) -> str | None:
    found = _AVATAR.match(fold(text))
    return text[found.end() :].strip() if found else None


def _said(line: Line) -> bool:
    """``X says:`` or ``says:``, perhaps with a date."""
    if line.words > AUTHOR_WORDS + 8 or (":" not in line.text and not line.text.endswith("...")):
        return False
    head = tokens(re.split(r":(?!\d)|\.\.\.", line.text)[0])
    return len(head) <= AUTHOR_WORDS + 2 and Cues(head[-2:]).any("says")


def _only_said(line: Line) -> bool:
    return line.cues.opens("says") and _said(line)


def _dated_author(line: Line, fetched: datetime | None, lang: str | None) -> bool:
    if line.words > 16:
        return False
    dates = list(find_dates(line.text, lang=lang, fetched=fetched))
    if not dates and fetched is None:
        dates = list(find_dates(line.text, lang=lang, fetched=datetime(2000, 1, 1)))  # noqa: DTZ001 - only for the span
    if not dates:
        return False
    rest = line.text[: dates[0].start] + line.text[dates[-1].end :]
    return len(tokens(rest)) <= AUTHOR_WORDS and (not line.ends or line.text.endswith(":"))


def _opens(
    lines: list[Line], place: int, style: str, drafts: list[_Draft], fetched: datetime | None, lang: str | None
) -> bool:
    line = lines[place]
    if style == "number":
        return (_NUMBER.match(line.text) is not None and (line.words <= 8)) or _avatar(line.text) is not None
    if style == "date":
        if _dated_author(line, fetched, lang):
            return not (drafts and drafts[-1].author and not drafts[-1].lines)
        following = lines[place + 1] if place + 1 < len(lines) else None
        return (
            line.words <= AUTHOR_WORDS and not line.ends and following is not None
            and _dated_author(following, fetched, lang) and _only_date(following, fetched, lang)
        )  # fmt: skip
    if style == "said":
        following = lines[place + 1] if place + 1 < len(lines) else None
        if following is not None and _only_said(following) and line.words <= AUTHOR_WORDS + 2:
            return True
        return _said(line) and not _only_said(line)
    if style == "button":
        return not drafts
    return line.words <= AUTHOR_WORDS and not line.ends and (not drafts or (bool(drafts[-1].lines) and line.gap > 0))


def _only_date(line: Line, fetched: datetime | None, lang: str | None) -> bool:
    dates = list(find_dates(line.text, lang=lang, fetched=fetched))
    return bool(dates) and len(tokens(line.text[: dates[0].start] + line.text[dates[-1].end :])) <= 2


def _only_meta(line: Line, draft: _Draft, fetched: datetime | None, lang: str | None) -> bool:
    """Whether a line under the author's repeats the name or only says when."""
    name = " ".join(tokens(draft.author or ""))
    return line.key == name or _only_said(line) or (draft.published is None and _only_date(line, fetched, lang))


def _head(line: Line, draft: _Draft, fetched: datetime | None, lang: str | None) -> None:
    text = _NUMBER.sub("", line.text)
    text = _avatar(text) or text
    dates = list(find_dates(text, lang=lang, fetched=fetched))
    if dates:
        draft.published = draft.published or dates[0].iso
        text = f"{text[: dates[0].start]} {text[dates[-1].end :]}"
    answered = _TO.search(text)
    if answered and answered["name"]:
        draft.to = answered["name"].strip(" :,،")
        text = text[: answered.start()]
    words = text.split()
    while words and Cues(tokens(words[-1])).opens("says"):
        words.pop()
    while (words and Cues(tokens(words[-1])).any("published")) or (
        words and words[-1].strip(":").casefold() in {"le", "el", "on", "à", "at", "a", "dit"}
    ):
        words.pop()
    name = " ".join(words).strip(" :|·•-–—,،()")
    if name and draft.author is None and len(name) <= 80:
        draft.author = name


def _finish(drafts: list[_Draft]) -> list[Comment]:
    comments: list[Comment] = []
    places: dict[str, int] = {}
    for draft in drafts:
        at = _TO.match(draft.lines[0]) if draft.to is None else None
        answered = draft.to or (at["at"] if at else None)
        reply_to = places.get(answered.casefold()) if answered else None
        comments.append(Comment("\n".join(draft.lines), draft.author, draft.published, reply_to))
        if draft.author:
            places[draft.author.casefold()] = len(comments) - 1
    return comments
