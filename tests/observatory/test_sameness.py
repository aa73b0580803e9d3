from __future__ import annotations

import pytest

from marsad.observatory.models import Article
from marsad.observatory.sameness import Reading

TITLE = "Le phare de Tamri sera rallumé"
BODY = (
    "Le phare de Tamri sera rallumé samedi, a annoncé l'office des phares : « c'est promis », dit-il.\n\n"
    "La lampe neuve porte à trente milles – dix fois moins d'énergie – et coûte 12 millions de dirhams…"
)


def mark(**changed: object) -> str:
    told = {"title": TITLE, "lede": "", "body": BODY, "authors": ["Lina Berrada", "Omar Tazi"]}
    return Reading.of(Article(**{**told, "published": "2025-09-15T07:00:00+00:00", **changed})).mark  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"body": BODY.replace("'", "’").replace("« ", "“").replace(" »", "”")},
        {"body": BODY.replace(" :", "\u00a0:").replace("…", "...").replace("–", "—")},
        {"body": BODY.replace(" ", "  ").replace("\n\n", " ")},
        {"body": BODY.replace("samedi", "sa\u00admedi\u200b")},
        {"title": TITLE.replace(" ", "\u202f") + " "},
        {"lede": BODY.split("\n\n")[0], "body": BODY.split("\n\n")[1]},
        {"body": BODY + "\n\n1 204 vues"},
        {"body": f"Lu 3 412 fois\n\n{BODY}\n\n12 commentaires | 5 partages"},
        {"body": BODY + "\n\nLire aussi : Le tramway de Zellaka ouvre lundi"},
        {"body": BODY + "\n\nإقرأ أيضا: ترامواي زلاقة\n\n٣٤٥ مشاهدة"},
        {"body": BODY + "\n\nLina Berrada, 02/11/2026 11:05"},
        {"body": BODY + "\n\nتحديث 2026-11-02 11:05"},
        {"authors": ["Omar Tazi", "Lina  Berrada"]},
        {"published": "2025-09-15T09:30:00+00:00"},
        {"published": "2025-09-15"},
        {"modified": "2025-09-16"},
        {"outlet": "Le Quai", "section": "Mer", "tags": ["phare"]},
    ],
)
def test_what_no_reader_would_call_a_change(changed: dict[str, object]) -> None:
    assert mark(**changed) == mark()


@pytest.mark.parametrize(
    "changed",
    [
        {"title": TITLE + " samedi"},
        {"body": BODY.replace("12 millions", "15 millions")},
        {"body": BODY.replace("samedi", "dimanche")},
        {"body": BODY.replace("promis", "promise")},
        {"body": BODY.split("\n\n")[0]},
        {"body": BODY + "\n\nLe chantier a duré 3 ans."},
        {"body": BODY + "\n\n3 morts"},
        {"body": BODY + "\n\nLa lampe brûlera le 02/11/2026."},
        {"body": BODY.replace("c'est promis", "ce n'est pas promis")},
        {"lede": "Deux hivers de travaux."},
        {"authors": ["Lina Berrada"]},
        {"published": "2025-09-16T07:00:00+00:00"},
        {"published": ""},
    ],
)
def test_what_a_reader_would_call_a_change(changed: dict[str, object]) -> None:
    assert mark(**changed) != mark()


def test_a_day_that_moves_with_the_capture_is_no_change() -> None:
    counted = {"published_evidence": "printed by the headline: il y a 2 jours"}
    assert mark(published="2025-09-13", **counted) == mark(published="2025-09-12", **counted)
    bumped = {"published_evidence": "only a change is dated"}
    assert mark(published="2025-09-13", **bumped) == mark(published="2025-09-12", **bumped)
    printed = {"published_evidence": "printed by the headline: 13/09/2025"}
    assert mark(published="2025-09-13", **printed) != mark(published="2025-09-12", **printed)


def test_vowel_signs_and_forms_of_arabic_letters_are_no_change() -> None:
    assert mark(body="ﻣﻨﺎﺭﺓ تمــري") == mark(body="مَنَارَة تمري")
    assert mark(body="منارة تمري") != mark(body="منارة تامري")


def reading(body: str, *, paywalled: bool = False, title: str = TITLE) -> Reading:
    return Reading.of(Article(title=title, body=body, paywalled=paywalled))


LONG = "Le phare éclaire la côte. " * 60


@pytest.mark.parametrize(
    ("body", "paywalled"),
    [
        ("", False),
        ("Veuillez activer JavaScript pour lire cette page.", False),
        ("Le phare éclaire la côte. " * 20, True),
        ("La página solicitada ya no está disponible. " + "Vuelva a la portada. " * 3, False),
        ("هذا المقال لم يعد متاحا", False),
    ],
)
def test_a_page_that_lost_its_article_is_hollow(body: str, paywalled: bool) -> None:
    assert reading(body, paywalled=paywalled).is_hollow(reading(LONG))


@pytest.mark.parametrize(
    ("body", "paywalled"),
    [
        (LONG, True),
        ("Le phare éclaire la côte. " * 20, False),
        (LONG + "Le vieux phare n'existe plus.", False),
    ],
)
def test_a_shorter_article_is_still_one(body: str, paywalled: bool) -> None:
    assert not reading(body, paywalled=paywalled).is_hollow(reading(LONG))


def test_nothing_is_hollow_beside_nothing() -> None:
    assert not reading("").is_hollow(reading(""))
    assert not reading("Le phare brille.").is_hollow(reading("Le phare a brillé."))
