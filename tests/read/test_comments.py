"""Readers' comments on the parsed page. Outlets, readers and their words are invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from marsad.read.comment_area import find_areas
from marsad.read.comment_words import is_button, is_form, is_heading
from marsad.read.comments import Discussion, find_comments
from marsad.read.page import Page, parse

PROSE = [
    f"Le port d'Oued Salam a accueilli ce mois-ci son {number}e navire de grain, a dit la capitainerie, et les dockers "
    "attendent encore la nouvelle grue promise par l'office."
    for number in range(2, 8)
]
ARTICLE = "<h1>La grue du port se fait attendre</h1>" + "".join(f"<p>{text}</p>" for text in PROSE)
NESTED = (
    "<section id='comments'><h4>3 commentaires</h4><ol>"
    "<li class='comment'><span class='fn'>Warda</span> <span class='date'>12/03/2025 10:15</span><p>Enfin !</p>"
    "<a class='reply'>Répondre</a>"
    "<ul><li class='comment'><span class='fn'>Le Docker</span><p>On verra bien au printemps.</p></li></ul></li>"
    "<li class='comment'><span class='fn'>Sami</span> <span class='date'>13/03/2025</span><p>Et le pont ?</p></li></ol>"
    "<form><p>Votre adresse e-mail ne sera pas publiée.</p><button>Publier le commentaire</button></form></section>"
)


def _page(after: str, before: str = ARTICLE, head: str = "") -> Page:
    return parse(f"<html><head>{head}</head><body><main>{before}{after}</main><footer>La Bouée</footer></body></html>")


def _read(after: str, *, lang: str = "fr", head: str = "", fetched: datetime | None = None) -> tuple[Page, Discussion]:
    page = _page(after, head=head)
    return page, find_comments(page, lang=lang, fetched=fetched)


def _told(found: Discussion) -> list[tuple[str | None, str, int | None]]:
    return [(one.author, one.text, one.reply_to) for one in found.comments]


def _left(page: Page, found: Discussion) -> list[str]:
    return [line.text for line in page.lines if line.number not in found.lines]


def test_a_nested_list_is_of_answers_and_all_its_lines_are_taken() -> None:
    page, found = _read(NESTED)
    assert _told(found) == [
        ("Warda", "Enfin !", None),
        ("Le Docker", "On verra bien au printemps.", 0),
        ("Sami", "Et le pont ?", None),
    ]
    assert [one.published for one in found.comments] == ["2025-03-12T10:15", None, "2025-03-13"]
    assert _left(page, found) == ["La grue du port se fait attendre", *PROSE, "La Bouée"]


def test_wordpress_body_inside_its_item_is_one_comment() -> None:
    def one(author: str, words: str, inside: str = "") -> str:
        return (
            f"<li class='comment even thread-even depth-1' id='comment-7'><article class='comment-body'><footer class="
            f"'comment-meta'><div class='comment-author vcard'><b class='fn'>{author}</b> <span class='says'>says:"
            "</span></div><div class='comment-metadata'><a href='#'><time datetime='2024-05-02T09:30:00+01:00'>"
            f"May 2, 2024 at 9:30 am</time></a></div></footer><div class='comment-content'><p>{words}</p></div>"
            f"<div class='reply'><a class='comment-reply-link' href='#'>Reply</a></div></article>{inside}</li>"
        )

    answers = "<ol class='children'>" + one("Kamal", "Agreed.") + "</ol>"
    comments = one("Rita", "A crane at last.", answers) + one("Omar", "Too late for the harvest.")
    _, found = _read(
        f"<div class='comments-area'><h2>3 thoughts on “La grue”</h2><ol class='comment-list'>{comments}</ol></div>"
    )
    assert _told(found) == [
        ("Rita", "A crane at last.", None),
        ("Kamal", "Agreed.", 0),
        ("Omar", "Too late for the harvest.", None),
    ]
    assert found.comments[0].published == "2024-05-02T09:30:00+01:00"


def test_answers_in_a_list_beside_their_comment() -> None:
    def one(author: str, words: str) -> str:
        return f"<div class='comment'><b class='author'>{author}</b><i class='date'>02/05/2024</i><p>{words}</p></div>"

    _, found = _read(
        "<div class='comments'><div>" + one("Rita", "Por fin.") + "<div class='replies'>" + one("Paco", "Ya era hora.")
        + "</div></div><div>" + one("Inés", "Veremos.") + "</div></div>", lang="es",
    )  # fmt: skip
    assert _told(found) == [("Rita", "Por fin.", None), ("Paco", "Ya era hora.", 0), ("Inés", "Veremos.", None)]


@pytest.mark.parametrize(
    ("heading", "lang", "dates", "words"),
    [
        (
            "2 commentaires",
            "fr",
            ("12 mars 2025 à 10:15", "13 mars 2025"),
            ("Enfin une bonne nouvelle", "Wach bssah hadchi"),
        ),
        ("Comentarios (2)", "es", ("12 de marzo de 2025", "13 de marzo de 2025"), ("Por fin", "No me lo creo")),
        ("2 Comments", "en", ("March 12, 2025", "March 13, 2025"), ("At last", "I doubt it")),
        ("التعليقات (2)", "ar", ("12 مارس 2025", "13 مارس 2025"), ("خبر جيد أخيرا", "سنرى في الربيع")),
    ],
)
def test_a_heading_tells_of_comments_whose_elements_have_no_names(
    heading: str, lang: str, dates: tuple[str, str], words: tuple[str, str]
) -> None:
    items = "".join(
        f"<div class='x1'><div class='x2'><b>Reader{number}</b></div><div class='x3'>{date}</div><p>{said}</p></div>"
        for number, (date, said) in enumerate(zip(dates, words, strict=True))
    )
    page, found = _read(f"<div class='x0'><h3>{heading}</h3>{items}</div>", lang=lang)
    assert _told(found) == [("Reader0", words[0], None), ("Reader1", words[1], None)]
    assert [one.published and one.published[:10] for one in found.comments] == ["2025-03-12", "2025-03-13"]
    assert _left(page, found)[1:] == [*PROSE, "La Bouée"]


def test_an_answer_by_name_and_a_relative_date() -> None:
    items = "".join(
        f"<div class='comment'><span class='nick'>{name}</span><span class='ago'>{ago}</span><p>{words}</p></div>"
        for name, ago, words in [("Sami B", "il y a 3 jours", "Bravo."), ("Lina", "hier", "@Sami B pas si vite")]
    )
    _, found = _read(f"<div id='comments'>{items}</div>", fetched=datetime(2025, 3, 20, 12, tzinfo=UTC))
    assert _told(found) == [("Sami B", "Bravo.", None), ("Lina", "@Sami B pas si vite", 0)]
    assert [one.published for one in found.comments] == ["2025-03-17", "2025-03-19"]


def test_microdata_is_enough() -> None:
    comment = "<div itemscope itemtype='https://schema.org/Comment'><span itemprop='author'>{}</span><p>{}</p></div>"
    _, found = _read(f"<div id='comments'>{comment.format('Rim', 'Bien.')}{comment.format('Adel', 'Mal.')}</div>")
    assert _told(found) == [("Rim", "Bien.", None), ("Adel", "Mal.", None)]


def test_json_ld_speaks_where_the_page_shows_none() -> None:
    said = {
        "@type": "NewsArticle",
        "comment": [
            {"@type": "Comment", "text": "Enfin.", "author": {"name": "Rim"}, "dateCreated": "2025-03-12T08:00:00Z",
             "comment": {"@type": "Comment", "text": "Oui.", "author": "Adel"}},
        ],
    }  # fmt: skip
    head = f"<script type='application/ld+json'>{json.dumps(said)}</script>"
    assert _told(_read("", head=head)[1]) == [("Rim", "Enfin.", None), ("Adel", "Oui.", 0)]
    assert len(_read(NESTED, head=head)[1].comments) == 3


@pytest.mark.parametrize(
    "area",
    [
        "<section id='comments'><h4>Aucun commentaire</h4></section>",
        "<div id='respond' class='comment-respond'><h3>Laisser un commentaire</h3><p>Votre adresse e-mail ne sera pas "
        "publiée.</p><form><label>Nom</label><button>Publier le commentaire</button></form></div>",
        "<div><h3>Deja un comentario</h3><form><label>Nombre</label><button>Publicar comentario</button></form></div>",
        "<div><h3>اترك تعليقا</h3><form><label>الاسم</label><button>إرسال التعليق</button></form></div>",
    ],
)
def test_an_empty_area_or_a_form_is_taken_and_holds_no_comment(area: str) -> None:
    page, found = _read(area)
    assert found.comments == ()
    assert _left(page, found)[1:] == [*PROSE, "La Bouée"]


@pytest.mark.parametrize(
    "opened",
    [
        "<article class='article--comment'>",
        "<div class='comment-body'>",
        "<div class='post hentry category-commentaires'>",
        "<div class='content comments-enabled'>",
        "<section class='section-commentaire'>",
    ],
)
def test_an_opinion_piece_called_after_comments_is_not_lost(opened: str) -> None:
    closed = f"</{opened[1:].split()[0]}>"
    for page in (
        _page("", f"{opened}{ARTICLE}{closed}"),
        _page("", ARTICLE.replace("</h1>", "</h1>" + opened) + closed),
    ):
        assert find_comments(page, lang="fr", fetched=None) == Discussion()


def test_what_was_said_under_other_pages_is_no_comment_of_this_one() -> None:
    page, found = _read(
        "<aside class='widget_recent_comments'><h4>Derniers commentaires</h4><ul><li class='comment'>"
        "<span class='fn'>Rim</span> <a href='/autre'>sur Le pont de Sidi Amor</a></li></ul></aside>"
    )
    assert found.comments == ()
    assert _left(page, found)[1:] == [*PROSE, "La Bouée"]


def test_an_article_that_speaks_of_comments_has_none() -> None:
    page = _page("<h2>Comment la grue est arrivée</h2><p>Personne ne le sait.</p>")
    assert find_areas(page) == []


def test_words_of_the_area() -> None:
    assert all(
        map(is_heading, ["3 commentaires", "Comments (12)", "4 تعليقات", "2 thoughts on “The crane”", "Kommentare"])
    )
    assert not any(map(is_heading, ["Comment lire ce texte", "Réactions en chaîne au port", "الرد على الحكومة"]))
    assert all(map(is_button, ["Répondre", "J'aime 3 · Répondre", "رد", "Reply Report", "12"]))
    assert not any(map(is_button, ["Répondre à tous est difficile", "Like a bridge"]))
    assert is_form("Your email address will not be published.")
