"""The two seed pages with other line breaks and other words of boilerplate, made by code."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

WORDINGS: tuple[dict[str, str], ...] = (
    {},
    {
        "Publié dans Maroc Diplomatique le": "Paru sur La Tribune des Deux Rives, le",
        "Lire aussi:": "À lire également :",
        "Cliquez ici pour lire": "Voir la version originale :",
        "Merci d'avoir": "Nous vous remercions d'avoir",
        "Publicité": "Annonce",
        "Photo DR": "Crédit photo : DR",
        "réponses": "commentaires",
        "Laisser un commentaire": "Ajouter un commentaire",
    },
    {
        "Publié dans Maroc Diplomatique le": "Mis en ligne par Le Phare de Safi -",
        "Lire aussi:": "Sur le même sujet :",
        "Cliquez ici": "Cliquer ici",
        "Publicité": "- Publicité -",
        "Photo DR": "Ph. : archives",
        "réponses": "réactions",
        "Laisser un commentaire": "Donnez votre avis",
    },
)
OUTLETS = ("Maroc Diplomatique", "La Tribune des Deux Rives", "Le Phare de Safi")


def reworded(text: str, wording: dict[str, str]) -> str:
    """``text`` with the page's own words changed."""
    for old, new in wording.items():
        text = text.replace(old, new)
    return text


def hard_wrapped(text: str) -> str:
    """Every line broken at 70 columns."""
    rows = [textwrap.wrap(row, 70, break_long_words=False, break_on_hyphens=False) or [""] for row in text.splitlines()]
    return "\n".join(part for row in rows for part in row)


def single_newlines(text: str) -> str:
    """No blank line left."""
    return re.sub(r"\n\s*\n+", "\n", text)


def blank_between(text: str) -> str:
    """Two blank lines between any two lines."""
    return "\n\n\n".join(row for row in text.splitlines() if row.strip())


def wrapped_paragraphs(text: str) -> str:
    """Lines broken at 70 columns and set apart by one blank line."""
    rows = [row for row in text.splitlines() if row.strip()]
    return "\n\n".join(textwrap.fill(row, 70, break_long_words=False, break_on_hyphens=False) for row in rows)


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as_saved": lambda text: text,
    "hard_wrapped": hard_wrapped,
    "single_newlines": single_newlines,
    "blank_between": blank_between,
    "wrapped_paragraphs": wrapped_paragraphs,
    "wrapped_dense": lambda text: hard_wrapped(single_newlines(text)),
    "windows": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: "\n".join(f"   {row}" for row in text.splitlines()),
}
