"""A reading as a site rule would have it: what the rule names is changed, and all else stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from marsad.model import LANGUAGES, Dropped
from marsad.read.body_model import body_lines
from marsad.read.byline import Byline
from marsad.read.comment_area import Area, find_areas
from marsad.read.comments import Discussion, find_comments
from marsad.read.dated import When
from marsad.read.dates import declared_date
from marsad.read.head import Head
from marsad.read.html import Reading, own_lines
from marsad.read.names import Sort, signers, sort
from marsad.read.site_selectors import Match, Selector, lines_inside, matches, words

if TYPE_CHECKING:
    from marsad.read.site_rules import Rule, SiteRules

__all__ = ["Hit", "Ruled", "mend"]

_SHOWN = 60
_HEAD_LINE = 120
"""A line of so many characters that holds an author or a date is there for it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What became of a selector: how many elements it fits, and why they were of no use, empty where they were."""

    field: str
    selector: str
    count: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A reading after the rules of its site.

    ``rules`` is null where there are none for its site, ``rule`` where none holds on its ``day`` (ISO, null where the
    page is not dated). ``hits`` are the selectors that were tried; ``lines`` are the lines that the rule speaks of.
    """

    reading: Reading
    rules: SiteRules | None = None
    rule: Rule | None = None
    day: str | None = None
    hits: tuple[Hit, ...] = ()
    lines: dict[int, Hit] = field(default_factory=dict)

    def hit(self, field: str) -> Hit | None:
        """The selector that decided a field, null where none did."""
        return next((hit for hit in self.hits if hit.field == field and not hit.trouble), None)


def mend(found: Reading, rules: SiteRules, rule: Rule, day: str | None, fetched: datetime | None) -> Ruled:
    """Apply a rule to a reading. ``fetched`` (aware) resolves relative dates."""
    mending = _Mending(found, rules.file, rule, fetched)
    reading = mending.result()
    return Ruled(reading, rules, rule, day, tuple(mending.hits), mending.lines)


class _Mending:
    """The application of one rule to one page."""

    def __init__(self, found: Reading, file: str, rule: Rule, fetched: datetime | None) -> None:
        self.found = found
        self.page = found.page
        self.rule = rule
        self.fetched = fetched
        self.lang = found.said.lang if found.said.lang in LANGUAGES else None
        self.evidence = f"site rule of {file}"
        self.hits: list[Hit] = []
        self.lines: dict[int, Hit] = {}

    def result(self) -> Reading:
        """The reading, mended."""
        found = self.found
        dated = self._dated()
        origin = found.origin
        if origin and dated is not found.dated:
            origin = replace(origin, published=None)
        return self._body(
            replace(
                found,
                head=self._lede(self._title(found.head)),
                byline=self._byline(),
                dated=dated,
                discussion=self._discussion(),
                origin=origin,
            )
        )

    def _body(self, fresh: Reading) -> Reading:
        """Lines into the body and out of it, and those that other fields took or gave back."""
        found, beside = self.found, fresh.beside
        titled = frozenset(number for number, hit in self.lines.items() if hit.field == "title")
        taken = own_lines(fresh.head, fresh.discussion, fresh.dated, fresh.byline) | titled
        drop = self._all_inside("drop") - taken
        into = self._all_inside("body") - drop - taken
        self.lines = {n: hit for n, hit in self.lines.items() if hit.field not in ("drop", "body") or n in drop | into}
        freed = own_lines(found.head, found.discussion, found.dated, found.byline) - taken - drop - into
        body = (fresh.body | into | (freed & body_lines(self.page, fresh.likely))) - drop - taken
        new = dict.fromkeys(freed - body, "other") | dict.fromkeys(drop, "site_rule")
        reasons = {number: why for number, why in beside.reasons.items() if number not in body | taken} | new
        told = {self.page.lines[number].text for number in (body | taken | drop) - found.body}
        shown = {self.page.lines[number].text for number in into}
        dropped = [*_without(beside.dropped, told), *(Dropped(new[n], self.page.lines[n].text) for n in sorted(new))]
        teasers = tuple(one for one in beside.teasers if one.title not in shown)
        return replace(
            fresh, body=body, beside=replace(beside, dropped=tuple(dropped), teasers=teasers, reasons=reasons)
        )

    def _title(self, head: Head) -> Head:
        for selector, found in self._tried("title"):
            if text := words(self.page, found[0]):
                at = self._used("title", selector, found, found[:1])
                return replace(head, title=text, at=min(at) if at else head.at)
            self._useless("title", selector, found, "has no words")
        return head

    def _lede(self, head: Head) -> Head:
        for selector, found in self._tried("lede"):
            if inside := tuple(line.number for line in lines_inside(self.page, found[:1])):
                self._used("lede", selector, found, found[:1])
                return replace(head, lede=inside[0], lede_lines=inside)
            self._useless("lede", selector, found, "holds no whole line")
        return head

    def _byline(self) -> Byline:
        for selector, found in self._tried("author"):
            texts = [text for one in found if (text := words(self.page, one))]
            names = [name for text in texts for name in signers(text) if sort(name) is not Sort.NOBODY]
            if names or texts:
                at = self._used("author", selector, found, found, _HEAD_LINE)
                known = tuple(dict.fromkeys(names or texts))
                return Byline(known, self.found.byline.agency, at, self.evidence)
            self._useless("author", selector, found, "has no words")
        return self.found.byline

    def _dated(self) -> When:
        old = self.found.dated
        for selector, found in self._tried("date"):
            text = found[0].kind.get("datetime") or words(self.page, found[0])
            if iso := declared_date(
                text, lang=self.lang, fetched=self.fetched, near=(old.published or "")[:10] or None
            ):
                at = self._used("date", selector, found, found[:1], _HEAD_LINE)
                return When(iso, f"{self.evidence}: {text[:_SHOWN]}", old.modified, at)
            trouble = f"no date can be read from “{text[:_SHOWN]}”" if text else "has no words and no datetime"
            self._useless("date", selector, found, trouble)
        return old

    def _discussion(self) -> Discussion:
        """The comments of the rule's areas, and those found elsewhere on the page."""
        areas = []
        for selector, found in self._tried("comments"):
            self._used("comments", selector, found, found)
            for match in found:
                inside = [line.number for line in lines_inside(self.page, [match])]
                if inside:
                    areas.append(Area(inside[0], inside[-1] + 1, match.elements.start))
        if not areas:
            return self.found.discussion
        others = [one for one in find_areas(self.page) if not any(_overlap(one, area) for area in areas)]
        areas = sorted([*areas, *others], key=lambda area: area.start)
        return find_comments(self.page, lang=self.lang, fetched=self.fetched, areas=areas)

    def _all_inside(self, field: str) -> frozenset[int]:
        """The lines inside all that the selectors of a field match."""
        inside: set[int] = set()
        for selector, found in self._tried(field):
            inside.update(self._used(field, selector, found, found))
        return frozenset(inside)

    def _tried(self, field: str) -> Iterator[tuple[Selector, list[Match]]]:
        """The selectors of a field that match something, until the caller has enough."""
        for selector in self.rule.selectors(field):
            if found := matches(self.page, selector):
                yield selector, found
            else:
                self.hits.append(Hit(field, selector.text, 0, "matches nothing"))

    def _used(
        self, field: str, selector: Selector, found: list[Match], used: list[Match], partly: int = 0
    ) -> tuple[int, ...]:
        """Note a selector that is of use; the numbers of the lines inside the matches that are used.

        Lines of up to ``partly`` characters count with a part inside.
        """
        hit = Hit(field, selector.text, len(found))
        self.hits.append(hit)
        inside = tuple(dict.fromkeys(line.number for line in lines_inside(self.page, used, partly)))
        for number in inside:
            self.lines.setdefault(number, hit)
        return inside

    def _useless(self, field: str, selector: Selector, found: list[Match], trouble: str) -> None:
        self.hits.append(Hit(field, selector.text, len(found), trouble))


def _overlap(one: Area, other: Area) -> bool:
    return one.start < other.end and other.start < one.end


def _without(dropped: tuple[Dropped, ...], told: set[str]) -> Iterator[Dropped]:
    """What was dropped, without the lines that are told elsewhere now."""
    for one in dropped:
        kept = [text for text in one.text.split("\n") if text not in told]
        if kept:
            yield replace(one, text="\n".join(kept))
