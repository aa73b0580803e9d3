"""One place by all its names: over scripts, languages and spellings."""

from __future__ import annotations

import pytest

from marsad.annotate.places import country_of, nearest, place_matches, places_named
from marsad.annotate.text import Passage


@pytest.mark.parametrize(
    "names",
    [
        ("Figuig", "فجيج", "فكيك"),
        ("Fès", "Fez", "Fes", "فاس"),
        ("Oujda", "Uchda", "وجدة"),
        ("Tanger", "Tánger", "Tangier", "طنجة"),
        ("Errachidia", "Er-Rachidia", "Er Rachidia", "الرشيدية"),
        ("El Jadida", "El-Jadida", "الجديدة"),
        ("Béni Mellal", "Beni-Mellal", "بني ملال"),
        ("Al Hoceïma", "Al Hoceima", "Alhucemas", "الحسيمة"),
        ("Alger", "Algiers", "Argel", "الجزائر العاصمة"),
        ("Touggourt", "Tuggurt", "تقرت"),
        ("Tizi Ouzou", "Tizi-Ouzou", "تيزي وزو"),
        ("M'Sila", "Msila", "المسيلة"),
        ("Kairouan", "Kairuán", "القيروان"),
        ("Sbikha", "السبيخة"),
        ("Djerba", "Jerba", "جربة"),
        ("Misrata", "مصراتة"),
        ("Nouadhibou", "Nuadibú", "نواذيبو"),
        ("Chinguetti", "شنقيط"),
        ("Genève", "Geneva", "Ginebra", "جنيف"),
        ("Le Caire", "Cairo", "El Cairo", "القاهرة"),
        ("La Mecque", "Mecca", "La Meca", "مكة المكرمة"),
        ("Maghreb", "Magreb", "المغرب العربي"),
        ("Moyen-Orient", "Middle East", "Oriente Medio", "الشرق الأوسط"),
        ("Californie", "California", "كاليفورنيا"),
        ("Andalousie", "Andalucía", "Andalusia", "الأندلس"),
        ("Méditerranée", "Mediterráneo", "البحر المتوسط"),
    ],
)
def test_the_names_of_a_place_have_one_key(names: tuple[str, ...]) -> None:
    keys = {name: places_named(name)[0].key for name in names}
    assert len(set(keys.values())) == 1, keys


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("CD", "RDC, DR Congo, RD Congo, الكونغو الديمقراطية"),
        ("CG", "Congo, الكونغو"),
        ("US", "USA, EE.UU., EE. UU., U.S., États-Unis, أمريكا"),
        ("GB", "UK, Royaume-Uni, Angleterre, Inglaterra, بريطانيا"),
        ("AE", "الإمارات, Emiratos, Émirats arabes unis, UAE"),
        ("SA", "السعودية, Arabie saoudite, Arabia Saudí"),
        ("CI", "كوت ديفوار, ساحل العاج, Côte d’Ivoire, Costa de Marfil"),
        ("KR", "Corée du Sud, South Korea"),
        ("KP", "كوريا الشمالية"),
        ("TN", "Túnez, تونس, Tunisie"),
        ("DZ", "الجزائر, Argelia"),
        ("MR", "موريتانيا, Mauritanie"),
        ("EH", "Sáhara Occidental, Sahara occidental, الصحراء الغربية"),
        ("TR", "Türkiye, Turquie, تركيا"),
        ("NL", "Países Bajos, Pays-Bas, هولندا"),
    ],
)
def test_countries_by_any_name(code: str, names: str) -> None:
    assert {name: country_of(name) for name in names.split(", ")} == dict.fromkeys(names.split(", "), code)


@pytest.mark.parametrize("name", ["Rabat", "Maghreb", "", "???", "Xqzzt"])
def test_what_is_no_country(name: str) -> None:
    assert country_of(name) is None


@pytest.mark.parametrize("name", ["", " ", "!", "Xqzzt", "\ud800", "ـ", "a" * 100_000])
def test_what_is_no_name_names_nothing(name: str) -> None:
    assert places_named(name) == ()


def test_candidates_in_a_country_of_the_text_come_first() -> None:
    tripoli = places_named("Tripoli")
    assert nearest(tripoli, []).country == "LY"
    assert nearest(tripoli, ["LB"]).country == "LB"
    assert nearest(tripoli, ["FR"]).country == "LY"


@pytest.mark.parametrize(
    ("text", "lang", "name", "shown"),
    [
        ("De Nador au village d'Ouarzazatt", "fr", "Ouarzazatt", "Ouarzazate"),
        ("En Rabat y en Tafilalt, en Jenifra", "es", "Jenifra", "Khénifra"),
        ("Marruecos: Rabat, Buznica y Nador", "es", "Buznica", "Bouznika"),
        ("From Tunis to Tatawine", "en", "Tatawine", "Tataouine"),
        ("من الرباط إلى مدينة ورزازاط", "ar", "ورزازاط", "Ouarzazate"),
    ],
)
def test_a_spelling_that_no_list_has_is_heard(text: str, lang: str, name: str, shown: str) -> None:
    found = {text[m.start : m.end]: m for m in place_matches(Passage.of(text, lang))}
    assert found[name].places[0].name == shown
    assert found[name].certain < 0.9


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De Lyon au village d'Ouarzazatt", "fr"),
        ("Nador accueille Ouarzazatt", "fr"),
        ("وصل ورزازاط من الرباط", "ar"),
    ],
)
def test_a_sound_alone_is_no_place(text: str, lang: str) -> None:
    found = [text[m.start : m.end] for m in place_matches(Passage.of(text, lang))]
    assert not {"Ouarzazatt", "ورزازاط"} & set(found)
