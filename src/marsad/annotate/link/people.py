"""Whether somebody is a person that is known: by the name in any script, with role and country as witnesses."""

from __future__ import annotations

from marsad.annotate.link.bags import overlap
from marsad.annotate.link.concepts import language_of
from marsad.annotate.link.decisions import SAME_ROLE
from marsad.annotate.link.known import Known, Name
from marsad.annotate.link.tokens import bag_of
from marsad.annotate.sounds import ALIKE, PARTIAL, SAME_NAME, is_arabic, name_likeness, units
from marsad.model import Entity

SURE = 0.9
"""Names from here on are one person's whatever else is told."""
WEAK = 0.74
"""Names from here on are one person's where the role is the same."""


def names_of(entity: Entity, lang: str | None) -> list[Name]:
    """The names to know a person by: the fullest, and full ones in another script."""
    arabic = is_arabic(entity.name)
    others = [name for name in entity.names if is_arabic(name) != arabic and len(units(name, lang)) > 1]
    return [(name, language_of(name, lang)) for name in dict.fromkeys((entity.name, *others))]


def is_single(name: str, lang: str | None) -> bool:
    """Whether a name is one word: a surname, or a given name."""
    return len(units(name, lang)) < 2


def bears(name: str, lang: str | None, known: Known) -> bool:
    """Whether a single name is one of a known person's."""
    return any(name_likeness(name, other, lang, other_lang) >= PARTIAL * ALIKE for other, other_lang in known.names)


def person_score(entity: Entity, known: Known, lang: str | None, beside: frozenset[str]) -> float:
    """How surely an entity is a known person; 0 where it is not to be taken for that one.

    ``beside`` are the ids of the article's other people, organisations and initiatives.
    """
    likely = max(
        (
            name_likeness(name, other, name_lang, other_lang)
            for name, name_lang in names_of(entity, lang)
            for other, other_lang in known.names
        ),
        default=0.0,
    )
    role = same_role(entity.role, lang, known)
    if is_single(entity.name, lang) or all(is_single(name, other) for name, other in known.names):
        witness = role or bool(beside & set(known.beside))
        return likely if likely >= PARTIAL * ALIKE and (witness or likely >= SURE) else 0.0
    if likely >= SURE:
        return likely + (0.05 if role else 0.0)
    if likely >= SAME_NAME and (role is not False or entity.country == known.country is not None):
        return likely
    return likely if likely >= WEAK and role else 0.0


def same_role(role: str | None, lang: str | None, known: Known) -> bool | None:
    """Whether a role is one that a person is known by; null where there is nothing to compare."""
    if not role or not known.roles:
        return None
    bag = bag_of(role, lang)
    return any(overlap(bag, bag_of(other, other_lang)) >= SAME_ROLE for other, other_lang in known.roles)
