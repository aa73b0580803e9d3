"""What an outlet changed: passages, figures, names, in every language, at any length."""

from __future__ import annotations

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.group.diff import Difference, PassageKind, difference
from marsad.model import Document

FR = (
    "Le ministre de l'Intérieur, Karim Belhadj, a annoncé lundi que 1.200 puits seront creusés dans la région de "
    "Biskra. « C'est un chantier majeur », a-t-il dit. Les travaux commenceront en mars. Ils coûteront 12 millions "
    "de dinars."
)
AR = (
    "أعلن وزير الداخلية كريم بلحاج يوم الاثنين عن حفر 1200 بئر في منطقة بسكرة. وقال إن المشروع كبير. "
    "تبدأ الأشغال في مارس وتكلف 12 مليون دينار."
)
ES = (
    "El ministro del Interior, Carlos Ibáñez, anunció el lunes que se abrirán 1.200 pozos en la región de Almería. "
    "Las obras costarán 12 millones de euros."
)
EN = (
    "Interior minister Karim Belhadj announced on Monday that 1,200 wells will be dug in the region of Biskra. "
    "The works will cost 12 million dinars."
)


def diff(original: str, copy: str, lang: str | None = None) -> Difference:
    return difference(Document("a", original, lang=lang), Document("b", copy, lang=lang))


def kinds(found: Difference) -> list[tuple[str, str, str]]:
    return [(p.kind.value, p.original.text.strip(), p.copy.text.strip()) for p in found.passages]


@pytest.mark.parametrize(
    ("lang", "text", "spelt"),
    [
        ("fr", FR, FR.replace("« ", '"').replace(" »", '"').replace("'", "’").replace("1.200", "1 200")),
        ("ar", AR, AR.replace("1200", "١٢٠٠").replace("إن", "ان").replace("وزير", "وَزِير")),
        ("es", ES, ES.replace("1.200", "1200").replace("Ibáñez", "IBÁÑEZ").replace(". ", ".\n\n")),
        ("en", EN, EN.replace("1,200", "1200").replace(" ", "  ")),
    ],
)
def test_spelling_is_no_difference(lang: str, text: str, spelt: str) -> None:
    found = diff(text, spelt, lang)
    assert [passage.kind for passage in found.passages] == [PassageKind.EQUAL]
    assert (found.figures, found.names, found.of_original, found.of_copy) == ((), (), 1.0, 1.0)
    assert found.longest
    assert found.longest.copy.text == spelt.rstrip(".")


@pytest.mark.parametrize(
    ("lang", "text", "figures", "name"),
    [
        ("fr", FR, [("1.200", "1.400"), ("12 millions", "15 millions")], ("Karim Belhadj", "Samir Haddad")),
        ("ar", AR, [("1200", "1400"), ("12 مليون", "15 مليون")], ("كريم بلحاج", "سمير حداد")),
        ("es", ES, [("1.200", "1.400"), ("12 millones", "15 millones")], ("Carlos Ibáñez", "Pedro Robles")),
        ("en", EN, [("1,200", "1,400"), ("12 million", "15 million")], ("Karim Belhadj", "Samir Haddad")),
    ],
)
def test_changed_figures_and_names(lang: str, text: str, figures: list[tuple[str, str]], name: tuple[str, str]) -> None:
    copy = text
    for before, after in [*figures, name]:
        copy = copy.replace(before, after)
    found = diff(text, copy, lang)
    assert [
        (change.original.text.startswith(before), change.copy.text.startswith(after))
        for change, (before, after) in zip(found.figures, figures, strict=True)
    ] == [(True, True)] * 2
    assert [(change.original.text, change.copy.text) for change in found.names] == [name]
    for change in (*found.figures, *found.names):
        assert text[change.original.start : change.original.end] == change.original.text
        assert copy[change.copy.start : change.copy.end] == change.copy.text


def test_cuts_and_insertions_stand_in_reading_order() -> None:
    copy = FR.replace("Les travaux commenceront en mars. ", "") + " Lire aussi notre dossier."
    assert [(kind, old, new) for kind, old, new in kinds(diff(FR, copy, "fr")) if kind != "equal"] == [
        ("cut", "Les travaux commenceront en mars.", ""),
        ("inserted", "", "Lire aussi notre dossier."),
    ]


def test_a_figure_told_in_other_words_has_not_changed() -> None:
    found = diff(FR, FR.replace("12 millions de dinars", "12.000.000 de dinars"), "fr")
    assert found.figures == ()
    assert any(kind == "replaced" for kind, _, _ in kinds(found))


def test_a_short_form_is_no_other_name() -> None:
    assert diff(EN, EN.replace("Karim Belhadj", "Belhadj"), "en").names == ()


def test_what_a_long_rewriting_replaced_is_not_told_apart() -> None:
    old = "In Biskra the governor counted 40 schools without water and asked Karim Belhadj for twelve lorries at once"
    new = "Nobody heeded what Samir Haddad had written from Annaba about 55 clinics whose roofs let in the winter rain"
    found = diff(f"{EN} {old}. {EN}", f"{EN} {new}. {EN}", "en")
    assert (found.figures, found.names) == ((), ())


def test_figures_of_one_gap_are_paired_by_what_they_count() -> None:
    found = diff("They found 12 wells and then 40 schools there.", "They found 45 schools and 14 wells there.", "en")
    assert [(change.original.text, change.copy.text) for change in found.figures] == [
        ("12 wells", "14 wells"),
        ("40 schools", "45 schools"),
    ]


def test_a_rewritten_sentence_is_one_change() -> None:
    old = "The council of the northern town will vote on the plan for the harbour in the spring session"
    new = "Members are to decide about what becomes of the old port when they meet again next April"
    found = diff(
        f"Alpha beta gamma delta. {old}. Epsilon zeta eta theta.",
        f"Alpha beta gamma delta. {new}. Epsilon zeta eta theta.",
    )
    assert [kind for kind, _, _ in kinds(found)] == ["equal", "replaced", "equal"]


def test_titles() -> None:
    def title(before: str | None, after: str | None) -> tuple[str, str] | None:
        found = difference(Document("a", EN, title=before), Document("b", EN, title=after)).title
        return (found.before, found.after) if found else None

    assert title("Wells for Biskra", "« Wells for  Biskra »") is None
    assert title(None, "Wells") is None
    assert title("Wells for Biskra", "Biskra digs") == ("Wells for Biskra", "Biskra digs")


def test_the_longest_run_and_the_shares_heed_no_order() -> None:
    words = [f"w{i}" for i in range(60)]
    found = diff(" ".join(words), " ".join([*words[40:], *words[:40]]))
    assert found.longest
    assert found.longest.words == 40
    assert found.longest.copy.text == " ".join(words[:40])
    assert (found.of_original, found.of_copy) == (1.0, 1.0)


def test_nothing_in_common_and_nothing_at_all() -> None:
    found = diff("alpha beta gamma", "delta epsilon")
    assert kinds(found) == [("replaced", "alpha beta gamma", "delta epsilon")]
    assert (found.longest, found.of_original, found.of_copy) == (None, 0.0, 0.0)
    assert diff("", "…").passages == ()


LETTERS = st.lists(st.sampled_from(["a", "b", "c", "d1", "«e", "f.", "غ", "1 000", "ß"]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(original=LETTERS, copy=LETTERS)
def test_the_passages_cover_both_texts(original: list[str], copy: list[str]) -> None:
    left, right = " ".join(original), " ".join(copy)
    found = diff(left, right)
    if original:
        assert "".join(passage.original.text for passage in found.passages) == left
    if copy:
        assert "".join(passage.copy.text for passage in found.passages) == right
    here = there = 0
    for passage in found.passages:
        assert (passage.original.start, passage.copy.start) == (here, there)
        here, there = passage.original.end, passage.copy.end
        if passage.kind is PassageKind.EQUAL:
            assert diff(passage.original.text, passage.copy.text).of_original in (0.0, 1.0)
    assert all(one.kind != other.kind for one, other in zip(found.passages, found.passages[1:], strict=False))


def texts_of_100_kb() -> list[tuple[str, str]]:
    rng = random.Random(5)
    own = [f"w{rng.randrange(4000)}" for _ in range(18_000)]
    noisy = [word if rng.random() > 0.1 else "other" for word in own]
    return [
        (" ".join(own), " ".join(noisy)),
        (" ".join(own), " ".join(rng.sample(own, len(own)))),
        ("a b " * 25_000, "b a c " * 17_000),
        ("a " * 50_000, "a " * 40_000),
    ]


@pytest.mark.parametrize("number", range(4))
def test_long_texts_do_not_hang(number: int) -> None:
    original, copy = texts_of_100_kb()[number]
    start = time.process_time()
    found = diff(original, copy, "en")
    assert time.process_time() - start < 20
    assert found.passages[-1].original.end == len(original)


def test_what_is_past_the_limit_is_one_word() -> None:
    long = "word " * 50_000
    found = diff(long + "one end", long + "another end")
    assert [passage.kind for passage in found.passages] == [PassageKind.EQUAL, PassageKind.REPLACED]


def test_it_is_data() -> None:
    row = json.loads(json.dumps(diff(FR, AR).row()))
    assert row["passages"][0]["kind"] == "replaced"
    assert set(row) == {"title", "passages", "figures", "names", "longest", "of_original", "of_copy"}
