"""The two seed pages, as they are and with other line breaks and other words of boilerplate.

The pages themselves are never in the repository: what is expected is taken from their form.
"""

from __future__ import annotations

import re

import pytest

from marsad.model import BlockType
from marsad.read.plain import read_plain
from tests.paths import shared
from tests.read.seed_variants import LAYOUTS, OUTLETS, WORDINGS, reworded

pytestmark = pytest.mark.shared
VARIANTS = [(layout, wording) for layout in LAYOUTS for wording in range(len(WORDINGS))]


def seed(number: str) -> str:
    return next(shared("seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def words(text: str) -> str:
    return " ".join(text.split())


def rows(text: str) -> list[str]:
    return [row for row in text.splitlines() if row.strip()]


@pytest.mark.parametrize(("layout", "wording"), VARIANTS)
def test_aggregator_page(layout: str, wording: int) -> None:
    page = reworded(seed("000"), WORDINGS[wording])
    article = read_plain(LAYOUTS[layout](page))
    lines = rows(page)
    at = next(place for place, row in enumerate(lines) if row.endswith("29 - 06 - 2025"))
    aside = next(place for place in range(at, len(lines)) if len(lines[place]) < 140 and ":" in lines[place][:22])
    assert article.title == lines[at - 1].strip()
    assert article.origin is not None
    assert (article.origin.outlet, article.origin.published) == (OUTLETS[wording], "2025-06-29")
    assert article.published == "2025-06-29"
    assert words(article.body) == words(" ".join(lines[at + 1 : aside] + lines[aside + 1 : -1]))
    assert (article.lang, article.agency, article.authors, article.comments) == ("fr", None, (), ())
    ticker = [head.strip() for head in re.split(r"\s{3,}", lines[0]) if head.strip()]
    found = {words(teaser.title) for teaser in article.teasers}
    assert len(found & {words(head) for head in ticker}) >= 45
    assert lines[aside].split(":", 1)[1].strip() in found
    dropped = words(" ".join(item.text for item in article.dropped))
    assert all(words(row) in dropped for row in [lines[1], lines[2], lines[aside], lines[-1]])
    assert all(item.reason for item in article.dropped)
    assert {item.reason for item in article.dropped} >= {"ticker", "read_also", "byline"}


@pytest.mark.parametrize(("layout", "wording"), VARIANTS)
def test_newspaper_page(layout: str, wording: int) -> None:
    page = reworded(seed("004"), WORDINGS[wording])
    article = read_plain(LAYOUTS[layout](page))
    lines = [row.strip() for row in rows(page)]
    heading = next(place for place, row in enumerate(lines) if row[0] == "2" and len(row) < 20)
    text = [row for row in lines[2:heading] if row != lines[4]]
    assert article.title == lines[0]
    assert article.image is not None
    assert article.image.credit == lines[1]
    assert [block.text for block in article.blocks] == text
    kinds = [BlockType.SUBHEAD if len(row) < 80 else BlockType.PARAGRAPH for row in text]
    assert [block.type for block in article.blocks] == kinds
    assert kinds.count(BlockType.SUBHEAD) == 2
    assert [comment.author for comment in article.comments] == ["Lk", "Lk"]
    said = lines[heading + 1 : -3]
    assert words(" ".join(comment.text for comment in article.comments)) == words(
        " ".join(row for row in said if row != "Lk" and not row.endswith(" Lk"))
    )
    assert not any(row in article.text for row in said if len(row) > 12)
    assert article.published is None
    assert article.published_evidence == 'no date on the page; "hier" cannot be resolved without one'
    assert {item.reason for item in article.dropped} >= {"advertising", "credit", "comment_form"}
    assert article.teasers == ()


def test_relative_day_of_the_text_is_never_taken_for_the_date() -> None:
    assert read_plain(seed("004")).published is None
