"""A story's lede: one or two sentences of one of its articles, those that say most of what the others say too.

Extractive: nothing is written, sentences are chosen, and each comes with the place of its words. Sentences are ranked
by how much of the story's independent articles their words and names stand for, the mean over words as in SumBasic
(Nenkova and Vanderwende, 2005) with document frequencies for probabilities, so that no loud article decides.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from marsad.annotate.text import Passage
from marsad.group.anchors import anchors
from marsad.group.vocabulary import stopwords
from marsad.group.words import bare, fold, words
from marsad.read.cues import begins

FEWEST, MOST, TOGETHER = 8, 80, 70
"""Words of a sentence of a lede, and of two together."""
TITLE = 2.0
"""What a word is worth more where every title has it."""
SETTLED = 10
"""Words that are added to a sentence's own before its mean is taken, so that few good words do not win alone."""
FADES = 0.12
"""How much each sentence before it takes from a sentence: the press says first what matters."""
WORTH = 0.4
"""What a second sentence must add, as a share of what the first says."""
NEAR = 2
"""How many sentences after the first the second may stand: from further away it would need what lies between."""
QUOTED = 1 / 3
"""The share of a sentence's words that may stand in quotation marks."""
_IN_MARKS = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_OPEN, _CLOSE = frozenset("«“„"), frozenset("»”")
_ENDS = re.compile(r"[.!…][»”\"')\]]*$")
_CUT = re.compile(r"[.!?؟…][»”\"')\]]+\s+(?=[«“\"]?[^\W\d_a-zà-ÿ])")
_DATELINE = re.compile(
    r"\s*(?:[^\n()]{2,60}\([^\n()]{2,40}\)\s*\.?\s*[–—:-]+"  # Rabat, 15 sept. 2025 (Agence) –
    r"|[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,30}(?:,[^\n.!?]{2,40})?(?:\s[–—-]|\s?—)"  # RABAT, 15 septembre —
    r"|[^\n.!?؟ ]{2,20}(?: [^\n.!?؟ ]{2,20})? ?/[^\n.!?؟]{2,40}?\s?[–—:/-])\s+(?![a-zà-ÿ])"  # place/agency -
)


@dataclass(frozen=True, slots=True)
class LedeArticle:
    """An article of a story. ``fields`` are the texts of which sentences may be shown, by name, in reading order;
    ``text`` is all that is known of it. ``key`` is the same for all copies of one text."""

    id: str
    lang: str | None
    title: str
    text: str
    fields: Mapping[str, str]
    key: str
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class LedeSentence:
    """A sentence and its evidence: ``start`` and ``end`` are code points of the article's ``field``."""

    document: str
    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: LedeSentence
    words: tuple[str, ...]
    names: tuple[str, ...]
    length: int
    place: int
    leans: bool


@dataclass(frozen=True, slots=True)
class _Profile:
    """What share of the independent articles has a word (of the lede's language) or a name, and of titles a word."""

    words: Mapping[str, float]
    titles: Mapping[str, float]
    names: Mapping[str, float]


def story_lede(articles: Sequence[LedeArticle], lang: str) -> tuple[LedeSentence, ...]:
    """The lede of a story in ``lang``: sentences of one article, in its order; empty where no article has a fit one.

    The same articles in any order give the same lede, but that of equals the first one's is taken.
    """
    independent = _independent(articles)
    ours = [article for article in _heads(articles, lang) if article.lang == lang]
    if not ours:
        return ()
    profile = _profile(independent, lang)
    found = [(article, list(_candidates(article))) for article in ours]
    opening = [(one, rest) for _, rest in found for one in rest if not one.leans]
    if not opening:
        return ()
    first, rest = max(opening, key=lambda pair: _worth(pair[0], profile, title=TITLE))
    second = _second(first, rest, profile)
    chosen = sorted((one for one in (first, second) if one), key=lambda one: one.place)
    return tuple(one.sentence for one in chosen)


def _independent(articles: Sequence[LedeArticle]) -> list[LedeArticle]:
    """One article for each text: its original, or the first copy where that is not here."""
    texts: dict[str, LedeArticle] = {}
    for article in sorted(articles, key=lambda one: one.is_copy):
        texts.setdefault(article.key, article)
    return list(texts.values())


def _heads(articles: Sequence[LedeArticle], lang: str) -> list[LedeArticle]:
    """The articles that may give the lede: of each text the original, or else its first copy, in that language."""
    return _independent([article for article in articles if article.lang == lang])


def _profile(independent: Sequence[LedeArticle], lang: str) -> _Profile:
    same = [article for article in independent if article.lang == lang]
    texts = [set(_content(words(f"{article.title} {article.text}"), lang)) for article in same]
    titles = [set(_content(words(article.title), lang)) for article in same if article.title]
    names = [set(anchors(f"{one.title}\n{one.text}", words(one.text))) for one in independent]
    return _Profile(_shares(texts), _shares(titles), _shares(names))


def _shares(sets: Sequence[set[str]]) -> dict[str, float]:
    counts = Counter(word for one in sets for word in one)
    return {word: count / len(sets) for word, count in counts.items()}


def _content(found: Sequence[str], lang: str | None) -> Iterator[str]:
    stop = stopwords(lang)
    for word in found:
        if word not in stop and len(plain := bare(word)) > 1 and plain not in stop:
            yield plain


def _candidates(article: LedeArticle) -> Iterator[_Candidate]:
    place = 0
    for field, text in article.fields.items():
        dateline = _DATELINE.match(text)
        begin = dateline.end() if dateline else 0
        for first, end in _sentences(text, article.lang):
            start = max(first, begin)
            said = text[start:end]
            found = words(said)
            if _is_fit(text, start, said, found):
                content = tuple(dict.fromkeys(_content(found, article.lang)))
                sentence = LedeSentence(article.id, field, start, end, said)
                yield _Candidate(
                    sentence, content, tuple(anchors(said, found)), len(found), place, _leans(said, article.lang)
                )
            place += 1


def _sentences(text: str, lang: str | None) -> Iterator[tuple[int, int]]:
    """Sentences as code points; one that ends inside quotation marks ends there too."""
    passage = Passage.of(text, lang)
    for first, past in passage.sentences:
        start, end = passage.starts[first], passage.ends[past - 1]
        for cut in _CUT.finditer(text, start, end):
            yield start, cut.start() + len(cut[0].rstrip())
            start = cut.end()
        yield start, end


def _is_fit(text: str, start: int, said: str, found: Sequence[str]) -> bool:
    """Whether a sentence may stand alone: whole, of some length, not a question, a quotation or a line to elsewhere."""
    if not FEWEST <= len(found) <= MOST or not _ENDS.search(said) or begins(said, "read_also"):
        return False
    if _is_open(text[text.rfind("\n", 0, start) + 1 : start]) or _is_open(said):
        return False
    return len(words(_IN_MARKS.sub(" ", said))) >= (1 - QUOTED) * len(found)


def _is_open(text: str) -> bool:
    """Whether a quotation goes on after this text, or began before it."""
    signs = Counter(text)
    return sum(signs[sign] for sign in _OPEN) != sum(signs[sign] for sign in _CLOSE) or signs['"'] % 2 == 1


def _leans(said: str, lang: str | None) -> bool:
    opening = " ".join(words(said)[:4]) + " "
    return any(opening.startswith(f"{cue} ") for cue in _leaning().get(lang or "", ()))


@cache
def _leaning() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files("marsad.group").joinpath("data", "lede.toml").read_text("utf-8"))
    return {lang: tuple(map(fold, cues)) for lang, cues in data["leans"].items()}


def _worth(one: _Candidate, profile: _Profile, said: frozenset[str] = frozenset(), title: float = 0.0) -> float:
    """The mean share of the articles that a sentence's words stand for; words that were said already add nothing."""
    parts = [
        profile.words.get(word, 0.0) + title * profile.titles.get(word, 0.0) for word in one.words if word not in said
    ]
    parts += [profile.names.get(name, 0.0) for name in one.names if f"\0{name}" not in said]
    return math.fsum(parts) / (one.length + SETTLED) / (1 + FADES * one.place)


def _second(first: _Candidate, rest: Sequence[_Candidate], profile: _Profile) -> _Candidate | None:
    """A sentence after the first that adds enough; one that leans only directly after it."""
    said = frozenset(first.words) | {f"\0{name}" for name in first.names}
    after = [
        one
        for one in rest
        if first.place < one.place <= first.place + NEAR
        and one.length + first.length <= TOGETHER
        and (not one.leans or one.place == first.place + 1)
    ]
    best = max(after, key=lambda one: _worth(one, profile, said), default=None)
    enough = WORTH * _worth(first, profile)
    return best if best is not None and _worth(best, profile, said) >= enough else None
