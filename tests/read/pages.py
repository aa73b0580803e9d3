"""Small pages for tests of the HTML reader. Every name in them is invented."""

from __future__ import annotations

PROSE = (
    "Le conseil du port de Sidi Laroussi a adopté mardi soir le plan des quais, après trois heures de débats tendus.",
    "La présidente Nour Bensalem-Aït a promis que les travaux commenceraient avant la fin du printemps prochain.",
    "Les pêcheurs, réunis devant la criée depuis l'aube, ont demandé que leurs emplacements soient garantis par écrit.",
    "Une commission de suivi se réunira chaque mois et publiera ses comptes rendus sur le site de la commune.",
)


def page(body: str, head: str = "", lang: str = "fr") -> str:
    """An HTML page around ``body``."""
    return f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def paragraphs(*extra: str) -> str:
    """The four paragraphs of prose, with ``extra`` markup after the second."""
    texts = [f"<p>{text}</p>" for text in PROSE]
    return "\n".join([*texts[:2], *extra, *texts[2:]])
