"""What somebody asks for: "réclame une prime", "a appelé à voter", "asked for twelve months"."""

from __future__ import annotations

from marsad.annotate.statements.clauses import PUNCTUATION, TO, is_infinitive
from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.script import Script, Sentence

_FOR = frozenset({"pour", "por"})
_DEEDS = ("tion", "sion", "ment", "miento", "ción", "sión")


def demanded(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    """Where what is asked for begins: "à être reçue", "de prolonger", "la publication du rapport"."""
    at = cue.stop
    if at >= sentence.stop or script.inside[at] >= 0:
        return None
    word = script.lower[at]
    if script.words.lang == "en":
        return _english_demand(script, sentence, cue)
    if "ask_to" in cue.classes or "demand" in cue.classes:
        straight = "ask_to" not in cue.classes and word not in {"à", "aux", "au", "a", "al"}
        place = _to_infinitive(script, sentence, at, straight=straight)
        if place is not None:
            return place
    if "ask_to" in cue.classes and not script.is_any_lemma(cue.verb.lemma, "need_a_verb") and word in _leads_to(cue):
        return at
    if word in {"au", "aux", "al"}:
        return None
    if (
        "demand" in cue.classes
        and not script.is_any_lemma(cue.verb.lemma, "wishes")
        and (script.is_any(at, "determiners") or word.isdigit())
        and not _offered(script, cue, at)
    ):
        return at
    return None


def _leads_to(cue: Cue) -> frozenset[str]:
    return _FOR if cue.verb.lemma in {"plaider", "abogar", "apostar"} else TO


def _to_infinitive(script: Script, sentence: Sentence, at: int, *, straight: bool) -> int | None:
    """The preposition before an infinitive, for "exhorte les élus à voter" past those who are asked."""
    preposition = {"à", "a", "de", "d'"}
    for place in range(at, min(sentence.stop - 1, at + (2 if straight else 12))):
        if script.lower[place] in PUNCTUATION or script.inside[place] >= 0:
            return None
        step = 1
        while script.is_any(place + step, "before_infinitive") and place + step + 1 < sentence.stop:
            step += 1
        if script.lower[place] in preposition and is_infinitive(script, place + step):
            return place
    return at if straight and script.words.lang == "es" and is_infinitive(script, at) else None


def _english_demand(script: Script, sentence: Sentence, cue: Cue) -> int | None:
    at = cue.stop
    if script.is_any_lemma(cue.verb.lemma, "ask_for") and script.word(at - 1) == "for":
        return at - 1
    if cue.verb.lemma == "ask" and script.lower[at] == "for":
        return at
    if cue.verb.lemma in {"urge", "ask", "advise"} or (cue.verb.lemma == "call" and script.word(at) == "on"):
        for place in range(at + 1, min(sentence.stop - 1, at + 10)):
            if script.lower[place] == "to" and script.inside[place] < 0:
                return place
            if script.lower[place] in PUNCTUATION:
                return None
    plain = cue.verb.lemma in {"demand", "request", "propose", "recommend", "urge"} and not _offered(script, cue, at)
    return at if plain and (script.is_any(at, "determiners") or script.lower[at].isdigit()) else None


def _offered(script: Script, cue: Cue, at: int) -> bool:
    """Whether what is proposed is a thing that is offered, "a proposé une rencontre", and no deed to be done."""
    return script.is_any_lemma(cue.verb.lemma, "offers") and not any(
        script.lower[place].endswith(_DEEDS) for place in range(at + 1, min(len(script.lower), at + 3))
    )
