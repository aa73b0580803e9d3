"""The ids of entities as joins leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marsad.observatory.models import Entity


def joiner() -> Callable[[str], str]:
    """A function from an entity's id to that of the entity that it was joined to, however many joins there were."""
    into: Mapping[str, str | None] = dict(
        Entity.objects.exclude(redirect_to=None).values_list("pk", "redirect_to_id").order_by()
    )

    def final(id_: str) -> str:
        seen: set[str] = set()
        while (to := into.get(id_)) is not None and id_ not in seen:
            seen.add(id_)
            id_ = to
        return id_

    return final
