"""Sentences that are told to be somebody's by a verb behind them or inside them."""

from __future__ import annotations

from marsad.annotate.statements.clauses import AND, PUNCTUATION, clause_stop, inverted_subject, trimmed, writer_adds
from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.phrases import Naming, Speaker, is_thing, may_speak, mention_at, phrase_at
from marsad.annotate.statements.quoting import fragment, inner, is_title
from marsad.annotate.statements.script import Script, Sentence
from marsad.annotate.statements.speakers import behind_date, implied, speaker_behind
from marsad.annotate.statements.telling import Telling, ends_part
from marsad.model import FactKind, StatementForm

_SHORT = 8
_LEAD = 3
_DATELINE = 16
_OFFICE = 14
_WHERE = frozenset({"ante", "durante", "en"})


def sentence_before(telling: Telling, cue: Cue) -> None:
    """The sentence that a verb stands behind or inside: "…, a précisé X", "…, X said on Tuesday"."""
    script, sentence = telling.script, telling.sentence
    if "say" not in cue.classes and "infinitive" not in cue.classes and "quote" not in cue.classes:
        return
    first = max(telling.floor, telling.told)
    if (script.word(cue.first - 1) == "," and script.words.lang != "en") or _inverted_english(telling, cue):
        speaker = speaker_behind(script, sentence, cue)
        stop, behind = cue.first - 1, (speaker.stop if speaker else cue.stop)
        if speaker is None and script.words.lang == "es" and _only_circumstances(telling, cue, first):
            speaker = implied(script, cue.first, cue.stop)
        if speaker is None:
            return
        if speaker is not None and not _agent(script, speaker, cue):
            return
    else:
        speaker = _subject_behind_comma(telling, cue)
        if speaker is None:
            return
        stop, behind = _behind_office(script, _comma_before(script, speaker.first, first), first), cue.stop
        if not (ends_part(script, sentence, cue.stop) or _english_rest(script, cue)):
            return
    if stop - first < 1 or not ("say" in cue.classes or any(one.first > cue.first for one in sentence.quotes)):
        return
    if speaker is not None and (speaker.how is Naming.VAGUE or is_thing(script, speaker)):
        return
    _keep_around(telling, cue, speaker, first, stop, behind)


def _only_circumstances(telling: Telling, cue: Cue, first: int) -> bool:
    """Whether a part ends behind a verb, but for where or to whom: "…, recordó en conversación con este diario"."""
    script, sentence = telling.script, telling.sentence
    if ends_part(script, sentence, cue.stop):
        return True
    if script.lower[cue.stop] not in _WHERE or any(script.lower[at] == "," for at in range(first, cue.first - 1)):
        return False
    return all(script.lower[at] not in PUNCTUATION for at in range(cue.stop, min(sentence.stop - 1, cue.stop + _SHORT)))


def _english_rest(script: Script, cue: Cue) -> bool:
    """Whether what follows a verb only says when, where or to whom: "said on Tuesday", "told the same briefing"."""
    at = cue.stop
    if script.words.lang != "en":
        return False
    led = script.is_any(at, "prepositions") or script.is_any(at, "adverbs") or behind_date(script, at) > at
    return led or cue.verb.lemma in script.words["told"]


def _keep_around(telling: Telling, cue: Cue, speaker: Speaker | None, first: int, stop: int, behind: int) -> None:
    script, sentence = telling.script, telling.sentence
    end = _behind_apposition(script, sentence, behind)
    first = _behind_dateline(script, first, stop)
    before = min(stop - first, _SHORT) if cue.clitic >= 0 else stop - first
    aside = end < sentence.stop and script.lower[end] == "," and _goes_on(script, sentence, end, before)
    aside = aside and not writer_adds(script, end + 1)
    while first < stop and (script.lower[first] in AND or script.lower[first] in PUNCTUATION):
        first += 1
    if aside:
        quoted = script.inside[end + 1] >= 0
        if quoted or all(script.is_any(at, "openers") or script.is_any(at, "adverbs") for at in range(first, stop)):
            first = end + 1
        stop = clause_stop(script, sentence, max(end, first), [one for one in telling.cues if one.first > cue.first])
    elif stop - first < _LEAD:
        return
    stop = trimmed(script, first, stop)
    quotes = [one for one in sentence.quotes if first <= one.first < stop]
    if not quotes and ("say" not in cue.classes or script.is_any_lemma(cue.verb.lemma, "promising")):
        return
    if (
        aside
        and quotes
        and end <= quotes[0].first <= end + 1
        and quotes[0].stop >= stop
        and fragment(script, quotes[0])
    ):
        start, finish = inner(script, quotes[0])
        telling.used.add(quotes[0].first)
        telling.keep(start, finish, StatementForm.MIXED, "mixed-fragment", speaker, cue)
        telling.told = stop
        return
    telling.used.update(one.first for one in quotes)
    mixed = any(fragment(script, one) and not is_title(script, one) for one in quotes)
    rule = "mixed-clause" if mixed else "indirect-aside" if aside else "indirect-postponed"
    told = max(stop, behind)
    telling.add(first, stop, StatementForm.MIXED if mixed else StatementForm.INDIRECT, rule, speaker, cue)
    telling.told = told


def _behind_dateline(script: Script, first: int, stop: int) -> int:
    """Behind a dateline: "Gabès, 3 mars 2026 (Atlas) – "."""
    for at in range(first + 1, min(stop, first + _DATELINE)):
        if script.lower[at] in {"–", "—", "-"} and (
            script.lower[at - 1] in {")", "."} or script.lower[at - 1].isdigit()
        ):
            return at + 1
    return first


def _inverted_english(telling: Telling, cue: Cue) -> bool:
    script = telling.script
    return script.words.lang == "en" and inverted_subject(script, telling.sentence, cue) is not None


def _agent(script: Script, speaker: Speaker, cue: Cue) -> bool:
    """Whether what follows a verb may be its subject: a name, somebody in an office, a body."""
    sure = cue.clitic >= 0 or speaker.how is Naming.IMPLIED or cue.verb.lemma in {"dire", "decir"}
    return sure or may_speak(script, speaker)


def _subject_behind_comma(telling: Telling, cue: Cue) -> Speaker | None:
    """The subject right before a verb, set off from the sentence by a comma: "…, the ministry said"."""
    script = telling.script
    last = cue.first - 1
    if script.word(last) == ",":
        return _apposed_before(telling, last)
    for at in range(last, max(telling.told, telling.floor, cue.first - _SHORT - 2), -1):
        if script.lower[at] == "," and script.inside[at] < 0:
            found = phrase_at(script, at + 1, cue.first)
            if found is None or (found.entity is None and found.stop < cue.first and found.how is Naming.DEFINITE):
                return found if found is not None and cue.first - at < _SHORT else None
            return found
    return None


def _apposed_before(telling: Telling, last: int) -> Speaker | None:
    """A name with something apposed to it, both between commas: "…, Rachid H., the coach, told reporters"."""
    script = telling.script
    for at in range(last - 1, max(telling.told, telling.floor), -1):
        mention = mention_at(script, at)
        if mention is not None and mention.kind is FactKind.PERSON and _led_by_comma(script, at):
            return phrase_at(script, at, last)
        if last - at > 22:
            return None
    return None


def _led_by_comma(script: Script, at: int) -> bool:
    while script.lower[at - 1] in script.words.honorifics or script.lower[at - 1] == ".":
        at -= 1
    return script.lower[at - 1] == ","


def _comma_before(script: Script, at: int, floor: int) -> int:
    while at > floor and script.lower[at] != ",":
        at -= 1
    return at


def _behind_office(script: Script, comma: int, floor: int) -> int:
    """The comma before an office that is set before its holder's name: ", the agency's director, Lena B., told"."""
    at = _comma_before(script, comma - 1, floor)
    if at <= floor or comma - at > _OFFICE or not script.is_any(at + 1, "determiners"):
        return comma
    folded = script.passage.folded[at + 1 : comma]
    office = any(word in script.words.agents for word in folded)
    return at if office and not any(script.is_any(place, "finite") for place in range(at + 1, comma)) else comma


def _behind_apposition(script: Script, sentence: Sentence, at: int, *, again: bool = False) -> int:
    """Behind what is apposed to a speaker: ", directeur général de l'AMRO"; and behind adverbials."""
    while at < sentence.stop and script.lower[at] not in {",", ";"} and script.inside[at] < 0:
        at += 1
    name = mention_at(script, at + 1) if at < sentence.stop and script.lower[at] == "," else None
    if name is not None and name.kind is FactKind.PERSON and not again:
        return _behind_apposition(script, sentence, script.known.token_at(name.end - 1) + 1, again=True)
    lead = at + 1
    while lead < sentence.stop and (
        script.is_any(lead, "determiners") or script.lower[lead] in {"ancien", "ancienne", "former", "ex"}
    ):
        lead += 1
    if (
        lead + 1 < sentence.stop
        and script.lower[at] == ","
        and (
            any(
                script.passage.folded[place] in script.words.agents
                for place in range(lead, min(lead + 5, sentence.stop))
                if script.lower[place] != ","
            )
        )
    ):
        return _behind_apposition(script, sentence, lead)
    return at


def _goes_on(script: Script, sentence: Sentence, comma: int, before: int) -> bool:
    """Whether the sentence goes on behind an aside, rather than ends with something about its speaker."""
    at = comma + 1
    if at >= sentence.stop - 1:
        return False
    word = script.lower[at]
    if script.inside[at] >= 0:
        return True
    if word in script.words["relatives"] or word in script.words["prepositions"] or script.is_any(at, "gerund_before"):
        return before <= 2
    entry = script.words.forms.get(word)
    if entry is not None and Form.GERUND in entry[1]:
        return False
    if word.endswith(("ant", "ando", "iendo", "ing")) or word in {"âgé", "âgée", "aged", "who"} or word.isdigit():
        return False
    return before <= _SHORT
