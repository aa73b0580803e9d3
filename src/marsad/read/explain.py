"""Why a page reads as it does: for each line the decision with its reason, for each field the witness that won.

Nothing is decided here. What the reader found is told again with what it went by, for people who mend a site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marsad.model import Article
from marsad.read.decode import opened
from marsad.read.errors import ReadError

if TYPE_CHECKING:
    from marsad.read.profile import Profiles
    from marsad.read.site_rules import Rules

_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the article: its value, the witness that won, and what the others said (``witness: value``)."""

    name: str
    value: str
    witness: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the page (null for a menu, which is none) and what became of it.

    ``decision`` is ``title``, ``lede``, ``byline``, ``date``, ``comment``, ``teaser``, ``not body``, ``body/`` and a
    type of block or ``dropped/`` and a reason; ``element`` is a selector that fits the line, empty in plain text.
    """

    line: int | None
    decision: str
    reason: str
    element: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The fields and the lines of a page, in page order; its article is that of `marsad.read.read`."""

    article: Article
    fields: tuple[Field, ...]
    lines: tuple[Told, ...]


def explain(
    page: bytes | str,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    charset: str | None = None,
    text: bool | None = None,
    media_type: str | None = None,
    profile: Profiles | None = None,
    rules: Rules | None = None,
) -> Explanation:
    """Explain how one page is read. The arguments are those of `marsad.read.read`.

    Raises `ReadError`, also for a PDF, mail message or clipping.
    """
    from marsad.read.media import other_than_page

    if text is None and (other := other_than_page(page, media_type)):
        raise ReadError(f"this is {other}: only HTML and plain text are explained; without --explain it is read")
    try:
        markup, plain = opened(page, charset=charset, text=text)
        if plain:
            from marsad.read.explain_plain import explain_plain

            return explain_plain(markup, url=url, fetched=fetched)
        from marsad.read.explain_html import explain_html

        return explain_html(markup, url=url, fetched=fetched, profile=profile, rules=rules)
    except ReadError:
        raise
    except Exception as error:
        raise ReadError(f"the page cannot be read: {type(error).__name__}: {error}") from error


def counted(article: Article) -> Iterator[Field]:
    """The fields that are told by their numbers."""
    yield Field("body", f"{len(article.blocks)} blocks, {len(article.body)} characters", "the lines below")
    for name, many in (("comments", article.comments), ("teasers", article.teasers), ("dropped", article.dropped)):
        if many:
            yield Field(name, str(len(many)), "the lines below")


def shortened(text: str) -> str:
    """A text on one line, its end cut off where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rstrip()}…"
