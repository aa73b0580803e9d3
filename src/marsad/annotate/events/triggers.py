"""The words of a sentence that say that something happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from marsad.annotate.events.view import View
from marsad.model import EventKind


class Sort(StrEnum):
    """What sort of word tells of an event."""

    NOUN = "noun"
    VERB = "verb"
    START = "start"
    END = "end"
    HOST = "host"
    WEAK = "weak"
    PLAIN = "plain"


STRENGTH = {
    Sort.NOUN: 3.0,
    Sort.VERB: 3.0,
    Sort.START: 2.6,
    Sort.END: 0.4,
    Sort.HOST: 2.2,
    Sort.WEAK: 1.3,
    Sort.PLAIN: 0.8,
}
"""How much a sort of word says that the article is about this."""


_LIGHT = 1.2


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens ``first`` to ``last`` that tell of an event; ``light`` for a verb that tells of much else too ("face")."""

    first: int
    last: int
    sort: Sort
    kind: EventKind
    light: bool = False

    @property
    def strength(self) -> float:
        """How much the words say that the article is about this."""
        return STRENGTH[self.sort] - _LIGHT * self.light


def triggers(view: View, begin: int, end: int) -> list[Trigger]:
    """The triggers of the tokens ``begin:end``, in their order; none lies in another."""
    found: list[Trigger] = []
    token = begin
    while token < end:
        trigger = None if view.dated[token] or view.counted[token] else _at(view, token, end)
        if trigger is None:
            token += 1
            continue
        found.append(trigger)
        token = trigger.last + 1
    return found


def _at(view: View, token: int, end: int) -> Trigger | None:
    word = view.words[token]
    if word.noun:
        phrase = view.noun(token)
        if (
            phrase is not None
            and phrase[0] < end
            and not _is_verb_here(view, token, phrase[0])
            and not _stands(view, token)
            and not _is_found_so(view, token)
            and not (phrase[1] is EventKind.OPENING and view.says("opened", token))
        ):
            return Trigger(token, phrase[0], Sort.NOUN, phrase[1])
    for cue, sort, kind in _CUES if word.cues else ():
        if cue in word.cues and not (token and view.says("no_start", token - 1)):
            return Trigger(token, token, sort, kind)
    kind_of_verb = word.verb or _reflexive(view, token)
    if kind_of_verb is not None and not (_is_title(view, token) or _is_gerund(view, token) or _is_other(view, token)):
        return Trigger(token, token, Sort.VERB, kind_of_verb, "light" in word.cues)
    if "weak" in word.cues:
        return Trigger(token, token, Sort.WEAK, EventKind.ANNOUNCEMENT)
    return None


_EXPLAINS = frozenset({"after", "before", "by", "for", "in", "of", "since", "while", "without"})
_SELF = frozenset({"s'", "se"})
_STOPS = "arrêt"
_TAKES = ("recev", "reçoi", "recib", "receiv", "استقبل", "يستقبل", "تستقبل")
_CUES = (
    ("host", Sort.HOST, EventKind.OTHER),
    ("start", Sort.START, EventKind.PROGRAMME_START),
    ("end", Sort.END, EventKind.CONSULTATION),
)


def _reflexive(view: View, token: int) -> EventKind | None:
    kind = view.words[token].reflexive
    behind = range(max(0, token - 2), token) if kind is not None else ()
    return kind if any(view.keys[at][0] in _SELF for at in behind) else None


def _is_gerund(view: View, token: int) -> bool:
    """Whether an English form in -ing stands behind a preposition, where it explains: "after winning a promise"."""
    told = view.lexicon.lang == "en" and token > 0 and view.keys[token][0].endswith("ing")
    return told and view.keys[token - 1][0] in _EXPLAINS


def _is_other(view: View, token: int) -> bool:
    """Whether a verb means something else here: things stop ("s'arrêtent"), a school takes so many in ("recevra 240
    élèves"), somebody is found dead.
    """
    kind = view.words[token].verb
    if kind is EventKind.CRIME:
        return view.keys[token][0].startswith(_STOPS) and token > 0 and view.keys[token - 1][0] in _SELF
    if kind is EventKind.MEETING:
        takes = view.keys[token][0].startswith(_TAKES) or view.keys[token][-1].startswith(_TAKES)
        return takes and token + 1 < len(view.counted) and view.counted[token + 1]
    return _is_found_so(view, token)


def _is_found_so(view: View, token: int) -> bool:
    """Whether a form of "to die" stands right behind a verb of finding, and says how somebody was found."""
    return token > 0 and view.words[token].verb is EventKind.OTHER and view.says("found", token - 1)


def _is_title(view: View, token: int) -> bool:
    """Whether a word with a capital stands inside a sentence, where it is part of a name."""
    word = view.known.passage.words[token]
    return (
        word[0].isupper()
        and token > 0
        and view.known.passage.words[token - 1] not in {".", "\n"}
        and (view.known.passage.words[token - 1][0].islower())
    )


def _stands(view: View, token: int) -> bool:
    """Whether a word names a house that stands, not an event: "Congreso" with a capital and no name beside it."""
    words = view.known.passage.words
    if not view.says("standing", token) or not words[token][0].isupper():
        return False
    before = words[token - 1] if token else "."
    after = words[token + 1] if token + 1 < len(words) else "."
    named = (before[0].isupper() and len(before) > 1) or after[0].isupper()
    return not named


def _is_verb_here(view: View, token: int, last: int) -> bool:
    """Whether a word that is a noun elsewhere follows a French or Spanish clitic or auxiliary ("s'est ouvert")."""
    if token != last or token == 0 or view.lexicon.lang == "ar":
        return False
    return view.says("auxiliary", token - 1) and view.words[token].verb is not None


def heads(found: list[Trigger]) -> Iterator[Trigger]:
    """The nouns among triggers."""
    return (one for one in found if one.sort is Sort.NOUN)
