"""The nouns of Marsad: frozen values that every room shares.

Text offsets are Unicode code points. Dates as a page states them are ISO 8601 strings of whatever
precision the page gives (``2025-06-29``, ``2025-06-29T18:40+01:00``), because a guessed hour would be
a guess; moments that Marsad itself observes are aware datetimes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LANGUAGES = ("fr", "ar", "es", "en")
"""The languages that Marsad reads and speaks, ISO 639-1."""

RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur"})


def direction(lang: str | None) -> str:
    """The base direction of a language's text: ``rtl``, ``ltr``, or ``auto`` when it is not known."""
    if not lang:
        return "auto"
    return "rtl" if lang in RTL_LANGUAGES else "ltr"


class BlockType(StrEnum):
    """What a block of an article's body is. Only the first four are part of ``body``."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"


BODY_BLOCKS = frozenset({BlockType.PARAGRAPH, BlockType.SUBHEAD, BlockType.LIST_ITEM, BlockType.QUOTE})


class Relation(StrEnum):
    """How an article stands to the dispatch that its reprint family copies."""

    ORIGINAL = "original"
    VERBATIM = "verbatim"
    LIGHT = "light"
    TRUNCATED = "truncated"
    EMBEDDED = "embedded"
    HEAVY = "heavy"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet. ``id`` is its host without ``www.``, or its name in lower case where no address is known."""

    id: str
    name: str
    home: str | None = None
    lang: str | None = None


class CaptureKind(StrEnum):
    """What an archived answer was asked for."""

    PAGE = "page"
    CHANNEL = "channel"
    """A feed, a sitemap or a section page."""
    RULES = "rules"
    """A robots.txt or tdmrep.json."""
    REDIRECT = "redirect"
    """An answer that only led elsewhere; its body was not read."""
    CHECK = "check"
    """A page that was asked for again and has not changed, or is gone."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one response, as they lie in the archive.

    ``record_id`` is the WARC-Record-ID (``urn:uuid:…``); ``name`` is the file's name without its page suffix,
    for captures that came from a file; ``fetched`` is the moment of the response, null when nobody knows it;
    ``status`` the HTTP status, null for what did not come over HTTP; ``asked`` the address that redirects led from.
    ``refers_to`` is the record id of the capture that this one found unchanged: ``data`` is empty then, and
    ``sha256`` that of the unchanged page where the record tells it. ``by`` is the account that added it by hand.
    """

    record_id: str
    data: bytes
    sha256: str
    archived: datetime
    url: str | None = None
    name: str | None = None
    fetched: datetime | None = None
    media_type: str | None = None
    charset: str | None = None
    kind: CaptureKind = CaptureKind.PAGE
    status: int | None = None
    asked: str | None = None
    refers_to: str | None = None
    by: str | None = None

    @property
    def locator(self) -> str:
        """What tells this capture's page from others: its URL, or its file's name."""
        return self.url or f"file:{self.name}"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body, in reading order."""

    type: BlockType
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """The article's main picture; either field may be unknown."""

    url: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an aggregator or reprint says that it took the text from."""

    outlet: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's words under an article. ``reply_to`` is an index into the same list."""

    text: str
    author: str | None = None
    published: str | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Teaser:
    """A headline of another page, shown on this one."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the page that is not the article, and why (``read_also``, ``advertising``, ``ticker``, …)."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says, in its own words.

    ``published`` is ISO 8601 of the page's own precision or null; ``published_evidence`` says what it was
    read from, or, when it is null, why (``no date on the page``). ``lede`` is the standfirst and never
    repeated in ``blocks``. ``agency`` is the wire service's name as the page gives it. ``canonical`` is the address
    that the page states for itself, not to be believed without a look (`marsad.collect.canonical.believed`).
    """

    title: str | None
    lang: str | None
    blocks: tuple[Block, ...] = ()
    lede: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_evidence: str | None = None
    modified: str | None = None
    outlet: str | None = None
    url: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: Image | None = None
    agency: str | None = None
    origin: Origin | None = None
    paywalled: bool = False
    comments: tuple[Comment, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    canonical: str | None = None

    @property
    def dir(self) -> str:
        """The base direction of the article's text."""
        return direction(self.lang)

    @property
    def body(self) -> str:
        """Paragraphs, subheads, list items and quotes joined by a blank line; no title, lede or comments."""
        return "\n\n".join(block.text for block in self.blocks if block.type in BODY_BLOCKS)

    @property
    def text(self) -> str:
        """Lede, blank line, body: the text that evidence offsets of facts point into."""
        return f"{self.lede}\n\n{self.body}" if self.lede else self.body


@dataclass(frozen=True, slots=True)
class Document:
    """What grouping needs of an article. A field that is not known is null, which is not the same as empty."""

    id: str
    text: str
    lang: str | None = None
    date: datetime | None = None
    outlet: str | None = None
    title: str | None = None
    agency: str | None = None
    origin_outlet: str | None = None
    origin_url: str | None = None
    url: str | None = None


class OriginalReason(StrEnum):
    """Why a member of a reprint family counts as its original; the first that holds."""

    AGENCY_MARK = "agency-mark"
    """It bears its own outlet's mark, as an agency's text does."""
    CREDITED = "credited"
    """Other members name its outlet as their source; or it bears an agency's mark, and its outlet is not known."""
    HUB = "hub"
    """It alone holds (nearly) all that the others share."""
    EARLIEST = "earliest"
    """It is the earliest by date of those that hold it."""
    FIRST = "first"
    """It came in first of those that hold it, with nothing else to tell them apart."""


@dataclass(frozen=True, slots=True)
class ReprintFamily:
    """A dispatch and its copies: members by document id with their relation to ``original``.

    ``longest`` is the longest run, in words, that each member has in common with the original.
    """

    id: str
    original: str
    members: dict[str, Relation]
    reason: OriginalReason = OriginalReason.FIRST
    longest: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that a fact rests on: a W3C text quote and position inside one version of one capture's text.

    ``field`` is ``lede``, ``body``, ``caption`` or ``comment``; ``start`` and ``end`` are code points of that field's
    text, whose hash is ``text_sha256``. Source: Web Annotation Data Model (W3C, 2017), sections 4.2.4 and 4.2.5.
    """

    record_id: str
    text_sha256: str
    field: str
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, record_id: str, field: str, text: str, start: int, end: int) -> Evidence:
        """The evidence for ``text[start:end]``. Raises `ValueError` where that is no words of the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{start}:{end} is no span of a text of {len(text)} code points")
        return cls(
            record_id=record_id,
            text_sha256=text_hash(text),
            field=field,
            start=start,
            end=end,
            exact=text[start:end],
            prefix=text[max(0, start - CONTEXT) : start],
            suffix=text[end : end + CONTEXT],
        )

    def holds(self, text: str) -> bool:
        """Whether ``text`` is the version that this points into, and says these words there."""
        return text_hash(text) == self.text_sha256 and text[self.start : self.end] == self.exact


class FactKind(StrEnum):
    """What a fact of an article's text is.

    A ``hedged`` fact is what would be a commitment if it were not negated, conditional or hearsay. ``progress`` tells
    of the course of a promise that was made elsewhere, ``goal`` what an initiative is for.
    """

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    INITIATIVE = "initiative"
    DATE = "date"
    FIGURE = "figure"
    PART = "part"
    STATEMENT = "quote"
    EVENT = "event"
    COMMITMENT = "commitment"
    HEDGED = "hedged"
    PROGRESS = "progress"
    GOAL = "goal"


NAMED = frozenset({FactKind.PERSON, FactKind.ORGANISATION, FactKind.PLACE, FactKind.INITIATIVE})
"""The kinds whose facts are names of an entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that an article states at ``start:end``, code points of `Article.text`, with its exact words.

    ``confidence`` is calibrated: of many facts with .8 some 80 % are right. ``rule`` names the mechanism that found it.
    """

    kind: FactKind
    start: int
    end: int
    text: str
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Fact):
    """A name of an entity, or a part that is listed of it. ``entity`` is an index into `Annotations.entities`."""

    entity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact(Fact):
    """A date expression. Both dates are ISO 8601 of the expression's own precision (``2025``, ``2025-07``,
    ``2025-07-01``), equal for one day, and null where it cannot be resolved: ``reason`` says why then, or what the
    reading rests on. An open end of a range is null with the other one given.
    """

    start_date: str | None
    end_date: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A quantity. ``value`` is in base units (1,2 milliard de dirhams is 1200000000 ``MAD``), a string for a score.

    ``unit`` is an ISO 4217 code, ``%``, an SI symbol or an English noun in the singular (``person``, ``well``);
    ``about`` the words for what is counted; ``upper`` the upper end of a range, ``former`` the value before a change;
    ``reading`` says how a numeral that others read otherwise was read, and why.
    """

    value: int | float | str
    unit: str
    about: str | None = None
    approximate: bool = False
    upper: int | float | None = None
    former: int | float | None = None
    reading: str | None = None


class DetailRole(StrEnum):
    """What a detail tells of its fact."""

    SPEAKER = "speaker"
    CUE = "cue"
    DATE = "date"
    PLACE = "place"
    ORGANISER = "organiser"
    PATRON = "patron"
    THEME = "theme"
    PROGRAMME = "programme"
    ATTENDANCE = "attendance"
    PARTICIPANT = "participant"
    BY = "by"
    WITH = "with"
    AMOUNT = "amount"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing that a fact rests on beyond its own words, with the words that say it: code points of `Article.text`.

    ``entity`` is an index into `Annotations.entities` where the words stand for one ("la ministre", "she"), else null.
    ``value`` is what the words come to where they do not say it themselves: an ISO 8601 date, or two with a slash; a
    number and its unit for an amount or an attendance (``2000 person``).
    """

    role: DetailRole
    start: int
    end: int
    text: str
    entity: int | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detailed(Fact):
    """A fact of several parts, each with its own words."""

    details: tuple[Detail, ...] = ()

    def told(self, role: DetailRole) -> tuple[Detail, ...]:
        """The details of one role, in the order in which they count."""
        return tuple(detail for detail in self.details if detail.role is role)

    def entities(self, role: DetailRole) -> tuple[int, ...]:
        """The entities that the details of one role stand for, each once."""
        return tuple(dict.fromkeys(detail.entity for detail in self.told(role) if detail.entity is not None))


class StatementForm(StrEnum):
    """How words are given: between quotation marks, as a reported clause, or as one with quoted words in it."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Detailed):
    """Words with their speaker. The fact's own words are what was said, without the quotation marks around all of it.

    Of its details, ``speaker`` has the words that say whose they are (a name, an office, a pronoun), its entity null
    where the article names nobody; ``cue`` the verb or "selon", absent where only the layout tells.
    """

    form: StatementForm


class EventKind(StrEnum):
    """The sort of an event."""

    ANNOUNCEMENT = "announcement"
    MEETING = "meeting"
    CONFERENCE = "conference"
    PRESS_CONFERENCE = "press conference"
    SIGNING = "signing"
    VISIT = "visit"
    OPENING = "opening"
    PROGRAMME_START = "programme start"
    CONSULTATION = "consultation"
    DEADLINE = "deadline"
    SPORT = "sport"
    CULTURE = "culture"
    VOTE = "vote"
    COURT = "court"
    PROTEST = "protest"
    ACCIDENT = "accident"
    DISASTER = "disaster"
    CRIME = "crime"
    OTHER = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Detailed):
    """Something that happens at a time, once an article, at its main mention.

    ``name`` is what the article calls it. Dates are ISO 8601 as far as the article lets one know them, the end equal to
    the start for one day, null where it does not. Details: date, place, organiser, patron, theme, programme,
    attendance, participant.
    """

    event_kind: EventKind
    name: str
    start_date: str | None
    end_date: str | None


class CommitmentStatus(StrEnum):
    """How far a commitment has come, as the article tells it.

    The last three are what only `Progress` tells: begun or done in part, put off, given up.
    """

    ANNOUNCED = "announced"
    PLANNED = "planned"
    SIGNED = "signed"
    DONE = "done"
    STARTED = "started"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class Modality(StrEnum):
    """How a commitment is put: as one, or only as possible, as hearsay, or as one that is not made."""

    ASSERTED = "asserted"
    CONDITIONAL = "conditional"
    REPORTED = "reported"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Detailed):
    """Who binds whom to what. ``what`` is the deed in the article's own words, short; ``due`` ISO 8601 or null.

    Details: by (one for each party that binds itself), with (those towards whom), amount, due. Of kind
    `FactKind.HEDGED` unless ``modality`` is asserted.
    """

    what: str
    due: str | None
    status: CommitmentStatus
    modality: Modality = Modality.ASSERTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress(Detailed):
    """What an article tells of the course of something promised: signed, started, done, postponed or withdrawn.

    ``what`` is the deed or the thing in the article's own words, short; ``due`` the new date of what is put off,
    ISO 8601 or null. Details: by (who did it, or gave it up), with, amount, place, date (when it was done), due.
    """

    what: str
    status: CommitmentStatus
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Fact):
    """What an initiative is for, in the article's own words. ``entity`` is an index into `Annotations.entities`."""

    entity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Who or what the mentions of one article name. ``name`` is the fullest name there, ``names`` all of them.

    ``key`` is the id where the world has one (``MA`` for a country, a GeoNames number for a town), else null;
    ``parts`` are the parts of an initiative as the article lists them; ``country`` is ISO 3166-1 alpha-2.
    """

    kind: FactKind
    name: str
    names: tuple[str, ...]
    role: str | None = None
    country: str | None = None
    key: str | None = None
    acronym: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A top-level IPTC Media Topic (``medtop:04000000``) with how likely it is."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """What one article states: facts in the order of its text, the entities that they name, and its topics."""

    facts: tuple[Fact, ...] = ()
    entities: tuple[Entity, ...] = ()
    topics: tuple[Topic, ...] = ()


class ContradictionKind(StrEnum):
    """In what articles differ."""

    COUNT = "count"
    AMOUNT = "amount"
    SHARE = "share"
    MEASURE = "measure"
    SCORE = "score"
    DATE = "date"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one article says on a disputed point: its words at ``start:end``, code points of `Article.text`.

    ``value`` is a number in base units of ``unit``, an ISO 8601 date, a score or an entity's id; ``upper`` the upper
    end of a range. ``source`` is equal for articles that do not speak independently of each other (a dispatch and its
    copies, one outlet), ``later`` true where the article may only know more than those before it.
    """

    article: str
    source: str
    value: int | float | str
    unit: str | None
    start: int
    end: int
    text: str
    confidence: float
    outlet: str | None = None
    lang: str | None = None
    published: str | None = None
    upper: int | float | None = None
    approximate: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Values for the same thing that differ between independent sources.

    ``sides`` are the claims of every article that speaks of it, those that agree together, the side with most sources
    first; each side's and the sides' order is that of publication where sources are as many. ``about`` is short, in
    the words of the articles; ``counted`` what is counted, priced or dated, an English noun where it is known, and
    ``of`` the id of the initiative, organisation or event that it belongs to. ``key`` is the same for the same point.
    ``settled`` is the value that later articles agree on, null where they do not. ``abouts`` is ``about`` in the words
    of each language that has a claim.
    """

    key: str
    kind: ContradictionKind
    about: str
    sides: tuple[tuple[Claim, ...], ...]
    confidence: float
    unit: str | None = None
    counted: str | None = None
    of: str | None = None
    settled: int | float | str | None = None
    abouts: Mapping[str, str] = field(default_factory=dict)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all sides."""
        return tuple(claim for side in self.sides for claim in side)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactAt:
    """Words of one article, code points of `Article.text`, and the fact that they belong to, by its place in
    `Annotations.facts`.
    """

    article: str
    fact: int
    start: int
    end: int
    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedStatement:
    """The same statement in several articles, in the order of publication: quoted, shortened, reported, translated.

    ``speaker`` is an entity's id; ``confidence`` how sure it is that the variants are one statement.
    """

    key: str
    speaker: str
    variants: tuple[FactAt, ...]
    confidence: float

    @property
    def by_language(self) -> dict[str | None, tuple[FactAt, ...]]:
        """The variants of each language, in the order of publication."""
        return {
            lang: tuple(one for one in self.variants if one.lang == lang)
            for lang in dict.fromkeys(one.lang for one in self.variants)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedField:
    """One thing that articles tell of an event: ``value`` an ISO 8601 date (two with a slash for a range), an entity's
    id, or the words themselves; ``told`` every place that says so.
    """

    role: DetailRole
    value: str
    told: tuple[FactAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedEvent:
    """The same event over articles and languages: ``name`` the fullest one, ``members`` a mention an article.

    ``fields`` are all that the articles tell of it, of each role the value that most sources tell first: more than one
    date or place of an event is a difference between them. ``confidence`` is how sure it is that they are one event.
    """

    key: str
    event_kind: EventKind
    name: str
    members: tuple[FactAt, ...]
    fields: tuple[SharedField, ...]
    confidence: float

    def told(self, role: DetailRole) -> tuple[SharedField, ...]:
        """What the articles tell of one role, the value that most sources tell first."""
        return tuple(field for field in self.fields if field.role is role)


CONTEXT = 32
"""Code points that a quote keeps before and after the exact words."""


def text_hash(text: str) -> str:
    """The hash that names a version of a text: SHA-256 of its UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
