"""Statements in Arabic: who said what, by verbs and nouns of speech, أن, colons and quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.annotate.known import Known
from marsad.annotate.reference import References
from marsad.annotate.statements.arabic_according import attributed, signed
from marsad.annotate.statements.arabic_cues import cues_of
from marsad.annotate.statements.arabic_line import QUOTE, Line, lines_of
from marsad.annotate.statements.arabic_reported import Reader, Reported
from marsad.annotate.statements.arabic_speaker import NOBODY, Speaker, Speakers
from marsad.annotate.statements.arabic_unled import unled
from marsad.annotate.statements.arabic_verbs import Mood
from marsad.annotate.statements.arabic_words import Cue, StatementWords, statement_words
from marsad.annotate.statements.found import DOUBTED_NAME, doubted
from marsad.annotate.statements.marks import Quoted
from marsad.model import Detail, DetailRole, FactKind, Statement, StatementForm

_CONFIDENCE = {
    "direct": 0.95,
    "unmarked": 0.6,
    "indirect": 0.92,
    "noun": 0.7,
    "postponed": 0.93,
    "postponed-clause": 0.85,
    "according-to": 0.75,
    "fragment": 0.65,
    "signed": 0.85,
    "colon": 0.8,
    "postponed-any": 0.85,
    "continued": 0.75,
}
_UNSURE = {"named": 1.0, "referred": 0.95, "carried": 0.83, "unnamed": 0.85, "nobody": 0.6}
_HEADLINE = 14
_SHORT = 3
_FULL = frozenset({".", "!", "?", "؟", "…"})


def arabic_statements(known: Known, references: References, quotes: Sequence[Quoted]) -> list[Statement]:
    """The statements of an Arabic text, in its order; ``quotes`` are its outermost quotations."""
    words = statement_words()
    finder = _Finder(known, references, words, Speakers(known, references, words), doubted(known))
    for line in lines_of(known.passage, quotes, words.telling):
        if line.closed or len(line) > _HEADLINE:
            finder.read(line)
    finder.signed()
    return sorted(finder.found, key=lambda fact: fact.start)


@dataclass(slots=True)
class _Finder:
    """What was found so far, and who spoke."""

    known: Known
    references: References
    words: StatementWords
    speakers: Speakers
    unsure: frozenset[int]
    found: list[Statement] = field(default_factory=list)

    def read(self, line: Line) -> None:
        """Find the statements of one sentence."""
        names_end = {mention.end for mention in self.known.mentions_in(line.starts[0], line.ends[-1])}

        def ends_name(at: int) -> bool:
            return line.ends[at] in names_end

        cues = cues_of(line, self.words, ends_name)
        reader = Reader(line, cues, self.words, _Covers(self.known, line))
        done = 0
        spoke: Speaker | None = None
        for at in cues:
            if at < done:
                continue
            quote = reader.quote_before(at, done)
            reported = reader.after(at) if quote is None else None
            if quote is not None:
                done = self._postponed(reader, at, quote)
            elif reported is not None or (reported := self._loose(reader, at)) is not None:
                if (speaker := self._reported(reader, at, reported, done, spoke)) is not None:
                    spoke, done = speaker, reported.last + 1
                else:
                    spoke = self._only_speaks(line, at, cues[at]) or spoke
            elif reader.attributes(at):
                done = self._postponed_clause(reader, at, done) or done
            else:
                spoke = self._only_speaks(line, at, cues[at]) or spoke
        if not done and self._unled(line):
            return
        if not done and (found := attributed(reader, self.speakers, done)) is not None:
            self._keep(line, found.reported, found.cue, None, found.speaker, found.reported.rule)

    def _unled(self, line: Line) -> bool:
        """Keep a quotation that no verb of speech leads."""
        found = unled(line, self.speakers, self.found[-1] if self.found else None)
        if found is None:
            return False
        reported = Reported(found.rule, found.quote, found.quote, found.quote, StatementForm.DIRECT)
        cue = None if found.cue is None else (found.cue, found.cue)
        self._keep(line, reported, cue, None, found.speaker, found.rule)
        return True

    def _only_speaks(self, line: Line, at: int, cue: Cue) -> Speaker | None:
        """Remember who speaks without words that stand in the text: "أعلن X عن …، مؤكدا أن"."""
        if cue.form.mood is Mood.PARTICIPLE or cue.kind == "document":
            return None
        stop = at + 1
        while stop < len(line) and stop <= at + _HEADLINE and line.words[stop] not in {":", QUOTE}:
            stop += 1
        speaker = self.speakers.behind(line, at + 1, stop, cue)
        if speaker is None or speaker.how not in {"named", "referred", "unnamed"}:
            return None
        if speaker.entity is not None:
            self.speakers.remember(speaker, cue, line.ends[at])
        return speaker

    def signed(self) -> None:
        """Find the paragraphs that close with their speaker's name."""
        spans = [(fact.start, fact.end) for fact in self.found]
        for start, end, speaker in signed(self.known.passage, self.speakers):
            if not any(first < end and start < last for first, last in spans):
                self._add(start, end, StatementForm.DIRECT, speaker, "signed")

    def _reported(
        self, reader: Reader, at: int, reported: Reported, since: int, spoke: Speaker | None
    ) -> Speaker | None:
        """Keep what a cue reports behind it, unless nobody in particular speaks."""
        line, cue = reader.line, reader.cues[at]
        speaker = self._speaker(line, at, reported.behind, cue, since, spoke)
        if speaker is None or (reported.rule in {"noun", "unmarked"} and not self._asks(speaker, cue)):
            return None
        if cue.kind == "expected" and not self._is_person(speaker):
            return None
        body = speaker.entity is not None and not self._is_person(speaker)
        if cue.kind == "announced" and body and reader.tells_future(reported):
            return None
        rule = reported.rule
        if cue.form.mood is Mood.PARTICIPLE:
            rule = f"{rule}-participle"
        self._keep(line, reported, (at - (line.word(at - 1) in self.words.negations), at), cue, speaker, rule)
        return speaker

    def _is_person(self, speaker: Speaker) -> bool:
        return speaker.entity is not None and self.known.entities[speaker.entity].kind is FactKind.PERSON

    def _asks(self, speaker: Speaker, cue: Cue) -> bool:
        known = speaker.how in {"named", "referred"} or (speaker.how == "carried" and cue.kind == "asked")
        return known and cue.form.mood is not Mood.PARTICIPLE

    def _speaker(self, line: Line, at: int, behind: int, cue: Cue, since: int, spoke: Speaker | None) -> Speaker | None:
        if cue.kind == "relayed" and (source := line.find("عن", at + 1, behind)) is not None:
            return self.speakers.source(line, source + 1, behind) or NOBODY
        if cue.kind == "document":
            return self.speakers.document(line, at + 2, behind)
        if cue.form.mood is Mood.PARTICIPLE:
            if (
                "اما" in line.words[:1]
                and (spoke is None or spoke.entity is None)
                and (topic := self._topic(line, cue)) is not None
            ):
                return topic
            return spoke or self.speakers.subject(line, at, cue) or self.speakers.hidden(line, at, cue)
        if cue.led == "ف" and "اما" in line.words[:2] and (speaker := self.speakers.before(line, since, at, cue)):
            return None if speaker is NOBODY else speaker  # "أما X، فدعا الطرفين إلى"
        speaker = self.speakers.behind(line, at + 1, behind, cue)
        if cue.kind == "judged" and cue.led != "و" and speaker is not None and speaker.how == "unnamed":
            before = self.speakers.before(line, since, at, cue)  # "X وصف المقطع بأنه": what is judged is the object
            speaker = before if before is not None and before.entity is not None else speaker
        if speaker is not None:
            return None if speaker is NOBODY else speaker
        if cue.led != "و" and (speaker := self.speakers.before(line, since, at, cue)) is not None:
            return None if speaker is NOBODY else speaker
        bare = behind == at + 1 or line.words[at + 1] in self.words.prepositions
        if bare and cue.led != "ل" and line.words[at].removeprefix(cue.led) in self.words.impersonal:
            return None
        own = self.speakers.subject(line, at, cue) if at > _SHORT else None
        own = own or self.speakers.office(line, at, cue) or self.speakers.stranger(line, at)
        return spoke or own or self.speakers.hidden(line, at, cue)

    def _topic(self, line: Line, cue: Cue) -> Speaker | None:
        """Whom a sentence is put under: "أما الوزيرة، فلم تلتزم بشيء، مكتفية بالقول إن"."""
        ends = (at for at in range(2, len(line)) if line.words[at] == "," or line.words[at].startswith("ف"))
        stop = next(ends, None)
        found = self.speakers.before(line, 1, stop, cue) if stop is not None else None
        return found if found is not NOBODY else None

    def _loose(self, reader: Reader, at: int) -> Reported | None:
        """Quoted words somewhere behind a cue that closes no sentence."""
        return None if reader.attributes(at) else reader.fragment(at)

    def _postponed(self, reader: Reader, at: int, quote: int) -> int:
        """Keep the quotation before a cue, and one that goes on behind the speaker; the item where it ends."""
        line, cue = reader.line, reader.cues[at]
        stop = self._attribution_end(reader, at)
        speaker = self.speakers.behind(line, at + 1, stop, cue)
        if speaker is None and quote > _SHORT:
            speaker = self.speakers.subject(line, quote, cue)
        speaker = speaker or self.speakers.hidden(line, at, cue)
        self._keep(
            line, Reported("postponed", quote, quote, stop, StatementForm.DIRECT), (at, at), cue, speaker, "postponed"
        )
        if line.word(stop) == QUOTE and line.word(stop - 1) in {",", ":"} and line.length(stop) > 1:
            more = Reported("postponed", stop, stop, stop, StatementForm.DIRECT)
            self._keep(line, more, (at, at), cue, speaker, "postponed")
            stop += 1
        return stop

    def _postponed_clause(self, reader: Reader, at: int, since: int) -> int | None:
        """Keep the unquoted words before a cue and its speaker; the item where the attribution ends."""
        line, cue = reader.line, reader.cues[at]
        stop = self._attribution_end(reader, at)
        speaker = self.speakers.behind(line, at + 1, stop, cue)
        first, last = since, at - 1
        while line.words[first] in {",", ".", ":"}:
            first += 1
        if speaker is None or at - since <= _SHORT or not self._closes(line, first, at, speaker, cue):
            return None
        while last > first and (line.words[last] == "," or line.words[last] in self.words.as_said):
            last -= 1
        self._keep(
            line,
            Reported("postponed-clause", first, last, stop, reader.form(first, last)),
            (at, at),
            cue,
            speaker,
            "postponed-clause",
        )
        return stop

    def _closes(self, line: Line, first: int, at: int, speaker: Speaker, cue: Cue) -> bool:
        """Whether a verb behind unquoted words says whose they are, and is no new clause behind a circumstance."""
        if speaker.how not in {"named", "referred", "unnamed"} or cue.kind not in {"said", "announced"}:
            return False
        opening = line.words[first].removeprefix("و")
        circumstance = opening in self.words.prepositions or opening in self.words.circumstances
        if speaker.how == "unnamed":
            set_off = line.word(at - 1 - (line.word(at - 1) in self.words.as_said)) == "," and line.words[-1] != ":"
            return cue.form.mood is Mood.IMPERFECT and set_off and not circumstance
        if line.word(at - 1) in self.words.as_said:
            return self._is_person(speaker)
        if cue.form.mood is Mood.IMPERFECT:
            return True
        return speaker.how == "named" and not circumstance and line.words[-1] != ":"

    def _attribution_end(self, reader: Reader, at: int) -> int:
        """The item where the speaker behind a cue ends: a quotation, the end, or another cue that reports."""
        line, stop = reader.line, at + 1
        while stop < len(line) and line.words[stop] not in _FULL and line.words[stop] != QUOTE:
            if stop in reader.cues and reader.after(stop) is not None:
                return stop
            stop += 1
        return stop

    def _keep(
        self, line: Line, reported: Reported, at: tuple[int, int] | None, cue: Cue | None, speaker: Speaker, rule: str
    ) -> None:
        start, end = line.starts[reported.first], line.ends[reported.last]
        if reported.first == reported.last and reported.first in line.quotes:
            start, end = line.quotes[reported.first].start, line.quotes[reported.first].end
        if at is None:
            self.speakers.remember(speaker, cue, line.ends[reported.last])
            self._add(start, end, reported.form, speaker, rule)
            return
        first, last = line.starts[at[0]], line.ends[at[1]]
        self.speakers.remember(speaker, cue, max(last, end))
        detail = Detail(role=DetailRole.CUE, start=first, end=last, text=self.known.passage.text[first:last])
        self._add(start, end, reported.form, speaker, rule, (detail,))

    def _add(
        self, start: int, end: int, form: StatementForm, speaker: Speaker, rule: str, cue: tuple[Detail, ...] = ()
    ) -> None:
        text = self.known.passage.text
        sure = _CONFIDENCE[rule.removesuffix("-participle")] * _UNSURE[speaker.how]
        sure *= DOUBTED_NAME if speaker.entity in self.unsure else 1.0
        self.found.append(
            Statement(
                kind=FactKind.STATEMENT,
                start=start,
                end=end,
                text=text[start:end],
                confidence=round(sure, 4),
                rule=rule if speaker.how in {"named", "referred"} else f"{rule}-{speaker.how}",
                details=(*speaker.detail(text), *cue),
                form=form,
            )
        )


class _Covers:
    """Whether an item of a line lies in a name or a date."""

    def __init__(self, known: Known, line: Line) -> None:
        spans = [
            (fact.start, fact.end)
            for fact in (
                *known.mentions_in(line.starts[0], line.ends[-1]),
                *known.dates_in(line.starts[0], line.ends[-1]),
            )
        ]
        self._items: set[int] = set()
        for start, end in spans:
            at = line.item_at(start)
            while at < len(line) and line.starts[at] < end:
                if line.words[at] != QUOTE or (line.starts[at] >= start - 2 and line.ends[at] <= end + 2):
                    self._items.add(at)
                at += 1

    def __call__(self, at: int) -> bool:
        return at in self._items
