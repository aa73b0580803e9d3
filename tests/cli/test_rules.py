"""``marsad rules`` as people run it, and the guide that shows how a site is mended."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import main
from tests.read.pages import PROSE, page, paragraphs

GUIDE = Path(__file__).parents[2] / "docs" / "mend-a-site.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_MODEL = re.compile(r"model \d\.\d\d")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def _blocks(language: str) -> list[str]:
    return [text for named, text in _BLOCK.findall(GUIDE.read_text(encoding="utf-8")) if named == language]


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the guide, and the process in it."""
    (tmp_path / "quais.html").write_text(_blocks("html")[0], encoding="utf-8")
    (tmp_path / "labouee.example.toml").write_text(_blocks("toml")[0], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("place", range(3))
def test_the_guide_shows_what_the_commands_print(followed: Path, place: int) -> None:
    command, _, shown = _blocks("console")[place].partition("\n")
    result = _run(*shlex.split(command.removeprefix("$ marsad ").partition(" | ")[0]))
    assert result.exit_code == 0, result.output
    printed = [line.split("\t") for line in result.stdout.strip("\n").split("\n")]
    if "cut -f 1-5" in command:
        printed = [cells[:5] for cells in printed]
    told = "\n".join("\t".join(cells).rstrip() for cells in printed)
    assert _MODEL.sub("model", told) == _MODEL.sub("model", shown.rstrip("\n"))


def test_the_guide_names_every_key() -> None:
    from marsad.read.site_rules import FIELDS

    text = GUIDE.read_text(encoding="utf-8")
    assert all(f"`{key}`" in text for key in (*FIELDS, "note", "from", "until"))


def test_rows_tell_the_version_of_the_rules(followed: Path) -> None:
    for given in ("labouee.example.toml", "."):
        row = json.loads(_run("read", "quais.html", "--rules", given).stdout)
        assert row["title"] == "Port : le plan des quais est voté"
        assert row["authors"] == ["Leïla Benhaddou"]
        assert row["body"].endswith("Et la mer ?")
        assert len(row["rules"]) == 16
    assert "rules" not in json.loads(_run("read", "quais.html").stdout)


def test_worker_processes_know_the_rules(followed: Path) -> None:
    (followed / "more.html").write_text(_blocks("html")[0], encoding="utf-8")
    rows = _run("read", "quais.html", "more.html", "--rules", ".", "--jobs", 2).stdout.splitlines()
    assert len({json.loads(row)["rules"] for row in rows}) == 1


def test_preview_says_why_nothing_changes(tmp_path: Path) -> None:
    rules = tmp_path / "gazette.example.toml"
    rules.write_text('site = "gazette.example"\n[[rule]]\nuntil = 2020-01-01\ndrop = ["p.no"]', encoding="utf-8")
    file = tmp_path / "a.html"
    body = f"<h1>Le plan du quai est voté</h1><article>{paragraphs()}</article>"
    for head, warning in (
        ("", "holds on a page that tells no date"),
        (
            '<meta property="article:published_time" content="2025-01-05">',
            "holds on 2025-01-05; they hold until 2020-01-01",
        ),
        ('<link rel="canonical" href="https://other.example/a">', "other.example/a is not of gazette.example"),
        ('<meta property="article:published_time" content="2019-01-05">', "drop = p.no: matches nothing"),
    ):
        file.write_text(page(body, head), encoding="utf-8")
        result = _run("rules", "preview", rules, file)
        assert result.exit_code == 0, result.output
        assert any(line.startswith("! ") and warning in line for line in result.stdout.splitlines()), result.stdout
    assert "nothing changes" in result.stdout


def test_preview_takes_the_day_of_the_capture(tmp_path: Path) -> None:
    rules, file, meta = tmp_path / "r.toml", tmp_path / "a.html", tmp_path / "m.jsonl"
    rules.write_text('site = "gazette.example"\n[[rule]]\nfrom = 2025-01-01\ndrop = ["#fin"]', encoding="utf-8")
    file.write_text(page(f"<h1>Le quai</h1><article>{paragraphs()}<p id=fin>{PROSE[0][:-1]} !</p></article>"), "utf-8")
    meta.write_text('{"id": "a", "url": "https://www.gazette.example/a", "fetched": "2025-02-01T00:00:00Z"}', "utf-8")
    assert f"- body: {PROSE[0][:-1]} !" in _run("rules", "preview", rules, file, "--meta", meta).stdout


def test_preview_of_what_cannot_be_read(followed: Path) -> None:
    (followed / "a.txt").write_text("Only words.\n\nAnd more of them.", encoding="utf-8")
    result = _run("rules", "preview", "labouee.example.toml", "a.txt", "quais.html")
    assert result.exit_code == 1
    assert "a.txt: the page is plain text; rules are for HTML" in result.stderr
    assert "+ body: Et la mer ?" in result.stdout


def test_check_tells_all_mistakes_and_goes_on(followed: Path) -> None:
    bad = followed / "bad"
    bad.mkdir()
    (bad / "a.toml").write_text('site = "a.example"\n[[rule]]\n\nbody = ["a > b"]', encoding="utf-8")
    result = _run("rules", "check", bad, "labouee.example.toml")
    assert result.exit_code == 1
    assert "a.toml, line 4" in result.stderr
    assert "2 rules for labouee.example" in result.stdout
    for command in (("read", "quais.html", "--rules", bad), ("rules", "preview", bad, "quais.html")):
        assert _run(*command).exit_code == 2
