"""The words that say who speaks: a name, an office, a body, a pronoun, a crowd."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import Enum

from marsad.annotate.reference.lexicon import Gender
from marsad.annotate.statements.script import Script
from marsad.model import FactKind, Mention

OF = frozenset(["de", "du", "des", "d'", "del", "of", "'s"])
FUSED = frozenset(["du", "del", "al", "au", "aux", "d'", "lo"])
JOINING = frozenset(["et", "y", "e", "and", "mais", "but", "pero", "ou", "or", "ni"])
PHRASE_ENDS = frozenset(',;:.!?…()[]«»“”"—–')
_SOURCES = frozenset({"source", "sources", "fuente", "fuentes", "communique", "comunicado"})
_FORCES = frozenset({"police"})
"""Bodies that English names without an article."""
_LONGEST = 14
_THE: dict[str, Gender] = {"le": "m", "la": "f", "el": "m"}
_TRADES = (
    "ier",
    "ière",
    "eur",
    "euse",
    "rice",
    "ien",
    "ienne",
    "iste",
    "ero",
    "era",
    "ista",
    "or",
    "ora",
    "ante",
    "ico",
    "ica",
)
"""How nouns for trades end in French and Spanish."""
_TITLE = 9
SPEAKING = frozenset({FactKind.PERSON, FactKind.ORGANISATION})


class Naming(Enum):
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
    how: Naming


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
    if mention is not None and mention.kind not in SPEAKING and script.word(token_behind(script, mention.end)) == "'s":
        return _common(script, at, stop)
    if mention is not None and mention.kind is FactKind.ORGANISATION and script.words.lang == "en":
        titled = _titled(script, at, stop)
        if titled is not None:
            return titled
    if mention is not None and mention.kind in SPEAKING:
        behind = token_behind(script, mention.end)
        return of_mention(script, mention) if script.word(behind) != "'s" else _whose(script, at, stop)
    if script.lower[at] in FUSED:
        return None
    if (titled := _titled(script, at, stop)) is not None:
        return titled
    if script.is_any(at, "indefinite") or script.is_any(at, "determiners") or _is_agent(script, at):
        return _common(script, at, stop)
    if script.is_any(at, "pronouns") and script.lower[at] not in {"lui", "le", "la"}:
        return spoken(script, at, at + 1 + (script.lower[at] == "ce" and script.word(at + 1) == "dernier"))
    return unknown_name(script, at, stop)


def _whose(script: Script, at: int, stop: int) -> Speaker | None:
    """Somebody told by whose they are: "Ada L.'s deputy", or the name that is apposed to that."""
    found = _common(script, at, stop)
    if found is None or script.word(found.stop) != ",":
        return found
    mention = mention_at(script, found.stop + 1)
    return of_mention(script, mention) if mention is not None and mention.kind is FactKind.PERSON else found


def _titled(script: Script, at: int, stop: int) -> Speaker | None:
    """A person behind an office without a determiner: "Interior Minister Ada L.", "chairman and president Ada L."."""
    if script.is_any(at, "determiners") or script.is_any(at, "pronouns") or script.is_any(at, "openers"):
        return None
    office = False
    for place in range(at, min(stop, at + _TITLE)):
        mention = mention_at(script, place)
        if mention is not None and mention.kind is FactKind.PERSON:
            return (
                spoken(script, at, token_behind(script, mention.end))
                if office or _two_words(script, at, place)
                else None
            )
        office = office or _is_agent(script, place)
        joined = script.lower[place] in JOINING or script.lower[place] in {",", "of", "'s"} or mention is not None
        if not (joined or script.lower[place].isalpha()) or script.is_any(place, "finite"):
            return None
        if script.is_any(place, "determiners") or (script.is_any(place, "prepositions") and not joined):
            return None
    return None


def _two_words(script: Script, at: int, place: int) -> bool:
    return place - at == 2 and script.lower[at + 1].isalpha()


def unknown_name(script: Script, at: int, stop: int) -> Speaker | None:
    """A capitalised name that is no mention: "Nomura said"; no plural, and no word that any sentence may begin with."""
    end = at
    while end < stop and script.capital(end) and script.lower[end].isalpha():
        end += 1
    known = any(script.is_any(at, name) for name in ("openers", "pronouns", "adverbs", "relatives", "impersonal"))
    if end == at or known or (script.words.lang == "en" and end == at + 1 and script.lower[at].endswith("s")):
        return None
    start, last = script.chars(at, end)
    return Speaker(at, end, start, last, script.references.entity(start, last), Naming.DEFINITE)


def _is_agent(script: Script, at: int) -> bool:
    folded = script.passage.folded[at]
    return folded in script.words.agents or folded in script.words.bodies


def _common(script: Script, at: int, stop: int) -> Speaker | None:
    """A phrase with a determiner: its noun and what "de" adds to it."""
    end = at + 1
    while end < min(stop, at + _LONGEST) and _in_phrase(script, end):
        mention = mention_at(script, end)
        if mention is not None and mention.kind is FactKind.PERSON and script.lower[end - 1] == "'s":
            return of_mention(script, mention)
        if mention is not None and mention.kind is FactKind.PERSON and script.lower[end - 1] not in OF:
            return spoken(script, at, token_behind(script, mention.end))
        if script.is_any(end, "relatives") or (script.lower[end] in JOINING and end > at + 4):
            break
        if script.is_any(end, "prepositions") and script.lower[end] not in OF and end > at + 1:
            break
        if script.is_any(end, "determiners") and end > at + 1 and not _led_by_of(script, end):
            break
        end += 1
    alone = _is_agent(script, at) or script.is_any(at, "indefinite")
    return _with_name(script, spoken(script, at, end)) if end > at + 1 or alone else None


def _with_name(script: Script, found: Speaker) -> Speaker:
    """A phrase for somebody, with the entity of the name that is apposed to it: "sa propriétaire, Denise C.,"."""
    if found.entity is not None or found.how is Naming.VAGUE or script.word(found.stop) != ",":
        return found
    mention = mention_at(script, found.stop + 1)
    if mention is None or mention.kind is not FactKind.PERSON:
        return found
    behind = token_behind(script, mention.end)
    closed = behind >= len(script.lower) or script.lower[behind] in PHRASE_ENDS
    return replace(found, entity=mention.entity, how=Naming.NAMED) if closed else found


def _led_by_of(script: Script, at: int) -> bool:
    """Whether "de" leads to a determiner, or it is "de" with one in it."""
    return script.lower[at] in OF or script.lower[at - 1] in OF or script.is_any(at - 1, "determiners")


def _in_phrase(script: Script, at: int) -> bool:
    """Whether a token may belong to a phrase; what stands in marks behind "de" does: "la patrona del «Alborán»"."""
    if script.inside[at] >= 0:
        first = at
        while first and script.inside[first - 1] == script.inside[at]:
            first -= 1
        return script.lower[first - 1] in OF
    return script.lower[at] not in PHRASE_ENDS


def spoken(script: Script, first: int, stop: int) -> Speaker:
    start, end = script.chars(first, stop)
    entity = script.references.entity(start, end)
    return Speaker(first, stop, start, end, entity, _how(script, first) if entity is None else Naming.NAMED)


def _how(script: Script, first: int) -> Naming:
    word = script.lower[first]
    if script.is_any(first, "determiners") and script.is_any(first + 1, "quantities"):
        return Naming.VAGUE
    if word in {"un", "une", "una", "a", "an", "cierto", "certain", "another", "otro", "otra"}:
        return Naming.SINGLE
    if script.is_any(first, "plurals") or _english_plural(script, first):
        return Naming.VAGUE
    if word in _FORCES:
        return Naming.DEFINITE
    if script.is_any(first, "indefinite") or not (
        script.is_any(first, "determiners") or script.is_any(first, "pronouns")
    ):
        return Naming.VAGUE
    return Naming.DEFINITE


def _english_plural(script: Script, first: int) -> bool:
    """Whether "the" leads to a crowd: "the growers"."""
    word = script.word(first + 1)
    return (
        script.words.lang == "en" and word.endswith("s") and not word.endswith("ss") and not script.capital(first + 1)
    )


def may_speak(script: Script, speaker: Speaker) -> bool:
    """Whether a phrase is one of who can say something: somebody with a name, in an office, a body, a source."""
    folded = script.passage.folded[speaker.first : speaker.stop]
    return (
        speaker.entity is not None
        or script.capital(speaker.first)
        or any(word in script.words.agents or word in script.words.bodies or word in _SOURCES for word in folded)
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


def called_anew(script: Script, speaker: Speaker) -> int | None:
    """Who spoke last, by a noun for a trade that no lexicon has: "a ajouté la bijoutière"; null for other phrases."""
    gender = _THE.get(script.lower[speaker.first])
    if speaker.entity is not None or gender is None or speaker.stop != speaker.first + 2 or is_thing(script, speaker):
        return None
    if script.passage.folded[speaker.first + 1] in script.references.cast.scene.words.strangers:
        return None  # "le conducteur": somebody else
    if _is_agent(script, speaker.first + 1) or not script.lower[speaker.first + 1].endswith(_TRADES):
        return None
    return script.references.before(speaker.start, kinds={FactKind.PERSON}, gender=gender)


def of_mention(script: Script, mention: Mention) -> Speaker:
    first = script.known.token_at(mention.start)
    entity = script.references.entity(mention.start, mention.end)
    return Speaker(
        first,
        token_behind(script, mention.end),
        mention.start,
        mention.end,
        mention.entity if entity is None else entity,
        Naming.NAMED,
    )


def mention_at(script: Script, at: int) -> Mention | None:
    """The mention that begins at a token."""
    if at >= len(script.lower):
        return None
    place = script.passage.starts[at]
    mentions = script.known.mentions
    number = bisect_left(mentions, place, key=lambda mention: mention.start)
    return mentions[number] if number < len(mentions) and mentions[number].start == place else None


def token_behind(script: Script, end: int) -> int:
    return bisect_left(script.passage.starts, end)
