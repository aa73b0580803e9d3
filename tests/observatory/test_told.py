"""Facts of several parts: stored with the words of each, decided about, and made anew by a rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.archive.journal import read_journal
from marsad.model import DetailRole
from marsad.observatory import annotating, jobs, rebuild
from marsad.observatory.decisions import Change, RefusedError, confirm, correct, join, party, strike, undo
from marsad.observatory.details import Party
from marsad.observatory.models import Article, Decision, Fact, FactDetail, FactState
from marsad.observatory.versions import ANNOTATE
from marsad.observatory.waiting import THRESHOLDS, resting
from tests.observatory.facts import FRENCH, export, fact, page, shown, take, three_pages, work
from tests.observatory.test_decisions import use_another_reader
from tests.observatory.told import COST, LIT, RETURN, SAID, told_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", told_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(data_dir, *three_pages())
    return data_dir


def details(row: Fact) -> list[tuple[str, str, str, str | None]]:
    """Role, words, value and entity of a fact's details."""
    return [(one.role, one.exact, one.value, one.entity_id) for one in row.details.order_by("number")]


def test_each_detail_has_its_words_and_its_entity(observatory: Path) -> None:
    minister = fact("Salma Idrissi").entity_id
    said = fact(SAID["fr"][0])
    assert (said.kind, said.detail, said.state) == ("quote", {"form": "indirect"}, FactState.FOUND)
    assert details(said) == [("speaker", "Salma Idrissi", "", minister), ("cue", "a annoncé", "", None)]
    event = fact(LIT)
    days = {"start_date": "2025-09-20", "end_date": "2025-09-20"}
    assert event.detail == {"event_kind": "opening", "name": "le phare de Tamri", **days}
    assert details(event) == [("date", "samedi", "2025-09-20", None), ("place", "Tamri", "", fact("Tamri").entity_id)]
    hedged = fact(COST, kind="hedged")
    assert hedged.detail == {"what": "mener le chantier", "status": "done", "modality": "reported"}
    for one in FactDetail.objects.select_related("fact__article"):
        text = getattr(one.fact.article, one.field)
        assert text[one.start : one.end] == one.exact
        assert text[: one.start].endswith(one.prefix)


def test_one_can_ask_for_the_statements_of_a_person(observatory: Path) -> None:
    minister = fact("Salma Idrissi").entity_id
    spoken = Fact.objects.filter(kind="quote", details__role="speaker", details__entity=minister)
    assert [one.exact for one in spoken.order_by("article")] == [SAID[lang][0] for lang in ("fr", "es", "ar")]
    here = Fact.objects.filter(kind="event", details__role="place", details__entity=fact("Tamri").entity_id)
    assert [one.exact for one in here] == [LIT]


def test_what_is_not_sure_waits_and_a_confirmed_one_is_shown(observatory: Path) -> None:
    assert fact(RETURN).state == FactState.WAITING
    assert ("commitment", RETURN) not in shown()
    decision = confirm(observatory, "nadia", fact(RETURN).pk)
    assert (fact(RETURN).state, fact(RETURN).decision_id) == (FactState.CONFIRMED, decision.number)
    with pytest.raises(RefusedError, match="already"):
        confirm(observatory, "nadia", fact(RETURN).pk)
    undo(observatory, "nadia", decision.number)
    assert (fact(RETURN).state, fact(RETURN).decision_id) == (FactState.WAITING, None)
    strike(observatory, "nadia", fact(RETURN).pk)
    assert fact(RETURN).state == FactState.STRUCK


@pytest.mark.parametrize("kind", ["quote", "event", "commitment", "hedged"])
def test_a_fact_waits_below_the_threshold_of_its_kind(kind: str) -> None:
    least = THRESHOLDS[kind]
    assert (resting(kind, least), resting(kind, least - 0.001)) == (FactState.FOUND, FactState.WAITING)
    assert resting("person", 0.01) == FactState.FOUND


def test_a_confirmed_fact_can_be_struck_and_corrected(observatory: Path) -> None:
    first = confirm(observatory, "nadia", fact(RETURN).pk)
    second = correct(observatory, "omar", fact(RETURN).pk, Change("commitment", {"what": "x", "status": "done"}))
    assert second.record["replaces"] == first.number
    now = fact(RETURN, state=FactState.CORRECTED)
    assert [one[:2] for one in details(now)] == [("by", "Salma Idrissi"), ("due", "en mai")]
    assert details(now)[0][3] == fact("Salma Idrissi").entity_id
    undo(observatory, "omar", second.number)
    assert fact(RETURN).state == FactState.CONFIRMED
    assert not Fact.objects.filter(rule=Fact.PERSON_RULE).exists()


def named_speaker(name: str, words: str) -> Party:
    article = Article.objects.get(lang="fr", current=True)
    start = article.body.index(words)
    return Party(DetailRole.SPEAKER, party("person", name), "body", start, start + len(words))


def test_another_speaker_takes_the_place_of_the_wrong_one(observatory: Path) -> None:
    parties = (named_speaker("Le Doyen", "des pêcheurs"),)
    correct(observatory, "nadia", fact(SAID["fr"][0]).pk, Change("quote", {"form": "direct"}, parties=parties))
    now = fact(SAID["fr"][0], state=FactState.CORRECTED)
    cue = ("cue", "a annoncé", "", None)
    assert details(now) == [("speaker", "des pêcheurs", "", "person/~le-doyen"), cue]
    before = export()
    assert sum('"person/~le-doyen"' in line and '"type": "entity"' in line for line in before) == 1
    rebuild.rebuild(observatory)
    assert export() == before


def decide_all_sorts(data_dir: Path) -> None:
    confirm(data_dir, "nadia", fact(RETURN).pk)
    strike(data_dir, "nadia", fact(COST, kind="hedged").pk)
    change = Change("quote", {"form": "mixed"}, parties=(named_speaker("Le Doyen", "des pêcheurs"),))
    correct(data_dir, "omar", fact(SAID["fr"][0]).pk, change)
    event = fact(LIT)
    days = {"start_date": "2025-09-21", "end_date": "2025-09-21"}
    correct(data_dir, "omar", event.pk, Change("event", {"event_kind": "opening", "name": "le feu", **days}))
    taken_back = confirm(data_dir, "omar", fact(SAID["es"][0], lang="es").pk)
    undo(data_dir, "omar", taken_back.number)


def test_a_rebuild_and_another_annotation_give_equal_bytes(observatory: Path) -> None:
    decide_all_sorts(observatory)
    before = export()
    assert any('"role": "speaker"' in line for line in before)
    rebuild.rebuild(observatory)
    assert export() == before
    jobs.require(*ANNOTATE, list(Article.objects.values_list("pk", flat=True)))
    work(observatory)
    assert export() == before


def test_decisions_follow_their_words_into_another_reading(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide_all_sorts(observatory)
    use_another_reader(monkeypatch)
    rebuild.rebuild(observatory)
    lost = Decision.objects.get(lost=True)
    assert (lost.act, lost.record["fact"]["quote"]["exact"]) == ("confirm", RETURN)
    said = Fact.objects.get(kind="quote", article__lang="fr", state=FactState.CORRECTED)
    assert [(one[0], one[1], one[3]) for one in details(said)] == [
        ("speaker", "des\u2003pêcheurs", "person/~le-doyen"),
        ("cue", "a\u2003annoncé", None),
    ]


def test_a_confirmed_fact_that_is_found_no_more_stays(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minister = fact("Salma Idrissi").entity_id
    confirm(observatory, "nadia", fact(RETURN).pk)
    monkeypatch.setattr("tests.observatory.told.RETURN", "not in any text")
    jobs.require(*ANNOTATE, list(Article.objects.values_list("pk", flat=True)))
    work(observatory)
    now = fact(RETURN)
    assert (now.state, now.rule, now.detail["what"]) == (FactState.CONFIRMED, "person", "revenir sur le quai")
    assert details(now) == [("by", "Salma Idrissi", "", minister), ("due", "en mai", "2026-05", None)]


def test_a_later_version_of_the_page_keeps_the_confirmation(observatory: Path) -> None:
    confirm(observatory, "nadia", fact(RETURN).pk)
    take(observatory, page("fr", ("Une phrase nouvelle ouvre la page, que personne n'avait lue avant.", *FRENCH)))
    later = Fact.objects.get(exact=RETURN, article__current=True)
    assert later.state == FactState.CONFIRMED


def test_the_journal_tells_the_details(observatory: Path) -> None:
    strike(observatory, "nadia", fact(SAID["fr"][0]).pk)
    [record] = read_journal(observatory / "journal", "fact")
    speaker, cue = record["fact"]["details"]
    assert (speaker["role"], speaker["quote"]["exact"], cue["role"]) == ("speaker", "Salma Idrissi", "cue")
    assert speaker["entity"] == fact("Salma Idrissi").entity_id


def test_a_join_leads_statements_to_the_other_entity(observatory: Path) -> None:
    minister = fact("Salma Idrissi").entity_id or ""
    arabic = fact("سلمى الإدريسي", lang="ar")
    correct(observatory, "n", arabic.pk, Change("person", {"name": "Selma"}, name="Selma"))
    join(observatory, "n", "person/~selma", minister)
    before = export()
    rebuild.rebuild(observatory)
    assert export() == before
