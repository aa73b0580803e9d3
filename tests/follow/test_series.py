"""Which figures are of one series."""

from __future__ import annotations

from marsad.follow.series import series_of


def key(unit: str, about: str | None, lang: str, before: str = "", behind: str = "") -> str | None:
    found = series_of(12, unit, about, lang, before=before, behind=behind)
    return found and found.key


def test_what_is_counted_is_one_in_every_language() -> None:
    told = [("spectateurs", "fr"), ("متفرجا", "ar"), ("espectadores", "es"), ("spectators", "en")]
    assert {key("person", about, lang) for about, lang in told} == {"person|spectator"}
    assert {key("school", "écoles", "fr"), key("school", "مدرسة", "ar")} == {"school|school"}
    assert key("person", "élèves", "fr") != key("person", "médecins", "fr")


def test_people_are_counted_by_what_they_are_or_what_befell_them() -> None:
    assert key("person", "morts", "fr") == key("person", "قتلى", "ar") == key("person", "dead", "en")
    assert key("person", "personnes", "fr") is None
    crowd = series_of(2000, "person", "personnes", "fr", attended=True)
    assert crowd is not None
    assert crowd.key == key("person", "participants", "en")


def test_a_sum_is_what_the_words_beside_it_say_that_it_is_for() -> None:
    told = [("fr", "doté d'un budget de "), ("es", "con un presupuesto de "), ("en", "with a budget of ")]
    keys = {key("MAD", None, lang, before) for lang, before in told}
    assert len(keys) == 1
    assert None not in keys
    assert key("MAD", None, "fr", "Il a parlé de ") is None
    assert key("EUR", None, "fr", "doté d'un budget de ") not in keys


def test_figures_that_tell_of_one_thing_once_are_in_no_series() -> None:
    assert key("year", "ans", "fr") is None
    assert key("celsius", "degrés", "fr") is None
    assert key("point", "points", "fr") is None
    assert key("person", None, "fr") is None
    assert series_of("2-1", "score", "but", "fr") is None


def test_a_long_key_is_cut_where_others_stay_apart() -> None:
    one, other = (key("person", f"{'abracadabra' * 8}{end}", "fr") for end in ("x", "y"))
    assert one
    assert other
    assert one != other
    assert max(len(one), len(other)) <= 64
