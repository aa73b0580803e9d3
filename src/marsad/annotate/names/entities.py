"""Who is who within one article: mentions that name the same person, institution, place or programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from marsad.annotate.names.again import acronyms, tokens_of
from marsad.annotate.names.arabic_words import arabic_words, bare
from marsad.annotate.names.candidate import Candidate
from marsad.annotate.names.institutions import is_called
from marsad.annotate.names.view import View
from marsad.annotate.names.words import all_organisations
from marsad.annotate.places import demonym, nearest
from marsad.model import Entity, FactKind

_SMALL = frozenset(
    {
        "de",
        "du",
        "des",
        "d'",
        "la",
        "le",
        "les",
        "l'",
        "del",
        "los",
        "las",
        "el",
        "of",
        "for",
        "the",
        "and",
        "et",
        "y",
        "e",
    }
)


@dataclass(slots=True)
class _Group:
    kind: FactKind
    names: list[str] = field(default_factory=list)
    words: list[frozenset[str]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    key: str | None = None
    country: str | None = None
    acronym: str | None = None


def entities_of(view: View, mentions: Sequence[Candidate]) -> tuple[list[int], tuple[Entity, ...]]:
    """For each mention the number of its entity, and the entities in the order of their first mention."""
    countries = countries_of(view)
    short = acronyms(view, mentions)
    mentions = _told_otherwise(view, mentions, short)
    order = sorted(range(len(mentions)), key=lambda n: (mentions[n].first - mentions[n].last, n))
    groups: list[_Group] = []
    member: dict[int, _Group] = {}
    for n in order:
        one = mentions[n]
        group = _home(view, one, groups)
        if group is None:
            group = _Group(one.kind) if one.kind else _Group(FactKind.ORGANISATION)
            groups.append(group)
        _add(view, group, one, countries, short)
        member[n] = group
    first: dict[int, int] = {}
    numbers = []
    for n in range(len(mentions)):
        numbers.append(first.setdefault(id(member[n]), len(first)))
    ordered = sorted(groups, key=lambda group: first[id(group)])
    return numbers, tuple(_entity(group) for group in ordered)


def _told_otherwise(
    view: View, mentions: Sequence[Candidate], short: dict[tuple[int, int], str]
) -> Sequence[Candidate]:
    """The mentions, well-known acronyms no longer so where the text gives another name for them: "Unión … (UMA)"."""
    words, own = view.passage.words, set()
    keys: dict[str, str] = {}
    for other in mentions:
        if other.key:
            keys.setdefault(words[other.first], other.key)
    for one in mentions:
        acronym = short.get((one.first, one.last))
        if acronym and one.key is None:
            key = keys.get(acronym)
            if key and not is_called(key, tokens_of(view, one)):
                own.add(acronym)
    return [
        replace(one, key=None, country=None) if one.key and one.first == one.last and words[one.first] in own else one
        for one in mentions
    ]


def _home(view: View, one: Candidate, groups: list[_Group]) -> _Group | None:
    words = _words(view, one)
    text = view.passage.text[one.start : one.end]
    for group in groups:
        if group.kind is not one.kind:
            continue
        if one.kind is FactKind.PLACE and one.key and group.key == one.key:
            return group
        if group.acronym == text or any(_same(one.kind, words, known) for known in group.words):
            return group
    return None


def _same(kind: FactKind | None, words: frozenset[str], known: frozenset[str]) -> bool:
    """Whether the shorter name's words are all of the longer one's."""
    if words == known:
        return True
    if kind is FactKind.PLACE or not words or not known:
        return False
    return words < known or (kind is not FactKind.PERSON and known < words)


def _words(view: View, one: Candidate) -> frozenset[str]:
    """What tells a name apart; of a programme without the word for programmes, of any without small words."""
    words = [word for word in tokens_of(view, one) if word not in _SMALL]
    if one.kind is FactKind.INITIATIVE:
        heads = view.words.initiative | arabic_words().initiatives
        words = [word for word in words if bare(word) not in heads] or words
    return frozenset(words)


def _add(
    view: View, group: _Group, one: Candidate, countries: Sequence[str], short: dict[tuple[int, int], str]
) -> None:
    name = " ".join(view.passage.text[one.start : one.end].split())
    if name not in group.names:
        group.names.append(name)
        group.words.append(_words(view, one))
    if one.role and one.role not in group.roles:
        group.roles.append(one.role)
    group.key = group.key or one.key
    group.acronym = group.acronym or short.get((one.first, one.last))
    group.country = group.country or one.country or _country_in(view, one, countries)


def _country_in(view: View, one: Candidate, countries: Sequence[str]) -> str | None:
    if one.kind is not FactKind.ORGANISATION:
        return None
    for at in range(one.first, one.last + 1):
        word = view.passage.folded[at]
        if (land := demonym(word)) and word not in all_organisations():
            return land  # a "pôle" is no Pole
    if one.first == one.last and view.passage.words[one.first].isupper():
        return None
    for at in range(one.first, one.last + 1):
        if (place := view.places.get(at)) is not None and place.certain >= 0.4:
            return nearest(place.places, countries).country
    return None


def countries_of(view: View) -> list[str]:
    """The countries that a text names, by themselves, by adjectives, or by towns that only one country has."""
    found: dict[str, int] = {}
    for match in view.places.values():
        if match.certain >= 0.5 and match.places[0].country:
            weight = 3 if match.places[0].sort == "country" else 1
            found[match.places[0].country] = found.get(match.places[0].country, 0) + weight
    for word in view.passage.folded:
        if len(word) > 4 and (land := demonym(word)):
            found[land] = found.get(land, 0) + 2
    return sorted(found, key=lambda land: -found[land])


def _entity(group: _Group) -> Entity:
    name = max(group.names, key=len)
    return Entity(
        kind=group.kind,
        name=name,
        names=tuple(group.names),
        role=max(group.roles, key=len) if group.roles else None,
        country=group.country,
        key=group.key,
        acronym=group.acronym,
    )
