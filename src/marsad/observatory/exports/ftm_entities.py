"""Articles, those whom they name, events and words as FollowTheMoney entities."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from marsad.model import DetailRole, FactKind
from marsad.observatory.exports.ftm_make import (
    ADDRESS,
    LANGS,
    MOST_URL,
    NAME,
    TEXT,
    Proxy,
    date_of,
    id_of,
    plain,
    web_of,
)
from marsad.observatory.exports.reading import Export, Member, Told, detail_of
from marsad.observatory.models import Entity

SCHEMATA = {
    FactKind.PERSON: "Person",
    FactKind.ORGANISATION: "Organization",
    FactKind.INITIATIVE: "Project",
    FactKind.PLACE: "Address",
}
_LEGAL = frozenset({FactKind.PERSON, FactKind.ORGANISATION})
_ABOUT = (DetailRole.SPEAKER, DetailRole.BY, DetailRole.PROGRAMME)


def document_id(member: Member) -> str:
    """The id of an article: that of its capture."""
    return id_of("article", member.article.capture.key)


def entity_id(entity: Entity) -> str:
    """The id of a person, an organisation, an initiative or a place."""
    return id_of("entity", entity.pk)


def article_of(member: Member, export: Export) -> Proxy:
    """An `Article` with what the reader may see of its text: all as ``bodyText``, or the extract as ``summary``."""
    article, capture = member.article, member.article.capture
    title = plain(article.title)
    made = _from(Proxy(document_id(member), "Article"), member)
    made.add("title", title).add("name", title, NAME).add("fileName", _file_name(member))
    made.add("author", article.authors).add("publishedAt", date_of(article.published))
    made.add("date", date_of(article.published)).add("language", LANGS.get(article.lang)).add("mimeType", "text/html")
    made.add("summary", member.opening, TEXT)
    if member.whole:
        made.add("bodyText", "\n\n".join(part for part in (article.lede, article.body) if part), TEXT)
    made.add("program", plain(export.dossier.name)).add("programId", export.dossier.pk, 64)
    made.add("notes", f"SHA-256 {capture.sha256} ({capture.record_id})", TEXT)
    return made.add("notes", f"{export.site}/article/{article.pk}" if export.site else None, TEXT)


def entity_of(entity: Entity, export: Export) -> Proxy:
    """A person, an organisation, an initiative or a place by all names that it is known under."""
    made = Proxy(entity_id(entity), SCHEMATA.get(FactKind(entity.kind), "LegalEntity"))
    names = [name for name in entity.names.values() if isinstance(name, str) and name != entity.name]
    made.add("name", plain(entity.name), NAME).add("alias", map(plain, names), NAME)
    if made.schema == "Address":
        made.add("full", plain(entity.name), ADDRESS)
    made.add("country", (entity.country or "").lower() or None)
    made.add("notes", entity.pk, TEXT)
    page = web_of(f"{export.site}/entity/{entity.pk}")
    return (
        made.add("sourceUrl", page, MOST_URL)
        .add("publisher", "Marsad")
        .add("publisherUrl", web_of(export.site), MOST_URL)
    )


def mention_of(member: Member, told: Told, entity: Entity) -> Proxy:
    """A name in an article. What is no person or body has no `Mention`: a `Documentation` ties it to the article."""
    key = ("mention", member.article.capture.key, entity.pk)
    if entity.kind in _LEGAL:
        made = Proxy(id_of(*key), "Mention").add("document", document_id(member)).add("resolved", entity_id(entity))
        return made.add("name", plain(told.row.exact), NAME).add("detectedSchema", SCHEMATA[FactKind(entity.kind)])
    made = Proxy(id_of(*key), "Documentation").add("document", document_id(member)).add("entity", entity_id(entity))
    made.add("role", "names it").add("date", date_of(member.article.published))
    return link_from(made, member, told)


def event_of(member: Member, told: Told) -> Proxy:
    """An `Event` as one article tells it, with its places, organisers and those who take part."""
    own = detail_of(told, member.whole)
    made = said_by(Proxy(id_of("event", told.permalink_key(member)), "Event"), member, told)
    made.add("name", plain(own.get("name") or told.row.exact), NAME)
    made.add("startDate", date_of(own.get("start_date"))).add("endDate", date_of(own.get("end_date")))
    made.add("location", (plain(one.exact) for one, _ in told.of(DetailRole.PLACE)), ADDRESS)
    made.add("organizer", _legal(told, DetailRole.ORGANISER, DetailRole.PATRON))
    made.add("involved", _legal(told, DetailRole.PARTICIPANT))
    return made.add("keywords", own.get("event_kind"))


def note_of(member: Member, told: Told) -> Proxy:
    """A `Note` with words as an article gives them, about who says or promises it or whose goal it is."""
    own = detail_of(told, member.whole)
    made = said_by(Proxy(id_of("note", told.permalink_key(member)), "Note"), member, told)
    made.add("name", plain(told.row.exact), NAME)
    about = [told.entity, *(who for _, who in told.of(*_ABOUT))]
    made.add("entity", (entity_id(one) for one in about if one is not None))
    told_as = [f"{name}: {own[name]}" for name in ("what", "due", "status", "modality", "form") if own.get(name)]
    if told.row.kind == FactKind.FIGURE and own.get("value") is not None:
        told_as.append(f"value: {own['value']} {own.get('unit') or ''}".strip())
    return made.add("summary", "; ".join(told_as), TEXT).add("keywords", told.row.kind)


def said_by(made: Proxy, member: Member, told: Told) -> Proxy:
    """The provenance of a thing that words of an article tell."""
    made.add("description", plain(told.row.exact), TEXT).add("proof", document_id(member))
    made.add("createdAt", date_of(member.article.published))
    return _from(made, member).add("notes", _evidence(member, told), TEXT)


def link_from(made: Proxy, member: Member, told: Told) -> Proxy:
    """The provenance of an edge, whose schema has no ``proof`` and no ``notes``."""
    made.add("description", plain(told.row.exact), TEXT).add("summary", _evidence(member, told), TEXT)
    return _from(made, member).add("recordId", member.article.capture.record_id)


def _from(made: Proxy, member: Member) -> Proxy:
    made.add("sourceUrl", web_of(member.article.url), MOST_URL).add("publisher", plain(member.source.name))
    made.add("publisherUrl", web_of(member.source.home) or _home(member), MOST_URL)
    fetched = member.article.capture.fetched or member.article.capture.archived
    return made.add("retrievedAt", _utc(fetched))


def _evidence(member: Member, told: Told) -> list[str]:
    fact, capture = told.row, member.article.capture
    return [
        told.permalink,
        f"{capture.record_id}, SHA-256 {capture.sha256}",
        f"{fact.field} {fact.start}–{fact.end}, SHA-256 of the text {fact.text_sha256}",
        f"confidence {fact.confidence:.2f}",
    ]


def _legal(told: Told, *roles: DetailRole) -> list[str]:
    return [entity_id(who) for _, who in told.of(*roles) if who is not None and who.kind in _LEGAL]


def _home(member: Member) -> str | None:
    host = urlsplit(web_of(member.article.url) or "").hostname
    return web_of(f"https://{host}/") if host else None


def _file_name(member: Member) -> str:
    """A document needs one; of the web that is its address, of a file its name."""
    return member.article.url or member.article.capture.name or member.article.capture.key


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
