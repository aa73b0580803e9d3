"""A table of press clippings that somebody kept: CSV of any delimiter and encoding → clippings and addresses.

A table is read as a stream, twice: once for its dates, whose order of day and month is decided by the whole column,
and once for its rows. Format: RFC 4180 and what spreadsheets make of it.
"""

from __future__ import annotations

import codecs
import csv
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path

from marsad.collect.address import parse_url
from marsad.collect.clipping_dates import Column
from marsad.collect.errors import BadAddress
from marsad.collect.files import FileError

MEDIA_TYPE = "application/vnd.marsad.clipping+json"
MAX_ROWS = 200_000
MAX_CELL = 1_000_000
"""Characters of one cell."""

_SAMPLE = 65_536
_DELIMITERS = ",;\t|"
_WORDS = re.compile(r"[^\w]+")
_ARABIC_1256 = re.compile(rb"[\xc7\xe1\xe3\xe4\xe6\xed\xca\xd1]")
_ACCENTS_1252 = re.compile(rb"[A-Za-z][\xe0-\xff\x92][A-Za-z]|\xe9|\xe8|\xf1|\xf3")


@dataclass(frozen=True, slots=True)
class Clipping:
    """An article as somebody copied it. ``date`` is ISO 8601; ``date_note`` says why it is null though given."""

    text: str
    title: str = ""
    date: str | None = None
    outlet: str = ""
    url: str | None = None
    author: str = ""
    language: str = ""
    section: str = ""
    summary: str = ""
    date_note: str = ""

    def to_bytes(self) -> bytes:
        """Canonical JSON (sorted, UTF-8, no blanks, only what is said): the same clipping is the same bytes."""
        said = {key: value for key, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> Clipping:
        """The clipping of `to_bytes`. Raises ValueError for anything else."""
        said = json.loads(data)
        if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
            raise ValueError("not an object of words")
        unknown = said.keys() - cls.__dataclass_fields__.keys()
        if unknown or "text" not in said:
            raise ValueError("a clipping has a text" if not unknown else f"unknown fields {', '.join(sorted(unknown))}")
        return cls(**said)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its line in the file, and the clipping, or the address where it has no text of its own."""

    line: int
    clipping: Clipping | None = None
    url: str | None = None
    problem: str = ""


def is_clippings(data: bytes) -> bool:
    """Whether a table's first bytes name columns of clippings: a title, text or address, and one thing more."""
    try:
        header = _header(_decoded_start(data))
    except (FileError, csv.Error, StopIteration):
        return False
    return len(header) >= 2 and bool({"text", "title", "url"} & header.keys())


def clippings_in(path: Path) -> Iterator[Row]:
    """The rows of a table, in order: clippings, addresses, and problems that name their line. Raises `FileError`."""
    encoding = _encoding(path)
    header = _header(_text_of(path, encoding, _SAMPLE))
    if not {"text", "title", "url"} & header.keys():
        raise FileError("no column is called title, text or address; name the columns in the first line")
    dates = Column()
    if "date" in header:
        for _, cells in _rows(path, encoding):
            dates.look(_cell(cells, header["date"]))
    for line, cells in _rows(path, encoding):
        yield _row(line, {field: _cell(cells, place) for field, place in header.items()}, dates)


def _row(line: int, said: Mapping[str, str], dates: Column) -> Row:
    url: str | None = said.get("url", "") or None
    problem = ""
    if url:
        try:
            parse_url(url)
        except BadAddress as error:
            url, problem = None, f"line {line}: {error.reason} ({error.url[:80]})"
    if not said.get("text"):
        return Row(line, url=url, problem=problem or ("" if url else f"line {line}: neither a text nor an address"))
    if len(said["text"]) > MAX_CELL:
        return Row(line, problem=f"line {line}: a text over the limit of {MAX_CELL:,} characters")
    given = {field: value for field, value in said.items() if field not in ("date", "url")}
    clipping = Clipping(**given, url=url)
    if said.get("date"):
        iso, reason = dates.read(said["date"])
        clipping = replace(clipping, date=iso, date_note="" if iso else reason)
        if not iso:
            problem = problem or f"line {line}: the date {said['date'][:40]!r} is left out: {reason}"
    return Row(line, clipping, url, problem)


def _rows(path: Path, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """The rows after the first, each with the number of its first line."""
    delimiter = _delimiter(_text_of(path, encoding, _SAMPLE))
    csv.field_size_limit(2 * MAX_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=delimiter)
        try:
            next(reader, None)
            start = reader.line_num + 1
            for number, cells in enumerate(reader, start=1):
                if number > MAX_ROWS:
                    raise FileError(f"a table of more than {MAX_ROWS:,} rows is over the limit; split it")
                if any(cell.strip() for cell in cells):
                    yield start, cells
                start = reader.line_num + 1
        except csv.Error as error:
            raise FileError(f"line {reader.line_num}: {error}") from error


def _cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _header(sample: str) -> dict[str, int]:
    """The field of each column that has a known name."""
    first = next(csv.reader(sample.splitlines(keepends=True), delimiter=_delimiter(sample)), [])
    found: dict[str, int] = {}
    for place, name in enumerate(first):
        if field := _fields().get(_plain(name)):
            found.setdefault(field, place)
    return found


def _delimiter(sample: str) -> str:
    """The sign that cuts the first line into most cells."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0]
    return max(_DELIMITERS, key=lambda sign: len(next(csv.reader([first], delimiter=sign), [])))


def _encoding(path: Path) -> str:
    """The encoding of a table: by its mark, else UTF-8 where it holds to the end, else by its commonest letters."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if sample[:4_000].count(0) > len(sample[:4_000]) // 4:
            return "utf-16-le" if sample[1:2] == b"\0" else "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        chunk, odd = sample, bytearray()
        valid = True
        while chunk:
            try:
                if valid:
                    decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
            if len(odd) < _SAMPLE and not chunk.isascii():
                odd += chunk
            if not valid and len(odd) >= _SAMPLE:
                break
            chunk = file.read(_SAMPLE)
    if valid:
        return "utf-8-sig"
    return _single_byte(bytes(odd))


def _single_byte(data: bytes) -> str:
    return "cp1256" if len(_ARABIC_1256.findall(data)) > 3 * len(_ACCENTS_1252.findall(data)) else "cp1252"


def _text_of(path: Path, encoding: str, size: int) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        return file.read(size).replace("\0", "")


def _decoded_start(data: bytes) -> str:
    """The first lines of a table's bytes, as well as they tell."""
    start = data[: _SAMPLE - 1]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start.decode("utf-16", "replace")
    try:
        return start.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(start) - 4:
            return start[: error.start].decode("utf-8-sig")
    return start.decode(_single_byte(start), "replace")


def _plain(name: str) -> str:
    """A column's name without case, accents and punctuation."""
    spread = unicodedata.normalize("NFKD", name.replace("\ufeff", "").casefold())
    return _WORDS.sub(" ", "".join(char for char in spread if not unicodedata.combining(char))).strip()


@cache
def _fields() -> dict[str, str]:
    text = resources.files("marsad.collect").joinpath("data", "clippings.toml").read_text(encoding="utf-8")
    return {_plain(name): field for field, names in tomllib.loads(text).items() for name in names}
