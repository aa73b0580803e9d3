"""The ledger's pages: promises of a dossier and of all, one promise with its history, and what editors do about it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from marsad.observatory import standing
from marsad.observatory.ledger import entries
from marsad.observatory.ledger.listing import no_report
from marsad.observatory.models import Article, Dossier, Fact, LedgerEntry, Promise, PromiseMove, Source, Visibility
from marsad.web.accounts import add_user
from marsad.web.queries.promises_asked import Asked, promises_of
from tests.web.dossier_rows import add_dossier, add_members
from tests.web.ledger_rows import PROMISE, SIGNED, Pier, add_entry, add_fact_line, add_move, add_promise, make_pier
from tests.web.newsroom import START, add_article, add_fact, add_source, add_story
from tests.web.test_timeline import plans_of, text_of

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.fromisoformat("2026-03-10T12:00:00+00:00"))


@pytest.fixture
def pier(db: None) -> Pier:
    return make_pier(date(2026, 4, 2))


@pytest.fixture
def editor(client: Client, data_dir: Path, pier: Pier) -> Client:
    standing.begin()
    client.force_login(add_user("nadia", "lantern-and-quay-9", "editor"))
    return client


def get(client: Client, path: str, lang: str = "en", status: int = 200) -> str:
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == status
    return response.content.decode()


def cards(html: str) -> list[str]:
    return [text_of(part.split("</ol>\n</li>")[0]) for part in html.split('<li class="promise"')[1:]]


def ledger_of(dossier: Dossier) -> str:
    return f"/dossier/{dossier.pk}/commitments"


def fell_due(promise: Promise) -> None:
    promise.due, promise.due_on = "2025-10", date(2025, 10, 31)
    promise.save()


def test_a_card_tells_who_what_to_whom_when_and_how_far_it_has_come(signed_in: Client, pier: Pier) -> None:
    for path in (ledger_of(pier.dossier), "/commitments"):
        html = get(signed_in, path)
        [card] = cards(html)
        assert card.startswith('id="p' + pier.promise.pk) or "Office des phares" in card
        assert "Office des phares" in card
        assert "signed" in card
        assert "reconstruire le môle" in card
        assert "With whom la Ligue du quai" in card
        assert "By when 2027 avant 2027" in card
        assert f"5 Oct 2025 signed very likely {SIGNED} El Farol Español" in card
        assert "2 independent sources, 3 articles" in card
        assert f"/article/{pier.spanish.pk}?words=body." in html
        assert "Due date passed" not in card


def test_when_the_date_has_passed_it_says_in_how_many_sources_nothing_was_seen(signed_in: Client, pier: Pier) -> None:
    fell_due(pier.promise)
    later = [add_article(add_source(f"{n}.example", n), n, "fr", START + timedelta(days=90), n) for n in ("Un", "Deux")]
    add_story(*later)
    add_members(pier.dossier, later)
    [card] = cards(get(signed_in, ledger_of(pier.dossier)))
    assert "Due date passed, no report seen in 2 sources" in card
    for word in ("late", "broken"):
        assert not re.search(rf"\b{word}\b", card)


def test_outside_a_dossier_sources_count_that_name_who_promised(signed_in: Client, pier: Pier) -> None:
    fell_due(pier.promise)
    office = "L'Office des phares se tait."
    later = [
        add_article(add_source(f"{n}.example", n), n, "fr", START + timedelta(days=90), text)
        for n, text in (("Un", office), ("Deux", office), ("Trois", "Le vent se tait."))
    ]
    add_story(*later)
    for article in later[:2]:
        add_fact(article, "Office des phares", "organisation", entity=pier.office)
    for path in ("/commitments", f"/commitment/{pier.promise.pk}"):
        assert "Due date passed, no report seen in 2 sources" in text_of(get(signed_in, path))
    assert no_report(Promise.objects.get(), TODAY) == 2


def test_what_fell_due_after_everything_was_published_counts_no_source(signed_in: Client, pier: Pier) -> None:
    fell_due(pier.promise)
    assert "Due date passed; no source has published on it since" in cards(get(signed_in, ledger_of(pier.dossier)))[0]


def test_what_is_done_is_not_due(signed_in: Client, pier: Pier) -> None:
    fell_due(pier.promise)
    Promise.objects.update(status="done")
    assert "Due date passed" not in cards(get(signed_in, ledger_of(pier.dossier)))[0]


def test_late_is_only_what_an_editor_says_with_name_day_and_note(signed_in: Client, pier: Pier) -> None:
    fell_due(pier.promise)
    told = {"note": "Le chantier est fermé.", "by": "nadia", "state": "confirmed"}
    add_move(pier.promise, "late", at=START + timedelta(days=100), **told)
    [card] = cards(get(signed_in, ledger_of(pier.dossier)))
    assert "late, says nadia, 24 Dec 2025 : Le chantier est fermé." in card
    assert "no report seen" not in card


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?status=signed", 1),
        ("?status=done", 0),
        ("?due=passed", 0),
        ("?due=coming", 1),
        ("?due=month", 0),
        ("?due=year", 0),
        ("?due=none", 0),
        ("?lang=fr", 1),
        ("?lang=ar", 0),
        ("?party=organisation/office-des-phares", 1),
        ("?party=person/salma-idrissi", 0),
        ("?status=signed&due=coming&lang=fr&party=organisation/office-des-phares", 1),
    ],
)
def test_filters(signed_in: Client, pier: Pier, query: str, count: int) -> None:
    for path in (ledger_of(pier.dossier), "/commitments"):
        html = get(signed_in, path + query)
        assert len(cards(html)) == count
        assert count or "No promise fits all that is chosen above. Show all" in text_of(html)


@pytest.mark.parametrize(
    "query",
    [
        "?status=kept",
        "?due=soon",
        "?lang=xx",
        "?after=nowhere",
        "?after=2025-01-01~a.b",
        "?after=2025-01-01~ab",
        "?after=0001-01-01T00:00:00%2B14:00~ab",
        "?due=passed&after=2025-01-01T00:00:00%2B00:00~ab",
    ],
)
def test_what_cannot_be_read_is_said(signed_in: Client, pier: Pier, query: str) -> None:
    assert 'role="alert"' in get(signed_in, "/commitments" + query, status=400)


def test_a_dossier_has_only_its_own_and_an_empty_one_says_what_a_promise_is(signed_in: Client, pier: Pier) -> None:
    html = get(signed_in, ledger_of(add_dossier("Rien")))
    assert not cards(html)
    assert "as soon as an article tells who binds whom to what" in text_of(html)


@pytest.fixture
def many(pier: Pier) -> Pier:
    """Fifty promises more, some of them due in one year."""
    body = "\n\n".join(f"La Ligue du quai ouvrira le quai {n:02d}." for n in range(50))
    article = add_article(add_source("ligue.example", "La Ligue"), "Les quais", "fr", START, body)
    add_story(article)
    for n in range(50):
        told = {"what": f"ouvrir le quai {n:02d}", "status": "announced", "due": f"20{30 + n // 10}"}
        fact = add_fact(article, f"La Ligue du quai ouvrira le quai {n:02d}", "commitment", detail=told)
        promise = add_promise(fact, last_at=START + timedelta(hours=n // 3))
        add_fact_line(pier.dossier, "commitment", fact, promise=promise)
    return pier


@pytest.mark.parametrize("query", ["?", "?due=coming", "?status=announced", "?lang=fr&due=coming"])
@pytest.mark.parametrize("whole", [True, False])
def test_pages_join_without_a_gap(signed_in: Client, many: Pier, query: str, whole: bool) -> None:
    path, seen = "/commitments" if whole else ledger_of(many.dossier), []
    while True:
        html = get(signed_in, path + query)
        seen += re.findall(r'<li class="promise" id="p(\w+)"', html)
        further = re.search(r'<a rel="next" href="([^"]+)"', html)
        if not further:
            break
        query = further[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == (50 if "status" in query else 51)


@pytest.mark.parametrize(
    "asked", [Asked(), Asked(status="signed"), Asked(due="coming"), Asked(due="passed", lang="fr")], ids=str
)
def test_no_list_reads_the_ledger_through(many: Pier, asked: Asked) -> None:
    plans = plans_of(lambda: promises_of(asked, None, TODAY, 5), many)
    assert plans
    for sql, steps in plans:
        assert not [step for step in steps if step.startswith("SCAN observatory_promise") and "INDEX" not in step], sql
        assert not [step for step in steps if step == "USE TEMP B-TREE FOR ORDER BY"], (sql, steps)


def test_a_promise_has_its_history_with_reprints_folded(signed_in: Client, pier: Pier) -> None:
    html = get(signed_in, f"/commitment/{pier.promise.pk}")
    course = html.split('class="course"')[1].split("</section>")[0]
    steps = [text_of(part) for part in re.split(r"<li class=\"(?:root|moved|again)", course)[1:]]
    assert len(steps) == 2
    assert PROMISE in steps[0]
    assert "1 reprint They carry the text of the one above" in steps[0]
    assert steps[0].index("1 reprint") < steps[0].index("L'Écho word for word")
    assert SIGNED in steps[1]
    assert "that it speaks of this promise: very likely" in steps[1]
    assert f'href="{ledger_of(pier.dossier)}"' in html
    assert "Say how it stands" not in html


def test_what_changes_nothing_is_folded_in_its_place(signed_in: Client, pier: Pier) -> None:
    for days in (25, 30):
        source = add_source(f"{days}.example", f"Jour {days}")
        again = add_article(source, "Encore", "fr", START + timedelta(days=days), f"Bis. {PROMISE} {days}.")
        add_story(again)
        told = {"what": "reconstruire", "status": "signed"}
        add_entry(add_fact(again, PROMISE, "commitment", detail=told), pier.promise, pier.promise.root)
    text = text_of(get(signed_in, f"/commitment/{pier.promise.pk}"))
    assert "2 texts tell it again and change nothing" in text
    assert text.index(SIGNED) < text.index("2 texts tell it again") < text.index("Jour 25") < text.index("Jour 30")


def test_the_key_of_any_entry_leads_to_the_promise(signed_in: Client, pier: Pier) -> None:
    assert signed_in.get(f"/commitment/{pier.signed.key}")["Location"] == f"/commitment/{pier.promise.pk}"
    assert signed_in.get("/commitment/0000000000000000").status_code == 404


def test_a_stranger_reads_no_more_than_the_extracts(client: Client, pier: Pier) -> None:
    Article.objects.filter(pk=pier.french.pk).update(lede="Un phare.")
    article = add_article(Source.objects.get(key="quai.example"), "Loin", "fr", START, "x " * 400 + PROMISE)
    add_story(article)
    far = add_promise(add_fact(article, PROMISE, "commitment", detail={"what": "loin", "status": "signed"}))
    page = text_of(get(client, f"/commitment/{far.pk}"))
    assert "beyond the extract" in page
    assert "reconstruira" not in page
    assert "rest on words beyond the extracts" in text_of(get(client, "/commitments")) or "rests on words" in text_of(
        get(client, "/commitments")
    )
    Source.objects.update(visibility=Visibility.FULL)
    assert "reconstruira" in text_of(get(client, f"/commitment/{far.pk}"))


@pytest.fixture
def waiting(pier: Pier) -> PromiseMove:
    done = add_fact(pier.spanish, "El faro volverá a lucir en mayo", "progress", detail={"status": "done"})
    entry = add_entry(done, pier.promise, pier.promise.root, confidence=0.5)
    return add_move(pier.promise, "done", entry, confidence=0.5, state="waiting")


def test_what_waits_is_for_editors_alone(signed_in: Client, pier: Pier, waiting: PromiseMove) -> None:
    for path in (ledger_of(pier.dossier), "/commitments", f"/commitment/{pier.promise.pk}"):
        assert "done" not in text_of(get(signed_in, path).split("<main")[1].split("</form>")[-1])
    assert "El faro volverá" not in get(signed_in, f"/commitment/{pier.promise.pk}")
    assert signed_in.post(f"/commitment/move/{waiting.key}/confirm").status_code == 403
    assert signed_in.post(f"/commitment/{pier.promise.pk}/say").status_code == 403
    assert signed_in.post(f"/commitment/words/{pier.signed.key}/belongs").status_code == 403
    assert Client().post(f"/commitment/{pier.promise.pk}/say").status_code == 302


def test_struck_words_go_before_the_ledger_is_found_anew(signed_in: Client, pier: Pier) -> None:
    Fact.objects.filter(pk=pier.promise.root_id).update(state="struck")
    for path in (ledger_of(pier.dossier), "/commitments"):
        assert "reconstruire le môle" not in get(signed_in, path)
    get(signed_in, f"/commitment/{pier.promise.pk}", status=404)


def test_an_editor_finds_it_in_the_queue_with_its_buttons(editor: Client, pier: Pier, waiting: PromiseMove) -> None:
    html = get(editor, "/waiting?kind=move")
    assert "Steps of promises 1" in text_of(html)
    assert "reconstruire le môle" in text_of(html)
    assert "waits for an editor" in text_of(html)
    for act in ("confirm", "strike"):
        assert f'action="/commitment/move/{waiting.key}/{act}"' in html
    page = get(editor, f"/commitment/{pier.promise.pk}")
    assert f'action="/commitment/move/{waiting.key}/confirm"' in page
    assert "Say how it stands" in page


@pytest.fixture
def told(editor: Client, pier: Pier) -> Promise:
    """The promise as the observatory itself makes it of the facts."""
    PromiseMove.objects.all().delete()
    Promise.objects.all().delete()
    LedgerEntry.objects.all().delete()
    entries.renew([Article.objects.get(pk=article.pk) for article in (pier.french, pier.spanish)])
    return Promise.objects.get(root__fact__exact=PROMISE)


def test_an_editor_says_how_it_stands_and_takes_it_back(editor: Client, pier: Pier, told: Promise) -> None:
    said = {"status": "late", "note": "Le chantier est fermé.", "on": "2026-03-01"}
    assert editor.post(f"/commitment/{told.pk}/say", said)["Location"] == f"/commitment/{told.pk}"
    page = text_of(get(editor, f"/commitment/{told.pk}"))
    assert "late, says nadia, 1 Mar 2026 : Le chantier est fermé." in page
    assert Promise.objects.get(pk=told.pk).status == "late"
    assert "late Le chantier est fermé." in text_of(get(editor, "/decisions"))
    number = PromiseMove.objects.get(status="late").decision_id
    editor.post(f"/decision/{number}/undo", {"back": f"/commitment/{told.pk}"})
    assert Promise.objects.get(pk=told.pk).status == "announced"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"status": "kept", "note": "x"}, "Choose how the promise stands."),
        ({"status": "late", "note": " "}, "Write in the note how that is known"),
        ({"status": "late", "note": "x" * 2001}, "Write in the note how that is known"),
        ({"status": "postponed", "note": "x", "due": "soon"}, "The new date is a year, a month or a day"),
        ({"status": "late", "note": "x", "on": "gestern"}, "“gestern” is no day."),
        ({"status": "late", "note": "x", "on": "2026-12-01"}, "That day is still to come."),
    ],
)
def test_a_form_that_is_not_right_is_told_and_kept(
    editor: Client, pier: Pier, said: dict[str, str], words: str
) -> None:
    response = editor.post(f"/commitment/{pier.promise.pk}/say", said, headers={"accept-language": "en"})
    assert response.status_code == 422
    html = response.content.decode()
    assert words in text_of(html.split('role="alert"')[1].split("</div>")[0])
    assert said["note"].strip() in html
    assert not PromiseMove.objects.filter(entry=None).exists()


def test_an_editor_puts_words_into_a_promise_and_out_of_it(editor: Client, pier: Pier, told: Promise) -> None:
    entry = LedgerEntry.objects.get(fact__exact=SIGNED)
    there = {"promise": f"http://testserver/commitment/{told.pk}"}
    if entry.promise_id != told.pk:
        assert editor.post(f"/commitment/words/{entry.key}/belongs", there)["Location"] == f"/commitment/{told.pk}"
    assert LedgerEntry.objects.get(pk=entry.pk).promise_id == told.pk
    assert Promise.objects.get(pk=told.pk).status == "signed"
    out = editor.post(f"/commitment/words/{entry.key}/belongs", {"none": "1"})
    assert out["Location"] == f"/commitment/{told.pk}"
    assert LedgerEntry.objects.get(pk=entry.pk).promise_id is None
    wrong = editor.post(f"/commitment/words/{told.pk}/belongs", {"promise": "nowhere"})
    assert wrong.status_code == 422


def test_an_editor_confirms_and_strikes_a_move(editor: Client, pier: Pier, told: Promise) -> None:
    entry = LedgerEntry.objects.get(fact__exact=SIGNED)
    if entry.promise_id != told.pk:
        editor.post(f"/commitment/words/{entry.key}/belongs", {"promise": told.pk})
    move = PromiseMove.objects.get(status="signed")
    back = {"back": f"/commitment/{told.pk}"}
    assert editor.post(f"/commitment/move/{move.key}/strike", back)["Location"] == f"/commitment/{told.pk}"
    assert "struck by nadia" in text_of(get(editor, f"/commitment/{told.pk}"))
    assert Promise.objects.get(pk=told.pk).status == "announced"
    editor.post(f"/commitment/move/{move.key}/confirm", back)
    assert Promise.objects.get(pk=told.pk).status == "signed"
    assert editor.post(f"/commitment/move/{move.key}/forget", back).status_code == 404
