"""The body model on pages of no known site."""

from __future__ import annotations

import numpy as np
import pytest

from marsad.read.body_model import body_lines, body_model
from marsad.read.declared import declared
from marsad.read.features import FIRST, SECOND, Looks, candidates
from marsad.read.head import find_head
from marsad.read.page import Page, parse

PROSE = {
    "fr": "Le conseil du port a adopté mardi soir le plan des quais, après trois heures de débat entre les élus.",
    "es": "El consejo del puerto aprobó el martes por la noche el plan de los muelles, tras tres horas de debate.",
    "en": "The harbour board adopted the plan for the quays on Tuesday night, after three hours of debate.",
    "ar": "صادق مجلس الميناء مساء الثلاثاء على مخطط الأرصفة، بعد ثلاث ساعات من النقاش بين الأعضاء في القاعة الكبرى.",
}
LINKS = "".join(f'<li><a href="/{n}">Une autre nouvelle du port et de la ville {n}</a></li>' for n in range(8))


def page_in(lang: str) -> Page:
    paragraphs = "".join(f"<p>{PROSE[lang]} {n}.</p>" for n in range(6))
    return parse(
        f"<html lang={lang}><body><header><a href=/>La Bouée</a></header><main><article><h1>Le plan des quais</h1>"
        f"{paragraphs}</article></main><aside><h3>À lire aussi</h3><ul>{LINKS}</ul></aside>"
        f"<footer><p>© La Bouée, tous droits réservés.</p></footer></body></html>"
    )


def likely(page: Page) -> dict[int, float]:
    said = declared(page)
    return body_model().probabilities(page, said, find_head(page, said).at)


@pytest.mark.parametrize("lang", PROSE)
def test_paragraphs_are_body_and_the_rest_is_not(lang: str) -> None:
    page = page_in(lang)
    body = body_lines(page, likely(page))
    assert [page.lines[number].text for number in sorted(body)] == [f"{PROSE[lang]} {n}." for n in range(6)]


def test_a_page_without_lines_has_no_body() -> None:
    assert likely(parse("<html><body></body></html>")) == {}
    assert body_lines(parse(""), {}) == frozenset()


def test_every_column_has_a_name_and_a_number() -> None:
    page = page_in("fr")
    looks = Looks(page, candidates(page), declared(page), 1, body_model().lexicon)
    first = looks.first()
    second = looks.second(np.full(len(looks.lines), 0.5))
    assert first.shape == (len(FIRST), len(looks.lines))
    assert second.shape == (len(FIRST) + len(SECOND), len(looks.lines))
    assert np.isfinite(second).all()


def test_subheads_and_items_between_body_lines_are_body() -> None:
    page = parse("<div><p>un</p><h3>deux</h3><ul><li>trois</li></ul><p>quatre</p></div><h3>cinq</h3>")
    assert body_lines(page, {0: 0.9, 1: 0.1, 2: 0.1, 3: 0.9, 4: 0.1}) == {0, 1, 2, 3}


def test_where_all_is_doubtful_the_likeliest_is_body() -> None:
    page = parse("<p>" + "un mot " * 200 + "</p><div>deux</div>")
    assert body_lines(page, {0: 0.3, 1: 0.02}) == {0}
