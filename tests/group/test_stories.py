"""Stories: what joins, what stays apart, and what the index keeps."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from marsad.group.encoder import Encoder, SentenceEncoder
from marsad.group.features import StoryFeatures, story_features
from marsad.group.grouping import Grouping
from marsad.group.ids import story_id
from marsad.group.settings import GroupSettings, StorySettings
from marsad.group.similar import Similarities
from marsad.group.stories import StoryIndex, StoryPlacement
from marsad.group.vocabulary import stopwords
from marsad.model import LANGUAGES, Document
from tests.group.samples import START, prose, vocabulary

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
    index = index or StoryIndex()
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


def days_of_news(count: int, start: datetime) -> list[Document]:
    """One article on something else every hour."""
    rng = random.Random(f"{start}")
    words = vocabulary(3, 4000)
    return [
        Document(f"n{start:%m%d}{i}", " ".join(prose(rng, words, 60)), date=start + timedelta(hours=i), lang="en")
        for i in range(count)
    ]


def test_a_story_closes_when_nothing_is_added_and_what_comes_later_follows_it() -> None:
    quiet = timedelta(days=BARE.quiet_days + 3)
    again = replace(BRIDGE_FR_2, date=START + quiet + timedelta(hours=99))
    later = replace(BRIDGE_FR_2, id="later", date=START + quiet + timedelta(hours=101))
    news = [*days_of_news(96, START - timedelta(hours=96)), BRIDGE_FR, *days_of_news(96, START + quiet), again, later]
    index = StoryIndex()
    placements = {found.id: index.place(found, story_features(found, None)) for found in news}
    assert placements[again.id].story == story_id(again.id)
    assert placements[again.id].follows == story_id(BRIDGE_FR.id)
    assert placements[later.id] == StoryPlacement(story_id(again.id))
    assert not any(found.follows for found in placements.values() if found != placements[again.id])


def test_late_articles_join_as_long_as_the_story_is_open() -> None:
    again = replace(BRIDGE_FR_2, date=START - timedelta(days=BARE.quiet_days + 3))
    news = [*days_of_news(96, START - timedelta(hours=96)), BRIDGE_FR, *days_of_news(32, START), again]
    assert placed(news, None)[-1] == story_id(BRIDGE_FR.id)


def test_a_long_running_topic_does_not_swallow_the_news() -> None:
    settings = StorySettings(longest_days=20)
    index, documents, stories = StoryIndex(GroupSettings(stories=settings)), [], []
    for week in range(8):
        start = START + timedelta(days=5 * week)
        documents += [*days_of_news(64, start), replace(COMETS, id=f"b{week}", date=start + timedelta(hours=60))]
    for document in documents:
        found = index.place(document, story_features(document, None))
        if document.id.startswith("b"):
            stories.append(found)
    assert len({found.story for found in stories}) == 2
    assert [found.follows for found in stories].count(stories[0].story) == 1


def test_an_archive_that_comes_in_no_order_closes_nothing() -> None:
    rng = random.Random(1)
    news = [replace(found, date=START + timedelta(days=rng.randrange(900))) for found in days_of_news(128, START)]
    assert placed([BRIDGE_FR, *news, replace(BRIDGE_FR_2, date=None)], None)[-1] == story_id(BRIDGE_FR.id)


def test_what_has_left_the_window_is_forgotten() -> None:
    settings = GroupSettings(stories=StorySettings(horizon=3))
    fillers = [replace(COMETS, id=f"f{i}", text=COMETS.text + f" {i}") for i in range(4)]
    first, *_, last = placed([BRIDGE_FR, *fillers, BRIDGE_FR_2], None, StoryIndex(settings))
    assert first != last


def test_numbers_only_grow() -> None:
    index = StoryIndex()
    index.place(BRIDGE_FR, story_features(BRIDGE_FR, None), 7)
    with pytest.raises(ValueError, match="bridge-ar has the number 7"):
        index.place(BRIDGE_AR, story_features(BRIDGE_AR, None), 7)


def test_a_copy_follows_its_family() -> None:
    grouping = Grouping(None)
    copies = [replace(BRIDGE_FR, id=f"copy{i}", title=f"Titre {i}", outlet=f"Outlet {i}") for i in range(3)]
    assert {grouping.place(document).story for document in [BRIDGE_FR, *copies]} == {story_id(BRIDGE_FR.id)}


def test_features_survive_storage_and_depend_on_nothing_else(encoder: Encoder) -> None:
    alone = story_features(BRIDGE_AR, encoder)
    again = StoryFeatures.from_bytes(BRIDGE_AR, alone.to_bytes())
    assert again.to_bytes() == alone.to_bytes()
    assert len(alone.embedding) == 2 * 512
    for name in ("terms", "counts", "title", "anchors"):
        assert np.array_equal(getattr(again, name), getattr(alone, name))
    with pytest.raises(ValueError, match="rebuild"):
        StoryFeatures.from_bytes(BRIDGE_AR, b"\xff")


def test_circumstances_are_the_same_in_every_language() -> None:
    french, arabic = (story_features(found, None).circumstances for found in (BRIDGE_FR, BRIDGE_AR))
    assert set(french.figures.tolist()) & set(arabic.figures.tolist())
    assert french.days.tolist() == arabic.days.tolist() != []


@pytest.mark.parametrize(
    ("lang", "towns", "text"),
    [
        (
            "en",
            ("Oran", "Sfax"),
            "{0} elects Samir Belkhodja. Samir Belkhodja won the vote for mayor of {0} on Sunday.",
        ),
        ("fr", ("Oran", "Sfax"), "{0} élit Samir Belkhodja. Samir Belkhodja est élu maire de {0} depuis dimanche."),
        ("es", ("Orán", "Sfax"), "{0} elige a Samir Belkhodja. Samir Belkhodja ganó el domingo la alcaldía de {0}."),
        ("ar", ("وهران", "صفاقس"), "{0} تنتخب سمير بلخوجة. فاز سمير بلخوجة يوم الأحد برئاسة بلدية {0}."),
    ],
)
def test_the_same_words_of_another_town_are_another_event(lang: str, towns: tuple[str, str], text: str) -> None:
    first, second = (Document(town, text.format(town), lang=lang, date=START) for town in towns)
    one, other, same = placed([first, second, replace(first, id="again")], None)
    assert one == same != other


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        ("en", "Flood kills 12 in {0}", "Twelve people died on {1} when a river flooded {0}, officials said."),
        ("fr", "Crue meurtrière à {0}", "Douze personnes sont mortes {1} dans la crue d'un fleuve à {0}."),
        ("es", "Una riada mata a 12 en {0}", "Doce personas murieron el {1} cuando un río inundó {0}."),
        ("ar", "فيضان يقتل 12 في {0}", "لقي اثنا عشر شخصا حتفهم يوم {1} عندما غمر نهر {0}."),
    ],
)
def test_one_template_of_other_places_and_days_is_another_event(lang: str, title: str, text: str) -> None:
    days = {
        "en": ("3 March 2025", "9 September 2025"),
        "fr": ("le 3 mars 2025", "le 9 septembre 2025"),
        "es": ("3 de marzo de 2025", "9 de septiembre de 2025"),
        "ar": ("3 مارس 2025", "9 سبتمبر 2025"),
    }[lang]
    towns = ("فاس", "القيروان") if lang == "ar" else ("Fès" if lang == "fr" else "Fez", "Kairouan")
    first, second = (
        Document(town, text.format(town, day), lang=lang, title=title.format(town))
        for town, day in zip(towns, days, strict=True)
    )
    again = replace(first, id="again", text=first.text + " " + first.title)
    one, other, same = placed([first, second, again], None)
    assert one == same != other


def test_what_somebody_told_apart_is_not_merged_again() -> None:
    eager = GroupSettings(stories=StorySettings(within=-1, merge_margin=-1, merge_mean=-1))
    together, told = StoryIndex(eager), StoryIndex(eager)
    for index in (together, told):
        index.restore(BRIDGE_FR, story_features(BRIDGE_FR, None), "one")
        index.restore(BRIDGE_FR_2, story_features(BRIDGE_FR_2, None), "two")
    told.keep_apart("two", "one")
    third = replace(BRIDGE_FR_2, id="third")
    assert together.place(third, story_features(third, None)).absorbed
    assert not told.place(third, story_features(third, None)).absorbed


def test_a_third_story_does_not_bring_together_what_somebody_told_apart() -> None:
    index = StoryIndex(GroupSettings(stories=StorySettings(within=-1, merge_margin=-1, merge_mean=-1)))
    for number, name in enumerate(("one", "two", "three")):
        text = replace(BRIDGE_FR if number else BRIDGE_FR_2, id=name)
        index.restore(text, story_features(text, None), name)
    index.keep_apart("two", "three")
    fourth = replace(BRIDGE_FR_2, id="fourth")
    placement = index.place(fourth, story_features(fourth, None))
    assert len(placement.absorbed) == 1
    assert {placement.story, *placement.absorbed} in ({"one", "two"}, {"one", "three"})


def test_an_index_that_was_rearranged_is_as_one_restored_so() -> None:
    texts = [replace(found, id=f"{found.id}-{n}") for n in range(3) for found in (BRIDGE_FR, BRIDGE_FR_2, COMETS)]
    features = [story_features(text, None) for text in texts]
    lived, restored = StoryIndex(), StoryIndex()
    for number, (text, kept) in enumerate(zip(texts, features, strict=True), 1):
        lived.place(text, kept, number)
    lived.keep_apart("odd", "even")
    by_hand = {number: ("odd" if number % 2 else "even") for number in range(1, len(texts) + 1)}
    lived.rearrange(by_hand)
    for number, (text, kept) in enumerate(zip(texts, features, strict=True), 1):
        restored.restore(text, kept, by_hand[number], number)
    for number, text in enumerate((BRIDGE_FR, COMETS, BRIDGE_FR_2), 20):
        kept = story_features(text, None)
        placement = lived.place(text, kept, number)
        assert placement == restored.place(text, kept, number)
        assert placement.story in ("odd", "even")


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
