"""What archive and journal hold outlives damage, two writers at once, and rebuilds that are broken off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from marsad.archive.journal import Journal, read_journal
from marsad.archive.page import Page
from marsad.observatory import intake, jobs, rebuild, story_keeping
from marsad.observatory.export import canonical
from marsad.observatory.grouping import GroupStage
from marsad.observatory.indexing import IndexStage
from marsad.observatory.intake import Intake, NeedsRebuildError
from marsad.observatory.models import Article, Capture, Job, JobState, Stage, Story
from marsad.observatory.presence import RunningError, beside_others
from marsad.observatory.worker import AnnotateStep, ReadStep
from tests.observatory.command import sample_meta, sample_pages

pytestmark = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """The process is gone."""


@pytest.fixture(autouse=True)
def _work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuild, "drain", lambda data_dir, **_: work(data_dir))


def work(data_dir: Path) -> None:
    """The pipeline's own stages in this process, which alone sees the test's database."""
    read, annotate = ReadStep(data_dir, "t"), AnnotateStep(data_dir, "t")
    group, index = GroupStage(data_dir, "t"), IndexStage(data_dir, "t")
    while read() + annotate() + group.step() + index.step():
        pass
    group.close()
    index.close()
    assert not jobs.any_pending()


def pages(count: int, skip: int = 0) -> list[Page]:
    meta = {row["id"]: row for row in map(json.loads, sample_meta().read_text(encoding="utf-8").splitlines())}
    return [
        Page(path.read_bytes(), url=meta[path.stem]["url"], name=path.stem, media_type="text/html")
        for path in sample_pages(count, skip)
    ]


def take(data_dir: Path, *given: Page) -> None:
    with Intake(data_dir) as way_in:
        for page in given:
            way_in.add(page)


def export() -> list[str]:
    return list(canonical())


def die_at(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> Callable[[], None]:
    def boundary(reached: str) -> None:
        if reached == name:
            raise Died

    patch = pytest.MonkeyPatch()
    patch.setattr(module, "boundary", boundary)
    return patch.undo


def abandon(way_in: Intake) -> None:
    """What the kernel does for a process that is gone."""
    way_in._held.close()


def test_a_death_between_journal_and_commit_with_another_writer_going_on(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, mine, others = pages(1), pages(2, skip=1), pages(3, skip=3)
    first, second = Intake(data_dir), Intake(data_dir)
    assert (first.writer, second.writer) == ("w0", "w1")
    for page in (*shared, *mine):
        first.add(page)
    undo = die_at(monkeypatch, intake, "capture-journalled")
    with pytest.raises(Died):
        first.flush()
    undo()
    abandon(first)
    for page in (*others, *shared):
        second.add(page)
    second.__exit__(None, None, None)
    assert len({r["seq"] for r in read_journal(data_dir / "journal", "capture")}) == 4, "the seqs do overlap"
    with Intake(data_dir) as third:
        assert third.writer == "w0"
        assert third.adopted == 2
    work(data_dir)
    before = export()
    assert Capture.objects.count() == 6
    for _ in range(2):
        assert rebuild.rebuild(data_dir) == rebuild.Rebuilt(6, ())
        assert export() == before


def test_the_same_without_a_start_in_between(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Intake(data_dir), Intake(data_dir)
    for page in pages(2):
        second.add(page)
    undo = die_at(monkeypatch, intake, "capture-journalled")
    with pytest.raises(Died):
        second.flush()
    undo()
    abandon(second)
    for page in pages(2, skip=2):
        first.add(page)
    first.__exit__(None, None, None)
    work(data_dir)
    order = list(Capture.objects.order_by("seq").values_list("locator", flat=True))
    rebuild.rebuild(data_dir)
    assert list(Capture.objects.order_by("seq").values_list("locator", flat=True))[:2] == order
    assert Capture.objects.count() == 4, "what the dead writer left is adopted"


def test_a_writer_adopts_what_another_one_left(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Intake(data_dir), Intake(data_dir)
    for page in pages(2):
        second.add(page)
    undo = die_at(monkeypatch, intake, "record-synced")
    with pytest.raises(Died):
        second.flush()
    undo()
    abandon(second)
    first.__exit__(None, None, None)
    with Intake(data_dir) as third:
        assert (third.writer, third.adopted) == ("w0", 2)


def test_a_rebuild_names_what_is_damaged_or_gone_and_goes_on(data_dir: Path) -> None:
    take(data_dir, *pages(3))
    with Intake(data_dir):
        take(data_dir, *pages(1, skip=3))
    work(data_dir)
    warc = {path.name[11:13]: path for path in (data_dir / "archive").iterdir()}
    second = Capture.objects.get(seq=2)
    with warc["w0"].open("r+b") as file:
        file.seek(second.offset + second.length // 2)
        file.write(b"\xff\x00\xff")
    warc["w1"].unlink()
    size = warc["w0"].stat().st_size
    with (data_dir / "journal" / "w0.jsonl").open("a") as lines:
        lines.write("nonsense\n")
    lines_before = len(list(read_journal(data_dir / "journal", "capture", broken=[])))

    done = rebuild.rebuild(data_dir)

    assert list(Capture.objects.values_list("seq", flat=True)) == [1, 3]
    told = "\n".join(done.problems)
    assert f"{warc['w0'].name}: no whole record from byte {second.offset}" in told
    assert f"capture 2 ({second.record_id}) is not in the archive" in told
    assert "capture 4" in told
    assert "w0.jsonl, line 4" in told
    take(data_dir, *pages(3))
    assert warc["w0"].stat().st_size > size, "nothing was cut, and the lost page was taken again"
    work(data_dir)
    assert Article.objects.filter(current=True).count() == 3
    assert len(list(read_journal(data_dir / "journal", "capture", broken=[]))) == lines_before + 1


def test_a_damaged_record_fails_its_page_alone(data_dir: Path) -> None:
    take(data_dir, *pages(3))
    row = Capture.objects.get(seq=2)
    path = data_dir / "archive" / row.warc_file
    with path.open("r+b") as file:
        file.seek(row.offset + row.length // 2)
        file.write(b"\xff\x00\xff")
    work(data_dir)
    failed = Job.objects.get(state=JobState.FAILED)
    assert failed.capture_id == 2
    assert path.name in failed.error
    assert Article.objects.filter(current=True).count() == 2


def test_a_rebuild_that_was_broken_off_is_run_again(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(data_dir, *pages(6))
    work(data_dir)
    before = export()
    journalled = sorted((data_dir / "journal").glob("*.jsonl"))
    lines = [path.read_bytes() for path in journalled]
    for place in ("_bring_back", "restore", "keep_story_ids"):
        with monkeypatch.context() as patch:
            patch.setattr(rebuild, place, lambda *_: (_ for _ in ()).throw(Died))
            with pytest.raises(Died):
                rebuild.rebuild(data_dir)
        with pytest.raises(NeedsRebuildError, match="marsad rebuild"):
            Intake(data_dir)
    rebuild.rebuild(data_dir)
    assert export() == before
    assert [path.read_bytes() for path in journalled] == lines, "a rebuild that changes nothing journals nothing"
    take(data_dir, *pages(6))


def test_old_story_ids_live_on_where_the_grouping_changed(data_dir: Path) -> None:
    take(data_dir, *pages(30))
    work(data_dir)
    path = data_dir / "journal" / "group.jsonl"
    older = [json.loads(line) for line in path.read_text().splitlines()]
    for record in older:  # as another version of the code, with ids of its own, would have left it
        record |= {name: f"old{record[name][3:]}" for name in ("story", "to") if name in record}
    path.write_text("".join(json.dumps(record) + "\n" for record in older))
    stories = set(Story.objects.filter(redirect_to=None).values_list("pk", flat=True))

    for _ in range(2):
        rebuild.rebuild(data_dir)
        live = set(Story.objects.filter(redirect_to=None).values_list("pk", flat=True))
        assert live == {f"old{story[3:]}" for story in stories}
    index = IndexStage(data_dir, "t")
    assert index.step() == 0
    index.close()


def test_stories_that_led_to_a_renamed_one_follow_it() -> None:
    Story.objects.create(pk="a")
    Story.objects.create(pk="b", redirect_to_id="a")
    story_keeping.rename({"a": "c"})
    assert dict(Story.objects.values_list("pk", "redirect_to_id")) == {"b": "c", "c": None}


def test_a_rebuild_and_others_keep_out_of_each_others_way(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(data_dir, *pages(1))
    monkeypatch.setattr("marsad.observatory.presence._PATIENCE", 0.1)
    with beside_others(data_dir), pytest.raises(RunningError, match="marsad serve"):
        rebuild.rebuild(data_dir)

    def meanwhile(_: Path, **__: object) -> None:
        for enter in (beside_others, Intake):
            with pytest.raises(RunningError, match="being rebuilt"):
                enter(data_dir)

    monkeypatch.setattr(rebuild, "drain", meanwhile)
    rebuild.rebuild(data_dir)


def test_a_journal_that_cannot_be_written_costs_no_article(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(data_dir, *pages(2))
    read, annotate = ReadStep(data_dir, "t"), AnnotateStep(data_dir, "t")
    while read() + annotate():
        pass
    group = GroupStage(data_dir, "t")
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            group.step()
    jobs.release("t", crashed=True)
    assert not Job.objects.filter(state=JobState.FAILED).exists()
    assert group.step() == 2
    group.close()


def test_a_stage_that_cannot_open_lets_go_of_its_lock(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("marsad.observatory.indexing._open", lambda _: (_ for _ in ()).throw(OSError))
        with pytest.raises(OSError):  # noqa: PT011
            IndexStage(data_dir, "t")
    IndexStage(data_dir, "t").close()


def test_a_lease_that_ran_out_gives_the_page_to_another_and_writes_once(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marsad.observatory import reading
    from marsad.observatory.versions import READ

    take(data_dir, *pages(1))
    [job] = jobs.claim(*READ, 1, "slow")
    Job.objects.update(lease_until="2001-01-01T00:00:00Z")
    assert ReadStep(data_dir, "quick")() == 1
    with pytest.raises(jobs.LostLeaseError):
        reading.run(job, data_dir, "slow")
    assert Article.objects.count() == 1
    assert list(Job.objects.order_by("pk").values_list("stage", "state")) == [
        ("read", "done"),
        ("annotate", "pending"),
    ]


def test_what_an_earlier_version_left_pending_is_done(data_dir: Path) -> None:
    take(data_dir, *pages(2))
    Job.objects.filter(capture_id=1).update(version="older", lease_owner="gone", lease_until="2999-01-01T00:00:00Z")
    Job.objects.create(stage=Stage.READ, capture_id=2, version="older")
    from marsad.observatory.versions import READ

    jobs.bring_to_version(*READ)
    assert set(Job.objects.values_list("capture_id", "version", "lease_owner")) == {(1, READ[1], ""), (2, READ[1], "")}


def test_an_index_job_asked_for_again_while_in_hand_is_done_again(data_dir: Path) -> None:
    from marsad.observatory.versions import INDEX

    take(data_dir, *pages(1))
    jobs.require(*INDEX, [1])
    claimed = jobs.claim(*INDEX, 9, "t")
    jobs.require(*INDEX, [1])
    with pytest.raises(jobs.LostLeaseError):
        jobs.finish(claimed, "t")
    assert jobs.claim(*INDEX, 9, "t")
