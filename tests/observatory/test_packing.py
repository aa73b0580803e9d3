"""Packing closed archive files: nothing is lost, whatever dies when, and every place is the new one afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from marsad.archive.check import check
from marsad.archive.pack import archive_files
from marsad.archive.page import Page
from marsad.cli import main
from marsad.observatory import annotating, packing, rebuild
from marsad.observatory.faults import PACK_BOUNDARIES
from marsad.observatory.intake import Intake
from marsad.observatory.models import ArchiveTail, Capture, Job
from marsad.observatory.packing import PackReport, closed_files, pack_files
from marsad.observatory.takedown import take_down
from marsad.observatory.takedown_plan import article_target, plan
from tests.observatory.facts import export, found_in, take, work
from tests.observatory.stories import EVENTS, article, own_telling, telling
from tests.observatory.takedowns import words_left

pytestmark = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """The process is gone."""


@pytest.fixture(autouse=True)
def _foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "annotate", found_in)
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


def framed(page: Page) -> Page:
    """The page as a site has it, within much that all its pages share."""
    links = "\n".join(
        f'<li><a href="/rubrique/{sha256(bytes([n])).hexdigest()}">Rubrique {n}</a></li>' for n in range(150)
    )
    return replace(page, data=page.data.replace(b"</article>", f"</article><nav><ul>{links}</ul></nav>".encode()))


@pytest.fixture
def observatory(data_dir: Path) -> Path:
    take(data_dir, *(framed(own_telling("phare", f"n{number}")) for number in range(12)))
    take(data_dir, *(telling(event, host=f"{event}.example") for event in ("tram", "olive")))
    return data_dir


def packed(data: Path, *, dry_run: bool = False) -> PackReport:
    report = PackReport()
    for _ in pack_files(data, closed_files(data, 0), report, dry_run=dry_run):
        pass
    return report


def names(data: Path) -> list[str]:
    return [path.suffix for path in sorted((data / "archive").glob("*.warc.*"))]


def test_it_packs_and_everything_goes_on(observatory: Path) -> None:
    before = export()
    size = sum(path.stat().st_size for path in archive_files(observatory / "archive"))
    measured = packed(observatory, dry_run=True)
    assert (measured.files, measured.left, names(observatory)) == (1, [], [".gz"])
    assert measured.after.total() < measured.before.total() <= size
    assert set(measured.before) == {"quai.example", "other sites"}
    assert packed(observatory).after == measured.after
    assert set(names(observatory)) == {".zst"}
    assert [check(path).problems for path in archive_files(observatory / "archive")] == [(), ()]
    assert {tail.warc_file for tail in ArchiveTail.objects.all()} == {
        path.name for path in archive_files(observatory / "archive")
    }
    assert export() == before
    rebuild.rebuild(observatory)
    assert export() == before
    take(observatory, telling("echecs", host="roi.example"))
    assert article("echecs").story_id


@pytest.mark.parametrize("name", PACK_BOUNDARIES)
def test_a_death_in_the_middle_loses_nothing(observatory: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = export()

    def die(at: str) -> None:
        if at == name:
            raise Died

    monkeypatch.setattr(packing, "boundary", die)
    with pytest.raises(Died):
        packed(observatory)
    monkeypatch.setattr(packing, "boundary", lambda _: None)
    for row in Capture.objects.all():
        assert (observatory / "archive" / row.warc_file).exists()
    with Intake(observatory) as way_in:
        assert way_in.adopted == 0
    assert Capture.objects.count() == 14
    packed(observatory)
    assert set(names(observatory)) == {".zst"}
    assert export() == before
    rebuild.rebuild(observatory)
    assert export() == before


def test_what_was_packed_can_be_taken_down(observatory: Path) -> None:
    packed(observatory)
    words = EVENTS["tram"][1]
    assert words_left(observatory, words)
    take_down(observatory, plan(observatory, article_target(article("tram").url)), "nadia", "asked for")
    assert words_left(observatory, words) == []
    rebuild.rebuild(observatory)
    assert Capture.objects.count() == 13


def test_a_file_that_would_not_shrink_stays(data_dir: Path) -> None:
    take(data_dir, telling("tram"))
    assert "would save nothing" in packed(data_dir).left[0]
    assert names(data_dir) == [".gz"]


def test_what_is_still_in_work_is_left_as_it_is(observatory: Path) -> None:
    assert closed_files(observatory, 1) == [], "today's file is written to"
    tomorrow = date.today() + timedelta(days=2)  # noqa: DTZ011
    assert len(closed_files(observatory, 1, tomorrow)) == 1
    Job.objects.filter(stage="read").update(state="pending")
    assert "wait to be read" in packed(observatory).left[0]
    Job.objects.all().update(state="done")
    ArchiveTail.objects.update(committed=2000)
    assert "not all of it is in the tables" in packed(observatory).left[0]
    assert names(observatory) == [".gz"]


def test_the_command_says_what_is_saved(observatory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = closed_files(observatory, 0)
    monkeypatch.setattr(packing, "closed_files", lambda *_: files)
    done = CliRunner().invoke(main, ["archive", "pack", "--data", str(observatory)])
    assert done.exit_code == 0, done.output
    assert "quai.example" in done.output
    assert "%" in done.output
    assert "1 files packed" in done.output
