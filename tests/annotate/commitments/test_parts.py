"""What a commitment holds beside its words: amounts, due date, whom it is with; and which of two stands."""

from __future__ import annotations

from marsad.annotate.commitments.lexicon import expanded
from marsad.model import Commitment, DetailRole, FactKind
from tests.annotate.commitments.test_cases import commitments


def test_details_have_their_own_words() -> None:
    text = "La Ligue des dunes s'engage à verser 40 000 euros au Cercle des phares avant la fin de 2026."
    [fact] = commitments(text, "fr")
    assert [(one.role, one.text, one.value) for one in fact.details] == [
        (DetailRole.BY, "La Ligue des dunes", None),
        (DetailRole.WITH, "Cercle des phares", None),
        (DetailRole.AMOUNT, "40 000 euros", "40000 EUR"),
        (DetailRole.DUE, "avant la fin de 2026", "2026-12-31"),
    ]
    assert all(text[one.start : one.end] == one.text for one in fact.details)
    assert all(one.entity is not None for one in fact.told(DetailRole.BY))


def test_a_day_of_the_past_is_no_due_date() -> None:
    [fact] = commitments("Le maire a promis lundi 1er septembre de planter 300 arbres.", "fr")
    assert fact.due is None


def test_without_a_day_of_publication_only_deadlines_are_due() -> None:
    [scheduled] = commitments("The council pledged to open ten schools in January 2026.", "en", None)
    [deadline] = commitments("The council pledged to open ten schools by January 2026.", "en", None)
    assert (scheduled.due, deadline.due) == (None, "2026-01")


def test_a_month_that_has_passed_is_the_next_one() -> None:
    [fact] = commitments("El alcalde se ha comprometido a reabrir la piscina antes de junio.", "es")
    assert fact.due == "2026-06"


def test_what_is_told_twice_is_one_fact_with_its_date() -> None:
    text = (
        "The Ports Agency says it will answer every question.\n"
        "The Ports Agency promised to publish a reply to every question by the end of November."
    )
    assert [(fact.due, fact.kind) for fact in commitments(text, "en")] == [("2025-11-30", FactKind.COMMITMENT)]


def parties(text: str, lang: str) -> list[tuple[list[str], list[str]]]:
    def words(fact: Commitment, role: DetailRole) -> list[str]:
        return [one.text for one in fact.told(role)]

    return [(words(fact, DetailRole.BY), words(fact, DetailRole.WITH)) for fact in commitments(text, lang)]


def test_the_terms_of_a_union_s_agreement_bind_the_employer() -> None:
    text = (
        "Le Syndicat des dockers de Skikda et la Société portuaire du Levant ont signé un accord.\n"
        "L'accord prévoit :\nle versement d'une prime de 15 000 dinars ;\nl'embauche de 30 saisonniers."
    )
    assert parties(text, "fr") == [(["Société portuaire du Levant"], ["Syndicat des dockers de Skikda"])] * 2


def test_a_noun_with_an_adjective_goes_on_with_the_body_spoken_of() -> None:
    text = "La Fundación Brisa presentó su memoria. La entidad melillense se compromete a restaurar diez telares."
    [fact] = commitments(text, "es")
    assert [one.entity for one in fact.told(DetailRole.BY)] == [0]


def test_an_arabic_verb_without_a_subject_goes_on_with_the_body_spoken_of() -> None:
    text = "قدمت مؤسسة الواحة تقريرها في نواكشوط. كما تعهدت بتكوين 200 مزارع."
    assert parties(text, "ar") == [(["مؤسسة الواحة"], [])]


def test_hedged_ones_are_another_kind() -> None:
    kinds = [fact.kind for fact in commitments("The council could build 300 homes by 2027.", "en")]
    assert kinds == [FactKind.HEDGED]


def test_languages_that_are_not_ours_have_none() -> None:
    assert commitments("Die Stadt verspricht, 300 Wohnungen zu bauen.", "de") == []


def test_patterns_are_expanded() -> None:
    assert list(expanded(["s'est|sont engagé% à"]))[:2] == [("s'", "est", "engage", "a"), ("s'", "est", "engagee", "a")]
    assert len(list(expanded(["s'est|sont engagé% à"]))) == 8
