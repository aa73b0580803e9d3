"""Which names of parts are one part, over listings and languages."""

from __future__ import annotations

from marsad.follow.parts import Listing, Part, name_keys, parts_of, same_words

FRENCH = Listing("fr", ("santé", "éducation", "eau et énergie", "quantique"))


def named(parts: list[Part]) -> list[dict[str, list[str]]]:
    return [part.names for part in parts]


def test_the_same_words_are_one_part_in_every_language() -> None:
    arabic, spanish = Listing("ar", ("التعليم", "الصحة", "الماء والطاقة")), Listing("es", ("agua y energía", "sanidad"))
    assert named(parts_of([FRENCH, arabic, spanish])) == [
        {"fr": ["santé"], "ar": ["الصحة"], "es": ["sanidad"]},
        {"fr": ["éducation"], "ar": ["التعليم"]},
        {"fr": ["eau et énergie"], "ar": ["الماء والطاقة"], "es": ["agua y energía"]},
        {"fr": ["quantique"]},
    ]


def test_a_later_listing_adds_parts_behind_those_before() -> None:
    later = Listing("fr", ("sport", "la Santé", "éducations"))
    assert [part.names["fr"] for part in parts_of([FRENCH, later])] == [
        ["santé", "la Santé"],
        ["éducation", "éducations"],
        ["eau et énergie"],
        ["quantique"],
        ["sport"],
    ]


def test_where_words_do_not_tell_the_most_alike_are_one_each_once() -> None:
    cosines = {("quantum computing", "quantique"): 0.7, ("qubits", "quantique"): 0.65}
    english = Listing("en", ("qubits", "quantum computing"))
    parts = parts_of([FRENCH, english], lambda one, other: cosines.get((one, other), 0.1))
    assert named(parts)[3:] == [{"fr": ["quantique"], "en": ["quantum computing"]}, {"en": ["qubits"]}]


def test_names_at_one_place_of_listings_as_long_need_be_less_alike() -> None:
    def similarity(one: str, other: str) -> float:
        return 0.5 if (one, other) == ("qubits", "quantique") else 0.1

    beside = Listing("en", ("health", "education", "water and energy", "qubits"))
    assert named(parts_of([FRENCH, beside], similarity))[3] == {"fr": ["quantique"], "en": ["qubits"]}
    assert len(parts_of([FRENCH, Listing("en", ("qubits",))], similarity)) == 5


def test_a_given_part_takes_in_its_name_and_keeps_its_own() -> None:
    given = Part({"fr": ["santé", "hôpitaux"]})
    parts = parts_of([given, Listing("en", ("health", "sport"))])
    assert named(parts) == [{"fr": ["santé", "hôpitaux"]}, {"en": ["sport"]}]
    assert [part.first for part in parts] == [None, (0, 1)]


def test_names_without_letters_are_none() -> None:
    assert parts_of([Listing("fr", ("—", "12"))]) == []
    assert not same_words((), ())
    assert name_keys("la", "fr") == name_keys("La", "fr") != ()
