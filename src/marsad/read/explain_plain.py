"""Why a plain-text page reads as it does, as far as its lines tell: they are looked up in the article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from marsad.model import Article
from marsad.read.explain import Explanation, Field, Told, counted, shortened
from marsad.read.limits import check_text
from marsad.read.plain import read_plain
from marsad.read.plain.lines import Line, split_lines

_BYLINE = 20
"""A line of so few words that names an author is the byline."""


def explain_plain(text: str, *, url: str | None = None, fetched: datetime | None = None) -> Explanation:
    """Explain how plain text is read. The arguments are those of `marsad.read.read`. Raises `ReadError`."""
    check_text(text)
    result = read_plain(text, url=url, fetched=fetched)
    decisions = _decisions(result)
    return Explanation(result, tuple(_fields(result)), tuple(_lines(split_lines(text), result, decisions)))


def _fields(result: Article) -> Iterator[Field]:
    yield Field("title", result.title or "", "the line that the page repeats, or the nearest above the text")
    yield Field("lede", shortened(result.lede), "prose set apart below the headline" if result.lede else "")
    yield Field("authors", ", ".join(result.authors), "a byline" if result.authors else "")
    yield Field("published", result.published or "", result.published_evidence or "")
    for name, value in (("outlet", result.outlet), ("lang", result.lang), ("agency", result.agency)):
        if value:
            yield Field(name, value, "the text")
    yield from counted(result)


def _decisions(result: Article) -> dict[str, str]:
    """What became of the lines that stand in the article, by their keys; what is told first counts."""
    found: dict[str, str] = {}
    told = [("title", result.title or ""), ("lede", result.lede)]
    told += [(f"body/{block.type}", block.text) for block in result.blocks]
    told += [(f"dropped/{one.reason}", one.text) for one in result.dropped]
    told += [("teaser", one.title) for one in result.teasers]
    told += [("comment", f"{one.author or ''}\n{one.text}") for one in result.comments]
    for decision, text in told:
        for part in text.split("\n"):
            found.setdefault(Line(part, 0).key, decision)
    return found


def _lines(lines: list[Line], result: Article, decisions: dict[str, str]) -> Iterator[Told]:
    for number, line in enumerate(lines):
        decision = decisions.get(line.key) or decisions.get(Line(line.unbulleted, 0).key) or _head(line, result)
        yield Told(number, decision, _looks(line), "", line.text)


def _head(line: Line, result: Article) -> str:
    """What a line is that the article tells in a field, and not as a line."""
    if line.words <= _BYLINE and any(name in line.text for name in result.authors):
        return "byline"
    if result.published and line.text in (result.published_evidence or ""):
        return "date"
    return "comment" if any(line.text in one.text for one in result.comments) else "not body"


def _looks(line: Line) -> str:
    """What a line looks like, and the families of cue words in it."""
    shape = (
        "many headlines"
        if line.ticker
        else "prose"
        if line.prose
        else "a headline's form"
        if line.headline
        else "short"
    )
    begins = [f"begins with {family} words" for family in line.cues.starts]
    holds = [f"has {family} words" for family in line.cues.hits if family not in line.cues.starts]
    return ", ".join([shape, *begins, *holds])
