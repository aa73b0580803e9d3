"""The made-up press that groupings grow on: distinct events, known copies, the same for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from marsad.model import Document

Bench = Callable[[str], Any]

TEXTS = {
    "en": "On {0} the mayor of {1} opened a bridge of {0} arches over the river, which cost {2} million and took {0} "
    "years of work; the engineer {3} said that {1} had waited for it since the flood, and boats would pass in May.",
    "fr": "Le {0} mars, la ville de {1} a fermé son marché couvert pour {2} semaines de travaux, a dit l'adjointe {3}, "
    "qui promet aux {0} marchands une place sous la halle avant la rentrée et une toiture neuve en ardoise.",
    "ar": "قال رئيس بلدية {1} إن {0} مدرسة جديدة ستفتح أبوابها في الخريف بعد أشغال دامت {2} شهرا وأشرفت عليها "
    "المهندسة {3} في جميع أحياء المدينة القديمة والحديثة",
}


def documents() -> list[tuple[str, Document]]:
    """Twelve stories, the first half of three articles in as many languages."""
    found = []
    for story in range(12):
        for lang, text in TEXTS.items() if story < 6 else [("en", TEXTS["en"])]:
            body = f"{text} ".format(story + 2, f"Town{story}", story + 40, f"Person{story}") * 3
            found.append((f"s{story}", Document(f"{story}-{lang}", body, lang, title=body[:60])))
    return found


@pytest.fixture
def made(bench: Bench) -> list[Any]:
    """Two thousand documents."""
    return list(islice(bench("groups_stream").Press(documents()).stream(seed=3), 2000))


def test_the_same_seed_makes_the_same_documents(bench: Bench, made: list[Any]) -> None:
    press = bench("groups_stream").Press(documents())
    assert list(islice(press.stream(seed=3), 50)) == made[:50]
    assert list(islice(press.stream(seed=4), 50)) != made[:50]


def test_documents_are_distinct_and_arrive_in_order(made: list[Any]) -> None:
    assert len({one.document.id for one in made}) == len(made)
    dates = [one.document.date for one in made]
    assert dates == sorted(dates)
    originals = [one.document.text for one in made if one.copy_of is None]
    assert len(set(originals)) > 0.95 * len(originals)


def test_copies_are_known_and_share_their_text(bench: Bench, made: list[Any]) -> None:
    shingles = bench("groups_reprint_peers").shingles
    by_id = {one.document.id: one for one in made}
    copies = [one for one in made if one.copy_of]
    assert 0.25 < len(copies) / len(made) < 0.35
    shares = []
    for copy in copies:
        source = by_id[copy.copy_of]
        assert source.event == copy.event
        assert source.document.date < copy.document.date
        own = shingles(copy.document)
        shares.append(len(own & shingles(source.document)) / len(own))
    assert sorted(shares)[len(shares) // 20] > 0.5


def test_two_events_of_one_story_share_no_more_than_function_words(bench: Bench) -> None:
    words, texts = bench("groups_words"), [bench("groups_words").pieces(one.text) for _, one in documents()]
    shingles = bench("groups_reprint_peers").shingles
    vocabulary = words.Vocabulary("fr", texts)
    ids = vocabulary.ids(texts[0])
    told = [vocabulary.told(ids, event) for event in range(40)]
    assert vocabulary.told(ids, 7) == told[7]
    assert len(set(told)) == 40
    assert "".join(texts[0]) not in told
    first, *others = (shingles(Document("-", text)) for text in told)
    assert max(len(first & other) / len(first) for other in others) < 0.3


def test_stories_are_of_one_to_twenty_articles(made: list[Any]) -> None:
    sizes = Counter(one.event for one in made if one.copy_of is None)
    assert 1 <= min(sizes.values()) <= max(sizes.values()) <= 20
    assert sum(size > 1 for size in sizes.values()) > 100


def test_growth_is_measured_by_tenths(bench: Bench, made: list[Any]) -> None:
    growth = bench("groups_growth")
    lines = list(growth.grow(growth.engine("reprints", "none"), iter(made), 2000))
    assert [line["documents"] for line in lines] == [500, 1000, 1500, 2000]
    assert all(line["rate"] > 0 and line["peak"] >= line["memory"] for line in lines)
    assert lines[-1]["joined"] > 0.9


def test_the_hashed_encoder_puts_texts_of_the_same_words_together(bench: Bench) -> None:
    first, same, other = (
        bench("groups_growth")
        .HashedEncoder()
        .encode(["harbour master strikes", "Strikes, master harbour!", "snow upon distant hills"])
    )
    assert first @ same == pytest.approx(1.0, abs=1e-5)
    assert abs(first @ other) < 0.3
