"""Short forms of names that the text gives in full somewhere: surnames, acronyms, a club without its town."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.annotate.names.arabic_words import arabic_words, bare, cuts
from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.view import View, tells_sport
from marsad.annotate.names.words import given_names, particles
from marsad.model import FactKind

SURE = 0.8
"""Only names found with so much belief lend themselves to short forms."""


def tokens_of(view: View, one: Candidate) -> tuple[str, ...]:
    """The folded words of a candidate, its first one without a proclitic."""
    folded = list(view.passage.folded[one.first : one.last + 1])
    cut = one.start - view.passage.starts[one.first]
    folded[0] = folded[0][cut:]
    return tuple(word for word in folded if word[0].isalnum())


def confirmed(view: View, known: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, persons told by their shape alone believed where their last word stands alone elsewhere."""
    inside: Counter[str] = Counter()
    for one in known:
        inside.update(set(tokens_of(view, one)[-1:]))
    return [
        replace(one, score=0.84, rule="person-again")
        if one.rule == "person-shape" and _comes_back(view, one, inside)
        else one
        for one in known
    ]


def consistent(view: View, known: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, the same words of one kind throughout the text: the one that is surest of them."""
    best: dict[tuple[str, ...], Candidate] = {}
    for one in known:
        words = tokens_of(view, one)
        if words not in best or one.score > best[words].score:
            best[words] = one
    return [
        replace(one, kind=sure.kind, rule="again", key=sure.key, country=sure.country, score=sure.score - 0.02)
        if (sure := best[tokens_of(view, one)]).kind is not one.kind and len(tokens_of(view, one)) > 1
        else one
        for one in known
    ]


def _comes_back(view: View, one: Candidate, inside: Counter[str]) -> bool:
    last, middle = view.passage.folded[one.last], view.passage.folded[one.last - 1]
    if one.last - one.first == 2 and len(middle) > 3 and view.counts[middle] > 1 and view.words.lang == "es":
        return True  # the first of two family names: "Jimena Ortuño Salas … Ortuño"
    return view.counts[last] > inside[last]


def short_forms(view: View, known: Sequence[Candidate], skip: set[int]) -> Iterator[Candidate]:
    """Mentions by a part of a name that is known from elsewhere in the text."""
    parts = _parts(view, known)
    longest, openings = max(map(len, parts), default=0), {words[0] for words in parts}
    at, count = 0, len(view.passage.folded)
    while at < count:
        found = None
        if at not in skip and not view.taken[at]:
            found = _short_form(view, parts, openings, at, longest, skip)
        if found is None:
            at += 1
        else:
            yield found
            at = found.last + 1


def _short_form(
    view: View,
    parts: dict[tuple[str, ...], tuple[FactKind, str]],
    openings: set[str],
    at: int,
    longest: int,
    skip: set[int],
) -> Candidate | None:
    folded, stop = view.passage.folded, view.stop[at]
    arabic = "\u0600" <= folded[at][0] <= "\u06ff"
    if not (arabic or view.cap[at]):
        return None
    for cut, rest in cuts(folded[at]) if arabic else ((0, folded[at]),):
        if rest not in openings:
            continue
        for size in range(min(longest, stop - at), 0, -1):
            if any(one in skip for one in range(at, at + size)):
                continue
            held = parts.get((rest, *folded[at + 1 : at + size]))
            if held is not None:
                made = candidate(view.passage, at, at + size - 1, held[0], held[1], 0.9 if size > 1 else 0.86)
                return replace(made, start=made.start + cut)
    return None


def _parts(view: View, known: Sequence[Candidate]) -> dict[tuple[str, ...], tuple[FactKind, str]]:
    """What stands for a known name: the name again, a family name, a club's or a programme's own word."""
    found: dict[tuple[str, ...], tuple[FactKind, str]] = {}
    for one in known:
        if one.kind is None or one.score < SURE:
            continue
        words = tokens_of(view, one)
        if not words:
            continue
        found.setdefault(words, (one.kind, "again"))
        if one.kind is FactKind.PERSON:
            for tail in _family_names(view, words):
                found.setdefault(tail, (one.kind, "surname"))
        elif (one.rule in {"company", "brand", "initiative-head"} and _is_arabic(words[0]) and _own_words(words)) or (
            one.rule == "organisation-lower" and _owns_name(view, one)
        ):
            found.setdefault(words[1:], (one.kind, "own-word"))
        elif one.rule == "meeting" and not _is_arabic(words[0]):
            found.setdefault(words[:1], (one.kind, "own-word"))
        elif one.kind is FactKind.INITIATIVE and len(words) == 2 and one.rule in {"initiative-head", "numbered"}:
            own = words[0] if words[1].isdigit() else words[1]
            if len(own) > 3 and not _is_arabic(own):
                found.setdefault((own,), (one.kind, "own-word"))
        elif one.rule in {"club", "town-name"} and len(words) > 1:
            for own in words[: 1 + (len(words) > 2)]:
                if _nicknames(view, own):
                    found.setdefault((own,), (one.kind, "own-word"))
    return found


def _owns_name(view: View, one: Candidate) -> bool:
    """Whether an association goes without the word for it: "collectif Rives Ouvertes", then "Rives Ouvertes"."""
    own = one.first + 1
    common = view.passage.folded[own] in given_names() or own in view.places or not view.cap[own] or view.small(own)
    return (
        not common and view.passage.folded[one.first] in view.words.paired and view.cap[one.last] and one.last - own < 3
    )


def _own_words(words: tuple[str, ...]) -> bool:
    """Whether an Arabic name may go without its first word, that for companies or programmes."""
    head = bare(words[0])
    long = head in arabic_words().firms | arabic_words().heads and len(words) == 2 and len(words[1]) > 5
    return long or (len(words) > 2 and head in arabic_words().firms | arabic_words().initiatives)


def _nicknames(view: View, word: str) -> bool:
    """Whether a club is called by its first word; where a match is told of, even by one that other bodies have."""
    if len(word) < 4 or _is_arabic(word) or word in given_names():
        return False
    return tells_sport(view) or word in view.words.club - view.words.organisation


def _family_names(view: View, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What follows the given name, and of two family names the first: Spanish goes on with that one."""
    if (
        len(words) > 2
        and words[1] not in given_names() | particles()
        and len(words[1]) > 3
        and view.passage.lang != "ar"
    ):
        yield words[1:2]
    for at in range(1, len(words)):
        tail = words[at:]
        if tail[0] in given_names() and len(tail) > 1:
            continue
        if len(tail) == 1 and (len(tail[0]) < 4 or tail[0] in particles()):
            continue
        yield tail


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def acronyms(view: View, known: Sequence[Candidate]) -> dict[tuple[int, int], str]:
    """By the place of an institution, the acronym that stands in brackets behind it: "… (OPRX)"."""
    words, by_first = view.passage.words, {one.first: one for one in known}
    found: dict[tuple[int, int], str] = {}
    for one in known:
        inner = by_first.get(one.last + 2)
        if one.kind is not FactKind.ORGANISATION or words[one.last + 1 : one.last + 2] != ("(",) or inner is None:
            continue
        told = inner.rule == "acronym" or (
            inner.rule == "institution" and one.key is None and words[inner.first].isupper()
        )
        if told and words[inner.last + 1 : inner.last + 2] == (")",):
            found[one.first, one.last] = words[inner.first]
        elif one.rule == "acronym" and inner.kind is FactKind.ORGANISATION:
            found[inner.first, inner.last] = words[one.first]
    return found
