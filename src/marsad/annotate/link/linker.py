"""The linker: a fold over articles in their order that gives every entity an id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from marsad.annotate.encoder import Encoder
from marsad.annotate.link import institutions, people
from marsad.annotate.link.decisions import Decided, Decision
from marsad.annotate.link.index import Index, institution_keys, person_keys, person_questions, place_keys
from marsad.annotate.link.known import BESIDE, Known, Name
from marsad.annotate.link.places import key_of, place_score
from marsad.annotate.link.slug import slug
from marsad.model import Entity, FactKind
from marsad.read.fold import fold

_PREFIX = {
    FactKind.PLACE: "place",
    FactKind.ORGANISATION: "org",
    FactKind.INITIATIVE: "initiative",
    FactKind.PERSON: "person",
}
_TURNS = list(_PREFIX)
_SAME_MEANING = 0.6
"""Names whose words leave it open are one from this cosine of the encoder on."""


class Linker:
    """Gives entities ids as articles come: the same articles in one order give the same ids.

    An id is readable (``person/salma-zeroual``, ``org/…``, ``initiative/…``, ``place/MA``) and is for ever; what comes
    later joins it. ``decisions`` are people's, on which id is given out. An ``encoder`` is asked where words alone
    leave open whether two names mean the same; without one they are taken to.
    """

    def __init__(self, *, decisions: Iterable[Decision] = (), encoder: Encoder | None = None) -> None:
        self._decided = Decided(decisions)
        self._encoder = encoder
        self._known: list[Known] = []
        self._ids: dict[str, int] = {}
        self._keys: dict[tuple[FactKind, str], int] = {}
        self._index = {kind: Index() for kind in _PREFIX}
        self._changed: dict[int, None] = {}

    @classmethod
    def restored(
        cls, rows: Iterable[Mapping[str, Any]], *, decisions: Iterable[Decision] = (), encoder: Encoder | None = None
    ) -> Linker:
        """The linker that had the `state`; it goes on as that one would have."""
        linker = cls(decisions=decisions, encoder=encoder)
        for row in sorted(rows, key=lambda row: int(row["number"])):
            linker._add(Known.of(row))
        return linker

    def state(self) -> list[dict[str, Any]]:
        """What is known, a row an entity in the order in which they came: strings, integers, lists and null."""
        return [known.row() for known in self._known]

    def changed(self) -> list[dict[str, Any]]:
        """The rows of `state` that are new or other since this was last asked for."""
        rows = [self._known[number].row() for number in sorted(self._changed)]
        self._changed.clear()
        return rows

    def decide(self, decision: Decision) -> None:
        """Take one more decision; it holds for what is linked from now on, and for `final`."""
        self._decided.add(decision)

    def final(self, identity: str) -> str:
        """The id that is given out now for one that was given out before."""
        return self._decided.final(identity)

    def link(self, entities: Sequence[Entity], *, lang: str | None, date: str | None = None) -> tuple[str, ...]:
        """The id of each entity of one article; ``lang`` is the article's language, ``date`` its day, ISO 8601."""
        article = _Article(lang, date, _home(entities))
        turns = sorted(range(len(entities)), key=lambda i: _turn(entities[i], lang))
        given: dict[int, Known] = {}
        for i in turns:
            given[i] = known = self._find(entities[i], article, given) or self._new(entities[i], article)
            self._learn(known, entities[i], article)
        self._remember_company(given)
        return tuple(self._decided.of(given[i].id, entities[i], lang) for i in range(len(entities)))

    def _find(self, entity: Entity, article: _Article, given: Mapping[int, Known]) -> Known | None:
        """The known one that an entity is, if any."""
        if entity.kind is FactKind.PLACE:
            return self._find_place(entity, article)
        if known := self._find_same(entity, article.lang):
            return known
        if entity.kind is FactKind.PERSON:
            return self._find_person(entity, article, given)
        return self._find_institution(entity, article, given)

    def _find_same(self, entity: Entity, lang: str | None) -> Known | None:
        """The only known one of the very same full name, which nothing else can outdo."""
        found = self._candidates(entity.kind, [f"= {fold(entity.name)}"])
        if len(found) != 1:
            return None
        if entity.kind is FactKind.PERSON:
            return None if people.is_single(entity.name, lang) else found[0]
        abroad = entity.country and found[0].country and entity.country != found[0].country
        return None if abroad or entity.key else found[0]

    def _candidates(self, kind: FactKind, keys: Iterable[str]) -> list[Known]:
        return [self._known[number] for number in self._index[kind].find(keys)]

    def _find_place(self, entity: Entity, article: _Article) -> Known | None:
        key = key_of(entity, article.home)
        if key and (number := self._keys.get((entity.kind, key))) is not None:
            return self._known[number]
        names = dict.fromkeys((entity.name, *entity.names))
        keys = {key for name in names for key in place_keys(name, article.lang)}
        scored = (
            (place_score(entity, article.lang, key, known), known) for known in self._candidates(entity.kind, keys)
        )
        return _best(scored)

    def _find_person(self, entity: Entity, article: _Article, given: Mapping[int, Known]) -> Known | None:
        lang, names = article.lang, people.names_of(entity, article.lang)
        if people.is_single(entity.name, lang):
            here = [known for known in given.values() if known.kind is FactKind.PERSON]
            of_article = {known.number for known in here if people.bears(entity.name, lang, known)}
            if len(of_article) == 1:
                return self._known[of_article.pop()]
        keys = {key for name, name_lang in names for key in person_questions(name, name_lang)}
        beside = frozenset(known.id for known in given.values() if known.kind is not FactKind.PLACE)
        candidates = self._candidates(entity.kind, keys)
        scored = [(people.person_score(entity, known, lang, beside), known) for known in candidates]
        if people.is_single(entity.name, lang) and sum(score > 0 for score, _ in scored) > 1:
            return None
        return _best(scored)

    def _find_institution(self, entity: Entity, article: _Article, given: Mapping[int, Known]) -> Known | None:
        if entity.key and (number := self._keys.get((entity.kind, entity.key))) is not None:
            return self._known[number]
        names, acronyms = institutions.names_of(entity, article.lang), institutions.acronyms_of(entity)
        return (
            (self._by_name(entity, names, article) if names else None)
            or (None if names else _spelt_out(entity.kind, acronyms, given))
            or self._by_acronym(entity, names, acronyms, article)
            or self._by_initials(entity, names, acronyms)
        )

    def _by_name(self, entity: Entity, names: list[Name], article: _Article) -> Known | None:
        keys = {key for name in names for key in institution_keys(*name)}
        sure: list[tuple[float, Known]] = []
        maybe: list[tuple[float, Known]] = []
        for known in self._candidates(entity.kind, keys):
            score, open_ = institutions.score(names, entity.country, known)
            if score:
                near = known.country is not None and known.country == (entity.country or article.home)
                (maybe if open_ else sure).append((score + 0.01 * near, known))
        return _best(sure) or self._only_one(names, maybe)

    def _only_one(self, names: list[Name], maybe: list[tuple[float, Known]]) -> Known | None:
        """The one of several maybes that stands alone, and that the encoder does not doubt."""
        top = max((score for score, _ in maybe), default=0.0)
        best = [known for score, known in maybe if score == top]
        if len(best) != 1 or (self._encoder and _cosine(self._encoder, names[0], best[0]) < _SAME_MEANING):
            return None
        return best[0]

    def _by_acronym(self, entity: Entity, names: list[Name], acronyms: list[str], article: _Article) -> Known | None:
        """The known one with an acronym that no name parts: the nearest by country and language, the last seen."""
        found = self._candidates(entity.kind, [f"acronym {acronym}" for acronym in acronyms])
        country = entity.country or article.home
        fitting = [
            known
            for known in found
            if not (entity.country and known.country and entity.country != known.country)
            and institutions.agree(names, known)
        ]
        return max(
            fitting,
            key=lambda known: (
                known.country == country,
                any(lang == article.lang for _, lang in known.names),
                known.seen or "",
                -known.number,
            ),
            default=None,
        )

    def _by_initials(self, entity: Entity, names: list[Name], acronyms: list[str]) -> Known | None:
        """The one whose acronym has the initials of this name in another language, or the other way round."""
        if names:
            keys = [f"bare {letters}" for name, lang in names for letters in institutions.initials(name, lang)]
        else:
            keys = [f"letters {letters}" for a in acronyms if (letters := institutions.sorted_letters(a))]
        found = [
            known
            for known in self._candidates(entity.kind, keys)
            if not (entity.country and known.country and entity.country != known.country)
            and (not names or not known.names)
            and (names or not known.acronyms)
        ]
        return found[0] if len(found) == 1 else None

    def _new(self, entity: Entity, article: _Article) -> Known:
        key = key_of(entity, article.home) if entity.kind is FactKind.PLACE else entity.key
        base = f"{_PREFIX[entity.kind]}/{key if key and entity.kind is FactKind.PLACE else slug(entity.name)}"
        identity, count = base, 1
        while identity in self._ids:
            count += 1
            identity = f"{base}-{count}"
        known = Known(identity, len(self._known), entity.kind, country=entity.country, key=key)
        self._add(known)
        return known

    def _add(self, known: Known) -> None:
        self._known.append(known)
        self._ids[known.id] = known.number
        if known.key:
            self._keys.setdefault((known.kind, known.key), known.number)
        for name in known.names:
            self._index_name(known, name)
        self._index_acronyms(known)

    def _learn(self, known: Known, entity: Entity, article: _Article) -> None:
        """Keep what an article adds to what is known."""
        self._changed[known.number] = None
        for name in self._names(entity, article.lang):
            if known.kind is FactKind.PERSON and known.names and people.is_single(*name):
                continue  # a surname joins by its witnesses each time
            if known.learn_name(*name):
                self._index_name(known, name)
        if entity.kind in (FactKind.ORGANISATION, FactKind.INITIATIVE):
            known.acronyms += [a for a in institutions.acronyms_of(entity) if a not in known.acronyms]
            self._index_acronyms(known)
        if entity.role:
            known.learn_role(entity.role, article.lang)
        known.country = known.country or entity.country
        known.seen = max(filter(None, (known.seen, article.date)), default=None)

    def _names(self, entity: Entity, lang: str | None) -> list[Name]:
        if entity.kind is FactKind.PLACE:
            return [(name, lang) for name in dict.fromkeys((entity.name, *entity.names))]
        if entity.kind is FactKind.PERSON:
            return people.names_of(entity, lang)
        return institutions.names_of(entity, lang)

    def _index_name(self, known: Known, name: Name) -> None:
        if known.kind is FactKind.PLACE:
            keys: Iterable[str] = place_keys(*name)
        elif known.kind is FactKind.PERSON:
            keys = person_keys(*name)
        else:
            keys = {*institution_keys(*name)} | {f"letters {letters}" for letters in institutions.initials(*name)}
        self._index[known.kind].add({*keys, f"= {fold(name[0])}"}, known.number)

    def _index_acronyms(self, known: Known) -> None:
        keys = [f"acronym {acronym}" for acronym in known.acronyms]
        keys += [f"bare {letters}" for a in known.acronyms if (letters := institutions.sorted_letters(a))]
        self._index[known.kind].add(keys, known.number)

    def _remember_company(self, given: Mapping[int, Known]) -> None:
        """Keep with each person who and what else the article names."""
        ids = list(dict.fromkeys(known.id for known in given.values() if known.kind is not FactKind.PLACE))
        for known in given.values():
            if known.kind is FactKind.PERSON:
                known.beside = tuple(identity for identity in ids if identity != known.id)[:BESIDE]


class _Article:
    """What an article says of all its entities."""

    __slots__ = ("date", "home", "lang")

    def __init__(self, lang: str | None, date: str | None, home: str | None) -> None:
        self.lang, self.date, self.home = lang, date, home


def _turn(entity: Entity, lang: str | None) -> tuple[int, bool]:
    """Places come first, people last, and those with one name after those with a full one."""
    return _TURNS.index(entity.kind), entity.kind is FactKind.PERSON and people.is_single(entity.name, lang)


def _home(entities: Sequence[Entity]) -> str | None:
    """The country that most of an article's entities are of."""
    counts = Counter(entity.country for entity in entities if entity.country)
    return min(counts, key=lambda country: (-counts[country], country), default=None)


def _best(scored: Iterable[tuple[float, Known]]) -> Known | None:
    """The surest one; of several, the last seen, then the first known."""
    sure = [(score, known) for score, known in scored if score > 0]
    best = max(sure, key=lambda item: (item[0], item[1].seen or "", -item[1].number), default=None)
    return best[1] if best else None


def _spelt_out(kind: FactKind, acronyms: Sequence[str], given: Mapping[int, Known]) -> Known | None:
    """The only one of the article whose name an acronym spells: *Direction du patrimoine écrit (la DPE)*."""
    found = {
        known.number: known
        for known in given.values()
        if known.kind is kind
        and not known.acronyms
        and any(institutions.spells(acronym, *name) for acronym in acronyms for name in known.names)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _cosine(encoder: Encoder, name: Name, known: Known) -> float:
    rows = encoder.encode([name[0], *(other for other, _ in known.names)])
    return float(max(rows[1:] @ rows[0]))
