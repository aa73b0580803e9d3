"""Mail as it lies in files: one message (``.eml``) or many (``.mbox``), each as the bytes that were sent.

Python's own parser copes with whatever mail is; what it would do too much of (parts in parts in parts) is counted
before it starts. Formats: RFC 5322, RFC 2045 to 2047, RFC 4155 and the ``mboxrd`` quoting of ``From`` lines.
"""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message as Parsed
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import IO

from marsad.collect.files import MAX_BYTES, FileError

MAX_PARTS = 200
MAX_DEPTH = 8
MAX_HEADERS = 200_000
"""Bytes of a message's headers, those of its parts not counted."""

_LINE = 1 << 16
_LONGEST_HEADER = 4_000
_HEADERS_END = re.compile(rb"\r?\n\r?\n")
_QUOTED_FROM = re.compile(rb">+From ")
_HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,100}:")
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\]+")


@dataclass(frozen=True, slots=True)
class Message:
    """One mail message: its bytes, and of its headers what tells it from others. ``date`` is aware or null.

    ``id`` is its Message-ID, or made of its bytes where it has none.
    """

    data: bytes
    name: str
    id: str
    subject: str
    sender: str
    date: datetime | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message."""

    name: str
    media_type: str
    data: bytes


def message_of(data: bytes, name: str) -> Message:
    """A message from its bytes; ``name`` is what it is called where it has no subject. Raises `FileError`."""
    parsed = parse_message(data)
    subject = header(parsed, "Subject")
    return Message(data, name, _id(parsed, data), subject, header(parsed, "From"), sent(parsed))


def messages_in(path: Path, *, max_bytes: int = MAX_BYTES) -> Iterator[Message | FileError]:
    """The messages of a mail file, in order; a `FileError` for each that cannot be taken. Reads one at a time."""
    stem = path.name.rpartition(".")[0] or path.name
    try:
        with path.open("rb") as file:
            if path.name.lower().endswith(".eml"):
                yield _message(file.read(max_bytes + 1), stem, max_bytes)
                return
            for number, data in enumerate(_split(file, max_bytes), start=1):
                yield _message(data, f"{stem} {number}", max_bytes)
    except (OSError, FileError) as error:
        yield error if isinstance(error, FileError) else FileError(f"cannot be opened: {error.strerror or error}")


def parse_message(data: bytes) -> Parsed:
    """The message that ``data`` is. Raises `FileError` for what is none, or has more parts than any letter has."""
    head = _HEADERS_END.split(data[: MAX_HEADERS + 4], maxsplit=1)[0]
    if len(head) > MAX_HEADERS:
        raise FileError(f"not a mail message, or one with headers over the limit of {MAX_HEADERS // 1000} kB")
    if not _HEADER.match(data.lstrip()):
        raise FileError("not a mail message: it does not begin with headers such as From: and Subject:")
    lowered = data.lower()
    if lowered.count(b"boundary=") + lowered.count(b"message/rfc822") > MAX_PARTS:
        raise FileError(f"a mail message of more than {MAX_PARTS} parts is over the limit")
    try:
        parsed = email.message_from_bytes(data.lstrip())
        if _deepest(parsed) > MAX_DEPTH:
            raise FileError(f"a mail message with parts nested more than {MAX_DEPTH} deep is over the limit")
    except RecursionError as error:
        raise FileError(f"a mail message with parts nested more than {MAX_DEPTH} deep is over the limit") from error
    return parsed


def attachments(data: bytes, media_types: frozenset[str] = frozenset({"application/pdf"})) -> Iterator[Attachment]:
    """The attached files of these types. Raises `FileError` as `parse_message`."""
    for part in parse_message(data).walk():
        name = _decoded(part.get_filename() or "")
        media_type = part.get_content_type()
        if name.lower().endswith(".pdf"):
            media_type = "application/pdf"
        if media_type in media_types and not part.is_multipart():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                yield Attachment(_UNFIT.sub(" ", name).strip() or "attachment", media_type, payload)


def header(parsed: Parsed, name: str) -> str:
    """A header's words, decoded (RFC 2047) and on one line; empty where there is none."""
    return _decoded(_raw(parsed, name))


def sent(parsed: Parsed) -> datetime | None:
    """The moment of the ``Date`` header, with its own offset; null where it is none or cannot be read."""
    try:
        moment = parsedate_to_datetime(_raw(parsed, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def address_of(words: str) -> tuple[str, str]:
    """Name and address of a ``From`` header, empty where it cannot be read."""
    try:
        return parseaddr(words)
    except RecursionError:
        return "", ""


def _id(parsed: Parsed, data: bytes) -> str:
    stated = header(parsed, "Message-ID")[:200]
    return stated if stated.startswith("<") else f"<{hashlib.sha256(data).hexdigest()[:16]}>"


def _message(data: bytes, name: str, max_bytes: int) -> Message | FileError:
    if len(data) > max_bytes:
        return FileError(f"{name}: over the limit of {max_bytes / 1e6:.0f} MB for one message")
    try:
        return message_of(data, name)
    except FileError as error:
        return FileError(f"{name}: {error}")


def _split(file: IO[bytes], max_bytes: int) -> Iterator[bytes]:
    """The messages of an mbox; one over the limit is cut right after it, so that memory stays bounded."""
    message = bytearray()
    blank, inside = True, False
    while line := file.readline(_LINE):
        if blank and line.startswith(b"From "):
            if inside:
                yield bytes(message).removesuffix(b"\n").removesuffix(b"\r")
            message, inside = bytearray(), True
        elif not inside:
            if line.strip():
                raise FileError("not an mbox file: it does not begin with a line 'From …'")
        elif len(message) <= max_bytes:
            message += line[1:] if _QUOTED_FROM.match(line) else line
        blank = not line.strip()
    if inside:
        yield bytes(message)


def _deepest(parsed: Parsed, depth: int = 1) -> int:
    if depth > MAX_DEPTH or not parsed.is_multipart():
        return depth
    return max((_deepest(part, depth + 1) for part in parsed.get_payload() if isinstance(part, Parsed)), default=depth)


def _raw(parsed: Parsed, name: str) -> str:
    """A header as it stands, bytes beyond ASCII as surrogates; `Message.get` would replace those."""
    return next((str(value) for key, value in parsed.raw_items() if key.lower() == name.lower()), "")[:_LONGEST_HEADER]


def _decoded(words: str) -> str:
    if not words.isascii():
        words = _text(words.encode("utf-8", "surrogateescape"), None)
    try:
        parts = decode_header(words)
    except (HeaderParseError, ValueError):
        parts = [(words, None)]
    found = []
    for part, charset in parts:
        found.append(part if isinstance(part, str) else _text(part, charset))
    return " ".join("".join(found).encode("utf-8", "replace").decode().split())


def _text(data: bytes, charset: str | None) -> str:
    """Bytes of a header as text: by the charset it names, else UTF-8, else the one of most old mail programs."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("windows-1252", "replace")
