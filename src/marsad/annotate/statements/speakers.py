"""Whose words they are: the subject of a verb that reports, before it or behind it."""

from __future__ import annotations

from bisect import bisect_right

from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.phrases import (
    FUSED,
    JOINING,
    OF,
    PHRASE_ENDS,
    SPEAKING,
    Naming,
    Speaker,
    mention_at,
    of_mention,
    phrase_at,
    spoken,
    token_behind,
    unknown_name,
)
from marsad.annotate.statements.script import Script, Sentence
from marsad.model import FactKind, Mention

_REACH = 16
_ONE = frozenset({"dément", "ment", "sent", "ressent", "consent"})
_LONGEST = 14
_INFINITIVES = {"es": ("ar", "er", "ir"), "fr": ("er", "ir", "re")}
_NO_INFINITIVES = frozenset(
    {"ayer", "mujer", "lugar", "hier", "premier", "dernier", "autre", "notre", "entre", "octobre"}
)
_SHORTEST = 4
_ENCLITICS = ("se", "lo", "la", "los", "las", "le", "les")
_NEAR = 8


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
        elif (doing := _behind_doing(script, at, stop)) > at:
            at = doing
        elif script.is_any(at, "prepositions") or script.is_any(at, "linking"):
            at = _behind_preposition(script, at, stop)
        elif (
            script.is_any(at, "adverbs")
            or word.isdigit()
            or word.endswith(("ment", "mente", "ly"))
            or (script.words.lang != "en" and word in {"encore", "t-il", "t-elle"})
        ):
            at += 1
        elif word.isalpha() and _is_person(mention_at(script, at + 1)):
            at += 1  # "afirma rotunda X"
        else:
            return None
    return None


def _is_person(mention: Mention | None) -> bool:
    return mention is not None and mention.kind is FactKind.PERSON


def implied(script: Script, first: int, stop: int) -> Speaker:
    """Whom a text has in mind where tokens name nobody: Spanish verbs without a subject, "à ses yeux"."""
    start, end = script.chars(first, stop)
    if _of_a_stranger(script, first):
        return Speaker(first, stop, start, end, None, Naming.SINGLE)
    many = speaks_of_many(script, first)
    entity = None if many else script.references.before(start, kinds={FactKind.PERSON})
    return Speaker(first, stop, start, end, entity, Naming.IMPLIED if entity is None else Naming.NAMED)


def _of_a_stranger(script: Script, first: int) -> bool:
    """Whether the sentence before is about somebody without a name: « un antiguo acomodador lloraba. «…», repetía »."""
    passage = script.passage
    number = bisect_right(passage.sentences, (first, len(passage.words))) - 1
    if script.words.lang != "es" or number < 1:
        return False
    begin, stop = passage.sentences[number - 1]
    if "\n" in passage.text[passage.ends[stop - 1] : passage.starts[stop]]:
        return False
    if any(_is_person(mention_at(script, at)) for at in range(begin, stop)):
        return False
    opens = (at for at in range(begin, stop - 2) if at == begin or script.lower[at - 1] == ",")
    return any(script.lower[at] in {"un", "una"} and script.lower[at + 1].isalpha() for at in list(opens)[:2])


def speaks_of_many(script: Script, first: int) -> bool:
    """Whether the verb that begins at a token is in the plural, in French or Spanish."""
    word = script.lower[first]
    if script.words.lang == "es":
        return word.endswith("n")
    return script.words.lang == "fr" and word.endswith(("ent", "ont")) and word not in _ONE


def behind_date(script: Script, at: int) -> int:
    """Behind a date that begins at a token, "el lunes"; the token where none does."""
    start = script.passage.starts[at]
    lead = script.passage.starts[at + 1] if script.is_any(at, "determiners") and at + 1 < len(script.lower) else start
    inside = script.known.dates_in(start, start + 40)
    return token_behind(script, inside[0].end) if inside and inside[0].start in {start, lead} else at


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
        return token_behind(script, mention.end)
    at += 1
    while at < stop and not (
        script.is_any(at, "determiners")
        or script.is_any(at, "prepositions")
        or script.lower[at] in PHRASE_ENDS
        or script.lower[at] in script.words["that"]
        or mention_at(script, at) is not None
        or script.lower[at] in script.words.honorifics
    ):
        at += 1
    return at


def _without_pronoun(script: Script, at: int) -> str:
    """A word without the pronoun that Spanish hangs on an infinitive: "quitarse"."""
    word = script.word(at)
    if script.words.lang != "es":
        return word
    return next((word.removesuffix(end) for end in _ENCLITICS if word.endswith(f"r{end}")), word)


def _behind_doing(script: Script, at: int, stop: int) -> int:
    """Behind what the speaker does meanwhile, "al levantar la sesión": the infinitive and its object; else ``at``."""
    ends = _INFINITIVES.get(script.words.lang, ())
    led = script.is_any(at, "prepositions") or script.lower[at] in {"al", "à", "de"}
    near = (at + 1, at + 2) if led and ends else ()
    verb = next((place for place in near if _without_pronoun(script, place).endswith(ends)), at)
    word = script.lower[verb]
    if verb == at or script.capital(verb) or len(word) < _SHORTEST or word in _NO_INFINITIVES:
        return at
    if verb > at + 1 and script.is_any(verb - 1, "determiners"):
        return at
    found = phrase_at(script, verb + 1, stop)
    return verb + 1 if found is None or found.how is Naming.NAMED else found.stop


def speaker_before(script: Script, sentence: Sentence, cue: Cue, floor: int) -> Speaker | None:
    """The subject before a verb, looked for from token ``floor`` on."""
    if cue.clitic >= 0:
        return _clitic(script, sentence, cue)
    last = cue.first - 1
    while last >= floor and (
        script.is_any(last, "clitics") or script.is_any(last, "adverbs") or script.is_any(last, "negative")
    ):
        last -= 1
    if last < floor or script.inside[last] >= 0:
        return None
    word = script.lower[last]
    if script.is_any(last, "impersonal") or word in {"je", "j'", "nous", "yo", "nosotros", "i", "we"}:
        return _house(script, sentence, last) if word == "on" else None
    if script.is_any(last, "pronouns") and (last == floor or script.lower[last - 1] not in {"de", "para", "que"}):
        return spoken(script, last, last + 1)
    if script.is_any(last, "relative_subject"):
        return _antecedent(script, floor, last)
    return _from_left(script, floor, last + 1)


def _clitic(script: Script, sentence: Sentence, cue: Cue) -> Speaker | None:
    if cue.pronoun in {"on", "ce", "je", "nous", "vous"}:
        return _asked(script, sentence, cue) if cue.pronoun == "on" else None
    end = script.passage.ends[cue.clitic]
    start = end - len(cue.pronoun)
    entity = script.references.entity(start, end)
    how = Naming.NAMED if entity is not None else Naming.DEFINITE
    return Speaker(cue.clitic, cue.clitic + 1, start, end, entity, how)


def _asked(script: Script, sentence: Sentence, cue: Cue) -> Speaker | None:
    """Where "on" speaks, or of whom it was heard: "indique-t-on au ministère", "a-t-on appris auprès de X"."""
    for at in range(cue.stop, min(sentence.stop, cue.stop + _NEAR)):
        found = phrase_at(script, at, sentence.stop)
        if found is not None and found.entity is not None:
            return found if script.known.entities[found.entity].kind in SPEAKING else None
    return None


def _house(script: Script, sentence: Sentence, last: int) -> Speaker | None:
    """The body at which "on" speaks: "Au ministère, on rappelle que"."""
    if script.word(sentence.first) not in {"à", "au", "aux", "chez"} or script.word(last - 1) != ",":
        return None
    return spoken(script, sentence.first + 1, last - 1)


def _antecedent(script: Script, floor: int, relative: int) -> Speaker | None:
    """Whom "qui" stands for: the phrase that ends before it."""
    last = relative - 1 - (script.word(relative - 1) == ",")
    start = script.passage.starts[last] if last >= floor else 0
    inside = script.known.mentions_in(script.passage.starts[floor], script.passage.ends[last]) if last >= floor else ()
    near = [one for one in inside if one.kind in SPEAKING]
    if near and near[-1].end >= start:
        return of_mention(script, near[-1])
    first = last
    while first > floor and not script.is_any(first, "determiners") and script.lower[first - 1] not in PHRASE_ENDS:
        first -= 1
    return phrase_at(script, first, last + 1) if last >= floor else None


def _from_left(script: Script, floor: int, stop: int) -> Speaker | None:
    """The subject of a clause that begins at ``floor`` and whose verb stands at ``stop``."""
    plural = script.is_any(stop, "many") or script.lower[stop].endswith(("ent", "aron", "ieron"))
    for at in range(stop - 2, max(floor, stop - _LONGEST), -1):
        joins = not plural and script.lower[at] in JOINING and script.is_any(at + 1, "determiners")
        if script.inside[at] < 0 and (joins or script.is_any(at, "relatives") or script.lower[at] == ","):
            lead = at + 1
            while lead < stop and (script.lower[lead] in JOINING or script.is_any(lead, "subordinate")):
                lead += 1
            within = phrase_at(script, lead, stop) if script.lower[stop - 1] != "," else None
            if within is not None and within.stop >= stop - 1:
                return within
            if not joins:
                break
    at = behind_openers(script, floor, stop)
    found = phrase_at(script, at, stop)
    stranger = found is not None and found.entity is None and script.capital(found.first) and at == found.first
    stranger = stranger and not script.is_any(at, "determiners") and not script.is_any(at, "pronouns")
    if found is not None and (found.how is Naming.NAMED or at > floor or stop - found.stop <= 1) and not stranger:
        return found
    start, end = script.passage.starts[at], script.passage.ends[stop - 1]
    people = [
        one
        for one in script.known.mentions_in(start, end)
        if one.kind in SPEAKING and script.inside[script.known.token_at(one.start)] < 0
    ]
    led = [one for one in people if _is_free(script, one)]
    if led and (found is None or found.entity is None):
        return of_mention(script, led[-1] if found is None else led[0])
    set_off = script.lower[stop - 1] == ","
    common = found is not None and (
        script.is_any(found.first, "determiners") or found.stop >= stop or (set_off and script.lower[found.stop] == ",")
    )
    return found if common else _name_before(script, at, stop)


def _name_before(script: Script, floor: int, stop: int) -> Speaker | None:
    """A capitalised name right before a verb that is no mention: "American passenger Bill J. said"."""
    first = stop
    while first > floor and script.capital(first - 1) and script.lower[first - 1].isalpha():
        first -= 1
    led = script.is_any(first - 1, "prepositions") or script.lower[first - 1] in OF
    return unknown_name(script, first, stop) if floor < first < stop and not led else None


def _is_free(script: Script, mention: Mention) -> bool:
    """Whether no preposition leads to a mention."""
    before = script.known.token_at(mention.start) - 1
    while before >= 0 and (script.is_any(before, "determiners") and script.lower[before] not in OF):
        before -= 1
    return before < 0 or not (script.lower[before] in OF or script.is_any(before, "prepositions"))


def behind_openers(script: Script, floor: int, stop: int) -> int:
    """Where the subject begins: behind "Lors de la réunion," and the like."""
    at = floor
    while at < stop and (script.lower[at] in JOINING or script.lower[at] in {",", "—", "–", "-", "¿", "¡", "("}):
        at += 1
    while at < stop and (script.is_any(at, "openers") or _ends_adverbially(script, at)):
        comma = next(
            (place for place in range(at, stop) if script.lower[place] == "," and script.inside[place] < 0), None
        )
        if comma is None:
            return _behind_short_opener(script, at, stop)
        at = comma + 1
        while at < stop and script.lower[at] in JOINING:
            at += 1
    return at


def _behind_short_opener(script: Script, at: int, stop: int) -> int:
    """Behind an opener that no comma sets off: "Mardi le ministre a dit", "Ainsi X a affirmé"."""
    if script.is_any(at, "adverbs") or _ends_adverbially(script, at) or script.lower[at] in JOINING:
        return at + 1
    for place in range(stop - 1, at, -1):
        mention = mention_at(script, place)
        if mention is not None and _is_free(script, mention):
            return place
        bare = script.is_any(place, "determiners") and script.lower[place] not in FUSED
        if bare and not (script.is_any(place - 1, "prepositions") or script.lower[place - 1] in OF):
            return place
    return stop if script.words.lang == "es" and script.is_any(at, "prepositions") else at + 1


def _ends_adverbially(script: Script, at: int) -> bool:
    return (
        script.capital(at)
        and script.lower[at].endswith(("ment", "mente", "ly", "ant", "ando", "iendo"))
        and (mention_at(script, at) is None)
    )
