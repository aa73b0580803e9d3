"""Reported clauses and what stands for one: "que" and "that", infinitives, nouns, demands."""

from __future__ import annotations

from marsad.annotate.statements.clauses import (
    PUNCTUATION,
    bare_clause,
    clause_stop,
    infinitive_behind,
    quote_behind,
    stressed_noun,
    that_behind,
    trimmed,
)
from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.demands import demanded
from marsad.annotate.statements.phrases import Naming, Speaker, is_thing
from marsad.annotate.statements.quoting import fragment, inner, is_title
from marsad.annotate.statements.script import Script
from marsad.annotate.statements.telling import Telling, subject
from marsad.annotate.statements.told_quotes import claimed, colon, judged, quote_follows
from marsad.model import FactKind, StatementForm


def told_behind(telling: Telling, cue: Cue) -> bool:
    """What follows a verb: quoted words, a clause, an infinitive, a noun."""
    script, sentence = telling.script, telling.sentence
    quote = quote_behind(script, sentence, cue)
    if quote is not None and quote.first not in telling.used and not claimed(telling, quote):
        return quote_follows(telling, cue, quote)
    that = that_behind(script, sentence, cue) if cue.classes & {"say", "demand", "infinitive"} else None
    if that is not None:
        return _clause(telling, cue, that, "indirect-that")
    if colon(telling, cue) or judged(telling, cue):
        return True
    if "say" in cue.classes and (bare := bare_clause(script, sentence, cue)) is not None:
        return _clause(telling, cue, bare, "indirect-bare")
    if (verb := infinitive_behind(script, sentence, cue)) is not None:
        return _clause(telling, cue, verb, "indirect-infinitive")
    if (noun := stressed_noun(script, sentence, cue)) is not None:
        return _clause(telling, cue, noun, "stressed")
    if cue.form is not Form.GERUND and (asked := demanded(script, sentence, cue)) is not None:
        return _clause(telling, cue, asked, "demand")
    return False


def _clause(telling: Telling, cue: Cue, first: int, rule: str) -> bool:
    """A reported clause that begins at a token."""
    script, sentence = telling.script, telling.sentence
    speaker = subject(telling, cue)
    if not _may_report(telling, speaker, rule):
        return False
    stop = clause_stop(script, sentence, first, telling.cues)
    if _in_relative(script, cue):
        comma = next((at for at in range(first, stop) if script.lower[at] == "," and script.inside[at] < 0), stop)
        stop = trimmed(script, first, comma)
    if stop - first < 2:
        return False
    quotes = [one for one in sentence.quotes if first <= one.first < stop]
    if rule == "indirect-infinitive" and quotes and script.word(quotes[0].stop) == ",":
        stop, quotes = quotes[0].stop, quotes[:1]
    if not quotes and _is_commitment(script, cue, speaker, first, stop):
        return False
    if rule == "indirect-infinitive" and quotes and quotes[0].first == first + 1 and _ends_here(script, quotes[0].stop):
        first, stop = quotes[0].first, quotes[0].stop
    telling.used.update(one.first for one in quotes)
    after = first + (script.lower[first] in script.words["that"])
    after += script.word(after) == "'"
    if len(quotes) == 1 and quotes[0].first == after and quotes[0].stop >= stop and fragment(script, quotes[0]):
        start, end = inner(script, quotes[0])
        telling.keep(start, end, StatementForm.MIXED, "mixed-clause", speaker, cue)
        telling.told = stop
        return True
    mixed = any(fragment(script, one) and not is_title(script, one) for one in quotes)
    if cue.form is Form.GERUND and rule != "stressed":
        rule = "indirect-participle"
    form = StatementForm.MIXED if mixed else StatementForm.INDIRECT
    telling.add(first, stop, form, "mixed-clause" if mixed else rule, speaker, cue)
    return True


def _ends_here(script: Script, at: int) -> bool:
    return at >= len(script.lower) or script.lower[at] in PUNCTUATION


def _in_relative(script: Script, cue: Cue) -> bool:
    """Whether a verb stands in a clause about a noun: "l'AMPS, qui dit parler au nom de …"."""
    at = cue.first - 1
    while script.is_any(at, "clitics"):
        at -= 1
    return script.is_any(at, "relative_subject") and script.word(at - 1) == ","


def _is_commitment(script: Script, cue: Cue, speaker: Speaker | None, first: int, stop: int) -> bool:
    """Whether a body announces what will be: that binds it, and is a commitment rather than a statement."""
    if script.is_any_lemma(cue.verb.lemma, "promising"):
        return True
    if speaker is None or not _is_body(script, speaker):
        return False
    own = any(script.is_any(at, "pronouns") for at in (first, first + 1))
    if not own and not script.is_any_lemma(cue.verb.lemma, "announcing"):
        return False
    ends = tuple(script.words["future"])
    english = script.words.lang == "en"
    near = range(first, min(stop, first + 4) if own else stop)
    return any(script.lower[at] in ends if english else script.lower[at].endswith(ends) for at in near)


def _is_body(script: Script, speaker: Speaker) -> bool:
    """Whether a body speaks, be it one without a name: "the union"."""
    if speaker.entity is not None:
        return script.known.entities[speaker.entity].kind is not FactKind.PERSON
    head = speaker.first + script.is_any(speaker.first, "determiners")
    return (
        speaker.how is Naming.DEFINITE
        and speaker.stop == head + 1
        and script.passage.folded[head] in script.words.bodies
    )


def _may_report(telling: Telling, speaker: Speaker | None, rule: str) -> bool:
    """Whether the subject is one whose reported words count: no thing, no unnamed crowd."""
    script = telling.script
    if speaker is None or is_thing(script, speaker):
        return False
    if rule in {"stressed", "demand"}:
        return speaker.how is Naming.NAMED
    if rule == "indirect-infinitive":
        quoted = speaker.how is Naming.SINGLE and bool(telling.sentence.quotes)
        return quoted or speaker.how in {Naming.NAMED, Naming.DEFINITE}
    return speaker.how is not Naming.VAGUE
