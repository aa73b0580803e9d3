"""The words of mail (``data/mail.toml``): apparatus of newsletters, and messages that were sent on within others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from marsad.read.fold import fold, tables_of

LONGEST_APPARATUS = 300
"""Characters: a longer line that mentions unsubscribing is about it."""

_LABELLED = re.compile(r"^[*>\s]*([^\W\d_][^:：]{0,24}?)\s*[*]*\s*[:：][*]*\s*(.*)$")
_MARKS = re.compile(r"[-_=*>:\s]+")
_MOST_HEADERS = 10


@dataclass(frozen=True, slots=True)
class SentOn:
    """Where in a list of lines a message begins that was sent on, and what its copied headers say."""

    start: int
    sender: str = ""
    date: str = ""
    subject: str = ""


def is_apparatus(text: str) -> bool:
    """Whether a line is how to unsubscribe, where to see the letter in a browser, or why it came."""
    if len(text) > LONGEST_APPARATUS:
        return False
    folded = fold(text)
    return any(words in folded for words in _words("apparatus"))


def bare_subject(subject: str) -> tuple[str, bool]:
    """A subject without what answering and sending on put before it, and whether it was sent on."""
    found = False
    while (prefix := subject.partition(":"))[1] and fold(prefix[0].strip()) in _words("subject_prefixes"):
        found = found or fold(prefix[0].strip()) not in ("re", fold("rép"), fold("رد"))
        subject = prefix[2].strip()
    return subject, found


def sent_on(lines: list[str]) -> SentOn | None:
    """The innermost message that lines of text hold as sent on: a mark, then the headers copied below it."""
    found = None
    for number, line in enumerate(lines):
        if len(line) <= 100 and _MARKS.sub(" ", fold(line)).strip() in _words("forwarded"):
            found = _headers(lines, number + 1) or found
    return found


def _headers(lines: list[str], start: int) -> SentOn | None:
    said: dict[str, str] = {}
    at = start
    while at < min(len(lines), start + _MOST_HEADERS):
        line = lines[at].strip()
        labelled = _LABELLED.match(line)
        kind = _labels().get(fold(labelled[1].strip())) if labelled else None
        if labelled and kind:
            said.setdefault(kind, labelled[2].strip(" *"))
        elif line:
            break
        at += 1
    if "from" not in said and "subject" not in said:
        return None
    return SentOn(at, said.get("from", ""), said.get("date", ""), said.get("subject", ""))


@cache
def _words(table: str) -> frozenset[str]:
    return frozenset(_MARKS.sub(" ", fold(words)) for words in tables_of("mail.toml")[table])


@cache
def _labels() -> dict[str, str]:
    return {fold(word): kind for kind, words in tables_of("mail.toml")["labels"].items() for word in words}
