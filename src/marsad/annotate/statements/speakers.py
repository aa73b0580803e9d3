"""Whose words they are: the subject of a verb that reports, before it or behind it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum

from marsad.annotate.statements.cues import CLITICS, Cue
from marsad.annotate.statements.script import Script, Sentence
from marsad.model import FactKind, Mention

_OF = frozenset(["de", "du", "des", "d'", "del", "of", "'s"])
_FUSED = frozenset(["du", "del", "al", "au", "aux", "d'", "lo"])
_AND = frozenset(["et", "y", "e", "and", "mais", "but", "pero", "ou", "or", "ni"])
_PHRASE_ENDS = frozenset(',;:.!?…()[]«»“”"—–')
_REACH = 16
_SOURCES = frozenset({"source", "sources", "fuente", "fuentes", "communique", "comunicado"})
_LONGEST = 14
_TITLE = 9
_SPEAK = frozenset({FactKind.PERSON, FactKind.ORGANISATION})


class Known(Enum):
    """How well a text says who speaks."""

    NAMED = "named"
    DEFINITE = "definite"
    SINGLE = "single"
    VAGUE = "vague"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The tokens ``first:stop`` that say who speaks, at ``start:end``, with the entity that they stand for, if any.

    ``how`` tells a named one from "the growers", "a grower" and "several growers".
    """

    first: int
    stop: int
    start: int
    end: int
    entity: int | None
    how: Known


def speaker_behind(script: Script, sentence: Sentence, cue: Cue, *, quoted: bool = False) -> Speaker | None:
    """The subject behind a verb: "a précisé mardi Anouar T.", "afirmó ante la prensa la ministra"."""
    if cue.clitic >= 0:
        return _clitic(script, sentence, cue)
    at, stop = cue.stop, min(sentence.stop, cue.stop + _REACH)
    while at < stop:
        if script.inside[at] >= 0 and not quoted:
            return None
        word = script.lower[at]
        if (dated := behind_date(script, at)) > at:
            at = dated
            continue
        if (found := phrase_at(script, at, sentence.stop, quoted=quoted)) is not None:
            return found
        if word == ",":
            at = _behind_comma(script, at, stop)
        elif script.is_any(at, "prepositions") or script.is_any(at, "linking"):
            at = _behind_preposition(script, at, stop)
        elif (
            script.is_any(at, "adverbs")
            or word.isdigit()
            or word.endswith(("ment", "mente", "ly"))
            or (script.words.lang != "en" and word in {"encore", "t-il", "t-elle"})
        ):
            at += 1
        else:
            return None
    return None


def behind_date(script: Script, at: int) -> int:
    """Behind a date that begins at a token, "el lunes"; the token where none does."""
    start = script.passage.starts[at]
    lead = script.passage.starts[at + 1] if script.is_any(at, "determiners") and at + 1 < len(script.lower) else start
    inside = script.known.dates_in(start, start + 40)
    return _token_behind(script, inside[0].end) if inside and inside[0].start in {start, lead} else at


def implied(script: Script, first: int, stop: int) -> Speaker:
    """Whom a text has in mind where tokens name nobody: Spanish verbs without a subject, "à ses yeux"."""
    start, end = script.chars(first, stop)
    entity = script.references.before(start, kinds={FactKind.PERSON})
    return Speaker(first, stop, start, end, entity, Known.IMPLIED if entity is None else Known.NAMED)


def _behind_comma(script: Script, at: int, stop: int) -> int:
    """Behind an insertion between commas, "a indiqué, mardi, X"; a comma that closes nothing ends the search."""
    if not (script.is_any(at + 1, "prepositions") or script.is_any(at + 1, "adverbs")):
        return stop
    close = next((place for place in range(at + 1, stop) if script.lower[place] == ","), stop)
    return close + 1


def _behind_preposition(script: Script, at: int, stop: int) -> int:
    """Behind "de son côté", "ante la prensa", "à l'AFP": the preposition and one noun phrase."""
    at += 1
    while at < stop and script.is_any(at, "determiners"):
        at += 1
    mention = mention_at(script, at)
    if mention is not None:
        return _token_behind(script, mention.end)
    at += 1
    while at < stop and not (
        script.is_any(at, "determiners")
        or script.is_any(at, "prepositions")
        or script.lower[at] in _PHRASE_ENDS
        or mention_at(script, at) is not None
        or script.lower[at] in script.words.honorifics
    ):
        at += 1
    return at


def speaker_before(script: Script, sentence: Sentence, cue: Cue, floor: int) -> Speaker | None:
    """The subject before a verb, looked for from token ``floor`` on."""
    if cue.clitic >= 0:
        return _clitic(script, sentence, cue)
    last = cue.first - 1
    while last >= floor and (
        script.lower[last] in CLITICS or script.is_any(last, "adverbs") or script.is_any(last, "negative")
    ):
        last -= 1
    if last < floor or script.inside[last] >= 0:
        return None
    word = script.lower[last]
    if script.is_any(last, "impersonal") or word in {"je", "j'", "nous", "yo", "nosotros", "i", "we"}:
        return _house(script, sentence, last) if word == "on" else None
    if script.is_any(last, "pronouns") and (last == floor or script.lower[last - 1] not in {"de", "para", "que"}):
        return _spoken(script, last, last + 1)
    if script.is_any(last, "relative_subject"):
        return _antecedent(script, floor, last)
    return _from_left(script, floor, last + 1)


def _clitic(script: Script, sentence: Sentence, cue: Cue) -> Speaker | None:
    if cue.pronoun in {"on", "ce", "je", "nous", "vous"}:
        return _house(script, sentence, sentence.first + 2) if cue.pronoun == "on" else None
    end = script.passage.ends[cue.clitic]
    start = end - len(cue.pronoun)
    entity = script.references.entity(start, end)
    how = Known.NAMED if entity is not None else Known.DEFINITE
    return Speaker(cue.clitic, cue.clitic + 1, start, end, entity, how)


def _house(script: Script, sentence: Sentence, last: int) -> Speaker | None:
    """The body at which "on" speaks: "Au ministère, on rappelle que"."""
    if script.word(sentence.first) not in {"à", "au", "aux", "chez"} or script.word(last - 1) != ",":
        return None
    return _spoken(script, sentence.first + 1, last - 1)


def _antecedent(script: Script, floor: int, relative: int) -> Speaker | None:
    """Whom "qui" stands for: the phrase that ends before it."""
    last = relative - 1 - (script.word(relative - 1) == ",")
    start = script.passage.starts[last] if last >= floor else 0
    inside = script.known.mentions_in(script.passage.starts[floor], script.passage.ends[last]) if last >= floor else ()
    near = [one for one in inside if one.kind in _SPEAK]
    if near and near[-1].end >= start:
        return _of_mention(script, near[-1])
    first = last
    while first > floor and not script.is_any(first, "determiners") and script.lower[first - 1] not in _PHRASE_ENDS:
        first -= 1
    return phrase_at(script, first, last + 1) if last >= floor else None


def _from_left(script: Script, floor: int, stop: int) -> Speaker | None:
    """The subject of a clause that begins at ``floor`` and whose verb stands at ``stop``."""
    for at in range(stop - 2, max(floor, stop - _LONGEST), -1):
        if script.inside[at] < 0 and (script.is_any(at, "relatives") or script.lower[at] == ","):
            lead = at + 1
            while lead < stop and (script.lower[lead] in _AND or script.is_any(lead, "subordinate")):
                lead += 1
            within = phrase_at(script, lead, stop) if script.lower[stop - 1] != "," else None
            if within is not None and within.stop >= stop - 1:
                return within
            break
    at = behind_openers(script, floor, stop)
    found = phrase_at(script, at, stop)
    if found is not None and (found.how is Known.NAMED or at > floor or stop - found.stop <= 1):
        return found
    start, end = script.passage.starts[at], script.passage.ends[stop - 1]
    people = [
        one
        for one in script.known.mentions_in(start, end)
        if one.kind in _SPEAK and script.inside[script.known.token_at(one.start)] < 0
    ]
    led = [one for one in people if _is_free(script, one)]
    if led and (found is None or found.entity is None):
        return _of_mention(script, led[-1] if found is None else led[0])
    common = found is not None and (script.is_any(found.first, "determiners") or found.stop >= stop - 1)
    return found if common else _name_before(script, at, stop)


def _name_before(script: Script, floor: int, stop: int) -> Speaker | None:
    """A capitalised name right before a verb that is no mention: "American passenger Bill J. said"."""
    first = stop
    while first > floor and script.capital(first - 1) and script.lower[first - 1].isalpha():
        first -= 1
    return _unknown_name(script, first, stop) if floor < first < stop else None


def _is_free(script: Script, mention: Mention) -> bool:
    """Whether no preposition leads to a mention."""
    before = script.known.token_at(mention.start) - 1
    while before >= 0 and (script.is_any(before, "determiners") and script.lower[before] not in _OF):
        before -= 1
    return before < 0 or not (script.lower[before] in _OF or script.is_any(before, "prepositions"))


def behind_openers(script: Script, floor: int, stop: int) -> int:
    """Where the subject begins: behind "Lors de la réunion," and the like."""
    at = floor
    while at < stop and (script.lower[at] in _AND or script.lower[at] in {",", "—", "–", "-", "¿", "¡", "("}):
        at += 1
    while at < stop and (script.is_any(at, "openers") or _ends_adverbially(script, at)):
        comma = next(
            (place for place in range(at, stop) if script.lower[place] == "," and script.inside[place] < 0), None
        )
        if comma is None:
            return _behind_short_opener(script, at, stop)
        at = comma + 1
        while at < stop and script.lower[at] in _AND:
            at += 1
    return at


def _behind_short_opener(script: Script, at: int, stop: int) -> int:
    """Behind an opener that no comma sets off: "Mardi le ministre a dit", "Ainsi X a affirmé"."""
    if script.is_any(at, "adverbs") or _ends_adverbially(script, at) or script.lower[at] in _AND:
        return at + 1
    for place in range(stop - 1, at, -1):
        mention = mention_at(script, place)
        if mention is not None and _is_free(script, mention):
            return place
        bare = script.is_any(place, "determiners") and script.lower[place] not in _FUSED
        if bare and not (script.is_any(place - 1, "prepositions") or script.lower[place - 1] in _OF):
            return place
    return at + 1


def _ends_adverbially(script: Script, at: int) -> bool:
    return (
        script.capital(at)
        and script.lower[at].endswith(("ment", "mente", "ly", "ant", "ando", "iendo"))
        and (mention_at(script, at) is None)
    )


def phrase_at(script: Script, at: int, stop: int, *, quoted: bool = False) -> Speaker | None:
    """The noun phrase that begins at a token: a name, a title with a name, a determiner with a noun, a pronoun."""
    if at >= stop or (script.inside[at] >= 0 and not quoted):
        return None
    lead = at
    if script.is_any(at, "determiners") and script.word(at + 1) in script.words.honorifics:
        lead += 1
    while lead < stop and (
        script.lower[lead] in script.words.honorifics or (lead > at and script.lower[lead] in {".", "’"})
    ):
        lead += 1
    mention = mention_at(script, lead)
    if mention is not None and mention.kind not in _SPEAK and script.word(_token_behind(script, mention.end)) == "'s":
        return _common(script, at, stop)
    if mention is not None and mention.kind is FactKind.ORGANISATION and script.words.lang == "en":
        titled = _titled(script, at, stop)
        if titled is not None:
            return titled
    if mention is not None and mention.kind in _SPEAK:
        behind = _token_behind(script, mention.end)
        return _of_mention(script, mention) if script.word(behind) != "'s" else _common(script, at, stop)
    if script.lower[at] in _FUSED:
        return None
    if (titled := _titled(script, at, stop)) is not None:
        return titled
    if script.is_any(at, "indefinite") or script.is_any(at, "determiners") or _is_agent(script, at):
        return _common(script, at, stop)
    if script.is_any(at, "pronouns") and script.lower[at] not in {"lui", "le", "la"}:
        return _spoken(script, at, at + 1 + (script.lower[at] == "ce" and script.word(at + 1) == "dernier"))
    return _unknown_name(script, at, stop)


def _titled(script: Script, at: int, stop: int) -> Speaker | None:
    """A person behind an office without a determiner: "Interior Minister Ada L.", "chairman and president Ada L."."""
    if script.is_any(at, "determiners") or script.is_any(at, "pronouns") or script.is_any(at, "openers"):
        return None
    office = False
    for place in range(at, min(stop, at + _TITLE)):
        mention = mention_at(script, place)
        if mention is not None and mention.kind is FactKind.PERSON:
            return _spoken(script, at, _token_behind(script, mention.end)) if office or place - at == 2 else None
        office = office or _is_agent(script, place)
        joined = script.lower[place] in _AND or script.lower[place] in {",", "of", "'s"} or mention is not None
        if not (joined or script.lower[place].isalpha()) or script.is_any(place, "finite"):
            return None
        if script.is_any(place, "determiners") or (script.is_any(place, "prepositions") and not joined):
            return None
    return None


def _unknown_name(script: Script, at: int, stop: int) -> Speaker | None:
    """A capitalised name that is no mention: "Nomura said"; no plural, and no word that any sentence may begin with."""
    end = at
    while end < stop and script.capital(end) and script.lower[end].isalpha():
        end += 1
    known = any(script.is_any(at, name) for name in ("openers", "pronouns", "adverbs", "relatives", "impersonal"))
    if end == at or known or (script.words.lang == "en" and end == at + 1 and script.lower[at].endswith("s")):
        return None
    start, last = script.chars(at, end)
    return Speaker(at, end, start, last, script.references.entity(start, last), Known.DEFINITE)


def _is_agent(script: Script, at: int) -> bool:
    folded = script.passage.folded[at]
    return folded in script.words.agents or folded in script.words.bodies


def _common(script: Script, at: int, stop: int) -> Speaker | None:
    """A phrase with a determiner: its noun and what "de" adds to it."""
    end = at + 1
    while end < min(stop, at + _LONGEST) and _in_phrase(script, end):
        mention = mention_at(script, end)
        if mention is not None and mention.kind is FactKind.PERSON and script.lower[end - 1] == "'s":
            return _of_mention(script, mention)
        if mention is not None and mention.kind is FactKind.PERSON and script.lower[end - 1] not in _OF:
            return _spoken(script, at, _token_behind(script, mention.end))
        if script.is_any(end, "relatives") or (script.lower[end] in _AND and end > at + 4):
            break
        if script.is_any(end, "prepositions") and script.lower[end] not in _OF and end > at + 1:
            break
        if script.is_any(end, "determiners") and end > at + 1 and not _led_by_of(script, end):
            break
        end += 1
    alone = _is_agent(script, at) or script.is_any(at, "indefinite")
    return _spoken(script, at, end) if end > at + 1 or alone else None


def _led_by_of(script: Script, at: int) -> bool:
    """Whether "de" leads to a determiner, or it is "de" with one in it."""
    return script.lower[at] in _OF or script.lower[at - 1] in _OF or script.is_any(at - 1, "determiners")


def _in_phrase(script: Script, at: int) -> bool:
    """Whether a token may belong to a phrase; what stands in marks behind "de" does: "la patrona del «Alborán»"."""
    if script.inside[at] >= 0:
        first = at
        while first and script.inside[first - 1] == script.inside[at]:
            first -= 1
        return script.lower[first - 1] in _OF
    return script.lower[at] not in _PHRASE_ENDS


def _spoken(script: Script, first: int, stop: int) -> Speaker:
    start, end = script.chars(first, stop)
    entity = script.references.entity(start, end)
    return Speaker(first, stop, start, end, entity, _how(script, first) if entity is None else Known.NAMED)


def _how(script: Script, first: int) -> Known:
    word = script.lower[first]
    if word in {"un", "une", "una", "a", "an", "cierto", "certain", "another", "otro", "otra"}:
        return Known.SINGLE
    if script.is_any(first, "plurals") or _english_plural(script, first):
        return Known.VAGUE
    if script.is_any(first, "indefinite") or not (
        script.is_any(first, "determiners") or script.is_any(first, "pronouns")
    ):
        return Known.VAGUE
    return Known.DEFINITE


def _english_plural(script: Script, first: int) -> bool:
    """Whether "the" leads to a crowd: "the growers"."""
    word = script.word(first + 1)
    return (
        script.words.lang == "en" and word.endswith("s") and not word.endswith("ss") and not script.capital(first + 1)
    )


def may_speak(script: Script, speaker: Speaker) -> bool:
    """Whether a phrase is one of who can say something: somebody with a name, in an office, a body, a source."""
    folded = script.passage.folded[speaker.first : speaker.stop]
    return speaker.entity is not None or any(
        word in script.words.agents or word in script.words.bodies or word in _SOURCES for word in folded
    )


def is_thing(script: Script, speaker: Speaker) -> bool:
    """Whether a phrase is one of what says nothing itself: "l'étude", "le texte"."""
    if speaker.entity is not None:
        return False
    words = script.lower[speaker.first : min(speaker.stop, speaker.first + 3)]
    return any(word in script.words["things"] for word in words) or words[0] in {
        "ce",
        "c'",
        "cela",
        "ceci",
        "it",
        "this",
        "that",
    }


def _of_mention(script: Script, mention: Mention) -> Speaker:
    first = script.known.token_at(mention.start)
    entity = script.references.entity(mention.start, mention.end)
    return Speaker(
        first,
        _token_behind(script, mention.end),
        mention.start,
        mention.end,
        mention.entity if entity is None else entity,
        Known.NAMED,
    )


def mention_at(script: Script, at: int) -> Mention | None:
    """The mention that begins at a token."""
    if at >= len(script.lower):
        return None
    place = script.passage.starts[at]
    mentions = script.known.mentions
    number = bisect_left(mentions, place, key=lambda mention: mention.start)
    return mentions[number] if number < len(mentions) and mentions[number].start == place else None


def _token_behind(script: Script, end: int) -> int:
    return bisect_left(script.passage.starts, end)
