"""What holds of every page there can be. Shared by the tests here and by ``benchmarks/fuzz_read.py``."""

from __future__ import annotations

import json
import re
import time
import traceback
from datetime import UTC, datetime
from types import CodeType

from marsad.model import BODY_BLOCKS, Article, BlockType
from marsad.read import ReadError, read
from marsad.read.rows import article_row

SECONDS = 2.0
"""Processor time that a page may take."""

FETCHED = datetime(2025, 3, 12, 10, 0, tzinfo=UTC)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d.*)?)?)?")
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


def fault(page: bytes, *, seconds: float = SECONDS, text: bool | None = None) -> str | None:
    """What is wrong with how ``page`` is read, in a line that is the same for the same cause; null if nothing is."""
    start = time.process_time()
    first = _read(page, text)
    spent = time.process_time() - start
    if spent > seconds:
        return f"takes longer than {seconds:g} s"
    if isinstance(first, str):
        return first if first.startswith("raises") else None
    second = _read(page, text)
    if first != second:
        return "reads differently the second time"
    try:
        return _unsound(first) or _unsound_row(first)
    except Exception as error:
        return _where("raises in the row", error)


def _read(page: bytes, text: bool | None) -> Article | str:
    try:
        return read(page, url="https://bouee.example/news/1", fetched=FETCHED, text=text)
    except ReadError as error:
        if error.__cause__ is not None:
            return _where("raises inside", error.__cause__)
        return f"refused: {error}"
    except Exception as error:
        return _where("raises", error)


def _where(what: str, error: BaseException) -> str:
    frames = [code for frame, _ in traceback.walk_tb(error.__traceback__) if _is_ours(code := frame.f_code)]
    return f"{what}: {type(error).__name__}" + "".join(
        f" in {code.co_filename.rpartition('/')[2]} {code.co_name}" for code in frames[-1:]
    )


def _is_ours(code: CodeType) -> bool:
    """Libraries below our code are called in many ways: its own innermost frame is the cause."""
    return "/marsad/read/" in code.co_filename


def _unsound(article: Article) -> str | None:
    place = len(article.lede) + 2 if article.lede else 0
    for block in article.blocks:
        if not isinstance(block.type, BlockType):
            return "a block of unknown type"
        if not block.text.strip() or block.text != block.text.strip():
            return f"an empty block, or one with blanks about it ({block.type})"
        if block.type in BODY_BLOCKS:
            if "\n\n" in block.text:
                return f"a block with a blank line in it ({block.type})"
            if article.text[place : place + len(block.text)] != block.text:
                return "a block that is not at its place in the text"
            place += len(block.text) + 2
    if article.lede != article.lede.strip() or (article.title is not None and not article.title.strip()):
        return "blanks about the lede, or an empty title"
    for name in ("published", "modified"):
        if (value := getattr(article, name)) and not _DATE.fullmatch(value):
            return f"{name} is no ISO date"
    return _unsound_people(article)


def _unsound_people(article: Article) -> str | None:
    if any(not name.strip() for name in (*article.authors, *article.tags)):
        return "an empty author or tag"
    for number, comment in enumerate(article.comments):
        if not comment.text.strip() or (comment.reply_to is not None and not 0 <= comment.reply_to < number):
            return "a comment that is empty, or answers one that does not stand before it"
    if any(not teaser.title.strip() for teaser in article.teasers):
        return "a teaser without words"
    addresses = (article.url, article.image and article.image.url, article.origin and article.origin.url)
    for address in (*addresses, *(teaser.url for teaser in article.teasers)):
        if address and not address.startswith(("http://", "https://")):
            return "an address that is not of the web"
    return None


def _unsound_row(article: Article) -> str | None:
    line = json.dumps(article_row(article, id="a", file="a.html"), ensure_ascii=False)
    if _FORBIDDEN.search(line) or _NUL.search(line):
        return "a row with a NUL or half a surrogate pair in it"
    return None
