"""What a reader asks the ledger's list for, and which promises that are: by indexes, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise as Words
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marsad.follow.ledger.due import OPEN
from marsad.observatory.entities import final_entity, group_of
from marsad.observatory.models import Dossier, DossierLine, LedgerEntry, LedgerParty, Promise
from marsad.web.queries.walking import Keep, Walked, walk
from marsad.web.told_labels import SAID, STATUSES

DUES: Mapping[str, Words] = {
    "passed": _("date has passed"),
    "month": _("within 30 days"),
    "year": _("this year"),
    "coming": _("still to come"),
    "none": _("no date told"),
}
"""By when a promise is due."""
MANY = 3000
"""Promises up to which those of a dossier or a party are listed, to go by them and not along the whole ledger."""

_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a promise stands in the list: by ``by``, its ISO 8601 day due or the moment of its last article."""

    by: str
    id: str
    backwards: bool = True

    def __lt__(self, other: object) -> bool:
        assert isinstance(other, Place)
        if self.by != other.by:
            return (self.by > other.by) == self.backwards
        return self.id < other.id

    def __str__(self) -> str:
        return f"{self.by}~{self.id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """``status`` as the ledger has it, ``party`` the id of who promises or is promised to, ``due`` one of `DUES`,
    ``lang`` that of the article that told it first; empty: any. ``after`` is the last promise of the page before."""

    status: str = ""
    party: str = ""
    due: str = ""
    lang: str = ""
    after: Place | None = None

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.status or self.party or self.due or self.lang)

    @property
    def by_date(self) -> bool:
        """Whether the list goes by the day due, and not by what moved last."""
        return self.due not in ("", "none")

    @property
    def backwards(self) -> bool:
        """Whether it goes from the latest to the earliest."""
        return self.due in ("", "none", "passed")

    def query(self, **changes: object) -> str:
        """The address's parameters, some changed."""
        other = replace(self, **{"after": None, **changes})  # type: ignore[arg-type]
        pairs = {"status": other.status, "party": other.party, "due": other.due, "lang": other.lang}
        told = [(name, str(value)) for name, value in {**pairs, "after": other.after}.items() if value]
        return "?" + urlencode(told)


def asked_of(given: Mapping[str, str]) -> tuple[Asked, tuple[str, ...]]:
    """What is asked for, and what could not be read, in words; that is left out."""
    errors = []
    status, due, lang = (given.get(name, "") for name in ("status", "due", "lang"))
    if status and status not in {**STATUSES, **SAID}:
        status = ""
        errors.append(gettext("There is no such status. Choose one of the list."))
    if due and due not in DUES:
        due = ""
        errors.append(gettext("There is no such date. Choose one of the list."))
    if lang and lang not in DossierLine.LANG_BITS:
        lang = ""
        errors.append(gettext("Promises can be chosen by French, Arabic, Spanish or English."))
    asked = Asked(status, given.get("party", "").strip()[:255], due, lang)
    if place := given.get("after", ""):
        by, _tilde, id_ = place.partition("~")
        if (read := _read(by, a_day=asked.by_date)) and id_.isalnum():
            return replace(asked, after=Place(read, id_, asked.backwards)), tuple(errors)
        errors.append(gettext("The address of this page is not whole. Begin again on the first page."))
    return asked, tuple(errors)


def promises_of(asked: Asked, dossier: Dossier | None, today: date, limit: int) -> Walked[Place]:
    """The promises of one page; of one dossier where it is given."""
    promises, checks = _due(asked, today), list[Q]()
    for ids, check in (*_of_dossier(dossier), *_of_party(asked.party)):
        if ids is None:
            checks.append(check)
        else:
            promises = promises.filter(pk__in=ids)
    if asked.lang:
        checks.append(Q(root__article__lang=asked.lang))
    ways = [promises.filter(status=status) for status in _statuses(asked)] or [promises]
    return walk([partial(_next, one, asked) for one in ways], asked.after, limit, _keep(checks))


def _statuses(asked: Asked) -> tuple[str, ...]:
    """Those that are walked along one by one: the index of due dates goes by status first."""
    if asked.status:
        return (asked.status,)
    if not asked.by_date:
        return ()
    return (*STATUSES, *SAID) if asked.due == "year" else tuple(sorted(OPEN))


def _due(asked: Asked, today: date) -> QuerySet[Promise]:
    year = {"due_on__gte": date(today.year, 1, 1), "due_on__lte": date(today.year, 12, 31)}
    spans: dict[str, dict[str, date | None]] = {
        "passed": {"due_on__lt": today},
        "month": {"due_on__gte": today, "due_on__lte": today + _MONTH},
        "year": {**year},
        "coming": {"due_on__gte": today},
        "none": {"due_on": None},
    }
    return Promise.objects.filter(**spans.get(asked.due, {}))


def _next(promises: QuerySet[Promise], asked: Asked, after: Place | None, size: int) -> Sequence[Place]:
    field, backwards = ("due_on" if asked.by_date else "last_at"), asked.backwards
    if after:
        way = "lt" if backwards else "gt"
        beyond = Q(**{f"{field}__{way}": after.by}) | Q(**{field: after.by}, pk__gt=after.id)
        promises = promises.filter(beyond, **{f"{field}__{way}e": after.by})
    rows = promises.order_by(f"-{field}" if backwards else field, "pk").values_list(field, "pk")[:size]
    return [Place(by.isoformat(), pk, backwards) for by, pk in rows]


def _of_dossier(dossier: Dossier | None) -> list[tuple[Collection[str] | None, Q]]:
    if dossier is None:
        return []
    lines = DossierLine.objects.filter(dossier=dossier, promise__isnull=False)
    told = lines.order_by("promise").values_list("promise_id", flat=True).distinct()
    return [(_few(told), Q(Exists(DossierLine.objects.filter(dossier=dossier, promise=OuterRef("pk")))))]


def _of_party(party: str) -> list[tuple[Collection[str] | None, Q]]:
    if not party:
        return []
    entity = final_entity(party)
    ids = group_of(entity) if entity else []
    ours = LedgerParty.objects.filter(entity__in=ids, entry__promise__isnull=False)
    told = ours.order_by().values_list("entry__promise_id", flat=True)[: 4 * MANY]
    entries = LedgerEntry.objects.filter(promise=OuterRef("pk"), parties__entity__in=ids)
    found = list(told)
    return [(set(found) if len(found) < 4 * MANY and len(set(found)) <= MANY else None, Q(Exists(entries)))]


def _few(ids: QuerySet[LedgerEntry, str | None] | QuerySet[DossierLine, str | None]) -> Collection[str] | None:
    """These ids; null where they are too many to go by."""
    found = [one for one in ids[: MANY + 1] if one]
    return found if len(found) <= MANY else None


def _keep(checks: Sequence[Q]) -> Keep[Place] | None:
    if not checks:
        return None

    def keep(places: Sequence[Place]) -> Sequence[Place]:
        right = Promise.objects.filter(*checks, pk__in=[place.id for place in places])
        ids = set(right.values_list("pk", flat=True))
        return [one for one in places if one.id in ids]

    return keep


def _read(value: str, *, a_day: bool) -> str:
    """A day, or else a moment with its zone, as `Place.by` has it; empty for anything else."""
    try:
        if a_day:
            return date.fromisoformat(value).isoformat()
        at = datetime.fromisoformat(value)
    except ValueError:
        return ""
    return at.isoformat() if at.tzinfo and 1000 <= at.year < 9999 else ""
