"""Packed records are the same records, and every reader reads them."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator

from marsad.archive.cdxj import lines
from marsad.archive.erase import erase, request_before
from marsad.archive.frames import SKIPPABLE_FRAME, dictionary_of
from marsad.archive.pack import PackError, archive_files, pack
from marsad.archive.page import Page
from marsad.archive.tail import Damage, cut_torn, scan
from marsad.archive.warc import ArchiveError, WarcAppender, page_at, read_capture, warc_name
from marsad.model import Capture

AT = datetime(2026, 3, 4, 5, tzinfo=UTC)
WORDS = [f"mot{number}" for number in range(3000)]


def page(host: str, number: int) -> Page:
    chance = random.Random(f"{host}{number}")
    template = " ".join(f"<li class=menu{one}>{host} section {one}</li>" for one in range(300))
    text = " ".join(chance.choices(WORDS, k=400))
    return Page(
        f"<html>{template}<p>only-on-{host}-{number} {text}</p></html>".encode(),
        url=f"https://www.{host}/{number}",
        fetched=AT,
        media_type="text/html",
        http_status="200 OK",
        http_headers=(("Content-Type", "text/html"), ("Server", host)),
        request_headers=(("Host", host),),
    )


@pytest.fixture
def written(tmp_path: Path) -> list[Capture]:
    appender = WarcAppender(tmp_path, "w0")
    pages = [page("outlet.example", number) for number in range(40)] + [page("small.example", 1)]
    captures = [appender.append(one, now=AT)[0] for one in pages]
    appender.sync()
    appender.close()
    return captures


def test_every_record_comes_back_from_a_smaller_file(tmp_path: Path, written: list[Capture]) -> None:
    name = warc_name(AT.date(), "w0")
    packed = pack(tmp_path, name)
    assert [path.name for path in packed.files] == [
        "2026-03-04-w0.outlet.example.warc.zst",
        "2026-03-04-w0.warc.zst",
    ]
    assert packed.after < packed.before
    assert [read_capture(tmp_path, packed.places[one.record_id]) for one in written] == written
    assert page_at(tmp_path, packed.places[written[3].record_id]) == (written[3].record_id, written[3].kind)
    assert len(packed.places) == 2 * len(written) + 1
    for path in packed.files:
        assert not any(isinstance(found, Damage) for found in scan(path))
        with path.open("rb") as stream:
            ids = {record.record_id.strip("<>") for record in ArchiveIterator(stream)}
        assert ids == {record for record, place in packed.places.items() if place.file == path.name}
    assert {line.url for path in packed.files for line in lines(path)} == {one.url for one in written}


def test_the_old_file_counts_until_it_is_gone(tmp_path: Path, written: list[Capture]) -> None:
    name = warc_name(AT.date(), "w0")
    assert written
    packed = pack(tmp_path, name)
    again = pack(tmp_path, name)
    assert again == packed
    assert archive_files(tmp_path) == [tmp_path / name]
    (tmp_path / name).unlink()
    assert archive_files(tmp_path) == sorted(packed.files)


def test_a_dictionary_holds_no_words_of_a_single_page(tmp_path: Path, written: list[Capture]) -> None:
    dictionary = dictionary_of(pack(tmp_path, warc_name(AT.date(), "w0")).files[0])
    assert dictionary is not None
    assert b"section 12<" in dictionary or b"outlet.example section" in dictionary
    assert b"only-on-outlet" not in dictionary
    assert not any(one.record_id.encode() in dictionary for one in written)


def test_a_packed_record_can_be_erased(tmp_path: Path, written: list[Capture]) -> None:
    packed = pack(tmp_path, warc_name(AT.date(), "w0"))
    path, place = packed.files[0], packed.places[written[5].record_id]
    request = request_before(path, place)
    assert request is not None
    before = path.read_bytes()
    erase(path, place, reason="asked", at=AT)
    after = path.read_bytes()
    assert len(after) == len(before)
    assert after[request.offset :].startswith(SKIPPABLE_FRAME)
    assert before[place.offset + 100 : place.offset + 160] not in after
    assert page_at(tmp_path, place) is None
    with pytest.raises(ArchiveError, match="offset"):
        read_capture(tmp_path, place)
    others = [one for one in written if one is not written[5] and packed.places[one.record_id].file == path.name]
    assert [read_capture(tmp_path, packed.places[one.record_id]) for one in others] == others
    assert not any(isinstance(found, Damage) for found in scan(path))
    with path.open("rb") as stream:
        assert len(list(ArchiveIterator(stream))) == 2 * len(others)
    erase(path, place, reason="again", at=AT)
    assert path.read_bytes() == after


def test_damage_in_a_packed_file_costs_one_record(tmp_path: Path, written: list[Capture]) -> None:
    packed = pack(tmp_path, warc_name(AT.date(), "w0"))
    path = packed.files[0]
    places = [packed.places[one.record_id] for one in written[:40]]
    whole = path.read_bytes()
    hit = places[7]
    path.write_bytes(whole[: hit.offset + 60] + bytes([whole[hit.offset + 60] ^ 255]) + whole[hit.offset + 61 :])
    found = list(scan(path))
    assert Damage(path.name, hit.offset, hit.offset + hit.length) in found
    assert [place for place in places if place in found] == places[:7] + places[8:]
    path.write_bytes(whole[:-5])
    assert cut_torn(path)[1] == places[-1].length - 5


def test_what_cannot_be_packed_is_named(tmp_path: Path, written: list[Capture]) -> None:
    name = warc_name(AT.date(), "w0")
    assert written
    with pytest.raises(PackError, match=r"no \.warc\.gz file"):
        pack(tmp_path, "2020-01-01-w0.warc.gz")
    with (tmp_path / name).open("ab") as file:
        file.write(b"torn")
    with pytest.raises(PackError, match="damaged"):
        pack(tmp_path, name)


def test_versions_of_one_page_are_one_page_to_the_dictionary(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path, "w0")
    for number in [*range(12), *[3] * 5]:
        appender.append(page("outlet.example", number), now=AT)
    appender.close()
    dictionary = dictionary_of(pack(tmp_path, warc_name(AT.date(), "w0")).files[0])
    assert dictionary is not None
    assert b"only-on-outlet" not in dictionary
