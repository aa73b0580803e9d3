"""Who wrote it: declared authors and printed bylines, weighed against each other.

A declaration is often a login, the site or the house; a printed byline is often shortened. The fuller witness of
persons is believed; a house or a desk is an author only where the page declares it and names nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urlsplit

from marsad.read.declared import Declared, Said
from marsad.read.marks import Kind, Mark
from marsad.read.names import MAX_BYLINE, Sort, agency, has_cue, is_east_asian, key, signers, sort
from marsad.read.page import Line, Page

_CALLED = re.compile(
    r"auth?or|auteur|byline|by-line|posted-?by|published-by|written-?by|verfasser|journalist|contributor|reporter"
    r"|(?<![a-z])(?:auth|sign|signature|firma|firmas|firmante|writers?|redactor|redakteur|byl|byname|fn|(?:full|user|person|display)-?name)(?![a-z])"
)
_NOT_CALLED = re.compile(
    r"comment|unauth|authori[sz]|authentic|photo|image|picture|avatar|caption|social|related|newsletter|recommend"
    r"|search|thumb|author-(?:desc|more|count|date)|description|prep(?![a-z])|prefix|label|position|job|teaser|promo"
    r"|fact-?check|review|follow"
)
_PROFILE = re.compile(
    r"/(?:authors?|autors?|autor(?:en|es|in)|auteurs?|editors?|writers?|contributors?|profiles?|people|staff|team|"
    r"journalists?|by|redaktion|columnists?|correspondents?|reporters?|experts?|users?|members?|firmas?|periodistas?)"
    r"[/=-][^/]",
    re.IGNORECASE,
)
_AWAY = int(Mark.FIGURE | Mark.CAPTION | Mark.COMMENT | Mark.NAV | Mark.EMBED | Mark.HIDDEN)
_OUTSIDE = int(Mark.FOOTER | Mark.ASIDE | Mark.FORM)
_WHOLE = frozenset(("article", "main", "body", "html", "section"))
_UP = 3
"""How many blocks over a line its name is looked for."""
_BEFORE = 4
"""How many lines before the headline may be a byline."""
_BARE = 8
"""How many lines after the headline may be a name and nothing else."""
_NICKNAME = 40
_PROSE = 200
"""A line of so many characters is a paragraph of the article."""
_TAIL = 15
"""How many lines after the last paragraph may sign it."""
_CUE_INSIDE = re.compile(r"(?<=[\s|·•,.:\d])(?:von|by|par|por|de|door|av|af|بقلم|كتب|بواسطة)\s+(?=\S)")
_TITLE_CUT = re.compile(r"\s+[|–—•·:-]\s+|\s*[|»]\s*")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[.:/h]\d\d")
_PARTED = re.compile(r"\s*(?:\||·|•|\s[-–—/]\s)\s*")
_KNOWN: dict[Kind, bool] = {}
_MANY = 20_000
_DATELINE = re.compile(
    r"^[^().:;!?]{2,60}?\s*\((?P<first>[^()\d]{2,30})\)\s*[.:]?\s*[-–—:]"
    r"|^[^\W\d_][^().:;!?]{1,40}?\s*[.]?[-–—/]\s*\(?(?P<second>[A-Z]{2,6})\)?\s*[-–—/:]"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors as the page names them, the wire service, and the numbers of the lines that say so."""

    names: tuple[str, ...] = ()
    agency: str | None = None
    lines: tuple[int, ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class _Witness:
    """The names on a line. ``sure`` where the page calls its place after an author or leads from it to one's page."""

    line: Line
    names: tuple[str, ...]
    sure: bool


class _Strangers:
    """The outlet by all its names."""

    def __init__(self, names: Iterable[str | None], url: str) -> None:
        host = urlsplit(url).hostname or ""
        found = (key(name).replace(" ", "") for name in (*names, host.removeprefix("www.")) if name)
        self._names = {name for name in found if name}

    def __contains__(self, name: object) -> bool:
        compact = key(str(name)).replace(" ", "")
        return any(compact == one or (len(compact) > 5 and compact in one) for one in self._names)


def authors(page: Page, said: Declared, at: int | None, zone: range, strangers: Sequence[str]) -> Byline:
    """The authors of a page.

    ``at`` is the number of the headline's line, ``zone`` the lines after it, and ``strangers`` the names of outlets.
    """
    apart = _Strangers((*strangers, *_TITLE_CUT.split(page.title)[1:][-1:]), page.url or said.url or "")
    seen = _near(page, at, zone)
    declared = _declared(said.persons, apart)
    names, evidence = _people(declared, seen, apart)
    if not names and not (declared and _is_given_name(declared[0][0][0])):
        late = _late(page, zone, apart)
        names, evidence = _persons(late, apart), "after the article"
        seen = [*seen, *late]
    if not names:
        names, evidence = _nicks(declared, seen, apart)
    if not names and not said.persons:
        alone = list(_bare([page.lines[number] for number in zone[:_BARE]], apart))
        names, evidence = _persons(alone, apart), "a line alone"
        seen = [*seen, *alone]
    if not names:
        names, evidence = _house(said)
    elif evidence == "JSON-LD author":
        names += tuple(one.value for one in said.organisations if one.value not in apart and one.value not in names)
    return Byline(names, _wire(page, said, seen, zone), _lines(page, zone, names, seen), evidence if names else "")


def _people(
    declared: list[tuple[tuple[str, ...], str]], seen: list[_Witness], apart: _Strangers
) -> tuple[tuple[str, ...], str]:
    """Persons: the declared ones, unless the printed byline names them all and more."""
    shown = _persons(_group(seen, apart), apart)
    keys = {key(name) for name in shown}
    places = [(names, where) for names, where in declared if any(sort(name) is Sort.PERSON for name in names)]
    if not places:
        return shown, "byline"
    places.sort(key=lambda place: not keys & {key(name) for name in place[0]})
    best, where = places[0]
    return (shown, "byline") if {key(name) for name in best} < keys else (best, where)


def _nicks(
    declared: list[tuple[tuple[str, ...], str]], seen: list[_Witness], apart: _Strangers
) -> tuple[tuple[str, ...], str]:
    """Where nobody is named: a nickname or desk that is declared or printed."""
    if declared:
        return declared[0]
    for one in seen:
        nicks = [name for name in one.names if sort(name) is Sort.OTHER and name not in apart]
        if len(nicks) == len(one.names) and (len(nicks) == 1 or all(map(is_east_asian, nicks))) and _is_nick(nicks[0]):
            return tuple(nicks), "byline"
    return (), ""


def _house(said: Declared) -> tuple[tuple[str, ...], str]:
    """The house or the desk that the page declares to be the author."""
    house = _declared(said.organisations, ()) or _declared(said.persons, (), newsroom=True)
    return house[0] if house else ((), "")


def _is_given_name(name: str) -> bool:
    return " " not in name and name[:1].isupper() and name[1:].islower()


def _is_nick(name: str) -> bool:
    return len(name) <= _NICKNAME and len(name.split()) <= 4 and not name.endswith(("?", "!")) and ": " not in name


def _declared(
    said: Iterable[Said], apart: _Strangers | tuple[()], *, newsroom: bool = False
) -> list[tuple[tuple[str, ...], str]]:
    """The declared names of each place, in order, without the outlet's own."""
    places: dict[str, dict[str, str]] = {}
    for one in said:
        cut = [name for name in signers(one.value) if sort(name) is not Sort.NOBODY]
        if not newsroom:
            cut = [name for name in cut if sort(name) is not Sort.NEWSROOM and name not in apart]
        if cut and len(one.value) <= _NICKNAME and all(sort(name) is Sort.AGENCY for name in cut):
            cut = [one.value]
        for name in cut:
            places.setdefault(one.where, {}).setdefault(key(name), name)
    return [(tuple(names.values()), where) for where, names in places.items()]


def _persons(seen: Iterable[_Witness], apart: _Strangers) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in chain.from_iterable(one.names for one in seen):
        if sort(name) is Sort.PERSON and name not in apart:
            found.setdefault(key(name), name)
    return tuple(found.values())


def _group(seen: list[_Witness], apart: _Strangers) -> list[_Witness]:
    """The first line that names a person, the surest first, with the lines beside it of the same make."""
    ordered = sorted(seen, key=lambda one: not one.sure)
    first = next((one for one in ordered if _persons((one,), apart)), None)
    if first is None:
        return []
    return [first, *(one for one in seen if one is not first and one.sure and one.line.kind is first.line.kind)]


def _near(page: Page, at: int | None, zone: range) -> list[_Witness]:
    """The bylines about the headline."""
    found = _witnesses(page, (page.lines[number] for number in zone))
    if found or not at:
        return found
    return [one for one in _witnesses(page, page.lines[max(0, at - _BEFORE) : at]) if one.sure]


def _bare(lines: list[Line], apart: _Strangers) -> Iterator[_Witness]:
    """A name alone on its line, under the headline or beside a date."""
    for place, line in enumerate(lines):
        if len(line.text) > 60 or line.marks & (_AWAY | Mark.HEADING) or line.text[-1] in ".?!:":
            continue
        near = lines[max(0, place - 2) : place + 3]
        names = (
            tuple(signers(line.text)) if any(_YEAR.search(one.text[:80]) for one in near if len(one.text) < 100) else ()
        )
        if names and all(sort(name) is Sort.PERSON and len(name.split()) < 5 and name not in apart for name in names):
            yield _Witness(line, names, False)
            return


def _witnesses(page: Page, lines: Iterable[Line]) -> list[_Witness]:
    """The lines that are called after an author, lead to one's page or begin as a byline does."""
    found = []
    for line in lines:
        if len(line.text) > MAX_BYLINE or line.marks & _AWAY:
            continue
        texts = _called_parts(page, line)
        if texts:
            found.append(_Witness(line, tuple(chain.from_iterable(map(signers, texts))), True))
        elif names := _cued(line.text):
            found.append(_Witness(line, names, False))
    return [one for one in found if any(sort(name) is not Sort.NOBODY for name in one.names)]


def _cued(text: str) -> tuple[str, ...]:
    """The names on a line with a cue before them, at its beginning or after a date."""
    if has_cue(text):
        return signers(text, cue_needed=True)
    parts = _PARTED.split(text) if _PARTED.search(text) else ()
    if any(map(has_cue, parts)):
        return signers(text, cue_needed=True)
    cue = _CUE_INSIDE.search(text) if _YEAR.search(text) else None
    return signers(text[cue.start() :], cue_needed=True) if cue else ()


def _called_parts(page: Page, line: Line) -> list[str]:
    """The innermost texts of a line that are called after an author; the whole line where its block is."""
    inner: set[int] = set()
    outer: set[int] = set()
    kinds, parents, block = page.kinds, page.parents, line.element
    for owner in page.owners[line.start : line.end]:
        number, below = owner, False
        while number != block and number >= 0:
            if _is_called(kinds[number]):
                (outer if below else inner).add(number)
                below = True
            number = parents[number]
    if inner:
        texts = page.inside(line)
        return [texts[number] for number in sorted(inner - outer) if number in texts]
    if line.kind.tag == "address":
        return [line.text]
    for number in islice(page.up(block), _UP):
        kind = kinds[number]
        if kind.tag in _WHOLE:
            break
        if _is_called(kind):
            return [line.text]
    return []


def _is_called(kind: Kind) -> bool:
    """Whether an element holds an author's name, as its names (class, id, itemprop, rel) or its address tell."""
    known = _KNOWN.get(kind)
    if known is None:
        names = kind.names
        known = _CALLED.search(names) is not None and _NOT_CALLED.search(names) is None
        if kind.tag == "a" and not known:
            known = _PROFILE.search(kind.get("href")) is not None
        if len(_KNOWN) > _MANY:
            _KNOWN.clear()
        _KNOWN[kind] = known
    return known


def _late(page: Page, zone: range, apart: _Strangers) -> list[_Witness]:
    """The byline at the end of the article: the first sure one after the zone and near its last paragraph."""
    lines = page.lines
    last = max((line.number for line in lines[zone.start :] if len(line.text) > _PROSE), default=zone.stop)
    for line in lines[zone.stop : last + _TAIL]:
        if line.marks & _OUTSIDE:
            continue
        found = _witnesses(page, (line,))
        if found and (found[0].sure or line.text[-1:] not in ".?!") and _persons(found, apart):
            return found
    return []


def _wire(page: Page, said: Declared, seen: list[_Witness], zone: range) -> str | None:
    """The wire service: in a byline, declared, or in the dateline of the first paragraphs."""
    for text in chain((one.line.text for one in seen), (one.value for one in chain(said.persons, said.organisations))):
        found = agency(text)
        if found:
            return found
    for number in zone:
        match = _DATELINE.match(page.lines[number].text)
        if match:
            return (match["first"] or match["second"]).strip()
    return None


def _lines(page: Page, zone: range, names: tuple[str, ...], seen: list[_Witness]) -> tuple[int, ...]:
    keys = {key(name) for name in names}
    found = {one.line.number for one in seen if one.sure or keys & {key(name) for name in one.names}}
    found |= {number for number in zone if len(page.lines[number].text) < 60 and key(page.lines[number].text) in keys}
    return tuple(sorted(found))
