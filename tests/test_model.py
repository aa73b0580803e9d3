"""The nouns hold what their docstrings say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.model import Article, Block, BlockType, Evidence, direction


@given(st.text(min_size=1, max_size=200), st.data())
def test_evidence_points_at_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    evidence = Evidence.of("urn:uuid:1", "body", text, start, end)
    assert evidence.exact == text[start:end]
    assert evidence.holds(text)
    assert not evidence.holds(text + "!")
    assert text[: evidence.start].endswith(evidence.prefix)
    assert text[evidence.end :].startswith(evidence.suffix)


@pytest.mark.parametrize("span", [(-1, 2), (2, 2), (3, 2), (0, 99)])
def test_evidence_for_no_words_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no span"):
        Evidence.of("urn:uuid:1", "body", "سردين آسفي", *span)


def test_the_body_is_made_of_the_four_kinds_of_text() -> None:
    blocks = [Block(kind, kind.value) for kind in BlockType]
    article = Article(title=None, lang="ar", lede="lede", blocks=tuple(blocks))
    assert article.body == "paragraph\n\nsubhead\n\nlist_item\n\nquote"
    assert article.text == f"lede\n\n{article.body}"
    assert article.dir == "rtl"
    assert (direction("fr"), direction(None)) == ("ltr", "auto")
