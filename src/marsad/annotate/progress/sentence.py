"""Sentences that show how far something has come, where no verb with its thing could be read.

What was promised is known once the promises are: a later sentence need not be parsed then, it is enough that it holds a
sign of a status (`cues`) and something by which a promise is told from others, a number, a name or rare words. Which
promise it speaks of, if any, is found by `marsad.follow.ledger.recognising`; one that speaks of none tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from marsad.annotate.commitments.due import amounts
from marsad.annotate.commitments.page import COMMAS, Page
from marsad.annotate.commitments.status import has_if
from marsad.annotate.link.concepts import is_stop
from marsad.annotate.progress.cues import CueLexicon, cues_of, forms
from marsad.annotate.progress.parts import places
from marsad.annotate.progress.worth import is_long_ago
from marsad.model import Commitment, CommitmentStatus, DateFact, Detail, DetailRole, FactKind, Progress

RULE = "sentence"
MOST = 6
"""Sentences of an article that are kept, the strongest."""
_STATUS = {
    "withdrawn": CommitmentStatus.WITHDRAWN,
    "postponed": CommitmentStatus.POSTPONED,
    "put_off": CommitmentStatus.POSTPONED,
    "done": CommitmentStatus.DONE,
    "started": CommitmentStatus.STARTED,
    "signed": CommitmentStatus.SIGNED,
    "deeds": CommitmentStatus.DONE,
}
"""What a table of cues tells; of several in a sentence the first one here counts."""
_ORDER = tuple(_STATUS)
_BACK = frozenset({"withdrawn", "postponed", "put_off"})
_SURE = 0.8
_REACH, _REACH_BACK = 5, 2
"""So many words before a cue say that it is not so, or not yet; before one that takes back what was said."""
_CLAUSE = 10
_LETTERS, _WORDS, _MOST_WORDS = 4, 2, 70
_SMALL = 3
_FUTURE = {
    "fr": ("erai", "era", "eront", "ira", "iront", "rait", "raient", "dra", "dront", "er", "ir"),
    "es": ("ara", "aran", "era", "eran", "ira", "iran", "ria", "rian", "ar", "er", "ir"),
}
"""Endings of what is still to come, and of infinitives."""


_WILL = re.compile(r"س[يتن]\w{3,}").fullmatch
"""An Arabic verb of the future."""


class _Sign(NamedTuple):
    """The cue that counts in a sentence: its table and tokens."""

    table: str
    first: int
    last: int


def sentence_steps(page: Page, known: Sequence[Progress], commitments: Sequence[Commitment]) -> list[Progress]:
    """The sentences with a sign of a status, the strongest `MOST` in the order of the text.

    None that shares words with progress that is known, or with a commitment of the same status.
    """
    cues = cues_of(page.passage.lang)
    if cues is None:
        return []
    found = []
    for begin, stop in page.passage.sentences:
        start, end = page.passage.starts[begin], page.passage.ends[stop - 1]
        if stop - begin > _MOST_WORDS or any(one.start < end and start < one.end for one in known):
            continue
        fact = _fact(page, cues, begin, stop)
        if fact and not any(_covers(one, fact) for one in commitments):
            found.append(fact)
    strongest = sorted(found, key=lambda one: (-len(one.details), one.start))[:MOST]
    return sorted(strongest, key=lambda one: one.start)


def _covers(one: Commitment, fact: Progress) -> bool:
    shares = one.kind is FactKind.COMMITMENT and one.start < fact.end and fact.start < one.end
    return shares and one.status is fact.status


def _fact(page: Page, cues: CueLexicon, begin: int, stop: int) -> Progress | None:
    """The progress that a sentence shows, null where it shows none or holds nothing to tell a promise by."""
    words = [forms(word) for word in page.passage.folded[begin:stop]]
    sign = _sign(page, cues, words, begin)
    if sign is None or not _is_told(page, begin, stop):
        return None
    start, end = page.passage.starts[begin], page.passage.ends[stop - 1]
    status, ahead = _STATUS[sign.table], _to_come(page, start, end)
    due = ahead if status is CommitmentStatus.POSTPONED else None
    if (sign.table == "put_off" and due is None) or (status is CommitmentStatus.DONE and ahead):
        return None
    if not _tells_apart(page, sign, begin, stop):
        return None
    if status is CommitmentStatus.DONE and _is_part(page, cues, words, begin):
        status = CommitmentStatus.STARTED
    text = page.passage.text[start:end]
    return Progress(
        kind=FactKind.PROGRESS,
        start=start,
        end=end,
        text=text,
        confidence=_SURE,
        rule=RULE,
        details=(*amounts(page, start, end), *places(page, start, end), *([due] if due else ())),
        what=text,
        status=status,
        due=due.value if due else None,
    )


def _sign(page: Page, cues: CueLexicon, words: Sequence[frozenset[str]], begin: int) -> _Sign | None:
    """The cue that counts: the first of those whose status goes before that of the others."""
    signs = [sign for sign in _signs(page, cues, words, begin) if not _is_unreal(cues, words, sign)]
    return min(signs, key=lambda sign: (_ORDER.index(sign.table), sign.first, sign.last), default=None)


def _signs(page: Page, cues: CueLexicon, words: Sequence[frozenset[str]], begin: int) -> Iterator[_Sign]:
    ends = _FUTURE.get(page.passage.lang or "", ())
    for first in range(len(words)):
        for table, last in cues.cues.at(words, first, len(words)):
            if table in _BACK or not page.passage.folded[begin + first].endswith(ends) or not ends:
                yield _Sign(table, first, last)


def _is_unreal(cues: CueLexicon, words: Sequence[frozenset[str]], sign: _Sign) -> bool:
    """Whether words before a cue say that it is not so, or only may or will be."""
    reach = _REACH_BACK if sign.table in _BACK else _REACH
    before = range(max(0, sign.first - reach), sign.first)
    if any(not cues.nots.isdisjoint(words[at]) for at in before) or (
        sign.table not in _BACK and _is_denied(cues, words, sign.first)
    ):
        return True
    if sign.table in _BACK:
        return any(not cues.doubts.isdisjoint(words[at]) for at in before)
    behind = words[sign.last + 1 : sign.last + 1 + _REACH_BACK]
    near = [*behind, *(words[at] for at in before)]
    if any(not cues.future.isdisjoint(word) or any(map(_WILL, word)) for word in near):
        return True
    return any(last < sign.first for at in before for _, last in cues.unreal.at(words, at, sign.first))


def _is_denied(cues: CueLexicon, words: Sequence[frozenset[str]], first: int) -> bool:
    """Whether a word of negation stands farther before a cue, in its clause: لم تدخل المحطة الجديدة حيز الخدمة."""
    for at in range(first - 1, max(-1, first - 1 - _CLAUSE), -1):
        if not COMMAS.isdisjoint(words[at]):
            return False
        if not cues.nots.isdisjoint(words[at]):
            return True
    return False


def _is_told(page: Page, begin: int, stop: int) -> bool:
    if page.passage.words[stop - 1] in "?؟" or has_if(page, begin, stop) or is_long_ago(page, begin, stop):
        return False
    doubts = (page.lexicon.hearsay_phrases, page.lexicon.if_phrases)
    return not any(page.holds(doubt, begin, stop) >= 0 for doubt in doubts)


def _is_part(page: Page, cues: CueLexicon, words: Sequence[frozenset[str]], begin: int) -> bool:
    """Whether a sentence says that only a part is done: "the first batch", "six of the fourteen"."""
    for at in range(len(words)):
        if next(cues.parts.at(words, at, len(words)), None):
            return True
        last = max((last for _, last in cues.of.at(words, at, len(words))), default=-1)
        if 0 < at <= last < len(words) - 1:
            behind = page.known.figures_in(
                page.passage.starts[begin + last + 1], page.passage.ends[begin + len(words) - 1]
            )
            if behind and page.known.token_at(behind[0].start) == begin + last + 1 and _is_number(page, begin, at):
                return True
    return False


def _is_number(page: Page, begin: int, at: int) -> bool:
    """Whether a number stands in the few words before a token."""
    start, end = page.passage.starts[begin + max(0, at - 3)], page.passage.ends[begin + at - 1]
    return any(one.start < end and start < one.end for one in page.known.figures) or any(
        word[0].isdigit() for word in page.passage.words[begin + max(0, at - 3) : begin + at]
    )


def _tells_apart(page: Page, sign: _Sign, begin: int, stop: int) -> bool:
    """Whether a sentence holds a number or a name, and words beside its cue, by which a promise can be told."""
    start, end = page.passage.starts[begin], page.passage.ends[stop - 1]
    named = bool(page.known.mentions_in(start, end)) or bool(page.known.figures_in(start, end))
    content = [
        at
        for at, word in enumerate(page.passage.folded[begin:stop])
        if not sign.first <= at <= sign.last
        and len(word) >= _LETTERS
        and word[0].isalpha()
        and not is_stop(word, page.passage.lang)
    ]
    return len(content) >= _WORDS + (not named) * _SMALL


def _to_come(page: Page, start: int, end: int) -> Detail | None:
    """The last day ahead that a sentence names."""
    published = page.known.published or ""
    ahead = [
        (value, one) for one in page.known.dates_in(start, end) if (value := _day(one)) and _is_ahead(value, published)
    ]
    if not ahead or not published:
        return None
    value, one = max(ahead, key=lambda item: item[0])
    return Detail(role=DetailRole.DUE, start=one.start, end=one.end, text=one.text, value=value)


def _day(date: DateFact) -> str:
    return date.end_date or date.start_date or ""


def _is_ahead(value: str, published: str) -> bool:
    return value > published[: len(value)]
