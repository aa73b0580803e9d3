"""Entities for tests, and the invented institutions of ``institutions.txt``."""

from __future__ import annotations

from pathlib import Path

from marsad.model import Entity, FactKind

_PROGRAMMES = (
    "plan",
    "programme",
    "stratégie",
    "initiative",
    "charte",
    "pacte",
    "vision",
    "projet",
    "opération",
    "contrat",
)


def entity(kind: str, name: str, *others: str, **fields: str | None) -> Entity:
    """An entity by its full name and others."""
    return Entity(kind=FactKind(kind), name=name, names=(name, *others), **fields)  # type: ignore[arg-type]


def person(name: str, *others: str, **fields: str | None) -> Entity:
    return entity("person", name, *others, **fields)


def organisation(name: str, *others: str, **fields: str | None) -> Entity:
    return entity("organisation", name, *others, **fields)


def initiative(name: str, *others: str, **fields: str | None) -> Entity:
    return entity("initiative", name, *others, **fields)


def place(name: str, *others: str, **fields: str | None) -> Entity:
    return entity("place", name, *others, **fields)


def institutions() -> list[dict[str, str]]:
    """Each institution's names by language."""
    lines = Path(__file__).with_name("institutions.txt").read_text(encoding="utf-8").splitlines()
    rows = [[name.strip() for name in line.split("|")] for line in lines if not line.startswith("#")]
    return [dict(zip(("fr", "ar", "es", "en"), row, strict=True)) for row in rows]


def sort_of(names: dict[str, str]) -> str:
    """Whether names are an initiative's or an organisation's."""
    return "initiative" if names["fr"].split()[0].lower() in _PROGRAMMES else "organisation"
