"""Facts from moves."""

from __future__ import annotations

from marsad.annotate.commitments.due import due_detail
from marsad.annotate.commitments.page import Page, Span
from marsad.annotate.progress.lexicon import Lexicon
from marsad.annotate.progress.parts import bond_of_step, days, movers, new_due, others, places, sums, what_moved
from marsad.annotate.progress.step import Step, tells_a_part
from marsad.annotate.progress.worth import bare, head_of, is_moved, is_told, is_worth
from marsad.model import CommitmentStatus, FactKind, Progress

_SURE = {
    "deed": 0.7,
    "passive": 0.65,
    "by itself": 0.7,
    "of itself": 0.7,
    "impersonal": 0.7,
    "kept": 0.8,
    "denied": 0.65,
}
_OTHER = 0.75


def progress_of(page: Page, lexicon: Lexicon, step: Step) -> Progress | None:
    """The progress that a move tells; null where it is none."""
    if not is_told(page, step):
        return None
    _, stop = page.passage.sentences[page.sentence(step.verb)]
    due = new_due(page, step, stop)
    if not is_worth(page, lexicon, step) and not is_moved(page, lexicon, step, dated=due is not None):
        return None
    if due is None and step.form.kind == "postponed" and step.form.verb in lexicon.words.get("dated", ()):
        return None  # « a remis les clés au maire »
    last = max(step.stop, due.last) if due else step.stop
    start, end = page.passage.starts[step.start], page.passage.ends[last]
    bond = bond_of_step(step, last)
    by = movers(page, step, bond)
    figures = sums(page, step, end)
    details = (
        *by, *others(page, bond, by), *figures, *places(page, start, end), *days(page, start, end),
        *([due_detail(page, due)] if due else ()),
    )  # fmt: skip
    return Progress(
        kind=FactKind.PROGRESS,
        start=start,
        end=end,
        text=page.passage.text[start:end],
        confidence=_confidence(step, named=bool(by), counted=bool(figures)),
        rule=step.rule,
        details=details,
        what=what_moved(page, step, due),
        status=_status(page, lexicon, step),
        due=due.value if due else None,
    )


def _status(page: Page, lexicon: Lexicon, step: Step) -> CommitmentStatus:
    """As the verb tells it; what is done in part, or is a building site that is opened, is started."""
    if step.form.kind == "started" and _launches(page, lexicon, step):
        return CommitmentStatus.DONE
    if step.status is not CommitmentStatus.DONE or step.form.kind == "kept" or _has_first(lexicon, step):
        return step.status
    whole = Span(min(step.verb, step.thing.first), max(step.stop, step.thing.last))
    if tells_a_part(page, lexicon, whole) or (step.form.kind == "done" and _heads(page, lexicon, step, "worksite")):
        return CommitmentStatus.STARTED
    return CommitmentStatus.DONE


def _has_first(lexicon: Lexicon, step: Step) -> bool:
    """Whether the verb's own words have the "first" of those whom a thing serves: "welcomed its first pupils"."""
    return step.form.kind == "opened" and not lexicon.words["first"].isdisjoint(step.form.rest)


def _launches(page: Page, lexicon: Lexicon, step: Step) -> bool:
    """Whether launching the thing is all that there is to do: a portal, an application."""
    launch = step.form.verb in {"lancer", "lanzar", "launch", "اطلق"} or page.folded[step.verb] == "اطلاق"
    return launch and _heads(page, lexicon, step, "launched")


def _heads(page: Page, lexicon: Lexicon, step: Step, name: str) -> bool:
    return any(bare(page, at) in lexicon.words[name] for at in head_of(page, lexicon, step.thing))


def _confidence(step: Step, *, named: bool, counted: bool) -> float:
    """What the rule says, more where it is named who did it and how much."""
    sure = _SURE.get(step.rule, _OTHER) + 0.05 * named + 0.05 * counted
    return round(min(0.9, sure), 2)
