"""A fact as it is cited: its words among those around them, where they were published, and the archived capture."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marsad.model import direction
from marsad.observatory.extracts import extract, squeezed_place, within_extract
from marsad.observatory.models import Article, Fact, User
from marsad.observatory.permalinks import permalink
from marsad.web.formats import stated, unbroken
from marsad.web.queries.access import may_read
from marsad.web.queries.facts import may_edit
from marsad.web.queries.summaries import outlet_name
from marsad.web.queries.told import ToldFact, told_fact
from marsad.web.queries.words import Shelf, address, display_name, final_of
from marsad.web.told_labels import TOLD
from marsad.web.values import KINDS, confidence, reasons, resolved

AROUND = 240
"""Code points of the text that are shown on either side of the words."""
_ISOLATE, _POP = "\u2068", "\u2069"
"""Around each part of a citation where two directions meet, so that none reorders another."""
_SPACES = re.compile(r"\s+")
_OF_SEVERAL_PARTS = frozenset(TOLD)


@dataclass(frozen=True, slots=True)
class FactPage:
    """A fact for one reader. ``before`` and ``after`` stand around its words ``exact`` in the text; all three, and
    ``told``, ``value`` and ``who``, are empty or null where the reader may not see the words (``hidden``).

    ``told`` is the fact with its parts where it is one of several; ``who`` the id and the name of what a name stands
    for. ``permalink`` is its address within the site, ``words`` where the article shows it, ``place`` where that is in
    its field; ``citation`` is a line to copy.
    """

    article: Article
    outlet: str
    hidden: bool
    whole: bool
    kind: str
    kind_name: str
    before: str
    exact: str
    after: str
    told: ToldFact | None
    value: str
    reasons: tuple[str, ...]
    confidence: str
    who: tuple[str, str] | None
    permalink: str
    words: str
    place: str
    text_sha256: str
    citation: str
    editable: bool


def fact_page(fact: Fact, user: User | AnonymousUser, absolute: Callable[[str], str]) -> FactPage:
    """The page of a fact that readers see; needs its article with capture and source, its details and its entity.
    ``absolute`` makes an address of the site whole."""
    article = fact.article
    whole = may_read(user, article.source.visibility)
    shown = extract(article.lede, article.body)
    hidden = not whole and not within_extract(article.lede, article.body, fact, shown)
    before, exact, after = ("", "", "") if hidden else _around(fact, None if whole else shown)
    several = fact.kind in _OF_SEVERAL_PARTS and not hidden
    here = permalink(fact, article.capture.key)
    outlet = outlet_name(article.source.name, article.source.key, article.outlet)
    return FactPage(
        article=article,
        outlet=outlet,
        hidden=hidden,
        whole=whole,
        kind=fact.kind,
        kind_name=str(TOLD.get(fact.kind) or KINDS.get(fact.kind) or fact.kind),
        before=before,
        exact=exact,
        after=after,
        told=told_fact(fact, Shelf.of([article.pk], user)) if several else None,
        value="" if hidden or several else resolved(fact.kind, fact.detail, own_words=whole),
        reasons=() if hidden else tuple(reasons(fact.detail)),
        confidence=confidence(fact.confidence, by_person=fact.rule == Fact.PERSON_RULE or fact.state == "confirmed"),
        who=None if hidden or several else _who(fact),
        permalink=here,
        words=address(article.pk, fact),
        place=f"{fact.field} {fact.start}–{fact.end}",
        text_sha256=fact.text_sha256,
        citation=citation(article, outlet, exact, absolute(here)),
        editable=may_edit(user),
    )


def citation(article: Article, outlet: str, exact: str, here: str) -> str:
    """A fact cited in the reader's language: words, outlet, title, date, capture and its hash, permanent address."""
    told = {
        "words": unbroken(_squeezed(exact), article.lang),
        "outlet": outlet,
        "title": _squeezed(article.title) or article.url or article.capture.locator,
        "published": stated(article.published) if article.published else _("no date on the page"),
        "archived": stated(timezone.localdate(article.capture.fetched or article.capture.archived).isoformat()),
        "record": article.capture.record_id,
        "hash": article.capture.sha256,
    }
    if "rtl" in (direction(article.lang), direction(get_language() or "")):
        told = {name: f"{_ISOLATE}{value}{_POP}" for name, value in told.items()}
    where = _("%(outlet)s, “%(title)s”, %(published)s.") % told
    if exact:
        where = _("“%(words)s”, %(where)s") % {**told, "where": where}
    capture = _("Archived on %(archived)s (%(record)s, SHA-256 %(hash)s).") % told
    return f"{where} {capture} {here}"


def _around(fact: Fact, shown: str | None) -> tuple[str, str, str]:
    """The words and what stands on either side: of the whole text, or of the extract that a stranger reads."""
    field = fact.article.lede if fact.field == "lede" else fact.article.body
    exact = _squeezed(fact.exact)
    if shown is not None:
        start = squeezed_place(field, fact.start)
        end = start + len(exact)
        return _tail(shown[:start]), exact, _head(shown[end:])
    # A text that was read anew leaves the facts with it; words that stand elsewhere now have no surroundings here.
    if field[fact.start : fact.end] != fact.exact:
        return _squeezed(fact.prefix), exact, _squeezed(fact.suffix)
    return _tail(_squeezed(field[: fact.start])), exact, _head(_squeezed(field[fact.end :]))


def _tail(text: str) -> str:
    """The end of a text, from the beginning of a word on."""
    if len(text) <= AROUND:
        return text
    return "…" + text[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return text[:AROUND].rpartition(" ")[0] + "…"


def _squeezed(text: str) -> str:
    return _SPACES.sub(" ", text)


def _who(fact: Fact) -> tuple[str, str] | None:
    entity = final_of(fact.entity)
    return (entity.pk, display_name(entity)) if entity else None
