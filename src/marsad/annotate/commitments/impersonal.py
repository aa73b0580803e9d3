"""Commitments whose words do not say who does it: plans, agreements, passives, openings, awards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import Deed, complement
from marsad.annotate.commitments.made import bond_of, modality_of_cue
from marsad.annotate.commitments.page import COMMAS, STRONG, Cue, Page
from marsad.annotate.commitments.subjects import Subject, payer_behind, subject_of
from marsad.model import CommitmentStatus, Modality

_ANNOUNCED, _PLANNED, _SIGNED = CommitmentStatus.ANNOUNCED, CommitmentStatus.PLANNED, CommitmentStatus.SIGNED


def settled(page: Page, cue: Cue, stop: int) -> Iterator[Bond]:
    """« Il a été convenu de », "it was agreed to": of those who met."""
    deed = complement(page, cue.last + 1, stop, bare=True)
    if deed and deed.known and not cue.negated:
        start = Subject(None, deed.first, party=False)
        yield bond_of(page, "agreement", _SIGNED, start, deed, stop, 0.6, impersonal=True)


def planned(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """A plan or an agreement provides for a deed, of which it does not say whose it is."""
    subject = subject_of(page, cue.first, begin)
    lexicon, span = page.lexicon, subject.span
    if span is None or (subject.party and not page.is_in(span.first, "pronouns")):
        return
    heads = [page.folded[at] for at in range(span.first, min(span.first + 4, span.last + 1))]
    if page.is_in(span.first, "pronouns"):
        before = page.passage.sentences[max(page.sentence(cue.first) - 1, 0)][0]
        heads = list(page.folded[before : cue.first])
    agreed = any(word in lexicon.agreements for word in heads)
    if not agreed and not any(word in lexicon.plans for word in heads):
        return
    deed = complement(page, cue.last + 1, stop, bare=True)
    if deed and deed.sort != "clause" and deed.known:
        start = Subject(span, deed.first, party=False)
        rule = "agreement" if agreed else "plan"
        yield bond_of(
            page, rule, _SIGNED if agreed else _PLANNED, start, deed, stop, 0.7, modality_of_cue(cue), impersonal=True
        )


def passive(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """« seront construits », "will be trained"."""
    at = page.after(cue.last + 1, stop)
    if at < stop and page.folded[at] in page.lexicon.participles and page.folded[cue.first] != "se":
        subject = subject_of(page, cue.first, begin)
        yield from undone(
            page, Deed(subject.start, at, "clause", True, False, True), subject, stop, negated=cue.negated
        )


def ready(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """« entrera en service », "is due to open", « estará lista »: a thing that will be there by a day."""
    subject = subject_of(page, cue.first, begin)
    if subject.span is not None:
        deed = Deed(subject.start, cue.last, "clause", True, False, True)
        yield from undone(page, deed, subject, stop, negated=cue.negated)


def undone(page: Page, deed: Deed, subject: Subject, stop: int, *, negated: bool = False) -> Iterator[Bond]:
    """Something will be done, and no subject says by whom."""
    modality = Modality.NEGATED if negated else Modality.ASSERTED
    yield bond_of(page, "passive", _PLANNED, subject._replace(party=False), deed, stop, 0.45, modality, impersonal=True)


def award(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """Somebody will receive something from somebody who is named."""
    subject = subject_of(page, cue.first, begin)
    payer = payer_behind(page, cue.last + 1, stop)
    if payer is not None and cue.last + 1 < stop:
        deed = Deed(cue.last + 1, cue.last, "verb", True, False)
        found = bond_of(page, "award", _ANNOUNCED, subject, deed, stop, 0.5, modality_of_cue(cue), impersonal=True)
        yield replace(found, subject=payer, stop=max(found.stop, payer.last))
    elif cue.last + 1 < stop:
        deed = Deed(subject.start, cue.last, "clause", True, False, True)
        yield from undone(page, deed, subject, stop, negated=cue.negated)


def has_no_object(page: Page, at: int, stop: int) -> bool:
    """Whether nothing follows a verb that would be its object: "will open in January", "will open its doors"."""
    at = page.after(at, stop)
    if any(page.is_in(place, "indefinite") and not page.is_in(place - 1, "at") for place in range(at, stop)):
        return False  # « abrirá en enero un taller »
    return (
        at >= stop
        or page.passage.words[at] in STRONG
        or page.folded[at] in COMMAS
        or page.is_in(at, "at")
        or page.is_in(at, "before_date")
    )
