"""Who belongs to a dossier: by its rule and by hand, whatever happens to articles; counts follow."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from marsad.archive.page import Page
from marsad.observatory import annotating, following, rebuild, weighing
from marsad.observatory.decisions import RefusedError, confirm, join, part, strike, undo
from marsad.observatory.dossiers import filling
from marsad.observatory.dossiers.deciding import add, change, close, leave, make, reopen
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.models import Article, Decision, Dossier, DossierMember, Entity, Fact, Story, Tombstone, Weighed
from marsad.observatory.story_decisions import merge_stories, move_article, split_story
from marsad.observatory.takedown import take_down
from marsad.observatory.takedown_plan import article_target, capture_target, outlet_target, plan
from tests.observatory.dossiers.counted import assert_counts_are_true
from tests.observatory.facts import export, found_in, take, work
from tests.observatory.stories import EVENTS, article, own_telling, story_of, telling

pytestmark = pytest.mark.django_db(transaction=True)

HER = "Salma Idrissi viendra."
HIS = "L'Office des phares s'en félicite, et Salma Idrissi aussi."
NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(following, "together", lambda told: ([], [], []))
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(
        data_dir,
        telling("phare", host="phare.example", extra=HER),
        telling("phare", "copie", host="baie.example", extra=HER),
        telling("tram", host="tram.example", extra=HIS),
        telling("olive", host="olive.example"),
    )
    return data_dir


def minister() -> str:
    return Entity.objects.get(name="Salma Idrissi").pk


def names(dossier: Dossier) -> set[str]:
    """The last part of the addresses of its members."""
    rows = DossierMember.objects.filter(dossier=dossier)
    return {url.rpartition("/")[2] for url in rows.values_list("article__url", flat=True)}


def unchanged_by_a_rebuild(data_dir: Path) -> None:
    """All of the export is; after a takedown, which leaves the empty rows of outlets, all of the dossiers."""
    before = export()
    rebuild.rebuild(data_dir)
    after = export()
    if Tombstone.objects.exists():
        before, after = ([row for row in rows if '"dossier' in row] for rows in (before, after))
    assert after == before
    assert_counts_are_true()


def ask(data_dir: Path, query: str, **rule: object) -> Dossier:
    made = make(data_dir, "nadia", "question", query or "tout", Rule(query, **rule))
    work(data_dir)
    return made


def test_earlier_and_later_articles_belong_to_it(observatory: Path) -> None:
    her = make(observatory, "nadia", "actor", "La ministre", Rule(), minister())
    assert Dossier.objects.get(pk=her.pk).rule == {"entities": [minister()]}
    assert names(her) == set(), "nothing is done in the decision but the decision"
    work(observatory)
    assert names(her) == {"phare", "copie", "tram"}
    take(observatory, own_telling("echecs", "echecs"), telling("echecs", "partie", host="jeu.example", extra=HER))
    assert names(her) == {"phare", "copie", "tram", "partie"}
    assert_counts_are_true()
    copy = DossierMember.objects.get(dossier=her, article__url__endswith="copie")
    assert (copy.own, copy.voice.key) == (False, "phare.example")
    unchanged_by_a_rebuild(observatory)


def test_every_condition_of_a_rule_must_hold(observatory: Path) -> None:
    assert names(ask(observatory, "phare")) == {"phare", "copie", "tram"}
    assert names(ask(observatory, "phare -tramway")) == {"phare", "copie"}
    assert names(ask(observatory, '"office des phares"')) == {"phare", "copie", "tram"}
    assert names(ask(observatory, "", sources=("olive.example", "tram.example"))) == {"olive", "tram"}
    assert names(ask(observatory, "phare", sources=("tram.example", "olive.example"))) == {"tram"}
    assert names(ask(observatory, "phare", langs=("ar",))) == set()
    assert names(ask(observatory, "tramway", entities=(minister(),))) == {"tram"}
    today = article("tram").sort_at.date()
    assert names(ask(observatory, "tramway", since=today - timedelta(days=1), until=today + timedelta(days=1)))
    assert names(ask(observatory, "tramway", until=today - timedelta(days=2))) == set()
    assert_counts_are_true()


def test_the_index_is_used_and_not_trusted_further_than_it_goes(observatory: Path, monkeypatch) -> None:
    asked: list[str] = []
    found = filling._by_index
    monkeypatch.setattr(filling, "_by_index", lambda rule: asked.append(rule.query) or found(rule))
    assert found(Rule("tramway")) == {article("tram").pk}
    ask(observatory, "tramway")
    assert asked == ["tramway"]
    from marsad.observatory.paths import index_dir
    from marsad.search.index import SearchIndex

    with SearchIndex.open(index_dir(observatory)) as index:
        index.delete([article("tram").pk])
        index.commit()
    assert found(Rule("tramway")) is None, "an index that lacks articles"
    assert names(ask(observatory, "tramway université")) == {"tram"}


def test_what_is_decided_by_hand_holds_for_every_version_of_a_page(observatory: Path) -> None:
    dossier = ask(observatory, "phare -tramway")
    first = article("olive").pk
    add(observatory, "nadia", dossier.pk, first)
    left = leave(observatory, "nadia", dossier.pk, article("copie").pk)
    assert names(dossier) == {"phare", "olive"}
    later = telling("olive", host="olive.example", extra="Corrigé : la grêle est tombée en mai, et non en avril.")
    take(observatory, replace(later, fetched=NOW))
    assert article("olive").pk != first
    assert DossierMember.objects.get(dossier=dossier, by_hand=True).article_id == article("olive").pk
    assert_counts_are_true()
    undo(observatory, "nadia", left.number)
    assert names(dossier) == {"phare", "copie", "olive"}
    leave(observatory, "nadia", dossier.pk, article("olive").pk)
    assert names(dossier) == {"phare", "copie"}, "the latest decision about any version counts"
    unchanged_by_a_rebuild(observatory)


def test_a_changed_rule_lets_articles_come_and_go(observatory: Path) -> None:
    dossier = ask(observatory, "phare")
    changed = change(observatory, "nadia", dossier.pk, name="Le tram", rule=Rule(["tramway", "OR", "olives"][0]))
    assert Dossier.objects.get(pk=dossier.pk).filled == 0
    work(observatory)
    assert names(dossier) == {"tram"}
    assert_counts_are_true()
    undo(observatory, "nadia", changed.number)
    work(observatory)
    assert names(dossier) == {"phare", "copie", "tram"}
    assert Dossier.objects.get(pk=dossier.pk).name == "phare"
    unchanged_by_a_rebuild(observatory)


def test_a_dossier_that_is_about_another_one_begins_again(observatory: Path) -> None:
    office = Entity.objects.get(name="Office des phares").pk
    dossier = make(observatory, "nadia", "actor", "Elle", Rule("phare"), minister())
    work(observatory)
    assert names(dossier) == {"phare", "copie", "tram"}
    changed = change(observatory, "nadia", dossier.pk, entity=office)
    assert names(dossier) == set()
    assert_counts_are_true()
    work(observatory)
    assert Dossier.objects.get(pk=dossier.pk).entity_id == office
    assert names(dossier) == {"phare", "copie", "tram"}
    undo(observatory, "nadia", changed.number)
    work(observatory)
    unchanged_by_a_rebuild(observatory)
    assert Dossier.objects.get(pk=dossier.pk).entity_id == minister()


def test_a_closed_dossier_stays_as_it_is(observatory: Path) -> None:
    dossier = ask(observatory, "phare")
    closed = close(observatory, "nadia", dossier.pk)
    take(observatory, telling("echecs", "tour", host="jeu.example", extra="Le phare de Tamri l'a vue."))
    again = telling("phare", host="phare.example", extra="Corrigé : le feu porte à vingt milles, non à trente.")
    take(observatory, replace(again, fetched=NOW))
    assert names(dossier) == {"phare", "copie", "tram"}
    with pytest.raises(RefusedError, match="closed"):
        add(observatory, "nadia", dossier.pk, article("tour").pk)
    unchanged_by_a_rebuild(observatory)
    reopen(observatory, "nadia", dossier.pk)
    work(observatory)
    assert names(dossier) == {"phare", "copie", "tram", "tour"}
    undo(observatory, "nadia", Decision.objects.get(act="reopen").number)
    work(observatory)
    assert names(dossier) == {"phare", "copie", "tram"}
    undo(observatory, "nadia", closed.number)
    work(observatory)
    assert "tour" in names(dossier)
    unchanged_by_a_rebuild(observatory)


def test_a_dossier_whose_making_is_undone_is_gone(observatory: Path) -> None:
    dossier = ask(observatory, "phare")
    undo(observatory, "nadia", Decision.objects.get(act="make").number)
    assert not Dossier.objects.exists()
    assert not DossierMember.objects.exists()
    unchanged_by_a_rebuild(observatory)
    with pytest.raises(RefusedError, match="no such dossier"):
        close(observatory, "nadia", dossier.pk)


def test_joined_and_parted_entities(observatory: Path) -> None:
    office = Entity.objects.get(name="Office des phares").pk
    her = make(observatory, "nadia", "actor", "Elle", Rule(), minister())
    his = make(observatory, "nadia", "actor", "L'office", Rule(), office)
    work(observatory)
    assert names(his) == {"tram"}
    town = Entity.objects.get(name="Tamri").pk
    Entity.objects.filter(pk=town).update(kind="organisation")
    Entity.objects.filter(pk=office).update(kind="organisation")
    joined = join(observatory, "nadia", town, office)
    work(observatory)
    assert names(his) == {"phare", "copie", "tram"}
    assert names(her) == {"phare", "copie", "tram"}
    assert_counts_are_true()
    undo(observatory, "nadia", joined.number)
    work(observatory)
    assert names(his) == {"tram"}
    assert_counts_are_true()


def test_struck_and_confirmed_facts(observatory: Path) -> None:
    her = make(observatory, "nadia", "actor", "Elle", Rule(), minister())
    work(observatory)
    fact = Fact.objects.get(article=article("tram"), exact="Salma Idrissi")
    struck = strike(observatory, "nadia", fact.pk)
    work(observatory)
    assert names(her) == {"phare", "copie"}
    assert_counts_are_true()
    undo(observatory, "nadia", struck.number)
    work(observatory)
    assert names(her) == {"phare", "copie", "tram"}
    strike(observatory, "nadia", Fact.objects.get(article=article("copie"), exact="Salma Idrissi").pk)
    unchanged_by_a_rebuild(observatory)
    assert names(her) == {"phare", "tram"}


def test_stories_that_are_merged_split_and_moved(observatory: Path) -> None:
    dossier = ask(observatory, "phare")
    merged = merge_stories(observatory, "nadia", story_of("olive"), story_of("phare"))
    work(observatory)
    add(observatory, "nadia", dossier.pk, article("olive").pk)
    assert set(DossierMember.objects.values_list("story_id", flat=True)) == {story_of("phare")}
    undo(observatory, "nadia", merged.number)
    work(observatory)
    assert DossierMember.objects.get(article=article("olive")).story_id == story_of("olive") != story_of("phare")
    assert_counts_are_true()
    move_article(observatory, "nadia", article("tram").pk, story_of("olive"))
    work(observatory)
    assert DossierMember.objects.get(article=article("tram")).story_id == story_of("olive")
    split_story(observatory, "nadia", story_of("olive"), [article("tram").pk])
    work(observatory)
    assert DossierMember.objects.get(article=article("tram")).story_id == story_of("tram") != story_of("olive")
    assert names(dossier) == {"phare", "copie", "tram", "olive"}
    unchanged_by_a_rebuild(observatory)


def test_what_is_taken_down_counts_no_more(observatory: Path) -> None:
    dossier = ask(observatory, "phare")
    add(observatory, "nadia", dossier.pk, article("olive").pk)
    take_down(observatory, plan(observatory, article_target(article("phare").url)), "nadia", "a reason")
    assert names(dossier) == {"copie", "tram", "olive"}
    assert_counts_are_true_once(observatory)
    assert DossierMember.objects.get(article__url__endswith="copie").own, "it speaks for itself now"
    take_down(observatory, plan(observatory, outlet_target("tram.example")), "nadia", "a reason")
    work(observatory)
    assert names(dossier) == {"copie", "olive"}
    unchanged_by_a_rebuild(observatory)


def test_a_hand_decision_goes_with_the_version_that_it_was_made_at(observatory: Path) -> None:
    dossier = ask(observatory, "tramway")
    first = article("olive").pk
    add(observatory, "nadia", dossier.pk, first)
    later = telling("olive", host="olive.example", extra="Corrigé : la grêle est tombée en mai, et non en avril.")
    take(observatory, replace(later, fetched=NOW))
    assert names(dossier) == {"tram", "olive"}
    take_down(observatory, plan(observatory, capture_target(first)), "nadia", "a reason")
    work(observatory)
    assert names(dossier) == {"tram"}
    unchanged_by_a_rebuild(observatory)


def assert_counts_are_true_once(data_dir: Path) -> None:
    """After what the takedown left to the group stage."""
    work(data_dir)
    assert_counts_are_true()


def test_nothing_is_weighed_twice(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(observatory, "phare")
    assert Weighed.objects.count() == Article.objects.filter(current=True).count()
    from marsad.observatory import weighing

    weighed: list[int] = []
    renew = weighing.members.renew
    monkeypatch.setattr(
        weighing.members, "renew", lambda some, *rest: weighed.extend(one.pk for one in some) or renew(some, *rest)
    )
    take(observatory, telling("phare", "autre", host="autre.example", extra="Autrement dit."))
    assert story_of("autre") == story_of("phare")
    assert weighed == [article("autre").pk], "what stands beside it in the story is not weighed"


def test_refusals_say_why(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(match: str, rule: Rule, *, name: str = "x", kind: str = "question", entity: str | None = None) -> None:
        with pytest.raises(RefusedError, match=match):
            make(observatory, "nadia", kind, name, rule, entity)

    refused("empty", Rule())
    refused("empty", Rule("-phare"))
    refused("empty", Rule(langs=("fr",)))
    refused("needs a name", Rule("phare"), name="  ")
    refused("200 characters", Rule("phare"), name="x" * 201)
    refused("1000 characters", Rule("phare " * 200))
    refused("nothing is known", Rule(entities=("person/nobody",)))
    refused("nothing is known", Rule("phare"), kind="actor", entity="person/nobody")
    refused("needs the one", Rule("phare"), kind="initiative")
    refused("no outlet", Rule("phare", sources=("nowhere.example",)))
    refused("code of a language", Rule("phare", langs=("French",)))
    refused("first day", Rule("phare", since=date(2027, 1, 2), until=date(2027, 1, 1)))
    refused("50 entities", Rule("phare", langs=tuple(f"l{number}" for number in range(51))))
    made = ask(observatory, "phare")
    refused("has the same rule", Rule("  phare "))
    with pytest.raises(RefusedError, match="nothing would change"):
        change(observatory, "nadia", made.pk, name="phare")
    with pytest.raises(RefusedError, match="followed already"):
        reopen(observatory, "nadia", made.pk)
    with pytest.raises(RefusedError, match="no such article"):
        add(observatory, "nadia", made.pk, 99)
    monkeypatch.setattr("marsad.observatory.dossiers.deciding.MOST_DOSSIERS", 1)
    refused("close one of them", Rule("tramway"))


class Died(BaseException):
    """The process is gone."""


def test_a_kill_while_filling_costs_one_step(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = make(observatory, "nadia", "question", "Phare", Rule("phare"))

    def die(name: str) -> None:
        raise Died(name)

    assert filling.fill_step(1) == 1
    done = names(dossier)
    assert len(done) == 1
    with monkeypatch.context() as dying:
        dying.setattr(filling, "boundary", die)
        with pytest.raises(Died, match="dossier-filled"):
            filling.fill_step(1)
    assert names(dossier) == done
    while filling.fill_step(1):
        pass
    assert names(dossier) == {"phare", "copie", "tram"}
    assert_counts_are_true()


def test_an_article_that_fails_keeps_the_others_from_nothing(observatory: Path, monkeypatch, caplog) -> None:
    bad, renew = article("copie").pk, filling.members.renew

    def failing(articles: list[Article], among: list[str]) -> set[tuple[str, str]]:
        if bad in [one.pk for one in articles]:
            raise ValueError("of all the luck")
        return renew(articles, among)

    monkeypatch.setattr(filling.members, "renew", failing)
    dossier = make(observatory, "nadia", "question", "Phare", Rule("phare"))
    while filling.fill_step():
        pass
    assert names(dossier) == {"phare", "tram"}
    assert f"article {bad} could not be held" in caplog.text


def test_an_article_that_cannot_be_weighed_keeps_its_story_from_nothing(observatory: Path, monkeypatch, caplog) -> None:
    dossier = make(observatory, "nadia", "question", "Phare", Rule("phare"))
    while filling.fill_step():
        pass
    here, renew = article("copie"), weighing.members.renew
    others = Article.objects.filter(story=here.story_id, current=True).exclude(pk=here.pk)
    weighing.forget_stories([here.story_id])

    def failing(articles: list[Article]) -> set[tuple[str, str]]:
        if here.pk in [one.pk for one in articles]:
            raise ValueError("of all the luck")
        return renew(articles)

    monkeypatch.setattr(weighing.members, "renew", failing)
    with transaction.atomic():
        weighing.weigh_story(here.story_id)
    assert others.exists()
    assert {one.pk for one in others} <= set(Weighed.objects.values_list("article", flat=True))
    assert f"article {here.pk} could not be weighed" in caplog.text
    assert "phare" in names(dossier)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_are_true_after_any_sequence(data_dir: Path, seed: int) -> None:
    rng = random.Random(seed)
    take(data_dir, telling("phare", host="phare.example", extra=HER), telling("tram", host="t.example", extra=HIS))
    make(data_dir, "nadia", "actor", "Elle", Rule(), minister())
    ask(data_dir, "phare")
    for number in range(14):
        act = rng.choice(ACTS)
        try:
            act(data_dir, rng, number)
        except RefusedError:
            continue
        work(data_dir)
        assert_counts_are_true()
    unchanged_by_a_rebuild(data_dir)


def _arrive(data_dir: Path, rng: random.Random, number: int) -> None:
    event, extra = rng.choice(list(EVENTS)), rng.choice([HER, HIS, "Rien."])
    page: Callable[..., Page] = rng.choice([telling, own_telling])
    told = {"extra": extra} if page is telling else {"also": ""}
    take(data_dir, page(event, f"p{number}", host=f"h{rng.randrange(4)}.example", **told))


def _correct(data_dir: Path, rng: random.Random, number: int) -> None:
    one = _any(rng)
    host, _, name = one.url.removeprefix("https://").partition("/")
    page = telling(rng.choice(list(EVENTS)), name, host=host, extra=rng.choice([HER, f"Corrigé {number} fois hier."]))
    take(data_dir, replace(page, fetched=NOW + timedelta(days=number)))


def _by_hand(data_dir: Path, rng: random.Random, _: int) -> None:
    rng.choice([add, leave])(data_dir, "nadia", _dossier(rng), _any(rng).pk)


def _change(data_dir: Path, rng: random.Random, number: int) -> None:
    rule = Rule(rng.choice(["phare", "tramway", "grêle -port", "Salma"]))
    change(data_dir, "nadia", _dossier(rng), name=f"n{number}", rule=rule)


def _close(data_dir: Path, rng: random.Random, _: int) -> None:
    rng.choice([close, reopen])(data_dir, "nadia", _dossier(rng))


def _undo(data_dir: Path, rng: random.Random, _: int) -> None:
    known = Decision.objects.filter(live=True).exclude(act__in=("undo", "make")).order_by("number")
    if known:
        undo(data_dir, "nadia", rng.choice(list(known)).number)


def _strike(data_dir: Path, rng: random.Random, _: int) -> None:
    facts = list(Fact.objects.filter(article__current=True, state="found").order_by("pk"))
    if facts:
        rng.choice([strike, confirm])(data_dir, "nadia", rng.choice(facts).pk)


def _arrange(data_dir: Path, rng: random.Random, _: int) -> None:
    stories = list(Story.objects.filter(redirect_to=None, article_count__gt=0).order_by("pk"))
    one, other = rng.choice(stories), rng.choice(stories)
    if rng.random() < 0.5:
        merge_stories(data_dir, "nadia", one.pk, other.pk)
    else:
        split_story(data_dir, "nadia", one.pk, [Article.objects.filter(story=one, current=True)[0].pk])


def _part(data_dir: Path, rng: random.Random, _: int) -> None:
    facts = list(Fact.objects.exclude(entity=None).order_by("pk"))
    if facts:
        part(data_dir, "nadia", str(rng.choice(facts).entity_id), rng.choice(facts).exact)


def _join(data_dir: Path, rng: random.Random, _: int) -> None:
    entities = list(Entity.objects.order_by("pk").values_list("pk", flat=True))
    join(data_dir, "nadia", rng.choice(entities), rng.choice(entities))


def _take_down(data_dir: Path, rng: random.Random, _: int) -> None:
    if Article.objects.filter(current=True).count() < 3:
        return
    one = _any(rng)
    target = rng.choice([article_target(one.url), capture_target(one.pk)])
    take_down(data_dir, plan(data_dir, target), "nadia", "a reason")


def _any(rng: random.Random) -> Article:
    return rng.choice(list(Article.objects.filter(current=True).order_by("pk")))


def _dossier(rng: random.Random) -> str:
    return rng.choice(list(Dossier.objects.order_by("made_at", "name"))).pk


ACTS: tuple[Callable[[Path, random.Random, int], None], ...] = (
    _arrive, _arrive, _arrive, _correct, _by_hand, _by_hand, _change, _close, _undo, _strike, _arrange, _part,
    _join, _take_down,
)  # fmt: skip


def test_a_copy_stays_when_the_outlet_that_it_spoke_for_is_taken_down(observatory: Path) -> None:
    dossier = ask(observatory, "phare")
    assert not DossierMember.objects.get(article__url__endswith="copie").own
    take_down(observatory, plan(observatory, outlet_target("phare.example")), "nadia", "a reason")
    assert_counts_are_true()
    work(observatory)
    assert names(dossier) == {"copie", "tram"}
    assert DossierMember.objects.get(article__url__endswith="copie").own
    unchanged_by_a_rebuild(observatory)


def test_a_version_that_was_forgotten_before_it_was_replaced_counts_no_more(observatory: Path) -> None:
    dossier = ask(observatory, "phare")
    Weighed.objects.all().delete()  # as its facts were found anew
    take(observatory, telling("tram", host="tram.example", extra=HIS + " Le phare brille."))
    assert Article.objects.filter(url__endswith="/tram").count() == 2
    shown = set(Article.objects.filter(current=True).values_list("pk", flat=True))
    assert set(DossierMember.objects.filter(dossier=dossier).values_list("article_id", flat=True)) <= shown
    assert_counts_are_true()
