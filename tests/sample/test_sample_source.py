"""The light markup of the sample's articles."""

from __future__ import annotations

from typing import Any

import pytest

from marsad.sample import sample_dir
from marsad.sample.source import Block, edited, fine, load_articles, parse_body

DISPATCH: dict[str, dict[str, Any]] = {"wire": {"body": "One\nline.\n\nTwo.\n\n## Three\n\nFour."}}


def test_markup_gives_blocks_in_order() -> None:
    body = "A **bold**\nparagraph.\n\n## Sub\n\n- a\n- b\n\n> said\n\n| | x |\n| 1 | 2 |"
    assert parse_body(body, {}) == [
        Block("paragraph", "A **bold** paragraph."),
        Block("subhead", "Sub"),
        Block("list_item", "a"),
        Block("list_item", "b"),
        Block("quote", "said"),
        Block("table", rows=(("", "x"), ("1", "2"))),
    ]


def test_include_takes_all_or_some_blocks() -> None:
    every = ["One line.", "Two.", "Three", "Four."]
    assert [block.text for block in parse_body("<< wire", DISPATCH)] == every
    assert [block.text for block in parse_body("Own.\n\n<< wire 2-3", DISPATCH)] == ["Own.", *every[1:3]]
    with pytest.raises(KeyError):
        parse_body("<< nowhere", DISPATCH)


def test_edits_change_words_and_must_find_them() -> None:
    blocks = parse_body("<< wire", DISPATCH)
    assert edited("copy", blocks, [["Two", "Deux"]])[1].text == "Deux."
    with pytest.raises(ValueError, match="copy: nothing to edit for 'Five'"):
        edited("copy", blocks, [["Five", "Cinq"]])


def test_french_typography() -> None:
    assert fine("« L'eau » : 40 % ?", "fr") == "«\u00a0L’eau\u00a0»\u00a0: 40\u00a0%\u00a0?"
    assert fine("It's 40 % ?", "en") == "It's 40 % ?"


def test_tables_and_marks_stay_out_of_the_body() -> None:
    bodies = [article.body for article in load_articles()]
    assert any(block.kind == "table" for article in load_articles() for block in article.blocks)
    assert not any("**" in body or "| " in body or "<<" in body for body in bodies)


def test_sample_dir_holds_what_it_promises() -> None:
    assert (sample_dir() / "pages").is_dir()
    assert (sample_dir() / "meta.jsonl").is_file()
    assert (sample_dir() / "truth.jsonl").is_file()
