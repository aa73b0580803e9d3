"""What was said, behind an Arabic cue: quoted words, a clause with أن, or a verbal noun; and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from marsad.annotate.reference.lexicon import reference_words
from marsad.annotate.statements.arabic_cues import THAT
from marsad.annotate.statements.arabic_line import QUOTE, Line
from marsad.annotate.statements.arabic_verbs import Mood
from marsad.annotate.statements.arabic_words import Cue, StatementWords
from marsad.model import StatementForm

_FAR = 60
"""So many items at most between a cue and what was said."""
_UNMARKED = 16
_ATTRIBUTE = frozenset({"said", "quoted", "asked", "announced", "promised", "wondered"})
"""The verbs that stand behind what was said."""
_ANY = frozenset({"اي", "ايه", "وجود"})
"""What is denied: "any intention", "the existence of"."""
_HOWEVER = frozenset({"لكنه", "لكنها", "لكنهم"})
_UNCLOSED = frozenset({'"', "“"})
_CLAUSE_OPENS = 8
_FRAGMENT = 3
"""So many words a quoted fragment has at least: fewer are a term."""
_FULL = frozenset({".", "!", "?", "؟", "…", ";", "؛"})

Covered = Callable[[int], bool]
"""Whether an item lies in a name or a date."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What was said: the items ``first`` up to and with ``last``. ``behind`` is the first item behind the speaker."""

    rule: str
    first: int
    last: int
    behind: int
    form: StatementForm


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what was said out of one sentence."""

    line: Line
    cues: dict[int, Cue]
    words: StatementWords
    covered: Covered
    _known: dict[int, Reported | None] = field(default_factory=dict)

    def after(self, at: int) -> Reported | None:
        """What the cue at an item reports, if it stands behind it."""
        if at not in self._known:
            self._known[at] = self._after(at)
        return self._known[at]

    def _after(self, at: int) -> Reported | None:
        line, cue = self.line, self.cues[at]
        for here in range(at + 1, min(len(line), at + _FAR)):
            word = line.words[here]
            if word in _FULL or (here in self.cues and self._takes_over(here)):
                break
            if word == ":" or (word in _UNCLOSED and self._opens(here)):
                return self._behind_colon(at, here)
            if word == QUOTE and self._speaks(at, here):
                return Reported("direct", here, here, here, StatementForm.DIRECT)
            if cue.kind == "wondered" and word in self.words.questions:
                return self._clause("indirect", here, here)
            if cue.clause and word in THAT and self._is_clause(at, here):
                behind = here - 1 if line.word(here - 1) in self.words.prepositions else here
                return self._clause("indirect", here, behind)
            if cue.prepositions and (found := self._noun(at, here)):
                return found
        return None

    def _opens(self, at: int) -> bool:
        """Whether a mark that nothing closes stands before a word, as an opening one does."""
        return self.line.ends[at - 1] < self.line.starts[at]

    def _takes_over(self, at: int) -> bool:
        """Whether a later cue owns what follows: not a participle that goes with its verb ("قالت ضاحكة"), nor
        a relative clause about the speaker before quoted words ("قال X، الذي حضر اللقاء: «…»").
        """
        if self.cues[at].kind == "saying":
            return False
        if self.line.word(at - 1) in self.words.relatives or self.line.word(at - 1) in {"وهو", "وهي"}:
            found = self.after(at)
            return found is not None and found.form is not StatementForm.DIRECT
        if self.cues[at].form.mood is not Mood.PARTICIPLE:
            return True
        if self.cues[at].kind == "quoted":
            return False
        return self.line.word(at - 1) in {",", QUOTE} or self.line.words[at].startswith("و")

    def _behind_colon(self, at: int, colon: int) -> Reported | None:
        line, here = self.line, colon + 1
        if line.words[colon] in _UNCLOSED:
            here -= 1
        if line.word(here) == QUOTE:
            return Reported("direct", here, here, colon, StatementForm.DIRECT)
        if line.word(here) in THAT:
            return self._clause("indirect", here, colon)
        if line.word(here) in _UNCLOSED:
            here += 1
        if (
            here >= len(line)
            or colon - at > _UNMARKED
            or len(line) - here < 3
            or self.cues[at].kind in {"thought", "expected"}
        ):
            return None
        last = len(line) - 1
        while last > here and line.words[last] in _FULL:
            last -= 1
        return Reported("unmarked", here, last, colon, StatementForm.DIRECT)

    def _speaks(self, at: int, here: int) -> bool:
        """Whether a quotation is what somebody said, and no name, title or term in what leads up to it."""
        before, line = self.line.word(here - 1), self.line
        if self.covered(here) or before in self.words.titled or self.cues[at].kind in {"judged", "thought", "expected"}:
            return False
        if before in self.words.prepositions or before in {"و", "او"}:
            return False
        return line.length(here) >= (2 if here == at + 1 or before == "," else 3)

    def fragment(self, at: int) -> Reported | None:
        """The words that a sentence quotes behind a cue without a clause of its own: "وصفه بأنه «…»"."""
        line = self.line
        for here in range(at + 1, len(line)):
            if line.words[here] in _FULL or (here in self.cues and self._takes_over(here)):
                return None
            if line.words[here] == QUOTE and self.quoted(here) and line.length(here) >= _FRAGMENT:
                return Reported("fragment", here, here, here, StatementForm.MIXED)
        return None

    def _is_clause(self, at: int, here: int) -> bool:
        line, before = self.line, self.line.word(here - 1)
        if line.words[here].startswith("و") and here > at + 1:
            return False
        if before in self.words.before_clause:
            return False
        provided = before == "على" and line.word(here + 1)[:1] in {"ي", "ت"} and line.words[here] == "ان"
        return not provided

    def _noun(self, at: int, here: int) -> Reported | None:
        """What is asked for, warned of or denied in a noun: بإعفاء, من نفاد, وجود."""
        line, cue = self.line, self.cues[at]
        word, before = line.words[here], line.word(here - 1)
        if self.covered(here):
            return None
        free = before == "," or here == at + 1 or self.covered(here - 1)
        if word in cue.prepositions and here + 1 < len(line):
            noun = line.words[here + 1]
            if self.words.is_verbal_noun(noun) or (cue.kind == "asked" and free and self._any_noun(here + 1)):
                return self._clause("noun", here, here)
        elif word[:1] in cue.prepositions and len(word) > 3:
            noun = word[1:]
            if self.words.is_verbal_noun(noun) or (cue.kind == "asked" and free and not noun.startswith("ال")):
                return self._clause("noun", here, here)
        elif "" in cue.prepositions:
            any_such = word in _ANY and here + 1 < len(line)
            deed = free and here > at + 1 and self.words.is_verbal_noun(word, led=False)
            return self._clause("noun", here, here) if any_such or deed else None
        return None

    def _any_noun(self, at: int) -> bool:
        word = self.line.words[at]
        return word != QUOTE and word[:1].isalpha() and not self.covered(at) and word not in {"ذلك", "هذا", "هذه", "ان"}

    def _clause(self, rule: str, first: int, behind: int) -> Reported:
        """A reported clause from its first item on; a mixed one where words of it are quoted."""
        last = self._end(first, noun=rule == "noun")
        if last == first + 1 and self.line.words[first] in THAT and last in self.line.quotes and self.quoted(last):
            return Reported(rule, last, last, behind, StatementForm.MIXED)  # "بأنه «…»"
        return Reported(rule, first, last, behind, self.form(first, last))

    def form(self, first: int, last: int) -> StatementForm:
        """Mixed where words among the items are quoted, else indirect."""
        quoted = any(self.line.words[at] == QUOTE and self.quoted(at) for at in range(first, last + 1))
        return StatementForm.MIXED if quoted else StatementForm.INDIRECT

    def quoted(self, at: int) -> bool:
        """Whether a quotation in a clause is somebody's words: no name and no single term."""
        line = self.line
        if self.covered(at) or line.word(at - 1) in self.words.titled or line.length(at) < 2:
            return False
        return line.length(at) > 2 or not any(letter.isdigit() for letter in line.text(at, at))

    def _end(self, first: int, *, noun: bool) -> int:
        line, at = self.line, first + 1
        if line.word(at) == QUOTE and line.word(at + 1) in {",", "-"} and line.words[first] in THAT:
            return at
        while at < len(line) and line.words[at] not in _FULL and not self._breaks(at):
            if noun and line.words[at] in self.words.relatives and line.word(at - 1) == ",":
                break  # what the writer adds
            at += 1
        last = at - 1
        while last > first and (line.words[last] in _FULL or line.words[last] in {",", "-", "–"}):
            last -= 1
        return last

    def _breaks(self, at: int) -> bool:
        """Whether what was said has ended before an item."""
        line, words, word = self.line, self.words, self.line.words[at]
        if word == "على" and line.word(at + 1) == "حد":
            return True
        if word in words.according and (line.word(at + 1) in words.in_his_words or line.word(at - 1) == ","):
            return True
        if at in self.cues and self.cues[at].form.mood is Mood.PARTICIPLE and self.cues[at].led:
            return self.after(at) is not None
        if line.word(at - 1) != ",":
            return False
        if word.removeprefix("و") in _HOWEVER and line.word(at + 1) in words.negations:
            return True  # what the writer adds about the speaker
        if word in words.aftermath and word not in {"حيث", "وهو", "وهي"}:
            return True
        if at in self.cues:
            return self.cues[at].form.mood is Mood.PARTICIPLE or self._starts_over(at)
        if (word in words.joins or word in words.as_said) and at + 1 in self.cues:
            return self._starts_over(at + 1)
        if word == "قبل" and line.word(at + 1) == "ان" and at + 2 in self.cues:
            return True
        return word in self.words.prepositions and any(line.word(at + n).strip() in words.utterances for n in (1, 2))

    def _starts_over(self, at: int) -> bool:
        """Whether the cue at an item reports something of its own, or says who said what stands before it."""
        return self.after(at) is not None or self.attributes(at)

    def attributes(self, at: int) -> bool:
        """Whether a cue behind a comma closes the sentence with its speaker: "…، يقول الخبير"."""
        line, before = self.line, at - (self.line.word(at - 1) in self.words.as_said)
        if line.word(before - 1) not in {",", QUOTE} or self.cues[at].kind not in _ATTRIBUTE or self.cues[at].led:
            return False
        rest = [word for word in line.words[at + 1 :] if word not in _FULL]
        return len(rest) <= _UNMARKED and QUOTE not in rest

    def quote_before(self, at: int, since: int) -> int | None:
        """The quotation from item ``since`` on that a verb without a conjunction stands right behind, if any."""
        line, before = self.line, at - 1
        if self.cues[at].led or self.cues[at].kind not in _ATTRIBUTE:
            return None
        if self.cues[at].form.mood is Mood.PARTICIPLE:
            return None
        while before >= since and (
            line.words[before] in self.words.as_said or line.words[before] in {",", "كان", "كانت"}
        ):
            before -= 1
        if before >= since and line.words[before] == QUOTE and line.length(before) > 1 and self.opens(before, since):
            return before
        return None

    def opens(self, at: int, since: int) -> bool:
        """Whether a quotation opens a sentence or what is left of it: it is no part of the clause before the verb."""
        before = self.line.word(at - 1)
        return at == since or before in _FULL or before in {",", ":", QUOTE}

    def tells_future(self, reported: Reported) -> bool:
        """Whether a clause without quoted words is about what will be: its first verb has the س of the future."""
        if reported.form is not StatementForm.INDIRECT:
            return False
        words = self.line.words[reported.first + 1 : reported.first + _CLAUSE_OPENS]
        at = next(
            (at for at, word in enumerate(words) if word[0] == "س" and word[1:2] in {"ي", "ت"} and len(word) > 4), -1
        )
        return at == 0 or (at > 0 and self._is_agent(words[0]))

    @staticmethod
    def _is_agent(word: str) -> bool:
        """Whether a word with its article is a noun for a body; what a thing will do binds nobody."""
        return word.removeprefix("ال") in reference_words("ar").bodies
