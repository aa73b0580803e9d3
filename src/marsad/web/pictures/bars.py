"""Coverage over time: a bar for each day, week, month or year, stacked by language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext

from marsad.model import LANGUAGES
from marsad.web import formats
from marsad.web.pictures.canvas import WIDTH, Canvas, Cell, Picture, steps, titled
from marsad.web.pictures.lettering import named, width
from marsad.web.pictures.periods import Axis, axis, marks, short

OTHER = "other"
_STACK = (*LANGUAGES, OTHER)
"""Languages from the foot of a bar upwards; their place is their hue."""
_LEFT, _TOP, _HIGH, _GAP = 34.0, 8.0, 150.0, 1.0


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many articles of one language a day has."""

    day: date
    lang: str
    articles: int


def coverage(days: Iterable[DayCount], *, name: str = "coverage", title: str = "") -> Picture:
    """Articles over time by language, in at most sixty bars: of days, or of the longer periods that hold them."""
    counted = [one for one in days if one.articles > 0]
    times = axis(one.day for one in counted)
    stacks: dict[int, Counter[str]] = defaultdict(Counter)
    for one in counted:
        place = times.place(one.day)
        if place is not None:
            stacks[place][one.lang if one.lang in _STACK else OTHER] += one.articles
    langs = [lang for lang in _STACK if any(stack[lang] for stack in stacks.values())]
    title = title or gettext("Coverage over time")
    words = _words(times, stacks, langs)
    return Picture(
        name=name,
        title=title,
        words=words,
        svg=_drawn(Canvas(name), times, stacks, langs).drawn(title, words),
        head=(gettext("Period"), *(language(lang) for lang in langs), gettext("Articles")),
        rows=tuple(_row(times, place, stacks[place], langs) for place in sorted(stacks)),
    )


def language(code: str) -> str:
    """A language as a key and a table name it."""
    return formats.language_name(code) if code != OTHER else gettext("other languages")


def hue_of(code: str) -> int:
    """The hue of a language in every picture."""
    return _STACK.index(code if code in _STACK else OTHER)


def _row(times: Axis, place: int, stack: Counter[str], langs: Sequence[str]) -> tuple[Cell, ...]:
    numbers = [*(stack[lang] for lang in langs), stack.total()]
    figures = (Cell(formats.number(number), figure=True) for number in numbers)
    return (Cell(times.step.words_for(times.begins[place])), *figures)


def _drawn(canvas: Canvas, times: Axis, stacks: Mapping[int, Counter[str]], langs: Sequence[str]) -> Canvas:
    most = max((stack.total() for stack in stacks.values()), default=0)
    values = steps(0, max(most, 1), whole=True)
    foot, room = _TOP + _HIGH, WIDTH - _LEFT
    for value in values:
        level = foot - _HIGH * value / values[-1]
        canvas.add(canvas.line(_LEFT, level, WIDTH, level, "axis" if value == 0 else "grid"))
        canvas.add(canvas.text(_LEFT - 5, level + 4, formats.number(int(value)), "soft", anchor="end", size=11))
    step = room / max(len(times.begins), 1)
    bar = min(max(step - _GAP, step * 0.7), 26.0)
    for place in sorted(stacks):
        at, level, pieces = _LEFT + place * step + (step - bar) / 2, foot, []
        for lang in langs:
            high = _HIGH * stacks[place][lang] / values[-1]
            level -= high
            if high:
                pieces.append(canvas.box(at, level, bar, high, hue=hue_of(lang)))
        canvas.add(titled(_bar_words(times, place, stacks[place], langs), pieces))
    _name_times(canvas, times, foot + 17, step)
    canvas.height = canvas.legend(foot + 28, [(hue_of(lang), language(lang)) for lang in langs])
    return canvas


def _name_times(canvas: Canvas, times: Axis, base: float, step: float) -> None:
    wide = max((width(short(times.step, begin), 11) for begin in times.begins), default=0)
    for place in marks(len(times.begins), WIDTH - _LEFT, wide):
        label, at = short(times.step, times.begins[place]), _LEFT + (place + 0.5) * step
        half = width(label, 11) / 2
        at = min(max(at, half), WIDTH - half)
        canvas.add(
            canvas.line(_LEFT + (place + 0.5) * step, base - 16, _LEFT + (place + 0.5) * step, base - 12, "axis")
        )
        canvas.add(canvas.text(at, base, label, "soft", anchor="middle", size=11))


def _bar_words(times: Axis, place: int, stack: Counter[str], langs: Sequence[str]) -> str:
    told = formats.listing(f"{named(language(lang))} {formats.number(stack[lang])}" for lang in langs if stack[lang])
    return f"{times.step.words_for(times.begins[place])}: {_articles(stack.total())} ({told})"


def _articles(count: int) -> str:
    return ngettext("%(shown)s article", "%(shown)s articles", count) % {"shown": formats.number(count)}


def _words(times: Axis, stacks: Mapping[int, Counter[str]], langs: Sequence[str]) -> str:
    if not stacks:
        return gettext("No article yet.")
    total = Counter[str]()
    for stack in stacks.values():
        total.update(stack)
    most = min(stacks, key=lambda place: (-stacks[place].total(), place))
    span = {"first": times.step.words_for(times.begins[0]), "last": times.step.words_for(times.begins[-1])}
    pieces = [
        gettext("%(articles)s, %(how)s, from %(first)s to %(last)s.")
        % {"articles": _articles(total.total()), "how": times.words, **span},
        gettext("Most in one period: %(articles)s (%(when)s).")
        % {"articles": _articles(stacks[most].total()), "when": times.step.words_for(times.begins[most])},
        formats.listing(f"{named(language(lang))} {formats.number(total[lang])}" for lang in langs) + ".",
    ]
    if times.left_out:
        pieces.append(gettext("Earlier years are not drawn."))
    return " ".join(pieces)
