"""Tables of clippings: what spreadsheets write, and what people call their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.collect.clipping_dates import Column
from marsad.collect.clippings import Clipping, clippings_in, is_clippings
from marsad.collect.files import FileError

FRENCH = (
    "Titre;Date de parution;Média;Texte\n"
    '"Le plan; adopté";31/12/2025;La Bouée;"Première ligne.\n\nSeconde ligne, d\'été."\n'
)
ARABIC = "العنوان,تاريخ النشر,الصحيفة,النص\nمخطط الأرصفة,31/12/2025,الشاطئ,صادق المجلس على المخطط.\n"


def table(folder: Path, data: bytes) -> Path:
    path = folder / "press.csv"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_french(tmp_path: Path, encoding: str) -> None:
    data = FRENCH.encode(encoding)
    (row,) = clippings_in(table(tmp_path, data))
    assert row.clipping == Clipping(
        "Première ligne.\n\nSeconde ligne, d'été.", title="Le plan; adopté", date="2025-12-31", outlet="La Bouée"
    )
    assert row.line == 2
    assert is_clippings(data) or encoding == "utf-16-le"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_arabic(tmp_path: Path, encoding: str) -> None:
    data = ARABIC.encode(encoding)
    (row,) = clippings_in(table(tmp_path, data))
    assert row.clipping == Clipping("صادق المجلس على المخطط.", title="مخطط الأرصفة", date="2025-12-31", outlet="الشاطئ")
    assert is_clippings(data)


@pytest.mark.parametrize(
    "header",
    ["title\tdate\turl\ttext", "Titular\tFecha\tEnlace\tTexto completo", "TITRE\tPublié le\tLien\tTexte intégral",
     "عنوان\tتاريخ\tرابط\tالمحتوى"],
)  # fmt: skip
def test_names_of_columns(tmp_path: Path, header: str) -> None:
    data = f"{header}\nLes quais\t2025-03-12\thttps://labouee.example/a\tLe plan est adopté.\n".encode()
    (row,) = clippings_in(table(tmp_path, data))
    assert row.clipping == Clipping(
        "Le plan est adopté.", title="Les quais", date="2025-03-12", url="https://labouee.example/a"
    )


def test_addresses_and_problems_have_their_lines(tmp_path: Path) -> None:
    data = (
        "title,url,text,date\n"
        '"Les\nquais",https://labouee.example/1,,\n'
        "Rien,,,\n"
        "Adresse,ftp://labouee.example/2,,\n"
        "Date,,Le plan est adopté.,bientôt\n"
    )
    rows = list(clippings_in(table(tmp_path, data.encode())))
    assert [(row.line, row.url, row.clipping is not None) for row in rows] == [
        (2, "https://labouee.example/1", False), (4, None, False), (5, None, False), (6, None, True),
    ]  # fmt: skip
    assert [row.problem for row in rows] == [
        "",
        "line 4: neither a text nor an address",
        "line 5: the scheme is ftp, not http or https (ftp://labouee.example/2)",
        "line 6: the date 'bientôt' is left out: not a date such as 31/12/2025 or 2025-12-31",
    ]


def read_column(*cells: str) -> list[str | None]:
    column = Column()
    for cell in cells:
        column.look(cell)
    return [column.read(cell)[0] for cell in cells]


def test_dates_of_a_column() -> None:
    assert read_column("03/04/2025", "31/12/2025") == ["2025-04-03", "2025-12-31"]
    assert read_column("03/04/2025", "12/31/2025") == ["2025-03-04", "2025-12-31"]
    assert read_column("03/04/2025") == ["2025-04-03"]
    assert read_column("03/04/2025", "12/31/2025", "31/12/2025", "05/05/2025") == [
        None, "2025-12-31", "2025-12-31", "2025-05-05",
    ]  # fmt: skip
    assert read_column("2025-12-31", "45999", "٣١/١٢/٢٠٢٥") == ["2025-12-31", "2025-12-08", "2025-12-31"]
    assert read_column("2025-12-31 18:40", "12/03/25 6:05 PM", "31/02/2025", "2025") == [
        "2025-12-31T18:40", "2025-03-12T18:05", None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["2025-12-31 10:75", "31/12/2025 3:75 PM", "2025-12-31 24:10"])
def test_an_hour_that_is_none_gives_no_date(cell: str) -> None:
    assert read_column(cell) == [None]


def test_why_a_date_is_null() -> None:
    column = Column(day_first=1, month_first=1)
    assert column.read("03/04/2025") == (None, "day and month cannot be told apart: the column has both orders")
    assert column.read("2025") == (None, "a number that is no date of a spreadsheet")


def test_a_hundred_thousand_rows_stream(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("title,date,text\n")
        file.writelines(f"Titre {n},{n % 28 + 1}/01/2025,Le plan est adopté.\n" for n in range(100_000))
    rows = clippings_in(path)
    assert next(rows).line == 2
    assert sum(1 for _ in rows) == 99_999


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a,b\n1,2\n", "no column is called title, text or address"),
        (b"title,text\nx,\"" + b"y" * 2_100_000 + b"\"\n", "field larger than field limit"),
    ],
)  # fmt: skip
def test_tables_that_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(FileError, match=words):
        list(clippings_in(table(tmp_path, data)))


def test_a_list_of_addresses_is_no_table() -> None:
    assert not is_clippings(b"https://labouee.example/1\nhttps://labouee.example/2\n")


def test_the_same_clipping_is_the_same_bytes() -> None:
    clipping = Clipping("Le plan.", title="Les quais", date="2025-03-12")
    assert clipping.to_bytes() == b'{"date":"2025-03-12","text":"Le plan.","title":"Les quais"}'
    assert Clipping.from_bytes(clipping.to_bytes()) == clipping
    for bad in (b"[]", b"{}", b'{"text":1}', b'{"text":"x","colour":"red"}', b"nothing"):
        with pytest.raises(ValueError, match=r"."):
            Clipping.from_bytes(bad)
