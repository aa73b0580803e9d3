"""What a reader asks a dossier's line of time for: read from an address, and written into one again."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from marsad.observatory.models import DossierLine, LineKind

KINDS: Mapping[str, Promise] = {
    LineKind.STORY: _("Stories"),
    LineKind.STATEMENT: _("Statements"),
    LineKind.EVENT: _("Events"),
    LineKind.COMMITMENT: _("Commitments"),
    LineKind.CONTRADICTION: _("Disagreements"),
    LineKind.GOAL: _("Goals"),
    LineKind.FIGURE: _("Figures"),
}
ONE: Mapping[str, Promise] = {
    LineKind.STORY: pgettext_lazy("one line of a timeline", "Story"),
    LineKind.STATEMENT: pgettext_lazy("one line of a timeline", "Statement"),
    LineKind.EVENT: pgettext_lazy("one line of a timeline", "Event"),
    LineKind.COMMITMENT: pgettext_lazy("one line of a timeline", "Commitment"),
    LineKind.CONTRADICTION: pgettext_lazy("one line of a timeline", "Disagreement"),
    LineKind.GOAL: pgettext_lazy("one line of a timeline", "Goal"),
    LineKind.FIGURE: pgettext_lazy("one line of a timeline", "Figure"),
}
"""What one line is."""
USUAL = tuple(kind for kind in KINDS if kind != LineKind.FIGURE)
"""What is shown unless somebody asks otherwise: figures are many, and have pictures of their own."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}(-\d{2})?")
_PLACE = re.compile(r"(-?\d{1,18})\.(\d{1,5})\.(\d{1,18})")
_LONGEST_ID = 255


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: by time, then by `DossierLine.langs` and ``id`` as its indexes have them.

    ``backwards`` is the order from the latest to the oldest; then a later line is the lesser one.
    """

    at: datetime
    langs: int
    id: int
    backwards: bool = True

    def __lt__(self, other: object) -> bool:
        assert isinstance(other, Place)
        return self._rank < other._rank

    @property
    def _rank(self) -> tuple[int, int, int]:
        micros = (self.at - _EPOCH) // _MICROSECOND
        return (-micros, self.langs, self.id) if self.backwards else (micros, -self.langs, -self.id)

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}.{self.langs}.{self.id}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The lines that are asked for. ``lang`` is a language in which something tells them, ``actor`` the id of who says,
    promises or holds them, ``outlet`` the key of an outlet that tells them, ``part`` the number of a part or 0.

    ``since`` and ``until`` are days of the observatory; ``month`` (``2025-09``, or a year) is where reading begins.
    ``after`` is the last line of the page before.
    """

    kinds: tuple[str, ...] = USUAL
    lang: str = ""
    actor: str = ""
    outlet: str = ""
    part: int = 0
    since: date | None = None
    until: date | None = None
    oldest: bool = False
    month: str = ""
    after: Place | None = None

    @property
    def filtered(self) -> bool:
        """Whether anything is left out that would be shown else."""
        return bool(self.lang or self.actor or self.outlet or self.part or self.since or self.until) or self.kinds != (
            USUAL
        )

    @property
    def whole(self) -> bool:
        """Whether what is still to come stands apart on top: the latest come first, and none are left out by time."""
        return not (self.oldest or self.until or self.month)

    def span(self) -> tuple[datetime | None, datetime | None]:
        """The first moment, and the one behind the last."""
        first = midnight(self.since) if self.since else None
        last = midnight(self.until + timedelta(days=1)) if self.until else None
        if self.month:
            begin, end = month_ends(self.month)
            if self.oldest:
                first = max(first, midnight(begin)) if first else midnight(begin)
            else:
                behind = midnight(end + timedelta(days=1))
                last = min(last, behind) if last else behind
        return first, last

    def query(self, **changes: object) -> str:
        """The address's parameters, some changed; the place is left behind unless ``after`` is given."""
        other = replace(self, after=None, **changes) if "after" not in changes else replace(self, **changes)  # type: ignore[arg-type]
        pairs = [] if other.kinds == USUAL else [("kind", kind) for kind in other.kinds]
        plain = {"lang": other.lang, "actor": other.actor, "outlet": other.outlet, "part": other.part or ""}
        dates = {"since": other.since, "until": other.until}
        pairs += [(name, str(value)) for name, value in {**plain, **dates}.items() if value]
        pairs += [("order", "oldest")] if other.oldest else []
        pairs += [("month", other.month)] if other.month else []
        pairs += [("after", str(other.after))] if other.after else []
        return "?" + urlencode(pairs)


def wanted_of(given: Mapping[str, str], kinds: Sequence[str]) -> tuple[Wanted, tuple[str, ...]]:
    """What is asked for, and what could not be read, in words; that is left out. ``kinds`` are given apart, because
    there may be several."""
    errors: list[str] = []
    known = tuple(kind for kind in KINDS if kind in kinds)
    if any(kind not in KINDS for kind in kinds):
        errors.append(gettext("There is no such kind of line. Choose among those below."))
    since, until = (_day(given.get(name, ""), errors) for name in ("since", "until"))
    if since and until and since > until:
        errors.append(gettext("The first day comes after the last day, so that no day lies between. Exchange them."))
        since = until = None
    oldest = given.get("order", "") == "oldest"
    part = given.get("part", "")
    return Wanted(
        kinds=known or USUAL,
        lang=_lang(given.get("lang", ""), errors),
        actor=given.get("actor", "").strip()[:_LONGEST_ID],
        outlet=given.get("outlet", "").strip()[:_LONGEST_ID],
        part=int(part) if part.isascii() and part.isdigit() and len(part) < 6 else 0,
        since=since,
        until=until,
        oldest=oldest,
        month=_month(given.get("month", ""), errors),
        after=_place(given.get("after", ""), errors, backwards=not oldest),
    ), tuple(errors)


def midnight(day: date) -> datetime:
    """When a day begins in the observatory's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


def month_ends(month: str) -> tuple[date, date]:
    """The first and the last day of a month ``2025-09`` or of a year."""
    year, number = int(month[:4]), int(month[5:] or 0)
    last = number or 12
    return date(year, number or 1, 1), date(year, last, calendar.monthrange(year, last)[1])


def _day(value: str, errors: list[str]) -> date | None:
    if not value:
        return None
    try:
        if _DAY.fullmatch(value) and 1000 <= int(value[:4]) < 9999:
            return date.fromisoformat(value)
    except ValueError:
        pass
    errors.append(gettext("“%(value)s” is no day. Write it as 2025-09-30.") % {"value": value[:40]})
    return None


def _month(value: str, errors: list[str]) -> str:
    if not value:
        return ""
    if _MONTH.fullmatch(value) and 1000 <= int(value[:4]) < 9999 and int(value[5:] or 1) in range(1, 13):
        return value
    errors.append(gettext("“%(value)s” is no month. Write it as 2025-09, or a year as 2025.") % {"value": value[:40]})
    return ""


def _lang(value: str, errors: list[str]) -> str:
    if not value or value in DossierLine.LANG_BITS:
        return value
    errors.append(gettext("Lines can be chosen by French, Arabic, Spanish or English."))
    return ""


def _place(value: str, errors: list[str], *, backwards: bool) -> Place | None:
    if not value:
        return None
    try:
        if found := _PLACE.fullmatch(value):
            micros, langs, id_ = map(int, found.groups())
            return Place(_EPOCH + micros * _MICROSECOND, langs, id_, backwards)
    except OverflowError:
        pass
    errors.append(gettext("The address of this page is not whole. Begin again on the first page."))
    return None
