"""The form of a dossier: filled from a search, an entity, a story or a dossier, and read back into a `Rule`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from marsad.model import FactKind
from marsad.observatory.dossiers.deciding import MOST_CONDITIONS, MOST_NAMES, NAME_LENGTH
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.entities import final_entity
from marsad.observatory.models import Dossier, DossierKind, Entity, Source
from marsad.web.corrections import FormError
from marsad.web.queries.dossier_story import Subjects
from marsad.web.queries.words import display_name

MAX_QUERY = 400
_SEPARATORS = re.compile(r"[;؛\n]")
FOLLOWED = {
    FactKind.INITIATIVE: DossierKind.INITIATIVE,
    FactKind.PERSON: DossierKind.ACTOR,
    FactKind.ORGANISATION: DossierKind.ACTOR,
}
"""What a dossier can be about, by the kind of the entity."""


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form. ``about`` is the id of what the dossier follows, empty for a question; ``entities`` are
    those that are chosen, ``offered`` others that may be; ``words`` are key words that may be added to the query."""

    name: str = ""
    about: str = ""
    query: str = ""
    entities: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    offered: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of_search(cls, given: Mapping[str, str]) -> Form:
        """A search as a question; ``given`` are the search page's parameters."""
        query = " ".join(given.get("q", "").split())[:MAX_QUERY]
        lang, outlet = given.get("lang", ""), given.get("outlet", "")
        return cls(
            name=query[:NAME_LENGTH],
            query=query,
            outlets=(outlet,) if Source.objects.filter(key=outlet).exists() else (),
            langs=(lang,) if lang in dict(settings.LANGUAGES) else (),
            since=_day_or_nothing(given.get("since", "")),
            until=_day_or_nothing(given.get("until", "")),
        )

    @classmethod
    def of_entity(cls, entity: Entity, name: str) -> Form:
        """An actor or an initiative; a place is a question."""
        about = entity.pk if entity.kind in FOLLOWED else ""
        return cls(name=name[:NAME_LENGTH], about=about, entities=(entity.pk,), offered=(entity.pk,))

    @classmethod
    def of_story(cls, found: Subjects) -> Form:
        """What a story is about, the first of it chosen; its key words where it is about nobody."""
        about = final_entity(found.entities[0]) if found.entities else None
        if about is None:
            title = found.lead.title[:NAME_LENGTH]
            return cls(name=title, query=" ".join(found.words)[:MAX_QUERY], words=found.words)
        chosen = cls.of_entity(about, display_name(about))
        return replace(chosen, offered=found.entities, words=found.words)

    @classmethod
    def of_dossier(cls, dossier: Dossier) -> Form:
        """A dossier as it is."""
        rule = Rule.from_json(dossier.rule)
        return cls(
            name=dossier.name,
            about=dossier.entity_id or "",
            query=rule.query,
            entities=rule.entities,
            outlets=rule.sources,
            langs=rule.langs,
            since=rule.since.isoformat() if rule.since else "",
            until=rule.until.isoformat() if rule.until else "",
            offered=(*rule.entities, *([dossier.entity_id] if dossier.entity_id else [])),
        )

    @classmethod
    def read(cls, given: QueryDict) -> Form:
        """What somebody filled in; too much is cut, and told by `rule` and `named`. Who chooses another subject than
        was chosen ``before`` means articles that name that one instead."""
        most = MOST_CONDITIONS + 1
        words, about = given.getlist("word")[:20], given.get("about", "")[:255]
        entities = tuple(dict.fromkeys(given.getlist("entity")[:most]))
        if about and about != (before := given.get("before", about)):
            entities = (about, *(one for one in entities if one not in (about, before)))
        query = " ".join([given.get("query", ""), *words])
        return cls(
            name=" ".join(given.get("name", "")[: NAME_LENGTH + 50].split()),
            about=about,
            query=" ".join(query[: MAX_QUERY + 50].split()),
            entities=entities,
            outlets=tuple(dict.fromkeys(filter(None, given.getlist("outlet")[:most]))),
            langs=tuple(dict.fromkeys(given.getlist("lang")[:most])),
            since=given.get("since", "").strip()[:20],
            until=given.get("until", "").strip()[:20],
            offered=tuple(dict.fromkeys([*given.getlist("offered")[:most], *given.getlist("entity")[:most]])),
            words=tuple(word for word in given.getlist("key-word")[:20] if word not in words),
        )

    def named(self) -> str:
        """The name. Raises `FormError`."""
        if not self.name:
            raise FormError(_("Give the dossier a name."))
        if len(self.name) > NAME_LENGTH:
            raise FormError(_("The name is too long: at most %(most)s characters.") % {"most": NAME_LENGTH})
        return self.name

    def rule(self) -> Rule:
        """The rule, as the journal will have it. Raises `FormError`."""
        if len(self.query) > MAX_QUERY:
            raise FormError(_("The question is too long: at most 400 characters."))
        if max(map(len, (self.entities, self.outlets, self.langs))) > MOST_CONDITIONS:
            raise FormError(_("Choose at most %(most)s of one sort.") % {"most": MOST_CONDITIONS})
        since = _day(self.since, _("The first day is not a date."))
        until = _day(self.until, _("The last day is not a date."))
        if since and until and since > until:
            raise FormError(_("The first day comes after the last day."))
        known = [final_entity(one) for one in self.entities]
        outlets = set(Source.objects.filter(key__in=self.outlets).values_list("key", flat=True))
        langs = set(self.langs) & set(dict(settings.LANGUAGES))
        rule = Rule(
            self.query,
            tuple(sorted({one.pk for one in known if one})),
            tuple(sorted(outlets)),
            tuple(sorted(langs)),
            since,
            until,
        )
        about = self.subject()
        if rule.empty and about:
            rule = replace(rule, entities=(about.pk,))
        if rule.empty:
            raise FormError(_("Say what the articles must have: words, a name, or an outlet."))
        return rule

    def subject(self) -> Entity | None:
        """What the dossier is about; null for a question."""
        found = final_entity(self.about) if self.about else None
        return found if found and found.kind in FOLLOWED else None

    def kind(self) -> DossierKind:
        """What the dossier follows."""
        about = self.subject()
        return FOLLOWED[FactKind(about.kind)] if about else DossierKind.QUESTION


def part_names(given: QueryDict) -> dict[str, list[str]]:
    """The names of a part by language, several of one separated by semicolons. Raises `FormError`."""
    names = {code: _split(given.get(f"name-{code}", "")) for code, _name in settings.LANGUAGES}
    every = [name for some in names.values() for name in some]
    if not every:
        raise FormError(_("A part needs a name in one language at least."))
    if len(every) > MOST_NAMES or any(len(name) > NAME_LENGTH for name in every):
        raise FormError(
            _("A part has at most %(most)s names, each of at most %(length)s characters.")
            % {"most": MOST_NAMES, "length": NAME_LENGTH}
        )
    return {code: some for code, some in names.items() if some}


def _split(names: str) -> list[str]:
    said = (" ".join(name.split()) for name in _SEPARATORS.split(names[:5000]))
    return list(dict.fromkeys(filter(None, said)))


def _day(given: str, otherwise: str) -> date | None:
    if not given:
        return None
    try:
        found = date.fromisoformat(given)
    except ValueError:
        raise FormError(otherwise) from None
    if not 1000 <= found.year < 9999:  # at the ends of the calendar a day has no moment in every time zone
        raise FormError(otherwise)
    return found


def _day_or_nothing(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return ""
