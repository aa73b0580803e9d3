"""Facts from bonds: which are commitments at all, their words, status, modality and parts."""

from __future__ import annotations

from dataclasses import replace

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import REFLEXIVE
from marsad.annotate.commitments.due import Due, amounts, behind_comma, due_detail, due_of
from marsad.annotate.commitments.page import Page, Span
from marsad.annotate.commitments.parties import by_details, with_details
from marsad.model import Commitment, CommitmentStatus, FactKind, Modality, StatementForm

_PLANS = frozenset({"plan", "passive", "award"})
_OWN_WORD = frozenset({"performative", "agreement", "listed"})
"""Rules by which words bind even without a figure or a date."""
_NOT_BUILT = frozenset({"person", "year", "month", "day", "hour", "minute", "point", "time", "m2", "km"})
_SHORTEST = 2
_NEAR = 2
_MONTH = len("2025-09")
_TRIMMED = frozenset(",;:.!?")


def commitment_of(page: Page, bond: Bond) -> Commitment | None:
    """The commitment of a bond; null where too little speaks for one."""
    begin, stop = page.passage.sentences[page.sentence(bond.start)]
    bond = replace(bond, stop=behind_comma(page, bond, stop))
    due = due_of(page, bond)
    if due and due.last < bond.stop and due.first - bond.head >= _SHORTEST:
        bond = replace(bond, stop=due.last)
    start, end = page.passage.starts[bond.start], page.passage.ends[bond.stop]
    sums = amounts(page, page.passage.starts[bond.deed], end)
    if not _is_one(page, bond, due, has_figure=bool(sums)):
        return None
    modality = _modality(page, bond, begin, stop)
    by = by_details(page, bond)
    sure = bond.confidence + (0.1 if due else 0) + (0.05 if sums else 0)
    if not by or by[0].entity is None:
        sure -= 0.2
    if bond.rule == "future act" and not (sums or due):
        sure -= 0.15
    withs = tuple(with_details(page, bond, frozenset(one.entity for one in by)))
    details = (*by, *withs, *sums, *([due_detail(page, due)] if due else ()))
    return Commitment(
        kind=FactKind.COMMITMENT if modality is Modality.ASSERTED else FactKind.HEDGED,
        start=start,
        end=end,
        text=page.passage.text[start:end],
        confidence=round(max(0.05, min(0.95, sure)), 2),
        rule=bond.rule,
        details=details,
        what=_what(page, bond, due),
        due=due.value if due else None,
        status=_status(page, bond, due, parties=len(by), withs=bool(withs)),
        modality=modality,
    )


def _is_one(page: Page, bond: Bond, due: Due | None, *, has_figure: bool) -> bool:
    """Whether words that have the form of a commitment are one: bound to something, told by the article itself."""
    if bond.stop - bond.head < 1:
        return False
    said = page.said_by(bond.head)
    if bond.rule == "first person":
        return said is not None and said.form is not StatementForm.INDIRECT and (has_figure or due is not None)
    if said is not None and bond.rule in {"passive", "award", "plan"}:
        return False
    if said is not None and said.form is StatementForm.DIRECT:
        return False
    backed = has_figure or (due is not None and due.deadline)
    if bond.vague:
        if bond.rule in _OWN_WORD:
            return backed or due is not None
        return bond.rule == "intention" and has_figure and due is not None
    if bond.modality is Modality.CONDITIONAL or bond.rule == "refusal":
        return bond.known and backed
    each = any(page.is_in(at, "each") for at in range(bond.head, bond.stop + 1))
    served = any(page.is_in(at, "beneficiary") for at in range(bond.head, bond.stop + 1))
    match bond.rule:
        case "performative":
            return bond.known or backed or bond.stop - bond.head >= _SHORTEST
        case "hearsay":
            return bond.known
        case "intention":
            return backed or (bond.known and (due is not None or each or served))
        case "future act":
            if (
                page.lexicon.infinitives.get(page.folded[bond.head], page.folded[bond.head])
                in page.lexicon.words["staged"]
            ):
                return bond.known and (
                    backed
                    or each
                    or served
                    or page.holds_said(page.passage.sentences[page.sentence(bond.head)][0], bond.head)
                )
            certain = backed or due is not None or each or served
            return bond.known and (certain or (said is None and _is_a_body_s(page, bond)))
        case "target":
            return due is not None
        case "announced that":
            return not bond.vague
        case "said":
            return (bond.known and (backed or each or served or due is not None)) or due is not None
        case "announced" | "plan":
            return backed and not page.is_in(bond.head, "things")
        case "agreement":
            mutual = any(page.is_in(at, "mutual") for at in range(bond.deed, bond.stop + 1))
            return backed or due is not None or each or bond.item or mutual
        case "passive":
            if due is not None:
                return due.deadline or has_figure or page.is_in(bond.head, "opens")
            return has_figure and (each or served or _is_built(page, bond))
        case "award":
            return has_figure
        case "listed":
            return bond.item or backed or due is not None or each
        case _:
            return True


def _is_a_body_s(page: Page, bond: Bond) -> bool:
    """Whether a body that the article names does it, and to something."""
    by = by_details(page, bond)
    entity = by[0].entity if len(by) == 1 else None
    body = entity is not None and page.known.entities[entity].kind is FactKind.ORGANISATION
    return body and bond.stop - bond.head >= _SHORTEST


def _is_built(page: Page, bond: Bond) -> bool:
    """Whether so many things are to be made: « se construirán 400 viviendas », not shares, persons or sums."""
    figures = page.known.figures_in(page.passage.starts[bond.start], page.passage.ends[bond.stop])
    return any(one.unit.islower() and one.unit not in _NOT_BUILT for one in figures)


def _modality(page: Page, bond: Bond, begin: int, stop: int) -> Modality:
    if bond.modality is not Modality.ASSERTED:
        return bond.modality
    if page.holds(page.lexicon.hearsay_phrases, begin, stop) >= 0:
        return Modality.REPORTED
    if page.holds(page.lexicon.if_phrases, begin, stop) >= 0 or _if_clause(page, begin, stop):
        return Modality.CONDITIONAL
    return Modality.ASSERTED


def _if_clause(page: Page, begin: int, stop: int) -> bool:
    for at in range(begin, stop - 1):
        if page.is_in(at, "if"):
            return page.folded[at] != "s'" or page.folded[at + 1] in {"il", "ils"}
    return False


def _status(page: Page, bond: Bond, due: Due | None, *, parties: int, withs: bool) -> CommitmentStatus:
    """By the words, and by an agreement that they stand under; what is set for a day, not due by it, is planned."""
    if bond.status is CommitmentStatus.DONE:
        return bond.status
    number = page.sentence(bond.start)
    sentences = page.passage.sentences
    if bond.rule in {"said", "announced that"}:
        return bond.status
    if (
        due is not None
        and not due.deadline
        and bond.rule in {"performative", "listed", "passive"}
        and len(due.value) >= _MONTH
    ):
        return CommitmentStatus.PLANNED
    near = sentences[max(0, number - _NEAR)][0]
    if bond.rule == "plan" and _under_agreement(page, near, bond.start):
        return CommitmentStatus.SIGNED
    if bond.status is CommitmentStatus.SIGNED:
        alone = bond.subject is not None and not bond.impersonal and bond.rule == "agreement" and parties == 1
        return CommitmentStatus.ANNOUNCED if alone and not _under_agreement(page, near, bond.stop) else bond.status
    if bond.status is CommitmentStatus.ANNOUNCED and bond.rule not in {"announced", "award", "first person"}:
        first = sentences[0][0] if withs else near
        if _under_agreement(page, first, bond.stop):
            return CommitmentStatus.SIGNED
    return bond.status


def _under_agreement(page: Page, first: int, last: int) -> bool:
    """Whether words tell of an agreement that was made."""
    agreements, arabic = page.lexicon.agreements, page.lexicon.lang == "ar"
    for word in page.folded[first : last + 1]:
        if word in agreements or (arabic and word.removeprefix("ب").removeprefix("ال") in agreements):
            return True
    return page.holds(page.lexicon.signed, first, last + 1) >= 0


def _what(page: Page, bond: Bond, due: Due | None) -> str:
    """The deed without the words for who does it and by when; a verb to come as its infinitive."""
    first, last = bond.deed, bond.stop
    if due and due.last >= last and due.first > bond.head:
        last = due.first - 1
    negated = any(page.is_in(at, "not") for at in range(first, bond.head))
    if bond.head > first and not bond.impersonal and not negated and _is_verb(page, bond.head):
        first = bond.head
    while last > first and page.folded[last] in _TRIMMED:
        last -= 1
    if page.lexicon.lang == "ar":
        return _arabic_what(page, bond, first, last)
    infinitive = page.lexicon.infinitives.get(page.folded[first])
    if infinitive is None:
        return page.text(Span(first, last))
    before = first - 1
    if page.is_in(before, "clitics") and page.folded[before] not in REFLEXIVE:
        infinitive = f"{page.passage.words[before]} {infinitive}"  # « le rénovera »
    return f"{infinitive} {page.text(Span(first + 1, last))}" if last > first else infinitive


def _arabic_what(page: Page, bond: Bond, first: int, last: int) -> str:
    """The words without a proclitic before them, and without the subject between verb and object."""
    word, spelled, subject = page.folded[first], page.passage.words[first], bond.subject
    if len(word) < len(spelled) or (word[0] in "بل" and word[1:].removeprefix("ال") in page.lexicon.nouns):
        spelled = spelled[1:]
    inside = subject is not None and first < subject.first and subject.last < last
    rest = (subject.last if subject is not None and inside else first) + 1
    return f"{spelled} {page.text(Span(rest, last))}" if rest <= last else spelled


def _is_verb(page: Page, at: int) -> bool:
    return page.folded[at] in page.lexicon.verbs or page.folded[at] in page.lexicon.infinitives
