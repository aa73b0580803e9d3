"""Arabic names, without capitals to tell them: by the words that open them, and by where a noun phrase can end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from marsad.annotate.names.arabic_words import ArabicWords, arabic_words, bare, cuts
from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.heads import quoted
from marsad.annotate.names.view import View
from marsad.annotate.places import demonym
from marsad.model import FactKind

_LONGEST = 9
_MARKS = frozenset("،؛.:!؟?,;()[]«»“”\"'-–—…/")


def arabic_names(view: View) -> Iterator[Candidate]:
    """Institutions, clubs, programmes, events and built places that a word opens."""
    repeated = _pairs(view)
    words, sporting = arabic_words(), _tells_sport(view)
    for i, word in enumerate(view.passage.folded):
        if view.taken[i] or not "\u0600" <= word[0] <= "\u06ff":
            continue
        for cut, rest in cuts(word):
            found = _opened(view, words, i, cut, rest, sporting=sporting, repeated=repeated)
            if found is not None:
                yield found
                break
        if rest_in_brackets := _agency(view, words, i):
            yield rest_in_brackets


def is_defined(view: View, at: int) -> bool:
    """Whether a token has its article: by its spelling, since folding makes أل of a name an ال."""
    return view.passage.words[at].startswith("ال")


def _pairs(view: View) -> Counter[tuple[str, str]]:
    """How often each two words follow each other: what comes back word for word is a name."""
    folded = view.passage.folded
    return Counter(pairwise(folded))


def _tells_sport(view: View) -> bool:
    sport = arabic_words().sport
    return sum(bare(rest) in sport or rest in sport for word in view.passage.folded for _, rest in cuts(word)[:2]) > 1


def _opened(
    view: View, words: ArabicWords, i: int, cut: int, rest: str, *, sporting: bool, repeated: Counter[tuple[str, str]]
) -> Candidate | None:
    head, defined = bare(rest), rest != bare(rest)
    town = view.places.get(i + 1) if sporting and head in words.clubs and not defined else None
    if town is not None and town.start == view.passage.starts[i + 1]:
        return _from(view, i, cut, town.last, FactKind.ORGANISATION, "club", 0.95)
    if head in words.quoted_heads and (inside := quoted(view, i + 1)) is not None and inside[1] - inside[0] < 5:
        return candidate(view.passage, inside[0], inside[1], FactKind.ORGANISATION, "quoted", 0.86)
    if head in words.meetings and defined and (meeting := _meeting(view, words, i, cut, repeated)) is not None:
        return meeting
    if head in words.events and not defined:
        last = _phrase(view, words, i, repeated, defined=False)
        return _from(view, i, cut, last, None, "event", 0.9) if last > i else None
    if head in words.initiatives and (found := _initiative(view, words, i, cut, defined=defined)) is not None:
        return found
    if head in words.heads:
        return _institution(view, words, i, cut, repeated, defined=defined)
    if head in words.facilities and not defined and i + 1 < view.stop[i]:
        return _facility(view, words, i, cut)
    return None


def _from(view: View, i: int, cut: int, last: int, kind: FactKind | None, rule: str, score: float) -> Candidate:
    made = candidate(view.passage, i, last, kind, rule, score)
    return replace(made, start=made.start + cut) if cut else made


def _meeting(view: View, words: ArabicWords, i: int, cut: int, repeated: Counter[tuple[str, str]]) -> Candidate | None:
    """A conference with a name: "المناظرة الوطنية للسكن"."""
    last = _phrase(view, words, i, repeated, defined=True)
    if last < i + 2:
        return None
    return _from(view, i, cut, last, FactKind.INITIATIVE, "meeting", 0.8)


def _institution(
    view: View, words: ArabicWords, i: int, cut: int, repeated: Counter[tuple[str, str]], *, defined: bool
) -> Candidate | None:
    last = _phrase(view, words, i, repeated, defined=defined)
    if last == i and not defined and i + 1 < view.stop[i] and _is_brand(view, words, i + 1):
        last = i + 1
    if last == i:
        return None
    folded = view.passage.folded
    if defined:
        size = last - i
        telling = folded[i + 1] in words.name_adjectives or demonym(folded[i + 1]) is not None
        placed = last in view.places and folded[last].startswith("ب")
        joined = any(folded[at].startswith("ل") for at in range(i + 1, last + 1))
        called = bare(cuts(folded[i])[-1][1]) in words.called_after and _is_called_after(view, words, last)
        if not telling and not called and (size < 2 or not (joined or placed)):
            return None
        return _from(view, i, cut, last, FactKind.ORGANISATION, "organisation-head", 0.9 if size > 1 else 0.7)
    if last == i + 1 and _is_brand(view, words, i + 1):
        return _from(view, i, cut, last, FactKind.ORGANISATION, "brand", 0.65)
    inner = [
        at for at in range(i + 1, last + 1) if is_defined(view, at) or folded[at].startswith("لل") or at in view.places
    ]
    known = any(bare(folded[at]) in words.given or folded[at] in words.filiation for at in range(i + 1, last + 1))
    if not inner and not known:
        return None
    return _from(view, i, cut, last, FactKind.ORGANISATION, "organisation-head", 0.92)


def _is_brand(view: View, words: ArabicWords, at: int) -> bool:
    """Whether one undefined word behind "company" or "bank" is its name: it describes nothing, and ends the phrase."""
    word = view.passage.folded[at]
    if bare(cuts(view.passage.folded[at - 1])[-1][1]) not in words.branded or view.taken[at] or word in _MARKS:
        return False
    if word in words.describes or word in words.function or word.endswith(("ه", "ي", "ات")) or len(word) < 4:
        return False
    return not word.startswith(("ال", "لل", "ب", "و")) and _ends_after(view, words, at + 1)


def _phrase(view: View, words: ArabicWords, i: int, repeated: Counter[tuple[str, str]], *, defined: bool) -> int:
    """The last word of the noun phrase that a head opens."""
    folded, stop = view.passage.folded, min(view.stop[i], i + _LONGEST)
    last, closed = i, defined
    for at in range(i + 1, stop):
        word = folded[at]
        if word in _MARKS or view.taken[at] or word in words.function or not "\u0600" <= word[0] <= "\u06ff":
            break
        place = view.places.get(at)
        if is_defined(view, at):
            if at > i + 1 and (bare(word) in words.roles or (closed and not _goes_on(view, words, at))):
                break
            closed = True
        elif (word.startswith("لل") and len(word) > 4) or (closed and _is_named_here(view, words, i, at)):
            closed = True
        elif defined and last > i and _is_for(view, words, at, stop):
            closed = False
        elif word.startswith("وال") and closed and last > i and _joins(view, words, at):
            closed = True
        elif place is not None and place.start > view.passage.starts[at]:
            inside = word[0] in "بل" and last > i and place.last == at and place.certain >= 0.5
            return at if inside and not _is_national(view, i) else last
        elif not _undefined_goes_on(view, words, i, at, stop, repeated, closed=closed):
            break
        last = at
    return last


def _is_named_here(view: View, words: ArabicWords, i: int, at: int) -> bool:
    """Whether somebody's name goes on with a hospital's or a school's."""
    if bare(cuts(view.passage.folded[i])[-1][1]) not in words.called_after:
        return False
    return _is_called_after(view, words, at) or (at > i + 1 and _is_called_after(view, words, at - 1))


def _is_called_after(view: View, words: ArabicWords, at: int) -> bool:
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
        word[0] == "ل" and len(word) > 3 and at + 1 < stop and is_defined(view, at + 1) and word[1:] not in words.verbs
    )


def _goes_on(view: View, words: ArabicWords, at: int) -> bool:
    """Whether a defined word behind a defined one is its adjective, and no next part of the sentence."""
    word = view.passage.folded[at]
    if word in words.adjectives or word.endswith(("ي", "يه", "يين", "ييين")) or demonym(word):
        return True
    return word.endswith("ه") and bare(word) not in words.initiatives | words.heads | words.roles


def _is_national(view: View, i: int) -> bool:
    """Whether the head is one of a state's own, of which a town behind it says only where something happened."""
    return bare(cuts(view.passage.folded[i])[-1][1]) in {"وزاره", "حكومه", "برلمان", "رئاسه", "حزب"}


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
    after, next_ = view.passage.folded[at + 1], view.word(at + 2) if at + 2 < stop else ""
    if after.startswith("لل") or (next_.startswith("لل") and _is_plain(view, words, at + 1)):
        return True  # "رابطة سان تيلمو للصيادين"
    if next_ and is_defined(view, at + 2) and _is_plain(view, words, at + 1):
        return True  # "اتحاد عمال مناجم الحوض"
    return (
        is_defined(view, at + 1)
        or word in words.filiation
        or (at > i + 1 and view.passage.folded[at - 1] in words.filiation)
    )


def _describes(view: View, words: ArabicWords, i: int, at: int) -> bool:
    """Whether an undefined adjective stands right behind the head: "مكتب جديد" is no name."""
    followed = at + 1 < view.stop[at] and is_defined(view, at + 1)
    return at == i + 1 and view.passage.folded[at] in words.describes and not followed


def _is_plain(view: View, words: ArabicWords, at: int) -> bool:
    """Whether an undefined word may stand inside a construct: no verb, small word, number or office."""
    word = view.passage.folded[at]
    if view.taken[at] or word in _MARKS or word in words.function | words.verbs | words.speech | words.numbers:
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


def _initiative(view: View, words: ArabicWords, i: int, cut: int, *, defined: bool) -> Candidate | None:
    stop, folded = view.stop[i], view.passage.folded
    at = i + 1
    if (inside := quoted(view, at)) is not None and inside[1] - inside[0] < 5:
        return candidate(view.passage, inside[0], inside[1], FactKind.INITIATIVE, "quoted", 0.88)
    if at >= stop or defined or view.taken[at]:
        return None
    word = folded[at]
    if (
        word in _MARKS
        or word in words.function
        or word in words.describes
        or word in words.verbs
        or not word[0].isalpha()
    ):
        return None
    if word[0] == "ي" and len(word) > 4 and _ends_after(view, words, at + 1) and word not in words.given:
        return None
    if word.startswith(("لل", "بال", "وال", "ل", "ب")) and len(word) > 3 and word not in words.given:
        return None
    place = view.places.get(at)
    if place is not None and place.places[0].sort == "country" and place.start == view.passage.starts[at]:
        return None  # "مبادرة مصر": whose it is, not what it is called
    ends = _ends_after(view, words, at + 1)
    last = at
    if view.word(at + 1) == "لكل":
        last, ends = at + 1, True
    if _is_year(view, at + 1):
        last, ends = at + 1, True
    if not ends:
        return None
    if is_defined(view, at) and bare(word) in words.describes:
        return None
    score = 0.9 if view.counts[word] > 1 or not is_defined(view, at) else 0.8
    return _from(view, i, cut, last, FactKind.INITIATIVE, "initiative-head", score)


def _ends_after(view: View, words: ArabicWords, at: int) -> bool:
    """Whether a name of one word is over before ``at``: a mark, a verb, a preposition or the like comes."""
    if at >= len(view.passage.folded) or view.stop[at - 1] <= at:
        return True
    word = view.passage.folded[at]
    if word in _MARKS or word in words.function or view.taken[at] or word in words.verbs or word in words.speech:
        return True
    return word[0] in "يتسلبو"


def _is_year(view: View, at: int) -> bool:
    return (
        at < len(view.passage.words) and view.passage.folded[at].isdigit() and view.passage.folded[at].startswith("20")
    )


def named_so(view: View) -> Iterator[Candidate]:
    """ "التي تحمل اسم معرفة 2030": a name and a year, or quotation marks, behind a word that names."""
    words, folded = arabic_words(), view.passage.folded
    for i, word in enumerate(folded[:-2]):
        if word not in words.named_by:
            continue
        if (inside := quoted(view, i + 1)) is not None and _programme_near(view, words, i):
            yield candidate(view.passage, inside[0], inside[1], FactKind.INITIATIVE, "quoted", 0.85)
        elif _is_year(view, i + 2) and folded[i + 1][0].isalpha():
            yield candidate(view.passage, i + 1, i + 2, FactKind.INITIATIVE, "numbered", 0.92)


def _programme_near(view: View, words: ArabicWords, i: int) -> bool:
    return any(
        bare(rest) in words.initiatives for word in view.passage.folded[max(0, i - 10) : i] for _, rest in cuts(word)
    )


def _facility(view: View, words: ArabicWords, i: int, cut: int) -> Candidate | None:
    at = i + 1
    word = view.passage.folded[at]
    place = view.places.get(at)
    if bare(view.passage.folded[i][cut:]) in words.natural and not is_defined(view, at) and _is_plain(view, words, at):
        last = place.last if place is not None else at
        return _from(view, i, cut, last, FactKind.PLACE, "facility", 0.97 if place is not None else 0.8)
    if place is not None or word in words.function or word in _MARKS or view.taken[at]:
        return None
    if word in words.given or word in words.filiation or word in words.family:
        last = at
        while last + 1 < view.stop[i] and view.passage.folded[last + 1] in words.given | words.family | words.filiation:
            last += 1
        return _from(view, i, cut, last, FactKind.PLACE, "facility", 0.75)
    return None


def _agency(view: View, words: ArabicWords, i: int) -> Candidate | None:
    """ "(أطلس للأنباء)": the word before "for news"."""
    folded = view.passage.folded
    if folded[i] not in words.agency or not i:
        return None
    first = i - 1
    while first > 0 and folded[first - 1] not in _MARKS and view.stop[first - 1] == view.stop[i] and i - first < 4:
        if bare(cuts(folded[first])[-1][1]) == "وكاله" or folded[first - 1] in words.function:
            break
        first -= 1
    return candidate(view.passage, first, i, FactKind.ORGANISATION, "agency", 0.93)
