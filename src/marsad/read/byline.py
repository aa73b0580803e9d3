"""Who wrote it: declared authors and printed bylines, weighed against each other.

A declaration is often a login, the site or the house; a printed byline is often shortened. The fuller witness of
persons is believed; a house or a desk is an author only where the page declares it and names nobody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from marsad.read.declared import Declared, Said
from marsad.read.marks import Kind, Mark
from marsad.read.names import MAX_BYLINE, Sort, has_cue, is_east_asian, key, may_name_agency, signers, sort
from marsad.read.page import Line, Page
from marsad.read.source_note import host_of

_CALLED = re.compile(
    r"auth?or|auteur|byline|by-line|posted-?by|published-by|written-?by|verfasser|journalist|contributor|reporter"
    r"|(?<![a-z])(?:auth|sign|signature|firma|firmas|firmante|writers?|redactor|redakteur|byl|byname|fn|(?:full|user|person|display)-?name)(?![a-z])"
)
_CORES = re.compile("aut|by|writ|verfasser|journalist|contributor|reporter|sign|firma|reda|fn|name")
"""Letters without which none of these is found: they are cheap to look for."""
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
_UNSIGNED = _AWAY | int(Mark.HEADING)
_ARTICLE = int(Mark.ARTICLE)
_OUTSIDE = int(Mark.FOOTER | Mark.ASIDE | Mark.FORM)
_WHOLE = frozenset(("article", "main", "body", "html", "section"))
_UP = 3
"""How many blocks over a line its name is looked for."""
_BEFORE = 4
"""How many lines before the headline may be a byline."""
_TOP = 25
"""Where no headline was found, how many lines from the top may name the authors."""
_BARE = 8
"""How many lines after the headline may be a name and nothing else."""
_NICKNAME = 40
_BESIDES = 3
"""How many lines apart two authors may stand whose elements bear no names."""
_ALONE = 60
_SHORT = 100
_PARAGRAPH = 60
_DATELINED = 3
"""How many lines after the zone may begin with a dateline: its end is the first paragraph."""
_JSON_LD = "JSON-LD author"
_AFTER = "after the article"
_BY = re.compile(r"(?<!\w)(?:by|von|vom|par|por|بقلم)(?!\w)", re.IGNORECASE)
_PROSE = 140
"""A line of so many characters is a paragraph of the article."""
_TAIL = 15
"""How many lines after the last paragraph may sign it."""
_CUE_INSIDE = re.compile(r"(?<=[\s|·•,.:\d])(?:von|by|par|por|de|door|av|af|بقلم|كتب|بواسطة)\s+(?=\S)")
_TITLE_CUT = re.compile(r"\s+[|–—•·:-]\s+|\s*[|»]\s*")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[.:/h]\d\d")
_PARTED = re.compile(r"\s*(?:\||·|•|\s[-–—/]\s)\s*")
_DASH = re.compile(r"[)A-Z]\)?\s*\.?\s*[-–—:/]")
"""What any dateline has, and few other lines."""
_DATELINE = re.compile(
    r"^[^().:;!?]{2,60}?(?:\s\([^()]{3,30}\))?(?:,\s[^()]{3,30})?\s*\((?P<first>[^()\d]{2,30})\)\s*[.]?\s*[-–—:]"
    r"|^[^\W\d_][^().:;!?]{1,40}?\s*[.]?[-–—/]\s*\(?(?P<second>[A-Z]{2,6})\)?\s*[-–—/:]"
)
_BESIDE = re.compile(r"(?:avec|con|with|mit|مع|/|,)\s*(?P<wire>[A-Z]{2,6})(?!\w)")


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
        host = host_of(url) or ""
        found = (key(name).replace(" ", "") for name in (*names, host.removeprefix("www.")) if name)
        self._names = {name for name in found if name}

    def __contains__(self, name: object) -> bool:
        compact = key(str(name)).replace(" ", "")
        return compact in self._names or (len(compact) > 5 and any(compact in one for one in self._names))

    def of(self, name: str) -> bool:
        """Whether a name is the outlet's or one of its desks': *XYZ Sports* of *XYZ*."""
        words = key(name).split()
        return name in self or any(len(word) > 2 and word in self._names for word in (words[0], words[-1]))


_Found = tuple[tuple[str, ...], str]
"""Names, and where they were read."""


class _Case:
    """What is known of one page while its authors are looked for."""

    def __init__(self, page: Page, said: Declared, at: int | None, zone: range, strangers: Iterable[str]) -> None:
        self.page = page
        self.said = said
        self.zone = zone = zone or range(min(_TOP, len(page.lines)))
        self.apart = _Strangers((*strangers, *_TITLE_CUT.split(page.title)[1:][-1:]), page.url or said.url or "")
        self.seen = _near(page, at, zone)
        printed = {key(name) for one in self.seen for name in one.names}
        self.declared = _declared(said.persons, self.apart, printed)
        self.wire = _wire(page, said, self.seen, zone)


def authors(page: Page, said: Declared, at: int | None, zone: range, strangers: Sequence[str]) -> Byline:
    """The authors of a page.

    ``at`` is the number of the headline's line, ``zone`` the lines after it, and ``strangers`` the names of outlets.
    """
    case = _Case(page, said, at, zone, strangers)
    names, evidence = _people(case)
    for other in (_late, _nick, _alone, _house):
        if not names:
            names, evidence = other(case)
    if evidence == _JSON_LD:
        houses = [one.value for one in said.organisations if one.value not in case.apart]
        names += tuple(house for house in houses if house not in names)
    return Byline(names, case.wire, _lines(case, names), evidence if names else "")


def _people(case: _Case) -> _Found:
    """Persons: the declared ones, unless the printed byline names them all and more."""
    shown = _persons(_group(case.seen, case.apart), case.apart)
    places = [place for place in case.declared if any(sort(name) is Sort.PERSON for name in place[0])]
    if not places:
        return shown, "byline"
    keys = {key(name) for name in shown}
    best, where = next((place for place in places if keys & {key(name) for name in place[0]}), places[0])
    best = tuple(name for name in best if sort(name) is not Sort.OTHER or (_is_nick(name) and not _is_desk(name)))
    return (shown, "byline") if {key(name) for name in best} < keys else (best, where)


def _is_desk(name: str) -> bool:
    """Whether the first word is one for newsrooms: « Rédaction La Bouée »."""
    return sort(name.split()[0]) is Sort.NEWSROOM


def _late(case: _Case) -> _Found:
    """The byline at the end of the article: the first one after the zone and near its last paragraph."""
    if case.declared and _is_given_name(case.declared[0][0][0]):
        return (), ""
    end = case.zone.stop + 2 * _TAIL
    nick: _Found = ((), "")
    for line in case.page.lines[case.zone.stop :]:
        if line.number > end:
            break
        size, marks = len(line.text), line.marks
        if size > _PROSE:
            end = line.number + _TAIL
        if size > _SHORT or marks & _AWAY or (marks & _OUTSIDE and not marks & _ARTICLE):
            continue
        found = _witnesses(case.page, (line,))
        if not found or (line.text[-1] in ".?!" and not found[0].sure and ":" not in line.text[:_NICKNAME]):
            continue
        names = _persons(found, case.apart) or tuple(name for name in found[0].names if is_east_asian(name))
        if names:
            case.seen += found
            return names, _AFTER
        if found[0].sure and not nick[0] and has_cue(line.text) and _is_nick(found[0].names[0]):
            nick = (found[0].names[:1], _AFTER)
    return ((), "") if case.declared or case.seen else nick


def _nick(case: _Case) -> _Found:
    """Where nobody is named: a nickname or desk that is declared or printed."""
    if case.declared:
        return case.declared[0]
    wire = key(case.wire or "")
    for one in case.seen if not case.said.persons else ():
        nicks = [
            name for name in one.names if sort(name) is Sort.OTHER and name not in case.apart and key(name) != wire
        ]
        if len(nicks) == len(one.names) and (len(nicks) == 1 or all(map(is_east_asian, nicks))) and _is_nick(nicks[0]):
            return tuple(nicks), "byline"
    return (), ""


def _alone(case: _Case) -> _Found:
    """A name alone on its line beside a date; the house that a line with a cue names."""
    found = list(_bare(case)) if not case.said.persons else []
    if found:
        case.seen += found
        return _persons(found, case.apart), "a line alone"
    for one in case.seen:
        if len(one.names) == 1 and one.names[0] in case.apart and _is_nick(one.names[0]) and _says_by(one.line.text):
            return one.names, "byline"
    return (), ""


def _says_by(text: str) -> bool:
    return _BY.search(text) is not None


def _house(case: _Case) -> _Found:
    """The house or the desk that the page declares to be the author."""
    house = _declared(case.said.organisations) or _declared(case.said.persons, newsroom=True)
    return house[0] if house else ((), "")


def _is_given_name(name: str) -> bool:
    return is_east_asian(name) or (" " not in name and name[:1].isupper() and name[1:].islower())


def _is_nick(name: str) -> bool:
    return len(name) <= _NICKNAME and len(name.split()) <= 4 and not name.endswith(("?", "!")) and ": " not in name


def _declared(
    said: Iterable[Said], apart: _Strangers | None = None, printed: Iterable[str] = (), *, newsroom: bool = False
) -> list[_Found]:
    """The declared names of each place, in order, without those of ``apart`` that are not ``printed`` too."""
    places: dict[str, dict[str, str]] = {}
    for one in said:
        cut = [name for name in signers(one.value) if sort(name) is not Sort.NOBODY]
        if not newsroom:
            cut = [name for name in cut if sort(name) is not Sort.NEWSROOM]
        if apart is not None:
            owner = len(cut) == 1 and key(cut[0]) in printed and sort(cut[0]) is Sort.PERSON
            cut = cut if owner else [name for name in cut if name not in apart and "www." not in one.value]
        if cut and len(one.value) <= _NICKNAME and all(sort(name) is Sort.AGENCY for name in cut):
            cut = [one.value]
        for name in cut:
            places.setdefault(one.where, {}).setdefault(key(name), name)
    return [(tuple(names.values()), where) for where, names in places.items()]


def _persons(seen: Iterable[_Witness], apart: _Strangers) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in chain.from_iterable(one.names for one in seen):
        if sort(name) is Sort.PERSON and not apart.of(name):
            found.setdefault(key(name), name)
    return tuple(found.values())


def _group(seen: list[_Witness], apart: _Strangers) -> list[_Witness]:
    """The first line that names a person, the surest first, with the lines beside it of the same make."""
    ordered = sorted(seen, key=lambda one: not one.sure)
    first = next((one for one in ordered if _persons((one,), apart)), None)
    if first is None:
        return []
    return [first, *(one for one in seen if one is not first and one.sure and _alike(one.line, first.line))]


def _alike(one: Line, other: Line) -> bool:
    if one.kind is other.kind:
        return True
    return one.tag == other.tag and one.kind.words == other.kind.words and abs(one.number - other.number) <= _BESIDES


def _near(page: Page, at: int | None, zone: range) -> list[_Witness]:
    """The bylines about the headline."""
    found = _witnesses(page, (page.lines[number] for number in zone))
    if found or not at:
        return found
    return [one for one in _witnesses(page, page.lines[max(0, at - _BEFORE) : at]) if one.sure]


def _bare(case: _Case) -> Iterator[_Witness]:
    """The first name alone on its line beside a date."""
    lines = [case.page.lines[number] for number in case.zone[:_BARE]]
    for place, line in enumerate(lines):
        if len(line.text) > _ALONE or line.marks & _UNSIGNED or line.text[-1] in ".?!:":
            continue
        near = lines[max(0, place - 2) : place + 3]
        names = signers(line.text) if any(_YEAR.search(one.text[:80]) for one in near if len(one.text) < 100) else ()
        names = tuple(name for name in names if sort(name) is not Sort.OTHER or " " in name)
        if names and all(sort(one) is Sort.PERSON and len(one.split()) < 5 and one not in case.apart for one in names):
            yield _Witness(line, names, False)
            return


def _witnesses(page: Page, lines: Iterable[Line]) -> list[_Witness]:
    """The lines that are called after an author, lead to one's page or begin as a byline does."""
    found = []
    for line in lines:
        if line.marks & _AWAY or len(line.text) > MAX_BYLINE:
            continue
        texts = _called_parts(page, line)
        if texts:
            found.append(_Witness(line, tuple(chain.from_iterable(map(signers, texts))), True))
        elif names := _cued(line.text):
            found.append(_Witness(line, names, False))
    return [one for one in found if any(sort(name) is not Sort.NOBODY for name in one.names)]


def _cued(text: str) -> tuple[str, ...]:
    """The names on a line with a cue before them, at its beginning or after a date."""
    text = text.lstrip("-–—(（[· ")
    if has_cue(text):
        return signers(text, cue_needed=True)
    if ("|" in text or "·" in text or " - " in text or " – " in text) and any(map(has_cue, _PARTED.split(text))):
        return signers(text, cue_needed=True)
    cue = _CUE_INSIDE.search(text) if len(text) < _SHORT and _DIGIT.search(text) else None
    return signers(text[cue.start() :], cue_needed=True) if cue and _YEAR.search(text) else ()


def _called_parts(page: Page, line: Line) -> list[str]:
    """The innermost texts of a line that are called after an author; the whole line where its block is."""
    inner: set[int] = set()
    outer: set[int] = set()
    kinds, parents, block = page.kinds, page.parents, line.element
    for owner in dict.fromkeys(page.owners[line.start : line.end]):
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
    number = block
    for _ in range(_UP):
        if number < 0 or (kind := kinds[number]).tag in _WHOLE:
            break
        if _is_called(kind):
            return [line.text]
        number = parents[number]
    return []


def _is_called(kind: Kind) -> bool:
    """Whether an element holds an author's name, as its names (class, id, itemprop, rel) or its address tell."""
    if not kind.attrs:
        return False
    if _named_after(kind.names):
        return True
    return kind.tag == "a" and _PROFILE.search(kind.attrs) is not None and bool(_PROFILE.search(kind.get("href")))


@lru_cache(maxsize=20_000)
def _named_after(names: str) -> bool:
    """Whether the names of an element are those of an author's place."""
    return _CORES.search(names) is not None and _CALLED.search(names) is not None and not _NOT_CALLED.search(names)


def _wire(page: Page, said: Declared, seen: list[_Witness], zone: range) -> str | None:
    """The wire service: named in a byline, declared, or in the dateline of the first paragraphs."""
    texts = [one.line.text for one in seen]
    for text in chain(texts, (one.value for one in chain(said.persons, said.organisations))):
        named = signers(text) if may_name_agency(text) else ()
        found = next((name for name in named if sort(name) is Sort.AGENCY), None)
        if found:
            return found
    for line in page.lines[zone.start : zone.stop + _DATELINED]:
        start = line.text[:120] if len(line.text) > _PARAGRAPH else ""
        match = _DATELINE.match(start) if _DASH.search(start) else None
        if match:
            return (match["first"] or match["second"]).strip()
    beside = next((match for text in texts if (match := _BESIDE.search(text))), None)
    return beside["wire"] if beside else None


def _lines(case: _Case, names: tuple[str, ...]) -> tuple[int, ...]:
    """The lines that a reader takes for the byline: those whose place says so, and those that name the authors."""
    keys = {key(name) for name in names}
    found = {one.line.number for one in case.seen if one.sure or keys & {key(name) for name in one.names}}
    for number in case.zone:
        text = case.page.lines[number].text
        if len(text) < _ALONE and number not in found and key(text) in keys:
            found.add(number)
    return tuple(sorted(found))
