"""Facts from bonds."""

from __future__ import annotations

from dataclasses import replace

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.due import amounts, behind_comma, due_detail, due_of
from marsad.annotate.commitments.page import Page
from marsad.annotate.commitments.parties import by_details, with_details
from marsad.annotate.commitments.status import modality_of, status_of
from marsad.annotate.commitments.what import what_of
from marsad.annotate.commitments.worth import SHORTEST, is_commitment
from marsad.model import Commitment, FactKind, Modality


def commitment_of(page: Page, bond: Bond) -> Commitment | None:
    """The commitment of a bond; null where too little speaks for one."""
    _, stop = page.passage.sentences[page.sentence(bond.start)]
    bond = replace(bond, stop=behind_comma(page, bond, stop))
    due = due_of(page, bond)
    if due and due.last < bond.stop and due.first - bond.head >= SHORTEST:
        bond = replace(bond, stop=due.last)
    start, end = page.passage.starts[bond.start], page.passage.ends[bond.stop]
    sums = amounts(page, page.passage.starts[bond.deed], end)
    if not is_commitment(page, bond, due, has_figure=bool(sums)):
        return None
    modality = modality_of(page, bond)
    by = by_details(page, bond)
    withs = tuple(with_details(page, bond, frozenset(one.entity for one in by)))
    details = (*by, *withs, *sums, *([due_detail(page, due)] if due else ()))
    return Commitment(
        kind=FactKind.COMMITMENT if modality is Modality.ASSERTED else FactKind.HEDGED,
        start=start,
        end=end,
        text=page.passage.text[start:end],
        confidence=_confidence(
            bond, dated=due is not None, counted=bool(sums), known=bool(by and by[0].entity is not None)
        ),
        rule=bond.rule,
        details=details,
        what=what_of(page, bond, due),
        due=due.value if due else None,
        status=status_of(page, bond, due, parties=len(by), withs=bool(withs)),
        modality=modality,
    )


def _confidence(bond: Bond, *, dated: bool, counted: bool, known: bool) -> float:
    """What the rule says, more with a date or a figure, less where nobody who is named is bound."""
    sure = bond.confidence + 0.1 * dated + 0.05 * counted - 0.2 * (not known) - 0.05 * bond.impersonal
    if bond.rule == "future act":
        sure += 0.1 if dated else 0.0 if counted else -0.15
    return round(max(0.05, min(0.95, sure)), 2)
