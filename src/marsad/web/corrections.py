"""The form in which an editor corrects a fact: filled from the fact, and read back into a `Change`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marsad.model import NAMED, CommitmentStatus, DetailRole, EventKind, FactKind, Modality, StatementForm
from marsad.observatory.annotating import texts_of
from marsad.observatory.decisions import Change, party
from marsad.observatory.details import DETAILED, Party
from marsad.observatory.models import Fact
from marsad.web.values import KIND

FIELDS = ("kind", "words", "name", "role", "start_date", "end_date", "value", "unit", "upper", "about", "approximate")
TOLD_FIELDS = ("form", "speaker", "speaker_words", "event_kind", "what", "due", "status", "modality")
"""The fields of statements, events and commitments, beside name and days."""
_KEPT = ("country", "acronym", "parts")
"""What a correction of a name leaves as it was."""
_LONGEST = 500
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_SPACES = re.compile(r"\s+")
_PROMISES = (FactKind.COMMITMENT, FactKind.HEDGED)


class FormError(ValueError):
    """What the editor should change, in the interface's language."""


def form_of(fact: Fact) -> dict[str, str]:
    """The form as it is first shown."""
    detail = fact.detail
    filled = {name: _plain(detail.get(name)) for name in FIELDS}
    name = detail.get("name") or (fact.entity.name if fact.entity else "")
    told = {name: _plain(detail.get(name)) for name in TOLD_FIELDS}
    if speaker := fact.details.select_related("entity").filter(role=DetailRole.SPEAKER).first():
        told |= {"speaker": speaker.entity.name if speaker.entity else "", "speaker_words": speaker.exact}
    return {**filled, **told, "kind": fact.kind, "words": fact.exact, "name": name}


def kinds_for(kind: str) -> dict[str, Promise]:
    """What a fact of a kind can be corrected to: a name, a date or a figure to each of these, a promise to none."""
    if kind not in DETAILED and kind != FactKind.GOAL:
        return {code: label for code, label in KIND.items() if code not in DETAILED and code != FactKind.GOAL}
    return {code: KIND[code] for code in (_PROMISES if kind in _PROMISES else (kind,))}


def change_from(form: Mapping[str, str], fact: Fact, text: str) -> Change:
    """What the editor says; ``text`` is the fact's field. Raises `FormError`."""
    given = {name: form.get(name, "").strip() for name in (*FIELDS, *TOLD_FIELDS)}
    if any(len(value) > _LONGEST for value in given.values()):
        raise FormError(_("One of the fields is too long."))
    if given["kind"] not in kinds_for(fact.kind):
        raise FormError(_("Choose what it is."))
    start, end = _span(given["words"], fact, text)
    kind = FactKind(given["kind"])
    if kind == FactKind.DATE:
        return Change(kind, _dates(given), start, end)
    if kind == FactKind.FIGURE:
        return Change(kind, _figure(given), start, end)
    if kind in DETAILED:
        return _told(kind, given, fact, start, end)
    if kind == FactKind.GOAL:
        return Change(kind, {}, start, end)
    kept = {key: fact.detail[key] for key in _KEPT if key in fact.detail and kind == fact.kind}
    name = given["name"] or given["words"]
    told = {"name": name, "role": given["role"]} if kind == FactKind.PERSON and given["role"] else {"name": name}
    return Change(kind, {**kept, **told}, start, end, name if kind in NAMED else None)


def occurrence(words: str, text: str, near: int) -> tuple[int, int] | None:
    """Where the words stand in a text, the place nearest to ``near``; any white space counts as any other."""
    parts = [re.escape(part) for part in _SPACES.split(words.strip()) if part]
    if not parts:
        return None
    places = [match.span() for match in re.finditer(r"\s+".join(parts), text)]
    return min(places, key=lambda place: abs(place[0] - near), default=None)


def _span(words: str, fact: Fact, text: str) -> tuple[int, int]:
    if _SPACES.sub(" ", words) == _SPACES.sub(" ", fact.exact):
        return fact.start, fact.end
    found = occurrence(words, text, fact.start)
    if found is None:
        raise FormError(_("These words do not stand in the text as they are written here."))
    return found


def _told(kind: FactKind, given: Mapping[str, str], fact: Fact, start: int, end: int) -> Change:
    if kind == FactKind.STATEMENT:
        parties, dropped = _speaker(given, fact)
        return Change(kind, {"form": _one_of(StatementForm, given["form"])}, start, end, None, parties, dropped)
    if kind == FactKind.EVENT:
        if not given["name"]:
            raise FormError(_("An event needs a name."))
        named = {"event_kind": _one_of(EventKind, given["event_kind"]), "name": given["name"]}
        return Change(kind, {**named, **_dates(given)}, start, end)
    told = {"what": given["what"], "status": _one_of(CommitmentStatus, given["status"])}
    if given["due"]:
        told["due"] = _dates({"start_date": given["due"], "end_date": ""})["start_date"]
    if kind == FactKind.PROGRESS:
        return Change(kind, told, start, end)
    hedged = _one_of(Modality, given["modality"] or Modality.ASSERTED)
    if (kind == FactKind.HEDGED) != (hedged != Modality.ASSERTED):
        raise FormError(_("What is possible, hearsay or refused is “not promised”; what is promised is a commitment."))
    return Change(kind, {**told, "modality": hedged}, start, end)


def _speaker(given: Mapping[str, str], fact: Fact) -> tuple[tuple[Party, ...], tuple[DetailRole, ...]]:
    """Who speaks, where that is said otherwise than before: the party, or that nobody is named."""
    before, name, words = form_of(fact), given["speaker"], given["speaker_words"]
    if (name, words) == (before["speaker"], before["speaker_words"]):
        return (), ()
    if not name and not words:
        return (), (DetailRole.SPEAKER,)
    for field, text in sorted(texts_of(fact.article).items(), key=lambda pair: pair[0] != fact.field):
        if found := occurrence(words or name, text, fact.start):
            return (Party(DetailRole.SPEAKER, party(FactKind.PERSON, name or words), field, *found),), ()
    raise FormError(_("The words that tell who speaks do not stand in the text as they are written here."))


def _one_of(codes: type[StrEnum], value: str) -> str:
    if value not in set(codes):
        raise FormError(_("Choose one of the list."))
    return value


def _dates(given: Mapping[str, str]) -> dict[str, Any]:
    told = {name: value for name in ("start_date", "end_date") if (value := given[name])}
    for value in told.values():
        if not _ISO.fullmatch(value) or not _is_date(value):
            raise FormError(_("A date is a year, a month or a day: 2025, 2025-07 or 2025-07-01."))
    if "start_date" in told and "end_date" in told and told["start_date"] > told["end_date"][: len(told["start_date"])]:
        raise FormError(_("The first day comes after the last day."))
    return told


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True


def _figure(given: Mapping[str, str]) -> dict[str, Any]:
    if not given["value"]:
        raise FormError(_("A figure needs a value."))
    told: dict[str, Any] = {"unit": given["unit"]}
    told["value"] = given["value"] if given["unit"] == "score" else _number(given["value"])
    if given["upper"]:
        told["upper"] = _number(given["upper"])
    if given["about"]:
        told["about"] = given["about"]
    return {**told, "approximate": True} if given["approximate"] else told


def _number(words: str) -> int | float:
    """A numeral with a point before the decimals; spaces in it do not count."""
    bare = _SPACES.sub("", words)
    try:
        value = float(bare)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in bare:
        raise FormError(_("Write the value in digits, with a point before the decimals: 1200000000 or 4.2."))
    return int(bare) if re.fullmatch(r"[+-]?\d+", bare) else value


def _plain(value: Any) -> str:
    return "" if value is None or value is False else "1" if value is True else str(value)
