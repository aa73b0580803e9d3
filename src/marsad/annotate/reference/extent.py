"""How far a phrase reaches, and whether the name of whom it means stands beside it."""

from __future__ import annotations

from marsad.annotate.names.view import QUOTES
from marsad.annotate.reference.lexicon import arabic_forms
from marsad.annotate.reference.phrase import land_of
from marsad.annotate.reference.scene import COMMAS, STOPS, Scene, Seen
from marsad.model import FactKind

_OPENS = COMMAS | {"("}


def named_beside(scene: Scene, first: int, last: int) -> Seen | None:
    """The person whose name a phrase is set beside: "la ministre X", "la ministre, X, dit", "X, la ministre,"."""
    passage = scene.known.passage
    for end in dict.fromkeys((last, stretched(scene, last))):
        after = end + 1
        comma = after < len(passage.words) and passage.words[after] in COMMAS
        name = scene.held.get(_behind_titles(scene, after + comma))
        if name is not None and name.kind is FactKind.PERSON and (not comma or _closed(scene, name.last)):
            return name
    name = scene.held.get(first - 2) if first > 1 and passage.words[first - 1] in _OPENS else None
    if name is not None and name.kind is FactKind.PERSON and _closed(scene, stretched(scene, last)):
        return name
    return None


def _behind_titles(scene: Scene, at: int) -> int:
    passage = scene.known.passage
    while at + 1 < len(passage.words) and passage.folded[at] in scene.words.titles:
        at += 1 + (passage.words[at + 1] == ".")
    return at


def _closed(scene: Scene, last: int) -> bool:
    """Whether words end where a clause or an apposition does."""
    passage, at = scene.known.passage, last + 1
    return at >= len(passage.words) or passage.words[at] in STOPS or passage.folded[at] in scene.words.relatives


def _goes_on(noun: str, word: str) -> bool:
    """Whether an Arabic word tells more of the noun before it: what it is of, or an adjective, if it is defined."""
    defined = any(cut != form for cut, form in arabic_forms(noun))
    return word.startswith("لل") or (
        word.startswith("ال") and (not defined or word.endswith(("ي", "يه", "عام", "عامه")))
    )


def stretched(scene: Scene, last: int) -> int:
    """The last token of a phrase with the complement that "of" joins to its noun at ``last``."""
    passage, words = scene.known.passage, scene.words
    stop = passage.sentences[scene.sentence(last)][1]
    at = last + 1
    if words.lang == "ar":
        while at < min(stop, last + 4) and (at in scene.held or _goes_on(passage.folded[last], passage.folded[at])):
            at += 1
        return at - 1
    while at < stop and (passage.folded[at] in words.empty or land_of(passage.folded[at]) is not None):
        at += 1  # "l'agence russe des statistiques"
    last = at - 1
    if at + 1 >= stop or passage.folded[at] not in words.tells:
        return last
    determined = passage.folded[at] in {"du", "des", "del", "au", "aux", "al"}
    at += 1
    if passage.folded[at] in words.determiners and at + 1 < stop:
        determined, at = True, at + 1
    if passage.words[at] in QUOTES:
        end = next((i for i in range(at + 1, min(stop, at + 8)) if passage.words[i] in QUOTES), None)
        return last if end is None else end
    if at in scene.held:
        while at + 1 < stop and at + 1 in scene.held:
            at += 1
        return at
    return at if determined or words.lang == "en" or passage.words[at][0].isupper() else last
