"""``marsad dossier`` and ``marsad ledger``: made, listed, shown, written out and closed from a terminal."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from marsad.archive.journal import read_journal
from marsad.cli import main
from marsad.observatory import standing
from marsad.observatory.models import Article, Dossier, DossierMember, Fact
from tests.web.ledger_rows import PROMISE, SECRET, SIGNED, Pier, make_pier

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pier(data_dir: Path) -> Pier:
    (data_dir / "archive").mkdir(exist_ok=True)
    standing.begin()
    return make_pier(date(2026, 5, 3), due="2025-11")


def run(data_dir: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--data", str(data_dir)])


def done(data_dir: Path, *words: str) -> str:
    result = run(data_dir, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(data_dir: Path, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done(data_dir, *words).splitlines()]


def test_made_from_an_entity_it_takes_in_what_came_before(data_dir: Path, pier: Pier) -> None:
    made = done(data_dir, "dossier", "make", "--entity", pier.minister.pk, "--by", "nadia").strip()
    dossier = Dossier.objects.get(pk=made)
    assert (dossier.kind, dossier.name, dossier.made_by, dossier.filled) == ("actor", "Salma Idrissi", "nadia", None)
    assert list(DossierMember.objects.filter(dossier=made).values_list("article", flat=True)) == [pier.french.pk]
    records = list(read_journal(data_dir / "journal", "dossier", broken=[], writer="editor"))
    assert [record["act"] for record in records] == ["make"]
    shown = json.loads(done(data_dir, "dossier", "show", made))
    assert (shown["articles"], shown["filled"], shown["entity"]) == (1, True, pier.minister.pk)


def test_made_from_words_an_outlet_and_days(data_dir: Path, pier: Pier) -> None:
    made = done(data_dir, "dossier", "make", "--query", "phare", "--source", "quai.example", "--lang", "fr",
                "--since", "2025-09-01", "--until", "2025-09-30", "--name", "Le phare").strip()  # fmt: skip
    assert Dossier.objects.get(pk=made).kind == "question"
    assert list(DossierMember.objects.filter(dossier=made).values_list("article", flat=True)) == [pier.french.pk]
    assert "question\t1 articles\t1 sources\t2025-09-15\tLe phare" in done(data_dir, "dossier", "list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("make",), "say --query WORDS, --entity ID or --source KEY"),
        (("make", "--entity", "person/nobody"), "nothing is known by the id person/nobody; it is in the address"),
        (("make", "--query", "x", "--source", "none.example"), "there is no outlet none.example"),
        (("make", "--query", "x", "--since", "2025-02-01", "--until", "2025-01-01"), "first day comes after the last"),
        (("make", "--query", "x", "--kind", "actor"), "needs the one that it is about"),
        (("show", "0000"), "`marsad dossier list` names all there are"),
        (("close", "0000"), "`marsad dossier list` names all there are"),
        (("export", "0000", "--format", "csv"), "`marsad dossier list` names all there are"),
        (("export", "0000", "--format", "csv", "--site", "press.example"), "--site is an address such as"),
    ],
)
def test_errors_say_what_helps(data_dir: Path, pier: Pier, words: tuple[str, ...], said: str) -> None:
    result = run(data_dir, "dossier", *words)
    assert result.exit_code != 0
    assert said in result.stderr


def test_the_list(data_dir: Path, pier: Pier) -> None:
    (line,) = done(data_dir, "dossier", "list").splitlines()
    assert line.split("\t")[:4] == [pier.dossier.pk, "question", "4 articles", "3 sources"]
    (row,) = rows(data_dir, "dossier", "list", "--format", "jsonl")
    assert row["id"] == pier.dossier.pk
    assert rows(data_dir, "export", "--list", "dossiers") == [row]
    Dossier.objects.all().delete()
    result = run(data_dir, "dossier", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "marsad dossier make" in result.stderr


def test_closed(data_dir: Path, pier: Pier) -> None:
    made = done(data_dir, "dossier", "make", "--query", "muelle").strip()
    assert done(data_dir, "dossier", "close", made, "--by", "nadia") == f"{made} is closed\n"
    assert "\tclosed\t" in done(data_dir, "dossier", "list")
    result = run(data_dir, "dossier", "close", made)
    assert "the dossier is closed" in result.stderr


def test_written_out(data_dir: Path, pier: Pier, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    done(data_dir, "dossier", "export", pier.dossier.pk, "--format", "csv", "-o", str(path))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") >= Fact.objects.count() + 1
    assert len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))) == Fact.objects.count() + 1
    site = ("--site", "https://press.example/")
    lines = rows(data_dir, "dossier", "export", pier.dossier.pk, "--format", "jsonl", *site)
    assert lines[-1]["row"] == "end"
    assert lines[0]["page"] == f"https://press.example/dossier/{pier.dossier.pk}"
    entities = rows(data_dir, "dossier", "export", pier.dossier.pk, "--format", "ftm")
    assert "Article" in {one["schema"] for one in entities}


def test_the_operator_gets_whole_texts_unless_extracts_are_wanted(data_dir: Path, pier: Pier) -> None:
    for form in ("csv", "jsonl", "ftm"):
        command = ("dossier", "export", pier.dossier.pk, "--format", form)
        assert SECRET in done(data_dir, *command)
        assert SECRET not in done(data_dir, *command, "--extracts")


def test_a_file_that_cannot_be_written(data_dir: Path, pier: Pier, tmp_path: Path) -> None:
    result = run(
        data_dir, "dossier", "export", pier.dossier.pk, "--format", "csv", "-o", str(tmp_path / "no" / "x.csv")
    )
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    result = run(data_dir, "dossier", "export", pier.dossier.pk, "--format", "wacz")
    assert "a WACZ file needs a name: -o FILE" in result.stderr
    result = run(data_dir, "export", "--wacz", str(tmp_path / "x.wacz"), "--dossier", "0000")
    assert "there is no dossier 0000" in result.stderr


def test_the_ledger(data_dir: Path, pier: Pier) -> None:
    text = done(data_dir, "ledger")
    assert f"{pier.promise.pk}\tsigned\tdue 2025-11\tOffice des phares: reconstruire le môle" in text
    assert "due date passed, no report seen in" in text
    assert "late" not in text
    assert f"\tsigned\tEl Farol: {SIGNED}" in text
    (row,) = rows(data_dir, "ledger", "--dossier", pier.dossier.pk, "--due", "passed", "--format", "jsonl")
    assert row["first"]["exact"] == PROMISE
    assert rows(data_dir, "ledger", "--due", "coming", "--format", "jsonl") == []
    assert "no promise is known that fits" in run(data_dir, "ledger", "--due", "coming").stderr
    assert "there is no dossier 0000" in run(data_dir, "ledger", "--dossier", "0000").stderr


def test_promises_among_the_lists(data_dir: Path, pier: Pier) -> None:
    (row,) = rows(data_dir, "export", "--list", "promises")
    assert row["what"] is None
    (row,) = rows(data_dir, "export", "--list", "promises", "--whole")
    assert row["what"] == "reconstruire le môle"
    Article.objects.filter(pk=pier.french.pk).update(lede="Autre chose.")
    assert rows(data_dir, "export", "--list", "promises") == []
