"""What somebody promises in quotation marks: « La gare sera livrée avant juin 2026 », a promis le président."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.page import Page
from marsad.model import CommitmentStatus, DetailRole, Modality, Statement, StatementForm

RULE = "quoted"
_TO_COME = frozenset({"will", "passive"})
_CONFIDENCE = 0.7


def quoted_bonds(page: Page) -> Iterator[Bond]:
    """The sentence to come of each quotation that a word of promising leads or follows."""
    for statement in page.statements:
        if statement.form is not StatementForm.INDIRECT and _promises(page, statement):
            yield from _bond(page, statement)


def _promises(page: Page, statement: Statement) -> bool:
    for cue in statement.told(DetailRole.CUE):
        first, stop = page.known.token_at(cue.start), page.token_before(cue.end) + 1
        found = [one for at in range(max(0, first - 1), stop) for one in page.cue_at(at, stop)]
        if any(one.kind == "promise" and not one.negated and one.last >= first for one in found):
            return True
    return False


def _bond(page: Page, statement: Statement) -> Iterator[Bond]:
    first, last = page.known.token_at(statement.start), page.token_before(statement.end)
    stop = min(last, page.passage.sentences[page.sentence(first)][1] - 1)
    head = next((at for at in range(first, stop) if _is_to_come(page, at, stop)), None)
    if head is not None and not any(_is_ours(page, at) for at in range(first, stop)):
        negated = any(page.is_in(at, "not") for at in range(first, head))
        yield Bond(
            rule=RULE,
            status=CommitmentStatus.ANNOUNCED,
            modality=Modality.NEGATED if negated else Modality.ASSERTED,
            start=first,
            deed=first,
            head=head,
            stop=stop,
            impersonal=True,
            known=True,
            confidence=_CONFIDENCE,
        )


def _is_to_come(page: Page, at: int, stop: int) -> bool:
    return page.lexicon.coming.get(page.folded[at]) == "future" or any(
        cue.kind in _TO_COME for cue in page.cue_at(at, stop + 1)
    )


def _is_ours(page: Page, at: int) -> bool:
    """Whether "we will" is said, which is read where it stands."""
    return page.is_in(at, "we") or page.lexicon.coming.get(page.folded[at]) == "we"
