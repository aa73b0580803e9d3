"""Which articles a dossier has: a function of its rule, of what was decided by hand, and of the article as it stands.

An article is held against every dossier when it comes or changes; what it adds to a dossier is kept with it, so that
the counts are renewed by what went and what came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Min
from django.utils import timezone

from marsad.model import FactKind
from marsad.observatory.counts import voice
from marsad.observatory.dossiers import actors, counting, parts
from marsad.observatory.dossiers.joined import joiner
from marsad.observatory.dossiers.rule import Rule, Seen
from marsad.observatory.entities import SHOWN
from marsad.observatory.models import Article, Dossier, DossierHand, DossierMember, DossierPart, Fact, FactDetail

_AT_ONCE = 200
"""Articles that are held against the dossiers together."""


@dataclass(frozen=True, slots=True)
class _Followed:
    """A dossier with its rule as joins leave it."""

    row: Dossier
    rule: Rule


def renew(articles: Sequence[Article], among: Collection[str] | None = None) -> set[tuple[str, str]]:
    """Hold articles against every dossier, or ``among`` some; call inside a transaction. Needs ``capture`` and
    ``source`` loaded.

    Returns the pairs of dossier and story in which a member came, went or changed.
    """
    followed = _followed(among) if articles else []
    if not followed:
        return set()
    touched: set[tuple[str, str]] = set()
    for start in range(0, len(articles), _AT_ONCE):
        touched |= _renew(articles[start : start + _AT_ONCE], followed)
    return touched


def following(stories: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs of dossier and story of which a dossier has members, among some stories."""
    wanted = sorted(stories)
    found: set[tuple[str, str]] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = DossierMember.objects.filter(story__in=wanted[start : start + _AT_ONCE]).order_by()
        found |= {(dossier, story or "") for dossier, story in rows.values_list("dossier_id", "story_id").distinct()}
    return found


def _followed(among: Collection[str] | None) -> list[_Followed]:
    rows = Dossier.objects.all() if among is None else Dossier.objects.filter(pk__in=among)
    found = [_Followed(row, Rule.from_json(row.rule)) for row in rows.order_by("pk")]
    if any(one.rule.entities for one in found):
        final = joiner()
        found = [replace(one, rule=replace(one.rule, entities=tuple(map(final, one.rule.entities)))) for one in found]
    return found


def _renew(articles: Sequence[Article], followed: Sequence[_Followed]) -> set[tuple[str, str]]:
    pks = [article.pk for article in articles]
    stored: defaultdict[str, dict[int, DossierMember]] = defaultdict(dict)
    for member in DossierMember.objects.filter(article__in=pks, dossier__in=[one.row.pk for one in followed]):
        stored[member.dossier_id][member.article_id] = member
    wanted = _chosen(articles, followed)
    told = _Told.of([article for article in articles if any(article.pk in some for some in wanted.values())])
    listing = _listing(pks) if stored or any(wanted.values()) else frozenset()
    touched: set[tuple[str, str]] = set()
    for one in followed:
        before, chosen = stored[one.row.pk], wanted[one.row.pk]
        if not before and not chosen:
            continue
        known = list(DossierPart.objects.filter(dossier=one.row).order_by("number"))
        covered = parts.covered_by([article for article, _ in chosen.values()], known)
        after = {pk: told.member(one.row, article, by_hand, covered[pk]) for pk, (article, by_hand) in chosen.items()}
        touched |= _write(one.row, before, after, told)
        lost = any(part.fact_id is None and not part.by_hand for part in known)  # its facts were found anew
        if (lost or not listing.isdisjoint({*before, *after})) and parts.renew(one.row.pk):
            Dossier.objects.filter(pk=one.row.pk).update(filled=0)
    return touched


def _chosen(articles: Sequence[Article], followed: Sequence[_Followed]) -> dict[str, dict[int, tuple[Article, bool]]]:
    """The articles that each dossier has, each with whether it was put in by hand."""
    shown = [article for article in articles if article.current and article.story_id]
    seen = _seen(shown, named=any(one.rule.entities for one in followed))
    hands = _hands(shown, [one.row.pk for one in followed])
    first = _first_captures(shown) if any(one.row.closed for one in followed) else {}
    chosen: dict[str, dict[int, tuple[Article, bool]]] = {one.row.pk: {} for one in followed}
    for one in followed:
        last = one.row.closed_after
        for article in shown:
            if last is not None and first[article.pk] > last:
                continue
            by_hand = hands.get((one.row.pk, article.pk))
            if by_hand or (by_hand is None and one.rule.matches(seen[article.pk])):
                chosen[one.row.pk][article.pk] = article, bool(by_hand)
    return chosen


def _seen(articles: Sequence[Article], *, named: bool) -> dict[int, Seen]:
    """What rules look at; the entities of the articles only where some rule asks about any."""
    entities: defaultdict[int, set[str]] = defaultdict(set)
    if named:
        pks, final = [article.pk for article in articles], joiner()
        facts = Fact.objects.filter(article__in=pks, state__in=SHOWN).exclude(entity=None)
        details = FactDetail.objects.filter(fact__article__in=pks, fact__state__in=SHOWN).exclude(entity=None)
        for rows in (
            facts.order_by().values_list("article_id", "entity_id").distinct(),
            details.order_by().values_list("fact__article_id", "entity_id").distinct(),
        ):
            for pk, entity in rows:
                entities[pk].add(final(entity or ""))
    return {
        article.pk: Seen(
            source=article.source.key,
            lang=article.lang,
            day=timezone.localtime(article.sort_at).date(),
            entities=frozenset(entities[article.pk]),
            title=article.title,
            lede=article.lede,
            body=article.body,
            authors=tuple(article.authors),
        )
        for article in articles
    }


def _hands(articles: Sequence[Article], dossiers: Sequence[str]) -> dict[tuple[str, int], bool]:
    """What was decided by hand about the pages of articles, by dossier and article: the latest decision about any
    version of a page counts."""
    if not DossierHand.objects.filter(dossier__in=dossiers).exists():
        return {}
    of_key: defaultdict[str, list[int]] = defaultdict(list)
    of_page: defaultdict[str, list[int]] = defaultdict(list)
    for article in articles:
        if article.page:
            of_page[article.page].append(article.pk)
        else:
            of_key[article.capture.key].append(article.pk)
    for key, page in Article.objects.filter(page__in=list(of_page)).values_list("capture__key", "page"):
        of_key[key] += of_page[page]
    hands = DossierHand.objects.filter(capture_key__in=list(of_key), dossier__in=dossiers).order_by("decision_id")
    rows = hands.values_list("dossier_id", "capture_key", "included")
    return {(dossier, pk): included for dossier, key, included in rows for pk in of_key[key]}


def _first_captures(articles: Sequence[Article]) -> dict[int, int]:
    """For each article the first capture of its page."""
    pages = {article.page for article in articles} - {""}
    rows = Article.objects.filter(page__in=pages).order_by().values_list("page").annotate(first=Min("pk"))
    first: dict[str, int] = dict(rows)
    return {article.pk: first.get(article.page, article.pk) for article in articles}


def _listing(pks: Sequence[int]) -> frozenset[int]:
    """Those of some articles that list parts of anything."""
    rows = Fact.objects.filter(article__in=pks, kind=FactKind.PART).order_by()
    return frozenset(rows.values_list("article_id", flat=True))


@dataclass(frozen=True, slots=True)
class _Told:
    """What articles add to any dossier that has them."""

    voices: Mapping[int, int]
    actors: Mapping[int, actors.Actors]

    @classmethod
    def of(cls, articles: Sequence[Article]) -> _Told:
        pks = [article.pk for article in articles]
        voices = Article.objects.filter(pk__in=pks).annotate(speaks=voice()).values_list("pk", "speaks") if pks else []
        return cls(dict(voices), actors.actors_of(articles) if pks else {})

    def member(self, dossier: Dossier, article: Article, by_hand: bool, covered: Sequence[int]) -> DossierMember:
        heard, local = self.actors[article.pk], timezone.localtime(article.sort_at).date()
        return DossierMember(
            dossier=dossier,
            article=article,
            story_id=article.story_id,
            by_hand=by_hand,
            at=article.sort_at,
            day=local,
            month=local.replace(day=1),
            source_id=article.source_id,
            voice_id=self.voices[article.pk],
            own=self.voices[article.pk] == article.source_id,
            lang=article.lang,
            parts=list(covered),
            actors=list(heard.ids),
            ties=[[tie.first, tie.second] for tie in heard.ties],
        )


_COLUMNS = (
    "story_id", "by_hand", "at", "day", "month", "source_id", "voice_id", "own", "lang", "parts", "actors", "ties",
)  # fmt: skip


def _write(
    dossier: Dossier, before: Mapping[int, DossierMember], after: Mapping[int, DossierMember], told: _Told
) -> set[tuple[str, str]]:
    """Write the members as they are now, and their counts; the pairs that changed."""
    changed = {pk for pk in {*before, *after} if _values(before.get(pk)) != _values(after.get(pk))}
    went = [before[pk] for pk in changed if pk in before]
    came = [after[pk] for pk in sorted(changed) if pk in after]
    DossierMember.objects.filter(pk__in=[one.pk for one in went]).delete()
    DossierMember.objects.bulk_create(came, batch_size=50)
    counting.shift(dossier.pk, went, came)
    counting.say_ties(dossier.pk, {*before, *after}, {pk: (after[pk].at, told.actors[pk].ties) for pk in after})
    return {(dossier.pk, one.story_id) for one in (*went, *came) if one.story_id}


def _values(member: DossierMember | None) -> list[Any] | None:
    return None if member is None else [getattr(member, column) for column in _COLUMNS]
