"""The verbs that report speech, as they stand in a sentence: "a-t-elle affirmé", "ha señalado", "adding"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.script import Script, Sentence
from marsad.annotate.statements.words import Verb

_ADVERBS = 4
_SUBJECT = 14
_BUT = frozenset({"but", "mais", "pero", "and", "et", "y"})
_ENCLITICS = frozenset(["il", "elle", "ils", "elles", "on", "je", "nous", "vous", "ce"])


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group ``first:stop`` that reports. ``pronoun`` is the subject that inversion hangs on it ("a-t-elle").

    ``classes`` say what may follow; ``clitic`` is the token that holds the pronoun, or -1.
    """

    first: int
    stop: int
    verb: Verb
    classes: frozenset[str]
    form: Form
    negated: bool
    pronoun: str
    clitic: int


def find_cues(script: Script, sentence: Sentence) -> list[Cue]:
    """The verbs of a sentence that report, outside quotations, in its order; passives are none."""
    return list(_found(script, sentence))


def cue_at(script: Script, first: int) -> Cue | None:
    """The verb group that begins at a token, inside a quotation too."""
    for at in (first, first + 1, first + 2):
        if at >= len(script.lower):
            break
        cue = _cue_of(script, Sentence(first, len(script.lower), 0, ()), at)
        if cue is not None:
            return cue if cue.first == first else None
    return None


def _found(script: Script, sentence: Sentence) -> Iterator[Cue]:
    inside, lower, forms = script.inside, script.lower, script.words.forms
    for at, word in enumerate(lower[sentence.first : sentence.stop], sentence.first):
        if (word in forms or "-" in word) and inside[at] < 0 and (cue := _cue_of(script, sentence, at)):
            yield cue


def _cue_of(script: Script, sentence: Sentence, at: int) -> Cue | None:
    """The verb group whose verb is a token, if it is one."""
    word, pronoun = script.lower[at], ""
    entry = script.words.forms.get(word)
    if entry is not None and at > sentence.first and script.capital(at) and script.inside[at - 1] < 0:
        return None
    if entry is None and "-" in word:
        word, pronoun = _inverted(word)
        entry = script.words.forms.get(word) if pronoun else None
    return None if entry is None else _cue(script, sentence, at, entry, pronoun)


def _inverted(word: str) -> tuple[str, str]:
    """A verb and the pronoun behind it: "affirme-t-il", "disait-elle"."""
    head, _, pronoun = word.rpartition("-")
    return (head.removesuffix("-t"), pronoun) if pronoun in _ENCLITICS else (word, "")


def _cue(script: Script, sentence: Sentence, at: int, entry: tuple[Verb, frozenset[Form]], pronoun: str) -> Cue | None:
    verb, forms = entry
    before, negated = _skip_adverbs(script, at - 1, sentence.first)
    first, form, clitic, reflexive = at, None, at if pronoun else -1, False
    word = script.word(before)
    auxiliary, hanging = _inverted(word) if "-" in word else (word, "")
    if not pronoun and auxiliary in script.words["auxiliaries"] and Form.PARTICIPLE in forms:
        first, form, pronoun, clitic = before, Form.FINITE, hanging, before if hanging else -1
    elif not pronoun and auxiliary in script.words["be"]:
        reflexive = script.is_any(before - 1, "reflexive")
        if reflexive and Form.PARTICIPLE in forms:
            first, form, pronoun, clitic = before - 1, Form.FINITE, hanging, before if hanging else -1
        elif script.words.lang == "en" and Form.GERUND in forms:
            first, form = before, Form.FINITE
        elif Form.GERUND not in forms:
            return None
    if form is None:
        form = _plain_form(script, sentence, at, before, forms, pronoun)
        if form is None:
            return None
        if form is Form.FINITE and script.is_any(at - 1, "reflexive"):
            first, reflexive = at - 1, True
    stop, classes = _with_tail(script, at, verb, reflexive=reflexive)
    if reflexive:
        classes -= {"ask_to", "demand"}
    if reflexive and script.words.lang == "es" and not verb.tails:
        classes &= {"quote"}
    if not classes:
        return None
    negated = negated or any(script.is_any(place, "negative") for place in range(max(sentence.first, first - 2), first))
    negated = negated or (form is Form.FINITE and _nobody(script, sentence, first))
    return Cue(first, stop, verb, classes, form, negated, pronoun, clitic)


def _nobody(script: Script, sentence: Sentence, first: int) -> bool:
    """Whether the sentence opens by saying that none does: "Ni la alcaldesa ni el delegado", "None of them"."""
    if script.word(first - 1) == ",":
        return False  # "Ningún alumno «…», dice X": none is whom it is told of
    at = sentence.first + (script.is_any(sentence.first, "openers") and script.lower[sentence.first] in _BUT)
    return at < first and first - at < _SUBJECT and script.is_any(at, "nobody")


def _skip_adverbs(script: Script, at: int, floor: int) -> tuple[int, bool]:
    """The token before adverbs inside a verb group, and whether one of them negates."""
    negated, left = False, _ADVERBS
    while (
        at >= floor and left and (script.is_any(at, "adverbs") or script.is_any(at, "negative") or _ends_ly(script, at))
    ):
        negated = negated or script.is_any(at, "negative") or script.word(at) in {"pas", "jamais", "rien"}
        at, left = at - 1, left - 1
    return at, negated


def _ends_ly(script: Script, at: int) -> bool:
    return script.word(at).endswith(("ment", "mente", "ly")) and len(script.word(at)) > 6


def _plain_form(
    script: Script, sentence: Sentence, at: int, before: int, forms: frozenset[Form], pronoun: str
) -> Form | None:
    """What a verb without auxiliary is, from what stands before it; none where it is a noun or an adjective."""
    word, lang = script.word(before), script.words.lang
    if pronoun:
        return Form.FINITE if Form.FINITE in forms else None
    if Form.GERUND in forms:
        return Form.GERUND if word in {",", "et", "y", "and"} or word in script.words["gerund_before"] else None
    if Form.INFINITIVE in forms and word in script.words["linking"]:
        willing = {script.word(before - 1), script.word(before - 2)} & (
            script.words["willing"] | {"avant", "antes", "after"}
        )
        tells = word in {"de", "d'"} and (script.word(at + 1) == ":" or script.is_any(at + 1, "that"))
        return Form.INFINITIVE if willing or tells else None
    if Form.PARTICIPLE in forms and word in {"et", "y"}:
        return Form.FINITE
    if Form.FINITE not in forms:
        return None
    if lang == "en":
        noun = at == before + 1 and (
            word in script.words["determiners"] or word in {"of", "no", "'s", "in", "on", "for"}
        )
        base = Form.INFINITIVE in forms
        if base and at == sentence.first and script.inside[at] < 0:
            return None  # "See: …"
        if script.is_any_lemma(script.word(at), "homographs") and not _has_subject(script, before, base=base):
            return None
        return None if noun or (base and word in script.words["modals"]) else Form.FINITE
    if Form.INFINITIVE in forms:
        return None
    clitic = word in script.words["clitics"] and script.word(before - 1) in script.words["pronouns"] | {
        "qui",
        "que",
        "n'",
        "ne",
    }
    if word in script.words["determiners"] | {"de", "d'", "en", "sans", "par"} and not clitic:
        return None
    return Form.FINITE


def _has_subject(script: Script, before: int, *, base: bool) -> bool:
    """Whether what stands before a word that may be a noun, "claims", can be the subject of a verb."""
    if (
        script.is_any(before, "pronouns")
        or script.is_any(before, "relatives")
        or (script.word(before) == "," and not base)
    ):
        return True
    plural = script.word(before).endswith("s") or script.is_any(before, "indefinite")
    agent = script.passage.folded[before] in script.words.agents | script.words.bodies
    return (plural if base else script.capital(before) or agent) and not script.is_any(before, "prepositions")


def _with_tail(script: Script, at: int, verb: Verb, *, reflexive: bool) -> tuple[int, frozenset[str]]:
    """Where a verb or the phrase that it begins ends, and the classes of it."""
    if "phrase" in verb.classes:
        start = at + 1 + (script.is_any(at + 1, "adverbs") and script.word(at + 1) != "plus")
        for tail, classes, own in verb.tails:
            if own and not reflexive:
                continue
            if tail and classes == {"object"} and script.is_any(start + len(tail), "that"):
                continue  # "advirtió de que"
            if script.lower[start : start + len(tail)] == tail:
                more = verb.classes if not tail or classes == {"stress"} else frozenset()
                return (start + len(tail) if tail else at + 1), classes | more - {"phrase"}
    return at + 1, verb.classes - {"phrase"}
