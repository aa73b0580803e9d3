"""Lines to typed blocks."""

from __future__ import annotations

import pytest

from marsad.model import Block, BlockType
from marsad.read.blocks import blocks
from marsad.read.page import parse


def built(markup: str) -> list[Block]:
    page = parse(markup)
    return blocks(page, range(len(page.lines)))


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<p>Le quai rouvre.</p>", BlockType.PARAGRAPH),
        ("<h3>Le quai</h3>", BlockType.SUBHEAD),
        ("<p><strong>Le vote du conseil</strong></p>", BlockType.SUBHEAD),
        ("<p><strong>Le conseil a voté.</strong></p>", BlockType.PARAGRAPH),
        ("<p><b>التصويت على الأرصفة</b></p>", BlockType.SUBHEAD),
        ("<ul><li>douze voix</li></ul>", BlockType.LIST_ITEM),
        ("<ul><li><p>douze voix</p></li></ul>", BlockType.LIST_ITEM),
        ("<blockquote><p>Enfin une date.</p></blockquote>", BlockType.QUOTE),
    ],
)
def test_types(markup: str, kind: BlockType) -> None:
    assert [block.type for block in built(markup)] == [kind]


def test_single_breaks_keep_a_paragraph_together_and_double_ones_part_it() -> None:
    assert [block.text for block in built("<p>un<br>deux<br><br>trois</p>")] == ["un\ndeux", "trois"]


def test_a_table_of_data_is_one_block() -> None:
    table = "<table><tr><th>Quai</th><th>Mètres</th></tr><tr><td>Nord</td><td>120</td></tr></table>"
    assert built(f"<p>Avant.</p>{table}<p>Après.</p>") == [
        Block(BlockType.PARAGRAPH, "Avant."),
        Block(BlockType.TABLE, "Quai\tMètres\nNord\t120"),
        Block(BlockType.PARAGRAPH, "Après."),
    ]


def test_cells_that_are_not_body_lines_belong_to_their_table() -> None:
    page = parse("<table><tr><th>Quai</th><th>Long</th></tr><tr><td><a href=/n>Nord</a></td><td>120</td></tr></table>")
    body = [line.number for line in page.lines if line.text != "Nord"]
    assert [block.text for block in blocks(page, body)] == ["Quai\tLong\nNord\t120"]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    prose = "Le conseil du port a voté mardi soir le plan des quais, après trois heures de débat animé. " * 2
    found = built(
        f"<table><tr><td><p>{prose}</p></td><td><p>{prose}</p></td></tr><tr><td><p>{prose}</p></td></tr></table>"
    )
    assert {block.type for block in found} == {BlockType.PARAGRAPH}
