"""Places in running text: where their names begin and end, and how sure they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.annotate.places import PlaceMatch, place_matches
from marsad.annotate.text import Passage


def matches(text: str, lang: str | None = None) -> dict[str, PlaceMatch]:
    """The matches of a text by their words."""
    return {text[match.start : match.end]: match for match in place_matches(Passage.of(text, lang))}


@pytest.mark.parametrize(
    ("text", "lang", "names"),
    [
        ("Le train relie Tanger et Casablanca.", "fr", ["Tanger", "Casablanca"]),
        ("Elle vient d'Oujda, dans l'Oriental.", "fr", ["Oujda", "Oriental"]),
        ("Un pont neuf à Béni Mellal", "fr", ["Béni Mellal"]),
        ("Un pont neuf à Beni-Mellal", "fr", ["Beni-Mellal"]),
        ("Le Caire reçoit Alger.", "fr", ["Le Caire", "Alger"]),
        ("De retour du Caire", "fr", ["Caire"]),
        ("La région de Casablanca-Settat", "fr", ["Casablanca-Settat"]),
        ("Sur l'axe Rabat-Casablanca", "fr", ["Rabat", "Casablanca"]),
        ("La pêche en mer Rouge", "fr", ["mer Rouge"]),
        ("Una carretera entre Nador y Alhucemas", "es", ["Nador", "Alhucemas"]),
        ("Los vecinos de Nueva York", "es", ["Nueva York"]),
        ("Acuerdo con EE.UU. sobre agua", "es", ["EE.UU."]),
        ("A clinic opens in Fez and Meknes", "en", ["Fez", "Meknes"]),
        ("The Rabat-based workshop", "en", ["Rabat"]),
        ("Traders in the U.S. wait", "en", ["U.S."]),
        ("The US and the UAE agree", "en", ["US", "UAE"]),
        ("افتتح المعرض في الرباط", "ar", ["الرباط"]),
        ("ربط سككي بين فاس ومكناس", "ar", ["فاس", "مكناس"]),
        ("اجتماع بالدار البيضاء", "ar", ["الدار البيضاء"]),
        ("قافلة للجزائر", "ar", ["لجزائر"]),
        ("سافرت إلى تونس العاصمة", "ar", ["تونس العاصمة"]),
        ("وبالقيروان سوق جديدة", "ar", ["القيروان"]),
    ],
)
def test_the_words_of_a_place(text: str, lang: str, names: list[str]) -> None:
    assert [name for name, match in matches(text, lang).items() if match.certain >= 0.5] == names


@pytest.mark.parametrize(
    ("text", "lang", "word"),
    [
        ("Nice journée pour tous", "fr", "Nice"),
        ("Car il pleut", "fr", "Car"),
        ("Eau et électricité", "fr", "Eau"),
        ("Réunion du conseil", "fr", "Réunion"),
        ("Us and them", "en", "Us"),
        ("Orange a réparé la ligne", "fr", "Orange"),
        ("Salé ou sucré", "fr", "Salé"),
        ("Martin a signé", "fr", "Martin"),
        ("Centro de día abierto", "es", "Centro"),
        ("Reading is free here", "en", "Reading"),
        ("بغلاف مالي كبير", "ar", "مالي"),
        ("في مدينة جديدة", "ar", "مدينة"),
        ("المدينة القديمة", "ar", "المدينة"),
        ("المحطة الجديدة", "ar", "الجديدة"),
    ],
)
def test_what_is_oftener_another_word_is_hardly_sure(text: str, lang: str, word: str) -> None:
    match = matches(text, lang).get(word)
    assert match is None or match.certain < 0.5


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("une villa à louer à la campagne", "fr"),
        ("Marie-Constantine Lopez-Oranaise a gagné", "fr"),
        ("un camino nuevo para todos", "es"),
        ("nothing happens anywhere", "en"),
        ("كتب الطلاب دروسهم", "ar"),
    ],
)
def test_no_place_where_none_is_named(text: str, lang: str) -> None:
    assert [name for name, match in matches(text, lang).items() if match.certain >= 0.5] == []


@pytest.mark.parametrize(
    ("plain", "told", "name"),
    [
        ("Nice est pleine", "La ville de Nice est pleine", "Nice"),
        ("Orange est pleine", "La commune d'Orange est pleine", "Orange"),
        ("الوادي جاف", "ولاية الوادي جافة", "الوادي"),
        ("الجديدة", "مدينة الجديدة", "الجديدة"),
    ],
)
def test_the_word_for_a_town_makes_sure(plain: str, told: str, name: str) -> None:
    assert matches(plain)[name].certain < 0.5 <= matches(told)[name].certain


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("بين قفصة وتوزر وقبلي", "ar", "قبلي"),
        ("أمطار في بسكرة والوادي", "ar", "الوادي"),
        ("من سلا والرباط", "ar", "سلا"),
        ("Errachidia, Rich et Midelt", "fr", "Rich"),
        ("Rabat y Salé", "es", "Salé"),
    ],
)
def test_a_list_of_places_makes_sure(text: str, lang: str, name: str) -> None:
    assert matches(text, lang)[name].certain >= 0.5


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("قصر وقبلي", "ar", "قبلي"),
        ("وصل إلى الرباط والتقى الوزير", "ar", "التقى"),
        ("الرباط والمدينة", "ar", "المدينة"),
        ("Lyon, Rich et Paul", "fr", "Rich"),
    ],
)
def test_a_list_of_other_things_does_not(text: str, lang: str, name: str) -> None:
    match = matches(text, lang).get(name)
    assert match is None or match.certain < 0.5


def test_a_name_may_mean_a_country_or_its_capital() -> None:
    assert [place.key for place in matches("وصل إلى تونس", "ar")["تونس"].places[:2]] == ["TN", "g2464470"]
    assert [place.key for place in matches("وصل إلى تونس العاصمة", "ar")["تونس العاصمة"].places] == ["g2464470"]
    assert [place.sort for place in matches("Llegó a Túnez", "es")["Túnez"].places[:2]] == ["country", "city"]
    assert [place.sort for place in matches("Il vit à Tunis", "fr")["Tunis"].places[:1]] == ["city"]


def test_a_name_does_not_go_over_a_line() -> None:
    assert list(matches("Un marché à Beni\nMellal", "fr")) != ["Beni\nMellal"]


def test_tokens_and_characters_agree() -> None:
    text = "Demain, à Sidi Bouzid"
    passage = Passage.of(text, "fr")
    match = place_matches(passage)[0]
    assert passage.between(match.first, match.last) == text[match.start : match.end] == "Sidi Bouzid"
    assert match.cased


def test_vowel_signs_do_not_move_a_name() -> None:
    assert list(matches("سوقٌ بِالرِّباط", "ar")) == ["الرِّباط"]


@given(st.text(max_size=200), st.sampled_from(["fr", "ar", "es", "en", "xx", None]))
def test_any_text_gives_matches_in_order_without_overlaps(text: str, lang: str | None) -> None:
    passage = Passage.of(text, lang)
    found = place_matches(passage)
    assert all(0 <= a.start < a.end <= len(text) and a.places and 0 <= a.certain <= 1 for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(passage.starts[a.first] <= a.start and a.end <= passage.ends[a.last] for a in found)


@given(
    st.lists(
        st.sampled_from(
            ["Rabat", "و", "بالجزائر", "mer", "Rouge", "-", "'", ".", "\n", "de", "ville", "Sidi", "لل", "ـ", "Xyz"]
        )
    )
)
def test_odd_runs_of_words_give_matches_in_order(words: list[str]) -> None:
    for joint in ("", " "):
        found = place_matches(Passage.of(joint.join(words), None))
        assert all(a.end <= b.start for a, b in pairwise(found))
