"""Stories: what joins, what stays apart, and what the index keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from marsad.group.encoder import Encoder, SentenceEncoder
from marsad.group.features import StoryFeatures, head, story_features
from marsad.group.frequencies import stopwords
from marsad.group.settings import GroupSettings, StorySettings
from marsad.group.similar import Similarities
from marsad.group.stories import StoryIndex, StoryPlacement
from marsad.model import LANGUAGES, Document
from tests.group.samples import START

BRIDGE_FR = Document(
    "bridge-fr",
    "Le pont de Zarqa, long de 740 mètres, a rouvert jeudi après onze mois de travaux, a annoncé la ministre "
    "Lamia Torbani. Le chantier a coûté 62 millions de dinars. Les habitants de Zarqa traversent de nouveau à pied.",
    lang="fr",
    title="Le pont de Zarqa rouvre après onze mois de travaux",
    date=START,
)
BRIDGE_FR_2 = Document(
    "bridge-fr-2",
    "Onze mois après sa fermeture, le pont de Zarqa accueille à nouveau les voitures. La ministre Lamia Torbani a "
    "inauguré jeudi l'ouvrage de 740 mètres, rénové pour 62 millions de dinars.",
    lang="fr",
    title="À Zarqa, le pont rénové accueille les premières voitures",
    date=START + timedelta(hours=5),
)
BRIDGE_AR = Document(
    "bridge-ar",
    "أعيد فتح جسر الزرقة أمام السيارات يوم الخميس بعد أحد عشر شهرا من الأشغال. وقالت الوزيرة لمياء الطرباني إن "
    "ترميم الجسر البالغ طوله 740 مترا كلف 62 مليون دينار.",
    lang="ar",
    title="إعادة فتح جسر الزرقة بعد الترميم",
    date=START + timedelta(hours=3),
)
COMETS = Document(
    "comets",
    "Astronomers at the Velmont observatory have catalogued 215 faint comets in a survey of nine years, using a mirror "
    "that students from three universities had polished by hand in the valley of Orsk.",
    lang="en",
    title="Velmont survey finds 215 faint comets",
    date=START,
)
BARE = StorySettings()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return SentenceEncoder()


def placed(documents: Sequence[Document], encoder: Encoder | None, index: StoryIndex | None = None) -> list[str]:
    index = index or StoryIndex(encoder)
    return [index.place(document, story_features(document, encoder)).story for document in documents]


def test_one_event_joins_within_and_across_languages(encoder: Encoder) -> None:
    french, comets, arabic, again = placed([BRIDGE_FR, COMETS, BRIDGE_AR, BRIDGE_FR_2], encoder)
    assert french == arabic == again != comets


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_language_that_joins_does_not_blur_the_others(encoder: Encoder, order: tuple[int, ...]) -> None:
    english = Document(
        "bridge-en",
        "Cars crossed the 740 metre bridge of Zarqa again on Thursday after eleven months of works that cost 62 "
        "million dinars, said minister Lamia Torbani.",
        lang="en",
        title="Zarqa bridge reopens after eleven months",
        date=START,
    )
    documents = [BRIDGE_AR, BRIDGE_FR, english]
    assert len(set(placed([documents[number] for number in order], encoder))) == 1


def test_one_template_in_another_script_with_other_names_is_another_event(encoder: Encoder) -> None:
    other = replace(
        BRIDGE_AR,
        id="other-ar",
        title="إعادة فتح نفق المرجان بعد الترميم",
        text="أعيد فتح نفق المرجان أمام القطارات يوم الأحد بعد تسعة أسابيع من الإغلاق. وقال المهندس فريد بوسعدة إن "
        "إصلاح النفق البالغ طوله 1250 مترا كلف 18 مليون درهم.",
    )
    first, second = placed([BRIDGE_FR, other], encoder)
    assert first != second


def test_without_an_encoder_words_and_anchors_do(encoder: Encoder) -> None:
    french, comets, again = placed([BRIDGE_FR, COMETS, BRIDGE_FR_2], None)
    assert french == again != comets


def test_one_template_with_other_names_and_numbers_is_another_event(encoder: Encoder) -> None:
    template = (
        "Governor {0} wins the primary in {1} with {2} percent of the vote after a long night in {1}, officials said."
    )
    documents = [
        Document(str(i), template.format(*names), lang="en", title="{} wins {}".format(*names), date=START)
        for i, names in enumerate((("Harlan", "Ostrava", 61), ("Pryce", "Lindow", 54), ("Mbeki", "Karst", 47)))
    ]
    assert len(set(placed(documents, encoder))) == 3


def test_a_language_that_is_not_stated_is_read_off_the_words(encoder: Encoder) -> None:
    for document in (BRIDGE_FR, BRIDGE_AR, COMETS):
        assert story_features(replace(document, lang=None), None).lang == document.lang
    first, second = placed([BRIDGE_FR, replace(BRIDGE_FR_2, lang=None, title=None, date=None)], encoder)
    assert first == second


def test_what_is_far_in_time_is_another_event() -> None:
    late = replace(BRIDGE_FR_2, date=START + timedelta(days=BARE.window_days + 2))
    first, second = placed([BRIDGE_FR, late], None)
    assert first != second


def test_a_story_closes_when_the_archive_has_moved_on() -> None:
    settings = GroupSettings(stories=StorySettings(horizon=3))
    fillers = [replace(COMETS, id=f"f{i}", text=COMETS.text + f" {i}") for i in range(4)]
    first, *_, last = placed([BRIDGE_FR, *fillers, BRIDGE_FR_2], None, StoryIndex(None, settings))
    assert first != last


def test_a_copy_follows_its_family() -> None:
    index = StoryIndex(None)
    story = index.place(BRIDGE_FR, story_features(BRIDGE_FR, None)).story
    assert index.place(COMETS, story_features(COMETS, None), family_story=story) == StoryPlacement(story)
    unknown = index.place(BRIDGE_AR, story_features(BRIDGE_AR, None), family_story="gone")
    assert unknown.story != "gone"


def test_a_merge_by_hand_keeps_the_older_id() -> None:
    index = StoryIndex(None)
    first, second = placed([BRIDGE_FR, COMETS], None, index)
    with pytest.raises(KeyError):
        index.merge(first, "nobody")
    assert index.merge(second, first) == StoryPlacement(first, (second,))
    with pytest.raises(KeyError):
        index.merge(second, first)
    assert placed([replace(COMETS, id="later")], None, index) == [first]


def test_features_survive_storage_and_depend_on_nothing_else(encoder: Encoder) -> None:
    alone = story_features(BRIDGE_AR, encoder)
    assert StoryFeatures.from_bytes(BRIDGE_AR, alone.to_bytes()) == alone
    assert len(alone.to_bytes()) == 2 * 512
    rows = encoder.encode([head(BRIDGE_FR), head(BRIDGE_AR), head(COMETS)])
    assert np.array_equal(rows[1], encoder.encode([head(BRIDGE_AR)])[0])


def test_empty_texts_are_stories_of_their_own() -> None:
    documents = [Document("a", ""), Document("b", "   "), Document("c", "...")]
    assert len(set(placed(documents, None))) == 3


def test_any_encoder_will_do() -> None:
    class Constant:
        def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.full((len(texts), 4), 0.5, np.float32)

    first, other = placed([BRIDGE_FR, replace(COMETS, lang="fr")], Constant())
    assert first != other


def test_likeness_of_pairs_is_ordered_and_symmetric(encoder: Encoder) -> None:
    documents = (BRIDGE_FR, BRIDGE_FR_2, BRIDGE_AR, COMETS)
    likeness = Similarities({document.id: story_features(document, encoder) for document in documents})
    same, across, other = (likeness.score("bridge-fr", name) for name in ("bridge-fr-2", "bridge-ar", "comets"))
    assert 1 >= same > across > other >= 0
    assert likeness.score("bridge-fr-2", "bridge-fr") == pytest.approx(same)


def test_stopwords_are_there_for_every_language() -> None:
    assert all(len(stopwords(lang)) > 100 for lang in LANGUAGES)
    assert stopwords("de") == frozenset()
    assert "the" in stopwords(None)
    assert "في" in stopwords(None)
