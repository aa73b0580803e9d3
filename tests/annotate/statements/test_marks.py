"""What stands between quotation marks."""

from __future__ import annotations

import pytest

from marsad.annotate.statements.marks import outermost, quoted_spans

CASES = [
    ("Il a dit « oui » puis « non ».", ["oui", "non"]),
    ("Elle parle d'un « plan “vert” » utile.", ["plan “vert”", "vert"]),
    ('"We wait," said Ada. "We hope."', ["We wait,", "We hope."]),
    ("“We ‘never’ wait,” she said.", ["We ‘never’ wait,", "never"]),
    ("The minister's plan isn't 'open' yet.", ["open"]),
    ("It's the boys' club, don't 'em?", []),
    ("‘The boys’ club is open,’ he said.", ["The boys’ club is open,"]),
    ("A 5\" pipe and a 12' wall.", []),
    ("Er sagte „gut“ und ging.", ["gut"]),
    ("Dijo: «No lo sé». Y ‹nada› más.", ["No lo sé", "nada"]),
    ('Un projet dit " vert " et un autre.', ["vert"]),
    ('وقال: «لن ننتظر» ثم أضاف "سنرى".', ["لن ننتظر", "سنرى"]),
    ("“First paragraph.\n\n“Second one,” she said.", ["First paragraph.", "Second one,"]),
    ("« Premier alinéa.\n\nDeuxième alinéa », dit-elle.", ["Premier alinéa.", "Deuxième alinéa"]),
    ("« Sans fin, dit-il.\nAutre chose sans rien.", ["Sans fin, dit-il."]),
    ("—No lo sé —dijo Ana—. Ya veremos.", ["No lo sé —dijo Ana—. Ya veremos."]),
    ("''Old marks'' and ``older ones''.", ["Old marks", "older ones"]),
    ('l\'"affaire" du port', ["affaire"]),
    ("« »", []),
    ('"They went on.\nSo did we," Ada said.', ["They went on.", "So did we,"]),
    ("«No es nada«, dijo Ana.", ["No es nada"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in quoted_spans(text)] == expected


def test_outermost_leaves_out_nested_ones() -> None:
    text = "« un plan “vert” » et « rien »"
    assert [text[span.start : span.end] for span in outermost(quoted_spans(text))] == ["un plan “vert”", "rien"]


def test_what_is_left_open_says_so() -> None:
    spans = quoted_spans("« Premier alinéa.\n\nDeuxième », dit-elle.")
    assert [(span.closed, span.reopened) for span in spans] == [(False, False), (True, True)]
