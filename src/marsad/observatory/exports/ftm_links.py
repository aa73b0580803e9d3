"""Who binds whom, and who is named with whom, as edges between FollowTheMoney entities."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.model import DetailRole, FactKind
from marsad.observatory.exports.ftm_entities import SCHEMATA, entity_id, entity_of, link_from
from marsad.observatory.exports.ftm_make import MOST_URL, TEXT, Proxy, Written, date_of, id_of, plain, web_of
from marsad.observatory.exports.reading import Export, Member, Told, detail_of
from marsad.observatory.extracts import extract, within_extract
from marsad.observatory.models import DossierTie, TieWords, Visibility

_BINDING = frozenset({FactKind.COMMITMENT, FactKind.PROGRESS})
_AT_ONCE = 200
_WORDS = 5
"""Articles that are given for a tie, the latest."""


def bound(member: Member, told: Told) -> Iterator[Proxy]:
    """An edge from each who promises to each towards whom, with the words."""
    if told.row.kind not in _BINDING:
        return
    own = detail_of(told, member.whole)
    for _, by in told.of(DetailRole.BY):
        for _, to in told.of(DetailRole.WITH):
            if by is None or to is None or by.pk == to.pk:
                continue
            made = Proxy(id_of("bound", told.permalink_key(member), by.pk, to.pk), "UnknownLink")
            made.add("subject", entity_id(by)).add("object", entity_id(to)).add("role", told.row.kind)
            made.add("status", own.get("status")).add("date", date_of(member.article.published))
            yield link_from(made.add("endDate", date_of(own.get("due"))), member, told)


def ties(export: Export, written: Written) -> Iterator[Proxy]:
    """An edge between each two actors that a sentence names together, with the latest such sentences that the reader
    may see; a tie of which they may see none is left out."""
    after = 0
    while listed := _ties(export, after):
        after = listed[-1].pk
        for tie in listed:
            yield from _tie(export, tie, written)


def _ties(export: Export, after: int) -> list[DossierTie]:
    rows = DossierTie.objects.filter(dossier=export.dossier, pk__gt=after).select_related("first", "second")
    return list(rows.order_by("pk")[:_AT_ONCE])


def _tie(export: Export, tie: DossierTie, written: Written) -> Iterator[Proxy]:
    words = [one for one in _words(tie) if _seen(export, one)]
    ends = (tie.first, tie.second)
    if not words or any(end.kind not in SCHEMATA for end in ends):
        return
    for end in ends:
        if written.first(end.pk):
            yield entity_of(end, export)
    made = Proxy(id_of("tie", export.dossier.pk, tie.first_id, tie.second_id), "UnknownLink")
    made.add("subject", entity_id(tie.first)).add("object", entity_id(tie.second)).add("role", "named together")
    for one in words:
        article = one.article
        made.add("description", plain(one.exact), TEXT).add("sourceUrl", web_of(article.url), MOST_URL)
        made.add("publisher", plain(article.source.name)).add("recordId", article.capture.record_id)
        made.add("date", date_of(article.published))
        hashes = f"{one.field} {one.start}–{one.end}, {article.capture.record_id}, SHA-256 {article.capture.sha256}"
        made.add("summary", hashes, TEXT)
    made.add("summary", f"{tie.articles} articles", TEXT)
    yield made


def _words(tie: DossierTie) -> list[TieWords]:
    rows = TieWords.objects.filter(tie=tie).select_related("article__capture", "article__source")
    return list(rows.defer("article__embedding", "article__blocks").order_by("-at", "-article_id")[:_WORDS])


def _seen(export: Export, words: TieWords) -> bool:
    article = words.article
    if export.whole or article.source.visibility == Visibility.FULL:
        return True
    lede, body = article.lede, article.body
    return within_extract(lede, body, words, extract(lede, body))
