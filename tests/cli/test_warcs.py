"""`marsad archive`: sound archives pass, damaged ones are told apart."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from marsad.archive.frames import pack_gzip, read_at, unpack
from marsad.archive.page import Page
from marsad.archive.warc import WarcAppender
from marsad.cli import main


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["archive", *arguments])
    return result.exit_code, result.output


def test_a_sound_archive_passes_and_is_indexed(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path / "archive", "w0")
    for number in range(3):
        appender.append(Page(b"<p>1</p>", url=f"https://outlet.example/{number}", media_type="text/html"))
    appender.close()
    assert run("check", "--data", str(tmp_path)) == (0, "4 records in 1 files, 0 problems\n")
    code, out = run("index", "--data", str(tmp_path))
    assert code == 0
    assert len(Path(out.strip()).read_text().splitlines()) == 3


def test_a_wrong_digest_and_damage_are_named(tmp_path: Path) -> None:
    appender = WarcAppender(tmp_path / "archive", "w0")
    _, place = appender.append(Page(b"<p>1</p>", url="https://outlet.example/1", media_type="text/html"))
    appender.close()
    path = tmp_path / "archive" / place.file
    plain = unpack(path, read_at(path, place.offset, place.length))
    path.write_bytes(path.read_bytes()[: place.offset] + pack_gzip(plain.replace(b"<p>1", b"<p>2")) + b"torn")
    code, out = run("check", "--data", str(tmp_path))
    assert code == 1
    assert f"the record at byte {place.offset}: its block digest" in out
    assert f"the record at byte {place.offset}: its payload digest" in out
    assert "no whole record from byte" in out


def test_a_folder_without_an_archive_is_named(tmp_path: Path) -> None:
    code, out = run("check", "--data", str(tmp_path))
    assert code == 1
    assert "no archive there" in out
