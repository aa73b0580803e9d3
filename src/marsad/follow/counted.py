"""What the figures of an article count, price or share out, from the words around each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from marsad.annotate.text import Passage
from marsad.follow.cues import Cue, concepts_of, unit_alike, vague_units
from marsad.follow.naming import dimension, noun_for
from marsad.follow.points import PERSON, Point
from marsad.follow.reading import Reading, word_meanings
from marsad.follow.sources import Sources
from marsad.model import Claim, ContradictionKind, DetailRole, Event, Figure

_REACH = 12
"""Words on either side of a figure that may tell what it is about."""

_SEPARATED = 4
"""How many words a comma or an "and" between a figure and a word counts for."""

_BESIDE = 4
"""Words right before or behind a figure where "per year", "of whom" and "more than" stand."""

_EARLY = 2
"""Sentences at the head of an article."""

_SEPARATORS = frozenset([",", ";", "،", "؛", ":", "et", "y", "e", "and", "و", "but", "mais", "pero", "لكن"])

_INSIDE = frozenset({"within", "scope"})
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})
_EXTENTS = frozenset({"reach", "area"})
_CROWD = frozenset({"spectator", "participant", "visitor"})


def counted_points(reading: Reading, sources: Sources) -> list[Point]:
    """A point for each figure of an article that can be set beside others, in the order of the text."""
    points = []
    by_sentence: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        by_sentence[reading.context(figure).sentence].append(figure)
    attended = set(_attendances(reading))
    for figures in by_sentence.values():
        spans = [reading.span(figure.start, figure.end) for figure in figures]
        for place, figure in enumerate(figures):
            point = _point(reading, sources, figure, spans, place)
            if (figure.start, figure.end) in attended and _may_be_crowd(reading, point, spans[place]):
                point = replace(point, counted=point.counted | _CROWD, deed=point.deed | {"attend"})
            points.append(point)
    return _alone(points)


def _may_be_crowd(reading: Reading, point: Point, span: tuple[int, int]) -> bool:
    """Whether those counted may be an event's crowd: not known as others, nor by what befell them ("86 dismissed")."""
    return bool(point.counted & _CROWD) or not (point.counted or _befallen(reading, span))


def _befallen(reading: Reading, span: tuple[int, int]) -> bool:
    """Whether people are counted by what befell them or was done with them, a participle for a noun."""
    return bool(reading.cues.within(*span, "deed", "fate"))


def kind_of(figure: Figure) -> ContradictionKind:
    """What articles differ in that give this figure otherwise."""
    if isinstance(figure.value, str):
        return ContradictionKind.SCORE
    if figure.unit == "%":
        return ContradictionKind.SHARE
    if len(figure.unit) == 3 and figure.unit.isupper():
        return ContradictionKind.AMOUNT
    return ContradictionKind.MEASURE if figure.unit in vague_units() else ContradictionKind.COUNT


def _attendances(reading: Reading) -> Iterator[tuple[int, int]]:
    """The spans of figures that are an event's attendance."""
    for fact in reading.told.annotations.facts:
        if isinstance(fact, Event):
            for detail in fact.told(DetailRole.ATTENDANCE):
                yield from (
                    (figure.start, figure.end)
                    for figure in reading.figures
                    if detail.start < figure.end and figure.start < detail.end
                )


def _point(reading: Reading, sources: Sources, figure: Figure, spans: Sequence[tuple[int, int]], place: int) -> Point:
    context, told = reading.context(figure), reading.told
    first, last = spans[place]
    around = _Around(reading, spans, place, context.first, context.last)
    own = reading.cues.beginning(first, last, "counted", "fate")
    counted = _concepts(own, "counted")
    kind = kind_of(figure)
    if kind is ContradictionKind.COUNT and figure.unit != PERSON:
        counted |= {unit_alike(figure.unit)}
    deed = around.nearest("deed")
    if figure.unit == PERSON and not counted and "attend" in deed and not _befallen(reading, spans[place]):
        counted = _CROWD
    deed, role = _of_dimension(deed, figure.unit), _role(around, kind, figure.unit)
    bounds = _concepts(around.bounds(), "bound")
    former = bool(around.nearest("moment"))
    if not former and told.published and around.sentence("moment"):  # last year is another figure's
        context = replace(context, years=context.years | {told.published[: len("2025")]})
    return Point(
        claim=_claim(reading, sources, figure),
        kind=kind,
        unit=figure.unit,
        about=_about(figure, kind, around, role, deed, told.lang),
        context=context,
        counted=counted,
        nouns=_nouns(figure, told.lang),
        fate=(_concepts(own, "fate") or around.nearest("fate")) if _may_be_people(figure) else frozenset(),
        deed=deed,
        role=role,
        period=next(iter(sorted(_concepts(around.behind("period"), "period"))), None),
        phase=_phase(around, kind),
        part=around.is_part(bare=kind is ContradictionKind.COUNT and figure.about is None),
        guessed=kind is ContradictionKind.AMOUNT and figure.reading is not None,
        former=former,
        told_years=reading.years,
        bound=next(iter(sorted(bounds)), None),
        updated=figure.former is not None or reading.is_new_count(context, first),
        main=reading.main,
        promised=reading.promised_by(figure),
        early=context.sentence < _EARLY,
    )


def _claim(reading: Reading, sources: Sources, figure: Figure) -> Claim:
    told = reading.told
    return Claim(
        article=told.id,
        source=sources.source(told, figure.value, figure.unit),
        value=figure.value,
        unit=figure.unit,
        start=figure.start,
        end=figure.end,
        text=figure.text,
        confidence=figure.confidence,
        outlet=told.outlet,
        lang=told.lang,
        published=told.published,
        upper=figure.upper,
        approximate=figure.approximate,
    )


def _of_dimension(deed: frozenset[str], unit: str) -> frozenset[str]:
    """A length that something "covers" is its length: the unit tells, whatever the verb."""
    told = {"length": "reach", "area": "area"}.get(dimension(unit) or "")
    return frozenset(told if told and one in _EXTENTS else one for one in deed)


def _about(
    figure: Figure,
    kind: ContradictionKind,
    around: _Around,
    role: frozenset[str],
    deed: frozenset[str],
    lang: str | None,
) -> str:
    """What is counted, in the article's words; of money, shares and measures the noun for what they are."""
    if kind is ContradictionKind.COUNT and figure.about:
        return figure.about
    concepts = (*sorted(role), *sorted(deed), dimension(figure.unit) or "")
    return noun_for(concepts, kind, around.text, lang) or figure.about or figure.text


def _may_be_people(figure: Figure) -> bool:
    return figure.unit == PERSON or figure.rule == "unlisted noun"


def _concepts(cues: Sequence[Cue], table: str) -> frozenset[str]:
    return frozenset(cue.concept for cue in cues if cue.table == table)


def _nouns(figure: Figure, lang: str | None) -> frozenset[str]:
    """What the words for the counted mean; of a measure those for its stuff, without the unit's own."""
    words: Sequence[str] = Passage.of(figure.about or "", lang).folded
    if kind_of(figure) is ContradictionKind.MEASURE:
        words = sorted(set(words) - set(Passage.of(figure.text, lang).folded))
    plain = concepts_of(figure.about or "", lang, "plain")
    told = [word for word in words if len(word) > 2 and word[0].isalpha()] if not plain else []
    return frozenset(key for word in told for key in word_meanings(word, lang))


def _role(around: _Around, kind: ContradictionKind, unit: str) -> frozenset[str]:
    """What money or a share is for; of a score, whether it is the result of a match; of a time, whether it lasts."""
    if kind is ContradictionKind.SCORE:
        said = frozenset(cue.concept for cue in around.sentence("score"))
        return said if "other" not in said and around.is_single else frozenset()
    if kind is ContradictionKind.MEASURE:
        return frozenset({"duration"}) if unit in _TIMES and around.is_duration else frozenset()
    return around.nearest("money") if kind is ContradictionKind.AMOUNT else around.all("share")


def _phase(around: _Around, kind: ContradictionKind) -> str | None:
    """Whether a figure is of what is done, or of what somebody wants or thinks possible."""
    if any(cue.concept == "wanted" for cue in around.before("phase")):
        return "wanted" if kind is not ContradictionKind.SHARE else None  # of a share it is what many want
    return next(iter(around.nearest("phase") - {"wanted"}), None)


def _alone(points: Sequence[Point]) -> list[Point]:
    """Mark those beside which the article says other values for what may be the same thing."""
    values: defaultdict[object, set[object]] = defaultdict(set)
    for point in points:
        values[point.slot].add(point.claim.value)
    return [replace(point, alone=len(values[point.slot]) == 1) for point in points]


class _Around:
    """The words around one figure of a sentence: those nearer to it than to the figures beside it."""

    def __init__(self, reading: Reading, spans: Sequence[tuple[int, int]], place: int, first: int, last: int) -> None:
        self._reading = reading
        self._first, self._last = spans[place]
        self._sentence, self._stop = first, last - 1
        self._before = spans[place - 1] if place else None
        self._behind = spans[place + 1] if place + 1 < len(spans) else None
        self._begin = max(first, self._first - _REACH, self._before[1] + 1 if self._before else 0)
        self._end = min(last - 1, self._last + _REACH, self._behind[0] - 1 if self._behind else last)

    @property
    def text(self) -> str:
        """The words around the figure, without it."""
        words = self._reading.passage.words
        return " ".join((*words[self._begin : self._first], *words[self._last + 1 : self._end + 1]))

    def nearest(self, table: str) -> frozenset[str]:
        """The concepts of the nearest word of a table; of several as near, all."""
        near: list[tuple[int, str]] = []
        for cue in self._reading.cues.within(self._begin, self._end, table):
            mine = self._distance(cue, self._first, self._last)
            beside = self._before if cue.last < self._first else self._behind
            if cue.first > self._last and beside and self._distance(cue, *beside) < mine:
                continue
            if cue.last < self._first and beside and self._distance(cue, *beside) <= mine:
                continue
            near.append((mine, cue.concept))
        least = min((distance for distance, _ in near), default=0)
        return frozenset(concept for distance, concept in near if distance == least)

    @property
    def is_single(self) -> bool:
        """Whether the sentence has no other figure before it."""
        return self._before is None

    def sentence(self, table: str) -> list[Cue]:
        """The words of a table in the whole sentence."""
        return self._reading.cues.within(self._sentence, self._stop, table)

    def all(self, table: str) -> frozenset[str]:
        """The concepts of all words of a table between the figures beside this one."""
        return frozenset(cue.concept for cue in self._reading.cues.within(self._begin, self._end, table))

    def before(self, table: str) -> list[Cue]:
        """The words of a table from the beginning of the sentence to the figure."""
        return self._reading.cues.within(self._sentence, self._first, table)

    def behind(self, table: str) -> list[Cue]:
        """The words of a table right behind the figure, or else right before it."""
        cues = self._reading.cues
        return cues.within(self._last, min(self._end, self._last + 2 * _BESIDE), table) or cues.within(
            max(self._begin, self._first - _BESIDE), self._last, table
        )

    def is_part(self, *, bare: bool) -> bool:
        """Whether the figure is a part of another: "dont 3", "3 of them", ``bare`` without a noun "3 of the wells".

        Not where that leads to the next figure.
        """
        cues = self._reading.cues
        if any(cue.concept == "within" for cue in cues.within(self._first, self._last, "part")):
            return True
        before = cues.within(self._begin, self._first - 1, "part")
        beside = self._first - _BESIDE
        if any(cue.concept == "scope" and cue.last < self._first - 1 for cue in before):
            return True
        if any(cue.concept not in _INSIDE and cue.first >= beside for cue in before):
            return True
        if bare and any(cue.first == self._last + 1 for cue in cues.within(self._last + 1, self._end, "part")):
            return True
        behind = [cue for cue in cues.within(self._last + 1, self._end, "part") if cue.concept not in _INSIDE]
        leads = self._behind is not None and self._behind[0] - self._last <= 2 * _BESIDE
        return bool(behind) and behind[0].first == self._last + 1 and not leads

    @property
    def is_duration(self) -> bool:
        """Whether the words right before say that something lasts so long."""
        cues = self._reading.cues.within(max(self._begin, self._first - _BESIDE), self._first, "span")
        return bool(cues) and all(cue.concept == "duration" for cue in cues)

    def bounds(self) -> list[Cue]:
        """The words before a number that say that it is a bound."""
        return self._reading.cues.within(max(self._begin, self._first - _BESIDE), self._last, "bound")

    def _distance(self, cue: Cue, first: int, last: int) -> int:
        """Words between a cue and a figure; a separator counts for several."""
        if cue.last >= first and cue.first <= last:
            return 0
        begin, end = (cue.last + 1, first) if cue.last < first else (last + 1, cue.first)
        folded = self._reading.passage.folded
        separated = sum(word in _SEPARATORS for word in folded[begin:end])
        if cue.first > last and self._reading.told.lang == "ar" and folded[cue.first].startswith("و"):
            separated += 1
        return end - begin + _SEPARATED * separated
