"""Stories, articles and periods as WACZ files, judged by py-wacz where that is there."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.archive.page import Page
from marsad.cli import main
from marsad.model import CaptureKind
from marsad.observatory import annotating
from marsad.observatory.takedown import take_down
from marsad.observatory.takedown_plan import article_target, plan
from tests.observatory.facts import found_in, take
from tests.observatory.stories import article, number_of, story_of, telling
from tests.paths import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

VALIDATE = ROOT / ".replay" / "bin" / "wacz"
NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)
OLD, NEW = "https://short.example/r", "https://phare.example/phare"


@pytest.fixture
def observatory(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(annotating, "annotate", found_in)
    headers = (("User-Agent", "Marsad"),)
    hop = Page(b"", url=OLD, kind=CaptureKind.REDIRECT, http_status="301 Moved", http_headers=(("Location", NEW),),
               fetched=NOW, request_headers=headers)  # fmt: skip
    told = replace(telling("phare", host="phare.example"), asked=OLD, http_status="200 OK", fetched=NOW,
                   request_headers=headers)  # fmt: skip
    take(data_dir, hop, told)
    take(data_dir, replace(told, fetched=NOW + timedelta(hours=1)))
    later = replace(told, data=told.data.replace(b"samedi", b"dimanche"), asked=None)
    take(data_dir, replace(later, fetched=NOW + timedelta(hours=2)))
    take(
        data_dir, telling("phare", "copie", host="baie.example", extra="Repris."), telling("tram", host="tram.example")
    )
    return data_dir


def test_a_dossier_with_every_version(observatory: Path, tmp_path: Path) -> None:
    make = ["dossier", "make", "--source", "phare.example", "--name", "Le phare", "--data", str(observatory)]
    made = CliRunner().invoke(main, make).stdout.strip()
    path = tmp_path / "dossier.wacz"
    done = export(observatory, path, "--dossier", made)
    assert done.exit_code == 0, done.output
    assert "2 pages" in done.output
    head, *pages = lines(path, "pages/pages.jsonl")
    assert head["title"] == "Le phare"
    assert [row["url"] for row in pages] == [NEW, NEW]
    other = tmp_path / "again.wacz"
    command = ["dossier", "export", made, "--format", "wacz", "-o", str(other), "--data", str(observatory)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert other.read_bytes() == path.read_bytes()


def export(data: Path, path: Path, *given: str) -> Result:
    return CliRunner().invoke(main, ["export", "--wacz", str(path), *given, "--data", str(data)])


def lines(path: Path, name: str) -> list[dict]:
    with zipfile.ZipFile(path) as package:
        return [json.loads(line) for line in package.read(name).splitlines()]


def test_a_story_with_versions_redirects_and_checks(observatory: Path, tmp_path: Path) -> None:
    path = tmp_path / "story.wacz"
    done = export(observatory, path, "--story", story_of("phare"))
    assert done.exit_code == 0, done.output
    assert "3 pages, 5 records" in done.output
    head, *pages = lines(path, "pages/pages.jsonl")
    assert head["title"] == "Titre copie", "the first that was published"
    assert [(row["url"], row["title"]) for row in pages] == [
        (NEW, "Titre phare"),
        (NEW, "Titre phare"),
        ("https://baie.example/copie", "Titre copie"),
    ]
    assert [row["ts"] for row in pages[:2]] == ["2027-01-04T12:00:00Z", "2027-01-04T14:00:00Z"]
    again = tmp_path / "again.wacz"
    export(observatory, again, "--story", story_of("phare"))
    assert again.read_bytes() == path.read_bytes()
    if VALIDATE.exists() or os.environ.get("CI"):
        checked = subprocess.run([str(VALIDATE), "validate", "-f", str(path)], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stdout


def test_articles_and_periods(observatory: Path, tmp_path: Path) -> None:
    path = tmp_path / "some.wacz"
    assert "2 pages, 4 records" in export(observatory, path, "--article", str(number_of("phare"))).output
    period = ["--since", "2027-01-01", "--until", "2027-01-04"]
    assert "2 pages" in export(observatory, path, *period).output
    assert "2 pages" in export(observatory, path, *period, "--outlet", "phare.example").output
    nothing = export(observatory, path, "--since", "2001-01-01", "--until", "2001-01-02")
    assert (nothing.exit_code, "no article was chosen" in nothing.output) == (1, True)
    assert export(observatory, path).exit_code == 2
    assert export(observatory, path, "--story", "x", "--article", "1").exit_code == 2


def test_what_was_taken_down_is_not_in_it(observatory: Path, tmp_path: Path) -> None:
    story = story_of("phare")
    take_down(observatory, plan(observatory, article_target(article("copie").url)), "nadia", "asked for")
    path = tmp_path / "story.wacz"
    assert "2 pages, 4 records" in export(observatory, path, "--story", story).output
    assert "copie" not in str(lines(path, "pages/pages.jsonl"))
