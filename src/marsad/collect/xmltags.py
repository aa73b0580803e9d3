"""The tags of an XML document one after the other, also of one that is not well formed.

For formats that keep all they say in attributes and short texts (OPML). expat reads; where it meets a mistake the
document is read again tag by tag, which loses the tag with the mistake and nothing after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.parsers import expat

_PART = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<[?!][^<>]*>"
    r"""|<(?P<end>/?)(?P<name>[A-Za-z_][\w:.-]*)(?P<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Tag:
    """The start of an element with its attributes, or its end; the text before it; the line it is on, from 1."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    is_end: bool = False


def tags(text: bytes) -> tuple[list[Tag], str | None]:
    """All tags of a UTF-8 document in their order, and the first mistake in words (with its line), or null."""
    reader = _Tags()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: reader.start(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = lambda name: reader.end(name, parser.CurrentLineNumber)
    parser.CharacterDataHandler = reader.texts.append
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        return list(_loose(text.decode("utf-8", "replace"))), f"line {error.lineno}: {expat.ErrorString(error.code)}"
    return reader.found, None


class _Tags:
    """Takes what expat meets."""

    def __init__(self) -> None:
        self.found: list[Tag] = []
        self.texts: list[str] = []

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.found.append(Tag(name, attributes, line, self._text()))

    def end(self, name: str, line: int) -> None:
        self.found.append(Tag(name, {}, line, self._text(), is_end=True))

    def _text(self) -> str:
        text = "".join(self.texts)
        self.texts.clear()
        return text


def _loose(text: str) -> Iterator[Tag]:
    line = 1
    position = counted = 0
    for part in _PART.finditer(text):
        line += text.count("\n", counted, part.start())
        counted = part.start()
        if part["name"]:
            before = unescape(text[position : part.start()])
            rest = part["rest"]
            values = {found[1]: unescape(found[2] or found[3] or "") for found in _ATTRIBUTE.finditer(rest)}
            yield Tag(part["name"], {} if part["end"] else values, line, before, is_end=bool(part["end"]))
            if not part["end"] and rest.endswith("/"):
                yield Tag(part["name"], {}, line, is_end=True)
        position = part.end()
