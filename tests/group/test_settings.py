"""Every setting of reprints, every relation and every reason is documented."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from marsad.group.settings import ReprintSettings
from marsad.model import OriginalReason, Relation

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "reprints.md").read_text("utf-8")


@pytest.mark.parametrize(
    "name",
    [
        *(field.name for field in fields(ReprintSettings)),
        *(reason.value for reason in OriginalReason),
        *(relation.value for relation in Relation if relation is not Relation.ORIGINAL),
    ],
)
def test_the_page_on_reprints_names_it(name: str) -> None:
    assert f"`{name}`" in DOCUMENTED
    assert ReprintSettings.__doc__
    if name in ReprintSettings.__dataclass_fields__:
        assert f"``{name}``" in ReprintSettings.__doc__
