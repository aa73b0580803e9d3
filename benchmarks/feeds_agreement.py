"""Judge what we read of feedparser's own cases against what their ``Expect:`` lines say.

    python -m benchmarks.feeds_agreement [--suite FOLDER] [--all]

A case's expectation is an expression over feedparser's result. It is read as a tree, never run: each comparison
with a literal that speaks of a field we keep (title, link, id, dates, text, language, number of entries) is a
check, made on text without markup, since that is what we keep; the others are out of scope and counted by field.
A case with ``Header:`` lines is given those headers. Prints the agreement, and each disagreement.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from marsad.collect.announced import Announced, Announcement
from marsad.collect.errors import FeedError
from marsad.collect.feeds import read_feed
from marsad.collect.plaintext import plain

SUITE = (
    Path(os.environ.get("MARSAD_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "bench/suites/feedparser"
)
SERVED_AT = "http://127.0.0.1:8097/"
"""Where feedparser's own tests serve the cases from."""

TEXTS = {"title": "title", "summary": "summary", "description": "summary", "content": "summary"}
FEED = {"title": "title", "link": "home", "language": "lang"}
ENTRY = {
    **TEXTS, "link": "url", "id": "guid", "guid": "guid", "language": "lang", "published": "published",
    "issued": "published", "updated": "modified", "modified": "modified", "published_parsed": "published",
    "issued_parsed": "published", "updated_parsed": "modified", "modified_parsed": "modified", "date": "modified",
    "date_parsed": "modified",
}  # fmt: skip


@dataclass(slots=True)
class Verdict:
    """What the checks of one case gave; ``outside`` names the fields that we do not keep."""

    checks: int = 0
    wrong: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def expectation(data: bytes) -> tuple[str, dict[str, str]]:
    """The expression and the headers that a case's first lines state."""
    text = data.replace(b"\0", b"")[:6000].decode("utf-8", "replace")
    found = re.search(r"Expect:[ \t]*(.+?)[ \t]*(?:-->|\r?\n|$)", text)
    headers = {name.lower(): value for name, value in re.findall(r"Header:[ \t]*([\w-]+):[ \t]*(.*?)[ \t]*\r?\n", text)}
    return (found[1] if found else ""), headers


def judge(data: bytes) -> Verdict:
    """Read one case as its headers say, and check each clause of its expectation."""
    words, headers = expectation(data)
    verdict = Verdict()
    try:
        clauses = list(_clauses(ast.parse(words, mode="eval").body)) if words else []
    except SyntaxError:
        verdict.outside.append("an expression that cannot be read")
        return verdict
    try:
        feed = read_feed(
            data,
            url=urljoin(SERVED_AT, headers.get("content-location", "")),
            content_type=headers.get("content-type", "application/xml"),
            content_language=headers.get("content-language"),
        )
    except FeedError as error:
        feed = None
        refused = error.reason
    for clause in clauses:
        name, expected = _named(clause)
        found = None if feed is None else _ours(feed, name)
        if found is NotImplemented or expected is NotImplemented or not _in_scope(name):
            verdict.outside.append(_field(name))
            continue
        verdict.checks += 1
        if feed is None:
            verdict.wrong.append(f"{name}: refused: {refused}")
        elif not _agree(found, expected, name):
            verdict.wrong.append(f"{name}: {found!r}, expected {expected!r}")
    return verdict


def _clauses(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for value in node.values:
            yield from _clauses(value)
    elif isinstance(node, ast.Compare) and len(node.comparators) > 1:
        for left in (node.left, *node.comparators[:-1]):
            yield ast.Compare(left, [ast.Eq()], [node.comparators[-1]])
    else:
        yield node


def _named(clause: ast.expr) -> tuple[str, object]:
    """The path that a clause speaks of (``entries.0.title``) and the value it must have."""
    if isinstance(clause, ast.Compare) and isinstance(clause.ops[0], ast.Eq):
        return _path(clause.left), _literal(clause.comparators[0])
    return _path(clause), NotImplemented


def _path(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return f"{_path(node.value)}.{_literal(node.slice)}"
    if isinstance(node, ast.Attribute):
        return f"{_path(node.value)}.{node.attr}"
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.UnaryOp):
        return _path(node.operand)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        return f"{node.func.id}.{_path(node.args[0])}"
    return "other"


def _literal(node: ast.expr) -> object:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _literal(node.left), _literal(node.right)
        return left + right if isinstance(left, str) and isinstance(right, str) else NotImplemented
    try:
        value: object = ast.literal_eval(node)
    except ValueError:
        return NotImplemented
    return value


def _field(name: str) -> str:
    """A path without its numbers, for counting."""
    return re.sub(r"\.\d+", "", name)


def _in_scope(name: str) -> bool:
    return _key(name) is not None or name == "len.entries"


def _key(name: str) -> str | None:
    """Our field for a path of feedparser's, or null."""
    match = re.fullmatch(r"(feed|entries\.\d+)\.(\w+?)(?:_detail)?(?:\.\d+)?(?:\.(value|language|\d))?", name)
    if match is None:
        return None
    keys = FEED if match[1] == "feed" else ENTRY
    key = keys.get(match[2])
    if match[3] == "language":
        return "lang" if key in ("title", "summary") and match[1] != "feed" else None
    return key


def _ours(feed: Announced, name: str) -> object:
    if name == "len.entries":
        return len(feed.items)
    key = _key(name)
    if key is None:
        return NotImplemented
    if name.startswith("feed."):
        return getattr(feed, key)
    number = int(name.split(".")[1])
    return _value(feed.items[number], key) if number < len(feed.items) else None


def _value(item: Announcement, key: str) -> object:
    if key == "modified" and not item.modified and item.published:
        return item.published  # RSS's one date
    value: object = getattr(item, key)
    return value


def _agree(ours: object, expected: object, name: str) -> bool:
    if isinstance(expected, tuple):
        year, month, day, hour, minute, second = expected[:6]
        moment = datetime.fromisoformat(str(ours)) if ours else None
        moment = moment.replace(tzinfo=moment.tzinfo or UTC) if moment else None
        return moment == datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    if not isinstance(expected, str):
        return (ours or None) == (expected or None)
    key = _key(name)
    if key in ("published", "modified"):
        from marsad.collect.dates import iso_date

        return ours == iso_date(expected)
    if key in ("title", "summary"):
        return ours in (plain(expected), plain(expected, html=False))
    return ours == (expected or None)


def report(suite: Path, *, fields: bool = False) -> bool:
    """Judge every case and print what was found; whether all agree."""
    files = sorted(path for path in (suite / "data").rglob("*") if path.suffix in (".xml", ".json"))
    verdicts = {path: judge(path.read_bytes()) for path in files}
    judged = {path: verdict for path, verdict in verdicts.items() if verdict.checks}
    wrong = {path: verdict for path, verdict in judged.items() if verdict.wrong}
    print(f"{len(files)} cases, {len(judged)} speak of a field that we keep, {len(judged) - len(wrong)} agree")
    for path, verdict in wrong.items():
        print(f"  {path.relative_to(suite / 'data')}: {'; '.join(verdict.wrong)}")
    if fields:
        outside = Counter(name for v in verdicts.values() if not v.checks for name in {*v.outside})
        for name, count in outside.most_common():
            print(f"{count:6}  {name}")
    return not wrong


def main() -> int:
    """Judge every case; the exit status says whether all agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, default=SUITE, help="the suite's folder")
    parser.add_argument("--all", action="store_true", help="also count what is out of scope, by field")
    options = parser.parse_args()
    return 0 if report(options.suite, fields=options.all) else 1


if __name__ == "__main__":
    sys.exit(main())
