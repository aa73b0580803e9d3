"""Texts for the tests of words."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = (
    "abcxyz ABC éÈçñÑœæßø 123 _-’'.,;«»… ΣσςΩ ½™ªº İı Ⅳ ㎞ 漢字 \u0301\u0327 \n\t\u00a0\u200f😀𝒜\ud800"
    "ابتثجةىأإآٱيلاكـ\u064b\u064f\u0670 ٠١٢۳ ﻻﷺﬁ"
)


def any_text() -> st.SearchStrategy[str]:
    """Texts of letters, marks and signs that fold in every way there is."""
    return st.text(st.one_of(st.sampled_from(LETTERS), st.characters()), max_size=60)
