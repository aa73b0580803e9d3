"""The plain-text reader on fictional pages of ten templates, and on input that is no page."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.model import Article, BlockType
from marsad.read.plain import read_plain
from marsad.read.plain.lines import split_lines
from tests.read.plain_page import PAGES, load

FETCHED = datetime.fromisoformat("2025-09-16T18:00:00+01:00")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_marked_page(path: Path) -> None:
    page = load(path)
    article = read_plain(page.text, fetched=FETCHED)
    assert article.title == page.title
    assert article.lang == page.lang
    assert article.lede == page.lede
    assert list(article.authors) == page.authors
    assert article.published == page.published
    assert words(article.body) == words(" ".join(page.body))
    assert [block.text for block in article.blocks if block.type is BlockType.SUBHEAD] == page.subheads
    assert [(comment.author, comment.text) for comment in article.comments] == page.comments
    titles = {teaser.title for teaser in article.teasers}
    assert titles >= set(page.teasers)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_word_of_the_page_is_somewhere(path: Path) -> None:
    """Nothing is lost without a trace: what is not the article is among the dropped, with a reason."""
    page = load(path)
    article = read_plain(page.text, fetched=FETCHED)
    said = " ".join(
        [
            article.title or "",
            article.text,
            *(dropped.text for dropped in article.dropped),
            *(f"{comment.author} {comment.text}" for comment in article.comments),
        ]
    )
    lost = [line.text for line in split_lines(page.text) if not set(line.text.split()) <= set(said.split())]
    metadata = {"dit", "says:", "dijo...", "Hace"}
    lost = [line for line in lost if not line.startswith(("• ", "1. ", "2. ", "3. "))]
    assert [line for line in lost if not (set(line.split()) & metadata or any(char.isdigit() for char in line))] == []
    assert all(dropped.reason and dropped.text for dropped in article.dropped)


def test_no_date_says_why() -> None:
    article = read_plain(
        "Un pont pour la vallée\n\nLe pont de bois a été ouvert hier par les habitants du village, après trois ans de "
        "travaux menés sans aucune aide.\n\nIl porte le nom du menuisier qui en a dessiné les plans."
    )
    assert article.published is None
    assert article.published_evidence == 'no date on the page; "hier" cannot be resolved without one'


def test_a_statement_to_an_agency_is_not_a_byline() -> None:
    story = (
        "Le barrage de Sidi Brahim se remplit\n\n{opening}Le barrage a gagné douze mètres en une semaine, après les "
        "pluies du début du mois, selon l'agence du bassin.\n\nDans une déclaration à la MAP, le directeur a dit "
        "attendre la fin du printemps avant de rouvrir les vannes."
    )
    assert read_plain(story.format(opening="")).agency is None
    assert read_plain(story.format(opening="TAZA (MAP) - ")).agency == "MAP"
    assert read_plain(story.format(opening="") + " (MAP)").agency == "MAP"


def test_origin_is_another_outlet_and_never_a_person_or_the_page_itself() -> None:
    page = (
        "Les abeilles reviennent à Imilchil\n{line}\n\nLes apiculteurs du plateau ont compté deux fois plus de "
        "ruches que l'an dernier, une première depuis la sécheresse.\n\nIls attendent encore la pluie de mai pour "
        "se réjouir.\n\n© 2025 Journal du Plateau"
    )
    origin = read_plain(page.format(line="Publié dans L'Écho des Cèdres le 03 - 05 - 2025")).origin
    assert origin is not None
    assert (origin.outlet, origin.published) == ("L'Écho des Cèdres", "2025-05-03")
    assert read_plain(page.format(line="Publié dans Journal du Plateau le 3 mai 2025")).origin is None
    by_person = read_plain(page.format(line="Publié par Amina Zeroual le 3 mai 2025"))
    assert by_person.origin is None
    assert by_person.authors == ("Amina Zeroual",)


def test_a_ticker_is_cut_into_its_headlines() -> None:
    heads = [f"Le village numéro {n} fête sa récolte" for n in range(12)]
    body = (
        "Une récolte sans précédent dans la plaine\n\nLes coopératives de la plaine ont livré plus de blé que jamais, "
        "selon leur fédération.\n\nLa moisson se poursuit jusqu'à la fin de la semaine dans les douars du nord."
    )
    for separator in ("    ", " • ", " | ", "\t"):
        article = read_plain(f"EN DIRECT {separator.join(heads)}\n\n{body}")
        assert [teaser.title for teaser in article.teasers] == heads
        assert not any(head in article.text for head in heads)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_never_raises(text: str) -> None:
    assert isinstance(read_plain(text, fetched=FETCHED), Article)


PIECES = st.sampled_from(
    (
        *(
            "Par",
            "3 commentaires",
            "\n",
            "\n\n",
            "    ",
            " | ",
            "•",
            "Publié le",
            "12/03/2025",
            "Répondre",
            "©",
            "إعلان",
        ),
        *(
            ":",
            "صورة",
            "1.",
            "says:",
            "“",
            "…",
            "(",
            "X",
            "Lire aussi :",
            "Une phrase assez longue pour être de la prose.",
        ),
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_never_raises_on_what_pages_are_made_of(pieces: list[str]) -> None:
    assert isinstance(read_plain(" ".join(pieces), fetched=FETCHED), Article)


ODD = {
    "one line": "abc de " * 1,
    "one word": "a",
    "blank lines": "\n",
    "separators": " | ",
    "bullets": "• ",
    "wide gaps": "mot    ",
    "dates": "12/03/2025 ",
    "date lines": "Par X 12/03/2025\n",
    "headings": "3 commentaires\n",
    "comments": "X 12/03/2025\nUne phrase courte de commentaire.\n",
    "prose": "Une phrase de plus dans un texte qui n'en finit pas de finir.\n",
    "cues": "lire aussi photo publié par ",
    "headlines": "Un titre de quelques mots sans point\n",
    "short": "x\n",
    "scripts": "abc ابت ",
    "copyright": "© 2025 Tous droits réservés\n",
    "stops": ". ",
    "parentheses": "(",
}


@pytest.mark.parametrize("unit", ODD.values(), ids=ODD.keys())
def test_time_grows_linearly(unit: str) -> None:
    """Eight times the text takes at most some twenty times as long: far from the sixty-four of a square."""
    small, large = (unit * (size // len(unit)) for size in (10_000, 80_000))
    read_plain(unit * 10, fetched=FETCHED)
    assert _seconds(large) < 20 * _seconds(small) + 0.1


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        read_plain(text, fetched=FETCHED)
        best = min(best, time.process_time() - start)
    return best
