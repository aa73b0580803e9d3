"""What holds of every date fact: offsets, reasons, the day of publication, input that nobody would write."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.annotate.dates import date_facts, resolve
from marsad.annotate.dates.words import words_of
from marsad.annotate.text import Passage
from marsad.model import DateFact


def facts(text: str, lang: str | None, published: str | None = "2025-07-09") -> list[DateFact]:
    return date_facts(Passage.of(text, lang), published)


@pytest.mark.parametrize("published", [None, "", "unknown", "2025-13-40", "0000"])
def test_without_a_date_of_the_article_only_whole_dates_are_resolved(published: str | None) -> None:
    text = "Hier et lundi, mais aussi le 3 mai, en juin, le 3 mai 2024 et en 2023."
    found = facts(text, "fr", published)
    assert [fact.start_date for fact in found] == [None, None, None, None, "2024-05-03", "2023"]
    assert {fact.reason for fact in found[:4]} == {"the article has no date"}


@pytest.mark.parametrize("published", ["2025", "2025-07"])
def test_a_year_of_publication_gives_days_but_not_what_is_counted_from_a_day(published: str) -> None:
    found = facts("Hier, puis le 3 mai et en juin.", "fr", published)
    assert [fact.start_date for fact in found] == [None, "2025-05-03", "2025-06"]
    assert found[0].reason == "the article's date has no day"


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2025-11-03T23:30:00+01:00", "2025-11-02"),
        ("2025-11-03T00:10:00Z", "2025-11-02"),
        ("20251103T233000", "2025-11-02"),
    ],
)
def test_the_local_day_of_publication_counts(published: str, day: str) -> None:
    assert resolve("hier", "fr", published) == (day, day)


@pytest.mark.parametrize(("hour", "day"), [("09:00", "2025-07-08"), ("15:00", "2025-07-09")])
def test_hours_are_counted_from_the_hour_of_publication(hour: str, day: str) -> None:
    assert resolve("il y a 10 heures", "fr", f"2025-07-09T{hour}") == (day, day)
    assert resolve("il y a 10 heures", "fr", "2025-07-09") is None


@pytest.mark.parametrize("lang", ["fr", "FR", "fr-MA"])
def test_a_region_changes_nothing(lang: str) -> None:
    assert resolve("hier", lang, "2025-07-09") == ("2025-07-08", "2025-07-08")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Le conseil municipal a voté le budget hier.", "2025-07-08"),
        ("El consejo aprobó ayer el plan de la ciudad.", "2025-07-08"),
        ("The council approved the plan yesterday.", "2025-07-08"),
        ("صادق المجلس أمس على المخطط.", "2025-07-08"),
    ],
)
def test_without_a_language_the_small_words_tell(text: str, day: str) -> None:
    assert [fact.start_date for fact in facts(text, None)] == [day]


def test_in_other_languages_only_figures_are_read() -> None:
    assert [fact.text for fact in facts("Gestern, am 3. Mai 2024, und 2024-05-03.", "de")] == ["2024-05-03"]


@pytest.mark.parametrize(
    ("text", "spelling"),
    [("يوم الاثنيـن المقبل", "يوم الاثنيـن المقبل"), ("وبيُوليوز 2024", "يُوليوز 2024"), ("وفي ٢٠٢٤", "٢٠٢٤")],
)
def test_spans_keep_vowel_signs_and_leave_out_what_hangs_on_a_word(text: str, spelling: str) -> None:
    assert [fact.text for fact in facts(text, "ar")] == [spelling]


def test_a_weekday_that_does_not_fit_is_said() -> None:
    (found,) = facts("Le lundi 9 juillet 2025, il pleuvait.", "fr")
    assert found.start_date == "2025-07-09"
    assert found.reason is not None
    assert "weekday" in found.reason


def test_a_weekday_beside_today_wins_over_a_late_publication() -> None:
    (found,) = facts("قدم المكتب، اليوم الثلاثاء، مخططه.", "ar", "2025-07-10")
    assert found.start_date == "2025-07-08"


def test_open_ranges_say_which_end_is_open() -> None:
    (until,) = facts("Ouvert jusqu'au 30 août.", "fr")
    (since,) = facts("Fermé depuis le 2 juin.", "fr")
    assert (until.start_date, until.end_date, until.reason) == (None, "2025-08-30", until.reason)
    assert until.reason is not None
    assert "no beginning" in until.reason
    assert (since.start_date, since.end_date) == ("2025-06-02", None)
    assert since.reason is not None
    assert "no end" in since.reason


@pytest.mark.parametrize(
    ("text", "lang", "rule"),
    [
        ("3 mai 2024", "fr", "absolute"),
        ("3 mai", "fr", "day"),
        ("lundi", "fr", "weekday"),
        ("hier", "fr", "relative"),
        ("du 3 au 5 mai", "fr", "range"),
        ("mai 2024", "fr", "month"),
        ("fin 2024", "fr", "year"),
        ("14 محرم 1447", "ar", "hijri"),
        ("Q1 2025", "en", "quarter"),
        ("verano de 2025", "es", "season"),
        ("the 1990s", "en", "decade"),
        ("siglo XXI", "es", "century"),
        ("todos los lunes", "es", "recurring"),
    ],
)
def test_the_rule_names_the_mechanism(text: str, lang: str, rule: str) -> None:
    assert [fact.rule for fact in facts(text, lang)] == [rule]


def test_surer_mechanisms_have_more_confidence() -> None:
    (absolute, weekday, american) = facts("3 May 2024, then on Monday, then 03/04/2024", "en")
    assert absolute.confidence > 0.96 > weekday.confidence > american.confidence


@pytest.mark.parametrize(
    "text", ["1, " * 20_000, "mai " * 20_000, "lundi, " * 20_000, "2020-" * 20_000, "\x00" * 50_000]
)
@pytest.mark.parametrize("lang", ["fr", "en", "ar", None])
def test_long_nonsense_ends(text: str, lang: str | None) -> None:
    found = facts(text, lang)
    assert all(text[fact.start : fact.end] == fact.text for fact in found)


VOCABULARY = (
    "le lundi 3 31 mai 2025 du au et à - / , . fin d'ici avant hier prochain semaine an deux dans il y a trimestre "
    "Monday May 14th of next last in ago weeks by from to the السبت يوم 1447 محرم من إلى قبل و2 أمس شهر المقبل "
    "٣١ عام هـ el de julio pasado próximo hasta siglo XXI 1990 s été 9999 0 ’ « »"
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(VOCABULARY.split()), max_size=12).map(" ".join),
    st.sampled_from(["fr", "ar", "es", "en", None, "xx"]),
    st.sampled_from([None, "2025", "2025-07", "2025-07-09", "1900-01-01", "2099-12-31T23:59:59+14:00"]),
)
def test_words_of_dates_in_any_order_give_facts_in_order_that_do_not_overlap(
    text: str, lang: str | None, published: str | None
) -> None:
    found = facts(text, lang, published)
    assert all(text[fact.start : fact.end] == fact.text != "" for fact in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for fact in found:
        assert 0 < fact.confidence < 1
        if fact.start_date and fact.end_date:
            assert fact.start_date[: len(fact.end_date)] <= fact.end_date[: len(fact.start_date)]
        else:
            assert fact.reason


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_and_any_date_of_publication_do(text: str, published: str) -> None:
    assert all(text[fact.start : fact.end] == fact.text for fact in facts(text, None, published))


@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_one_of_the_last_seven_days(published: date, weekday: int) -> None:
    name = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")[weekday]
    found = resolve(name, "fr", published.isoformat())
    assert found is not None
    day = date.fromisoformat(found[0] or "")
    assert day.weekday() == weekday
    assert timedelta(0) <= published - day < timedelta(7)


FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
ENGLISH = "January February March April May June July August September October November December"
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
ARABIC = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"
TUNISIAN = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"
MONTHS = [("fr", FRENCH), ("en", ENGLISH), ("es", SPANISH), ("ar", ARABIC), ("ar", TUNISIAN)]


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(MONTHS))
def test_a_whole_date_is_itself_whatever_the_day_of_publication(day: date, months: tuple[str, str]) -> None:
    lang, names = months
    parts = (str(day.day), names.split()[day.month - 1], str(day.year))
    text = (" de " if lang == "es" else " ").join(parts)
    assert resolve(text, lang, "2025-07-09") == resolve(text, lang, None) == (day.isoformat(), day.isoformat())


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
def test_each_language_has_the_words_that_the_grammar_needs(lang: str) -> None:
    words = words_of(lang)
    listed = [*words.single.values(), *(word for entries in words.phrases.values() for _, word in entries)]
    kinds = {word.kind for word in listed}
    assert kinds >= set(
        "MWHRUVPQhSCNOFetib&<>=*uskLz1gwX" if lang in ("ar", "es") else "MWHRUVPQhSCNOFetib&<>=*uskLz1gw"
    )
    assert {word.name for word in listed if word.kind == "P"} == {"start", "mid", "end"}
    assert {word.value for word in listed if word.kind in "Mm"} == set(range(1, 13))
    assert {word.value for word in listed if word.kind == "W"} == set(range(7))
    assert {word.value for word in listed if word.kind == "R"} == {-2, -1, 0, 1, 2}
    assert words.sets["before"]
    assert words.sets["counted"]
