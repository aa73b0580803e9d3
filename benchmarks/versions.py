"""Which differences between two readings of a page count as versions, on the sample newsroom's pages.

Each page is read as it is and again with one change of its markup, and both readings are compared. Noise should leave
the mark equal, an edit should not. Prints a table; exits with 1 where an edit was missed.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from marsad.model import Article as Told
from marsad.observatory.setup import open_observatory
from marsad.read import ReadError, read
from marsad.sample import sample_dir

FETCHED = datetime(2025, 10, 1, tzinfo=UTC)
_PARAGRAPH = re.compile(r"<p[^>]*>[^<]{80,}</p>")
_COUNTERS = ("1 204 vues", "345 مشاهدة", "12 comentarios", "3 min read")
_ELSEWHERE = ("Lire aussi : Le port rouvre", "اقرأ أيضا: الميناء يفتح", "Lea también: El puerto reabre")


def _in_text(html: str, change: Callable[[str], str]) -> str:
    return _PARAGRAPH.sub(lambda match: change(match[0]), html)


def _after(html: str, paragraph: str) -> str:
    places = list(_PARAGRAPH.finditer(html))
    at = places[len(places) // 2].end() if places else 0
    return html[:at] + f"<p>{paragraph}</p>" + html[at:] if places else html


def _nth(html: str, number: int, change: Callable[[str], str]) -> str:
    places = list(_PARAGRAPH.finditer(html))
    if not places:
        return html
    found = places[number % len(places)]
    return html[: found.start()] + change(found[0]) + html[found.end() :]


NOISE: dict[str, Callable[[str, int], str]] = {
    "apostrophes and quotes": lambda html, _: _in_text(html, lambda p: p.replace("'", "’").replace("« ", "“")),
    "no-break spaces": lambda html, _: _in_text(
        html, lambda p: p.replace(" :", "\u00a0:").replace(" de ", "\u00a0de ")
    ),
    "line breaks between words": lambda html, _: _in_text(html, lambda p: p.replace(" ", "\n  ", 9)),
    "a soft hyphen": lambda html, n: _nth(html, n, lambda p: p[:60] + "\u00ad" + p[60:] if p[59:61].isalpha() else p),
    "a counter in the text": lambda html, n: _after(html, _COUNTERS[n % len(_COUNTERS)]),
    "a line that leads elsewhere": lambda html, n: _after(html, _ELSEWHERE[n % len(_ELSEWHERE)]),
}
EDITS: dict[str, Callable[[str, int], str]] = {
    "another digit": lambda html, n: _nth(
        html, n, lambda p: re.sub(r"(<p[^>]*>.{40,}?)(\w)(?=\w)", r"\g<1>7", p, count=1)
    ),
    "a word more": lambda html, n: _nth(html, n, lambda p: re.sub(r"(>[^ <]+ )", r"\1vraiment ", p, count=1)),
    "a paragraph less": lambda html, n: _nth(html, n, lambda _: ""),
    "another title": lambda html, _: html.replace("</h1>", " bis</h1>"),
}


def _told(html: str, url: str | None) -> Told | None:
    try:
        return read(html, url=url, fetched=FETCHED)
    except ReadError:
        return None


def _mark(told: Told) -> str:
    from marsad.observatory.models import Article
    from marsad.observatory.sameness import Reading

    row = Article(
        title=told.title or "",
        lede=told.lede,
        body=told.body,
        authors=list(told.authors),
        published=told.published or "",
        published_evidence=told.published_evidence or "",
        paywalled=told.paywalled,
    )
    return Reading.of(row).mark


def main() -> int:
    """Print how many pages each change makes a version of."""
    open_observatory(Path(tempfile.gettempdir()) / "marsad-no-observatory", migrate=False)
    missed = 0
    pages = [path.read_text("utf-8", "replace") for path in sorted((sample_dir() / "pages").glob("m*.html"))]
    print(f"{'change of the page':32} {'pages':>6} {'text read differently':>22} {'versions':>9}")
    for kind, changes in (("noise", NOISE), ("edit", EDITS)):
        for name, change in changes.items():
            tried = differs = versions = 0
            for number, html in enumerate(pages):
                before, after = _told(html, None), _told(change(html, number), None)
                if before is None or after is None or change(html, number) == html:
                    continue
                tried += 1
                other = (before.title, before.lede, before.body) != (after.title, after.lede, after.body)
                differs += other
                version = _mark(before) != _mark(after)
                versions += version
                missed += kind == "edit" and other and not version
            print(f"{kind + ': ' + name:32} {tried:6} {differs:22} {versions:9}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
