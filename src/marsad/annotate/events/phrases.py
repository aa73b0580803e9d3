"""The words that follow a cue: a noun phrase, a name, or a quotation."""

from __future__ import annotations

from marsad.annotate.events.view import View

_STOPS = frozenset(".;:؛–—()?!؟,،")
_OPENERS, _CLOSERS = '«“"', '»”"'
_LONGEST, _QUOTED = 14, 40


def quoted_behind(view: View, last: int, end: int) -> tuple[int, int] | None:
    """The code points of a quotation that opens within two words behind a token, without its marks; else null."""
    words, passage = view.known.passage.words, view.known.passage
    opened = next((at for at in range(last + 1, min(end, last + 4)) if words[at] in _OPENERS), None)
    if opened is None:
        return None
    closed = next((at for at in range(opened + 1, min(len(words), opened + _QUOTED)) if words[at] in _CLOSERS), None)
    if closed is None or closed == opened + 1:
        return None
    return passage.starts[opened + 1], passage.ends[closed - 1]


def phrase_behind(view: View, last: int, end: int) -> tuple[int, int] | None:
    """The code points of the noun phrase behind a token: a name at its beginning, else the words up to a break."""
    passage = view.known.passage
    first = last + 1
    while first < end and (view.says("prepositions", first) or view.says("article", first)):
        first += 1
    stop = first
    while stop < min(end, first + _LONGEST):
        if view.dated[stop] or (passage.words[stop] in _STOPS and not (passage.words[stop] == "." and stop + 1 < end)):
            break
        if stop > first and any(view.says(cue, stop) for cue in ("relative", "auxiliary")):
            break
        if stop > first and view.words[stop].detail and view.lexicon.details.at(view.keys, stop) is not None:
            break
        stop += 1
    while stop > first and (view.says("prepositions", stop - 1) or view.says("article", stop - 1)):
        stop -= 1
    if stop == first:
        return None
    start, reach = passage.starts[first], passage.ends[stop - 1]
    names = [one for one in view.known.mentions_in(start, passage.ends[end - 1]) if one.start < reach]
    led = [one for one in names if view.tokens(one.start, one.end)[0] <= first + 1]
    return (start, led[0].end) if led else (start, max([reach, *(one.end for one in names)]))
