"""``marsad profile`` and ``marsad read --profile`` as people run them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from marsad.cli import main
from tests.read.test_profile import NOTICE, SITE, _article, _url


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def _rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def _pages(folder: Path, count: int = 4, site: str = SITE) -> Path:
    """A folder of pages of one site with the rows of their addresses beside it; the path of the rows."""
    folder.mkdir()
    rows = []
    for number in range(count):
        name = f"{site[:3]}{number}"
        (folder / f"{name}.html").write_text(_article(number, NOTICE), encoding="utf-8")
        rows.append(json.dumps({"id": name, "url": _url(number).replace(SITE, site)}))
    meta = folder.with_suffix(".jsonl")
    meta.write_text("\n".join(rows), encoding="utf-8")
    return meta


def test_learn_and_read(tmp_path: Path) -> None:
    meta = _pages(tmp_path / "pages")
    learned = _run("profile", tmp_path / "pages", "-o", tmp_path / "profiles", "--meta", meta, "--jobs", 2)
    assert learned.exit_code == 0, learned.output
    [row] = _rows(learned)
    assert (row["site"], row["pages"]) == (SITE, 4)
    assert row["boilerplate"] >= 1
    assert Path(row["file"]) == tmp_path / "profiles" / f"{SITE}.profile.json"
    for given in (tmp_path / "profiles", row["file"]):
        for jobs in (1, 2):
            found = _rows(_run("read", tmp_path / "pages", "--meta", meta, "--profile", given, "--jobs", jobs))
            assert {one["profile"] for one in found} == {row["profile"]}
            assert not any(NOTICE in one["body"] for one in found)


def test_without_a_profile_rows_are_as_ever(tmp_path: Path) -> None:
    meta = _pages(tmp_path / "pages", 2)
    rows = _rows(_run("read", tmp_path / "pages", "--meta", meta))
    assert all(NOTICE in row["body"] and "profile" not in row for row in rows)


def test_pages_of_other_sites_name_no_profile(tmp_path: Path) -> None:
    _run("profile", tmp_path / "pages", "-o", tmp_path / "profiles", "--meta", _pages(tmp_path / "pages"))
    meta = _pages(tmp_path / "others", 1, "other.example")
    [row] = _rows(_run("read", tmp_path / "others", "--meta", meta, "--profile", tmp_path / "profiles"))
    assert NOTICE in row["body"]
    assert "profile" not in row


def test_one_file_for_one_site_only(tmp_path: Path) -> None:
    rows = [_pages(tmp_path / "one").read_text(), _pages(tmp_path / "two", 1, "other.example").read_text()]
    meta = tmp_path / "meta.jsonl"
    meta.write_text("\n".join(rows), encoding="utf-8")
    result = _run("profile", tmp_path / "one", tmp_path / "two", "-o", tmp_path / "p.json", "--meta", meta)
    assert result.exit_code == 2
    assert "the pages are of 2 sites" in result.output
    both = _run("profile", tmp_path / "one", tmp_path / "two", "-o", tmp_path / "p", "--meta", meta)
    assert [row["site"] for row in _rows(both)] == [SITE, "other.example"]


def test_update_goes_on(tmp_path: Path) -> None:
    meta = _pages(tmp_path / "pages")
    first, rest = sorted((tmp_path / "pages").iterdir())[:2], sorted((tmp_path / "pages").iterdir())[2:]
    whole = _rows(_run("profile", tmp_path / "pages", "-o", tmp_path / "whole.json", "--meta", meta))
    _run("profile", *first, "-o", tmp_path / "p.json", "--meta", meta)
    updated = _rows(_run("profile", *rest, "-o", tmp_path / "p.json", "--meta", meta, "--update"))
    assert updated[0]["pages"] == 4
    assert updated[0]["profile"] == whole[0]["profile"]
    anew = _rows(_run("profile", *rest, "-o", tmp_path / "p.json", "--meta", meta))
    assert anew[0]["pages"] == 2


def test_a_page_that_cannot_be_used_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "nowhere.html").write_text(_article(1), encoding="utf-8")
    (tmp_path / "words.txt").write_text("Only words.", encoding="utf-8")
    result = _run("profile", tmp_path, "-o", tmp_path / "profiles")
    assert result.exit_code == 1
    assert [row["id"] for row in _rows(result)] == ["nowhere", "words"]
    assert "--meta" in _rows(result)[0]["error"]


def test_a_bad_profile_is_named_with_its_cure(tmp_path: Path) -> None:
    meta = _pages(tmp_path / "pages", 1)
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    result = _run("read", tmp_path / "pages", "--meta", meta, "--profile", bad)
    assert result.exit_code == 2
    assert f"marsad profile PAGES -o {bad}" in " ".join(result.output.split())
