"""Where reported words begin and end in a sentence: the clause behind "que", the infinitive, the noun."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.phrases import Speaker, may_speak, phrase_at
from marsad.annotate.statements.script import Quote, Script, Sentence
from marsad.annotate.statements.speakers import behind_date

TO = frozenset({"à", "au", "aux", "a", "al"})
PUNCTUATION = frozenset(",;:.!?…–—-")
AND = frozenset(["et", "y", "e", "and", "mais", "but", "pero"])
_GAP = 16
_SETS_OFF = 10


def that_behind(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    """The token of the "que" that opens the clause which a verb reports, past an addressee or a day."""
    at, led = cue.stop, False
    while at < min(sentence.stop, cue.stop + _GAP):
        word = script.lower[at]
        if script.inside[at] >= 0 or word in _CLAUSE_BARS:
            return None
        if word in script.words["that"]:
            return None if at > cue.stop and script.is_any(at - 1, "not_that") else at
        if word in script.words["relatives"] or script.is_any(at, "finite") or (at > cue.stop and _is_verb(script, at)):
            return None
        if word in AND and (not led or script.word(at - 1) == ","):
            return None
        if word in {",", "–", "—"}:
            led = True
        elif script.is_any(at, "prepositions") or script.is_any(at, "adverbs"):
            if word in TO and script.is_any_lemma(cue.verb.lemma, "transitive"):
                return None
            led = True
        elif not _may_stand(script, at, led=led):
            return None
        at += 1
    return None


_CLAUSE_BARS = frozenset({":", ";", "(", "?"})


def _may_stand(script: Script, at: int, *, led: bool) -> bool:
    """Whether a word may stand between a verb and its "que": an addressee, a day, a subject; never an object."""
    word = script.lower[at]
    before = script.word(at - 1)
    after_preposition = script.is_any(at - 1, "prepositions") or before in script.words["determiners"]
    if script.is_any(at, "object_articles"):
        return after_preposition
    if script.is_any(at, "determiners"):
        told = script.words.lang == "es" and _speaks(script, at + 1)
        return after_preposition or before == "," or told or behind_date(script, at) > at
    if led or script.capital(at) or behind_date(script, at) > at:
        return True
    told = script.words.lang == "en" and script.is_any_lemma(script.lower[at], "addressees")
    return told or word in _DATIVES or word in script.words["stances"] or before in script.words["determiners"]


def _speaks(script: Script, at: int) -> bool:
    """Whether a noun may be a subject behind its verb."""
    folded = script.passage.folded[at] if at < len(script.lower) else ""
    return folded in script.words.agents or folded in script.words.bodies or script.capital(at)


_DATIVES = frozenset({"lui", "leur", "nous", "vous"})


def _is_verb(script: Script, at: int) -> bool:
    if script.is_any(at - 1, "determiners") or script.word(at - 1) in {"de", "d'"}:
        return False
    entry = script.words.forms.get(script.lower[at])
    return entry is not None and (Form.GERUND in entry[1] or (Form.FINITE in entry[1] and script.words.lang != "en"))


def inverted_subject(script: Script, sentence: Sentence, cue: Cue) -> Speaker | None:
    """In English, the subject behind a verb that a sentence before it is told with: "…, added the minister"."""
    if script.word(cue.first - 1) != "," or cue.verb.lemma in script.words["told"]:
        return None
    found = phrase_at(script, cue.stop, sentence.stop)
    if found is None or script.is_any(found.first, "pronouns") or not may_speak(script, found):
        return None
    for at in range(cue.stop + 1, sentence.stop):
        if script.lower[at] in {",", ";"}:
            break
        if script.is_any(at, "finite"):
            return None
    return found


def bare_clause(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    """In English, where a clause begins that no "that" opens: "said on Monday half of the money would pay"."""
    if script.words.lang != "en" or cue.verb.lemma not in script.words["bare"]:
        return None
    at = cue.stop
    if inverted_subject(script, sentence, cue) is not None:
        return None
    if cue.verb.lemma in script.words["told"] and at < sentence.stop:
        at = _behind_addressee(script, sentence, at)
    at = _behind_adverbials(script, sentence, at)
    if at >= sentence.stop or script.lower[at] in PUNCTUATION or script.lower[at] in {"to", "of", "how", "why", "what"}:
        return None
    if script.lower[at] in _SUBJECTS and sentence.stop - at > 2:
        object_there = script.lower[at] == "it" and (script.is_any(at + 1, "prepositions") or _ends(script, at + 1))
        return None if object_there else at
    if cue.verb.lemma != "say" and not (
        script.is_any(at, "pronouns") or script.is_any(at, "determiners") or script.capital(at)
    ):
        return None
    limit = min(sentence.stop, at + 24)
    for place in range(at + 1, limit):
        if script.inside[place] < 0 and script.is_any(place, "finite"):
            return at
        stops = script.lower[place] == "," or script.is_any(place, "relatives")
        if script.lower[place] in {";", ":"} or (stops and cue.verb.lemma not in {"say", "tell"}):
            return None
    told = cue.verb.lemma == "tell" and sentence.stop - at > 4 and _has_verb(script, at, limit)
    return at if told or (cue.verb.lemma == "say" and sentence.stop - at > _PRAYER) else None


def _ends(script: Script, at: int) -> bool:
    return script.lower[at] in PUNCTUATION or script.lower[at] in AND


_PRAYER = 5
"""What is said without a verb is short where it is no clause: "said a short prayer"."""
_OBJECTS = frozenset({"her", "him", "them", "us", "me", "you"})
_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "i", "there"})


def _has_verb(script: Script, first: int, stop: int) -> bool:
    return any(script.lower[at].endswith("ed") and script.inside[at] < 0 for at in range(first + 1, stop))


def _behind_addressee(script: Script, sentence: Sentence, at: int) -> int:
    """Behind whom it was told: "reporters", "the same briefing", "the Atlas agency"."""
    start = at
    if script.lower[at] in _OBJECTS and (script.is_any(at + 1, "pronouns") or script.is_any(at + 1, "determiners")):
        return at + 1
    while at < sentence.stop and script.is_any(at, "determiners"):
        at += 1
    at += 1
    while (
        at < sentence.stop
        and script.lower[at] != "to"
        and at - start < 5
        and not script.is_any(at, "pronouns")
        and not script.is_any(at, "determiners")
        and not script.is_any(at, "prepositions")
        and script.lower[at] not in PUNCTUATION
    ):
        if script.capital(at) and not script.capital(at - 1):
            break
        at += 1
    return at


def _behind_adverbials(script: Script, sentence: Sentence, at: int) -> int:
    """Behind "on Tuesday", "in a statement", ", after the match,"."""
    while at < sentence.stop and (script.is_any(at, "prepositions") or script.is_any(at, "adverbs")):
        day = script.is_any(at, "adverbs") or script.lower[at] in {"late", "early", "earlier", "last", "this"}
        at += 1
        if day and script.lower[at - 1] not in {"late", "early", "last", "this"}:
            continue
        while at < sentence.stop and script.is_any(at, "determiners"):
            at += 1
        at += 1
        while at < sentence.stop and script.lower[at] in {
            "conference",
            "interview",
            "release",
            "morning",
            "night",
            "of",
            "'s",
        }:
            at += 1
    return at


def clause_stop(script: Script, sentence: Sentence, start: int, cues: Sequence[Cue]) -> int:
    """The token behind the clause that begins at ``start``: the next that reports something of its own ends it."""
    stop = sentence.stop
    aside = script.is_any(sentence.first, "subordinate")
    for at in range(start, stop):
        if script.inside[at] < 0 and (
            script.lower[at] == ";" or _cuts(script, sentence, at) or (aside and script.lower[at] == ",")
        ):
            stop = at
            break
    for cue in cues:
        if cue.first <= start or cue.first >= stop:
            continue
        edge = _edge(script, sentence, cue)
        if edge is not None and edge > start:
            stop = edge
            break
    return trimmed(script, start, stop)


def _cuts(script: Script, sentence: Sentence, at: int) -> bool:
    """Whether a clause ends here though its sentence goes on: before a quoted sentence, or what the writer adds."""
    if script.lower[at] == ":" and at + 1 < sentence.stop and script.inside[at + 1] >= 0:
        return script.capital(at + 2)
    if script.word(at + 1) == "comme" and script.word(at + 2) in {"le", "l'"}:
        return script.is_any(at + 4, "determiners") and not script.capital(at + 3)
    return script.lower[at] == "," and (script.is_any(at + 1, "outcomes") or writer_adds(script, at + 1))


def writer_adds(script: Script, at: int) -> bool:
    """Whether the writer goes on about the speaker: ", but declined to name them", ", sans donner de date"."""
    return script.is_any(at, "leads_to_more") and script.is_any(at + 1, "more_of_speaker")


def _edge(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    """Where a verb that reports something of its own cuts the clause before it."""
    at = cue.first - 1
    if cue.form is Form.GERUND:
        while script.is_any(at, "gerund_before"):
            at -= 1
        joined = script.lower[at] in AND
        at -= joined
        comma = script.word(at) == ","
        if not (comma or joined or at < cue.first - 1 - joined) or not governs(script, sentence, cue):
            return None
        return at if comma else at + 1
    if cue.form is Form.INFINITIVE:
        return next((place for place in range(at, max(at - 4, 0), -1) if script.lower[place] == ","), None)
    if cue.clitic >= 0:
        return at if script.word(at) == "," else None
    if script.word(at) in AND and (cue.stop - cue.first > 1 or governs(script, sentence, cue)):
        return at - 1 if script.word(at - 1) == "," else at
    return _contrast(script, sentence, cue)


def _contrast(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    """The comma before a clause that sets another speaker against the first: ", aunque los médicos sostienen que"."""
    for at in range(cue.first - 2, max(sentence.first, cue.first - _SETS_OFF), -1):
        if script.inside[at] >= 0 or script.lower[at] in {";", ":"}:
            return None
        if script.lower[at] == ",":
            return at if script.is_any(at + 1, "contrasts") and governs(script, sentence, cue) else None
    return None


def governs(script: Script, sentence: Sentence, cue: Cue) -> bool:
    """Whether a verb has something reported behind it."""
    return (
        that_behind(script, sentence, cue) is not None
        or quote_behind(script, sentence, cue) is not None
        or stressed_noun(script, sentence, cue) is not None
        or infinitive_behind(script, sentence, cue) is not None
        or bare_clause(script, sentence, cue) is not None
    )


def trimmed(script: Script, first: int, stop: int) -> int:
    """``stop`` without punctuation before it."""
    while stop > first and (
        script.lower[stop - 1] in PUNCTUATION or (script.lower[stop - 1] in AND and script.inside[stop - 1] < 0)
    ):
        if script.inside[stop - 1] >= 0:
            break
        stop -= 1
    return stop


def quote_behind(script: Script, sentence: Sentence, cue: Cue) -> Quote | None:
    """The quotation that follows a verb at once, or behind adverbs, a comma or a colon."""
    quote = next((one for one in sentence.quotes if one.first >= cue.stop), None)
    if quote is None:
        return None
    gap = range(cue.stop, quote.first)
    near = len(gap) < _LINKED and all(script.lower[at] in _LINKS or script.is_any(at, "adverbs") for at in gap)
    return quote if near else None


_LINKED = 4
_LINKS = frozenset({",", ":", "de", "d'", "d", "'", "a", "à", "to", "of"})


def infinitive_behind(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    """Where a reported clause in the infinitive begins: "dit ne pas connaître", "affirma haber"."""
    if "infinitive" not in cue.classes or script.words.lang == "en":
        return None
    first = cue.stop
    if first + 2 < sentence.stop and script.lower[first + 2] in {"côté", "part", "parte", "lado"}:
        first += 3
    at = first
    while at < sentence.stop and script.is_any(at, "before_infinitive"):
        at += 1
    return first if at < sentence.stop and is_infinitive(script, at) else None


def is_infinitive(script: Script, at: int) -> bool:
    """Whether a word looks like an infinitive of French or Spanish."""
    word = script.word(at)
    if script.capital(at) or script.is_any(at, "not_infinitives") or script.inside[at] >= 0:
        return False
    if script.words.lang == "fr":
        return len(word) > 3 and word.endswith(("er", "ir", "re", "oir"))
    return len(word) > 2 and word.removesuffix("se").removesuffix("lo").removesuffix("la").endswith(
        ("ar", "er", "ir", "ír")
    )


def stressed_noun(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    """Where a noun begins that tells of something said: "a souligné l'importance de"."""
    if "stress" not in cue.classes:
        return None
    at = cue.stop
    while at < sentence.stop and (script.is_any(at, "adverbs") or script.lower[at] in {"sur", "en", "on"}):
        at += 1
    near = range(at, min(sentence.stop, at + 5))
    found = script.is_any(at, "determiners") and any(script.is_any(place, "stressed") for place in near)
    return at if found else None
