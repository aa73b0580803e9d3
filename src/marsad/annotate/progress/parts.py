"""Who moved it, when, where, until when, and the thing that moved in the article's words."""

from __future__ import annotations

from dataclasses import replace

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.due import Due, amounts, due_of
from marsad.annotate.commitments.page import COMMAS, Page, Span
from marsad.annotate.commitments.parties import by_details, with_details
from marsad.annotate.commitments.subjects import is_party
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.worth import bare
from marsad.model import CommitmentStatus, DateFact, Detail, DetailRole, FactKind, Mention, Modality

_PEOPLE_AND_BODIES = frozenset({FactKind.PERSON, FactKind.ORGANISATION})
_TRIMMED = frozenset(",;:.!?،")
_AGENT = 4
_LONGEST_AGENT = 8
_DAY = 2
_ARTICLE = 4
_WHAT = 24
"""At most so many words tell what moved."""


def bond_of_step(step: Step, stop: int) -> Bond:
    """A move as those who read the parts of commitments see it."""
    return Bond(
        rule="first person" if step.ours else "progress",
        status=CommitmentStatus.SIGNED if step.form.kind == "signed" else CommitmentStatus.ANNOUNCED,
        modality=Modality.ASSERTED,
        start=step.start,
        deed=step.verb,
        head=step.verb,
        stop=stop,
        subject=step.subject,
    )


def movers(page: Page, step: Step, bond: Bond) -> tuple[Detail, ...]:
    """Who signed, opened, put off; empty where the article does not let one know."""
    if step.subject is not None or step.ours:
        return by_details(page, bond)
    if step.passive:
        return _agents(page, step, bond)
    place = page.passage.starts[step.start]
    entity = page.references.before(place, kinds=_PEOPLE_AND_BODIES) if step.silent else None
    if entity is None:
        return ()
    last = [one for one in page.known.mentions if one.entity == entity and one.start <= place]
    return (_detail(last[-1], DetailRole.BY),) if last else ()


def _agents(page: Page, step: Step, bond: Bond) -> tuple[Detail, ...]:
    """The agent of a passive: "by the agency", من طرف."""
    for at in range(step.verb + 1, bond.stop):
        if page.is_in(at, "by"):
            agent = Span(at + 1, min(at + _LONGEST_AGENT, bond.stop))
            named = page.mentions(agent)
            if named and page.known.token_at(named[0].start) - at < _AGENT:
                return (_detail(named[0], DetailRole.BY),)
            if page.lexicon.lang != "ar" and is_party(page, agent):
                return by_details(page, replace(bond, subject=agent))
    return ()


def _detail(mention: Mention, role: DetailRole) -> Detail:
    return Detail(role=role, start=mention.start, end=mention.end, text=mention.text, entity=mention.entity)


def others(page: Page, bond: Bond, by: tuple[Detail, ...]) -> list[Detail]:
    """With whom or for whom."""
    bound = frozenset(one.entity for one in by)
    return list(with_details(page, bond, bound)) if bond.stop > bond.head else []


def sums(page: Page, step: Step, end: int) -> list[Detail]:
    """The figures of the thing that moved."""
    return amounts(page, page.passage.starts[min(step.verb, step.thing.first)], end)


def places(page: Page, start: int, end: int) -> list[Detail]:
    """Where, as far as the fact's own words say it."""
    found = [one for one in page.known.mentions_in(start, end) if one.kind is FactKind.PLACE]
    return [_detail(one, DetailRole.PLACE) for one in {one.entity: one for one in reversed(found)}.values()][::-1]


def days(page: Page, start: int, end: int) -> list[Detail]:
    """When it was done: the dates of the fact's own words that are not to come."""
    return [
        Detail(role=DetailRole.DATE, start=one.start, end=one.end, text=one.text, value=value)
        for one in page.known.dates_in(start, end)
        if (value := _past_day(one, page.known.published))
    ][:1]


def _past_day(date: DateFact, published: str | None) -> str | None:
    value = date.start_date if date.start_date == date.end_date else None
    if value is None or (published is not None and value[: len(published)] > published[: len(value)]):
        return None
    return value


def new_due(page: Page, step: Step, stop: int) -> Due | None:
    """The date to which something is put off: of those behind the verb; behind a comma too."""
    if step.form.kind != "postponed":
        return None
    last = step.stop
    if last + 2 < stop and page.folded[last + 1] in COMMAS:
        last = min(stop - 1, last + 8)
    ahead = Bond(
        rule="progress", status=CommitmentStatus.ANNOUNCED, modality=Modality.ASSERTED,
        start=step.verb, deed=step.verb, head=step.verb, stop=last, impersonal=True,
    )  # fmt: skip
    return due_of(page, ahead)


def what_moved(page: Page, step: Step, due: Due | None) -> str:
    """The thing, short; of a deed the verb with it: « inaugurer le centre », افتتاح المركز, "open the centre"."""
    thing = _unhung(page, _trimmed(page, step, due))
    if step.form.kind != "done" or (step.passive and step.rule != "impersonal"):
        return thing
    return " ".join([page.passage.words[step.verb], *step.form.rest, thing])


def _unhung(page: Page, span: Span) -> str:
    """The words without an Arabic preposition that is hung on the first: لمحطة، للمحطة."""
    text, word = page.text(span), page.folded[span.first]
    cut = len(word) - len(bare(page, span.first))
    if page.lexicon.lang != "ar" or word[0] not in "لب" or not 0 < cut < _ARTICLE:
        return text
    return text[1:] if cut == 1 else f"ال{text[cut:]}"


def _trimmed(page: Page, step: Step, due: Due | None) -> Span:
    """The words of a thing without the days around them and without what joins them to their verb."""
    first, last = step.thing
    if due is not None and first < due.first <= last:
        last = due.first - 1
    joins = page.lexicon.words["to"] | page.lexicon.words["from"] | page.lexicon.words["with"]
    for date in page.known.dates_in(*page.span(Span(first, last))):
        begin, end = page.known.token_at(date.start), page.token_before(date.end)
        led = begin == first or any(page.is_in(begin - 1, small) for small in ("articles", "before_date", "at"))
        if begin - first < _DAY and end < last and led:
            first = end + 1
        elif end == last and begin > first:
            last = begin - 1
    while first < last and (page.folded[first] in joins or page.is_in(first, "not_after")):
        first += 1
    ends = joins | page.lexicon.words["before_date"] | page.lexicon.words["at"] | page.lexicon.words["that"]
    while last > first and (page.folded[last] in _TRIMMED or page.folded[last] in ends):
        last -= 1
    return Span(first, min(last, first + _WHAT))
