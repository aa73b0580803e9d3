"""Articles are weighed: what the ledger and the dossiers have of them is found anew when they come or change.

What that depends on is an article's signature, kept with it, and its facts and what people decided, whose changes take
the signature away. So a story is looked over at little cost, and only what changed is weighed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q

from marsad.observatory.counts import voice
from marsad.observatory.dossiers import lines, members
from marsad.observatory.ledger import entries
from marsad.observatory.models import Article, Dossier, DossierLine, DossierMember, LedgerEntry, Source, Weighed

_AT_ONCE = 200
_VALUES_A_QUERY = 400
_UNREAD = ("embedding", "blocks", "comments", "teasers", "dropped", "tags", "topics")
"""Columns that weighing does not look at."""

log = logging.getLogger(__name__)


def weigh_story(story: str) -> None:
    """Weigh the articles of a story that came or changed, and renew its lines in the dossiers that have any of it; call
    inside a transaction."""
    changed, gone = _changed(story)
    touched = {(dossier, story) for dossier, _ in members.following([story])}
    for start in range(0, len(changed), _AT_ONCE):
        touched |= _weigh_each(list(changed)[start : start + _AT_ONCE])
    touched |= {(dossier, story) for dossier in _with_lines(story)}
    _renew_lines(touched)
    _keep(changed, gone)


def weigh(articles: Sequence[Article]) -> None:
    """Weigh articles and renew the lines of every story that this touches; call inside a transaction. Needs ``capture``
    and ``source`` loaded."""
    _renew_lines(_weigh(articles))


def take_out(captures: Sequence[int]) -> None:
    """Have articles that are to be removed count nowhere any more; call before they are, inside the transaction. What
    fails here does not keep their words from being removed."""
    for start in range(0, len(captures), _AT_ONCE):
        some = captures[start : start + _AT_ONCE]
        Article.objects.filter(pk__in=some).update(current=False)
        try:
            with transaction.atomic():
                weigh(loaded(some))
        except (DatabaseError, OSError):
            raise
        except Exception:
            log.exception("articles %s to %s were removed with what counts them", some[0], some[-1])


def speak_anew(outlet: str) -> None:
    """Weigh the articles that count as the words of an outlet; call before its row goes, which would take them along,
    inside the transaction."""
    dossiers = list(Dossier.objects.values_list("pk", flat=True))  # the index of voices begins with them
    sources = list(Source.objects.filter(key=outlet).values_list("pk", flat=True))
    told = DossierMember.objects.filter(dossier__in=dossiers, voice__in=sources).order_by()
    captures = sorted(set(told.values_list("article_id", flat=True)))
    for start in range(0, len(captures), _AT_ONCE):
        weigh(loaded(captures[start : start + _AT_ONCE]))


def loaded(captures: Iterable[int]) -> list[Article]:
    """Articles as weighing reads them, in the order of ingest."""
    rows = Article.objects.filter(pk__in=list(captures)).select_related("capture", "source").defer(*_UNREAD)
    return list(rows.order_by("pk"))


def forget(captures: Iterable[int]) -> None:
    """Have articles weighed anew with their story, whatever their signature."""
    pks = list(captures)
    for start in range(0, len(pks), _VALUES_A_QUERY):
        Weighed.objects.filter(article__in=pks[start : start + _VALUES_A_QUERY]).delete()


def forget_stories(stories: Iterable[str]) -> None:
    """Have all articles of some stories weighed anew with them."""
    ids = list(stories)
    for start in range(0, len(ids), _VALUES_A_QUERY):
        Weighed.objects.filter(article__story__in=ids[start : start + _VALUES_A_QUERY]).delete()


def _weigh(articles: Sequence[Article]) -> set[tuple[str, str]]:
    """Weigh articles; the pairs of dossier and story whose lines that touches."""
    stories = entries.renew(articles)
    touched = members.renew(articles)
    return touched | members.following(stories)


def _weigh_each(captures: Sequence[int]) -> set[tuple[str, str]]:
    """Weigh articles; one over which that fails keeps the others from nothing."""
    try:
        with transaction.atomic():
            return _weigh(loaded(captures))
    except (DatabaseError, OSError):
        raise
    except Exception:
        if len(captures) > 1:
            return {pair for capture in captures for pair in _weigh_each([capture])}
        log.exception("article %s could not be weighed", captures[0])
        return set()


def _renew_lines(touched: Iterable[tuple[str, str]]) -> None:
    for dossier, story in sorted(touched):
        lines.renew(dossier, story)


def _changed(story: str) -> tuple[dict[int, str], list[int]]:
    """The articles of a story whose signature is another than before, with that; and those that are shown no more."""
    counts = Q(current=True) | Q(weighed__isnull=False)
    for table in (DossierMember, LedgerEntry):  # a version that was forgotten and then replaced counts there still
        counts |= Q(Exists(table._default_manager.filter(article=OuterRef("pk"))))
    here = Article.objects.filter(counts, story_id=story).annotate(speaks=voice())
    columns = ("pk", "current", "weighed__signature", "lang", "source_id", "sort_at", "speaks", "text_sha256")
    changed, gone = {}, []
    for pk, current, before, *told in here.order_by("pk").values_list(*columns, "published"):
        now = sha256("|".join(map(str, (story, *told))).encode()).hexdigest()[:16] if current else ""
        if not current:
            gone.append(pk)
        if now != before:
            changed[pk] = now
    return changed, gone


def _keep(changed: dict[int, str], gone: Sequence[int]) -> None:
    forget(gone)
    rows = [Weighed(article_id=pk, signature=now) for pk, now in changed.items() if now]
    Weighed.objects.bulk_create(
        rows, batch_size=_AT_ONCE, update_conflicts=True, unique_fields=["article"], update_fields=["signature"]
    )


def _with_lines(story: str) -> list[str]:
    """The dossiers that have lines of a story."""
    return list(DossierLine.objects.filter(story=story).order_by().values_list("dossier_id", flat=True).distinct())
