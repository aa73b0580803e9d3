"""Statements, events, commitments and contradictions as a reader, a stranger and an editor see them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from marsad.archive.journal import read_journal
from marsad.observatory import standing
from marsad.observatory.listing import lines
from marsad.observatory.models import Article, Entity, Fact, FactDetail, FactState, Followed, Source, Story
from marsad.observatory.waiting import THRESHOLDS
from marsad.web.accounts import add_user
from tests.web.conftest import FILLER
from tests.web.newsroom import (
    START,
    add_article,
    add_detail,
    add_fact,
    add_family,
    add_followed,
    add_source,
    add_story,
)

PASSWORD = "lantern-and-quay-9"
SAID = "Le phare sera rallumé en mai devant 300 personnes"
OTHERWISE = "El faro volverá a lucir en mayo ante 500 personas"
PROMISE = "reconstruira le môle avant 2027"
FRENCH = (
    f"{SAID}, a affirmé la ministre Salma Idrissi à Tamri.\n\n{FILLER}\n\n"
    f"L'Office des phares {PROMISE} avec la Ligue du quai. Le port pourrait être agrandi, dit-elle.\n\n"
    "« On verra », souffle un pêcheur."
)
SPANISH = f"{OTHERWISE}, afirmó Salma Idrissi."


@dataclass(frozen=True)
class Room:
    """Two texts and a copy of a story, with facts of several parts."""

    data_dir: Path
    story: Story
    french: Article
    spanish: Article
    minister: Entity
    office: Entity
    said: Fact
    otherwise: Fact
    nobody: Fact
    event: Fact
    promise: Fact
    hedged: Fact
    shared: Followed
    dispute: Followed


@pytest.fixture
def room(data_dir: Path, db: None) -> Room:
    standing.begin()
    french = add_article(add_source("quai.example", "Le Quai"), "Le phare", "fr", START, FRENCH)
    spanish = add_article(add_source("farol.example", "El Farol"), "El faro", "es", START + timedelta(days=40), SPANISH)
    copy = add_article(add_source("echo.example", "L'Écho"), "Le phare", "fr", START + timedelta(hours=2), FRENCH)
    add_family(french, {copy: "verbatim"})
    story = add_story(french, spanish, copy)
    names = {"person": "Salma Idrissi", "place": "Tamri", "organisation": "Office des phares"}
    minister, town, office = (add_fact(french, name, kind).entity for kind, name in names.items())
    assert minister
    assert office
    said = add_fact(french, SAID, "quote", detail={"form": "indirect"}, confidence=0.96)
    add_detail(said, "speaker", "la ministre", minister)
    add_detail(said, "cue", "a affirmé")
    again = add_fact(copy, SAID, "quote", detail={"form": "indirect"}, confidence=0.96)
    add_detail(again, "speaker", "Salma Idrissi", minister)
    otherwise = add_fact(spanish, OTHERWISE, "quote", detail={"form": "indirect"}, confidence=0.96)
    add_detail(otherwise, "speaker", "Salma Idrissi", minister)
    nobody = add_fact(french, "On verra", "quote", detail={"form": "direct"}, confidence=0.5, state="waiting")
    days = {"start_date": "2026-05-01", "end_date": "2026-05-02"}
    event = add_fact(
        french, "rallumé en mai", "event", detail={"event_kind": "opening", "name": "le retour du feu", **days}
    )
    add_detail(event, "date", "en mai", value="2026-05-01/2026-05-02")
    add_detail(event, "place", "Tamri", town)
    add_detail(event, "attendance", "300 personnes", value="300 person")
    told = {"what": "reconstruire le môle", "due": "2027", "status": "signed"}
    promise = add_fact(french, f"Office des phares {PROMISE}", "commitment", detail=told)
    add_detail(promise, "by", "Office des phares", office)
    add_detail(promise, "with", "la Ligue du quai")
    add_detail(promise, "due", "avant 2027", value="2027")
    modal = {"what": "agrandir le port", "status": "planned", "modality": "conditional"}
    hedged = add_fact(french, "Le port pourrait être agrandi", "hedged", detail=modal)
    shared = add_followed(
        story, "statement", [(said, "variant", 0, {}), (again, "variant", 0, {}), (otherwise, "variant", 0, {})]
    )
    figures = (add_fact(french, "300 personnes", "figure"), add_fact(spanish, "500 personas", "figure"))
    copied = add_fact(copy, "300 personnes", "figure")
    person = {"unit": "person"}
    dispute = add_followed(
        story,
        "contradiction",
        [
            (figures[0], "side", 0, {"value": 300, "approximate": True, **person}),
            (copied, "side", 0, {"value": 300, **person}),
            (figures[1], "side", 1, {"value": 500, **person}),
        ],
        detail={"kind": "count", "about": "personnes", "abouts": {"es": "personas"}, **person},
    )
    return Room(
        data_dir,
        story,
        french,
        spanish,
        minister,
        office,
        said,
        otherwise,
        nobody,
        event,
        promise,
        hedged,
        shared,
        dispute,
    )


@pytest.fixture
def editor(client: Client, room: Room) -> Client:
    client.force_login(add_user("nadia", PASSWORD, "editor"))
    return client


def get(client: Client, path: str, lang: str = "en") -> str:
    response = client.get(path, headers={"accept-language": lang})
    assert response.status_code == 200
    return response.content.decode()


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#39;", "'").split())


def section(html: str, heading: str) -> str:
    """What stands under a heading, without marks of elements."""
    return text_of(re.split('<section class="told-of"|<section aria|<aside', html.split(f'id="{heading}"')[1])[0])


def address(words: Fact | FactDetail) -> str:
    article = words.article_id if isinstance(words, Fact) else words.fact.article_id
    return f"/article/{article}?words={words.field}.{words.start}.{words.end}#cited"


def test_a_statement_names_its_speaker_form_and_cue(signed_in: Client, room: Room) -> None:
    html = get(signed_in, f"/article/{room.french.pk}")
    panel = html.split('id="stated-quote"')[1].split("<h3")[0]
    assert f'href="/entity/{room.minister.pk}"' in panel
    assert "Salma Idrissi la ministre" in text_of(panel)
    assert "reported a affirmé" in text_of(panel)
    cue = room.said.details.get(role="cue")
    assert address(cue) in panel
    assert '<q class="unquoted" lang="fr"' in panel


def test_marks_of_statements_stand_around_the_others(signed_in: Client, room: Room) -> None:
    html = get(signed_in, f"/article/{room.french.pk}")
    body = html.split('<div class="body">')[1].split("</article>")[0]
    outer = re.search(r'<span class="told quote" id="words-(\d+)"><a class="to-fact" href="#fact-(\d+)"', body)
    assert outer
    assert outer[1] == outer[2]
    assert f'id="fact-{outer[1]}"' in html
    assert '<mark class="fact figure"' in body
    paragraph = body.split("</p>")[0]
    assert paragraph.count("<span") == paragraph.count("</span>")
    for part in FRENCH.split("\n\n"):
        assert part in re.sub(r"<[^>]+>", "", body).replace("&#39;", "'").replace("\u00a0", " ")


def test_an_event_and_a_promise_have_their_fields(signed_in: Client, room: Room) -> None:
    html = get(signed_in, f"/article/{room.french.pk}")
    event = text_of(html.split('id="stated-event"')[1].split("<h3")[0])
    assert "le retour du feu opening When 1 May 2026 to 2 May 2026" in event
    assert "Where Tamri" in event
    assert "Attendance 300 personnes" in event
    assert address(room.event.details.get(role="place")) in html
    promise = text_of(html.split('id="stated-commitment"')[1].split("<h3")[0])
    assert "Office des phares" in promise
    assert "signed" in promise
    assert "With whom la Ligue du quai" in promise
    assert "By when avant 2027 2027" in promise
    hedged = text_of(html.split('id="stated-hedged"')[1].split("<h3")[0])
    assert "only possible" in hedged
    assert "nobody named" in hedged


def test_what_waits_stands_on_no_readers_page(signed_in: Client, room: Room) -> None:
    pages = (f"/article/{room.french.pk}", f"/story/{room.story.pk}", f"/entity/{room.minister.pk}")
    for path in pages:
        html = get(signed_in, path)
        assert "waits for an editor</span>" not in html
        assert f"words={room.nobody.field}.{room.nobody.start}." not in html
    assert html.count("/waiting") == 0
    listed = [json.loads(line)["exact"] for line in lines("statements", whole=True)]
    assert listed == [SAID, OTHERWISE, SAID]


def test_an_editor_sees_what_waits_and_confirms_it(editor: Client, room: Room) -> None:
    path = f"/article/{room.french.pk}"
    html = get(editor, path)
    assert "1 of them is not sure enough for readers" in html
    assert "said by nobody named" in html
    assert 'class="told quote unsure"' in html
    assert '<span class="waiting" title="Waiting facts">1</span>' in html
    answer = editor.post(f"/fact/{room.nobody.pk}/confirm", {"back": "/waiting?kind=quote"})
    assert answer["Location"] == "/waiting?kind=quote"
    assert Fact.objects.get(pk=room.nobody.pk).state == FactState.CONFIRMED
    [record] = read_journal(room.data_dir / "journal", "fact")
    assert (record["act"], record["fact"]["quote"]["exact"]) == ("confirm", "On verra")
    assert "confirmed by nadia" in get(editor, path)
    reader = Client()
    reader.force_login(add_user("omar", PASSWORD, "reader"))
    shown = get(reader, path)
    assert "On verra" in text_of(shown.split('id="stated-quote"')[1])
    assert "confirmed by an editor" in shown


def test_the_queue_shows_words_in_context_by_kind(editor: Client, room: Room) -> None:
    html = get(editor, "/waiting")
    assert "<mark>On verra</mark> », souffle un pêcheur." in html
    assert f'action="/fact/{room.nobody.pk}/confirm"' in html
    assert f'action="/fact/{room.nobody.pk}/strike"' in html
    assert "Statements <span" in html
    assert "Contradictions <span" not in html
    Followed.objects.filter(pk=room.dispute.pk).update(state="waiting")
    html = get(editor, "/waiting?kind=contradiction")
    assert f'action="/contradiction/{room.dispute.pk}/confirm"' in html
    assert "They count differently" in html


def test_an_empty_queue_helps(editor: Client, room: Room) -> None:
    Fact.objects.filter(state="waiting").delete()
    html = get(editor, "/waiting")
    assert "Nothing waits: every fact is sure enough" in html
    assert 'title="Waiting facts"' not in html


def test_the_queue_is_paged(editor: Client, room: Room) -> None:
    for number in range(21):
        add_fact(room.french, FILLER.split()[number], "event", state="waiting", confidence=0.3, detail={"name": "x"})
    html = get(editor, "/waiting?kind=event")
    assert html.count('name="back" value="/waiting?kind=event"') == 40
    assert "kind=event&amp;page=2" in html
    assert get(editor, "/waiting?kind=event&page=2").count('name="back" value="/waiting?kind=event&amp;page=2"') == 2
    assert editor.get("/waiting?kind=event&page=3")["Location"] == "/waiting?kind=event"


@pytest.mark.parametrize("path", ["/waiting", "/fact/1/confirm", "/contradiction/1/confirm"])
def test_only_editors_come_to_the_queue(client: Client, signed_in: Client, room: Room, path: str) -> None:
    ask = signed_in.get if path == "/waiting" else signed_in.post
    assert ask(path).status_code == 403
    stranger = Client()
    ask = stranger.get if path == "/waiting" else stranger.post
    assert ask(path)["Location"].startswith("/sign-in")


def test_a_story_tells_what_was_said_once(signed_in: Client, room: Room) -> None:
    html = get(signed_in, f"/story/{room.story.pk}")
    said = section(html, "said")
    assert said.count(SAID) == 1
    assert said.count(OTHERWISE) == 1
    assert said.index(SAID) < said.index(OTHERWISE)
    assert "2 outlets" in said
    assert "and 1 copy" in said
    assert address(room.said) in html
    assert address(room.otherwise) in html


def test_a_story_has_its_events(signed_in: Client, room: Room) -> None:
    events = section(get(signed_in, f"/story/{room.story.pk}"), "events")
    assert "le retour du feu opening 1 outlet" in events
    assert "When 1 May 2026 to 2 May 2026" in events
    assert "Where Tamri" in events


def test_outlets_that_disagree_stand_side_by_side(signed_in: Client, room: Room) -> None:
    html = get(signed_in, f"/story/{room.story.pk}")
    points = section(html, "disagreements")
    assert "They count differently personnes" in points
    assert "300 people 1 outlet" in points
    assert "500 people 1 outlet" in points
    assert "and 1 copy" in points
    assert "since 15 Sept 2025, first in Le Quai" in points
    assert "since 25 Oct 2025, first in El Farol" in points
    assert "1 reprint They carry the text of the one above" in points
    assert points.index("1 reprint") < points.index("L'Écho word for word") < points.index("500 people")
    assert html.count('class="side"') == 2


def test_a_disagreement_is_named_in_the_readers_language_where_an_article_is_in_it(
    signed_in: Client, room: Room
) -> None:
    for lang, said in (("es", "personas"), ("en", "personnes")):
        answer = signed_in.get(f"/story/{room.story.pk}", headers={"accept-language": lang})
        assert f"<h3><bdi>{said}</bdi>" in answer.content.decode(), lang


def test_an_event_of_several_articles_gathers_their_fields(signed_in: Client, room: Room) -> None:
    other = add_fact(
        room.spanish, "volverá a lucir en mayo", "event", detail={"event_kind": "opening", "name": "la luz"}
    )
    when = add_fact(room.spanish, "en mayo", "date")
    words = [(room.event, "member", 0, {}), (other, "member", 0, {}), (when, "date", 0, {"value": "2026-05"})]
    add_followed(room.story, "event", words, detail={"event_kind": "opening", "name": "la luz"})
    events = section(get(signed_in, f"/story/{room.story.pk}", "es"), "events")
    assert events.count("2 medios") == 1
    assert "la luz" in events
    assert "mayo de 2026 El Farol" in events


def test_a_persons_page_has_statements_by_month(signed_in: Client, room: Room) -> None:
    html = get(signed_in, f"/entity/{room.minister.pk}")
    said = section(html, "said")
    assert "Statements" in text_of(html)
    assert said.count(SAID) == 1
    assert "September 2025" in said
    assert OTHERWISE in said
    assert "No article tells of a promise" in html


def test_a_bodys_page_has_its_promises_and_a_places_page_its_events(signed_in: Client, room: Room) -> None:
    promised = section(get(signed_in, f"/entity/{room.office.pk}"), "promised")
    assert "reconstruire le môle" in promised
    assert "By when avant 2027 2027" in promised
    room.promise.details.filter(role="due").delete()
    assert "due: 2027" in section(get(signed_in, f"/entity/{room.office.pk}"), "promised")
    place = get(signed_in, "/entity/place/tamri")
    assert "le retour du feu" in section(place, "events")
    assert 'id="said"' not in place


def test_an_entity_that_was_joined_brings_its_statements(signed_in: Client, room: Room) -> None:
    other = Entity.objects.create(pk="person/selma", kind="person", name="Selma", redirect_to=room.minister)
    room.said.details.filter(role="speaker").update(entity=other)
    assert section(get(signed_in, f"/entity/{room.minister.pk}"), "said").count(SAID) == 1
    assert f'href="/entity/{room.minister.pk}"' in get(signed_in, f"/article/{room.french.pk}")


def test_strangers_see_what_the_extracts_say_alone(client: Client, room: Room) -> None:
    article = get(client, f"/article/{room.french.pk}")
    assert SAID in text_of(article)
    assert "le retour du feu" not in article
    for path in (f"/article/{room.french.pk}", f"/story/{room.story.pk}", f"/entity/{room.office.pk}"):
        html = get(client, path)
        for hidden in ("reconstruira", "reconstruire le môle", "agrandi", "On verra", "la Ligue du quai"):
            assert hidden not in html, (path, hidden)
    points = section(get(client, f"/story/{room.story.pk}"), "disagreements")
    assert "300 people" in points
    assert "personnes ," not in points
    listed = [json.loads(line) for line in lines("commitments")]
    assert listed == []
    Source.objects.update(visibility="full")
    assert "reconstruire le môle" in get(client, f"/entity/{room.office.pk}")
    rows = [json.loads(line) for line in lines("commitments")]
    assert [(row["exact"], row["by"], row["modality"]) for row in rows] == [
        (f"Office des phares {PROMISE}", [room.office.pk], None),
        ("Le port pourrait être agrandi", [], "conditional"),
    ]


def test_strangers_are_told_that_there_is_more(client: Client, room: Room) -> None:
    body = f"{FILLER}\n\n{FRENCH}"
    Article.objects.filter(lang="fr").update(body=body)
    html = get(client, f"/story/{room.story.pk}")
    assert SAID not in section(html, "said")
    assert "People with an account see" in section(html, "said")
    assert "People with an account see" in section(html, "disagreements")


def test_empty_states_help(signed_in: Client, room: Room) -> None:
    Followed.objects.all().delete()
    Fact.objects.filter(kind__in=THRESHOLDS).delete()
    html = get(signed_in, f"/story/{room.story.pk}")
    for words in ("No two outlets of this story", "Nobody is quoted in this story", "No event with a name or a day"):
        assert words in html
    html = get(signed_in, f"/entity/{room.minister.pk}")
    for words in ("No article quotes it", "No article tells of a promise", "No event with it"):
        assert words in html


def test_an_editor_judges_a_contradiction(editor: Client, room: Room) -> None:
    Followed.objects.filter(pk=room.dispute.pk).update(state="waiting")
    reader = Client()
    reader.force_login(add_user("omar", PASSWORD, "reader"))
    assert "No two outlets" in get(reader, f"/story/{room.story.pk}")
    assert "waits for an editor" in section(get(editor, f"/story/{room.story.pk}"), "disagreements")
    answer = editor.post(f"/contradiction/{room.dispute.pk}/confirm")
    assert answer["Location"] == f"/story/{room.story.pk}#disagreements"
    [record] = read_journal(room.data_dir / "journal", "contradiction")
    assert (record["by"], record["act"], record["key"]) == ("nadia", "confirm", room.dispute.key)
    assert editor.post(f"/contradiction/{room.dispute.pk}/frobnicate").status_code in (404, 409)
    assert editor.get(f"/contradiction/{room.dispute.pk}/confirm").status_code == 405


def test_the_desk_lists_confirmations_and_judgements(editor: Client, room: Room) -> None:
    editor.post(f"/contradiction/{room.dispute.pk}/strike")
    editor.post(f"/fact/{room.nobody.pk}/confirm")
    desk = text_of(get(editor, "/decisions"))
    assert "statement On verra confirmed" in desk
    assert "They count differently personnes 300 personnes 500 personas struck" in desk
    for number in (1, 2):
        assert editor.post(f"/decision/{number}/undo", {"back": "/decisions"})["Location"] == "/decisions"
    assert "On verra" not in get(editor, "/decisions")
    assert Fact.objects.get(pk=room.nobody.pk).state == FactState.WAITING


def test_an_editor_corrects_a_speaker(editor: Client, room: Room) -> None:
    form = get(editor, f"/fact/{room.said.pk}/correct")
    assert 'value="la ministre"' in form
    assert 'name="value"' not in form
    given = {
        "kind": "quote",
        "words": SAID,
        "form": "mixed",
        "speaker": "Office des phares",
        "speaker_words": "ministre",
    }
    assert editor.post(f"/fact/{room.said.pk}/correct", given).status_code == 302
    now = Fact.objects.get(state=FactState.CORRECTED)
    assert now.detail == {"form": "mixed"}
    speaker = now.details.get(role="speaker")
    assert (speaker.exact, speaker.entity_id) == ("ministre", room.office.pk)
    assert now.details.get(role="cue").exact == "a affirmé"
    nobody = {**given, "speaker": "", "speaker_words": ""}
    assert editor.post(f"/fact/{now.pk}/correct", nobody).status_code == 302
    assert not Fact.objects.get(state=FactState.CORRECTED).details.filter(role="speaker").exists()


@pytest.mark.parametrize(
    ("fact", "given", "message"),
    [
        ("said", {"kind": "person", "form": "direct"}, "Choose what it is."),
        ("said", {"kind": "quote", "form": "sung"}, "Choose one of the list."),
        (
            "said",
            {"kind": "quote", "form": "direct", "speaker": "X", "speaker_words": "zzz"},
            "who speaks do not stand",
        ),
        ("event", {"kind": "event", "event_kind": "opening", "name": ""}, "An event needs a name."),
        ("promise", {"kind": "commitment", "status": "signed", "due": "soon"}, "A date is a year"),
        ("promise", {"kind": "hedged", "status": "signed", "modality": "asserted"}, "what is promised is a commitment"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    editor: Client, room: Room, fact: str, given: dict, message: str
) -> None:
    row: Fact = getattr(room, fact)
    answer = editor.post(f"/fact/{row.pk}/correct", {"words": row.exact, **given}, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert message in answer.content.decode()


def test_a_promise_is_corrected_to_none(editor: Client, room: Room) -> None:
    given = {
        "kind": "hedged",
        "words": room.promise.exact,
        "status": "planned",
        "modality": "negated",
        "due": "2028-01",
    }
    assert editor.post(f"/fact/{room.promise.pk}/correct", given).status_code == 302
    now = Fact.objects.get(state=FactState.CORRECTED)
    assert (now.kind, now.detail["modality"], now.detail["due"]) == ("hedged", "negated", "2028-01")
    assert "refused, or not done" in get(editor, f"/article/{room.french.pk}")


@pytest.mark.parametrize(("lang", "way", "words"), [("ar", "rtl", "ما قيل"), ("fr", "ltr", "Ce qui a été dit")])
def test_the_sections_speak_the_readers_language(
    signed_in: Client, room: Room, lang: str, way: str, words: str
) -> None:
    html = get(signed_in, f"/story/{room.story.pk}", lang)
    assert f'<html lang="{lang}" dir="{way}">' in html
    assert words in html
    assert f'<q class="unquoted" lang="fr" dir="ltr">{SAID}</q>' in html


def test_contradictions_and_events_are_listed(room: Room) -> None:
    [row] = [json.loads(line) for line in lines("contradictions", whole=True)]
    assert [[(one["source"], one["value"]) for one in side] for side in row["sides"]] == [
        [("quai.example", 300), ("echo.example", 300)],
        [("farol.example", 500)],
    ]
    assert row["sides"][0][1]["voice"] == "quai.example"
    [event] = [json.loads(line) for line in lines("events", whole=True)]
    assert (event["name"], event["start_date"]) == ("le retour du feu", "2026-05-01")
    assert [one["role"] for one in event["details"]] == ["date", "place", "attendance"]
    statements = [json.loads(line) for line in lines("statements", whole=True)]
    assert {row["same"] for row in statements} == {room.shared.key}
    assert {row["speaker"] for row in statements} == {room.minister.pk}
