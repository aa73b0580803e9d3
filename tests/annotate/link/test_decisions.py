"""What people decide about ids overrides, and survives a rebuild."""

from __future__ import annotations

import pytest

from marsad.annotate.link import Join, Linker, Part
from tests.annotate.link.names import person

ZEROUAL, OTHER = person("Salma Zeroual", role="ministre du Thym"), person("Salima Zerouali", role="potière")
ARTICLES = [("fr", ZEROUAL), ("fr", OTHER), ("ar", person("سلمى زروال")), ("fr", ZEROUAL)]


def test_a_join_redirects_for_ever() -> None:
    linker = Linker()
    kept, gone = (linker.link([one], lang="fr")[0] for one in (ZEROUAL, OTHER))
    assert kept != gone
    linker.decide(Join(kept, gone))
    assert linker.link([OTHER], lang="fr") == (kept,)
    assert linker.final(gone) == kept


def test_a_part_gives_a_name_another_id() -> None:
    linker = Linker(decisions=[Part("person/salma-zeroual", "سلمى زروال", "person/salma-zeroual-2")])
    assert linker.link([ZEROUAL], lang="fr") == ("person/salma-zeroual",)
    assert linker.link([person("سلمى زروال")], lang="ar") == ("person/salma-zeroual-2",)
    assert linker.link([ZEROUAL], lang="fr") == ("person/salma-zeroual",)


def test_a_part_may_hold_for_one_role() -> None:
    linker = Linker(decisions=[Part("person/salma-zeroual", "Salma Zeroual", "person/potter", role="potière")])
    assert linker.link([ZEROUAL], lang="fr") == ("person/salma-zeroual",)
    assert linker.link([person("Salma Zeroual", role="maîtresse potière")], lang="fr") == ("person/potter",)


def test_a_rebuild_with_the_decisions_gives_the_ids_that_hold_now() -> None:
    decisions = [
        Join("person/salma-zeroual", "person/salima-zerouali"),
        Part("person/salma-zeroual", "سلمى زروال", "person/somebody"),
    ]
    live = Linker()
    given = [live.link([one], lang=lang)[0] for lang, one in ARTICLES]
    assert len(set(given)) == 2
    for decision in decisions:
        live.decide(decision)
    now = [live.link([one], lang=lang)[0] for lang, one in ARTICLES]
    rebuilt = Linker(decisions=decisions)
    assert [rebuilt.link([one], lang=lang)[0] for lang, one in ARTICLES] == now
    restored = Linker.restored(live.state(), decisions=decisions)
    assert [restored.link([one], lang=lang)[0] for lang, one in ARTICLES] == now


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([Join("a", "b"), Join("b", "c")], {"c": "a", "b": "a", "a": "a"}),
        ([Join("a", "b"), Join("b", "a")], {"a": "b", "b": "b"}),
        ([Join("a", "a")], {"a": "a"}),
        ([Join("a", "b"), Join("c", "b")], {"b": "c", "a": "a"}),
    ],
)
def test_redirects_end(decisions: list[Join], expected: dict[str, str]) -> None:
    linker = Linker(decisions=decisions)
    assert {identity: linker.final(identity) for identity in expected} == expected
