from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.group.lede import LedeArticle, story_lede

FRENCH = (
    "BOUJDOUR-SUR-MER, 3 mai (Vigie) — La digue de Sidi Wafa a cédé dimanche sur quarante mètres et noyé le marché.",
    "« Nous avons tout perdu, les étals, les barques et les filets », a dit une marchande de poisson du port.",
    "Le maire a promis une nouvelle digue avant l'hiver et des tentes pour les marchands de Sidi Wafa.",
    "Lire aussi : La digue de Sidi Wafa avait été réparée en mars après la tempête du printemps",
)
ARABIC = (
    "سيدي وفا (فيجي) - انهار جدار الميناء في سيدي وفا يوم الأحد على طول أربعين مترا وغمرت المياه سوق السمك.",
    "وقالت بائعة: «لقد فقدنا كل شيء، الطاولات والقوارب والشباك، ولم يبق لنا في السوق شيء نبيعه اليوم».",
    "ووعد رئيس البلدية ببناء جدار جديد قبل الشتاء ونصب خيام للباعة في سيدي وفا.",
)
SPANISH = (
    "Wafa, 3 may (Vigía).- El dique de Sidi Wafa se rompió el domingo a lo largo de cuarenta metros y anegó la lonja.",
    "¿Quién pagará ahora los puestos, las barcas y las redes que el agua se llevó del mercado del puerto?",
    "El alcalde prometió un dique nuevo antes del invierno y carpas para los vendedores de Sidi Wafa.",
)
ENGLISH = (
    "However, nobody was hurt when the sea wall of Sidi Wafa broke on Sunday and flooded the fish market.",
    "The sea wall of Sidi Wafa broke over forty metres on Sunday and the water flooded the fish market.",
    'The mayor said: "A new wall before the winter, and tents for all the traders, that I promise you here."',
    "A heron was seen on the roof of the customs house while the band played on for the wedding guests.",
)
BEST = {
    "fr": "La digue de Sidi Wafa a cédé dimanche sur quarante mètres et noyé le marché.",
    "ar": "انهار جدار الميناء في سيدي وفا يوم الأحد على طول أربعين مترا وغمرت المياه سوق السمك.",
    "es": "El dique de Sidi Wafa se rompió el domingo a lo largo de cuarenta metros y anegó la lonja.",
    "en": "The sea wall of Sidi Wafa broke over forty metres on Sunday and the water flooded the fish market.",
}
TITLES = {
    "fr": "La digue de Sidi Wafa cède",
    "ar": "انهيار جدار ميناء سيدي وفا",
    "es": "Se rompe el dique de Sidi Wafa",
    "en": "Sea wall breaks at Sidi Wafa",
}


def article(lang: str, *lines: str, id_: str | None = None, lede: str = "", **fields: object) -> LedeArticle:
    body = "\n\n".join(lines)
    given = {"title": TITLES[lang], "text": f"{lede}\n\n{body}", "fields": {"lede": lede, "body": body}}
    return LedeArticle(id=id_ or lang, lang=lang, **{"key": id_ or lang, **given, **fields})  # type: ignore[arg-type]


STORY = tuple(
    article(lang, *lines) for lang, lines in (("fr", FRENCH), ("ar", ARABIC), ("es", SPANISH), ("en", ENGLISH))
)


@pytest.mark.parametrize("lang", ["fr", "ar", "es", "en"])
def test_the_sentence_that_tells_the_story_opens_in_each_language(lang: str) -> None:
    first, *rest = story_lede(STORY, lang)
    assert first.text == BEST[lang], "without dateline, quotation, question or read-also line"
    assert len(rest) <= 1


def test_each_sentence_points_at_its_exact_words() -> None:
    by_id = {one.id: one for one in STORY}
    for lang in ("fr", "ar", "es", "en"):
        for sentence in story_lede(STORY, lang):
            assert by_id[sentence.document].fields[sentence.field][sentence.start : sentence.end] == sentence.text
            assert by_id[sentence.document].lang == lang


def test_a_second_sentence_adds_what_the_first_does_not_say() -> None:
    texts = [sentence.text for sentence in story_lede(STORY, "fr")]
    assert texts == [BEST["fr"], FRENCH[2]]


def test_no_other_language_stands_in() -> None:
    assert story_lede([one for one in STORY if one.lang != "es"], "es") == ()
    assert story_lede((), "fr") == ()


def test_an_original_gives_the_lede_rather_than_its_copies() -> None:
    copy = article("fr", BEST["fr"] + " Elle datait de 1931.", id_="copy", key="fr", is_copy=True)
    assert {one.document for one in story_lede((copy, *STORY), "fr")} == {"fr"}
    alone = [copy, *(one for one in STORY if one.lang != "fr")]
    assert story_lede(alone, "fr")[0].document == "copy", "where the original is not here"


def test_an_original_in_another_language_leaves_the_copy_to_speak() -> None:
    original = article("es", *SPANISH, id_="o", key="one")
    copy = article("fr", *FRENCH, id_="c", key="one", is_copy=True)
    assert story_lede((original, copy), "fr")[0].text == BEST["fr"]


def test_what_most_articles_say_wins_over_one_that_says_something_else() -> None:
    odd = "Le bal des pompiers de Sidi Wafa a réuni trois cents danseurs sous les lampions du boulevard."
    told = "La digue de Sidi Wafa a cédé et l'eau de la mer a noyé le marché aux poissons du port."
    others = [
        article("fr", f"Dimanche, la digue de Sidi Wafa a cédé et noyé le marché, dit le numéro {n}.", id_=f"n{n}")
        for n in range(3)
    ]
    lede = story_lede([article("fr", odd, told, id_="mixed"), *others], "fr")
    assert all("digue" in one.text for one in lede)


def test_copies_do_not_vote() -> None:
    odd = "Le bal des pompiers de Sidi Wafa a réuni trois cents danseurs sous les lampions du boulevard."
    copied = [
        article("fr", odd, id_=f"c{n}", key="bal", is_copy=n > 0, title="Le bal des pompiers de Sidi Wafa")
        for n in range(9)
    ]
    three = [replace(article("fr", FRENCH[0], id_=f"t{n}"), key=f"t{n}") for n in range(3)]
    assert "digue" in story_lede([*copied, *three], "fr")[0].text


@pytest.mark.parametrize(
    "line",
    [
        "« La digue a cédé parce que personne ne l'a jamais entretenue depuis sa construction. »",
        "SIDI WAFA (Vigie) —",
        "La digue de Sidi Wafa et le marché aux poissons",
        "Pourquoi la digue de Sidi Wafa a-t-elle cédé dimanche sur quarante mètres ?",
        "À lire aussi : La digue de Sidi Wafa a cédé dimanche sur quarante mètres.",
        "La digue de Sidi Wafa a cédé, et « nous avons tout perdu dans le marché ce jour-là.",
        "Elle a cédé dimanche sur quarante mètres et noyé le marché de Sidi Wafa.",
    ],
)
def test_what_cannot_open_a_story(line: str) -> None:
    assert story_lede([article("fr", line)], "fr") == ()


def test_a_sentence_in_the_middle_of_a_long_quotation_is_none_of_the_articles() -> None:
    said = (
        "« La mer est montée. La digue de Sidi Wafa a cédé dimanche sur quarante mètres de long. Voilà tout », dit-il."
    )
    assert story_lede([article("fr", said)], "fr") == ()


def test_a_leaning_sentence_may_follow_the_first_directly() -> None:
    leaning = "Elle protégeait depuis 1931 les étals, les barques et les quarante ateliers du marché de Sidi Wafa."
    lede = story_lede([article("fr", BEST["fr"], leaning)], "fr")
    assert [one.text for one in lede] == [BEST["fr"], leaning]


def test_only_what_may_be_shown_is_chosen() -> None:
    whole = article("fr", *FRENCH)
    shown = replace(whole, fields={"body": whole.fields["body"][:60]})
    assert story_lede([shown], "fr") == (), "a sentence that is cut is no sentence"


def test_a_lede_field_is_read_before_the_body() -> None:
    lede = story_lede([article("en", ENGLISH[3], lede=BEST["en"])], "en")
    assert (lede[0].field, lede[0].start) == ("lede", 0)


def test_order_does_not_matter() -> None:
    shuffled = list(STORY)
    for seed in range(6):
        random.Random(seed).shuffle(shuffled)
        for lang in ("fr", "ar", "es", "en"):
            assert story_lede(shuffled, lang) == story_lede(STORY, lang)


@given(st.lists(st.text(max_size=200), max_size=4), st.sampled_from(["fr", "ar", "es", "en"]))
def test_any_text_is_survived_and_quoted_exactly(lines: list[str], lang: str) -> None:
    given_ = article(lang, *lines, *ENGLISH)
    for sentence in story_lede([given_], lang):
        assert given_.fields[sentence.field][sentence.start : sentence.end] == sentence.text
