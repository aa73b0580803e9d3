"""Whether a person is a man or a woman, where the words tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from marsad.annotate.lexicon import tables_of
from marsad.annotate.names.arabic_words import arabic_words, cuts
from marsad.annotate.names.words import folded, given_names
from marsad.annotate.reference.lexicon import Gender
from marsad.annotate.reference.scene import Scene, Seen
from marsad.model import FactKind

_SURE = 3
_DESCENT: dict[str, Gender] = {
    "mint": "f", "bint": "f", "bent": "f", "منت": "f", "بنت": "f", "ould": "m", "wuld": "m", "ولد": "m",
}  # fmt: skip
"""Words for daughter and son inside names; "ben" and بن stand in family names of either."""


@cache
def _given() -> dict[str, Gender]:
    """Folded given names in either script by whose they are; those that both bear are left out."""
    arabic, latin = tables_of("names_ar.toml"), tables_of("given_genders.toml")
    listed, both = given_names(), folded(latin["both"])
    men = folded(latin["male"]) | folded(arabic["given_male"])
    women = folded(latin["female"]) | folded(arabic["given_female"])
    men |= {name for name in listed if not name.endswith("a")} - women
    women |= {name for name in listed if name.endswith("a")} - men
    found: dict[str, Gender] = dict.fromkeys(men - women - both, "m")
    found.update(dict.fromkeys(women - men - both, "f"))
    return found


def gender_of_name(name: str) -> Gender | None:
    """Whose a folded given name is; null where it tells nothing."""
    return _given().get(name)


def gender_of_person(scene: Scene, mentions: Sequence[Seen], offices: Sequence[Gender | None]) -> Gender | None:
    """A person's gender by titles, articles and verbs beside the name, offices that have one, and the given name."""
    votes: Counter[Gender] = Counter()
    passage, words = scene.known.passage, scene.words
    for one in mentions:
        for at in (one.first - 1, one.first - 2):
            if at >= 0 and (told := words.titles.get(passage.folded[at])) is not None:
                votes[told] += _SURE
        if words.lang == "ar" and (told := _verb_gender(scene, one)) is not None:
            votes[told] += 2
    for told in offices:
        if told is not None:
            votes[told] += 2
    for one in mentions:
        whole = one.last > one.first or all(other.last == other.first for other in mentions)
        if whole and (told := gender_of_name(passage.folded[one.first])) is not None:
            votes[told] += 1
            break
    for one in mentions:
        for at in range(one.first, one.last):
            if (told := _DESCENT.get(passage.folded[at])) is not None:
                votes[told] += 2
    for one in mentions if not votes else ():
        if (told := _pronoun_gender(scene, one)) is not None:
            votes[told] += 1
    if not votes:
        return None
    (best, count), *rest = votes.most_common()
    return best if not rest or rest[0][1] < count else None


def _pronoun_gender(scene: Scene, one: Seen) -> Gender | None:
    """The first pronoun of the sentence behind a name that tells it, before anybody else is named: "X said she"."""
    passage, words = scene.known.passage, scene.words
    for at in range(one.last + 1, passage.sentences[one.sentence][1]) if words.own else ():
        other = scene.held.get(at)
        if other is not None and other.kind is FactKind.PERSON:
            return None
        word = passage.words[at].lower()
        if (told := words.own.get(word)) is not None:
            return told
        pronoun = words.pronouns.get(word)
        if pronoun is not None and pronoun.gender is not None and not pronoun.plural:
            return pronoun.gender
    return None


def _verb_gender(scene: Scene, one: Seen) -> Gender | None:
    """Arabic verbs of speech before a name agree with it: قالت is said of a woman."""
    if one.first == 0:
        return None
    for _, cut in cuts(scene.known.passage.folded[one.first - 1]):
        if cut in arabic_words().speech and len(cut) > 2:
            return "f" if cut.endswith("ت") or (cut.startswith("ت") and f"ي{cut[1:]}" in arabic_words().speech) else "m"
    return None
