"""The journal keeps whole lines through a crash and says which line is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.archive.journal import Journal, JournalError, read_journal
from marsad.archive.locks import BusyError, Lock, claim_slot


def test_records_come_back_in_the_order_of_writing(tmp_path: Path) -> None:
    first, second = Journal(tmp_path, "w0"), Journal(tmp_path, "w1")
    first.append([{"kind": "capture", "record": "a", "seq": 1}, {"kind": "placed", "capture": "k", "story": "é"}])
    second.append([{"kind": "capture", "record": "b", "seq": 2}])
    first.append([{"kind": "capture", "record": "c", "seq": 3}])
    assert [record["seq"] for record in read_journal(tmp_path, "capture")] == [1, 3, 2]
    assert list(read_journal(tmp_path, "placed")) == [{"kind": "placed", "capture": "k", "story": "é"}]


def test_a_torn_line_is_passed_over_and_cut_at_the_next_opening(tmp_path: Path) -> None:
    Journal(tmp_path, "w0").append([{"kind": "capture", "record": "a", "seq": 1}])
    with (tmp_path / "w0.jsonl").open("ab") as file:
        file.write(b'{"kind": "capture", "se')
    assert [record["seq"] for record in read_journal(tmp_path, "capture")] == [1]
    Journal(tmp_path, "w0").append([{"kind": "capture", "record": "b", "seq": 2}])
    assert [record["seq"] for record in read_journal(tmp_path, "capture")] == [1, 2]


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 200_000])
@pytest.mark.parametrize("whole", [b"", b"{}\n", b"x" * 70_000 + b"\n{}\n"])
def test_a_torn_line_of_any_length_is_cut(tmp_path: Path, size: int, whole: bytes) -> None:
    path = tmp_path / "w0.jsonl"
    path.write_bytes(whole + b"t" * size)
    Journal(tmp_path, "w0").close()
    assert path.read_bytes() == whole


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    whole = '{"kind": "capture", "record": "a", "seq": 1}\n'
    (tmp_path / "w0.jsonl").write_bytes(
        whole.encode() + b'nonsense\n[1]\n{"kind": "capture"}\n"\xff"\n' + whole.encode()
    )
    with pytest.raises(JournalError, match=r"w0\.jsonl, line 2"):
        list(read_journal(tmp_path, "capture"))
    broken: list[str] = []
    assert len(list(read_journal(tmp_path, "capture", broken=broken))) == 2
    assert [reason.split(":")[0] for reason in broken] == [f"w0.jsonl, line {number}" for number in (2, 3, 4, 5)]


def test_a_lock_is_shared_by_many_or_held_by_one(tmp_path: Path) -> None:
    path = tmp_path / "presence.lock"
    first, second = Lock(path, shared=True), Lock(path, shared=True)
    first.release()
    with pytest.raises(BusyError):
        Lock(path, wait=0.1)
    second.release()
    with Lock(path), pytest.raises(BusyError):
        Lock(path, shared=True)


def test_a_lock_has_one_holder_and_slots_are_reused(tmp_path: Path) -> None:
    name, lock = claim_slot(tmp_path, "w")
    assert name == "w0"
    assert claim_slot(tmp_path, "w")[0] == "w1"
    with pytest.raises(BusyError, match="w0"):
        Lock(tmp_path / "w0.lock")
    lock.release()
    assert claim_slot(tmp_path, "w")[0] == "w0"
