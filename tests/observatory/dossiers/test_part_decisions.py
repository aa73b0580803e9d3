"""Parts that editors write into a dossier, name otherwise and remove: articles are held against them, and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.observatory import annotating, following, rebuild
from marsad.observatory.decisions import RefusedError, undo
from marsad.observatory.dossiers.deciding import make, part_add, part_name, part_remove
from marsad.observatory.dossiers.filling import Filling
from marsad.observatory.dossiers.rule import Rule
from marsad.observatory.models import DossierDay, DossierMember, DossierPart
from tests.observatory.dossiers.counted import assert_counts_are_true
from tests.observatory.facts import export, found_in, take, work
from tests.observatory.stories import telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(following, "together", lambda told: ([], [], []))
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def dossier(data_dir: Path) -> str:
    extra = "Le tarif unique des transports est maintenu, et les transports scolaires restent gratuits."
    take(data_dir, telling("tram", host="tram.example", extra=extra), telling("olive", host="olive.example"))
    made = make(data_dir, "nadia", "question", "Ville", Rule(sources=("tram.example", "olive.example")))
    work(data_dir)
    return made.pk


def parts() -> list[tuple[int, list[str], int, int]]:
    rows = DossierPart.objects.order_by("number")
    return [(row.number, row.names["fr"], row.articles, row.voices) for row in rows]


def test_a_part_is_followed_from_when_it_is_written(dossier: str, data_dir: Path) -> None:
    part_add(data_dir, "nadia", dossier, {"fr": [" Transports  scolaires "]})
    assert parts() == [(1, ["Transports scolaires"], 0, 0)]
    work(data_dir)
    assert parts() == [(1, ["Transports scolaires"], 1, 1)]
    assert DossierMember.objects.get(article__source__key="tram.example").parts == [1]
    assert DossierDay.objects.get(part=1).articles == 1
    named = part_name(data_dir, "nadia", dossier, 1, {"fr": ["Énergie solaire"]})
    work(data_dir)
    assert parts() == [(1, ["Énergie solaire"], 0, 0)]
    assert not DossierDay.objects.filter(part=1).exists()
    assert_counts_are_true()
    undo(data_dir, "nadia", named.number)
    work(data_dir)
    assert parts() == [(1, ["Transports scolaires"], 1, 1)]
    removed = part_remove(data_dir, "nadia", dossier, 1)
    work(data_dir)
    assert parts() == []
    assert_counts_are_true()
    undo(data_dir, "nadia", removed.number)
    work(data_dir)
    assert_counts_are_true()
    before = export()
    rebuild.rebuild(data_dir)
    assert export() == before
    assert parts() == [(1, ["Transports scolaires"], 1, 1)]


def test_what_is_refused(dossier: str, data_dir: Path) -> None:
    for names, match in (
        ({"fr": [" "]}, "needs a name"),
        ({}, "needs a name"),
        ({"fr": ["x" * 201]}, "200 characters"),
        ({"fr": [f"n{number}" for number in range(21)]}, "20 names"),
    ):
        with pytest.raises(RefusedError, match=match):
            part_add(data_dir, "nadia", dossier, names)
    with pytest.raises(RefusedError, match="no such part"):
        part_remove(data_dir, "nadia", dossier, 3)
    part_add(data_dir, "nadia", dossier, {"fr": ["Transports"]})
    with pytest.raises(RefusedError, match="these names already"):
        part_name(data_dir, "nadia", dossier, 1, {"fr": ["Transports"]})


def test_one_process_fills_the_same_dossier_again(dossier: str, data_dir: Path) -> None:
    filling = Filling()
    for names, expected in ((["Transports scolaires"], 1), (["Tarif unique"], 1), (["Énergie solaire"], 0)):
        part_add(data_dir, "nadia", dossier, {"fr": names})
        while filling.step():
            pass
        assert parts()[-1][1:3] == (names, expected)
