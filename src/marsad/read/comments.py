"""Readers' comments on a page: a stream of their own, and the lines of the page that are no part of its article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise

from marsad.model import Comment
from marsad.read.comment_area import Area, find_areas
from marsad.read.comment_words import (
    LONGEST_HEAD,
    LONGEST_NAME,
    NAME_WORDS,
    bare,
    ends,
    is_button,
    is_form,
    is_heading,
    is_name,
)
from marsad.read.comments_declared import MOST, declared_comments
from marsad.read.dates import declared_date, find_dates, may_hold_date
from marsad.read.fold import fold
from marsad.read.marks import Kind, Mark
from marsad.read.page import Line, Page

_ONE = re.compile(
    r"(?:^|[\s_])(?:[a-z]*comment(?:aire)?|[a-z]*comentario|[a-z]*kommentar)"
    r"(?:[-_]{0,2}(?:item|entry|box|container|wrapper|wrap|block|card|body|fil|thread|single))?(?:[-_]?\d+)?(?=$|[\s_])"
)
_AUTHOR = re.compile(
    r"\bfn\b|author|auteur|autor|user-?_?name|pseudo|commenter|\bname\b|\bnom\b|nick|nombre|benutzer|usuario|\buser\b"
)
_WHEN = re.compile(r"date|time|when|\bago\b|publish|fecha|datum|heure|zeit")
_REPLIES = re.compile(r"repl|child|respuest|antwort|answer|nested|subcomment|respons|repons|thread")
_DEPTH = re.compile(r"(?:depth|level|niveau|nivel)[-_]?(\d{1,2})\b")
_DIGITS = re.compile(r"\d")
_CLOCK = re.compile(
    r"\W*(?:\b(?:at|um|à|a las|الساعة)\s*|@\s*)?\d{0,2}[:h]\d{2}(?::\d{2})?\s*(?:uhr|horas|hs?\b|[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"(?:il y a|hace|vor|منذ|قبل|há)\s+\S+(?:\s+\w+)?|\d+\s*(?:\w+\s+ago|mo|[ywdhm])\b|\b(?:an?|one)\s\w+\sago",
    re.IGNORECASE,
)
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_FORM = int(Mark.FORM)
_COMMENT = int(Mark.COMMENT)


@dataclass(frozen=True, slots=True)
class Discussion:
    """The comments of a page in its order, and the numbers of all lines that they, their buttons and form stand on."""

    comments: tuple[Comment, ...] = ()
    lines: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Item:
    """One comment: the element that holds it (-1: none does), its own lines, and the comment that it answers."""

    element: int
    lines: list[Line] = field(default_factory=list)
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class _When:
    """A date on a line: ISO 8601 where it can be told, and the words it is printed in."""

    iso: str | None
    words: str


@dataclass(frozen=True, slots=True)
class _Reader:
    page: Page
    lang: str | None
    fetched: datetime | None
    dates: dict[int, _When | None] = field(default_factory=dict)
    names: dict[int, str | None] = field(default_factory=dict)

    def when(self, line: Line) -> _When | None:
        """When a comment was written, if the line is one that says so."""
        if line.number not in self.dates:
            self.dates[line.number] = self._when(line)
        return self.dates[line.number]

    def author(self, line: Line) -> str | None:
        """The name on a line, or in an element of it, that is called after an author."""
        if line.number not in self.names:
            self.names[line.number] = self._author(line)
        return self.names[line.number]

    def _inside(self, line: Line) -> dict[int, str]:
        """The elements of a line; those of a long paragraph do not matter here."""
        return {} if len(line.text) > 2 * LONGEST_HEAD else self.page.inside(line)

    def _when(self, line: Line) -> _When | None:
        text = line.text
        for element, words in self._inside(line).items():
            kind = self.page.kinds[element]
            if words and (kind.tag == "time" or _WHEN.search(kind.names)) and len(words) < LONGEST_NAME:
                found = self._date(words, kind)
                if found:
                    return found
        if len(text) > LONGEST_HEAD or not (_DIGITS.search(text) or may_hold_date(fold(text)) or _AGO.match(text)):
            return None
        found = self._date(text, line.kind)
        if found is None:
            return None
        before, _, after = text.partition(found.words)
        told = bool(after.strip(" .:,)")) and ends(after)
        return found if not told and len((before + after).split()) <= NAME_WORDS + 2 else None

    def _date(self, text: str, kind: Kind) -> _When | None:
        stamp = kind.get("datetime") if kind.tag == "time" else ""
        declared = declared_date(stamp, lang=self.lang, fetched=self.fetched) if stamp else None
        found = next(find_dates(text, lang=self.lang, fetched=self.fetched), None)
        known = declared or (found.iso if found else None)
        if found is None and self.fetched is None:
            found = next(find_dates(text, lang=self.lang, fetched=_SOME_DAY), None)
        if found is None:
            ago = _AGO.search(text) if len(text) < LONGEST_NAME else None
            return _When(known, ago[0] if ago else text) if known or ago else None
        return _When(known, text[found.start : found.end])

    def _author(self, line: Line) -> str | None:
        if _AUTHOR.search(line.kind.names) and len(line.text) <= LONGEST_NAME and not is_button(line.text):
            inner = [words for element, words in self._inside(line).items() if self._is_author(element) and words]
            return inner[-1] if inner else line.text
        for element, words in self._inside(line).items():
            if words and len(words) <= LONGEST_NAME and self._is_author(element):
                return words
        return None

    def _is_author(self, element: int) -> bool:
        kind = self.page.kinds[element]
        return kind.tag == "cite" or _AUTHOR.search(kind.names) is not None


def find_comments(
    page: Page, *, lang: str | None, fetched: datetime | None, areas: list[Area] | None = None
) -> Discussion:
    """The comments that readers left on a page, in ``areas`` or where they are found to stand.

    ``fetched`` (aware) resolves "3 hours ago".
    """
    areas = find_areas(page) if areas is None else areas
    reader = _Reader(page, lang, fetched)
    comments: list[Comment] = []
    taken: set[int] = set()
    for area in areas:
        items = [] if area.elsewhere or area.end - area.start < 2 else _items(reader, area)
        found = _comments(reader, items, len(comments))
        comments += found
        taken.update(_lines(page, area, items if found else []))
    if not comments and any('"comment"' in script for script in page.scripts):
        comments = declared_comments(page.scripts, lang, fetched)
    return Discussion(tuple(comments), frozenset(taken))


def _lines(page: Page, area: Area, items: list[_Item]) -> Iterator[int]:
    """The lines of an area; one that only a heading tells of ends with what is surely of comments."""
    end = area.end
    if area.root < 0:
        sure = {line.number for item in items for line in item.lines}
        end = area.start + 1
        for line in page.lines[area.start + 1 : area.end]:
            if line.number in sure or line.marks & _FORM or is_form(line.text) or is_button(line.text):
                end = line.number + 1
            elif not items:
                break
    return iter(range(area.start, end))


def _items(reader: _Reader, area: Area) -> list[_Item]:
    page = reader.page
    lines = page.lines[area.start : area.end]
    around = page.marks[area.root] if area.root >= 0 else lines[0].marks
    lines = [line for line in lines if not line.marks & ~around & _FORM]
    if area.root >= 0 and (items := _by_name(reader, lines, area.root)):
        return items[:MOST]
    return _by_date(reader, lines, area.root)[:MOST]


def _by_name(reader: _Reader, lines: list[Line], root: int) -> list[_Item]:
    """Elements that are called after one comment, each with the lines that no inner one holds."""
    page = reader.page
    first: dict[int, int] = {}
    holders: dict[int, list[int]] = {}
    one: dict[int, bool] = {}
    for line in lines:
        chain = []
        for at in page.up(line.element):
            if at < root:
                break
            if at not in one:
                one[at] = _is_one(page.kinds[at])
            if one[at]:
                chain.append(at)
        holders[line.number] = chain
        for element in chain:
            first.setdefault(element, line.number)
    kept = _one_each(page, first, holders)
    items = {element: _Item(element) for element in sorted(kept)}
    places = {element: place for place, element in enumerate(items)}
    for line in lines:
        own = [element for element in holders[line.number] if element in items]
        if own:
            items[own[0]].lines.append(line)
            items[own[0]].parent = places[own[1]] if len(own) > 1 else None
    settled = _settled(reader, list(items.values()))
    if not any(reader.when(line) or reader.author(line) for item in settled for line in item.lines):
        return []
    return _nested(page, settled)


def _settled(reader: _Reader, items: list[_Item]) -> list[_Item]:
    """``items`` without parts of one comment and without wrappers: where a comment has a date, its answer has one."""
    dated = [any(reader.when(line) for line in item.lines) for item in items]
    gone: dict[int, int | None] = {}
    for place, item in enumerate(items):
        while item.parent in gone:
            item.parent = gone[item.parent]
        if item.parent is None or dated[place] == dated[item.parent]:
            continue
        if _core(reader.page, item.element) == _core(reader.page, items[item.parent].element):
            continue
        if dated[item.parent]:
            items[item.parent].lines += item.lines
            gone[place] = item.parent
        else:
            gone[item.parent] = items[item.parent].parent
            item.parent = gone[item.parent]
    kept = [place for place in range(len(items)) if place not in gone]
    places = {place: number for number, place in enumerate(kept)}
    for place in kept:
        parent = items[place].parent
        while parent in gone:
            parent = gone[parent]
        items[place].parent = places[parent] if parent is not None else None
    return [items[place] for place in kept]


def _is_one(kind: Kind) -> bool:
    if not kind.attrs or kind.tag in {"a", "p", "span", "form", "button"}:
        return False
    kept = kind.marks & _COMMENT and kind.tag != "section" and _ONE.search(kind.names)
    return bool(kept) or ("Comment" in kind.attrs and kind.get("itemtype").rstrip("/").endswith("Comment"))


def _one_each(page: Page, first: dict[int, int], holders: dict[int, list[int]]) -> set[int]:
    """``first`` without wrappers of many comments, and without the inner of two elements that are one comment."""
    inner: dict[int, list[int]] = {}
    for chain in holders.values():
        for child, holder in pairwise(chain):
            if child not in inner.setdefault(holder, []):
                inner[holder].append(child)
    dropped: set[int] = set()
    for holder, children in sorted(inner.items()):
        if holder in dropped:
            continue
        same = [child for child in children if first[child] == first[holder]]
        if not same:
            continue
        like = [child for child in children if _core(page, child) == _core(page, same[0])]
        dropped.add(holder if len(like) > 1 and _core(page, holder) != _core(page, same[0]) else same[0])
    return set(first) - dropped


def _core(page: Page, element: int) -> tuple[str, tuple[str, ...]]:
    kind = page.kinds[element]
    return kind.tag, kind.words[:1]


def _nested(page: Page, items: list[_Item]) -> list[_Item]:
    """Give the items that stand beside the comment they answer, in a list of replies or by depth, that comment."""
    open_items: list[tuple[int, int]] = []
    for place, item in enumerate(items):
        kind = page.kinds[item.element]
        told = _DEPTH.search(kind.names)
        chain = list(page.up(item.element))
        depth = int(told[1]) if told else len(chain)
        while open_items and open_items[-1][0] >= depth:
            open_items.pop()
        if item.parent is None and open_items:
            previous = items[open_items[-1][1]].element
            beyond = set(page.up(previous))
            between = " ".join(page.kinds[at].names for at in chain if at not in beyond)
            if told or _REPLIES.search(between):
                item.parent = open_items[-1][1]
        open_items.append((depth, place))
    return items


def _by_date(reader: _Reader, lines: list[Line], root: int) -> list[_Item]:
    """Comments by the dates beside their names: elements of one kind around each date, or what lies between dates."""
    page = reader.page
    dated = [line for line in lines if reader.when(line)]
    if not dated or (root < 0 and dated[0].number - lines[0].number > 6 and len(dated) < 2):
        return []
    homes = [_home(page, line, before) for before, line in pairwise(dated)]
    usual = Counter(_core(page, home) for home in homes if home >= 0).most_common(1)
    if usual and usual[0][1] * 2 >= len(homes):
        items = _in_homes(page, lines, dated, usual[0][0])
        if sum(len(item.lines) > 1 for item in items) * 2 >= len(items):
            return _nested(page, items)
    return _between(reader, lines, dated)


def _home(page: Page, line: Line, before: Line) -> int:
    """The outermost element around a line that began after another line."""
    home = -1
    for element in page.up(line.element):
        if element <= before.element:
            break
        home = element
    return home


def _in_homes(page: Page, lines: list[Line], dated: list[Line], core: tuple[str, tuple[str, ...]]) -> list[_Item]:
    homes: dict[int, _Item] = {}
    for line in dated:
        home = next((at for at in page.up(line.element) if _core(page, at) == core), -1)
        if home >= 0:
            homes.setdefault(home, _Item(home))
    places = {home: place for place, home in enumerate(homes)}
    for line in lines:
        own = [at for at in page.up(line.element) if at in homes]
        if own:
            homes[own[0]].lines.append(line)
            homes[own[0]].parent = places[own[1]] if len(own) > 1 else None
    return list(homes.values())


def _between(reader: _Reader, lines: list[Line], dated: list[Line]) -> list[_Item]:
    """Each comment from its name or date to the next one's."""
    starts = []
    for line in dated:
        place = lines.index(line)
        bare = reader.when(line)
        alone = bare is not None and len(line.text) - len(bare.words) < 4
        starts.append(place - 1 if alone and place and is_name(lines[place - 1].text) else place)
    ends = [*starts[1:], len(lines)]
    return [_Item(-1, lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _comments(reader: _Reader, items: list[_Item], base: int) -> list[Comment]:
    comments: list[Comment] = []
    places: dict[int, int] = {}
    authors: dict[str, int] = {}
    drafts = [_comment(reader, item) for item in items]
    signed = sum(bool(one and (one.author or one.published)) for one in drafts) * 2 > len(drafts)
    for number, (item, comment) in enumerate(zip(items, drafts, strict=True)):
        if comment is None or (signed and comment.author is None and comment.published is None):
            continue
        places[number] = base + len(comments)
        reply = places.get(item.parent) if item.parent is not None else None
        if reply is None and comment.text.startswith("@"):
            called = fold(comment.text[1:LONGEST_NAME])
            reply = next((place for name, place in reversed(authors.items()) if called.startswith(name)), None)
        if comment.author:
            authors[fold(comment.author)] = base + len(comments)
        comments.append(replace(comment, reply_to=reply))
    return comments


def _comment(reader: _Reader, item: _Item) -> Comment | None:
    """One comment, null where there are no words in it."""
    author: str | None = None
    when: _When | None = None
    texts: list[str] = []
    for line in item.lines:
        rest = line.text
        if is_button(rest) or is_form(rest) or (item.element < 0 and is_heading(rest)):
            continue
        if when is None and (when := reader.when(line)):
            rest = rest.replace(when.words, " ", 1)
        if author is None and (author := reader.author(line)):
            rest = rest.replace(author, " ", 1)
        if rest is not line.text:
            rest = bare(_CLOCK.sub(" ", rest, count=1) if when and len(rest) < LONGEST_NAME else rest)
            if author is None and rest and is_name(rest) and not texts:
                author, rest = rest, ""
        if rest and rest != author and line.link_share < 0.9:
            texts.append(rest)
    if author is None and len(texts) > 1 and is_name(texts[0]):
        author = texts.pop(0)
    text = "\n".join(texts)
    name = bare(author or "")
    return Comment(text, name or None, when.iso if when else None) if text else None
