"""Readers' comments on a page: their own stream, taken out of the tree before the article is looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marsad.model import Comment
from marsad.read.cues import begins
from marsad.read.dates import parse_date
from marsad.read.dom import Line, lines, names

_SECTION = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentaires?|comentarios?|comment-?(?:list|section|area)|disqus[\w-]*|respond)(?:$|[\s_-])"
)
_ONE = re.compile(r"(?:^|[\s_-])(?:comment|commentaire|comentario|comment-?(?:item|body)|usercomments?)(?:$|[\s_]|-\d)")
_AUTHOR = re.compile(r"\bfn\b|author|auteur|autor|user-?name|pseudo|commenter|\bname\b|\bnom\b|nick")
_WHEN = re.compile(r"date|time|when|ago|publish")
_MAX = 2_000


@dataclass(slots=True)
class _Item:
    element: Any
    parent: int | None
    lines: list[Line]


def take_comments(tree: Any, *, lang: str | None, fetched: datetime | None) -> tuple[tuple[Comment, ...], int]:
    """The comments of a page in the page's order, and how many lines were taken out of the tree with their sections."""
    items = _items(tree)
    comments: list[Comment] = []
    places: dict[int, int] = {}
    for number, item in enumerate(items):
        comment = _comment(item, lang, fetched)
        if comment is None:
            continue
        places[number] = len(comments)
        reply = places.get(item.parent) if item.parent is not None else None
        comments.append(Comment(comment.text, comment.author, comment.published, reply))
    return tuple(comments), _clear(tree, items)


def _items(tree: Any) -> list[_Item]:
    """Elements that are one comment each, with the index of the comment that they stand inside of."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    items: list[_Item] = []
    open_items: list[int] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if element.tag not in {"li", "div", "article", "section", "dd", "blockquote"}:
            continue
        if event == "start" and _is_comment(element) and len(items) < _MAX:
            items.append(_Item(element, open_items[-1] if open_items else None, []))
            open_items.append(len(items) - 1)
        elif event == "end" and open_items and items[open_items[-1]].element is element:
            open_items.pop()
    owners = {id(item.element): number for number, item in enumerate(items)}
    if items:
        for line in lines(tree):
            owner = next((owners[id(up)] for up in _upwards(line.block) if id(up) in owners), None)
            if owner is not None:
                items[owner].lines.append(line)
    return items


def _is_comment(element: Any) -> bool:
    if element.get("itemtype", "").rstrip("/").endswith(("Comment", "UserComments")):
        return True
    if not _ONE.search(names(element)) or element.tag == "section":
        return False
    return any(
        _AUTHOR.search(names(inner))
        for inner in element.iter("span", "a", "cite", "b", "strong", "div", "h4", "h5", "p")
    )


def _upwards(element: Any) -> Any:
    while element is not None:
        yield element
        element = element.getparent()


def _comment(item: _Item, lang: str | None, fetched: datetime | None) -> Comment | None:
    author = _marked(item, _AUTHOR)
    when = _marked(item, _WHEN)
    said = [line for line in item.lines if not begins(line.text, "comment_form") and line.link_share < 0.9]
    texts = []
    for line in said:
        text = line.text
        for known in (author, when):
            text = (
                text.replace(known, "", 1) if known and len(text) < len(author or "") + len(when or "") + 12 else text
            )
        if text.strip(" -–·|,:"):
            texts.append(text.strip())
    body = "\n".join(texts)
    if not body:
        return None
    return Comment(body, author, parse_date(when, lang=lang, fetched=fetched) if when else None)


def _marked(item: _Item, pattern: re.Pattern[str]) -> str | None:
    """The text of the first element of a comment itself (not of its replies) that is called so."""
    mine = {id(line.block) for line in item.lines}
    for element in item.element.iter("span", "a", "cite", "b", "strong", "time", "div", "h4", "h5", "p"):
        if element is item.element or not (
            pattern.search(names(element)) or (element.tag == "time" and pattern is _WHEN)
        ):
            continue
        text = " ".join("".join(element.itertext()).split())
        if text and len(text) <= 80 and any(id(up) in mine for up in _upwards(element)):
            return text
    return None


def _clear(tree: Any, items: list[_Item]) -> int:
    gone = 0
    sections = [item.element for item in items]
    for element in tree.iter("section", "div", "ol", "ul", "aside", "form"):
        if _SECTION.search(names(element)) and not _holds_article(element):
            sections.append(element)
    inside = {id(section) for section in sections}
    for line in lines(tree) if inside else ():
        if any(id(up) in inside for up in _upwards(line.block)):
            line.blank()
            gone += 1
    return gone


def _holds_article(element: Any) -> bool:
    """A container named for comments that holds the headline or the article itself is not a comment section."""
    return element.find(".//h1") is not None or (element.find(".//article") is not None and element.tag != "section")
