"""How far an Arabic noun phrase reaches: the construct behind a head, its adjectives, and what "for" and "and" join."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from marsad.annotate.names.arabic_words import ArabicWords, bare, cuts
from marsad.annotate.names.view import View
from marsad.annotate.places import demonym

MARKS = frozenset("،؛.:!؟?,;()[]«»“”\"'-–—…/")
_LONGEST = 9
_QUARTERS = frozenset({"بالغرب", "بالشرق", "بالجنوب", "بالشمال", "بالوسط"})
"""Where in a country a body is: "اتحاد عمال الصيدلة بالغرب"."""
_PARTICIPLE = re.compile(r"الم\w\wو\w\w?ه?")
"""The shape of مكتوب, مفتوحة."""


def is_defined(view: View, at: int) -> bool:
    """Whether a token has its article: by its spelling, since folding makes أل of a name an ال."""
    return view.passage.words[at].startswith("ال")


def is_one(view: View, i: int, words: Collection[str]) -> bool:
    """Whether a token is one of the bare words, whatever hangs on its front."""
    return any(bare(rest) in words for _, rest in cuts(view.passage.folded[i]))


def phrase(view: View, words: ArabicWords, i: int, repeated: Counter[tuple[str, str]], *, defined: bool) -> int:
    """The last word of the noun phrase that a head opens."""
    folded, stop = view.passage.folded, min(view.stop[i], i + _LONGEST)
    last, closed = i, defined
    for at in range(i + 1, stop):
        word = folded[at]
        if word in MARKS or view.taken[at] or word in words.function or not "\u0600" <= word[0] <= "\u06ff":
            break
        place = view.places.get(at)
        if is_defined(view, at):
            adjective = word.endswith("يه") and folded[at - 1].endswith("ه")
            if at > i + 1 and (
                (bare(word) in words.roles and not adjective) or (closed and not goes_on(view, words, at))
            ):
                break
            closed = True
        elif closed and last > i and word in _QUARTERS:
            return at
        elif (word.startswith("لل") and len(word) > 4 and not _is_ministry(view, i)) or (
            closed and _is_named_here(view, words, i, at)
        ):
            closed = True
        elif (defined or is_one(view, i, words.paired)) and last > i and _is_for(view, words, at, stop):
            closed = False
        elif word.startswith("وال") and closed and last > i and _joins(view, words, at):
            closed = True
        elif place is not None and place.start > view.passage.starts[at]:
            inside = word[0] in "بل" and last > i and place.last == at and place.certain >= 0.5
            return at if inside and not _is_national(view, i) else last
        elif place is not None and not closed and at > i + 1 and place.certain >= 0.5 and place.last < stop:
            closed = place.last == at  # "محكمة جنوب طرابلس"
        elif not _undefined_goes_on(view, words, i, at, stop, repeated, closed=closed):
            break
        last = at
    return last


def _is_named_here(view: View, words: ArabicWords, i: int, at: int) -> bool:
    """Whether somebody's name goes on with a hospital's or a school's."""
    if not is_one(view, i, words.called_after):
        return False
    return is_called_after(view, words, at) or (at > i + 1 and is_called_after(view, words, at - 1))


def is_called_after(view: View, words: ArabicWords, at: int) -> bool:
    word = view.passage.folded[at]
    return word in words.given | words.family | words.honorific | words.filiation


def _undefined_goes_on(
    view: View, words: ArabicWords, i: int, at: int, stop: int, repeated: Counter[tuple[str, str]], *, closed: bool
) -> bool:
    """Whether a word without ال belongs: to a construct that is open, or as a name behind a closed one."""
    return _proper(view, words, at, stop, repeated) if closed else _in_construct(view, words, i, at, stop)


def _is_for(view: View, words: ArabicWords, at: int, stop: int) -> bool:
    """Whether "for" and a construct go on: "المجلس الوطني لحقوق الإنسان"; what follows is defined."""
    word = view.passage.folded[at]
    return (
        word[0] == "ل"
        and len(word) > 3
        and at + 1 < stop
        and (is_defined(view, at + 1) or at + 1 in view.places)
        and not (word[1] in "يتن" and word[1:] in words.verbs)
    )


def goes_on(view: View, words: ArabicWords, at: int) -> bool:
    """Whether a defined word behind a defined one is its adjective, and no next part of the sentence."""
    word = view.passage.folded[at]
    if (
        word in words.adjectives
        or _PARTICIPLE.fullmatch(word)
        or word.endswith(("ي", "يه", "يين", "ييين"))
        or demonym(word)
    ):
        return True
    return word.endswith("ه") and bare(word) not in words.initiatives | words.heads | words.roles


def _is_national(view: View, i: int) -> bool:
    """Whether the head is one of a state's own, of which a town behind it says only where something happened."""
    return is_one(view, i, {"وزاره", "حكومه", "برلمان", "رئاسه", "حزب", "تعاونيه"})


def _is_ministry(view: View, i: int) -> bool:
    return is_one(view, i, {"وزاره"})


def _joins(view: View, words: ArabicWords, at: int) -> bool:
    """Whether "and the …" goes on with the name: not with another institution, an office or a verb."""
    rest = bare(view.passage.folded[at][1:])
    return rest not in words.heads and rest not in words.roles and rest not in words.initiatives


def _in_construct(view: View, words: ArabicWords, i: int, at: int, stop: int) -> bool:
    """Whether an undefined word goes on with a construct that is not closed yet: صيادي in "اتحاد صيادي الشواطئ"."""
    word = view.passage.folded[at]
    if word in words.verbs or word in words.speech or _describes(view, words, i, at):
        return False
    if at in view.places or word in words.given or word in words.filiation or word in words.family:
        return True
    if at + 1 >= stop:
        return False
    if (
        at + 1 in view.places
        and view.places[at + 1].certain >= 0.5
        and (is_plain(view, words, at) or view.word(at) in words.facilities)
    ):
        return view.places[at + 1].start == view.passage.starts[at + 1]
    if _reaches_town(view, words, at):
        return True
    after, next_ = view.passage.folded[at + 1], view.word(at + 2) if at + 2 < stop else ""
    if after.startswith("لل") or (next_.startswith("لل") and is_plain(view, words, at + 1)):
        return True  # "رابطة سان تيلمو للصيادين"
    if next_ and is_defined(view, at + 2) and is_plain(view, words, at + 1):
        return True  # "اتحاد عمال مناجم الحوض"
    return (
        is_defined(view, at + 1)
        or word in words.filiation
        or (at > i + 1 and view.passage.folded[at - 1] in words.filiation)
    )


def _reaches_town(view: View, words: ArabicWords, at: int) -> bool:
    """Whether the word behind the next one is a town: "جمعية أمهات واحة تافيلالت"."""
    town = view.places.get(at + 2)
    known = town is not None and town.certain >= 0.5 and town.start == view.passage.starts[at + 2]
    between = known and (is_plain(view, words, at + 1) or view.word(at + 1) in words.facilities)
    return between and is_plain(view, words, at)


def _describes(view: View, words: ArabicWords, i: int, at: int) -> bool:
    """Whether an undefined adjective stands right behind the head: "مكتب جديد" is no name."""
    followed = at + 1 < view.stop[at] and is_defined(view, at + 1)
    return at == i + 1 and view.passage.folded[at] in words.describes and not followed


def is_plain(view: View, words: ArabicWords, at: int) -> bool:
    """Whether an undefined word may stand inside a construct: no verb, small word, number or office."""
    word = view.passage.folded[at]
    if view.taken[at] or word in MARKS or word in words.function | words.verbs | words.speech | words.numbers:
        return False
    return not word.startswith(("ي", "ت", "س", "و", "ب")) or word in words.given


def _proper(view: View, words: ArabicWords, at: int, stop: int, repeated: Counter[tuple[str, str]]) -> bool:
    """Whether an undefined word behind a closed phrase is a name in it: a town, or what the text says again so."""
    word, before = view.passage.folded[at], view.passage.folded[at - 1]
    if word in words.verbs or word in words.speech or word in words.heads or word in words.initiatives:
        return False
    if at in view.places and view.places[at].certain >= 0.4:
        return True
    after = view.passage.folded[at + 1] if at + 1 < stop else ""
    return repeated[before, word] > 1 and bool(after) and is_defined(view, at + 1) and repeated[word, after] > 1


def ends_after(view: View, words: ArabicWords, at: int) -> bool:
    """Whether a name of one word is over before ``at``: a mark, a verb, a preposition or the like comes."""
    if at >= len(view.passage.folded) or view.stop[at - 1] <= at:
        return True
    word = view.passage.folded[at]
    if word in MARKS or word in words.function or view.taken[at] or word in words.verbs or word in words.speech:
        return True
    return word[0] in "يتسلبو"
