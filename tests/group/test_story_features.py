"""What story grouping looks at, and how it is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from marsad.group.anchors import anchors
from marsad.group.circumstances import circumstances
from marsad.group.clock import BLOCK, Clock, hours
from marsad.group.features import ANCHORS, TERMS, StoryFeatures, story_features
from marsad.group.frequencies import Frequencies
from marsad.group.recall import Recall, near
from marsad.group.settings import StorySettings
from marsad.group.vocabulary import document_frequencies, lexicon, stem, stopwords, term_row
from marsad.group.window import Window, signs_of
from marsad.group.words import words
from marsad.model import LANGUAGES, Document
from tests.group.samples import vocabulary

DAY = datetime(2025, 6, 28, 12, tzinfo=UTC)


def features(text: str, lang: str = "en", embedding: bytes = b"") -> StoryFeatures:
    found = story_features(Document("d", text, lang=lang), None)
    return StoryFeatures(
        found.lang, found.terms, found.counts, found.title, found.anchors, found.circumstances, embedding
    )


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "À Rabat, 2.000 personnes ont défilé le 28 juin 2025, selon la police marocaine."),
        ("es", "En Rabat desfilaron 2.000 personas el 28 de junio de 2025, según la policía marroquí."),
        ("en", "In Rabat 2,000 people marched on 28 June 2025, the Moroccan police said."),
        ("ar", "في الرباط سار 2000 شخص يوم 28 يونيو 2025 حسب الشرطة المغربية."),
    ],
)
def test_circumstances_have_one_id_in_all_languages(lang: str, text: str) -> None:
    here = circumstances("", "In Rabat 2,000 people marched on 28 June 2025.", "en", DAY)
    there = circumstances("", text, lang, DAY)
    for name in ("countries", "places", "figures", "days", "months", "years"):
        assert set(getattr(here, name).tolist()) & set(getattr(there, name).tolist()), name


def test_nothing_known_is_nothing() -> None:
    assert all(not len(ids) for ids in circumstances("", "Nothing to see.", "en", None))
    assert all(not len(ids) for ids in circumstances("", "", None, None))


def test_names_and_numbers_are_anchors_with_the_word_they_come_of() -> None:
    text = "Yesterday the mayor of Kairouan met Salma Trabelsi, and Kairouan paid 1,250 dinars in 2024."
    found = anchors(text, words(text))
    assert found["krn"] == (2, "kairouan")
    assert found["1250"] == (1, None)
    assert "2024" not in found
    assert "gstrd" not in found, "a capital that begins a sentence is none of a name"


def test_long_texts_keep_what_says_most() -> None:
    found = features(" ".join(vocabulary(5, 500)))
    assert len(found.terms) == len(set(found.terms.tolist())) == TERMS
    assert len(found.anchors) <= ANCHORS


def test_inflections_are_one_term_and_function_words_none() -> None:
    known = lexicon("fr")
    assert known["ministre"][0] == known["ministres"][0] != 0
    assert known["dans"][0] == 0
    assert lexicon("ar")["والحكومه"][0] == lexicon("ar")["حكومه"][0] != 0
    assert stem("1250000") == "1250000"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_knows_common_words_of_every_language(lang: str) -> None:
    common = {"fr": "gouvernement", "ar": "حكومه", "es": "gobierno", "en": "government"}[lang]
    known = document_frequencies(lang)
    assert len(known) > 1000
    assert known[stem(common)] > 10 * known.get(stem({"ar": "قيثاره"}.get(lang, "xylophone")), 0.0006)
    assert not stopwords(lang) & {common}


def test_rarities_follow_the_archive() -> None:
    frequencies, found = Frequencies(prior=50), features("The harbour crane fell.")
    row, crane = term_row("en"), lexicon("en")["crane"][0]
    before = int(frequencies.rarity[row, crane])
    for _ in range(100):
        frequencies.count_features(found)
    assert frequencies.rarity[row, crane] == before, "what was counted weighs once it is settled"
    frequencies.settle()
    after = int(frequencies.rarity[row, crane])
    assert after < before
    for _ in range(100):
        frequencies.count(row, found.terms, -1)
    frequencies.settle()
    assert frequencies.rarity[row, crane] == before


def test_the_window_forgets_and_grows_without_mixing_rows() -> None:
    window, rng = Window(), np.random.default_rng(3)
    vectors = rng.integers(-99, 99, (3000, 2, 70)).astype(np.int8)
    for number in range(3000):
        window.add(features(f"text {number}", embedding=vectors[number].tobytes()), number, number, None)
        if number >= 2000:
            window.forget(number - 2000)
    assert len(window) == 2000
    serials = np.arange(window.first, window.next)
    assert window.column("number", serials).tolist() == list(range(1000, 3000))
    assert np.array_equal(window.column("embedding", serials), vectors[1000:])


def test_near_documents_are_those_of_like_signs() -> None:
    rng, window = np.random.default_rng(5), Window()
    vectors = rng.normal(size=(300, 512))
    vectors[299] = vectors[123] + 0.3 * rng.normal(size=512)
    for number, vector in enumerate(np.clip(np.rint(30 * vectors), -127, 127).astype(np.int8)):
        window.add(features("x", embedding=vector.tobytes() * 2), number, None, None)
    assert near(window, 299, StorySettings())[0] == 123
    assert not len(near(window, 299, StorySettings(near_window=100)))
    assert len(signs_of(np.ones(70, np.int8))) == 2


def test_recall_finds_the_latest_that_share_rare_words() -> None:
    window, frequencies, recall = Window(), Frequencies(200), Recall(StorySettings(postings=8))
    for number in range(50):
        found = features(f"The village of Zarqat{number % 5} opened its lighthouse number {number}.")
        recall.add(found, window.add(found, number, None, None))
    asked = features("A lighthouse was opened in Zarqat3.")
    found = recall.sharing(asked, window, frequencies)
    assert 48 in found.tolist()
    window.forget(48)
    assert recall.sharing(asked, window, frequencies).tolist() in ([], [49])


def test_the_clock_tells_the_time_only_where_dates_agree() -> None:
    clock, hour = Clock(), hours(DAY) or 0
    for number in range(3 * BLOCK):
        clock.tick(number)
        assert clock.now == (None if number < BLOCK else hour)
        clock.see(hour if number % 5 else hour + 9000)
    for number in range(3 * BLOCK, 5 * BLOCK):
        clock.tick(number)
        clock.see(hour + 240 * (number % 7))
    assert clock.now is None
    clock.tick(9 * BLOCK)
    assert clock.now is None, "nothing is known of the block before"


def test_a_date_without_a_zone_is_in_utc() -> None:
    assert hours(datetime(1970, 1, 2)) == 24  # noqa: DTZ001
    assert hours(None) is None
