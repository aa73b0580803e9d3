"""What a person or a body has promised, the latest first; on an article's page they stand among its facts."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser

from marsad.model import DetailRole, FactKind
from marsad.observatory.models import User
from marsad.web.queries.statements import independent, of_entities, shown_facts
from marsad.web.queries.told import ToldFact, told_facts
from marsad.web.queries.words import Shelf

LIMIT = 30


def promised_by(entities: Sequence[str], user: User | AnonymousUser) -> tuple[list[ToldFact], int]:
    """The latest commitments by which these entities, which are one, bind themselves, copies left out; and how many of
    these a stranger may not read."""
    facts = independent(of_entities(shown_facts(FactKind.COMMITMENT), entities, DetailRole.BY))
    rows = list(facts.order_by("-article__sort_at", "-article", "field", "start")[:LIMIT])
    told = told_facts(rows, Shelf.of((fact.article_id for fact in rows), user))
    return told, len(rows) - len(told)
