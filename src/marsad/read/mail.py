"""Mail message → article: a newsletter or press release, or what a message sends on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message as Parsed

from marsad.collect.files import FileError
from marsad.collect.mail import address_of, attachments, header, parse_message, sent
from marsad.model import Article, Block, BlockType, Dropped, Teaser
from marsad.read.dates import declared_date
from marsad.read.decode import decode
from marsad.read.errors import ReadError
from marsad.read.language import detect_language
from marsad.read.limits import check_depth, check_markup, check_size, check_text
from marsad.read.mail_words import SentOn, bare_subject, is_apparatus, sent_on
from marsad.read.page import HEADINGS, Line, Page, parse
from marsad.read.profile import Profiles
from marsad.read.site_rules import Rules

_OWN_WORDS = 400
"""Characters: who sends a message on as an attachment writes no more than that above it."""

_PROSE, _HEADLINE_WORDS = 60, 4
_ENOUGH = 0.6
"""Share of a letter's running text that the reader of pages has to find, lest all of it be taken."""

_TEXT_LINE = 60
_LIST_NAME = re.compile(r"^\s*\"?([^<\"]*?)\"?\s*<")
_ADDRESS_ONLY = re.compile(r"^[<\[(]?\s*(?:https?://|www\.)\S+\s*[>\])]?$")
_RULE = re.compile(r"^[-_=*~#\s]{3,}$")
_ENDS = re.compile(r"[.!?…:;؟؛][\s\"'»”’)\]]*$")


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message as far as it matters: its headers in words, and its text in the forms that it has."""

    subject: str
    sender: str
    published: str | None
    evidence: str
    html: str
    text: str
    outlet: str | None


def read_mail(
    data: bytes,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    profile: Profiles | None = None,
    rules: Rules | None = None,
) -> Article:
    """Read one message. Its title is its subject, its date that of its header. Raises `ReadError`."""
    check_size(data)
    try:
        letter = _letter(_forwarded(parse_message(data)))
    except FileError as error:
        raise ReadError(str(error)) from error
    article = _read_html(letter, url, fetched, profile, rules) if letter.html else None
    if article is None or (len(article.body) < 0.5 * len(letter.text) and not article.blocks):
        article = _read_text(letter, url)
    if not article.blocks:
        names = [one.name for one in attachments(data)]
        where = f"; its text may be in what is attached ({', '.join(names[:3])})" if names else ""
        raise ReadError(f"the mail message holds no text{where}")
    return article


def _forwarded(parsed: Parsed) -> Parsed:
    """The message that one sends on as an attachment, if it says little itself."""
    attached = [part.get_payload(0) for part in parsed.walk() if part.get_content_type() == "message/rfc822"]
    inner = [part for part in attached if isinstance(part, Parsed)]
    own = next((_payload(part) for part in parsed.walk() if part.get_content_type() == "text/plain"), "")
    inside = inner and any(own == _payload(part) for part in inner[0].walk())
    return _forwarded(inner[0]) if len(inner) == 1 and (inside or len(own) <= _OWN_WORDS) else parsed


def _letter(parsed: Parsed) -> _Letter:
    subject, _ = bare_subject(header(parsed, "Subject"))
    moment = sent(parsed)
    sender = header(parsed, "From")
    return _Letter(
        subject=subject,
        sender=sender,
        published=moment.isoformat(timespec="minutes") if moment else None,
        evidence="mail header Date" if moment else "no date in the mail's headers",
        html=_first(parsed, "text/html"),
        text=_first(parsed, "text/plain"),
        outlet=_list_name(header(parsed, "List-Id")) or _outlet(sender),
    )


def _first(parsed: Parsed, media_type: str) -> str:
    """The text of the first part of a type that is no attachment and says something."""
    for part in parsed.walk():
        if part.get_content_type() == media_type and part.get_content_disposition() != "attachment":
            text = _payload(part)
            if text.strip():
                return text
    return ""


def _payload(part: Parsed) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    return decode(payload, charset=part.get_content_charset())


def _list_name(stated: str) -> str | None:
    """The name of a mailing list, where its List-Id (RFC 2919) has one in words."""
    found = _LIST_NAME.match(stated)
    return found[1].strip() or None if found else None


def _outlet(sender: str) -> str | None:
    name, address = address_of(sender)
    return name.strip() or address.rpartition("@")[2].lower() or None


def _as_sent_on(letter: _Letter, found: SentOn) -> _Letter:
    """The letter with the headers of the message that it sends on, as far as they were copied."""
    published = declared_date(found.date) if found.date else None
    return replace(
        letter,
        subject=bare_subject(found.subject)[0] or letter.subject,
        outlet=_outlet(found.sender.replace("[mailto:", "<").replace("]", ">")) or letter.outlet,
        published=published or (None if found.date else letter.published),
        evidence="date of the message sent on" if published else "no date in the message sent on"
        if found.date else letter.evidence,
    )  # fmt: skip


def _read_html(
    letter: _Letter, url: str | None, fetched: datetime | None, profile: Profiles | None, rules: Rules | None
) -> Article | None:
    """The article of a letter's HTML; null where it has no text."""
    from marsad.read.html import read_html

    check_markup(letter.html)
    page = parse(letter.html, url)
    check_depth(page.parents)
    lines = page.lines
    if found := sent_on([line.text for line in lines]):
        letter, lines = _as_sent_on(letter, found), lines[found.start :]
    prose, dropped, teasers = _sorted_out(page, lines, letter.subject)
    if not prose:
        return None
    try:
        read = read_html(letter.html, url=url, fetched=fetched, profile=profile, rules=rules)
    except ReadError:
        read = Article(title=None, lang=None)
    blocks = _without(read.blocks, dropped)
    size = sum(len(block.text) for block in prose)
    if found or sum(len(block.text) for block in blocks) < _ENOUGH * size:
        blocks = prose
    shown = {block.text for block in blocks}
    elsewhere = [one for one in (*read.teasers, *teasers) if one.title not in shown and not is_apparatus(one.title)]
    read = replace(
        read,
        lede="" if found or is_apparatus(read.lede) else read.lede,
        teasers=tuple(dict.fromkeys(elsewhere)),
        dropped=tuple(dict.fromkeys((*read.dropped, *dropped))),
    )
    return _article(read, letter, blocks, url)


def _sorted_out(
    page: Page, lines: Sequence[Line], subject: str
) -> tuple[tuple[Block, ...], tuple[Dropped, ...], list[Teaser]]:
    """A letter's lines: running text with its subheads, apparatus, and headlines that lead elsewhere."""
    blocks: list[Block] = []
    dropped, teasers = [], []
    for line in lines:
        links = page.links(line)
        if is_apparatus(line.text):
            dropped.append(Dropped("mail_apparatus", line.text))
        elif line.link_share > 0.8:
            address = next((found for link in links if (found := page.absolute(link.href))), None)
            if address and len(line.text.split()) >= _HEADLINE_WORDS:
                teasers.append(Teaser(line.text, address))
        elif line.text != subject and (len(line.text) >= _PROSE or (_ENDS.search(line.text) and " " in line.text)):
            kind = BlockType.LIST_ITEM if line.tag == "li" else BlockType.PARAGRAPH
            blocks.append(Block(kind, line.text))
        elif line.tag in HEADINGS and line.text != subject:
            blocks.append(Block(BlockType.SUBHEAD, line.text))
    while blocks and blocks[-1].type is BlockType.SUBHEAD:
        blocks.pop()
    return tuple(blocks), tuple(dropped), teasers


def _without(blocks: Sequence[Block], dropped: Sequence[Dropped]) -> tuple[Block, ...]:
    apart = {one.text for one in dropped}
    return tuple(block for block in blocks if block.text not in apart and not is_apparatus(block.text))


def _read_text(letter: _Letter, url: str | None) -> Article:
    """The article of a letter's plain text: paragraphs, with the lines that mail programs broke joined again."""
    check_text(letter.text)
    text = letter.text.replace("\r\n", "\n").replace("\r", "\n").partition("\n-- \n")[0]
    lines = [line.strip("\u00a0 \t") for line in text.split("\n")]
    if found := sent_on(lines):
        letter, lines = _as_sent_on(letter, found), lines[found.start :]
    blocks, dropped = [], []
    for paragraph in _paragraphs(lines):
        if is_apparatus(paragraph):
            dropped.append(Dropped("mail_apparatus", paragraph))
        elif paragraph != letter.subject:
            blocks.append(Block(BlockType.PARAGRAPH, paragraph))
    return _article(Article(title=None, lang=None, dropped=tuple(dropped)), letter, tuple(blocks), url)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    found: list[list[str]] = [[]]
    for line in lines:
        if not line or _RULE.match(line) or _ADDRESS_ONLY.match(line):
            found.append([])
        elif found[-1] and (len(found[-1][-1]) < _TEXT_LINE or is_apparatus(line)):
            found.append([line])
        else:
            found[-1].append(line)
    return [" ".join(" ".join(part).split()) for part in found if part]


def _article(read: Article, letter: _Letter, blocks: tuple[Block, ...], url: str | None) -> Article:
    sample = " ".join(block.text for block in blocks)[:2_000]
    return replace(
        read,
        title=letter.subject or read.title,
        lang=detect_language(sample or letter.subject) or read.lang,
        blocks=blocks,
        lede="" if read.lede in {block.text for block in blocks} else read.lede,
        published=letter.published,
        published_evidence=letter.evidence,
        modified=None,
        outlet=letter.outlet or read.outlet,
        url=url,
    )
