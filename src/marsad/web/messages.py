"""The interface's message catalogues: ``python -m marsad.web.messages`` updates them, ``--check`` only looks.

Django's own extractor does not read Jinja2 templates, so this is Babel's: messages of templates and code go into
``locale/<language>/LC_MESSAGES/django.po``, where translators work, and are compiled beside it. English is the
language of the messages themselves.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOM = Path(__file__).resolve().parent
LOCALE = ROOM / "locale"
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
}
TRANSLATED = tuple(PLURALS)
_METHODS = [("jinja2/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"jinja2/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class _Undated(Catalog):
    """A catalogue whose header says nothing of when and by what it was made."""

    mime_headers = property(
        lambda self: [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", PLURALS[str(self.locale)]),
        ]
    )


def po_path(language: str) -> Path:
    """Where translators work on a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def extract() -> Catalog:
    """Every message of the templates and the code."""
    template = Catalog(project="Marsad")
    found = extract_from_dir(ROOM, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",))
    for name, _, message, comments, context in found:
        template.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return template


def updated(language: str, template: Catalog) -> Catalog:
    """A language's catalogue with today's messages; the translations that still fit are kept."""
    path = po_path(language)
    known = path.read_bytes() if path.exists() else _header(language)
    catalog = read_po(BytesIO(known), locale=language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return read_po(BytesIO(po_bytes(catalog)), locale=language)


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as a file that changes only when a message does: no dates, no line numbers, in order."""
    body = BytesIO()
    write_po(body, catalog, omit_header=True, sort_output=True, width=110, include_lineno=False)
    return _header(str(catalog.locale)) + body.getvalue()


def _header(language: str) -> bytes:
    header = [
        "Project-Id-Version: Marsad",
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURALS[language]}",
    ]
    lines = "\n".join(f'"{line}\\n"' for line in header)
    return f'msgid ""\nmsgstr ""\n{lines}\n\n'.encode()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled form of `po_bytes`."""
    stable = _Undated(locale=catalog.locale)
    for message in catalog:
        if message.id:
            stable.add(message.id, message.string, context=message.context)
    compiled = BytesIO()
    write_mo(compiled, stable)
    return compiled.getvalue()


def problems(catalog: Catalog) -> list[str]:
    """Messages that nobody has translated, or whose translation is marked as doubtful."""
    found = []
    for message in catalog:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.pluralizable and len(forms) != catalog.num_plurals:
            found.append(f"{message.id!r}: {len(forms)} forms instead of {catalog.num_plurals}")
        elif not all(forms):
            found.append(f"{message.id!r}: not translated")
        elif message.fuzzy:
            found.append(f"{message.id!r}: fuzzy")
        found += [f"{message.id!r}: {error}" for error in message.check(catalog)]
    return found


def main(arguments: list[str]) -> int:
    """Update or check all catalogues; 1 where something is left to do."""
    check = "--check" in arguments
    template, left = extract(), 0
    for language in TRANSLATED:
        catalog = updated(language, template)
        for path, content in (
            (po_path(language), po_bytes(catalog)),
            (po_path(language).with_suffix(".mo"), mo_bytes(catalog)),
        ):
            if check and (not path.exists() or path.read_bytes() != content):
                sys.stderr.write(f"{path.relative_to(ROOM)} is not up to date: run python -m marsad.web.messages\n")
                left += 1
            elif not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        for problem in problems(catalog):
            sys.stderr.write(f"{language}: {problem}\n")
            left += 1
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
