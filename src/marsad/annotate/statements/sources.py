"""Words with a source instead of a verb: "selon la ministre, …", "…, according to the agency"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.annotate.statements.clauses import AND, PUNCTUATION, clause_stop, trimmed
from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.found import Found
from marsad.annotate.statements.phrases import Naming, Speaker, is_thing, mention_at, phrase_at
from marsad.annotate.statements.quoting import fragment, inner, is_title, quoted_form
from marsad.annotate.statements.script import Script, Sentence
from marsad.annotate.statements.speakers import implied, speaker_behind
from marsad.model import FactKind, StatementForm

_LEAST = 4
_BRIEF = 5
_BODY = 0.9
"""How sure it is that what a body is the source of are its words: it may be a figure's, or a page's."""
_APPOSING = frozenset({"un", "une", "una", "a", "an"})


@dataclass(frozen=True, slots=True)
class Sourced:
    """What was found, and the token behind all of it."""

    found: Found
    stop: int


def sources(script: Script, sentence: Sentence, cues: Sequence[Cue]) -> Iterator[Sourced]:
    """The statements of a sentence that a source is named for."""
    lower, according = script.lower, script.words.according
    for cue in cues:
        if (told := _as_told(script, sentence, cues, cue)) is not None:
            yield told
    for at in [at for at in range(sentence.first, sentence.stop) if lower[at] in according]:
        for rest in according[lower[at]] if script.inside[at] < 0 else ():
            if script.lower[at + 1 : at + 1 + len(rest)] == rest:
                one = _sourced(script, sentence, cues, at, at + 1 + len(rest))
                if one is not None:
                    yield one
                break
    for rest in script.words.own.get(script.lower[sentence.first], ()):
        behind = sentence.first + 1 + len(rest)
        if script.lower[sentence.first + 1 : behind] == rest and (found := _own(script, sentence, cues, behind)):
            yield found
    if script.is_any(sentence.first, "opinion"):
        opinion = _sourced(script, sentence, cues, sentence.first, sentence.first + 1, opinion=True)
        if opinion is not None:
            yield opinion


def _sourced(
    script: Script, sentence: Sentence, cues: Sequence[Cue], first: int, behind: int, *, opinion: bool = False
) -> Sourced | None:
    """What the source at ``first``, whose name begins at ``behind``, is given for."""
    if behind >= sentence.stop or script.is_any(behind, "not_speakers"):
        return None
    speaker = phrase_at(script, behind, sentence.stop)
    if speaker is None or is_thing(script, speaker):
        return None
    if opinion and not _is_person(script, speaker):
        return None
    leads = all(script.lower[at] in PUNCTUATION or script.is_any(at, "openers") for at in range(sentence.first, first))
    if leads:
        cue = (first, behind) if opinion else (first, speaker.first)
        return _led(script, sentence, cues, cue, speaker, "opinion" if opinion else "according-to")
    if opinion:
        return None
    end = speaker.stop
    if script.word(end) in AND and (other := phrase_at(script, end + 1, sentence.stop)) is not None:
        end = other.stop
    start = _part_start(script, sentence, first)
    stop = trimmed(script, start, first)
    if any(cue.stop == stop for cue in cues):
        return None
    if _is_aside(script, sentence, first, end, speaker):
        stop, end = (clause_stop(script, sentence, end, cues),) * 2
    if stop - start < _LEAST:
        return None
    return _kept(script, sentence, start, stop, speaker, (first, behind), "according-to", end)


def _as_told(script: Script, sentence: Sentence, cues: Sequence[Cue], cue: Cue) -> Sourced | None:
    """ "Según explicó X, …", "…, comme l'a rappelé X": a source with a verb of its own."""
    verb = cue.first
    while verb - 1 > sentence.first and script.is_any(verb - 1, "clitics"):
        verb -= 1  # « según le dijeron »
    for size in (3, 2, 1):
        first = verb - size
        if first < sentence.first:
            continue
        if script.lower[first + 1 : verb] not in script.words.as_told.get(script.lower[first], ()):
            continue
        speaker = speaker_behind(script, sentence, cue)
        if speaker is None and script.words.lang == "es" and first == sentence.first and script.word(cue.stop) == ",":
            speaker = implied(script, cue.first, cue.stop)  # « Según le dijeron, … »
        if speaker is None or speaker.how is Naming.VAGUE or is_thing(script, speaker):
            return None
        if first == sentence.first:
            return _led(script, sentence, cues, (first, cue.stop), speaker)
        start = _part_start(script, sentence, first)
        stop = trimmed(script, start, first)
        behind = _comma(script, sentence, speaker.stop)
        if script.word(first - 1) == "," and stop - start < _BRIEF and behind is not None:
            stop = clause_stop(script, sentence, behind, cues)
            return _kept(script, sentence, start, stop, speaker, (first, cue.stop), "according-to", stop)
        if stop - start < _LEAST or script.word(first - 1) != ",":
            return None
        return _kept(script, sentence, start, stop, speaker, (first, cue.stop), "according-to", speaker.stop)
    return None


def _own(script: Script, sentence: Sentence, cues: Sequence[Cue], behind: int) -> Sourced | None:
    """ "À ses yeux, …": the view of whom the text has in mind."""
    speaker = implied(script, sentence.first, behind)
    start = behind + (script.word(behind) == ",")
    stop = clause_stop(script, sentence, start, cues)
    if stop - start < _LEAST:
        return None
    return _kept(script, sentence, start, stop, speaker, (sentence.first, behind), "according-to", stop)


def _part_start(script: Script, sentence: Sentence, first: int) -> int:
    """Where the part of a sentence that a token stands in begins, behind a semicolon or a colon."""
    start = sentence.first
    for at in range(first - 1, sentence.first, -1):
        if script.lower[at] in {";", ":"} and script.inside[at] < 0:
            start = at + 1
            break
    return start


def _is_aside(script: Script, sentence: Sentence, first: int, end: int, speaker: Speaker) -> bool:
    """Whether a source stands between commas in the middle: "coûterait, selon elle, entre 200 et 260 millions"."""
    if script.word(first - 1) != "," or script.word(end) != "," or sentence.stop - end < _LEAST:
        return False
    if script.inside[first - 2] >= 0 and script.inside[first - 2] == script.inside[sentence.first]:
        return False
    if script.is_any(speaker.first, "pronouns"):
        return True
    return not (
        script.is_any(end + 1, "relatives")
        or script.is_any(end + 1, "determiners")
        or script.passage.folded[end + 1] in script.words.agents
        or script.word(end + 1).endswith(("ant", "ando", "iendo", "ing"))
    )


def _led(
    script: Script,
    sentence: Sentence,
    cues: Sequence[Cue],
    cue: tuple[int, int],
    speaker: Speaker,
    rule: str = "according-to",
) -> Sourced | None:
    """ "Selon X, clause": what follows the comma behind the source and what is apposed to it."""
    comma = _comma(script, sentence, speaker.stop)
    if comma is None:
        return None
    start = comma + 1
    stop = clause_stop(script, sentence, start, cues)
    if stop - start < _LEAST:
        return None
    return _kept(script, sentence, start, stop, speaker, cue, rule, stop)


def _comma(script: Script, sentence: Sentence, end: int, *, again: bool = False) -> int | None:
    """The comma that ends the source, behind what is apposed to its name."""
    at = end
    while at < sentence.stop and script.lower[at] != ",":
        if script.inside[at] >= 0 or script.lower[at] in {";", ":"}:
            return None
        at += 1
    if at >= sentence.stop:
        return None
    lead = at + 1
    while lead < sentence.stop and script.is_any(lead, "determiners"):
        lead += 1
    apposed = (again and script.word(at + 1) in _APPOSING) or script.is_any(at + 1, "relatives")
    more = any(script.lower[place] == "," and script.inside[place] < 0 for place in range(lead, sentence.stop))
    office = script.passage.folded[lead] in script.words.agents if lead < sentence.stop else False
    name = mention_at(script, at + 1)
    apposed = apposed or (not again and name is not None and name.kind is FactKind.PERSON)
    if more and (apposed or (office and not _tells(script, sentence, lead))):
        return _comma(script, sentence, lead, again=True)
    return at


def _tells(script: Script, sentence: Sentence, at: int) -> bool:
    """Whether there is a verb before the next comma: what begins here is a clause, nothing apposed."""
    while at < sentence.stop and script.lower[at] != ",":
        if script.is_any(at, "finite") or script.is_any(at, "auxiliaries") or script.is_any(at, "be"):
            return True
        at += 1
    return False


def _is_person(script: Script, speaker: Speaker) -> bool:
    return speaker.entity is not None and script.known.entities[speaker.entity].kind is FactKind.PERSON


def _is_body(script: Script, speaker: Speaker) -> bool:
    """Whether a source is a body, or stands for none: beside a figure it is the figure's source, and says nothing."""
    return not _is_person(script, speaker) and not script.is_any(speaker.first, "pronouns")


def _kept(
    script: Script,
    sentence: Sentence,
    start: int,
    stop: int,
    speaker: Speaker,
    cue: tuple[int, int],
    rule: str,
    told: int,
) -> Sourced | None:
    quotes = [one for one in sentence.quotes if start <= one.first < stop]
    form = StatementForm.INDIRECT
    begin, end = script.chars(start, stop)
    if not quotes and _is_body(script, speaker) and script.known.figures_in(begin, end):
        return None
    if quotes and any(fragment(script, one) and not is_title(script, one) for one in quotes):
        form = StatementForm.MIXED
        if len(quotes) == 1 and quotes[0].first == start and quotes[0].stop >= stop:
            begin, end = inner(script, quotes[0])
            form = quoted_form(script, quotes[0], opens=True)
    if speaker.how is Naming.VAGUE and form is StatementForm.INDIRECT:
        return None
    sure = _BODY if _is_body(script, speaker) else 1.0
    return Sourced(Found(begin, end, form, rule, speaker, script.chars(*cue), sure), told)
