"""``marsad ingest`` end to end: what it takes, what it refuses, and that the rest goes on."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from tests.observatory.command import COMMAND, export, marsad, sample_meta, sample_pages

PAGE = """<html lang="fr"><head><title>Le port rouvre</title></head><body><article><h1>Le port rouvre</h1>
<p>Le port de pêche a rouvert mardi matin après trois semaines de travaux, a annoncé la capitainerie
dans un communiqué.</p>
<p>Les premiers chalutiers sont sortis avant l'aube, et la criée attend douze tonnes de sardines
d'ici à la fin de la semaine.</p>
</article></body></html>"""
HIGH = bytes(code | 128 for code in range(256))


def articles(data: Path) -> list[dict]:
    return [row for line in export(data).splitlines() if (row := json.loads(line))["type"] == "article"]


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "o"
    pages = sample_pages(6)
    first = marsad("ingest", *pages, "--meta", sample_meta(), "--data", data)
    assert first.returncode == 0, first.stderr
    assert "new        6" in first.stdout
    before = export(data)
    warc = sorted(path.stat().st_size for path in (data / "archive").iterdir())
    second = marsad("ingest", *pages, "--meta", sample_meta(), "--data", data)
    assert "unchanged  6" in second.stdout
    assert export(data) == before
    assert sorted(path.stat().st_size for path in (data / "archive").iterdir()) == warc


def test_bad_inputs_are_named_and_the_rest_goes_on_within_bounded_memory(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.html").write_text(PAGE)
    (folder / "good.txt").write_text(
        "Un titre assez court\n\nPar Lina Exemple\n\n" + "Une phrase de plus, bien pleine. " * 20
    )
    (folder / "huge.html").write_bytes(b"<p>" + b"mot " * 12_500_000)
    (folder / "empty.html").write_bytes(b"")
    (folder / "binary.html").write_bytes(bytes(range(256)) * 400)
    (folder / "cut.html.gz").write_bytes(gzip.compress(PAGE.encode() * 50)[:-9])
    (folder / "bomb.html.gz").write_bytes(gzip.compress(bytes(200_000_000)))
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 100_000 + "words")
    (folder / "charset.html").write_bytes(
        b'<meta charset="x-klingon"><p>' + random.Random(1).randbytes(9000).translate(HIGH)
    )
    (folder / "strange.docx").write_bytes(b"PK")
    whole = tmp_path / "whole"
    marsad("ingest", *sample_pages(3), "--meta", sample_meta(), "--data", whole)
    (folder / "cut.warc.gz").write_bytes(next((whole / "archive").iterdir()).read_bytes()[:-50])

    baseline = _peak_kilobytes(["ingest", str(folder / "good.html"), "--data", str(tmp_path / "b")])[0]
    inputs = [str(folder), str(folder / "strange.docx"), str(folder / "missing.html")]
    peak, code, output = _peak_kilobytes(["ingest", *inputs, "--data", str(tmp_path / "o")])

    assert code == 1
    reasons = dict(
        line.strip().split(": ", 1) for line in output.splitlines() if line.startswith("  ") and ": " in line
    )
    assert "limit" in reasons["huge.html"]
    assert "empty" in reasons["empty.html"]
    assert reasons["binary"]
    assert "truncated" in reasons["cut.html.gz"]
    assert "limit" in reasons["bomb.html.gz"]
    assert "nest" in reasons["deep"]
    assert "encoding" in reasons["charset"]
    assert "Marsad knows" in reasons["strange.docx"]
    assert "middle of a record" in reasons["cut.warc.gz"]
    assert any(name.endswith("missing.html") and "no such file" in reason for name, reason in reasons.items())
    assert peak - baseline < 300_000
    titles = {article["title"] for article in articles(tmp_path / "o")}
    assert {"Le port rouvre", "Un titre assez court"} <= titles
    assert len(titles) == 4, "the good page, the good text and the two whole records of the cut WARC"


def test_a_warc_file_of_ours_moves_pages_to_another_observatory(tmp_path: Path) -> None:
    marsad("ingest", *sample_pages(4), "--meta", sample_meta(), "--data", tmp_path / "a")
    warcs = list((tmp_path / "a" / "archive").glob("*.warc.gz"))
    done = marsad("ingest", *warcs, "--data", tmp_path / "b")
    assert done.returncode == 0, done.stderr

    def essence(data: Path) -> list[tuple]:
        return [(a["url"], a["title"], a["story"], a["published"], a["text_sha256"]) for a in articles(data)]

    assert essence(tmp_path / "b") == essence(tmp_path / "a")


def test_a_changed_page_takes_the_place_of_its_earlier_version(tmp_path: Path) -> None:
    meta = tmp_path / "meta.jsonl"
    meta.write_text('{"id": "page", "url": "https://quai.example/port", "fetched": "2026-03-03T10:00:00+01:00"}\n')
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    marsad("ingest", page, "--meta", meta, "--data", tmp_path / "o")
    page.write_text(PAGE.replace("douze tonnes", "quinze tonnes"))
    marsad("ingest", page, "--meta", meta, "--data", tmp_path / "o")
    old, new = articles(tmp_path / "o")
    assert (old["current"], new["current"]) == (False, True)
    assert new["story"] == old["story"]
    found = marsad("search", "tonnes sardines", "--format", "jsonl", "--data", tmp_path / "o")
    assert len(found.stdout.splitlines()) == 1


def test_a_lost_database_is_noticed_and_rebuilt(tmp_path: Path) -> None:
    data = tmp_path / "o"
    marsad("ingest", *sample_pages(3), "--meta", sample_meta(), "--data", data)
    before = export(data)
    for path in data.glob("marsad.sqlite3*"):
        path.unlink()
    refused = marsad("ingest", *sample_pages(1), "--data", data)
    assert refused.returncode == 1
    assert "marsad rebuild" in refused.stderr
    assert marsad("rebuild", "--data", data).returncode == 0
    assert export(data) == before


def test_a_torn_tail_is_cut_and_whole_records_are_adopted(tmp_path: Path) -> None:
    data = tmp_path / "o"
    marsad("ingest", *sample_pages(2), "--meta", sample_meta(), "--data", data)
    warc = next((data / "archive").iterdir())
    other = tmp_path / "other"
    marsad("ingest", *sample_pages(1, skip=2), "--meta", sample_meta(), "--data", other)
    stray = next((other / "archive").iterdir()).read_bytes()
    with warc.open("ab") as file:
        file.write(stray + stray[:100])
    done = marsad("ingest", *sample_pages(2), "--meta", sample_meta(), "--data", data)
    assert done.returncode == 0, done.stderr
    assert len(articles(data)) == 3


@pytest.mark.parametrize("meta", ['{"url": "https://a.example/"}', "nonsense", '{"id": "a", "fetched": "yesterday"}'])
def test_a_wrong_meta_file_is_named_with_its_line(tmp_path: Path, meta: str) -> None:
    path = tmp_path / "meta.jsonl"
    path.write_text('{"id": "ok"}\n' + meta + "\n")
    done = marsad("ingest", *sample_pages(1), "--meta", path, "--data", tmp_path / "o")
    assert done.returncode == 1
    assert f"{path}, line 2" in done.stderr.replace("\n", "")


def _peak_kilobytes(args: list[str]) -> tuple[int, int, str]:
    """The largest memory of the command and its workers in KiB, its exit status, and what it printed."""
    process = subprocess.Popen([*COMMAND, *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss, process.returncode, output
