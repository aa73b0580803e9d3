"""Arabic persons: given names and what may follow them, led by an office, a form of address or a verb of speech."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from marsad.annotate.names.arabic_phrase import MARKS, is_defined
from marsad.annotate.names.arabic_words import ArabicWords, arabic_words, bare, cuts
from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.view import View
from marsad.annotate.places import PlaceMatch, demonym
from marsad.model import FactKind

_MOST = 6
_LONGEST_ROLE = 16
_OWNERS = ("ها", "هم", "ه")
_BEHIND = frozenset({"الى", "في", "ان", "من", "على", "خلال", "امس", "عن"})
_DOUBTED = frozenset({"علي", "الشيخ", "الحاج"})
"""Given names that are other words besides, so that an office or a verb must tell."""
_ON_WHOM = frozenset({"عليه", "عليها", "عليهم", "له", "لها", "لهم", "اليه", "اليها", "عنه", "عنها"})
_STARTS = frozenset({"ولد", "ايت", "بن", "منت", "بنت"})
_BREAKS = frozenset({"ان", "الذي", "التي", "في", "من"})
_CLOSING = frozenset({"»", "”", '"', "“"})
_LINKING = frozenset({"،", ",", "هكذا", "كما", "بهذا", "بهذه"})
_PLURALS = ("ون", "ين", "ات", "وا")


def arabic_persons(view: View, skip: set[int]) -> Iterator[Candidate]:
    """Every run of name-like words that begins with a given name, or stands where a person is named."""
    words, folded, at = arabic_words(), view.passage.folded, 0
    while at < len(folded):
        found = None
        if at not in skip and not view.taken[at] and "\u0600" <= folded[at][0] <= "\u06ff":
            found = _person(view, words, at, skip)
        if found is None:
            at += 1
        else:
            yield found
            at = found.last + 1


def _person(view: View, words: ArabicWords, at: int, skip: set[int]) -> Candidate | None:
    led, role = _leading(view, words, at)
    if at in view.places and led == "office" and _is_given(view, words, at + 1):
        return None  # "والي بشار عبد القادر": the town, then the name
    if led in {"speech", "verb"} and (framed := _framed(view, words, at, skip)) is not None:
        return framed
    if led == "office" and (entitled := _entitled(view, words, at, role, skip)) is not None:
        return entitled
    if not led and (town := view.places.get(at)) is not None and town.last > at and town.certain >= 0.5:
        return None
    for cut, rest in cuts(view.passage.folded[at]):
        given = rest in words.given or rest in words.honorific or rest in words.kunya
        given = given or (rest in _STARTS and led == "speech" and not cut)
        compound = _compound(view, words, at, rest)
        if not (given or compound or (led and cut == 0 and _name_like(view, words, at, rest))):
            continue
        if rest in words.function or rest in words.numbers or rest in words.common:
            continue
        if len(rest) == 3 and rest in words.maqsura and view.passage.words[at].endswith("ي"):
            continue  # "مني" is no "منى"
        if rest == "باسم" and led == "office":
            continue  # "المتحدث باسم"
        if (rest in words.speech and not led) or (not given and not compound and _is_given(view, words, at + 1)):
            continue
        last = _name_end(view, words, at, compound=compound, skip=skip, office=led == "office")
        if last == at:
            if given and led == "speech" and _is_stopped(view, at) and cut == 0 and at not in view.places:
                return candidate(view.passage, at, at, FactKind.PERSON, "person-one-word", 0.6)
            continue
        after = _role_after(view, words, last)
        rule, score = _evidence(view, words, at, last, given=given or compound, led=led, role=bool(after or role))
        if rule is None and led == "speech" and not cut and _said_by(view, words, at, last):
            rule, score = "person-said", 0.6
        if rule is None or (cut and not (led or after or last > at + 1)):
            continue
        made = candidate(view.passage, at, last, FactKind.PERSON, rule, score)
        return replace(made, start=made.start + cut, role=after or role)
    return None


def _is_given(view: View, words: ArabicWords, at: int) -> bool:
    if at >= len(view.passage.folded):
        return False
    word = view.passage.folded[at]
    return word in words.given | words.honorific or _compound(view, words, at, word)


def _framed(view: View, words: ArabicWords, at: int, skip: set[int]) -> Candidate | None:
    """What stands between a verb of speech and a comma with an office behind it: two to five words of any kind."""
    if view.passage.folded[at] in words.titles:
        return None
    last = at
    while last + 1 < view.stop[at] and view.passage.folded[last + 1] not in MARKS and last - at < _MOST:
        last += 1
    inside = view.passage.folded[at : last + 1]
    if not 1 <= last - at < _MOST - 1 or any(one in skip for one in range(at, last + 1)):
        return None
    if any(word in words.function or bare(word) in words.roles | words.heads | words.titles for word in inside):
        return None
    role = _role_after(view, words, last)
    if role is None:
        return None
    return replace(candidate(view.passage, at, last, FactKind.PERSON, "person-framed", 0.9), role=role)


def _entitled(view: View, words: ArabicWords, at: int, role: str | None, skip: set[int]) -> Candidate | None:
    """Two defined words behind an office that is one word, which are no adjectives of it: "الروائي الزبير الغريسي"."""
    last = at + 1
    if last >= view.stop[at] or role is None or " " in role or at in skip or last in skip:
        return None
    if not (is_defined(view, at - 1) and is_defined(view, at) and is_defined(view, last) and _is_stopped(view, last)):
        return None
    first, family = view.passage.folded[at], view.passage.folded[last]
    if first.endswith(("ي", "يه", "ه")) or bare(first) in words.roles | words.heads | words.titles:
        return None
    adjective = any(word in words.adjectives or bare(word) in words.adjectives for word in (first, family))
    if adjective or not _is_family(words, family) or demonym(family) or first in words.describes:
        return None
    return replace(candidate(view.passage, at, last, FactKind.PERSON, "person-led", 0.8), role=role)


def _said_by(view: View, words: ArabicWords, at: int, last: int) -> bool:
    """Whether words that no list knows stand where the speaker of quoted words does, and end there."""
    inside = view.passage.folded[at : last + 1]
    if not _behind_words(view, at - 1) or not 1 <= last - at <= 3 or not _is_stopped(view, last):
        return False
    return not any(word.endswith(_PLURALS) or word in words.describes or word in words.adjectives for word in inside)


def _compound(view: View, words: ArabicWords, at: int, rest: str) -> bool:
    return rest in words.compound and at + 1 < view.stop[at] and view.passage.folded[at + 1] in words.compounded


def _evidence(
    view: View, words: ArabicWords, at: int, last: int, *, given: bool, led: str | None, role: bool
) -> tuple[str | None, float]:
    tail = view.passage.folded[last]
    family = (
        tail in words.family
        or _is_nisba(tail)
        or any(view.passage.folded[one] in words.filiation for one in range(at, last + 1))
    )
    first = view.passage.folded[at]
    if first in _DOUBTED and not (role or led):
        return None, 0.0
    if given and (role or (led and led != "verb")):
        return "person-role" if role else "person-speech", 0.96
    if given and led == "verb":
        return "person-speech", 0.75
    if given and family:
        return "person-given", 0.88
    over = _is_stopped(view, last) or view.passage.folded[last + 1] in _BEHIND | words.speech
    if led == "title" or (((led and family) or (role and family)) and over and not is_defined(view, at)):
        return "person-led", 0.85
    if given and last > at and (_is_stopped(view, last) or view.passage.folded[last + 1] in _BEHIND):
        return "person-shape", 0.62
    return None, 0.0


def _is_stopped(view: View, last: int) -> bool:
    return last + 1 >= view.stop[last] or view.passage.words[last + 1] in MARKS


def _is_family(words: ArabicWords, word: str) -> bool:
    """Family names by their make: a nisba, or what بن, بل and بو are written together with."""
    if _is_nisba(word):
        return word not in words.function and word not in words.adjectives
    return (
        len(word) > 4
        and word.startswith(("بن", "بل", "بو"))
        and not word.endswith(("ه", "اء"))
        and word not in words.function
    )


def _is_nisba(word: str) -> bool:
    return word.startswith("ال") and word.endswith("ي") and len(word) > 4


def _name_like(view: View, words: ArabicWords, at: int, word: str) -> bool:
    if word in MARKS or view.taken[at] or word in words.numbers:
        return False
    if any(rest in words.function | words.verbs | words.speech | words.common for _, rest in cuts(word)):
        return False
    if any(bare(rest) in words.roles | words.heads for cut, rest in cuts(word) if cut):
        return False
    if word[0] == "ب" and len(word) > 4 and word.endswith(("ه", "ها", "هم")):
        return False
    core = bare(word)
    if (
        core in words.roles
        or core in words.heads
        or core in words.initiatives
        or core in words.titles
        or word in words.titles
    ):
        return False
    if word in words.given or word in words.family or word in words.filiation:
        return True
    if is_defined(view, at):
        return _is_nisba(word) and demonym(word) is None
    if word.startswith(("لل", "بال", "وال", "فال")) or (word[0] in "يتس" and len(word) > 3 and word[1] in "تنستعر"):
        return False
    return _place_at(view, at) is None and not _is_next_place(view, at)


def _is_next_place(view: View, at: int) -> bool:
    """Whether a token is "and" with a place: "وخنشلة"."""
    place = view.places.get(at)
    return place is not None and place.certain >= 0.5 and view.passage.folded[at][0] == "و"


def _place_at(view: View, at: int) -> PlaceMatch | None:
    """The place that a token names without a proclitic."""
    place = view.places.get(at)
    sure = place is not None and place.certain >= 0.7
    return place if sure and place is not None and place.start == view.passage.starts[at] else None


def _name_end(view: View, words: ArabicWords, at: int, *, compound: bool, skip: set[int], office: bool = False) -> int:
    """The last word of a name that begins at ``at``; ``at`` itself where nothing that follows is like a name."""
    folded, stop = view.passage.folded, min(view.stop[at], at + _MOST)
    last = at + 1 if compound or (folded[at] in words.filiation and at + 1 < stop) else at
    unknown = 0
    while (one := last + 1) < stop and one not in skip:
        word = folded[one]
        if word[0] == "و" and word[1:] in words.given | words.compound:
            break
        if word in words.filiation or word in words.kunya or _compound(view, words, one, word):
            if one + 1 >= stop or folded[one + 1] in MARKS or one + 1 in skip:
                break
            last = one + 1
            continue
        known = word in words.given or word in words.family or _is_family(words, word)
        place = _place_at(view, one)
        if known:
            last = one
        elif (
            unknown == 0
            and place is None
            and not _is_nisba(folded[last])
            and _name_like(view, words, one, word)
            and _closes(view, words, one, stop)
        ):
            unknown, last = 1, one
        elif (
            unknown == 1
            and word[0] not in "ال"
            and place is None
            and _name_like(view, words, one, word)
            and _is_stopped(view, one)
        ):
            unknown, last = 2, one
        elif office and is_defined(view, one) and view.word(one + 1) in {"،", ","}:
            return one  # "رئيس الفريق، إدريس العمراني الطالب، أن"
        elif one > at + 1 and is_defined(view, one) and _is_family_word(view, words, one):
            return one
        else:
            break
    return last


def _is_family_word(view: View, words: ArabicWords, one: int) -> bool:
    """Whether a defined word that no list knows ends a name: a mark or a small word is behind it."""
    word = view.passage.folded[one]
    core = bare(word)
    if core in words.roles or core in words.heads or word in words.function:
        return False
    after = view.passage.folded[one + 1] if one + 1 < view.stop[one] else "."
    return after in MARKS or after in {"ان", "التي", "الذي", "في", "علي", "خلال"}


def _closes(view: View, words: ArabicWords, one: int, stop: int) -> bool:
    """Whether a word that no list knows ends a name: behind it a mark, an office, a small word or another name."""
    if one + 1 >= stop:
        return True
    after = view.passage.folded[one + 1]
    return (
        after in MARKS
        or after in words.function
        or after in words.family
        or _is_nisba(after)
        or after in words.given
        or bare(after) in words.roles
        or after in words.speech
        or view.taken[one + 1]
        or after[0] in "وبل"
    )


def _leading(view: View, words: ArabicWords, at: int) -> tuple[str | None, str | None]:
    """What before ``at`` lets expect a person (a title, a verb of speech, an office), and the office's words."""
    folded, one = view.passage.folded, at - 1
    if one < 0 or view.stop[one] != view.stop[at]:
        return None, None
    if folded[one] in _ON_WHOM and one and view.stop[one - 1] == view.stop[at]:
        one -= 1  # "ورد عليه سالم بوهليقة، رئيس"
    if folded[one] in words.titles:
        return "title", _office(view, words, one - 1)
    if office := _office(view, words, one - 1 if folded[one] == "," and one else one):
        return "office", office
    spoken = [rest for _, rest in cuts(folded[one])]
    spoken += [folded[one][1:]] if len(folded[one]) == 3 and folded[one][0] in "وف" else []
    if any(rest in words.speech for rest in spoken):
        return "speech", None
    if any(rest in words.verbs for rest in spoken):
        return "verb", None
    return ("speech", None) if _behind_words(view, one) else (None, None)


def _behind_words(view: View, at: int) -> bool:
    """Whether a word stands behind quoted words, as the verb does that tells whose they are: "«…»، تعلق X"."""
    words, before = view.passage.words, at - 1
    while before > at - 4 and before > 0 and words[before] in _LINKING:
        before -= 1
    word = words[at]
    if before < 0 or before == at - 1 or words[before] not in _CLOSING or not word.isalpha():
        return False
    return len(word) > 2 and not is_defined(view, at) and view.passage.folded[at] not in arabic_words().function


def _office(view: View, words: ArabicWords, end: int) -> str | None:
    """The words from an office up to ``end``, if nothing between them is a verb, a mark or a small word."""
    folded, found = view.passage.folded, None
    for at in range(end, max(-1, end - _LONGEST_ROLE), -1):
        if view.stop[at] != view.stop[end] or folded[at] in MARKS or folded[at] in _BREAKS:
            break
        if at < end and (folded[at] in words.verbs or folded[at] in words.speech):
            break
        for cut, rest in _roles(folded[at]):
            if rest not in words.given or at < end:
                found = view.passage.starts[at] + cut
                break
    return None if found is None else view.passage.text[found : view.passage.ends[end]]


@lru_cache(maxsize=1 << 14)
def _roles(word: str) -> tuple[tuple[int, str], ...]:
    """Those of the word's `cuts` that are an office, also with "her", "his" or "their" on its end: رئيسها."""
    roles, found = arabic_words().roles, []
    for cut, rest in cuts(word):
        core = bare(rest)
        if core in roles or any(core.endswith(end) and core[: -len(end)] in roles for end in _OWNERS):
            found.append((cut, rest))
    return tuple(found)


def _role_after(view: View, words: ArabicWords, last: int) -> str | None:
    """The words behind a comma that begin with an office, up to the next mark or verb."""
    folded, stop = view.passage.folded, view.stop[last]
    start = last + 2
    if start >= stop or folded[last + 1] not in {"،", ","} or bare(folded[start]) not in words.roles:
        return None
    end = start
    while end + 1 < stop and folded[end + 1] not in MARKS and end - start < _LONGEST_ROLE:
        if folded[end + 1] in words.function - {"على", "في", "من", "لدي"} or folded[end + 1] in words.speech:
            break
        end += 1
    return view.passage.between(start, end)
