"""Stories merged, split and rearranged by hand: addresses keep their meaning, counts and index follow, both log it."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.observatory import annotating, rebuild
from marsad.observatory.decisions import RefusedError
from marsad.observatory.story_decisions import merge_stories
from marsad.observatory.story_log import changes_of
from marsad.observatory.story_members import final_story
from tests.observatory.facts import found_in, take, work
from tests.observatory.stories import counts, indexed, number_of, story_of, telling

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(data_dir, *(telling(event) for event in ("phare", "tram", "olive")))
    take(data_dir, telling("phare", "copie", extra="Repris de notre confrère."))
    assert story_of("copie") == story_of("phare")
    assert len({story_of(event) for event in ("phare", "tram", "olive")}) == 3
    return data_dir


def test_a_merged_story_leads_to_the_other_for_ever(observatory: Path) -> None:
    one, other = story_of("tram"), story_of("phare")
    decision = merge_stories(observatory, "nadia", one, other)
    work(observatory)
    assert story_of("tram") == other
    assert final_story(one) == other
    assert counts(other) == (3, 1)
    assert counts(one) == (0, 0)
    assert indexed(observatory, other) == {number_of(name) for name in ("phare", "tram", "copie")}
    [change] = changes_of(one)
    assert changes_of(other) == [change]
    assert (change.act, change.by, change.decision) == ("merged", "nadia", decision)
    assert change.articles == [number_of("tram")]
    with pytest.raises(RefusedError, match="one story already"):
        merge_stories(observatory, "nadia", one, other)
