"""What quotation marks are there for: words that were said, or a term, a title, a name."""

from __future__ import annotations

from marsad.annotate.statements.script import Quote, Script
from marsad.model import StatementForm

_SENTENCE = 5
_NEGATIONS = frozenset({"no", "ne", "n'"})
_TITLE = 7
_LEAST = 2
_LED = 3
"""A quotation that a colon leads to needs fewer words to be a sentence."""


def words_in(script: Script, quote: Quote) -> int:
    """How many words stand between the marks."""
    return sum(script.lower[at][:1].isalnum() for at in range(quote.inner_first, quote.inner_stop))


def inner(script: Script, quote: Quote) -> tuple[int, int]:
    """The code points of the words between the marks, without a comma before the closing one."""
    text, start, end = script.passage.text, quote.span.start, quote.span.end
    while end > start and text[end - 1] in ",;: \u00a0\u202f":
        end -= 1
    return start, end


def is_whole(script: Script, quote: Quote) -> bool:
    """Whether quoted words look like a sentence of their own: they begin like one and are no few words."""
    first = script.passage.words[quote.inner_first]
    begins = first[:1].isupper() or first[:1].isdigit() or first in {"¿", "¡", "…", "«", "“", "'", "‘"}
    count = words_in(script, quote)
    closes = script.passage.words[quote.inner_stop - 1] in {".", "!", "?", "…", ","}
    least = _LED if script.word(quote.first - 1) == ":" else _SENTENCE
    return begins and (count >= least or (count >= _LEAST and (closes or _has_verb(script, quote))))


def _has_verb(script: Script, quote: Quote) -> bool:
    return any(script.is_any(at, "verb_marks") for at in range(quote.inner_first, quote.inner_stop))


def fragment(script: Script, quote: Quote) -> bool:
    """Whether quoted words are more than a term."""
    return words_in(script, quote) >= _LEAST


def is_title(script: Script, quote: Quote) -> bool:
    """Whether marks stand around a title, a name or a term: "intitulé « … »", "le thème « … »"."""
    at = quote.first - 1
    steps = 0
    while (
        at >= 0
        and steps < 3
        and (script.lower[at] in {":", ",", "de", "du", "d'", "of", "del"} or script.is_any(at, "determiners"))
    ):
        if script.lower[at] in {":", ","} and steps:
            break
        at, steps = at - 1, steps + 1
    goes_on = script.word(quote.first - 1) == "," and script.passage.words[quote.inner_first][0].islower()
    clause = script.passage.words[quote.inner_first] in _NEGATIONS
    if (
        not (goes_on or clause)
        and script.is_any(at, "titles")
        and not (script.lower[quote.first - 1] in {":", ","} and is_whole(script, quote))
    ):
        return not _is_cue(script, at)
    if _is_name(script, quote):
        return True
    words = [script.passage.words[place] for place in range(quote.inner_first, quote.inner_stop)]
    named = [word for word in words if word[:1].isalpha() and word.lower() not in script.words["small"]]
    return 0 < len(named) <= _TITLE and len(named) > 1 and all(word[:1].isupper() for word in named)


def _is_cue(script: Script, at: int) -> bool:
    """Whether a word that may lead to a title is a verb here: "dit « … »" behind its subject."""
    if script.is_any(at - 1, "be") or script.is_any(at - 1, "auxiliaries"):
        return True
    return script.lower[at] in {"dit", "appelé", "titré"} and not (
        script.passage.words[at - 1] == ","
        or (script.lower[at - 1].endswith(("e", "é", "s")) and script.is_any(at - 2, "determiners"))
    )


def _is_name(script: Script, quote: Quote) -> bool:
    """Whether the words are all of a name, or all of a mention lies over them."""
    start, end = quote.span.start, quote.span.end
    return any(one.start <= start + 1 and one.end >= end - 1 for one in script.known.mentions_in(start - 40, end + 2))


def quoted_form(script: Script, quote: Quote, *, opens: bool) -> StatementForm:
    """Direct for what begins like a sentence, or a whole one; mixed for a fragment of one."""
    first = script.passage.words[quote.inner_first]
    begins = not first[:1].islower()
    if begins and (opens or is_whole(script, quote)):
        return StatementForm.DIRECT
    return StatementForm.MIXED
