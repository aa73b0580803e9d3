"""The parts of a dossier for readers: what each is called, who listed it, and how much covers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from marsad.model import LANGUAGES
from marsad.observatory.models import Dossier, DossierPart, User
from marsad.web.queries.summaries import Summary
from marsad.web.queries.words import Shelf, address


@dataclass(frozen=True, slots=True)
class Listing:
    """The article that first lists a part, and the address that shows the words marked, empty where this reader may not
    see them."""

    article: Summary
    address: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part. ``name`` is in ``lang``, that of the reader where it has a name in it; ``others`` are all its names by
    language. ``listed`` is null for one that somebody wrote, and where the article that lists it is gone."""

    number: int
    name: str
    lang: str
    others: tuple[tuple[str, tuple[str, ...]], ...]
    by_hand: bool
    articles: int
    independent_sources: int
    last_at: datetime | None
    listed: Listing | None


def part_rows(dossier: Dossier, user: User | AnonymousUser) -> tuple[PartRow, ...]:
    """All parts of a dossier, in their order."""
    rows = list(DossierPart.objects.filter(dossier=dossier).select_related("fact").order_by("number"))
    shelf = Shelf.of((row.fact.article_id for row in rows if row.fact), user)
    return tuple(_row(row, shelf) for row in rows)


def part_name(names: dict[str, list[str]]) -> tuple[str, str]:
    """What to call a part and the language of that: the reader's where it has a name in it, else the first known."""
    order = (get_language() or "", *LANGUAGES, *sorted(names))
    lang = next((lang for lang in order if names.get(lang)), "")
    return (names[lang][0], lang) if lang else ("", "")


def _row(row: DossierPart, shelf: Shelf) -> PartRow:
    name, lang = part_name(row.names)
    listed = None
    if row.fact and row.fact.article_id in shelf.articles:
        seen = shelf.shows(row.fact.article_id, row.fact)
        listed = Listing(shelf.articles[row.fact.article_id], address(row.fact.article_id, row.fact) if seen else "")
    return PartRow(
        number=row.number,
        name=name,
        lang=lang,
        others=tuple((code, tuple(words)) for code, words in sorted(row.names.items()) if words),
        by_hand=row.by_hand,
        articles=row.articles,
        independent_sources=row.voices,
        last_at=row.last_at,
        listed=listed,
    )
