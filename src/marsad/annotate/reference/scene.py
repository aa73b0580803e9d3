"""An article's mentions as somebody who reads along has them in mind: token, sentence, subject or not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from marsad.annotate.known import Known
from marsad.annotate.names.arabic_words import arabic_words, bare
from marsad.annotate.names.words import words_of
from marsad.annotate.reference.lexicon import Gender, ReferenceWords, arabic_forms, reference_words
from marsad.model import NAMED, FactKind

STOPS = frozenset(',;:.!?()[]–—-،؛؟«»“”"‹›')
COMMAS = frozenset({",", "،"})
_LED_UP = 6
_BESIDE = 16


@dataclass(frozen=True, slots=True)
class Seen:
    """Words that name or mean somebody: tokens ``first`` to ``last``, the number of their sentence and paragraph.

    ``entity`` is null for somebody whom the article does not name ("un géomètre"). ``subject``: nothing makes it an
    object or a complement. ``speaks``: it stands beside a verb of speech. ``gender`` is that of a noun without entity.
    """

    entity: int | None
    kind: FactKind
    start: int
    end: int
    first: int
    last: int
    sentence: int
    paragraph: int
    subject: bool
    speaks: bool
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """An article's named mentions in the order of the text, and where its paragraphs are.

    ``opens`` are the first tokens of the sentences, ``paragraphs`` the number of each sentence's paragraph; ``held``
    has the mention of each token that a name holds.
    """

    known: Known
    words: ReferenceWords
    seen: tuple[Seen, ...]
    opens: tuple[int, ...]
    paragraphs: tuple[int, ...]
    held: Mapping[int, Seen]

    @classmethod
    def of(cls, known: Known) -> Scene:
        """Look at all named mentions."""
        passage = known.passage
        words = reference_words(passage.lang)
        opens = tuple(first for first, _ in passage.sentences)
        paragraphs = _paragraphs(known, opens)
        empty = cls(known, words, (), opens, paragraphs, {})
        seen: list[Seen] = []
        held: dict[int, Seen] = {}
        for mention in known.mentions:
            if mention.kind not in NAMED:
                continue
            first = known.token_at(mention.start)
            last = bisect_right(passage.starts, mention.end - 1) - 1
            led = bool(seen) and seen[-1].kind is not FactKind.PLACE and seen[-1].last >= opens[empty.sentence(first)]
            one = empty.look(mention.entity, mention.kind, first, last, mention.start, behind=led)
            held.update(dict.fromkeys(range(first, last + 1), one))
            seen.append(one)
        return cls(known, words, tuple(seen), opens, paragraphs, held)

    def sentence(self, token: int) -> int:
        """The number of the sentence that a token is in."""
        return bisect_right(self.opens, token) - 1

    def sentence_at(self, place: int) -> int:
        """The number of the sentence at a code point."""
        return self.sentence(min(self.known.token_at(place), len(self.known.passage.words) - 1))

    def look(
        self, entity: int | None, kind: FactKind, first: int, last: int, start: int, *, behind: bool = False
    ) -> Seen:
        """What there is to see of some tokens; ``behind`` says that their sentence has named somebody before them."""
        sentence = self.sentence(first)
        speaks = self._speaks(first, last)
        return Seen(
            entity=entity,
            kind=kind,
            start=start,
            end=self.known.passage.ends[last],
            first=first,
            last=last,
            sentence=sentence,
            paragraph=self.paragraphs[sentence],
            subject=self._is_subject(first, start, self.opens[sentence], behind=behind),
            speaks=speaks,
        )

    def _is_subject(self, first: int, start: int, begin: int, *, behind: bool) -> bool:
        """Whether no preposition leads up to words, and no other name but over a comma or a verb of speech."""
        passage, words = self.known.passage, self.words
        if words.lang == "ar" and start > passage.starts[first] and passage.text[start - 1] in "بلك":
            return False
        for at in range(first - 1, max(begin, first - _LED_UP) - 1, -1):
            word = passage.folded[at]
            if word in words.prepositions and not (word == passage.words[at] == "a" and words.lang == "fr"):
                return False
            if passage.words[at] in STOPS or word in words.joins or word in words.clause or self.says(at):
                return True
            if not (word in words.determiners or word in words.offices or word in words.bodies or word in words.empty):
                return not behind
        return True

    def says(self, at: int) -> bool:
        """Whether a token is a verb of speech."""
        return _says(self.words.lang, self.known.passage.folded[at])

    def tells_sport(self) -> bool:
        """Whether the text has three different words of the game; compare `marsad.annotate.names.view.tells_sport`."""
        folded = set(self.known.passage.folded)
        if self.words.lang != "ar":
            return len(words_of(self.words.lang).sport & folded) > 2
        forms = {form for word in folded for _, form in arabic_forms(word)}
        return len({bare(word) for word in arabic_words().sport} & forms) > 2

    def _speaks(self, first: int, last: int) -> bool:
        """Whether a verb of speech stands beside words, over what is set beside them: "X, head of the agency, said"."""
        passage = self.known.passage
        stop = min(len(passage.words), last + _BESIDE)
        if last + 1 < stop and passage.words[last + 1] in COMMAS:
            last = next((at for at in range(last + 2, stop) if passage.words[at] in STOPS), last)
        return any(self.says(at) for at in (first - 1, first - 2, last + 1, last + 2) if 0 <= at < len(passage.words))


@lru_cache(maxsize=1 << 14)
def _says(lang: str, word: str) -> bool:
    if lang == "ar":
        return any(cut in arabic_words().speech for cut, _ in arabic_forms(word))
    return word in words_of(lang).speech


def _paragraphs(known: Known, opens: tuple[int, ...]) -> tuple[int, ...]:
    passage, number, found = known.passage, 0, []
    for first in opens:
        if first and "\n" in passage.text[passage.ends[first - 1] : passage.starts[first]]:
            number += 1
        found.append(number)
    return tuple(found)
