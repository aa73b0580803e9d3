"""The statements of a whole text: what its sentences tell, and whose the quoted words are that no verb goes with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from marsad.annotate.statements.carried import FAR, Last, carried
from marsad.annotate.statements.clauses import PUNCTUATION
from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import cue_at
from marsad.annotate.statements.dialogue import dialogue
from marsad.annotate.statements.found import Found
from marsad.annotate.statements.phrases import Naming, Speaker, mention_at, phrase_at
from marsad.annotate.statements.quoting import inner, is_title, is_whole, quoted_form, words_in
from marsad.annotate.statements.script import Quote, Script, Sentence
from marsad.annotate.statements.speakers import speaker_behind
from marsad.annotate.statements.tell import iter_found, tell
from marsad.annotate.statements.telling import Telling
from marsad.model import FactKind, StatementForm

_SUBHEAD = 12
_LINE = 18
_SIGNED = 16
_DASHES = frozenset({"–", "—", "-", "―"})
_ENDS = frozenset({".", "!", "?", "…", "»", "”", '"'})

_NO_SUBHEAD = _ENDS | {":"}


def all_found(script: Script) -> Iterator[Found]:
    """The statements of a text, in the order of its sentences."""
    state = Last()
    open_ones: list[Found] = []
    sentences = script.sentences
    yield from dialogue(script)
    for number, sentence in enumerate(sentences):
        if (block := _blockquote(script, sentences, number)) is not None:
            yield block
            continue
        if _heads_a_part(script, sentences, number):
            continue
        telling = tell(script, sentence)
        for one in iter_found(telling):
            found = carried(script, one, state, sentence.line)
            if found.speaker is not None:
                yield from (replace(first, speaker=found.speaker, cue=found.cue) for first in open_ones)
                open_ones.clear()
            yield found
            if found.speaker is not None:
                state.speaker, state.line = found.speaker, sentence.line
        yield from _unclaimed(script, sentences, number, telling, state)
        open_ones = _left_open(script, sentence, telling, open_ones)


def _left_open(script: Script, sentence: Sentence, telling: Telling, before: list[Found]) -> list[Found]:
    """Paragraphs of a quotation that goes on in the next one, where the verb is: their speaker comes later."""
    if len(sentence.quotes) != 1 or sentence.quotes[0].first in telling.used:
        return []
    quote = sentence.quotes[0]
    alone = quote.first == sentence.first and quote.stop >= sentence.stop
    if quote.span.closed or not alone or not is_whole(script, quote):
        return []
    return [*before, Found(*inner(script, quote), StatementForm.DIRECT, "continuation", None)]


def _heads_a_part(script: Script, sentences: tuple[Sentence, ...], number: int) -> bool:
    """Whether a sentence is a subhead: a short line of its own, without an end, and lines before and behind it."""
    sentence = sentences[number]
    if script.passage.words[sentence.stop - 1] in _NO_SUBHEAD or sentence.stop - sentence.first > 2 * _LINE:
        return False
    if sum(word[0].isalnum() for word in script.lower[sentence.first : sentence.stop]) > _LINE:
        return False
    if number + 1 >= len(sentences) or sentences[number + 1].line == sentence.line:
        return False
    return number > 0 and sentences[number - 1].line != sentence.line


def _unclaimed(
    script: Script, sentences: tuple[Sentence, ...], number: int, telling: Telling, state: Last
) -> Iterator[Found]:
    """Whole quoted sentences that nothing in their own sentence gives a speaker."""
    sentence = sentences[number]
    for quote in sentence.quotes:
        if quote.first in telling.used:
            continue
        if (signed := _bracketed(script, quote)) is not None and is_whole(script, quote):
            yield Found(*inner(script, quote), quoted_form(script, quote, opens=True), "blockquote", signed)
            continue
        if not _stands_alone(script, sentence, quote):
            continue
        if _is_subhead(script, sentences, number, quote):
            continue
        start, end = inner(script, quote)
        if script.passage.text.count(script.passage.text[start:end]) > 1:
            continue
        if (aside := _verb_inside(script, quote)) is not None:
            speaker, cue = aside
            yield Found(start, end, StatementForm.DIRECT, "direct-inverted", speaker, cue)
        else:
            near = _speaker_near(script, sentences, number, quote, state)
            if near is None:
                continue
            speaker = near
            yield Found(start, end, quoted_form(script, quote, opens=True), "continuation", speaker)
        state.speaker, state.line = speaker, sentence.line


def _stands_alone(script: Script, sentence: Sentence, quote: Quote) -> bool:
    """Whether a quotation is all of a sentence, or follows a colon, and reads like a sentence."""
    if not is_whole(script, quote) or (is_title(script, quote) and words_in(script, quote) < _SUBHEAD):
        return False
    outside = [
        at
        for at in range(sentence.first, sentence.stop)
        if script.inside[at] < 0 and script.lower[at] not in PUNCTUATION and script.lower[at] not in {"(", ")"}
    ]
    return not outside or script.word(quote.first - 1) == ":"


def _bracketed(script: Script, quote: Quote) -> Speaker | None:
    """The person who is named in brackets behind the marks: « … » (Ada L.)."""
    if script.word(quote.stop) != "(":
        return None
    mention = mention_at(script, quote.stop + 1)
    if mention is None or mention.kind is not FactKind.PERSON:
        return None
    speaker = phrase_at(script, quote.stop + 1, len(script.lower))
    return speaker if speaker is not None and script.word(speaker.stop) in {")", ","} else None


def _verb_inside(script: Script, quote: Quote) -> tuple[Speaker, tuple[int, int]] | None:
    """The verb and the speaker that stand between commas inside the marks: « Nous avons, a-t-il dit, perdu »."""
    for at in range(quote.inner_first + 1, quote.inner_stop - 1):
        if script.lower[at - 1] != ",":
            continue
        found = cue_at(script, at)
        if found is None or found.form is not Form.FINITE:
            continue
        speaker = speaker_behind(script, Sentence(at, quote.inner_stop, 0, ()), found, quoted=True)
        if speaker is not None and (found.clitic >= 0 or speaker.how is Naming.NAMED):
            return speaker, script.chars(found.first, found.stop)
    return None


def _is_subhead(script: Script, sentences: tuple[Sentence, ...], number: int, quote: Quote) -> bool:
    """Whether a quotation is a short line of its own without an end: a subhead."""
    sentence = sentences[number]
    alone = (number == 0 or sentences[number - 1].line != sentence.line) and (
        number + 1 == len(sentences) or sentences[number + 1].line != sentence.line
    )
    ends = script.passage.words[quote.inner_stop - 1] in {".", "!", "?", "…"} or script.lower[sentence.stop - 1] == "."
    return alone and not ends and words_in(script, quote) <= _SUBHEAD


def _speaker_near(
    script: Script, sentences: tuple[Sentence, ...], number: int, quote: Quote, state: Last
) -> Speaker | None:
    """Who speaks where no verb tells: whom a colon leads from, who spoke last, whom the next sentence is about."""
    sentence = sentences[number]
    if script.word(quote.first - 1) == ":" and quote.first - 1 > sentence.first:
        return _subject_of(script, sentence.first, quote.first - 1)
    before = sentences[number - 1] if number else None
    if before is not None and script.lower[before.stop - 1] == ":" and sentence.line - before.line <= 1:
        led = _subject_of(script, before.first, before.stop)
        if led is not None:
            return led
    if state.speaker is not None and state.line == sentence.line:
        return state.speaker
    if before is not None and before.line == sentence.line and (led := _subject_of(script, before.first, before.stop)):
        return led
    if state.speaker is not None and sentence.line - state.line < FAR:
        return state.speaker
    after = sentences[number + 1] if number + 1 < len(sentences) else None
    if after is not None and after.line == sentence.line and (led := _subject_of(script, after.first, after.stop)):
        return led
    if before is not None and sentence.line - before.line < FAR:
        return _subject_of(script, before.first, before.stop)
    return None


def _subject_of(script: Script, first: int, stop: int) -> Speaker | None:
    """The person or the body that a sentence is about: its subject, else the last person in it."""
    found = phrase_at(script, first, stop)
    if found is not None and found.entity is not None:
        return found
    start, end = script.chars(first, stop)
    people = [one for one in script.known.mentions_in(start, end) if one.kind is FactKind.PERSON]
    if not people:
        return None
    return phrase_at(script, script.known.token_at(people[0].start), stop)


def _blockquote(script: Script, sentences: tuple[Sentence, ...], number: int) -> Found | None:
    """A line that ends with a dash and a name, or the last one before such a line: words and who said them."""
    sentence = sentences[number]
    words = script.passage.words
    if number + 1 < len(sentences) and sentences[number + 1].line == sentence.line:
        nxt = sentences[number + 1]
        if words[nxt.first] not in _DASHES or (speaker := _signature(script, nxt.first, nxt.stop)) is None:
            return None
        first = _line_first(sentences, number)
        return _block(script, first, sentence.stop, speaker)
    if number + 1 < len(sentences) and (signed := _signed_below(script, sentences, number)) is not None:
        return _block(script, _line_first(sentences, number), sentence.stop, signed)
    for at in range(sentence.stop - 2, max(sentence.first, sentence.stop - _SUBHEAD), -1):
        if words[at] in _DASHES and script.inside[at] < 0:
            speaker = _signature(script, at, sentence.stop)
            first = _line_first(sentences, number)
            if speaker is not None and at - first > _SUBHEAD // 2 and words[at - 1] in _ENDS:
                return _block(script, first, at, speaker)
            return None
    return None


def _signed_below(script: Script, sentences: tuple[Sentence, ...], number: int) -> Speaker | None:
    """Whom the next line names behind a dash, where it holds nothing else and this one ends like a sentence."""
    below = sentences[number + 1]
    one = number + 2 >= len(sentences) or sentences[number + 2].line != below.line
    dashed = script.passage.words[below.first] in _DASHES and below.stop - below.first <= _SIGNED
    if not (one and dashed) or script.passage.words[sentences[number].stop - 1] not in _ENDS:
        return None
    return _signature(script, below.first, below.stop)


def _line_first(sentences: tuple[Sentence, ...], number: int) -> int:
    line = sentences[number].line
    while number and sentences[number - 1].line == line:
        number -= 1
    return sentences[number].first


def _signature(script: Script, dash: int, stop: int) -> Speaker | None:
    """The person that a line is signed with: "– Salma X", alone or with an office behind a comma."""
    at = dash + 1
    while at < stop and (script.lower[at] in script.words.honorifics or script.lower[at] == "."):
        at += 1
    mention = mention_at(script, at)
    if mention is None or mention.kind is not FactKind.PERSON:
        return None
    speaker = phrase_at(script, at, stop)
    if speaker is None or speaker.how is not Naming.NAMED:
        return None
    rest = speaker.stop
    return speaker if rest >= stop or script.lower[rest] in {",", "("} else None


def _block(script: Script, first: int, stop: int, speaker: Speaker) -> Found:
    start, end = script.chars(first, stop)
    marks = '«»“”"„‹› \u00a0\u202f'
    text = script.passage.text
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Found(start, end, StatementForm.DIRECT, "blockquote", speaker)
