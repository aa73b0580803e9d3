"""The articles of a dossier, or of one of its parts, a page at a time, copies of one text in one line.

Pages go by place and not by number, so that the thousandth costs what the first does. Which days have articles of a
language or of a part is read from the counts, so that a rare one is not looked for in all members.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice, pairwise

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from marsad.observatory.models import Article, Dossier, DossierDay, DossierMember, Source
from marsad.web.queries.summaries import Summary, summaries

PAGE_SIZE = 30
_READ = 90
"""Members that one page looks at: copies of what stands on it already take no line of their own."""
_DAYS = 60
"""Days with such articles that one page looks at."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of time, the latest first: behind the member of that moment and number."""

    at: datetime
    article: int

    @classmethod
    def read(cls, text: str) -> Place | None:
        """What ``str`` wrote; null for anything else, which is the beginning."""
        stamp, _dash, number = text.rpartition("_")
        try:
            at, article = datetime.fromisoformat(stamp), int(number)
            valid = at.tzinfo is not None and 0 <= article < 2**63 and 1900 < at.year < 2900
        except ValueError:
            return None
        return cls(at, article) if valid else None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.article}"


@dataclass(frozen=True, slots=True)
class Line:
    """An article with the copies of its text that stand near it; ``by_hand`` where somebody put it in."""

    article: Summary
    copies: tuple[Summary, ...]
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of lines, the latest first. ``after`` is where the next page begins, null where none does."""

    lines: tuple[Line, ...]
    after: Place | None


def listed(
    dossier: Dossier, after: Place | None = None, *, lang: str = "", source: Source | None = None, part: int = 0
) -> Listed:
    """The articles behind a place, in one language, of one outlet or of one part (its number)."""
    members = DossierMember.objects.filter(dossier=dossier)
    if source:
        members = members.filter(source=source)
    if lang:
        members = members.filter(lang=lang)
    if not part and (source or not lang):
        return _page([_behind(members, after)])
    days, more = _days_with(dossier, after, lang, part)
    if not days:
        return Listed((), None)
    found = _page([_behind(members.filter(run), after) for run in _runs(days)], part)
    if found.after is None and more:
        return Listed(found.lines, Place(midnight(days[-1]), 0))
    return found


def latest(dossier: Dossier, lines: int = 6) -> tuple[Line, ...]:
    """The latest articles."""
    return _page([_behind(DossierMember.objects.filter(dossier=dossier), None)]).lines[:lines]


def folded_lines(articles: Iterable[Summary], by_hand: Collection[int] = ()) -> tuple[Line, ...]:
    """Articles with the copies of one text folded under the one that stands for them, in the order of the first."""
    heads: dict[str, list[Summary]] = {}
    for article in articles:
        heads.setdefault(article.text_key, []).append(article)
    return tuple(_line(copies, by_hand) for copies in heads.values())


def _behind(members: QuerySet[DossierMember], after: Place | None) -> QuerySet[DossierMember]:
    if after:
        members = members.filter(at__lte=after.at).exclude(at=after.at, article__gte=after.article)
    return members.order_by("-at", "-article")


def _days_with(dossier: Dossier, after: Place | None, lang: str, part: int) -> tuple[list[date], bool]:
    """The latest days with enough articles for a page, and whether there are days before them."""
    days = DossierDay.objects.filter(dossier=dossier, part=part)
    if lang:
        days = days.filter(lang=lang)
    if after:
        days = days.filter(day__lte=timezone.localtime(after.at).date())
    counts = days.values_list("day").annotate(n=Sum("articles")).order_by("-day")[: _DAYS + 1]
    found: list[date] = []
    enough = 0
    for day, count in counts:
        if enough > 2 * _READ or len(found) == _DAYS:
            return found, True
        found.append(day)
        enough += count
    return found, False


def _runs(days: Sequence[date]) -> Iterator[Q]:
    """The members of days that follow each other, for each such run of ``days``, which go back in time. One query each:
    of several spans at once SQLite makes a walk along all that lies between them."""
    last = days[0]
    for day, before in pairwise((*days, date.min)):
        if day - before != timedelta(days=1):
            yield Q(at__gte=midnight(day), at__lt=midnight(last + timedelta(days=1)))
            last = before


def midnight(day: date) -> datetime:
    """When a day begins where the observatory stands."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _page(strands: Iterable[QuerySet[DossierMember]], part: int = 0) -> Listed:
    """A page of lines from members in order, one strand after the other, of one part where there is one."""
    read = list(islice(chain.from_iterable(_rows(strand, part) for strand in strands), _READ + 1))
    summed = {one.id: one for one in summaries(Article.objects.filter(pk__in=[pk for pk, _at, _hand in read]))}
    keys: set[str] = set()
    taken: list[Summary] = []
    last: Place | None = None
    for pk, at, _hand in read[:_READ]:
        if found := summed.get(pk):
            if found.text_key not in keys and len(keys) == PAGE_SIZE:
                break
            keys.add(found.text_key)
            taken.append(found)
        last = Place(at, pk)
    ended = last is None or last.article == read[-1][0]
    lines = folded_lines(taken, {pk for pk, _at, hand in read if hand})
    ordered = sorted(lines, key=lambda line: (line.article.sort_at, line.article.id), reverse=True)
    return Listed(tuple(ordered), None if ended else last)


def _rows(members: QuerySet[DossierMember], part: int) -> Iterator[tuple[int, datetime, bool]]:
    if part:
        rows = members.values_list("article", "at", "by_hand", "parts").iterator(chunk_size=500)
        return ((pk, at, hand) for pk, at, hand, parts in rows if part in parts)
    return iter(members.values_list("article", "at", "by_hand")[: _READ + 1])


def _line(of_one_text: Sequence[Summary], by_hand: Collection[int]) -> Line:
    head = min(of_one_text, key=lambda one: (one.is_copy, one.sort_at, one.id))
    return Line(head, tuple(one for one in of_one_text if one is not head), head.id in by_hand)
