"""Arabic names, without capitals to tell them: by the words that open them, and by where a noun phrase can end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from marsad.annotate.names.arabic_phrase import (
    MARKS,
    ends_after,
    goes_on,
    is_called_after,
    is_defined,
    is_one,
    is_plain,
    phrase,
)
from marsad.annotate.names.arabic_words import ArabicWords, arabic_words, bare, cuts
from marsad.annotate.names.candidate import Candidate, candidate
from marsad.annotate.names.heads import quoted
from marsad.annotate.names.view import View
from marsad.annotate.places import demonym
from marsad.model import FactKind


def arabic_names(view: View) -> Iterator[Candidate]:
    """Institutions, clubs, programmes, events and built places that a word opens."""
    words, sporting = arabic_words(), _tells_sport(view)
    repeated = _pairs(view)
    alone = repeated - _headed(view, words)
    for i, word in enumerate(view.passage.folded):
        if view.taken[i] or not "\u0600" <= word[0] <= "\u06ff":
            continue
        for cut, rest in cuts(word):
            found = _opened(view, words, i, cut, rest, sporting=sporting, repeated=repeated, alone=alone)
            if found is not None:
                yield found
                break
        if rest_in_brackets := _agency(view, words, i):
            yield rest_in_brackets


def _pairs(view: View) -> Counter[tuple[str, str]]:
    """How often each two words follow each other: what comes back word for word is a name."""
    folded = view.passage.folded
    return Counter(pairwise(folded))


def _headed(view: View, words: ArabicWords) -> Counter[tuple[str, str]]:
    """Of each two words, how often they follow a word for a programme."""
    folded = view.passage.folded
    heads = {word for word in view.counts if any(bare(rest) in words.initiatives for _, rest in cuts(word))}
    return Counter((folded[i + 1], folded[i + 2]) for i in range(len(folded) - 2) if folded[i] in heads)


def _tells_sport(view: View) -> bool:
    sport = arabic_words().sport
    return sum(bare(rest) in sport or rest in sport for word in view.passage.folded for _, rest in cuts(word)[:2]) > 1


def _opened(
    view: View,
    words: ArabicWords,
    i: int,
    cut: int,
    rest: str,
    *,
    sporting: bool,
    repeated: Counter[tuple[str, str]],
    alone: Counter[tuple[str, str]],
) -> Candidate | None:
    head, defined = bare(rest), rest != bare(rest)
    town = view.places.get(i + 1) if sporting and head in words.clubs and not defined else None
    if town is not None and town.start == view.passage.starts[i + 1]:
        return _from(view, i, cut, town.last, FactKind.ORGANISATION, "club", 0.95)
    if head in words.quoted_heads and (inside := quoted(view, i + 1)) is not None and inside[1] - inside[0] < 5:
        return candidate(view.passage, inside[0], inside[1], FactKind.ORGANISATION, "quoted", 0.86)
    if head in words.campaigns and (inside := quoted(view, i + 1)) is not None and inside[1] - inside[0] < 5:
        return candidate(view.passage, inside[0], inside[1], FactKind.INITIATIVE, "quoted", 0.84)
    if head in words.meetings and defined and (meeting := _meeting(view, words, i, cut, repeated)) is not None:
        return meeting
    if head in words.events and not defined:
        last = phrase(view, words, i, repeated, defined=False)
        return _from(view, i, cut, last, None, "event", 0.9) if last > i else None
    if head in words.initiatives and (found := _initiative(view, words, i, cut, alone, defined=defined)) is not None:
        return found
    if head in words.heads or (defined and head in words.defined_heads):
        return _institution(view, words, i, cut, repeated, defined=defined)
    village = head in words.villages and not defined and view.word(i + 1) in words.opens_village
    if village and i + 2 < view.stop[i] and is_plain(view, words, i + 2) and i + 1 not in view.places:
        return candidate(view.passage, i + 1, i + 2, FactKind.PLACE, "village", 0.85)
    given = cut and view.passage.folded[i] in words.given  # "فؤاد" is no "and a valley"
    if head in words.facilities and not defined and not given and i + 1 < view.stop[i]:
        return _facility(view, words, i, cut)
    return None


def _from(view: View, i: int, cut: int, last: int, kind: FactKind | None, rule: str, score: float) -> Candidate:
    made = candidate(view.passage, i, last, kind, rule, score)
    return replace(made, start=made.start + cut) if cut else made


def _meeting(view: View, words: ArabicWords, i: int, cut: int, repeated: Counter[tuple[str, str]]) -> Candidate | None:
    """A conference with a name: "المناظرة الوطنية للسكن"."""
    last = phrase(view, words, i, repeated, defined=True)
    if last < i + 2:
        return None
    return _from(view, i, cut, last, FactKind.INITIATIVE, "meeting", 0.8)


def _institution(
    view: View, words: ArabicWords, i: int, cut: int, repeated: Counter[tuple[str, str]], *, defined: bool
) -> Candidate | None:
    if not defined and (found := _pair(view, words, i, cut) or _company(view, words, i, cut, repeated)) is not None:
        return found
    if view.word(i + 1) in words.moves and is_one(view, i, words.movement):
        return None
    last = phrase(view, words, i, repeated, defined=defined)
    if last == i and not defined and i + 1 < view.stop[i] and _is_brand(view, words, i + 1):
        last = i + 1
    if last == i and not defined and view.word(i + 1) in words.heads and i + 1 < view.stop[i]:
        last = phrase(view, words, i + 1, repeated, defined=False)
        last = i if last == i + 1 else last  # "مجلس تجمع واحات الرشيدية"
    if last == i or (last == i + 1 and not defined and view.word(last).startswith("لل")):
        return None
    folded = view.passage.folded
    if is_one(view, i, words.general_heads) and words.general.issuperset(folded[i + 1 : last + 1]):
        # any town's: "المجلس الشعبي البلدي", "دار الثقافة"
        return _from(view, i, cut, last, None, "general", 0.8)
    if defined:
        size = last - i
        telling = folded[i + 1] in words.name_adjectives or demonym(folded[i + 1]) is not None
        placed = last in view.places and folded[last].startswith("ب")
        joined = any(folded[at].startswith("ل") for at in range(i + 1, last + 1))
        called = bare(cuts(folded[i])[-1][1]) in words.called_after and is_called_after(view, words, last)
        if size == 1 and demonym(folded[i + 1]) and is_one(view, i, words.common_bodies):
            return None
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


def _pair(view: View, words: ArabicWords, i: int, cut: int) -> Candidate | None:
    """An association that two nouns name: "جمعية حبر ورمل"."""
    noun, other = view.word(i + 1), view.word(i + 2)
    if (
        not is_one(view, i, words.paired)
        or i + 2 >= view.stop[i]
        or not other.startswith("و")
        or other.startswith("وال")
    ):
        return None
    plain = is_plain(view, words, i + 1) and noun not in words.describes and not noun.startswith(("ال", "لل", "ل"))
    known = other[1:] in words.heads | words.roles | words.verbs | words.speech | words.function | words.initiatives
    if not plain or known or len(noun) < 3 or len(other) < 4 or {i + 1, i + 2} & set(view.places):
        return None
    over = i + 3 >= view.stop[i] or view.word(i + 3) in MARKS or view.word(i + 3) in words.function | words.verbs
    return _from(view, i, cut, i + 2, FactKind.ORGANISATION, "pair", 0.8) if over else None


def _company(view: View, words: ArabicWords, i: int, cut: int, repeated: Counter[tuple[str, str]]) -> Candidate | None:
    """What a company or a paper is called, without the word for it, unless that word goes on: "شركة توزيع الماء"."""
    at, stop = i + 1, view.stop[i]
    inside = is_one(view, i, words.firms)
    if not (inside or is_one(view, i, words.companies)) or at >= stop:
        return None
    word = view.passage.folded[at]
    if (
        bare(word) in words.describes | words.industries
        or demonym(word)
        or word.startswith("لل")
        or (word[0] == "ل" and len(word) > 3)
    ):
        return None
    last = phrase(view, words, i, repeated, defined=False)
    if last == i and at + 1 < stop and all(_may_name(view, words, one) for one in (at, at + 1)):
        last = at + 1 if ends_after(view, words, at + 2) else i
    if last == i and _is_brand(view, words, at):
        last = at
    if last <= i or (last == at and is_defined(view, at) and goes_on(view, words, at)):
        return None
    score = 0.9 if last > at else 0.8
    if inside:
        return _from(view, i, cut, last, FactKind.ORGANISATION, "company", score)
    return candidate(view.passage, at, last, FactKind.ORGANISATION, "company", score)


def _may_name(view: View, words: ArabicWords, at: int) -> bool:
    word = view.passage.folded[at]
    return is_plain(view, words, at) and word not in words.describes and len(word) > 2 and not word.startswith("ال")


def _is_brand(view: View, words: ArabicWords, at: int) -> bool:
    """Whether one undefined word behind "company" or "bank" is its name: it describes nothing, and ends the phrase."""
    word = view.passage.folded[at]
    if not is_one(view, at - 1, words.branded) or view.taken[at] or word in MARKS:
        return False
    if word in words.describes or word in words.function or word.endswith(("ه", "ي", "ات")) or len(word) < 4:
        return False
    return not word.startswith(("ال", "لل", "ب", "و")) and ends_after(view, words, at + 1)


def _initiative(
    view: View, words: ArabicWords, i: int, cut: int, alone: Counter[tuple[str, str]], *, defined: bool
) -> Candidate | None:
    stop, folded = view.stop[i], view.passage.folded
    at = i + 1
    if (inside := quoted(view, at)) is not None and inside[1] - inside[0] < 5:
        return candidate(view.passage, inside[0], inside[1], FactKind.INITIATIVE, "quoted", 0.88)
    if at >= stop or defined or view.taken[at]:
        return None
    word = folded[at]
    if (
        word in MARKS
        or word in words.function
        or word in words.describes
        or word in words.verbs
        or not word[0].isalpha()
    ):
        return None
    if word[0] == "ي" and len(word) > 4 and ends_after(view, words, at + 1) and word not in words.given:
        return None
    if word.startswith(("لل", "بال", "وال", "ل", "ب")) and len(word) > 3 and word not in words.given:
        return None
    if _is_repeated(view, words, at, alone):
        return _from(view, i, cut, at + 1, FactKind.INITIATIVE, "initiative-head", 0.88)
    place = view.places.get(at)
    if place is not None and place.places[0].sort == "country" and place.start == view.passage.starts[at]:
        return None  # "مبادرة مصر": whose it is, not what it is called
    ends = ends_after(view, words, at + 1)
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


def _is_repeated(view: View, words: ArabicWords, at: int, alone: Counter[tuple[str, str]]) -> bool:
    """Whether two words stand again without the word for a programme: "برنامج زاد الدرس … يشمل زاد الدرس"."""
    folded = view.passage.folded
    if at + 1 >= view.stop[at] or not is_defined(view, at + 1) or folded[at] in words.describes:
        return False
    return alone[folded[at], folded[at + 1]] > 0


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
        bare(rest) in words.initiatives | words.campaigns
        for word in view.passage.folded[max(0, i - 10) : i]
        for _, rest in cuts(word)
    )


def _facility(view: View, words: ArabicWords, i: int, cut: int) -> Candidate | None:
    at = i + 1
    word = view.passage.folded[at]
    place = view.places.get(at)
    if word in words.natural and i + 2 < view.stop[i]:  # "غابة جبل البير"
        return _from(view, i, cut, i + 2, FactKind.PLACE, "facility", 0.92)
    if bare(view.passage.folded[i][cut:]) in words.natural and not is_defined(view, at) and is_plain(view, words, at):
        last = place.last if place is not None else at
        return _from(view, i, cut, last, FactKind.PLACE, "facility", 0.97 if place is not None else 0.8)
    if place is not None or word in words.function or word in MARKS or view.taken[at]:
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
    while first > 0 and folded[first - 1] not in MARKS and view.stop[first - 1] == view.stop[i] and i - first < 4:
        if bare(cuts(folded[first])[-1][1]) == "وكاله" or folded[first - 1] in words.function:
            break
        first -= 1
    return candidate(view.passage, first, i, FactKind.ORGANISATION, "agency", 0.93)
