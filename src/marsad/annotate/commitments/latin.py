"""Commitments in the sentences of French, Spanish and English: cue, subject before it, deed behind it."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.annotate.commitments.bond import Bond
from marsad.annotate.commitments.deeds import (
    REFLEXIVE,
    Deed,
    clause,
    coming_at,
    complement,
    figured,
    is_coming,
    items_of,
    promised_thing,
    verb_at,
)
from marsad.annotate.commitments.impersonal import award, has_no_object, passive, planned, ready, settled, undone
from marsad.annotate.commitments.made import bond_of, modality_of_cue
from marsad.annotate.commitments.page import COMMAS, SAYING, STRONG, Cue, Page, Span
from marsad.annotate.commitments.subjects import Subject, is_party, subject_of
from marsad.model import CommitmentStatus, FactKind, Modality

_ANNOUNCED, _PLANNED, _SIGNED = CommitmentStatus.ANNOUNCED, CommitmentStatus.PLANNED, CommitmentStatus.SIGNED
_ASSERTED = Modality.ASSERTED
_TOLD = 8
_BARE = {
    "fr": frozenset({"intend", "could", "provide", "must"}),
    "es": frozenset({"promise", "intend", "could", "agree", "provide", "refused", "hearsay", "must"}),
    "en": frozenset({"could", "must"}),
}
"""Cues that govern a verb without a preposition between, by language."""


def latin_bonds(page: Page, begin: int, stop: int) -> Iterator[Bond]:
    """The commitments of the sentence of tokens ``begin`` to before ``stop``, the likelier of the same words first."""
    folded, cues = page.folded, page.lexicon.cues.after
    under = page.holds(page.lexicon.under, begin, stop) >= 0 and page.is_agreed(begin)
    for at in range(begin, stop):
        word = folded[at]
        if word in cues:
            for cue in page.cue_at(at, stop):
                yield from _of_cue(page, cue, begin, stop)
        if under and word in page.lexicon.presents:
            yield from _under_agreement(page, at, begin, stop)
        if word in page.lexicon.coming and is_coming(page, at):
            yield from _coming(page, at, begin, stop)


def _under_agreement(page: Page, at: int, begin: int, stop: int) -> Iterator[Bond]:
    """« En vertu de l'accord, la banque accorde un prêt »: the present of a deed binds."""
    verb = at - (page.lexicon.lang == "en" and page.folded[at].endswith("ing"))
    subject = subject_of(page, verb, begin)
    if subject.party and subject.span is not None and not page.is_in(at - 1, "articles"):
        yield bond_of(page, "terms", _SIGNED, subject, Deed(at, at, "verb", True, False), stop, 0.6)


def _of_cue(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    match cue.kind:
        case "promise":
            yield from _governed(page, cue, begin, stop, "performative", _ANNOUNCED, 0.85)
        case "decide":
            yield from _governed(page, cue, begin, stop, "intention", _ANNOUNCED, 0.7)
        case "intend":
            yield from _governed(page, cue, begin, stop, "intention", _PLANNED, 0.75)
            yield from planned(page, cue, begin, stop)
        case "target":
            yield from _targeted(page, cue, begin, stop)
        case "fulfilled":
            yield from _fulfilled(page, cue, begin, stop)
        case "hearsay":
            yield from _governed(page, cue, begin, stop, "hearsay", _ANNOUNCED, 0.6)
        case "could" | "refused":
            rule = "refusal" if cue.kind == "refused" else "possibility"
            yield from _governed(page, cue, begin, stop, rule, _ANNOUNCED, 0.6)
        case "agree":
            yield from _agreed(page, cue, begin, stop)
        case "provide":
            yield from planned(page, cue, begin, stop)
        case "said":
            yield from _said(page, cue, begin, stop)
        case "announce":
            yield from _announced(page, cue, begin, stop)
        case "will":
            yield from _periphrase(page, cue, begin, stop)
        case "must":
            yield from _governed(page, cue, begin, stop, "obligation", _ANNOUNCED, 0.5)
        case "settled":
            yield from settled(page, cue, stop)
        case "passive":
            yield from passive(page, cue, begin, stop)
        case "ready":
            yield from ready(page, cue, begin, stop)
        case "receive":
            yield from award(page, cue, begin, stop)


def _governed(
    page: Page, cue: Cue, begin: int, stop: int, rule: str, status: CommitmentStatus, sure: float
) -> Iterator[Bond]:
    """Somebody promises, intends, may or refuses to do something."""
    bare = cue.kind in _BARE[page.lexicon.lang]
    noun = _is_noun(page, cue)
    if noun is True or _is_quality(page, cue):
        return
    nouns = cue.kind == "promise" and noun is False
    deed = complement(page, cue.last + 1, stop, bare=bare, nouns=nouns)
    if deed is None and cue.kind == "promise":
        deed = promised_thing(page, cue, stop)
    if deed is None and nouns:
        deed = figured(page, cue.last + 1, stop) or _taken_on(page, cue, stop)
    if deed is None:
        yield from _inverted(page, cue, begin, stop)
        if cue.kind == "intend" and page.is_in(cue.last + 1, "articles"):
            yield from _targeted(page, cue, begin, stop)
        return
    if deed.passive and deed.sort != "clause":
        return
    subject = subject_of(page, cue.first, begin)
    if subject.party or (subject.span is None and page.lexicon.lang == "es"):
        yield bond_of(page, rule, status, subject, deed, stop, sure, modality_of_cue(cue))


def _is_noun(page: Page, cue: Cue) -> bool | None:
    """Whether a cue is a noun rather than a verb, null where it may be either: "carrying pledges", "France's plans"."""
    if page.lexicon.lang != "en" or cue.first != cue.last or not page.is_in(cue.last, "ambiguous"):
        return False
    before = cue.first - 1
    nominal = page.is_in(before, "articles") or page.is_in(before, "to") or page.is_in(before, "from")
    return True if nominal or page.folded[before] in {"'s", "of"} else None


def _is_quality(page: Page, cue: Cue) -> bool:
    """Whether a cue is no finite verb of what is still meant: ", committed to care", "had planned to"."""
    before = cue.first - 1
    if page.lexicon.lang != "en" or before < 0 or cue.kind not in {"promise", "intend"}:
        return False
    return (page.folded[cue.first] == "committed" and page.folded[before] in COMMAS) or (
        cue.kind == "intend" and "had" in page.folded[max(before - 1, 0) : cue.last]
    )


def _taken_on(page: Page, cue: Cue, stop: int) -> Deed | None:
    """Anything that somebody takes upon himself: « se encargará de los bebederos »."""
    at = cue.last + 2
    if at < stop and page.is_in(cue.last, "takes") and page.is_in(at - 1, "to"):
        return Deed(at, at, "noun", True, False)
    return None


def _inverted(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """« Elles seront 640 en 2028, promet la direction. »"""
    if cue.kind != "promise" or cue.first - 1 <= begin or page.folded[cue.first - 1] not in COMMAS:
        return
    begin = max(
        (at + 1 for at in range(begin, cue.first) if page.passage.words[at] in {";", "–", "—", ":"}), default=begin
    )
    last = cue.last
    while last + 1 < stop and page.passage.words[last + 1] not in STRONG and page.folded[last + 1] not in COMMAS:
        last += 1
    span = Span(cue.last + 1, last)
    deed = clause(page, begin, cue.first - 1) if last >= span.first and is_party(page, span) else None
    if deed is None or page.passage.words[begin] in STRONG:
        return
    own = subject_of(page, deed.head, begin)
    named = own.span if own.span and own.party and not page.is_in(own.span.first, "pronouns") else span
    subject = Subject(named, begin, party=True)
    yield bond_of(page, "performative", _ANNOUNCED, subject, deed, cue.first, 0.7, modality_of_cue(cue))


def _targeted(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """Somebody aims at a number: « vise 120 animaux en 2030 »."""
    at = cue.last + 1
    figures = at < stop and page.known.figures_in(page.passage.starts[at], page.passage.ends[min(at + 4, stop - 1)])
    if not figures and cue.kind == "target":
        return
    subject = subject_of(page, cue.first, begin)
    if subject.party:
        yield bond_of(
            page, "target", _PLANNED, subject, Deed(at, at, "noun", True, False), stop, 0.6, modality_of_cue(cue)
        )


def _fulfilled(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """A promise is kept: « a tenu sa promesse de », "has built, as promised, "."""
    deed = complement(page, cue.last + 1, stop, bare=False)
    verb = cue.first
    if deed is None or deed.sort == "clause":
        heads = (at for at in range(begin, stop) if page.folded[at] in page.lexicon.participles)
        verb = next((at for at in heads if at < cue.first or at > cue.last), -1)
        if verb < 0:
            return
        deed = Deed(verb, verb, "verb", True, False)
        verb -= page.lexicon.lang != "en"  # the auxiliary
    subject = subject_of(page, verb, begin)
    if subject.party and not cue.negated:
        yield bond_of(page, "fulfilled", CommitmentStatus.DONE, subject, deed, stop, 0.6)


def _agreed(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    deed = complement(page, cue.last + 1, stop, bare=page.lexicon.lang == "es")
    subject = subject_of(page, cue.first, begin)
    if deed is None or subject.span is None:
        return
    items = items_of(page, deed.head + 1, stop)
    for item in items if len(items) > 1 else ():
        start = subject._replace(start=item.first)
        yield bond_of(
            page, "agreement", _SIGNED, start, item, _item_end(page, item, stop), 0.65, modality_of_cue(cue), item=True
        )
    if len(items) < 2:
        yield bond_of(page, "agreement", _SIGNED, subject, deed, stop, 0.7, modality_of_cue(cue))


def _item_end(page: Page, item: Deed, stop: int) -> int:
    """Where an item of a list ends: at a comma, or at the "and" before the last one."""
    ahead = range(item.head + 1, stop)
    return next((at for at in ahead if page.folded[at] in COMMAS or page.is_in(at, "and")), stop)


def _said(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """A body says what it, or something of its, will do; what persons say of others is a statement."""
    at = page.after(cue.last + 1, stop)
    if at < stop and page.folded[cue.last].startswith("t"):  # "told the growers that"
        at = next((place for place in range(at, min(at + _TOLD, stop)) if page.is_in(place, "that")), stop)
    if at >= stop or page.passage.words[at] in STRONG:
        return
    if page.is_in(at, "that"):
        at += 1
    elif page.lexicon.lang != "en":
        return
    deed = clause(page, at, stop)
    if deed is None:
        return
    subject = subject_of(page, cue.first, begin)
    if subject.party and subject.span is not None and _is_body(page, subject.span):
        solemn = any(other.kind == "announce" for other in page.cue_at(cue.first, stop))
        rule = "announced that" if solemn else "said"
        yield bond_of(page, rule, _ANNOUNCED, subject, deed, stop, 0.6, modality_of_cue(cue))


def _is_body(page: Page, span: Span) -> bool:
    if any(page.is_in(at, "offices") for at in range(span.first, min(span.first + 3, span.last + 1))):
        return False
    return not any(one.kind is FactKind.PERSON for one in page.mentions(span))


def _announced(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """Somebody announces a deed that a noun tells: "announced the creation of 500 jobs"."""
    deed = complement(page, cue.last + 1, stop, bare=False)
    if deed is None:
        deed = _addition(page, cue.last + 1, stop)
    if deed is None or deed.sort != "noun":
        return
    subject = subject_of(page, cue.first, begin)
    if subject.party:
        yield bond_of(page, "announced", _ANNOUNCED, subject, deed, stop, 0.55, modality_of_cue(cue))


def _addition(page: Page, at: int, stop: int) -> Deed | None:
    """So many more of something: « anunció doce inspectores más »."""
    added = any(page.is_in(place, "more") for place in range(at, min(at + 6, stop)))
    return figured(page, at, stop) if added else None


def _periphrase(page: Page, cue: Cue, begin: int, stop: int) -> Iterator[Bond]:
    """« va construire », « devra publier », "will train", "is to open"."""
    at = page.after(cue.last + 1, stop)
    lang = page.lexicon.lang
    if lang == "en" and page.folded[cue.last] == "going":
        at += 1
    deed = verb_at(page, at, stop) if at < stop else None
    if deed and deed.known and not deed.passive and (lang != "en" or page.folded[at] != "be"):
        yield from _acts(
            page, deed, cue.first, begin, stop, past=page.folded[cue.first] == "would", negated=cue.negated
        )


def _coming(page: Page, at: int, begin: int, stop: int) -> Iterator[Bond]:
    deed = coming_at(page, at, stop)
    if deed and deed.known:
        before = at - 1
        while before >= begin and page.is_in(before, "clitics"):
            before -= 1
        negated = page.is_in(before, "not") or page.is_in(at + 1, "not_after")
        past = page.lexicon.coming[page.folded[at]] == "past"
        yield from _acts(page, deed, at, begin, stop, past=past, negated=negated)


def _acts(page: Page, deed: Deed, verb: int, begin: int, stop: int, *, past: bool, negated: bool) -> Iterator[Bond]:
    """Somebody will do something; ``past``: in a form that is also the conditional's."""
    subject = subject_of(page, verb, begin)
    if page.lexicon.lang == "es" and verb > begin and page.is_in(verb - 1, "that") and not subject.party:
        subject = _who_says(page, verb - 1, begin) or subject
    if page.folded[verb - 1] in REFLEXIVE and verb > begin:
        if page.lexicon.lang == "es":
            first = verb - 1 if subject.start == verb else subject.start
            yield from undone(page, deed._replace(first=first), subject._replace(start=first), stop)
        return
    if page.is_in(deed.head, "opens") and has_no_object(page, deed.head + 1, stop):
        yield from undone(page, deed._replace(first=subject.start), subject, stop, negated=negated)
        return
    ours = page.folded[verb] in page.lexicon.coming and page.lexicon.coming[page.folded[verb]] == "we"
    we = ours or (subject.span is not None and page.is_in(subject.span.last, "we"))
    if not (subject.party or we or (page.lexicon.lang == "es" and subject.span is None and verb == begin)):
        return
    modality = Modality.NEGATED if negated else _ASSERTED
    if past and modality is _ASSERTED and not page.holds_said(begin, stop):
        modality = Modality.CONDITIONAL
    if we:
        before = (at for at in range(verb - 1, max(begin, verb - 4) - 1, -1) if page.is_in(at, "we"))
        subject = subject._replace(start=next(before, subject.start))
    rule = "first person" if we else "future act"
    yield bond_of(page, rule, _ANNOUNCED, subject, deed, stop, 0.6, modality)


def _who_says(page: Page, that: int, begin: int) -> Subject | None:
    """Who says a clause without a subject of its own: « la ministra anunció en Yenduba que presentará »."""
    for at in range(begin, that):
        if page.folded[at] in page.lexicon.cues.after and any(cue.kind in SAYING for cue in page.cue_at(at, that)):
            return subject_of(page, at, begin)
    return None
