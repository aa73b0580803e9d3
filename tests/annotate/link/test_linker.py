"""Ids over articles: joined over scripts and languages, kept apart where they must be, the same for ever."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from marsad.annotate.link import Linker
from marsad.model import LANGUAGES, Entity, FactKind
from tests.annotate.link.names import entity, initiative, institutions, organisation, person, place, sort_of


def _ids(*articles: tuple[str | None, Entity]) -> list[str]:
    linker = Linker()
    return [linker.link([one], lang=lang)[0] for lang, one in articles]


def test_ids_can_be_read() -> None:
    ids = _ids(
        ("fr", person("Salma Zeroual-Haddaoui")),
        ("fr", organisation("Institut du thym")),
        ("fr", initiative("Plan Tafoukt 2031")),
        ("fr", place("Maroc", key="MA")),
        ("ar", person("كريم بوشامة")),
        ("fr", place("Douar Tazerzit")),
    )
    assert ids == [
        "person/salma-zeroual-haddaoui",
        "org/institut-du-thym",
        "initiative/plan-tafoukt-2031",
        "place/MA",
        "person/karim-boushama",
        "place/douar-tazerzit",
    ]


def test_a_person_is_one_in_every_script() -> None:
    ids = _ids(
        ("ar", person("خديجة بنيعيش الغرباوي")),
        ("fr", person("Khadija Benyaïch El Gharbaoui")),
        ("es", person("Jadiya Benyaich Garbaui")),
        ("en", person("Khadija Benyaich-Gharbaoui")),
    )
    assert len(set(ids)) == 1


def test_people_of_one_family_are_two() -> None:
    assert len(set(_ids(("fr", person("Salma Zeroual")), ("fr", person("Samira Zeroual"))))) == 2
    assert len(set(_ids(("fr", person("Salma Zeroual")), ("ar", person("سمير زروال"))))) == 2


def test_two_with_one_slug_get_numbers() -> None:
    ids = _ids(("fr", organisation("Étoile de Tiznit")), ("fr", organisation("Étoile de Tiznit", country="MR")))
    assert ids[0] == "org/etoile-de-tiznit"
    linker = Linker()
    ids = [linker.link([place("Rass", country=country)], lang="fr")[0] for country in ("MA", "TN", "MA")]
    assert ids == ["place/rass", "place/rass-2", "place/rass"]


def test_people_keep_their_id_when_their_role_changes() -> None:
    ids = _ids(
        ("fr", person("Salma Zeroual", role="ministre du Thym")),
        ("fr", person("Salma Zeroual", role="présidente du Conseil du livre")),
    )
    assert ids[0] == ids[1]


@pytest.mark.parametrize("role", ["président de la Ligue des potiers", "رئيس رابطة الخزافين"])
def test_a_surname_joins_by_its_role(role: str) -> None:
    lang = "fr" if role.isascii() or role.startswith("p") else "ar"
    name = "Mezouari" if lang == "fr" else "مزواري"
    full = person("Idriss Mezouari", role="président de la Ligue des potiers")
    assert _ids(("fr", full), (lang, person(name, role=role)))[1] == "person/idriss-mezouari"
    assert _ids(("fr", full), (lang, person(name)))[1] != "person/idriss-mezouari"


def test_a_surname_joins_by_its_company() -> None:
    linker = Linker()
    ligue = organisation("Ligue des potiers")
    linker.link([ligue, person("Idriss Mezouari")], lang="fr")
    assert linker.link([person("Mezouari"), ligue], lang="fr")[0] == "person/idriss-mezouari"
    assert linker.link([person("Mezouari")], lang="fr")[0] == "person/mezouari"


def test_a_surname_is_the_one_of_its_article() -> None:
    linker = Linker()
    ids = linker.link([person("Mezouari"), person("Idriss Mezouari"), person("Salma Haddou")], lang="fr")
    assert ids[0] == ids[1] == "person/idriss-mezouari"


def test_an_acronym_joins_its_name_in_every_language() -> None:
    linker = Linker()
    full = organisation("Agence marocaine des semences libres", "AMSL", acronym="AMSL", country="MA")
    first = linker.link([full], lang="fr")[0]
    assert linker.link([organisation("AMSL", country="MA")], lang="es")[0] == first
    assert linker.link([organisation("الوكالة المغربية للبذور الحرة", country="MA")], lang="ar")[0] == first


def test_two_expansions_of_one_acronym_stay_apart() -> None:
    linker = Linker()
    agency = organisation("Agence des semences libres", "ASL", acronym="ASL", country="MA")
    club = organisation("Association sportive du lac", "ASL", acronym="ASL", country="TN")
    ids = [linker.link([one], lang="fr")[0] for one in (agency, club)]
    assert ids[0] != ids[1]
    assert linker.link([organisation("ASL", country="TN")], lang="fr")[0] == ids[1]
    assert linker.link([organisation("ASL", country="MA")], lang="fr")[0] == ids[0]


def test_an_acronym_nobody_expands_is_told_by_the_initials_of_a_translation() -> None:
    ids = _ids(("fr", organisation("ASP")), ("ar", organisation("سيروكو للأنباء")))
    assert ids == ["org/asp", "org/asp"]


def test_one_ministry_a_country() -> None:
    ids = _ids(
        ("fr", organisation("Ministère de la Santé", country="MA")),
        ("fr", organisation("Ministère de la Santé", country="TN")),
        ("ar", organisation("وزارة الصحة", country="MA")),
        ("ar", organisation("وزارة الصحة", country="TN")),
    )
    assert ids[0] == ids[2] != ids[1] == ids[3]


def test_places_are_told_by_their_key_then_by_their_name() -> None:
    linker = Linker()
    first = linker.link([place("Figuig", key="g2548851", country="MA")], lang="fr")[0]
    assert first == "place/g2548851"
    assert linker.link([place("فيكيك", key="g2548851")], lang="ar")[0] == first
    valley = linker.link([place("Oued Tazerzit", country="MA")], lang="fr")[0]
    assert linker.link([place("واد تازرزيت", country="MA")], lang="ar")[0] == valley
    assert linker.link([place("Oued Tazerzit", country="TN")], lang="fr")[0] != valley


def test_kinds_are_told_apart() -> None:
    ids = _ids(("fr", organisation("Tafoukt")), ("fr", initiative("Tafoukt")), ("fr", person("Tafoukt")))
    assert len(set(ids)) == 3


def _exact(seed: int) -> float:
    """The share of the invented institutions that get one id of their own, articles in an order by chance."""
    rows = institutions()
    items = [(i, lang) for i in range(len(rows)) for lang in LANGUAGES] * 2
    random.Random(seed).shuffle(items)
    linker, ids, owners = Linker(), defaultdict(set), defaultdict(set)
    for i, lang in items:
        found = linker.link([entity(sort_of(rows[i]), rows[i][lang])], lang=lang)[0]
        ids[i].add(found)
        owners[found].add(i)
    return sum(len(found) == 1 and len(owners[next(iter(found))]) == 1 for found in ids.values()) / len(rows)


def test_the_invented_institutions_have_one_id_each() -> None:
    assert _exact(3) >= 0.92


class _Doubtful:
    """An encoder to which no two texts mean the same."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.eye(len(texts), dtype=np.float32)


def test_an_encoder_is_heard_where_words_leave_it_open() -> None:
    museum, same = organisation("Musée du zqrt de Tozeur"), organisation("متحف الخرطليف بتوزر")
    for encoder, one in ((None, True), (_Doubtful(), False)):
        linker = Linker(encoder=encoder)
        first = linker.link([museum], lang="fr")[0]
        assert (linker.link([same], lang="ar")[0] == first) is one


def _stream(seed: int, count: int) -> list[tuple[str, list[Entity]]]:
    rows, chance = institutions()[:40], random.Random(seed)
    people = ["Salma Zeroual", "سلمى زروال", "Mezouari", "Idriss Mezouari", "إدريس مزواري", "Karim Bouchama"]
    articles = []
    for _ in range(count):
        lang = chance.choice(LANGUAGES)
        names = [row[lang] for row in chance.sample(rows, 2)]
        someone = person(chance.choice(people), role=chance.choice([None, "ministre du Thym", "وزير الزعتر"]))
        articles.append((lang, [*(organisation(name) for name in names), someone, place("Tozeur", country="TN")]))
    return articles


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 40))
def test_a_restart_changes_nothing(seed: int, stop: int) -> None:
    articles = _stream(seed, 40)
    through, first = Linker(), Linker()
    expected = [through.link(found, lang=lang, date="2031-05-02") for lang, found in articles]
    before = [first.link(found, lang=lang, date="2031-05-02") for lang, found in articles[:stop]]
    rows = json.loads(json.dumps(first.state()))
    random.Random(seed).shuffle(rows)
    second = Linker.restored(rows)
    after = [second.link(found, lang=lang, date="2031-05-02") for lang, found in articles[stop:]]
    assert before + after == expected
    assert second.state() == through.state()


def test_the_changed_rows_are_enough_to_go_on() -> None:
    linker, kept = Linker(), {}
    for lang, found in _stream(7, 30):
        linker.link(found, lang=lang)
        kept.update({row["number"]: row for row in linker.changed()})
    assert [kept[number] for number in sorted(kept)] == linker.state()
    assert linker.changed() == []


@given(
    st.lists(
        st.tuples(st.sampled_from(list(FactKind)[:4]), st.text(max_size=30), st.none() | st.text(max_size=20)),
        max_size=6,
    ),
    st.sampled_from([*LANGUAGES, None, "xx"]),
)
def test_any_names_get_ids(found: list[tuple[FactKind, str, str | None]], lang: str | None) -> None:
    entities = [Entity(kind=kind, name=name, names=(name,), role=role) for kind, name, role in found]
    linker = Linker()
    ids = linker.link(entities, lang=lang)
    assert len(ids) == len(entities)
    assert all(identity.isascii() for identity in ids)


def test_an_agency_joins_by_its_own_name_if_only_one_has_it() -> None:
    linker = Linker()
    agency = linker.link([organisation("Agence Lumidor")], lang="fr")[0]
    assert linker.link([organisation("لوميدور")], lang="ar")[0] == agency
    assert linker.link([organisation("Lumidor")], lang="en")[0] == agency
    linker = Linker()
    linker.link([organisation("Agence Palmador")], lang="fr")
    linker.link([organisation("Groupe Palmador")], lang="fr")
    assert linker.link([organisation("Palmador")], lang="en")[0] == "org/palmador"


@pytest.mark.parametrize(
    ("one", "lang", "other", "other_lang", "same"),
    [
        ("oued Tizra", "fr", "وادي تيزرا", "ar", True),
        ("río Tizra", "es", "Tizra River", "en", True),
        ("djebel Tizra", "fr", "جبل تيزرا", "ar", True),
        ("oued Tizra", "fr", "جبل تيزرا", "ar", False),
        ("lac de Sidi Ali", "fr", "بحيرة سيدي علي", "ar", True),
        ("barrage de l'oued Mellah", "fr", "سد وادي المالح", "ar", True),
        ("forêt du djebel Bir", "fr", "Jebel Bir forest", "en", True),
        ("Jebel Bir forest", "en", "غابة جبل البير", "ar", True),
        ("réserve de l'oued Jenna", "fr", "reserva del Uad Yenna", "es", True),
        ("réserve de l'oued Jenna", "fr", "Uad Yenna", "es", False),
        ("oued Tizra", "fr", "وادي بوفكران", "ar", False),
        ("oued Tizra", "fr", "Tizra", "fr", False),
    ],
)
def test_rivers_and_mountains_are_one_in_every_language(
    one: str, lang: str, other: str, other_lang: str, *, same: bool
) -> None:
    ids = _ids((lang, place(one)), (other_lang, place(other)))
    assert (ids[0] == ids[1]) is same


def test_a_surname_with_two_letters_that_are_no_digraph() -> None:
    ids = _ids(("fr", person("Nadir Lakhal")), ("ar", person("نذير لكحل")))
    assert ids[0] == ids[1]


def test_a_town_in_the_name_outweighs_a_country_told_wrongly() -> None:
    court = organisation("tribunal du thym de Tozeur", country="PL")
    assert len(set(_ids(("fr", court), ("ar", organisation("محكمة الزعتر بتوزر", country="TN"))))) == 1


def test_three_letters_are_no_initials_of_any_name() -> None:
    assert len(set(_ids(("en", organisation("IAP")), ("fr", organisation("Inspection des comptes publics"))))) == 2


def test_an_acronym_is_the_name_that_it_spells_in_its_article() -> None:
    linker = Linker()
    name = organisation("Direction du patrimoine écrit")
    first, second = linker.link([name, organisation("DPE")], lang="fr")
    assert first == second
    assert linker.link([organisation("DPE")], lang="ar") == (first,)
    other, third = Linker().link([name, organisation("DEP")], lang="fr")
    assert other != third
