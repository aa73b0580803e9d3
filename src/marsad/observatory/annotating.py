"""The annotate stage: article → its facts, in one transaction with the job of the next stage.

An article whose facts cannot be found fails this stage alone: it is grouped, indexed and shown without them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Q

from marsad import model
from marsad.annotate import annotate
from marsad.observatory import jobs
from marsad.observatory.dossiers.series import forget_figures
from marsad.observatory.faults import boundary
from marsad.observatory.ledger.entries import forget
from marsad.observatory.models import Article, Fact, FactDetail, Job
from marsad.observatory.versions import GROUP
from marsad.observatory.waiting import resting
from marsad.read.time_limit import OverdueError, seconds_a_page, time_limit

log = logging.getLogger(__name__)

_ROWS_A_QUERY = 40
_SEPARATOR = 2
"""The blank line between lede and body in the text that facts point into."""
_COMMON = frozenset({"kind", "start", "end", "text", "confidence", "rule", "entity", "details"})


def run(job: Job, holder: str) -> None:
    """Find one article's facts; where that fails, the job fails with the reason and the article goes on."""
    article = Article.objects.select_related("capture").defer("embedding").get(pk=job.capture_id)
    limit = seconds_a_page()
    try:
        with time_limit(limit):
            found = annotate(article_of(article))
            rows = list(_rows(article, found))
    except OverdueError:
        _fail(job, holder, f"finding its facts took longer than the limit of {limit:g} seconds")
        return
    except Exception as error:
        log.exception("annotating %s failed", article.capture.locator)
        _fail(job, holder, f"internal error while annotating: {type(error).__name__}: {error}")
        return
    with transaction.atomic():
        store(article, found, rows)
        boundary("annotate-written")
        jobs.finish([job], holder, follow=GROUP)
    boundary("annotate-committed")


def store(article: Article, found: model.Annotations, rows: list[tuple[Fact, list[FactDetail]]]) -> None:
    """Put these facts in the place of those that the article had; what people decided about it is applied later."""
    forget([article.pk])
    forget_figures(Q(article=article.pk))
    Fact.objects.filter(article=article).delete()
    Fact.objects.bulk_create([fact for fact, _ in rows], batch_size=_ROWS_A_QUERY)
    FactDetail.objects.bulk_create([one for _, details in rows for one in details], batch_size=_ROWS_A_QUERY)
    article.named = [asdict(entity) for entity in found.entities]
    article.topics = [asdict(topic) for topic in found.topics]
    article.save(update_fields=["named", "topics"])


def article_of(row: Article) -> model.Article:
    """What annotating sees of an article."""
    return model.Article(
        title=row.title or None,
        lang=row.lang or None,
        blocks=tuple(model.Block(model.BlockType(block["type"]), block["text"]) for block in row.blocks),
        lede=row.lede,
        authors=tuple(row.authors),
        published=row.published or None,
        published_evidence=row.published_evidence or None,
        outlet=row.outlet or None,
        url=row.url or None,
        section=row.section or None,
        tags=tuple(row.tags),
        agency=row.agency or None,
        teasers=tuple(model.Teaser(teaser["title"], teaser["url"]) for teaser in row.teasers),
    )


def texts_of(article: Article) -> dict[str, str]:
    """The texts that evidence points into, by field."""
    return {"lede": article.lede, "body": article.body}


def evidence_of(fact: Fact | FactDetail, record_id: str) -> model.Evidence:
    """The evidence of a stored fact, or of a detail of it."""
    return model.Evidence(
        record_id, fact.text_sha256, fact.field, fact.start, fact.end, fact.exact, fact.prefix, fact.suffix
    )


def placed(evidence: model.Evidence) -> dict[str, Any]:
    """The columns that hold an evidence."""
    return {name: value for name, value in asdict(evidence).items() if name != "record_id"}


def _rows(article: Article, found: model.Annotations) -> Iterator[tuple[Fact, list[FactDetail]]]:
    """The facts as rows, each with its details."""
    texts = texts_of(article)
    seen: set[tuple[str, int, int]] = set()
    for fact in found.facts:
        span = (fact.kind.value, fact.start, fact.end)
        evidence = _evidence(article, fact, texts)
        if span in seen or evidence is None:
            continue
        seen.add(span)
        confidence = round(fact.confidence, 3)
        row = Fact(
            article=article,
            kind=fact.kind.value,
            **placed(evidence),
            confidence=confidence,
            rule=fact.rule[:100],
            detail=_detail(fact, found),
            named=fact.entity if isinstance(fact, model.Mention | model.Goal) else None,
            state=resting(fact.kind, confidence),
        )
        details = fact.details if isinstance(fact, model.Detailed) else ()
        yield row, list(_detail_rows(article, row, details, texts))


def _detail_rows(
    article: Article, fact: Fact, details: Sequence[model.Detail], texts: dict[str, str]
) -> Iterator[FactDetail]:
    for number, detail in enumerate(details):
        if evidence := _evidence(article, detail, texts):
            told = {"role": detail.role.value, "value": (detail.value or "")[:200], "named": detail.entity}
            yield FactDetail(fact=fact, number=number, **placed(evidence), **told)


def _evidence(article: Article, words: model.Fact | model.Detail, texts: dict[str, str]) -> model.Evidence | None:
    """The words' evidence in their own field; null where that has no such place."""
    field, start, end = _in_field(words, len(article.lede))
    if start < 0 or not start < end <= len(texts[field]):
        return None
    return model.Evidence.of(article.capture.record_id, field, texts[field], start, end)


def _in_field(fact: model.Fact | model.Detail, lede: int) -> tuple[str, int, int]:
    """The field that words stand in, and their place there."""
    if not lede or fact.start > lede:
        shift = lede + _SEPARATOR if lede else 0
        return "body", fact.start - shift, fact.end - shift
    return "lede", fact.start, fact.end


def _detail(fact: model.Fact, found: model.Annotations) -> dict[str, Any]:
    """What a kind has of its own, without what is null."""
    if isinstance(fact, model.Mention):
        entity = asdict(found.entities[fact.entity])
        return _without_null({name: entity[name] for name in ("name", "role", "country", "acronym", "parts")})
    return _without_null({name: value for name, value in asdict(fact).items() if name not in _COMMON})


def _without_null(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value is not False and value != ()}


def _fail(job: Job, holder: str, reason: str) -> None:
    """Facts of an earlier version of its text do not stay with an article that has none of its own."""
    with transaction.atomic():
        forget([job.capture_id])
        forget_figures(Q(article=job.capture_id))
        Fact.objects.filter(article_id=job.capture_id).delete()
        Article.objects.filter(pk=job.capture_id).update(named=[], topics=[])
        jobs.fail(job, holder, reason)
