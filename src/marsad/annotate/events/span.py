"""The words of an event's main mention, and what the article calls it."""

from __future__ import annotations

from marsad.annotate.events.candidates import Candidate
from marsad.annotate.events.choose import Chosen
from marsad.annotate.events.lexicon import word_of
from marsad.annotate.events.triggers import Sort, Trigger
from marsad.annotate.events.view import View
from marsad.model import FactKind

_STOPS = frozenset(".;:؛–—()?!؟")
_COMMAS = frozenset(",،")
_MOST, _ASIDE, _NAMED = 18, 6, 12
_FARTHEST = 28
_LEFT = 6
_CLITICS = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك"})
_VERBS = ("relative", "auxiliary", "occur", "start", "end")
_BY_SUBJECT = frozenset({Sort.START, Sort.END})
_WHOLE = frozenset({Sort.PLAIN, Sort.WEAK})


def span_of(view: View, event: Chosen) -> tuple[int, int]:
    """The first and last token of the main mention: the words that tell it with its date, place and object."""
    main = event.main
    day = main.day
    if event.rule in {"start", "end"} and day is not None:
        return (min(day.first, main.trigger.first) if event.rule == "end" else _with_article(view, day.first)), day.last
    if main.trigger.sort in _WHOLE:
        return _sentence_part(view, main)
    inside = [(main.trigger.first, main.trigger.last)]
    if day is not None:
        inside.append((day.first, day.last))
    if event.place is not None:
        place = view.tokens(event.place.start, event.place.end)
        led = day is not None and day.first < main.trigger.first
        inside += [place] if place[0] > main.trigger.last or led else []
    inside = [one for one in inside if main.begin <= one[0] < main.end]
    near = [one for one in inside if abs(one[0] - main.trigger.last) <= _FARTHEST]
    first, last = min(one[0] for one in near), max(one[1] for one in near)
    if main.trigger.sort is Sort.NOUN:
        while first > main.begin and any(view.says(cue, first - 1) for cue in ("begin", "host", "occur")):
            first -= 1
        last = max(last, _phrase_end(view, main.trigger.last, main.end, day.first if day else -1))
    else:
        last = max(last, _clause_end(view, main.trigger.last, main.end))
        first = min(first, _subject_start(view, main.trigger.first, main.begin))
    return _with_article(view, first), last


def name_of(view: View, event: Chosen) -> str:
    """What the article calls an event: its noun with what belongs to it, or what was done, without date and place."""
    main, passage = event.main, view.known.passage
    noun = main.trigger if main.trigger.sort is Sort.NOUN else _noun_beside(view, event)
    if noun is not None:
        first = noun.first
        while first > main.begin and _is_adjective(view, first - 1):
            first -= 1
        day = main.day.first if main.day and main.day.first > noun.last else -1
        start = passage.starts[first] + (_clitics(view, first) if first == noun.first else 0)
        return passage.text[start : passage.ends[_phrase_end(view, noun.last, main.end, day)]]
    first, last = main.trigger.first, _clause_end(view, main.trigger.last, main.end)
    if main.trigger.sort in _WHOLE:
        first, last = _sentence_part(view, main)
        commas = [at for at in range(first + 2, main.trigger.first) if passage.words[at] in _COMMAS]
        last = commas[-1] - 1 if commas and main.trigger.sort is Sort.WEAK else last
    elif (main.trigger.sort in _BY_SUBJECT or last == main.trigger.last) and view.lexicon.lang != "ar":
        first = _clause_start(view, first, main.begin)
    cuts = [(main.day.first, main.day.last)] if main.day else []
    if event.place is not None and main.trigger.sort not in _WHOLE:
        cuts.append(view.tokens(event.place.start, event.place.end))
    kept = [at for at in range(first, last + 1) if not any(begin <= at <= end for begin, end in cuts)]
    return _joined(view, _without_loose(view, kept)) or passage.between(first, last)


def _joined(view: View, kept: list[int]) -> str:
    """The words of some tokens, with one space where others are left out."""
    passage = view.known.passage
    parts = [passage.text[passage.starts[at] : passage.ends[at]] + (_gap(view, at) or "") for at in kept]
    gaps = [" " if number + 1 < len(kept) and kept[number + 1] != at + 1 else "" for number, at in enumerate(kept)]
    text = " ".join("".join(part + gap for part, gap in zip(parts, gaps, strict=True)).split())
    return text.replace(" ،", "،").replace(" ,", ",").strip(" ,،")


def _sentence_part(view: View, main: Candidate) -> tuple[int, int]:
    """The clauses of a sentence up to the one with its date."""
    day = main.day.last if main.day else main.trigger.last
    first = main.begin if day - main.begin <= _FARTHEST else _clause_start(view, day, main.begin)
    words = view.known.passage.words
    while first < day and not words[first][0].isalnum():
        first += 1
    return first, max(day, _clause_end(view, day, main.end)) if main.trigger.sort is Sort.PLAIN else day


def _clitics(view: View, token: int) -> int:
    """How many letters of a word stand before its noun: و and the like in Arabic."""
    word = view.known.passage.words[token]
    if view.lexicon.lang != "ar" or view.keys[token][0] in view.lexicon.nouns.by_first:
        return 0
    cuts = (cut for cut in (1, 2) if word[:cut] in _CLITICS and len(word) > cut + 2)
    return next((cut for cut in cuts if word_of(word[cut:], "ar").noun), 0)


def _noun_beside(view: View, event: Chosen) -> Trigger | None:
    """The noun for the same sort of thing in the sentence of a verb: "murieron … en un choque de autobuses"."""
    main = event.main
    if main.trigger.sort in {Sort.PLAIN, Sort.END}:
        return None
    for at in range(main.begin, min(main.end, main.trigger.last + _MOST)):
        phrase = view.noun(at)
        if phrase is not None and phrase[1] is event.kind and not (view.dated[at] or view.counted[at]):
            return Trigger(at, phrase[0], Sort.NOUN, phrase[1])
    return None


def _clause_start(view: View, first: int, begin: int) -> int:
    """The first token of a clause whose verb stands at a token."""
    words = view.known.passage.words
    at = first
    while at > max(begin, first - _MOST) and words[at - 1] not in _STOPS and words[at - 1] not in _COMMAS:
        at -= 1
    return at


def _gap(view: View, at: int) -> str:
    passage = view.known.passage
    return passage.text[passage.ends[at] : passage.starts[at + 1]] if at + 1 < len(passage.starts) else ""


def _without_loose(view: View, kept: list[int]) -> list[int]:
    """Tokens without the prepositions and commas that a cut left with nothing behind them."""
    found = []
    for number, at in enumerate(kept):
        gone = number + 1 == len(kept) or kept[number + 1] != at + 1
        word = view.known.passage.words[at]
        loose = view.says("prepositions", at) or view.says("article", at)
        if gone and (word in _COMMAS or loose):
            continue
        found.append(at)
    return found


def _is_adjective(view: View, at: int) -> bool:
    """Whether the word before a noun is part of its name: an ordinal or an adjective with the noun's own capital."""
    word = view.known.passage.words[at]
    if not word[:1].isalpha() or view.lexicon.lang == "ar":
        return False
    capital = word[0].isupper() and view.known.passage.words[at + 1][0].isupper()
    return view.says("ordinal", at) or (capital and view.lexicon.lang == "en")


def _with_article(view: View, first: int) -> int:
    return first - 1 if first > 0 and view.says("article", first - 1) else first


def _phrase_end(view: View, last: int, end: int, day: int) -> int:
    """The last token of a noun phrase: up to a comma, a verb, a relative, or the date."""
    passage = view.known.passage
    at = last + 1
    while at < min(end, last + _MOST):
        word = passage.words[at]
        if at >= last + _NAMED and any(view.says(cue, at) for cue in ("prepositions", "article")):
            break
        if word in _STOPS or word in _COMMAS or at == day:
            break
        if not view.quoted[at] and (any(view.says(cue, at) for cue in _VERBS) or _is_cue(view, at)):
            break
        at += 1
    at -= 1
    while at > last and (view.says("prepositions", at) or view.says("article", at)):
        at -= 1
    return _closed(view, last, at)


def _is_cue(view: View, at: int) -> bool:
    """Whether words at a token announce a theme, an organiser or the like, which are no part of a name."""
    return view.words[at].detail and view.lexicon.details.at(view.keys, at) is not None


def _closed(view: View, last: int, at: int) -> int:
    """Not beyond an opening quotation mark that is not closed."""
    words = view.known.passage.words
    opened = next((place for place in range(at, last, -1) if words[place] in "«“"), None)
    if opened is not None and not any(words[place] in "»”" for place in range(opened, at + 1)):
        return opened - 1
    return at


def _clause_end(view: View, last: int, end: int) -> int:
    """The last token of a clause: commas around a short aside do not end it."""
    words = view.known.passage.words
    at = last + 1
    stop = min(end, last + _MOST)
    while at < stop:
        if words[at] in _STOPS or (view.quoted[last] and not view.quoted[at]):
            break
        if words[at] in _COMMAS:
            closing = next((place for place in range(at + 1, min(stop, at + _ASIDE)) if words[place] in _COMMAS), None)
            if closing is None or at > last + _ASIDE:
                break
            at = closing
        elif at > last + 1 and not view.quoted[at] and view.says("relative", at):
            break
        at += 1
    return _closed(view, last, at - 1)


def _subject_start(view: View, first: int, begin: int) -> int:
    """The first token of an organisation that is the subject of a verb, else the verb's own."""
    passage = view.known.passage
    start = passage.starts[max(begin, first - _LEFT * 2)]
    bodies = [
        one
        for one in view.known.mentions_in(start, passage.starts[first])
        if one.kind is FactKind.ORGANISATION and view.tokens(one.start, one.end)[1] >= first - 3
    ]
    if not bodies:
        return first
    at = view.tokens(bodies[-1].start, bodies[-1].end)[0]
    return first if at > 0 and passage.words[at - 1] in "([" else at
