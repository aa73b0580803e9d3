"""Which words that have the form of a commitment are one."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.due import Due
from marsad.annotate.commitments.page import Page
from marsad.annotate.commitments.parties import by_details
from marsad.model import FactKind, Modality, StatementForm

_OWN_WORD = frozenset({"performative", "agreement", "listed", "terms"})
"""Rules by which words bind even without a figure or a date."""
_NOT_IN_STATEMENTS = frozenset({"passive", "award", "plan"})
_NOT_BUILT = frozenset({"person", "year", "month", "day", "hour", "minute", "point", "time", "m2", "km"})
_HEAD = 3
SHORTEST = 2
"""A deed's words with the thing that it is done to."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a bond: figures in its deed, a date, and whether that is one by which."""

    page: Page
    bond: Bond
    due: Due | None
    has_figure: bool

    @property
    def backed(self) -> bool:
        """Whether the deed can be checked: by a figure or a deadline."""
        return self.has_figure or (self.due is not None and self.due.deadline)

    @property
    def aimed(self) -> bool:
        """Whether the deed has a figure, a date, or those whom it serves."""
        return self.backed or self.due is not None or self.serves

    @property
    def serves(self) -> bool:
        """Whether the deed is for everybody of a kind, or for people whom it names."""
        return self.holds("each") or self.holds("beneficiary")

    def holds(self, name: str) -> bool:
        """Whether a small word of the lexicon stands in the deed."""
        return any(self.page.is_in(at, name) for at in range(self.bond.head, self.bond.stop + 1))


def is_commitment(page: Page, bond: Bond, due: Due | None, *, has_figure: bool) -> bool:
    """Whether somebody is bound to something by these words, and the article itself tells so."""
    evidence, said = Evidence(page, bond, due, has_figure), page.said_by(bond.head)
    if bond.stop - bond.head < 1:
        return False
    if bond.rule == "first person":
        return said is not None and said.form is not StatementForm.INDIRECT and (has_figure or due is not None)
    if bond.rule == "quoted":
        return has_figure or due is not None
    if said is not None and (said.form is StatementForm.DIRECT or bond.rule in _NOT_IN_STATEMENTS):
        told = said.form is StatementForm.INDIRECT and bond.rule == "passive" and due is not None and due.deadline
        if not told:
            return False
    if bond.vague:
        both = bond.rule == "intention" and has_figure and due is not None
        return both or (bond.rule in _OWN_WORD and (evidence.backed or due is not None or evidence.holds("each")))
    if bond.modality is Modality.CONDITIONAL or bond.rule == "refusal":
        return bond.known and evidence.backed
    return _by_rule(evidence, in_statement=said is not None)


def _by_rule(evidence: Evidence, *, in_statement: bool) -> bool:
    page, bond, due, backed = evidence.page, evidence.bond, evidence.due, evidence.backed
    match bond.rule:
        case "performative":
            return bond.known or backed or bond.stop - bond.deed >= SHORTEST
        case "hearsay":
            return bond.known
        case "intention":
            return backed or (bond.known and evidence.aimed)
        case "future act":
            return bond.known and _is_act(evidence, in_statement=in_statement)
        case "target":
            return due is not None
        case "obligation":
            return bond.known and due is not None and due.deadline
        case "said":
            return due is not None or (bond.known and evidence.aimed)
        case "announced" | "plan":
            return backed and not page.is_in(bond.head, "things")
        case "agreement":
            mutual = any(page.is_in(at, "mutual") for at in range(bond.deed, bond.stop + 1))
            return backed or due is not None or evidence.holds("each") or bond.item or mutual
        case "terms":
            return bond.stop - bond.head >= SHORTEST
        case "passive":
            return _is_set(evidence)
        case "award":
            return evidence.has_figure
        case "listed":
            return bond.item or backed or due is not None or evidence.holds("each")
        case _:
            return True


def _is_act(evidence: Evidence, *, in_statement: bool) -> bool:
    """Whether a verb to come tells a deed; one like "host" or "present" is an event, unless more than a day is told."""
    page, bond = evidence.page, evidence.bond
    if bond.subject and page.folded[bond.subject.first] == "it" and by_details(page, bond)[0].entity is None:
        return False  # some thing
    verb = page.lexicon.infinitives.get(page.folded[bond.head], page.folded[bond.head])
    if verb in page.lexicon.words["staged"]:
        begin = page.passage.sentences[page.sentence(bond.head)][0]
        return evidence.backed or evidence.serves or page.holds_said(begin, bond.head)
    return evidence.aimed or (not in_statement and _is_a_body_s(page, bond))


def _is_set(evidence: Evidence) -> bool:
    """Whether what will be done by nobody in particular is set: due by a day, opened, or so many things of a kind."""
    page, bond, due = evidence.page, evidence.bond, evidence.due
    trials = page.lexicon.words.get("trials", frozenset())
    if any(page.folded[at] in trials for at in range(bond.start, min(bond.start + _HEAD, bond.head))):
        return False
    if due is not None:
        return due.deadline or evidence.has_figure or page.is_in(bond.head, "opens")
    return evidence.has_figure and (evidence.serves or _is_built(page, bond))


def _is_a_body_s(page: Page, bond: Bond) -> bool:
    """Whether a body that the article names does it, and to something."""
    by = by_details(page, bond)
    entity = by[0].entity if len(by) == 1 else None
    body = entity is not None and page.known.entities[entity].kind is FactKind.ORGANISATION
    return body and bond.stop - bond.head >= SHORTEST


def _is_built(page: Page, bond: Bond) -> bool:
    """Whether so many things are to be made: « se construirán 400 viviendas », not shares, persons or sums."""
    figures = page.known.figures_in(page.passage.starts[bond.start], page.passage.ends[bond.stop])
    return any(one.unit.islower() and one.unit not in _NOT_BUILT for one in figures)
