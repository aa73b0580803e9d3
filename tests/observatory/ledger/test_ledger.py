"""The ledger of an observatory: promises that later articles move on, what editors say of them, and a rebuild."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad.archive.journal import read_journal
from marsad.observatory import annotating, jobs, rebuild
from marsad.observatory.decisions import Change, RefusedError, confirm, correct, join, strike, undo
from marsad.observatory.ledger import entries, linking
from marsad.observatory.ledger.deciding import belongs, decide_move, say
from marsad.observatory.models import Article, Decision, Fact, LedgerEntry, Promise, PromiseMove
from marsad.observatory.versions import ANNOTATE
from tests.observatory.facts import export, fact, take, work
from tests.observatory.ledger.promised import AGAIN, DONE, PROMISED, SIGNED, STARTED, link, pages, promised_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", promised_in)
    monkeypatch.setattr(linking, "link", link)
    monkeypatch.setattr(entries, "default_encoder", lambda: None)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    """A promise told twice, signed, and done as an Arabic page tells, whose minister is known to be the same."""
    take(data_dir, *pages("promise", "again", "signed", "done", "other"))
    one_minister(data_dir)
    return data_dir


def one_minister(data_dir: Path) -> None:
    arabic = fact("سلمى الإدريسي", lang="ar")
    french = fact("Salma Idrissi")
    if arabic.entity_id != french.entity_id:
        join(data_dir, "nadia", arabic.entity_id or "", french.entity_id or "")
        work(data_dir)


def key_of(words: str) -> str:
    return LedgerEntry.objects.get(fact__exact=words, article__current=True).key


def the_promise() -> Promise:
    return Promise.objects.get(pk=key_of(PROMISED))


def moves() -> list[tuple[str, str, str]]:
    """Status, state and words of the promise's moves, or an editor's note."""
    rows = PromiseMove.objects.filter(promise=the_promise()).order_by("number").select_related("entry__fact")
    return [(row.status, row.state, row.entry.fact.exact if row.entry else row.note) for row in rows]


def assert_a_rebuild_gives_the_same(data_dir: Path) -> None:
    before = export()
    assert any('"type": "promise_move"' in line for line in before)
    rebuild.rebuild(data_dir)
    after = export()
    assert [line for line in after if line not in before] == [line for line in before if line not in after] == []
    assert after == before


def test_a_promise_moves_on_over_articles_and_languages(observatory: Path) -> None:
    assert moves() == [("signed", "found", SIGNED), ("done", "found", DONE)]
    promise = the_promise()
    assert (promise.status, promise.due, promise.due_on) == ("done", "2026-06", date(2026, 6, 30))
    assert (promise.articles, promise.sources) == (4, 1)
    assert promise.status_at == Article.objects.get(lang="ar").sort_at
    again = LedgerEntry.objects.get(fact__exact=AGAIN)
    assert (again.parent_id, again.promise_id, again.confidence) == (promise.root_id, promise.pk, 0.9)
    alone = LedgerEntry.objects.get(fact__exact=STARTED)
    assert (alone.parent, alone.promise) == (None, None)
    assert list(again.parties.values_list("entity", "by")) == [(fact("Salma Idrissi").entity_id, True)]


def test_a_struck_fact_moves_nothing_until_it_is_taken_back(observatory: Path) -> None:
    before = moves()
    decision = strike(observatory, "nadia", fact(SIGNED).pk)
    work(observatory)
    assert moves() == [("done", "found", DONE)]
    undo(observatory, "nadia", decision.number)
    work(observatory)
    assert moves() == before


def test_where_the_first_words_are_struck_the_next_begin_the_promise(observatory: Path) -> None:
    decision = strike(observatory, "nadia", fact(PROMISED).pk)
    work(observatory)
    promise = Promise.objects.get()
    assert (promise.pk, promise.status, promise.articles) == (key_of(AGAIN), "done", 3)
    assert_a_rebuild_gives_the_same(observatory)
    undo(observatory, "nadia", decision.number)
    work(observatory)
    assert Promise.objects.get().pk == key_of(PROMISED)


def test_facts_found_anew_and_facts_of_persons_keep_the_ledger(observatory: Path) -> None:
    confirm(observatory, "nadia", fact(SIGNED).pk)
    change = Change("progress", {"what": "la digue", "status": "withdrawn"})
    correct(observatory, "nadia", fact(STARTED).pk, change)
    work(observatory)
    before = export()
    jobs.require(*ANNOTATE, list(Article.objects.values_list("pk", flat=True)))
    work(observatory)
    assert export() == before
    corrected = LedgerEntry.objects.get(fact__exact=STARTED)
    assert (corrected.told["status"], corrected.fact.rule) == ("withdrawn", Fact.PERSON_RULE)
    assert_a_rebuild_gives_the_same(observatory)


def move(status: str) -> PromiseMove:
    return PromiseMove.objects.get(status=status, promise=the_promise())


def test_a_move_is_struck_confirmed_and_taken_back(observatory: Path) -> None:
    first = decide_move(observatory, "nadia", "strike", move("done").key)
    assert moves() == [("signed", "found", SIGNED), ("done", "struck", DONE)]
    assert the_promise().status == "signed"
    with pytest.raises(RefusedError, match="already"):
        decide_move(observatory, "omar", "strike", move("done").key)
    second = decide_move(observatory, "omar", "confirm", move("done").key)
    assert (second.record["replaces"], the_promise().status) == (first.number, "done")
    assert_a_rebuild_gives_the_same(observatory)
    undo(observatory, "omar", second.number)
    assert the_promise().status == "signed"
    undo(observatory, "nadia", first.number)
    assert moves() == [("signed", "found", SIGNED), ("done", "found", DONE)]
    with pytest.raises(RefusedError, match="changed meanwhile"):
        decide_move(observatory, "omar", "strike", "0" * 16)


def test_an_editor_says_how_a_promise_stands(observatory: Path) -> None:
    decision = say(observatory, "nadia", the_promise().pk, "late", "No light in June, seen on site.", due="2026-09")
    promise = the_promise()
    assert (promise.status, promise.due, promise.due_on) == ("late", "2026-09", date(2026, 9, 30))
    assert moves()[-1] == ("late", "confirmed", "No light in June, seen on site.")
    assert_a_rebuild_gives_the_same(observatory)
    undo(observatory, "nadia", decision.number)
    assert (the_promise().status, the_promise().due) == ("done", "2026-06")
    [record, taken_back] = list(read_journal(observatory / "journal", "promise"))
    assert (record["note"], taken_back["of"]) == ("No light in June, seen on site.", record["n"])


@pytest.mark.parametrize(
    ("status", "note", "more", "why"),
    [
        ("lost", "x", {}, "cannot be"),
        ("late", " ", {}, "note"),
        ("late", "x" * 2001, {}, "note"),
        ("late", "x", {"due": "soon"}, "new date"),
        ("late", "x", {"on": date(9000, 1, 1)}, "lies ahead"),
    ],
)
def test_what_an_editor_cannot_say(observatory: Path, status: str, note: str, more: dict, why: str) -> None:
    with pytest.raises(RefusedError, match=why):
        say(observatory, "nadia", the_promise().pk, status, note, **more)
    with pytest.raises(RefusedError, match="no such promise"):
        say(observatory, "nadia", "0" * 16, "late", "x")
    assert not Decision.objects.filter(kind="promise").exists()


def test_an_editor_puts_words_into_a_promise_and_takes_them_out(observatory: Path) -> None:
    put = belongs(observatory, "nadia", key_of(STARTED), the_promise().pk)
    out = belongs(observatory, "nadia", key_of(DONE), None)
    assert moves() == [("signed", "found", SIGNED), ("started", "found", STARTED)]
    assert LedgerEntry.objects.get(fact__exact=DONE).promise is None
    with pytest.raises(RefusedError, match="already"):
        belongs(observatory, "nadia", key_of(STARTED), the_promise().pk)
    assert_a_rebuild_gives_the_same(observatory)
    undo(observatory, "nadia", put.number)
    undo(observatory, "nadia", out.number)
    assert moves() == [("signed", "found", SIGNED), ("done", "found", DONE)]


def test_a_promise_is_parted_and_joined_again_the_other_way_round(observatory: Path) -> None:
    parted = belongs(observatory, "nadia", key_of(AGAIN), None)
    assert set(Promise.objects.values_list("pk", flat=True)) == {key_of(PROMISED), key_of(AGAIN)}
    with pytest.raises(RefusedError, match="begins with these words"):
        belongs(observatory, "nadia", key_of(PROMISED), key_of(PROMISED))
    joined = belongs(observatory, "nadia", key_of(PROMISED), key_of(AGAIN))
    assert Promise.objects.get().pk == key_of(PROMISED)
    assert_a_rebuild_gives_the_same(observatory)
    undo(observatory, "nadia", joined.number)
    assert Promise.objects.count() == 2
    undo(observatory, "nadia", parted.number)
    assert Promise.objects.get().articles == 4


def test_a_decision_is_lost_while_its_words_are_not_there(observatory: Path) -> None:
    judged = decide_move(observatory, "nadia", "confirm", move("signed").key)
    put = belongs(observatory, "nadia", key_of(STARTED), the_promise().pk)
    assert not Decision.objects.filter(lost=True).exists()
    first = strike(observatory, "nadia", fact(SIGNED).pk)
    second = strike(observatory, "nadia", fact(PROMISED).pk)
    work(observatory)
    assert set(Decision.objects.filter(lost=True).values_list("number", flat=True)) == {judged.number, put.number}
    assert_a_rebuild_gives_the_same(observatory)
    undo(observatory, "nadia", first.number)
    undo(observatory, "nadia", second.number)
    work(observatory)
    assert not Decision.objects.filter(lost=True).exists()
    assert LedgerEntry.objects.get(fact__exact=STARTED).promise == the_promise()
