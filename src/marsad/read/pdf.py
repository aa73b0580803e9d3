"""PDF file → article, through PDFium: its text in reading order, the headline by the size of its type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marsad.model import Article, Block, BlockType
from marsad.read.errors import ReadError
from marsad.read.limits import check_size, check_text
from marsad.read.pdf_blocks import Paragraph, paragraphs, running_heads
from marsad.read.pdf_lines import PdfLine, lines_of

MAX_PAGES = 200
MAX_CHARACTERS = 1_000_000

_PASSWORD_ERROR = 4
_PICTURES = "the PDF holds only pictures of pages; it needs text recognition first"
_TITLE_SIZE, _HEAD_SIZE = 1.15, 1.08
_LONGEST_TITLE, _LONGEST_HEAD = 300, 160
_HEAD_PARAGRAPHS = 12
_RUBBISH = re.compile(
    r"\.(?:docx?|odt|pages|indd|qxd|pdf|rtf|pptx?|xlsx?|dwg|pub|html?|txt)\b|^(?:microsoft|untitled|sans (?:titre|nom)"
    r"|sin título|document\d*|slide|presentation|print|scan|img|بدون عنوان)|^about:|://|^[\W\d_]*$",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(?:\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?)?")


def read_pdf(data: bytes, *, url: str | None = None, fetched: datetime | None = None) -> Article:
    """Read a PDF file.

    The headline is the largest type of the first page, else the title that the file declares; the date is the one
    printed on the first page, else the file's own, which is the day of its making and says so in its evidence.
    Raises `ReadError` for one that is damaged, locked, too long, or without text.
    """
    check_size(data)
    lines, metadata, pages = _opened(data)
    if not lines:
        raise ReadError(_PICTURES)
    kept, dropped = running_heads(lines, pages)
    found = paragraphs(kept or lines)
    body_size = _body_size(found)
    title, rest = _title(found, body_size, metadata.get("Title", ""))
    text = " ".join(paragraph.text for paragraph in rest)
    check_text(text)
    head = _head(rest, fetched, _language(text or title or ""))
    published, evidence = head.published, head.evidence
    if published is None and (made := _moment(metadata.get("CreationDate", ""))):
        published, evidence = made, "PDF metadata CreationDate"
    return Article(
        title=title,
        lang=head.lang,
        blocks=tuple(_block(one, body_size) for number, one in enumerate(rest) if number not in head.taken),
        authors=head.authors,
        published=published,
        published_evidence=evidence or "no date on the first page or in the file",
        url=url,
        dropped=dropped,
    )


def _opened(data: bytes) -> tuple[list[PdfLine], dict[str, str], int]:
    """The lines of all pages, what the file declares of itself, and the number of its pages."""
    try:
        import pypdfium2
    except ImportError as error:
        raise ReadError("reading PDF files needs pypdfium2: pip install 'marsad[observatory]'") from error
    document: Any = None
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        if pages > MAX_PAGES:
            raise ReadError(f"a PDF of {pages:,} pages is over the limit of {MAX_PAGES}; split it")
        return _lines(document), document.get_metadata_dict(skip_empty=True), pages
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise ReadError("the PDF is locked with a password; save it without one") from error
        raise ReadError("the PDF is damaged and cannot be opened") from error
    finally:
        if document is not None:
            document.close()


def _lines(document: Any) -> list[PdfLine]:
    found: list[PdfLine] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        try:
            characters += text_page.count_chars()
            if characters > MAX_CHARACTERS:
                raise ReadError(f"a PDF of more than {MAX_CHARACTERS:,} characters is over the limit; split it")
            found += lines_of(text_page, number)
        finally:
            text_page.close()
            page.close()
    return found


def _body_size(found: Sequence[Paragraph]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for paragraph in found:
        sizes[paragraph.size] += len(paragraph.text)
    return sizes.most_common(1)[0][0]


def _title(found: Sequence[Paragraph], body_size: float, declared: str) -> tuple[str | None, tuple[Paragraph, ...]]:
    """The headline, and the paragraphs without it."""
    first = [one for one in found if one.page == 0 and any(map(str.isalpha, one.text))]
    largest = max((one.size for one in first if len(one.text) <= _LONGEST_TITLE), default=0.0)
    if largest >= _TITLE_SIZE * body_size:
        at = next(at for at, one in enumerate(found) if one.size == largest and len(one.text) <= _LONGEST_TITLE)
        return found[at].text, (*found[:at], *found[at + 1 :])
    declared = " ".join(declared.split())
    if declared and not _RUBBISH.search(declared):
        return declared, tuple(one for one in found if one.text != declared)
    if len(found) > 1 and _may_be_title(found[0].text):
        return found[0].text, tuple(found[1:])
    return None, tuple(found)


def _may_be_title(text: str) -> bool:
    """Whether a paragraph that nothing sets apart may be a headline: short, no sentence, and not there for its date."""
    from marsad.read.plain.byline import Meta, date_line
    from marsad.read.plain.lines import split_lines

    line = next(iter(split_lines(text)), None)
    return line is not None and len(text) <= _LONGEST_HEAD and not line.ends and not date_line(line, Meta())


def _block(paragraph: Paragraph, body_size: float) -> Block:
    if paragraph.size >= _HEAD_SIZE * body_size and len(paragraph.text) <= _LONGEST_HEAD:
        return Block(BlockType.SUBHEAD, paragraph.text)
    return Block(BlockType.LIST_ITEM if paragraph.item else BlockType.PARAGRAPH, paragraph.text)


@dataclass(frozen=True, slots=True)
class _Head:
    lang: str | None
    published: str | None
    evidence: str | None
    authors: tuple[str, ...]
    taken: frozenset[int]


def _head(found: Sequence[Paragraph], fetched: datetime | None, lang: str | None) -> _Head:
    """What short lines of the first page say of date and authors, by the rules for plain text."""
    from marsad.read.plain.byline import Meta, byline_like, date_line, read_meta
    from marsad.read.plain.lines import split_lines

    meta = Meta(lang=lang, fetched=fetched)
    taken, evidence = set(), None
    for number, paragraph in enumerate(found[:_HEAD_PARAGRAPHS]):
        if paragraph.page or paragraph.size <= 0 or len(paragraph.text) > _LONGEST_HEAD:
            continue
        line = next(iter(split_lines(paragraph.text)), None)
        if line is None or not (date_line(line, meta) or byline_like(line)):
            continue
        before = meta.published
        if read_meta(line, meta):
            taken.add(number)
        if meta.published != before:
            evidence = f"printed on the first page: {line.text}"
    return _Head(lang, meta.published, evidence, tuple(meta.authors), frozenset(taken))


def _language(text: str) -> str | None:
    from marsad.read.language import detect_language

    return detect_language(text)


def _moment(stated: str) -> str | None:
    """``D:20250312094500+01'00'`` → ``2025-03-12T09:45+01:00``; null where it is no date."""
    found = _MOMENT.match(stated)
    if not found:
        return None
    year, month, day, hour, minute, zulu, sign, offset_hours, offset_minutes = found.groups()
    iso = f"{year}-{month}-{day}"
    if hour:
        zone = "+00:00" if zulu else f"{sign}{offset_hours}:{offset_minutes or '00'}" if sign else ""
        iso += f"T{hour}:{minute}{zone}"
    try:
        datetime.fromisoformat(iso)
    except ValueError:
        return None
    return iso
