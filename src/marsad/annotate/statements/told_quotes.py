"""Quoted words and their verb: behind them, before them, with a colon, as the object of a judgement."""

from __future__ import annotations

from marsad.annotate.statements.clauses import PUNCTUATION, clause_stop, that_behind
from marsad.annotate.statements.conjugation import Form
from marsad.annotate.statements.cues import Cue
from marsad.annotate.statements.phrases import Naming, Speaker, is_thing, mention_at, phrase_at
from marsad.annotate.statements.quoting import fragment, inner, is_title, is_whole, quoted_form, words_in
from marsad.annotate.statements.script import Quote, Script, Sentence
from marsad.annotate.statements.speakers import implied, speaker_behind
from marsad.annotate.statements.telling import Telling, behind_lead, ends_part, subject
from marsad.model import StatementForm

_LEADING = ("willing", "linking", "be", "auxiliaries", "adverbs")
_CALLED = frozenset({"de", "d'"})
_CONTRASTS = frozenset({"pas", "non", "jamais", "no", "nunca", "not", "never"})
"""What a fragment begins with that goes on with the clause before it: « il en faut trois, « pas une » »."""
_AS = frozenset({"as", "comme", "como"})


def quoted_before(telling: Telling, cue: Cue) -> bool:
    """Quoted words whose verb comes behind them: « … », a dit X; "…," X said; and what goes on behind it."""
    script, sentence = telling.script, telling.sentence
    quote = next((one for one in reversed(sentence.quotes) if one.stop <= cue.first), None)
    if quote is None or quote.first in telling.used or is_title(script, quote):
        return False
    gap = [
        at
        for at in range(quote.stop, cue.first)
        if script.lower[at] not in {",", "–", "—", "-"} and not script.is_any(at, "clitics")
    ]
    if cue.form is Form.INFINITIVE:  # « … », s'est contenté de dire X
        if any(not any(script.is_any(at, name) for name in _LEADING) for at in gap):
            return False
        gap = []
    if not gap:
        speaker = speaker_behind(script, sentence, cue)
        sure = is_whole(script, quote) and cue.form is Form.FINITE and bool(cue.classes & {"say", "quote"})
        if speaker is None and script.words.lang != "es" and not (sure or ends_part(script, sentence, cue.stop)):
            return False
        if speaker is None and script.words.lang == "es":
            speaker = implied(script, cue.first, cue.stop)
    else:
        speaker = _named_between(telling, quote, cue)
        if speaker is None:
            return False
    if that_behind(script, sentence, cue) is not None and not _opens_sentence(script, sentence, quote):
        return False
    _keep_before(telling, quote, cue, speaker)
    _resumed(telling, cue, speaker)
    return True


def _keep_before(telling: Telling, quote: Quote, cue: Cue, speaker: Speaker | None) -> None:
    script, sentence = telling.script, telling.sentence
    rule = "direct-inverted" if cue.first - quote.stop < 2 else "direct-behind"
    earlier = [one for one in sentence.quotes if one.first < quote.first and one.first not in telling.used]
    lead = [
        at for at in range(telling.floor, quote.first) if script.lower[at] not in PUNCTUATION and script.inside[at] < 0
    ]
    apart = script.lower[quote.first - 1] in {",", ":", "–", "—"}
    contrast = script.lower[quote.first - 1] == "," and script.lower[quote.first + 1] in _CONTRASTS
    if lead and not is_whole(script, quote) and (contrast or not apart):
        first = behind_lead(script, telling.floor)
        telling.add(first, quote.stop, StatementForm.MIXED, "mixed-clause", speaker, cue)
    else:
        for one in [*earlier, quote]:
            if one is quote or (is_whole(script, one) and not is_title(script, one)):
                start, end = inner(script, one)
                telling.keep(start, end, quoted_form(script, one, opens=True), rule, speaker, cue)
    telling.used.update(one.first for one in [*earlier, quote])
    telling.told = max(telling.told, cue.stop if speaker is None else max(cue.stop, speaker.stop))


def _opens_sentence(script: Script, sentence: Sentence, quote: Quote) -> bool:
    return all(script.lower[at] in PUNCTUATION for at in range(sentence.first, quote.first))


def _named_between(telling: Telling, quote: Quote, cue: Cue) -> Speaker | None:
    """The subject between quoted words and their verb: "…," Anuar T., head of the agency, said."""
    script, text = telling.script, telling.script.passage
    last = [word for word in text.words[quote.inner_stop - 3 : quote.inner_stop] if word not in {"’", "'", "”", '"'}]
    ends = bool(last) and last[-1] in {",", "?", "!", "…", "."}
    comma = script.lower[quote.stop] in {",", "–", "—"}
    whole = _opens_sentence(script, telling.sentence, quote) or script.word(quote.first - 1) in {",", ":", "said"}
    if not (ends or comma) or not (whole or script.words.lang == "en"):
        return None
    first = quote.stop + comma
    if any(other.first < cue.first and other.first >= first and other.form is Form.FINITE for other in telling.cues):
        return None
    if any(
        script.lower[at] in {";", ":", "."} and script.word(at - 1) not in script.words.honorifics
        for at in range(first, cue.first)
    ):
        return None
    return phrase_at(script, first, cue.first)


def _resumed(telling: Telling, cue: Cue, speaker: Speaker | None) -> None:
    """Quoted words that go on behind their verb: "A," she says, "but B"."""
    script, sentence = telling.script, telling.sentence
    for quote in sentence.quotes:
        if quote.first < telling.told or quote.first in telling.used:
            continue
        if (
            script.lower[quote.first - 1] not in {",", ":", ";", "–", "—"}
            or is_title(script, quote)
            or words_in(script, quote) < 2
        ):
            return
        if any(other.first > cue.first and other.first < quote.first for other in telling.cues):
            return
        start, end = inner(script, quote)
        telling.used.add(quote.first)
        telling.keep(start, end, StatementForm.DIRECT, "direct-resumed", speaker, cue)
        telling.told = quote.stop


def claimed(telling: Telling, quote: Quote) -> bool:
    """Whether a verb right behind quoted words takes them: "espera llegar: «…», bromeó X"."""
    cue = next((one for one in telling.cues if one.first >= quote.stop), None)
    return (
        cue is not None
        and cue.form is Form.FINITE
        and all(telling.script.lower[at] in PUNCTUATION for at in range(quote.stop, cue.first))
        and cue.first > quote.stop
    )


def quote_follows(telling: Telling, cue: Cue, quote: Quote) -> bool:
    """Quoted words right behind a verb: all that is told, or a part of it."""
    script = telling.script
    colon = any(script.lower[at] == ":" for at in range(cue.stop, quote.first))
    whole = is_whole(script, quote)
    if is_title(script, quote) and not colon:
        return False
    if not (colon or whole) and not fragment(script, quote):
        return False
    speaker = subject(telling, cue)
    named = speaker is not None and not is_thing(script, speaker) and speaker.how is not Naming.VAGUE
    if not (colon or whole or named):
        return False
    start, end = inner(script, quote)
    form = quoted_form(script, quote, opens=colon)
    telling.used.add(quote.first)
    telling.keep(start, end, form, "direct-before" if form is StatementForm.DIRECT else "mixed-fragment", speaker, cue)
    telling.told = quote.stop
    _resumed(telling, cue, speaker)
    return True


def colon(telling: Telling, cue: Cue) -> bool:
    """Quoted words behind a colon, with more between: "recordó después a los suyos: «…»"."""
    script, sentence = telling.script, telling.sentence
    quote = next((one for one in sentence.quotes if one.first >= cue.stop), None)
    if quote is None or quote.first in telling.used or script.lower[quote.first - 1] != ":":
        return False
    if claimed(telling, quote):
        return False
    if not is_whole(script, quote) or any(cue.first < other.first < quote.first for other in telling.cues):
        return False
    start, end = inner(script, quote)
    telling.used.add(quote.first)
    telling.keep(start, end, quoted_form(script, quote, opens=True), "direct-before", subject(telling, cue), cue)
    telling.told = quote.stop
    return True


def judged(telling: Telling, cue: Cue) -> bool:
    """A thing in somebody's words: "juge le rythme « honorable »", "tachó la huelga de «…»"."""
    script, sentence = telling.script, telling.sentence
    quote = next((one for one in sentence.quotes if one.first >= cue.stop), None)
    if quote is None or quote.first in telling.used or quote.first - cue.stop > 12:
        return False
    if not cue.classes & {"judge", "demand", "object"} or is_title(script, quote):
        return False
    if "judge" not in cue.classes and not fragment(script, quote):
        return False
    gap = range(cue.stop, quote.first)
    if any(script.lower[at] in {",", ";", ":", "("} or script.inside[at] >= 0 for at in gap):
        return False
    if any(cue.first < other.first < quote.first for other in telling.cues):
        return False
    object_led = script.is_any(cue.stop, "determiners") or script.is_any(cue.stop, "pronouns")
    if script.lower[cue.stop] in {"au", "aux"}:
        return False
    pronoun = script.lower[cue.stop] in _AS and script.is_any(cue.first - 1, "clitics")  # "la define como"
    if not (object_led or pronoun) and mention_at(script, cue.stop) is None:
        return False
    if script.is_any_lemma(cue.verb.lemma, "naming") and quote.first == cue.stop + 1:
        return False  # calls the "dark hours": a name
    speaker = subject(telling, cue)
    if speaker is None or is_thing(script, speaker) or speaker.how is Naming.VAGUE:
        return False
    telling.used.add(quote.first)
    called = script.lower[quote.first - 1] in _CALLED and "judge" in cue.classes
    if (called or script.lower[quote.first - 1] in _AS) and fragment(script, quote):
        telling.keep(*inner(script, quote), StatementForm.MIXED, "mixed-fragment", speaker, cue)
        telling.told = max(telling.told, quote.stop)
    elif "judge" in cue.classes:
        telling.add(cue.stop, quote.stop, StatementForm.MIXED, "judged", speaker, cue)
    else:
        stop = clause_stop(script, sentence, cue.stop, telling.cues)
        telling.add(cue.stop, max(stop, quote.stop), StatementForm.MIXED, "judged", speaker, cue)
    return True
