"""What moved in French, Spanish and English sentences: a verb's past, its subject before it, the thing behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from marsad.annotate.commitments.deeds import Deed, deed_end, verb_at
from marsad.annotate.commitments.page import COMMAS, STRONG, Page, Span
from marsad.annotate.commitments.subjects import Subject
from marsad.annotate.progress.aside import behind_asides
from marsad.annotate.progress.lexicon import Form, Lexicon
from marsad.annotate.progress.step import Step
from marsad.annotate.progress.subject import is_circumstance, subject_before
from marsad.annotate.progress.worth import holds_work

_STATES = frozenset({"signed", "finished", "postponed", "withdrawn", "opened"})
"""Moves of which the present of "to be" tells too: « est reportée », "is complete"."""
_OF_ITSELF = frozenset({"started", "finished", "done"})
"""Moves that things make without anybody: « les travaux ont commencé »."""
_JOINING = ("at", "beside", "with", "from", "ends", "and", "purpose")
"""Small words with which no object begins."""
_OPENING = frozenset({"ouvrir", "rouvrir", "open", "reopen", "abrir", "reabrir"})
"""What bodies do by themselves too: « le musée a rouvert »."""
_WITHDRAWING = frozenset({"retirar", "echar", "desistir"})
_DECIDING, _ANNOUNCING = frozenset({"decide", "agree"}), frozenset({"announce", "decide"})
_I, _WE = frozenset({"i", "je", "j'", "yo"}), frozenset({"hemos", "avons"})
_FAR, _FAR_BEHIND, _SIGNED, _PARTED = 6, 3, 14, 10
_BACK = frozenset({"postponed", "withdrawn"})
_ACUTE = frozenset({"participle"})
_ACCENTED = ("aba", "aban", "ó", "aron", "ieron", "yeron", "dio", "uso", "usieron", "ió")


@dataclass(frozen=True, slots=True)
class _Told:
    """A verb with what stands before it: ``first`` is the token with which its group begins."""

    form: Form
    at: int
    first: int
    voice: str
    parted: int = 0
    """The token at which the words of the form go on behind the thing: "put the pool on hold"."""


def latin_steps(page: Page, lexicon: Lexicon, begin: int, stop: int) -> Iterator[Step]:
    """The moves that the sentence of tokens ``begin`` to before ``stop`` tells."""
    folded, forms = page.folded, lexicon.forms
    for at in [at for at in range(begin, stop) if folded[at] in forms]:
        for form in forms[folded[at]]:
            behind, parted = _behind(page, form, at, stop), 0
            if behind is None and form.verb in lexicon.words["parted"]:
                behind, parted = at + 1, _parted(page, form, at, stop)
            if behind is None or parted < 0 or (told := _told(page, lexicon, form, at, begin)) is None:
                continue
            step = _step(page, lexicon, replace(told, parted=parted), behind, begin, stop)
            if step is not None:
                yield step


def _behind(page: Page, form: Form, at: int, stop: int) -> int | None:
    """The token behind a form and the words that must follow it, at once or behind a day; null where they do not."""
    rest = form.rest
    for first in (at + 1, behind_asides(page, at + 1, stop) if rest else at + 1):
        if _goes_on(page, rest, first, stop):
            return first + len(rest)
    return None


def _goes_on(page: Page, rest: tuple[str, ...], first: int, stop: int) -> bool:
    ahead = page.folded[first : min(first + len(rest), stop)]
    return len(ahead) == len(rest) and all(word in {"*", other} for word, other in zip(rest, ahead, strict=True))


def _parted(page: Page, form: Form, at: int, stop: int) -> int:
    """Where the words that must follow a form stand behind a thing: "put the pool on hold", or -1."""
    for first in range(at + 2, min(at + _PARTED, stop)):
        if page.passage.words[first - 1] in STRONG or page.folded[first - 1] in COMMAS:
            break
        if _goes_on(page, form.rest, first, stop):
            return first
    return -1


def _told(page: Page, lexicon: Lexicon, form: Form, at: int, begin: int) -> _Told | None:
    """How a form is told, by what stands before it; null where it is negated, to come, or no verb."""
    before = _before(page, at - 1, begin)
    word = page.folded[before] if before >= begin else ""
    words = lexicon.words
    if form.tense == "infinitive" and (just := _just(page, lexicon, at, begin)) >= 0:
        return _group(page, lexicon, form, at, just, begin, "active")
    if form.tense in {"infinitive", "noun"}:
        return _decided(page, form, at, begin) if form.kind in _BACK or form.tense == "noun" else None
    if form.tense == "state":
        told = _is_present(word) or word in words["been"]
        return _passive(page, lexicon, form, at, before, begin) if told else None
    if page.lexicon.lang == "fr" and form.verb.endswith("er") and (form.tense in _ACUTE) != _is_acute(page, at):
        return None
    if form.tense == "participle":
        if word in words["been"] or word in words["be"]:
            return _passive(page, lexicon, form, at, before, begin)
        if word in words["active"]:
            return _group(page, lexicon, form, at, before, begin, "active")
        return None
    if page.lexicon.lang == "es" and form.tense == "past" and not page.passage.words[at].lower().endswith(_ACCENTED):
        return None
    if page.lexicon.lang == "en" and not _is_finite(page, lexicon, form, at, word):
        return None
    return _group(page, lexicon, form, at, at, begin, "active")


def _just(page: Page, lexicon: Lexicon, at: int, begin: int) -> int:
    """Where « vient de », « acaban de » begins, which ends right before an infinitive, or -1."""
    first = max(begin, at - _FAR_BEHIND)
    found = page.holds(lexicon.phrases["just"], first, at)
    return found if found >= 0 and page.folded[at - 1] in {"de", "d'"} else -1


def _is_acute(page: Page, at: int) -> bool:
    """Whether a French word ends as a participle in é does, which folding makes like a present."""
    return page.passage.words[at].lower().rstrip("es").endswith("é")


def _is_finite(page: Page, lexicon: Lexicon, form: Form, at: int, before: str) -> bool:
    """Whether an English form is a verb of its own, with no particle that makes it another: "built up a lead"."""
    words, after = lexicon.words, page.folded[at + 1 : at + 2]
    if not form.rest and after and after[0] in words["particles"]:
        return False
    if form.kind == "done" and form.tense == "past" and form.verb not in _OPENING and page.is_in(at + 1, "at"):
        return False  # "26 cameras installed in the hospital"
    auxiliary = words["active"] | words["be"] | words["been"] | words["unfinished"]
    return form.tense != "past" or before not in auxiliary


def _decided(page: Page, form: Form, at: int, begin: int) -> _Told | None:
    """« a décidé de reporter », "announced the cancellation of": what is decided is put off or given up at once."""
    kinds = _DECIDING if form.tense == "infinitive" else _ANNOUNCING
    for first in range(max(begin, at - _FAR), at):
        cues = page.cue_at(first, at) if page.folded[first] in page.lexicon.cues.after else ()
        if any(cue.kind in kinds and not cue.negated and at - cue.last <= _FAR_BEHIND for cue in cues):
            return _Told(form, at, first, "active")
    return None


def _before(page: Page, at: int, begin: int) -> int:
    """The token before adverbs and words of negation."""
    while at >= begin and (page.is_in(at, "adverbs") or page.is_in(at, "not_after")):
        at -= 1
    return at


def _passive(page: Page, lexicon: Lexicon, form: Form, at: int, before: int, begin: int) -> _Told | None:
    words, first = lexicon.words, before
    if page.folded[before] in words["been"]:
        first = _before(page, before - 1, begin)
        if first < begin or page.folded[first] not in words["active"]:
            return None
    elif _is_present(page.folded[before]) and form.kind not in _STATES and form.tense != "state":
        around = range(max(begin, before - 1), at)
        if not any(page.folded[place] in words["now"] for place in around):
            return None  # but « ya están perforados »
    return _group(page, lexicon, form, at, first, begin, "passive")


def _is_present(word: str) -> bool:
    return word in {"est", "sont", "is", "are", "esta", "estan", "queda", "quedan"}


def _group(page: Page, lexicon: Lexicon, form: Form, at: int, first: int, begin: int, voice: str) -> _Told | None:
    """The verb with its clitics; null where one is a negation, or something unreal stands before."""
    words = lexicon.words
    if any(page.is_in(place, "not") or page.is_in(place, "not_after") for place in range(first, at)):
        return None
    while (
        first - 1 >= begin
        and not page.is_in(first - 1, "we")
        and (page.is_in(first - 1, "clitics") or page.is_in(first - 1, "adverbs") or page.is_in(first - 1, "not"))
    ):
        first -= 1
        if page.is_in(first, "not"):
            return None
        if page.folded[first] in words["reflexive"]:
            voice = "reflexive"
    if first - 1 >= begin and page.folded[first - 1] in words["unreal"] | words["questions"]:
        return None
    return _Told(form, at, first, voice)


def _step(page: Page, lexicon: Lexicon, told: _Told, behind: int, begin: int, stop: int) -> Step | None:
    subject = subject_before(page, lexicon, told.first, begin)
    if told.form.subject:
        return _idiom(page, lexicon, told, subject, behind, stop) if told.voice != "active" else None
    if told.parted:
        return _between(page, told, subject)
    if (step := _inverted(page, lexicon, told, subject, behind, stop)) is not None:
        return step
    if told.form.kind == "opened":
        return _undergone(page, lexicon, told, subject, behind, begin, stop)
    if told.voice == "passive" or (told.voice == "reflexive" and _is_undergone(page, told)):
        return _undergone(page, lexicon, told, subject, behind, begin, stop)
    moved = subject.span is not None and (told.form.kind != "started" or holds_work(page, lexicon, subject.span))
    if told.form.rest and moved and not subject.party:
        return _undergone(page, lexicon, told, subject, behind, begin, stop)  # « le chantier a pris du retard »
    if told.form.kind in _OF_ITSELF and _by_itself(page, lexicon, told, behind, stop, party=subject.party):
        return _undergone(page, lexicon, told, subject, behind, begin, stop)
    return _done(page, lexicon, told, subject, behind, begin, stop)


def _idiom(page: Page, lexicon: Lexicon, told: _Told, subject: Subject, behind: int, stop: int) -> Step | None:
    """« La première pierre de l'hôpital a été posée », "ground was broken for", « se colocó la primera piedra »."""
    span, words = subject.span, told.form.subject
    inverted = span is None or is_circumstance(page, span)
    at = page.after(behind_asides(page, behind, stop), stop) if inverted or span is None else span.first
    while page.is_in(at, "articles") and page.folded[at] != words[0] and at + 1 < stop:
        at += 1
    if at + len(words) >= stop or page.folded[at : at + len(words)] != words:
        return None
    first = at + len(words)
    last = deed_end(page, Deed(told.at, max(told.at, behind - 1), "verb", True, False, True), stop)
    if not inverted and span is not None:
        thing = Span(first, span.last) if first <= span.last else Span(behind_asides(page, behind, stop), last)
    else:
        thing = Span(first, last)
    while thing.first < thing.last and page.folded[thing.first] in lexicon.words["lead"] | lexicon.words["purpose"]:
        thing = Span(thing.first + 1, thing.last)
    if thing.first > thing.last:
        return None
    start = told.first if inverted else min(subject.start, told.first)
    return Step(rule="passive", form=told.form, start=start, verb=told.at, stop=last, thing=thing, passive=True)


def _between(page: Page, told: _Told, subject: Subject) -> Step | None:
    """« a mis l'usine en service », "has put the pool on hold": the thing between the verb and its other words."""
    ours = page.is_in(told.first - 1, "we")
    thing = Span(told.at + 1, told.parted - 1)
    if told.voice != "active" or told.form.kind == "done" or not (ours or subject.party):
        return None
    return Step(
        rule=told.form.kind, form=told.form, start=min(subject.start, told.first), verb=told.at,
        stop=told.parted + len(told.form.rest) - 1, thing=thing, subject=None if ours else subject.span, ours=ours,
    )  # fmt: skip


def _inverted(page: Page, lexicon: Lexicon, told: _Told, subject: Subject, behind: int, stop: int) -> Step | None:
    """« Ha arrancado la restauración », « ont débuté cette semaine les travaux »: the thing follows its verb."""
    of_itself = told.form.kind in {"started", "finished", "opened"} or told.form.verb in _OPENING
    if page.lexicon.lang == "en" or not (of_itself or told.voice != "active"):
        return None
    if subject.span is not None and not is_circumstance(page, subject.span):
        return None
    first = page.after(behind_asides(page, behind, stop), stop)
    last = deed_end(page, Deed(told.at, max(told.at, first - 1), "verb", True, False, True), stop)
    if first >= last or not page.is_in(first, "articles"):
        return None
    thing = Span(first, last)
    return Step(
        rule="passive" if told.voice != "active" else "by itself",
        form=told.form, start=told.first, verb=told.at, stop=last, thing=thing, passive=True,
    ) if told.form.verb not in _OPENING or holds_work(page, lexicon, thing) else None  # fmt: skip


def _is_undergone(page: Page, told: _Told) -> bool:
    """Whether a reflexive is a passive: « se inauguró el centro », not « se retiró del acuerdo »."""
    return page.lexicon.lang == "es" and told.form.verb not in _WITHDRAWING


def _by_itself(page: Page, lexicon: Lexicon, told: _Told, behind: int, stop: int, *, party: bool) -> bool:
    """Whether nothing follows that the verb would be done to: "works began in May", "the library opened its doors"."""
    if told.form.rest:
        return False
    if any(page.folded[at] in lexicon.words["doors"] for at in range(behind, min(behind + 3, stop))):
        return True
    if told.form.verb not in _OPENING and (party or told.form.kind == "done"):
        return False
    at = behind_asides(page, behind, stop)
    if at >= stop or page.passage.words[at] in STRONG or page.folded[at] in COMMAS:
        return True
    return any(page.is_in(at, small) for small in _JOINING)


def _undergone(
    page: Page, lexicon: Lexicon, told: _Told, subject: Subject, behind: int, begin: int, stop: int
) -> Step | None:
    """Something is told as signed, opened, put off, whoever did it; the thing may follow: « Ont été livrées 120 … »."""
    last = deed_end(page, Deed(told.at, max(told.at, behind - 1), "verb", True, False, True), stop)
    span = subject.span
    if span is None and told.first - begin < 2 and behind <= last:
        span = Span(behind, last)
        return Step(rule="passive", form=told.form, start=told.first, verb=told.at, stop=last, thing=span, passive=True)
    first = min(subject.start, span.first) if span is not None else told.first
    if span is None or (first > begin and page.folded[first - 1] in lexicon.words["unreal"]):
        return None
    return Step(
        rule="passive" if told.voice != "active" else "by itself",
        form=told.form, start=first, verb=told.at, stop=last, thing=span, passive=True,
    )  # fmt: skip


def _done(
    page: Page, lexicon: Lexicon, told: _Told, subject: Subject, behind: int, begin: int, stop: int
) -> Step | None:
    """Somebody signed, opened, put off something."""
    ours = page.is_in(told.first - 1, "we") or page.folded[told.first] in _WE
    silent = subject.span is None and page.lexicon.lang == "es" and told.first - begin < 3
    acts = (
        subject.party
        or (bool(told.form.rest) and subject.span is not None)
        or _is_somebody(page, lexicon, told, subject.span, behind, stop)
    )
    if not (acts or ours or silent) or behind >= stop or _is_one_s_own(page, subject.span):
        return None
    if silent and told.form.kind in _OF_ITSELF - {"done"}:
        return _undergone(page, lexicon, told, subject, behind, begin, stop)  # « Comenzó la construcción »
    behind = _at_agreement(page, lexicon, behind, stop) if told.form.kind == "signed" else behind
    behind = first = behind_asides(page, behind, stop)
    while first < stop and page.folded[first] in lexicon.words["lead"] and first - behind < 3:
        first += 1
    if first >= stop or page.passage.words[first] in STRONG or page.folded[first] in COMMAS:
        return None
    verb = verb_at(page, first, stop)
    last = deed_end(page, Deed(behind, verb.head if verb else first, "verb", True, False), stop)
    last = _with_purpose(page, lexicon, last, stop) if told.form.kind == "signed" else last
    rule = "deed" if told.form.kind == "done" else told.form.kind
    start = told.first - page.is_in(told.first - 1, "we") if ours else subject.start if subject.span else told.first
    return Step(
        rule=rule, form=told.form, start=min(start, told.first), verb=told.at, stop=last,
        thing=Span(behind, last), subject=None if ours else subject.span, silent=silent, ours=ours,
    )  # fmt: skip


def _is_somebody(page: Page, lexicon: Lexicon, told: _Told, span: Span | None, behind: int, stop: int) -> bool:
    """Whether those who act have no name: "Divers have begun laying the cable", « les agriculteurs ont reçu les »."""
    if span is None or told.form.kind not in _OF_ITSELF or span.last - span.first > _FAR:
        return False
    first = behind_asides(page, behind, stop)
    opens = page.is_in(span.first, "articles") or page.passage.words[span.first][0].isupper()
    if not opens or first >= stop or is_circumstance(page, span) or holds_work(page, lexicon, span):
        return False
    clause = any(page.folded[at] in page.lexicon.cues.after or page.is_in(at, "ends") for at in _tokens(span))
    definite = page.is_in(first, "articles") or page.folded[first][0].isdigit() or page.folded[first].endswith("ing")
    return definite and not clause and not page.is_in(span.first, "pronouns")


def _tokens(span: Span) -> range:
    return range(span.first, span.last + 1)


def _at_agreement(page: Page, lexicon: Lexicon, behind: int, stop: int) -> int:
    """Where what is signed begins, behind those with whom: « firmó con la constructora el contrato »."""
    for at in range(behind, min(behind + _SIGNED, stop)):
        if page.passage.words[at] in STRONG:
            break
        if page.folded[at] in lexicon.words["agreements"]:
            return at - page.is_in(at - 1, "articles")
    return behind


def _is_one_s_own(page: Page, span: Span | None) -> bool:
    """Whether somebody tells of himself: "I paid"."""
    return span is not None and span.first == span.last and page.folded[span.last] in _I


def _with_purpose(page: Page, lexicon: Lexicon, last: int, stop: int) -> int:
    """The end of what an agreement is for: « l'accord pour créer un centre »."""
    at = last + 1
    if at + 1 < stop and page.folded[at] in lexicon.words["purpose"]:
        return deed_end(page, Deed(at, at + 1, "verb", True, False), stop)
    return last
