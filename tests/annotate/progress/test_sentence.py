"""Sentences that show how far something has come, in four languages."""

from __future__ import annotations

import pytest

from marsad.annotate.pipeline import annotated
from marsad.annotate.progress.cues import Cues, cues_of, forms
from marsad.annotate.progress.sentence import MOST, RULE
from marsad.model import LANGUAGES, Article, Block, BlockType, DetailRole, Progress

PUBLISHED = "2026-11-20"

SHOWN = [
    ("fr", "Sur les 640 postes d'agents que la régie de Sousse doit pourvoir, 210 l'ont été à ce jour.", "started"),
    ("fr", "Les pelleteuses du groupement ont investi la parcelle de Kenitra où s'élèveront 300 logements.", "started"),
    ("fr", "Le rendez-vous des riverains de Gabès est désormais pris pour le 30 mars 2027.", "postponed"),
    ("ar", "التحق بمقاعد التكوين مائتا ممرض من أصل 900 في ولاية تيارت.", "started"),
    ("ar", "طوى مجلس ميناء طنجة صفحة المستودع المبرد ذي الأربعة آلاف طن.", "withdrawn"),
    ("es", "Recibieron ayer sus diplomas las 480 alumnas del taller de costura de Larache.", "done"),
    ("es", "La rehabilitación de las dieciséis salas de Orán queda diferida a finales de 2027.", "postponed"),
    ("en", "Naviera Rif and the Vigo yard put their names to papers for two hybrid vessels.", "signed"),
    ("en", "The fund has told owners in Sfax that it will not, after all, be paying for the cinemas.", "withdrawn"),
]
SILENT = [
    ("fr", "Les 300 logements de Kenitra ne sont pas encore livrés aux familles, déplore la mairie."),
    ("fr", "La nouvelle gare routière de Kenitra sera inaugurée par le ministre des Transports."),
    ("ar", "لم تدخل محطة طنجة الجديدة ذات الأربعة آلاف طن حيز الخدمة بعد."),
    ("ar", "ستفتح المكتبة الجديدة أبوابها أمام 900 تلميذ في تيارت."),
    ("es", "El hospital de Larache todavía no ha abierto sus 120 camas al público."),
    ("es", "El nuevo hospital de Larache será inaugurado por la ministra de Sanidad."),
    ("en", "The 120-bed hospital in Sfax has not yet received its first patients."),
    ("en", "The 120-bed hospital in Sfax could be scrapped, sources close to the board say."),
    ("en", "They opened in 1998 the 120-bed hospital of Sfax, on a hill behind the port."),
    ("en", "It was finished."),
]


def shown(text: str, lang: str) -> list[Progress]:
    article = Article(title=None, lang=lang, blocks=(Block(BlockType.PARAGRAPH, text),), published=PUBLISHED)
    return [fact for fact in annotated(article).facts if isinstance(fact, Progress)]


@pytest.mark.parametrize(("lang", "text", "status"), SHOWN)
def test_a_sentence_shows_a_status(lang: str, text: str, status: str) -> None:
    [fact] = shown(text, lang)
    assert fact.status.value == status
    assert text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize(("lang", "text"), SILENT)
def test_what_is_denied_or_to_come_shows_none(lang: str, text: str) -> None:
    assert [fact.text for fact in shown(text, lang)] == []


def test_a_sentence_has_its_figures_and_the_new_day() -> None:
    [fact] = shown("Le rendez-vous pour les 640 postes de Gabès est désormais pris pour le 30 mars 2027.", "fr")
    assert (fact.rule, fact.due) == (RULE, "2027-03-30")
    assert [(one.value or "").split()[0] for one in fact.told(DetailRole.AMOUNT)] == ["640"]
    assert [one.text for one in fact.told(DetailRole.PLACE)] == ["Gabès"]


def test_an_article_has_few_of_them() -> None:
    text = " ".join(f"Les pelleteuses du groupement ont investi la parcelle {n} de Kenitra." for n in range(20, 32))
    assert len([fact for fact in shown(text, "fr") if fact.rule == RULE]) == MOST


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_has_cues_of_each_status(lang: str) -> None:
    cues = cues_of(lang)
    assert cues is not None
    names = {name for patterns in cues.cues.patterns.values() for name, _ in patterns}
    assert names == {"signed", "started", "done", "deeds", "postponed", "put_off", "withdrawn"}


def test_patterns() -> None:
    cues = Cues.of({"started": ["poses|pos* _ pierre"]})
    words = [forms(word) for word in ["pose", "de", "la", "premiere", "pierre"]]
    assert list(cues.at(words, 0, len(words))) == [("started", 4)]
    assert list(cues.at(words, 0, 4)) == []
    assert list(cues.at(words, 1, len(words))) == []
    assert cues_of("de") is None


def test_letters_hung_before_an_arabic_word() -> None:
    assert "انطلاق" in forms("وبانطلاق")
    assert "شرب" not in forms("الشرب")
