"""Who speaks in an Arabic sentence: the subject behind or before the verb, or somebody named earlier."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.annotate.reference.lexicon import Gender, reference_words
from marsad.annotate.statements.arabic_line import QUOTE, Line
from marsad.annotate.statements.arabic_verbs import Mood
from marsad.annotate.statements.arabic_words import Cue, StatementWords
from marsad.annotate.text import folded_word
from marsad.model import Detail, DetailRole, FactKind, Mention

_SPEAK = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE})
_BODIES = frozenset({FactKind.PERSON, FactKind.ORGANISATION})
_ENDS = frozenset({".", "!", "?", "؟", "…"})
_CLOSES = frozenset({",", "(", "-", "–", "—", ":", '"', "“", QUOTE})
_MARK = 3
_OPENING = 3
"""A body that is named so far into a sentence is its subject."""
_SPOKESMAN = frozenset({"باسم", "الرسمي", "الرسميه"})
_CONJUNCTIONS = ("لكن", "ولكن", "لان", "ولان", "فان")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the words that tell, and the entity, null where the article names nobody.

    ``how`` is ``named`` where the sentence names them, ``referred`` for a noun that stands for somebody, ``carried``
    for a hidden subject, ``unnamed`` for a noun that stands for nobody named, ``nobody`` where nothing tells.
    """

    how: str
    start: int = 0
    end: int = 0
    entity: int | None = None

    def detail(self, text: str) -> tuple[Detail, ...]:
        """The detail of a statement, none where no words tell."""
        if self.start >= self.end:
            return ()
        words = text[self.start : self.end]
        return (Detail(role=DetailRole.SPEAKER, start=self.start, end=self.end, text=words, entity=self.entity),)


def gender_of(cue: Cue) -> Gender:
    """The gender of a cue's hidden subject."""
    return "f" if cue.form.feminine else "m"


NOBODY = Speaker("nobody")
"""No speaker: what is told is no statement, or nobody knows whose."""


@dataclass
class Speakers:
    """Finds the speakers of an article's statements, in their order, and remembers them."""

    known: Known
    references: References
    words: StatementWords
    last: dict[str, Speaker] = field(default_factory=dict)
    """The last speaker by gender, ``m`` or ``f``."""
    latest: Speaker | None = None
    heard: int = -1
    """Where the last attribution stands."""

    def remember(self, speaker: Speaker, cue: Cue | None, place: int) -> None:
        """Take somebody for the one who spoke last."""
        self.heard = place
        if speaker.how == "nobody":
            return
        gender = self.references.gender(speaker.entity) if speaker.entity is not None else None
        if gender is None and cue is not None:
            gender = gender_of(cue)
        self.latest = speaker
        if gender is not None:
            self.last[gender] = speaker

    def behind(self, line: Line, first: int, stop: int, cue: Cue) -> Speaker | None:
        """The subject in the items ``first`` up to ``stop`` behind a verb; null where it is hidden."""
        while first < stop and (past := self._adverb(line, first)) > first:
            first = past
        if line.word(first) == "كل" and line.word(first + 1) == "من":
            first += 2
        if first >= stop or line.words[first] in _CLOSES or line.words[first] in self.words.prepositions:
            return None
        if line.words[first] in self.words.circumstances or line.words[first].startswith(("بال", "لل")):
            return None
        other = self.words.cues.get(line.words[first])
        if other is not None and other.form.mood is Mood.PARTICIPLE:
            return None
        return self._phrase(line, first, stop, cue)

    def _adverb(self, line: Line, at: int) -> int:
        """The item behind an adverb or a date that begins at one; the same item where none does."""
        if line.words[at] in self.words.after_verb:
            return at + 1
        start = line.starts[at]
        date = next((one for one in self.known.dates_in(start, line.ends[-1]) if one.start == start), None)
        return line.item_at(date.end) if date is not None else at

    def before(self, line: Line, first: int, stop: int, cue: Cue) -> Speaker | None:
        """The subject in the items ``first`` up to ``stop`` before a verb: "أما X، رئيس Y، فأكد", "X يقول"."""
        first = next((at + 1 for at in range(stop - 2, first, -1) if line.words[at] == "ان"), first)
        while first < stop and (line.words[first] in self.words.before_subject or line.words[first] in _CLOSES):
            first += 1
        if line.word(stop - 1) in _ENDS or line.word(stop - 1) == "كما":
            return None
        if line.word(stop - 1) in self.words.inanimate:
            return NOBODY  # "نفى X التقارير تفيد بأن"
        apart = line.word(stop - 1) == "," and "اما" not in line.words[max(0, first - 1) : first]
        while stop > first and line.words[stop - 1] in {",", "قد", "كان", "كانت"}:
            stop -= 1
        if first >= stop:
            return None
        if line.words[stop - 1] in self.words.relatives:
            return self._antecedent(line, first, stop - 1)
        opening = line.words[first].removeprefix("و")
        if {opening, line.words[first]} & self.words.prepositions or line.words[first].startswith(_CONJUNCTIONS):
            return None
        found = self._phrase(line, first, stop, cue)
        if found is not None and found.how == "unnamed" and apart and not line.words[first].startswith("ال"):
            return None  # a circumstance: "and in spite of that, he said"
        return found

    def person_at(self, line: Line, at: int) -> Speaker | None:
        """The person whose name begins with an item."""
        start = line.starts[at]
        for mention in self.known.mentions_in(start, line.ends[-1]):
            if mention.start == start:
                named = Speaker("named", mention.start, mention.end, mention.entity)
                return named if mention.kind is FactKind.PERSON else None
        entity = self._surnames.get(line.words[at])
        return None if entity is None else Speaker("named", start, line.ends[at], entity)

    def source(self, line: Line, first: int, stop: int) -> Speaker | None:
        """Who the items from ``first`` up to ``stop`` are, behind "according to": a person, a communiqué's author."""
        word = line.words[first].removeprefix("ل").removeprefix("ل")
        word = word if word in self.words.documents or word.startswith("ال") else line.words[first]
        mentions = self.known.mentions_in(line.starts[first], line.ends[stop - 1])
        if word in self.words.documents:
            return self.document(line, first, stop)
        person = next((one for one in mentions if one.kind is FactKind.PERSON), None)
        if person is not None:
            return Speaker("named", person.start, person.end, person.entity)
        entity = self._surnames.get(word)
        if entity is None and (word in self.words.last_speaker or line.word(stop - 1) in self.words.same):
            entity = self.references.entity(line.starts[first], line.ends[stop - 1])
            return Speaker("unnamed" if entity is None else "referred", line.starts[first], line.ends[stop - 1], entity)
        return None if entity is None else Speaker("referred", line.starts[first], line.ends[first], entity)

    def document(self, line: Line, first: int, stop: int) -> Speaker:
        """Whose a communiqué is, told in the items from its noun on."""
        start, end = line.starts[first], line.ends[stop - 1]
        mentions = [one for one in self.known.mentions_in(start, end) if one.kind in _BODIES]
        if mentions:
            return Speaker("named", mentions[0].start, mentions[0].end, mentions[0].entity)
        last = self._phrase_end(line, first, stop)
        entity = self.references.entity(line.starts[first + 1], line.ends[last]) if last > first else None
        return Speaker("unnamed" if entity is None else "referred", start, line.ends[last], entity)

    def hidden(self, line: Line, at: int, cue: Cue) -> Speaker:
        """Whom a verb without a subject goes on with: the last speaker of its gender, or who was last spoken of."""
        place, gender = line.starts[at], gender_of(cue)
        last = None if cue.form.plural else self.last.get(gender)
        if last is not None and not self._others(self.heard, line.starts[0]):
            return self._carried(last)
        entity = self.references.before(place, kinds=_BODIES, gender=gender, plural=cue.form.plural)
        return self._mentioned(entity, place) if entity is not None else NOBODY

    def _carried(self, last: Speaker | None) -> Speaker:
        if last is None:
            return NOBODY
        return Speaker("nobody" if last.entity is None else "carried", last.start, last.end, last.entity)

    def subject(self, line: Line, stop: int, cue: Cue) -> Speaker | None:
        """Whoever the items before ``stop`` name as their subject, if the gender agrees."""
        gender = gender_of(cue)
        for mention in self.known.mentions_in(line.starts[0], line.ends[max(0, stop - 1)]):
            if mention.kind not in _BODIES or not self._apposed(line, -1, mention, cue):
                continue
            if mention.kind is not FactKind.PERSON and line.item_at(mention.start) > _OPENING:
                continue
            own = self.references.gender(mention.entity)
            if own is None or own == gender:
                return Speaker("referred", mention.start, mention.end, mention.entity)
        return None

    def office(self, line: Line, stop: int, cue: Cue) -> Speaker | None:
        """Whose office a clause before ``stop`` opens with, if the gender agrees: "غير أن المديرة رفضت ذلك، وذكرت"."""
        for at in range(1, stop):
            if line.words[at - 1] != "ان" or line.words[at].removeprefix("ال") not in reference_words("ar").offices:
                continue
            entity = self.references.entity(line.starts[at], line.ends[at])
            if entity is not None and self.references.gender(entity) in {gender_of(cue), None}:
                return Speaker("referred", line.starts[at], line.ends[at], entity)
        return None

    def stranger(self, line: Line, at: int) -> Speaker | None:
        """Whom nobody names, where a verb goes on with them: "ظلت امرأة ساهرة وهي تردد"."""
        if line.word(at - 1) not in {"وهو", "وهي"}:
            return None
        lexicon = reference_words("ar")
        people = (place for place in range(at) if line.words[place] in lexicon.strangers)
        found = next(people, None)
        return None if found is None else Speaker("unnamed", line.starts[found], line.ends[found])

    def _others(self, start: int, end: int) -> bool:
        """Whether persons are named between an attribution and a sentence: then the talk may be of them."""
        return start < end and any(one.kind is FactKind.PERSON for one in self.known.mentions_in(start, end))

    def _mentioned(self, entity: int, place: int) -> Speaker:
        """A speaker by the last words that name them before a place."""
        named = [one for one in self.known.mentions if one.entity == entity and one.start < place]
        return Speaker("carried", named[-1].start, named[-1].end, entity) if named else NOBODY

    def _phrase(self, line: Line, first: int, stop: int, cue: Cue) -> Speaker | None:
        """Whom a noun phrase with what is set beside it names; null where it is the verb's object."""
        if line.words[first] in self.words.inanimate:
            return NOBODY
        start, end = line.starts[first], line.ends[stop - 1]
        mentions = [one for one in self.known.mentions_in(start, end) if one.kind in _SPEAK]
        opens = next((one for one in mentions if self._opens(line, first, one)), None)
        if opens is not None and " " not in opens.text and opens.kind is FactKind.ORGANISATION:
            inside = (one for one in mentions if one.kind is opens.kind and 1 < one.start - opens.end <= _MARK)
            opens = next(inside, opens)  # "منظمة «X»"
        if opens is not None and not (opens.kind is FactKind.PLACE and len(mentions) > 1):
            return None if self._is_object(opens, cue) else Speaker("named", opens.start, opens.end, opens.entity)
        for mention in mentions:
            if mention.kind is FactKind.PERSON and self._apposed(line, first, mention, cue):
                return Speaker("named", mention.start, mention.end, mention.entity)
        return self._noun(line, first, stop)

    def _apposed(self, line: Line, first: int, mention: Mention, cue: Cue) -> bool:
        """Whether a name goes with the office that opens a phrase, and stands in no circumstance between commas."""
        if self._governed(line, mention) or self._is_object(mention, cue):
            return False
        at = line.item_at(mention.start)
        while at > max(first, 0) and line.words[at - 1] not in _CLOSES:
            at -= 1
        opening = line.words[at]
        if line.starts[at] < mention.start and opening[0] in "بل" and at > first:
            return False  # "chaired by"
        return at == first or not (opening in self.words.prepositions or opening in self.words.circumstances)

    def _opens(self, line: Line, first: int, mention: Mention) -> bool:
        """Whether a name stands first, with no preposition on it."""
        lead = mention.start - line.starts[first]
        return lead == 0 or (lead == 1 and line.passage.text[line.starts[first]] not in "بلك")

    def _is_object(self, mention: Mention, cue: Cue) -> bool:
        """Whether a name behind a feminine verb is a man's or a body's of the other gender, with the subject hidden."""
        return cue.form.feminine and not cue.form.plural and self.references.gender(mention.entity) == "m"

    def _noun(self, line: Line, first: int, stop: int) -> Speaker | None:
        """Whom a noun phrase without a name of its own stands for."""
        word, last = line.words[first], self._phrase_end(line, first, stop)
        if word in self.words.same_before or line.words[last] in self.words.same:
            same = self.references.entity(line.starts[first], line.ends[last]) if self.latest is None else None
            if self.latest is not None or same is None:
                return self._carried(self.latest)
        if word in self.words.last_speaker and line.word(first + 1) not in _SPOKESMAN:
            return None
        start, end = line.starts[first], line.ends[last]
        entity = self._surnames.get(word)
        if entity is None:
            entity = self.references.entity(start, end)
        if entity is None and word.removeprefix("ال") in self.words.documents:
            return self.document(line, first, stop)
        if (
            entity is None
            and last > first
            and word.startswith("ال")
            and word not in self.words.last_speaker
            and line.words[first + 1].startswith(("ب", "ل", "ان"))
        ):
            end = line.ends[first]
            entity = self.references.entity(start, end)
        return Speaker("referred" if entity is not None else "unnamed", start, end, entity)

    @cached_property
    def _surnames(self) -> dict[str, int]:
        """The persons by the last word of their names, where it is one person's only."""
        found: dict[str, int | None] = {}
        for mention in self.known.mentions:
            words = mention.text.split()
            if mention.kind is FactKind.PERSON and len(words) > 1:
                surname = folded_word(words[-1])
                found[surname] = mention.entity if found.get(surname, mention.entity) == mention.entity else None
        return {word: entity for word, entity in found.items() if entity is not None}

    def _phrase_end(self, line: Line, first: int, stop: int) -> int:
        at = first
        while at + 1 < stop and not self._ends_phrase(line.words[at + 1]):
            at += 1
        return at

    def _ends_phrase(self, word: str) -> bool:
        cue = self.words.cues.get(word)
        if cue is not None and cue.form.mood is Mood.PARTICIPLE:
            return True
        return word in _CLOSES or word in _ENDS or word in self.words.prepositions or word in self.words.relatives

    def _governed(self, line: Line, mention: Mention) -> bool:
        """Whether a preposition stands before a name, or on it: it is then not who speaks."""
        at = line.item_at(mention.start)
        if at >= len(line):
            return True
        if line.starts[at] < mention.start and line.passage.text[line.starts[at]] in "بلك":
            return True
        at -= line.word(at - 1) == "("
        return at > 0 and line.words[at - 1] in self.words.prepositions

    def _antecedent(self, line: Line, first: int, stop: int) -> Speaker | None:
        """Whom a relative clause goes on with: the last name before it."""
        while stop > first and line.words[stop - 1] == ",":
            stop -= 1
        mentions = self.known.mentions_in(line.starts[first], line.ends[stop - 1])
        named = [one for one in mentions if one.kind in _BODIES and one.end == line.ends[stop - 1]]
        if named:
            return Speaker("named", named[-1].start, named[-1].end, named[-1].entity)
        entity = self.references.entity(line.starts[stop - 1], line.ends[stop - 1])
        return NOBODY if entity is None else Speaker("referred", line.starts[stop - 1], line.ends[stop - 1], entity)
