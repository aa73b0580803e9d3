"""Statements, events, commitments and their course, goals, contradictions in the reader's words. A code without a
label is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from marsad.model import (
    CommitmentStatus,
    ContradictionKind,
    DetailRole,
    EventKind,
    FactKind,
    Modality,
    StatementForm,
)
from marsad.web import formats
from marsad.web.values import quantity

TOLD: dict[str, Promise] = {
    FactKind.STATEMENT: _("Statements"),
    FactKind.EVENT: _("Events"),
    FactKind.COMMITMENT: _("Commitments"),
    FactKind.HEDGED: _("Not promised"),
    FactKind.PROGRESS: _("Course of promises"),
    FactKind.GOAL: _("Goals of initiatives"),
}
"""The kinds of facts of several parts, under which a page lists them."""

FORMS: dict[str, Promise] = {
    StatementForm.DIRECT: _("word for word"),
    StatementForm.INDIRECT: _("reported"),
    StatementForm.MIXED: _("reported, partly word for word"),
}

EVENT_KINDS: dict[str, Promise] = {
    EventKind.ANNOUNCEMENT: _("announcement"),
    EventKind.MEETING: _("meeting"),
    EventKind.CONFERENCE: _("conference"),
    EventKind.PRESS_CONFERENCE: _("press conference"),
    EventKind.SIGNING: _("signing"),
    EventKind.VISIT: _("visit"),
    EventKind.OPENING: pgettext_lazy("event", "opening"),
    EventKind.PROGRAMME_START: _("start of a programme"),
    EventKind.CONSULTATION: _("consultation"),
    EventKind.DEADLINE: _("deadline"),
    EventKind.SPORT: _("sports event"),
    EventKind.CULTURE: _("cultural event"),
    EventKind.VOTE: _("vote"),
    EventKind.COURT: _("court hearing"),
    EventKind.PROTEST: _("protest"),
    EventKind.ACCIDENT: _("accident"),
    EventKind.DISASTER: _("disaster"),
    EventKind.CRIME: _("crime"),
    EventKind.OTHER: pgettext_lazy("kind of event", "event"),
}

STATUSES: dict[str, Promise] = {
    CommitmentStatus.ANNOUNCED: _("announced"),
    CommitmentStatus.PLANNED: _("planned"),
    CommitmentStatus.SIGNED: _("signed"),
    CommitmentStatus.STARTED: pgettext_lazy("commitment", "started"),
    CommitmentStatus.DONE: pgettext_lazy("commitment", "done"),
    CommitmentStatus.POSTPONED: pgettext_lazy("commitment", "put off"),
    CommitmentStatus.WITHDRAWN: pgettext_lazy("commitment", "given up"),
}

SAID: dict[str, Promise] = {
    "late": pgettext_lazy("commitment", "late"),
    "broken": pgettext_lazy("commitment", "broken"),
}
"""What only an editor says of a promise, in the ledger."""

MODALITIES: dict[str, Promise] = {
    Modality.ASSERTED: _("promised"),
    Modality.CONDITIONAL: _("only possible"),
    Modality.REPORTED: _("hearsay"),
    Modality.NEGATED: _("refused, or not done"),
}

ROLES: dict[str, Promise] = {
    DetailRole.SPEAKER: _("Speaker"),
    DetailRole.CUE: _("Told by"),
    DetailRole.DATE: _("When"),
    DetailRole.PLACE: _("Where"),
    DetailRole.ORGANISER: _("Organiser"),
    DetailRole.PATRON: _("Under the patronage of"),
    DetailRole.THEME: _("Theme"),
    DetailRole.PROGRAMME: _("Programme"),
    DetailRole.ATTENDANCE: _("Attendance"),
    DetailRole.PARTICIPANT: _("Participants"),
    DetailRole.BY: _("Who"),
    DetailRole.WITH: _("With whom"),
    DetailRole.AMOUNT: _("Amount"),
    DetailRole.DUE: _("By when"),
}

DIFFERENCES: dict[str, Promise] = {
    ContradictionKind.COUNT: _("They count differently"),
    ContradictionKind.AMOUNT: _("They give different sums"),
    ContradictionKind.SHARE: _("They give different shares"),
    ContradictionKind.MEASURE: _("They measure differently"),
    ContradictionKind.SCORE: _("They give different results"),
    ContradictionKind.DATE: _("They give different dates"),
    ContradictionKind.PLACE: _("They name different places"),
}

CODES = {"forms": FORMS, "event_kinds": EVENT_KINDS, "statuses": STATUSES, "modalities": MODALITIES}
"""What an editor chooses from."""

_DATED = {DetailRole.DATE, DetailRole.DUE}


def form_name(code: str) -> str:
    """How words are given."""
    return str(FORMS.get(code, code))


def event_kind(code: str) -> str:
    """The sort of an event."""
    return str(EVENT_KINDS.get(code, code))


def status_name(code: str) -> str:
    """How far a commitment has come."""
    return str(STATUSES.get(code) or SAID.get(code) or code)


def modality_name(code: str) -> str:
    """How a commitment is put, where it is none."""
    return str(MODALITIES.get(code, code))


def role_name(code: str) -> str:
    """What a detail tells of its fact."""
    return str(ROLES.get(code, code))


def difference(code: str) -> str:
    """In what articles differ."""
    return str(DIFFERENCES.get(code, code))


def days(value: str) -> str:
    """One or two ISO 8601 dates, ``2025-07-01/2025-07-02``."""
    start, _slash, end = value.partition("/")
    if not end or start == end:
        return formats.stated(start)
    return gettext("%(start)s to %(end)s") % {"start": formats.stated(start), "end": formats.stated(end)}


def detail_value(role: str, value: str) -> str:
    """What the words of a detail come to: dates, or a number with its unit (``2000 person``)."""
    if not value:
        return ""
    if role in _DATED:
        return days(value)
    number, _space, unit = value.partition(" ")
    try:
        amount = float(number)
    except ValueError:
        return value
    return quantity(int(amount) if amount.is_integer() else amount, unit)


def claimed(kind: str, detail: Mapping[str, Any], words: str) -> str:
    """The value that a side of a contradiction gives."""
    value, unit = detail.get("value"), detail.get("unit") or ""
    if kind == ContradictionKind.DATE and isinstance(value, str):
        return days(value)
    if isinstance(value, int | float):
        whole = int(value) if float(value).is_integer() else value
        if (upper := detail.get("upper")) is not None:
            return gettext("%(low)s to %(high)s") % {"low": formats.number(whole), "high": quantity(upper, unit)}
        return quantity(whole, unit)
    return words if kind == ContradictionKind.PLACE else str(value)


def copies(count: int) -> str:
    """``and 4 copies``."""
    return ngettext("and %(shown)s copy", "and %(shown)s copies", count) % {"shown": formats.number(count)}
