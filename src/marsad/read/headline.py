"""The head of an article on its page: headline, the lines around it, and the lede."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.read.cues import begins
from marsad.read.dom import HEADINGS, Line, names
from marsad.read.fold import fold
from marsad.read.furniture import is_credit
from marsad.read.published import is_date_line
from marsad.read.witnesses import Witnesses

ZONE = 14
"""So many lines after the headline may belong to the head of the article."""

PROSE = 100
"""A line of so many characters is running text, or a lede."""

_LEDE_LENGTH = 60

_TITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:headline|title|titre|titular|titulo|post-title|entry-title|article-title)(?:$|[\s_-])"
)
_LEDE_NAME = re.compile(
    r"chapo|chapeau|standfirst|\blede\b|\blead\b|intro|summary|\bdeck?\b|subtitle|sub-?head|sub-?title|sous-?titre|subtitulo|"
    r"entradilla|bajada|resumen|excerpt|abstract|teaser-?text|article-?desc|\bsub\b|sumario|copete|accroche"
)
_PARTS = re.compile(r"\s+[|\-–—•·:»]+\s+|\s[|»]|[|»]\s|\s:\s")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of the article is: title, and indexes into the page's lines."""

    title: str | None
    at: int | None
    zone: range
    lede: int | None


def find_head(page: list[Line], said: Witnesses) -> Head:
    """Find headline, head zone and lede among the lines of a page."""
    title, at = _title(page, said)
    if at is None:
        return Head(title, None, range(0), _declared_lede(page, said, range(min(len(page), 400)), title))
    lede = _lede(page, at, said, title)
    zone = _zone(page, at, lede)
    return Head(title, at, zone, lede)


def words(text: str) -> list[str]:
    """The folded words of a text, for comparing titles."""
    return re.findall(r"\w+", fold(text))


def similar(one: str, other: str) -> float:
    """Share of common words, from 0 to 1."""
    a, b = set(words(one)), set(words(other))
    return len(a & b) / max(1, min(len(a), len(b)))


def _title(page: list[Line], said: Witnesses) -> tuple[str | None, int | None]:
    declared = [without_site(witness.value, said.site) for witness in said.titles]
    declared = [title for title in declared if title and words(title) != words(said.site or "")]
    shown = [(number, line) for number, line in enumerate(page) if any(up in ("h1",) for up in _tags(line))]
    best = max(shown, key=lambda pair: _agreement(pair[1].text, declared), default=None)
    alone = (
        all(witness.where == "title element" for witness in said.titles)
        and len(words(best[1].text) if best else []) >= 3
    )
    if best is not None and (_agreement(best[1].text, declared) >= 0.5 or not declared or alone):
        return _whole_heading(page, best[0]), best[0]
    for title in declared:
        for number, line in enumerate(page):
            if words(line.text) == words(title) and line.link_share < 0.5:
                return line.text, number
    if (echo := _echo(page, declared)) is not None:
        return page[echo].text, echo
    named = [
        (n, line)
        for n, line in enumerate(page)
        if _TITLE_NAME.search(names(line.block)) and len(line.text.split()) >= 3 and line.link_share < 0.5
    ]
    long_declared = [title for title in declared if len(words(title)) >= 4]
    if long_declared and not (named and similar(named[0][1].text, long_declared[0]) >= 0.5):
        return long_declared[0], best[0] if best and not named else None
    if best is not None and len(words(best[1].text)) >= 3:
        return best[1].text, best[0]
    if named:
        return named[0][1].text, named[0][0]
    return (declared[0] if declared else None), None


def _echo(page: list[Line], declared: list[str]) -> int | None:
    """The line that a declared title begins or ends with, the rest of it being the name of the site."""
    best, length = None, 2
    for number, line in enumerate(page):
        shown = words(line.text)
        if len(shown) <= length or line.link_share >= 0.5:
            continue
        for title in map(words, declared):
            ends = title[: len(shown)] == shown or title[-len(shown) :] == shown
            if ends and 2 * len(shown) > len(title):
                best, length = number, len(shown)
    return best


def _tags(line: Line) -> Iterable[str]:
    element = line.block
    while element is not None and element.tag not in {"body", "article", "section", "main"}:
        yield element.tag
        element = element.getparent()


def _whole_heading(page: list[Line], at: int) -> str:
    """A headline that line breaks cut is one headline."""
    parts = [page[at].text]
    for line in page[at + 1 : at + 3]:
        if line.block is page[at].block and line.tag in HEADINGS:
            parts.append(line.text)
        else:
            break
    return " ".join(parts)


def _agreement(shown: str, declared: list[str]) -> float:
    return max((similar(shown, title) * min(1.0, len(words(shown)) / 3) for title in declared), default=0.0)


def without_site(title: str, site: str | None) -> str:
    """A declared title without the name of the site before or after it.

    A part goes when it is the site's name, or a few words that begin it; where the site's name is not known,
    titles stay whole.
    """
    cuts = list(_PARTS.finditer(title))
    if not site or not cuts:
        return title
    for cut in (cuts[-1], cuts[0]):
        before, after = title[: cut.start()].strip(), title[cut.end() :].strip()
        if _is_site(after, site) and before:
            return without_site(before, site)
        if _is_site(before, site) and after:
            return without_site(after, site)
    return title


def _is_site(part: str, site: str) -> bool:
    a, b = "".join(words(part)), "".join(words(site))
    return bool(a and b) and (a in b or b in a) and len(words(part)) <= len(words(site)) + 3


def _zone(page: list[Line], at: int, lede: int | None) -> range:
    end = at + 1
    while end < min(len(page), at + 1 + ZONE):
        if end != lede and len(page[end].text) >= PROSE and page[end].link_share < 0.5:
            break
        end += 1
    return range(at + 1, end)


def _lede(page: list[Line], at: int, said: Witnesses, title: str | None) -> int | None:
    near = range(at + 1, min(len(page), at + 1 + ZONE))
    declared = _declared_lede(page, said, near, title)
    if declared is not None:
        return declared
    between = _between_headline_and_date(page, at)
    if between is not None:
        return between
    for number in near:
        line = page[number]
        if len(line.text) >= 2.5 * PROSE and not _LEDE_NAME.search(names(line.block)):
            break
        if _looks_like_lede(page, number, title):
            return number
    return None


def _between_headline_and_date(page: list[Line], at: int) -> int | None:
    """The one line of prose that stands between the headline and a line of byline and date."""
    prose = next((n for n in range(at + 1, min(len(page), at + 4)) if len(page[n].text) >= _LEDE_LENGTH), None)
    if (
        prose is None
        or page[prose].link_share > 0.3
        or len(page[prose].text) > 6 * PROSE
        or is_credit(page[prose].text)
    ):
        return None
    below = page[prose + 1 : prose + 4]
    if any(line.text.startswith("(") or is_credit(line.text) for line in page[prose : prose + 2]):
        return None  # a picture and its caption
    dated = [line for line in below if len(line.text) <= PROSE and is_date_line(line.text, None, None)]
    return prose if dated and not any(len(line.text) >= PROSE for line in below[: below.index(dated[0])]) else None


def _looks_like_lede(page: list[Line], number: int, title: str | None) -> bool:
    line = page[number]
    if not 30 <= len(line.text) <= 900 or line.link_share > 0.3 or is_credit(line.text) or begins(line.text, "legal"):
        return False
    if title and words(line.text) == words(title):
        return False
    element = line.block
    called = (
        names(element)
        + " "
        + (names(element.getparent()) if element.getparent() is not None and len(element.getparent()) == 1 else "")
    )
    if _LEDE_NAME.search(called):
        return True
    return line.tag in {"h2"} and not _heads_prose_later(page, number)


def _heads_prose_later(page: list[Line], number: int) -> bool:
    """Whether an element like this one stands between paragraphs further on: then it is a subhead."""
    line = page[number]
    return any(
        other.tag == line.tag and names(other.block) == names(line.block)
        and number + 2 < place and len(page[place - 1].text) >= PROSE
        for place, other in enumerate(page[number + 1 : number + 120], number + 1)
    )  # fmt: skip


def _declared_lede(page: list[Line], said: Witnesses, near: range, title: str | None) -> int | None:
    """The line that is the page's declared description and is set apart from the paragraphs after it."""
    declared = [words(text) for text in said.descriptions if len(words(text)) >= 5]
    for number in near:
        line = page[number]
        shown = words(line.text)
        if len(shown) < 5 or (title and shown == words(title)) or line.link_share > 0.5:
            continue
        if any(_same_start(shown, text) for text in declared) and _set_apart(page, number):
            return number
    return None


def _same_start(shown: list[str], declared: list[str]) -> bool:
    if len(shown) > len(declared) + 25:
        return False
    common = min(len(shown), len(declared))
    return shown[: common - 1] == declared[: common - 1] and common >= 0.7 * len(shown)


def _set_apart(page: list[Line], number: int) -> bool:
    """Whether a line's element is not just the first of the paragraphs."""
    line = page[number]
    if line.tag in HEADINGS or _LEDE_NAME.search(names(line.block)):
        return True
    following = [
        other for other in page[number + 1 : number + 12] if len(other.text) >= PROSE and other.link_share < 0.5
    ]
    return not any(
        other.tag == line.tag
        and names(other.block) == names(line.block)
        and other.block.getparent() is line.block.getparent()
        for other in following[:3]
    )
