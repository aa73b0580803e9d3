"""One event over outlets and languages, with its fields gathered."""

from __future__ import annotations

from marsad.follow.events import same_events
from marsad.follow.told import Told
from marsad.model import Annotations, Detail, DetailRole, Entity, Event, EventKind, FactKind

PLACE, BODY = 0, 1
ENTITIES = (
    Entity(kind=FactKind.PLACE, name="Safi", names=("Safi",)),
    Entity(kind=FactKind.ORGANISATION, name="Agence des oasis", names=("Agence des oasis",)),
)


def told(
    identity: str,
    lang: str,
    name: str,
    start: str | None,
    *,
    kind: EventKind = EventKind.CONFERENCE,
    place: str = "place/MA-safi",
    attendance: str | None = None,
    outlet: str | None = None,
) -> Told:
    text = f"{name} | Safi | Agence | 2000"
    spots = {word: text.index(f"| {word}") + 2 for word in ("Safi", "Agence", "2000")}
    details = [
        detail(DetailRole.PLACE, spots["Safi"], "Safi", entity=PLACE),
        detail(DetailRole.ORGANISER, spots["Agence"], "Agence", entity=BODY),
    ]
    if attendance:
        details.append(detail(DetailRole.ATTENDANCE, spots["2000"], "2000", value=attendance))
    event = Event(
        kind=FactKind.EVENT, start=0, end=len(name), text=name, confidence=0.8, rule="r", details=tuple(details),
        event_kind=kind, name=name, start_date=start, end_date=start,
    )  # fmt: skip
    return Told(
        id=identity, text=text, annotations=Annotations(facts=(event,), entities=ENTITIES),
        ids=(place, "org/agence"), lang=lang, outlet=outlet or identity, published="2026-03-02",
    )  # fmt: skip


def detail(role: DetailRole, start: int, text: str, entity: int | None = None, value: str | None = None) -> Detail:
    return Detail(role=role, start=start, end=start + len(text), text=text, entity=entity, value=value)


def test_fields_are_gathered_with_the_words_of_each_article() -> None:
    articles = [
        told("a", "fr", "la conférence nationale de l'eau", "2026-03-04", attendance="2000 person"),
        told("b", "es", "la conferencia nacional del agua", "2026-03-04"),
        told("c", "ar", "المؤتمر الوطني للماء", "2026-03-05", attendance="1987 person"),
    ]
    (event,) = same_events(articles)
    assert event.event_kind is EventKind.CONFERENCE
    assert event.name == "la conférence nationale de l'eau"
    assert [one.article for one in event.members] == ["a", "b", "c"]
    texts = {article.id: article.text for article in articles}
    for field in event.fields:
        assert all(texts[one.article][one.start : one.end] == one.text for one in field.told)
    said = {(field.role, field.value): [one.article for one in field.told] for field in event.fields}
    assert said == {
        (DetailRole.DATE, "2026-03-04"): ["a", "b"],
        (DetailRole.DATE, "2026-03-05"): ["c"],
        (DetailRole.PLACE, "place/MA-safi"): ["a", "b", "c"],
        (DetailRole.ORGANISER, "org/agence"): ["a", "b", "c"],
        (DetailRole.ATTENDANCE, "2000 person"): ["a"],
        (DetailRole.ATTENDANCE, "1987 person"): ["c"],
    }
    assert [field.value for field in event.told(DetailRole.DATE)] == ["2026-03-04", "2026-03-05"]


def test_another_kind_in_another_month_is_another_event() -> None:
    articles = [
        told("a", "fr", "la conférence nationale de l'eau", "2026-03-04"),
        told("b", "fr", "la grève des dockers", "2026-03-04", kind=EventKind.PROTEST),
        told("c", "fr", "la conférence des musées", "2026-06-20", place="place/MA-fes"),
    ]
    assert same_events(articles) == []


def test_an_event_of_one_article_is_no_shared_one() -> None:
    assert same_events([told("a", "fr", "la conférence nationale de l'eau", "2026-03-04")]) == []


def test_a_date_of_less_precision_is_the_same() -> None:
    articles = [
        told("a", "fr", "l'ouverture du musée", "2026-03-04", kind=EventKind.OPENING),
        told("b", "en", "the opening of the museum", "2026-03", kind=EventKind.OPENING),
        told("c", "en", "the museum", None, kind=EventKind.OPENING),
    ]
    (event,) = same_events(articles)
    assert len(event.members) == 3
    assert [field.value for field in event.told(DetailRole.DATE)] == ["2026-03-04", "2026-03"]
