"""What people wrote down of a site that reads wrong: TOML files with rules, each for the time in which it holds.

A site changes its templates, and its old pages stay in the archive; so a rule carries the dates between which it holds,
as the parsers of Fundus do (Dallabetta et al. 2024, https://arxiv.org/abs/2403.15279). A rule changes what it
names and nothing else. The files are described in docs/mend-a-site.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.read.profile import site_of
from marsad.read.site_selectors import Selector, SelectorError, parse_selector

if TYPE_CHECKING:
    from marsad.read.html import Reading
    from marsad.read.ruled import Ruled

FIELDS = ("body", "drop", "title", "lede", "author", "date", "comments")
"""What a rule can speak of, each with a list of selectors."""

_KEYS = ("from", "until", "note", *FIELDS)
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?")
_EXAMPLE = '[[rule]]\ndrop = ["aside.related"]'


class RuleError(ValueError):
    """A file of site rules cannot be read; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors for the pages of one time; ``since`` and ``until`` are its first and last day, null where it is open.

    ``line`` is where it begins in its file.
    """

    since: date | None
    until: date | None
    note: str
    line: int
    body: tuple[Selector, ...] = ()
    drop: tuple[Selector, ...] = ()
    title: tuple[Selector, ...] = ()
    lede: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    date: tuple[Selector, ...] = ()
    comments: tuple[Selector, ...] = ()

    def holds(self, day: str | None) -> bool:
        """Whether it holds for a page of an ISO day; one that is not dated is none of a rule with dates."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since.isoformat() <= day) and (
            self.until is None or day <= self.until.isoformat()
        )

    @property
    def span(self) -> str:
        """Its first and last day in words."""
        if self.since and self.until:
            return f"{self.since} to {self.until}"
        return f"from {self.since}" if self.since else f"until {self.until}" if self.until else "always"

    def selectors(self, field: str) -> tuple[Selector, ...]:
        """The selectors for one of `FIELDS`."""
        found: tuple[Selector, ...] = getattr(self, field)
        return found


@dataclass(frozen=True, slots=True)
class SiteRules:
    """The rules for the site with the host ``site``, by time; ``version`` is the hash of their file."""

    site: str
    rules: tuple[Rule, ...]
    file: str
    version: str

    def at(self, day: str | None) -> Rule | None:
        """The rule that holds on an ISO day; null where none does."""
        return next((rule for rule in self.rules if rule.holds(day)), None)


Rules = SiteRules | Mapping[str, SiteRules]
"""The rules of one site, or of several by host."""


def rules_for(rules: Rules | None, url: str | None) -> SiteRules | None:
    """The rules for a page with the address ``url``. A single site's also serve pages that do not tell their site."""
    if rules is None:
        return None
    site = site_of(url)
    if isinstance(rules, SiteRules):
        return rules if site in ("", rules.site) else None
    return rules.get(site)


def ruled(found: Reading, rules: Rules, fetched: datetime | None) -> Ruled:
    """A reading as the rules of its site would have it. ``fetched`` (aware) dates the page, else what it prints."""
    from marsad.read.ruled import Ruled, mend

    mine = rules_for(rules, found.page.url)
    if mine is None:
        return Ruled(found)
    day = fetched.date().isoformat() if fetched else (found.dated.published or "")[:10] or None
    rule = mine.at(day)
    return mend(found, mine, rule, day, fetched) if rule else Ruled(found, mine, day=day)


def load_rules(path: Path) -> dict[str, SiteRules]:
    """The rules of a file, or of all ``*.toml`` files in a folder, by host. Raises `RuleError`."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise RuleError(f"{path}: there is no .toml file in it; see docs/mend-a-site.md for how to write one")
    found: dict[str, SiteRules] = {}
    for file in files:
        one = load_file(file)
        if one.site in found:
            raise RuleError(f"{file}: {found[one.site].file} has rules for {one.site} too; put them into one file")
        found[one.site] = one
    return found


def rules_at(path: Path) -> Rules:
    """The rules to read pages with: of a file, also for pages that do not tell their site, or of a folder, by host."""
    return load_rules(path) if path.is_dir() else load_file(path)


def load_file(path: Path) -> SiteRules:
    """The rules of one file. Raises `RuleError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise RuleError(f"{path} cannot be read: {reason}") from error
    return parse_rules(text, str(path))


def parse_rules(text: str, file: str) -> SiteRules:
    """The rules that a file's text holds. Raises `RuleError` with ``file``, the line and the cure."""
    return _File(text, file).rules()


class _File:
    """One file while it is read, for messages that say where."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.starts = [match.start() for match in _HEADER.finditer(text)]

    def rules(self) -> SiteRules:
        try:
            row = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise RuleError(f"{self.file}: it is no TOML: {error}") from error
        for key in row.keys() - {"site", "rule", "note"}:
            raise self._error(
                f'"{key}" is no key of a file of rules, which has site and note; all else stands below a [[rule]]',
                key=key,
            )
        site = row.get("site")
        if not isinstance(site, str) or not _HOST.fullmatch(site):
            raise self._error('it must say of which site it is, by host: site = "example.org"', key="site")
        listed = row.get("rule")
        if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
            raise self._error(f"it has no rule; write one, such as\n{_EXAMPLE}", key="rule")
        rules = sorted((self._rule(place, one) for place, one in enumerate(listed)), key=_first_day)
        for one, other in pairwise(rules):
            if one.until is None or other.since is None or other.since <= one.until:
                cure = "give each a from and an until (the last day) so that one holds at a time"
                raise RuleError(
                    f"{self.file}, line {other.line}: this rule ({other.span}) holds on days on which that of line "
                    f"{one.line} ({one.span}) does; {cure}"
                )
        version = sha256(self.text.encode()).hexdigest()[:16]
        return SiteRules(site.lower().removeprefix("www."), tuple(rules), Path(self.file).name, version)

    def _rule(self, place: int, row: dict[str, Any]) -> Rule:
        for key in row.keys() - set(_KEYS):
            raise self._error(f'"{key}" is no key of a rule; it has {", ".join(_KEYS)}', place, key)
        since, until = self._day(place, row, "from"), self._day(place, row, "until")
        if since and until and until < since:
            raise self._error(f"until ({until}) comes before from ({since})", place, "until")
        note = row.get("note", "")
        if not isinstance(note, str):
            raise self._error('a note is text: note = "why this rule is here"', place, "note")
        says = {field: self._selectors(place, row, field) for field in FIELDS if field in row}
        if not any(says.values()):
            raise self._error(f"this rule says nothing; give it one of {', '.join(FIELDS)}", place)
        return Rule(since, until, note, self._line(place, ""), **says)

    def _day(self, place: int, row: dict[str, Any], key: str) -> date | None:
        value = row.get(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        elif value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise self._error(f"{key} is no day; write it as {key} = 2025-06-29", place, key)

    def _selectors(self, place: int, row: dict[str, Any], field: str) -> tuple[Selector, ...]:
        listed = row[field]
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise self._error(f'{field} is a list of selectors: {field} = ["div.{field}"]', place, field)
        found = []
        for text in listed:
            try:
                found.append(parse_selector(text))
            except SelectorError as error:
                raise self._error(str(error), place, field, text) from error
        return tuple(found)

    def _error(self, reason: str, place: int | None = None, key: str = "", value: str = "") -> RuleError:
        return RuleError(f"{self.file}, line {self._line(place, key, value)}: {reason}")

    def _line(self, place: int | None, key: str, value: str = "") -> int:
        """The line of a key in the rule at ``place``, or of a value after it; where it is not seen, the rule's own."""
        start = self.starts[place] if place is not None and place < len(self.starts) else 0
        if key:
            match = re.compile(rf'^[ \t]*["\']?{re.escape(key)}["\']?[ \t]*=', re.MULTILINE).search(self.text, start)
            start = match.start() if match else start
        if value:
            start = max(start, self.text.find(value, start))
        return self.text.count("\n", 0, start) + 1


def _first_day(rule: Rule) -> str:
    return rule.since.isoformat() if rule.since else ""
